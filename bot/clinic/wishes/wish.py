"""An appointment wish, understood: what it accepts, how it is stored, and how a second one refines the first."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from bot.clinic.wishes.calendar_words import shift
from bot.clinic.wishes.constraints import Clause, DaySpan, Minutes
from bot.clinic.wishes.describe import describe
from bot.clinic.wishes.hours import OpeningHours

LOOK_AHEAD = 60  # days of a stretch that are tried for an open hour; the rest of it is no different


class Kind(str, Enum):
    """What is to be done with a wish."""

    window = "window"
    asap = "asap"
    past = "past"
    closed = "closed"
    ambiguous = "ambiguous"
    none = "none"


@dataclass(frozen=True)
class Wish:
    """A wish for a time: any of `clauses`, none of `exclusions`.

    `said_at` is the moment it was read (aware); starts at or before it never suit. For an ambiguous wish
    `question` is what to ask ("which_date", "which_week", "contradiction", "no_such_date", "no_such_time",
    "too_vague") and `candidates` are the dates it may mean; the clauses then hold every reading. `weekdays` are
    those named without a week, which a week named before (`merge`) places anew.
    """

    kind: Kind
    text: str = ""
    clauses: tuple[Clause, ...] = ()
    exclusions: tuple[Clause, ...] = ()
    question: str | None = None
    candidates: tuple[date, ...] = ()
    said_at: datetime | None = None
    hours: OpeningHours | None = None
    weekdays: frozenset[int] = frozenset()

    def accepts(self, start: datetime) -> bool:
        """Whether an aware start suits, before lead time, booked slots and holidays; never if nothing was read."""
        if self.kind in {Kind.none, Kind.past, Kind.closed} or self.hours is None or self.said_at is None:
            return False
        return start > self.said_at and _suits(self, start, self.hours.zone)

    def means(self, start: datetime) -> bool:
        """Whether an aware start is what was wished, though the clinic be closed then."""
        if self.hours is None or self.said_at is None or self.kind is Kind.past:
            return False
        return start > self.said_at and _suits(self, start, self.hours.zone)

    def within(self, hours: OpeningHours) -> Wish:
        """The same wish when the clinic is open at these hours: what was closed may be open now, and the other way."""
        return self if hours == self.hours else settle(replace(self, hours=hours))

    def on_any_day(self) -> Wish:
        """The same times of day on whatever day."""
        clauses = tuple(dict.fromkeys(replace(clause, days=()) for clause in self.clauses))
        return settle(replace(self, clauses=clauses or (Clause(),), question=None, candidates=(), weekdays=frozenset()))

    def describe(self) -> str:
        """What was understood in plain words of our own, for saying back and for staff; "" if nothing was."""
        nothing = self.kind is Kind.none or (self.kind is Kind.ambiguous and not self.clauses)
        return "" if nothing else describe(self.clauses, self.exclusions)

    def to_json(self) -> dict[str, Any]:
        """A JSON object that means the same on any later day; without the person's words."""
        return {
            "kind": self.kind.value,
            "clauses": [c.to_json() for c in self.clauses],
            "exclusions": [c.to_json() for c in self.exclusions],
            "question": self.question,
            "candidates": [d.isoformat() for d in self.candidates],
            "said_at": self.said_at.isoformat() if self.said_at else None,
            "hours": self.hours.to_json() if self.hours else None,
            "weekdays": sorted(self.weekdays),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Wish:
        """The inverse of `to_json` (but for `text`). Raises KeyError or ValueError on anything else."""
        return cls(
            kind=Kind(data["kind"]),
            clauses=tuple(Clause.from_json(c) for c in data["clauses"]),
            exclusions=tuple(Clause.from_json(c) for c in data["exclusions"]),
            question=data["question"],
            candidates=tuple(date.fromisoformat(d) for d in data["candidates"]),
            said_at=datetime.fromisoformat(data["said_at"]) if data["said_at"] else None,
            hours=OpeningHours.from_json(data["hours"]) if data["hours"] else None,
            weekdays=frozenset(data.get("weekdays", ())),
        )


def among(wish: Wish, offered: Collection[date]) -> Wish:
    """The wish of somebody who looks at times on these days: a weekday without a week is the one among them."""
    if not wish.weekdays or not offered:
        return wish
    placed = {day.weekday(): day for day in sorted(offered, reverse=True)}
    if not wish.weekdays <= placed.keys():
        return wish
    meant = {placed[number] for number in wish.weekdays}
    clauses = []
    for clause in wish.clauses:
        days = {placed[d.weekday()] for span in clause.days if (d := span.single) and d.weekday() in wish.weekdays}
        clauses.append(replace(clause, days=tuple(DaySpan(d, d) for d in sorted(days or meant))))
    return settle(replace(wish, clauses=tuple(dict.fromkeys(clauses)), question=None, candidates=()))


def _suits(wish: Wish, start: datetime, zone: ZoneInfo) -> bool:
    wanted = any(clause.accepts(start, zone) for clause in wish.clauses)
    return wanted and not any(clause.accepts(start, zone) for clause in wish.exclusions)


def settle(wish: Wish) -> Wish:
    """The wish with its kind and without the alternatives that lie in the past or outside opening hours."""
    if wish.question:
        return _only_one_to_come(wish) or replace(wish, kind=Kind.ambiguous)
    if wish.hours is None or wish.said_at is None or not wish.clauses:
        return replace(wish, kind=Kind.none)
    possible = tuple(c for c in wish.clauses if _open_start(wish, c, wish.said_at, wish.hours))
    if not possible:
        past = all(_is_past(c, wish.said_at.astimezone(wish.hours.zone)) for c in wish.clauses)
        return replace(wish, kind=Kind.past if past else Kind.closed)
    if any(c.unlimited for c in possible) and not wish.exclusions:
        return replace(wish, kind=Kind.asap, clauses=(Clause(),))
    return replace(wish, kind=Kind.window, clauses=possible)


def _only_one_to_come(wish: Wish) -> Wish | None:
    """On a Monday, "monday at 9" may be today or in a week; at noon only one of the two is still to come."""
    if wish.hours is None or wish.said_at is None or len(wish.candidates) < 2:
        return None
    by_day = {d: tuple(replace(c, days=(DaySpan(d, d),)) for c in wish.clauses) for d in wish.candidates}
    now = wish.said_at.astimezone(wish.hours.zone)
    to_come = [d for d, clauses in by_day.items() if not all(_is_past(c, now) for c in clauses)]
    if len(to_come) != 1 or not wish.clauses:
        return None
    return settle(replace(wish, question=None, candidates=(), clauses=by_day[to_come[0]]))


def _open_start(wish: Wish, clause: Clause, said_at: datetime, hours: OpeningHours) -> bool:
    """Whether the clinic is ever open for this alternative after the wish was said."""
    today = said_at.astimezone(hours.zone).date()
    one = replace(wish, clauses=(clause,))
    for span in clause.days or (DaySpan(),):
        # a zone far away can move a visit to the day before or after
        begin = max(today, shift(span.first or today, -1))
        end = min(shift(span.last, 1) if span.last else date.max, shift(begin, LOOK_AHEAD))
        for n in range((end - begin).days + 1):
            if any(s > said_at and _suits(one, s, hours.zone) for s in _starts(shift(begin, n), hours)):
                return True
    return False


def _starts(day: date, hours: OpeningHours) -> list[datetime]:
    return [
        datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=hours.zone)
        for first, last in hours.starts_between(day.weekday())
        for minute in range(first, last + 1, hours.grid_minutes)
    ]


