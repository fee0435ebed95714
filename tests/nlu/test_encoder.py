"""The encoder agrees with the vectors that upstream's own library gives."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import numpy_helper

from bot.nlu.encoder import DIMENSIONS, EncoderMissing, SentenceEncoder
from bot.nlu.encoder.build import WrongWeights, build, is_built
from bot.nlu.encoder.delta import FILE, MATRICES, Delta, WrongDelta
from bot.nlu.encoder.graph import build_graph
from bot.nlu.encoder.runtime import NETWORK, TOKENIZER
from bot.settings import ROOT, Settings

TUNING = ROOT / "models" / "tuning"

# The first components of sentence-transformers/all-MiniLM-L6-v2 (sentence-transformers, float32, mean pooling, unit
# length), and each vector's sum, which the rest must give.
UPSTREAM: dict[str, tuple[list[float], float]] = {
    "STOP": ([-0.03223, -0.00583, 0.04871, -0.04113, -0.03823, -0.08048, 0.04546, 0.06991], 0.744),
    "ok": ([-0.04612, -0.05907, -0.02189, 0.01694, 0.04528, -0.01728, 0.02644, 0.06383], 0.688),
    "": ([-0.11884, 0.0483, -0.00255, -0.01101, 0.05195, 0.01029, 0.11543, 0.0007], 0.629),
    "café naïve — “quotes” … emoji 🙂": (
        [-0.0696, 0.01689, 0.07758, 0.02918, 0.07507, -0.03698, 0.09903, -0.04861],
        -0.147,
    ),
}


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder(Settings.read().encoder)


@pytest.fixture(scope="module")
def untuned(tmp_path_factory: pytest.TempPathFactory) -> SentenceEncoder:
    """The encoder that is in use, with what tuning added to its weights taken off again."""
    folder, used = tmp_path_factory.mktemp("untuned"), Settings.read().encoder
    weights = {
        one.name: numpy_helper.to_array(one).T if one.name.removesuffix(".weight") in MATRICES else one
        for one in onnx.load(str(used / NETWORK)).graph.initializer
    }
    plain = {name: w if isinstance(w, np.ndarray) else numpy_helper.to_array(w) for name, w in weights.items()}
    onnx.save(build_graph(Delta.load(TUNING / FILE).applied(plain, sign=-1.0)), str(folder / NETWORK))
    shutil.copy(used / TOKENIZER, folder)
    return SentenceEncoder(folder)


@pytest.mark.parametrize("sentence", UPSTREAM)
def test_without_its_tuning_the_vectors_are_those_of_upstream(untuned: SentenceEncoder, sentence: str) -> None:
    """Empty, short, upper-case and accented sentences have upstream's vectors."""
    (vector,) = untuned.encode([sentence])
    first, total = UPSTREAM[sentence]
    assert vector[:8] == pytest.approx(first, abs=2e-4)
    assert float(vector.sum()) == pytest.approx(total, abs=5e-3)


def test_a_batch_gives_what_single_sentences_give(encoder: SentenceEncoder) -> None:
    """Padding in a batch changes nothing, and the order is kept."""
    sentences = ["a much longer sentence about the weather in some far country", "hi", "", "how are you"] * 20
    together = encoder.encode(sentences)
    assert together.shape == (80, DIMENSIONS)
    for sentence, vector in zip(sentences[:4], together[:4], strict=True):
        assert float(encoder.encode([sentence])[0] @ vector) == pytest.approx(1.0, abs=1e-4)


def test_sentences_that_mean_the_same_are_near(encoder: SentenceEncoder) -> None:
    """Two ways of asking for the price are nearer than a price and a place."""
    price, cost, place = encoder.encode(["what is the price?", "how much does it cost?", "where are you located?"])
    assert float(price @ cost) > float(price @ place) + 0.2


def test_an_encoder_that_was_not_built_says_how_to_build_it(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """The error names the command."""
    with pytest.raises(EncoderMissing, match="make setup"):
        SentenceEncoder(tmp_path)


def test_other_weights_than_upstreams_are_refused(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """A file with another checksum is not built, and nothing is left behind as if it were whole."""
    (tmp_path / "model.safetensors").write_bytes(np.zeros(10).tobytes())
    with pytest.raises(WrongWeights):
        build(tmp_path, tmp_path / "out", TUNING)
    assert not (tmp_path / "out" / "encoder.onnx").exists()


def test_the_encoder_is_the_one_of_the_delta_that_is_kept(tmp_path: Path) -> None:
    """With another delta, or none, setup builds it anew."""
    used = Settings.read().encoder
    assert is_built(used, TUNING)
    assert not is_built(used, tmp_path)
    (tmp_path / FILE).write_bytes((TUNING / FILE).read_bytes() + b" ")
    assert not is_built(used, tmp_path)


def test_a_delta_of_another_network_is_refused(tmp_path: Path) -> None:
    """And not added in part."""
    np.savez(tmp_path / FILE, **{"down encoder.layer.0.output.dense": np.zeros((2, 2), dtype=np.float16)})
    with pytest.raises(WrongDelta):
        Delta.load(tmp_path / FILE)


def test_a_delta_survives_being_kept(tmp_path: Path) -> None:
    """What is added to the weights is the product of the factors, to half precision."""
    delta = Delta.load(TUNING / FILE)
    delta.save(tmp_path / "again.npz")
    again = Delta.load(tmp_path / "again.npz")
    name = MATRICES[7]
    weights = {f"{one}.weight": np.zeros((delta.up[one].shape[1], delta.down[one].shape[0])) for one in MATRICES}
    changed = again.applied(weights)[f"{name}.weight"]
    assert np.allclose(changed, (delta.down[name] @ delta.up[name]).T)
    assert float(np.abs(changed).max()) > 0
