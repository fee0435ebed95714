"""The calendar: what a week shows, and what the staff do in it while others do the same."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from threading import Barrier

import pytest
from werkzeug.test import TestResponse

from bot.clinic.calendar import Slot, cells_of
from bot.clinic.interview.draft import Draft
from bot.store import bookings, drafts, opt_outs, outbox, people, tables
from bot.store.bookings import Booking
from tests.console.desk import CALLER, PERSON_NAME, PERSON_PHONE, QUIET, ROSA, START, Desk, words_of

TEN = "2026-12-01T18:00Z"  # 10:00 in Los Angeles, an hour after Rosa's
AT_TEN = datetime(2026, 12, 1, 18, 0, tzinfo=timezone.utc)
WEEK = "/calendar?week=2026-W49"


def form(key: str = "a", **more: str) -> dict[str, str]:
    return {"start": TEN, "key": key * 20, "name": "Sam Caller", "phone": "213 555 0123", **more}


def number_of(answer: TestResponse) -> int:
    assert answer.status_code == 303, words_of(answer)
    return int(answer.headers["Location"].rpartition("/")[2])


def booking(desk: Desk, number: int) -> Booking:
    with desk.running.store.read() as tx:
        return bookings.get(tx, number)


def active(desk: Desk) -> list[Booking]:
    return [booking(desk, row.id) for row in desk.rows(tables.booking, tables.booking.c.state == "booked")]


def texts(desk: Desk) -> list[tuple[str, str]]:
    return [(row.kind, row.body) for row in desk.rows(tables.outbox) if row.state == "queued"]


# ---- what it shows


def test_a_week_shows_who_when_and_how_far_things_are(desk: Desk) -> None:
    """Name, phone, notes, the clinician's status, whether the person has confirmed, and the way to the conversation."""
    desk.do(lambda tx: bookings.confirm_attendance(tx, 1, desk.now))
    page = desk.window("charlie").get(WEEK)
    said = words_of(page)
    for fact in (
        PERSON_NAME,
        PERSON_PHONE,
        "our psychiatrist is to see them",
        "to call",
        "booked; the person has confirmed",
        "9:00 AM–9:30 AM",
    ):
        assert fact in said
    assert f'href="/c/{ROSA}"' in page.text.replace("%3A", ":")
    (event,) = desk.audit("read the calendar")
    assert (event.actor, event.detail) == (desk.account("charlie").actor, {"week": "2026-W49", "rows": 1})


def test_a_closed_day_says_why_and_has_no_free_times(desk: Desk) -> None:
    """Thanksgiving is named; the next day is open."""
    page = desk.window("bob").get("/calendar?week=2026-W48")
    assert "Thanksgiving Day" in words_of(page)
    assert "start=2026-11-26T17" not in page.text.replace("%3A", ":")
    assert "start=2026-11-27T17:00Z" in page.text.replace("%3A", ":")


@pytest.mark.parametrize(("week", "start"), [("2026-W44", "16:00"), ("2027-W10", "17:00"), ("2027-W11", "16:00")])
def test_nine_is_nine_on_either_side_of_a_change_of_the_clock(desk: Desk, week: str, start: str) -> None:
    """The day opens at nine on the clinic's wall, whatever that is in UTC."""
    desk.set_clock(datetime(2026, 10, 20, 18, 0, tzinfo=timezone.utc))
    desk.do(lambda tx: tx.execute(tables.staff_session.update().values(started_at=desk.now, last_at=desk.now)))
    page = desk.window("bob").get(f"/calendar?week={week}").text.replace("%3A", ":")
    monday = datetime.strptime(f"{week}-1", "%G-W%V-%u")
    assert f"start={monday:%Y-%m-%d}T{start}Z" in page


@pytest.mark.parametrize("week", ["2026-W54", "2026-48", "1-W01", "9999-W52", "x"])
def test_a_week_that_is_none_is_refused(desk: Desk, week: str) -> None:
    """What is no week is 400, not a fault."""
    assert desk.window("bob").get(f"/calendar?week={week}").status_code == 400


def at_noon(desk: Desk, day: int) -> None:
    """Move the clock to noon of a day of November, in Los Angeles, without ending sessions."""
    desk.set_clock(datetime(2026, 11, day, 20, 0, tzinfo=timezone.utc))
    desk.do(lambda tx: tx.execute(tables.staff_session.update().values(started_at=desk.now, last_at=desk.now)))


