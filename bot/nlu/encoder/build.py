"""Verify the published weights and build the encoder from them: `python -m bot.nlu.encoder.build SOURCE TARGET DELTA`.

What tuning has learned (the folder DELTA, if there is one) is added to the weights.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
from pathlib import Path

import onnx
from safetensors.numpy import load_file

from bot.nlu.encoder.delta import FILE, Delta, WrongDelta, fingerprint
from bot.nlu.encoder.graph import build_graph
from bot.nlu.encoder.runtime import NETWORK, TOKENIZER

# The value upstream publishes for sentence-transformers/all-MiniLM-L6-v2, model.safetensors.
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_BUILT_WITH = "delta.sha256"


class WrongWeights(ValueError):
    """The weights are not those that upstream publishes."""


def published(source: Path) -> Path:
    """The file of the published weights.

    Raises:
        FileNotFoundError: the weights are not in `source`.
        WrongWeights: they have another checksum than upstream's.
    """
    weights = next(source.rglob("model.safetensors"), None)
    if weights is None:
        raise FileNotFoundError(f"no model.safetensors under {source}")
    if hashlib.sha256(weights.read_bytes()).hexdigest() != WEIGHTS_SHA256:
        raise WrongWeights(f"{weights} has an unexpected checksum; delete it and fetch it again")
    return weights


def is_built(target: Path, tuning: Path) -> bool:
    """Whether the encoder is there, and made with this delta."""
    record = target / _BUILT_WITH
    files = all((target / name).exists() for name in (NETWORK, TOKENIZER, _BUILT_WITH))
    return files and record.read_text(encoding="utf-8") == fingerprint(tuning / FILE)


def build(source: Path, target: Path, tuning: Path) -> None:
    """Build the encoder of `target` from the package's files in `source`, unless it is there already.

    Raises:
        FileNotFoundError, WrongWeights: as `published`.
        WrongDelta: what is in `tuning` belongs to another network.
        OSError: the disk is full or not writable; nothing half written is left as if it were whole.
    """
    if is_built(target, tuning):
        return
    file = published(source)
    weights = load_file(file)
    if (tuning / FILE).exists():
        weights = Delta.load(tuning / FILE).applied(weights)
    target.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file.parent / TOKENIZER, target / TOKENIZER)
    unfinished = target / (NETWORK + ".part")
    onnx.save(build_graph(weights), str(unfinished))
    unfinished.replace(target / NETWORK)
    (target / _BUILT_WITH).write_text(fingerprint(tuning / FILE), encoding="utf-8")


if __name__ == "__main__":
    arguments = [Path(argument) for argument in sys.argv[1:]]
    if arguments[0] == Path("--is-built"):
        sys.exit(not is_built(*arguments[1:]))
    try:
        build(*arguments)
    except (OSError, WrongWeights, WrongDelta) as error:
        sys.exit(f"The sentence encoder could not be built: {error}")
