"""Mend single words: short forms, texting, slips of the finger, letters replaced to get past filters.

A word that the rules do not use is left alone unless it is clearly one of theirs, written otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz.distance import OSA

_RUN = re.compile(r"(.)\1{2,}")
_DOUBLE = re.compile(r"(.)\1+")
_MEASURE = re.compile(r"\d+(?:am|pm|ish|mgs?|mls?|st|nd|rd|th|x|k|h|d|yo|hrs?|mins?|yrs?)")
_SUFFIXES = (
    ("n't", " not"),
    ("'ll", " will"),
    ("'ve", " have"),
    ("'re", " are"),
    ("'m", " am"),
    ("'d", " would"),
)
_IS = frozenset(("he", "she", "it", "that", "there", "what", "who", "everyone", "everybody", "nobody", "everything"))
_SHORTEST_SWAP = 4
_SHORTEST_SLIP = 6  # in shorter words one wrong letter gives another word too often
_TWO_SLIPS = 9  # from this many letters two slips still leave a word recognisable
_SHORTEST_TOGETHER = 7
_LONGEST_PIECE = 9
_LONGEST_WORD = 60  # longer runs of letters are no words


@dataclass(frozen=True)
class Spelling:
    """The tables of data/safety/spelling.yml for single words. `known` holds every word that a rule uses."""

    words: dict[str, str]
    likeness: tuple[str, ...]
    not_alike: frozenset[str]
    telling: frozenset[str]
    joining: frozenset[str]
    leet: dict[str, str]
    known: frozenset[str]


class Mender:
    """Mends words by one set of tables; pure."""

    def __init__(self, spelling: Spelling) -> None:
        self._tables = spelling
        self._leet = str.maketrans(spelling.leet)
        self._squeezed = {_squeeze(word): word for word in sorted(spelling.known) if len(word) > 2}
        self._pieces = spelling.telling | spelling.joining
        self._starrable = [*sorted(spelling.telling), *spelling.likeness]

    def mend(self, word: str) -> str:
        """The word as the rules write it; it may become several ("dont" -> "do not")."""
        if word in self._tables.words:
            return self._tables.words[word]
        if word in self._tables.known or word.isdigit() or len(word) > _LONGEST_WORD:
            return word
        if "'" in word:
            return self._long_form(word)
        if "*" in word:
            return self._starred(word)
        if not word.isalpha():
            return self._unleet(word)
        if _RUN.search(word):
            return self._without_runs(word)
        return self._slipped(word) or self._apart(word) or word

    def _means_something(self, word: str) -> bool:
        return word in self._tables.known or word in self._tables.words

    def _long_form(self, word: str) -> str:
        for suffix, written in _SUFFIXES:
            if word.endswith(suffix):
                return self.mend(word[: -len(suffix)]) + written
        stem, _, ending = word.rpartition("'")
        if ending == "s" and stem in _IS:
            return f"{stem} is"
        return self.mend(word.replace("'", ""))

    def _starred(self, word: str) -> str:
        shape = re.compile(word.replace("*", "[a-z]") + r"\Z") if word.replace("*", "").isalpha() else None
        found = (known for known in self._starrable if shape and shape.match(known))
        return next(found, word.replace("*", " "))

    def _unleet(self, word: str) -> str:
        """Letters for digits and signs, if that gives a word which means something here: "su1c1de", "k!ll"."""
        if not _MEASURE.fullmatch(word):
            plain = word.translate(self._leet)
            for way in (plain, plain.replace("i", "l"), word.replace("1", "l").translate(self._leet)):
                mended = self.mend(way) if way.isalpha() else way
                if mended != way or way in self._tables.known:
                    return mended
        return " ".join(re.findall(r"[a-z]+|\d+", word))

    def _without_runs(self, word: str) -> str:
        """Letters held down ("diiiie"): the word that is the same but for doubled letters."""
        for way in (_RUN.sub(r"\1\1", word), _RUN.sub(r"\1", word)):
            if self._means_something(way):
                return self.mend(way)
        known = self._squeezed.get(_squeeze(word))
        return known or self.mend(_RUN.sub(r"\1", word))

    def _slipped(self, word: str) -> str:
        """The word that was meant by a slip of the finger; "" if none is near enough."""
        if len(word) < _SHORTEST_SWAP or word in self._tables.not_alike:
            return ""
        for meant in (*_swaps(word), *_without_one_double(word)):
            if self._means_something(meant):
                return self.mend(meant)
        near: list[tuple[int, bool, str]] = []
        for known in self._tables.likeness:
            if known[0] != word[0] or len(known) < _SHORTEST_SLIP:
                continue
            allowed = _slips_allowed(known)
            distance = OSA.distance(word, known, score_cutoff=allowed)
            if distance <= allowed:
                near.append((distance, known[-1] != word[-1], known))
        return min(near)[2] if near else ""

    def _apart(self, word: str) -> str:
        """Words that were written together ("killmyself"), longest pieces first; "" if it is not so."""
        if len(word) < _SHORTEST_TOGETHER:
            return ""
        ways: list[list[str] | None] = [[]] + [None] * len(word)
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - _LONGEST_PIECE), end):
                before = ways[start]
                if before is not None and word[start:end] in self._pieces:
                    ways[end] = [*before, word[start:end]]
                    break
        found = ways[-1] or []
        if not self._tables.telling.intersection(found):
            return ""
        return " ".join(self.mend(piece) for piece in found)


def _swaps(word: str) -> list[str]:
    """The word with each two neighbouring letters swapped."""
    return [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)]


def _without_one_double(word: str) -> list[str]:
    """The word with each of its doubled letters once."""
    return [word[:at] + word[at + 1 :] for at in range(len(word) - 1) if word[at] == word[at + 1]]


def _slips_allowed(known: str) -> int:
    """How many letters may be wrong: more in a long word, and in the family of "suicide"."""
    return 2 if len(known) >= _TWO_SLIPS or known.startswith("suicid") else 1


def _squeeze(word: str) -> str:
    return _DOUBLE.sub(r"\1", word)
