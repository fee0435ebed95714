"""`python -m bot alerts`: people in danger whom nobody of the staff has seen yet; `--acknowledge ID` when one has."""

from __future__ import annotations

from typing import IO

from bot.clinic.calendar import local
from bot.commands.errors import CommandError
from bot.context import assistant
from bot.store import crises


def run(acknowledge: int | None, by: str | None, note: str | None, out: IO[str]) -> None:
    """List the open events, the worst first, or acknowledge one and all that its conversation showed before.

    Raises:
        CommandError: there is no such open event, or nobody is named.
        StoreUnavailable: the database cannot be used.
    """
    running = assistant()
    running.store.migrate()
    if acknowledge is None:
        with running.store.read() as tx:
            events = crises.unacknowledged(tx)
        for event in events:
            at = local(event.at, running.clinic.zone)
            what = f"{event.level:8}  {event.kind:7}  {event.channel:3}  {at:%Y-%m-%d %H:%M}  {event.alerts} alerts"
            out.write(f"{event.id:5}  {what}  {event.conversation_id}\n")
        out.write("" if events else "Nobody is waiting.\n")
        return
    if not by:
        raise CommandError("say who has seen it: --by NAME")
    with running.store.begin() as tx:
        if not crises.acknowledge(tx, acknowledge, by, running.now(), note):
            raise CommandError(f"there is no open event {acknowledge}")
    out.write(f"Event {acknowledge} is acknowledged.\n")
