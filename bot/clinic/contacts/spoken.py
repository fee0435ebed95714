"""Numbers in words, as people dictate them: "three one zero, five five five, oh one two one"."""

from __future__ import annotations

import re

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_ROUND = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS = {word: str(n) for n, word in enumerate(_SMALL.split())}
_UNITS |= {"oh": "0", "o": "0", "nought": "0", "naught": "0", "nine-teen": "19", "niner": "9"}
_TENS = {word: str(n) for n, word in enumerate(_ROUND.split(), 2)}
_TENS["fourty"] = "4"
_TIMES = {"double": 2, "dbl": 2, "triple": 3, "treble": 3}
_PAUSES = frozenset({"dash", "hyphen", "dot", "point", "space", "then", ",", "-", ".", "/", "(", ")", "–", "—"})
_LETTERS = {"O": "0", "o": "0", "I": "1", "l": "1"}

SHORTEST = 7
"""Digits a dictated number must have in all: less is an age, a time or a price."""

_ITEM = re.compile(r"[A-Za-z]+|\d+|[,\-./()–—]|\S|\n")
_LOOKALIKE = re.compile(r"\b(?=[\dOoIl]*\d[\dOoIl]*\d)[\dOoIl]{3,}\b")
_EXTENSION = re.compile(r"\b(ext(?:ension|n)?\.?)((?:[\s-]+[a-z]+)+)", re.IGNORECASE)


def with_digits(text: str, shortest: int = SHORTEST) -> str:
    """Return the text with dictated numbers of `shortest` digits or more in figures, pauses in them as spaces."""
    text = _LOOKALIKE.sub(lambda m: "".join(_LETTERS.get(c, c) for c in m[0]), text)
    if not _SPOKEN.search(text):
        return text
    text = _HYPHENED.sub(r"\1 ", text)  # "three-one-zero"
    parts, position = [], 0
    for start, end, digits in _dictated(text, shortest):
        parts += [text[position:start], digits]
        position = end
    return _EXTENSION.sub(_extension, "".join([*parts, text[position:]]))


_HYPHENED = re.compile(rf"\b({'|'.join(_UNITS)})-(?=(?:{'|'.join(_UNITS)})\b)", re.IGNORECASE)
_SPOKEN = re.compile(rf"\b(?:{'|'.join([*_UNITS, *_TENS, *_TIMES])})\b", re.IGNORECASE)


def _extension(m: re.Match[str]) -> str:
    items = m[2].replace("-", " ").split()
    digits = []
    for item in items:
        value = _UNITS.get(item.lower())
        if value is None:
            break
        digits.append(value)
    rest = " ".join(items[len(digits) :])
    return f"{m[1]} {''.join(digits)} {rest}".rstrip() if digits else m[0]


def _dictated(text: str, shortest: int) -> list[tuple[int, int, str]]:
    """Return the runs of number words (start, end, digits) that are long enough to be dialled."""
    items = [(m[0].lower(), m.start(), m.end()) for m in _ITEM.finditer(text)]
    found, i = [], 0
    while i < len(items):
        j, digits, spoken, last = _run(items, i)
        if spoken and sum(c.isdigit() for c in digits) >= shortest:
            found.append((items[i][1], items[last][2], digits))
        i = max(j, i + 1)
    return found


def _run(items: list[tuple[str, int, int]], i: int) -> tuple[int, str, bool, int]:
    """Read one run from item i: the item after it, its digits, whether any was a word, its last number item."""
    out, spoken, last, j = "", False, i, i
    if items[i][0] in _PAUSES or (items[i][0] in {"oh", "o"} and items[min(i + 1, len(items) - 1)][0] == ","):
        return i + 1, "", False, i
    while j < len(items) and not _is_whole(out):
        word = items[j][0]
        if word in _PAUSES and out:
            out += "" if out.endswith(" ") else " "
            j += 1
            continue
        digits, used = _value(items, j)
        if not used:
            break
        spoken |= not word.isdigit()
        out += digits
        last = j + used - 1
        j += used
    return j, out.strip(), spoken, last


def _is_whole(digits: str) -> bool:
    """Whether a North American number is complete, so that what follows is something else."""
    bare = digits.replace(" ", "")
    return len(bare) == 11 if bare.startswith("1") else len(bare) == 10 and not bare.startswith("0")


def _value(items: list[tuple[str, int, int]], j: int) -> tuple[str, int]:
    """Return the digits that begin at item j and how many items they take: none are ("", 0)."""
    word = items[j][0]
    following = items[j + 1][0] if j + 1 < len(items) else ""
    if word.isascii() and word.isdigit():
        return word, 1
    if word in _TIMES and (following in _UNITS or following.isdigit()):
        return _UNITS.get(following, following) * _TIMES[word], 2
    if word in _TENS:
        k = j + 2 if following == "-" else j + 1
        unit = _UNITS.get(items[k][0], "") if k < len(items) else ""
        return (_TENS[word] + unit, k - j + 1) if len(unit) == 1 and unit != "0" else (_TENS[word] + "0", 1)
    if word in _UNITS:
        if following in {"hundred", "thousand"}:
            return _UNITS[word] + ("00" if following == "hundred" else "000"), 2
        return _UNITS[word], 1
    return "", 0
