"""Rasa graph component and policy: danger is noticed inside the model too, and outranks every form.

The first check is made before Rasa, in the message path of every channel; both ask the same detector.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.clinic.interview.loose import tells_of_suffering
from bot.clinic.interview.message import LIKELY, SURE
from bot.clinic.safety import Level
from bot.nlu.danger import Detector
from bot.settings import Settings

CRISIS = "crisis"
FALLBACK = "nlu_fallback"
ACTION_CRISIS = "action_crisis"
TOPIC = "faq_conditions_treated"  # what a calm mention is about, if nothing else
_PRIORITY = 100  # above RulePolicy's 6


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class CrisisDetector(GraphComponent):
    """Sets `crisis` to {"level", "rule_id", "kind", "spanish"}, by the same detector that the message path asks."""

    def __init__(self, detector: Detector) -> None:
        self._detector = detector

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CrisisDetector:
        return cls(Detector(Settings.read().models))

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            finding = self._detector.look(message.get(TEXT) or "")
            if finding.level >= Level.risk:
                message.set("intent", {"name": CRISIS, "confidence": 1.0}, add_to_output=True)
            elif (message.get("intent") or {}).get("name") == CRISIS:
                ranking = message.get("intent_ranking") or []
                message.set("intent", _besides(ranking, finding.level, message.get(TEXT)), add_to_output=True)
            message.set("crisis", {**asdict(finding), "level": finding.level.name}, add_to_output=True)
        return messages


def _besides(ranking: list[dict[str, Any]], level: Level, text: str) -> dict[str, Any]:
    """What a message wants that is no danger: it is answered as ever, and of a mention the path adds resources.

    Who only says how bad it is asks about nothing.
    """
    others = [entry for entry in ranking if entry["name"] != CRISIS and entry["confidence"] >= LIKELY]
    if others:
        return others[0]
    if level is Level.mention and not tells_of_suffering(text):
        return {"name": TOPIC, "confidence": SURE}
    return {"name": FALLBACK, "confidence": 0.0}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=False)
class CrisisPolicy(Policy):
    """Answers danger before anything else: also in the middle of a form, whose own prediction it outranks."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"priority": _PRIORITY}

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> CrisisPolicy:
        return cls(config, model_storage, resource, execution_context)

    def train(self, training_trackers: list[TrackerWithCachedStates], domain: Domain, **kwargs: Any) -> Resource:
        return self._resource  # there is nothing to learn

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        message = tracker.latest_message
        in_danger = message is not None and message.intent.get("name") == CRISIS
        if not in_danger or tracker.latest_action_name not in (ACTION_LISTEN_NAME, ACTION_CRISIS):
            return self._prediction(self._default_predictions(domain))
        action = ACTION_CRISIS if tracker.latest_action_name == ACTION_LISTEN_NAME else ACTION_LISTEN_NAME
        probabilities = [0.0] * domain.num_actions
        probabilities[domain.index_for_action(action)] = 1.0
        # is_no_user_prediction puts it before the form's own, which claims every message while it is active
        return self._prediction(probabilities, is_no_user_prediction=True)
