"""One row a conversation as CSV: what stands in it, what never does, who may take it, and how it is read."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from http.client import HTTPConnection, IncompleteRead
from typing import Any
from urllib.parse import quote

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from bot.console.spreadsheet import COLUMNS, HEADINGS
from bot.settings import ROOT
from bot.store import bookings, conversations, crises, opt_outs, overview, reviews, tables
from bot.store.conversations import Reply
from bot.store.engine import Tx
from bot.store.errors import StoreUnavailable
from tests.console.desk import (
    COOKIE,
    PERSON_EMAIL,
    PERSON_NAME,
    PERSON_PHONE,
    PHONE,
    QUIET,
    ROSA,
    START,
    WORDS,
    Desk,
    words_of,
)
from tests.console.test_figures import OLD, book, screen
from tests.console.test_inbox import begin
from tests.serving import served_by_waitress


def rows(answer: TestResponse) -> list[dict[str, str]]:
    """The file as a program reads it, by the names of our own for the headings."""
    assert answer.status_code == 200
    return named(answer.text)


def named(text: str) -> list[dict[str, str]]:
    """The rows of a file by our own names."""
    own = {heading: name for name, heading in HEADINGS.items()}
    assert text[0] == "\ufeff", "Excel would take it for something older than UTF-8"
    read = csv.DictReader(io.StringIO(text[1:], newline=""), strict=True)
    return [{own[heading]: value for heading, value in row.items()} for row in read]


def taken(desk: Desk, query: str = "") -> dict[str, dict[str, str]]:
    """The rows by conversation."""
    return {row["id"]: row for row in rows(desk.window("bob").post(f"/export.csv{query}"))}


def test_a_row_says_what_became_of_a_conversation(either_desk: Desk) -> None:
    """Every column of somebody who has booked, of somebody in danger, and of somebody who has only asked."""
    desk = either_desk

    def write(tx: Tx) -> None:
        crises.record(tx, desk.texter, "sms", "mention", "rule-2", desk.now)
        opt_outs.record(tx, PHONE, desk.now, out=True, source="keyword", word="STOP")
        reviews.add_tag(tx, ROSA, "by phone")
        reviews.add_tag(tx, ROSA, "again")
        reviews.mark(tx, ROSA, "reviewed", desk.now)
        conversations.log_out(tx, QUIET, [Reply("I am here.", author="staff:2")], desk.now)

    desk.do(write)
    found = taken(desk)
    (booked,) = desk.rows(tables.booking)
    assert found[ROSA] == {
        "id": ROSA,
        "channel": "web",
        "started": "2026-11-23T07:05:00-08:00",
        "last": "2026-11-23T07:05:00-08:00",
        "messages_in": "1",
        "messages_out": "1",
        "step": "booked",
        "outcome": "eligible_with_note",
        "reasons": "r7",
        "reference": booked.reference,
        "appointment_start": "2026-12-01T09:00:00-08:00",
        "appointment_state": "booked",
        "wanted_person": "yes",
        "crisis": "none",
        "review": "reviewed",
        "tags": "again | by phone",
        "staff_replied": "no",
        "opted_out": "no",
        "demo": "no",
    }
    empty = dict.fromkeys(("outcome", "reasons", "reference", "appointment_start", "appointment_state", "tags"), "")
    never = dict.fromkeys(("wanted_person", "staff_replied", "opted_out", "demo"), "no")
    rest = {**empty, **never, "step": "began", "messages_in": "1", "review": "new"}
    texter = {**rest, "id": desk.texter, "channel": "sms", "messages_out": "1", "crisis": "risk", "opted_out": "yes"}
    quiet = {**rest, "id": QUIET, "channel": "web", "messages_out": "2", "crisis": "none", "staff_replied": "yes"}
    times = ("started", "last")
    assert {name: value for name, value in found[desk.texter].items() if name not in times} == texter
    assert {name: value for name, value in found[QUIET].items() if name not in times} == quiet
    assert len(found) == 3


def test_of_several_the_row_tells_of_what_counts(either_desk: Desk) -> None:
    """The latest screening, the appointment that took place before one that was cancelled, and the step it shows."""
    desk = either_desk

    def write(tx: Tx) -> None:
        begin(tx, "web:twice", OLD)
        screen(tx, "web:twice", "staff_follow_up", OLD)
        screen(tx, "web:twice", "eligible", OLD)

    desk.do(write)
    came = book(desk, "web:twice", 1, OLD)
    desk.do(lambda tx: bookings.settle(tx, came, "completed", START + timedelta(days=1), "staff:1"))
    desk.do(lambda tx: tx.execute(sa.update(tables.booking).values(idempotency_key=None)))  # to book once more
    gone = book(desk, "web:twice", 2, OLD)
    assert gone != came
    desk.do(lambda tx: bookings.cancel(tx, gone, OLD))
    row = taken(desk)["web:twice"]
    assert (row["outcome"], row["step"], row["appointment_state"]) == ("eligible", "attended", "completed")
    assert row["reference"] == desk.rows(tables.booking, tables.booking.c.id == came)[0].reference


def test_who_wants_no_texts_is_known_by_any_address(either_desk: Desk) -> None:
    """By the number that was given, by one that is kept unreadable, and not any more after START."""
    desk = either_desk
    desk.do(lambda tx: opt_outs.record(tx, PERSON_PHONE, desk.now, out=True, source="keyword"))
    assert taken(desk)[ROSA]["opted_out"] == "yes"
    desk.do(lambda tx: opt_outs.make_unreadable(tx, PERSON_PHONE))
    assert taken(desk)[ROSA]["opted_out"] == "yes"
    desk.do(lambda tx: opt_outs.record(tx, PERSON_PHONE, desk.now, out=False, source="keyword"))
    assert taken(desk)[ROSA]["opted_out"] == "no"


def test_nothing_of_anybody_stands_in_it(desk: Desk) -> None:
    """No words, names, numbers or addresses, neither in the file nor in what the log says of it."""
    text = desk.window("bob").post("/export.csv").text
    digits = re.sub(r"\D", "", text)
    for secret in (*WORDS, PERSON_NAME, PERSON_EMAIL, PERSON_PHONE, PHONE):
        assert secret not in text
    assert PERSON_PHONE[1:] not in digits and PHONE[1:] not in digits


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(desk: Desk, sign: str) -> None:
    """What a spreadsheet would work out begins with an apostrophe; commas, quotes and new lines come through whole."""
    name = f'{sign}HYPERLINK("x", 1)\n2'
    desk.do(lambda tx: tx.execute(sa.insert(tables.tag).values(conversation_id=QUIET, name=name)))
    assert taken(desk)[QUIET]["tags"] == f"'{name}"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?channel=web", {ROSA, QUIET}),
        ("?intent=ask_price", {QUIET}),
        ("?needs=callback", {ROSA}),
        ("?tag=%E5%BE%85%E3%81%A4", {ROSA}),
        ("?figure=booked&week=2026-W48", {ROSA}),
        ("?figure=began&week=2026-W40/2026-W41", set()),
        ("?channel=web&before=x", None),
    ],
)
def test_it_holds_what_the_list_shows(either_desk: Desk, query: str, expected: set[str] | None) -> None:
    """The filters of the list apply, the page says how many rows come, and the log keeps that number."""
    desk = either_desk
    desk.do(lambda tx: reviews.add_tag(tx, ROSA, "待つ"))
    window = desk.window("bob")
    if expected is None:
        assert window.post(f"/export.csv{query}").status_code == 400
        return
    page = window.get(f"/export{query}")
    assert re.search(rf"\b{len(expected)} conversations?\b", words_of(page))
    target = re.findall(r'<form method="post" action="(/export.csv[^"]*)"', page.text)[0].replace("&amp;", "&")
    assert {row["id"] for row in rows(window.post(target))} == expected
    assert [row.detail for row in desk.audit("exported")] == [{"rows": len(expected)}]


@pytest.mark.parametrize(
    "query",
    ["?channel=fax", "?needs=sleep", "?low=2", "?since=yesterday", "?assignee=x", "?week=2026-W48"],
)
def test_a_filter_that_cannot_be_read_exports_nothing(desk: Desk, query: str) -> None:
    """Left out it would put everybody into the file."""
    window = desk.window("bob")
    assert window.get(f"/export{query}").status_code == 400
    assert window.post(f"/export.csv{query}").status_code == 400
    assert desk.audit("exported") == []


def test_the_lists_lead_to_it(desk: Desk) -> None:
    """From the list with its filters, from the figures with their weeks; not for viewers, not for a search."""
    window = desk.window("bob")
    links = re.findall(r'href="(/export[^"]*)"', window.get("/?channel=web&crisis=1").text)
    assert links == ["/export?channel=web&amp;crisis=1"]
    (link,) = re.findall(r'href="(/export[^"]*)"', window.get("/figures?weeks=2&channel=web").text)
    target = link.replace("&amp;", "&").replace("/export", "/export.csv")
    assert quote("2026-W47/2026-W48", safe="") in target or "2026-W47/2026-W48" in target
    assert {row["id"] for row in rows(window.post(target))} == {ROSA, QUIET}
    assert "/export" not in window.post("/search", {"words": "cost"}).text
    assert "/export" not in desk.window("charlie").get("/").text + desk.window("charlie").get("/figures").text


def test_it_takes_password_and_code_anew(desk: Desk) -> None:
    """Whoever finds a session open takes nothing away; after the confirmation the same filters stand there."""
    desk.forward(minutes=6)
    answer = desk.window("bob").post("/export.csv?channel=web&intent=ask_price")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/confirm?to=" + quote("/export?channel=web&intent=ask_price", safe="/?")
    assert answer.text.find(QUIET) == -1 and desk.audit("exported") == []


def test_it_is_a_file_to_keep_and_not_to_show(desk: Desk) -> None:
    """A download by type, name and headers; its lines end as the standard wants."""
    answer = desk.window("bob").post("/export.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="conversations-2026-11-23.csv"'
    assert (answer.headers["Cache-Control"], answer.headers["X-Content-Type-Options"]) == ("no-store", "nosniff")
    assert answer.data.startswith(b"\xef\xbb\xbf" + ",".join(COLUMNS).encode() + b"\r\n")


def test_batches_leave_out_nobody(either_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many that began at one moment, read two at a time, each come once."""
    desk = either_desk
    desk.do(lambda tx: [begin(tx, f"web:n{number}", OLD) for number in range(9)])
    whole = overview.batch
    monkeypatch.setattr("bot.console.spreadsheet.overview.batch", lambda *given: whole(*given, limit=2))
    found = [row["id"] for row in rows(desk.window("bob").post("/export.csv"))]
    assert found == [*(f"web:n{number}" for number in range(9)), ROSA, desk.texter, QUIET]


