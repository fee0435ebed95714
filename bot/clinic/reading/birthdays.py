"""Ages told by a birthday: "2 months shy of my 40th" is 39, "a year short of 18" is 17."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.clinic.reading.slots import MONTHS
from bot.clinic.reading.words import say, word_set

MONTHS_TO_COME = word_set("""
    january february march april may june july august september october november december jan feb mar apr jun
    jul aug sep sept oct nov dec enero febrero marzo abril mayo junio julio agosto septiembre octubre
    noviembre diciembre spring summer fall autumn winter coming week weekend month
    """)
"""Words that say when a birthday comes: "im 18 in march"."""

COMING = word_set("""
be turn turning turns becoming almost nearly hit reach reaching approaching cumplo quite even
""")
"""Words before an age that is still to come."""

_BIRTH = word_set("born birth birthday birthdate bday dob naci nacimiento cumpleanos")
_DATE = re.compile(r"[0-9]{1,4} ?[/.-] ?[0-9]{1,2}\b|\b(?:19|20)[0-9]{2}\b|\b[0-9]{6,8}\b")
_ON_THE_WAY = word_set("will be going to gonna am about")
_NEARLY, _NEAR_BY = word_set("almost nearly soon close"), word_set("there not quite yet very pretty")
_SHY = word_set("shy short away off until till")
_ORDINAL = word_set("st nd rd th")
_YEARS = word_set("year years yr yrs")
_SHORTER = word_set("day days week weeks month months")


def names_birth_date(text: str) -> bool:
    """Whether somebody who was asked for their age gives a date, or speaks of a birthday."""
    words = say(text).words
    numbered = any(word.isdecimal() for word in words) and bool(MONTHS.keys() & {*words})
    return bool(_BIRTH & {*words}) or numbered or _DATE.search(text) is not None


def short_of(words: Sequence[str], at: int, stop: int) -> tuple[int, int] | None:
    """The ages, least and most, of who is some time short of the age at `words[at:stop]`; None where it says no such.

    "shy" and "short of" say it by themselves; "away from", "until" and the like need a birthday behind the number.
    """
    value = int(words[at]) if words[at].isascii() and words[at].isdecimal() else None
    before = tuple(words[max(0, at - 6) : at])
    near = [i for i, word in enumerate(before) if word in _SHY]
    if value is None or not near:
        return None
    ordinal = tuple(words[stop : stop + 1]) != () and words[stop] in _ORDINAL
    said_so = before[near[-1]] in {"shy", "short"} and before[near[-1] + 1 : near[-1] + 2] == ("of",)
    lead = before[: near[-1]]
    lasting = {*lead} & (_YEARS | _SHORTER)
    if not ordinal and {*words[stop : stop + 1]} & _YEARS and tuple(words[stop + 1 : stop + 2]) != ("old",):
        return None  # "two months shy of 20 years" is how long something lasts
    if not (said_so or (ordinal and "my" in before[near[-1] :] and lasting)):
        return None
    years = next((int(w) for w in lead if w.isascii() and w.isdecimal()), 1) if {*lead} & _YEARS else 1
    return max(value - years, 0), value - 1


def comes_up(stem: Sequence[str]) -> bool:
    """Whether the words before a number say that the writer will be as old: "im turning", "i will be", "im almost"."""
    lead = tuple(stem[:-1]) if stem and stem[-1] in COMING else ()
    while lead and lead[-1] in _ON_THE_WAY:
        lead = lead[:-1]
    return lead[-1:] in (("i",), ("im",), ("ill",))


def is_nearly(words: set[str]) -> bool:
    """Whether words, without fillers, say no more than that it will be so: "almost", "nearly there", "soon"."""
    return bool(words & _NEARLY) and words <= _NEARLY | _NEAR_BY
