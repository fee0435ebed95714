"""Rasa's default pipeline beside ours: trained on the same messages, asked about the same, each in its own process.

`python -m benchmarks pipelines [N]` alone. Every Nth example is trained on, by both; they are asked about the same
messages. All of them (N = 1) take Rasa's default four hours on two cores, every eighth (without an N) half an hour.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import yaml

from bot.learn.files import examples
from bot.nlu.comparing import figures, split
from bot.settings import ROOT

EVERY = 8  # so many examples, one is trained on: a run that somebody sees the end of
TIMED = 200  # messages whose time is measured, after as many that warm up
BINS = 10  # of confidence, for the calibration error
CONFUSED = 12  # pairs
# As `rasa init` of 3.6 writes it into a new project, all that concerns intents.
RASAS_DEFAULT: list[dict[str, Any]] = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier", "epochs": 100, "constrain_similarities": True},
    {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
]
PIPELINES = {"ours": [{"name": "bot.nlu.understanding.HybridIntentClassifier"}], "Rasa's default": RASAS_DEFAULT}
ROWS = {
    "accuracy": "right",
    "rejected": "in scope, but rejected",
    "kept_out": "out of scope, and kept out",
    "calibration_error": "calibration error",
    "train_seconds": "training, seconds",
    "train_processor": "training, seconds of processor time",
    "message_ms": "a message, ms (median)",
    "memory_mb": "memory of the process that answers, MB",
}


def main(every: int = EVERY) -> None:
    """Train both on every so many-th example, ask both, and print a table."""
    parts = split(list(examples(ROOT / "data" / "nlu")))
    taught = parts.train[::every]  # they stand in the order of their intents, so all intents and writers are in it
    with TemporaryDirectory() as name:
        folder = Path(name)
        _write_examples(folder / "train.yml", taught)
        (folder / "test.json").write_text(json.dumps(parts.test), encoding="utf-8")
        results = {called: _measured(folder, pipeline) for called, pipeline in PIPELINES.items()}
    print(f"\ntrained on {len(taught):,} messages, asked about {len(parts.test):,}\n")
    print(table(results))
    for called, one in results.items():
        print(f"\n{called}, most often confused: {'; '.join(one['confused'])}")


def table(results: dict[str, dict[str, Any]]) -> str:
    """As Markdown, a column for each pipeline."""
    lines = [f"| | {' | '.join(results)} |", "|---|" + "---|" * len(results)]
    lines += [f"| {told} | {' | '.join(_told(one[key]) for one in results.values())} |" for key, told in ROWS.items()]
    return "\n".join(lines)


def _told(value: float) -> str:
    return f"{value:.3f}" if value < 1 else f"{value:.1f}" if value < 100 else f"{value:.0f}"


def _write_examples(path: Path, found: Sequence[tuple[str, str]]) -> None:
    by_intent: dict[str, list[str]] = {}
    for text, intent in found:
        by_intent.setdefault(intent, []).append(f"- {text}")
    blocks = [{"intent": intent, "examples": "\n".join(lines)} for intent, lines in by_intent.items()]
    path.write_text(yaml.safe_dump({"version": "3.1", "nlu": blocks}, allow_unicode=True), encoding="utf-8")


def _measured(folder: Path, pipeline: list[dict[str, Any]]) -> dict[str, Any]:
    config = {"recipe": "default.v1", "assistant_id": "bench", "language": "en", "pipeline": pipeline}
    (folder / "config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    for old in folder.glob("*.tar.gz"):
        old.unlink()
    return {**_child("train", folder), **_child("ask", folder)}


def _child(what: str, folder: Path) -> dict[str, Any]:
    run = [sys.executable, "-W", "ignore", "-m", "benchmarks.pipelines", what, str(folder)]
    done = subprocess.run(run, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def train(folder: Path) -> dict[str, float]:
    """Train the pipeline of the folder by Rasa itself."""
    from rasa.model_training import train_nlu

    begin, spent = time.perf_counter(), time.process_time()
    train_nlu(config=str(folder / "config.yml"), nlu_data=str(folder / "train.yml"), output=str(folder))
    return {"train_seconds": time.perf_counter() - begin, "train_processor": time.process_time() - spent}


def ask(folder: Path) -> dict[str, Any]:
    """Ask it through Rasa's agent, as a running assistant would."""
    from rasa.core.agent import Agent

    agent = Agent.load(str(next(folder.glob("*.tar.gz"))))
    asked: list[tuple[str, str]] = [tuple(one) for one in json.loads((folder / "test.json").read_text("utf-8"))]
    return asyncio.run(_ask(agent, asked))


async def _ask(agent: Any, asked: Sequence[tuple[str, str]]) -> dict[str, Any]:
    outcomes, confidences, spent = [], [], []
    for text, _ in asked:
        begin = time.perf_counter()
        parsed = await agent.parse_message(text)
        spent.append((time.perf_counter() - begin) * 1000)
        ranking = [one for one in parsed["intent_ranking"] if one["name"] != "nlu_fallback"]
        outcomes.append(parsed["intent"]["name"])
        confidences.append((ranking[0]["name"], ranking[0]["confidence"]))
    truth = [intent for _, intent in asked]
    right = np.array([name == wanted for (name, _), wanted in zip(confidences, truth, strict=True)])
    found = figures(truth, outcomes)
    return {
        **{name: value for name, value in found.items() if value is not None},
        "calibration_error": calibration_error(np.array([value for _, value in confidences]), right),
        "message_ms": statistics.median(spent[TIMED : 2 * TIMED]),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "confused": _confused(truth, outcomes),
    }


def _confused(truth: Sequence[str], outcomes: Sequence[str]) -> list[str]:
    """The commonest pairs of intents, either way round."""
    pairs = Counter(tuple(sorted(pair)) for pair in zip(truth, outcomes, strict=True) if pair[0] != pair[1])
    return [f"{one} and {other} {times}" for (one, other), times in pairs.most_common(CONFUSED)]


def calibration_error(confidences: Any, right: Any) -> float:
    """Expected calibration error (Guo et al. 2017): how far confidence is from being right, over BINS bins."""
    bins = np.minimum((confidences * BINS).astype(int), BINS - 1)
    return float(
        sum(abs(confidences[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins))
    )


if __name__ == "__main__":
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    print(json.dumps({"train": train, "ask": ask}[sys.argv[1]](Path(sys.argv[2]))))
