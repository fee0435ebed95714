"""Numbers written as words, in English and Spanish."""

from __future__ import annotations

import re
from collections.abc import Sequence


def numbered(groups: str, start: int, step: int = 1) -> dict[str, int]:
    """Words by number: groups of spellings parted by commas, counted from `start` in steps of `step`."""
    return {word: start + step * place for place, group in enumerate(groups.split(",")) for word in group.split()}


_ONES = numbered(
    """
    one uno una un, two dos, three tres, four cuatro, five cinco, six seis, seven siete, eight ocho,
    nine nueve, ten diez, eleven once, twelve doce, thirteen trece, fourteen catorce, fifteen quince,
    sixteen dieciseis, seventeen diecisiete, eighteen dieciocho eightteen eighten,
    nineteen diecinueve ninteen, twenty veinte
    """,
    start=1,
)
_TWENTIES = numbered(
    """
    veintiuno, veintidos, veintitres, veinticuatro, veinticinco, veintiseis, veintisiete, veintiocho,
    veintinueve
    """,
    start=21,
)
_TENS = numbered(
    """
    twenty veinte, thirty treinta, forty fourty cuarenta, fifty cincuenta, sixty sesenta, seventy setenta,
    eighty ochenta, ninety noventa ninty
    """,
    start=20,
    step=10,
)


def number_at(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """The whole number that starts at `words[at]` and the place behind it; None when there is none below 1,000.

    "45", "forty five", "fortyfive" and "cuarenta y cinco" are read; "17.5" is 17; "4:30" is none.
    """
    word = words[at]
    if re.match(r"[0-9]{1,2}\.[05]\Z", word):
        word = word[:-2]
    if word.isascii() and word.isdecimal():
        return (int(word), at + 1) if len(word) <= 3 else None
    if word in _TENS:
        unit = at + 1 + (words[at + 1 : at + 2] in (["y"], ("y",)))
        if unit < len(words) and 0 < _ONES.get(words[unit], 0) < 10:
            return _TENS[word] + _ONES[words[unit]], unit + 1
        return _TENS[word], at + 1
    small = _ONES.get(word) or _TWENTIES.get(word) or _joined(word)
    return (small, at + 1) if small else None


def _joined(word: str) -> int | None:
    for tens, number in _TENS.items():
        if word.startswith(tens) and 0 < _ONES.get(word[len(tens) :], 0) < 10:
            return number + _ONES[word[len(tens) :]]
    return None
