"""The consultation form: every message that comes while a question is open is read here first."""

from __future__ import annotations

from typing import Any

from rasa_sdk import FormValidationAction, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import (
    asides,
    besides,
    calls,
    commands,
    inquiries,
    leaving,
    minors,
    permission,
    records,
    reminding,
    safety,
    their_number,
    times,
)
from actions.apart import APART
from actions.turn import Turn, open_turn, reflect
from actions.turning_round import turns_round
from actions.unusable import not_usable
from bot.clinic import reading as answers
from bot.clinic.calendar import Slot
from bot.clinic.interview.calls import call_wish
from bot.clinic.interview.draft import REFUSED
from bot.clinic.interview.flow import CLINICIAN, SCREENING, is_calling, next_question, screening_of
from bot.clinic.interview.inquiries import asks_about_texts
from bot.clinic.interview.leaving import wants_no_texts
from bot.clinic.interview.message import LIKELY, speaks_of_contact
from bot.clinic.interview.reading import Reading, read
from bot.clinic.interview.update import decline, take
from bot.clinic.profile import Outcome
from bot.clinic.screening import Screening

BARE = 2  # words at most of a yes or no that says nothing besides, as in "yes please"
TIME_QUESTIONS = ("when", "slots", "summary")


class ValidateConsultationForm(FormValidationAction):
    """Reads the message, stores what it gives, answers what it asks, and says which question comes next."""

    def name(self) -> str:
        return "validate_consultation_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        with open_turn(dispatcher, tracker) as turn:
            # Rasa runs this again when the form is entered in the middle of a turn
            agreed = converse(turn) if turn.is_unread() else False
            events = reflect(turn.draft)
        return submit_events(events) if agreed else events


def submit_events(events: list[EventType]) -> list[EventType]:
    """Close the form: the action that submits it comes next. The draft still holds the summary, in case that fails."""
    return [*events, SlotSet("summary", "agreed"), SlotSet("requested_slot", None)]


def converse(turn: Turn) -> bool:
    """Take in one message. True when the person has agreed to what the summary says."""
    draft = turn.draft
    before = draft.question
    if before != "safe" and any(does(turn) for does in APART):
        settle(turn, manner=draft.manner)
        return False
    invited = _was_asked_to_go_on(turn)
    noted = their_number.note(turn)
    inquired = (before != "safe" and inquiries.answer(turn)) or noted
    permitted = before != "safe" and permission.answer_while_changing(turn)
    if permitted or (inquired and not turn.message.text):
        settle(turn, manner="again")
        return False
    reading = read(draft, turn.message, turn.assistant.clinic, turn.hours, turn.now)
    if before == "safe":
        safety.take_answer(turn, reading)
        return False
    about_clinician = speaks_of_contact(turn.message.text, draft.facts)
    if (
        turn.channel == "sms"
        and before != "texts"
        and (turn.message.means("opt_out", LIKELY) or wants_no_texts(turn.message.text))
        and not asks_about_texts(turn.message.text)
        and not about_clinician
    ):
        leaving.opt_out(turn)  # before its "no" is taken for an answer
        settle(turn, manner="ask")
        return False
    if calls.turns_to_booking(turn) or turns_round(turn):
        settle(turn, manner=draft.manner)
        return False
    goes_on = answers.yes_no(turn.message.text) if invited and not reading.asides else None
    command = reading.command or (None if goes_on is None else "resume" if goes_on else "stop")
    if command is not None:
        commands.obey(turn, command)
        settle(turn, manner=draft.manner)
        return False
    asides.condole(turn)
    turn.say_all(besides.heard(turn, lambda: take(draft, reading, turn.message.text)))
    records.note_consent(turn, reading.facts)
    reminding.say_what_comes(turn, before, reading.facts.get("texts"))
    if reading.facts.get("texts") == "yes" and turn.phone is None:
        turn.say("texts_noted")
    if minors.leaves(turn):
        settle(turn, manner="ask")
        return False
    draft.manner = "ask"
    if (
        reading.agreed
        and not inquired
        and not _passed(turn)
        and not reading.facts
        and reading.wish is None
        and draft.summed_up != REFUSED
    ):
        return True
    others = asides.besides(turn, reading.asides)
    answers_question = reading.wish is None and (reading.answered or bool(reading.facts))
    if answers_question and not others and turn.message.asks_beside_the_point:
        turn.say("no_answer")
    timed = reading.wish is not None or reading.pick is not None
    topics = [part for part in others if timed and part.intent.startswith("faq/")]
    asides.answer(turn, topics)  # before the times, which end with a question
    used = permission.say_what_stands(turn, before)
    used = _take_time(turn, reading) or used
    used = _take_refusals(turn, reading) or used or inquired or reading.answered or bool(reading.facts)
    if others:
        asides.answer(turn, [part for part in others if part not in topics])
        used = True
    used = used or answers.wants_to_go_on(turn.message.text)  # by the question itself
    if not used:
        not_usable(turn, reading)
    settle(turn, manner=_manner(turn, reading, used, inquired=inquired))
    return False


def _was_asked_to_go_on(turn: Turn) -> bool:
    """Whether a plain yes or no now is about going on: the last thing said is that the assistant is back.

    The question that is open stands far above it then. What says more than yes or no may well be its answer.
    """
    invited = turn.draft.invitation == "resume"
    if invited:
        turn.draft.invitation = None
    return invited and len(turn.message.text.split()) <= BARE


