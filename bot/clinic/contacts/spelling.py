"""Words spelt letter by letter: "it's spelled K-R-A-U-S-E", "Krause, k r a u s e"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bot.clinic.contacts.text import fold

_LETTER = r"[^\W\d_]"
_SPELT = re.compile(
    rf"(?<![\w.'@\-]){_LETTER}(?:\s?[-–,]\s?{_LETTER}){{2,19}}(?![\w'@])"  # K-R-A-U-S-E, k, r, a
    rf"|(?<![\w.'@\-]){_LETTER}(?:\s*\.\s*{_LETTER}){{3,19}}\.?(?![\w'@])"  # K.R.A.U.S.E
    rf"|(?<![\w.'@\-]){_LETTER}(?:\s+{_LETTER}){{3,19}}(?![\w'@])"  # k r a u s e
)
_DOUBLE = re.compile(rf"\bdouble[\s\-]({_LETTER})\b", re.IGNORECASE)
_ANNOUNCED = re.compile(
    r"[\s,;:(\-–]*(?:(?:and|but|that'?s|it'?s|it\s+is|which\s+is|is|its|you|i)\s+)*(?:spell(?:ed|t|ing|s)?\s*(?:it|as|like|is|:)?\s*)*[\s,:\-–]*$",
    re.IGNORECASE,
)
_LAST_WORD = re.compile(r"[^\W\d_]+(?:['\-][^\W\d_]+)*$")


@dataclass(frozen=True)
class SpeltWord:
    """A word that was spelt, at a place of the text, capitalised."""

    start: int
    end: int
    word: str


def find_spelled(text: str) -> list[SpeltWord]:
    """Return the words a text spells letter by letter, in order."""
    return [SpeltWord(m.start(), m.end(), _joined(m[0])) for m in _SPELT.finditer(text)]


def _joined(spelt: str) -> str:
    return "".join(c for c in spelt if c.isalpha()).capitalize()


def with_spelled_words(text: str) -> str:
    """Return the text with spelt words joined; a word just before that is meant by it gives way to it."""
    text = _DOUBLE.sub(lambda m: f"{m[1]}-{m[1]}", text) if _SPELT.search(text) or "double" in text.lower() else text
    parts: list[str] = []
    position = 0
    for spelt in find_spelled(text):
        before = text[position : spelt.start]
        lead = _ANNOUNCED.search(before)
        kept = before[: lead.start()] if lead is not None else before
        last = _LAST_WORD.search(kept)
        if last is not None and _alike(last[0], spelt.word):
            parts += [kept[: last.start()], spelt.word]
        else:
            parts += [before, spelt.word]
        position = spelt.end
    return "".join([*parts, text[position:]])


def _alike(heard: str, spelt: str) -> bool:
    one, other = fold(heard), fold(spelt)
    return OSA.distance(one, other) <= max(1, len(other) // 3)
