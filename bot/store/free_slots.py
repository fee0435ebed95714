"""The times that can be booked: the clinic's hours without what is taken, and without what the staff have blocked."""

from __future__ import annotations

from datetime import date, datetime, timezone

from bot.clinic.calendar import CELL_SECONDS, Slot, bookable_cells, open_slots
from bot.clinic.profile import Clinic
from bot.store import blocks
from bot.store.claims import taken_cells
from bot.store.engine import Tx


def free_slots(
    tx: Tx,
    clinic: Clinic,
    now: datetime,
    conversation_id: str | None,
    first: date | None = None,
    last: date | None = None,
) -> list[Slot]:
    """Every time that this conversation can book at `now`, in order; the one that it holds is among them.

    `clinic` has the hours in force (hours.py). None is a conversation that holds nothing. `first` and `last` are local
    dates that narrow it down.
    """
    begins, ends = bookable_cells(clinic, now)
    consultants = [consultant.id for consultant in clinic.consultants]
    taken = taken_cells(tx, consultants, begins, ends, now, conversation_id)
    since, until = (datetime.fromtimestamp(cell * CELL_SECONDS, timezone.utc) for cell in (begins, ends + 1))
    closures = blocks.closures(tx, consultants, since, until)
    return list(open_slots(clinic, now, taken, first, last, closures))
