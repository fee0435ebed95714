"""`python -m bot.nlu.encoder.tuning SOURCE TARGET`: learn the delta of TARGET from the weights in SOURCE."""

from __future__ import annotations

import hashlib
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path

from safetensors.numpy import load_file
from tokenizers import Tokenizer

from bot.nlu.encoder.build import WrongWeights, published
from bot.nlu.encoder.delta import FILE
from bot.nlu.encoder.runtime import TOKENIZER
from bot.nlu.encoder.tuning.tasks import Lessons, lessons
from bot.nlu.encoder.tuning.train import Recipe, train
from bot.settings import ROOT

RECIPE = "recipe.json"


def tune(source: Path, target: Path) -> None:
    """Write the delta and its recipe. Raises FileNotFoundError and WrongWeights as `build` does."""
    weights = published(source)
    learned, recipe = lessons(ROOT / "data" / "nlu", ROOT / "data" / "safety" / "examples"), Recipe()
    _say(f"tuning to {len(learned.lessons):,} messages in {recipe.epochs} rounds")
    begin = time.monotonic()
    tokenizer = Tokenizer.from_file(str(weights.parent / TOKENIZER))
    delta = train(load_file(weights), tokenizer, learned, recipe, _say)
    delta.save(target / FILE)
    made = {
        "messages": len(learned.lessons),
        "data": _digest(learned),
        "minutes": round((time.monotonic() - begin) / 60),
    }
    (target / RECIPE).write_text(json.dumps({**asdict(recipe), **made}, indent=2) + "\n", encoding="utf-8")
    _say("tuned; `make setup train` builds it into the encoder and trains the models on its vectors")


def _digest(learned: Lessons) -> str:
    return hashlib.sha256(repr(learned.lessons).encode()).hexdigest()


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    try:
        tune(Path(sys.argv[1]), Path(sys.argv[2]))
    except (OSError, WrongWeights) as error:
        sys.exit(f"The encoder could not be tuned: {error}")
