"""The time that a message asks for, or picks among those on offer."""

from __future__ import annotations

import re
from datetime import datetime

from bot.clinic import reading as answers
from bot.clinic.interview.answering import CONTACT_QUESTIONS
from bot.clinic.interview.draft import Draft
from bot.clinic.interview.loose import wants_consultation
from bot.clinic.interview.message import LIKELY, Message
from bot.clinic.interview.shifting import said_outright
from bot.clinic.interview.story import times_told
from bot.clinic.wishes import Kind, OpeningHours, Wish, read_wish

# Without being asked for a time, "sometime" or "soon" are only a way of speaking.
_VOLUNTEERED = frozenset({Kind.window, Kind.past, Kind.closed, Kind.ambiguous})
_VAGUE = frozenset({Kind.asap, Kind.ambiguous})
_USEFUL_WISHES = frozenset({Kind.window, Kind.asap, Kind.past, Kind.closed, Kind.ambiguous})

# Of times on offer, "do you have anything around lunch?" is no question about the clinic.
_ASKS_FOR_TIMES = re.compile(
    r"\b(?:do|have|got|is|are|any|would|could|can)\b.*\b(?:have|got|anything|something|any|one|ones|free|open|available)\b",
    re.IGNORECASE,
)
_ASKS_IF_THERE_IS = re.compile(
    r"\b(?:do|does|have|you|is|are|got|any)\b.*\b(?:have|got|there|free|open)\b", re.IGNORECASE
)
_POINTS = re.compile(r"\b(?:day|week|one)\s+(?:before|after)\b|\b(?:next|following)\s+(?:day|week)\b", re.IGNORECASE)
# Of more than two times, "the later one" may be any but the first.
_ONE_OF_THEM = re.compile(
    r"\W*(?:ok |hm+ )?the (?:later|earlier|sooner)(?: ones?)?(?: please| then)?\W*", re.IGNORECASE
)
_CHECKS = re.compile(r"\W*(?:so |and |wait |ok |sorry )*(?:is|was|isn.?t) (?:that|it|this)\b.*\?\s*$", re.IGNORECASE)


def wished(draft: Draft, change: str | None, message: Message, hours: OpeningHours, now: datetime) -> Wish | None:
    """The time that is asked for, by its own words or as one of the days asked about; `change` as in a reading."""
    wish = _wish(draft, change, message, hours, now) or _day_picked(draft, message.text, hours, now)
    leaving = message.means("stop_flow") and not getattr(wish, "candidates", ())
    return None if wish is not None and wish.kind in _VAGUE and leaving else wish  # "I have to go, later"


def pick(draft: Draft, text: str, hours: OpeningHours, now: datetime) -> int | None:
    """Which of the times on offer is taken, counted from 0."""
    if draft.question != "slots" or not draft.offers:
        return None
    if _ASKS_IF_THERE_IS.search(text) and read_wish(text, now, hours).kind is Kind.window:
        return None  # "do you have 2 instead?": an hour, and not the second
    return answers.read_choice(text, [offer["label"] for offer in draft.offers])


def checks(text: str, hours: OpeningHours, now: datetime) -> bool:
    """Whether somebody only makes sure of a time: "is that a Thursday?"."""
    return _CHECKS.match(text) is not None and read_wish(text, now, hours).kind in _VOLUNTEERED


def asks_or_points(text: str) -> bool:
    """Whether a wish is worded as a question about times, or by the one in hand, and so asks for nothing besides."""
    return bool(_ASKS_FOR_TIMES.search(text) or _POINTS.search(text))


def _wish(draft: Draft, change: str | None, message: Message, hours: OpeningHours, now: datetime) -> Wish | None:
    """A wish for a time, where one may be meant."""
    question = draft.question
    asked = question in ("when", "slots")
    if message.is_story and not asked:
        told = read_wish(times_told(message.text), now, hours)
        return told if told.kind is Kind.window else None
    if question == "slots" and _ONE_OF_THEM.fullmatch(message.text):
        return None
    if question in CONTACT_QUESTIONS:
        return None  # "Dr. Mark Day, May Street": names and numbers are no dates
    volunteered = change in ("when", "slots") or question == "summary" or message.means("book_consultation", LIKELY)
    volunteered = volunteered or (question is None and wants_consultation(message))
    if not asked and not volunteered and not message.means("reschedule_booking", LIKELY):
        return None
    at_hand = (draft.hold or {}).get("start") or (draft.old_start if draft.goal == "move" else None)
    if question == "slots" and draft.offers:
        at_hand = draft.offers[-1]["start"]  # "what about the day after": after those on offer
    said = message.statement
    if at_hand is not None:
        said = said_outright(said, datetime.fromisoformat(at_hand).astimezone(hours.zone))
    topic = message.whole.intent.startswith("faq/") and said == message.text and message.questions
    if topic and not (asked and _ASKS_FOR_TIMES.search(message.text)):
        return None
    wish = read_wish(said, now, hours)
    useful = _USEFUL_WISHES if asked or change in ("when", "slots") else _VOLUNTEERED
    if wish.kind is Kind.ambiguous and not asked and not wish.candidates:
        return None
    return wish if wish.kind in useful else None


def _day_picked(draft: Draft, text: str, hours: OpeningHours, now: datetime) -> Wish | None:
    """Which of the days that the assistant asked about: "the second one"."""
    if draft.question != "when" or not draft.day_choices:
        return None
    number = answers.read_choice(text, draft.day_choices)
    return read_wish(draft.day_choices[number], now, hours) if number is not None else None
