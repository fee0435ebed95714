"""The rules of data/safety, compiled, and how they are found in a message.

Rules are read once (loading.py). To be quick with the ordinary message, which is about parking or a price, each
template is filed under words without which it cannot match, and only the templates that the message's words
point at are tried.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeVar

from bot.clinic.safety.normalise import Normaliser
from bot.clinic.safety.templates import Template

REACH = 400  # characters on both sides of a match that count as its sentence, where a text has no full stops


class Level(IntEnum):
    """How much danger a message shows; `str()` gives the name. Source: notes of the design, safety R3."""

    none = 0
    mention = 1
    risk = 2
    imminent = 3

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Rule:
    """One way in which danger shows. A rule of level none is a clue: it counts only in combinations."""

    id: str
    level: Level
    kinds: frozenset[str]
    softened_by: tuple[str, ...]
    spanish: bool


@dataclass(frozen=True)
class Sign:
    """A template of a rule; it does not count where `unless` is found in the same sentence."""

    rule: Rule
    template: Template
    unless: re.Pattern[str] | None


@dataclass(frozen=True)
class Hit:
    """A rule found in a message, from `start` to `end` (offsets in the normalised text)."""

    rule: Rule
    start: int
    end: int


@dataclass(frozen=True)
class Softener:
    """Lowers a match to `level` when `pattern` stands before it or in its sentence, and `unless` does not."""

    id: str
    level: Level
    before: bool
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None


@dataclass(frozen=True)
class Combination:
    """Kinds that mean `rule` when found together, in one sentence or in the whole message."""

    rule: Rule
    kinds: tuple[str, ...]
    in_sentence: bool
    unless: re.Pattern[str] | None


class Message:
    """A normalised message and its sentences."""

    _END = re.compile(r"(?<= )[.?] ")

    def __init__(self, text: str) -> None:
        self.text = text
        self._ends = [0, *(match.end() - 1 for match in self._END.finditer(text)), len(text)]

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Where the sentence of a match lies; its text begins with a space, as templates need it."""
        left = self._ends[bisect_right(self._ends, start) - 1]
        right = self._ends[min(bisect_left(self._ends, end), len(self._ends) - 1)]
        return max(left, self.text.find(" ", max(0, start - REACH))), min(right, end + REACH)


@dataclass(frozen=True)
class RuleBook:
    """All that the check needs; `index` and `idioms` lead from a word to what cannot match without it.

    `spanish_words` are words that tell Spanish from English.
    """

    normalise: Normaliser
    idioms: Mapping[str, tuple[Template, ...]]
    index: Mapping[str, tuple[Sign, ...]]
    softeners: Mapping[str, Softener]
    combinations: tuple[Combination, ...]
    spanish_words: frozenset[str]

    def without_idioms(self, text: str) -> str:
        """The normalised text with "_" for each figure of speech, which no template can read across."""
        for idiom in _pointed_at(self.idioms, text):
            if all(other.search(text) for other in idiom.others):
                text = idiom.first.sub("_ ", text)
        return text

    def hits(self, message: Message) -> Iterator[Hit]:
        """Every place where a rule matches; the message is normalised and without idioms."""
        for sign in _pointed_at(self.index, message.text):
            for match in sign.template.first.finditer(message.text):
                start = _start_if_it_counts(sign, match, message)
                if start is not None:
                    yield Hit(sign.rule, start, match.end())


def _start_if_it_counts(sign: Sign, match: re.Match[str], message: Message) -> int | None:
    """Where a hit begins, or None if its sentence lacks another part of the template or shows another meaning."""
    if not sign.template.others and not sign.unless:
        return match.start()
    left, right = message.sentence(*match.span())
    sentence = message.text[left:right]
    if sign.unless and sign.unless.search(sentence):
        return None
    starts = [match.start()]
    for other in sign.template.others:
        found = other.search(sentence)
        if not found:
            return None
        starts.append(left + found.start())
    return min(starts)


_T = TypeVar("_T")


def _pointed_at(index: Mapping[str, tuple[_T, ...]], text: str) -> list[_T]:
    """What the words of a text point at, each once, in a fixed order."""
    found: dict[_T, None] = {}
    for word in dict.fromkeys(text.split()):
        found.update(dict.fromkeys(index.get(word, ())))
    return list(found)
