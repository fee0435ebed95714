"""Answers in words of strangers, who knew the questions and nothing else: what the trained model makes of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from bot.channels.rasa import Rasa
from bot.clinic.interview.meant import meant
from bot.clinic.interview.message import Message
from bot.learn.files import folded
from bot.nlu.answers.examples import ELSE, MEANINGS, Example, load, read
from bot.nlu.written import ExamplesError
from bot.settings import ROOT

HERE = Path(__file__).parent
UNSEEN = [example for name in ("answers_unseen.yml", "answers_unseen_2.yml") for example in read(HERE / name)]
# What the dialogue takes from the model alone; the other meanings lead to the same question again.
ACTED_ON = {
    name: {m for m in meanings if m not in (ELSE, "condition", "call", "later", "unsure")}
    for name, meanings in MEANINGS.items()
}


@pytest.fixture(scope="module")
async def understood(rasa: Rasa) -> list[tuple[Example, str | None]]:
    """Each with what the dialogue would take it for, if no reader knew better."""
    found = []
    for one in UNSEEN:
        said = await rasa.understand(one.text)
        question = "other" if one.question == "psychiatrist" else one.question
        found.append((one, meant(question, Message(one.text, answers=said.answers))))
    return found


async def test_most_answers_of_strangers_are_understood(understood: list[tuple[Example, str | None]]) -> None:
    """Whatever the question, most of what is an answer is taken for the right one."""
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for one, found in understood:
        if one.meaning in ACTED_ON[one.question] and (one.question, one.meaning) != ("texts", "yes"):
            asked[one.question] += 1
            right[one.question] += found == one.meaning
    assert set(asked) == set(MEANINGS)
    assert sum(right.values()) / sum(asked.values()) > 0.7
    assert {name: times for name, times in asked.items() if right[name] / times < 0.5} == {}


async def test_hardly_any_is_taken_for_another(understood: list[tuple[Example, str | None]]) -> None:
    """A wrong answer does more harm than a question that is asked again."""
    wrong = [
        (one.question, one.meaning, found, one.text) for one, found in understood if found not in (None, one.meaning)
    ]
    assert len(wrong) / len(understood) < 0.02, wrong


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("clinician: {'yes': [a], 'no': [b]}", "clinician"),
        ("pets: {'yes': [a]}", "pets"),
        ("texts: {'yes': [a], 'no': [1], else: [c]}", "not a message"),
        ("- a", "by name"),
        ("texts: [", "slip.yml"),
    ],
)
def test_a_slip_in_the_examples_is_named(tmp_path: Path, content: str, complaint: str) -> None:
    """With the file, before anything is trained."""
    (tmp_path / "slip.yml").write_text(content, encoding="utf-8")
    with pytest.raises(ExamplesError, match=complaint):
        load(tmp_path)


def test_all_questions_have_many_examples() -> None:
    """At least forty each; the same words never mean two things as the answer to one question."""
    meanings: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    counted: Counter[tuple[str, str]] = Counter()
    for one in load(ROOT / "data" / "answers"):
        meanings[one.question, folded(one.text)].add(one.meaning)
        counted[one.question, one.meaning] += 1
    assert {words: told for words, told in meanings.items() if len(told) > 1} == {}
    assert min(counted[name, meaning] for name, given in MEANINGS.items() for meaning in given) >= 40
