"""A question close to an answer is heard as well, and what the first message tells is not asked again."""

from __future__ import annotations

import pytest

from tests.dialogues.driver import Conversation
from tests.dialogues.test_every_question import open_at


@pytest.mark.parametrize(
    ("question", "words", "fact", "told"),
    [
        ("reason", "depresión. pero cuánto cuesta?", ("reason", ["depression"]), "cost"),
        ("reason", "ptsd. so would my insurance pay", ("reason", ["ptsd"]), "costs or how it can be paid"),
        ("reason", "depression, whats the price", ("reason", ["depression"]), "cost"),
        ("reason", "anxiety and ptsd and where are you located?", ("reason", ["anxiety", "ptsd"]), "Los Angeles"),
        ("reason", "anxiety - is it addictive", ("reason", ["anxiety"]), "addiction"),
        ("reason", "depression how long is a session", ("reason", ["depression"]), "how long"),
        ("who", "for me y es seguro?", ("who", "self"), "oversight"),
        ("age", "46 where's the clinic", ("age", "adult"), "Los Angeles"),
        ("clinician", "my gp, does it have side effects", ("clinician_role", "primary care doctor"), "side effects"),
        ("consent", "yes, you may call. what are the side effects?", ("consent", "yes"), "side effects"),
        ("name", "Odette Brandvold how much is it", ("name", "Odette Brandvold"), "cost"),
    ],
)
async def test_a_question_close_to_an_answer(
    question: str, words: str, fact: tuple[str, object], told: str, chat: Conversation
) -> None:
    """Both are served: the answer is taken, and the question gets its own answer, not one about the condition."""
    await open_at(chat, question)
    turn = await chat.say(words)
    assert turn.facts.get(fact[0]) == fact[1] and told in turn.says and turn.question != question


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("consent", "yes but is what you say to her confidential?"),
        ("reason", "do you treat bipolar?"),
        ("name", "why do you want it"),
    ],
)
async def test_a_question_alone_answers_nothing(question: str, words: str, chat: Conversation) -> None:
    """A permission beside a question about it is asked for once more, and a topic that is asked about is no answer."""
    await open_at(chat, question)
    turn = await chat.say(words)
    assert turn.question == question


@pytest.mark.parametrize(
    ("words", "facts"),
    [
        (
            "hello, Osvald Trent here, 47, been battling depression for ages. can I get in? and is it safe?",
            {"who": "self", "age": "adult", "reason": ["depression"], "name": "Osvald Trent"},
        ),
        (
            "where's the office? book for myself, im 58, ptsd 12 yrs",
            {"who": "self", "age": "adult", "reason": ["ptsd"]},
        ),
        ("schedule for me, anxiety 6 yrs no meds ever helped", {"who": "self", "reason": ["anxiety"]}),
        ("I want to come in, I have terrible panic attacks", {"who": "self", "reason": ["anxiety"]}),
        ("hey im Ludmila Orr 33 with ptsd, can i book", {"who": "self", "age": "adult", "reason": ["ptsd"]}),
        (
            "depression is ruining my life, can you see me? 29 here",
            {"who": "self", "age": "adult", "reason": ["depression"]},
        ),
    ],
)
async def test_what_the_first_message_tells_is_kept(words: str, facts: dict[str, object], chat: Conversation) -> None:
    """Several facts and a wish in one message: the questions begin with what is left."""
    turn = await chat.say(words)
    assert {name: turn.facts.get(name) for name in facts} == facts
    assert turn.question not in (None, "who", *(name for name in facts if name != "name"))


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("can I get my daughter in, she has bad anxiety, she is 23", "other"),
        ("I'd like to book a consultation", None),
        ("can we book? my brother has ptsd", None),
    ],
)
async def test_others_and_a_bare_wish_say_nothing_of_oneself(words: str, who: str | None, chat: Conversation) -> None:
    """Whom it is for is asked where it is not told."""
    assert (await chat.say(words)).facts.get("who") in (who, *(("other",) if "brother" in words else ()))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("odette@oakpost,net", "odette@oakpost.net"),
        ("odette@oakpostcom", "odette@oakpost.com"),
        ("odette@@oakpost.net", "odette@oakpost.net"),
        ("odette@oakpost com", "odette@oakpost.com"),
    ],
)
async def test_a_mended_address_is_said_back(typed: str, meant: str, chat: Conversation) -> None:
    """It is stored only when the person says that it is right."""
    await open_at(chat, "email")
    turn = await chat.say(typed)
    assert f"Did you mean {meant}?" in turn.says and turn.question == "email" and "email" not in turn.facts
    assert (await chat.say("yes")).facts["email"] == meant


async def test_a_mended_address_of_the_clinician_is_said_back(chat: Conversation) -> None:
    """A yes to it is theirs, and what was proposed for them is never the person's own."""
    await open_at(chat, "clinician_contact")
    assert "Did you mean desk@oakpost.net?" in (await chat.say("desk@oakpost,net")).says
    assert (await chat.say("yes")).facts["clinician_email"] == "desk@oakpost.net"


@pytest.mark.parametrize(
    "words", ["even if I sit in with her?", "not even with parental consent?", "and if we both sign the papers?"]
)
async def test_a_parent_offers_to_be_there(words: str, chat: Conversation) -> None:
    """It changes nothing, and they hear whom to talk to."""
    await chat.say("can you see my daughter")
    await chat.say("shes 16")
    turn = await chat.say(words)
    assert "talk with you as the parent" in turn.says and turn.question == "name"


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("ok and what about me? i'm 51, ptsd", "clinician"),
        ("and for myself? im 51", "reason"),
        ("then can i come instead", "age"),
        ("hm. I also have depression, would you see me?", "age"),
    ],
)
async def test_a_parent_asks_for_themself(words: str, question: str, chat: Conversation) -> None:
    """The questions begin for the writer, with nothing of what was told of the child."""
    await chat.say("can you see my daughter, she has anxiety")
    await chat.say("shes 16")
    turn = await chat.say(words)
    assert turn.facts["who"] == "self" and "patient" not in turn.facts and turn.question == question
    assert "anxiety" not in (turn.facts.get("reason") or [])


@pytest.mark.parametrize(
    "words", ["did you get my number right?", "is my phone number in there", "what number did you put for me?"]
)
async def test_a_value_is_checked_at_the_summary(words: str, chat: Conversation) -> None:
    """What is stored is told, nothing is booked, and the summary's question stands."""
    await open_at(chat, "summary")
    turn = await chat.say(words)
    assert "your phone number: " in turn.says and turn.question == "summary"
    assert "Shall I book" in turn.says


async def test_why_is_told_after_a_moment_of_doubt(chat: Conversation) -> None:
    """Who says "hold on" before a why asks for no time."""
    await open_at(chat, "phone")
    turn = await chat.say("hang on, what's that for?")
    assert "Take your time" not in turn.says and turn.question == "phone"


async def test_who_may_listen_to_a_call_asks_for_none(chat: Conversation) -> None:
    """The consultation goes on."""
    await open_at(chat, "consent")
    assert (await chat.say("can my sister be on the call when you phone her?")).question == "consent"
