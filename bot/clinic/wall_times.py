"""Times of day as people type and say them: "09:00-17:00", "9am-12pm", "9-5pm", "9:00 am to noon"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time

_CLOCK = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?\s*(?:([ap])\.?\s?m\.?)?", re.IGNORECASE)
_NOON = re.compile(r"(?:12(?::00)?\s*)?noon", re.IGNORECASE)
# a dash is as good as a hyphen
_TO = re.compile(r"\s*(?:[-\u2013\u2014]|\bto\b|\buntil\b|\btill\b)\s*", re.IGNORECASE)


def say_clock(clock: datetime | time) -> str:
    """In the form of "2:00 PM"."""
    return f"{clock.hour % 12 or 12}:{clock.minute:02} {'AM' if clock.hour < 12 else 'PM'}"


def read_times(text: str) -> tuple[time, time]:
    """Read two times in order.

    Without am or pm they are those of 24 hours. If only one of them has it, the other is in the same half of the day
    where that is in order ("1-5pm"), else in the other half ("9-5pm").

    Raises:
        ValueError: they are not two times in order; it says so in words for whoever typed them.
    """
    parts = [_read(part) for part in _TO.split(text.strip())]
    if len(parts) != 2 or None in parts:
        raise ValueError(f'"{text.strip()}" is not of the form 9am-5pm or 09:00-17:00')
    first, last = (part for part in parts if part is not None)
    for opens in first.readings(last):
        for closes in last.readings(first):
            if opens < closes:
                return opens, closes
    said = first.half or last.half
    raise ValueError(
        f'"{text.strip()}" ends before it begins' + ("" if said else "; please add am and pm, as in 9am-5pm")
    )


@dataclass(frozen=True)
class _Typed:
    """A time as it was typed; `half` is a or p, empty if it was left out."""

    hour: int
    minute: int
    half: str

    def readings(self, other: _Typed) -> list[time]:
        """What it may mean beside the other, the likeliest first."""
        if not self.half and (not other.half or not 1 <= self.hour <= 12):
            return [time(self.hour, self.minute)]
        halves = [self.half] if self.half else [other.half, "a" if other.half == "p" else "p"]
        return [time(self.hour % 12 + (12 if half == "p" else 0), self.minute) for half in halves]


def _read(text: str) -> _Typed | None:
    if _NOON.fullmatch(text):
        return _Typed(12, 0, "p")
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    typed = _Typed(int(found[1]), int(found[2] or 0), (found[3] or "").lower())
    possible = 1 <= typed.hour <= 12 if typed.half else typed.hour < 24
    return typed if possible and typed.minute < 60 else None
