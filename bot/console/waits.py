"""How long people waited for one of the staff, as the page of figures shows it: by week, in median and at worst.

Who still waits counts as well, with the time until now: otherwise a week in which one was answered at once and nine not
at all would look like the best. What is known of it only from below is said to be "more than".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clinic.profile import Clinic
from bot.clinic.staffed import staffed_time
from bot.clinic.weeks import Weeks
from bot.store.waits import Wait

MEDIAN, WORST = 50, 90  # of 100
Lengths = list[tuple[timedelta, bool]]  # how long, and whether it goes on


@dataclass(frozen=True)
class Row:
    """The waits of a week: in how many conversations, in how many one goes on, and how long each of them is.

    `span` is the week, or all of them.
    """

    span: Weeks
    number: int
    waiting: int
    median: str
    worst: str
    staffed_median: str
    staffed_worst: str


@dataclass(frozen=True)
class _Length:
    conversation: str
    clock: timedelta
    staffed: timedelta
    goes_on: bool


def rows(waits: Sequence[Wait], span: Weeks, clinic: Clinic, now: datetime) -> list[Row]:
    """All of them, then week by week."""
    bounds, whole = span.bounds(clinic.zone), list[_Length]()
    weeks: list[list[_Length]] = [[] for _ in bounds[1:]]
    for wait in waits:
        end = wait.until or now
        clock = max(end - wait.since, timedelta())
        length = _Length(wait.conversation_id, clock, staffed_time(clinic, wait.since, end), wait.until is None)
        whole.append(length)
        weeks[bisect_right(bounds, wait.since) - 1].append(length)
    spans = [span, *(Weeks(one, one) for one in span.each())]
    return [_row(name, some) for name, some in zip(spans, (whole, *weeks), strict=True)]


def _row(span: Weeks, lengths: Sequence[_Length]) -> Row:
    clock = [(one.clock, one.goes_on) for one in lengths]
    staffed = [(one.staffed, one.goes_on) for one in lengths]
    return Row(
        span,
        len({one.conversation for one in lengths}),
        len({one.conversation for one in lengths if one.goes_on}),
        quantile(clock, MEDIAN, days=True),
        quantile(clock, WORST, days=True),
        quantile(staffed, MEDIAN),
        quantile(staffed, WORST),
    )


def quantile(lengths: Lengths, percent: int, *, days: bool = False) -> str:
    """The length that so many of 100 do not exceed (nearest rank), in words; `days`: 48 hours are 2 days."""
    if not lengths:
        return ""
    upto = sorted(lengths)[: -(-percent * len(lengths) // 100)]
    words = _words(upto[-1][0], days)
    return f"more than {words}" if any(goes_on for _, goes_on in upto) else words


def _words(length: timedelta, days: bool) -> str:
    minutes = int(length.total_seconds()) // 60
    if days and minutes >= 48 * 60:
        return f"{minutes // 1440} days {minutes % 1440 // 60} h"
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"
