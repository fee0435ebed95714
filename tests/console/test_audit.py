"""The audit log: everything the staff do and see is in it, no word of a person is, and it cannot be touched unseen."""

from __future__ import annotations

import hashlib
import io
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from threading import Barrier
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

from bot.commands import console
from bot.settings import ROOT
from bot.store import audit, open_store, schema, tables
from bot.store.keys import Keys, audit_mac
from tests.console.desk import PASSWORDS, QUIET, ROSA, WORDS, Desk

EVENT = tables.audit_event
OTHER_KEYS = Keys(audit=b"x" * 32, addresses=b"y" * 32)


def _acts(desk: Desk) -> list[tuple[str, str, dict[str, Any], str, str | None]]:
    """What Bob may do: method, path, form, and what the log is to say of it, about what."""
    texter, event = desk.texter, desk.events(desk.texter)[0].id
    question = next(one.id for one in desk.said(QUIET) if one.direction == "in")
    return [
        ("GET", f"/c/{ROSA}", {}, "read", ROSA),
        ("GET", "/follow-ups", {}, "read the follow-ups", None),
        ("GET", "/clinicians", {}, "read the clinicians", None),
        ("GET", "/calendar", {}, "read the calendar", None),
        ("POST", "/search", {"words": "Delgado 5550119"}, "searched", None),
        ("POST", f"/c/{texter}/acknowledge", {"event": event, "note": "Rosa is safe"}, "acknowledged danger", texter),
        ("POST", f"/c/{ROSA}/mark", {"state": "flagged"}, "marked flagged", ROSA),
        ("POST", f"/c/{ROSA}/tag", {"name": "delgado"}, "changed tags", ROSA),
        ("POST", f"/c/{ROSA}/tag", {"remove": "delgado"}, "changed tags", ROSA),
        ("POST", f"/c/{ROSA}/note", {"text": "Dr. Adler called"}, "wrote a note", ROSA),
        ("POST", f"/c/{ROSA}/assign", {"account": 2}, "assigned", ROSA),
        ("POST", f"/c/{QUIET}/take-over", {}, "took over", QUIET),
        ("POST", f"/c/{QUIET}/reply", {"text": "Hello Rosa Delgado"}, "replied", QUIET),
        ("POST", f"/c/{QUIET}/hand-back", {}, "handed back", QUIET),
        ("POST", "/follow-ups/1/done", {}, "settled a follow-up", "follow-up:1"),
        ("POST", "/clinicians/1/status", {"status": "called", "seen": "0"}, "clinician called", "clinician:1"),
        ("GET", "/learn", {}, "read what was not understood", None),
        ("POST", f"/c/{QUIET}/correct", {"message": question, "to": "out_of_scope"}, "corrected", QUIET),
        ("GET", "/learn/export", {}, "read the corrections", None),
        ("GET", "/staff/", {}, "denied", "accounts.index"),
        ("POST", "/signout", {}, "signed out", None),
    ]


def test_everything_is_recorded_with_who_and_from_where(desk: Desk) -> None:
    """Each look and each change is one event of its own, of that moment, with its subject."""
    window, actor = desk.window("bob", "198.51.100.23"), desk.account("bob").actor
    for method, path, form, action, subject in _acts(desk):
        desk.forward(seconds=1)
        before = len(desk.audit())
        answer = window.ask(method, path, data=form or None, headers={"Sec-Fetch-Site": "same-origin"})
        assert answer.status_code in (200, 302, 303, 403), path
        new = [(row.actor, row.action, row.subject, row.address, row.at) for row in desk.audit()[before:]]
        assert new == [(actor, action, subject, "198.51.100.23", desk.now)]
    assert desk.broken() is None


@pytest.mark.parametrize("path", ["/", "/?channel=sms", "/?crisis=1"])
def test_a_look_at_the_list_is_recorded(desk: Desk, path: str) -> None:
    """The list shows what people wrote last, so who looked at it is in the log."""
    before = len(desk.audit())
    assert "You can call or text 988" in desk.window("charlie").get(path).text
    (row,) = desk.audit()[before:]
    assert (row.actor, row.address) == (desk.account("charlie").actor, "192.0.2.7")


