"""Moving and cancelling on the appointment page: two steps, one change, and nothing said that the row does not say."""

from __future__ import annotations

import asyncio
import re
from datetime import date
from urllib.parse import quote

import pytest

from bot.clinic.consultants import read_ranges
from bot.store import bookings, hours, staff
from tests.site.site_world import NOW, SAID, Site, World, check_private, confirm, slot, start_value

AT_TEN = "Tuesday, December 1, 2026 at 10:00 AM Pacific time (Los Angeles)"


# Moving
async def test_moving_takes_two_steps_and_says_what_the_row_says(site: Site, world: World) -> None:
    """A time is chosen, then confirmed; afterwards the row, the page and the chat's log all have the new time."""
    booking = world.book()
    address = world.page(booking)
    proposal = await site.get(f"{address}/move?day=2026-12-01&chosen=1&start={quote(start_value(2))}")
    assert proposal.status == 200
    assert SAID in proposal.words
    assert AT_TEN in proposal.words
    done = await site.post(address + "/move", await confirm(site, f"{address}/move?start={start_value(2)}"))
    assert (done.status, done.headers["location"]) == (303, f"{address}?done=moved")
    check_private(done)
    assert world.row(booking).slot == slot(2)
    page = await site.get(done.headers["location"])
    assert f"is moved to {AT_TEN}" in page.words
    assert world.said() == [
        f"Your consultation is moved to {AT_TEN} (done on the appointment page). "
        f"Your reference stays {booking.reference}."
    ]


async def test_hours_that_the_staff_change_meanwhile_count_at_once(site: Site, world: World) -> None:
    """A day that they open can be chosen; a time that was shown before they closed it cannot be had any more."""
    booking = world.book()
    address = world.page(booking)
    form = await confirm(site, f"{address}/move?start={start_value(2)}")
    account = world.do(lambda tx: staff.add(tx, "alice", "Alice", "reviewer", NOW))

    def set_hours(day: date, *ranges: str) -> None:
        world.do(lambda tx: hours.add_special(tx, None, day, read_ranges(ranges), "other", account.id, NOW))

    set_hours(date(2026, 12, 1))
    set_hours(date(2026, 12, 5), "09:00-10:00")
    refused = await site.post(address + "/move", form)
    assert refused.status == 409 and world.row(booking).slot == slot(0)
    saturday = await site.get(address + "/move?day=2026-12-05")
    assert "Free times on Saturday, December 5, 2026" in saturday.words
    start = "2026-12-05T17:30Z"
    done = await site.post(address + "/move", await confirm(site, f"{address}/move?start={start}"))
    assert done.status == 303 and world.row(booking).starts_at.isoformat().startswith("2026-12-05T17:30")


async def test_the_old_time_is_free_for_somebody_else_after_a_move(site: Site, world: World) -> None:
    """Whoever comes next can book the time that was given up."""
    address = world.page(world.book())
    await site.post(address + "/move", await confirm(site, f"{address}/move?start={start_value(2)}"))
    assert world.book(0, "web:other", "+13105550199").slot == slot(0)


async def test_moved_is_said_of_a_moved_row_only(site: Site, world: World) -> None:
    """An address that claims a move shows none when the row was never moved or is cancelled."""
    booking = world.book()
    assert "is moved" not in (await site.get(world.page(booking) + "?done=moved")).words
    world.do(lambda tx: bookings.cancel(tx, booking.id, NOW))
    page = await site.get(world.page(booking) + "?done=moved")
    assert "is moved" not in page.words
    assert "is cancelled" in page.words


async def test_a_time_taken_meanwhile_is_told_with_those_still_free(site: Site, world: World) -> None:
    """The booking stays, and the page offers fresh times of that day."""
    booking = world.book()
    address = world.page(booking)
    form = await confirm(site, f"{address}/move?start={start_value(2)}")
    world.book(2, "web:other", "+13105550199")
    answer = await site.post(address + "/move", form)
    assert answer.status == 409
    check_private(answer)
    assert "not free any more" in answer.words
    assert start_value(3) in answer.text
    assert start_value(2) not in answer.text
    assert world.row(booking).slot == slot(0)
    assert world.said() == []
    assert (await site.get(f"{address}/move?start={start_value(2)}")).status == 409


