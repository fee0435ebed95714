"""One turn of a conversation, as the actions see it: message in, draft open in a transaction, replies out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.clinic.calendar import local
from bot.clinic.interview.draft import Draft
from bot.clinic.interview.flow import QUESTIONS
from bot.clinic.interview.hours import opening_hours, say_days, say_opening
from bot.clinic.interview.menus import labels_of
from bot.clinic.interview.message import Message, Part, public_intent
from bot.clinic.interview.update import Said, spoken
from bot.clinic.profile import Clinic
from bot.clinic.wishes import OpeningHours
from bot.context import Assistant, assistant
from bot.store import drafts
from bot.store.engine import Tx

FALLBACK = "nlu_fallback"
REQUESTED_SLOT = "requested_slot"
CHOSEN = ("who", "age", "reason", "clinician", "consent", "psychiatrist", "health", "texts")
"""Answers to questions with a menu."""


@dataclass
class Turn:
    """Everything an action needs for one message. What it does to the draft is saved when the turn closes.

    `phone` (E.164) is the number that the message verifiably came from; None on the website.
    """

    conversation: str
    channel: str
    now: datetime
    message: Message
    draft: Draft
    tx: Tx
    assistant: Assistant
    dispatcher: CollectingDispatcher
    phone: str | None = None
    asked: bool = False  # the open question was put: nothing follows in this turn

    def is_unread(self) -> bool:
        """Whether this message has not been read yet; from now on it counts as read."""
        if self.message.id is not None and self.draft.last_read == self.message.id:
            return False
        self.draft.last_read = self.message.id
        return True

    @cached_property
    def clinic(self) -> Clinic:
        """The clinic with the hours in force, read once in this transaction; all else is as in `assistant.clinic`."""
        return self.assistant.clinic_at(self.tx, self.now)

    @cached_property
    def hours(self) -> OpeningHours:
        """What a wish for a time is read by."""
        return opening_hours(self.clinic, local(self.now, self.clinic.zone).date())

    def opening(self) -> str:
        """When consultations are, in words."""
        return say_opening(self.clinic, local(self.now, self.clinic.zone).date())

    def days(self) -> str:
        """The days of the week on which they are."""
        return say_days(self.clinic, local(self.now, self.clinic.zone).date())

    def text(self, text_id: str, **values: Any) -> str:
        return self.assistant.texts.say(text_id, self.channel, **values)

    def say(self, text_id: str, choices: Sequence[str] = (), **values: Any) -> None:
        """Say a text by its id, with choices if it has some."""
        self.say_words(self.text(text_id, **values), choices)

    def greet_first(self) -> bool:
        """Open the conversation: who is speaking, and where to turn in danger. False when that was said before."""
        if self.draft.greeted:
            return False
        self.draft.greeted = True
        self.dispatcher.utter_message(text=self.text("greeting"))
        return True

    def permission_to_text(self) -> str:
        """What a person permits who wants texts, word by word."""
        facts = self.assistant.clinic.clinic
        return self.assistant.clinic.consent["texts"].text.format(short_name=facts.short_name).strip()

    def say_words(self, words: str, choices: Sequence[str] = (), **extra: Any) -> None:
        self.greet_first()
        if not choices and not extra and any(said.get("text") == words for said in self.dispatcher.messages):
            return  # once in a turn is enough
        buttons = [{"title": choice, "payload": choice} for choice in choices]
        self.dispatcher.utter_message(text=words, buttons=buttons or None, **extra)

    def say_all(self, said: Sequence[Said]) -> None:
        """Say what `interview.update` found worth saying; fields are named and their values spelled out."""
        for item in said:
            values = dict(item.values)
            fields: list[str] = values.pop("what", [])
            worded = [name for name in fields if self._answer(name)] if item.text_id == "changed" else []
            if worded:
                self.say("changed_answer", what=" and ".join(self._answer(name) for name in worded))
            if others := [name for name in fields if name not in worded]:
                # a correction that is not said back cannot be checked
                values["what"] = self.named(others, openly=("clinician_name",) if item.text_id == "changed" else ())
            if others or not fields:
                self.say(item.text_id, **values)

    def _answer(self, name: str) -> str:
        """What the answer to a question with a menu means: "that you are under age"; nothing where no text says it."""
        text_id = f"answer.{name}.{self.draft.facts.get(name)}"
        return self.text(text_id) if self.channel != "sms" and self.assistant.texts.has(text_id) else ""

    def named(self, fields: Sequence[str], openly: Sequence[str] = ()) -> str:
        """As in: your phone number: 310-555-0100 and your name: Ann Lee; `openly` are named in texts as well."""
        told = []
        for name in fields:
            value = self.draft.facts.get(name)
            label = self.text(f"field.{name}")
            # a text lies open on the screen of a phone: nothing of the clinician or of health stands in it
            private = name in CHOSEN or (name.startswith("clinician") and name not in openly)
            hidden = name == "patient" or (self.channel == "sms" and private)
            said = "" if hidden or value is None else self._chosen(name) if name in CHOSEN else spoken(name, value)
            if hidden and name in ("clinician_phone", "clinician_fax") and value:
                said = f"...{value[-4:]}"  # the end of a number says whether it was understood, and not whose it is
            told.append(f"{label}: {said}" if said else label)
        return told[0] if len(told) == 1 else ", ".join(told[:-1]) + " and " + told[-1]

    def _chosen(self, name: str) -> str:
        """The answer to a question with a menu, in the words of its labels as they stand within a sentence."""
        labels = dict(labels_of("other" if name == "psychiatrist" else name, self.assistant.clinic))
        value = self.draft.facts[name]
        chosen = [labels[one] for one in (value if isinstance(value, list) else [value]) if one in labels]
        return ", ".join(one if one[:2] in ("I'", "PT") else one[:1].lower() + one[1:] for one in chosen)


def message_of(tracker: Tracker) -> Message:
    """The latest message as the dialogue sees it; intents are written as in intents.md, "faq/tms"."""
    latest: dict[str, Any] = tracker.latest_message or {}
    intent = latest.get("intent") or {}
    ranking = latest.get("intent_ranking") or [intent]
    understood = intent.get("name") != FALLBACK
    best = intent if understood else ranking[0]
    parts = tuple(
        Part(part["text"], public_intent(part["intent"]), float(part["confidence"]), _answers(part))
        for part in latest.get("parts") or ()
    )
    return Message(
        text=latest.get("text") or "",
        intent=public_intent(best.get("name") or ""),
        confidence=float(best.get("confidence") or 0.0),
        understood=understood,
        parts=parts,
        alternatives=tuple((public_intent(r.get("name") or ""), float(r.get("confidence") or 0.0)) for r in ranking),
        id=latest.get("message_id"),
        answers=_answers(latest),
    )


def _answers(told: Mapping[str, Any]) -> dict[str, tuple[str, float]]:
    """What a message or a part of it means as an answer; JSON on the way here has made lists of the pairs."""
    return {question: (str(meant), float(sure)) for question, (meant, sure) in (told.get("answers") or {}).items()}


def moment_of(tracker: Tracker, running: Assistant) -> datetime:
    """The time of the message: the path may bring it along (a fixed clock); otherwise now."""
    told = ((tracker.latest_message or {}).get("metadata") or {}).get("now")
    return datetime.fromisoformat(told) if told else running.now()


@contextmanager
def open_turn(dispatcher: CollectingDispatcher, tracker: Tracker) -> Iterator[Turn]:
    """Open the draft in one write transaction; an error rolls all of it back, and nothing is half done.

    Raises:
        StoreUnavailable: the database cannot be used.
    """
    running = assistant()
    conversation = tracker.sender_id
    with running.store.begin() as tx:
        stored = drafts.load(tx, conversation)
        draft = Draft.from_json(dict(stored.body))
        turn = Turn(
            conversation=conversation,
            channel=conversation.partition(":")[0] or "web",
            now=moment_of(tracker, running),
            message=message_of(tracker),
            draft=draft,
            tx=tx,
            assistant=running,
            dispatcher=dispatcher,
            phone=((tracker.latest_message or {}).get("metadata") or {}).get("phone"),
        )
        if turn.phone is not None:
            draft.facts.setdefault("phone", turn.phone)  # who writes by text need not be asked for the number
        before = len(dispatcher.messages)
        yield turn
        draft.note_reply(turn.message.id, dispatcher.messages[before:], asked=turn.asked)
        drafts.save(tx, conversation, draft.to_json(), stored.version, turn.now)


def reflect(draft: Draft) -> list[EventType]:
    """The draft as Rasa's slots: which questions are answered, and which one is open. Never the answers."""
    slots = [SlotSet(q, "given" if draft.has(q) and q != draft.question else None) for q in QUESTIONS]
    return [*slots, SlotSet(REQUESTED_SLOT, draft.question)]
