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
CHANNELS = {"web": "website", "sms": "text message", "staff": "entered by us"}
OUTCOMES = {
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
