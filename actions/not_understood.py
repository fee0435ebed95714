"""What is answered to a message that nobody has understood, or that is about something else altogether."""

from __future__ import annotations

import re

from actions import asides, goals, resuming
from actions.replies import Reply, invite, say_what_can_be_done
from actions.turn import Turn
from bot.clinic.interview.loose import is_annoyed, wants_consultation

_HALF = 0.5  # from here on a meaning is likelier than all others together
_GOES_ON = re.compile(
    r"\W*(?:and|just|but|or|even|for|not|no|about|like|roughly|ballpark|also|in|with|without|only|at least|ok|hm+)\b"
    r"|.*\d",
    re.IGNORECASE,
)


class NotUnderstood(Reply):
    """Says so, with a way on; a second time in a row it names the ways to a person."""

    def name(self) -> str:
        return "action_not_understood"

    def reply(self, turn: Turn) -> None:
        draft, message = turn.draft, turn.message
        if asides.answer(turn, turn.message.asides) and turn.dispatcher.messages:
            goals.remember(turn)
            invite(turn)
            return
        if is_annoyed(message.text):
            turn.say("annoyed", (turn.text("choice.yes"), turn.text("choice.no")))
            draft.invitation = "callback"
            return
        if draft.topic is not None and _goes_on_about(turn):
            asides.tell(turn, draft.topic, message.text)
            invite(turn)
            return
        if asides.stays_near(turn):
            return
        if wants_consultation(message):
            goals.begin_consultation(turn)
            return
        if goals.took_up(turn):
            return
        draft.not_understood += 1
        if resuming.invite_back(turn):
            return
        if goals.has_booking(turn) and message.meaning("booked", _HALF) in ("cancel", "move"):
            turn.say("which_change")  # "I can't make it after all" may mean either
            draft.invitation = "change"
        elif goals.has_booking(turn) and not (message.intent == "out_of_scope" and message.understood):
            say_what_can_be_done(turn)
        elif message.intent == "out_of_scope" and message.understood:
            _say_out_of_scope(turn)
        elif draft.not_understood > 1:
            turn.say("not_understood_again")
            draft.invitation = "callback"
        else:
            turn.say("not_understood")


def _say_out_of_scope(turn: Turn) -> None:
    """In other words each time: the same ones again sound like nobody listening."""
    times = turn.draft.count_told("out_of_scope")
    turn.say("out_of_scope" if times == 1 else "out_of_scope_again" if times % 2 == 0 else "out_of_scope_more")


def _goes_on_about(turn: Turn) -> bool:
    """As in "just a ballpark?", "and for two?": too short to mean anything but the topic before."""
    words = turn.message.text.split()
    short = len(words) <= 8 and (turn.message.is_question or len(words) <= 2 or _GOES_ON.match(turn.message.text))
    return bool(short) and turn.draft.not_understood == 0 and turn.message.intent not in ("affirm", "deny")
