"""Verify the published weights and build the encoder from them: `python -m bot.nlu.encoder.build SOURCE TARGET`."""

from __future__ import annotations

import hashlib
import shutil
import sys
from pathlib import Path

import onnx
from safetensors.numpy import load_file

from bot.nlu.encoder.graph import build_graph
from bot.nlu.encoder.runtime import NETWORK, TOKENIZER

# The value upstream publishes for sentence-transformers/all-MiniLM-L6-v2, model.safetensors.
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class WrongWeights(ValueError):
    """The weights are not those that upstream publishes."""


def build(source: Path, target: Path) -> None:
    """Build the encoder of `target` from the package's files in `source`, unless it is there already.

    Raises:
        FileNotFoundError: the weights are not in `source`.
        WrongWeights: they have another checksum than upstream's.
        OSError: the disk is full or not writable; nothing half written is left as if it were whole.
    """
    if (target / NETWORK).exists() and (target / TOKENIZER).exists():
        return
    weights = next(source.rglob("model.safetensors"), None)
    if weights is None:
        raise FileNotFoundError(f"no model.safetensors under {source}")
    if hashlib.sha256(weights.read_bytes()).hexdigest() != WEIGHTS_SHA256:
        raise WrongWeights(f"{weights} has an unexpected checksum; delete it and fetch it again")
    target.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(weights.parent / TOKENIZER, target / TOKENIZER)
    unfinished = target / (NETWORK + ".part")
    onnx.save(build_graph(load_file(weights)), str(unfinished))
    unfinished.replace(target / NETWORK)


if __name__ == "__main__":
    try:
        build(Path(sys.argv[1]), Path(sys.argv[2]))
    except (OSError, WrongWeights) as error:
        sys.exit(f"The sentence encoder could not be built: {error}")
