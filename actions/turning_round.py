"""Who is changing their appointment and thinks again: cancelled where it was to be moved, or the other way round."""

from __future__ import annotations

from actions import commands, goals
from actions.turn import Turn
from bot.clinic.interview.calling_off import calls_it_off, leaves_it_unmoved, moves_it_instead
from bot.clinic.wishes import Kind, read_wish

_TIMES = frozenset({Kind.window, Kind.past, Kind.closed})


def turns_round(turn: Turn) -> bool:
    """Whether the message asks for the other of the two changes, or for none; nothing is done without a yes."""
    draft, message = turn.draft, turn.message
    if draft.goal not in ("move", "cancel") or not message.text:
        return False
    wish = read_wish(message.text, turn.now, turn.hours)
    names_time = wish.kind in _TIMES or bool(wish.candidates)
    if draft.goal == "move" and leaves_it_unmoved(message.text, names_time=names_time):
        commands.obey(turn, "stop")
    elif draft.goal == "move" and calls_it_off(message, names_time=names_time):
        goals.change_booking(turn, "cancel")
    elif draft.goal == "cancel" and moves_it_instead(message, names_time=names_time):
        goals.change_booking(turn, "move")
    else:
        return False
    return True
