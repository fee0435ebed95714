"""Changing the hours: what the staff can ask for, what becomes of it everywhere, and what is booked outside them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timezone

import pytest

from bot.clinic.calendar import local
from bot.clinic.consultants import Consultant, HoursException, WeeksFrom
from bot.clinic.interview.hours import say_opening
from bot.console import create_console
from bot.store import bookings, tables
from bot.store.free_slots import free_slots
from tests.console.desk import PERSON_NAME, Desk, words_of

HOURS = "/calendar/hours"
WEEK = "/calendar?week=2026-W49"
CONSULTATIONS = {"consultant": "consultations"}
# from the week of Rosa's appointment on, which is on Tuesday at 9:00
LATE = {**CONSULTATIONS, "first": "2026-11-30", "monday": "10:00-12:00, 13:00-14:00", "saturday": "10:00-11:00"}
SATURDAY = {"day": "2026-12-05", "hours": "09:00-10:00", "label": "open house"}
TEN = "2026-12-01T18:00Z"  # on Tuesday, 10:00 in Los Angeles


def free(desk: Desk, day: str) -> list[str]:
    """The times that visitors are offered on a local day."""
    zone = desk.running.clinic.zone
    with desk.running.store.read() as tx:
        found = free_slots(tx, desk.running.clinic_at(tx, desk.now), desk.now, None)
    walls = [local(slot.starts_at, zone) for slot in found]
    return [f"{wall:%H:%M}" for wall in walls if f"{wall:%Y-%m-%d}" == day]


def opening(desk: Desk) -> str:
    """What visitors hear of the hours."""
    with desk.running.store.read() as tx:
        clinic = desk.running.clinic_at(tx, desk.now)
    return say_opening(clinic, local(desk.now, clinic.zone).date())


def with_consultants(desk: Desk, *consultants: Consultant) -> None:
    """As if clinic.yml named these."""
    clinic = desk.running.clinic.copy(update={"consultants": consultants})
    desk.running = replace(desk.running, clinic=clinic)
    desk.app = create_console(desk.running)


def test_weekly_hours_count_from_their_first_day_everywhere(either_desk: Desk) -> None:
    """For visitors, in the week, for a form that says so, and in words; taken back, all is as before."""
    desk, window = either_desk, either_desk.window("bob")
    before = free(desk, "2026-12-01")
    answer = window.post(f"{HOURS}/weekly", LATE)
    assert answer.status_code == 303 and answer.headers["Location"] == f"{HOURS}?saved=weekly-1#weekly"
    assert free(desk, "2026-11-27") != []
    assert free(desk, "2026-11-30") == ["10:00", "10:30", "11:00", "11:30", "13:00", "13:30"]
    assert free(desk, "2026-12-05") == ["10:00", "10:30"] and free(desk, "2026-12-01") == []
    assert "Saturday, 10:00 AM to 11:00 AM" in opening(desk)
    page = window.get(WEEK)
    assert "Sat, Dec 5" in words_of(page) and "Tue, Dec 1 closed" in words_of(page)
    assert "start=2026-12-05T18:00Z" in page.text.replace("%3A", ":") and f"start={TEN}" not in page.text
    form = {"start": TEN, "key": "k" * 20, "name": "Sam", "phone": "213 555 0123"}
    assert window.post("/calendar/book", form).status_code == 409
    assert window.post("/calendar/hold", {"start": TEN, "minutes": "60", "label": "a caller"}).status_code == 409
    assert window.post("/calendar/1/move", {"version": "2", "start": TEN}).status_code == 409
    shown = words_of(window.get(HOURS))
    assert "From Mon, Nov 30, 2026" in shown and "10:00 AM-12:00 PM, 1:00 PM-2:00 PM" in shown
    (row,) = desk.rows(tables.weekly_hours)
    assert (row.first_day, row.created_by) == (date(2026, 11, 30), desk.account("bob").id)
    back = f"{HOURS}/weekly/{row.id}/take-back"
    assert window.post(back).status_code == 303
    assert free(desk, "2026-12-01") == before and free(desk, "2026-12-05") == []
    assert window.post(back).status_code == 404
    told = [(one.action, one.actor, one.detail["outside"]) for one in desk.audit(subject=f"weekly-hours:{row.id}")]
    actor = desk.account("bob").actor
    assert told == [("changed the weekly hours", actor, 1), ("took back weekly hours", actor, 0)]


def test_a_later_entry_for_the_same_day_replaces_the_earlier(either_desk: Desk) -> None:
    """The earlier one is shown as replaced, and counts again when the later one is taken back."""
    desk, window = either_desk, either_desk.window("bob")
    window.post(f"{HOURS}/weekly", LATE)
    window.post(f"{HOURS}/weekly", {**LATE, "monday": "08:00-09:00"})
    window.post(f"{HOURS}/weekly", {**LATE, "first": "2026-12-07", "monday": "07:00-08:00"})
    assert free(desk, "2026-11-30") == ["08:00", "08:30"] and free(desk, "2026-12-07") == ["07:00", "07:30"]
    assert "Replaced by what was entered later" in words_of(window.get(HOURS))
    window.post(f"{HOURS}/weekly/2/take-back")
    assert free(desk, "2026-11-30")[0] == "10:00" and free(desk, "2026-12-07") == ["07:00", "07:30"]
    assert "Replaced by" not in words_of(window.get(HOURS))
    window.post(f"{HOURS}/weekly/3/take-back")
    assert free(desk, "2026-12-07")[0] == "10:00"


def test_a_single_date_goes_before_week_and_holidays(either_desk: Desk) -> None:
    """Open on a Saturday and on Thanksgiving, closed on a Wednesday; the calendar says why, and only to the staff."""
    desk, window = either_desk, either_desk.window("bob")
    window.post(f"{HOURS}/single", SATURDAY)
    window.post(f"{HOURS}/single", {"day": "2026-11-26", "hours": "13:00-14:00", "label": "emergencies"})
    window.post(f"{HOURS}/single", {"day": "2026-12-02", "hours": "", "label": "<b>inventory</b>"})
    assert free(desk, "2026-12-05") == ["09:00", "09:30"] and free(desk, "2026-12-12") == []
    assert free(desk, "2026-11-26") == ["13:00", "13:30"] and free(desk, "2026-12-02") == []
    assert opening(desk).startswith("Monday to Friday, 9:00 AM")  # one Saturday is no rule
    page = window.get(WEEK)
    assert "Sat, Dec 5 9:00 AM-10:00 AM: open house" in words_of(page) and "Wed, Dec 2 <b>inventory</b>" in words_of(
        page
    )
    assert "<b>inventory</b>" not in page.text
    shown = words_of(window.get(HOURS))
    assert "Thu, Nov 26, 2026: Thanksgiving Day open all the same" in shown
    assert "Wed, Dec 2, 2026, closed: <b>inventory</b>" in shown
    assert "Fri, Dec 25, 2026: Christmas Day" in shown and "Christmas Day open" not in shown
    window.post(f"{HOURS}/single", {**SATURDAY, "hours": ""})
    assert free(desk, "2026-12-05") == [] and "replaced by a later entry" in words_of(window.get(HOURS))
    assert window.post(f"{HOURS}/single/4/take-back").status_code == 303
    assert free(desk, "2026-12-05") == ["09:00", "09:30"]
    assert "house" not in str(desk.audit()) and "inventory" not in str(desk.audit())
    assert desk.audit("changed the hours of a date")[0].detail["day"] == "2026-12-05"


def test_bookings_outside_the_hours_stay_and_are_listed(either_desk: Desk) -> None:
    """Nobody is told anything; the page names each with the ways to move and to cancel it, and marks it."""
    desk, window = either_desk, either_desk.window("bob")
    said, queued = len(desk.said("web:r7k2m")), desk.rows(tables.outbox)
    assert "Outside the hours" not in words_of(window.get("/calendar"))
    window.post(f"{HOURS}/weekly", LATE)
    assert len(desk.said("web:r7k2m")) == said and desk.rows(tables.outbox) == queued
    page = window.get("/calendar")
    top = page.text.partition('id="outside"')[2].partition("</section>")[0]
    assert "Outside the hours: 1 booked" in words_of(page) and PERSON_NAME in top
    assert 'href="/calendar/1/move"' in top and 'href="/calendar/1#change"' in top
    assert 'href="/calendar/1/move"' not in desk.window("charlie").get("/calendar").text
    assert "outside the hours" in words_of(window.get(WEEK)).partition("Tue, Dec 1")[2]
    assert "outside the hours" in words_of(window.get("/calendar/1"))
    assert "1 booked outside the hours" in words_of(window.get(HOURS))
    days = {"first": "2026-12-01", "whole": "1", "label": "away"}
    window.post("/calendar/blocks", days)  # named once, where it was blocked
    both = words_of(window.get("/calendar"))
    assert "In blocked time: 1 booked" in both and "Outside the hours:" not in both
    assert window.post("/calendar/1/move", {"version": "2", "start": "2026-12-05T18:00Z"}).status_code == 303
    assert "Outside the hours:" not in words_of(window.get("/calendar"))
    assert "outside the hours" not in words_of(window.get("/calendar/1"))


def test_what_the_staff_hold_outside_the_hours_cannot_be_booked(desk: Desk) -> None:
    """The form says that the hours have changed, and keeps what was typed."""
    window = desk.window("bob")
    held = window.post("/calendar/hold", {"start": TEN, "minutes": "60", "label": "a caller"})
    number = held.headers["Location"].rpartition("/")[2]
    window.post(f"{HOURS}/weekly", LATE)
    form = {"held": number, "version": "1", "key": "k" * 20, "name": "Sam Caller", "phone": "213 555 0123"}
    refused = window.post("/calendar/book", form)
    assert refused.status_code == 409 and "the hours have changed" in words_of(refused)
    assert 'value="Sam Caller"' in refused.text
    with desk.running.store.read() as tx:
        assert bookings.get(tx, int(number)).state == "held"


@pytest.mark.parametrize(
    ("form", "wrong", "said"),
    [
        ("weekly", {"first": ""}, "give a date"),
        ("weekly", {"first": "2026-02-30"}, "give a date"),
        ("weekly", {"first": "2026-11-22"}, "over already"),
        ("weekly", {"first": "2027-11-25"}, "within the coming year"),
        ("weekly", {"monday": "all day"}, 'Monday: "all day" is not of the form 9am-5pm or 09:00-17:00'),
        ("weekly", {"sunday": "09:00-25:00"}, 'Sunday: "09:00-25:00" is not of the form'),
        ("weekly", {"friday": "17:00-09:00"}, 'Friday: "17:00-09:00" ends before it begins; please add am and pm'),
        ("weekly", {"friday": "09:00-12:00, 11:00-13:00"}, "9:00 AM-12:00 PM and 11:00 AM-1:00 PM overlap"),
        ("weekly", {"friday": "09:00-10:00," * 9}, "Friday: this is too long"),
        ("single", {"day": "tomorrow"}, "give a date"),
        ("single", {"day": "2026-11-22"}, "over already"),
        ("single", {"hours": "<i>"}, 'Hours: "<i>" is not of the form'),
        ("single", {"label": " "}, "in a few words why"),
        ("single", {"label": "x" * 101}, "in a few words why"),
    ],
)
def test_what_cannot_be_set_is_told_and_what_was_typed_is_kept(
    desk: Desk, form: str, wrong: dict[str, str], said: str
) -> None:
    """The page says what is wrong and with which field, and changes nothing."""
    typed = {**(LATE if form == "weekly" else SATURDAY), **wrong}
    answer = desk.window("bob").post(f"{HOURS}/{form}", typed)
    assert answer.status_code == 422
    assert said in words_of(answer) and "Nothing was changed" in words_of(answer)
    assert answer.text.count('aria-invalid="true"') == 1
    for name in set(typed) - set(wrong):
        assert f'name="{name}" value="{typed[name]}"' in answer.text
    assert desk.rows(tables.weekly_hours) == desk.rows(tables.special_hours) == []


def test_times_may_be_typed_as_people_do(desk: Desk) -> None:
    """Without a zero in front, with blanks, with a dash, and in any order; they are shown in one form."""
    window = desk.window("bob")
    window.post(f"{HOURS}/weekly", {**LATE, "monday": " 13:00 \u2013 14:00,9:00 -12:00 ,"})
    assert "9:00 AM-12:00 PM, 1:00 PM-2:00 PM" in words_of(window.get(HOURS))


def test_somebody_who_may_only_read_sees_no_forms(desk: Desk) -> None:
    """The hours, the entries and their labels, and no way to change them."""
    desk.window("bob").post(f"{HOURS}/single", SATURDAY)
    page = desk.window("charlie").get(HOURS)
    assert "open house" in words_of(page) and "9:00 AM-5:00 PM" in words_of(page)
    assert "Take it back" not in page.text and "<form" not in page.text.partition("<main")[2]


def test_a_change_of_the_clock_moves_no_hours(desk: Desk) -> None:
    """Nine is nine on the clinic's wall on either side."""
    desk.set_clock(datetime(2026, 10, 26, 18, 0, tzinfo=timezone.utc))
    desk.do(lambda tx: tx.execute(tables.staff_session.update().values(started_at=desk.now, last_at=desk.now)))
    desk.window("bob").post(f"{HOURS}/weekly", {**LATE, "first": "2026-10-27", "sunday": "09:00-10:00"})
    assert free(desk, "2026-11-01") == ["09:00", "09:30"]
    assert free(desk, "2026-11-02")[0] == "10:00"


