"""Another clinician is to be contacted who is not named yet: nothing of the old one is taken for theirs."""

from __future__ import annotations

from actions import goals, records
from actions.turn import Turn
from bot.clinic.interview.draft import CLINICIAN_FIELDS
from bot.clinic.interview.flow import CLINICIAN
from bot.clinic.interview.replaced import replaced_by_role

NEW_CLINICIAN = "mend.clinician_name:"
"""Begins what was asked last where the name of another clinician was; the role follows."""
_NOT_WHILE = (None, "safe", "clinician", "consent", "clinician_name")


def asks_who(turn: Turn) -> bool:
    """While questions are asked: open the one for the name again. Whether somebody else is to be contacted."""
    draft = turn.draft
    if draft.question in _NOT_WHILE:
        return False
    role = replaced_by_role(turn.message.text, draft.facts)
    if role is None:
        return False
    draft.forget(CLINICIAN)
    for name in CLINICIAN_FIELDS:
        draft.facts.pop(name, None)
    draft.former_clinician = None  # the role that is kept now is not that one's
    draft.facts["clinician_role"] = role
    turn.say("clinician_replaced")
    return True


def asks_who_loose(turn: Turn) -> bool:
    """The same after the booking: what is kept changes with the name, and the staff know of it at once."""
    draft = turn.draft
    if draft.goal is not None or draft.stopped or not (goals.has_booking(turn) or goals.call_to_come(turn)):
        return False
    role = replaced_by_role(turn.message.text, draft.facts)
    if role is None:
        return False
    records.follow_clinician_up(
        turn, f"wants another clinician contacted instead ({role}): ask who, if not named by now"
    )
    turn.say("clinician_replaced")
    turn.say("clinician_replaced_who")
    draft.asked = f"{NEW_CLINICIAN}{role}"
    return True
