"""Rules for ranges and limits of days: "monday to wednesday", "after the 22nd", "by friday"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.clinic.wishes.calendar_words import shift
from bot.clinic.wishes.days import Days, beyond, day, join, place, recurring, stretch
from bot.clinic.wishes.frame import Frame
from bot.clinic.wishes.grammar import Build, Built, Rule, Token


def _until_then(frame: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "Between now and friday"."""
    last = place(as_weekday(tokens[-1].value), frame.almanac).spans
    return day(tokens, stretch(frame.today, last[-1].last)) if last else None


def as_weekday(days: Days) -> Days:
    numbers = days.spans[0].weekdays if days.sort == "rule" else None
    return Days("weekday", number=min(numbers)) if numbers and len(numbers) == 1 else days


def _range(frame: Frame, tokens: Sequence[Token]) -> Built:
    left, right = (as_weekday(t.value) for t in tokens if "DAY" in t.tags)
    if left.sort == right.sort == "weekday" and not left.which:
        count = (right.number - left.number) % 7
        return day(tokens, recurring(*((left.number + n) % 7 for n in range(count + 1))))
    begins = place(left, frame.almanac)
    if begins.problem or begins.first is None:
        return day(tokens, begins)
    start = begins.first
    seen_from = replace(frame.almanac, today=shift(start, -1) if right.sort == "weekday" else start)
    ends = place(replace(right, which="coming") if right.sort == "weekday" else right, seen_from)
    if ends.problem or not ends.spans:
        return day(tokens, ends)
    last = ends.spans[-1].last
    return day(tokens, stretch(start, last if last is None or last >= start else start))


def _edge(side: str) -> Build:
    """From, after, before or by a day; of a period its far or near end, as the word asks."""

    def build(frame: Frame, tokens: Sequence[Token]) -> Built:
        token = next(t for t in tokens if "DAY" in t.tags)
        said = as_weekday(token.value)
        if said.sort == "weekday" and not said.which:
            return day(tokens, replace(said, sort="edge", which=side), "EDGE")
        placed = place(said, frame.almanac)
        if not placed.spans:
            return None
        tags = ("EDGE", *({"WEAK"} & token.tags))
        if placed.problem:
            return day(tokens, placed, *tags)
        to_the_end = "ENDOF" in token.tags or any(t.word == "end" for t in tokens)
        limited = beyond(placed, "by" if side == "before" and to_the_end else side)
        return day(tokens, limited, *tags) if limited else None

    return build


def _onwards(frame: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "tuesday the 21st on works"."""
    at = next(i for i, t in enumerate(tokens) if t.word == "on")
    said = tokens[at - 1]
    if at == 2:
        joined = join(tokens[0].value, said.value, frame.almanac)
        said = replace(said, value=joined) if joined else said
    edge = _edge("from")(frame, [said])
    return [replace(edge, start=tokens[0].start), *tokens[at + 1 :]] if isinstance(edge, Token) else None


def _around(frame: Frame, tokens: Sequence[Token]) -> Built:
    days = place(tokens[-1].value, frame.almanac)
    if days.problem or days.sort != "date" or days.first is None:
        return tokens[-1]
    either_way = 3 if "HOLIDAY" in tokens[-1].tags else 1
    return day(tokens, stretch(shift(days.first, -either_way), shift(days.first, either_way)))


_SAYS_NO = "NOT F|X|WISH? F|X|WISH? F|X|WISH?"

_TO = "to|until|through|thru|DASH|til"

_SOMEBODY_CAN = (
    "( that? i|we|he|she|they|id can|could|may|able|to|will|would|am|get|make|do|manage F|X? F|X? F|X? "
    "| for me|us|him|her )"
)

GENERAL = [
    Rule("any|every|all|some day|days|date|dates|time|afternoon|morning after DAY", _edge("after")),
    Rule("any|every|all|some day|days|date|dates|time|afternoon|morning before DAY", _edge("before")),
]

EDGES = [
    Rule("between DAY and|AND|to|DASH DAY", _range),
    Rule(f"from? DAY {_TO} DAY", _range),
    Rule("( between|from now|today and|AND|to|until|DASH|through DAY )", _until_then),
    Rule(f"{_SAYS_NO} until after|past DAY", _edge("after")),
    Rule(f"{_SAYS_NO} until|before|til DAY", _edge("from")),
    Rule("no|not|nothing any? later|past|after than? DAY", _edge("by")),
    Rule("no|not|nothing any? earlier|sooner|before than? DAY", _edge("from")),
    Rule("on or|and after DAY", _edge("from")),
    Rule("on or|and before DAY", _edge("by")),
    Rule(
        "anytime|sometime? from|starting|beginning|back|returning|return|home on|from? DAY on|onwards|onward|forward?",
        _edge("from"),
    ),
    Rule("as of DAY on|onwards|onward?", _edge("from")),
    Rule("DAY? DAY on ( works|would|is|suits|please|if | $ | STOP | COMMA )", _onwards),
    Rule(
        "DAY ( onwards|onward|forward | and|or any? day|anytime|time? after|later|beyond|onwards "
        "!CLOCK|DAY|PART|NUM|in|on | at the? earliest | earliest )",
        _edge("from"),
    ),
    Rule(
        "DAY ( or|and any? day|time|anytime? before|earlier|sooner !CLOCK|DAY|PART|NUM|in|on | at the? "
        "latest | latest )",
        _edge("by"),
    ),
    Rule(f"the? earliest|soonest {_SOMEBODY_CAN} is|would|be|will|s+ on|from? DAY", _edge("from")),
    Rule(f"the? latest {_SOMEBODY_CAN} is|would|be|will|s+ on? DAY", _edge("by")),
    Rule("the? any? earliest is|would|be|being? DAY", _edge("from")),
    Rule("the? latest is|would|be|being? DAY", _edge("by")),
    Rule("after|past|following the? end? of? DAY", _edge("after")),
    Rule("later than DAY", _edge("after")),
    Rule("earlier|sooner than DAY", _edge("before")),
    Rule("( before | ahead of | prior to ) the? end? of? DAY", _edge("before")),
    Rule("by|until|through the? end? of? DAY", _edge("by")),
    Rule("up to|until DAY", _edge("by")),
    Rule("around|near|circa DAY", _around),
]
