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


async def test_a_name_said_again_is_taken(chat: Conversation) -> None:
    """However near to a word it is."""
    await chat.play(OPENING, ANSWERS, until="clinician_name")
    turn = await chat.say("Wrona")
    assert turn.question == "clinician_name"
    assert (await chat.say("Wrona")).facts["clinician_name"] == "Wronek"


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
