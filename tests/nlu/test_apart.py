"""No training example is a near-copy of a message by which the understanding is measured."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from bot.clinic.profile import load_clinic
from bot.learn.files import examples, folded
from bot.nlu.alike import groups, known
from bot.nlu.answers import examples as answers
from bot.nlu.danger.examples import load
from bot.settings import ROOT

HERE = Path(__file__).parent
EVALUATION = ROOT.parent / "shared" / "eval"
OWN = ("danger_treacherous.yml", *(f"understanding_{one}.jsonl" for one in ("unseen", "ordinary", "fresh")))
SOMEBODYS = 3  # words of a line that nobody else would write just so
WORDS = 6  # from which on a message is somebody's wording; "I want to die" is everybody's


OFFERED = {
    folded(label) for one in load_clinic(ROOT / "clinic.yml").screening.answers.values() for label in one.values()
}


def worded(texts: list[str]) -> list[str]:
    return [text for text in texts if len(re.findall(r"\w+", text)) >= WORDS]


def messages(path: Path) -> list[str]:
    """All of a set, whatever they are labelled."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        return [json.loads(line)["text"] for line in text.splitlines()]
    return [line for kinds in yaml.safe_load(text).values() for lines in kinds.values() for line in lines]


def copies(asked: list[str], trained: list[str]) -> dict[str, str]:
    """What is trained on and is a near-copy of a message that measures, with that message."""
    return {trained[at]: text for text, at in zip(asked, known(asked, trained), strict=True) if at is not None}


@pytest.fixture(scope="module")
def trained() -> list[str]:
    """All that a model is trained on."""
    intents = [text for text, _ in examples(ROOT / "data" / "nlu")]
    return worded(intents + [one.text for one in load(ROOT / "data" / "safety" / "examples")])


@pytest.fixture(scope="module")
def answered() -> list[str]:
    """All that the model of answers is trained on besides."""
    return worded([one.text for one in answers.load(ROOT / "data" / "answers")])


@pytest.mark.parametrize("name", ["understanding_dev.jsonl", "crisis_dev.jsonl"])
def test_nothing_is_trained_on_what_measures(name: str, trained: list[str], answered: list[str]) -> None:
    """Else the figures would be those of a memory."""
    path = EVALUATION / name
    if not path.exists():
        pytest.skip("the evaluation sets are not beside this checkout")
    asked = worded([json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()])
    assert copies(asked, trained) == {} and copies(asked, answered) == {}


def said_in(path: Path) -> set[str]:
    """What people say in a set, also where it is told as a dialogue, as words only."""
    text = path.read_text(encoding="utf-8")
    quoted = [json.loads(line)["text"] for line in text.splitlines()] if path.suffix == ".jsonl" else []
    return {folded(one) for one in quoted or re.findall(r'"([^"\n]+)"', text)}


@pytest.mark.parametrize(
    "name", ["understanding_dev.jsonl", "crisis_dev.jsonl", "wishes_dev.jsonl", "dialogues_dev.md"]
)
def test_no_line_that_measures_stands_here_word_for_word(name: str) -> None:
    """Short ones too, in what is trained on and in the sets of our own."""
    path = EVALUATION / name
    if not path.exists():
        pytest.skip("the evaluation sets are not beside this checkout")
    measuring = said_in(path) - OFFERED  # what the assistant offers as a choice is said back by everybody
    own = [text for text, _ in examples(ROOT / "data" / "nlu")]
    own += [one.text for one in answers.load(ROOT / "data" / "answers")]
    own += [text for one in OWN for text in messages(HERE / one)]
    own += [one.text for path in HERE.glob("answers_unseen*.yml") for one in answers.read(path)]
    assert [text for text in own if len(folded(text).split()) >= SOMEBODYS and folded(text) in measuring] == []


@pytest.mark.parametrize("name", ["danger_unseen.yml", *OWN])
def test_nor_on_our_own_unseen_messages(name: str, trained: list[str], answered: list[str]) -> None:
    """They stand in the tests for that reason."""
    asked = worded(messages(HERE / name))
    assert len(asked) > 150
    assert copies(asked, trained) == {} and copies(asked, answered) == {}


def test_near_copies_are_told_from_other_words() -> None:
    """A sign, a slip or a filler more is a copy; the same question in other words is none."""
    written = "hello, could you tell me whether you take the insurance that I have from work"
    copies = [f"{written}?!", written.replace("insurance", "insurrance"), f"ok {written.upper()} please"]
    others = ["is this covered by a health plan of my employer", "will my insurer pay for any of it"]
    assert known([*copies, *others], [written]) == [0, 0, 0, None, None]
    assert len(set(groups([written, *copies, *others]))) == 3
