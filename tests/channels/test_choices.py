"""Choices by number: only what is offered now, and each tap once."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.store import conversations
from bot.store.conversations import Reply
from tests.channels.client import Client, new_id
from tests.channels.world import Site, World

FULL_DAY = "Tuesday December 1 in the afternoon"


async def test_a_choice_says_its_words(world: World) -> None:
    """The tapped words stand in the conversation as the person's own, and are taken."""
    site = await world.site("slots")
    person = site.person
    label = person.offer["choices"][3]
    answer = await person.choose(4)
    assert (answer.messages[0]["from"], answer.messages[0]["text"]) == ("you", label)
    assert "4:30 PM" in answer.said and site.question() == "summary"


@pytest.mark.parametrize("number", [0, 5, 6, 1000, 2**62])
async def test_a_number_that_was_not_offered_is_unknown(world: World, number: int) -> None:
    """Nothing is logged or taken, and the person is told to pick what is shown."""
    site = await world.site("slots")
    before = await site.person.history()
    answer = await site.person.choose(number)
    assert (answer.status, answer.error) == (422, "choice_unknown") and answer.said
    assert await site.person.history() == before and site.question() == "slots"


@pytest.mark.parametrize(
    "choice",
    [
        None,
        1,
        "1",
        [],
        [4, 1],
        {},
        {"message": 4},
        {"number": 1},
        {"message": "4", "number": 1},
        {"message": 4, "number": "1"},
        {"message": 4, "number": True},
        {"message": True, "number": 1},
        {"message": 4.0, "number": 1},
        {"message": 4, "number": -1},
        {"message": -4, "number": 1},
        {"message": 4, "number": 2**63},
        {"message": 2**70, "number": 1},
        {"message": None, "number": None},
        {"message": {"id": 4}, "number": [1]},
    ],
    ids=str,
)
async def test_a_choice_of_another_form_is_invalid(world: World, choice: Any) -> None:
    """Whatever is no pair of whole numbers is refused before anything is looked up."""
    site = await world.site("who")
    answer = await site.person.post({"id": new_id(), "choice": choice, "after": 0})
    assert (answer.status, answer.error) == (422, "invalid")
    assert len(site.sent()) == 1


async def test_the_choices_of_other_messages_are_unknown(world: World) -> None:
    """Not those of one's own messages, of replies without choices, of messages to come, or of somebody else."""
    site = await world.site("slots")
    person, other = site.person, await site.begun()
    await other.say("hello")
    own = next(m["id"] for m in person.shown if m["from"] == "you")
    plain = next(m["id"] for m in person.shown if m["from"] == "assistant" and not m.get("choices"))
    for message in (own, plain, 0, 99999):
        assert (await person.choose(1, message=message)).error == "choice_unknown"
    foreign = await other.choose(1, message=person.offer["id"])
    assert (foreign.status, foreign.error) == (422, "choice_unknown")
    assert person.offer["choices"][0] not in foreign.text
    assert site.held() == []


async def test_a_choice_of_an_earlier_question_is_past(world: World) -> None:
    """An old "Yes" answers nothing that was asked later, and the attempt leaves no trace."""
    site = await world.site("summary")
    person = site.person
    before = await person.history()
    for old in [m for m in person.shown if m.get("choices")][:-1]:
        answer = await person.choose(1, message=old["id"])
        assert (answer.status, answer.error) == (409, "choice_past") and answer.said
    assert await person.history() == before and site.booked() == []


async def test_a_choice_that_was_refused_can_be_sent_again_later(world: World) -> None:
    """A refused id is not used up: with the same id the right choice is taken."""
    site = await world.site("slots")
    person, message = site.person, new_id()
    assert (await person.choose(9, id=message)).status == 422
    assert (await person.choose(1, id=message)).status == 200
    assert site.question() == "summary"


async def test_the_same_choice_in_two_windows_is_taken_once(world: World) -> None:
    """Two taps at the same moment under ids of their own: one wins, the other hears that it is past."""
    site = await world.site("summary")
    left, right = site.person, site.person
    answers = await asyncio.gather(left.choose(1), right.choose(1))
    assert sorted(answer.status for answer in answers) == [200, 409]
    assert len(site.booked()) == 1 and site.sent().count("Yes, book it") == 1


