"""Rules that turn clocks into limits: "after 2", "between 1 and 3", "2ish", "4pm eastern", "in an hour"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.clinic.wishes.constraints import LAST_MINUTE
from bot.clinic.wishes.days import day, on, stretch
from bot.clinic.wishes.frame import Frame
from bot.clinic.wishes.grammar import Build, Built, Rule, Token, over, values
from bot.clinic.wishes.times import Times, part
from bot.clinic.wishes.zones import CLINIC, SAME_MOMENT

CONTRARY = {"after": "before", "past": "by", "before": "after", "by": "past"}


def _limit(sort: str) -> Build:
    def build(_: Frame, tokens: Sequence[Token]) -> Built:
        clocks = tuple(values(tokens, "CLOCK"))
        zone = next((z or None for z in values(tokens, "ZONE")), None)
        return over(tokens, "TIME", sort.upper(), value=Times(sort, clocks, zone=zone))

    return build


def _open_ended(side: str) -> Build:
    """Reads "After the morning", "until lunch", "from the afternoon on"."""

    def build(_: Frame, tokens: Sequence[Token]) -> Built:
        first, last = values(tokens, "PART")[0].spans[0]
        spans = {"before": (0, first - 1), "after": (last + 1, LAST_MINUTE), "from": (first, LAST_MINUTE),
                 "until": (0, last)}  # fmt: skip
        low, high = spans[side]
        return over(tokens, "TIME", "PART", value=part((low, high))) if low <= high else None

    return build


def _held_back(_: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "Not until the afternoon"."""
    return over(tokens, "TIME", "PART", value=part((tokens[-1].value.spans[0][0], LAST_MINUTE)))


