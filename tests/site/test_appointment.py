"""The appointment page, asked from outside: what it shows, what it changes, and what it refuses."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from icalendar import Calendar

from bot.clinic.consultants import WeeklyHours
from bot.store import bookings
from tests.site.site_world import (
    NOW,
    SAID,
    START,
    Site,
    World,
    check_private,
    confirm,
    start_value,
)
from tests.site.test_site import check_page_headers

UNKNOWN = "A" * 43
PARTS = ("", "/move", "/cancel", "/calendar.ics")


# What it shows
async def test_the_page_shows_the_booking_and_nothing_of_the_person(site: Site, world: World) -> None:
    """When, how long, the reference and the state, and the three things that can be done; no personal data."""
    booking = world.book()
    page = await site.get(world.page(booking))
    assert page.status == 200
    check_page_headers(page.headers)
    check_private(page)
    for said in (SAID, "30 minutes", booking.reference, "Booked", "Add to calendar", "Move", "Cancel"):
        assert said in page.words
    for part in PARTS[1:]:
        assert f'href="{world.page(booking)}{part}"' in page.text


async def test_every_page_of_an_appointment_is_private(site: Site, world: World) -> None:
    """All pages about a booking carry the headers, show no personal data, and answer HEAD."""
    address = world.page(world.book())
    for part in ("", "/move", "/move?day=2026-12-02", f"/move?start={start_value(2)}", "/cancel"):
        page = await site.get(address + part)
        assert page.status == 200
        check_page_headers(page.headers)
        check_private(page)
        head = await site.get(address + part, method="HEAD")
        assert (head.status, head.text) == (200, "")


@pytest.mark.parametrize("cancelled", [False, True])
async def test_the_calendar_file_is_of_the_booking_as_it_is(site: Site, world: World, cancelled: bool) -> None:
    """It adds the appointment to a calendar, or takes it out when it is cancelled, and names no person."""
    booking = world.book()
    if cancelled:
        world.do(lambda tx: bookings.cancel(tx, booking.id, NOW))
    file = await site.get(world.page(booking) + "/calendar.ics")
    assert file.status == 200
    check_private(file)
    assert file.headers["content-type"] == "text/calendar; charset=utf-8"
    assert file.headers["content-disposition"] == f'attachment; filename="{booking.reference}.ics"'
    calendar = Calendar.from_ical(file.text)
    event = calendar.walk("VEVENT")[0]
    assert calendar["METHOD"] == ("CANCEL" if cancelled else "PUBLISH")
    assert event["STATUS"] == ("CANCELLED" if cancelled else "CONFIRMED")
    assert (str(event["UID"]), event["SEQUENCE"]) == (booking.public_id, 1 if cancelled else 0)
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (START, START + timedelta(minutes=30))
    assert "ketamine" not in file.text.lower()


async def test_days_with_free_times_and_the_times_of_one_are_offered(site: Site, world: World) -> None:
    """The booking's own day first; other days as links; taken times are missing, and no day without hours is there."""
    address = world.page(world.book())
    world.book(2, "web:other", "+13105550199")
    page = await site.get(address + "/move")
    offered = re.findall(r'type="radio" name="start" value="([^"]+)"', page.text)
    assert offered == [start_value(n) for n in range(1, 16) if n != 2]
    days = re.findall(r"/move\?day=([\d-]+)", page.text)
    assert "2026-12-02" in days
    assert not {"2026-11-26", "2026-11-28", "2026-11-29"} & set(days)  # Thanksgiving, a Saturday, a Sunday
    assert days == sorted(set(days))
    other = await site.get(address + "/move?day=2026-12-02")
    assert "Wednesday, December 2, 2026" in other.words
    assert len(re.findall(r'type="radio"', other.text)) == 16


async def test_a_day_without_free_times_leads_to_the_next_that_has_some(site: Site, world: World) -> None:
    """A Saturday shows the Monday after it and says why; a day that is none shows the booking's own."""
    address = world.page(world.book())
    saturday = await site.get(address + "/move?day=2026-11-28")
    assert "no free times on Saturday, November 28, 2026" in saturday.words
    assert "Free times on Monday, November 30, 2026" in saturday.words
    assert "Free times on Tuesday, December 1, 2026" in (await site.get(address + "/move?day=soon")).words


async def test_continuing_without_a_time_asks_for_one(site: Site, world: World) -> None:
    """A browser that let the form through without a choice gets the times again, with a word."""
    page = await site.get(world.page(world.book()) + "/move?day=2026-12-02&chosen=1")
    assert page.status == 400
    assert "choose one of the times" in page.words
    assert "Free times on Wednesday" in page.words


async def test_when_nothing_is_free_the_clinics_number_is_given(site: Site, world: World) -> None:
    """A clinic without any free time says so on the page, with its number."""
    booking = world.book()
    clinic = world.running.clinic
    shut = [one.copy(update={"hours": WeeklyHours(days={})}) for one in clinic.consultants]
    object.__setattr__(world.running, "clinic", clinic.copy(update={"consultants": tuple(shut)}))
    page = await site.get(world.page(booking) + "/move")
    assert page.status == 200
    assert "no free times in the next 21 days" in page.words
    assert "310-270-0625" in page.words


