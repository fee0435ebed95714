"""What is looked for in any message while no question is open, before its intent counts."""

from __future__ import annotations

from actions import (
    after_danger,
    asides,
    calls,
    commands,
    departed,
    goals,
    inquiries,
    leaving,
    mending,
    minors,
    moving,
    permission,
    reminding,
    replacing,
    resuming,
    sharing,
    spanish,
    staying,
    taking_back,
    wrong_number,
)
from actions.turn import Turn
from bot.clinic import reading as answers
from bot.clinic.crisis import was_worried_days_ago, was_worried_lately
from bot.clinic.interview.loose import (
    STARTS,
    asks_when_it_is,
    asks_where,
    asks_whether_to_book_here,
    leans_to_cancel,
    of_parent,
    tells_of_distress,
)
from bot.clinic.interview.meant import meant
from bot.clinic.interview.message import SURE, Part

_FREE_OF_REFUSAL = frozenset({"thank", "goodbye", "talk_to_person", "bot_challenge", "ask_capabilities", "opt_out"})


def _goes_on(turn: Turn) -> bool:
    """Who wants to go on does so, in whatever words, however long ago they stopped or were in danger."""
    draft, text = turn.draft, turn.message.text
    if draft.question is not None or not answers.wants_to_go_on(text):
        return False
    if goals.has_booking(turn) and answers.names_booking(text):
        return False
    if was_worried_lately(draft, turn.now) or (draft.stopped and was_worried_days_ago(draft, turn.now)):
        after_danger.go_on(turn)
    elif draft.stopped and draft.goal is not None:
        resuming.resume(turn)
    else:
        return False
    return True


def _is_in_two_minds(turn: Turn) -> bool:
    """Who may want to cancel is asked whether to: nothing is cancelled before a yes."""
    if not goals.has_booking(turn) or not leans_to_cancel(turn.message.text):
        return False
    goals.change_booking(turn, "cancel")
    return True


def _changes_booking(turn: Turn) -> bool:
    """What the model takes for a wish to cancel or to move; nothing is done before a yes, or before a new time."""
    message, draft = turn.message, turn.draft
    plain = any(message.means(one) for one in ("cancel_booking", "reschedule_booking", "show_booking", "opt_out"))
    if draft.goal is not None or draft.invitation or plain or message.questions or not goals.has_booking(turn):
        return False
    wanted = meant("booked", message)
    if wanted in ("cancel", "move"):
        goals.change_booking(turn, "cancel" if wanted == "cancel" else "move")
    elif wanted == "keep" and not message.understood:
        turn.say("pleased")
    else:
        return False
    return True


def _asks_when_and_where(turn: Turn) -> bool:
    """Of a message that asks for both the model sees one."""
    text = turn.message.text
    if not goals.has_booking(turn) or not (asks_when_it_is(text) and asks_where(text)):
        return False
    goals.show_booking(turn)
    asides.tell(turn, "faq/location_and_contact", text)
    return True


def _obeys(turn: Turn) -> bool:
    """Words about the dialogue itself, while nothing is being asked."""
    command, draft = answers.command(turn.message.text), turn.draft
    if command == "resume" and draft.goal is not None:
        resuming.resume(turn)
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
        if not resuming.invite_back(turn):
            turn.say("hello")
    elif command == "summary" and draft.facts and not goals.has_booking(turn):
        commands.so_far(turn)
    elif command == "stop":
        draft.invitation = None
        turn.say("stopped_nothing")
    else:
        return False
    return True


def _books_here(turn: Turn) -> bool:
    """Who asks whether this is where to book wants to: it begins."""
    if turn.draft.goal is not None or goals.has_booking(turn) or not asks_whether_to_book_here(turn.message.text):
        return False
    goals.begin_consultation(turn)
    return True


