"""The text of a message made even, and cut into words and sentences."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LONGEST_MESSAGE = 2_000
"""Characters that are read; what follows is ignored, so that no message costs more than a moment."""

HOLE = "\ue000"
"""Stands in the text where a value (a number, an address) was taken out; it ends every name."""


def listed(words: str) -> frozenset[str]:
    """Return the words of a line as a set, so that lists of words stay readable."""
    return frozenset(words.split())


def anyof(*phrases: str) -> str:
    """Return a pattern for any of some phrases, each a pattern itself in which a space is any white space."""
    return "(?:" + "|".join(phrases).replace(" ", r"\s+") + ")"


_EVEN = str.maketrans(
    {
        "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "−": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ",
        "\r": "\n", "＠": "@", "。": ".", "，": ",", "：": ":", HOLE: " ",
    }
)  # fmt: skip
_UNSEEN = {"Cf", "Cs", "Co", "Cn", "Mn", "Me"}  # joiners, variation selectors, marks left over after NFC
_PICTURES = {"So", "Sk", "Cc"}

_WORD = re.compile(
    rf"{HOLE}+"
    r"|[^\W\d_](?:\.[^\W\d_])+(?![^\W\d_])\.?"  # J.R., m.d.
    r"|[^\W\d_]+(?:['\-][^\W\d_]+)*'?"  # O'Brien-Núñez, mehta's
    r"|\d+(?:[.,:/\-]\d+)*[^\W_]*"  # 3pm, 11/24, 150
    r"|\n|[^\w\s]|_"
)
_ABBREVIATIONS = listed("dr dra mr ms mrs st ste ext ph tel jr prof")
_SENTENCE_END = re.compile(r"[!?;\n]+|\.(?=\s|$)")
_LAST_WORD = re.compile(r"[^\W\d_]+$")


@dataclass(frozen=True)
class Word:
    """A word, a number or a mark of a text, with its place in it; `low` is folded for looking it up."""

    text: str
    start: int
    end: int
    low: str

    @property
    def letters(self) -> bool:
        """Whether it is a word, not a number, a mark or a hole."""
        return self.text[0].isalpha() and self.text[0] != HOLE

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


def tidy(text: str) -> str:
    """Return the text with even quotes, dashes and spaces, without pictures, cut to LONGEST_MESSAGE."""
    composed = unicodedata.normalize("NFC", text[: LONGEST_MESSAGE * 2])
    # Wide digits and letters of other keyboards become plain; accents must stay, so not the whole text.
    plain = (unicodedata.normalize("NFKC", c) if "！" <= c <= "～" else c for c in composed.translate(_EVEN))
    return _QUOTED.sub(r'"\1"', "".join(map(_seen, "".join(plain)))[:LONGEST_MESSAGE])


_QUOTED = re.compile(r"(?<!\w)'([^\W\d_]+)'(?!\w)")


def _seen(character: str) -> str:
    if character == "\n" or (character.isascii() and character.isprintable()):
        return character
    category = unicodedata.category(character)
    return "" if category in _UNSEEN else " " if category in _PICTURES else character


def fold(word: str) -> str:
    """Return a word as the vocabulary has it: small letters, no accents, no dots."""
    bare = unicodedata.normalize("NFD", word.casefold())
    return "".join(c for c in bare if not unicodedata.combining(c)).replace(".", "")


def words(text: str) -> list[Word]:
    """Cut a tidy text into words, numbers and marks, in order."""
    return [Word(m[0], m.start(), m.end(), fold(m[0])) for m in _WORD.finditer(text)]


def punch(text: str, spans: list[tuple[int, int]]) -> str:
    """Return the text with holes in the places of `spans`; every other place stays where it was."""
    parts, position = [], 0
    for start, end in sorted(spans):
        if start >= position:
            parts += [text[position:start], HOLE * (end - start)]
            position = end
    return "".join([*parts, text[position:]])


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the places (start, end) of the sentences; a dot after a title or an initial ends none."""
    places, start = [], 0
    for m in _SENTENCE_END.finditer(text):
        if m[0] != "." or not _is_abbreviation(text[max(0, m.start() - 6) : m.start()]):
            places.append((start, m.end()))
            start = m.end()
    places.append((start, len(text)))
    return [(a, b) for a, b in places if text[a:b].strip()]


def _is_abbreviation(before: str) -> bool:
    word = _LAST_WORD.search(before)
    return word is not None and (word[0].lower() in _ABBREVIATIONS or (len(word[0]) == 1 and word[0].isupper()))


_FIRST = anyof("hi", "hello", "hey", "ok", "okay", "so", "and", "but", "also", "wait", "well", "um", "no", "yes",
               "sorry", "excuse me")  # fmt: skip
_ASKING = re.compile(
    rf"\s*(?:{_FIRST}[,.!]?\s+)*" + anyof(
        "what", "what'?s", "how", "how'?s", "why", "when", "where", "wheres", "who", "who'?s", "whose", "which",
        "do", "does", "did", "is", "are", "am", "was", "were", "can", "could", "would", "has",
        "have (?:you|they|any)", "isn't", "aren't", "don't (?:you|i|they)", "doesn't", "won't", "may i",
        "tell me", "any idea",
        r"will(?!\s+(?-i:[A-Z]))",  # Will Young is my doctor
        r"should(?! (?:be|end|read|say|start|begin|have)\b)",  # should end in 60
    ) + r"\b",
    re.IGNORECASE,
)  # fmt: skip


def is_question(sentence: str) -> bool:
    """Whether a sentence asks something, with or without a question mark."""
    return sentence.rstrip().endswith("?") or _ASKING.match(sentence) is not None
