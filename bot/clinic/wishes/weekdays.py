"""Rules for weekdays and for days counted from today: "next friday", "the tuesday after", "tomorrow"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.clinic.wishes.calendar_words import month_start, nth_weekday, shift
from bot.clinic.wishes.days import Days, day, on, place, recurring, wrong
from bot.clinic.wishes.days_of_months import coming_month
from bot.clinic.wishes.frame import Frame
from bot.clinic.wishes.grammar import Build, Built, Rule, Token, over, values


def _weekday(which: str) -> Build:
    def build(frame: Frame, tokens: Sequence[Token]) -> Built:
        number = next(t.value for t in tokens if t.tags & {"WD", "WDS"})
        if which == "every":
            return day(tokens, recurring(number))
        if which == "after next":
            return day(tokens, on(frame.almanac.monday(1) + timedelta(days=7 + number)))
        if which in {"week", "fortnight"}:
            return day(tokens, on(shift(frame.almanac.coming(number), 7 if which == "week" else 14)))
        tags = ("WEAK",) if which == "last" else ()
        return day(tokens, Days("weekday", number=number, which=which), *tags)

    return build


def _so_many(frame: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "Two fridays from now"."""
    number, count = tokens[1].value, int(tokens[0].value)
    return day(tokens, on(shift(frame.almanac.coming(number), 7 * (min(count, 50) - 1))))


def _this_and_next(frame: Frame, tokens: Sequence[Token]) -> Built:
    number = values(tokens, "WD")[0]
    joint = next(t for t in tokens if t.word in {"or", "and", "/", "-", "but"})
    coming = frame.almanac.coming(number)
    later = on(coming if number == frame.today.weekday() else shift(coming, 7))
    return [day(tokens[:1], Days("weekday", number=number, which="this")), joint, day(tokens[-1:], later)]


