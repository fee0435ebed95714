"""Rules for distances and limits: "in two weeks", "monday to wednesday", "after the 22nd", "by friday"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.clinic.wishes.calendar_words import month_start, shift, week_of
from bot.clinic.wishes.constraints import DaySpan
from bot.clinic.wishes.dates import day
from bot.clinic.wishes.days import Days, beyond, on, place, recurring, stretch, wrong
from bot.clinic.wishes.frame import Frame
from bot.clinic.wishes.grammar import Build, Built, Rule, Token, over, rewrite
from bot.clinic.wishes.periods import WORKDAYS


def _quantity(number: int, *tags: str) -> Build:
    return lambda frame, tokens: over(tokens, "QTY", *tags, value=number)


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
    """ "In two weeks", "3 days from monday", "a week tomorrow"."""
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
    """ "At least a week out", "not for another ten days"."""
    first = shift(frame.today, _length(min(_counts(tokens)), tokens, frame.today))
    return day(tokens, stretch(first, None), "EDGE", "WEAK")


def _until_then(frame: Frame, tokens: Sequence[Token]) -> Built:
    """ "Between now and friday"."""
    last = place(_as_weekday(tokens[-1].value), frame.almanac).spans
    return day(tokens, stretch(frame.today, last[-1].last)) if last else None


def _ahead(frame: Frame, tokens: Sequence[Token]) -> Built:
    """ "The next two weeks", "within 10 days": from today to that day."""
    counts = _counts(tokens)
    if not any(t.tags & {"NUM", "QTY"} for t in tokens) and any(t.word in {"days", "weeks"} for t in tokens):
        counts = [3]  # "in the coming weeks"
    most = max(counts) + sum(1 for t in tokens if t.word == "so" or t.word == "half")
    return day(tokens, stretch(frame.today, shift(frame.today, _length(most, tokens, frame.today))), "WEAK")


def _as_weekday(days: Days) -> Days:
    numbers = days.spans[0].weekdays if days.sort == "rule" else None
    return Days("weekday", number=min(numbers)) if numbers and len(numbers) == 1 else days


def _range(frame: Frame, tokens: Sequence[Token]) -> Built:
    left, right = (_as_weekday(t.value) for t in tokens if "DAY" in t.tags)
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
        said = _as_weekday(token.value)
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


def _around(frame: Frame, tokens: Sequence[Token]) -> Built:
    days = place(tokens[-1].value, frame.almanac)
    if days.problem or days.sort != "date" or days.first is None:
        return tokens[-1]
    either_way = 3 if "HOLIDAY" in tokens[-1].tags else 1
    return day(tokens, stretch(shift(days.first, -either_way), shift(days.first, either_way)))


_SOME = "NUM|QTY|a|an|one|another"
_LONG = "DAYUNIT|WEEKUNIT|FORTNIGHT|MONTHUNIT|YEARUNIT"
_SPAN = f"{_SOME} ( or|to|DASH NUM )? full|more|business|working? {_LONG}"
_SO = "( or two|so|three|thereabouts )?"
_SAYS_NO = "NOT F|X|WISH? F|X|WISH? F|X|WISH?"

_NOT_FOR = "not for|until|within"

QUANTITIES = [
    Rule("NUM and|AND a half", lambda frame, tokens: over(tokens, "QTY", "HALF", value=tokens[0].value)),
    Rule("a? couple more? of?", _quantity(2, "COUPLE")),
    Rule("a? good? few|handful of?", _quantity(3, "FEW")),
    Rule("several", _quantity(3, "FEW")),
]

ANCHORED = [
    Rule("in? NUM|QTY business|working days ( from now | out | time )?", _offset),
    Rule(f"in|within|over|during? the? next|coming|following {_LONG} ( or so|two|three|couple | and a half )", _ahead),
    Rule("any|every|all|some day|days|date|dates|time|afternoon|morning after DAY", _edge("after")),
    Rule("any|every|all|some day|days|date|dates|time|afternoon|morning before DAY", _edge("before")),
    Rule(f"in? {_SPAN} {_SO} from|after|before DAY", _offset),
]

OFFSETS = [
    Rule(f"( in? at least | {_NOT_FOR} at? least? | no sooner|earlier than | more than ) {_SPAN} ( out|away|ahead|from now? )?", _not_before),

    Rule(f"in|within|over|during? the? next|coming|following {_SPAN} {_SO}", _ahead),
    Rule("in|within|over|during the? next? coming few? days|weeks", _ahead),
    Rule(f"within|inside {_SPAN} {_SO}", _ahead),
    Rule(f"around|roughly? in around|roughly|like|maybe|another|exactly|precisely|ISHMARK? {_SPAN} {_SO} time? ( from now )? ish?", _offset),
    Rule(f"around|roughly? {_SPAN} {_SO} from now", _offset),
    Rule(f"{_SPAN} out|ahead|away|hence", _offset),
    Rule("around a fortnight", _offset),
    Rule("NUM|a|one WEEKUNIT|FORTNIGHT RELDAY", _offset),
]

_TO = "to|until|through|thru|DASH|til"

REFERENCES = [
    Rule("NOT this one", lambda f, t: [t[0], over(t[1:], "THISONE")]),
    Rule("before|after|by|until|from then|that !NUM|X|UNIT", lambda f, t: over(t, "THEN", value=t[0].word)),
]


def _from_time(exact: Token, then: Token) -> Token:
    said = exact.value.clocks[0]
    if said.hour in {6, 7, 8} and not said.half:  # who speaks of such an hour as past means the morning
        said = replace(said, half="am")
    sort = {"until": "before", "from": "after"}.get(then.value, then.value)
    return over([then], "TIME", sort.upper(), value=replace(exact.value, sort=sort, clocks=(said,)))


def refer_back(tokens: list[Token], frame: Frame) -> list[Token]:
    """ "The 30th is my last day, so before then": the day spoken of before, as a limit."""
    found = rewrite(tokens, REFERENCES, frame)
    for at, token in enumerate(found):
        if "ONEAFTER" in token.tags:
            back = next((t for t in found[at - 1 :: -1] if "DAY" in t.tags), None) if at else None
            first = place(back.value, frame.almanac).first if back is not None else None
            if first and back is not None and ("WEEK" in back.tags or "DAY" in token.tags):
                monday, sunday = week_of(shift(first, 7))
                found[at] = day([token], stretch(monday, sunday), "WEEK")
        if "DAYAFTER" in token.tags and at:
            back = next((t for t in found[at - 1 :: -1] if "DAY" in t.tags), None)
            first = place(back.value, frame.almanac).first if back is not None else None
            found[at] = day([token], on(shift(first, 1))) if first else token
        if "THISONE" in token.tags:
            bare = next((t.value for t in found[at - 1 :: -1] if "DAY" in t.tags and t.value.sort == "weekday"), None)
            found[at] = day([token], replace(bare, which="this")) if bare else token
        if "THEN" not in token.tags:
            continue
        back = next((i for i in range(at - 1, -1, -1) if found[i].tags & {"DAY", "EXACT"}), None)
        if back is not None and "EXACT" in found[back].tags:
            found[at], found[back] = _from_time(found[back], token), found[back].tagged("JUNK")
            continue
        limited = beyond(place(_as_weekday(found[back].value), frame.almanac), token.value) if back is not None else None
        if back is None or limited is None:
            continue
        found[at] = day([token], limited, "EDGE")
        if not any("NOT" in t.tags for t in found[max(back - 5, 0) : back]):
            found[back] = found[back].tagged("JUNK")
    return found


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
    Rule("anytime|sometime? from|starting|beginning|back|returning|return|home on|from? DAY on|onwards|onward|forward?", _edge("from")),
    Rule("as of DAY on|onwards|onward?", _edge("from")),
    Rule("DAY ( onwards|onward|forward | and|or any? day|anytime|time? after|later|beyond|onwards !CLOCK|DAY|PART|NUM|in|on | at the? earliest | earliest )", _edge("from")),
    Rule("DAY ( or|and any? day|time|anytime? before|earlier|sooner !CLOCK|DAY|PART|NUM|in|on | at the? latest | latest )", _edge("by")),
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
