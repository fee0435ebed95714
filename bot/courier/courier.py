"""Work off the outbox: at least once, each row by one worker at a time, later again when the provider fails."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable
from datetime import timedelta
from threading import Event

from bot import alerts
from bot.context import Assistant
from bot.courier.senders import LogSender, NotSent, Sender, TwilioSender
from bot.store import outbox
from bot.store.errors import StoreError
from bot.store.outbox import Outgoing

logger = logging.getLogger(__name__)
BATCH = 10  # rows taken at a time; each must be sent within outbox.SENDING
EVERY_SECONDS = 2.0
FIRST_WAIT, LONGEST_WAIT = 5, 60  # seconds until a text is tried again


class Courier:
    """One worker on the outbox of an assistant."""

    def __init__(self, running: Assistant, sender: Sender | None = None) -> None:
        twilio = running.settings.twilio
        self._running = running
        self._sender = sender or (TwilioSender(twilio) if twilio else LogSender())
        self._log = LogSender()

    def work(self, stop: Event, pause: Callable[[float], object] = time.sleep) -> None:
        """Work until `stop` is set. A database that fails is waited for."""
        while not stop.is_set():
            try:
                busy = self.work_once()
            except StoreError as error:
                logger.error("The outbox cannot be read: %s", error)
                busy = False
            if not busy:
                pause(EVERY_SECONDS)

    def work_once(self) -> bool:
        """Write the alerts that are due, then send what is due; whether there was anything to send."""
        now, store = self._running.now(), self._running.store
        with store.begin() as tx:
            alerts.write_due(tx, self._running, now)
            taken = outbox.take(tx, now, BATCH)
        for outgoing in taken:
            self._send(outgoing)
        return bool(taken)

    def _send(self, outgoing: Outgoing) -> None:
        sender = self._log if outgoing.recipient == alerts.LOG else self._sender
        error: NotSent | None = None
        provider_id = None
        try:
            provider_id = sender.send(outgoing.recipient, outgoing.body)
        except NotSent as failure:
            error = failure
            logger.error("Text %d was not sent (%s), attempt %d", outgoing.id, failure, outgoing.attempts)
        now = self._running.now()
        with self._running.store.begin() as tx:
            if error is None:
                outbox.sent(tx, outgoing, now, provider_id)
            elif error.final:
                outbox.give_up(tx, outgoing, str(error))
            else:
                outbox.try_again(tx, outgoing, now + _wait(outgoing.attempts), str(error))


def _wait(attempts: int) -> timedelta:
    """Twice as long each time, and not all at the same moment."""
    longest = min(FIRST_WAIT * 2 ** min(attempts - 1, 10), LONGEST_WAIT)
    return timedelta(seconds=longest * random.uniform(0.75, 1.25))  # noqa: S311  nothing secret
