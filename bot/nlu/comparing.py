"""What more examples change: the intent model trained without and with them, asked about messages neither has seen.

They are asked about the tenth of `held_out`. Without that tenth, both models are calibrated on what the encoder knows,
and reject a little more than the one in use.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.nlu import alike
from bot.nlu.encoder.runtime import SentenceEncoder
from bot.nlu.held_out import held_out
from bot.nlu.intent_model import OUT_OF_SCOPE, IntentModel
from bot.nlu.outcome import FALLBACK, believed

MOST_CHANGED = 200  # messages whose outcome changed, in a report
_CHANCE = 0.05

Example = tuple[str, str]  # text, intent


@dataclass(frozen=True)
class Split:
    """Examples to train on, and those to ask about."""

    train: list[Example]
    test: list[Example]


def split(examples: Sequence[Example]) -> Split:
    """The same split for the same examples, whatever order they come in."""
    out = held_out([text for text, _ in examples])
    return Split(
        [one for one, is_out in zip(examples, out, strict=True) if not is_out],
        [one for one, is_out in zip(examples, out, strict=True) if is_out],
    )


def compare(
    base: Sequence[Example],
    new: Sequence[Example],
    encoder: SentenceEncoder,
    say: Callable[[str], None] = lambda _: None,
) -> dict[str, Any]:
    """The report, as JSON: figures before and after, by intent, and each message whose outcome changed.

    Messages that say nearly the same as a new example are not asked about: the answer would be known.
    """
    encoder.remember(2 * (len(base) + len(new)))  # both trainings read the same, and its hasty copies
    say("encoding the examples")
    parts = split(base)
    test, set_aside = _unknown(parts.test, new)
    say("training without the new examples")
    before = _outcomes(parts.train, [*test, *new], encoder)
    say("training with the new examples")
    after = _outcomes([*parts.train, *new], test, encoder)
    truth = [intent for _, intent in test]
    changed = _changed(test, before, after)
    return {
        "trained_on": len(parts.train),
        "new": len(new),
        "asked": len(test),
        "set_aside": set_aside,
        "new_understood_before": sum(o == intent for o, (_, intent) in zip(before[len(test) :], new, strict=True)),
        "before": figures(truth, before[: len(test)]),
        "after": figures(truth, after),
        "intents": _by_intent(truth, before, after),
        "won": sum(one["kind"] == "won" for one in changed),
        "lost": sum(one["kind"] == "lost" for one in changed),
        "chance": chance(changed),
        "changed": changed[:MOST_CHANGED],
        "changed_in_all": len(changed),
    }


def _unknown(test: list[Example], new: Sequence[Example]) -> tuple[list[Example], int]:
    near = alike.known([text for text, _ in test], [text for text, _ in new])
    asked = [one for one, place in zip(test, near, strict=True) if place is None]
    return asked, len(test) - len(asked)


def _outcomes(train: Sequence[Example], asked: Sequence[Example], encoder: SentenceEncoder) -> list[str]:
    model = IntentModel(encoder)
    model.fit([text for text, _ in train], [intent for _, intent in train])
    return [believed(ranking) for ranking in model.rank([text for text, _ in asked])]


def figures(truth: Sequence[str], outcomes: Sequence[str]) -> dict[str, float | None]:
    """Shares: right, in scope but rejected, out of scope and kept out. None: there is no such message."""
    pairs = list(zip(truth, outcomes, strict=True))
    inside = [outcome for intent, outcome in pairs if intent != OUT_OF_SCOPE]
    outside = [outcome for intent, outcome in pairs if intent == OUT_OF_SCOPE]
    return {
        "accuracy": _share([intent == outcome for intent, outcome in pairs]),
        "rejected": _share([outcome in (FALLBACK, OUT_OF_SCOPE) for outcome in inside]),
        "kept_out": _share([outcome in (FALLBACK, OUT_OF_SCOPE) for outcome in outside]),
    }


def _share(hits: Sequence[bool]) -> float | None:
    return round(sum(hits) / len(hits), 4) if hits else None


def _by_intent(truth: Sequence[str], before: Sequence[str], after: Sequence[str]) -> list[dict[str, Any]]:
    asked, was, is_now = Counter(truth), Counter[str](), Counter[str]()
    for intent, old, new in zip(truth, before, after, strict=False):
        was[intent] += old == intent
        is_now[intent] += new == intent
    rows = [{"intent": i, "asked": asked[i], "before": was[i], "after": is_now[i]} for i in asked]
    return sorted(rows, key=lambda row: (row["after"] - row["before"], str(row["intent"])))


def _changed(test: Sequence[Example], before: Sequence[str], after: Sequence[str]) -> list[dict[str, str]]:
    """What was lost first: it matters most to whoever decides."""
    rows = []
    for (text, intent), old, new in zip(test, before, after, strict=False):
        if old != new:
            kind = "won" if new == intent else "lost" if old == intent else "other"
            rows.append({"text": text, "intent": intent, "before": old, "after": new, "kind": kind})
    return sorted(rows, key=lambda row: (["lost", "won", "other"].index(row["kind"]), row["intent"], row["text"]))


def chance(changed: Sequence[dict[str, str]]) -> bool:
    """Whether as many won against lost, or more, would often come by chance (sign test, two-sided, 5 %)."""
    won = sum(one["kind"] == "won" for one in changed)
    lost = sum(one["kind"] == "lost" for one in changed)
    total, least = won + lost, min(won, lost)
    tail = sum(math.comb(total, k) for k in range(least + 1)) / 2**total
    return bool(min(1.0, 2 * tail) > _CHANCE)