def _is_past(clause: Clause, now: datetime) -> bool:
    """Whether every moment of a clause is over, open or not."""
    if not clause.days:
        return False
    last = max((span.last or date.max) for span in clause.days)
    if last != now.date():
        return last < now.date()
    return bool(clause.times) and max(high for _, high in clause.times) <= now.hour * 60 + now.minute


def merge(old: Wish, new: Wish) -> Wish:
    """A refinement: a new day replaces the old day, a new time the old time; what was ruled out stays so.

    Unless the new wish asks for just that. "Whenever" lifts all limits; words that hold no wish change nothing.
    """
    if new.kind is Kind.none:
        return old
    if old.kind is Kind.none or new.kind is Kind.asap or not old.clauses:
        return new
    new = _answering(old, new)
    clauses = _freed(_refined(_still_good(old), new), new)
    exclusions = (
        tuple(c for c in old.exclusions if c not in new.exclusions and not is_wanted(c, new.clauses)) + new.exclusions
    )
    question = new.question
    if question is None and old.question and not any(c.days for c in new.clauses):
        question = old.question  # a time of day does not say which of two dates
    merged = replace(new, clauses=clauses, exclusions=exclusions, question=question,
                     candidates=new.candidates if new.question else old.candidates if question else ())  # fmt: skip
    return settle(merged)


