"""`python -m bot courier`: send what the outbox holds, until stopped; and the same as a child of `bot run`."""

from __future__ import annotations

import signal
import subprocess
import sys
from threading import Event, Thread

from bot.context import assistant
from bot.courier import Courier

RESTART_SECONDS = 1.0


def run(*, child: bool = False) -> None:
    """Work until Ctrl-C or SIGTERM; a child also until its parent is gone, which closes its standard input.

    Raises:
        SettingError, StoreUnavailable: the settings or the database cannot be used.
    """
    running = assistant()
    running.store.migrate()
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    if child:
        Thread(target=_stop_at_the_end_of_input, args=(stop,), daemon=True).start()
    if not running.settings.on_call:
        _say("BOT_ON_CALL is not set: alerts about people in danger are only written here.")
    if running.settings.twilio is None:
        _say("No Twilio account is set: texts are written here and not sent.")
    Courier(running).work(stop, stop.wait)


def _stop_at_the_end_of_input(stop: Event) -> None:
    sys.stdin.read()
    stop.set()


class Child:
    """A courier process that is started anew when it ends, as long as this process lives."""

    def __init__(self) -> None:
        self._stop = Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = Thread(target=self._keep, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End it, and wait until it has finished what it was sending."""
        self._stop.set()
        if self._process is not None:
            self._process.terminate()
        self._thread.join(timeout=20)

    def _keep(self) -> None:
        while not self._stop.is_set():
            command = [sys.executable, "-m", "bot", "courier", "--child"]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE)  # noqa: S603  our own
            self._process.wait()
            self._stop.wait(RESTART_SECONDS)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201