# What it refuses
async def test_nothing_is_changed_by_get(site: Site, world: World) -> None:
    """No address of the page, asked with GET or HEAD and any fields, changes the booking or speaks in the chat."""
    booking = world.book()
    fields = f"?start={start_value(2)}&sequence=0&done=moved&confirm=1"
    for part in PARTS:
        for method in ("GET", "HEAD"):
            await site.get(world.page(booking) + part + fields, method=method)
    assert world.row(booking) == booking
    assert world.said() == []


@pytest.mark.parametrize("part", PARTS)
async def test_every_token_that_opens_nothing_gets_the_same_page(site: Site, world: World, part: str) -> None:
    """Unknown, malformed, too short and too long tokens cannot be told apart, nor can those of a held time."""
    world.book()
    pages = [await site.get(f"/a/{token}{part}") for token in (UNKNOWN, "x", "%27%20OR%201=1", "B" * 300, "%C3%A9%00")]
    assert {page.status for page in pages} == {404}
    assert len({page.text for page in pages}) == 1
    for page in pages:
        check_page_headers(page.headers)
        check_private(page)
        assert "310-270-0625" in page.words
    for action in ("/move", "/cancel"):
        answer = await site.post(f"/a/{UNKNOWN}{action}", {"start": start_value(2), "sequence": "0"})
        assert (answer.status, answer.text) == (404, pages[0].text)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "null"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1:8081", "Sec-Fetch-Site": "same-site"},
    ],
)
async def test_another_site_cannot_change_anything(site: Site, world: World, headers: dict[str, str]) -> None:
    """A form that is sent from elsewhere is refused, even with the right token."""
    booking = world.book()
    for part, form in (("/move", {"start": start_value(2), "sequence": "0"}), ("/cancel", {"sequence": "0"})):
        answer = await site.post(world.page(booking) + part, form, **headers)
        assert answer.status == 403
        check_page_headers(answer.headers)
        check_private(answer)
    assert world.row(booking) == booking


@pytest.mark.parametrize("own", ["null", "self", "public"])
async def test_the_pages_own_form_is_let_through(site: Site, world: World, own: str) -> None:
    """Browsers name the site itself, its public address behind a proxy, or nothing."""
    origin = {"null": "null", "self": site.address, "public": world.running.settings.public_url}[own]
    booking = world.book()
    form = await confirm(site, world.page(booking) + "/cancel")
    answer = await site.post(world.page(booking) + "/cancel", form, Origin=origin, Sec_Fetch_Site="same-origin")
    assert answer.status == 303
    assert world.row(booking).state == "cancelled"


# The clock
async def test_what_has_begun_is_shown_and_cannot_be_changed(site: Site, world: World) -> None:
    """From its start on there are no buttons, and a form from before is answered with kind words and the number."""
    booking = world.book()
    address = world.page(booking)
    form = await confirm(site, f"{address}/move?start={start_value(2)}")
    world.set_clock(START + timedelta(minutes=1))
    page = await site.get(address)
    assert page.status == 200
    assert "Has begun" in page.words
    assert f'href="{address}/cancel"' not in page.text
    for part in ("/move", "/cancel"):
        assert (await site.get(address + part)).headers["location"] == address
        answer = await site.post(address + part, form)
        assert answer.status == 409
        check_private(answer)
        assert "too late" in answer.words
        assert "310-270-0625" in answer.words
    assert world.row(booking) == booking


@pytest.mark.parametrize("state", ["completed", "no_show"])
async def test_how_it_went_is_told_kindly(site: Site, world: World, state: str) -> None:
    """What staff note while it lasts is shown without blame and with the number."""
    booking = world.book()
    world.set_clock(START + timedelta(minutes=10))
    world.do(lambda tx: bookings.settle(tx, booking.id, state, START + timedelta(minutes=5), "staff:1"))
    page = await site.get(world.page(booking))
    assert page.status == 200
    assert ("has taken place" if state == "completed" else "did not take place") in page.words
    assert "310-270-0625" in page.words


async def test_the_page_ends_with_the_appointment(site: Site, world: World) -> None:
    """From its end on every address of it is gone, and the page names the clinic's number and not the booking."""
    booking = world.book()
    world.set_clock(booking.ends_at)
    for part in PARTS:
        page = await site.get(world.page(booking) + part)
        assert page.status == 410
        check_page_headers(page.headers)
        check_private(page)
        assert "310-270-0625" in page.words
        assert booking.reference not in page.text
    answer = await site.post(world.page(booking) + "/cancel", {"sequence": "0"})
    assert answer.status == 410
    assert world.row(booking) == booking


async def test_without_a_database_the_number_is_left(site: Site, world: World) -> None:
    """Every page and every form is answered with 503 and the clinic's number while the database is gone."""
    booking = world.book()
    world.database.rename(world.database.with_suffix(".away"))
    answers = [await site.get(world.page(booking) + part) for part in PARTS]
    answers += [await site.post(world.page(booking) + part, {"start": start_value(2)}) for part in ("/move", "/cancel")]
    for answer in answers:
        assert answer.status == 503
        check_page_headers(answer.headers)
        check_private(answer)
        assert "310-270-0625" in answer.words
        assert "bot.db" not in answer.text
    world.database.with_suffix(".away").rename(world.database)
    assert (await site.get(world.page(booking))).status == 200
