"""The feed for the staff's own calendar programs: what it says, whom it opens to, and what is recorded of it."""

from __future__ import annotations

import logging
import re
from datetime import timedelta
from http.client import HTTPConnection

import pytest
from icalendar import Calendar
from werkzeug.test import TestResponse

from bot.clinic.calendar import Slot, cells_of
from bot.commands.console import keep_addresses_out_of_logs
from bot.store import bookings, staff, tables
from tests.console.desk import QUIET, START, WORDS, Desk, words_of
from tests.serving import served_by_waitress


def make(desk: Desk, login: str = "bob") -> str:
    """Make a feed on the page, and give its path."""
    page = desk.window(login).post("/calendar/feed")
    assert page.status_code == 200 and page.headers["Cache-Control"] == "no-store"
    (address,) = re.findall(r'<code id="address">([^<]+)</code>', page.text)
    root = desk.running.settings.console_url
    assert address.startswith(root + "/feed/")
    return str(address).removeprefix(root)


def events(answer: TestResponse) -> dict[str, dict[str, object]]:
    """What a calendar program makes of it, by UID."""
    assert answer.status_code == 200
    found = Calendar.from_ical(answer.data)
    return {
        str(one["uid"]): {"status": str(one["status"]), "sequence": int(one["sequence"]), "at": one.decoded("dtstart")}
        for one in found.walk("VEVENT")
    }


def test_a_program_reads_when_and_nothing_of_whom(either_desk: Desk) -> None:
    """Without a session: time, reference and link, in folded lines that end as the RFC wants; it is stored nowhere."""
    desk = either_desk
    answer = desk.window().get(make(desk))
    with desk.running.store.read() as tx:
        rosa = bookings.get(tx, 1)
    assert events(answer) == {rosa.public_id: {"status": "CONFIRMED", "sequence": 0, "at": START}}
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    (one,) = Calendar.from_ical(answer.data).walk("VEVENT")
    assert str(one["summary"]) == "Consultation" and str(one["description"]) == f"Reference: {rosa.reference}"
    assert str(one["url"]) == f"{desk.running.settings.console_url}/calendar/1"
    assert one.decoded("dtstamp") == rosa.updated_at and one.decoded("dtend") == rosa.ends_at
    assert not [word for word in (*WORDS, "psychiatrist", "etamine", QUIET) if word in answer.text]
    assert all(len(line) <= 75 for line in answer.data.split(b"\r\n")) and b"\n" not in answer.data.replace(
        b"\r\n", b""
    )


def test_it_follows_moves_and_cancellations_and_leaves_out_what_is_held_or_far(desk: Desk) -> None:
    """The number goes up with each, a cancelled one says so, until thirty days after; then it is gone."""
    path, window = make(desk), desk.window("bob")
    held = Slot("consultations", START + timedelta(hours=2), START + timedelta(hours=2, minutes=30))
    cells = cells_of(held, desk.running.clinic.consultation)
    desk.do(lambda tx: bookings.hold(tx, held, cells, QUIET, "web", desk.now, 10))
    window.post("/calendar/1/move", {"version": "2", "start": "2026-12-02T18:00Z"})
    (moved,) = events(desk.window().get(path)).values()
    assert moved == {"status": "CONFIRMED", "sequence": 1, "at": START + timedelta(days=1, hours=1)}
    window.post("/calendar/1/cancel", {"version": "3", "reason": "the consultant is ill"})
    (cancelled,) = events(desk.window().get(path)).values()
    assert (cancelled["status"], cancelled["sequence"]) == ("CANCELLED", 2)
    desk.set_clock(START + timedelta(days=30))
    assert len(events(desk.window().get(path))) == 1
    desk.set_clock(START + timedelta(days=32))
    assert events(desk.window().get(path)) == {}


@pytest.mark.parametrize("end", ["renewed", "revoked", "signed out everywhere", "disabled", "reset"])
def test_an_address_that_opens_nothing_any_more(either_desk: Desk, end: str) -> None:
    """Renewed, revoked, or of somebody who may not enter: nothing is there, like an address that never was."""
    desk, path = either_desk, make(either_desk)
    other = make(desk, "charlie")
    account = desk.account("bob")
    if end == "renewed":
        assert desk.window().get(make(desk)).status_code == 200
    elif end == "revoked":
        assert desk.window("bob").post("/calendar/feed/revoke").status_code == 303
        assert "Make my feed" in words_of(desk.window("bob").get("/calendar"))
    elif end == "signed out everywhere":
        assert desk.window("bob").post("/signout-everywhere").status_code == 302
    elif end == "disabled":
        desk.do(lambda tx: staff.change(tx, account.id, disabled_at=desk.now))
    else:
        desk.do(lambda tx: staff.change(tx, account.id, password_hash=None))
    answer, never = desk.window().get(path), desk.window().get("/feed/" + "x" * 43 + ".ics")
    assert (answer.status_code, answer.data) == (404, never.data)
    assert desk.window().get(other).status_code == 200


def test_the_secret_is_kept_nowhere(
    desk: Desk, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither in the database, nor in any log, also when reading fails; nor is it shown a second time."""
    caplog.set_level(logging.DEBUG)
    path = make(desk)
    secret = path.removeprefix("/feed/").removesuffix(".ics")
    assert len(secret) == 43
    desk.window().get(path)
    assert secret not in desk.window("bob").get("/calendar").text

    def break_down(*_: object) -> None:
        raise RuntimeError("no calendar")

    monkeypatch.setattr("bot.console.feed.feeds.entries", break_down)
    assert desk.window().get(path).status_code == 500
    assert "no calendar" in caplog.text
    assert secret not in caplog.text and secret not in str(desk.snapshot())


def test_the_server_names_no_address_in_its_log(caplog: pytest.LogCaptureFixture) -> None:
    """When an application breaks under waitress, the log says so without the address that was asked for."""

    def break_down(*_: object) -> list[bytes]:
        raise RuntimeError("no calendar")

    keep_addresses_out_of_logs()
    with served_by_waitress(break_down) as port:
        client = HTTPConnection("127.0.0.1", port, timeout=10)
        client.request("GET", "/feed/secret.ics")
        assert client.getresponse().status == 500
        client.close()
    assert "Exception while serving a page" in caplog.text and "secret" not in caplog.text


def test_reading_is_recorded_once_an_hour_and_making_and_revoking_each_time(desk: Desk) -> None:
    """By the one whose feed it is, from where the program asks, also when the browser that asks is somebody else's."""
    path, bob = make(desk), desk.account("bob").actor
    for minutes in (0, 30, 29, 2, 5):
        desk.forward(minutes=minutes)
        desk.window("alice", address="198.51.100.4").get(path)
    read = desk.audit("read the feed")
    assert [(row.actor, row.address, row.detail) for row in read] == [(bob, "198.51.100.4", {"rows": 1})] * 2
    (feed,) = desk.rows(tables.calendar_feed)
    assert feed.last_read_at == desk.now - timedelta(minutes=5)
    desk.do(lambda tx: tx.execute(tables.staff_session.update().values(last_at=desk.now)))
    make(desk)
    desk.window("bob").post("/calendar/feed/revoke")
    desk.window("bob").post("/calendar/feed/revoke")
    assert [row.actor for row in desk.audit("made a feed")] == [bob] * 2
    assert [row.actor for row in desk.audit("revoked a feed")] == [bob]
    assert desk.broken() is None
