"""A reason said anew, or a clinician told of after all, while a later question is open."""

from __future__ import annotations

import pytest

from tests.dialogues.driver import Conversation
from tests.dialogues.test_consultation import ANSWERS
from tests.dialogues.test_every_question import OPENING

ANXIOUS = {**ANSWERS, "reason": "anxiety"}
NOBODY = {**ANSWERS, "clinician": "no"}


@pytest.mark.parametrize("question", ["clinician", "consent", "health"])
@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("nah write bipolar", "bipolar"),
        ("no no put down depression, thats the real problem", "depression"),
        ("nope switch it to ptsd please", "ptsd"),
        ("oh sorry its depression", "depression"),
        ("hold on, its not anxiety its bipolar", "bipolar"),
        ("ah no wait, it's depression not anxiety", "depression"),
        ("i put anxiety but it should be ptsd", "ptsd"),
        ("can you change it to depression", "depression"),
    ],
)
async def test_a_reason_said_anew_answers_nothing_else(
    question: str, words: str, reason: str, chat: Conversation
) -> None:
    """The new one is said back, and the question that is open comes again."""
    await chat.play(OPENING, ANXIOUS, until=question)
    turn = await chat.say(words)
    assert turn.facts["reason"] == [reason] and turn.question == question
    assert "changed" in turn.says and turn.facts.get(question) is None


@pytest.mark.parametrize(
    "words",
    [
        "please list bipolar as my condition, not anxiety",
        "could we swap anxiety for bipolar",
        "id like to update my reason to bipolar, anxiety was the wrong one",
        "let me correct the diagnosis? it's bipolar",
        "anxiety was a mistake, it's bipolar",
    ],
)
async def test_a_reason_asked_to_be_changed(words: str, chat: Conversation) -> None:
    """However it is asked for, with what is said of the old one."""
    await chat.play(OPENING, ANXIOUS, until="clinician")
    turn = await chat.say(words)
    assert turn.facts["reason"] == ["bipolar"] and turn.question == "clinician"
    assert "what brings you in" in turn.says


@pytest.mark.parametrize(
    ("question", "words", "facts"),
    [
        ("clinician", "yes, a psychologist. and please list bipolar as the reason, not anxiety", {"clinician": "yes"}),
        ("clinician", "i do. could you switch my condition to bipolar, anxiety was the old one", {"clinician": "yes"}),
        (
            "clinician",
            "yep - ah change the reason, it's bipolar, anxiety was my former diagnosis",
            {"clinician": "yes"},
        ),
        ("clinician", "no one. btw my reason is bipolar, anxiety was a slip", {"clinician": "no"}),
        ("consent", "you may, yes. oh and switch my reason to bipolar", {"consent": "yes"}),
        ("name", "Ida Moss. oh and swap anxiety for bipolar please", {"name": "Ida Moss"}),
        ("health", "none of those. and change the reason to bipolar", {"health": "none"}),
    ],
)
async def test_a_reason_said_anew_beside_an_answer(
    question: str, words: str, facts: dict[str, str], chat: Conversation
) -> None:
    """Both count, and the new reason is said back."""
    await chat.play(OPENING, ANXIOUS, until=question)
    turn = await chat.say(words)
    assert turn.facts["reason"] == ["bipolar"] and turn.question != question
    assert {**turn.facts, **facts} == turn.facts and "what brings you in" in turn.says


@pytest.mark.parametrize("words", ["yes, he does well with my anxiety", "i do, for my anxiety not for bipolar"])
async def test_a_condition_that_a_clinician_treats_is_no_change(words: str, chat: Conversation) -> None:
    """Only words that put a reason in place of another do so."""
    await chat.play(OPENING, ANXIOUS, until="clinician")
    turn = await chat.say(words)
    assert turn.facts["reason"] == ["anxiety"] and turn.facts["clinician"] == "yes"


@pytest.mark.parametrize(
    ("words", "facts"),
    [
        ("no", {"clinician": "no"}),
        ("no doctor, its only the anxiety", {"clinician": "no"}),
        ("no, my anxiety keeps me from going anywhere", {"clinician": "no"}),
        ("no it's anxiety", {"clinician": "no"}),
        ("yes, for the depression", {"clinician": "yes"}),
    ],
)
async def test_a_condition_beside_an_answer_changes_nothing(
    words: str, facts: dict[str, str], chat: Conversation
) -> None:
    """Who gives a reason for having no clinician still has none."""
    await chat.play(OPENING, ANXIOUS, until="clinician")
    turn = await chat.say(words)
    assert turn.facts["reason"] == ["anxiety"] and turn.facts["clinician"] == facts["clinician"]


@pytest.mark.parametrize(
    "words",
    [
        "no i have a therapist",
        "oh wait i do have a psychologist",
        "no need, I see Dr. Orla Vance every month",
        "actually i have one",
        "nah ive got a counselor already",
        "no, i do see someone",
    ],
)
async def test_a_clinician_after_all_is_no_refusal_of_ours(words: str, chat: Conversation) -> None:
    """They are asked whether that one may be contacted."""
    await chat.play(OPENING, NOBODY, until="other")
    turn = await chat.say(words)
    assert turn.question == "consent" and turn.facts["clinician"] == "yes" and "psychiatrist" not in turn.facts


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("no i had one years ago", "no"),
        ("no i'd rather find my own", "no"),
        ("no i have work", "no"),
        ("sure, I'd see your psychiatrist", "yes"),
    ],
)
async def test_a_plain_answer_to_the_offer(words: str, wanted: str, chat: Conversation) -> None:
    """Nobody is told of who treats them."""
    await chat.play(OPENING, NOBODY, until="other")
    turn = await chat.say(words)
    assert turn.facts["psychiatrist"] == wanted and turn.facts["clinician"] == "no"
