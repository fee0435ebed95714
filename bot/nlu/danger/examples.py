"""The examples of data/safety/examples: what several writers put into the mouths of people in danger and others."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.nlu.written import content, files, messages

KINDS = ("imminent", "risk", "third_party", "medical", "mention", "none")
CRISIS = "crisis"
NLU = "nlu"
MIXED = "mixed"
PASSAGES = 3000  # of each kind
_SHORT = 30  # words of a message that is put among others
_REPEATED = 0.2  # share of harmless passages in which somebody says the same again and again


@dataclass(frozen=True)
class Example:
    """A message, one of KINDS, and the writer: the name of the file it stands in, or NLU."""

    text: str
    kind: str
    voice: str


def load(folder: Path) -> list[Example]:
    """All examples, in a fixed order. Raises ExamplesError."""
    return [
        Example(text, kind, path.stem)
        for path in files(folder)
        for kind, text in messages(content(path), KINDS, path.name)
    ]


def ordinary(nlu: Path) -> list[Example]:
    """What people write to the assistant every day, from Rasa's own training data: no danger in any of it."""
    examples = []
    for path in sorted(nlu.rglob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            if block.get("intent") not in (None, CRISIS):
                lines = [line[2:] for line in block["examples"].splitlines()]
                examples += [Example(line, "none", NLU) for line in lines]
    return examples


def in_passages(examples: Sequence[Example]) -> list[Example]:
    """Passages of several sentences, made of these: always the same ones.

    Harmless ones, so that neither length nor a change of subject is taken for danger, and dangerous ones among everyday
    sentences, so that these do not hide it.
    """
    dice = random.Random(PASSAGES)  # noqa: S311  no secret
    harmless = [one.text for one in examples if one.kind == "none"]
    grave = [one for one in examples if one.kind != "none" and len(one.text.split()) <= _SHORT]
    made = []
    for _ in range(PASSAGES):
        told = dice.sample(harmless, dice.randint(2, 4))
        if dice.random() < _REPEATED:
            told = told[:1] * len(told)
        made.append(Example(_joined(told), "none", MIXED))
        one = dice.choice(grave)
        around = dice.sample(harmless, dice.randint(1, 2))
        around.insert(dice.randint(0, len(around)), one.text)
        made.append(Example(_joined(around), one.kind, MIXED))
    return made


def _joined(sentences: Sequence[str]) -> str:
    return " ".join(one if one[-1] in ".!?" else f"{one}." for one in sentences)