async def test_different_choices_in_two_windows_do_not_contradict_each_other(world: World) -> None:
    """The first tap counts."""
    site = await world.site("slots")
    left, right = site.person, site.person
    answers = await asyncio.gather(left.choose(1), right.choose(2))
    assert sorted(answer.status for answer in answers) == [200, 409]
    assert len(site.held()) == 1


async def test_a_tap_that_is_sent_again_is_answered_as_before(world: World) -> None:
    """Also when it is past by now: the retry of the booking tap gets the card, not a conflict."""
    site = await world.site("summary")
    person, message = site.person, new_id()
    offer, before = person.offer["id"], person.seen
    first = await person.choose(1, id=message)
    await person.say("thank you")
    again = await person.choose(1, message=offer, id=message, after=before)
    assert again.status == 200
    assert again.messages[: len(first.messages)] == first.messages
    assert len(site.booked()) == 1


async def test_typing_the_number_or_the_words_does_the_same(world: World) -> None:
    """Nobody has to tap."""
    for text in ("2", "number 2", "Tue, Dec 1, 1:30 PM", "the second"):
        site = await world.fresh_site("slots")
        answer = await site.person.say(text)
        assert "1:30 PM" in answer.said and site.question() == "summary", text


async def test_a_choice_survives_words_of_the_staff(world: World) -> None:
    """What the staff add in between asks nothing else, so the offer still stands."""
    site = await world.site("slots")
    note = [Reply("Take your time.", author="staff:2")]
    site.do(lambda tx: conversations.log_out(tx, site.conversation(), note, site.running.now()))
    assert (await site.person.choose(1)).status == 200
    assert site.question() == "summary"


async def test_only_the_choices_offered_last_can_be_taken(world: World) -> None:
    """When something else is asked before the person has answered, the earlier offer is past although nobody wrote."""
    site = await world.site("slots")
    person = site.person
    old = person.offer["id"]
    later = [Reply("Would you rather be called?", [{"title": "Yes"}, {"title": "No"}])]
    site.do(lambda tx: conversations.log_out(tx, site.conversation(), later, site.running.now()))
    answer = await person.choose(1, message=old)
    assert (answer.status, answer.body.get("error")) == (409, "choice_past")


async def test_a_choice_after_a_question_in_the_middle_needs_the_newest_offer(world: World) -> None:
    """The offer is shown again with the answer, and the new one can be taken, the old one cannot."""
    site = await world.site("slots")
    person = site.person
    old = person.offer["id"]
    await person.say("do I need a referral?")
    assert person.offer["id"] > old and person.offer["choices"]
    assert (await person.choose(1, message=old)).status == 409
    assert (await person.choose(1)).status == 200


async def test_a_time_that_went_to_somebody_else_is_not_kept(world: World) -> None:
    """Two people tap the same time: one keeps it, the other is offered others, and both end with times of their own."""
    site = await world.site("slots")
    first, second = site.person, await offered(site)
    label = first.offer["choices"][0]
    assert second.offer["choices"][0] == label
    answers = await asyncio.gather(first.choose(1), second.choose(1))
    assert [answer.status for answer in answers] == [200, 200]
    said = [answer.said for answer in answers]
    assert sum("no longer free" in words for words in said) == 1, said
    loser = first if "no longer free" in said[0] else second
    assert label not in loser.offer["choices"]
    assert (await loser.choose(1)).status == 200
    assert len({row.starts_at for row in site.held()}) == 2


async def offered(site: Site) -> Client:
    """Another person who has just been offered times on the same afternoon."""
    person = await site.begun()
    for text in (
        "book a free consultation please",
        "for me",
        "yes, I am 50",
        "anxiety",
        "no, nobody",
        "yes please",
        "no",
        "Nell Quist",
        "213-555-0166",
        "skip",
        "no thanks",
        FULL_DAY,
    ):
        await person.say(text)
    assert len(person.offer["choices"]) > 2, person.shown[-1]["text"]
    return person
