"""Rasa graph component and policy: danger is noticed inside the model too, and outranks every form.

The first check is made before Rasa, in the message path of every channel; both ask bot.clinic.safety.
"""

from __future__ import annotations

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

from bot.clinic.interview.message import LIKELY, SURE
from bot.clinic.safety import Level, check_or_resources

CRISIS = "crisis"
FALLBACK = "nlu_fallback"
ACTION_CRISIS = "action_crisis"
# Probability of the crisis intent from which the model alone adds the line of resources. It is an intent model, not a
# detector: idioms fool it (docs/understanding.md), so it does not ask by itself whether a person is safe.
MODEL_RAISES_AT = 0.95
TOPIC = "faq_conditions_treated"  # what a calm mention is about, if nothing else
_PRIORITY = 100  # above RulePolicy's 6


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class CrisisDetector(GraphComponent):
    """Sets `crisis` to {"level", "rule_id"}; the model may raise what the patterns say, never lower it."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CrisisDetector:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            finding = check_or_resources(message.get(TEXT) or "")
            level, rule = finding.level, finding.rule_id
            intent = message.get("intent") or {}
            seen = intent.get("name") == CRISIS
            if level is Level.none and seen and intent.get("confidence", 0.0) >= MODEL_RAISES_AT:
                level, rule = Level.mention, "model"
            if level >= Level.risk:
                message.set("intent", {"name": CRISIS, "confidence": 1.0}, add_to_output=True)
            elif seen:
                ranking = message.get("intent_ranking") or []
                message.set("intent", _besides(ranking, level), add_to_output=True)
            message.set("crisis", {"level": level.name, "rule_id": rule}, add_to_output=True)
        return messages


def _besides(ranking: list[dict[str, Any]], level: Level) -> dict[str, Any]:
    """What a message wants that is no danger: it is answered as ever, and of a mention the path adds resources."""
    others = [entry for entry in ranking if entry["name"] != CRISIS and entry["confidence"] >= LIKELY]
    if others:
        return others[0]
    return {"name": TOPIC, "confidence": SURE} if level is Level.mention else {"name": FALLBACK, "confidence": 0.0}


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
