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
from enum import Enum, IntEnum
from typing import ClassVar, TypeVar

from bot.clinic.safety.normalise import Normaliser
from bot.clinic.safety.templates import Template

REACH = 400  # characters on both sides of a match that count as its sentence where a text has no full stops


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


class Reach(str, Enum):
    """How far around a match a softener looks."""

    BEFORE = "before"  # the words right before it, in its sentence
    CLAUSE = "clause"  # up to the next comma, "and", "but" or "because"
    PART = "part"  # up to the next "and", "but" or "because"
    SENTENCE = "sentence"


@dataclass(frozen=True)
class Sign:
    """A template of a rule; it does not count where `unless` is found in the same clause."""

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
    """Lowers a match to `level` when `pattern` is found within `reach` of it, and `unless` is not.

    `past` says that what it finds is told of the past: whoever else judges the message does so without it.
    """

    id: str
    level: Level
    reach: Reach
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    past: bool = False


@dataclass(frozen=True)
class Combination:
    """Kinds that mean `rule` when found together, in one sentence or in the whole message."""

    rule: Rule
    kinds: tuple[str, ...]
    in_sentence: bool
    unless: re.Pattern[str] | None


class Message:
    """A normalised message, its sentences and their parts.

    People put much into one sentence. What a word of another clause is about must not hide a danger in this one.
    """

    _MARKS: ClassVar = {
        Reach.SENTENCE: re.compile(r"(?<= )[.?] "),
        Reach.PART: re.compile(r"(?<= )(?:[.?]|and|but|because|although|though) "),
        Reach.CLAUSE: re.compile(r"(?<= )(?:[.?,]|and|but|because|although|though) "),
    }

    def __init__(self, text: str) -> None:
        self.text = text
        self._borders = {
            reach: [0, *(match.end() - 1 for match in marks.finditer(text)), len(text)]
            for reach, marks in self._MARKS.items()
        }

    def around(self, start: int, end: int, reach: Reach = Reach.SENTENCE) -> tuple[int, int]:
        """The sentence, part or clause of a match; its text begins with a space, as templates need it."""
        borders = self._borders[reach]
        left = borders[bisect_right(borders, start) - 1]
        right = borders[min(bisect_left(borders, end), len(borders) - 1)]
        return max(left, self.text.find(" ", max(0, start - REACH))), min(right, end + REACH)

    def text_around(self, start: int, end: int, reach: Reach) -> str:
        """The text of `around`, or for BEFORE what stands in the sentence in front of the match."""
        if reach is Reach.BEFORE:
            left, _ = self.around(start, end)
            return self.text[left:start]
        left, right = self.around(start, end, reach)
        return self.text[left:right]


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

    def without_past(self, text: str) -> str:
        """The same with "_" for what is told of the past, up to the end of its part."""
        for softener in self.softeners.values():
            for match in reversed([*softener.pattern.finditer(text)]) if softener.past else ():
                message = Message(text)
                left, right = message.around(*match.span())
                if not (softener.unless and softener.unless.search(text[left:right])):
                    text = text[: match.start()] + "_" + text[message.around(*match.span(), Reach.PART)[1] :]
        return text

    def hits(self, message: Message) -> Iterator[Hit]:
        """Every place where a rule matches; the message is normalised and without idioms."""
        for sign in _pointed_at(self.index, message.text):
            for match in sign.template.first.finditer(message.text):
                start = _start_if_it_counts(sign, match, message)
                if start is not None:
                    yield Hit(sign.rule, start, match.end())


def _start_if_it_counts(sign: Sign, match: re.Match[str], message: Message) -> int | None:
    """Where a hit begins, or None if another part of the template is missing or another meaning shows."""
    if sign.unless and sign.unless.search(message.text_around(*match.span(), Reach.CLAUSE)):
        return None
    starts = [match.start()]
    left, right = message.around(*match.span())
    for other in sign.template.others:
        found = other.search(message.text[left:right])
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
