"""What the staff have changed of the hours is what the assistant says, understands and offers at once."""

from __future__ import annotations

from datetime import date

from bot.clinic.consultants import read_ranges, read_week
from bot.context import Assistant
from bot.store import hours, staff, tables
from tests.dialogues.driver import Conversation
from tests.dialogues.test_consultation import ANSWERS, rows

WITH_SATURDAY = {day: ["09:00-17:00"] for day in ("monday", "tuesday", "wednesday", "thursday")}
WITH_SATURDAY["saturday"] = ["10:00-12:00"]


def change(running: Assistant, first: date) -> None:
    """Saturdays are open from a day on, and Fridays are not."""
    with running.store.begin() as tx:
        account = staff.by_login(tx, "alice") or staff.add(tx, "alice", "Alice", "reviewer", running.now())
        week = read_week(WITH_SATURDAY)
        hours.add_weekly(tx, "consultations", first, week, account.id, running.now())


async def test_a_saturday_that_the_staff_open_is_offered_and_booked(chat: Conversation, running: Assistant) -> None:
    """It is named among the days, asked for in plain words, and booked."""
    refused = await chat.play(
        "I want to book a consultation", {**ANSWERS, "when": "Saturday December 5"}, until="slots"
    )
    assert "holds no consultations then" in refused.says and "Monday to Friday" in refused.says
    assert not any(choice.startswith("Sat") for choice in refused.choices)
    change(running, date(2026, 11, 30))
    offered = await chat.say("can I come Saturday December 5?")
    assert offered.question == "slots" and offered.choices
    assert all(choice.startswith("Sat, Dec 5, 1") and choice.endswith("AM") for choice in offered.choices)
    await chat.choose(1)
    done = await chat.say("yes, book it")
    assert done.booking["state"] == "booked" and done.booking["starts_at"].startswith("2026-12-05T10:00")


async def test_a_friday_that_the_staff_close_is_not_offered(chat: Conversation, running: Assistant) -> None:
    """The person hears which days there are, and gets the nearest."""
    change(running, date(2026, 11, 23))
    asked = await chat.play("I want to book a consultation", ANSWERS, until="when")
    assert "Monday to Thursday, 9:00 AM to 5:00 PM and Saturday, 10:00 AM to 12:00 PM" in asked.says
    offered = await chat.say("Friday December 4")
    assert "holds no consultations then" in offered.says and "Monday to Thursday" in offered.says
    assert offered.choices and not any(choice.startswith("Fri") for choice in offered.choices)
    weekend = await chat.say("are you open on weekends?")
    assert "Monday to Friday" not in weekend.says


async def test_a_time_that_was_offered_before_the_day_was_closed_cannot_be_had(
    chat: Conversation, other_chat: Conversation, running: Assistant
) -> None:
    """Who only saw it is offered others; who holds it already may book it, and the staff see that."""
    holding = await other_chat.play(
        "I want to book a consultation", {**ANSWERS, "when": "friday dec 4 at 9"}, "summary"
    )
    assert "December 4" in holding.says
    answers = {**ANSWERS, "phone": "213-555-0177", "when": "Friday December 4"}
    offered = await chat.play("I want to book a consultation", answers, until="slots")
    assert all(choice.startswith("Fri, Dec 4") for choice in offered.choices)
    change(running, date(2026, 11, 30))
    lost = await chat.choose(1)
    assert "no longer free" in lost.says and lost.question == "slots"
    assert lost.choices and not any(choice.startswith("Fri, Dec 4") for choice in lost.choices)
    done = await other_chat.say("yes, book it")
    assert done.booking["state"] == "booked" and done.booking["starts_at"].startswith("2026-12-04T09:00")


async def test_a_single_saturday_is_offered_without_being_called_usual(chat: Conversation, running: Assistant) -> None:
    """Only that one; a wish for another Saturday gets what is nearest."""
    with running.store.begin() as tx:
        account = staff.add(tx, "alice", "Alice", "reviewer", running.now())
        ranges = read_ranges(["10:00-11:00"])
        hours.add_special(tx, None, date(2026, 12, 5), ranges, "open house", account.id, running.now())
    asked = await chat.play("I want to book a consultation", ANSWERS, until="when")
    assert "Monday to Friday, 9:00 AM to 5:00 PM Pacific time" in asked.says
    offered = await chat.say("Saturday December 5")
    assert offered.choices == ("Sat, Dec 5, 10:00 AM", "Sat, Dec 5, 10:30 AM")
    assert "open house" not in offered.says
    assert rows(running, tables.special_hours)
