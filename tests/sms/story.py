"""One person's consultation by text; every test may begin at any of its questions."""

from __future__ import annotations

NUMBER = "+13235550164"
OTHER = "+16265550137"
NAME, CLINICIAN, PRACTICE = "Odile Marchbanks", "Dr. Fenwick Aldana", "Silver Lake Family Health"
OPENING = "hi there, id like to set up the free consultation"
ANSWERS = {
    "who": "just me",
    "age": "yep im 52",
    "reason": "ptsd",
    "clinician": "yes there is one",
    "consent": "yes they can",
    "clinician_name": CLINICIAN,
    "clinician_role": "family doctor",
    "clinician_practice": PRACTICE,
    "clinician_contact": "626-555-0171",
    "other": "yes please",
    "health": "none of those",
    "name": NAME,
    "email": "odile.m@example.com",
    "texts": "yes",
    "when": "wednesday december 2 after lunch",
    "slots": "2",
    "summary": "1",
    "safe": "1",
}
