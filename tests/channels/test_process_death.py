"""The process ends in the middle of a turn, at any write to the database; the browser then sends the message again.

Here the death is an exception that nothing catches, and the next process a new message path on the same database;
test_kill.py does some of it with a real process.
"""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from bot.channels.rasa import Rasa
from bot.store import drafts, tables
from tests.channels.client import Client, new_id
from tests.channels.faults import Death, die
from tests.channels.world import ANSWERS, Site, World

# A question, what is written, and the question and words that must come of it.
TURNS = [
    ("age", "yes, I'm 41", "reason", "What brings you in?"),
    ("clinician", "yes, I see a therapist", "consent", "May our clinical staff contact"),
    ("health", "no", "name", "What is your first and last name?"),
    ("name", "Rosa Delgado", "phone", "What phone number"),
    ("when", "Tuesday December 1 in the afternoon", "slots", "Which of these"),
    ("slots", "the second one", "summary", "Shall I book"),
]
DEATHS = [Death(1, after=False), *(Death(call, after=True) for call in range(1, 7))]


async def dies(world: World, person: Client, text: str, message: str, death: Death) -> None:
    """Send a message whose turn ends with the process."""
    with world.patch.context() as patch:
        assert world.running is not None
        die(patch, death, world.running.store)
        try:
            await person.say(text, id=message)
        except aiohttp.ClientError:
            assert death.happened


def draft(site: Site) -> dict[str, Any]:
    with site.running.store.read() as tx:
        return dict(drafts.load(tx, site.conversation()).body)


@pytest.mark.parametrize(("question", "text", "following", "words"), TURNS, ids=[turn[0] for turn in TURNS])
async def test_an_answer_is_taken_once_wherever_the_process_ends(
    world: World, rasa: Rasa, question: str, text: str, following: str, words: str
) -> None:
    """The retry of a message gets the next question, as if nothing had happened, and nothing is asked twice."""
    for death in [Death(d.call, d.after) for d in DEATHS]:
        site = await world.fresh_site(question)
        person, message = site.person, new_id()
        await dies(world, person, text, message, death)
        if not death.happened:
            break
        site.restart_path(rasa)
        answer = await person.say(text, id=message)
        where = f"{death}: {answer.said}"
        assert answer.status == 200 and words in answer.said, where
        assert "went wrong" not in answer.said, where
        assert site.question() == following, where
        assert site.sent().count(text) == 1, where
        assert (await person.say(text, id=message)).status == 200
        history = [m["text"] for m in await person.history() if m["from"] == "assistant"]
        assert sum(words in said for said in history) == 1, where


def by_moment(death: Death) -> str:
    return f"{'after' if death.after else 'before'} write {death.call}"


@pytest.mark.parametrize("death", DEATHS[:6], ids=by_moment)
async def test_the_booking_is_made_once_and_told(world: World, rasa: Rasa, death: Death) -> None:
    """Whether or not the row was written, the person hears what is true: booked, with the card, or asked again."""
    death = Death(death.call, death.after)
    site = await world.site("summary")
    person, message = site.person, new_id()
    await dies(world, person, "yes, book it", message, death)
    site.restart_path(rasa)
    before = site.booked()
    answer = await person.say("yes, book it", id=message)
    assert "went wrong" not in answer.said and "Nothing has been booked" not in answer.said
    if not site.booked():
        assert before == [] and site.question() == "summary" and "Shall I book" in answer.said
        await person.say("yes, book it")
    (booking,) = site.booked()
    assert not before or before[0].id == booking.id
    cards = [m["card"] for m in await person.history() if "card" in m]
    assert [(card["kind"], card["reference"]) for card in cards] == [("booked", booking.reference)], answer.said
    told = "\n".join(m["text"] for m in (await person.history())[-3:])
    assert booking.reference in told and "Tuesday, December 1, 2026 at 1:30 PM" in told
    await person.say("yes")
    assert len(site.booked()) == 1


@pytest.mark.parametrize("death", DEATHS[1:6], ids=by_moment)
@pytest.mark.parametrize(
    ("opening", "yes", "kind"),
    [
        ("please move my appointment to Thursday December 3 at 10 am", "yes, move it", "moved"),
        ("please cancel my appointment", "yes, cancel it", "cancelled"),
    ],
    ids=["move", "cancel"],
)
async def test_a_change_is_made_once_and_told(
    world: World, rasa: Rasa, opening: str, yes: str, kind: str, death: Death
) -> None:
    """Moving and cancelling, too: after the retry the person has heard what is true now, or is asked again."""
    death = Death(death.call, death.after)
    site = await world.site("booked")
    person, message = site.person, new_id()
    await person.say(opening)
    await dies(world, person, yes, message, death)
    site.restart_path(rasa)
    answer = await person.say(yes, id=message)
    assert "went wrong" not in answer.said and "Nothing has been booked" not in answer.said
    if site.question() is not None:
        assert "Shall I" in answer.said and site.booked()[0].sequence == 0
        answer = await person.say(yes)
    (booking,) = site.rows(tables.booking, tables.booking.c.reference.isnot(None))
    assert (booking.state, booking.sequence) == ("cancelled" if kind == "cancelled" else "booked", 1)
    assert [m["card"]["kind"] for m in await person.history() if "card" in m] == ["booked", kind]
    if kind == "moved":
        assert "December 3, 2026 at 10:00 AM" in answer.said


