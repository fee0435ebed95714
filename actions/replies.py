"""What is answered while no question is open: each rule of data/rules names one of these actions."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import asides, goals, resuming
from actions.first import FIRST
from actions.interview import settle
from actions.turn import Turn, open_turn, reflect
from bot.clinic import reading as answers
from bot.clinic.interview.loose import (
    STARTS,
    asks_something,
    bare_cancel,
    books_for_oneself,
    says_book,
    says_consultation,
    wants_consultation,
)
from bot.clinic.interview.message import LIKELY, Message, Part, calls_nobody, speaks_of_contact
from bot.clinic.profile import Outcome
from bot.clinic.reading.reasons import REASONS

FORM = "consultation_form"
_SETTLED = (Outcome.STAFF_FOLLOW_UP.value, Outcome.NOT_ELIGIBLE_ONLINE.value)
_INVITED_AT_MOST = 2  # then it would be nagging; a plain yes still accepts


class Reply(Action, ABC):
    """Answers one kind of message; when that opens a question, the form takes over and asks it."""

    @abstractmethod
    def reply(self, turn: Turn) -> None:
        """Say what there is to say."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        with open_turn(dispatcher, tracker) as turn:
            turn.draft.manner = "ask"
            unread = turn.is_unread()
            if unread and not any(does(turn) for does in FIRST):
                if not asides.condole(turn) or asks_something(turn.message):
                    self.reply(turn)
                else:
                    turn.say("hello")
            if turn.draft.goal is not None and not turn.draft.stopped:
                settle(turn, manner=turn.draft.manner)
            events = reflect(turn.draft)
            goes_on = turn.draft.goal is not None and not turn.draft.stopped
            if unread and not goes_on and not dispatcher.messages:
                turn.say("not_understood")  # whatever it was, nobody is left without an answer
        return [*events, FollowupAction(FORM)] if goes_on else events


def invite(turn: Turn) -> None:
    settled = (turn.draft.outcome or {}).get("outcome") in _SETTLED
    if goals.has_booking(turn) or settled or goals.call_to_come(turn) is not None or turn.draft.changed == "cancel":
        turn.draft.invitation = None  # the staff have it in hand, or it was just cancelled
    if turn.draft.invitation == "book" and turn.draft.invited < _INVITED_AT_MOST:
        turn.draft.invited += 1
        turn.say("invite_book", (turn.text("choice.yes"), turn.text("choice.no")))


class AnswerQuestions(Reply):
    """Answers questions, and begins the booking when the same message asks for it."""

    def name(self) -> str:
        return "action_answer"

    def reply(self, turn: Turn) -> None:
        message = turn.message
        if _asks_for_it(message) or says_consultation(message) or books_for_oneself(message.text):
            asides.answer(turn, [part for part in message.questions if not _is_the_wish(part)])
            goals.begin_consultation(turn)
            return
        goals.remember(turn)
        if not asides.answer(turn, turn.message.asides):
            asides.tell(turn, message.intent, message.text)
        if any(part.intent in STARTS and part.confidence >= LIKELY for part in message.parts):
            turn.draft.invitation = None
            goals.begin_consultation(turn)
        else:
            invite(turn)


def _is_the_wish(part: Part) -> bool:
    return part.intent == "faq/free_consultation" or books_for_oneself(part.text)


def _asks_for_it(message: Message) -> bool:
    """As in "okay, the free talk then": named without a question, the consultation is asked for."""
    return message.means("faq/free_consultation", LIKELY) and not message.is_question


_CONDITIONS = "faq/conditions_treated"


class BeginConsultation(Reply):
    """Starts the questions for a consultation."""

    def name(self) -> str:
        return "action_begin_consultation"

    def reply(self, turn: Turn) -> None:
        named = _asked_about(turn)
        if not asides.answer(turn, turn.message.asides) and named:
            asides.tell(turn, _CONDITIONS, turn.message.text)
        turn.draft.invitation = None
        goals.begin_consultation(turn)
        if named in REASONS and turn.draft.goal == "consultation" and turn.draft.facts.get("who") != "other":
            turn.draft.facts.setdefault("reason", [named])  # who asks about it is not asked for it again


