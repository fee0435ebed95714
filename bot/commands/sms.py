"""`python -m bot sms`: text the running assistant as Twilio would, with a signed webhook, and show what it answers."""

from __future__ import annotations

import secrets
import sys
import time
from typing import IO

import requests
import sqlalchemy as sa
from twilio.request_validator import RequestValidator

from bot.commands.errors import CommandError
from bot.context import Assistant, assistant
from bot.secret import webhook_token
from bot.settings import SettingError, number
from bot.store import tables

ADDRESS = "/webhooks/sms/webhook"
PATIENCE_SECONDS = 40.0  # longer than a turn may take


def run(sender: str, texts: list[str], out: IO[str]) -> None:
    """Send each text, or each line of standard input, and wait for its answer.

    Raises:
        CommandError: the sender is no number, the assistant does not run, or it refuses the webhook.
        StoreUnavailable: the database cannot be used.
    """
    try:
        number("--from", sender)
    except SettingError as error:
        raise CommandError(str(error)) from None
    running = assistant()
    for text in texts or (line.rstrip("\n") for line in sys.stdin):
        sid = post(running, sender, text)
        answer = _answer(running, sid)
        out.write(f"{answer if answer is not None else '(no text is sent)'}\n")
        out.flush()


def post(running: Assistant, sender: str, text: str, sid: str | None = None) -> str:
    """Send one signed webhook and return its MessageSid. Raises CommandError."""
    settings = running.settings
    sid = sid or f"SM{secrets.token_hex(16)}"
    twilio = settings.twilio
    form = {"MessageSid": sid, "From": sender, "To": twilio.sender if twilio else "", "Body": text, "NumMedia": "0"}
    token = twilio.auth_token if twilio is not None else webhook_token(running.secret)
    signature = RequestValidator(token).compute_signature(f"{settings.public_url}{ADDRESS}", form)
    try:
        reply = requests.post(
            f"http://127.0.0.1:{settings.port}{ADDRESS}",
            data=form,
            headers={"X-Twilio-Signature": signature},
            timeout=PATIENCE_SECONDS,
        )
    except requests.RequestException as error:
        raise CommandError(f"nothing answers on port {settings.port}; start it with `make run`") from error
    if reply.status_code not in (200, 204):
        raise CommandError(f"the assistant refused the text ({reply.status_code}); it must run with the same settings")
    return sid


def _answer(running: Assistant, sid: str) -> str | None:
    """What is texted back; None when nothing is."""
    until = time.monotonic() + PATIENCE_SECONDS
    received, text = tables.inbound_text, tables.outbox
    own = tables.message.c.client_id == sid
    while time.monotonic() < until:
        with running.store.read() as tx:
            state = tx.execute(sa.select(received.c.state).where(received.c.provider_id == sid)).scalar()
            row = tx.execute(sa.select(tables.message.c.id).where(own)).scalar()
            body = tx.execute(sa.select(text.c.body).where(text.c.dedupe_key == f"reply:{row}")).scalar()
        if state == "done":
            return None if body is None else str(body)
        time.sleep(0.1)
    raise CommandError("no answer came in time; the assistant's log may say why")
