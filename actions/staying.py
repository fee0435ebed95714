"""Words with a "not" that refuse nothing: "don't quit on me", "don't cancel it ok?", "yes, can't wait"."""

from __future__ import annotations

from actions import asides, commands, goals, resuming
from actions.turn import Turn
from bot.clinic import reading as answers
from bot.clinic.calendar import say_time
from bot.store import bookings

_OF_AN_END = frozenset({"opt_out", "stop_flow", "goodbye", "cancel_booking"})


def answer(turn: Turn) -> bool:
    """Take such words out of the message. True where it says nothing besides: the question that is open stays open."""
    text = turn.message.text
    rest = answers.without_staying(text)
    left = answers.without_gladness(text if rest is None else rest)
    if left != text:
        turn.message = turn.message.with_only(left)
    if rest != "":
        return False
    if turn.draft.goal == "cancel":
        commands.obey(turn, "stop")  # "shall I cancel it?"
        return True
    if not _keeps(turn):
        turn.say("resumed")
    turn.draft.manner = "again"
    return True


def answer_loose(turn: Turn) -> bool:
    """The same while no question is open, where the model may have taken it for a wish for an end."""
    rest = answers.without_staying(turn.message.text)
    if rest is None or (rest and turn.message.intent not in _OF_AN_END):
        return False
    turn.message = turn.message.with_only(rest)
    if rest and goals.names_other_time(turn):
        goals.change_booking(turn, "move")  # "don't cancel it, make it Friday"
        return True
    kept = _keeps(turn)
    if asides.answer(turn, turn.message.asides) or kept or asides.stays_near(turn):
        return True
    if turn.draft.stopped and turn.draft.goal is not None:
        resuming.resume(turn)
    else:
        turn.say("here")
        turn.say("hello")
    return True


def _keeps(turn: Turn) -> bool:
    """Say that the appointment stays, where there is one."""
    found = [] if turn.draft.guest else bookings.active_for(turn.tx, turn.conversation, turn.phone, turn.now)
    slots = [say_time(booking.starts_at, turn.assistant.clinic) for booking in found]
    if slots:
        turn.say("kept", slot=" and ".join(slots))
    return bool(slots)
