"""Rasa graph component: what a message wants, by the intent model, as a whole and in its parts."""

from __future__ import annotations

import logging

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.clinic.interview.asked import finer
from bot.clinic.interview.leaving import welcomes_texts
from bot.nlu.animals import is_about_animal
from bot.nlu.component import ModelComponent
from bot.nlu.intent_model import OUT_OF_SCOPE, IntentModel
from bot.nlu.outcome import FALLBACK as FALLBACK
from bot.nlu.outcome import believed
from bot.nlu.parts import split

logger = logging.getLogger(__name__)
RANKING_LENGTH = 10


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class HybridIntentClassifier(IntentClassifier, ModelComponent[IntentModel]):
    """Sets `intent`, `intent_ranking` and `parts`; a message that the model rejects gets `nlu_fallback`."""

    model_class = IntentModel

    def train(self, training_data: TrainingData) -> Resource:
        """Train on the examples of all intents and keep the model."""
        examples = [e for e in training_data.intent_examples if e.get(TEXT)]
        self._model.fit([e.get(TEXT) for e in examples], [e.get(INTENT) for e in examples])
        logger.info("Trained the intent model on %d examples.", len(examples))
        return self.keep()

    def process(self, messages: list[Message]) -> list[Message]:
        """Say what each message, and each of its parts, may mean."""
        for message in messages:
            text = message.get(TEXT) or ""
            parts = split(text)
            parts = finer(text, parts if len(parts) > 1 else ())
            rankings = self._model.rank([text, *parts] if len(parts) > 1 else [text])
            whole = rankings[0]
            ranking = [{"name": name, "confidence": value} for name, value in whole.intents[:RANKING_LENGTH]]
            best = FALLBACK if _is_number(text) else _acted_on(text, believed(whole))
            message.set("intent", {"name": best, "confidence": whole.confidence}, add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
            told = [
                {"text": part, "intent": _acted_on(part, believed(r)), "confidence": r.confidence}
                for part, r in zip(parts, rankings[1:], strict=False)
            ]
            message.set("parts", told, add_to_output=True)
        return messages


def _acted_on(text: str, intent: str) -> str:
    """The intent, but for a question of the article's that is asked of an animal, and an end that welcomes texts."""
    if intent == "opt_out" and welcomes_texts(text):
        return FALLBACK  # on "yes to texts" after a name the model sees the subject alone, and the person fell silent
    return OUT_OF_SCOPE if intent.startswith("faq_") and is_about_animal(text) else intent


def _is_number(text: str) -> bool:
    """Whether it is nothing but figures: what they answer is for the open question to say, they ask for nothing."""
    return any(c.isdigit() for c in text) and not any(c.isalpha() for c in text)
