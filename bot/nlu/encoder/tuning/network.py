"""The encoder's network in TensorFlow, which can learn the factors of a delta; the same arithmetic as `graph.py`."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import tensorflow as tf

from bot.nlu.encoder.delta import MATRICES, Delta
from bot.nlu.encoder.graph import HEADS, LAYERS, WIDTH, Weights

_EPSILON = 1e-12
_AWAY = -1e9  # padding gets no attention


class Network(tf.Module):
    """Token numbers and mask (batch, tokens) -> unit vectors (batch, 384). The published weights stay as they are."""

    def __init__(self, weights: Weights, rank: int, dropout: float, seed: int) -> None:
        """Begin with the published vectors: `up` is zero."""
        super().__init__()
        self._weights = {key: tf.constant(value) for key, value in weights.items() if value.dtype == np.float32}
        self._dropout = dropout
        dice = np.random.default_rng(seed)
        self._down, self._up = {}, {}
        for name in MATRICES:
            outputs, inputs = weights[f"{name}.weight"].shape
            start = dice.normal(0.0, 1.0 / math.sqrt(inputs), (inputs, rank))
            self._down[name] = tf.Variable(start.astype(np.float32))
            self._up[name] = tf.Variable(np.zeros((rank, outputs), dtype=np.float32))

    @property
    def factors(self) -> list[Any]:
        """What is learned, in a fixed order."""
        return [*self._down.values(), *self._up.values()]

    def delta(self) -> Delta:
        """What has been learned."""
        return Delta(
            {name: factor.numpy() for name, factor in self._down.items()},
            {name: factor.numpy() for name, factor in self._up.items()},
        )

    def __call__(self, tokens: Any, mask: Any, *, training: bool) -> Any:
        present = tf.cast(mask, tf.float32)
        penalty = ((1.0 - present) * _AWAY)[:, None, None, :]
        x = tf.gather(self._weights["embeddings.word_embeddings.weight"], tokens)
        x += self._weights["embeddings.position_embeddings.weight"][: tf.shape(tokens)[1]]
        x += self._weights["embeddings.token_type_embeddings.weight"][0]
        x = self._dropped(self._normalised(x, "embeddings.LayerNorm"), training)
        for layer in range(LAYERS):
            x = self._layer(x, penalty, f"encoder.layer.{layer}", training)
        mean = tf.reduce_sum(x * present[:, :, None], 1) / tf.reduce_sum(present, 1, keepdims=True)
        return tf.math.l2_normalize(mean, -1)

    def _layer(self, x: Any, penalty: Any, key: str, training: bool) -> Any:
        query, keys, values = (_heads(self._dense(x, f"{key}.attention.self.{p}")) for p in ("query", "key", "value"))
        scores = tf.matmul(query, keys, transpose_b=True) / math.sqrt(WIDTH // HEADS)
        mixed = tf.transpose(tf.matmul(tf.nn.softmax(scores + penalty), values), (0, 2, 1, 3))
        merged = self._dense(tf.reshape(mixed, tf.shape(x)), f"{key}.attention.output.dense")
        x = self._normalised(x + self._dropped(merged, training), f"{key}.attention.output.LayerNorm")
        inner = tf.nn.gelu(self._dense(x, f"{key}.intermediate.dense"))
        outer = self._dense(inner, f"{key}.output.dense")
        return self._normalised(x + self._dropped(outer, training), f"{key}.output.LayerNorm")

    def _dense(self, x: Any, key: str) -> Any:
        published = tf.matmul(x, self._weights[f"{key}.weight"], transpose_b=True) + self._weights[f"{key}.bias"]
        return published + tf.matmul(tf.matmul(x, self._down[key]), self._up[key])

    def _normalised(self, x: Any, key: str) -> Any:
        mean, variance = tf.nn.moments(x, -1, keepdims=True)
        scaled = (x - mean) * tf.math.rsqrt(variance + _EPSILON)
        return scaled * self._weights[f"{key}.weight"] + self._weights[f"{key}.bias"]

    def _dropped(self, x: Any, training: bool) -> Any:
        return tf.nn.dropout(x, self._dropout) if training else x


def _heads(x: Any) -> Any:
    """(batch, tokens, width) -> (batch, heads, tokens, head width)"""
    shape = tf.shape(x)
    return tf.transpose(tf.reshape(x, (shape[0], shape[1], HEADS, WIDTH // HEADS)), (0, 2, 1, 3))