def test_two_consultants_have_hours_of_their_own(desk: Desk) -> None:
    """Weekly hours are of one; a date is of one or of everybody, and the latest word counts; clinic.yml is beneath."""
    day = {"tuesday": ["09:00-10:00"]}
    later = WeeksFrom.parse_obj({"first": "2026-12-07", "hours": {"monday": ["09:00-10:00"]}})
    off = HoursException.parse_obj({"date": "2026-12-14", "label": "conference"})
    anna = Consultant.parse_obj({"id": "anna", "hours": day}).copy(update={"weeks": (later,), "exceptions": (off,)})
    with_consultants(desk, anna, Consultant.parse_obj({"id": "ben", "hours": day}))
    window = desk.window("bob")
    shown = words_of(window.get(HOURS))
    assert "Change the weekly hours of anna" in shown and "Change the weekly hours of ben" in shown
    assert "Mon, Dec 14, 2026, anna, closed: conference in the settings file" in shown
    assert free(desk, "2026-12-07") == ["09:00", "09:30"] and free(desk, "2026-12-14") == []
    window.post(f"{HOURS}/weekly", {"consultant": "ben", "first": "2026-12-01", "tuesday": "11:00-12:00"})
    assert free(desk, "2026-12-01") == ["09:00", "09:30", "11:00", "11:30"]
    window.post(f"{HOURS}/single", {"day": "2026-12-01", "hours": "15:00-16:00", "label": "late", "consultant": "anna"})
    assert free(desk, "2026-12-01") == ["11:00", "11:30", "15:00", "15:30"]
    assert "anna 3:00 PM-4:00 PM: late" in words_of(window.get(WEEK))
    window.post(f"{HOURS}/single", {"day": "2026-12-01", "hours": "", "label": "storm"})
    assert free(desk, "2026-12-01") == [] and "Tue, Dec 1 storm" in words_of(window.get(WEEK))
    assert window.post(f"{HOURS}/weekly", {**LATE, "consultant": "nobody"}).status_code == 400
    assert window.post(f"{HOURS}/single", {**SATURDAY, "consultant": "nobody"}).status_code == 400
    with_consultants(desk, anna)  # nothing is left of somebody who is not there any more
    assert desk.window("bob").get(HOURS).status_code == desk.window("bob").get(WEEK).status_code == 200


