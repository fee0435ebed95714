"""Days and times inside a label or a message: what is needed to find one of a few offered times again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.clinic.reading.numbers import number_at, numbered
from bot.clinic.reading.words import word_set

DAYS = numbered(
    """
    monday mon lunes, tuesday tue tues tuesdy tusday martes,
    wednesday wed weds wensday wednsday wendsday miercoles, thursday thu thur thurs thrusday thursdy jueves,
    friday fri viernes, saturday sat sabado, sunday sun domingo
    """,
    start=0,
)
MONTHS = numbered(
    """
    january jan enero, february feb febrero, march mar marzo, april apr abril, may mayo, june jun junio,
    july jul julio, august aug agosto, september sep sept septiembre, october oct octubre,
    november nov noviembre, december dec diciembre
    """,
    start=1,
)
ORDINALS = numbered(
    """
    first primero primera primer, second segundo segunda, third tercero tercera, fourth cuarto cuarta,
    fifth quinto quinta, sixth, seventh, eighth
    """,
    start=1,
)
_SUFFIXES = word_set("st nd rd th")
_FRACTIONS = {"half": 30, "quarter": 15}
_CLOCK = re.compile(r"([0-9]{1,2})[:.]([0-5][0-9])\Z")
_RUN_TOGETHER = re.compile(r"([0-9]{1,2})([0-5][0-9])\Z")
_DATE = re.compile(r"([0-9]{1,2})/([0-9]{1,2})(?:/[0-9]{2,4})?\Z")
PARTS = {
    "morning": (0, 720),
    "afternoon": (720, 1020),
    "evening": (1020, 1440),
    "manana": (0, 720),
    "tarde": (720, 1440),
}


@dataclass
class When:
    """What some words say about a time. Hours without am or pm stand for both; minutes are of the day.

    `places` are "the third" and `ordinals` "the 3rd", which may be a place in the list or a day of the month;
    `numbers` are bare ones; `rest` are the words that say nothing about time.
    """

    weekdays: set[int] = field(default_factory=set)
    months: set[int] = field(default_factory=set)
    days: set[int] = field(default_factory=set)
    times: list[frozenset[int]] = field(default_factory=list)
    parts: list[tuple[int, int]] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    ordinals: list[int] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)

    @property
    def is_dated(self) -> bool:
        """Whether anything was said that only a time has."""
        return bool(self.weekdays or self.months or self.days or self.times or self.parts)

    def meets(self, slot: When) -> bool:
        """Whether an offered `slot` fits everything that is asked for here."""
        minutes = next(iter(slot.times), frozenset())
        return (
            self.weekdays <= slot.weekdays
            and self.months <= slot.months
            and self.days <= slot.days
            and all(time & minutes for time in self.times)
            and all(any(low <= m < high for m in minutes) for low, high in self.parts)
        )


def read_when(words: Sequence[str]) -> When:
    """Sort words into weekdays, dates, times, bare numbers and the rest."""
    when = When()
    words, at = list(words), 0
    while at < len(words):
        at = (
            _read_date(words, at, when)
            or _read_clock(words, at, when)
            or _read_number(words, at, when)
            or _read_name(words[at], at, when)
        )
    return when


def _read_name(word: str, at: int, when: When) -> int:
    if word in DAYS or (word.endswith("s") and word[:-1] in DAYS):
        when.weekdays.add(DAYS.get(word, DAYS.get(word[:-1], 0)))
    elif word in PARTS:
        when.parts.append(PARTS[word])
    elif word in ORDINALS:
        when.places.append(ORDINALS[word])
    elif word in ("noon", "midday", "mediodia"):
        when.times.append(frozenset((720,)))
    else:
        when.rest.append(word)
    return at + 1


def _read_clock(words: Sequence[str], at: int, when: When) -> int | None:
    """A time of day at `words[at]`: 2:30, 2.30 pm, 230pm, 2 pm, two thirty, half past 2, at 2; None when none."""
    word, after = words[at], words[at + 1 : at + 3]
    match = _CLOCK.match(word) or (_RUN_TOGETHER.match(word) if len(word) > 2 else None)
    if match:
        return _add_time(words, at + 1, int(match[1]) * 60 + int(match[2]), when)
    if word in _FRACTIONS and after[:1] and after[0] in ("past", "after", "to", "till"):
        hour = number_at(words, at + 2) if at + 2 < len(words) else None
        minutes = -_FRACTIONS[word] if after[0] in ("to", "till") else _FRACTIONS[word]
        return _add_time(words, hour[1], hour[0] * 60 + minutes, when) if hour and hour[0] <= 12 else None
    hour = number_at(words, at)
    if hour is None or not 0 < hour[0] <= 12:
        return None
    value, stop = hour
    following = words[stop] if stop < len(words) else ""
    if word.isalpha() and following in ("thirty", "fifteen"):
        return _add_time(words, stop + 1, value * 60 + (30 if following == "thirty" else 15), when)
    if following in ("am", "pm", "oclock", "ish") or words[stop : stop + 2] in (["a", "m"], ["p", "m"]):
        return _add_time(words, stop, value * 60, when)
    return _add_time(words, stop, value * 60, when) if at and words[at - 1] in ("at", "by", "around", "las") else None


def _add_time(words: Sequence[str], stop: int, minutes: int, when: When) -> int:
    """Add a time of day, on both halves of it unless am or pm follows or it is past 12; the place behind it."""
    half = words[stop] if stop < len(words) and words[stop] in ("am", "pm", "oclock", "ish", "a", "p") else ""
    both = {minutes % 720, minutes % 720 + 720}
    if half[:1] in ("a", "p"):
        when.times.append(frozenset((min(both) if half[0] == "a" else max(both),)))
    else:
        when.times.append(frozenset(both if minutes < 780 else {minutes % 1440}))
    return stop + (1 if half else 0) + (1 if half in ("a", "p") else 0)


def _read_date(words: Sequence[str], at: int, when: When) -> int | None:
    """A date at `words[at]`: dec 1, december first, 1 dec, 12/1."""
    if match := _DATE.match(words[at]):
        when.months.add(int(match[1]))
        when.days.add(int(match[2]))
        return at + 1
    for month, day in ((at, at + 1), (at + 1, at)):
        if max(month, day) < len(words) and words[month] in MONTHS:
            number = number_at(words, day)
            value = number[0] if number else ORDINALS.get(words[day], 0)
            if 0 < value <= 31:
                when.months.add(MONTHS[words[month]])
                when.days.add(value)
                stop = max(number[1] if number else day + 1, month + 1)
                return stop + (stop < len(words) and words[stop] in _SUFFIXES)
    if words[at] in MONTHS and words[at] not in ("may", "march", "mar"):
        when.months.add(MONTHS[words[at]])
        return at + 1
    return None


def _read_number(words: Sequence[str], at: int, when: When) -> int | None:
    """A bare number or a "3rd" at `words[at]`."""
    number = number_at(words, at)
    if number is None:
        return None
    value, stop = number
    if stop < len(words) and words[stop] in _SUFFIXES:
        when.ordinals.append(value)
        return stop + 1
    when.numbers.append(value)
    return stop