def test_what_admins_do_is_recorded(desk: Desk) -> None:
    """Invitations and changes of accounts name the account that they are about."""
    window = desk.window("alice")
    window.post("/staff/invite", {"login": "dora", "name": "Dora", "role": "viewer"})
    window.post(f"/staff/{desk.account('bob').id}", {"role": "admin"})
    invited, changed = desk.audit()[-2:]
    assert (invited.actor, invited.action, invited.subject) == ("staff:1", "invited", desk.account("dora").actor)
    assert (changed.action, changed.subject) == ("changed an account", desk.account("bob").actor)
    assert changed.detail["role"] == "admin"


def test_the_door_is_recorded(desk: Desk) -> None:
    """In, out, everywhere, failures of somebody known and unknown, confirmations and failed ones: all with address."""
    desk.forward(seconds=1)
    before, window = len(desk.audit()), desk.window(address="203.0.113.9")
    desk.sign_in(window, "bob", password="wrong", code="000000")
    window.post("/signin", {"login": "Delgado", "password": "rosa_delgado", "code": "1"})
    desk.sign_in(window, "bob")
    window.post("/confirm", {"password": "wrong", "code": "000000"})
    window.post("/confirm", {"password": PASSWORDS["bob"], "code": desk.code("bob")})
    window.post("/signout-everywhere")
    bob = desk.account("bob").actor
    assert [(row.actor, row.action) for row in desk.audit()[before:]] == [
        (bob, "sign-in failed"),
        ("unknown", "sign-in failed"),
        (bob, "signed in"),
        (bob, "confirmation failed"),
        (bob, "confirmed"),
        (bob, "signed out everywhere"),
    ]
    assert {row.address for row in desk.audit()[before:]} == {"203.0.113.9"}


def test_an_attempt_that_was_slowed_down_is_recorded(desk: Desk) -> None:
    """Whoever goes on guessing for hours stands in the log for all of them, and not for the first five attempts."""
    form = {"login": "alice", "password": "wrong", "code": "000000"}
    for _ in range(5):
        desk.window().post("/signin", form)
    before = len(desk.audit())
    assert desk.window().post("/signin", form).status_code == 429
    assert len(desk.audit()) == before + 1


def test_no_word_of_a_person_is_recorded(desk: Desk) -> None:
    """Neither what people said, nor names, numbers and notes, nor what was searched for is in any column."""
    window = desk.window("bob")
    for method, path, form, *_ in _acts(desk):
        window.ask(method, path, data=form or None, headers={"Sec-Fetch-Site": "same-origin"})
    desk.window().post("/signin", {"login": "Rosa Delgado", "password": "5550119", "code": "Adler"})
    alice = desk.window("alice")
    alice.post(f"/staff/{desk.account('charlie').id}", {"role": "Rosa Delgado", "disabled": "Rosa Delgado"})
    stored = "\n".join(repr(tuple(row)) for row in desk.audit()).casefold()
    assert [word for word in (*WORDS, "is safe", "hello", "called us") if word.casefold() in stored] == []


def test_what_failed_is_not_recorded_as_done(desk: Desk) -> None:
    """A refused reply, an unknown conversation and a form without words leave no event of success."""
    window, before = desk.window("bob"), len(desk.audit())
    window.post(f"/c/{QUIET}/reply", {"text": "hello"})
    window.post("/c/web:nobody/mark", {"state": "new"})
    window.post(f"/c/{ROSA}/note", {"text": ""})
    window.get("/c/web:nobody")
    assert desk.audit()[before:] == []


# ---- the chain


def _change(desk: Desk, row: Any, **values: Any) -> None:
    desk.do(lambda tx: tx.execute(sa.update(EVENT).where(EVENT.c.id == row.id).values(**values)))


def _delete(desk: Desk, row: Any) -> None:
    desk.do(lambda tx: tx.execute(sa.delete(EVENT).where(EVENT.c.id == row.id)))


def _work(desk: Desk) -> list[Any]:
    """Some events of a morning."""
    window = desk.window("bob")
    for path in (f"/c/{ROSA}", "/follow-ups", f"/c/{QUIET}", "/calendar", "/clinicians"):
        assert window.get(path).status_code == 200
    rows = desk.audit()
    assert len(rows) > 8
    assert desk.broken() is None
    return rows


