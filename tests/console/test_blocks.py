"""Blocking time: what the staff can ask for, what becomes of it everywhere, and what is booked in it already."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from bot.clinic.calendar import local
from bot.store import bookings, tables
from bot.store.free_slots import free_slots
from tests.console.desk import PERSON_NAME, START, Desk, words_of

TEN = "2026-12-01T18:00Z"  # 10:00 in Los Angeles, an hour after Rosa's
WEEK = "/calendar?week=2026-W49"
BLOCKS = "/calendar/blocks"
HOURS = {"first": "2026-12-01", "from": "10:00", "until": "12:30", "label": "team meeting"}
DAYS = {"first": "2026-12-01", "last": "2026-12-02", "whole": "1", "label": "vacation"}


def free(desk: Desk, day: str) -> list[str]:
    """The times that visitors are offered on a local day."""
    zone = desk.running.clinic.zone
    with desk.running.store.read() as tx:
        found = free_slots(tx, desk.running.clinic, desk.now, None)
    walls = [local(slot.starts_at, zone) for slot in found]
    return [f"{wall:%H:%M}" for wall in walls if f"{wall:%Y-%m-%d}" == day]


def test_hours_that_are_blocked_are_free_nowhere(either_desk: Desk) -> None:
    """Not for visitors, not in the week, not for a form that says so; opened again they are free as before."""
    desk, window = either_desk, either_desk.window("bob")
    before = free(desk, "2026-12-01")
    answer = window.post(BLOCKS, HOURS)
    assert answer.status_code == 303 and answer.headers["Location"] == f"{WEEK}#blocked"
    assert set(before) - set(free(desk, "2026-12-01")) == {"10:00", "10:30", "11:00", "11:30", "12:00"}
    page = window.get(WEEK)
    assert "blocked 10:00 AM to 12:30 PM: team meeting" in words_of(page)
    assert f"start={TEN}" not in page.text.replace("%3A", ":")
    form = {"start": TEN, "key": "k" * 20, "name": "Sam", "phone": "213 555 0123"}
    assert window.post("/calendar/book", form).status_code == 409
    assert window.post("/calendar/hold", {"start": TEN, "minutes": "60", "label": "a caller"}).status_code == 409
    assert window.post("/calendar/1/move", {"version": "2", "start": TEN}).status_code == 409
    (row,) = desk.rows(tables.calendar_block)
    assert (row.starts_at, row.ends_at) == (START + timedelta(hours=1), START + timedelta(hours=3, minutes=30))
    assert row.created_by == desk.account("bob").id
    assert window.post(f"{BLOCKS}/{row.id}/remove").status_code == 303
    assert free(desk, "2026-12-01") == before
    assert window.post(f"{BLOCKS}/{row.id}/remove").status_code == 404
    told = [(one.action, one.actor, one.subject) for one in desk.audit(subject=f"block:{row.id}")]
    assert told == [
        (what, desk.account("bob").actor, f"block:{row.id}") for what in ("blocked time", "opened blocked time")
    ]
    assert "meeting" not in str(desk.audit())


def test_whole_days_are_from_midnight_to_midnight_on_the_clinics_wall(desk: Desk) -> None:
    """Also over the night in which the clock changes; the page names the dates and shows no times."""
    desk.set_clock(datetime(2026, 10, 20, 18, 0, tzinfo=timezone.utc))
    desk.do(lambda tx: tx.execute(tables.staff_session.update().values(started_at=desk.now, last_at=desk.now)))
    window = desk.window("bob")
    window.post(BLOCKS, {"first": "2026-10-31", "last": "2026-11-02", "whole": "1", "label": "conference"})
    (row,) = desk.rows(tables.calendar_block)
    assert row.starts_at == datetime(2026, 10, 31, 7, 0, tzinfo=timezone.utc)
    assert row.ends_at == datetime(2026, 11, 3, 8, 0, tzinfo=timezone.utc)
    assert free(desk, "2026-11-02") == []
    assert free(desk, "2026-11-03") != []
    said = words_of(window.get("/calendar?week=2026-W45"))
    assert "Sat, Oct 31, 2026 to Mon, Nov 2, 2026: conference" in said
    assert "Mon, Nov 2 blocked: conference" in said


def test_bookings_in_blocked_time_stay_and_are_listed_until_they_are_out_of_it(either_desk: Desk) -> None:
    """Nobody is told anything; the page names each with the ways to move and to cancel it, and marks it."""
    desk, window = either_desk, either_desk.window("bob")
    said, queued = len(desk.said("web:r7k2m")), desk.rows(tables.outbox)
    assert "In blocked time" not in words_of(window.get("/calendar"))
    window.post(BLOCKS, DAYS)
    assert len(desk.said("web:r7k2m")) == said and desk.rows(tables.outbox) == queued
    page = window.get("/calendar")
    top = page.text.partition('id="conflicts"')[2].partition("</section>")[0]
    assert "In blocked time: 1 booked" in words_of(page) and PERSON_NAME in top
    assert 'href="/calendar/1/move"' in top and 'href="/calendar/1#change"' in top
    assert 'href="/calendar/1/move"' not in desk.window("charlie").get("/calendar").text
    assert "in blocked time" in words_of(window.get(WEEK)).partition("Tue, Dec 1")[2]
    assert "in blocked time" in words_of(window.get("/calendar/1"))
    assert window.post("/calendar/1/move", {"version": "2", "start": "2026-12-03T18:00Z"}).status_code == 303
    assert "In blocked time:" not in words_of(window.get("/calendar"))
    assert "in blocked time" not in words_of(window.get("/calendar/1"))
    (event,) = desk.audit("blocked time")
    assert event.detail["inside"] == 1


def test_what_the_staff_hold_in_it_cannot_be_booked(desk: Desk) -> None:
    """The form says that the time is not free any more, and keeps what was typed."""
    window = desk.window("bob")
    held = window.post("/calendar/hold", {"start": TEN, "minutes": "60", "label": "a caller"})
    number = held.headers["Location"].rpartition("/")[2]
    window.post(BLOCKS, HOURS)
    form = {"held": number, "version": "1", "key": "k" * 20, "name": "Sam Caller", "phone": "213 555 0123"}
    refused = window.post("/calendar/book", form)
    assert refused.status_code == 409 and "taken or blocked" in words_of(refused)
    assert 'value="Sam Caller"' in refused.text
    with desk.running.store.read() as tx:
        assert bookings.get(tx, int(number)).state == "held"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"first": ""}, "give a date"),
        ({"first": "2026-02-30"}, "give a date"),
        ({"last": "9999-12-31"}, "give a date"),
        ({"until": ""}, "both times"),
        ({"from": "25:00"}, "both times"),
        ({"until": "10:00"}, "end after it begins"),
        ({"last": "2026-11-30"}, "end after it begins"),
        ({"first": "2026-11-20", "last": "2026-11-20"}, "over already"),
        ({"last": "2027-12-05"}, "a year at most"),
        ({"first": "2028-01-03"}, "a year at most"),
        ({"label": " "}, "in a few words why"),
        ({"label": "x" * 101}, "in a few words why"),
    ],
)
def test_what_cannot_be_blocked_is_told_and_what_was_typed_is_kept(
    desk: Desk, wrong: dict[str, str], said: str
) -> None:
    """The page says what is wrong, blocks nothing, and stays in its week."""
    answer = desk.window("bob").post(f"{BLOCKS}?week=2026-W49", {**HOURS, **wrong})
    assert answer.status_code == 422
    assert said in words_of(answer) and "Nothing was blocked" in words_of(answer)
    assert "Week of Mon, Nov 30" in words_of(answer)
    for name in set(HOURS) - set(wrong):
        assert f'name="{name}" value="{HOURS[name]}"' in answer.text
    assert desk.rows(tables.calendar_block) == []


def test_a_consultant_who_is_not_there_is_refused(desk: Desk) -> None:
    """Only a changed form says so."""
    assert desk.window("bob").post(BLOCKS, {**HOURS, "consultant": "nobody"}).status_code == 400
    assert desk.rows(tables.calendar_block) == []


def test_a_label_is_shown_as_it_was_typed(desk: Desk) -> None:
    """Signs of markup are signs."""
    desk.window("bob").post(BLOCKS, {**HOURS, "label": "<b>away</b>"})
    page = desk.window("charlie").get(WEEK)
    assert "<b>away</b>" not in page.text and "&lt;b&gt;away&lt;/b&gt;" in page.text
    assert "Open it again" not in page.text and "Block time" not in words_of(page)
