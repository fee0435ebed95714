"""A call that the staff have been asked for: its time is changed, it is withdrawn, and it is never an appointment."""

from __future__ import annotations

from actions import asides, goals
from actions.turn import Turn
from bot.clinic.interview.calls import (
    asks_whether_booked,
    call_wish,
    changes_call,
    speaks_of_call,
    withdraws_call,
)
from bot.store import follow_ups
from bot.store.follow_ups import FollowUp


def answer_loose(turn: Turn) -> bool:
    """What is said about an open call while no question is open. Whether that is what the message is about."""
    entry, message = goals.call_to_come(turn), turn.message
    if entry is None or (goals.has_booking(turn) and not speaks_of_call(message.text)):
        return False
    wish = call_wish(message.statement, turn.now, turn.hours)
    if wish and changes_call(message):
        follow_ups.upsert_open(turn.tx, turn.conversation, entry.kind, turn.now, preferred_time=wish)
        turn.say("call_changed", wish=wish)
    elif withdraws_call(message):
        _withdraw(turn)
    elif message.means("reschedule_booking"):
        _ask_when(turn, entry)
    elif asks_whether_booked(message) or message.means("cancel_booking"):
        known = entry.preferred_time
        turn.say("call_stands", time_wish=turn.text("time_wish", wish=known) if known else "")
    else:
        return False
    asides.answer(turn, [part for part in message.questions if part.intent.startswith("faq/")])
    return True


def _withdraw(turn: Turn) -> None:
    while (entry := goals.call_to_come(turn)) is not None:
        follow_ups.close(turn.tx, entry.id, turn.now, note="the person needs no call any more")
    turn.say("call_withdrawn")


def _ask_when(turn: Turn, entry: FollowUp) -> None:
    """The goal that the call came from asks for its time again, and its entry is then updated."""
    turn.draft.forget(["when"])
    turn.draft.start("consultation" if entry.kind == "screening" else "callback")
    turn.draft.manner = "ask"
