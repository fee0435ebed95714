"""How pages name what the store knows by a word of its own."""

from __future__ import annotations

NEEDS = {
    "danger": "in danger, not acknowledged",
    "alert": "with an alert that did not arrive",
    "callback": "want a person to call",
    "screening": "to decide on after screening",
    "booking": "with trouble or a wish about an appointment",
    "clinician": "whose clinician is to be called",
    "opted_out": "with an appointment, but want no texts",
    "undelivered": "did not get a text",
    "taken_over": "taken over",
    "not_understood": "poorly understood lately, not reviewed",
}
ROLES = {
    "viewer": "reads conversations, work lists and the calendar",
    "reviewer": "also answers people, settles work, books and corrects",
    "admin": "also manages accounts, reads the audit log, erases people",
}
