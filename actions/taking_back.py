"""Who has just cancelled and wants the time after all."""

from __future__ import annotations

from datetime import datetime

from actions import goals, times
from actions.days import free_slots
from actions.turn import Turn
from bot.clinic.calendar import say_time
from bot.clinic.interview.loose import wants_it_back
from bot.clinic.wishes import read_wish


def take_back_cancelling(turn: Turn) -> bool:
    """Who has just cancelled and wants the time after all hears whether it is free, and is offered it again."""
    draft = turn.draft
    if draft.goal is not None or draft.changed != "cancel" or draft.cancelled_start is None:
        return False
    start = datetime.fromisoformat(draft.cancelled_start)
    if not wants_it_back(turn.message.text) or start <= turn.now or goals.has_booking(turn):
        return False
    clinic = turn.assistant.clinic
    free = any(slot.starts_at == start for slot in free_slots(turn))
    turn.say("cancelled_free" if free else "cancelled_gone", slot=say_time(start, clinic))
    draft.outcome = None
    draft.start("consultation")
    wish = read_wish(f"{start.astimezone(clinic.zone):%Y-%m-%d at %H:%M}", turn.now, turn.hours)
    times.keep_wish(turn, wish)
    draft.manner = "ask"
    return True