def _asked_about(turn: Turn) -> str | None:
    """The condition in "can people with anxiety come?", which is answered before the questions begin."""
    message = turn.message
    if not (message.means("ask_eligibility", LIKELY) and message.is_question):
        return None
    if answers.volunteered_reasons(message.text):
        return None
    found = turn.assistant.answers.answer(_CONDITIONS, message.text, turn.channel)  # type: ignore[arg-type]
    about = found.aspect not in ("general", "age") and _CONDITIONS.endswith(found.topic)
    return found.aspect.replace("suicidal_ideation", "suicidal_thoughts") if about else None


class AnswerAside(Reply):
    """Greetings, who is there, appointments, a call: what is also answered in the middle of a form."""

    def name(self) -> str:
        return "action_answer_aside"

    def reply(self, turn: Turn) -> None:
        message, draft = turn.message, turn.draft
        if message.intent == "opt_out" and speaks_of_contact(message.text, draft.facts):
            return  # it is about the clinician, and `_withdraw` has said what there is to say
        if message.means("cancel_booking") and goals.has_booking(turn):
            # whatever else it sounds like: "just cancel it, I'll rebook next year" tells why
            asides.answer(turn, [part for part in message.questions if part.intent.startswith("faq/")])
            goals.change_booking(turn, "cancel")
            return
        if message.intent == "greet" and goals.took_up(turn):
            return
        if not asides.answer(turn, message.asides):
            if message.intent == "talk_to_person" and (
                calls_nobody(message.text) or not asides.wants_call(turn, message.whole)
            ):
                goals.begin_consultation(turn)  # "you can call her psychiatrist" is said by who wants to come
                return
            guessed = message.intent == "talk_to_person" and not message.means("talk_to_person")
            if guessed and goals.stands_already(turn):
                turn.say("follow_up_stands")
                return
            asides.HANDLERS[message.intent](turn)
        if not any(part.intent in STARTS and part.confidence >= LIKELY for part in turn.message.parts):
            return
        if draft.goal != "callback":
            goals.begin_consultation(turn)
        elif "call_time" not in draft.facts:  # else what sounds like a booking was the time of the call
            draft.after = "consultation"


class SayThanks(Reply):
    def name(self) -> str:
        return "action_thanks"

    def reply(self, turn: Turn) -> None:
        asides.HANDLERS["thank"](turn)


class SayGoodbye(Reply):
    def name(self) -> str:
        return "action_goodbye"

    def reply(self, turn: Turn) -> None:
        if not asides.stays_near(turn):
            turn.say("goodbye_open" if turn.draft.goal is not None else "goodbye")


class AnswerLooseWords(Reply):
    """Yes, no, back, why and the like, while nothing is being asked."""

    def name(self) -> str:
        return "action_nothing_open"

    def reply(self, turn: Turn) -> None:
        if asides.stays_near(turn):
            return
        if bare_cancel(turn.message.text) and goals.has_booking(turn):
            goals.change_booking(turn, "cancel")
            return
        if turn.message.intent in ("go_back", "correct_answer") and goals.names_other_time(turn):
            goals.change_booking(turn, "move")  # "no wait, back to the 10th"
            return
        if wants_consultation(turn.message) or says_book(turn.message.text):
            goals.begin_consultation(turn)
            return
        topic = turn.message.likeliest_question()
        if topic is not None:
            goals.remember(turn)
            asides.tell(turn, topic, turn.message.text)
            invite(turn)
            return
        if turn.message.intent == "correct_answer" and turn.draft.facts and turn.draft.goal is not None:
            resuming.resume(turn)
            return
        if goals.has_booking(turn) and turn.message.intent == "repeat":
            goals.show_booking(turn)  # "did that go through?"
            return
        if not goals.took_up(turn):
            say_what_can_be_done(turn)


def say_what_can_be_done(turn: Turn) -> None:
    """A way on for who says something loose: what there is to do here, before "anything else?" makes sense."""
    draft = turn.draft
    if resuming.invite_back(turn):
        return
    if goals.has_booking(turn):
        turn.say("after_booking_again" if draft.asked == "after_booking" else "after_booking")
        draft.asked = "" if draft.asked == "after_booking" else "after_booking"
        return
    if draft.goal is None:
        draft.invitation = "book"  # a "yes" that follows has not lost what it accepts
    started = draft.outcome is not None or draft.goal is not None or bool(draft.topics_told)
    often = draft.asked_too_often("anything_else")
    turn.say("not_understood_again" if often else "anything_else" if started else "capabilities")
