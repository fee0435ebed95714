"""The clinician named anew beside an answer, told of after all at the offer of another, and a name said twice."""

from __future__ import annotations

import pytest

from tests.dialogues.driver import Conversation
from tests.dialogues.test_consultation import ANSWERS
from tests.dialogues.test_every_question import OPENING, open_at

NAMED = {**ANSWERS, "clinician": "yes I do", "clinician_name": "Greta Marsh", "clinician_role": "psychotherapist"}


@pytest.mark.parametrize(
    "words",
    [
        "counselor. oh sorry not greta, she quit in spring. its Oscar Tilden these days",
        "counselor, but Greta moved away, I see Oscar Tilden now",
        "a counselor - hold on, it's not Greta Marsh any more, it's Oscar Tilden",
        "counselor. wait no, it's Oscar Tilden not Greta",
        "counselor. greta is on the wrong list, I mean not Greta, Oscar Tilden took over",
    ],
)
async def test_another_clinician_named_beside_the_role(words: str, chat: Conversation) -> None:
    """The role that is given with the name stays, and the change is said."""
    await chat.play(OPENING, NAMED, until="clinician_role")
    turn = await chat.say(words)
    assert turn.facts["clinician_name"] == "Oscar Tilden" and turn.facts["clinician_role"] == "counselor"
    assert turn.question == "clinician_practice" and "Oscar Tilden" in turn.says


@pytest.mark.parametrize(
    "words",
    [
        "Juniper Counseling, and it isn't Greta, it's Oscar Tilden",
        "Juniper Counseling. Greta retired tho, my new therapist is Oscar Tilden",
        "Juniper Counseling but scratch Greta, make it Oscar Tilden",
    ],
)
async def test_another_clinician_named_beside_the_practice(words: str, chat: Conversation) -> None:
    """The practice is the answer; what the one before was is asked again."""
    await chat.play(OPENING, NAMED, until="clinician_practice")
    turn = await chat.say(words)
    assert turn.facts["clinician_name"] == "Oscar Tilden"
    assert turn.facts["clinician_practice"] == "Juniper Counseling"
    assert turn.question == "clinician_role" and "clinician_role" not in turn.facts
    assert (await chat.say("psychologist")).question == "clinician_contact"


async def test_another_surname_with_a_title_is_another_person(chat: Conversation) -> None:
    """The first name of the one before does not stand before it; a better spelling of the same surname keeps it."""
    await chat.play(OPENING, NAMED, until="clinician_practice")
    turn = await chat.say("hang on, thats Dr. Tilden, not Dr. Marsh")
    assert turn.facts["clinician_name"] == "Tilden" and "clinician_role" not in turn.facts
    turn = await chat.say("psychologist")
    assert turn.question == "clinician_practice"
    turn = await chat.say("sorry it's Dr. Tilton, not Dr. Tilden")
    assert turn.facts["clinician_name"] == "Tilton" and turn.facts["clinician_role"] == "psychologist"


async def test_a_clinician_exchanged_later_is_not_asked_about_again(chat: Conversation) -> None:
    """Whoever is past those questions hears what was left out."""
    await chat.play(OPENING, NAMED, until="phone")
    turn = await chat.say("310-555-0132. oh and it's not Greta, it's Oscar Tilden")
    assert turn.facts["clinician_name"] == "Oscar Tilden" and turn.facts["phone"] == "+13105550132"
    assert not turn.facts.get("clinician_role") and "left out what else was noted" in turn.says


@pytest.mark.parametrize(
    "words",
    [
        "Juniper Family Medicine. oops her surname is Marshe with an e at the end",
        "Juniper Family Medicine. sorry, her last name's Marshe",
        "Juniper Family Medicine and I misspelled her name, it's Greta Marshe",
        "Juniper Family Medicine (and it's Marshe with an e)",
    ],
)
async def test_a_respelling_beside_the_practice_keeps_all(words: str, chat: Conversation) -> None:
    """It is the same person, and a place is called Family Medicine, not a role."""
    await chat.play(OPENING, NAMED, until="clinician_practice")
    turn = await chat.say(words)
    assert turn.facts["clinician_name"] == "Greta Marshe"
    assert turn.facts["clinician_practice"] == "Juniper Family Medicine"
    assert turn.facts["clinician_role"] == "therapist"
    assert turn.question == "clinician_contact"


@pytest.mark.parametrize(
    "words",
    ["counselor, and greta knows about this", "counselor. she isn't in on Fridays", "counselor, she left Kaiser"],
)
async def test_who_is_only_spoken_of_stays(words: str, chat: Conversation) -> None:
    """No other is named."""
    await chat.play(OPENING, NAMED, until="clinician_role")
    assert (await chat.say(words)).facts["clinician_name"] == "Greta Marsh"


@pytest.mark.parametrize(
    "words",
    [
        "oh yes wait, I do have a therapist, Greta Marsh, you can call her",
        "no no, I see a therapist. Greta Marsh, feel free to call her",
        "sorry I misread. yes I have a therapist, she's called Greta Marsh and it's fine to call her",
    ],
)
async def test_a_clinician_told_of_at_the_offer_of_another(words: str, chat: Conversation) -> None:
    """It is no acceptance; name, role and permission are kept."""
    await open_at(chat, "other")
    turn = await chat.say(words)
    facts = turn.facts
    assert (facts["clinician"], facts["consent"], facts["clinician_name"]) == ("yes", "yes", "Greta Marsh")
    assert facts["clinician_role"] == "therapist" and "psychiatrist" not in facts
    assert turn.question == "clinician_practice"


