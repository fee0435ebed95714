"""Rules for distances: "in two weeks", "10 days from monday", "the next few days"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.clinic.wishes.calendar_words import month_start, shift
from bot.clinic.wishes.constraints import DaySpan
from bot.clinic.wishes.days import day, on, place, stretch, wrong
from bot.clinic.wishes.frame import Frame
from bot.clinic.wishes.grammar import Build, Built, Rule, Token, over
from bot.clinic.wishes.weeks import WORKDAYS


def _quantity(number: int, *tags: str) -> Build:
    return lambda _, tokens: over(tokens, "QTY", *tags, value=number)


def _counts(tokens: Sequence[Token]) -> list[int]:
    counted = [int(t.value) for t in tokens if t.tags & {"NUM", "QTY"}]
    if any(t.word in {"a", "an", "another"} for t in tokens) and counted in ([], [2]):
        counted.append(1)  # "a week or two"
    return counted or [1]


def _length(count: int, tokens: Sequence[Token], start: date) -> int:
    """So many units, in days from `start`."""
    tags = frozenset[str]().union(*(t.tags for t in tokens))
    if "MONTHUNIT" in tags:
        return (month_start(start, min(count, 24)).replace(day=min(start.day, 28)) - start).days
    if "YEARUNIT" in tags:
        return 365 * min(count, 50)
    if any(t.word in {"business", "working"} for t in tokens):
        ends = start
        for _ in range(min(count, 60)):
            ends = next(d for n in range(1, 4) if (d := shift(ends, n)).weekday() in WORKDAYS)
        return (ends - start).days
    return min(count, 400) * (7 if "WEEKUNIT" in tags else 14 if "FORTNIGHT" in tags else 1)


def _offset(frame: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "In two weeks", "3 days from monday", "a week tomorrow"."""
    anchors = [place(t.value, frame.almanac) for t in tokens if "DAY" in t.tags]
    weak = () if anchors else ("WEAK",)
    if any("FEW" in t.tags for t in tokens):
        return day(tokens, wrong("too_vague"), *weak)
    start = (anchors and anchors[0].first) or frame.today
    sign = -1 if any(t.word == "before" for t in tokens) else 1
    counts = _counts(tokens)
    first, last = (shift(start, sign * _length(n, tokens, start)) for n in (min(counts), max(counts)))
    if anchors and anchors[0].problem:
        return day(tokens, replace(anchors[0], spans=(DaySpan(first, last),), candidates=(first,)))
    if any("HALF" in t.tags for t in tokens):
        return day(tokens, stretch(shift(first, 3), shift(first, 4)), *weak)
    rough = any(t.word in {"so", "around", "roughly", "ish", "thereabouts"} or "COUPLE" in t.tags for t in tokens)
    if rough and first == last:
        slack = 2 if (last - frame.today).days > 4 else 1
        return day(tokens, stretch(shift(first, -slack), shift(last, slack)), *weak)
    loose = not anchors and any("WEEKUNIT" in t.tags or "MONTHUNIT" in t.tags for t in tokens)
    said = replace(on(first), loose=loose) if first == last else stretch(first, last)
    return day(tokens, said, *weak)


def _not_before(frame: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "At least a week out", "not for another ten days"."""
    first = shift(frame.today, _length(min(_counts(tokens)), tokens, frame.today))
    return day(tokens, stretch(first, None), "EDGE", "WEAK")


def _ahead(frame: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "The next two weeks", "within 10 days": from today to that day."""
    counts = _counts(tokens)
    if not any(t.tags & {"NUM", "QTY"} for t in tokens) and any(t.word in {"days", "weeks"} for t in tokens):
        counts = [3]  # "in the coming weeks"
    most = max(counts) + sum(1 for t in tokens if t.word == "so" or t.word == "half")
    return day(tokens, stretch(frame.today, shift(frame.today, _length(most, tokens, frame.today))), "WEAK")


_SOME = "NUM|QTY|a|an|one|another"

_LONG = "DAYUNIT|WEEKUNIT|FORTNIGHT|MONTHUNIT|YEARUNIT"

_SPAN = f"{_SOME} ( or|to|DASH NUM )? full|more|business|working? {_LONG}"

_SO = "( or two|so|three|thereabouts )?"

_NOT_FOR = "not for|until|within"

QUANTITIES = [
    Rule("NUM and|AND a half", lambda _, tokens: over(tokens, "QTY", "HALF", value=tokens[0].value)),
    Rule("a? couple more? of?", _quantity(2, "COUPLE")),
    Rule("a? good? few|handful of?", _quantity(3, "FEW")),
    Rule("several", _quantity(3, "FEW")),
]

OFFSETS = [
    Rule(f"give|gimme|need me|us? at? least? {_SPAN} ( at least|minimum )?", _not_before),
    Rule(f"{_SPAN} at least|minimum", _not_before),
    Rule(
        f"( in? at least | {_NOT_FOR} at? least? | no sooner|earlier than | more than ) {_SPAN} ( "
        "out|away|ahead|from now? )?",
        _not_before,
    ),
    Rule(f"in|within|over|during? the? next|coming|following {_SPAN} {_SO}", _ahead),
    Rule("in|within|over|during the? next? coming few? days|weeks", _ahead),
    Rule(f"within|inside {_SPAN} {_SO}", _ahead),
    Rule(
        f"around|roughly? in around|roughly|like|maybe|another|exactly|precisely|ISHMARK? {_SPAN} {_SO} "
        "time? ( from now )? ish?",
        _offset,
    ),
    Rule(f"around|roughly? {_SPAN} {_SO} from now", _offset),
    Rule(f"{_SPAN} out|ahead|away|hence", _offset),
    Rule("around a fortnight", _offset),
    Rule("NUM|a|one WEEKUNIT|FORTNIGHT RELDAY", _offset),
]

ANCHORED = [
    Rule("in? NUM|QTY business|working days ( from now | out | time )?", _offset),
    Rule(
        f"in|within|over|during? the? next|coming|following {_LONG} ( or so|two|three|couple | and a half )",
        _ahead,
    ),
    Rule(f"in? {_SPAN} {_SO} from|after|before DAY", _offset),
]
