"""The sentence encoder all-MiniLM-L6-v2 (Apache-2.0): built once into ONNX, run by onnxruntime.

A sentence becomes a unit vector of 384 numbers; the cosine of two vectors says how alike two sentences are.
"""

from bot.nlu.encoder.runtime import DIMENSIONS, EncoderMissing, SentenceEncoder

__all__ = ["DIMENSIONS", "EncoderMissing", "SentenceEncoder"]