@pytest.mark.parametrize(
    "values",
    [
        {"actor": "staff:1"},
        {"action": "looked away"},
        {"subject": "web:other"},
        {"address": "10.0.0.1"},
        {"detail": {"rows": 0}},
        {"at": "moved"},
        {"hash": "f" * 64},
        {"previous_hash": "0" * 64},
    ],
    ids=lambda values: next(iter(values)),
)
def test_a_changed_row_is_found(either_desk: Desk, values: dict[str, Any]) -> None:
    """Whatever of a row was changed, the chain breaks there, and the page tells the admin."""
    row = _work(either_desk)[-3]
    given = {"at": row.at + timedelta(microseconds=1)} if "at" in values else values
    _change(either_desk, row, **given)
    assert either_desk.broken() == row.id
    page = either_desk.window("alice").get("/audit?verify=1")
    assert f"The chain breaks at event {row.id}." in page.text


@pytest.mark.parametrize("which", [0, 3, -2])
def test_a_row_taken_out_is_found(desk: Desk, which: int) -> None:
    """The chain breaks at the row that followed it."""
    rows = _work(desk)
    _delete(desk, rows[which])
    assert desk.broken() == rows[which + 1].id


def test_the_last_rows_taken_out_are_found(either_desk: Desk) -> None:
    """Whoever takes out the traces of the last hour, down to the end, is found, also after others have gone on."""
    rows = _work(either_desk)
    for row in rows[-3:]:
        _delete(either_desk, row)
    assert either_desk.broken() == rows[-4].id
    page = either_desk.window("alice").get("/audit?verify=1").text
    later = either_desk.audit()[-1].id
    assert f"The chain breaks at event {later}." in page
    assert either_desk.broken() == later


def test_an_end_that_was_moved_back_is_not_signed(desk: Desk) -> None:
    """Rows taken out and the end moved back to where they began: the next event does not make it good."""
    rows = _work(desk)
    for row in rows[-3:]:
        _delete(desk, row)
    end = sa.update(tables.audit_end).values(count=tables.audit_end.c.count - 3, hash=rows[-4].hash)
    desk.do(lambda tx: tx.execute(end))
    assert desk.broken() is not None
    desk.window("bob").get("/calendar")
    assert desk.broken() is not None


def _forge(desk: Desk, keyed: Callable[[audit.Tx, bytes], str]) -> None:
    """Write the whole log anew with other facts, every hash fitting the one before, and its end as well."""
    previous = audit.BEGINNING
    rows = desk.audit()[:-2]

    def write(tx: audit.Tx) -> None:
        nonlocal previous
        tx.execute(sa.delete(EVENT))
        for row in rows:
            told = {name: getattr(row, name) for name in ("at", "actor", "action", "subject", "detail", "address")}
            told["actor"] = "system"
            own = keyed(tx, audit._content(previous, told))
            tx.execute(sa.insert(EVENT).values(id=row.id, previous_hash=previous, hash=own, **told))
            previous = own
        mac = keyed(tx, f"end:{len(rows)}:{rows[-1].id}:{previous}".encode())
        values = {"count": len(rows), "hash": previous, "unkeyed_until": rows[-1].id, "mac": mac}
        tx.execute(sa.update(tables.audit_end).values(**values))

    desk.do(write)


def test_nobody_forges_the_log_without_the_secret(desk: Desk) -> None:
    """Whoever knows the program and may write anything into the database cannot write a log that is taken for ours."""
    _work(desk)
    desk_of_another = replace(desk.running, store=open_store(desk.running.store.url.render_as_string(), OTHER_KEYS))

    def theirs(_: audit.Tx, content: bytes) -> str:
        with desk_of_another.store.read() as tx:
            return audit_mac(tx, content)

    for forger in (theirs, lambda _, content: _plain(content)):
        _forge(desk, forger)
        assert desk.broken() is not None
    desk_of_another.store.close()


@pytest.mark.parametrize(
    "values", [{"count": 3}, {"hash": "f" * 64}, {"unkeyed_until": 10**6}, {"mac": "f" * 64}, None]
)
def test_the_kept_end_cannot_be_touched(desk: Desk, values: dict[str, Any] | None) -> None:
    """Changed or taken out, the end of the log says so; what is recorded afterwards does not heal it."""
    _work(desk)
    change = sa.delete(tables.audit_end) if values is None else sa.update(tables.audit_end).values(**values)
    desk.do(lambda tx: tx.execute(change))
    assert desk.broken() is not None
    desk.window("bob").get("/calendar")
    assert desk.broken() is not None


