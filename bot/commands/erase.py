"""`python -m bot erase CONVERSATION ... --by NAME`: erase a person; without `--by`, say what there is of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO

from bot.clinic.calendar import say_time
from bot.commands.errors import CommandError
from bot.context import Assistant, assistant
from bot.store import audit, erasure, overwriting, traces
from bot.store.bookings import Booking
from bot.store.engine import Tx
from bot.store.errors import UnknownConversation

_WHY = {
    "danger": "nobody has acknowledged that this person may be in danger; see `python -m bot alerts`",
    "waiting": "a text is not answered yet; try again in a moment",
    "appointment": "an appointment is to come; talk to the person, and add --cancel-appointments",
}


def run(conversations: Sequence[str], by: str | None, cancel: bool, out: IO[str]) -> None:
    """Show or erase these conversations. `cancel`: appointments to come are cancelled, and nobody tells the person.

    Raises:
        CommandError: there is no such conversation, or something stands against it; nothing was changed.
        StoreUnavailable: the database cannot be used.
    """
    running = assistant()
    running.store.migrate()
    if by is None:
        with running.store.read() as tx:
            for conversation in conversations:
                _show(tx, running, conversation, out)
        out.write("Nothing was erased. To erase those that you name: --by NAME\n")
        return
    now = running.now()
    try:
        with running.store.begin() as tx:
            to_come = traces.appointments_to_come(tx, conversations, now) if cancel else []
            named = [(one.id, one.sequence) for one in to_come]
            counts = erasure.erase(tx, set(conversations), now, named, "system")
            for one in sorted(set(conversations)):
                audit.record(tx, "system", "erased", now, subject=one, detail={"by": by, **counts})
    except UnknownConversation:
        raise CommandError("there is no such conversation; nothing was erased") from None
    except erasure.NotErased as error:
        raise CommandError(f"nothing was erased: {_WHY[error.why]}") from None
    for booking in to_come:
        out.write(f"cancelled: {_said(running, booking)}\n")
    out.write("".join(f"{count:6} {name}\n" for name, count in counts.items()))
    if not overwriting.finish(running.store):
        out.write("The database was busy: traces in its files are overwritten within minutes.\n")


def _show(tx: Tx, running: Assistant, conversation: str, out: IO[str]) -> None:
    found = traces.of(tx, conversation)
    if not found or found[0].id != conversation:
        raise CommandError(f"there is no conversation {conversation}")
    for one in found:
        sure = "" if one.id == conversation else ", same number" if one.verified else ", same number, only typed"
        out.write(f"{one.id}  {one.channel}, {one.messages} messages, {one.last_at:%Y-%m-%d}{sure}\n")
        for booking in traces.appointments_to_come(tx, [one.id], running.now()):
            out.write(f"    to come: {_said(running, booking)}\n")


def _said(running: Assistant, booking: Booking) -> str:
    return f"{say_time(booking.starts_at, running.clinic)}, {booking.reference}"
