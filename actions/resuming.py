"""Back to what somebody stopped in the middle, by themself or because they were in danger."""

from __future__ import annotations

from actions.turn import Turn


def resume(turn: Turn, *, silently: bool = False) -> None:
    """Go on where the person stopped; `silently` where the reply has led up to it."""
    draft = turn.draft
    draft.stopped, draft.invitation = False, None
    draft.manner = "again"
    if not silently:
        turn.say("resumed")


def invite_back(turn: Turn) -> bool:
    """Offer to go on to who stopped in the middle: whatever was meant, that is the way on. Whether there is one."""
    draft = turn.draft
    if not draft.stopped or draft.goal is None:
        return False
    often = draft.asked_too_often("invite_resume")
    turn.say("invite_resume_again" if often else "invite_resume", (turn.text("choice.yes"), turn.text("choice.no")))
    draft.invitation = "resume"
    return True