def _manner(turn: Turn, reading: Reading, used: bool, *, inquired: bool) -> str:
    if turn.draft.manner == "silent":
        return "silent"
    if not used:
        if turn.draft.question == "reason" and answers.names_no_condition(turn.message.text):
            return "closest"
        if turn.draft.question == "age" and answers.names_birth_date(turn.message.text):
            return "date"
        return "again" if turn.draft.manner == "again" else "hint"
    return "again" if (reading.asides or inquired) and not reading.facts and not reading.answered else "ask"


def _take_time(turn: Turn, reading: Reading) -> bool:
    """Act on a wish for a time or on a choice among the offers. Whether there was one."""
    draft = turn.draft
    if reading.pick is not None:
        times.pick(turn, reading.pick)
        return True
    if is_calling(draft, turn.assistant.clinic):
        said = call_wish(turn.message.statement, turn.now, turn.hours) if draft.question == "when" else ""
        if draft.question == "when" and (said or reading.wish is not None):
            times.on_call_wish(turn, said or (reading.wish.describe() if reading.wish is not None else ""))
            return True
        if reading.wish is None:
            return calls.keep_time(turn)
        draft.facts.setdefault("call_time", reading.wish.describe())  # told before its turn, beside a name
        return True
    if reading.wish is None:
        return False
    if draft.question in TIME_QUESTIONS or reading.change in ("when", "slots"):
        times.on_wish(turn, reading.wish)
    elif draft.wish is None:
        times.keep_wish(turn, reading.wish, alone=not (reading.answered or reading.facts or reading.asides))
    return True


def _take_refusals(turn: Turn, reading: Reading) -> bool:
    """Answers that say no, or that something else is meant. Whether there was one."""
    draft = turn.draft
    if reading.change is not None:
        _reopen(turn, reading.change)
        return True
    if reading.agreed is False:
        _summary_refused(turn)
        return True
    if reading.declined:
        if draft.question == "when":
            times.leave_open(turn)
            return True
        if draft.question == "summary":
            turn.say("no_rush" if draft.goal == "consultation" else "no_rush_change")
            return True
        if draft.question == "slots":  # none of these
            times.more(turn)
            return True
        said = decline(draft)
        if said is None:
            return False
        turn.say_all(said)
        if draft.question == "consent":
            records.note_consent(turn, {"consent": "no"})
    return reading.declined


def _reopen(turn: Turn, question: str) -> None:
    """An answer is to be changed, and its new value was not said: ask for it again."""
    draft = turn.draft
    turn.say("which_value")
    if question in ("when", "slots"):
        times.release(turn)
        draft.drop_time()
    else:
        draft.forget([question])


def _summary_refused(turn: Turn) -> None:
    draft = turn.draft
    if draft.goal == "consultation":
        turn.say("summary_declined")
        turn.say("what_to_change")
        draft.manner, draft.summed_up = "silent", REFUSED
    else:
        turn.say("kept", slot=draft.old_time)
        times.release(turn)
        draft.drop_time()
        draft.goal = None


def settle(turn: Turn, manner: str) -> None:
    """Decide what is asked next, and tell the outcome of the screening as soon as there is one."""
    draft, clinic = turn.draft, turn.assistant.clinic
    before = draft.question
    besides.store(turn)
    if draft.goal == "consultation" and not draft.stopped:
        _tell_outcome(turn)
    if not draft.stopped and (passed := _passed(turn)) is not None:
        times.offer_near_passed(turn, passed)
    question = next_question(draft, clinic)
    if question in ("when", "slots") and not is_calling(draft, clinic) and times.use_kept_wish(turn):
        manner = draft.manner
        question = next_question(draft, clinic)
    if question == "slots" and not draft.offers:
        times.offer_again(turn)
        question = next_question(draft, clinic)
    draft.question = question
    draft.manner = manner if question == before or manner == "silent" else "ask"
    if question != before:
        draft.tries = 0
        if "safe" not in (before, question):
            draft.suggestion = None  # an address that was proposed for another question


def _passed(turn: Turn) -> Slot | None:
    """The chosen time, where it has come while the person was away."""
    slot = times.slot_of(turn.draft)
    return slot if slot is not None and slot.starts_at <= turn.now else None


def _tell_outcome(turn: Turn) -> None:
    draft, clinic = turn.draft, turn.assistant.clinic
    if next_question(draft, clinic) == "safe":
        return  # it pushed another question aside, perhaps one of the screening
    screening = screening_of(draft, clinic)
    unfinished = next_question(draft, clinic) in (*SCREENING, "consent", *CLINICIAN, "other", "health")
    told = draft.outcome or {}
    if unfinished and not screening.is_final:
        if told.get("outcome") == Outcome.STAFF_FOLLOW_UP.value:
            draft.outcome = None  # it holds no more, and would have to be told again
        return
    if told.get("outcome") == screening.outcome.value and told.get("rule_ids") == list(screening.rule_ids):
        return
    draft.outcome = records.note_screening(turn, screening)
    say_outcome(turn, screening)
    if screening.outcome is Outcome.NOT_ELIGIBLE_ONLINE:
        times.release(turn)
        draft.drop_time()
        draft.goal = None


def say_outcome(turn: Turn, screening: Screening) -> None:
    turn.say(screening.outcome.value, reasons=" and ".join(screening.reasons))
