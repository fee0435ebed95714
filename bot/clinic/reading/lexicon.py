"""Tables of phrases, and the finding of them in a message.

A table gives a label to phrases of plain words. The longest phrase wins at each place, so that "no problem"
is found before "no" and "not sure" before "not". A long word that is almost a word of the table is read as
that word, unless it is a common word of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.clinic.reading.words import word_set

FUZZY_FROM = 5
"""Letters from which a word may be misspelt; shorter ones have too many neighbours ("yes" and "yet")."""

_PHRASE = re.compile(r"[a-z0-9%#+]+(?: [a-z0-9%#+]+)*\Z")

# Long words that people misspell and that have no other common word for a neighbour. "brother" is left out
# because of "bother", "change" because of "chance": a misspelling not read is asked again, a wrong one is not.
MISSPELT = word_set(
    """
    absolutely actually addiction agoraphobia afternoon alcohol allergic aneurysm anorexia answer
    antidepressants anxiety anxious anything anymore appointment autism beginning bipolar boyfriend
    breastfeeding business certainly chronic comfortable consultation continue correct counselor currently
    daughter definitely depressed depression diagnosed disorder doctor email everything fibromyalgia friend
    girlfriend grandmother headaches hopeless husband hypertension incorrect information insomnia interested
    medication medications migraine migraines misspelled mistake myself necessary nobody nothing number
    obviously occasionally okay panic partner perfect permission personal physician practitioner prefer
    pregnancy pregnant pressure previous private probably psychiatrist psychologist psychosis ptsd question
    recently remember repeat resistant schizophrenia separate somebody someone something struggling suffering
    suicidal summary surgery surname therapist therapy thoughts thursday traumatic treatment tuesday
    unfortunately wednesday yesterday
    """
)
# Words of their own that lie within reach of those above.
_NOT_MISSPELT = word_set(
    """
    abduction addition additions annually audition chronicle consolation currency currents decreased
    diagnosis doctoral fried friendly homeless insignia intercepted mediation meditation migrants migrating
    noticing noting partnered percussion persona physicist precious prefect primate privateer resisting
    resultant smoothing smuggling soothing thought
    """
)


@dataclass(frozen=True)
class Hit:
    """A phrase found: its label ("" for a word that no phrase covers) and its place, words[start:stop]."""

    label: str
    start: int
    stop: int


class Lexicon:
    """A table of phrases by label.

    `table` maps a label to its phrases, parted by commas. "a/b" offers words for one place and "a?" makes a
    word optional: "i? dont have it/that" stands for four phrases. Of a phrase under two labels the earlier
    label wins. A phrase that is not plain words could never be found: ValueError, when the module is loaded.
    """

    def __init__(self, table: Mapping[str, str]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._alone: dict[str, str] = {}
        seen: set[str] = set()
        for label, phrases in table.items():
            for phrase in split_phrases(phrases):
                if not _PHRASE.match(phrase):
                    raise ValueError(f"not a plain phrase: {phrase!r} ({label})")
                if phrase in seen:
                    continue
                seen.add(phrase)
                if " " not in phrase:
                    self._alone[phrase] = label
                words = tuple(phrase.split())
                self._by_first.setdefault(words[0], []).append((words, label))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self._vocabulary = {word for entries in self._by_first.values() for words, _ in entries for word in words}
        self._long = sorted(self._vocabulary & MISSPELT)

    def respell(self, word: str) -> str:
        """The word of the table that `word` is a misspelling of, or `word` itself."""
        if len(word) < FUZZY_FROM or word in self._vocabulary or word in _NOT_MISSPELT:
            return word
        allowed = 1 if len(word) < 8 else 2
        close = process.extract(word, self._long, scorer=OSA.distance, score_cutoff=allowed, limit=4)
        nearest = [found for found, distance, _ in close if found[0] == word[0] and distance == close[0][1]]
        if len({self._alone.get(found, found) for found in nearest}) != 1:
            return word
        return nearest[0]

    def read(self, words: Sequence[str]) -> list[Hit]:
        """Cover `words` from left to right, the longest phrase at each place first."""
        spelt = [self.respell(word) for word in words]
        hits: list[Hit] = []
        at = 0
        while at < len(spelt):
            label, stop = self._longest(spelt, at)
            hits.append(Hit(label, at, stop))
            at = stop
        return hits

    def labels(self, words: Sequence[str]) -> list[str]:
        """The labels of `read`, in order."""
        return [hit.label for hit in self.read(words)]

    def finds(self, words: Sequence[str], *labels: str) -> bool:
        """Whether a phrase with one of the labels (any label when none is named) occurs in `words`."""
        return any(hit.label in labels if labels else hit.label for hit in self.read(words))

    def _longest(self, words: Sequence[str], at: int) -> tuple[str, int]:
        for phrase, label in self._by_first.get(words[at], ()):
            stop = at + len(phrase)
            if tuple(words[at:stop]) == phrase:
                return label, stop
        return "", at + 1


def split_phrases(phrases: str) -> list[str]:
    """The phrases of one entry of a table: parted by commas; "i? dont have it/that" stands for four phrases."""
    choices = ([_alternatives(word) for word in phrase.split()] for phrase in phrases.split(","))
    return [" ".join(" ".join(words).split()) for choice in choices if choice for words in product(*choice)]


def _alternatives(word: str) -> list[str]:
    optional = [""] if word.endswith("?") else []
    return [*word.rstrip("?").split("/"), *optional]
