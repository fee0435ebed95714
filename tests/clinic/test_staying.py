"""Words that nothing is to end, and words of ending that mean it."""

from __future__ import annotations

import pytest

from bot.clinic.interview.leaving import wants_no_texts
from bot.clinic.reading import without_staying


@pytest.mark.parametrize(
    "text",
    [
        "pls dont hang up on me",
        "Don't unsubscribe me!",
        "no no, do not end this chat",
        "dont u dare quit on me",
        "I really don't want to pause here",
        "im not trying to opt out",
        "we wont stop now",
        "never meant to cancel",
        "dont drop me from your list please",
        "dont leave me hanging",
        "oh I can't stop grinning",
        "not ready to quit yet",
        "dont let it end",
        "no pares por favor",
        "Please don’t cancel my appointment",
    ],
)
def test_who_wants_no_end_says_nothing_besides(text: str) -> None:
    assert without_staying(text) == ""


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("dont stop yet, it's Dr. Odile Marsh", "it's Dr. Odile Marsh"),
        ("yes please. dont give up on me", "yes"),
        ("haha cant stop laughing, no i dont have one", "haha, no i dont have one"),
    ],
)
def test_what_is_said_besides_is_left(text: str, rest: str) -> None:
    assert without_staying(text) == rest


@pytest.mark.parametrize(
    "text",
    [
        "stop",
        "why don't you quit texting me",
        "if you dont quit im calling a lawyer",
        "you wont stop messaging me",
        "cant you stop messaging me?",
        "i cant stop getting ur ads",
        "I don't want to stop my sertraline",
        "don't stop me",
        "dont text me anymore",
        "dont keep the spot, just quit texting",
        "don't end up phoning my mother",
        "I don't want to leave my address",
        "dont leave him a message",
        "dont book it",
        "I don't want to go on",
        "cant stop crying",
        "dont take my brother's number",
    ],
)
def test_another_matter_or_a_real_end_is_left_alone(text: str) -> None:
    assert without_staying(text) is None


def test_no_texts_in_so_many_words() -> None:
    assert all(wants_no_texts(text) for text in ("I don't need your texts", "we dont want any messages from you"))
    assert not any(wants_no_texts(text) for text in ("I don't want to text my doctor", "I dont get texts at work"))
