"""Run the built encoder: tokenise, one pass through the network, mean over the words, unit length."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

DIMENSIONS = 384
MAX_TOKENS = 256  # what upstream was trained and is published with (sentence_bert_config.json)
_BATCH = 32
NETWORK, TOKENIZER = "encoder.onnx", "tokenizer.json"

Vectors = npt.NDArray[np.float32]


class EncoderMissing(FileNotFoundError):
    """The encoder has not been built; `make setup` builds it."""


class SentenceEncoder:
    """Turns sentences into unit vectors of shape (n, 384), float32."""

    def __init__(self, folder: Path) -> None:
        """Load the network from `folder`. Raises EncoderMissing when it was not built."""
        if not (folder / NETWORK).exists() or not (folder / TOKENIZER).exists():
            raise EncoderMissing(f"no sentence encoder in {folder}; run `make setup`")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # a message is short: a second thread costs more than it brings
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(folder / NETWORK), options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.enable_padding()

    def encode(self, sentences: Sequence[str]) -> Vectors:
        """The vectors of the sentences, in their order; an empty list gives shape (0, 384)."""
        vectors = np.zeros((len(sentences), DIMENSIONS), dtype=np.float32)
        by_length = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
        for start in range(0, len(by_length), _BATCH):
            chosen = by_length[start : start + _BATCH]
            vectors[chosen] = self._encode_batch([sentences[i] for i in chosen])
        return vectors

    def _encode_batch(self, sentences: list[str]) -> Vectors:
        encodings = self._tokenizer.encode_batch(sentences)
        mask = np.array([e.attention_mask for e in encodings], dtype=np.int64)
        output = self._session.run(
            None, {"input_ids": np.array([e.ids for e in encodings], dtype=np.int64), "attention_mask": mask}
        )
        vectors: Vectors = output[0]
        return vectors


@lru_cache(maxsize=2)
def shared_encoder(folder: Path) -> SentenceEncoder:
    """One encoder a process and folder: the network takes 90 MB, and several components use it."""
    return SentenceEncoder(folder)
