"""Rules for dates in words and figures: "dec 4 or 5", "12/4", "the 3rd", "4 december 2026"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.clinic.wishes.calendar_words import make_date, month_start
from bot.clinic.wishes.days import Days, day, on, wrong
from bot.clinic.wishes.frame import Frame
from bot.clinic.wishes.grammar import Built, Rule, Token, over, values
from bot.clinic.wishes.tokens import Clock

# What may not follow a bare "5th": then it counts infusions, floors or opinions, not days.
NOT_A_DATE = (
    "!( of NUM | of the year ) "
    "!X|UNIT|HISTORY|appointment|consultation|consult|visit|opening|one|ones|time|times|thing|session|patient|spot|chance|half|option|choice|slot"
)

OLD = 60  # days: a date with its year that lies further back is a birth date or a story, not a slip


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
    if 31 < number < 100:
        return day(tokens, wrong("no_such_date"))
    return _dated(frame, tokens, years[0] if years else None, month, number)


def _sure_date(frame: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "July 2nd ...", whatever word follows; "may first", "march second" can be other things."""
    if tokens[0].word in {"may", "march"} or "ORDWORD" in tokens[-1].tags:
        return None
    return _month_and_day(frame, tokens)


def _day_and_month(frame: Frame, tokens: Sequence[Token]) -> Built:
    built = _month_and_day(frame, tokens)
    return replace(built, tags=built.tags | {"DAYFIRST"}) if isinstance(built, Token) else built


def _no_such_day(_: Frame, tokens: Sequence[Token]) -> Built:
    number = _number(tokens[-1])
    return (
        day(tokens, wrong("no_such_date"))
        if (number == 0 or 31 < number < 100) and "SHORT" not in tokens[0].tags
        else None
    )


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


def _day_after_sibling(_: Frame, tokens: Sequence[Token]) -> Built:
    return _sibling(tokens, tokens[0], tokens[-1], later=True)


def _day_before_sibling(_: Frame, tokens: Sequence[Token]) -> Built:
    other = next(t for t in tokens if t.tags & {"ORD", "DOM"})
    return _sibling(tokens, tokens[-1], other, later=False)


def _hour_behind(frame: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "monday dec 7, 11": one number behind a date is an hour when the clinic is open then."""
    first, last = frame.hours.span()
    said = Clock(_number(tokens[2]))
    if not any(first <= minute <= last for minute in said.candidates()):
        return None
    return [tokens[0], over(tokens[2:3], "CLOCK", value=said), *tokens[3:]]


def _listed_days(_: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "18, 19 or 20 august", once the last two are known."""
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


def _bare_ordinal(_: Frame, tokens: Sequence[Token]) -> Built:
    token = next(t for t in tokens if t.tags & {"ORD", "DOM"})
    if "ORDWORD" in token.tags and tokens[0].word != "the":
        return None
    if not 1 <= _number(token) <= 31:
        return over(tokens, "JUNK")
    return day(tokens, Days("month_day", number=_number(token)))


def _weekday_number(_: Frame, tokens: Sequence[Token]) -> Built:
    number = tokens[-1]
    if _number(number) <= 12 and all(t.word != "the" for t in tokens):
        return None  # "tuesday 2" is an hour
    return [tokens[0], day([number], Days("month_day", number=_number(number)))]


FULL_DATES = [
    Rule("MONTH DASH? the? ORD !UNIT|COLON", _sure_date),
    Rule("YMD", _ymd),
    Rule("SLASH", _slash),
    Rule("the? ORD|DOM DASH? of? the? MONTH COMMA|DASH|of? YEAR", _month_and_day),
    Rule("MONTH DASH? the? ORD|DOM COMMA|DASH? of? YEAR", _month_and_day),
]

DATES = [
    Rule("MONTH DASH? the? ORD|DOM !X|UNIT|HISTORY|COLON", _month_and_day),
    Rule("MONTH NUM !UNIT|X|HISTORY|COLON", _no_such_day),
    Rule("the? ORD|DOM DASH? of? the? MONTH", _day_and_month),
    Rule("MONTHDAY COMMA HOUR ( STOP | please|pls|instead|thanks|if | $ )", _hour_behind),
    Rule("MONTHDAY COMMA DOM !X|UNIT|HISTORY|COLON|PART|am|pm|oclock COMMA?", _day_after_sibling, again=True),
    Rule(
        "MONTHDAY or|and|to|through|until|OR|AND|COMMA|DASH the? ORD !X|UNIT|HISTORY",
        _day_after_sibling,
        again=True,
    ),
    Rule(
        "MONTHDAY or|and|to|through|until|OR|AND|DASH the? DOM !X|UNIT|HISTORY|COLON|am|pm|oclock",
        _day_after_sibling,
        again=True,
    ),
    Rule("ORD or|and|to|through|until|OR|AND|COMMA|DASH the? DAYFIRST", _day_before_sibling, again=True),
    Rule("DOM or|and|to|through|until|OR|AND|DASH the? DAYFIRST", _day_before_sibling, again=True),
    Rule("DOM COMMA DAYFIRST or|and|OR|AND|COMMA DAYFIRST", _listed_days),
    Rule("the? ORD of this|next|the|each|every|that MONTHUNIT", _of_month),
    Rule("WD COMMA? the? !one DOM !X|UNIT|HISTORY|MONTH|COLON|am|pm|oclock|ish", _weekday_number),
    Rule("the first open|free|available|empty|vacant", lambda _, tokens: [tokens[0], tokens[1].tagged("X"), tokens[2]]),
    Rule("the ORDWORD NUM", lambda _, tokens: [tokens[0], tokens[1].tagged("X"), tokens[2]]),
    Rule(f"the ORD {NOT_A_DATE}", _bare_ordinal),
    Rule(f"ORD {NOT_A_DATE}", _bare_ordinal),
    Rule("on the DOM !X|UNIT|HISTORY|NUM|of", _bare_ordinal),
]
