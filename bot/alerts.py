"""Alerts to the staff on call: a person may be in danger, please look. Without a name, a number or a quote."""

from __future__ import annotations

import logging
from datetime import datetime

from bot.clinic.calendar import local, say_clock
from bot.clinic.safety import Finding
from bot.clinic.texts import TextError
from bot.context import Assistant
from bot.store import crises, outbox
from bot.store.crises import Event
from bot.store.engine import Tx

logger = logging.getLogger(__name__)
LOG = "log"  # the recipient where no number is on call: whoever reads the courier's log


def raise_alarm(tx: Tx, running: Assistant, conversation: str, channel: str, finding: Finding, now: datetime) -> None:
    """Record that a message shows danger and, from level risk on, alert the staff: all in the open transaction."""
    crises.record(tx, conversation, channel, finding.level.name, finding.rule_id, now, finding.kind)
    try:
        write_due(tx, running, now, conversation)
    except TextError:  # a slip in a text must not take the event along, nor the answer to the person
        logger.exception("The alert could not be worded.")


def write_due(tx: Tx, running: Assistant, now: datetime, conversation: str | None = None) -> int:
    """Put the alerts that are due into the outbox, one a number on call, and return of how many events.

    `conversation` keeps to the events of one, in the transaction that records them.
    """
    events = [event for event in crises.alert_due(tx, now) if conversation in (None, event.conversation_id)]
    written = 0
    for event in events:
        again_at = now + running.clinic.alerts.wait_after(event.alerts + 1)
        if not crises.alerted(tx, event, again_at):
            continue
        written += 1
        for recipient in running.settings.on_call or (LOG,):
            key = f"alert:{event.id}:{event.alerts}:{recipient}"
            outbox.put(tx, key, "alert", recipient, _words(running, event), now, event.conversation_id)
    return written


def _words(running: Assistant, event: Event) -> str:
    texts, at = running.texts, local(event.at, running.clinic.zone)
    return texts.say(
        "alert",
        "sms",
        event=str(event.id),
        what=texts.say(f"alert_{event.kind}", "sms", level=event.level),
        time=f"{at:%b} {at.day}, {say_clock(at)}",
        again=texts.say("alert_again", "sms", count=str(event.alerts + 1)) if event.alerts else "",
    )
