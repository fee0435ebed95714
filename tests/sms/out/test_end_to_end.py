"""Whole stories: booked on the website, reminded and answered by text, with Twilio's stand-in and the clock moved."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.commands.talk import state
from bot.store import tables
from tests.channels.client import Client
from tests.courier.twilio_stand_in import TwilioStandIn
from tests.sms.out.world import (
    ANSWERS,
    ON_CALL,
    PHONE,
    START,
    Desk,
    Served,
    at_last,
    courier_process,
    local,
    play,
)

pytestmark = pytest.mark.parametrize("database", ["texts"], indirect=True)
THURSDAY = local("2026-12-03T10:00")
DAY, TWO_HOURS = timedelta(days=1), timedelta(hours=2)
A_MONTH_LATER = START + timedelta(days=30)


async def booked_with_texts(desk: Desk, site: Served, window: Client) -> None:
    """The rest of the consultation on the website, with a yes to texts; gives what has been texted by then."""
    await play(site, window, ANSWERS)
    desk.work()
    on, confirmation = desk.twilio.texts_to(PHONE)
    assert "you're set for appointment texts" in on
    assert "is on Tue, Dec 1, 1:30 PM" in confirmation


def sent_at(desk: Desk, *kinds: str) -> list[datetime]:
    return [row.sent_at for row in desk.outbox(*kinds) if row.state == "sent"]


def the_booking(desk: Desk) -> Any:
    (row,) = desk.rows(tables.booking, tables.booking.c.reference.isnot(None))
    return row


def staff_tasks(desk: Desk) -> list[str]:
    return [f"{row.kind}: {', '.join(row.reasons)}" for row in desk.rows(tables.follow_up)]


async def test_booked_reminded_confirmed_and_cancelled(
    desk: Desk, site: Served, window: Client, twilio: TwilioStandIn
) -> None:
    """Each text comes once, at its time, and after the cancellation none."""
    await booked_with_texts(desk, site, window)
    desk.advance(START - DAY - timedelta(seconds=1))
    assert len(twilio.texts) == 2
    desk.advance(START - DAY)
    reminder = twilio.texts_to(PHONE)[2]
    assert "Reply 1 to confirm, 2 to change, 3 to speak with staff" in reminder and "Dec 1, 1:30 PM" in reminder
    desk.clock.forward(minutes=7)
    (noted,) = await site.text("1")
    assert "noted" in noted and "Dec 1, 1:30 PM" in noted
    assert the_booking(desk).confirmed_at == desk.clock.now
    desk.advance(START - TWO_HOURS)
    assert len(twilio.texts) == 5 and sent_at(desk, "reminder") == [START - DAY, START - TWO_HOURS]
    await site.text("please cancel my appointment")
    (cancelled,) = await site.text("1")
    assert "is cancelled" in cancelled and the_booking(desk).state == "cancelled"
    so_far = len(twilio.asked)
    assert so_far == 7
    desk.advance(A_MONTH_LATER)
    assert len(twilio.asked) == so_far
    assert set(desk.states()) == {"sent"} and staff_tasks(desk) == []


async def test_moved_by_the_number_in_the_reminder(
    desk: Desk, site: Served, window: Client, twilio: TwilioStandIn
) -> None:
    """A "2" begins the move; the reminders of the new time come, the one of the old does not; then it is cancelled."""
    await booked_with_texts(desk, site, window)
    desk.advance(START - DAY)
    (asked,) = await site.text("2")
    assert "When would suit you" in asked
    (summary,) = await site.text("Thursday December 3 at 10 am")
    assert "December 3" in summary and "1 " in summary
    (moved,) = await site.text("1")
    assert "is moved to" in moved and the_booking(desk).starts_at == THURSDAY
    desk.advance(THURSDAY - DAY)
    assert sent_at(desk, "reminder") == [START - DAY, THURSDAY - DAY]
    assert "Dec 3, 10:00 AM" in twilio.texts_to(PHONE)[-1]
    await site.text("1")
    assert the_booking(desk).confirmed_at == desk.clock.now
    desk.advance(THURSDAY - TWO_HOURS)
    assert sent_at(desk, "reminder")[2:] == [THURSDAY - TWO_HOURS]
    desk.clock.forward(minutes=1)
    await site.text("I need to cancel my appointment")
    (cancelled,) = await site.text("1")
    assert "is cancelled" in cancelled
    so_far = len(twilio.asked)
    desk.advance(A_MONTH_LATER)
    assert len(twilio.asked) == so_far
    assert desk.states("reminder") == ["sent", "withheld", "sent", "sent"]


async def test_the_numbers_of_an_old_reminder_speak_of_what_is_true_now(
    desk: Desk, site: Served, window: Client, twilio: TwilioStandIn
) -> None:
    """Moved on the website after the reminder: a "1" to it confirms nothing that the person has not been told."""
    await booked_with_texts(desk, site, window)
    desk.advance(START - DAY)
    desk.move(desk.booking(the_booking(desk).id), THURSDAY)
    desk.work()
    assert "is now on Thu, Dec 3" in twilio.texts_to(PHONE)[-1]
    said = await site.text("1")
    row = the_booking(desk)
    assert row.confirmed_at is None or any("Dec 3" in text for text in said), said


async def test_stop_in_between(desk: Desk, site: Served, window: Client, twilio: TwilioStandIn) -> None:
    """Nothing is sent any more, whatever happens; the appointment stays, the staff know, and danger still alerts."""
    await booked_with_texts(desk, site, window)
    desk.advance(START - DAY)
    assert await site.text("STOP") == []
    assert the_booking(desk).state == "booked"
    (task,) = staff_tasks(desk)
    assert "STOP" in task and "please phone" in task
    so_far = len(twilio.asked)
    assert await site.text("please move my appointment") == []
    desk.move(desk.booking(the_booking(desk).id), THURSDAY)
    desk.advance(THURSDAY - TWO_HOURS)
    assert len(twilio.asked) == so_far
    assert await site.text("I want to kill myself tonight") == []
    assert len(twilio.texts_to(ON_CALL)) == 1
    desk.cancel(desk.booking(the_booking(desk).id))
    before_alerts = len([text for text in twilio.asked if text["To"] == PHONE])
    desk.clock.forward(days=30)
    desk.work()
    assert len([text for text in twilio.asked if text["To"] == PHONE]) == before_alerts
    assert "opted out" in {row.error for row in desk.outbox() if row.state == "withheld"}


async def test_stop_that_only_the_carrier_has_seen(
    desk: Desk, site: Served, window: Client, twilio: TwilioStandIn
) -> None:
    """The webhook of the STOP is lost: the first text that Twilio refuses says so, and the rest is not even tried."""
    await booked_with_texts(desk, site, window)
    assert await twilio.text("STOP", PHONE, "https://elsewhere.example.org/sms", site.address) == 404
    so_far = len(twilio.asked)
    desk.advance(A_MONTH_LATER)
    assert len(twilio.asked) == so_far + 1 and len(twilio.texts) == 2
    assert desk.opted_out() == [(PHONE, True, "carrier")]
    assert the_booking(desk).state == "booked"


async def test_somebody_speaks_with_the_staff(desk: Desk, site: Served, window: Client, twilio: TwilioStandIn) -> None:
    """A "3" to the reminder asks for a call; the appointment stays and is reminded of."""
    await booked_with_texts(desk, site, window)
    desk.advance(START - DAY)
    (asked,) = await site.text("3")
    assert "call" in asked
    answers = {"name": "Rosa Delgado", "when": "any time in the morning"}
    conversation = desk.running.text_conversation(PHONE)
    while (question := state(desk.running, conversation)["question"]) is not None:
        await site.text(answers.pop(question))
    (task,) = staff_tasks(desk)
    assert task.startswith("callback") and the_booking(desk).state == "booked"
    desk.advance(START - TWO_HOURS)
    assert sent_at(desk, "reminder") == [START - DAY, START - TWO_HOURS]


async def test_the_story_with_real_couriers(
    desk: Desk, site: Served, window: Client, twilio: TwilioStandIn, tmp_path: Path
) -> None:
    """`python -m bot courier` beside the served app: one on the day of the booking, one on the day before the visit."""
    log = tmp_path / "courier.log"
    await play(site, window, ANSWERS)
    with courier_process(desk, desk.clock.now, log):
        await at_last(lambda: len(desk.twilio.texts_to(PHONE)) == 2, log.read_text)
        await at_last(lambda: desk.states("confirmation") == ["sent"] * 2, desk.states)
    assert desk.states("reminder") == ["queued"] * 2
    desk.clock.now = START - DAY
    with courier_process(desk, desk.clock.now, log) as courier:
        for text, part in (
            (None, "Reply 1 to confirm"),
            ("1", "noted"),
            ("please cancel my appointment", "1 "),
            ("1", "is cancelled"),
        ):
            before = len(twilio.texts)
            if text is not None:
                assert await site.text_only(text) == 204
            await at_last(lambda: len(twilio.texts) > before, log.read_text)  # noqa: B023
            assert part in twilio.texts[-1]["Body"]
        courier.terminate()
        assert courier.wait(60) == 0
    desk.advance(A_MONTH_LATER)
    assert len(twilio.texts) == 6 and desk.states("reminder") == ["sent", "withheld"]
    assert log.read_text() == ""
