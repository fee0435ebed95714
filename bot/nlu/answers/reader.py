"""Rasa graph component: what a message, and each of its parts, means as an answer."""

from __future__ import annotations

import random

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.answers.examples import load
from bot.nlu.answers.model import AnswerModel
from bot.nlu.component import ModelComponent
from bot.settings import ROOT

EXAMPLES = ROOT / "data" / "answers"
OTHERS = 400  # messages of the intents that answer nothing
_ANSWERS_NOTHING = ("faq_", "out_of_scope", "bot_challenge", "ask_capabilities")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class AnswerReader(ModelComponent[AnswerModel]):
    """Sets `answers`, for the message and for each of its `parts`: question -> [meaning, probability]."""

    model_class = AnswerModel

    def train(self, training_data: TrainingData) -> Resource:
        """Train on data/answers and keep the model. Raises ExamplesError: a file there cannot be used."""
        self._model.fit(load(EXAMPLES), others([(e.get(TEXT), e.get(INTENT)) for e in training_data.intent_examples]))
        return self.keep()

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
