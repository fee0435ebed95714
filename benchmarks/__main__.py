"""Print what understanding, a turn and the staff's pages cost here, and how well held-out examples are understood.

`python -m benchmarks console [URL ...]` measures the staff's pages alone, see console.py.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
_FOLDER = tempfile.TemporaryDirectory()
os.environ["BOT_DATABASE_URL"] = f"sqlite:///{Path(_FOLDER.name) / 'bench.db'}"
warnings.simplefilter("ignore")

import numpy as np  # noqa: E402  the settings above must come first
import yaml  # noqa: E402

from benchmarks import console, safety  # noqa: E402  the settings above must come first
from bot.channels.path import Inbound, MessagePath  # noqa: E402
from bot.channels.rasa import Rasa  # noqa: E402
from bot.clinic.interview.hours import opening_hours  # noqa: E402
from bot.clinic.safety import check  # noqa: E402
from bot.clinic.wishes import read_wish  # noqa: E402
from bot.context import assistant  # noqa: E402
from bot.nlu.danger import Detector  # noqa: E402
from bot.nlu.encoder.runtime import shared_encoder  # noqa: E402
from bot.nlu.intent_model import IntentModel  # noqa: E402
from bot.settings import ROOT, Settings  # noqa: E402

NOW = datetime.fromisoformat("2026-11-23T10:05-08:00")
TEXT = "could I come in on thursday afternoon, and do I need a referral?"


def median_ms(run: Callable[[], object], times: int = 50) -> float:
    """Median milliseconds of a call."""
    spent = []
    for _ in range(times):
        begin = time.perf_counter()
        run()
        spent.append((time.perf_counter() - begin) * 1000)
    return statistics.median(spent)


def baseline_ms() -> float:
    """A fixed amount of arithmetic: what the other figures are divided by."""
    numbers = np.random.default_rng(0).standard_normal((400, 400))
    return median_ms(lambda: numbers @ numbers @ numbers)


def examples() -> tuple[list[str], list[str]]:
    """All training examples and their intents."""
    texts, intents = [], []
    for path in sorted((ROOT / "data" / "nlu").rglob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            lines = [line[2:] for line in block["examples"].splitlines()]
            texts += lines
            intents += [block["intent"]] * len(lines)
    return texts, intents


def held_out() -> tuple[float, float]:
    """Share of right intents on every tenth example, by a model that has not seen them; and its training seconds."""
    texts, intents = examples()
    chosen = [number % 10 == 0 for number in range(len(texts))]
    model = IntentModel(shared_encoder(Settings.read().encoder))
    begin = time.perf_counter()
    model.fit(
        [t for t, c in zip(texts, chosen, strict=True) if not c],
        [i for i, c in zip(intents, chosen, strict=True) if not c],
    )
    seconds = time.perf_counter() - begin
    ranked = model.rank([t for t, c in zip(texts, chosen, strict=True) if c])
    truth = [i for i, c in zip(intents, chosen, strict=True) if c]
    return sum(r.best == t for r, t in zip(ranked, truth, strict=True)) / len(truth), seconds


async def turn_ms(path: MessagePath) -> float:
    """Median milliseconds of a whole turn through the path, log and database included."""
    spent = []
    for number in range(60):
        begin = time.perf_counter()
        await path.receive(
            Inbound(f"web:{number % 6}", "web", "what are the side effects?", NOW, client_id=str(number))
        )
        spent.append((time.perf_counter() - begin) * 1000)
    return statistics.median(spent)


def main() -> None:
    """Measure and print."""
    running = assistant()
    running.store.migrate()
    rasa = Rasa.load(running.settings.models)
    detector = Detector(running.settings.models)
    detector.load()
    hours = opening_hours(running.clinic, NOW.date())
    loop = asyncio.new_event_loop()
    base = baseline_ms()
    rows = {
        "safety patterns": median_ms(lambda: check(TEXT)),
        "safety, encoder ran": median_ms(lambda: detector.look(TEXT)),
        "wish for a time": median_ms(lambda: read_wish(TEXT, NOW, hours)),
        "understanding": median_ms(lambda: loop.run_until_complete(rasa.understand(TEXT))),
        "whole turn": loop.run_until_complete(turn_ms(MessagePath(running, rasa))),
    }
    print(f"baseline: {base:.2f} ms for three products of 400 x 400 matrices")
    for name, spent in rows.items():
        print(f"{name:18} {spent:8.2f} ms   {spent / base:8.2f} x baseline")
    right, seconds = held_out()
    print(safety.table(detector))
    print(f"held-out examples right: {right:.3f}   training: {seconds:.0f} s")
    console.main([])


if __name__ == "__main__":
    if sys.argv[1:2] == ["console"]:
        console.main(sys.argv[2:])
    else:
        main()
