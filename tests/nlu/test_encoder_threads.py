"""The encoder is shared by all conversations, which ask it from many threads at once."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import numpy as np
import pytest

from bot.nlu.encoder import SentenceEncoder
from bot.nlu.encoder.runtime import Vectors
from bot.settings import Settings

THREADS, ROUNDS = 12, 15
FILLERS = ("", " please", " and when would that be", ", I would like to know that before I decide on anything else")
SENTENCES = [f"question number {number}{FILLERS[number % len(FILLERS)]}" for number in range(24)]


@pytest.fixture
def encoder() -> SentenceEncoder:
    """An encoder of its own, with nothing remembered yet."""
    return SentenceEncoder(Settings.read().encoder)


@pytest.fixture(scope="module")
def alone() -> dict[str, Vectors]:
    """Each sentence's vector, made one by one in one thread."""
    made = SentenceEncoder(Settings.read().encoder)
    return {sentence: made.encode([sentence])[0] for sentence in SENTENCES}


def together(work: Callable[[random.Random], None]) -> None:
    """Do the same in many threads that begin at one moment; an error in any of them is raised here."""
    start = Barrier(THREADS)

    def begin(seed: int) -> None:
        start.wait()
        work(random.Random(seed))

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(begin, range(THREADS)))


@pytest.mark.parametrize("remembered", [0, 1, 5, 256], ids="{} remembered".format)
def test_many_threads_get_the_vectors_that_one_gets(
    remembered: int, encoder: SentenceEncoder, alone: dict[str, Vectors]
) -> None:
    """Whatever is remembered, forgotten and made anew meanwhile: no error, and each sentence has its own vector."""
    encoder.remember(remembered)

    def ask(rng: random.Random) -> None:
        for _ in range(ROUNDS):
            chosen = rng.choices(SENTENCES, k=rng.randint(0, 6))
            vectors = encoder.encode(chosen)
            assert len(vectors) == len(chosen)
            for sentence, vector in zip(chosen, vectors, strict=True):
                assert np.allclose(vector, alone[sentence], atol=1e-5), sentence

    together(ask)
    for sentence in SENTENCES:
        assert np.allclose(encoder.encode([sentence])[0], alone[sentence], atol=1e-5), sentence


def test_what_one_thread_does_with_its_vectors_is_its_own_affair(
    encoder: SentenceEncoder, alone: dict[str, Vectors]
) -> None:
    """Who changes what it was given does not change what is remembered for the others."""

    def spoil(rng: random.Random) -> None:
        for _ in range(ROUNDS):
            chosen = rng.sample(SENTENCES, 3)
            vectors = encoder.encode(chosen)
            for sentence, vector in zip(chosen, vectors, strict=True):
                assert np.allclose(vector, alone[sentence], atol=1e-5), sentence
            for vector in vectors:
                vector[:] = 0

    together(spoil)


def test_a_large_batch_beside_small_ones_keeps_its_order(encoder: SentenceEncoder, alone: dict[str, Vectors]) -> None:
    """More sentences than fit into one batch, shuffled, while others ask for single ones."""

    def ask(rng: random.Random) -> None:
        many = rng.sample(SENTENCES * 3, 60) if rng.random() < 0.5 else rng.sample(SENTENCES, 1)
        encoder.remember(rng.choice((2, 40)))
        for sentence, vector in zip(many, encoder.encode(many), strict=True):
            assert np.allclose(vector, alone[sentence], atol=1e-5), sentence

    together(ask)
