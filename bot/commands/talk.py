"""`python -m bot talk`: a conversation in the terminal, by the same path of a message as every channel."""

from __future__ import annotations

import asyncio
import json
import secrets
import textwrap
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from bot.channels.path import Channel, Inbound, MessagePath, Outcome
from bot.channels.rasa import Rasa
from bot.channels.said import Said
from bot.channels.text_body import body_of
from bot.clinic.interview.draft import Draft
from bot.commands.errors import CommandError
from bot.commands.train import model_or_error
from bot.context import Assistant, assistant
from bot.nlu.danger import Detector
from bot.settings import SettingError, Settings
from bot.store import bookings, conversations, drafts
from bot.store.engine import Tx

_WIDTH = 78


@dataclass
class Clock:
    """The real time, or a given one that stands still until it is moved."""

    assistant: Assistant
    fixed: datetime | None

    def now(self) -> datetime:
        return self.fixed or self.assistant.now()


def run(channel: Channel, sender: str | None, now: str | None, jsonl: bool, lines: IO[str], out: IO[str]) -> None:
    """Talk until the input ends.

    Raises:
        CommandError: there is no model, or a line of `--jsonl` is not what it should be.
        StoreUnavailable: the database cannot be used.
    """
    running = assistant()
    running.store.migrate()
    Detector(running.settings.models).load()
    clock = Clock(running, Settings.read({"BOT_NOW": now}).now if now else None)
    path = MessagePath(running, model_or_error(lambda: Rasa.load(running.settings.models)))
    talk = _jsonl if jsonl else _plain
    asyncio.run(talk(path, clock, _Person(running, channel, sender or secrets.token_urlsafe(8)), lines, out))


@dataclass(frozen=True)
class _Person:
    """Who talks: by text, a sender that is a phone number is known by it, as it would be over Twilio."""

    running: Assistant
    channel: Channel
    sender: str

    @property
    def phone(self) -> str | None:
        return self.sender if self.channel == "sms" and self.sender.startswith("+") else None

    @property
    def conversation(self) -> str:
        return self.running.text_conversation(self.phone) if self.phone else f"{self.channel}:{self.sender}"

    def says(self, text: str, now: datetime) -> Inbound:
        return Inbound(self.conversation, self.channel, text, now, phone=self.phone)

    def hears(self, outcome: Outcome) -> list[Said]:
        """The replies: on the website some messages, by text at most one, with its choices numbered."""
        if self.channel == "web" or not outcome.replies:
            return outcome.replies
        choices = next((said.choices for said in reversed(outcome.replies) if said.choices), ())
        return [Said(body_of(outcome.replies), choices)]


async def _jsonl(
    path: MessagePath,
    clock: Clock,
    person: _Person,
    lines: IO[str],
    out: IO[str],
) -> None:
    choices: tuple[str, ...] = ()
    for line in lines:
        if not line.strip():
            continue
        try:
            request = _request(line)
            if request.get("now"):
                clock.fixed = Settings.read({"BOT_NOW": str(request["now"])}).now
            text = str(request["text"]) if "text" in request else _chosen(request["choice"], choices)
        except (CommandError, SettingError) as error:
            out.write(json.dumps({"error": str(error)}, ensure_ascii=False) + "\n")
            out.flush()
            continue
        outcome = await path.receive(person.says(text, clock.now()))
        offered = next((reply.choices for reply in reversed(outcome.replies) if reply.choices), ())
        choices = offered or choices
        out.write(json.dumps(_told(outcome, person), ensure_ascii=False) + "\n")
        out.flush()


def _request(line: str) -> dict[str, Any]:
    try:
        request = json.loads(line)
    except ValueError as error:
        raise CommandError(f"not a line of JSON: {line.strip()[:80]!r}") from error
    if not isinstance(request, dict) or ("text" not in request and "choice" not in request):
        raise CommandError('each line needs "text" or "choice"')
    return request


def _chosen(number: Any, choices: tuple[str, ...]) -> str:
    if isinstance(number, int) and 1 <= number <= len(choices):
        return choices[number - 1]
    raise CommandError(f"there is no choice {number!r}; {len(choices)} were offered last")


def _told(outcome: Outcome, person: _Person) -> dict[str, Any]:
    return {
        "replies": [{"text": said.text, "choices": list(said.choices)} for said in person.hears(outcome)],
        "intent": outcome.understood.intent,
        "confidence": outcome.understood.confidence,
        "crisis": outcome.crisis.name,
        **state(person.running, person.conversation),
    }


def state(running: Assistant, conversation: str) -> dict[str, Any]:
    """Where a conversation stands in the database: open question, screening, booking, taken over or not."""
    with running.store.read() as tx:
        return state_in(tx, running, conversation)


def state_in(tx: Tx, running: Assistant, conversation: str) -> dict[str, Any]:
    """The same within a transaction."""
    draft = Draft.from_json(dict(drafts.load(tx, conversation).body))
    found = conversations.find(tx, conversation)
    booking = bookings.latest_of(tx, conversation)
    screening = draft.outcome
    return {
        "question": draft.question,
        "screening": {key: screening[key] for key in ("outcome", "reasons", "rule_ids", "rules_version")}
        if screening
        else None,
        "booking": {
            "reference": booking.reference,
            "state": booking.state,
            "starts_at": booking.starts_at.astimezone(running.clinic.zone).isoformat(),
            "ends_at": booking.ends_at.astimezone(running.clinic.zone).isoformat(),
        }
        if booking is not None
        else None,
        "paused": found.paused if found is not None else False,
    }


async def _plain(
    path: MessagePath,
    clock: Clock,
    person: _Person,
    lines: IO[str],
    out: IO[str],
) -> None:
    running = clock.assistant
    out.write(f"Write to the assistant; an empty line or Ctrl-D ends. To go on later: --sender {person.sender}\n")
    while True:
        out.write("\nyou> ")
        out.flush()
        line = lines.readline()
        if not line.strip():
            out.write("\n")
            return
        outcome = await path.receive(person.says(line.rstrip("\n"), clock.now()))
        for said in person.hears(outcome):
            _show(said.text, said.choices if person.channel == "web" else (), out)
            if said.card is not None:
                page = f"{running.settings.public_url}/a/{running.appointment_token(said.card['booking'])}"
                out.write(f"     [its page, while `make run` runs: {page}]\n")


def _show(text: str, choices: tuple[str, ...], out: IO[str]) -> None:
    lines = [part for line in text.split("\n") for part in textwrap.wrap(line, _WIDTH) or [""]]
    lines += [f"  {number}. {choice}" for number, choice in enumerate(choices, 1)]
    for number, line in enumerate(lines):
        out.write(("bot> " if number == 0 else "     ") + line + "\n")
