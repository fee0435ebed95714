"""Rules for single days: dates in words and figures, weekdays, today and tomorrow, named holidays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.clinic.wishes.calendar_words import make_date, nth_weekday, shift, month_start
from bot.clinic.wishes.days import Days, on, place, recurring, stretch, wrong
from bot.clinic.wishes.frame import Frame
from bot.clinic.wishes.grammar import Build, Built, Rule, Token, over, values

# What may not follow a bare "5th": then it counts infusions, floors or opinions, not days.
NOT_A_DATE = "!( of NUM ) !X|UNIT|HISTORY|appointment|consultation|consult|visit|opening|one|ones|time|times|thing|session|patient|spot|chance|half|option|choice|slot"
OLD = 60  # days: a date with its year that lies further back is a birth date or a story, not a slip


def day(tokens: Sequence[Token], days: Days, *tags: str) -> Token:
    """A DAY token; WEAK among the tags means it needs a wish around it to count."""
    return over(tokens, "DAY", *tags, value=days)


def _dated(frame: Frame, tokens: Sequence[Token], year: int | None, month: int, number: int) -> Built:
    if not 1 <= month <= 12 or not 1 <= number <= 31:
        return over(tokens, "JUNK")
    if year is not None:
        year += 2000 if year < 50 else 1900 if year < 100 else 0
        found = make_date(year, month, number)
        if found and (frame.today - found).days > OLD:
            return over(tokens, "JUNK")
    else:
        found = frame.almanac.month_day(month, number)
    days = on(found) if found else wrong("no_such_date")
    return over(tokens, "DAY", "MONTHDAY", value=days)


def _ymd(frame: Frame, tokens: Sequence[Token]) -> Built:
    return _dated(frame, tokens, *tokens[0].value)


def _slash(frame: Frame, tokens: Sequence[Token]) -> Built:
    month, number, year = tokens[0].value
    if month > 12 >= number:  # day first, as most of the world writes it
        month, number = number, month
    built = _dated(frame, tokens, year, month, number)
    share = year is None and month <= number and number in {2, 3, 4, 5, 10}  # "8/10", "1/2" may be no dates
    if isinstance(built, Token) and share and "DAY" in built.tags:
        return over(tokens, "DAY", "MONTHDAY", "WEAK", value=built.value)
    return built


def _month_and_day(frame: Frame, tokens: Sequence[Token]) -> Built:
    month = values(tokens, "MONTH")[0]
    years = values(tokens, "YEAR")
    number = next(t.value for t in tokens if t.tags & {"ORD", "DOM"} and "YEAR" not in t.tags)
    return _dated(frame, tokens, years[0] if years else None, month, number)


def _day_and_month(frame: Frame, tokens: Sequence[Token]) -> Built:
    built = _month_and_day(frame, tokens)
    return replace(built, tags=built.tags | {"DAYFIRST"}) if isinstance(built, Token) else built


def _no_such_day(frame: Frame, tokens: Sequence[Token]) -> Built:
    number = _number(tokens[-1])
    return day(tokens, wrong("no_such_date")) if (number == 0 or 31 < number < 100) and "SHORT" not in tokens[0].tags else None


def _number(token: Token) -> int:
    return int(token.value)


def _sibling(tokens: Sequence[Token], dated: Token, other: Token, later: bool) -> Built:
    """The other day of "dec 4 or 5", "the 4th and 5th of december"."""
    anchor = dated.value.first
    if anchor is None:
        return None
    months = (0, 1) if later and _number(other) < anchor.day else (0,) if later else (0, -1)
    for n in months:
        first = month_start(anchor, n)
        if found := make_date(first.year, first.month, _number(other)):
            new = over([other], *(dated.tags - {"WEAK"}), value=on(found))
            return [new if t is other else t for t in tokens if t.word != "the"]
    return None


def _day_after_sibling(frame: Frame, tokens: Sequence[Token]) -> Built:
    return _sibling(tokens, tokens[0], tokens[-1], later=True)


def _day_before_sibling(frame: Frame, tokens: Sequence[Token]) -> Built:
    other = next(t for t in tokens if t.tags & {"ORD", "DOM"})
    return _sibling(tokens, tokens[-1], other, later=False)


def _listed_days(frame: Frame, tokens: Sequence[Token]) -> Built:
    """ "18, 19 or 20 august", once the last two are known."""
    first = _sibling(tokens[:3], tokens[2], tokens[0], later=False)
    return [*first, *tokens[3:]] if isinstance(first, list) else None


def _of_month(frame: Frame, tokens: Sequence[Token]) -> Built:
    number = values(tokens, "ORD")[0]
    words = {t.word for t in tokens}
    if not words & {"this", "next"}:
        return day(tokens, Days("month_day", number=number))
    first = month_start(frame.today, 1 if "next" in words else 0)
    found = make_date(first.year, first.month, number)
    return day(tokens, on(found) if found else wrong("no_such_date"))


def _bare_ordinal(frame: Frame, tokens: Sequence[Token]) -> Built:
    token = next(t for t in tokens if t.tags & {"ORD", "DOM"})
    if "ORDWORD" in token.tags and tokens[0].word != "the":
        return None
    if not 1 <= _number(token) <= 31:
        return over(tokens, "JUNK")
    return day(tokens, Days("month_day", number=_number(token)))


def _weekday_number(frame: Frame, tokens: Sequence[Token]) -> Built:
    number = tokens[-1]
    if _number(number) <= 12 and all(t.word != "the" for t in tokens):
        return None  # "tuesday 2" is an hour
    return [tokens[0], day([number], Days("month_day", number=_number(number)))]


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
    """ "Two fridays from now"."""
    number, count = tokens[1].value, int(tokens[0].value)
    return day(tokens, on(shift(frame.almanac.coming(number), 7 * (min(count, 50) - 1))))


def _this_and_next(frame: Frame, tokens: Sequence[Token]) -> Built:
    number = values(tokens, "WD")[0]
    joint = next(t for t in tokens if t.word in {"or", "and", "/", "-", "but"})
    coming = frame.almanac.coming(number)
    later = on(coming if number == frame.today.weekday() else shift(coming, 7))
    return [day(tokens[:1], Days("weekday", number=number, which="this")), joint, day(tokens[-1:], later)]


def _nth_weekday(frame: Frame, tokens: Sequence[Token]) -> Built:
    number = values(tokens, "WD")[0]
    nth = (values(tokens, "ORD") or [-1])[0]
    if not nth or nth > 5:
        return None
    months = values(tokens, "MONTH")
    if months:
        first = frame.almanac.month(months[0])
    else:
        first = month_start(frame.today, 1 if any(t.word == "next" for t in tokens) else 0)
    found = nth_weekday(first, number, nth)
    if found and found < frame.today and not months:
        found = nth_weekday(month_start(first, 1), number, nth)
    return day(tokens, on(found) if found else wrong("no_such_date"))


def _relative(days: int, *tags: str) -> Build:
    def build(frame: Frame, tokens: Sequence[Token]) -> Built:
        return day(tokens, on(frame.almanac.after(days), relative=True), "RELDAY", *tags)

    return build


def _holiday(name: str) -> Build:
    def build(frame: Frame, tokens: Sequence[Token]) -> Built:
        found = frame.almanac.holiday(name)
        return day(tokens, on(found), "HOLIDAY", "WEAK") if found else None

    return build


def _and_the_next(frame: Frame, tokens: Sequence[Token]) -> Built:
    """ "Tomorrow or the day after"."""
    spans = place(tokens[0].value, frame.almanac).spans
    last = spans[-1].last if spans else None
    return [*tokens[:2], day(tokens[2:], on(shift(last, 1)))] if last else None


def _next_to(frame: Frame, tokens: Sequence[Token]) -> Built:
    """ "The day after thanksgiving", "the day before the 25th"."""
    before = any(t.word == "before" for t in tokens)
    spans = place(tokens[-1].value, frame.almanac).spans
    anchor = (spans[0].first if before else spans[-1].last) if spans else None
    return day(tokens, on(shift(anchor, -1 if before else 1))) if anchor else None


def _new_year(frame: Frame, tokens: Sequence[Token]) -> Built:
    first = date(frame.today.year + 1, 1, 1)
    said = day(tokens[-3:], stretch(first, first.replace(month=12, day=31)), "WEAK")
    return [*(t for t in tokens[:-3] if t.word not in {"in", "into"}), said]


HOLIDAYS = [
    Rule("christmas|xmas eve|evening day?", _holiday("christmas eve")),
    Rule("new year|years|year's eve|evening day?", _holiday("new year eve")),
    Rule("new years|year's day?", _holiday("new year")),
    Rule("( in | into | until | after | before )? the new year", _new_year),
    Rule("new year day?", _holiday("new year")),
    Rule("black friday", _holiday("black friday")),
    Rule("cyber monday", _holiday("cyber monday")),
    Rule("good friday", _holiday("good friday")),
    Rule("easter monday", _holiday("easter monday")),
    Rule("boxing day", _holiday("boxing")),
    Rule("turkey day", _holiday("thanksgiving")),
    Rule("election day", _holiday("election")),
    Rule("thanksgiving day?", _holiday("thanksgiving")),
    Rule("christmas|navidad day?", _holiday("christmas")),
    Rule("( mlk | martin luther king jr? ) day?", _holiday("mlk")),
    Rule("presidents|president's|presidents'|president day", _holiday("presidents")),
    Rule("memorial day", _holiday("memorial")),
    Rule("labor|labour day", _holiday("labor")),
    Rule("independence day", _holiday("independence")),
    Rule("columbus|indigenous people's|peoples|people? day", _holiday("columbus")),
    Rule("veterans|veteran's|veterans'|veteran day", _holiday("veterans")),
    Rule("juneteenth", _holiday("juneteenth")),
    Rule("halloween", _holiday("halloween")),
    Rule("valentines|valentine's|valentine day?", _holiday("valentine")),
    Rule("st|saint patricks|patrick's|patty's|paddys|paddy's day", _holiday("st patrick")),
    Rule("easter sunday?", _holiday("easter")),
]

DATES = [
    *HOLIDAYS,
    Rule("YMD", _ymd),
    Rule("SLASH", _slash),
    Rule("the? ORD|DOM DASH? of? the? MONTH COMMA|DASH? YEAR", _month_and_day),
    Rule("MONTH DASH? the? ORD|DOM COMMA|DASH? of? YEAR", _month_and_day),
    Rule("the? ORD|last WD in|of|on? MONTH", _nth_weekday),
    Rule("the? ORD|last WD in|of this|next|the|each? MONTHUNIT", _nth_weekday),
    Rule("MONTH DASH? the? ORD|DOM !X|UNIT|HISTORY|COLON", _month_and_day),
    Rule("MONTH NUM !UNIT|X|HISTORY|COLON", _no_such_day),
    Rule("the? ORD|DOM DASH? of? the? MONTH", _day_and_month),
    Rule("MONTHDAY COMMA DOM !X|UNIT|HISTORY|COLON|am|pm|oclock COMMA?", _day_after_sibling, again=True),
    Rule("MONTHDAY or|and|to|through|until|OR|AND|COMMA|DASH the? ORD !X|UNIT|HISTORY", _day_after_sibling, again=True),
    Rule("MONTHDAY or|and|to|through|until|OR|AND|DASH the? DOM !X|UNIT|HISTORY|COLON|am|pm|oclock", _day_after_sibling, again=True),
    Rule("ORD or|and|to|through|until|OR|AND|COMMA|DASH the? DAYFIRST", _day_before_sibling, again=True),
    Rule("DOM or|and|to|through|until|OR|AND|DASH the? DAYFIRST", _day_before_sibling, again=True),
    Rule("DOM COMMA DAYFIRST or|and|OR|AND|COMMA DAYFIRST", _listed_days),
    Rule("the? ORD of this|next|the|each|every|that MONTHUNIT", _of_month),
    Rule("WD COMMA? the? DOM !X|UNIT|HISTORY|MONTH|COLON|am|pm|oclock|ish", _weekday_number),
    Rule("the ORDWORD NUM", lambda frame, tokens: [tokens[0], tokens[1].tagged("X"), tokens[2]]),
    Rule(f"the ORD {NOT_A_DATE}", _bare_ordinal),
    Rule(f"ORD {NOT_A_DATE}", _bare_ordinal),
    Rule("on the DOM !X|UNIT|HISTORY|NUM|of", _bare_ordinal),
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
    Rule("the? very? first|1st possible|available|free? WD you|yall|u|that|available|is|possible", _weekday("coming")),
    Rule("any|every|each|a given? WD", _weekday("every")),
    Rule("the? WD after the? next one?", _weekday("after next")),
    Rule("the? next available|open|free|possible WD", _weekday("coming")),
    Rule("the? this? next coming|upcoming WD", _weekday("coming")),
    Rule("the? this? coming|upcoming WD", _weekday("coming")),
    Rule("the? WD coming|upcoming", _weekday("coming")),
    Rule("WD next !WEEKUNIT|MONTHUNIT|WD|to|available", _weekday("next")),
    Rule("last|past|previous WD", _weekday("last")),
    Rule("a|one week on? WD", _weekday("week")),
    Rule("WD week !of|after|before|or|starting|beginning", _weekday("week")),
    Rule("WD fortnight", _weekday("fortnight")),
]

WEEKDAYS = [
    Rule("this or|and|OR|DASH the? next WD", _this_and_next),
    Rule("the? next|following WD", _weekday("next")),
    Rule("this WD or|and|OR|but the? next one? !WEEKUNIT|MONTHUNIT|WD|available", _this_and_next),
    Rule("this WD", _weekday("this")),
    Rule("the? WD", _weekday("")),
]

NEXT_TO = [
    Rule("the ( day after that? | next|following day ) !DAY|X|TIME|CLOCK", lambda frame, tokens: over(tokens, "F", "DAYAFTER")),
    Rule("DAY or|OR|and|AND the ( day after that? | next|following day ) !DAY|X", _and_the_next),
Rule("the? day right|just? after|following|before DAY", _next_to),
]
