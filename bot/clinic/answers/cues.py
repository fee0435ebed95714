"""Cues: the plain words and phrases by which one question of a topic is told apart from another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

from rapidfuzz.distance import OSA

MOST_WORDS = 300  # what follows in a longer message is not looked at
GAP_WORDS = 4  # how many words "..." in a cue may stand for
# A typo is forgiven in words that are long enough not to be another word with one letter changed.
FORGIVEN_FROM = 6  # letters: one slip
TWICE_FORGIVEN_FROM = 9  # letters: two slips

_NOT_A_WORD = re.compile(r"[^a-z0-9*]+")
_STRETCHED = re.compile(r"(.)\1{2,}")


def words_of(text: str, spellings: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Lower-case words without accents, apostrophes and punctuation, at most MOST_WORDS of them.

    `spellings` maps a word to the word or words that it is short for.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text)).casefold()
    plain = "".join(mark for mark in plain if not unicodedata.combining(mark))
    plain = re.sub(r"['\u2018\u2019\u02bc`]", "", plain)
    words = (_STRETCHED.sub(r"\1\1", word) for word in _NOT_A_WORD.split(plain) if word)
    spelt = chain.from_iterable((spellings or {}).get(word, word).split() for word in words)
    return tuple(islice(spelt, MOST_WORDS))


@lru_cache(maxsize=50_000)
def _is_slip_of(word: str, meant: str) -> bool:
    if len(meant) < FORGIVEN_FROM or word[:1] != meant[:1]:
        return False
    slips = 2 if len(meant) >= TWICE_FORGIVEN_FROM else 1
    return bool(OSA.distance(word, meant, score_cutoff=slips) <= slips)


def _same_word(word: str, meant: str, known: Collection[str]) -> bool:
    if meant.endswith("*"):
        stem = meant[:-1]
        lengths = (len(stem) - 1, len(stem), len(stem) + 1)
        return word.startswith(stem) or (
            word not in known and any(_is_slip_of(word[:length], stem) for length in lengths)
        )
    if word in (meant, meant + "s"):
        return True
    return word not in known and _is_slip_of(word, meant)


@dataclass(frozen=True)
class Cue:
    """A word or phrase of a question, parsed from the way people would write it.

    "addict*" stands for any word that begins so, "what if ... work" for a few words in between. A plural "s"
    and typos of long words are forgiven.
    """

    parts: tuple[tuple[str, ...], ...]

    @classmethod
    def parse(cls, text: str, spellings: Mapping[str, str] | None = None) -> Cue:
        """Read one cue, spelt like the messages it is sought in. Raises ValueError when it has no words."""
        parts = tuple(words_of(part, spellings) for part in text.split("..."))
        if not all(parts):
            raise ValueError(f"a cue without words: {text!r}")
        return cls(parts)

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for part in self.parts for word in part)

    def found_in(self, words: Sequence[str], known: Collection[str]) -> frozenset[int] | None:
        """Positions of the words that the cue matches, or None.

        `known` are words that are cues themselves, so that "medication" is no slip of "meditation".
        """
        for start in range(len(words)):
            found = self._from(0, words, start, start, known)
            if found is not None:
                return found
        return None

    def _from(
        self, part: int, words: Sequence[str], first: int, last: int, known: Collection[str]
    ) -> frozenset[int] | None:
        wanted = self.parts[part]
        for start in range(first, last + 1):
            here = words[start : start + len(wanted)]
            if len(here) < len(wanted) or not all(
                _same_word(word, meant, known) for word, meant in zip(here, wanted, strict=True)
            ):
                continue
            end = start + len(wanted)
            if part + 1 == len(self.parts):
                return frozenset(range(start, end))
            rest = self._from(part + 1, words, end, end + GAP_WORDS, known)
            if rest is not None:
                return frozenset(range(start, end)) | rest
        return None


def most_specific(found: Mapping[str, Collection[frozenset[int]]]) -> tuple[str, ...]:
    """Names whose cues are not merely part of a longer cue of another name ("heart" within "heart rate")."""
    every = [(name, places) for name, matches in found.items() for places in matches]
    kept = {
        name: None for name, places in every if not any(other != name and places < longer for other, longer in every)
    }
    return tuple(kept)
