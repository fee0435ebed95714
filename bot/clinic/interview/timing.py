"""The time that a message asks for, or picks among those on offer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.clinic import reading as answers
from bot.clinic.interview.answering import CONTACT_QUESTIONS
from bot.clinic.interview.by_the_appointment import shifts_by_it
from bot.clinic.interview.draft import Draft
from bot.clinic.interview.loose import wants_consultation
from bot.clinic.interview.message import LIKELY, Message, Part
from bot.clinic.interview.new_time import after_no, among_clauses
from bot.clinic.interview.shifting import said_outright, says_same_time
from bot.clinic.interview.story import times_told
from bot.clinic.wishes import Kind, OpeningHours, Wish, read_wish

# Without being asked for a time, "sometime" or "soon" are only a way of speaking.
_VOLUNTEERED = frozenset({Kind.window, Kind.past, Kind.closed, Kind.ambiguous})
_NAMES = ("name", "clinician_name", "clinician_practice")
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
# Of more than two times, "the later one" may be any but the first; "the earlier one" is the first.
_ONE_OF_THEM = re.compile(
    r"\W*(?:ok |hm+ )?the (?P<way>later|earlier|sooner)(?: ones?)?(?: please| then)?\W*", re.IGNORECASE
)
_EARLIEST = re.compile(
    r"\W*(?:(?:ok|okay|k|fine|alright|hm+|well|then|no|yes|just|i.?ll take|give me)\W+)*"
    r"the (?:very )?(?:earliest|soonest)(?: one| time| slot)?(?: please| pls| then| thanks)*\W*",
    re.IGNORECASE,
)
_ASKED_FOR = (
    r"(?:(?:ok|no|hm+|and|(?:is|are) there|do you have|you have|have you|got|any|anything|something|a bit|a little"
    r"|much)\W+)*"
)
_THAN = r"(?: than (?:that|this|these|those))?(?: please| pls)?\W*"
_SOONER = re.compile(rf"\W*{_ASKED_FOR}(?:sooner|earlier){_THAN}", re.IGNORECASE)
_LATER = re.compile(rf"\W*{_ASKED_FOR}later(?: on)?{_THAN}", re.IGNORECASE)
_LEFT_TO_US = re.compile(
    r"\W*(?:(?:ok|well|hm+|idk|oh|honestly)\W+)*(?:you (?:pick|choose|decide)(?: for me| one)?|(?:it.?s )?up to you"
    r"|your (?:pick|choice|call)|surprise me|(?:it )?(?:doesn.?t|does not|don.?t) (?:really )?matter(?: to me)?"
    r"|i (?:don.?t|do not) (?:really )?(?:care|mind)(?: which(?: one)?)?|no preference"
    r"|(?:they.?re |they )?all (?:good|fine|the same|work|ok)(?: (?:for|with|to) me)?|me da igual|la que sea)"
    r"(?:\W+(?:please|thanks|lol))*\W*",
    re.IGNORECASE,
)
_OTHER_DAYS = re.compile(
    r"\b(?:other|another|different|more|rest of the|remaining)\s+(?:days?|dates?)\b", re.IGNORECASE
)
_OTHERS = re.compile(
    r"\b(?:see|show|look|view|go|back|get|offer|have|list|got|are there|choose|pick|try)\b[^.?!]*"
    r"\b(?:other|another|different|rest of the|remaining)\s+(?:days?|dates?|times?|options?|slots?|ones)\b",
    re.IGNORECASE,
)
_APPROVES = re.compile(
    r"\b(?:is|was|are|s|looks?|sounds?|would be)\s+(?:\w+\s+)?(?:fine|right|good|ok|okay|correct|great|perfect)\b"
    r"|\bworks\b",
    re.IGNORECASE,
)
_ALTERS = re.compile(
    r"\?|n.t\b|\b(?:but|instead|earlier|later|other|another|change|move|different|not|if|unless|rather|also|too|before|"
    r"after)\b",
    re.IGNORECASE,
)
_GOES_AHEAD = re.compile(
    r"\b(?:book (?:it|that|me)|go ahead|confirm(?: it)?|lock it in)\W*(?:please|pls|thanks)?\W*$", re.IGNORECASE
)
# At a summary a lone figure is an hour where it is the whole answer, or where it is worded as a change.
_FIGURE = re.compile(r"\W*\d{1,2}\W*")
_HOUR_MEANT = (
    r"^\W*(?:\w+\W+)?{n}\W*$|\b{n}\W*(?:instead|works?|suits?|is|would|might|better|please|pls|rather|not|o)\b"
    r"|\b(?:make|making|chang\w+|move|push|switch|do|say|try|about|prefer|rather|want|like|be|take|at|around|by)\W+"
    r"(?:(?:it|that|this|maybe|perhaps|like|to|at|the|time)\W+)*{n}\b"
)
_FREE = re.compile(r"\b(?:is|are|isn.?t|still|also)\b.*\b(?:free|open|available|taken)\b", re.IGNORECASE)
# A few words and a question mark: "christmas eve?" sounds like the hours on holidays, and asks for a time.
_NAMES_DAY = re.compile(
    r"(?!.*\b(?:open|clos\w+|hours|is|are|do|does|you|they|your|clinic|costs?|when|why|who|where|will|holidays?)\b)"
    r"(?:\S+\s+){0,4}\S+\?+",
    re.IGNORECASE,
)
_ABOUT_APPOINTMENTS = frozenset({"reschedule_booking", "cancel_booking", "show_booking"})
_WHICH_HALF = re.compile(
    r"\b(?:a\.?m\.?|mornings?)\s+or\s+(?:is\s+(?:it|that)\s+)?(?:(?:at\s+)?night|p\.?m\b\.?|afternoons?|evenings?)",
    re.IGNORECASE,
)
_EITHER = re.compile(
    r"\b(?:either|any|both|fine|ok|whichever|whatever|don.?t (?:care|mind)|doesn.?t|prefer)\b", re.IGNORECASE
)
_CHECKS = re.compile(r"\W*(?:so |and |wait |ok |sorry )*(?:is|was|isn.?t) (?:that|it|this)\b.*\?\s*$", re.IGNORECASE)


def wished(draft: Draft, change: str | None, message: Message, hours: OpeningHours, now: datetime) -> Wish | None:
    """The time that is asked for, by its own words or as one of the days asked about; `change` as in a reading."""
    wish = _wish(draft, change, message, hours, now) or _day_picked(draft, message.text, hours, now)
    leaving = message.means("stop_flow") and not getattr(wish, "candidates", ())
    return None if wish is not None and wish.kind in _VAGUE and leaving else wish  # "I have to go, later"


def without_names(message: Message, facts: Mapping[str, Any]) -> Message:
    """The message without a name that it puts right: "Sunrise House" is no time of the day."""
    said = [str(facts[name]) for name in _NAMES if facts.get(name) and str(facts[name]).lower() in message.text.lower()]
    if not said:
        return message
    rest = re.sub("|".join(re.escape(value) for value in said), " ", message.text, flags=re.IGNORECASE)
    return replace(message, text=rest, parts=())


def pick(draft: Draft, text: str, hours: OpeningHours, now: datetime) -> int | None:
    """Which of the times on offer is taken, counted from 0."""
    if draft.question != "slots" or not draft.offers or by_the_old_time(draft, text):
        return None
    one = _ONE_OF_THEM.fullmatch(text)
    earlier = one is not None and one["way"].lower() != "later"
    if earlier or _EARLIEST.fullmatch(text) or _LEFT_TO_US.fullmatch(text):
        return 0  # of those on offer, which are in order of time; the summary asks
    if _ASKS_IF_THERE_IS.search(text) and read_wish(text, now, hours).kind is Kind.window:
        return None  # "do you have 2 instead?": an hour, and not the second
    labels = [offer["label"] for offer in draft.offers]
    chosen = answers.read_choice(text, labels)
    told, _, last = text.strip(" .!?").rpartition("? ")
    if chosen is None and told and read_wish(told, now, hours).kind is Kind.none:
        return answers.read_choice(last, labels)  # "is it really free? ok, 2:30 then"
    return chosen


def by_the_old_time(draft: Draft, text: str) -> bool:
    """Whether the hour of the appointment that is moved is meant, and not one of those on offer."""
    return draft.goal == "move" and says_same_time(text)


def command_among_offers(text: str, command: str | None) -> str | None:
    """What a message commands where times are on offer: "later" is no farewell, "the earlier one" no way back."""
    if _LATER.fullmatch(text):
        return "more"
    return None if _ONE_OF_THEM.fullmatch(text) or _SOONER.fullmatch(text) else command


def asks_for_others(draft: Draft, text: str, hours: OpeningHours, now: datetime) -> bool:
    """Whether other days or times than those on offer are to be shown, and none is named."""
    choosing = draft.question == "slots" or (draft.question == "summary" and draft.goal != "cancel")
    return choosing and _OTHERS.search(text) is not None and read_wish(text, now, hours).kind not in _VOLUNTEERED


def wants_other_days(text: str) -> bool:
    """Whether it is other days that somebody wants to see, and not other times of the same."""
    return _OTHER_DAYS.search(text) is not None


def approves(draft: Draft, wish: Wish, text: str) -> bool:
    """Whether a time is named at the summary only to say that it is right: "no, sorry, the 1st is fine"."""
    if draft.question != "summary" or draft.hold is None or not _APPROVES.search(text) or _ALTERS.search(text):
        return False
    return wish.means(datetime.fromisoformat(draft.hold["start"]))


def goes_ahead(text: str) -> bool:
    """Whether the words that approve of a time ask for the booking as well."""
    return _GOES_AHEAD.search(text) is not None


def checks(text: str, hours: OpeningHours, now: datetime) -> bool:
    """Whether somebody only makes sure of a time: "is that a Thursday?"."""
    if _WHICH_HALF.search(text) and not _EITHER.search(text):
        return True  # "10 am or pm?" names both, and asks for neither
    return _CHECKS.match(text) is not None and read_wish(text, now, hours).kind in _VOLUNTEERED


def asks_or_points(text: str) -> bool:
    """Whether a wish is worded as a question about times, or by the one in hand, and so asks for nothing besides."""
    return bool(_ASKS_FOR_TIMES.search(text) or _POINTS.search(text) or _SOONER.fullmatch(text))


def _wish(draft: Draft, change: str | None, message: Message, hours: OpeningHours, now: datetime) -> Wish | None:
    """A wish for a time, where one may be meant."""
    question = draft.question
    asked = question in ("when", "slots")
    if message.is_story and not asked:
        told = read_wish(times_told(message.text), now, hours)
        return told if told.kind in (Kind.window, Kind.closed) or told.candidates else None
    if question == "slots" and _ONE_OF_THEM.fullmatch(message.text):
        return None
    if question == "slots" and _SOONER.fullmatch(message.text):
        return read_wish("as soon as possible", now, hours)
    if question in CONTACT_QUESTIONS:
        return None  # "Dr. Mark Day, May Street": names and numbers are no dates
    volunteered = change in ("when", "slots") or question == "summary" or message.means("book_consultation", LIKELY)
    volunteered = volunteered or (question is None and wants_consultation(message))
    volunteered = volunteered or shifts_appointment(draft, message.text, hours, now)
    if not asked and not volunteered and not message.means("reschedule_booking", LIKELY):
        return None
    at_hand = (draft.hold or {}).get("start") or (draft.old_start if draft.goal == "move" else None)
    if question == "slots" and draft.offers:
        at_hand = draft.offers[-1]["start"]  # "what about the day after": after those on offer
    said = _statement(draft, message, hours, now)
    if at_hand is not None:
        same = draft.old_start if question == "slots" and draft.goal == "move" else None
        said = said_outright(
            said, *(datetime.fromisoformat(one).astimezone(hours.zone) for one in (at_hand, same) if one)
        )
    topic = (
        message.whole.intent.startswith("faq/")
        and not asks_if_free(message.whole, hours, now)
        and said == message.text
        and message.questions
    )
    if topic and not (asked and _ASKS_FOR_TIMES.search(message.text)):
        return None
    if question == "summary" and draft.hold is not None:
        said = after_no(said, datetime.fromisoformat(draft.hold["start"]).astimezone(hours.zone), hours, now)
    wish = read_wish(said, now, hours, _home(draft))
    if question == "summary" and wish.kind is Kind.none:
        wish = among_clauses(said, hours, now) or wish
    if question == "summary" and _FIGURE.fullmatch(wish.text) and not _names_hour(said, wish.text):
        return None
    useful = _USEFUL_WISHES if asked or change in ("when", "slots") else _VOLUNTEERED
    if wish.kind is Kind.ambiguous and not asked and not wish.candidates:
        return None
    return wish if wish.kind in useful else None


def asks_if_free(part: Part, hours: OpeningHours, now: datetime) -> bool:
    """Whether a question is about a time, and not about what the consultation costs: "is the 11th at 3 free?"."""
    asks = _FREE.search(part.text) or _NAMES_DAY.fullmatch(part.text.strip())
    wish = read_wish(part.text, now, hours) if asks else None
    return wish is not None and wish.kind in _VOLUNTEERED


def _statement(draft: Draft, message: Message, hours: OpeningHours, now: datetime) -> str:
    """The message without its questions; one about a time or the appointment may be the wish itself, and stays."""
    questions = [
        part
        for part in message.questions
        if part.intent not in _ABOUT_APPOINTMENTS
        and not asks_if_free(part, hours, now)
        and not shifts_appointment(draft, part.text, hours, now)
    ]
    if len(questions) == len(message.questions):
        return message.statement
    return " ".join(part.text for part in message.parts if part not in questions) or message.text


def shifts_appointment(draft: Draft, text: str, hours: OpeningHours, now: datetime) -> bool:
    """Whether somebody who is moving their appointment says the new time by the old one."""
    if draft.goal != "move" or draft.old_start is None:
        return False
    return shifts_by_it(text, datetime.fromisoformat(draft.old_start).astimezone(hours.zone), now, hours)


def _names_hour(text: str, figure: str) -> bool:
    """Whether a figure is an hour: "make it 2", and not the "1" of "if so 1"."""
    return re.search(_HOUR_MEANT.replace("{n}", re.escape(figure.strip())), text, re.IGNORECASE) is not None


def _home(draft: Draft) -> str | None:
    """The zone in which somebody has told their times before, for "my time"."""
    told = (wish for wish in (draft.wish, draft.unclear_wish, draft.kept_wish) if wish)
    return next((clause["zone"] for wish in told for clause in wish["clauses"] if clause.get("zone")), None)


def _day_picked(draft: Draft, text: str, hours: OpeningHours, now: datetime) -> Wish | None:
    """Which of the days that the assistant asked about: "the second one"."""
    if draft.question != "when" or not draft.day_choices:
        return None
    number = answers.read_choice(text, draft.day_choices)
    return read_wish(draft.day_choices[number], now, hours) if number is not None else None
