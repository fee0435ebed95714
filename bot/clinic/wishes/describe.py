"""A wish in plain words of our own: "Tuesday, December 1, in the afternoon", "any day but Monday"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.clinic.wishes import dayparts as parts
from bot.clinic.wishes.constraints import LAST_MINUTE, Clause, DaySpan, Minutes

WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December"]  # fmt: skip
_PARTS = {
    parts.MORNING: "in the morning", parts.EARLY_MORNING: "early in the morning", parts.LUNCH: "around lunch",
    parts.MID_MORNING: "in the middle of the morning", parts.LATE_MORNING: "late in the morning",
    parts.AFTER_LUNCH: "after lunch", parts.AFTERNOON: "in the afternoon", parts.EVENING: "in the evening",
    parts.EARLY_AFTERNOON: "early in the afternoon", parts.MID_AFTERNOON: "in the middle of the afternoon",
    parts.LATE_AFTERNOON: "late in the afternoon", parts.EARLY_IN_THE_DAY: "early in the day",
    parts.BEFORE_WORK: "before 9 am",
}  # fmt: skip
_PLURAL = {parts.MORNING: "mornings", parts.AFTERNOON: "afternoons", parts.EVENING: "evenings"}
MANY = 3


def describe(clauses: Sequence[Clause], exclusions: Sequence[Clause]) -> str:
    """What any of the clauses but none of the exclusions says."""
    said = _joined(list(dict.fromkeys(_clause(c) for c in clauses)))
    left_out = _joined(list(dict.fromkeys(_excluded(c) for c in exclusions)))
    if not left_out:
        return said or "any time"
    if not said or all(c.unlimited for c in clauses):
        what = "any day" if all(c.days for c in exclusions) else "any time"
        return f"{what} but {left_out}"
    return f"{said}, but not {left_out}"


def _joined(pieces: Sequence[str], word: str = "or") -> str:
    pieces = [p for p in pieces if p]
    return f" {word} ".join(pieces) if len(pieces) < 3 else f"{', '.join(pieces[:-1])} {word} {pieces[-1]}"


def _clause(clause: Clause) -> str:
    days = _joined([_span(s) for s in clause.days])
    if not clause.days and len(clause.times) == 1 and clause.times[0] in _PLURAL:
        return _PLURAL[clause.times[0]]
    times = _joined([_time(t) for t in clause.times])
    if clause.zone and times:
        times += f" ({clause.zone.rpartition('/')[2].replace('_', ' ')} time)"
    return ", ".join(p for p in (days, times) if p)


def _excluded(clause: Clause) -> str:
    if clause.days and not clause.times:
        return _joined([_span(s).replace("any day", "the days") for s in clause.days])
    if not clause.days and len(clause.times) == 1:
        low, high = clause.times[0]
        if (low, high) in _PLURAL:
            return _PLURAL[low, high]
        if low == 0 or high == LAST_MINUTE:
            return f"before {clock(high + 1)}" if low == 0 else f"after {clock(low - low % 5)}"
    return _clause(clause)


def day_name(day: date) -> str:
    """Reads "Tuesday, December 1"."""
    return f"{WEEKDAYS[day.weekday()]}, {MONTHS[day.month - 1]} {day.day}"


def clock(minute: int) -> str:
    """Reads "2 pm", "9:30 am", "noon"."""
    minute %= LAST_MINUTE + 1
    hour, rest = divmod(minute, 60)
    if minute == 12 * 60:
        return "noon"
    return f"{hour % 12 or 12}{f':{rest:02}' if rest else ''} {'am' if hour < 12 else 'pm'}"


def _span(span: DaySpan) -> str:
    weekdays = "any day"
    if span.weekdays is not None:
        numbers = sorted(span.weekdays)
        run = len(numbers) >= MANY and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        weekdays = (
            f"{WEEKDAYS[numbers[0]]} to {WEEKDAYS[numbers[-1]]}" if run
            else _joined([WEEKDAYS[n] for n in numbers])
        )  # fmt: skip
        if span.first is None and span.last is None:
            return weekdays
        weekdays = f"a {weekdays}" if len(numbers) == 1 else weekdays
    if span.single:
        return day_name(span.single)
    if span.first and (span.last == span.first + timedelta(days=6)) and not span.first.weekday():
        return f"{weekdays} in the week of {day_name(span.first)}"
    if span.first and span.last:
        return f"{weekdays} from {day_name(span.first)} to {day_name(span.last)}"
    if span.first:
        return f"{weekdays} from {day_name(span.first)} on"
    return f"{weekdays} up to {day_name(span.last)}" if span.last else ""


def _time(span: Minutes) -> str:
    if span in _PARTS:
        return _PARTS[span]
    low, high = span
    if low == high:
        return f"at {clock(low)}"
    if low == 0:
        return f"before {clock(high + 1)}" if (high + 1) % 5 == 0 else f"no later than {clock(high)}"
    if high == LAST_MINUTE:
        return f"from {clock(low)} on" if low % 5 == 0 else f"after {clock(low - 1)}"
    return f"between {clock(low)} and {clock(high + 1 if (high + 1) % 5 == 0 else high)}"
