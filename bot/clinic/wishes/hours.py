"""When the clinic can be visited: the frame against which a wish is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from bot.clinic.wishes.constraints import Minutes

DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class OpeningHours:
    """Weekly hours in the clinic's own zone.

    `weekly` maps a weekday (0 = Monday) to its open intervals; a closing time is the end of the last
    appointment, not its start. `minutes` is the length of an appointment, `grid_minutes` the distance of
    two starts, `horizon_days` how far ahead may be booked.
    """

    zone: ZoneInfo
    weekly: Mapping[int, tuple[tuple[time, time], ...]] = field(hash=False)
    minutes: int = 30
    grid_minutes: int = 30
    horizon_days: int = 21

    def starts_between(self, weekday: int) -> list[Minutes]:
        """The intervals of minutes of the day, both ends included, in which a visit may start."""
        found = []
        for opens, closes in self.weekly.get(weekday, ()):
            last = _minute(closes) - self.minutes
            if last >= _minute(opens):
                found.append((_minute(opens), last))
        return found

    def span(self) -> Minutes:
        """First and last minute of the day at which any day of the week lets a visit start."""
        spans = [span for weekday in range(7) for span in self.starts_between(weekday)]
        if not spans:
            return 9 * 60, 17 * 60 - self.minutes
        return min(first for first, _ in spans), max(last for _, last in spans)

    def opens_on(self, day: date) -> bool:
        """Whether any visit may start on this weekday (public holidays are the calendar's affair)."""
        return bool(self.starts_between(day.weekday()))

    def to_json(self) -> dict[str, Any]:
        """A JSON object; times as minutes of the day."""
        return {
            "zone": self.zone.key,
            "weekly": {str(d): [[_minute(a), _minute(b)] for a, b in spans] for d, spans in self.weekly.items()},
            "minutes": self.minutes,
            "grid": self.grid_minutes,
            "horizon": self.horizon_days,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> OpeningHours:
        """The inverse of `to_json`. Raises KeyError or ValueError on anything else."""
        weekly = {int(d): tuple((_time(a), _time(b)) for a, b in spans) for d, spans in data["weekly"].items()}
        return cls(ZoneInfo(data["zone"]), weekly, data["minutes"], data["grid"], data["horizon"])


def _minute(moment: time) -> int:
    # 00:00 as a closing time means the end of the day, which datetime.time cannot say
    return moment.hour * 60 + moment.minute if moment != time.max else DAY_MINUTES


def _time(minute: int) -> time:
    return time.max if minute >= DAY_MINUTES else time(minute // 60, minute % 60)
