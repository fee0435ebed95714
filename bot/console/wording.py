"""How all pages name what the store keeps by a word of its own: as a receptionist would say it."""

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
CHANNELS = {"web": "website", "sms": "text message", "staff": "entered by us"}
OUTCOMES = {  # of a conversation, as the list is filtered
    "booked": "booked",
    "cancelled": "cancelled",
    "follow_up": "a person follows up",
    "open": "nothing yet",
}
REVIEWS = {"new": "not reviewed", "reviewed": "reviewed", "flagged": "flagged"}
LEVELS = {"mention": "spoke of danger", "risk": "in danger", "imminent": "in danger now"}
ROLES = {
    "viewer": "reads conversations, work lists and the calendar",
    "reviewer": "also answers people, settles work, books and corrects",
    "admin": "also manages accounts, reads the audit log, erases people",
}
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
RESULTS = {  # of the screening
    "eligible": "may book",
    "eligible_with_note": "may book, with a note for us",
    "staff_follow_up": "one of us decides",
    "not_eligible_online": "not online",
}
NOTES = {
    "staff_psychiatrist": "no treating clinician to talk with: our psychiatrist is to see them",
    "clinician_unreached": "their clinician may be contacted, but how is not known: look it up, or ask them",
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
    "demo": "of a made-up conversation",  # why not
}
KINDS = {"other": "another person", "threatened": "threatened by somebody", "medical": "medical emergency"}
"""Of danger."""
_WORDS = {**LEVELS, **KINDS, **STATES, **FOLLOW_UPS, **RESULTS, **NOTES, **TEXTS}


def plain(word: str | None) -> str:
    """The words for one of ours; a word that is not known with spaces, at least."""
    return "" if word is None else _WORDS.get(word, word.replace("_", " "))


def dial(number: str, extension: str | None = None) -> str:
    """The address that a telephone dials, of a number in E.164 form."""
    return f"tel:{number};ext={extension}" if extension else f"tel:{number}"
