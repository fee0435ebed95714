"""How the pages of the staff's work name what the store keeps by a word of its own: as a receptionist would say it."""

from __future__ import annotations

from bot.console.wording import LEVELS

STATES = {
    # of an appointment
    "booked": "booked",
    "cancelled": "cancelled",
    "completed": "came",
    "no_show": "did not come",
    # of the call to a treating clinician
    "to_call": "to call",
    "called": "called, not spoken yet",
    "spoken": "spoken",
    "declined": "declined",
    "other_name": "the person named another clinician",
    # of a follow-up
    "done": "done",
    "open": "opened again",
}
FOLLOW_UPS = {
    "callback": "asked for a call",
    "screening": "one of us decides whether they may book",
    "booking_trouble": "could not book online",
    "change": "about an appointment or a text",
    "clinician": "about their clinician",
}
OUTCOMES = {
    "eligible": "may book",
    "eligible_with_note": "may book, with a note for us",
    "staff_follow_up": "one of us decides",
    "not_eligible_online": "not online",
}
NOTES = {
    "staff_psychiatrist": "has no treating clinician: our psychiatrist is to see them",
    "clinician_review": "one of our clinicians is to look at it before the consultation",
    "no_screening": "booked by the staff: the screening questions were not asked",
}
TEXTS = {
    "confirmation": "confirmation",
    "reminder": "reminder",
    "link": "link to the appointment",
    "queued": "waits to be sent",
    "sending": "is being sent",
    "sent": "sent",
    "failed": "could not be sent",
    "withheld": "not sent",
    "delivered": "arrived",
    "read": "read",
    "undelivered": "did not arrive",
}
KINDS = {"other": "another person", "medical": "medical emergency"}
"""Of danger."""
_WORDS = {**LEVELS, **KINDS, **STATES, **FOLLOW_UPS, **OUTCOMES, **NOTES, **TEXTS}


def plain(word: str | None) -> str:
    """The words for one of ours; a word that is not known with spaces, at least."""
    return "" if word is None else _WORDS.get(word, word.replace("_", " "))


def dial(number: str, extension: str | None = None) -> str:
    """The address that a telephone dials, of a number in E.164 form."""
    return f"tel:{number};ext={extension}" if extension else f"tel:{number}"
