"""The examples of data/safety/examples: what several writers put into the mouths of people in danger and others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

KINDS = ("imminent", "risk", "third_party", "medical", "mention", "none")
CRISIS = "crisis"
NLU = "nlu"


class ExamplesError(ValueError):
    """A file of examples cannot be used; the message names the file and what is wrong in it."""


@dataclass(frozen=True)
class Example:
    """A message, one of KINDS, and the writer: the name of the file it stands in, or NLU."""

    text: str
    kind: str
    voice: str


def load(folder: Path) -> list[Example]:
    """All examples, in a fixed order. Raises ExamplesError."""
    examples = [example for path in sorted(folder.glob("*.yml")) for example in _read(path)]
    if not examples:
        raise ExamplesError(f"{folder}: there are no examples")
    return examples


def ordinary(nlu: Path) -> list[Example]:
    """What people write to the assistant every day, from Rasa's own training data: no danger in any of it."""
    examples = []
    for path in sorted(nlu.rglob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            if block.get("intent") not in (None, CRISIS):
                lines = [line[2:] for line in block["examples"].splitlines()]
                examples += [Example(line, "none", NLU) for line in lines]
    return examples


def _read(path: Path) -> Iterator[Example]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise ExamplesError(f"{path.name}: {error}") from error
    if not isinstance(content, dict) or set(content) != set(KINDS):
        raise ExamplesError(f"{path.name}: needs exactly the lists {', '.join(KINDS)}")
    for kind, texts in content.items():
        for text in texts:
            if not isinstance(text, str) or not text.strip():
                raise ExamplesError(f"{path.name}: {kind}: {text!r} is not a message")
            yield Example(text, kind, path.stem)
