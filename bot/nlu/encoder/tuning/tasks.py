"""What the encoder is tuned to: telling intents apart, and kinds of danger, since both models read its vectors."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.learn.files import examples
from bot.nlu.comparing import split
from bot.nlu.danger.examples import CRISIS, KINDS, load
from bot.nlu.text import clean

NOT_ASKED = -1
_SORTED = 40  # batches that are sorted by length at a time


@dataclass(frozen=True)
class Lesson:
    """A message, and the places of its intent and of its kind of danger; NOT_ASKED where nobody has said."""

    text: str
    intent: int
    danger: int


@dataclass(frozen=True)
class Lessons:
    """What is learned from, and how many answers each of the two questions has."""

    lessons: list[Lesson]
    intents: int
    kinds: int


def lessons(nlu: Path, danger: Path) -> Lessons:
    """All examples but the tenth that comparisons ask about, see `bot.nlu.comparing`: its figures stay honest."""
    trained = split(list(examples(nlu))).train
    intents = sorted({intent for _, intent in trained})
    harmless = KINDS.index("none")
    found = [
        Lesson(clean(text), intents.index(intent), NOT_ASKED if intent == CRISIS else harmless)
        for text, intent in trained
    ]
    found += [Lesson(clean(one.text), NOT_ASKED, KINDS.index(one.kind)) for one in load(danger)]
    return Lessons(found, len(intents), len(KINDS))


def batches(lengths: Sequence[int], size: int, dice: random.Random) -> list[list[int]]:
    """Places in batches of messages of about the same length, in a random order."""
    order = list(range(len(lengths)))
    dice.shuffle(order)
    made = []
    for start in range(0, len(order), size * _SORTED):
        near = sorted(order[start : start + size * _SORTED], key=lambda place: lengths[place])
        made += [near[first : first + size] for first in range(0, len(near), size)]
    dice.shuffle(made)
    return made
