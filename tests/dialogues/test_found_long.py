"""Long first messages with other people's stories in them: what is said of oneself is kept, and the wish for a time."""

from __future__ import annotations

from typing import Any

import pytest

from bot.clinic.interview.draft import Draft
from bot.store import drafts
from tests.dialogues.driver import Conversation

_OPENING = (
    "Good morning. I'm writing to book the free consultation for myself. I'm 47 and I have had anxiety for most of my "
    "grown life, and the tablets did little. "
)
_END = " Thank you very much for reading all of this, I know that it has become a long message."


def wish_of(chat: Conversation) -> dict[str, Any] | None:
    """The wish for a time that is kept for later."""
    with chat.running.store.read() as connection:
        draft = Draft.from_json(dict(drafts.load(connection, chat.id).body))
    return draft.wish or draft.kept_wish


@pytest.mark.parametrize(
    "words",
    [
        "Tuesday December 8 at 11 am would be lovely.",
        "Tuesday, December 8, 11 am would be perfect for me if you have it.",
        "Please pencil me in for Tuesday December 8 at 11 am.",
        "I was hoping for Tuesday December 8 at 11 am.",
        "My first choice is Tuesday December 8 at 11 am.",
        "Ideally Tuesday December 8 at 11 a.m.",
        "My sister can drive me then, so Tuesday December 8 at 11 am would suit me well.",
        "I could make it on Tuesday December 8 at 11 am.",
        "I'd like to come on Tuesday December 8 at 11 am please.",
        "Tuesday December 8 at 11 am works.",
        "Can I get Tuesday December 8 at 11 am?",
    ],
)
async def test_a_wish_in_a_story_is_kept(words: str, chat: Conversation) -> None:
    """However it is worded."""
    await chat.say(f"{_OPENING}{words}{_END}")
    wish = wish_of(chat)
    assert wish is not None
    assert [(clause["days"][0][:2], clause["times"]) for clause in wish["clauses"]] == [
        (["2026-12-08", "2026-12-08"], [[660, 660]])
    ]


@pytest.mark.parametrize(
    "words",
    [
        "My son was born on December 8 at 11 am, and it began then.",
        "I see my counselor on Tuesdays at 11 am and it works fine.",
        "I had a car crash on Tuesday December 8 three years ago.",
        "My husband works on Tuesdays and would be happy if I got help.",
        "I would love to feel better by December 8, when my daughter marries.",
        "Mornings are the worst, and evenings are a bit better.",
        "They told me in March that Tuesday would be best for the other clinic.",
    ],
)
async def test_dates_of_a_story_are_no_wish(words: str, chat: Conversation) -> None:
    """What was, what others do, and how somebody feels at which hour."""
    await chat.say(f"{_OPENING}{words}{_END}")
    assert wish_of(chat) is None


@pytest.mark.parametrize(
    ("words", "facts"),
    [
        (
            "hello so my neighbor told me about you guys and she said it changed everything for her, i want to set "
            "up that free consult for myself, im 51, its depression from my divorce, i see a psychologist called Vera "
            "Lund at Hillside Therapy, her email is vera@example.net and yes you can contact her, any morning next "
            "week works",
            {
                "reason": ["depression"],
                "clinician_name": "Vera Lund",
                "clinician_practice": "Hillside Therapy",
                "clinician_email": "vera@example.net",
                "consent": "yes",
            },
        ),
        (
            "Good evening, this is for me. I'm 38, bipolar, and I see Dr. Otis Crane at Garden Grove Psychiatry, he is "
            "my psychiatrist and you may call him at 310-555-0161. My cousin had the infusions with you in the spring "
            "and he was very happy with how it went. Thursday December 10 at 2 pm would be great.",
            {"reason": ["bipolar"], "clinician_name": "Otis Crane", "consent": "yes"},
        ),
        (
            "My friend Ben came to you last year and he loves it. I'm Nadia Frost, 44, and I'd like to book for "
            "myself. PTSD and anxiety. My mother has depression as well but that is another story, she is far away in "
            "Maine and does not need you. I can come on any Friday afternoon.",
            {"who": "self", "age": "adult", "reason": ["anxiety", "ptsd"]},
        ),
        (
            "Hello, I am Nadia Frost and I am 44 years old. I have had depression since college, and my husband says "
            "that it has become much worse this year. He thinks that I should do something about it now. I would like "
            "to come in for the free consultation that I have read about on the website of the clinic.",
            {"who": "self", "age": "adult", "reason": ["depression"]},
        ),
    ],
)
async def test_others_take_nothing_from_what_is_said_of_oneself(
    words: str, facts: dict[str, Any], chat: Conversation
) -> None:
    """The questions begin with what is left."""
    turn = await chat.say(words)
    assert {name: turn.facts.get(name) for name in facts} == facts
    assert (turn.question not in (None, "who", "age", "reason") and wish_of(chat) is not None) or "who" in facts


@pytest.mark.parametrize(
    "words",
    [
        "My son is 15 and he has depression. I am 45 years old and I would like to come in with him for the free "
        "consultation. Friday mornings would be perfect for me because he has no school then, and for the rest of the "
        "week his father and I both have to work until late in the evening.",
        "My wife has bad anxiety and I am so worried about her. I am 45 years old and I would like to come in for the "
        "free consultation. She has tried many things and none of them helped, and I do not know what else there is "
        "that we could do for her at home.",
    ],
)
async def test_whose_it_is_stays_open_where_others_have_the_condition(words: str, chat: Conversation) -> None:
    """Neither the age nor the wish of the writer makes them the patient."""
    turn = await chat.say(words)
    assert turn.facts.get("who") != "self"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("For myself please, I'm 61. Anxiety with suicidal thoughts years ago. Friday at 10 suits me.", "anxiety"),
        ("Hi, I'd like to book for me, 33. PTSD after my time in the army.", "ptsd"),
    ],
)
async def test_a_reason_with_where_it_comes_from_or_what_was_once(words: str, reason: str, chat: Conversation) -> None:
    """It was given, and is not asked for again."""
    turn = await chat.say(words)
    assert reason in turn.facts.get("reason", ()) and turn.question == "clinician"


@pytest.mark.parametrize(
    "words",
    [
        "my doctor is Dr. Otis Crane, you can call him, but ask me first",
        "my doctor is Dr. Otis Crane, my sister went there, you can ask her if you like",
        "my doctor is Dr. Otis Crane, you can call him once I have told him, Fridays are best",
        "my doctor is Dr. Otis Crane, you can call me any time, Fridays are best",
    ],
)
async def test_a_leave_in_passing_with_a_condition_is_none(words: str, chat: Conversation) -> None:
    """It is asked for."""
    turn = await chat.say(f"I want to book for myself, I'm 38, depression, {words}")
    assert turn.facts.get("consent") is None
