"""What somebody takes back: the words just said, or the cancelling just done."""

from __future__ import annotations

from datetime import datetime

from actions import commands, goals, times
from actions.days import free_slots
from actions.turn import Turn
from bot.clinic.calendar import say_time
from bot.clinic.interview.calling_off import comes_anew
from bot.clinic.interview.last_said import last_said, withdrawn
from bot.clinic.interview.loose import wants_it_back
from bot.clinic.wishes import Kind, read_wish


def takes_back(turn: Turn) -> bool:
    """Leave in the message only what it says last. Whether that is nothing: the open question is put again then."""
    draft, clinic = turn.draft, turn.assistant.clinic
    if withdrawn(draft, turn.message.text, clinic, turn.hours, turn.now):
        commands.obey(turn, "repeat")
        return True
    turn.message = last_said(draft, turn.message, clinic, turn.hours, turn.now)
    return False


def take_back_cancelling(turn: Turn) -> bool:
    """Who has just cancelled and wants the time after all hears whether it is free, and is offered it again."""
    draft = turn.draft
    if draft.goal is not None or draft.changed != "cancel" or draft.cancelled_start is None:
        return False
    start = datetime.fromisoformat(draft.cancelled_start)
    if goals.has_booking(turn):
        return False
    if not wants_it_back(turn.message.text) or start <= turn.now:
        return _begins_anew(turn)
    clinic = turn.assistant.clinic
    free = any(slot.starts_at == start for slot in free_slots(turn))
    turn.say("cancelled_free" if free else "cancelled_gone", slot=say_time(start, clinic))
    draft.outcome = None
    draft.start("consultation")
    wish = read_wish(f"{start.astimezone(clinic.zone):%Y-%m-%d at %H:%M}", turn.now, turn.hours)
    times.keep_wish(turn, wish)
    draft.manner = "ask"
    return True


def _begins_anew(turn: Turn) -> bool:
    """Who has cancelled and asks for some other time is offered a new booking."""
    wish = read_wish(turn.message.text, turn.now, turn.hours)
    if not comes_anew(turn.message.text, names_time=wish.kind is Kind.window or bool(wish.candidates)):
        return False
    goals.begin_consultation(turn)
    draft = turn.draft
    if draft.goal == "consultation" and draft.kept_wish is None and wish.kind in (Kind.window, Kind.closed):
        times.keep_wish(turn, wish)
    return True
