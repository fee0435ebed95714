"""Learn a delta from the lessons: two linear questions over the vectors, whose answers pull the network along."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow as tf
from tokenizers import Tokenizer

from bot.nlu.encoder.delta import Delta
from bot.nlu.encoder.graph import WIDTH, Weights
from bot.nlu.encoder.tuning.network import Network
from bot.nlu.encoder.tuning.tasks import Lesson, Lessons, batches
from bot.nlu.haste import with_slips

MAX_TOKENS = 96  # of a message; longer ones say by then what they are about
_NUMBERS = tf.TensorSpec((None, None), tf.int32)
_PLACES = tf.TensorSpec((None,), tf.int32)


@dataclass(frozen=True)
class Recipe:
    """How it is tuned. Measured: docs/understanding.md."""

    rank: int = 16
    epochs: int = 4
    batch: int = 32
    rate: float = 1e-3
    rate_of_questions: float = 5e-3
    warm_up: float = 0.06  # share of all steps
    danger: float = 0.5  # weight of the second question
    sharpness: float = 20.0  # unit vectors are multiplied by it before they are asked about
    smoothing: float = 0.05
    dropout: float = 0.1
    slips: float = 0.25  # share of messages
    seed: int = 1


class _Questions(tf.Module):
    """Which intent, and which kind of danger: what is thrown away afterwards."""

    def __init__(self, answers: tuple[int, int], recipe: Recipe) -> None:
        super().__init__()
        dice = np.random.default_rng(recipe.seed)
        self._recipe = recipe
        self._tables = [tf.Variable(dice.normal(0, 0.05, (WIDTH, n)).astype(np.float32)) for n in answers]
        self._biases = [tf.Variable(np.zeros(n, dtype=np.float32)) for n in answers]

    @property
    def learned(self) -> list[Any]:
        return [*self._tables, *self._biases]

    def losses(self, vectors: Any, truths: tuple[Any, Any]) -> list[Any]:
        """Mean loss of each question; a message that is not asked counts as none."""
        found = []
        for table, bias, truth in zip(self._tables, self._biases, truths, strict=True):
            scores = self._recipe.sharpness * tf.matmul(vectors, table) + bias
            answers, smoothing = table.shape[1], self._recipe.smoothing
            wanted = tf.one_hot(tf.maximum(truth, 0), answers) * (1 - smoothing) + smoothing / answers
            each = tf.nn.softmax_cross_entropy_with_logits(wanted, scores)
            found.append(tf.reduce_mean(each * tf.cast(truth >= 0, tf.float32)))
        return found


class _Schedule(tf.keras.optimizers.schedules.LearningRateSchedule):
    """Up for a while, then down to nearly nothing."""

    def __init__(self, rate: float, steps: int, warm_up: float) -> None:
        self._rate, self._steps, self._warm = rate, float(steps), steps * warm_up + 1.0

    def __call__(self, step: Any) -> Any:
        done = tf.cast(step, tf.float32)
        return self._rate * tf.minimum(1.0, done / self._warm) * tf.maximum(0.02, 1.0 - done / self._steps)


def train(
    weights: Weights, tokenizer: Tokenizer, learned: Lessons, recipe: Recipe, say: Callable[[str], None]
) -> Delta:
    """Tune the published weights. The same recipe and lessons give nearly the same delta; threads add in any order."""
    tf.keras.utils.set_random_seed(recipe.seed)
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.no_padding()
    dice = random.Random(recipe.seed)  # noqa: S311  no secret
    network = Network(weights, recipe.rank, recipe.dropout, recipe.seed)
    questions = _Questions((learned.intents, learned.kinds), recipe)
    steps = recipe.epochs * -(-len(learned.lessons) // recipe.batch)
    step = _step(network, questions, recipe, steps)
    for epoch in range(recipe.epochs):
        losses = []
        for number, batch in enumerate(_epoch(learned.lessons, tokenizer, recipe, dice), start=1):
            losses.append([float(loss) for loss in step(*batch)])
            if number % 100 == 0:
                say(f"epoch {epoch + 1}, batch {number}: {np.mean(losses[-100:], axis=0).round(3)}")
    return network.delta()


def _step(network: Network, questions: _Questions, recipe: Recipe, steps: int) -> Any:
    slow, quick = (
        tf.keras.optimizers.legacy.Adam(_Schedule(rate, steps, recipe.warm_up))
        for rate in (recipe.rate, recipe.rate_of_questions)
    )

    @tf.function(input_signature=[_NUMBERS, _NUMBERS, _PLACES, _PLACES], autograph=False)
    def step(tokens: Any, mask: Any, intents: Any, kinds: Any) -> Any:
        with tf.GradientTape() as tape:
            losses = questions.losses(network(tokens, mask, training=True), (intents, kinds))
            loss = losses[0] + recipe.danger * losses[1]
        gradients = tape.gradient(loss, [*network.factors, *questions.learned])
        deep, _ = tf.clip_by_global_norm(gradients[: len(network.factors)], 1.0)
        slow.apply_gradients(zip(deep, network.factors, strict=True))
        quick.apply_gradients(zip(gradients[len(network.factors) :], questions.learned, strict=True))
        return losses

    return step


def _epoch(lessons: list[Lesson], tokenizer: Tokenizer, recipe: Recipe, dice: random.Random) -> Any:
    texts = [with_slips(one.text, dice) if dice.random() < recipe.slips else one.text for one in lessons]
    numbers = [encoding.ids for encoding in tokenizer.encode_batch(texts)]
    for places in batches([len(one) for one in numbers], recipe.batch, dice):
        longest = max(len(numbers[place]) for place in places)
        tokens, mask = (np.zeros((len(places), longest), dtype=np.int32) for _ in range(2))
        for row, place in enumerate(places):
            tokens[row, : len(numbers[place])] = numbers[place]
            mask[row, : len(numbers[place])] = 1
        chosen = [lessons[place] for place in places]
        yield (
            tokens,
            mask,
            np.array([one.intent for one in chosen], dtype=np.int32),
            np.array([one.danger for one in chosen], dtype=np.int32),
        )
