"""What is said about a call by the staff: when it is wished, that it is not wanted any more, what became of it."""

from __future__ import annotations

import re
from datetime import datetime

from bot.clinic.interview.message import LIKELY, Message
from bot.clinic.wishes import Kind, OpeningHours, read_wish

_SOON = re.compile(
    r"\b(?:asap|a\.s\.a\.p|as soon as (?:possible|you can|they can|someone can)|right (?:now|away)|now|immediately|"
    r"at once|straight away|soonest|the sooner the better)\b\W*",
    re.IGNORECASE,
)
_FRAME = re.compile(
    r"^.*?\b(?:change|switch|move|make|set|put)\w*\b(?:\W+\w+){0,4}?\W+(?:to|for|into)\s+", re.IGNORECASE
)
_CALL = r"(?:call(?:s|ed|ing)?|call[ -]?backs?|phone(?: call)?|ring)\b"
_OTHERS = re.compile(rf"\b{_CALL}\s+(?:her|him|them|my|the|his|their|dr)\b", re.IGNORECASE)
_WITHDRAWS = re.compile(
    rf"\b(?:cancel|call off|forget|drop|withdraw|scratch|undo|scrap)\b(?:\W+\w+){{0,4}}?\W+(?:{_CALL}|request\b)"
    rf"|\b(?:no|don.?t|do not|needn.?t|not|without|never ?mind)\b(?:\W+\w+){{0,4}}?\W+{_CALL}",
    re.IGNORECASE,
)
_APPOINTMENT = re.compile(r"\b(?:appointment|appt|consultation|consult|booking)\b", re.IGNORECASE)
_CHANGES = re.compile(
    r"\b(?:make|change|switch|move|instead|rather|actually|better|prefer|could it be|not before)\b", re.IGNORECASE
)
_ASKS_WHETHER = re.compile(
    r"\b(?:booked|scheduled|confirmed|set up|an appointment)\b.*\?"
    r"|^\W*(?:so |and |but )?(?:when|what time|how soon)(?: exactly)?\W*$"
    r"|^\W*(?:so |and )?(?:is|am|are|was|did) \w+ (?:\w+ )?(?:booked|scheduled|in|confirmed)\b",
    re.IGNORECASE,
)
_TEXTS = re.compile(r"\b(?:text|messag|sms)\w*", re.IGNORECASE)


def call_wish(text: str, now: datetime, hours: OpeningHours) -> str:
    """When somebody wants to be called, in words of our own; nothing where none are understood."""
    soon = _SOON.search(text) is not None
    rest = _SOON.sub(" ", text) if soon else text
    for said in (rest, _FRAME.sub("", rest)):
        wish = read_wish(said, now, hours)
        if wish.kind in (Kind.window, Kind.closed) and (words := wish.describe()):
            return f"as soon as possible, or {words}" if soon else words
    return "as soon as possible" if soon else ""


def speaks_of_call(text: str) -> bool:
    """Whether a call is named, which tells it from an appointment."""
    return re.search(rf"\b{_CALL}", text, re.IGNORECASE) is not None


def withdraws_call(message: Message) -> bool:
    """Whether the call that was asked for is not wanted any more."""
    text = message.text
    if _TEXTS.search(text) or (_OTHERS.search(text) and "the call" not in text.lower()):
        return False  # "no calls and no texts" is the end of all messages
    if _WITHDRAWS.search(text) and "?" not in text:
        return True
    return message.means("cancel_booking", LIKELY) and not _APPOINTMENT.search(text) and not message.is_question


def changes_call(message: Message) -> bool:
    """Whether its time is to be another one."""
    named = _CHANGES.search(message.text) is not None or speaks_of_call(message.text)
    return named or message.means("reschedule_booking", LIKELY)


def asks_whether_booked(message: Message) -> bool:
    """Whether somebody wants to know what has been settled: "so is she booked now?"."""
    return message.means("show_booking", LIKELY) or _ASKS_WHETHER.search(message.text) is not None
