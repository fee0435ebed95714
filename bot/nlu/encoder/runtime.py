"""Run the built encoder: tokenise, one pass through the network, mean over the words, unit length.

A message is looked at by several parts of the assistant; the vectors of the last ones are kept, so that the network
runs once for each.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from threading import Lock

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

DIMENSIONS = 384
MAX_TOKENS = 256  # what upstream was trained and is published with (sentence_bert_config.json)
_BATCH = 32
_REMEMBERED = 256  # sentences, 1.5 KB each
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
        self._last: OrderedDict[str, Vectors] = OrderedDict()
        self._remembered = _REMEMBERED
        self._lock = Lock()  # channels ask from threads

    def encode(self, sentences: Sequence[str]) -> Vectors:
        """The vectors of the sentences, in their order; an empty list gives shape (0, 384)."""
        with self._lock:
            known = {sentence: self._last[sentence] for sentence in sentences if sentence in self._last}
        new = [sentence for sentence in dict.fromkeys(sentences) if sentence not in known]
        known.update(zip(new, self._encode(new), strict=True))
        with self._lock:
            for sentence in dict.fromkeys(sentences):
                self._last[sentence] = known[sentence]
                self._last.move_to_end(sentence)
            while len(self._last) > self._remembered:
                self._last.popitem(last=False)
        vectors = [known[sentence] for sentence in sentences]
        return np.stack(vectors) if vectors else np.zeros((0, DIMENSIONS), dtype=np.float32)

    def remember(self, sentences: int) -> None:
        """Keep the vectors of so many sentences, for trainings that follow one another on the same ones."""
        self._remembered = sentences

    def _encode(self, sentences: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(sentences), DIMENSIONS), dtype=np.float32)
        by_length = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
        batches = [by_length[start : start + _BATCH] for start in range(0, len(by_length), _BATCH)]
        with ThreadPoolExecutor(os.cpu_count() if len(batches) > 1 else 1) as workers:
            made = workers.map(self._encode_batch, ([sentences[i] for i in chosen] for chosen in batches))
            for chosen, batch in zip(batches, made, strict=True):
                vectors[chosen] = batch
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
