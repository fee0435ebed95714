"""A call that the staff have been asked for: its time is changed, it is withdrawn, and it is never an appointment."""

from __future__ import annotations

from copy import deepcopy

from actions import asides, goals, resuming, settling
from actions.noted import change_time, say_noted, wish_of
from actions.turn import Turn
from bot.clinic import reading as answers
from bot.clinic.interview.calls import (
    asks_whether_booked,
    call_time_beside,
    call_wish,
    speaks_of_being_called,
    speaks_of_call,
    told_of_time,
    waits_for_call,
    withdraws_call,
)
from bot.clinic.interview.flow import is_calling, screening_of
from bot.clinic.interview.reading import read
from bot.clinic.interview.update import take
from bot.clinic.profile import Outcome
from bot.store import follow_ups
from bot.store.follow_ups import FollowUp


def answer_loose(turn: Turn) -> bool:
    """What is said about an open call while no question is open. Whether that is what the message is about."""
    entry, message = goals.call_to_come(turn), turn.message
    if entry is None or (goals.has_booking(turn) and not speaks_of_call(message.text)):
        return False
    if turn.draft.goal is None and _is_final(turn) and _settled_by(turn):
        goals.begin_consultation(turn)  # "depression then", "I'll take the psychiatrist after all"
        return True
    if _wants_to_book(turn):
        return _book_instead(turn)
    paused = turn.draft.goal is not None and not speaks_of_call(message.text)  # "Thursday" may be for the booking
    wish = "" if paused else call_wish(told_of_time(message.text), turn.now, turn.hours, entry.preferred_time or "")
    if wish and not withdraws_call(message):
        change_time(turn, entry, wish)
        _answer_besides(turn, wish)
        return True
    if withdraws_call(message):
        _withdraw(turn)
    elif waits_for_call(message.text):
        say_noted(turn, entry)
    elif message.means("reschedule_booking"):
        _ask_when(turn, entry)
    elif asks_whether_booked(message) or message.means("cancel_booking") or _guesses_at_another(turn):
        turn.say("call_stands", time_wish=wish_of(turn, entry))
    else:
        return False
    if not waits_for_call(message.text):  # "did they get my message?" is no question about privacy
        _answer_besides(turn, "")
    return True


def _guesses_at_another(turn: Turn) -> bool:
    """Whether a call is only spoken of: "so they ring tomorrow, yes?" asks for no other one."""
    message = turn.message
    guessed = any(part.intent == "talk_to_person" for part in (message.whole, *message.parts))
    of_call = speaks_of_being_called(message.text) or (guessed and speaks_of_call(message.text))
    return of_call and not answers.asks_for_call(message.text)


def _answer_besides(turn: Turn, wish: str) -> None:
    """Questions of the same message; words that were the time of the call are none about the treatment."""
    asked = [part for part in turn.message.questions if part.intent.startswith("faq/")]
    asides.answer(turn, [part for part in asked if not wish or "?" in part.text])


def _wants_to_book(turn: Turn) -> bool:
    text = turn.message.text
    return answers.relents(text) or (answers.wants_visit(text) and not answers.asks_for_call(text))


def leaves_paused_call(turn: Turn) -> bool:
    """Who stopped while the details for a call were asked, and now wants to book: going on would lead to the call."""
    draft = turn.draft
    if not draft.stopped or draft.goal != "callback" or draft.question is not None or not _wants_to_book(turn):
        return False
    _leave_call(turn, books=True)
    return True


def _book_instead(turn: Turn) -> bool:
    """Somebody for whom a call is noted wants an appointment after all."""
    text, final = turn.message.text, _is_final(turn)
    if answers.refuses_call(text) or (answers.relents(text) and not final):  # else the call is the only way there is
        _withdraw(turn)
    if turn.draft.goal is not None:
        resuming.resume(turn)
        return True
    if not final:
        goals.begin_consultation(turn)
        return True
    settling.say_way(turn)
    return True


def turns_to_booking(turn: Turn) -> bool:
    """Whether somebody of whom the details for a call are asked wants an appointment, or no call: they are not held."""
    draft, text = turn.draft, turn.message.text
    if not is_calling(draft, turn.assistant.clinic):
        return False
    relents = answers.relents(text)  # "forget the human" names one, and asks for none
    if answers.asks_for_call(text) and not relents:
        return False
    visit, refused = answers.wants_visit(text) or relents, answers.refuses_call(text)
    if not visit and not refused:
        return False
    if draft.goal == "callback":
        _leave_call(turn, books=visit or draft.after == "consultation")
    elif _settled_by(turn):
        return False  # "then I'll see the psychiatrist" is read as any answer is
    elif settling.deciding(turn) or not refused:
        settling.say_way(turn)
        settling.ask_again(turn)
        draft.manner = "ask"
    else:
        reasons = " and ".join(screening_of(draft, turn.assistant.clinic).reasons)
        draft.goal, draft.question, draft.manner = None, None, "ask"
        turn.say("call_refused", reasons=reasons)
    return True


def _leave_call(turn: Turn, *, books: bool) -> None:
    """What was given stays; the time of the call is no time of a consultation."""
    draft = turn.draft
    draft.facts.pop("call_time", None)
    draft.after, draft.question, draft.manner = None, None, "ask"
    if books:
        turn.say("no_call_then")
        goals.begin_consultation(turn)
        return
    draft.goal, draft.invitation = None, "book"
    turn.say("no_call_then")
    turn.say("invite_book", (turn.text("choice.yes"), turn.text("choice.no")))


def _is_final(turn: Turn) -> bool:
    return screening_of(turn.draft, turn.assistant.clinic).outcome is Outcome.STAFF_FOLLOW_UP


def _settled_by(turn: Turn) -> bool:
    """Whether the message itself changes the answer for which the staff were to call."""
    tried = deepcopy(turn.draft)
    take(tried, read(tried, turn.message, turn.assistant.clinic, turn.hours, turn.now))
    return not screening_of(tried, turn.assistant.clinic).is_final


def _withdraw(turn: Turn) -> None:
    while (entry := goals.call_to_come(turn)) is not None:
        follow_ups.close(turn.tx, entry.id, turn.now, note="the person needs no call any more")
    turn.say("call_withdrawn")


def _ask_when(turn: Turn, entry: FollowUp) -> None:
    """The goal that the call came from asks for its time again, and its entry is then updated."""
    turn.draft.forget(["when"])
    turn.draft.start("consultation" if entry.kind == "screening" else "callback")
    turn.draft.manner = "ask"


def keep_time(turn: Turn) -> bool:
    """Keep when staff may call, told before its turn: "310-555-0100, mornings". Whether it was."""
    facts = turn.draft.facts
    said = call_time_beside(turn.message.statement, facts.get("name"), turn.now, turn.hours)
    if said and turn.draft.question != "when":
        facts["call_time"] = said
    return bool(said) and turn.draft.question != "when"