def test_on_a_weekend_the_next_week_is_looked_at(desk: Desk) -> None:
    """When nobody consults any more in this week, the calendar and the free times begin with the next."""
    for day, week in ((27, "Week of Mon, Nov 23, 2026"), (28, "Week of Mon, Nov 30, 2026")):
        at_noon(desk, day)
        assert week in words_of(desk.window("bob").get("/calendar"))
        assert week in words_of(desk.window("bob").get("/calendar/times"))
    assert "Week of Mon, Nov 23, 2026" in words_of(desk.window("bob").get("/calendar?week=2026-W48"))
    assert "Nothing is free in this week" in words_of(desk.window("bob").get("/calendar/times?week=2026-W48"))


@pytest.mark.parametrize("start", ["2026-11-20T18:00Z", "2026-12-25T18:00Z", "2026-12-01T17:00Z"])
def test_of_a_time_that_is_not_free_no_form_is_shown(desk: Desk, start: str) -> None:
    """Past, on a holiday, or taken: it is said before a caller is asked for their details."""
    page = desk.window("bob").get(f"/calendar/new?start={start}")
    assert page.status_code == 409 and "This time is not free" in words_of(page)
    assert 'name="phone"' not in page.text and "Another time" in words_of(page)


def test_what_a_visitor_holds_is_shown_until_it_runs_out(desk: Desk) -> None:
    """A time that is held on the website says so and is not free; afterwards it is."""
    cells = cells_of(Slot("consultations", AT_TEN, AT_TEN + timedelta(minutes=30)), desk.running.clinic.consultation)
    slot = Slot("consultations", AT_TEN, AT_TEN + timedelta(minutes=30))
    desk.do(lambda tx: bookings.hold(tx, slot, cells, QUIET, "web", desk.now, 10))
    page = desk.window("bob").get(WEEK)
    assert "by a visitor of the website" in words_of(page)
    assert f"start={TEN}" not in page.text.replace("%3A", ":")
    desk.forward(minutes=11)
    page = desk.window("bob").get(WEEK)
    assert "by a visitor of the website" not in words_of(page)
    assert f"start={TEN}" in page.text.replace("%3A", ":")


# ---- booking


def test_booking_for_somebody_on_the_phone(either_desk: Desk) -> None:
    """A conversation of their own, their details, the note, the row with its history; no text without permission."""
    desk = either_desk
    number = number_of(desk.window("bob").post("/calendar/book", form(note="prefers mornings")))
    made = booking(desk, number)
    assert (made.state, made.channel, made.starts_at, made.notes) == ("booked", "staff", AT_TEN, ("no_screening",))
    assert made.conversation_id.startswith("staff:")
    with desk.running.store.read() as tx:
        person = people.person_of(tx, made.conversation_id)
        assert bookings.by_token(tx, desk.running.appointment_token(made.public_id)) == made
    assert person is not None and (person.name, person.phone) == ("Sam Caller", CALLER)
    actors = [row.actor for row in desk.rows(tables.booking_event, tables.booking_event.c.booking_id == number)]
    assert actors == [desk.account("bob").actor] * 2
    assert (desk.rows(tables.consent, tables.consent.c.kind == "texts"), texts(desk)) == ([], [])
    page = desk.window("bob").get(f"/c/{made.conversation_id}")
    assert "Entered by the staff" in words_of(page) and "Take over" not in words_of(page)
    assert desk.window("bob").post(f"/c/{made.conversation_id}/take-over").status_code == 409
    assert desk.said(made.conversation_id) == []
    assert "Caller" not in str(desk.audit()) and CALLER not in str(desk.audit())


def test_permission_to_text_is_stored_with_its_words_and_used(desk: Desk) -> None:
    """Ticked, the wording of clinic.yml is kept; the confirmation, the reminders and every change leave as texts."""
    window = desk.window("bob")
    number = number_of(window.post("/calendar/book", form(texts="1")))
    (given,) = desk.rows(tables.consent, tables.consent.c.kind == "texts")
    rule = desk.running.clinic.consent["texts"]
    assert (given.granted, given.wording_version) == (True, rule.version)
    assert given.wording == rule.text.format(short_name=desk.running.clinic.clinic.short_name).strip()
    assert [kind for kind, _ in texts(desk)] == ["confirmation", "confirmation", "reminder", "reminder"]
    window.post(f"/calendar/{number}/move", {"version": "2", "start": "2026-12-02T18:00Z"})
    assert sum("is now on Wed, Dec 2" in body for _, body in texts(desk)) == 1
    window.post(f"/calendar/{number}/cancel", {"version": "3", "reason": "the consultant is ill"})
    assert [body for _, body in texts(desk) if "Dec" in body and "cancelled" not in body] == []
    for row in desk.rows(tables.outbox):
        assert "ill" not in row.body.split()


