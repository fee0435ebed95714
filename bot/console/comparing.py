"""Starting a comparison as a process of its own: the console never loads a model, and goes on when it is stopped."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from threading import Thread

from bot.context import Assistant
from bot.settings import ROOT
from bot.store import comparisons
from bot.store.errors import StoreError


def start(running: Assistant, name: str, job: int) -> None:
    """Begin the comparison; when its process ends without a word, that is said instead of it."""
    settings = running.settings
    known = {
        "BOT_DATABASE_URL": settings.database_url,
        "BOT_LEARNED": str(settings.learned),
        "BOT_MODELS": str(settings.models),
    }
    command = [sys.executable, "-m", "bot", "learn", "compare", name, "--job", str(job)]
    try:
        process = subprocess.Popen(  # noqa: S603  our own command; the name was checked
            command,
            cwd=ROOT,
            env={**os.environ, **known},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,  # what ends the console does not end it
        )
    except OSError as error:
        _failed(running, job, f"no process could be started ({error.strerror})")
        return
    Thread(target=_watch, args=(running, job, process), daemon=True).start()


def _watch(running: Assistant, job: int, process: subprocess.Popen[bytes]) -> None:
    code = process.wait()
    _failed(running, job, f"its process ended ({code}) before it was done")


def _failed(running: Assistant, job: int, why: str) -> None:
    """Unless it has an end already."""
    with suppress(StoreError), running.store.begin() as tx:
        comparisons.end(tx, job, running.now(), error=why)