def test_a_clinic_without_any_hours_says_so(desk: Desk) -> None:
    """All days empty: nothing is offered, the pages are shown, and the words make sense."""
    window = desk.window("bob")
    window.post(f"{HOURS}/weekly", {**CONSULTATIONS, "first": "2026-11-23"})
    assert opening(desk) == "not held at the moment"
    assert window.get(HOURS).status_code == window.get("/calendar").status_code == 200


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("9am-12pm", "9:00 AM-12:00 PM"),
        ("9-5pm", "9:00 AM-5:00 PM"),
        ("9:00 am - 5:00 pm", "9:00 AM-5:00 PM"),
        ("noon to 4 p.m.", "12:00 PM-4:00 PM"),
        ("9am-noon and 1-5pm", "9:00 AM-12:00 PM, 1:00 PM-5:00 PM"),
        ("09:00-17:00", "9:00 AM-5:00 PM"),
        ("Closed", "closed"),
    ],
)
def test_the_page_says_how_it_has_understood_the_hours(desk: Desk, typed: str, understood: str) -> None:
    """In the one form in which times are shown, on the week and on a single date; and it can be typed back."""
    window = desk.window("bob")
    answer = window.post(f"{HOURS}/weekly", {**CONSULTATIONS, "first": "2026-12-07", "monday": typed})
    said = words_of(window.get(answer.headers["Location"].partition("#")[0]))
    assert f"Saved, from Mon, Dec 7, 2026: Monday {understood}; Tuesday closed" in said
    answer = window.post(f"{HOURS}/single", {**SATURDAY, "hours": understood})
    said = words_of(window.get(answer.headers["Location"].partition("#")[0]))
    assert f"Saved, Sat, Dec 5, 2026: {understood}." in said
    assert "Saved," not in words_of(window.get(HOURS))
