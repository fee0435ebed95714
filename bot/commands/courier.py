"""`python -m bot courier`: send what the outbox holds, until stopped."""

from __future__ import annotations

import signal
import sys
from threading import Event

from bot.commands.children import at_the_end_of_input
from bot.context import assistant
from bot.courier import Courier


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
        at_the_end_of_input(stop.set)
    if not running.settings.on_call:
        _say("BOT_ON_CALL is not set: alerts about people in danger are only written here.")
    if running.settings.twilio is None:
        _say("No Twilio account is set: texts are written here and not sent.")
    Courier(running).work(stop, stop.wait)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201
