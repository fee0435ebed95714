"""Print what understanding, a turn and the staff's pages cost here, and how well held-out messages are understood.

`python -m benchmarks console [URL ...]` measures the staff's pages alone, see console.py;
`python -m benchmarks pipelines [N]` our understanding beside Rasa's default, see pipelines.py.
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

from benchmarks import console, pipelines, safety  # noqa: E402  the settings above must come first
from bot.channels.path import Inbound, MessagePath  # noqa: E402
from bot.channels.rasa import Rasa  # noqa: E402
from bot.clinic.interview.hours import opening_hours  # noqa: E402
from bot.clinic.safety import check  # noqa: E402
from bot.clinic.wishes import read_wish  # noqa: E402
from bot.context import assistant  # noqa: E402
from bot.nlu.danger import Detector  # noqa: E402

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
    print(safety.table(detector))
    console.main([])
    pipelines.main()


if __name__ == "__main__":
    if sys.argv[1:2] == ["console"]:
        console.main(sys.argv[2:])
    elif sys.argv[1:2] == ["pipelines"]:
        pipelines.main(*map(int, sys.argv[2:]))
    else:
        main()
