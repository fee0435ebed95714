"""The examples of data/answers: how several writers let people answer the questions that have a menu."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.clinic.yaml_files import loads

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


class ExamplesError(ValueError):
    """A file of examples cannot be used; the message names the file and what is wrong in it."""


@dataclass(frozen=True)
class Example:
    """A message, the question it was said to, its meaning there, and the writer: the name of the file."""

    text: str
    question: str
    meaning: str
    voice: str


def load(folder: Path) -> list[Example]:
    """All examples, in a fixed order. Raises ExamplesError."""
    examples = [example for path in sorted(folder.glob("*.yml")) for example in read(path)]
    if not examples:
        raise ExamplesError(f"{folder}: there are no examples")
    return examples


def read(path: Path) -> Iterator[Example]:
    """The examples of one file. Raises ExamplesError."""
    try:
        content = loads(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise ExamplesError(f"{path.name}: {error}") from error
    if not isinstance(content, dict):
        raise ExamplesError(f"{path.name}: needs questions with their meanings")
    for question, told in content.items():
        if not isinstance(told, dict) or set(told) != set(MEANINGS.get(question, ())):
            raise ExamplesError(f"{path.name}: {question}: needs the meanings {MEANINGS.get(question)}")
        for meaning, texts in told.items():
            for text in texts or ():
                if not isinstance(text, str) or not text.strip():
                    raise ExamplesError(f"{path.name}: {question}: {meaning}: {text!r} is not a message")
                yield Example(text, question, meaning, path.stem)
