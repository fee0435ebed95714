"""Who has an appointment and names another time by it, in words that the model takes for something else."""

from __future__ import annotations

from actions import goals
from actions.days import free_slots
from actions.turn import Turn
from bot.clinic import reading as answers
from bot.clinic.calendar import local
from bot.clinic.interview.by_the_appointment import asks_to_move, is_late_for_it, shifts_by_it
from bot.clinic.interview.shifting import said_outright
from bot.clinic.wishes import read_wish

_CHANGES = ("move it", "cancel it")


def moves_by_it(turn: Turn) -> bool:
    """Propose the move that is meant: "could I come the day after?". Whether the message asks for one."""
    found, text = goals.active(turn), turn.message.text
    start = local(found[0].starts_at, turn.clinic.zone) if found else None
    if turn.draft.goal is not None or start is None or not shifts_by_it(text, start, turn.now, turn.hours):
        return False
    if is_late_for_it(text) and not (asks_to_move(text) and _is_free(turn, said_outright(text, start))):
        return False  # a few minutes more are no other time; what to do then is said otherwise
    goals.change_booking(turn, "move")
    return True


def says_which(turn: Turn) -> bool:
    """Take the answer to "I can move or cancel it": a mere yes does not say which. Whether it was one."""
    chosen = answers.read_choice(turn.message.text, _CHANGES)
    if chosen is not None:
        goals.change_booking(turn, "cancel" if chosen else "move")
        return True
    if turn.message.asides or (wanted := answers.yes_no(turn.message.text)) is None:
        return False
    if wanted:
        turn.say("which_change")
        turn.draft.invitation = "change"
    else:
        turn.say("okay")
        turn.say("anything_else")
    return True


def _is_free(turn: Turn, words: str) -> bool:
    wish, zone = read_wish(words, turn.now, turn.hours), turn.clinic.zone
    return any(wish.accepts(local(slot.starts_at, zone)) for slot in free_slots(turn))
