"""No more texts, also where the same message calls the appointment off: nobody can be asked anything after that."""

from __future__ import annotations

from actions import goals, records, submit
from actions.turn import Turn
from bot.clinic.interview.agreement import agreed
from bot.clinic.interview.leaving import calls_off, without_texts
from bot.clinic.interview.leaving import takes_number_off as takes_off
from bot.clinic.interview.loose import of_reminders
from bot.clinic.interview.message import Message
from bot.store import follow_ups


def takes_number_off(turn: Turn) -> bool:
    """Whether somebody wants their number off our list, which by text is the end of all texts and no erasure."""
    if turn.channel != "sms" or not takes_off(turn.message.text):
        return False
    opt_out(turn)
    turn.draft.manner = "ask"
    return True


def opt_out(turn: Turn) -> None:
    """End the texts. By text, a yes to "shall I cancel it?" is acted on first; any other such wish the staff hear."""
    message, draft = turn.message, turn.draft
    if turn.channel != "sms" or of_reminders(message.text) or not goals.has_booking(turn):
        goals.opt_out(turn)
        return
    asked = draft.goal == "cancel" and draft.question == "summary"
    rest = without_texts(message.text)
    if asked and rest and agreed("summary", draft, Message(rest)):
        submit.submit(turn, agreed=True)
        goals.opt_out(turn)
        return
    if calls_off(rest) or (asked and "keep" not in rest.lower() and calls_off(message.text)):
        follow_ups.upsert_open(
            turn.tx,
            turn.conversation,
            "change",
            turn.now,
            reasons=["wants the appointment cancelled, and could not be asked again"],
            priority=records.is_priority(turn),
        )
        goals.opt_out(turn, text_id="opted_out_cancel")
        return
    goals.opt_out(turn)
