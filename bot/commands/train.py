"""`python -m bot train`: train what has changed since, of Rasa's model and the safety model."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from bot.commands.errors import CommandError
from bot.settings import ROOT, Settings

_RECORD = "trained.json"
_NLU, _CODE = ROOT / "data" / "nlu", ROOT / "bot" / "nlu"
_TUNING = sorted((ROOT / "models" / "tuning").glob("*.npz"))  # the vectors are others with it
_EXAMPLES = ROOT / "data" / "safety" / "examples"
T = TypeVar("T")


def sources() -> list[Path]:
    """Everything that Rasa's model depends on, in a fixed order; of the code only what training itself runs."""
    data = [path for name in ("nlu", "rules", "answers") for path in sorted((ROOT / "data" / name).rglob("*.yml"))]
    code = ["intent_model.py", "counts.py", "haste.py", "held_out.py", "alike.py", "text.py"]
    code += ["answers/model.py", "answers/examples.py", "answers/reader.py", "written.py"]
    return [ROOT / "config.yml", ROOT / "domain.yml", *data, *(_CODE / name for name in code), *_TUNING]


def safety_sources() -> list[Path]:
    """Everything that the safety model depends on, in a fixed order."""
    data = [*sorted(_EXAMPLES.glob("*.yml")), *sorted(_NLU.rglob("*.yml"))]
    code = ("danger/model.py", "danger/examples.py", "written.py", "counts.py", "text.py")
    return [*data, *(_CODE / name for name in code), *_TUNING]


def fingerprint(paths: Iterable[Path]) -> str:
    """Changes when any of the files changes."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def run(*, force: bool = False) -> None:
    """Train each model, unless it was made of the very same sources.

    Raises:
        CommandError: training failed, or the disk is full.
    """
    models = Settings.read().models
    _make("The safety model", models / "danger", fingerprint(safety_sources()), _train_safety, force=force)
    _make("The model", models, fingerprint(sources()), _train_rasa, force=force)


def _make(name: str, folder: Path, now: str, train: Callable[[Path], str], *, force: bool) -> None:
    if not force and is_current(folder, now):
        _say(f"{name} is up to date.")
        return
    _say(f"{name} is being trained (a minute or three) ...")
    try:
        made = train(folder)
        (folder / _RECORD).write_text(json.dumps({"sources": now, "model": made}), encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{name.lower()} could not be written: {error}") from error
    _say(f"{name} is trained.")


def _train_safety(folder: Path) -> str:
    from bot.nlu.danger import DangerModel
    from bot.nlu.danger.examples import in_passages, load, ordinary
    from bot.nlu.encoder.runtime import shared_encoder

    examples = [*load(_EXAMPLES), *ordinary(_NLU)]
    examples += in_passages(examples)
    encoder = shared_encoder(Settings.read().encoder)
    encoder.remember(len(examples))  # Rasa's model is trained next, in part on the same
    model = DangerModel(encoder)
    model.fit(examples)
    unfinished = folder.with_name(f"{folder.name}.{os.getpid()}")
    unfinished.mkdir(parents=True)
    model.save(unfinished)
    shutil.rmtree(folder, ignore_errors=True)
    unfinished.rename(folder)
    return "linear.skops"


def _train_rasa(models: Path) -> str:
    from rasa.model_training import train as rasa_train
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.WARNING)
    done = rasa_train(
        domain=str(ROOT / "domain.yml"),
        config=str(ROOT / "config.yml"),
        training_files=[str(_NLU), str(ROOT / "data" / "rules")],
        output=str(models),
        force_training=True,
    )
    if done.code or not done.model:
        raise CommandError("training failed; what is above says why")
    made = Path(done.model).name
    for old in models.glob("*.tar.gz"):
        if old.name != made:
            old.unlink()
    return made


def is_current(folder: Path, now: str) -> bool:
    """Whether the model in the folder was made of these sources."""
    try:
        record = json.loads((folder / _RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return record.get("sources") == now and (folder / str(record.get("model"))).exists()


def model_or_error(load: Callable[[], T]) -> T:
    """Load a model; a missing one is said in one line."""
    from bot.channels.rasa import NoModel

    try:
        return load()
    except NoModel as error:
        raise CommandError(str(error)) from error


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201
