"""Rasa as the message path uses it: understand a message, then let the policies decide and the actions act."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.utils import AvailableEndpoints
from rasa.model import get_latest_model
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig
from rasa.utils.log_utils import configure_structlog

from bot.clinic.interview.message import public_intent
from bot.clinic.safety import Level
from bot.nlu.in_process import InProcessActions, RecordedActions, failed_actions
from bot.nlu.tracker_store import DraftTrackerStore
from bot.settings import ROOT

TIMEOUT_SECONDS = 30.0


class NoModel(FileNotFoundError):
    """There is no trained model; `make train` makes one."""


@dataclass(frozen=True)
class Understood:
    """What the model made of a message. Intents are named as in docs/intents.md, "faq/tms".

    `answers` is what it would mean as the answer to each question with a menu, with the probability of that.
    """

    intent: str | None = None
    confidence: float | None = None
    alternatives: tuple[tuple[str, float], ...] = ()
    entities: tuple[dict[str, Any], ...] = ()
    crisis: Level = Level.none
    answers: dict[str, tuple[str, float]] = field(default_factory=dict)


@dataclass
class Handled:
    """What Rasa said, and the names of the actions that failed."""

    messages: list[dict[str, Any]]
    understood: Understood
    failed: list[str] = field(default_factory=list)


class Rasa:
    """A loaded model with its actions."""

    def __init__(self, agent: Agent) -> None:
        # Rasa wraps every store so that a failing one is replaced by an empty memory: a person in the middle of a
        # booking would be met as a stranger. Here a failing store fails the turn, and the person hears so.
        store = DraftTrackerStore(agent.domain)
        agent.tracker_store = store
        agent.processor.tracker_store = store
        self._agent = agent

    @classmethod
    def load(cls, models: Path, endpoints_file: Path = ROOT / "endpoints.yml") -> Rasa:
        """Load the newest model of the folder.

        Raises:
            NoModel: there is none.
        """
        newest = get_latest_model(str(models))
        if newest is None:
            raise NoModel(f"no trained model in {models}; run `make train`")
        configure_structlog(logging.WARNING)  # below that Rasa logs what people write
        endpoints = AvailableEndpoints.read_endpoints(str(endpoints_file))
        agent = Agent(action_endpoint=_actions(endpoints.action))
        agent.load_model(newest)
        return cls(agent)

    @property
    def domain(self) -> Domain:
        return self._agent.domain

    async def understand(self, text: str) -> Understood:
        """What a message means, without answering it."""
        return _understood(await self._parse(UserMessage(_harmless(text))))

    async def handle(
        self, conversation: str, text: str, now: datetime, message_id: str, phone: str | None = None
    ) -> Handled:
        """Answer a message.

        Raises:
            asyncio.TimeoutError: it took longer than TIMEOUT_SECONDS.
        """
        output = CollectingOutputChannel()
        message = UserMessage(
            _harmless(text),
            output,
            conversation,
            input_channel=conversation.partition(":")[0],
            message_id=message_id,
            metadata={"now": now.isoformat(), "phone": phone},
        )
        failed: list[str] = []
        failed_actions.set(failed)
        message.parse_data = await self._parse(message)
        understood = _understood(message.parse_data)
        await asyncio.wait_for(self._agent.handle_message(message), TIMEOUT_SECONDS)
        return Handled(output.messages, understood, failed)

    async def _parse(self, message: UserMessage) -> dict[str, Any]:
        parsed: dict[str, Any] = await self._agent.processor.parse_message(message)
        return parsed


def _actions(configured: EndpointConfig | None) -> EndpointConfig:
    return InProcessActions() if configured is None else RecordedActions(configured)


def _harmless(text: str) -> str:
    """A leading slash would be a command to Rasa ("/restart", "/affirm"), and people are not to give any."""
    return text.strip().lstrip("/").strip() or text.replace("/", " ").strip() or "?"


def _understood(parsed: dict[str, Any]) -> Understood:
    intent = parsed.get("intent") or {}
    ranking = parsed.get("intent_ranking") or []
    level = Level[(parsed.get("crisis") or {}).get("level", "none")]
    return Understood(
        intent=public_intent(intent.get("name") or ""),
        confidence=round(float(intent.get("confidence") or 0.0), 4),
        alternatives=tuple((public_intent(r["name"]), round(float(r["confidence"]), 4)) for r in ranking),
        entities=tuple(parsed.get("entities") or ()),
        crisis=level,
        answers={question: (meant, sure) for question, (meant, sure) in (parsed.get("answers") or {}).items()},
    )