async def test_a_later_retry_speaks_of_no_booking_of_an_earlier_turn(world: World, rasa: Rasa) -> None:
    """Only what the dying turn did is told: a question that dies after the booking does not bring its card again."""
    site = await world.site("booked")
    person, message = site.person, new_id()
    await dies(world, person, "what are the side effects?", message, Death(1, True))
    site.restart_path(rasa)
    answer = await person.say("what are the side effects?", id=message)
    assert "nausea" in answer.said and not any("card" in m for m in answer.messages)


async def test_a_retry_never_answers_a_later_question(world: World, rasa: Rasa) -> None:
    """A "yes" that was lost with its process agrees to nothing that was asked since, when it comes again at last."""
    for death in [Death(1, True), Death(2, False), Death(2, True), Death(3, True)]:
        site = await world.fresh_site("slots")
        person, message = site.person, new_id()
        await dies(world, person, "yes", message, death)
        assert death.happened
        site.restart_path(rasa)
        await person.say("the second one")
        assert site.question() == "summary", death
        await person.say("yes", id=message)
        assert site.booked() == [], f"{death}: an old yes has booked"
        assert site.question() == "summary", death
        await person.say("yes, book it")
        assert len(site.booked()) == 1


async def test_an_old_name_is_not_taken_for_a_later_answer(world: World, rasa: Rasa) -> None:
    """A name that comes again after the person gave another one does not replace it."""
    site = await world.site("name")
    person, message = site.person, new_id()
    await dies(world, person, "Rosa Delgado", message, Death(1, True))
    site.restart_path(rasa)
    await person.say("it's Rosalia Delgado-Marin")
    await person.say("Rosa Delgado", id=message)
    assert draft(site)["facts"]["name"] == "Rosalia Delgado-Marin"
    assert site.question() == "phone"


async def test_danger_is_told_whole_wherever_the_process_ends(world: World, rasa: Rasa) -> None:
    """Who never saw the resources gets all of them with the retry, as the first time."""
    for death, _site, told in await danger_and_death(world, rasa):
        assert "988" in told and "741741" in told and "911" in told, f"{death}: {told}"


async def test_danger_is_noted_once_wherever_the_process_ends(world: World, rasa: Rasa) -> None:
    """Staff see one event of one message, not two."""
    for death, site, _told in await danger_and_death(world, rasa):
        assert len(site.rows(tables.crisis_event)) == 1, death


async def danger_and_death(world: World, rasa: Rasa) -> list[tuple[Death, Site, str]]:
    """A message of danger whose process ends, and its retry, for each moment; with what the person was told."""
    text, found = "I don't want to be alive any more", []
    for moment in DEATHS:
        death = Death(moment.call, moment.after)
        site = await world.fresh_site("age")
        person, message = site.person, new_id()
        await dies(world, person, text, message, death)
        if not death.happened:
            break
        site.restart_path(rasa)
        last = site.person.seen
        await person.say(text, id=message)
        found.append((death, site, "\n".join(m["text"] for m in await person.history() if m["id"] > last)))
    assert len(found) >= 4
    return found


async def test_the_very_first_message_survives(world: World, rasa: Rasa) -> None:
    """A conversation that begins with a dying process greets, answers and asks on the retry."""
    for death in [Death(d.call, d.after) for d in DEATHS]:
        world.running = None
        site = await world.site()
        person, message = await site.begun(), new_id()
        text = "I would like to book a free consultation"
        await dies(world, person, text, message, death)
        if not death.happened:
            break
        site.restart_path(rasa)
        answer = await person.say(text, id=message)
        told = "\n".join(m["text"] for m in await person.history())
        assert "automated assistant" in told and "for you, or for someone else" in told, f"{death}: {answer.said}"
        assert site.question() == "who" and len(site.rows(tables.conversation)) == 1


async def test_a_question_in_the_middle_is_answered_on_the_retry(world: World, rasa: Rasa) -> None:
    """The answer to a question that was asked in between is not lost with the process."""
    for death in [Death(d.call, d.after) for d in DEATHS]:
        site = await world.fresh_site("age")
        person, message = site.person, new_id()
        await dies(world, person, "what are the side effects?", message, death)
        if not death.happened:
            break
        site.restart_path(rasa)
        answer = await person.say("what are the side effects?", id=message)
        assert "nausea" in answer.said, f"{death}: {answer.said}"
        assert site.question() == "age"


async def test_after_many_deaths_the_consultation_is_as_it_was_said(world: World, rasa: Rasa) -> None:
    """Each turn dies once somewhere, and in the end everything that was given stands in the booking."""
    site = await world.site("name")
    person = site.person
    for turn, (question, text) in enumerate(list(ANSWERS.items())[10:]):
        assert site.question() == question, person.shown[-1]["text"]
        message = new_id()
        await dies(world, person, text, message, Death(1 + turn % 4, after=bool(turn % 2)))
        site.restart_path(rasa)
        await person.say(text, id=message)
    if not site.booked():
        assert site.question() == "summary", person.shown[-1]["text"]
        await person.say("yes, book it")
    (booking,) = site.booked()
    (owner,) = site.rows(tables.person)
    assert (owner.name, owner.phone, owner.email) == ("Rosa Delgado", "+13235550119", "rosa.delgado@example.com")
    assert booking.starts_at.isoformat() == "2026-12-01T21:30:00+00:00"
