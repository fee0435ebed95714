"""What one message says about the open question, about others, and about the dialogue itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.clinic import reading as answers
from bot.clinic.contacts import Problem
from bot.clinic.interview import timing
from bot.clinic.interview.agreement import CALM, agreed, beside_safety, holds_off, picked, safety_of
from bot.clinic.interview.answering import CONTACT_QUESTIONS, answer
from bot.clinic.interview.beside import leaves_out_value, left_out
from bot.clinic.interview.calls import speaks_of_call
from bot.clinic.interview.correcting import answered_and_corrected, correction, new_at_summary, put_right_beside
from bot.clinic.interview.draft import FIELDS, Draft
from bot.clinic.interview.flow import OPTIONAL, is_calling
from bot.clinic.interview.last_said import last_corrected
from bot.clinic.interview.leaving import sure_enough
from bot.clinic.interview.loose import keeps_appointment
from bot.clinic.interview.meant import meant, speaks_to, waits
from bot.clinic.interview.message import Message, Part
from bot.clinic.interview.named import by_role, contact_in, of_third, with_role, worth_keeping
from bot.clinic.interview.partly import answered_in_part, picked_in_part
from bot.clinic.interview.permission import names_clinician, office, speaks_for
from bot.clinic.interview.starred import starred
from bot.clinic.interview.volunteered import volunteered
from bot.clinic.interview.volunteered_time import told_beside
from bot.clinic.profile import Clinic
from bot.clinic.wishes import Kind, OpeningHours, Wish, read_wish

_COMMANDS_BY_INTENT = {"go_back": "back", "repeat": "repeat", "ask_why": "why", "stop_flow": "stop", "goodbye": "bye"}
_OF_ONESELF = ("age", "clinician", "health")  # to which "yes, the booking" is no yes
_MESSAGES = re.compile(r"\b(?:text|messag|sms|mensaje|unsubscri|opt)\w*", re.IGNORECASE)


@dataclass(frozen=True)
class Reading:
    """What was found in a message. Empty fields mean: nothing of the kind.

    Attributes:
        facts: values by field name, for the open question and for others.
        answered: whether the open question has its answer among them.
        wish: a wish for a time.
        pick: the offered time chosen, counted from 0.
        agreed: a clear yes or no to a summary.
        declined: the open question is to be left out.
        command: back, repeat, why, stop, bye, wait, restart, resume, more, summary.
        change: the question whose answer is to be changed, when the new value was not given along.
        problems: values that could not be used.
        asides: what the message asks for besides, each with the intent that says who answers it.
        safe: the answer to "are you safe right now?".
        repeated: whether the facts put right what has been put right before.
        left_out: questions to come that are left out before they are asked: "no e-mail" beside a name.
    """

    facts: dict[str, Any] = field(default_factory=dict)
    answered: bool = False
    wish: Wish | None = None
    pick: int | None = None
    agreed: bool | None = None
    declined: bool = False
    command: str | None = None
    change: str | None = None
    problems: tuple[Problem, ...] = ()
    asides: tuple[Part, ...] = ()
    safe: str | None = None
    repeated: bool = False
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Told:
    """The values that a message gives: for any question, of them those put right, and what it leaves open or out."""

    facts: dict[str, Any]
    corrected: dict[str, Any]
    change: str | None = None
    problems: tuple[Problem, ...] = ()
    declined: bool = False


def read(draft: Draft, message: Message, clinic: Clinic, hours: OpeningHours, now: datetime) -> Reading:
    """Read a message in the light of the open question (`draft.question`, None when nothing is being asked).

    In this order: words about the dialogue; a choice among the times on offer; the values told, those put right
    before the rest; a time; a yes to the summary; and what is left asks for something besides, or for nothing.
    """
    question, text = draft.question, message.text
    if question == "safe":
        return _read_safety(draft, message, clinic)
    if (obeyed := _obeys(draft, text, hours, now)) is not None:
        return obeyed
    pick, beside = _pick(draft, message, hours, now)
    told = _told(draft, message, clinic, beside)
    facts, change = told.facts, told.change
    wish = (
        None
        if pick is not None
        else timing.wished(draft, change, timing.without_names(message, told.corrected), hours, now)
    )
    wish, of_time = (wish, "") if pick is not None else _wish_beside(draft, wish, message, clinic, hours, now)
    agree = agreed(question, draft, message)
    if wish is not None and agree is None and timing.approves(draft, wish, text):
        if not timing.goes_ahead(text):
            return Reading(command="repeat")
        wish, agree = None, True
    if agree is not None and (agree or picked(question, draft, text)):
        wish = None  # "yes, Tuesday at 3 is right" names the time that is being agreed to
    if agree is False and draft.goal != "cancel" and (wish is not None or facts):
        agree = None  # "no, make it 3" says what it should be instead
    answered = _is_answered(question, facts) or pick is not None or agree is not None
    answered = answered or (wish is not None and question in ("when", "slots", "summary"))
    if change and (told.corrected or _is_answered(change, facts) or (change in ("when", "slots") and wish is not None)):
        change = None  # the new value was said along
    if wish is not None and len(message.parts) < 2 and timing.asks_or_points(text):
        return Reading(facts, answered, wish, problems=told.problems)
    refused = told.declined or (not answered and _refuses(draft, message, told))
    found = answered or bool(facts) or wish is not None or bool(told.problems)
    asides = message.questions if found or refused or change else message.asides  # "no thanks" is no thanks
    if wish is not None:
        asides = tuple(part for part in asides if not timing.asks_if_free(part, hours, now))
    asides = tuple(part for part in asides if not _is_said_otherwise(draft, part, told, of_time))
    if question == "other" and not found and not asides and message.meaning("psychiatrist") == "call":
        asides = (Part(text, "talk_to_person", 1.0),)
    declined = refused and (told.declined or not asides)
    leaves = left_out(draft, text) if question is not None else ()
    if not found and not asides and not declined and not leaves and change is None:
        if answers.asks_to_wait(text) or (question == "summary" and waits(message)):
            return Reading(command="wait")
        by_intent = _COMMANDS_BY_INTENT.get(message.intent)
        # "ok, only keep it brief" and "bang on, fire away" end nothing
        limits = speaks_to(question, message) or (question == "consent" and answers.sets_condition(text))
        if by_intent and not limits and message.means(message.intent, sure_enough(by_intent, text)):
            return Reading(command=by_intent)
    repeated = bool(told.corrected) and all(draft.facts.get(name) == value for name, value in told.corrected.items())
    return Reading(
        facts, answered, wish, pick, agree, declined, None, change, told.problems, asides, None, repeated, leaves
    )


def _obeys(draft: Draft, text: str, hours: OpeningHours, now: datetime) -> Reading | None:
    """What to do where a message is about the dialogue itself; None when it is not."""
    question, command = draft.question, answers.command(text)
    if question == "slots":
        command = timing.command_among_offers(text, command)
    changing = draft.goal in ("move", "cancel")
    if question == "summary" and holds_off(text) and read_wish(text, now, hours).kind is not Kind.window:
        return Reading(command="wait")
    if answers.asks_to_pause(text):
        return Reading(command="stop")
    if changing and keeps_appointment(text) and read_wish(text, now, hours).kind is not Kind.window:
        return Reading(command="stop")
    if command == "skip":
        return Reading(declined=True)
    if question in _OF_ONESELF and answers.only_names_booking(text):
        return Reading(command="resume")
    of_times = question in ("slots", "when") or (question == "summary" and draft.goal != "cancel")
    if command and not (command == "more" and not of_times):
        return Reading(command=command)
    if timing.asks_for_others(draft, text, hours, now):
        return Reading(command="more")
    if question == "summary" and timing.checks(text, hours, now):
        return Reading(command="repeat")  # "is that a Thursday?" wants to see the day, not to change it
    return None


def _pick(
    draft: Draft, message: Message, hours: OpeningHours, now: datetime
) -> tuple[int | None, dict[str, Any] | None]:
    """The time picked among those on offer, and what is put right beside it; None for both when none is picked."""
    pick = timing.pick(draft, message.statement, hours, now)
    if pick is not None or draft.question != "slots" or timing.by_the_old_time(draft, message.text):
        return pick, {} if pick is not None else None
    for said, mended in put_right_beside(draft, message.text):  # "the first one. and my name is spelt with two n's"
        if (beside := timing.pick(draft, said, hours, now)) is not None:
            return beside, mended
    beside = picked_in_part(
        message.text,
        lambda said: timing.pick(draft, said, hours, now),
        lambda said: read_wish(said, now, hours).kind is not Kind.none,
    )
    return beside, {} if beside is not None else None


def _told(draft: Draft, message: Message, clinic: Clinic, beside: dict[str, Any] | None) -> _Told:
    """The values of a message; `beside` are those put right next to a time that is picked."""
    question, text = draft.question, message.text
    named = question in ("name", "clinician_name", "consent")
    said = message if named else replace(message, text=by_role(text, draft.facts))  # "Keller's is 310-555-0100"
    said = replace(said, text=of_third(said.text, draft.facts)) if question == "phone" else said
    facts, problems = answer(question, draft.suggestion, said, clinic)
    facts = _without_asides(draft, message, facts)
    if question == "consent" and "consent" not in facts:
        by_name = answers.read_consent(with_role(text, {**draft.facts, **facts}))
        facts.update({} if by_name is None else {"consent": "yes" if by_name else "no"})
    unnamed = "clinician_name" not in {**draft.facts, **facts}
    if question == "consent" and facts.get("consent") == "yes" and unnamed:
        facts = {**contact_in(text, draft.facts), **facts}  # "yes, ring Renwick"
    if question == "consent" and facts.get("consent") == "yes" and "phone" not in facts and names_clinician(text):
        facts = {**office(text), **facts}
    if question == "reason" and not draft.tries and answers.names_no_condition(message.text):
        facts = {}  # which of the conditions is closest is asked once, before the staff have to
    known = draft.facts.get("clinician_name")
    if facts.get("consent") == "no" and known and facts.get("clinician_name") not in (None, known):
        facts.pop("consent")  # "oh no, that was my old one. It's Dr. Lee": the no is to the name
    change, declined = None, False
    if beside is not None:
        corrected = beside
    elif mended := starred(draft.facts, question, text):
        facts, corrected, problems = {}, dict(mended), ()
    elif (both := answered_and_corrected(draft, message, clinic)) is not None:
        facts, corrected, problems, declined = both.facts, both.corrected, (), both.declined
    else:
        corrected, change = correction(draft, message, answered=_is_answered(question, facts))
        corrected = last_corrected(corrected, text, clinic)
        if corrected:  # "sorry, it's Dr. Lee" puts a name right and does not answer "what is the role?"
            facts, problems = new_at_summary(draft, facts), ()
        elif not _is_answered(question, facts) and (partly := answered_in_part(draft, message.text, clinic)):
            facts, problems, declined = {**facts, **partly.facts}, (), partly.declined
    facts = {**volunteered(draft, message, question), **facts, **corrected}
    return _Told(worth_keeping(draft, facts), corrected, change, problems, declined)


def _wish_beside(
    draft: Draft, wish: Wish | None, message: Message, clinic: Clinic, hours: OpeningHours, now: datetime
) -> tuple[Wish | None, str]:
    """The wish for a time, also where it stands beside the answer to another question, and the words that say so."""
    if draft.question in (None, "when", "slots", "summary", "consent") or message.is_story:
        return wish, ""
    told, words = told_beside(draft.question, message.text, hours, now, calling=is_calling(draft, clinic))
    return told or wish, words


def _is_said_otherwise(draft: Draft, part: Part, told: _Told, of_time: str) -> bool:
    """Whether what seems to ask for something besides is the answer itself, or the wish for a time."""
    if part.intent == "talk_to_person" and draft.question == "other" and told.facts.get("psychiatrist"):
        return not speaks_of_call(part.text)  # "I'll talk to your guy": the psychiatrist
    if part.intent == "opt_out" and told.facts.get("texts") == "no":
        return True
    if "reason" in told.corrected and (answers.restated_reasons(part.text) or part.tells_condition):
        return True  # "can you change it to ptsd"
    return bool(of_time) and part.text.strip(" .,;!?") in of_time


def _refuses(draft: Draft, message: Message, told: _Told) -> bool:
    """Whether the open question is to be left out, where its answer is not among what is told."""
    if told.corrected or (draft.question == "other" and told.facts.get("clinician") == "yes"):
        return False
    mends = any(draft.facts.get(name) not in (None, value) for name, value in told.facts.items())  # "no, it's Dr. Lee"
    if draft.question == "consent" and speaks_for(message.text):
        return False  # of "yes, I don't know her number" nothing is left out
    plainly = not told.problems and not mends and _declined(draft.question, message)
    return plainly or bool(told.facts and leaves_out_value(draft.question, message.text))


def _read_safety(draft: Draft, message: Message, clinic: Clinic) -> Reading:
    """The answer to the safety question; of who is safe, also what they answer to the question that it pushed aside."""
    safe = safety_of(message)
    facts: dict[str, Any] = {}
    if safe in CALM:
        rest = beside_safety(message.text)
        told = answer(draft.interrupted, draft.suggestion, Message(rest), clinic)[0] if rest else {}
        facts = {**volunteered(draft, message, "safe"), **told}
    command = answers.command(message.text)
    if safe is None and command in ("why", "repeat", "there"):
        return Reading(command=command)
    # "my husband is home" and "just tired of it all" only sound like topics, and "leave me alone" is no opt-out here
    asides = tuple(part for part in message.questions if part.intent != "opt_out" or _MESSAGES.search(part.text))
    return Reading(facts, safe=safe, asides=asides)


def _without_asides(draft: Draft, message: Message, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts without a role that nobody gave.

    "Do I need a referral from my GP?" only asks, and of "sorry, it's Dr. Lee" the "Dr." does not say what she is.
    """
    asks = bool(message.questions) and message.statement == message.text
    named = facts.get("clinician_name") not in (None, draft.facts.get("clinician_name"))
    if asks or (named and facts.get("clinician_role") == "doctor"):
        return {name: value for name, value in facts.items() if name != "clinician_role"}
    return facts


def _is_answered(question: str | None, facts: dict[str, Any]) -> bool:
    return question is not None and any(name in facts for name in FIELDS.get(question, (question,)))


def _declined(question: str | None, message: Message) -> bool:
    # a guess of the model does not leave the age unsaid, which would lead to a call by staff
    if answers.declines(message.text) or (question != "age" and message.means("dont_know")):
        return True
    if question in CONTACT_QUESTIONS and not message.is_question and meant("detail", message) == "leave":
        return True
    # a plain no to "what is your e-mail address?" leaves it out, and to "which of these times?" asks for others
    return (question in OPTIONAL or question == "slots") and (
        answers.yes_no(message.text) is False or message.means("deny")
    )
