"""The work lists: clinicians to call and people to call, with what was done, by whom, and what it became."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.clinic.calendar import Slot, cells_of
from bot.store import bookings, clinicians, follow_ups, people, tables
from bot.store.engine import Tx
from tests.console.desk import PERSON_NAME, PHONE, QUIET, ROSA, START, Desk, Window, listed, words_of
from tests.console.test_inbox import begin

STATUS = "/clinicians/1/status"


def named(window: Window, group: str = "to_call") -> list[str]:
    """The clinicians of a list, in its order."""
    page = window.get(f"/clinicians?status={group}")
    assert page.status_code == 200
    return re.findall(r"<h3>([^<]+)</h3>", page.text)


def numbers(window: Window) -> dict[str, int]:
    """The numbers above the list."""
    page = window.get("/clinicians").text
    return {group: int(n) for group, n in re.findall(r'href="/clinicians\?status=(\w+)"[^>]*><strong>(\d+)', page)}


def add(desk: Desk, name: str, days: int, state: str = "booked", permitted: bool | None = True) -> int:
    """Another clinician, of a person with a consultation so many days after Rosa's; gives the clinician's id."""
    who = f"web:{name}"
    slot = Slot("consultations", START + timedelta(days=days), START + timedelta(days=days, minutes=30))

    def write(tx: Tx) -> int:
        begin(tx, who, desk.now)
        person = people.save_person(
            tx, who, f"Person of {name}", f"+1310555{len(name):02}{days + 50:02}", None, desk.now
        )
        if permitted is not None:
            people.record_consent(tx, who, "contact_clinician", permitted, "1", "May we?", desk.now)
        made = people.save_clinician(tx, who, person_id=person, name=name, phone="+12135550149", now=desk.now)
        held = bookings.hold(tx, slot, cells_of(slot, desk.running.clinic.consultation), who, "web", desk.now, 10)
        bookings.confirm(tx, held.id, person, None, made, [], False, f"key-{name}", desk.now, 9)
        tx.execute(sa.update(tables.booking).where(tables.booking.c.id == held.id).values(state=state))
        return made

    return desk.do(write)


def test_a_call_with_its_note(either_desk: Desk) -> None:
    """Who called when, what it became and the note stand on the page, the newest first, and not in the audit log."""
    desk, window = either_desk, either_desk.window("bob")
    assert window.post(STATUS, {"status": "called", "seen": "0", "note": "left a message"}).status_code == 303
    (first,) = desk.rows(tables.work_step)
    desk.forward(minutes=10)
    answer = desk.window("alice").post(STATUS, {"status": "spoken", "seen": first.id, "note": "<b>no objections</b>"})
    assert answer.headers["Location"] == "/clinicians?status=spoken#c1"
    page = desk.window("charlie").get("/clinicians?status=spoken")
    said = words_of(page)
    assert said.index("Alice Adams") < said.index("Bob Brown") < said.index("left a message")
    assert "spoken , Alice Adams, Mon, Nov 23, 2026, 10:15 AM: <b>no objections</b>" in said
    assert "called, not spoken yet , Bob Brown, Mon, Nov 23, 2026, 10:05 AM: left a message" in said
    assert "<b>no objections" not in page.text and "<form" not in page.text.partition("<main")[2]
    assert [row.status for row in desk.rows(tables.treating_clinician)] == ["spoken"]
    assert [(one.actor, one.detail) for one in desk.audit(subject="clinician:1")] == [
        (desk.account("bob").actor, {"note": True}),
        (desk.account("alice").actor, {"note": True}),
    ]
    assert "objections" not in str(desk.audit()) and "message" not in str(desk.audit("clinician called"))


def test_the_number_is_dialled_with_one_touch(desk: Desk) -> None:
    """Clinicians and people to call have links that a telephone understands; an extension goes with it."""
    own = tables.treating_clinician.c.id == 1
    desk.do(lambda tx: tx.execute(sa.update(tables.treating_clinician).where(own).values(phone_extension="12")))
    window = desk.window("charlie")
    assert 'href="tel:+12135550148;ext=12"' in window.get("/clinicians").text
    assert 'href="tel:+13235550119"' in window.get("/follow-ups").text


def test_a_person_is_dialled_with_their_extension(desk: Desk) -> None:
    """Behind a switchboard the number alone reaches nobody: wherever the staff call, the extension stands with it."""
    own = tables.person.c.conversation_id == ROSA
    desk.do(lambda tx: tx.execute(sa.update(tables.person).where(own).values(phone_extension="204")))
    desk.do(lambda tx: follow_ups.upsert_open(tx, ROSA, "callback", desk.now))
    window = desk.window("charlie")
    booking = desk.do(lambda tx: bookings.latest_of(tx, ROSA))
    for page in ("/follow-ups", f"/calendar/{booking.id}"):
        assert ";ext=204" in window.get(page).text, page


def test_who_is_called_first(either_desk: Desk) -> None:
    """By the date of the consultation; past, cancelled, and without permission they are on a list of their own."""
    desk, window = either_desk, either_desk.window("bob")
    for name, days, state in (
        ("Late", 9, "booked"),
        ("Soon", -1, "booked"),
        ("Gone", 2, "cancelled"),
        ("Came", 3, "completed"),
    ):
        add(desk, name, days, state)
    add(desk, "Refused", 4, permitted=False)
    add(desk, "Unasked", 5, permitted=None)
    assert named(window) == ["Soon", "Dr. Miriam Adler", "Late"]
    assert named(window, "other") == ["Refused", "Unasked", "Came", "Gone"]
    assert numbers(window) == {"to_call": 3, "called": 0}
    desk.set_clock(START + timedelta(hours=1))
    desk.do(lambda tx: tx.execute(tables.staff_session.update().values(started_at=desk.now, last_at=desk.now)))
    assert named(window) == ["Late"]
    assert set(named(window, "other")) == {"Refused", "Unasked", "Came", "Gone", "Soon", "Dr. Miriam Adler"}
    assert numbers(window) == {"to_call": 1, "called": 0}


def test_every_state_has_its_list(desk: Desk) -> None:
    """Each clinician stands on exactly one; with a consultation to come first."""
    window = desk.window("bob")
    ids = {name: add(desk, name, days) for days, name in enumerate(("Called", "Spoken", "Declined"), 1)}
    past = add(desk, "Past", 6, "completed")
    for name, status in (("Called", "called"), ("Spoken", "spoken"), ("Declined", "declined")):
        desk.do(lambda tx, name=name, status=status: clinicians.note(tx, ids[name], status, None, desk.now))  # type: ignore[misc]
    desk.do(lambda tx: clinicians.note(tx, past, "spoken", None, desk.now))
    lists = {group: named(window, group) for group in clinicians.GROUPS}
    assert lists == {
        "to_call": ["Dr. Miriam Adler"],
        "called": ["Called"],
        "spoken": ["Spoken", "Past"],
        "declined": ["Declined"],
        "other": [],
    }
    assert window.get("/clinicians?status=lost").status_code == 400


def test_the_inbox_counts_those_who_are_to_be_called(either_desk: Desk) -> None:
    """The number in the inbox, that on the page and the length of both lists are one."""
    desk, window = either_desk, either_desk.window("bob")
    add(desk, "Late", 9)
    add(desk, "Gone", 2, "cancelled")
    add(desk, "Refused", 4, permitted=False)
    found = re.findall(r'href="/\?needs=clinician"[^>]*><strong>(\d+)</strong>', window.get("/").text)
    assert found == ["2"] and numbers(window)["to_call"] == len(named(window)) == 2
    assert set(listed(window.get("/?needs=clinician"))) == {ROSA, "web:Late"}
    window.post(STATUS, {"status": "spoken", "seen": "0"})
    assert listed(window.get("/?needs=clinician")) == ["web:Late"]
    assert numbers(window)["to_call"] == len(named(window)) == 1


def test_without_permission_nobody_is_called(either_desk: Desk) -> None:
    """When the person takes it back the numbers are not shown, and nothing can be noted; given again, they are."""
    desk, window = either_desk, either_desk.window("bob")
    assert f"{PERSON_NAME} permits this since Mon, Nov 23, 2026, 7:05 AM" in words_of(window.get("/clinicians"))
    desk.do(lambda tx: people.record_consent(tx, ROSA, "contact_clinician", False, "1", "May we?", desk.now))
    page = window.get("/clinicians?status=other")
    assert "Do not call" in words_of(page) and "5550148" not in page.text and STATUS not in page.text
    assert named(window) == []
    refused = window.post(STATUS, {"status": "called", "seen": "0", "note": "x"})
    assert refused.status_code == 409 and "please do not call" in words_of(refused)
    assert desk.rows(tables.work_step) == []
    desk.do(lambda tx: people.record_consent(tx, ROSA, "contact_clinician", True, "1", "May we?", desk.now))
    assert named(window) == ["Dr. Miriam Adler"]


def test_two_who_call_the_same_clinician(desk: Desk) -> None:
    """Who comes second sees what the first has noted, and keeps what they typed."""
    desk.window("alice").post(STATUS, {"status": "called", "seen": "0", "note": "no answer"})
    late = desk.window("bob").post(STATUS, {"status": "declined", "seen": "0", "note": "does not <want> to"})
    said = words_of(late)
    assert late.status_code == 409 and "no answer" in said and "A colleague has just noted" in said
    assert "does not &lt;want&gt; to</textarea>" in late.text and 'value="declined" selected' in late.text
    assert [row.note for row in desk.rows(tables.work_step)] == ["no answer"]


@pytest.mark.parametrize(
    "form",
    [{"status": "lost", "seen": "0"}, {"status": "called"}, {"status": "called", "seen": "x"}, {"seen": "0"},
     {"status": "called", "seen": "0", "note": "x" * 1501}],
)  # fmt: skip
def test_what_cannot_be_noted(desk: Desk, form: dict[str, str]) -> None:
    """A form that was put together wrongly changes nothing."""
    assert desk.window("bob").post(STATUS, form).status_code == 400
    assert desk.window("bob").post("/clinicians/99/status", {"status": "called", "seen": "0"}).status_code == 404
    assert desk.rows(tables.work_step) == []


def test_another_clinician_begins_anew(desk: Desk) -> None:
    """What was done about the one named before stays, and the history says where it ends."""
    window = desk.window("bob")
    window.post(STATUS, {"status": "spoken", "seen": "0", "note": "fine"})
    desk.do(lambda tx: people.save_clinician(tx, ROSA, person_id=1, name="Dr. Paul Berg", now=desk.now))
    assert named(window) == ["Dr. Paul Berg"]
    assert "the person named another clinician" in words_of(window.get("/clinicians"))


# ---- follow-ups


def test_what_came_of_a_call_is_kept(either_desk: Desk) -> None:
    """Done with a note: it stands on the list of what is done, with who and when, and can be opened again."""
    desk, window = either_desk, either_desk.window("bob")
    answer = window.post("/follow-ups/1/done", {"note": "booked <b>by phone</b>"})
    page = window.get(answer.headers["Location"])
    assert f"Done with {PERSON_NAME}. Open again" in words_of(page) and "Nobody waits for a call" in words_of(page)
    done = window.get("/follow-ups?state=done")
    assert "done , Bob Brown, Mon, Nov 23, 2026, 10:05 AM: booked <b>by phone</b>" in words_of(done)
    assert "<b>by phone" not in done.text
    desk.forward(minutes=5)
    assert desk.window("alice").post("/follow-ups/1/reopen").status_code == 303
    back = words_of(window.get("/follow-ups"))
    assert "opened again , Alice Adams, Mon, Nov 23, 2026, 10:10 AM" in back and "by phone" in back
    assert "Nothing is done yet" in words_of(window.get("/follow-ups?state=done"))
    assert [row.state for row in desk.rows(tables.follow_up)] == ["open"]
    told = [(one.action, one.detail) for one in desk.audit(subject="follow-up:1")]
    assert told == [("settled a follow-up", {"note": True}), ("opened a follow-up again", {"note": False})]
    assert "phone" not in str(desk.audit())


def test_nothing_is_opened_twice(desk: Desk) -> None:
    """What is open, what is not there, and what somebody has asked for anew meanwhile."""
    window = desk.window("bob")
    assert window.post("/follow-ups/1/reopen").status_code == 404
    assert window.post("/follow-ups/9/reopen").status_code == 404
    window.post("/follow-ups/1/done")
    desk.do(lambda tx: follow_ups.upsert_open(tx, ROSA, "callback", desk.now))
    refused = window.post("/follow-ups/1/reopen")
    assert refused.status_code == 409 and "an open one for the same person" in words_of(refused)
    assert [row.state for row in desk.rows(tables.follow_up)] == ["done", "open"]


def test_two_of_the_staff_settle_one_call(either_desk: Desk) -> None:
    """The second hears who was first and what they wrote, and gets their own words back."""
    desk = either_desk
    desk.window("bob").post("/follow-ups/1/done", {"note": "will come on Monday"})
    second = desk.window("alice").post("/follow-ups/1/done", {"note": "no answer <b>yet</b>"})
    said = words_of(second)
    assert second.status_code == 409 and "settled already" in said and "done , Bob Brown" in said
    assert "will come on Monday" in said and "no answer <b>yet</b>" in said and "<b>yet" not in second.text
    assert f'href="/c/{ROSA}"' in second.text.replace("%3A", ":")
    assert [row.note for row in desk.rows(tables.work_step)] == ["will come on Monday"]
    assert desk.window("alice").post("/follow-ups/9/done").status_code == 404


def test_a_follow_up_says_in_plain_words_what_it_is(desk: Desk) -> None:
    """No word of ours; and the name of somebody whom we know by their number only."""
    desk.do(lambda tx: people.save_person(tx, QUIET, "Tess Texter", PHONE, None, desk.now))
    for kind in ("screening", "booking_trouble", "change", "clinician"):
        desk.do(lambda tx, kind=kind: follow_ups.upsert_open(tx, desk.texter, kind, desk.now))  # type: ignore[misc]
    said = words_of(desk.window("bob").get("/follow-ups"))
    for word in ("callback", "booking trouble", "booking_trouble", "screening;"):
        assert word not in said
    assert "Asked for a call" in said and "Could not book online" in said
    assert said.count("Tess Texter") >= 4 and "The name of who booked with this number" in said
