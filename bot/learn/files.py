"""Exports as files: Rasa NLU YAML that nothing trains with, until somebody adopts it.

Rasa reads every .yml and .json below data/; so an export ends in .review.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.learn.intents import intents, rasa_intent
from bot.settings import ROOT, Settings

ENDING = ".yml.review"
ADOPTED = "learned"  # the folder in the training data
_NAME = re.compile(r"\d{4}-\d{2}-\d{2}-\d{1,4}")
_HEAD = """# What people wrote to the assistant and the staff corrected, without what is personal. Not trained with yet:
# read it line by line, then `python -m bot learn compare {name}` and `python -m bot learn adopt {name}`.
version: "3.1"
nlu:
"""
_ADOPTED_HEAD = "# What people wrote and the staff corrected, without what is personal; adopted from an export.\n"


class FileProblem(Exception):
    """A file of examples cannot be used; the message says which and why."""


@dataclass(frozen=True)
class Folders:
    """Where exports wait, and the training data that they are compared with and adopted into."""

    exports: Path
    nlu: Path

    @classmethod
    def of(cls, settings: Settings) -> Folders:
        return cls(settings.learned, ROOT / "data" / "nlu")

    def path(self, name: str) -> Path:
        """Where an export stands. Raises FileProblem: it is no name of one."""
        if not _NAME.fullmatch(name):
            raise FileProblem(f"{name!r} is no name of an export, such as 2026-11-28-1")
        return self.exports / f"{name}{ENDING}"

    def adopted_path(self, name: str) -> Path:
        return self.nlu / ADOPTED / f"{self.path(name).name.removesuffix('.review')}"

    def names(self) -> list[str]:
        """The exports that wait, the latest first."""
        found = [path.name.removesuffix(ENDING) for path in self.exports.glob(f"*{ENDING}")]
        return sorted(filter(_NAME.fullmatch, found), key=_order, reverse=True)

    def read(self, name: str) -> str:
        """The content of an export. Raises FileProblem."""
        try:
            return self.path(name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise FileProblem(f"the export {name} cannot be read") from error

    def free_name(self, day: str, taken: Iterable[str]) -> str:
        """The next name of a day that no export ever had."""
        adopted = (path.name.removesuffix(".yml") for path in (self.nlu / ADOPTED).glob("*.yml"))
        numbers = [_order(name)[1] for name in {*taken, *self.names(), *adopted} if name.startswith(f"{day}-")]
        return f"{day}-{max(numbers, default=0) + 1}"

    def write(self, name: str, content: str) -> None:
        """Write an export, whole or not at all, and never over another. Raises OSError."""
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            draft.write_text(content, encoding="utf-8")
            path.hardlink_to(draft)  # fails where a rename would overwrite
        finally:
            draft.unlink(missing_ok=True)

    def adopt(self, name: str, content: str) -> None:
        """Make an export training data, and never over another file. Raises OSError."""
        target = self.adopted_path(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8") as out:
            out.write(_ADOPTED_HEAD + content[content.index("version:") :])
        self.path(name).unlink()


def _order(name: str) -> tuple[str, int]:
    day, _, number = name.rpartition("-")
    return day, int(number) if number.isdigit() else 0


def written(name: str, lines: Mapping[str, Iterable[str]]) -> str:
    """An export's content: examples by the public names of their intents."""
    blocks = []
    for intent in sorted(lines):
        told = "".join(f"    - {line}\n" for line in sorted(lines[intent]))
        blocks.append(f"- intent: {rasa_intent(intent)}\n  examples: |\n{told}")
    return _HEAD.format(name=name) + "".join(blocks)


def parsed(content: str, where: str) -> list[tuple[str, str]]:
    """The examples of a file with Rasa's names of their intents. Raises FileProblem."""
    try:
        blocks = yaml.load(content, Loader=_LOADER)["nlu"]  # noqa: S506  CSafeLoader
        found = [(line[2:], str(block["intent"])) for block in blocks for line in block["examples"].splitlines()]
    except (yaml.YAMLError, TypeError, KeyError, AttributeError) as error:
        raise FileProblem(f"{where} is no file of examples") from error
    known = set(map(rasa_intent, intents()))
    unknown = sorted({intent for _, intent in found} - known)
    if unknown:
        raise FileProblem(f"{where} has intents that there are not: {', '.join(unknown)}")
    if not found or any(not text.strip() for text, _ in found):
        raise FileProblem(f"{where} has no examples, or empty ones")
    return found


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def examples(nlu: Path, *, adopted: bool = True) -> Iterator[tuple[str, str]]:
    """All training examples with Rasa's names of their intents, in the order of training. Raises FileProblem."""
    for path in sorted(nlu.rglob("*.yml")):
        if adopted or path.parent.name != ADOPTED:
            yield from parsed(path.read_text(encoding="utf-8"), path.name)


def new_examples(content: str, name: str, nlu: Path) -> list[tuple[str, str]]:
    """An export's examples. Raises FileProblem: it is none, or the training data has some of them already."""
    found = parsed(content, name)
    trained = {folded(text) for text, _ in examples(nlu)}
    again = sum(folded(text) in trained for text, _ in found)
    twice = len(found) - len({folded(text) for text, _ in found})
    if again or twice:
        raise FileProblem(
            f"{again} examples of {name} are training data already, {twice} stand in it twice; take them out"
        )
    return found


def stamp(nlu: Path) -> tuple[tuple[str, int, int], ...]:
    """Changes when any of the examples may have."""
    files = ((path, path.stat()) for path in sorted(nlu.rglob("*.yml")))
    return tuple((str(path), state.st_mtime_ns, state.st_size) for path, state in files)


def folded(text: str) -> str:
    """What two examples have in common that may not stand twice."""
    return re.sub(r"\W+", " ", text.lower()).strip() or text


def digest(content: str) -> str:
    """What tells whether a content was compared."""
    return hashlib.sha256(content.encode()).hexdigest()