def test_a_number_that_wrote_stop_is_not_opened_by_a_tick(desk: Desk) -> None:
    """The page says that only they can start texts again, nothing is booked, and what was typed is kept."""
    desk.do(lambda tx: opt_outs.record(tx, CALLER, desk.now, out=True, source="text"))
    answer = desk.window("bob").post("/calendar/book", form(texts="1"))
    assert answer.status_code == 422
    assert "ended texts with STOP" in words_of(answer)
    assert 'value="Sam Caller"' in answer.text
    assert [one.id for one in active(desk)] == [1]
    assert desk.rows(tables.consent, tables.consent.c.kind == "texts") == []


@pytest.mark.parametrize(
    "wrong", [{"phone": "555"}, {"phone": ""}, {"name": " "}, {"name": "W" * 101}, {"email": "nobody"}]
)
def test_details_that_cannot_be_used_are_named(desk: Desk, wrong: dict[str, str]) -> None:
    """Nothing is booked or begun, and the field says what is wrong with it."""
    state = desk.snapshot(tables.audit_event, tables.staff_session)
    answer = desk.window("bob").post("/calendar/book", form(**wrong))
    assert answer.status_code == 422
    assert f'id="{next(iter(wrong))}-wrong"' in answer.text
    assert desk.snapshot(tables.audit_event, tables.staff_session) == state


def test_a_second_appointment_for_a_number_takes_a_tick(desk: Desk) -> None:
    """The other one is shown; with the tick both stand."""
    window = desk.window("bob")
    refused = window.post("/calendar/book", form(phone=PERSON_PHONE))
    assert refused.status_code == 409
    assert 'href="/calendar/1"' in refused.text
    assert len(active(desk)) == 1
    number_of(window.post("/calendar/book", form(phone=PERSON_PHONE, also="1")))
    assert len(active(desk)) == 2


def test_a_double_click_books_once(desk: Desk) -> None:
    """The second of two equal forms leads to what the first has made."""
    window = desk.window("bob")
    assert number_of(window.post("/calendar/book", form())) == number_of(window.post("/calendar/book", form()))
    assert len(active(desk)) == 2


def test_booking_from_a_conversation_uses_what_was_said_there_and_says_so_there(desk: Desk) -> None:
    """The chat hears of it, and no longer asks what the booking has settled."""
    draft = Draft(goal="consultation", question="email", facts={"name": "Quinn Ames", "phone": CALLER})
    desk.do(lambda tx: drafts.save(tx, QUIET, draft.to_json(), 0, desk.now))
    window = desk.window("bob")
    page = window.get(f"/calendar/new?start={TEN}&conversation={QUIET}")
    assert 'value="Quinn Ames"' in page.text and f'value="{CALLER}"' in page.text
    number = number_of(window.post("/calendar/book", form(name="Quinn Ames", conversation=QUIET)))
    made = booking(desk, number)
    assert (made.conversation_id, made.channel) == (QUIET, "web")
    assert "Our staff have booked your free consultation for Tuesday, December 1, 2026 at 10:00 AM" in (
        desk.said(QUIET)[-1].text
    )
    with desk.running.store.read() as tx:
        after = Draft.from_json(dict(drafts.load(tx, QUIET).body))
    assert (after.goal, after.question, after.facts) == (None, None, draft.facts)


def test_permission_for_another_number_does_not_pass_to_the_one_typed(desk: Desk) -> None:
    """What was permitted for the number in the chat is no permission to text the one that the staff type."""
    draft = Draft(goal="consultation", facts={"phone": "+12135550188", "texts": "yes"})
    desk.do(lambda tx: drafts.save(tx, QUIET, draft.to_json(), 0, desk.now))
    desk.do(lambda tx: people.record_consent(tx, QUIET, "texts", True, "1", "May we?", desk.now))
    number_of(desk.window("bob").post("/calendar/book", form(conversation=QUIET)))
    assert texts(desk) == []


# ---- holding


def test_holding_booking_it_and_giving_it_up(either_desk: Desk) -> None:
    """A hold keeps the time for whom it names, can be booked by its page, and given up."""
    desk, window = either_desk, either_desk.window("bob")
    asked = {"start": TEN, "minutes": "60", "label": "the caller from ten"}
    held = number_of(window.post("/calendar/hold", asked))
    assert "the caller from ten" in words_of(window.get(WEEK))
    taken = desk.window("alice").post("/calendar/book", form("b"))
    assert taken.status_code == 409 and "just been taken" in words_of(taken)
    assert number_of(window.post("/calendar/book", {**form("c"), "held": str(held), "version": "1"})) == held
    assert booking(desk, held).state == "booked"
    other = number_of(window.post("/calendar/hold", {**asked, "start": "2026-12-01T19:00Z"}))
    assert window.post(f"/calendar/{other}/release", {"version": "1"}).status_code == 303
    assert booking(desk, other).state == "expired"
    assert window.post(f"/calendar/{other}/release", {"version": "1"}).status_code == 409