def _answering(old: Wish, new: Wish) -> Wish:
    """The new wish as an answer to "which date?": "next week" or "friday" picks one of the candidates."""
    days = [span for clause in new.clauses for span in clause.days]
    weeks = [span for clause in old.clauses for span in clause.days]
    if (
        new.weekdays
        and not old.question
        and len(weeks) == 1
        and weeks[0].first
        and weeks[0].last
        and not weeks[0].single
    ):
        inside = replace(weeks[0], weekdays=new.weekdays)  # "next week", then "thursday": the one of that week
        clauses = tuple(dict.fromkeys(replace(c, days=(inside,)) for c in new.clauses))
        return new if inside.is_empty() else replace(new, clauses=clauses, question=None, candidates=())
    if not old.candidates or not days:
        return new
    meant = [d for d in old.candidates if any(d in span for span in days)]
    meant = meant or [d for d in old.candidates if any(s.single and s.single.weekday() == d.weekday() for s in days)]
    if len(meant) != 1:
        return new
    clauses = tuple(replace(c, days=(DaySpan(meant[0], meant[0]),)) for c in new.clauses)
    return replace(new, clauses=clauses, question=None, candidates=())


def _still_good(old: Wish) -> tuple[Clause, ...]:
    """What of the old wish may go on: a time at which the clinic is closed need not bind the next day named."""
    if old.kind not in {Kind.closed, Kind.past}:
        return old.clauses
    return tuple(c.without_times() if _closed_times(old, c) else c for c in old.clauses)


def _closed_times(old: Wish, clause: Clause) -> bool:
    if old.hours is None or old.said_at is None:
        return False
    return not _open_start(replace(old, exclusions=()), Clause((), clause.times, clause.zone), old.said_at, old.hours)


def _refined(old: tuple[Clause, ...], new: Wish) -> tuple[Clause, ...]:
    found: list[Clause] = []
    for fresh in new.clauses:
        if fresh.unlimited:
            found += old
        elif fresh.days and fresh.times:
            found.append(fresh)
        elif fresh.days:
            times = {(c.times, c.zone) for c in old}
            same = times.pop() if len(times) == 1 else ((), None)
            found.append(Clause(fresh.days, *same))
        else:
            found += [Clause(c.days, fresh.times, fresh.zone) for c in old]
    return tuple(dict.fromkeys(found))


def _freed(clauses: tuple[Clause, ...], new: Wish) -> tuple[Clause, ...]:
    """Without the days that are now ruled out one and all: after "Tuesday", "any day but Tuesday" is any other."""
    out = [span for e in new.exclusions if e.days and not e.times for span in e.days]

    def is_out(span: DaySpan) -> bool:
        if span.first is None or span.last is None:
            return False
        return all(any(d in other for other in out) for d in span.days(span.first, LOOK_AHEAD))

    if not out or any(c.days for c in new.clauses):
        return clauses
    kept = (replace(c, days=tuple(s for s in c.days if not is_out(s))) for c in clauses)
    return tuple(dict.fromkeys(kept))


def _is_in(times: Minutes, ranges: Sequence[Minutes]) -> bool:
    return any(first <= times[0] and times[1] <= last for first, last in ranges)


def is_wanted(exclusion: Clause, clauses: Sequence[Clause]) -> bool:
    """Whether something ruled out before is now asked for by name."""
    if exclusion.days and not exclusion.times:
        return any(span.single and any(span.single in e for e in exclusion.days) for c in clauses for span in c.days)
    if exclusion.times and not exclusion.days:
        return any(c.times and all(_is_in(one, exclusion.times) for one in c.times) for c in clauses)
    return exclusion in clauses
