"""Which of the open times to offer: a few that suit the wish, or those closest to it when none does."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.clinic.calendar import Slot, local
from bot.clinic.profile import CELL_MINUTES

Accepts = Callable[[datetime], bool]
"""A wish for a time: whether a consultation that starts then (aware, on the clinic's wall clock) suits."""

OTHER_DAY = 3.0  # hours on the wished day that weigh as much as the next open day, see `nearest`
SAME_DAY_AGAIN = 1.5  # hours that a further time on a day already offered weighs more
WISH_MARGIN = timedelta(days=45)  # how far outside the open days `nearest` looks for what was wished


def offer(
    slots: Iterable[Slot],
    accepts: Accepts,
    count: int,
    after: datetime | None = None,
    skip: Collection[datetime] = (),
    *,
    zone: ZoneInfo,
    spread: bool = True,
) -> list[Slot]:
    """Up to `count` slots that suit, in order of time: what a receptionist would read out.

    The first is always the earliest that suits. The rest show the choice there is: on one day evenly
    from its first time to its last; on several days one time a day on the soonest ones, moving from the
    day's beginning towards its end, so that whoever can only do afternoons, or only Wednesdays, finds a
    start there.

    Args:
        slots: in order of time, as `open_slots` gives them.
        accepts: the wish.
        count: how many at most.
        after: only what starts later than this ("anything later?").
        skip: starts not to repeat. For "other times" give all that were shown, and no `after`:
            so what lay between the shown ones comes up too.
        zone: the clinic's, in which days begin and end.
        spread: False for whoever wants the soonest, one after the other.
    """
    left = [
        slot
        for slot in slots
        if slot.starts_at not in skip
        and (after is None or slot.starts_at > after)
        and accepts(local(slot.starts_at, zone))
    ]
    if not spread or len(left) <= count:
        return left[:count]
    days = _by_day(left, zone)[:count]
    shares = _shares([len(day) for day in days], count)
    chosen: list[Slot] = []
    for index, (day, share) in enumerate(zip(days, shares, strict=True)):
        if share == 1 and len(days) > 1:
            chosen.append(day[round(index * (len(day) - 1) / (len(days) - 1))])
        else:
            chosen += _evenly(day, share)
    return chosen


def nearest(
    slots: Iterable[Slot],
    accepts: Accepts,
    count: int,
    *,
    zone: ZoneInfo,
    skip: Collection[datetime] = (),
) -> list[Slot]:
    """Up to `count` open slots close to a wish that nothing open fits, in order of time.

    Close is counted as people do it: another time that day, or that time on another day. Each
    open day further weighs as much as `OTHER_DAY` hours, and a second time on a day `SAME_DAY_AGAIN` hours
    more than the first, so Tuesday at 2 that is gone gives Tuesday 1:30 and 2:30, Monday at 2 and
    Wednesday at 2; evenings give the last time of several days. A wish for days out of reach gives
    the soonest times.
    """
    left = [slot for slot in slots if slot.starts_at not in skip]
    if not left:
        return []
    wished = _wished(accepts, left, zone)
    if not wished:
        return offer(left, lambda _: True, count, zone=zone)
    far = _distances(left, wished, zone)
    days = [sorted(day, key=lambda slot: (far[slot], slot.starts_at)) for day in _by_day(left, zone)]
    marginal = (
        (far[slot] + rank * SAME_DAY_AGAIN, rank, index)
        for index, day in enumerate(days)
        for rank, slot in enumerate(day)
    )
    share = Counter(index for _, _, index in sorted(marginal)[:count])
    chosen = [slot for index, most in share.items() for slot in _closest(days[index], most, far)]
    return sorted(chosen, key=lambda slot: slot.starts_at)


def _by_day(slots: Iterable[Slot], zone: ZoneInfo) -> list[list[Slot]]:
    return [list(day) for _, day in groupby(slots, key=lambda slot: local(slot.starts_at, zone).date())]


def _shares(sizes: list[int], count: int) -> list[int]:
    """How many to take of each day: as equal as its size allows, the earlier days first."""
    shares = [0] * len(sizes)
    while sum(shares) < count and shares != sizes:
        for index, size in enumerate(sizes):
            if shares[index] < size and sum(shares) < count:
                shares[index] += 1
    return shares


def _evenly(slots: list[Slot], count: int) -> list[Slot]:
    """`count` of them from the first to the last at equal steps; one is the first."""
    if count >= len(slots):
        return slots
    return [slots[round(i * (len(slots) - 1) / max(count - 1, 1))] for i in range(count)]


def _closest(day: list[Slot], count: int, far: dict[Slot, float]) -> list[Slot]:
    """The closest of a day that is sorted by distance; of equally close ones an even choice."""
    chosen: list[Slot] = []
    for _, equal in groupby(day, key=lambda slot: far[slot]):
        chosen += _evenly(list(equal), count - len(chosen)) if count > len(chosen) else []
    return chosen


Wished = dict[date, tuple[float, ...]]  # local hours of the day that a wish accepts


def _wished(accepts: Accepts, slots: list[Slot], zone: ZoneInfo) -> Wished:
    """A wish is a mere yes or no, so what it asks for is found by asking it every quarter of an hour."""
    first = local(slots[0].starts_at, zone).date() - WISH_MARGIN
    last = local(slots[-1].starts_at, zone).date() + WISH_MARGIN
    quarters = [divmod(minutes, 60) for minutes in range(0, 24 * 60, CELL_MINUTES)]
    wished: Wished = {}
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        hours = tuple(h + m / 60 for h, m in quarters if accepts(datetime.combine(day, time(h, m), zone)))
        if hours:
            wished[day] = hours
    return wished


def _distances(slots: list[Slot], wished: Wished, zone: ZoneInfo) -> dict[Slot, float]:
    """Hours between each start and the closest wished time, each open day between counted as `OTHER_DAY`."""
    days = sorted({local(slot.starts_at, zone).date() for slot in slots})

    @cache
    def hours_off(clock: float, hours: tuple[float, ...]) -> float:
        return min(abs(hour - clock) for hour in hours)

    @cache
    def days_off(day: date, wanted: date) -> int:
        steps = bisect_left(days, day) - bisect_left(days, wanted)
        # A wished day that is not open lies between two that are: the one after it is one step away, too.
        return abs(steps) if wanted in days or steps < 0 else steps + 1

    def distance(start: datetime) -> float:
        clock = start.hour + start.minute / 60
        return min(days_off(start.date(), day) * OTHER_DAY + hours_off(clock, hours) for day, hours in wished.items())

    return {slot: distance(local(slot.starts_at, zone)) for slot in slots}
