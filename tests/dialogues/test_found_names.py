"""Names that look like other words, and practices given for names."""

from __future__ import annotations

import pytest

from tests.dialogues.driver import Conversation
from tests.dialogues.test_consultation import ANSWERS
from tests.dialogues.test_every_question import OPENING


@pytest.mark.parametrize("question", ["clinician_name", "name"])
@pytest.mark.parametrize(
    "name", ["Fennah Adu", "Fenno Obi", "Selam Desta", "Baptista Lerou", "Ewa Wronek", "Iolanthe Pappas"]
)
@pytest.mark.parametrize("small", [False, True])
async def test_a_name_near_to_another_word(question: str, name: str, small: bool, chat: Conversation) -> None:
    """Two words that are the whole answer are a name, in whatever letters."""
    await chat.play(OPENING, ANSWERS, until=question)
    turn = await chat.say(name.lower() if small else name)
    assert turn.facts[question] == name


@pytest.mark.parametrize("words", ["realy sorry", "cancle appointmnt", "wich one", "Helo There", "not shure"])
async def test_words_with_slips_are_no_name(words: str, chat: Conversation) -> None:
    """Not the second time either."""
    await chat.play(OPENING, ANSWERS, until="name")
    await chat.say(words)
    assert "name" not in (await chat.say(words)).facts


@pytest.mark.parametrize("practice", ["Topanga Therapy", "Brightwater Counseling", "Silver Cove Wellness"])
async def test_a_practice_in_place_of_a_name(practice: str, chat: Conversation) -> None:
    """It is noted, and the name is asked for again."""
    await chat.play(OPENING, ANSWERS, until="clinician_name")
    turn = await chat.say(practice)
    assert turn.facts["clinician_practice"] == practice and turn.question == "clinician_name"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("sorry, his name ends in -ski, Wysotski. Ludomir Wysotski", "Ludomir Wysotski"),
        ("his name ends with an i, Wysotski", "Wysotski"),
        ("the name begins with W", "Wysotsky"),
        ("his name ends in sky", "Wysotsky"),
    ],
)
async def test_how_a_name_is_spelt_is_no_name(words: str, name: str, chat: Conversation) -> None:
    """The last full name that is said counts."""
    await chat.play(OPENING, {**ANSWERS, "clinician_name": "Dr Wysotsky"}, until="clinician_role")
    assert (await chat.say(words)).facts["clinician_name"] == name


@pytest.mark.parametrize(
    "words",
    [
        "the phone should end in 0162, did you get that right?",
        "my number ends in 62, right?",
        "the cell has to start with 213, yes?",
        "does my phone number end in 0162?",
    ],
)
async def test_a_value_checked_at_the_summary_is_told(words: str, chat: Conversation) -> None:
    """What is stored is said, and nothing is changed or booked by it."""
    before = (await chat.play(OPENING, ANSWERS, until="summary")).facts["phone"]
    turn = await chat.say(words)
    assert turn.question == "summary" and turn.facts["phone"] == before and before[-4:] in turn.says
    assert turn.booking is None or turn.booking["state"] != "booked"
