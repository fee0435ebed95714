"""Details put right after they were given: part of a name, the practice, whose number it is, and those beside a yes."""

from __future__ import annotations

import pytest

from tests.dialogues.driver import Conversation
from tests.dialogues.test_consultation import ANSWERS
from tests.dialogues.test_every_question import OPENING, open_at

KNOWN = {
    **ANSWERS,
    "clinician": "yes I do",
    "clinician_name": "Dr. Wexford",
    "clinician_role": "psychologist",
    "clinician_practice": "Clinica Monte Verde",
    "clinician_contact": "310-555-0158",
    "phone": "310-555-0143",
    "when": "December 3 at 10 am",
}


@pytest.mark.parametrize(
    "words", ["oh and her first name is Greta", "Greta is her first name", "change her first name to Greta please"]
)
async def test_a_first_name_is_added(words: str, chat: Conversation) -> None:
    """It is the same person, and nothing else is left out."""
    await chat.play(OPENING, KNOWN, until="summary")
    turn = await chat.say(words)
    assert turn.question == "summary"
    assert turn.facts["clinician_name"] == "Greta Wexford"
    assert turn.facts["clinician_role"] == "psychologist"
    assert turn.facts["clinician_practice"] == "Clinica Monte Verde"
    assert turn.facts["clinician_phone"] == "+13105550158"


async def test_a_last_name_is_added(chat: Conversation) -> None:
    """Behind the first name that was given alone."""
    await chat.play(OPENING, {**KNOWN, "clinician_name": "Greta"}, until="summary")
    turn = await chat.say("i forgot, her last name is Tilden")
    assert turn.question == "summary" and turn.facts["clinician_name"] == "Greta Tilden"
    assert turn.facts["clinician_phone"] == "+13105550158"


@pytest.mark.parametrize(
    ("words", "practice"),
    [
        ("also my doctor is in Clinica Rio Alto", "Clinica Rio Alto"),
        ("the clinic of my doctor is Clinica Rio Alto", "Clinica Rio Alto"),
        ("can you change the practice to Juniper Medical", "Juniper Medical"),
        ("put Juniper House as her practice", "Juniper House"),
        ("it's Monte Alto, not Monte Verde", "Monte Alto"),
        ("the practice should be Monte Alto", "Monte Alto"),
    ],
)
@pytest.mark.parametrize("question", ["summary", "slots"])
async def test_another_practice(question: str, words: str, practice: str, chat: Conversation) -> None:
    """However it is said, also where the times are on offer."""
    when = "December 3 in the afternoon" if question == "slots" else KNOWN["when"]
    await chat.play(OPENING, {**KNOWN, "when": when}, until=question)
    turn = await chat.say(words)
    assert turn.facts["clinician_practice"] == practice and practice in turn.says
    assert turn.facts["clinician_name"] == "Wexford" and turn.question == question


async def test_a_practice_beside_a_new_day(chat: Conversation) -> None:
    """Both are taken."""
    await chat.play(OPENING, KNOWN, until="summary")
    turn = await chat.say("the clinic is Monte Alto, not Monte Verde. and rather friday, same time")
    assert turn.facts["clinician_practice"] == "Monte Alto"
    assert "Friday, December 4, 2026 at 10:00 AM" in turn.says


@pytest.mark.parametrize(
    "words",
    [
        "the clinic is in Century City, right",
        "my doctor is in Santa Monica",
        "my doctor is in on Tuesdays",
        "the office is closed for lunch",
    ],
)
async def test_where_a_place_is_names_no_practice(words: str, chat: Conversation) -> None:
    """The one that is known stays."""
    await chat.play(OPENING, KNOWN, until="summary")
    assert (await chat.say(words)).facts["clinician_practice"] == "Clinica Monte Verde"


@pytest.mark.parametrize(
    "words",
    [
        "oops my telephone finishes in 0144 not 0143, and my doctor is in Clinica Rio Alto",
        "my cell ends in 0144. Dr. Wexford stays",
        "it should end in 0144 instead of 0143, the doctor is fine",
    ],
)
async def test_ones_own_number_beside_words_on_the_clinician(words: str, chat: Conversation) -> None:
    """A stranger would be called otherwise."""
    await chat.play(OPENING, KNOWN, until="summary")
    turn = await chat.say(words)
    assert turn.facts["phone"] == "+13105550144" and turn.facts["clinician_phone"] == "+13105550158"


@pytest.mark.parametrize("words", ["her number ends in 44 not 43", "it ends in 62 not 61", "yes it ends in 58"])
async def test_a_number_that_does_not_end_so_stays(words: str, chat: Conversation) -> None:
    """Nor does one that ends so already change the other."""
    await chat.play(OPENING, KNOWN, until="summary")
    turn = await chat.say(words)
    assert (turn.facts["phone"], turn.facts["clinician_phone"]) == ("+13105550143", "+13105550158")


async def test_a_place_abbreviation_belongs_to_the_practice(chat: Conversation) -> None:
    """At the question for the role."""
    await chat.play(OPENING, KNOWN, until="clinician_role")
    turn = await chat.say("shes a psychologist at the va in la, sorry in a rush")
    assert turn.facts["clinician_role"] == "psychologist" and turn.facts["clinician_practice"] == "VA in LA"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("yes you can contact her. Greta Wexford, Juniper Medical, 310-555-0158", "Greta Wexford"),
        ("sure, call him any time. He is at Juniper Medical, 310 555 0158", None),
        ("yes that's fine. his name is Tom Wexford and he's at Juniper Medical, 310 555 0158", "Tom Wexford"),
    ],
)
async def test_details_beside_a_permission(words: str, name: str | None, chat: Conversation) -> None:
    """Name, practice and number are kept, and the number is not one's own."""
    await open_at(chat, "consent")
    turn = await chat.say(words)
    assert turn.facts["consent"] == "yes" and turn.facts.get("clinician_name") == name
    assert turn.facts["clinician_practice"] == "Juniper Medical"
    assert turn.facts["clinician_phone"] == "+13105550158" and "phone" not in turn.facts


@pytest.mark.parametrize(
    "words", ["yes, my number is 310-555-0143", "yes you can contact her, I work at Juniper Medical"]
)
async def test_what_is_ones_own_beside_a_permission(words: str, chat: Conversation) -> None:
    """One's own number or workplace is not the clinician's."""
    await open_at(chat, "consent")
    turn = await chat.say(words)
    assert turn.facts["consent"] == "yes"
    assert not turn.facts.get("clinician_phone") and not turn.facts.get("clinician_practice")


@pytest.mark.parametrize(
    ("words", "email"),
    [("make it 1030 please, and the mail is p.reyes@example.net", "p.reyes@example.net"), ("no 10:30", None)],
)
async def test_a_new_hour_at_the_summary(words: str, email: str | None, chat: Conversation) -> None:
    """Beside a detail that is put right, and behind a bare no, it is the hour that is meant."""
    await chat.play(OPENING, {**ANSWERS, "when": "Friday December 4 at 10 am"}, until="summary")
    turn = await chat.say(words)
    assert "10:30 AM" in turn.says and turn.question == "summary" and turn.booking is None
    assert email is None or turn.facts["email"] == email
