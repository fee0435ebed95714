"""`python -m bot demo`: conversations for a newcomer to look at in the console; `--remove` takes them away again."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence

from bot.channels.path import MessagePath
from bot.channels.rasa import Rasa
from bot.commands.errors import CommandError
from bot.commands.train import model_or_error
from bot.context import Assistant, assistant
from bot.demo import script
from bot.demo.player import Player
from bot.demo.script import Script
from bot.nlu.danger import Detector
from bot.store import audit, demo, staff
from bot.store.engine import Tx
from bot.store.staff import Account


def run(*, remove: bool = False, yes: bool = False) -> None:
    """Load the demonstration, or take it away.

    Raises:
        CommandError: there are real conversations and `yes` was not said, or there is no model.
        StoreUnavailable: the database cannot be used.
    """
    running = assistant()
    running.store.migrate()
    if remove:
        _say(f"{take_away(running)} demo conversations are taken away.")
        return
    with running.store.read() as tx:
        loaded, real = demo.count(tx)
    if loaded:
        _say(f"The demo is here already ({loaded} conversations). `python -m bot demo --remove` takes it away.")
        return
    if real and not yes:
        raise CommandError(
            f"this database holds {real} real conversations. The demo would stand among them, and its appointments "
            "would take their times: say --yes, or set BOT_DATABASE_URL to another database"
        )
    _say("Loading the model ...")
    Detector(running.settings.models).load()
    rasa = model_or_error(lambda: Rasa.load(running.settings.models))
    _say("Playing the conversations (less than a minute) ...")
    played = asyncio.run(play(running, rasa))
    _say(f"{played} conversations are in the console, {running.settings.console_url}. Nothing of them is ever sent.")


async def play(running: Assistant, rasa: Rasa, scripts: Sequence[Script] | None = None) -> int:
    """Play all scripts, or these; returns how many. What fails in the middle leaves nothing behind."""
    colleagues, known = script.load()
    wanted = known if scripts is None else scripts
    now = running.now()
    player = None
    played = 0
    try:
        with running.store.begin() as tx:
            accounts = {key: _account(tx, running, key, name) for key, name in colleagues.items()}
            audit.record(tx, "system", "loaded the demo", now)
        player = Player(MessagePath(running, rasa), running, accounts, now)
        for one in sorted(wanted, key=lambda one: one.begins(now, running.clinic.zone)):
            if await player.play(one):
                played += 1
            else:
                _say(f"{one.id} is left out: a real conversation stands in its place.")
    except BaseException:
        take_away(running)
        raise
    return played


def take_away(running: Assistant) -> int:
    """Remove the demonstration; returns how many conversations."""
    with running.store.begin() as tx:
        removed = demo.remove(tx, running.now())
        audit.record(tx, "system", "removed the demo", running.now(), detail={"conversations": removed})
    return removed


def _account(tx: Tx, running: Assistant, key: str, name: str) -> Account:
    """A colleague whom nobody can sign in as: without an invitation there is no way in."""
    login = f"{key}{demo.LOGINS}"
    return staff.by_login(tx, login) or staff.add(tx, login, name, "reviewer", running.now())


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201
