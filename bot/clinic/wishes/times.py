"""A time of day as said, and the minutes it means at this clinic.

Whether "2" is in the afternoon depends on when the clinic is open, on the part of the day named beside it
and on the zone it was said in; so a time keeps its clocks as said until all of that is known (`minutes_of`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.clinic.wishes.constraints import LAST_MINUTE, Minutes, intersect_times
from bot.clinic.wishes.hours import DAY_MINUTES, OpeningHours
from bot.clinic.wishes.tokens import Clock

AROUND = 30  # minutes either way of "around 2"
JUST_BEFORE = 60  # minutes before the first visit: "at 8" where they begin at 9 is not the evening


@dataclass(frozen=True)
class Times:
    """`sort` is exact, about, after, past (after, without the minute itself), before, by, between or part.

    Only a part has `spans`; the others have one clock, "between" two.
    """

    sort: str
    clocks: tuple[Clock, ...] = ()
    spans: tuple[Minutes, ...] = ()
    zone: str | None = None

    @property
    def is_part(self) -> bool:
        return self.sort == "part"

    @property
    def exists(self) -> bool:
        """False for "25:00"."""
        return all(clock.exists for clock in self.clocks)


def part(*spans: Minutes) -> Times:
    """A part of the day."""
    return Times("part", spans=spans)


def minutes_of(
    times: Times, hours: OpeningHours, near: datetime, within: Sequence[Minutes] = ()
) -> tuple[Minutes, ...]:
    """The minutes of the day, in the zone the time was said in.

    `within` is the part of the day named beside it, `near` a moment that settles how far a zone is away.
    """
    if times.is_part:
        return times.spans
    if not times.exists:
        return ()
    opened = _opened(times, hours, near)
    if times.sort == "between":
        return _between(times.clocks[0], times.clocks[1], opened=opened, within=within)
    minute = _choose(times.clocks[0], times.sort, opened, within)
    if times.sort == "exact":
        # a time off the grid ("quarter past two") means its neighbours
        low = minute - minute % hours.grid_minutes
        return ((low, low if low == minute else min(low + hours.grid_minutes, LAST_MINUTE)),)
    spans = {
        "about": (minute - AROUND, minute + AROUND),
        "after": (minute, LAST_MINUTE),
        "past": (minute + 1, LAST_MINUTE),
        "before": (0, minute - 1),
        "by": (0, minute),
    }
    low, high = spans[times.sort]
    return ((max(low, 0), min(high, LAST_MINUTE)),) if high >= 0 else ()


def _opened(times: Times, hours: OpeningHours, near: datetime) -> Minutes:
    first, last = hours.span()
    if not times.zone:
        return first, last
    there = near.astimezone(ZoneInfo(times.zone)).utcoffset()
    here = near.astimezone(hours.zone).utcoffset()
    moved = int((there - here).total_seconds() // 60) if there is not None and here is not None else 0
    return first + moved, last + moved


def _is_open(minute: int, opened: Minutes) -> bool:
    # a zone far away can push the opening hours over midnight
    return any(opened[0] <= minute + turn <= opened[1] for turn in (-DAY_MINUTES, 0, DAY_MINUTES))


def _choose(clock: Clock, sort: str, opened: Minutes, within: Sequence[Minutes]) -> int:
    candidates = clock.candidates()
    inside = [c for c in candidates if any(low <= c <= high + 1 for low, high in within)]
    if inside:
        return inside[0]
    fitting = [c for c in candidates if _is_open(c, opened)]
    if fitting:
        return fitting[0]
    if sort in {"before", "by"}:
        # "before 6" is the evening; "before 8" the early morning
        useful = [c for c in candidates if c > opened[0]]
        hour = clock.hour % 12
        return useful[0] if useful and hour in {5, 6} else candidates[0]
    if sort in {"exact", "about"} and 0 < opened[0] - candidates[0] <= JUST_BEFORE:
        return candidates[0]
    return candidates[-1]


def _between(first: Clock, last: Clock, opened: Minutes, within: Sequence[Minutes]) -> tuple[Minutes, ...]:
    pairs = []
    for begin in first.candidates():
        later = [end for end in last.candidates() if end > begin]
        if later:
            pairs.append((begin, min(later)))
    if within:
        pairs = [p for p in pairs if intersect_times([p], within)] or pairs

    def shared(pair: Minutes) -> tuple[bool, int]:
        turns = (-DAY_MINUTES, 0, DAY_MINUTES)
        return _is_open(pair[0], opened), max(
            min(pair[1] + t, opened[1] + 30) - max(pair[0] + t, opened[0]) for t in turns
        )

    if not pairs:
        return ()
    begin, end = max(pairs, key=shared)
    return ((begin, end - 1),)


def zoned(times: Times, zone: str | None) -> Times:
    """The same time, said in a zone, unless it has one."""
    return times if times.zone else replace(times, zone=zone)
