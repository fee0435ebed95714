"""Rasa's tracker, made from the draft at every message: what a person has given lives in the store, not in events.

So a tracker never grows (Rasa's SQL store re-reads a whole session on every message), and a conversation goes on
after a restart, a new model or a day's pause with the question that was open.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.clinic.interview.draft import Draft
from bot.clinic.interview.flow import QUESTIONS
from bot.context import assistant
from bot.store import conversations, drafts

FORM = "consultation_form"


def events_of(draft: Draft) -> list[Event]:
    """The dialogue as Rasa sees it: which questions are answered (never the answers), and which one is open."""
    events: list[Event] = [ActionExecuted("action_session_start"), SessionStarted()]
    events += [SlotSet(question, "given") for question in QUESTIONS if draft.has(question)]
    if draft.question is not None:
        events += [ActiveLoop(FORM), SlotSet(draft.question, None), SlotSet(REQUESTED_SLOT, draft.question)]
    return [*events, ActionExecuted(ACTION_LISTEN_NAME)]


class DraftTrackerStore(TrackerStore):
    """Reads the tracker from the draft; there is nothing to write, since the actions write the draft."""

    def __init__(self, domain: Domain | None = None, event_broker: EventBroker | None = None, **_: Any) -> None:
        super().__init__(domain, event_broker)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        with assistant().store.read() as connection:
            draft = Draft.from_json(dict(drafts.load(connection, sender_id).body))
        return DialogueStateTracker.from_events(sender_id, events_of(draft), slots=self.domain.slots)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """The draft and the log hold everything already."""

    async def keys(self) -> Iterable[str]:
        with assistant().store.read() as connection:
            return conversations.ids(connection)
