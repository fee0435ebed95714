"""The answer for which the staff call instead of a booking here: what would change it, and asking for it again."""

from __future__ import annotations

from actions.turn import Turn
from bot.clinic.interview.flow import screening_of

# The question whose answer each of these rules of clinic.yml rests on.
_DECIDING = {"S2.unsaid": "age", "S3.other": "reason", "S4.declined": "other"}
_OF_ANOTHER = "S1.other"  # no answer opens the booking for somebody else


def deciding(turn: Turn) -> list[str]:
    """The questions that another answer to would open the booking; none where no answer would."""
    rules = screening_of(turn.draft, turn.assistant.clinic).rule_ids
    return [] if _OF_ANOTHER in rules else [_DECIDING[rule] for rule in rules if rule in _DECIDING]


def ask_again(turn: Turn) -> bool:
    """Open those questions again. Whether there are any."""
    questions = deciding(turn)
    turn.draft.forget(questions)
    return bool(questions)


def say_way(turn: Turn) -> None:
    """Why there is no booking here as things stand, and what would change that."""
    reasons = " and ".join(screening_of(turn.draft, turn.assistant.clinic).reasons)
    how = "".join(turn.text(f"way_to_book.{question}") for question in deciding(turn)[:1])
    turn.say("not_online", reasons=reasons, how=how)