def _part_range(_: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "Morning to noon", "from late morning until 2"."""
    begins, ends = (t for t in tokens if t.tags & {"PART", "CLOCK"})
    if "PART" not in begins.tags:
        return None
    low = begins.value.spans[0][0]
    if "PART" in ends.tags:
        return over(tokens, "TIME", "PART", value=part((low, ends.value.spans[0][1])))
    until = max(ends.value.candidates())
    return over(tokens, "TIME", "PART", value=part((low, until - 1))) if until > low else None


def _sooner(frame: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "In an hour", "in 2-3 hours", "within the next two hours": a moment of today, to the minute."""
    numbers = [int(n) for t in tokens if t.tags & {"NUM", "QTY"} for n in [t.value]] or [1]
    unit = 1 if any("MINUTEUNIT" in t.tags for t in tokens) else 60
    half = any(t.word == "half" for t in tokens)
    lengths = [unit // 2 if half else min(n * unit, 2880) for n in numbers]
    begins = frame.now + timedelta(minutes=min(lengths))
    ends = frame.now + timedelta(minutes=max(lengths))
    if any(t.word in {"within", "next", "over"} for t in tokens):
        begins = frame.now
    low, high = begins.hour * 60 + begins.minute, ends.hour * 60 + ends.minute
    if low == high:
        low -= low % frame.hours.grid_minutes
        high += -high % frame.hours.grid_minutes
    if begins.date() != ends.date():
        return day(tokens, stretch(begins.date(), ends.date()), "WEAK")
    return [
        day(tokens, on(begins.date(), relative=True), "RELDAY", "WEAK"),
        over(tokens, "TIME", "WEAK", value=part((low, high))),
    ]


def _zoned(_: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "(Mornings) eastern time": the zone joins the time before it."""
    times = next(t for t in tokens if "TIME" in t.tags)
    zone = values(tokens, "ZONE")[0]
    value = times.value if zone == CLINIC else replace(times.value, zone=times.value.zone or zone)
    return replace(over(tokens, *times.tags, value=value), tags=times.tags)


_C = "CLOCK ZONE?"
_NO = "NOT F|X|WISH? F|X|WISH? F|X|WISH?"
_AFTER = "after|from|past|gone|starting|beginning|anytime"
_TO = "to|until|through|thru|DASH"
# What somebody has to do at a time is after the visit, not instead of it.
_DUTY = (
    "( leave|pick|go|run|head|work|collect|catch|drive|teach|fetch | "
    "be F|in|at? the? work|school|done|out|finished|gone|home|back|somewhere|class|elsewhere | "
    "be down|up|over|out|back? at|in|over F? X )"
)
# Who does what at that time; `limits` need not understand it, only find where it ends.
_WHAT = (
    "i|im|ive|we|he|she|they|my|our|his|her|the|you|work|school|class|it "
    "( !STOP|COMMA|OR|AND|BUT|SO|DAY|TIME|CLOCK|and|or|but|so . )+"
)
_EVENT = "class|classes|lecture|lesson|seminar|lab|meeting|appointment|session|shift|practice|call|exam"
_MORE = "F|X|NOT? F|X? F|X? F|X?"

IN_A_WHILE = [
    Rule("in|within about|around? ( the next )? half an? HOURUNIT", _sooner),
    Rule(
        "in|within|over around? the? next? NUM|QTY|a|an|one ( or|to|DASH NUM )? more? "
        "HOURUNIT|MINUTEUNIT ( or so|two )?",
        _sooner,
    ),
    Rule("within|in the next? HOURUNIT", _sooner),
    Rule("NUM|QTY|an HOURUNIT|MINUTEUNIT from now", _sooner),
]

LIMITS = [
    SAME_MOMENT,
    Rule("PART is|are at|around|AT CLOCK", lambda _, t: t[2:]),
    Rule("TIME|CLOCK is|are|s PART !TIME", lambda _, t: t[0]),  # "3 am is my lunch break": what the hour is to somebody
    Rule("after|before|until|by|from COMMA? around|like|say|maybe|roughly|probably CLOCK", lambda _, t: [t[0], t[-1]]),
    # "after 4 or more"
    Rule(
        "after|past|from at? CLOCK or|and|OR|AND more|later|after|up !X|UNIT|CLOCK|DAY|PART|NUM",
        lambda _, t: t[:-2],
    ),
    Rule(
        "around|ISHMARK|roughly|approximately|nearer|closer|somewhere|sometime+ to|at|like|around? CLOCK "
        "ish? ( or so )? ZONE?",
        _limit("about"),
    ),
    Rule("close to CLOCK ish? ZONE?", _limit("about")),
    Rule("like CLOCK ish? ZONE?", _limit("about")),
    Rule("CLOCK DASH? ish|give ( or take )? ZONE?", _limit("about")),
    Rule("CLOCK or so|thereabouts|so-ish ZONE?", _limit("about")),
    Rule(f"between|from {_C} and|AND|{_TO} {_C}", _limit("between")),
    Rule(f"{_C} {_TO} {_C}", _limit("between")),
    Rule(f"{_NO} before {_C} or|nor|OR|and|AND not? after|past|later+ than? {_C}", _limit("between")),
    Rule(f"{_NO} until after|past? {_C}", _limit("after")),
    Rule(f"{_NO} before {_C}", _limit("after")),
    Rule(f"{_NO} until PART", _held_back),
    # "before I fetch the girls at three" is before three, whatever happens then
    Rule(f"{_NO} until|before {_WHAT} at|around|AT {_C}", _limit("after")),
    Rule(f"before|until {_WHAT} at|around|AT {_C}", _limit("before")),
    Rule(f"after|once {_WHAT} at|around|AT {_C}", _limit("after")),
    Rule(f"after my|our|the|his|her {_C} {_EVENT}", _limit("past")),
    Rule(f"no|not|nothing|dont any? ( later than | after | past ) {_C}", _limit("by")),
    Rule(f"no|not|nothing any? ( earlier|sooner than | before ) {_C}", _limit("after")),
    Rule(f"( no|not less than | at or after | on or after ) {_C}", _limit("after")),
    Rule(f"later than {_C}", _limit("past")),
    Rule(f"earlier than {_C}", _limit("before")),
    Rule(
        f"need|needs|have|has|must|gotta|got|gonna to? {_DUTY} {_MORE} at|by|before|around|from {_C} "
        "on|onwards|onward?",
        _limit("before"),
    ),
    Rule(f"start|starts|begin|begins work|school|class|shift? at|around {_C}", _limit("before")),
    Rule(
        f"work|shift|school|class|job ends|end|finishes|is|lets|gets out|over|done? at|around {_C}",
        _limit("after"),
    ),
    Rule(f"it|that|which|they|{_EVENT} ends|finishes|end|finish at|around {_C}", _limit("after")),
    Rule(f"it|that|which|{_EVENT} gets|lets|is|ends out|over|done at|around {_C}", _limit("after")),
    Rule(f"oclock|punch|log|sign in|on at|around {_C}", _limit("before")),
    Rule(f"oclock|punch|log|sign|knock out|off at|around {_C}", _limit("after")),
    # "as long as I'm out by noon", where "I'm out by noon" alone tells when one is free
    Rule(
        "( long as | if | provided | assuming | so that ) F? F? F? F? "
        f"out|done|finished|gone|home|back|away F? by|before {_C}",
        _limit("before"),
    ),
    # what is done to somebody at an hour begins then
    Rule(
        f"get|getting|have|having my|the|a|our X X? done at|around {_C}",
        lambda _, t: [*t[:-2], _limit("exact")(_, t[-1:])],
    ),
    Rule(
        f"off|out|done|finish|finished|finishing|through of|with? work|school|class|it? at|around|by {_C}",
        _limit("after"),
    ),
    Rule(f"free|available|home|open|back by {_C}", _limit("after")),
    Rule(f"( finish|finishing|stop|leave|ends|end work|school|class at|around {_C} )", _limit("after")),
    Rule(
        f"anytime|sometime|any? time|slot? at|AT? {_AFTER}|earliest+ at|AT? {_C} ( on|onwards|onward|forward )?",
        _limit("after"),
    ),
    Rule(f"{_C} PLUS", _limit("after")),
    Rule(f"like|say|at|around? {_C} or|and|OR|AND more !X|UNIT", _limit("after")),
    Rule(
        f"{_C} ( onwards|onward|forward | or|and anytime|any? time? after|later|beyond|onwards "
        "!CLOCK|DAY|PART|NUM | at the? earliest | earliest )",
        _limit("after"),
    ),
    Rule(f"the? earliest F? F? F? F? F? {_C}", _limit("after")),
    Rule(f"( before | prior to | until | up to ) at? {_C}", _limit("before")),
    Rule(f"by {_C} ( at the? latest | latest )?", _limit("by")),
    Rule(
        f"{_C} ( or|and anytime|any? time? before|earlier|sooner !CLOCK|DAY|PART|NUM | at the? latest | latest )",
        _limit("by"),
    ),
    Rule(f"the? latest F? F? F? F? F? {_C}", _limit("by")),
    Rule(f"at|AT|for|say|exactly? {_C} sharp|exactly?", _limit("exact")),
    Rule(f"from? PART {_TO} PART|CLOCK", _part_range),
    Rule("before|until PART", _open_ended("before")),
    Rule("after|following PART", _open_ended("after")),
    Rule("from PART on|onwards|onward|forward?", _open_ended("from")),
    Rule("PART ( onwards|onward | or later )", _open_ended("from")),
    Rule("TIME COMMA? ZONE COMMA?", _zoned),
    Rule("TIME on? DAY ZONE", lambda frame, t: [_zoned(frame, [t[0], t[-1]]), *t[1:-1]]),
    Rule("ZONE COMMA|COLON|STOP? F? TIME", _zoned),
]