def _and_a_week_later(frame: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "Friday or the following friday"."""
    number = tokens[0].value
    if tokens[-1].value != number:
        return None
    soon = day(tokens[:1], Days("weekday", number=number))
    return [soon, tokens[1], day(tokens[2:], on(shift(frame.almanac.coming(number), 7)))]


def _nth_weekday(frame: Frame, tokens: Sequence[Token]) -> Built:
    number = values(tokens, "WD")[0]
    nth = (values(tokens, "ORD") or [-1])[0]
    if not nth or nth > 5:
        return None
    months = values(tokens, "MONTH")
    first = frame.almanac.month(months[0]) if months else month_start(frame.today, int(coming_month(tokens)))
    found = nth_weekday(first, number, nth)
    if found and found < frame.today and not months:
        found = nth_weekday(month_start(first, 1), number, nth)
    return day(tokens, on(found) if found else wrong("no_such_date"))


def _relative(days: int, *tags: str) -> Build:
    def build(frame: Frame, tokens: Sequence[Token]) -> Built:
        return day(tokens, on(frame.almanac.after(days), relative=True), "RELDAY", *tags)

    return build


def _and_the_next(frame: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "Tomorrow or the day after"."""
    spans = place(tokens[0].value, frame.almanac).spans
    last = spans[-1].last if spans else None
    return [*tokens[:2], day(tokens[2:], on(shift(last, 1)))] if last else None


def _next_to(frame: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "The day after thanksgiving", "the day before the 25th"."""
    before = any(t.word == "before" for t in tokens)
    spans = place(tokens[-1].value, frame.almanac).spans
    anchor = (spans[0].first if before else spans[-1].last) if spans else None
    return day(tokens, on(shift(anchor, -1 if before else 1))) if anchor else None


def _morning_after(_: Frame, tokens: Sequence[Token]) -> Built:
    if not tokens[0].word.startswith("the "):
        return None
    return [tokens[0], over(tokens[1:], "F", "DAYAFTER")]


def _each_part(_: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "thursday mornings": those of every thursday."""
    if tokens[1].word.split()[-1] not in {"mornings", "afternoons", "evenings", "nights"}:
        return None
    return [day(tokens[:1], recurring(tokens[0].value)), tokens[1]]


NTH = [
    Rule("the? ORD|last WD in|of|on? MONTH", _nth_weekday),
    Rule("MONTH ORD|last WD", _nth_weekday),  # "december's first monday"
    Rule("the? ORD|last WD in|of this|next|the|each|following|coming|new* MONTHUNIT", _nth_weekday),
    Rule("the? ORD|last WD next|this MONTHUNIT", _nth_weekday),
    Rule(
        "the? very? first|1st possible|available|free? WD you|yall|u|that|available|is|possible",
        _weekday("coming"),
    ),
]

RELATIVE = [
    Rule("the? day after tomorrow", _relative(2)),
    Rule("overmorrow", _relative(2)),
    Rule("the? day before yesterday", _relative(-2, "WEAK")),
    Rule("tomorrow", _relative(1)),
    Rule("yesterday", _relative(-1, "WEAK")),
    Rule("later|earlier? on? today", _relative(0, "WEAK")),
    Rule("WDS", _weekday("every")),
    Rule("NUM WDS|WD from now|today|this", _so_many),
    Rule("the WD after this one", _weekday("week")),
    Rule("every other WD", _weekday("every")),
    Rule(
        "the|that WD after|following that|it? "
        "!X|DAY|TIME|CLOCK|NUM|ORD|MONTH|WD|the|my|next|this|that|work|lunch|school|noon",
        lambda _, t: over(t, "F", "WEEKDAYAFTER", value=next(x.value for x in t if "WD" in x.tags)),
    ),
    Rule("any|every|each|a|whichever|whatever given|old? WD", _weekday("every")),
    Rule("the? WD after the? next one?", _weekday("after next")),
    Rule("the? next next WD", _weekday("after next")),
    Rule("the? next available|open|free|possible WD", _weekday("coming")),
    Rule("the? this? next coming|upcoming WD", _weekday("coming")),
    Rule("the? this? coming|upcoming WD", _weekday("coming")),
    Rule("the? WD coming|upcoming", _weekday("coming")),
    Rule("WD next !WEEKUNIT|MONTHUNIT|WD|to|available", _weekday("next")),
    Rule("last|past|previous WD", _weekday("last")),
    Rule("WD just gone|past|passed", _weekday("last")),
    Rule("a|one week on? WD", _weekday("week")),
    Rule("WD week !of|after|before|or|starting|beginning", _weekday("week")),
    Rule("WD fortnight", _weekday("fortnight")),
]

WEEKDAYS = [
    Rule("this or|and|OR|DASH the? next WD", _this_and_next),
    Rule("WD or|and|OR|AND the? following|next WD", _and_a_week_later),
    Rule("the? next|following WD", _weekday("next")),
    Rule("this WD or|and|OR|but the? next|following one? !WEEKUNIT|MONTHUNIT|WD|available", _this_and_next),
    Rule("this WD", _weekday("this")),
    Rule("WD DASH? ish", _weekday("")),
    Rule("WD PART", _each_part),
    Rule("the? WD", _weekday("")),
]

NEXT_TO = [
    Rule(
        "the ( day after that? | next|following day ) !DAY|X|TIME|CLOCK",
        lambda _, tokens: over(tokens, "F", "DAYAFTER"),
    ),
    Rule(
        "STOP|COMMA day after !DAY|X|CLOCK|the|my|WD|WDS|today",
        lambda _, tokens: [tokens[0], over(tokens[1:], "F", "DAYAFTER")],
    ),
    # "(they leave) the morning after": the one of the day after
    Rule("PART after !DAY|TIME|PART|CLOCK|NUM|X|UNIT|the|my|work|lunch|school", _morning_after),
    Rule("time next|following day !DAY|X", lambda _, t: [t[0], over(t[1:], "F", "DAYAFTER")]),
    Rule("STOP|COMMA day after same", lambda _, t: [t[0], over(t[1:3], "F", "DAYAFTER"), t[3]]),
    Rule("DAY or|OR|and|AND the ( day after that? | next|following day ) !DAY|X", _and_the_next),
    Rule("the? day right|just? after|following|before DAY", _next_to),
]
