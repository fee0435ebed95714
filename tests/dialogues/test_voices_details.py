"""Names, addresses and reasons as very different people have given them; each in words of its own."""

from __future__ import annotations

import pytest

from tests.dialogues.driver import Conversation
from tests.dialogues.test_every_question import open_at


@pytest.mark.parametrize(
    ("question", "words", "expected"),
    [
        ("reason", "dep", "clinician"),
        ("reason", "low spirits ever since the move", "clinician"),
        ("consent", "kumusta po", "consent"),
        ("consent", "sí, puede llamarla", "clinician_name"),
        ("age", "well, obviously", "reason"),
    ],
)
async def test_short_and_foreign_answers_do_not_end_the_conversation(
    question: str, words: str, expected: str, chat: Conversation
) -> None:
    """A wrong guess of the model stops nothing, and what can be read is read."""
    await open_at(chat, question)
    turn = await chat.say(words)
    assert turn.question == expected


async def test_the_reason_in_the_opening_is_not_asked(chat: Conversation) -> None:
    """A bare word between commas is an answer, where it stands before its question."""
    turn = await chat.say("I want a consultation, it's for me, I'm 52, anxiety")
    assert turn.facts["reason"] == ["anxiety"] and turn.question == "clinician"


async def test_a_reason_with_a_question_about_it_is_taken(chat: Conversation) -> None:
    """The question gets its answer, and the reason is not asked again."""
    await open_at(chat, "reason")
    turn = await chat.say("ptsd. can it help with that?")
    assert turn.facts["reason"] == ["ptsd"] and turn.question == "clinician"


async def test_a_name_with_a_question_behind_it_is_taken(chat: Conversation) -> None:
    """As in "..., have you heard of her?"."""
    await open_at(chat, "clinician_name")
    turn = await chat.say("Dr Tamsin Ferreira, have you worked with her?")
    assert turn.facts["clinician_name"] == "Tamsin Ferreira"


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("r as in robert, a, y, dot, l o w, at, example, dot com", "ray.low@example.com"),
        ("it's k hahn 77, all one word, at example dot org", "khahn77@example.org"),
        ("small p, e, t, r, a, underscore, k at example.com", "petra_k@example.com"),
    ],
)
async def test_an_address_spelt_aloud_is_read(words: str, address: str, chat: Conversation) -> None:
    """Letter by letter, with commas, or "all one word"."""
    await open_at(chat, "email")
    assert (await chat.say(words)).facts["email"] == address


async def test_a_proposed_address_is_accepted_by_its_host(chat: Conversation) -> None:
    """The name of the host beside a no and a yes is no refusal."""
    await open_at(chat, "email")
    await chat.say("ida.moss@hotmial.com")
    assert (await chat.say("no wait, hotmail, yes")).facts["email"] == "ida.moss@hotmail.com"


async def test_a_practice_is_put_right_in_the_other_order(chat: Conversation) -> None:
    """What it is not comes first, what it is comes after."""
    await open_at(chat, "clinician_contact")
    turn = await chat.say("the practice isn't Harbor Mind Clinic, it's Harbor Light Clinic")
    assert turn.facts["clinician_practice"] == "Harbor Light Clinic" and "Harbor Light Clinic" in turn.says


@pytest.mark.parametrize("name", ["Robin Vale", "Ty Fox", "Skip Warner"])
async def test_names_of_plain_words_are_names(name: str, chat: Conversation) -> None:
    """Nobody is refused for a name that is also a bird, a beast or a command."""
    await open_at(chat, "name")
    assert (await chat.say(name)).facts["name"] == name


@pytest.mark.parametrize("words", ["Good Morning", "Thank You", "Not Sure", "Call Me Later"])
async def test_what_is_no_name_is_none(words: str, chat: Conversation) -> None:
    """Capitals alone make no name."""
    await open_at(chat, "name")
    assert "name" not in (await chat.say(words)).facts


async def test_a_title_is_no_name(chat: Conversation) -> None:
    """Of "Lic. ..." the name is what follows."""
    await open_at(chat, "clinician_name")
    assert (await chat.say("Lic. Marisol Bravo")).facts["clinician_name"] == "Marisol Bravo"