def test_a_hold_that_ran_out_and_was_taken_is_not_booked(desk: Desk) -> None:
    """Who was quicker keeps the time."""
    window = desk.window("bob")
    held = number_of(window.post("/calendar/hold", {"start": TEN, "minutes": "15", "label": "a caller"}))
    desk.forward(minutes=14)
    window.get("/calendar")
    desk.forward(minutes=2)
    number_of(desk.window("bob").post("/calendar/book", form("b", phone="213 555 0155")))
    late = window.post("/calendar/book", {**form("c"), "held": str(held), "version": "1"})
    assert late.status_code == 409
    assert [one.id for one in active(desk) if one.starts_at == AT_TEN] != [held]


# ---- changing


def test_moving_and_cancelling_are_told_where_the_person_looks(desk: Desk) -> None:
    """The row, its history, its calendar number and the chat say the same; the reason is for the staff only."""
    window = desk.window("bob")
    assert window.post("/calendar/1/move", {"version": "2", "start": TEN}).status_code == 303
    moved = booking(desk, 1)
    assert (moved.starts_at, moved.sequence) == (AT_TEN, 1)
    assert "Our staff have moved your consultation to Tuesday, December 1, 2026 at 10:00 AM" in desk.said(ROSA)[-1].text
    window.post("/calendar/1/cancel", {"version": str(moved.version), "reason": "consultant on leave"})
    cancelled = booking(desk, 1)
    assert (cancelled.state, cancelled.sequence) == ("cancelled", 2)
    last = desk.said(ROSA)[-1]
    assert "Our staff have cancelled" in last.text and "leave" not in last.text
    assert any("consultant on leave" in row.text for row in desk.rows(tables.staff_note))
    actor = desk.account("bob").actor
    events = [(row.action, row.actor) for row in desk.rows(tables.booking_event)]
    assert events[-2:] == [("move", actor), ("cancel", actor)]
    assert "leave" not in str(desk.audit())


@pytest.mark.parametrize(
    ("path", "more"),
    [("move", {"start": TEN}), ("cancel", {"reason": "no reason"}), ("settle", {"outcome": "completed"})],
)
def test_what_changed_meanwhile_is_told_and_nothing_is_done(desk: Desk, path: str, more: dict[str, str]) -> None:
    """The person has confirmed after the page was opened: the staff look again before they change anything."""
    desk.do(lambda tx: bookings.confirm_attendance(tx, 1, desk.now))
    before = booking(desk, 1)
    answer = desk.window("bob").post(f"/calendar/1/{path}", {"version": "2", **more})
    assert answer.status_code == 409
    assert "has just changed" in words_of(answer)
    assert booking(desk, 1) == before


def test_a_time_outside_the_hours_cannot_be_had(desk: Desk) -> None:
    """Neither for a move nor for a booking, whatever a form says."""
    for start in ("2026-12-01T05:00Z", "2026-11-26T18:00Z", "2026-12-01T18:07Z", "2020-01-01T18:00Z"):
        assert desk.window("bob").post("/calendar/1/move", {"version": "2", "start": start}).status_code == 409
        assert desk.window("bob").post("/calendar/book", form(start=start)).status_code == 409
    assert [one.starts_at for one in active(desk)] == [START]


def test_who_came_is_noted_once_it_has_begun_and_can_be_taken_back(desk: Desk) -> None:
    """Before its time it is refused; afterwards it goes either way and back, and a cancellation comes too late."""
    early = desk.window("bob").post("/calendar/1/settle", {"version": "2", "outcome": "no_show"})
    assert early.status_code == 409
    desk.set_clock(START + timedelta(minutes=5))
    desk.do(lambda tx: tx.execute(tables.staff_session.update().values(started_at=desk.now, last_at=desk.now)))
    window = desk.window("bob")
    for outcome in ("completed", "no_show", "booked"):
        version = str(booking(desk, 1).version)
        assert window.post("/calendar/1/settle", {"version": version, "outcome": outcome}).status_code == 303
        assert booking(desk, 1).state == outcome
    version = str(booking(desk, 1).version)
    late = window.post("/calendar/1/cancel", {"version": version, "reason": "too late"})
    assert late.status_code == 409 and "has begun" in words_of(late)
    assert booking(desk, 1).state == "booked"