@pytest.mark.parametrize(
    "words",
    [
        "hang on, my family doctor treats it, that counts, no?",
        "well actually yes I have my own psychiatrist",
        "yeah I already got one",
        "no thanks, I've got my own",
    ],
)
async def test_one_without_a_name_at_the_offer(words: str, chat: Conversation) -> None:
    """The permission is asked for."""
    await open_at(chat, "other")
    turn = await chat.say(words)
    assert turn.facts["clinician"] == "yes" and "psychiatrist" not in turn.facts
    assert turn.question == "consent"


@pytest.mark.parametrize(
    "words", ["no, I really don't have a therapist", "nope, no doctor like I said", "I told you I have nobody"]
)
async def test_no_clinician_said_again_leaves_the_offer_open(words: str, chat: Conversation) -> None:
    """It answers what was asked before."""
    await open_at(chat, "other")
    turn = await chat.say(words)
    assert turn.question == "other" and "psychiatrist" not in turn.facts and turn.facts["clinician"] == "no"


@pytest.mark.parametrize(
    "words", ["yes, I never had one", "yes please, my gp is useless", "sure, I have time for that"]
)
async def test_the_offer_is_accepted(words: str, chat: Conversation) -> None:
    """By a yes that tells of no clinician."""
    await open_at(chat, "other")
    turn = await chat.say(words)
    assert turn.facts["psychiatrist"] == "yes" and turn.facts["clinician"] == "no"


@pytest.mark.parametrize("question", ["clinician_name", "name"])
@pytest.mark.parametrize(("name", "again"), [("Thera", "Thera"), ("thera", "it's Thera"), ("Aftar", "I said Aftar")])
async def test_a_single_odd_surname_said_twice_is_the_name(
    question: str, name: str, again: str, chat: Conversation
) -> None:
    """Also where something else was asked in between."""
    await chat.play(OPENING, ANSWERS, until=question)
    first = await chat.say(name)
    assert first.question == question and question not in first.facts
    await chat.say("do you take insurance?")
    turn = await chat.say(again)
    assert turn.facts[question] == name.title() and turn.question != question


@pytest.mark.parametrize("word", ["mabye", "asdfg", "Wrong"])
async def test_another_word_said_twice_is_no_name(word: str, chat: Conversation) -> None:
    """An everyday word, one with two letters swapped, and no word at all."""
    await chat.play(OPENING, ANSWERS, until="name")
    await chat.say(word)
    assert "name" not in (await chat.say(word)).facts


@pytest.mark.parametrize(
    "words",
    [
        "sure, he'll fall off his chair, I never get help",
        "yeah she's been begging me to do this",
        "of course, it was his idea anyway",
        "yes! she'll be so proud",
    ],
)
async def test_how_the_clinician_will_take_it_is_no_condition(words: str, chat: Conversation) -> None:
    """A yes with a harmless remark beside it."""
    await open_at(chat, "consent")
    turn = await chat.say(words)
    assert turn.facts["consent"] == "yes" and turn.question == "clinician_name"


@pytest.mark.parametrize(
    "words",
    [
        "sure, he'll laugh but ask me first",
        "she'll be thrilled",
        "yes, he'll be glad if you only write",
        "sure, like he'd ever pick up",
    ],
)
async def test_a_remark_alone_or_a_condition_gives_no_permission(words: str, chat: Conversation) -> None:
    """It is asked once more."""
    await open_at(chat, "consent")
    turn = await chat.say(words)
    assert turn.question == "consent" and "consent" not in turn.facts


@pytest.mark.parametrize(
    "idiom",
    ["and you are welcome to call her", "and you're more than welcome to ring her", "and by all means call her"],
)
async def test_a_permission_in_a_long_first_message(idiom: str, chat: Conversation) -> None:
    """In a sentence that tells of the clinician as well."""
    turn = await chat.say(
        "Hello there. I'm 52 and depressed, on and off since college, and I'd like a consultation for myself. My "
        f"psychiatrist Dr. Greta Marsh at Juniper House has looked after me since 2015 {idiom}. Mornings are best."
    )
    assert turn.facts["consent"] == "yes" and turn.facts["clinician_name"] == "Greta Marsh"
    assert turn.question == "clinician_contact"


@pytest.mark.parametrize(
    "limit", ["but only after Friday", "and please let me tell her first", "and my mother knows her"]
)
async def test_a_permission_with_something_beside_it_is_asked_for(limit: str, chat: Conversation) -> None:
    """Whatever may limit it, or tell of somebody else."""
    turn = await chat.say(
        "Hello there. I'm 52 and depressed, on and off since college, and I'd like a consultation for myself. My "
        f"psychiatrist Dr. Greta Marsh has looked after me since 2015 and you are welcome to call her {limit}."
    )
    assert "consent" not in turn.facts and turn.question == "consent"