def test_a_slow_reader_keeps_nobody_waiting(either_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The log has it before the first byte; while it is read others write, and what they begin is not in it."""
    desk = either_desk
    whole = overview.batch
    monkeypatch.setattr("bot.console.spreadsheet.overview.batch", lambda *given: whole(*given, limit=1))
    window = desk.window("bob")
    origin: dict[str, Any] = {"headers": {"Sec-Fetch-Site": "same-origin"}, "base_url": "https://localhost"}
    answer = window.client.post("/export.csv", buffered=False, **origin)
    assert [row.detail for row in desk.audit("exported")] == [{"rows": 3}]
    parts = iter(answer.response)
    text = next(parts) + next(parts)

    def meanwhile(tx: Tx) -> None:
        begin(tx, "web:new", desk.now)
        conversations.log_in(tx, QUIET, "and now?", desk.now)
        own = tables.conversation.c.id == desk.texter
        for table in (tables.crisis_event, tables.message):
            tx.execute(table.delete().where(table.c.conversation_id == desk.texter))
        tx.execute(tables.conversation.delete().where(own))

    desk.do(meanwhile)
    text += b"".join(parts)
    found = named(text.decode())
    assert [row["id"] for row in found] == [ROSA, QUIET]
    answer.close()


def test_a_database_that_fails_midway_breaks_the_download_off(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read is not passed off as all: a browser is told of more than comes, and keeps no file."""
    whole, read = overview.batch, list[int]()

    def fail(*given: Any) -> list[overview.Line]:
        read.append(1)
        if len(read) > 1:
            raise StoreUnavailable("gone")
        return whole(*given, limit=1)

    monkeypatch.setattr("bot.console.spreadsheet.overview.batch", fail)
    cookie = f"{COOKIE}={desk.staff.tokens['bob']}"
    with served_by_waitress(desk.app) as port:
        connection = HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("POST", "/export.csv", headers={"Cookie": cookie, "Sec-Fetch-Site": "same-origin"})
        answer = connection.getresponse()
        assert answer.status == 200
        with pytest.raises(IncompleteRead) as broken:
            answer.read()
        assert ROSA.encode() in broken.value.partial
        connection.close()


def test_the_example_conversations_are_marked(desk: Desk) -> None:
    """What the demo made can be told apart in the file."""
    own = tables.conversation.c.id == QUIET
    desk.do(lambda tx: tx.execute(sa.update(tables.conversation).where(own).values(demo=True)))
    assert {name: row["demo"] for name, row in taken(desk).items()} == {QUIET: "yes", ROSA: "no", desk.texter: "no"}


def test_every_column_is_described() -> None:
    """The document lists the columns in their order, no more and no less."""
    section = (ROOT / "docs" / "console.md").read_text(encoding="utf-8").partition("### One row a conversation")[2]
    described = re.findall(r"^\| `([\w ]+)` \|", section.partition("\n#")[0], re.MULTILINE)
    assert tuple(described) == COLUMNS
