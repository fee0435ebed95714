"""What is said of a day or an hour beside the times on offer: that it is free or a holiday, what it is elsewhere."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from actions.turn import Turn
from bot.clinic.calendar import Slot, local, say_clock, say_day, why_closed
from bot.clinic.wishes import Wish
from bot.store import free_slots as free

_QUARTERS = 24 * 4  # of an hour, in a day


def free_slots(turn: Turn) -> list[Slot]:
    """Every open time, the one held by this conversation included."""
    return free.free_slots(turn.tx, turn.clinic, turn.now, turn.conversation)


def say_by_both_clocks(turn: Turn, wish: Wish, starts_at: datetime) -> None:
    """Who names a time of elsewhere sees what it is here, lest they come hours early or late."""
    zone = _told_zone(wish)
    if zone is None:
        return
    here, there = local(starts_at, turn.assistant.clinic.zone), local(starts_at, ZoneInfo(zone))
    if here.utcoffset() == there.utcoffset():
        return
    day = f" ({say_day(there.date())})" if there.date() != here.date() else ""
    place = zone.rpartition("/")[2].replace("_", " ")
    turn.say("both_clocks", here=say_clock(here), there=say_clock(there) + day, place=place)


def say_asked_by_both_clocks(turn: Turn, wish: Wish) -> None:
    """The same of an hour at which nobody consults: else "closed then" is a riddle to who asked for 10 in Chicago."""
    if _told_zone(wish) is None:
        return
    midnight = local(turn.now, turn.assistant.clinic.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    for number in range(turn.clinic.consultation.window_days + 1):
        day = midnight + timedelta(days=number)
        meant = [start for n in range(_QUARTERS) if wish.means(start := day + timedelta(minutes=15 * n))]
        if meant:
            if len(meant) == 1:  # an hour, and not "mornings"
                say_by_both_clocks(turn, wish, meant[0])
            return


def last_start_before(turn: Turn, wish: Wish) -> str:
    """The last start of a day, where the hour asked for is later and still within the hours that are told; else ""."""
    midnight = local(turn.now, turn.clinic.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    for number in range(turn.clinic.consultation.window_days + 1):
        day = midnight + timedelta(days=number)
        for _, last in turn.hours.starts_between(day.weekday())[-1:]:
            later = [last + n for n in range(15, turn.hours.minutes + 1, 15)]
            if any(wish.means(day + timedelta(minutes=minute)) for minute in later):
                return say_clock(day + timedelta(minutes=last))
    return ""


def _told_zone(wish: Wish) -> str | None:
    return next((clause.zone for clause in wish.clauses if clause.zone), None)


def closed_on(turn: Turn, wish: Wish) -> str:
    """The days of a wish, with the reason, where nobody consults on any of them: a holiday; "" otherwise."""
    days = [span.single for clause in wish.clauses for span in clause.days]
    if not days or not all(clause.days for clause in wish.clauses):
        return ""
    reasons = [why_closed(turn.clinic, day) if day else None for day in days]
    if not all(reasons):
        return ""
    told = {day: why for day, why in zip(days, reasons, strict=True) if day is not None}
    return " or ".join(say_day(day) + (f" ({why})" if why != "closed" else "") for day, why in told.items())


def say_of_day(turn: Turn, wish: Wish) -> None:
    """Whether there are free times for a wish, said to somebody who only asks."""
    if closed := closed_on(turn, wish):
        turn.say("day_closed", wish=closed)
    elif any(wish.accepts(local(slot.starts_at, turn.assistant.clinic.zone)) for slot in free_slots(turn)):
        turn.say("day_free", wish=wish.describe() or "then")
    else:
        turn.say("day_full", wish=wish.describe() or "then")


def tell_if_closed(turn: Turn, wish: Wish) -> None:
    """Say at once that nobody consults on the day that is asked for; what else is wished comes in its turn."""
    if closed := closed_on(turn, wish):
        turn.say("day_closed", wish=closed)
