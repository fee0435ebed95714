"""The clinician who was named has died or left: the staff hear so before they call in vain."""

from __future__ import annotations

from actions import asides, goals, records
from actions.turn import Turn
from bot.clinic.interview.departed import departure, without_departure
from bot.clinic.interview.flow import CLINICIAN

_REASONS = {
    "died": "says that the clinician has died: ask who else looks after them",
    "left": "says that the clinician may not be reached any more: ask how, or who else looks after them",
}
_OF_THE_CLINICIAN = ("clinician", "consent", *CLINICIAN)


def note(turn: Turn) -> bool:
    """While questions are asked: keep it for the staff, and leave what else the message says. Whether it says so."""
    draft, known = turn.draft, dict(turn.draft.facts)
    gone = departure(turn.message.text, known)
    if gone is None or draft.question in _OF_THE_CLINICIAN:
        return False  # the answer to such a question says it itself
    records.follow_clinician_up(turn, _REASONS[gone])
    turn.say(f"clinician_{gone}")
    turn.message = turn.message.with_only(without_departure(turn.message.text, known))
    return True


def answer_loose(turn: Turn) -> bool:
    """The same after the booking, and while a call is to come."""
    if not (goals.has_booking(turn) or goals.call_to_come(turn)) or not note(turn):
        return False
    asides.answer(turn, turn.message.asides)
    return True
