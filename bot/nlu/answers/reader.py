"""Rasa graph component: what a message, and each of its parts, means as an answer."""

from __future__ import annotations

import random
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.answers.examples import load
from bot.nlu.answers.model import AnswerModel
from bot.nlu.encoder.runtime import shared_encoder
from bot.settings import ROOT, Settings

EXAMPLES = ROOT / "data" / "answers"
OTHERS = 400  # messages of the intents that answer nothing
_ANSWERS_NOTHING = ("faq_", "out_of_scope", "bot_challenge", "ask_capabilities")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class AnswerReader(GraphComponent):
    """Sets `answers`, for the message and for each of its `parts`: question -> [meaning, probability]."""

    def __init__(self, model: AnswerModel, storage: ModelStorage, resource: Resource) -> None:
        self._model = model
        self._storage = storage
        self._resource = resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> AnswerReader:
        return cls(AnswerModel(shared_encoder(Settings.read().encoder)), model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> AnswerReader:
        with model_storage.read_from(resource) as folder:
            model = AnswerModel.load(folder, shared_encoder(Settings.read().encoder))
        return cls(model, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Train on data/answers and keep the model. Raises ExamplesError: a file there cannot be used."""
        self._model.fit(load(EXAMPLES), others([(e.get(TEXT), e.get(INTENT)) for e in training_data.intent_examples]))
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Say what each message, and each of its parts, would mean as an answer."""
        for message in messages:
            parts = message.get("parts") or []
            whole, *rest = self._model.meanings([message.get(TEXT) or "", *(part["text"] for part in parts)])
            message.set("answers", whole, add_to_output=True)
            told = [{**part, "answers": meant} for part, meant in zip(parts, rest, strict=True)]
            message.set("parts", told, add_to_output=True)
        return messages


def others(examples: list[tuple[str, str]]) -> list[str]:
    """Some of the messages that answer none of the questions, always the same ones."""
    found = sorted(text for text, intent in examples if text and intent.startswith(_ANSWERS_NOTHING))
    return random.Random(OTHERS).sample(found, min(OTHERS, len(found)))  # noqa: S311  no secret
