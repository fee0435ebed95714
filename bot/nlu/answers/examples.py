"""The examples of data/answers: how several writers let people answer the questions that have a menu."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.nlu.written import content, files, messages

ELSE = "else"  # said where the question is open, and no answer to it
# What may be meant, by the question that is open; "booked": none is, and there is an appointment.
MEANINGS: dict[str, tuple[str, ...]] = {
    "clinician": ("yes", "no", "unsure", ELSE),
    "consent": ("yes", "no", "condition", ELSE),
    "psychiatrist": ("yes", "no", "call", ELSE),
    "who": ("self", "other", ELSE),
    "texts": ("yes", "no", ELSE),
    "booked": ("cancel", "move", "keep", ELSE),
    "summary": ("yes", "no", "wait", ELSE),
    "cancelling": ("yes", "no", ELSE),
    "health": ("none", "some", "unsaid", "unsure", ELSE),
    "detail": ("leave", "later", ELSE),
    "age": ("adult", "minor", ELSE),
    "safe": ("safe", "unsafe", "unsure", ELSE),
}


@dataclass(frozen=True)
class Example:
    """A message, the question it was said to, its meaning there, and the writer: the name of the file."""

    text: str
    question: str
    meaning: str
    voice: str


def load(folder: Path) -> list[Example]:
    """All examples, in a fixed order. Raises ExamplesError."""
    return [example for path in files(folder) for example in read(path)]


def read(path: Path) -> Iterator[Example]:
    """The examples of one file. Raises ExamplesError."""
    for question, told in content(path).items():
        for meaning, text in messages(told, MEANINGS.get(question, ()), f"{path.name}: {question}"):
            yield Example(text, question, meaning, path.stem)
