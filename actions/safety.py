"""Danger, noticed inside the model; and the answer to "are you safe right now?"."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import after_danger, asides, commands, goals, records, resuming
from actions.turn import Turn, open_turn, reflect
from bot import alerts
from bot.clinic import reading as answers
from bot.clinic.beside_danger import keep_besides
from bot.clinic.crisis import ASKED_AT_MOST, Setting, respond, whose
from bot.clinic.interview.agreement import CALM, calms, names_reason
from bot.clinic.interview.loose import starts
from bot.clinic.interview.message import Part
from bot.clinic.interview.reading import Reading, read
from bot.clinic.interview.update import take
from bot.clinic.safety import Finding, Kind, Level

FORM = "consultation_form"
_FOR_THEM = re.compile(r"\b(?:for|para) (?:him|her|them|[eé]l|ella|my|mi)\b", re.IGNORECASE)


class AnswerCrisis(Action):
    """Gives the resources. CrisisPolicy calls it before anything else, in any state of the dialogue."""

    def name(self) -> str:
        return "action_crisis"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        told = (tracker.latest_message or {}).get("crisis") or {}
        level = Level[told.get("level", "risk")]
        finding = Finding(level, told.get("rule_id") or "model", told.get("spanish", False), told.get("kind", "self"))
        with open_turn(dispatcher, tracker) as turn:
            running = turn.assistant
            turn.is_unread()
            finding = whose(turn.draft, finding, turn.message.text, turn.now)
            named = names_reason(turn.draft, turn.message.text, finding.rule_id)
            calm = calms(turn.draft, turn.message.text, finding.rule_id) or named
            if named:
                from actions.interview import converse  # which uses this module

                converse(turn)
            elif calm and turn.draft.question == "safe":
                take_answer(turn, read(turn.draft, turn.message, running.clinic, turn.hours, turn.now))
            elif not calm or not (after_danger.answer(turn) or after_danger.hears_news(turn)):
                keep_besides(turn.draft, finding, turn.message.text, turn.clinic)
                give_resources(turn, finding)
            events = reflect(turn.draft)
            form = FORM if turn.draft.question is not None else None
        # who is safe goes on with the question that is open; in danger nothing else is asked
        return [ActiveLoop(form), *events, *([FollowupAction(FORM)] if calm and form is not None else [])]


def give_resources(turn: Turn, finding: Finding) -> None:
    """Say what helps now, and alert the staff in the same transaction."""
    running = turn.assistant
    alerts.raise_alarm(turn.tx, running, turn.conversation, turn.channel, finding, turn.now)
    booked = goals.has_booking(turn)
    place = Setting(running.clinic, running.texts, turn.channel, turn.now, alerted=True, booked=booked)
    reply = respond(turn.draft, finding, place)
    turn.say_words(reply.text, reply.choices, json_message={"crisis": finding.level.name})


def take_answer(turn: Turn, reading: Reading) -> None:
    """The answer to the safety question: safe goes on where it was; anything else is taken seriously."""
    draft, text = turn.draft, turn.message.text
    danger: Kind = "self" if draft.danger == "medical" else draft.danger
    unreached = reading.safe is None and danger == "other" and answers.cannot_reach(text)
    told_before = dict(draft.facts)
    if reading.safe not in CALM:
        keep_besides(draft, Finding(Level.none, "", False, danger), text, turn.clinic)
    if reading.safe in ("unsafe", "unsure") or unreached:
        if unreached:
            turn.say("unreached")
        draft.safety_asked = 0
        give_resources(turn, Finding(Level.imminent, f"safe.{reading.safe or 'unsafe'}", False, danger))
    elif reading.safe in CALM:
        _take_calm(turn, reading)
    elif reading.command is not None:
        commands.obey(turn, reading.command)
    elif answers.refuses_safety_question(text) or answers.command(text) in ("skip", "resume"):
        turn.say("safe_unasked")
        _go_on(turn, reading)
    elif answers.asks_what_follows(text) and draft.safety_asked < ASKED_AT_MOST:
        turn.say("safe_what_follows")
        draft.safety_asked += 1
        draft.manner = "again"
    elif draft.safety_asked < ASKED_AT_MOST:
        _ask_again(turn, reading, told=draft.facts != told_before)
    else:
        # asked twice without an answer: the resources have been given, so the person decides what comes next
        after_danger.say_fitting(turn, "still_here")
        asides.answer(turn, _answerable(turn, reading))
        _go_on(turn, reading)


def _take_calm(turn: Turn, reading: Reading) -> None:
    """Nobody is in danger any more, or others have come to help: what else was said or asked is taken up."""
    draft, about_other = turn.draft, turn.draft.danger == "other"
    if reading.safe == "safe":
        turn.say("safe_yes_other" if about_other else "safe_yes")
    elif reading.safe == "helped" and draft.goal is None:
        after_danger.say_fitting(turn, "help_near")
    else:
        after_danger.say_fitting(turn, "help_near_short" if reading.safe == "helped" else "safe_hopeful")
    draft.safety_asked = 0
    turn.say_all(take(draft, Reading(facts=reading.facts)))
    records.note_consent(turn, reading.facts)
    asides.answer(turn, reading.asides)
    if draft.asked_meanwhile is not None and not reading.asides:
        asides.tell(turn, draft.asked_meanwhile, "")
    draft.asked_meanwhile = None
    _go_on(turn, reading)


def _ask_again(turn: Turn, reading: Reading, *, told: bool) -> None:
    """Whatever else the message was about, the question stands once more before anything goes on.

    `told` says that it answered other questions, which is kept.
    """
    draft = turn.draft
    if draft.goal is None and starts(turn.message):
        draft.invitation = "book"  # taken up when it is known that they are safe
    if answers.after_danger(turn.message.text) == "company":
        after_danger.say_fitting(turn, "company")
    asked = asides.answer(turn, _answerable(turn, reading))
    if told or (not asked and (draft.invitation == "book" or answers.names_booking(turn.message.text))):
        turn.say("safe_first")
    draft.safety_asked += 1
    draft.manner = "again" if turn.dispatcher.messages else "hint"


def _answerable(turn: Turn, reading: Reading) -> list[Part]:
    """What is asked besides, without a guess at an appointment where there is none: of "tonight" no time is read."""
    booked = goals.has_booking(turn)
    return [part for part in reading.asides if booked or part.intent not in asides.ABOUT_APPOINTMENTS]


def _go_on(turn: Turn, reading: Reading) -> None:
    """Back to the question that was pushed aside; where nothing is open, begin what is asked for, or offer a way on."""
    from actions.interview import settle

    draft, text = turn.draft, turn.message.text
    draft.question, draft.interrupted = draft.interrupted, None
    draft.manner, draft.tries = "again", 0
    wanted = starts(turn.message) or (answers.wants_to_go_on(text) and answers.names_booking(text))
    if draft.goal is None and draft.question is None:
        if wanted and not goals.has_booking(turn):
            _note_for_whom(turn)
            goals.begin_consultation(turn)
        elif draft.invitation == "book":
            turn.say("invite_book", (turn.text("choice.yes"), turn.text("choice.no")))
        elif reading.safe != "helped":  # while help comes, nobody is asked to book
            after_danger.offer(turn)
    elif draft.stopped and answers.wants_to_go_on(text):
        resuming.resume(turn, silently=True)
    elif draft.stopped:
        after_danger.offer(turn)
    known = draft.question is None or draft.has(draft.question)
    if (known or reading.facts) and draft.goal is not None and not draft.stopped:
        settle(turn, manner="again" if draft.question is not None else "ask")


def _note_for_whom(turn: Turn) -> None:
    """Of somebody in danger, "I want one for him" is for that person."""
    if turn.draft.danger == "other" and _FOR_THEM.search(turn.message.text):
        turn.draft.facts.setdefault("who", "other")