@pytest.mark.parametrize("start", ["2026-11-28T18:00Z", "2026-12-01T17:10Z", "2027-06-01T17:00Z", "2026-11-23T17:00Z"])
async def test_a_time_that_is_none_of_the_clinics_cannot_be_had(site: Site, world: World, start: str) -> None:
    """A Saturday, an odd minute, a day beyond the window and a time that has passed are refused."""
    booking = world.book()
    answer = await site.post(world.page(booking) + "/move", {"start": start, "sequence": "0"})
    assert answer.status == 409
    assert world.row(booking) == booking


@pytest.mark.parametrize("form", [{}, {"start": "soon"}, {"start": "2026-12-01T18:00Z' OR 1=1"}, {"sequence": "0"}])
async def test_a_form_without_a_time_leads_back_to_the_times(site: Site, world: World, form: dict[str, str]) -> None:
    """What is no time changes nothing."""
    booking = world.book()
    answer = await site.post(world.page(booking) + "/move", form)
    assert (answer.status, answer.headers["location"]) == (303, world.page(booking) + "/move")
    assert world.row(booking) == booking


async def test_confirming_twice_moves_once(site: Site, world: World) -> None:
    """A double click and a repeated form find the move done: one change, one message."""
    booking = world.book()
    address = world.page(booking)
    form = await confirm(site, f"{address}/move?start={start_value(2)}")
    answers = await asyncio.gather(*(site.post(address + "/move", form) for _ in range(4)))
    assert {(one.status, one.headers["location"]) for one in answers} == {(303, f"{address}?done=moved")}
    assert world.row(booking).sequence == 1
    assert len(world.said()) == 1


async def test_an_old_form_does_not_undo_a_later_change(site: Site, world: World) -> None:
    """Who confirms what was asked before the booking was changed elsewhere is asked again, with the present time."""
    booking = world.book()
    address = world.page(booking)
    form = await confirm(site, f"{address}/move?start={start_value(2)}")
    cancel = await confirm(site, f"{address}/cancel")
    world.do(lambda tx: bookings.move(tx, booking.id, slot(4), world.cells(4), NOW, actor="staff:1"))
    answer = await site.post(address + "/move", form)
    assert answer.status == 409
    assert "changed meanwhile" in answer.words
    assert "11:00 AM" in answer.words
    refused = await site.post(address + "/cancel", cancel)
    assert refused.status == 409
    assert "11:00 AM" in refused.words
    assert world.row(booking).slot == slot(4)
    assert world.row(booking).state == "booked"
    again = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', answer.text))
    assert (await site.post(address + "/move", again)).status == 303
    assert world.row(booking).slot == slot(2)


# Cancelling
async def test_cancelling_is_asked_first_and_then_done(site: Site, world: World) -> None:
    """The page asks with the time; after the confirmation the row, the page and the chat's log say cancelled."""
    booking = world.book()
    address = world.page(booking)
    asked = await site.get(address + "/cancel")
    assert SAID in asked.words
    done = await site.post(address + "/cancel", await confirm(site, address + "/cancel"))
    assert (done.status, done.headers["location"]) == (303, address)
    assert world.row(booking).state == "cancelled"
    page = await site.get(address)
    assert "This consultation is cancelled" in page.words
    assert f'href="{address}/move"' not in page.text
    assert world.said() == [
        f"Your consultation on {SAID} is cancelled (done on the appointment page). "
        "You can book a new one whenever you like."
    ]


async def test_cancelling_twice_cancels_once(site: Site, world: World) -> None:
    """Repeated forms lead to the page of the cancelled booking: one change, one message."""
    booking = world.book()
    address = world.page(booking)
    form = await confirm(site, address + "/cancel")
    answers = await asyncio.gather(*(site.post(address + "/cancel", form) for _ in range(4)))
    assert {(one.status, one.headers["location"]) for one in answers} == {(303, address)}
    assert world.row(booking).sequence == 1
    assert len(world.said()) == 1


async def test_what_is_cancelled_cannot_be_moved(site: Site, world: World) -> None:
    """Its pages for changes lead back, and an old form moves nothing."""
    booking = world.book()
    address = world.page(booking)
    form = await confirm(site, f"{address}/move?start={start_value(2)}")
    world.do(lambda tx: bookings.cancel(tx, booking.id, NOW))
    for part in ("/move", "/cancel"):
        assert (await site.get(address + part)).headers["location"] == address
    answer = await site.post(address + "/move", form)
    assert (answer.status, answer.headers["location"]) == (303, address)
    assert world.row(booking).state == "cancelled"
