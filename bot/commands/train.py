"""`python -m bot train`: train the model when what it is made of has changed."""

from __future__ import annotations

import hashlib
import json
import logging
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from bot.commands.errors import CommandError
from bot.settings import ROOT, Settings

_RECORD = "trained.json"
_CODE = ("intent_model.py", "text.py")  # what training itself runs; the other components only run with the model
T = TypeVar("T")


def sources() -> Iterator[Path]:
    """Everything that a model depends on, in a fixed order."""
    yield from (ROOT / "config.yml", ROOT / "domain.yml")
    for folder in ("nlu", "rules"):
        yield from sorted((ROOT / "data" / folder).rglob("*.yml"))
    yield from (ROOT / "bot" / "nlu" / name for name in _CODE)


def fingerprint() -> str:
    """Changes when any of the sources changes."""
    digest = hashlib.sha256()
    for path in sources():
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def run(*, force: bool = False) -> None:
    """Train, unless the newest model was made of the very same sources.

    Raises:
        CommandError: training failed, or the disk is full.
    """
    models = Settings.read().models
    now = fingerprint()
    if not force and is_current(models, now):
        _say("The model is up to date.")
        return
    _say("Training the model (about a minute) ...")
    from rasa.model_training import train as rasa_train
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.WARNING)
    try:
        done = rasa_train(
            domain=str(ROOT / "domain.yml"),
            config=str(ROOT / "config.yml"),
            training_files=[str(ROOT / "data" / "nlu"), str(ROOT / "data" / "rules")],
            output=str(models),
            force_training=True,
        )
    except OSError as error:
        raise CommandError(f"the model could not be written: {error}") from error
    if done.code or not done.model:
        raise CommandError("training failed; what is above says why")
    (models / _RECORD).write_text(json.dumps({"sources": now, "model": Path(done.model).name}), encoding="utf-8")
    for old in models.glob("*.tar.gz"):
        if old.name != Path(done.model).name:
            old.unlink()
    _say(f"Trained {Path(done.model).name}.")


def is_current(models: Path, now: str) -> bool:
    """Whether the folder's model was made of these sources."""
    try:
        record = json.loads((models / _RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return record.get("sources") == now and (models / str(record.get("model"))).exists()


def model_or_error(load: Callable[[], T]) -> T:
    """Load a model; a missing one is said in one line."""
    from bot.channels.rasa import NoModel

    try:
        return load()
    except NoModel as error:
        raise CommandError(str(error)) from error


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201