def test_an_older_log_that_was_put_back_is_found_by_a_hash_kept_elsewhere(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database alone cannot show it; the hash that `audit verify` printed can."""
    monkeypatch.setattr(console, "assistant", lambda: desk.running)
    before = [desk.rows(EVENT), desk.rows(tables.audit_end)]
    _work(desk)
    out = io.StringIO()
    assert console.verify(out)
    (kept,) = re.findall(r"The last hash is (\w+)", out.getvalue())
    desk.window("bob").get("/calendar")
    assert console.verify(io.StringIO(), since=kept)

    def put_back(tx: audit.Tx) -> None:
        for table, rows in zip((EVENT, tables.audit_end), before, strict=True):
            tx.execute(sa.delete(table))
            tx.execute(sa.insert(table), [dict(row._mapping) for row in rows])

    desk.do(put_back)
    assert console.verify(io.StringIO())
    out = io.StringIO()
    assert not console.verify(out, since=kept)
    assert "not in the log" in out.getvalue()


def _plain(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _as_an_earlier_version_wrote_it(tx: audit.Tx, rows: list[Any], actor: str | None = None) -> None:
    """The rows, chained without a key."""
    previous = audit.BEGINNING
    tx.execute(sa.delete(EVENT))
    for row in rows:
        told = {name: getattr(row, name) for name in ("at", "actor", "action", "subject", "detail", "address")}
        told["actor"] = actor or row.actor
        own = _plain(audit._content(previous, told))
        tx.execute(sa.insert(EVENT).values(id=row.id, previous_hash=previous, hash=own, **told))
        previous = own


def test_the_log_of_an_earlier_version_is_sealed(either_desk: Desk) -> None:
    """Rows that were chained without a key stay verifiable after the migration, and nobody can write them anew."""
    desk, rows = either_desk, _work(either_desk)
    (file,) = schema.MIGRATIONS.glob("versions/*_audit_end.py")
    migration = import_module(f"bot.store.migrations.versions.{file.stem}")

    def migrate(tx: audit.Tx) -> None:
        tx.execute(sa.text("DROP TABLE audit_end"))
        _as_an_earlier_version_wrote_it(tx, rows)
        with Operations.context(MigrationContext.configure(tx)):
            migration.upgrade()

    desk.do(migrate)
    assert desk.broken() is None
    assert desk.window("bob").get("/calendar").status_code == 200
    assert desk.broken() is None
    after = desk.audit()
    _change(desk, after[2], actor="staff:9")
    assert desk.broken() == after[2].id
    desk.do(lambda tx: _as_an_earlier_version_wrote_it(tx, after[:-1], actor="staff:9"))
    assert desk.broken() is not None


def test_reading_a_conversation_keeps_nobody_from_being_recorded(
    postgres_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While one page is being put together, others are recorded; and its own look was recorded before it was read."""
    desk = postgres_desk
    seen: list[int] = []

    def slow(tx: audit.Tx, conversation: str) -> dict[str, Any]:
        assert [row.actor for row in desk.audit("read", ROSA)] == [desk.account("bob").actor]
        seen.append(desk.window("charlie").get("/calendar").status_code)
        raise RuntimeError("the page breaks")

    monkeypatch.setattr("bot.console.transcript._everything", slow)
    assert desk.window("bob").get(f"/c/{ROSA}").status_code == 500
    assert seen == [200]
    assert len(desk.audit("read", ROSA)) == 1


def test_swapped_rows_are_found(desk: Desk) -> None:
    """Two rows that have changed places, with all they carry, are not in their order."""
    rows = _work(desk)
    first, second, third = rows[-4].id, rows[-3].id, rows[-1].id + 100
    for old, new in ((first, third), (second, first), (third, second)):
        desk.do(lambda tx, a=old, b=new: tx.execute(sa.update(EVENT).where(EVENT.c.id == a).values(id=b)))  # type: ignore[misc]
    assert desk.broken() == first


def test_a_row_put_in_is_found(desk: Desk) -> None:
    """A row that was copied in between, with hashes that fit the row before it, breaks the chain."""
    rows = _work(desk)
    desk.do(lambda tx: tx.execute(sa.update(EVENT).where(EVENT.c.id == rows[-1].id).values(id=rows[-1].id + 10)))
    values = {name: getattr(rows[-2], name) for name in ("at", "actor", "action", "subject", "detail", "address")}
    given = {**values, "id": rows[-1].id, "previous_hash": rows[-2].hash, "hash": "e" * 64}
    desk.do(lambda tx: tx.execute(sa.insert(EVENT).values(**given)))
    assert desk.broken() == rows[-1].id


def test_many_writers_keep_the_chain_whole(either_desk: Desk) -> None:
    """Colleagues who work at once, through the pages, leave every event and one chain on both databases."""
    desk, each, many = either_desk, 6, 5
    before, start = len(desk.audit()), Barrier(many)

    def work(number: int) -> list[int]:
        window = desk.window(("alice", "bob")[number % 2])
        start.wait(timeout=20)
        return [
            window.get(f"/c/{(ROSA, QUIET)[turn % 2]}").status_code
            if number % 3
            else window.post(f"/c/{ROSA}/mark", {"state": "flagged"}).status_code
            for turn in range(each)
        ]

    with ThreadPoolExecutor(many) as pool:
        answers = [status for statuses in pool.map(work, range(many)) for status in statuses]
    assert set(answers) <= {200, 303}
    assert len(desk.audit()) == before + each * many
    assert desk.broken() is None


def test_a_transaction_that_fails_leaves_no_event_and_no_gap(either_desk: Desk) -> None:
    """What is rolled back takes its event with it, and the chain goes on from the one before."""
    before = len(either_desk.audit())

    def fail(tx: audit.Tx) -> None:
        audit.record(tx, "system", "half done", either_desk.now)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        either_desk.do(fail)
    either_desk.do(lambda tx: audit.record(tx, "system", "done", either_desk.now, detail={"ü": [1, None, "é"]}))
    assert len(either_desk.audit()) == before + 1
    assert either_desk.broken() is None


def test_the_page_shows_all_events_page_by_page(desk: Desk) -> None:
    """The admin reads every event once, the newest first, with names instead of numbers."""
    desk.do(lambda tx: [audit.record(tx, "staff:2", f"act-{n:03}", desk.now) for n in range(250)])
    seen, path, window = [], "/audit", desk.window("alice")

    while path:
        page = window.get(path).text
        seen += re.findall(r"<td>(act-\d+)</td>", page)
        path = next(iter(re.findall(r'href="([^"]+)" rel="next"', page)), "")
    assert seen == [f"act-{n:03}" for n in reversed(range(250))]
    assert "<td>Bob Brown</td>" in window.get("/audit").text


# ---- behind a proxy


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _post(port: int, address: str) -> None:
    form = urllib.parse.urlencode({"login": "nobody", "password": "wrong", "code": "1"}).encode()
    headers = {"Sec-Fetch-Site": "same-origin", "X-Forwarded-For": address}
    request = urllib.request.Request(f"http://127.0.0.1:{port}/signin", form, headers)
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(request, timeout=20)  # noqa: S310


@pytest.mark.parametrize(("proxies", "seen"), [("0", "127.0.0.1"), ("1", "203.0.113.5")])
def test_the_address_is_the_persons_also_behind_a_proxy(desk: Desk, proxies: str, seen: str) -> None:
    """With BOT_PROXIES the log names, and the limit counts, who came and not the proxy; without it nobody can lie."""
    port = free_port()
    environment = {
        **os.environ,
        "BOT_DATABASE_URL": f"sqlite:///{desk.running.store.url.database}",
        "BOT_SECRET": "a secret of the console's tests only",
        "BOT_CONSOLE_PORT": str(port),
        "BOT_PROXIES": proxies,
        "BOT_NOW": desk.now.isoformat(),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "console"], cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stderr is not None
        assert f":{port}" in process.stderr.readline()
        for _ in range(200):
            with socket.socket() as trying:
                if trying.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        _post(port, "198.51.100.66, 203.0.113.5")
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)
    assert desk.audit()[-1].address == seen