# ---- at the same moment


def test_two_of_the_staff_want_one_time(either_desk: Desk) -> None:
    """One books it, the other hears that it has just been taken, and nothing of the other is left behind."""
    desk, start = either_desk, Barrier(2)

    def book(who: str, key: str, phone: str) -> TestResponse:
        window = desk.window(who)
        start.wait()
        return window.post("/calendar/book", form(key, phone=phone))

    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(book, *one) for one in (("alice", "a", "213 555 0123"), ("bob", "b", "213 555 0155"))]
        answers = [one.result() for one in both]
    assert sorted(one.status_code for one in answers) == [303, 409]
    lost = next(one for one in answers if one.status_code == 409)
    assert "just been taken" in words_of(lost)
    assert len([one for one in active(desk) if one.starts_at == AT_TEN]) == 1
    assert len([row for row in desk.rows(tables.conversation) if row.channel == "staff"]) == 1


def test_the_staff_move_while_the_person_cancels(either_desk: Desk) -> None:
    """One of them is first; the other hears of it, and the row says what the first did, or what both did in order."""
    desk, start = either_desk, Barrier(2)

    def move() -> int:
        window = desk.window("bob")
        start.wait()
        return window.post("/calendar/1/move", {"version": "2", "start": TEN}).status_code

    def cancel() -> str:
        start.wait()
        return desk.do(lambda tx: bookings.cancel(tx, 1, desk.now)).state

    with ThreadPoolExecutor(2) as pool:
        moving, cancelling = pool.submit(move), pool.submit(cancel)
        status = moving.result()
        assert cancelling.result() == "cancelled"
    after = booking(desk, 1)
    assert after.state == "cancelled"
    assert (status, after.sequence) in [(303, 2), (409, 1)]
    assert desk.rows(tables.claim) == []


# ---- the page of an appointment


def test_the_page_shows_the_screening_and_the_note_for_the_staff(desk: Desk) -> None:
    """What it came to and why, what was answered in the words of the question, and what the staff have to know."""
    answers = {"age": "adult", "reason": ["depression", "anxiety"], "psychiatrist": "yes", "unknown_one": 7}
    desk.do(lambda tx: tx.execute(tables.screening.update().values(answers=answers)))
    said = words_of(desk.window("charlie").get("/calendar/1"))
    assert "Result: may book, with a note for us , Mon, Nov 23, 2026, 7:05 AM" in said
    assert "Because A psychiatrist will look at it first." in said
    assert "For the staff: no treating clinician to talk with: our psychiatrist is to see them" in said
    assert "Of age: yes, 18 or older" in said and "What brings them in: Depression, Anxiety" in said
    assert "The staff psychiatrist instead: yes" in said and "unknown one: 7" in said
    number = number_of(desk.window("bob").post("/calendar/book", form()))
    said = words_of(desk.window("bob").get(f"/calendar/{number}"))
    assert "The screening questions were not asked." in said and "booked; the person has not confirmed yet" in said


def test_the_page_shows_the_texts_about_it(desk: Desk) -> None:
    """Confirmation and reminders with what became of them, and the way to the texts with that number."""
    number = number_of(desk.window("bob").post("/calendar/book", form(texts="1")))
    page = desk.window("bob").get(f"/calendar/{number}")
    said = words_of(page)
    assert said.count("Reminder, waits to be sent, not before") == 2
    assert "Confirmation, waits to be sent" in said
    assert desk.running.text_conversation(CALLER) in page.text.replace("%3A", ":")
    desk.do(lambda tx: opt_outs.record(tx, CALLER, desk.now, out=True, source="text"))
    desk.do(lambda tx: outbox.withdraw(tx, "opted out", recipient=CALLER))
    assert "Reminder, not sent (opted out)" in words_of(desk.window("bob").get(f"/calendar/{number}"))


def test_times_and_states_are_said_one_way(desk: Desk) -> None:
    """In AM and PM on every page, and no word of the program's own."""
    window = desk.window("bob")
    desk.do(lambda tx: bookings.settle(tx, 1, "no_show", START + timedelta(days=1), "staff:1"))
    for path in (WEEK, "/calendar/1", "/follow-ups", "/clinicians?status=other", "/", f"/c/{ROSA}", "/calendar/hours"):
        said = words_of(window.get(path)).replace("09:00-12:00, 13:00-17:00", "")  # as it may be typed
        assert re.findall(r"\b\d\d?:\d\d\b(?! [AP]M)", said) == [], path
    said = words_of(window.get("/calendar/1"))
    assert "did not come" in said and "no-show" not in said and "no show" not in said
