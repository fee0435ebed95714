"""What is looked for in any message while no question is open, before its intent counts."""

from __future__ import annotations

from actions import asides, calls, commands, goals, inquiries, mending, spanish
from actions.turn import Turn
from bot.clinic import reading as answers
from bot.clinic.interview.loose import STARTS, tells_of_feelings
from bot.clinic.interview.permission import withdraws_permission

_FREE_OF_REFUSAL = frozenset({"thank", "goodbye", "talk_to_person", "bot_challenge", "ask_capabilities", "opt_out"})


def _withdraws(turn: Turn) -> bool:
    """Permission can be taken back at any time, also after the booking: "don't call" is no word on the appointment."""
    message = turn.message
    if turn.draft.facts.get("consent") != "yes" or not withdraws_permission(message.text):
        return False
    goals.withdraw_permission(turn)
    asides.answer(turn, [part for part in message.asides if not withdraws_permission(part.text)])
    return True


def _obeys(turn: Turn) -> bool:
    """Words about the dialogue itself, while nothing is being asked."""
    command, draft = answers.command(turn.message.text), turn.draft
    if command == "resume" and draft.goal is not None:
        goals.resume(turn)
    elif command == "resume" and goals.has_booking(turn):
        goals.show_booking(turn)  # "where were we?"
        turn.say("hello")
    elif command == "restart":
        draft.facts.clear()
        draft.skipped.clear()
        draft.goal, draft.outcome, draft.stopped = None, None, False
        turn.say("restarted")
        goals.begin_consultation(turn)
    elif command == "there":
        if asides.stays_near(turn):
            return True
        turn.say("here")
        if draft.stopped and draft.goal is not None:
            turn.say("invite_resume", (turn.text("choice.yes"), turn.text("choice.no")))
            draft.invitation = "resume"
        else:
            turn.say("hello")
    elif command == "summary" and draft.facts and not goals.has_booking(turn):
        commands.so_far(turn)
    elif command == "stop":
        draft.invitation = None
        turn.say("stopped_nothing")
    else:
        return False
    return True


def _accepts_invitation(turn: Turn) -> bool:
    """A plain yes or no to what was offered last."""
    draft = turn.draft
    invitation, draft.invitation = draft.invitation, None
    if invitation is None or turn.message.asides:
        return False
    wanted = answers.yes_no(turn.message.text)
    if wanted is None:
        return False
    if not wanted:
        turn.say("okay")
        turn.say("hello_again" if not draft.greeted else "anything_else")
    elif invitation == "resume":
        goals.resume(turn)
    elif invitation == "callback":
        goals.ask_for_call(turn)
    elif invitation == "link":
        goals.ask_for_link(turn)
    else:
        goals.begin_consultation(turn)
    return True


def _stays_refused(turn: Turn) -> bool:
    """However a minor pleads, the answer stays the same; questions are answered, and a mistaken age is put right."""
    outcome, message = (turn.draft.outcome or {}).get("outcome"), turn.message
    if outcome != "not_eligible_online" or message.questions:
        return False
    if message.intent in _FREE_OF_REFUSAL and message.means(message.intent):
        return False
    if message.intent not in STARTS and tells_of_feelings(message.text):
        turn.say("minor_support")
    elif not goals.refused_minor(turn):
        goals.begin_consultation(turn)
    return True


FIRST = (
    spanish.answer_loose,
    _withdraws,
    _obeys,
    _accepts_invitation,
    asides.stays_with_danger,
    _stays_refused,
    mending.answer_loose,
    calls.answer_loose,
    inquiries.answer_loose,
)
"""Each says whether it has answered the message; the first that has ends the turn."""
