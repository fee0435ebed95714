"""What a person says about the dialogue itself: are you there, back, repeat, why, stop, start over, ..."""

from __future__ import annotations

from collections.abc import Callable

from actions import times
from actions.turn import CHOSEN, Turn
from bot.clinic import reading as answers
from bot.clinic.interview.draft import CLINICIAN_FIELDS, Draft
from bot.clinic.interview.flow import text_key
from bot.clinic.interview.update import go_back
from bot.clinic.wishes import Wish

_TOLD_SO_FAR = (*CHOSEN, "name", "phone", "email", *CLINICIAN_FIELDS)


def obey(turn: Turn, command: str) -> None:
    """Do what the command says; `draft.manner` says how the open question is to be put afterwards."""
    turn.draft.manner = "again"
    _COMMANDS[command](turn)


def _back(turn: Turn) -> None:
    moved = go_back(turn.draft, turn.assistant.clinic)
    if turn.draft.hold is None:
        times.release(turn)
    turn.say("back" if moved else "back_first")
    turn.draft.manner = "ask"


def _repeat(turn: Turn) -> None:
    turn.draft.manner = "ask"


def _there(turn: Turn) -> None:
    turn.say("here")
    turn.draft.manner = "ask"


def _why(turn: Turn) -> None:
    draft = turn.draft
    if draft.question is None:
        turn.say("nothing_open")
        return
    turn.say(f"{text_key(draft, draft.question, turn.assistant.clinic)}.why")


def _bye(turn: Turn) -> None:
    _pause(turn, "goodbye_open")


def _stop(turn: Turn) -> None:
    _pause(turn, "stopped")


def _pause(turn: Turn, text_id: str) -> None:
    draft = turn.draft
    changing, old = draft.goal in ("move", "cancel"), draft.old_time
    times.release(turn)
    draft.pause()
    if changing:
        turn.say("kept", slot=old)
    else:
        turn.say(text_id)


def _restart(turn: Turn) -> None:
    times.release(turn)
    kept = turn.draft
    fresh = Draft(
        goal="consultation" if kept.goal == "callback" else kept.goal,
        greeted=True,
        condoled=kept.condoled,
        crisis=kept.crisis,
        danger=kept.danger,
        resources_given=kept.resources_given,
        resources_at=kept.resources_at,
        last_read=kept.last_read,
    )
    for name, value in vars(fresh).items():
        setattr(kept, name, value)
    turn.say("restarted")
    kept.manner = "ask"


def _resume(turn: Turn) -> None:
    turn.draft.stopped = False
    if answers.comes_back(turn.message.text):
        turn.say("welcome_back")


def _wait(turn: Turn) -> None:
    """The question stays open, so that its answer needs no word to go on."""
    draft = turn.draft
    if draft.question == "summary":
        turn.say("no_rush" if draft.goal == "consultation" else "no_rush_change")
    else:
        turn.say("take_your_time")


def _more(turn: Turn) -> None:
    """Other times; from a summary too, whose time is given back."""
    held = turn.draft.hold
    times.release(turn)
    if held is not None:
        turn.draft.seen_offers = [held["start"]]  # "show me the other times again": those that were on the list
    times.more(turn)
    turn.draft.manner = "ask"


def so_far(turn: Turn) -> None:
    """Say back everything that was given, the time as well."""
    told = [turn.named([name]) for name in _TOLD_SO_FAR if turn.draft.facts.get(name)]
    if time := _time_so_far(turn):
        told.append(f"{turn.text('field.time')}: {time}")
    if told:
        turn.say("so_far", facts="; ".join(told))
    else:
        turn.say("so_far_nothing")


def _time_so_far(turn: Turn) -> str:
    """The time that was chosen or wished for, or when staff may call."""
    draft = turn.draft
    slot = times.slot_of(draft)
    if slot is not None:
        return times.spoken_slot(turn, slot)
    wish = draft.wish or draft.kept_wish
    return draft.facts.get("call_time") or (Wish.from_json(wish).describe() if wish else "") or ""


_COMMANDS: dict[str, Callable[[Turn], None]] = {
    "back": _back,
    "repeat": _repeat,
    "there": _there,
    "why": _why,
    "stop": _stop,
    "bye": _bye,
    "wait": _wait,
    "restart": _restart,
    "resume": _resume,
    "more": _more,
    "summary": so_far,
}
