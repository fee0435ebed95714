"""Work off the outbox: at least once, each row by one worker at a time, later again when the provider fails."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Event
from urllib.parse import urlsplit

from bot import alerts, notices
from bot.context import Assistant
from bot.courier import gate
from bot.courier.abandoned import AbandonedTakeOvers
from bot.courier.retention import Retention
from bot.courier.senders import LogSender, NotSent, Sender, TwilioSender
from bot.settings import Settings
from bot.store import conversations, crises, opt_outs, outbox
from bot.store.conversations import Reply
from bot.store.engine import Tx
from bot.store.errors import StoreError, UnknownConversation
from bot.store.outbox import Outgoing
from bot.store.sql import lock_conversation

logger = logging.getLogger(__name__)
BATCH = 10  # rows taken at a time; each must be sent within outbox.SENDING
EVERY_SECONDS = 0.5
FIRST_WAIT, LONGEST_WAIT = 5, 60  # seconds until a text is tried again
LOGGED_HERE = ("confirmation", "reminder", "link")  # not logged by those who cause them
MOST_ATTEMPTS = 60  # about an hour; then it is left to the staff. An alert is tried for as long as it takes


class Courier:
    """One worker on the outbox of an assistant."""

    def __init__(self, running: Assistant, sender: Sender | None = None) -> None:
        twilio = running.settings.twilio
        self._running = running
        self._sender = sender or (TwilioSender(twilio, status_url(running.settings)) if twilio else LogSender())
        self._log = LogSender()
        self._retention = Retention(running)
        self._abandoned = AbandonedTakeOvers(running)
        self._stop = Event()

    def work(self, stop: Event, pause: Callable[[float], object] = time.sleep) -> None:
        """Work until `stop` is set. A database that fails is waited for."""
        self._stop = stop
        while not stop.is_set():
            try:
                busy = self.work_once()
                busy = bool(self._abandoned.work()) or busy
                busy = bool(self._retention.work()) or busy
            except StoreError as error:
                logger.error("The outbox cannot be read: %s", error)
                busy = False
            if not busy:
                pause(EVERY_SECONDS)

    def work_once(self) -> bool:
        """Write the alerts that are due, then send what is due; whether there was anything to send."""
        now, store = self._running.now(), self._running.store
        with store.read() as tx:  # most looks find nothing, and must not hold up those who write
            if not outbox.is_due(tx, now) and not crises.alert_due(tx, now):
                return False
        with store.begin() as tx:
            alerts.write_due(tx, self._running, now)
            taken = outbox.take(tx, now, BATCH)
        for outgoing in taken:
            try:
                self._handle(outgoing)
            except Exception:  # whatever it was: the others must not wait for this one, nor the courier end
                logger.exception("Text %d could not be handled; it is taken up again.", outgoing.id)
        return bool(taken)

    def _handle(self, outgoing: Outgoing) -> None:
        """Send one text, unless it must not leave any more, or not now."""
        now = self._running.now()
        with self._running.store.begin() as tx:
            if self._stop.is_set():
                outbox.put_back(tx, outgoing, now)
                return
            if not _is_left(tx, outgoing):
                return
            if not outbox.keep(tx, outgoing, now):
                return
            verdict = gate.check(tx, self._running, outgoing, now)
            if isinstance(verdict, gate.Withhold):
                outbox.withhold(tx, outgoing, verdict.reason)
                if verdict.please_phone:
                    notices.not_delivered(tx, outgoing.conversation_id, outgoing.booking_id, now)
            elif isinstance(verdict, gate.PutOff):
                outbox.put_off(tx, outgoing, verdict.until)
            else:
                outgoing = _log(tx, outgoing, now)
        if verdict is None:
            self._send(outgoing)

    def _send(self, outgoing: Outgoing) -> None:
        sender = self._log if outgoing.recipient == alerts.LOG else self._sender
        error: NotSent | None = None
        provider_id = None
        try:
            provider_id = sender.send(outgoing.recipient, outgoing.body, str(outgoing.id))
        except NotSent as failure:
            error = failure
            logger.error("Text %d was not sent (%s), attempt %d", outgoing.id, failure, outgoing.attempts)
        now = self._running.now()
        with self._running.store.begin() as tx:
            if error is None:
                outbox.sent(tx, outgoing, now, provider_id)
            else:
                _failed(tx, outgoing, error, now)


def _is_left(tx: Tx, outgoing: Outgoing) -> bool:
    """Whether its conversation was not erased meanwhile; until the end of the transaction it is not."""
    try:
        if outgoing.conversation_id is not None:
            lock_conversation(tx, outgoing.conversation_id)
    except UnknownConversation:
        return False
    return True


def _failed(tx: Tx, outgoing: Outgoing, error: NotSent, now: datetime) -> None:
    """Try again later, or leave it to the staff."""
    if not (error.final or (outgoing.attempts >= MOST_ATTEMPTS and outgoing.kind != "alert")):
        if outbox.try_again(tx, outgoing, now + _wait(outgoing.attempts), str(error)):
            _unlog(tx, outgoing)
        return
    if outbox.give_up(tx, outgoing, now, str(error)):
        _unlog(tx, outgoing)
        if outgoing.kind != "alert":
            notices.not_delivered(tx, outgoing.conversation_id, outgoing.booking_id, now)
    if error.opted_out:
        opt_outs.record(tx, outgoing.recipient, now, out=True, source=opt_outs.CARRIER)
        outbox.withdraw(tx, "opted out", recipient=outgoing.recipient)


def status_url(settings: Settings) -> str | None:
    """Where Twilio is to report; None for an address that only this machine knows, which Twilio would refuse."""
    local = urlsplit(settings.public_url).hostname in ("127.0.0.1", "localhost", "::1")
    stand_in = settings.twilio is not None and settings.twilio.api_url is not None
    return None if local and not stand_in else f"{settings.public_url}/webhooks/sms/status"


def _log(tx: Tx, outgoing: Outgoing, now: datetime) -> Outgoing:
    """What is sent unasked stands in the conversation before it leaves: its numbers may be answered at once."""
    if outgoing.kind not in LOGGED_HERE or outgoing.conversation_id is None or outgoing.message_id is not None:
        return outgoing
    choices = notices.choices_of(outgoing.kind, outgoing.booking_id, outgoing.starts_at)
    (message,) = conversations.log_out(tx, outgoing.conversation_id, [Reply(outgoing.body, choices)], now)
    outbox.note_logged(tx, outgoing, message)
    return replace(outgoing, message_id=message)


def _unlog(tx: Tx, outgoing: Outgoing) -> None:
    """It did not leave: nobody can answer it."""
    if outgoing.kind in LOGGED_HERE and outgoing.message_id is not None:
        outbox.note_logged(tx, outgoing, None)
        conversations.take_back(tx, outgoing.message_id)


def _wait(attempts: int) -> timedelta:
    """Twice as long each time, and not all at the same moment."""
    longest = min(FIRST_WAIT * 2 ** min(attempts - 1, 10), LONGEST_WAIT)
    return timedelta(seconds=longest * random.uniform(0.75, 1.25))  # noqa: S311  nothing secret
