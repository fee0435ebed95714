"""Danger, noticed inside the model; and the answer to "are you safe right now?"."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import asides, commands, records
from actions.turn import Turn, open_turn, reflect
from bot import alerts
from bot.clinic.crisis import Setting, keep_wish, respond
from bot.clinic.interview.agreement import calms
from bot.clinic.interview.loose import starts
from bot.clinic.interview.reading import Reading, read
from bot.clinic.interview.update import take
from bot.clinic.safety import Finding, Kind, Level

FORM = "consultation_form"


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
            calm = calms(turn.draft, turn.message.text, finding.rule_id)
            if calm:
                take_answer(turn, read(turn.draft, turn.message, running.clinic, turn.hours, turn.now))
            else:
                keep_wish(turn.draft, finding, turn.message.text)
                give_resources(turn, finding)
            events = reflect(turn.draft)
            form = FORM if turn.draft.question is not None else None
        # who is safe goes on with the question that is open; in danger nothing else is asked
        return [ActiveLoop(form), *events, *([FollowupAction(FORM)] if calm and form is not None else [])]


def give_resources(turn: Turn, finding: Finding) -> None:
    """Say what helps now, and alert the staff in the same transaction."""
    running = turn.assistant
    alerts.raise_alarm(turn.tx, running, turn.conversation, turn.channel, finding, turn.now)
    place = Setting(running.clinic, running.texts, turn.channel, turn.now, alerted=True)
    reply = respond(turn.draft, finding, place)
    turn.say_words(reply.text, reply.choices, json_message={"crisis": finding.level.name})


def take_answer(turn: Turn, reading: Reading) -> None:
    """The answer to the safety question: safe goes on where it was; anything else is taken seriously."""
    draft = turn.draft
    danger: Kind = draft.danger
    if reading.safe in ("unsafe", "unsure"):
        give_resources(turn, Finding(Level.imminent, f"safe.{reading.safe}", False, danger))
        return
    if reading.safe == "safe":
        turn.say("safe_yes_other" if draft.danger == "other" else "safe_yes")
        turn.say_all(take(draft, Reading(facts=reading.facts)))
        records.note_consent(turn, reading.facts)
        asides.answer(turn, reading.asides)
        if draft.interrupted is None and draft.goal is None and draft.invitation == "book":
            turn.say("invite_book", (turn.text("choice.yes"), turn.text("choice.no")))
    elif reading.command is not None:
        commands.obey(turn, reading.command)
        return
    elif draft.tries == 0:
        if draft.goal is None and starts(turn.message):
            draft.invitation = "book"  # taken up when it is known that they are safe
        # whatever else it was about, the question stands once more before anything goes on
        asides.answer(turn, reading.asides)
        draft.tries += 1
        draft.manner = "again" if reading.asides else "hint"
        return
    else:
        turn.say("still_here")
    # asked twice without an answer: the resources have been given, so the person decides what comes next
    draft.question, draft.interrupted = draft.interrupted, None
    draft.manner, draft.tries = "again", 0
    beside = draft.question is None or bool(reading.facts)
    if beside and draft.goal is not None and not draft.stopped:
        from actions.interview import settle

        settle(turn, manner="again" if draft.question is not None else "ask")
