"""The courier that `python -m bot run` starts: it lives as long as the server, and not a moment without it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

import pytest

from bot.alerts import LOG
from bot.settings import ROOT
from bot.store import open_store, outbox

WITHIN = 150  # seconds, for processes that start on two busy cores; nothing is said about how soon it happens
STARTED = "BOT_ON_CALL is not set"  # what every courier says when it begins, here where nobody is on call
# What `run` does with its courier, without the server and its models.
SERVER = textwrap.dedent(
    """
    import time
    from bot.commands.children import Child

    child = Child("courier")
    child.start()
    told = None
    while True:
        process = child._process
        if process is not None and process.pid != told:
            told = process.pid
            print(told, flush=True)
        time.sleep(0.05)
    """
)


class Lines:
    """What comes out of a process, line by line; None is its end, when nobody holds it open any more."""

    def __init__(self, stream: object) -> None:
        self._lines: Queue[str | None] = Queue()
        Thread(target=self._read, args=(stream,), daemon=True).start()

    def _read(self, stream: Iterator[str]) -> None:
        for line in stream:
            self._lines.put(line.strip())
        self._lines.put(None)

    def next(self) -> str | None:
        try:
            return self._lines.get(timeout=WITHIN)
        except Empty:
            pytest.fail(f"nothing came within {WITHIN} seconds")

    def until(self, words: str) -> None:
        seen = []
        while (line := self.next()) is not None:
            seen.append(line)
            if words in line:
                return
        pytest.fail("it ended after " + "\n".join(seen))

    def until_the_end(self) -> None:
        while self.next() is not None:
            pass


@contextmanager
def process(command: list[str], folder: Path) -> Iterator[tuple[subprocess.Popen[str], Lines, Lines]]:
    """A process on a database of its own, and what it and its children say."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    environment |= {"BOT_DATABASE_URL": f"sqlite:///{folder / 'bot.db'}", "PYTHONPATH": str(ROOT)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([sys.executable, *command], cwd=ROOT, env=environment, text=True, **pipes) as made:  # type: ignore[call-overload]
        try:
            yield made, Lines(made.stdout), Lines(made.stderr)
        finally:
            made.kill()


COURIER = ["-m", "bot", "courier", "--child"]


def test_the_courier_is_started_anew_and_ends_with_a_killed_server(tmp_path: Path) -> None:
    """Killed itself it is replaced by another; when the server is killed, that one ends as well."""
    with process(["-c", SERVER], tmp_path) as (server, pids, said):
        first = int(pids.next() or 0)
        said.until(STARTED)
        os.kill(first, signal.SIGKILL)
        second = int(pids.next() or 0)
        assert second != first
        said.until(STARTED)
        server.send_signal(signal.SIGKILL)
        assert server.wait(WITHIN) == -signal.SIGKILL
        said.until_the_end()  # the courier held it open as well


def test_a_courier_ends_with_its_input(tmp_path: Path) -> None:
    """When the other end of the pipe closes, however that comes about, it stops as if it had been asked to."""
    with process(COURIER, tmp_path) as (courier, _, said):
        said.until(STARTED)
        assert courier.stdin is not None
        courier.stdin.close()
        assert courier.wait(WITHIN) == 0


def test_a_courier_whose_server_died_before_it_had_begun_ends(tmp_path: Path) -> None:
    """The pipe is closed before anybody reads it."""
    with process(COURIER, tmp_path) as (courier, _, _said):
        assert courier.stdin is not None
        courier.stdin.close()
        assert courier.wait(WITHIN) == 0


@pytest.mark.parametrize("ask", [signal.SIGTERM, signal.SIGINT])
def test_a_courier_ends_when_it_is_asked_to(ask: signal.Signals, tmp_path: Path) -> None:
    """It goes orderly, though its input is still open."""
    with process(COURIER, tmp_path) as (courier, _, said):
        said.until("No Twilio account")
        courier.send_signal(ask)
        assert courier.wait(WITHIN) == 0


def test_a_courier_of_its_own_needs_no_input(tmp_path: Path) -> None:
    """Run without a server it works on though its input has ended: what is written later is still sent."""
    with process(["-m", "bot", "courier"], tmp_path) as (courier, _, said):
        assert courier.stdin is not None
        courier.stdin.close()
        said.until("No Twilio account")
        store = open_store(f"sqlite:///{tmp_path / 'bot.db'}")
        for words in ("the first text", "the second text"):
            with store.begin() as tx:
                outbox.put(tx, words, "alert", LOG, words, datetime.now(timezone.utc))
            said.until(words)
        store.close()
        courier.terminate()
        assert courier.wait(WITHIN) == 0
