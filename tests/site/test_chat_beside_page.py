"""A change on the appointment page while the chat is in the middle of changing the same booking."""

from __future__ import annotations

from typing import Any, cast

import pytest
from aiohttp import ClientSession

from bot.channels.path import MessagePath
from bot.clinic.interview.draft import Draft
from bot.site.app import create_app
from bot.store import bookings, drafts, transcripts
from tests.dialogues.driver import Conversation
from tests.serving import served
from tests.site.site_world import NOW, SAID, Site, World, slot, start_value

OTHER = 4711  # id of a booking that is not there


def save(world: World, draft: Draft) -> None:
    """Let the chat of web:sam stand there."""
    with world.running.store.begin() as tx:
        version = drafts.load(tx, "web:sam").version
        drafts.save(tx, "web:sam", draft.to_json(), version, NOW)


def load(world: World) -> Draft:
    with world.running.store.read() as tx:
        return Draft.from_json(dict(drafts.load(tx, "web:sam").body))


def asking(booking_id: int, goal: Any, **more: Any) -> Draft:
    """A chat that asks whether to move or cancel a booking."""
    facts = {"name": "Sam Example", "phone": "+13105550188"}
    return Draft(goal=goal, question="summary", booking_id=booking_id, old_time=SAID, facts=facts, **more)


@pytest.mark.parametrize("goal", ["move", "cancel"])
@pytest.mark.parametrize("way", ["/move", "/cancel"])
async def test_the_chat_no_longer_asks_what_the_page_has_settled(site: Site, world: World, goal: str, way: str) -> None:
    """Goal, question, offers and the old time are dropped; what the person has given is kept."""
    booking = world.book()
    hold = {"id": None, "start": slot(6).starts_at.isoformat(), "end": slot(6).ends_at.isoformat(), "consultant": "x"}
    save(world, asking(booking.id, goal, hold=hold, wish={"kind": "asap"}))
    done = await site.post(world.page(booking) + way, {"start": start_value(2), "sequence": "0"})
    assert done.status == 303
    after = load(world)
    assert (after.goal, after.question, after.hold, after.wish, after.old_time) == (None, None, None, None, None)
    assert after.facts["name"] == "Sam Example"


@pytest.mark.parametrize(
    "draft", [asking(OTHER, "cancel"), Draft(goal="callback", question="phone"), Draft()], ids=["other", "call", "none"]
)
async def test_a_chat_about_something_else_goes_on_as_it_was(site: Site, world: World, draft: Draft) -> None:
    """Another booking's question, another goal and an idle chat are left alone."""
    booking = world.book()
    save(world, draft)
    done = await site.post(world.page(booking) + "/move", {"start": start_value(2), "sequence": "0"})
    assert done.status == 303
    assert load(world) == draft


async def test_the_question_whether_somebody_is_safe_stays_open(site: Site, world: World) -> None:
    """A safety question that had pushed the change aside is still asked; what it pushed aside is not taken up again."""
    booking = world.book()
    waiting = asking(booking.id, "cancel", interrupted="summary", crisis="risk", resources_given="risk")
    waiting.question = "safe"
    save(world, waiting)
    await site.post(world.page(booking) + "/cancel", {"sequence": "0"})
    after = load(world)
    assert (after.question, after.interrupted, after.goal, after.crisis) == ("safe", None, None, "risk")


async def test_a_paused_change_is_not_offered_again(site: Site, world: World) -> None:
    """After a message at the highest level the chat offers to go on; not with what is settled."""
    booking = world.book()
    waiting = asking(booking.id, "cancel", stopped=True, invitation="resume", crisis="imminent")
    waiting.question = None
    save(world, waiting)
    await site.post(world.page(booking) + "/cancel", {"sequence": "0"})
    after = load(world)
    assert (after.goal, after.stopped, after.invitation, after.crisis) == (None, False, None, "imminent")


async def test_the_message_in_the_chat_carries_the_card(site: Site, world: World) -> None:
    """The chat shows the moved appointment with what its channel needs to link to the page, and no choices."""
    booking = world.book()
    await site.post(world.page(booking) + "/move", {"start": start_value(2), "sequence": "0"})
    with world.running.store.read() as tx:
        (message,) = transcripts.messages(tx, "web:sam")
    assert cast(dict[str, Any], message.card)["kind"] == "moved"
    assert cast(dict[str, Any], message.card)["booking"] == booking.public_id
    assert cast(dict[str, Any], message.card)["when"].startswith("Tuesday, December 1, 2026 at 10:00 AM")
    assert (message.choices, message.author) == ((), None)


@pytest.mark.model
@pytest.mark.parametrize("answer", ["yes", "no", "yes, please cancel it"])
async def test_an_answer_to_a_settled_question_says_nothing_false(
    world: World, path: MessagePath, chat: Conversation, answer: str
) -> None:
    """Asked in the chat, moved on the page, then answered in the chat: the booking stays as the page left it."""
    booking = world.book(conversation=chat.id)
    asked = await chat.say("please cancel my appointment")
    assert asked.question == "summary"
    async with served(create_app(world.running, cast(Any, None))) as address, ClientSession() as client:
        site = Site(address, client)
        moved = await site.post(world.page(booking) + "/move", {"start": start_value(2), "sequence": "0"})
    assert moved.status == 303
    replied = await chat.say(answer)
    assert "9:00 AM" not in replied.says
    assert "cancelled" not in replied.says
    assert "stays on" not in replied.says
    row = world.row(booking)
    assert (row.state, row.slot) == ("booked", slot(2))
    again = await chat.say("when is my appointment?")
    assert "10:00 AM" in again.says


async def test_both_changes_at_once_leave_one_truth(site: Site, world: World) -> None:
    """A form whose booking the staff cancel meanwhile says what the row says, and the chat hears nothing false."""
    booking = world.book()
    world.do(lambda tx: bookings.cancel(tx, booking.id, NOW, actor="staff:1"))
    answer = await site.post(world.page(booking) + "/move", {"start": start_value(2), "sequence": "0"})
    assert (answer.status, answer.headers["location"]) == (303, world.page(booking))
    assert world.said() == []
