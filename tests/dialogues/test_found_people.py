"""What a tester found in names, numbers and reasons; in words of its own."""

from __future__ import annotations

import pytest

from bot.context import Assistant
from bot.store import tables
from tests.dialogues.driver import Conversation
from tests.dialogues.test_consultation import ANSWERS, rows
from tests.dialogues.test_every_question import OPENING


async def test_leaving_out_only_the_name_keeps_the_way_to_the_clinician(chat: Conversation) -> None:
    """Who took back the name, and gave a number and the practice before, is not asked for a number again."""
    await chat.play(OPENING, ANSWERS, until="summary")
    asked = await chat.say("please change my clinician's name")
    assert asked.question == "clinician_name"
    turn = await chat.say("skip")
    assert turn.question == "summary" and "without a number" not in turn.says.lower()
    assert turn.facts["clinician_phone"] and turn.screening["outcome"] == "eligible"


@pytest.mark.parametrize(
    ("words", "own", "theirs"),
    [
        ("clinic number is wrong, it should end in 0144", "+13105550132", "+13105550144"),
        ("Feldman's number is 310-555-0144", "+13105550132", "+13105550144"),
        ("the area code of Nora Feldman's number is 424", "+13105550132", "+14245550151"),
        ("my number is 310-555-0146 and Dr. Feldman's is 310-555-0144", "+13105550146", "+13105550144"),
        ("mine ends in 0146, hers in 0144", "+13105550146", "+13105550144"),
        ("Paula's number ends in 0146", "+13105550146", "+13105550151"),
    ],
)
async def test_a_number_is_changed_for_the_one_who_is_named(
    words: str, own: str, theirs: str, chat: Conversation
) -> None:
    """By role, practice, name or "hers"; the other one's stays, and of two both are taken."""
    await chat.play(OPENING, ANSWERS, until="summary")
    turn = await chat.say(words)
    assert (turn.facts["phone"], turn.facts["clinician_phone"]) == (own, theirs)
    assert turn.question == "summary" and "I've changed" in turn.says


async def test_an_address_of_the_clinician_is_not_taken_for_ones_own(chat: Conversation) -> None:
    """Also where none was known before."""
    await chat.play(OPENING, ANSWERS, until="summary")
    turn = await chat.say("Feldman's email is nora@harbormind.org")
    assert turn.facts["clinician_email"] == "nora@harbormind.org"
    assert turn.facts["email"] == "paula.reyes@example.com"


async def test_no_time_is_noted_for_a_call_that_nobody_said(chat: Conversation, running: Assistant) -> None:
    """Who would rather not say when gets no "any time", and is asked again for the next call."""
    await chat.say(OPENING)
    for words in ("for my neighbour", "Per Holm", "310-555-0166"):
        await chat.say(words)
    assert chat.question == "when"
    turn = await chat.say("I would rather not say")
    assert "any time" not in turn.says and "without a wish for the time" in turn.says
    (entry,) = rows(running, tables.follow_up)
    assert entry.preferred_time is None


async def test_a_changed_answer_is_said_back_in_words(chat: Conversation) -> None:
    """Not as the name of a field with a yes or a no."""
    await chat.play(OPENING, ANSWERS, until="name")
    turn = await chat.say("wait, my answer about the health conditions was wrong, one of them applies")
    assert "I've noted that one or more of the conditions on the list apply." in turn.says


@pytest.mark.parametrize(
    "words", ["hers is 310-555-0166", "his number is 310-555-0166", "you can reach her at 310-555-0166", "310-555-0166"]
)
async def test_for_somebody_else_any_number_to_call_is_taken(words: str, chat: Conversation) -> None:
    """Whoever's it is: a number was asked for, and the only "her" is whom it is booked for."""
    await chat.say(OPENING)
    await chat.say("for my sister")
    await chat.say("Ada Holm")
    turn = await chat.say(words)
    assert turn.facts["phone"] == "+13105550166" and turn.question == "when"


@pytest.mark.parametrize("words", ["her number is 310-555-0166", "hers is 310-555-0166"])
async def test_for_oneself_her_number_is_the_clinicians(words: str, chat: Conversation) -> None:
    """And the question for one's own stays."""
    await chat.play(OPENING, ANSWERS, until="phone")
    turn = await chat.say(words)
    assert turn.facts["clinician_phone"] == "+13105550166" and turn.question == "phone"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Ingrid Solheim, I'm Per", "Per"),
        ("Ada Holm, and my sister is Ingrid", "Ada Holm"),
        ("He is my brother. Ada Holm", "Ada Holm"),
        ("Ingrid is my sister, Ingrid Solheim", None),
        ("Ingrid Solheim (my sister)", None),
    ],
)
async def test_for_somebody_else_the_name_is_that_of_the_caller(
    words: str, name: str | None, chat: Conversation
) -> None:
    """The question says so, and the one it is for is not taken for them."""
    await chat.say(OPENING)
    asked = await chat.say("for my sister")
    assert "your own name" in asked.says
    turn = await chat.say(words)
    assert turn.facts.get("name") == name
    assert turn.question == ("phone" if name else "name")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Oskar Lund, psychologist", {"clinician_name": "Oskar Lund", "clinician_role": "psychologist"}),
        ("Oskar Lund at Pine House", {"clinician_name": "Oskar Lund", "clinician_practice": "Pine House"}),
        ("seeing Oskar Lund (LCSW)", {"clinician_name": "Oskar Lund"}),
    ],
)
async def test_who_names_a_clinician_has_one(words: str, expected: dict[str, str], chat: Conversation) -> None:
    """A name with a role or a place is a yes, and nothing of it is asked for again."""
    await chat.play(OPENING, ANSWERS, until="clinician")
    turn = await chat.say(words)
    assert turn.question == "consent" and expected.items() <= turn.facts.items()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("sure, ring Lund", {"clinician_name": "Lund"}),
        ("yes you may call hugo", {"clinician_name": "Hugo"}),
        ("yes, contact Oskar Lund at Pine House", {"clinician_name": "Oskar Lund", "clinician_practice": "Pine House"}),
    ],
)
async def test_a_permission_keeps_the_name_in_it(words: str, expected: dict[str, str], chat: Conversation) -> None:
    """So it is not asked for right after."""
    await chat.play(OPENING, {**ANSWERS, "clinician": "yes"}, until="consent")
    turn = await chat.say(words)
    assert turn.facts["consent"] == "yes" and expected.items() <= turn.facts.items()
    assert turn.question == "clinician_role"
