"""Processes beside `bot run` that live as long as it does: started anew when they end, and ended with it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from threading import Event, Thread

FIRST_SECONDS, LONGEST_SECONDS = 0.5, 60.0  # between two starts: longer each time one ends soon


def at_the_end_of_input(stop: Callable[[], object]) -> None:
    """In a child: stop when standard input ends, which happens when the parent does, however that was."""

    def wait() -> None:
        sys.stdin.read()
        stop()

    Thread(target=wait, daemon=True).start()


class Child:
    """One command of the bot as a process of its own."""

    def __init__(self, command: str) -> None:
        self._command = [sys.executable, "-m", "bot", command, "--child"]
        self._stop = Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = Thread(target=self._keep, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End it, and wait until it has finished what it was doing."""
        self._stop.set()
        if self._process is not None:
            self._process.terminate()
        self._thread.join(timeout=20)

    def _keep(self) -> None:
        wait = FIRST_SECONDS
        while not self._stop.is_set():
            begun = time.monotonic()
            self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE)  # noqa: S603  our own
            self._process.wait()
            wait = FIRST_SECONDS if time.monotonic() - begun > LONGEST_SECONDS else min(wait * 2, LONGEST_SECONDS)
            self._stop.wait(wait)
