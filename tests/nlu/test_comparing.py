"""What more examples change, by the real model on a small part of the training data."""

from __future__ import annotations

from typing import Any

import pytest

from bot.learn.files import examples
from bot.nlu.comparing import Split, chance, compare, figures, split
from bot.nlu.encoder.runtime import SentenceEncoder, shared_encoder
from bot.settings import ROOT, Settings

INTENTS = ("faq_tms", "faq_referral", "faq_cost_and_insurance", "greet", "out_of_scope")
NEW = [(f"do you take my {name} insurance card", "faq_cost_and_insurance") for name in ("dental", "travel", "pet")]


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return shared_encoder(Settings.read().encoder)


@pytest.fixture(scope="module")
def some() -> list[tuple[str, str]]:
    """Enough of five intents to train on in seconds."""
    by_intent: dict[str, list[tuple[str, str]]] = {}
    for text, intent in examples(ROOT / "data" / "nlu"):
        by_intent.setdefault(intent, []).append((text, intent))
    return [one for intent in INTENTS for one in by_intent[intent][:100]]


@pytest.fixture(scope="module")
def parts(some: list[tuple[str, str]]) -> Split:
    return split(some)


@pytest.fixture(scope="module")
def report(some: list[tuple[str, str]], parts: Split, encoder: SentenceEncoder) -> dict[str, Any]:
    """One comparison for all tests: new examples, a copy of a held-out one among them, and a label that is wrong."""
    leak = next(one for one in parts.test if one[1] == "greet")
    return compare(some, [*NEW, leak], encoder)


def test_the_split_is_the_same_whatever_the_order(some: list[tuple[str, str]], parts: Split) -> None:
    """A tenth is held out, and the same tenth tomorrow."""
    again = split(some[::-1])
    assert set(again.test) == set(parts.test) and set(again.train) == set(parts.train)
    assert {*parts.train, *parts.test} == set(some)
    assert 0.04 < len(parts.test) / len(some) < 0.2


def test_what_says_nearly_the_same_stays_on_one_side(some: list[tuple[str, str]]) -> None:
    """Else the model would be asked about what it knows by heart."""
    copies = [(f"{text}!", intent) for text, intent in some]
    both = split([*some, *copies])
    trained = {text.rstrip("!") for text, _ in both.train}
    assert [text for text, _ in both.test if text.rstrip("!") in trained] == []


def test_a_report_counts_what_was_asked(report: dict[str, Any], parts: Split) -> None:
    """Figures, intents and changed messages say the same; what is among the new examples is not asked."""
    assert report["set_aside"] >= 1
    assert report["asked"] + report["set_aside"] == len(parts.test)
    assert report["trained_on"] == len(parts.train) and report["new"] == len(NEW) + 1
    for moment in ("before", "after"):
        right = sum(row[moment] for row in report["intents"])
        assert report[moment]["accuracy"] == round(right / report["asked"], 4)
        assert report[moment]["accuracy"] > 0.6
    assert sum(row["asked"] for row in report["intents"]) == report["asked"]
    won = sum(row["after"] - row["before"] for row in report["intents"])
    assert report["won"] - report["lost"] == won
    assert report["changed_in_all"] == len(report["changed"])


@pytest.mark.parametrize(
    ("truth", "outcomes", "expected"),
    [
        (["a", "a", "out_of_scope", "out_of_scope"], ["a", "nlu_fallback", "nlu_fallback", "a"], (0.25, 0.5, 0.5)),
        (["a"], ["out_of_scope"], (0.0, 1.0, None)),
        (["out_of_scope"], ["out_of_scope"], (1.0, None, 1.0)),
        ([], [], (None, None, None)),
    ],
)
def test_figures(truth: list[str], outcomes: list[str], expected: tuple[float | None, ...]) -> None:
    """Right, rejected of what is in scope, kept out of what is not; no share of nothing."""
    assert tuple(figures(truth, outcomes).values()) == expected


@pytest.mark.parametrize(("won", "lost", "expected"), [(0, 0, True), (3, 0, True), (6, 0, False), (9, 8, True)])
def test_small_differences_are_called_chance(won: int, lost: int, expected: bool) -> None:
    """By the sign test: six of six are none any more."""
    assert chance([{"kind": "won"}] * won + [{"kind": "lost"}] * lost) is expected
