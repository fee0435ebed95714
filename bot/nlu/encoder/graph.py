"""The encoder's network as an ONNX graph, made from the published weights.

The network is BERT (Devlin et al. 2018, arXiv:1810.04805) in the shape of all-MiniLM-L6-v2: 6 layers, 384 wide,
12 heads, GELU, then the mean over the tokens and unit length, as sentence-transformers publishes it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

LAYERS, HEADS, WIDTH = 6, 12, 384
HEAD_WIDTH = WIDTH // HEADS
_EPSILON = 1e-12
_OPSET = 17  # the first with LayerNormalization

Weights = Mapping[str, npt.NDArray[Any]]


class _Graph:
    """Collects nodes and constants; each method returns the name of its result."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._names: dict[str, str] = {}
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def op(self, kind: str, *inputs: str, **attributes: Any) -> str:
        name = f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def constant(self, value: Any, kind: type = np.float32, name: str = "") -> str:
        name = name or f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(value, dtype=kind), name))
        return name

    def weight(self, key: str, *, transpose: bool = False) -> str:
        if key not in self._names:
            value = self._weights[key]
            self._names[key] = self.constant(np.ascontiguousarray(value.T) if transpose else value, name=key)
        return self._names[key]

    def dense(self, x: str, key: str) -> str:
        product = self.op("MatMul", x, self.weight(f"{key}.weight", transpose=True))
        return self.op("Add", product, self.weight(f"{key}.bias"))

    def normalise(self, x: str, key: str) -> str:
        return self.op(
            "LayerNormalization",
            x,
            self.weight(f"{key}.weight"),
            self.weight(f"{key}.bias"),
            axis=-1,
            epsilon=_EPSILON,
        )

    def gelu(self, x: str) -> str:
        bell = self.op("Erf", self.op("Div", x, self.constant(math.sqrt(2.0))))
        half = self.op("Mul", x, self.constant(0.5))
        return self.op("Mul", half, self.op("Add", bell, self.constant(1.0)))

    def heads(self, x: str) -> str:
        """(batch, tokens, width) -> (batch, heads, tokens, head width)"""
        split = self.op("Reshape", x, self.constant([0, 0, HEADS, HEAD_WIDTH], np.int64))
        return self.op("Transpose", split, perm=[0, 2, 1, 3])


def _embed(g: _Graph) -> str:
    words = g.op("Gather", g.weight("embeddings.word_embeddings.weight"), "input_ids")
    length = g.op("Gather", g.op("Shape", "input_ids"), g.constant(1, np.int64))
    positions = g.op("Range", g.constant(0, np.int64), length, g.constant(1, np.int64))
    places = g.op("Gather", g.weight("embeddings.position_embeddings.weight"), positions)
    kind = g.op(
        "Gather", g.weight("embeddings.token_type_embeddings.weight"), g.constant(0, np.int64)
    )  # one sentence at a time: every token is of type 0
    return g.normalise(g.op("Add", g.op("Add", words, places), kind), "embeddings.LayerNorm")


def _layer(g: _Graph, x: str, penalty: str, key: str) -> str:
    query, keys, values = (g.heads(g.dense(x, f"{key}.attention.self.{part}")) for part in ("query", "key", "value"))
    scores = g.op("MatMul", query, g.op("Transpose", keys, perm=[0, 1, 3, 2]))
    scaled = g.op("Div", scores, g.constant(math.sqrt(HEAD_WIDTH)))
    attention = g.op("Softmax", g.op("Add", scaled, penalty), axis=-1)
    mixed = g.op("Transpose", g.op("MatMul", attention, values), perm=[0, 2, 1, 3])
    merged = g.op("Reshape", mixed, g.constant([0, 0, WIDTH], np.int64))
    attended = g.normalise(
        g.op("Add", g.dense(merged, f"{key}.attention.output.dense"), x), f"{key}.attention.output.LayerNorm"
    )
    inner = g.gelu(g.dense(attended, f"{key}.intermediate.dense"))
    return g.normalise(g.op("Add", g.dense(inner, f"{key}.output.dense"), attended), f"{key}.output.LayerNorm")


def build_graph(weights: Weights) -> onnx.ModelProto:
    """The whole network: input_ids and attention_mask (batch, tokens) int64 -> unit vectors (batch, 384).

    Raises:
        KeyError: a weight is missing.
        onnx.checker.ValidationError: the weights do not fit together.
    """
    g = _Graph(weights)
    mask = g.op("Cast", "attention_mask", to=TensorProto.FLOAT)
    absent = g.op("Sub", g.constant(1.0), mask)
    away = g.op("Mul", absent, g.constant(-1e9))  # padding gets no attention
    penalty = g.op("Unsqueeze", away, g.constant([1, 2], np.int64))
    x = _embed(g)
    for number in range(LAYERS):
        x = _layer(g, x, penalty, f"encoder.layer.{number}")
    present = g.op("Unsqueeze", mask, g.constant([2], np.int64))
    total = g.op("ReduceSum", g.op("Mul", x, present), g.constant([1], np.int64), keepdims=0)
    count = g.op("ReduceSum", mask, g.constant([1], np.int64), keepdims=1)
    g.op("LpNormalization", g.op("Div", total, count), axis=-1, p=2)
    g.nodes[-1].output[0] = "sentence"
    graph = helper.make_graph(
        g.nodes,
        "all-MiniLM-L6-v2",
        [
            helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
            for name in ("input_ids", "attention_mask")
        ],
        [helper.make_tensor_value_info("sentence", TensorProto.FLOAT, ["batch", WIDTH])],
        g.constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)])
    model.ir_version = 8  # what onnxruntime 1.16 reads
    onnx.checker.check_model(model)
    return model
