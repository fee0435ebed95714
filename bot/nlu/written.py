"""Files of examples that writers have made: a YAML list of messages under each name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from bot.clinic.yaml_files import loads


class ExamplesError(ValueError):
    """A file of examples cannot be used; the message names the file and what is wrong in it."""


def files(folder: Path) -> list[Path]:
    """The files of a folder, in a fixed order. Raises ExamplesError: there is none."""
    found = sorted(folder.glob("*.yml"))
    if not found:
        raise ExamplesError(f"{folder}: there are no examples")
    return found


def content(path: Path) -> dict[str, Any]:
    """What a file holds by name. Raises ExamplesError: it cannot be read, or holds something else."""
    try:
        told = loads(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise ExamplesError(f"{path.name}: {error}") from error
    if not isinstance(told, dict):
        raise ExamplesError(f"{path.name}: needs lists by name")
    return told


def messages(told: Any, names: Iterable[str], where: str) -> Iterator[tuple[str, str]]:
    """Each name with each of its messages. Raises ExamplesError: not just these names, or no messages under one."""
    if not isinstance(told, dict) or {*told} != {*names}:
        raise ExamplesError(f"{where}: needs exactly the lists {', '.join(names)}")
    for name, texts in told.items():
        for text in texts or ():
            if not isinstance(text, str) or not text.strip():
                raise ExamplesError(f"{where}: {name}: {text!r} is not a message")
            yield name, text