def _accepts_invitation(turn: Turn) -> bool:
    """A plain yes or no to what was offered last."""
    draft = turn.draft
    invitation, draft.invitation = draft.invitation, None
    asked = turn.message.questions
    if invitation == "book" and asked and answers.yes_no(turn.message.statement):
        asides.answer(turn, asked)  # "yes please. but first, does it hurt?"
        goals.begin_consultation(turn)
        return True
    if invitation is None or (turn.message.asides and invitation != "change"):
        return False
    if invitation == "change":
        return moving.says_which(turn)
    wanted = answers.yes_no(turn.message.text)
    if wanted is None:
        return False
    if invitation == "psychiatrist":
        permission.settle_psychiatrist(turn, wanted=wanted)
        return True
    if not wanted:
        turn.say("okay")
        turn.say("hello_again" if not draft.greeted else "anything_else")
    elif invitation == "resume":
        resuming.resume(turn)
    elif invitation == "callback":
        goals.ask_for_call(turn)
    elif invitation == "link":
        goals.ask_for_link(turn)
    else:
        goals.begin_consultation(turn)
    return True


def _is_pleased(turn: Turn) -> bool:
    """A word of approval with nothing to agree to, once all is arranged: "cool"."""
    arranged = goals.has_booking(turn) or goals.call_to_come(turn) is not None
    if turn.draft.goal is not None or not arranged or not answers.is_pleased(turn.message.text):
        return False
    if not asides.stays_near(turn):
        turn.say("pleased")
    return True


def _stays_refused(turn: Turn) -> bool:
    """However a minor pleads, the answer stays the same; questions are answered, and a mistaken age is put right."""
    outcome, message = (turn.draft.outcome or {}).get("outcome"), turn.message
    of_a_parent = of_parent(message.text)
    asked = message.questions and not of_a_parent and any(p.intent.startswith("faq/") for p in message.questions)
    if outcome != "not_eligible_online" or minors.may_cancel(turn):
        return False
    if tells_of_distress(message.text) and not any("?" in part.text for part in message.questions if _is_topic(part)):
        turn.say("minor_support" if turn.draft.count_told("minor") % 2 else "minor_support_again")
        return True
    if answers.asks_for_way(message.text) and not goals.has_booking(turn):
        turn.say("minor_way")
        return True
    if asked:
        return False
    if answers.gives_in(message.text) and not goals.has_booking(turn):
        turn.say("minor_close")
        return True
    if minors.pleads_with_appointment(turn):
        return True
    if of_a_parent:
        turn.say("minor_parent")
        return True
    if message.questions and message.intent not in STARTS:
        return False
    if message.intent in _FREE_OF_REFUSAL and message.means(message.intent):
        return False
    if not goals.refused_minor(turn):
        goals.begin_consultation(turn)
    return True


def _is_topic(part: Part) -> bool:
    return part.intent.startswith("faq/") and part.confidence >= SURE


def _fears_for_another(turn: Turn) -> bool:
    """Who asks what to do if somebody takes something hears whom to call, whatever topic it sounds like."""
    if not answers.fears_for_another(turn.message.text):
        return False
    turn.say("if_worse_other")
    return True


FIRST = (
    sharing.answer_loose,
    wrong_number.answer_loose,
    staying.answer_loose,
    reminding.answer,
    leaving.takes_number_off,
    spanish.answer_loose,
    permission.answer_loose,
    _fears_for_another,
    calls.leaves_paused_call,
    _goes_on,
    taking_back.take_back_cancelling,
    _is_in_two_minds,
    _asks_when_and_where,
    moving.moves_by_it,
    _obeys,
    _books_here,
    _accepts_invitation,
    after_danger.answer,
    _is_pleased,
    minors.tells_later,
    _stays_refused,
    minors.tells_of_patient,
    replacing.asks_who_loose,
    departed.answer_loose,
    mending.answer_loose,
    calls.answer_loose,
    inquiries.answer_loose,
    _changes_booking,
)
"""Each says whether it has answered the message; the first that has ends the turn."""
