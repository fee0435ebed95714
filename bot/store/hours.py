"""The hours that the staff change in the console, over those of clinic.yml.

Nothing is kept of them in a process: whoever offers, reads a wish or shows the calendar reads them in its own
transaction, so a change counts everywhere at once. Rows are added and taken away, never changed; so when one is taken
away, what was before it counts again.

Whoever changes the hours takes the calendar's lock alone, and whoever holds or moves looks at them under the shared
one (see blocks.py): nothing comes to lie outside the hours after they have changed, but for what was held by then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from bot.clinic.calendar import Slot, is_within_hours, local
from bot.clinic.consultants import Consultant, HoursException, TimeRange, WeeklyHours, WeeksFrom
from bot.clinic.profile import Clinic
from bot.store.blocks import lock_calendar
from bot.store.claims import SlotTaken
from bot.store.engine import Tx
from bot.store.sql import insert
from bot.store.tables import special_hours, weekly_hours


class OutsideHours(SlotTaken):
    """The consultant does not consult then, or does not any more."""


@dataclass(frozen=True)
class Weekly:
    """Weekly hours of a consultant, from a day on."""

    id: int
    consultant_id: str
    first_day: date
    hours: Mapping[str, Sequence[str]]
    created_by: int | None
    created_at: datetime

    def parsed(self) -> WeeksFrom:
        return WeeksFrom.parse_obj({"first": self.first_day, "hours": self.hours})


@dataclass(frozen=True)
class Special:
    """The hours of a single date, none if it is closed; without `consultant_id` they are everybody's."""

    id: int
    consultant_id: str | None
    day: date
    hours: Sequence[str]
    label: str
    created_by: int | None
    created_at: datetime

    def parsed(self) -> HoursException:
        return HoursException.parse_obj({"date": self.day, "hours": self.hours, "label": self.label})


def add_weekly(tx: Tx, consultant_id: str, first_day: date, hours: WeeklyHours, by: int, now: datetime) -> int:
    """Set somebody's weekly hours from a day on, and return the entry's id. What is held or booked stays."""
    lock_calendar(tx)
    days = {day: _texts(ranges) for day, ranges in hours.days.items() if ranges}
    values = {"consultant_id": consultant_id, "first_day": first_day, "hours": days}
    return insert(tx, weekly_hours, **values, created_by=by, created_at=now)


def add_special(
    tx: Tx, consultant_id: str | None, day: date, hours: Sequence[TimeRange], label: str, by: int, now: datetime
) -> int:
    """Set the hours of a single date, and return the entry's id. What is held or booked stays."""
    lock_calendar(tx)
    values = {"consultant_id": consultant_id, "day": day, "hours": _texts(hours), "label": label}
    return insert(tx, special_hours, **values, created_by=by, created_at=now)


def take_back_weekly(tx: Tx, entry_id: int) -> Weekly | None:
    """Take an entry back and return it; None when there is none, or no longer."""
    row = _take_back(tx, weekly_hours, Weekly, entry_id)
    return None if row is None else Weekly(**row)


def take_back_special(tx: Tx, entry_id: int) -> Special | None:
    """Take an entry back and return it; None when there is none, or no longer."""
    row = _take_back(tx, special_hours, Special, entry_id)
    return None if row is None else Special(**row)


def weekly(tx: Tx) -> list[Weekly]:
    """All weekly hours by their first days; of those from one day the one that counts comes first."""
    row = weekly_hours.c
    query = _select(weekly_hours, Weekly).order_by(row.first_day, row.id.desc())
    return [Weekly(**found._mapping) for found in tx.execute(query)]


def special(tx: Tx, since: date) -> list[Special]:
    """The hours of single dates from `since` on, by date; of those for somebody the one that counts comes first."""
    row = special_hours.c
    query = _select(special_hours, Special).where(row.day >= since).order_by(row.day, row.id.desc())
    return [Special(**found._mapping) for found in tx.execute(query)]


def in_force(tx: Tx, clinic: Clinic, since: date) -> Clinic:
    """The clinic with what the staff have changed; `clinic` is as in clinic.yml. Days before `since` are not looked at.

    Entries of somebody who is no consultant any more change nothing.
    """
    weeks, days = weekly(tx), special(tx, since)
    if not weeks and not days:
        return clinic
    return clinic.copy(update={"consultants": tuple(_changed(one, weeks, days) for one in clinic.consultants)})


def _changed(consultant: Consultant, weeks: list[Weekly], days: list[Special]) -> Consultant:
    return consultant.changed(
        (one.parsed() for one in weeks if one.consultant_id == consultant.id),
        (one.parsed() for one in days if one.consultant_id in (None, consultant.id)),
    )


def check(tx: Tx, clinic: Clinic, slot: Slot) -> None:
    """Make sure that a time is within the hours, and stays so until the end of the transaction.

    `clinic` is as in clinic.yml. Raises OutsideHours.
    """
    lock_calendar(tx, shared=True)
    if not is_within_hours(in_force(tx, clinic, local(slot.starts_at, clinic.zone).date()), slot):
        raise OutsideHours


def _texts(ranges: Sequence[TimeRange]) -> list[str]:
    return [str(one) for one in ranges]


def _take_back(tx: Tx, table: sa.Table, shape: Any, entry_id: int) -> Any:
    lock_calendar(tx)
    row = tx.execute(_select(table, shape).where(table.c.id == entry_id)).first()
    tx.execute(sa.delete(table).where(table.c.id == entry_id))
    return None if row is None else row._mapping


def _select(table: sa.Table, shape: Any) -> Any:
    return sa.select(*(table.c[name] for name in shape.__dataclass_fields__))
