"""A new word about the time adds to what was said before: "Tuesday", then "in the afternoon"."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.clinic.calendar import local
from bot.clinic.interview.draft import Draft
from bot.clinic.wishes import Kind, OpeningHours, Wish, among, merge, read_wish


def whole_wish(draft: Draft, wish: Wish, now: datetime, hours: OpeningHours) -> Wish:
    """The wish as it is meant where the conversation stands: by the time chosen, those on offer, or the one moved."""
    if draft.offers:
        days = {_day(offered["start"], hours) for offered in draft.offers}
        weeks = {day - timedelta(days=day.weekday()) for day in days}
        placed = among(wish, days)
        # "on the friday", of times on a Thursday: the Friday of that week
        wish = among(wish, _week_of(min(days), now, hours)) if placed == wish and len(weeks) == 1 else placed
    elif draft.goal == "move" and draft.old_start and draft.hold is None:
        wish = among(wish, _week_of(_day(draft.old_start, hours), now, hours))
    if draft.hold is not None:
        day = _day(draft.hold["start"], hours)
        return merge(read_wish(f"{day:%Y-%m-%d}", now, hours), among(wish, _week_of(day, now, hours)))
    earlier = draft.unclear_wish or draft.wish
    if earlier is None and draft.goal == "move" and draft.old_start and _is_time_alone(wish):
        # "can I come at 3?": on the day of the appointment
        return merge(read_wish(f"{_day(draft.old_start, hours):%Y-%m-%d}", now, hours), wish)
    return merge(Wish.from_json(earlier).within(hours), wish) if earlier else wish


def _day(start: str, hours: OpeningHours) -> date:
    return local(datetime.fromisoformat(start), hours.zone).date()


def _week_of(day: date, now: datetime, hours: OpeningHours) -> set[date]:
    """The days to come of the week of a day: "thursday instead" is the one of the week that is spoken of."""
    monday = day - timedelta(days=day.weekday())
    return {d for d in (monday + timedelta(days=n) for n in range(7)) if d > now.astimezone(hours.zone).date()}


def _is_time_alone(wish: Wish) -> bool:
    """Whether only a time of day is wished for, and no day is ruled out."""
    if any(out.days and not out.times for out in wish.exclusions):
        return False
    return wish.kind is Kind.window and bool(wish.clauses) and all(c.times and not c.days for c in wish.clauses)
