"""What the rules may know of the world: the moment a wish is read and the clinic's hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.clinic.wishes.calendar_words import Almanac
from bot.clinic.wishes.hours import OpeningHours


@dataclass(frozen=True)
class Frame:
    """`now` is aware and in the clinic's zone; `home` is the zone of "my time", where it was told before."""

    now: datetime
    hours: OpeningHours
    home: str | None = None

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def almanac(self) -> Almanac:
        return Almanac(self.now.date())
