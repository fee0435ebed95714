"""The console as the staff meet it: browsers of three colleagues, and conversations to look at."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from html import unescape
from typing import Any, TypeVar

import pyotp
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from bot.clinic.calendar import Slot, cells_of
from bot.clinic.profile import Outcome
from bot.console import create_console
from bot.context import Assistant
from bot.store import audit, bookings, conversations, crises, follow_ups, people, screenings, staff, tables, transcripts
from bot.store.conversations import Reply
from bot.store.engine import Tx

T = TypeVar("T")

NOW = datetime(2026, 11, 23, 18, 5, tzinfo=timezone.utc)  # a Monday, 10:05 in Los Angeles
START = datetime(2026, 12, 1, 17, 0, tzinfo=timezone.utc)
BASE = "https://localhost"
COOKIE = "__Host-staff"
HERE = {"Sec-Fetch-Site": "same-origin"}
ROLES = {"alice": "admin", "bob": "reviewer", "charlie": "viewer"}
NAMES = {"alice": "Alice Adams", "bob": "Bob Brown", "charlie": "Charlie Clark"}
PASSWORDS = {"alice": "seven quiet herons", "bob": "a lantern on the pier", "charlie": "marble, thyme and rain"}

ROSA = "web:r7k2m"  # has booked
QUIET = "web:q4n8p"  # has only asked something
PHONE = "+13105550188"  # of somebody who texts, and is in danger
CALLER = "+12135550123"  # of somebody who phones
PERSON_PHONE, PERSON_NAME, PERSON_EMAIL = "+13235550119", "Rosa Delgado", "rosa_delgado@example.com"
# What people and colleagues said: none of it may be in the audit log.
WORDS = (
    "I would like to book a consultation",
    "everything is over for me tonight",
    "How much does it cost?",
    "Rosa",
    "Delgado",
    "rosa_delgado",
    "5550119",
    "5550188",
    "Adler",
    "Lakeside",
    "weekday mornings",
)


def csp(response: TestResponse) -> dict[str, list[str]]:
    """The policy of a page, by its directives."""
    parts = [part.split() for part in response.headers["Content-Security-Policy"].split(";") if part.split()]
    return {name: values for name, *values in parts}


def words_of(response: TestResponse) -> str:
    """The text of a page without markup, as somebody reads it."""
    body = re.sub(r"<svg.*?</svg>", "", response.text.partition("<body>")[2], flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def listed(response: TestResponse) -> list[str]:
    """The ids of the conversations in the list below the filters, in their order."""
    return _linked(response.text.partition('aria-label="Conversations"')[2])


def on_top(response: TestResponse) -> list[str]:
    """The ids of the conversations with danger, above the filters."""
    return _linked(response.text.partition('id="urgent"')[2].partition('class="filters"')[0])


def _linked(html: str) -> list[str]:
    return [one.replace("%3A", ":") for one in re.findall(r'href="/c/([^"?]+)[^"]*" data-row', html)]


class Window:
    """Somebody's browser: it keeps cookies and says, as browsers do, that it comes from the console itself."""

    def __init__(self, app: Flask, token: str | None = None, address: str = "192.0.2.7") -> None:
        self.client = app.test_client()
        self.address = address
        if token is not None:
            self.take(token)

    def take(self, token: str) -> None:
        """Hold this session's cookie."""
        self.client.set_cookie(COOKIE, token, domain="localhost", secure=True, httponly=True, samesite="Strict")

    @property
    def token(self) -> str | None:
        found = self.client.get_cookie(COOKIE, domain="localhost")
        return None if found is None else str(found.value)

    def get(self, path: str, headers: dict[str, str] | None = None) -> TestResponse:
        return self.ask("GET", path, headers=HERE if headers is None else headers)

    def post(
        self, path: str, form: dict[str, Any] | None = None, headers: dict[str, str] | None = None
    ) -> TestResponse:
        return self.ask("POST", path, data=form or {}, headers=HERE if headers is None else headers)

    def ask(self, method: str, path: str, **given: Any) -> TestResponse:
        origin = {"REMOTE_ADDR": self.address}
        return self.client.open(path, method=method, base_url=BASE, environ_overrides=origin, buffered=True, **given)


@dataclass
class Staff:
    """The colleagues of the template: what only they know, and the cookies of their browsers."""

    secrets: dict[str, str]
    recovery: dict[str, list[str]]
    tokens: dict[str, str]


@dataclass
class Desk:
    """A console with its database; the clock stands still until it is moved."""

    running: Assistant
    app: Flask
    staff: Staff

    @property
    def now(self) -> datetime:
        return self.running.now()

    def set_clock(self, now: datetime) -> None:
        object.__setattr__(self.running, "settings", replace(self.running.settings, now=now))

    def forward(self, **parts: float) -> None:
        self.set_clock(self.now + timedelta(**parts))

    @property
    def texter(self) -> str:
        """The conversation by text."""
        return self.running.text_conversation(PHONE)

    def window(self, login: str | None = None, address: str = "192.0.2.7") -> Window:
        """A browser in which somebody is signed in, or nobody."""
        return Window(self.app, None if login is None else self.staff.tokens[login], address)

    def do(self, change: Callable[[Tx], T]) -> T:
        """Something that happens elsewhere, in a transaction of its own."""
        with self.running.store.begin() as tx:
            return change(tx)

    def rows(self, table: sa.Table, *where: Any) -> list[Any]:
        with self.running.store.read() as tx:
            key = list(table.primary_key.columns)
            return list(tx.execute(sa.select(table).where(*where).order_by(*key)))

    def account(self, login: str) -> staff.Account:
        with self.running.store.read() as tx:
            found = staff.by_login(tx, login)
        assert found is not None
        return found

    def audit(self, action: str | None = None, subject: str | None = None) -> list[Any]:
        """The audit log in its order."""
        return [
            row
            for row in self.rows(tables.audit_event)
            if action in (None, row.action) and subject in (None, row.subject)
        ]

    def broken(self) -> int | None:
        """At or after which event the audit log is not as it was written."""
        with self.running.store.read() as tx:
            fault = audit.verify(tx)
        return None if fault is None else fault.event

    def snapshot(self, *without: sa.Table) -> dict[str, list[Any]]:
        """All rows of all tables but these."""
        return {t.name: self.rows(t) for t in tables.metadata.sorted_tables if t not in without}

    def said(self, conversation: str) -> list[Any]:
        """What the log of a conversation says."""
        with self.running.store.read() as tx:
            return transcripts.messages(tx, conversation)

    def events(self, conversation: str) -> list[Any]:
        return self.rows(tables.crisis_event, tables.crisis_event.c.conversation_id == conversation)

    def code(self, login: str) -> str:
        """A code that was not used yet, however many this test has used before."""
        self.do(lambda tx: staff.change(tx, self.account(login).id, totp_step=0))
        return pyotp.TOTP(self.staff.secrets[login]).now()

    def sign_in(self, window: Window, login: str, password: str | None = None, code: str | None = None) -> TestResponse:
        """Fill in the form; what is not given is right."""
        form = {
            "login": login,
            "password": PASSWORDS[login] if password is None else password,
            "code": self.code(login) if code is None else code,
        }
        return window.post("/signin", form)


def desk_of(running: Assistant, people_of_it: Staff) -> Desk:
    """The console of an assistant whose database knows these colleagues."""
    return Desk(running, create_console(running), people_of_it)


def name_on(page: TestResponse) -> str:
    """The name that stands in a page's field for it."""
    return unescape(re.findall(r'name="name" value="([^"]*)"', page.text)[0]) or "Somebody New"


def sign_up(window: Window, link: str, password: str, name: str | None = None) -> tuple[str, list[str]]:
    """Follow an invitation to the end; gives the secret of the codes, and the recovery codes."""
    path = "/join/" + link.rpartition("/join/")[2]
    page = window.get(path)
    assert page.status_code == 200, page.text
    secret = re.findall(r'<code id="key">(\w+)</code>', page.text)[0]
    done = window.post(path, {"name": name or name_on(page), "password": password, "code": pyotp.TOTP(secret).now()})
    assert done.status_code == 200, words_of(done)
    return secret, re.findall(r"<code>([0-9a-f-]+)</code>", done.text)


def hire(running: Assistant) -> Staff:
    """Make the three accounts as it is done: an invitation for the first, who invites the others on the page."""
    app = create_console(running)
    secrets: dict[str, str] = {}
    recovery: dict[str, list[str]] = {}
    tokens: dict[str, str] = {}
    with running.store.begin() as tx:
        alice = staff.add(tx, "alice", NAMES["alice"], "admin", running.now())
        link = staff.invite(tx, alice.id, running.now())
    for login, role in ROLES.items():
        if login != "alice":
            inviting = Window(app, tokens["alice"])
            page = inviting.post("/staff/invite", {"login": login, "name": NAMES[login], "role": role})
            link = re.findall(r'<code id="link">([^<]+)</code>', page.text)[0]
        secrets[login], recovery[login] = sign_up(Window(app), link, PASSWORDS[login])
        window = Window(app)
        # the code of the step before this one was used to sign up
        code = pyotp.TOTP(secrets[login]).at(time.time() + 30)
        answer = window.post("/signin", {"login": login, "password": PASSWORDS[login], "code": code})
        assert answer.status_code == 302, words_of(answer)
        assert window.token is not None
        tokens[login] = window.token
    return Staff(secrets, recovery, tokens)


def fill(tx: Tx, running: Assistant) -> None:
    """One consultation on the website, one conversation by text of somebody in danger, and one question."""
    before = NOW - timedelta(hours=3)
    conversations.ensure(tx, ROSA, "web", before)
    first = conversations.log_in(tx, ROSA, "I would like to book a consultation", before, client_id="r1")
    assert isinstance(first, int)
    conversations.note_understanding(
        tx, first, intent="book", confidence=0.93, alternatives=[("book", 0.93), ("ask_price", 0.04)]
    )
    asked = Reply("Is it for you?", [{"title": "Yes"}, {"title": "No"}])
    conversations.log_out(tx, ROSA, [asked], before, reply_to=first)
    person = people.save_person(tx, ROSA, PERSON_NAME, PERSON_PHONE, PERSON_EMAIL, before)
    people.record_consent(tx, ROSA, "contact_clinician", True, "1", "May we call?", before)
    clinician = people.save_clinician(
        tx,
        ROSA,
        person_id=person,
        name="Dr. Miriam Adler",
        role="therapist",
        practice="Lakeside Counseling",
        phone="+12135550148",
        now=before,
    )
    screening = screenings.record(
        tx,
        ROSA,
        before,
        outcome=Outcome.ELIGIBLE_WITH_NOTE,
        notes=["staff_psychiatrist"],
        rule_ids=["r7"],
        reasons=["A psychiatrist will look at it first."],
        answers={"age": 41},
        rules_version="2026-11",
        priority=False,
    )
    slot = Slot("consultations", START, START + timedelta(minutes=30))
    held = bookings.hold(tx, slot, cells_of(slot, running.clinic.consultation), ROSA, "web", before, 10)
    bookings.confirm(tx, held.id, person, screening, clinician, ["staff_psychiatrist"], False, "key-1", before, 1)
    follow_ups.upsert_open(
        tx, ROSA, "callback", before, person_id=person, reasons=["asked for a call"], preferred_time="weekday mornings"
    )

    texter, later = running.text_conversation(PHONE), NOW - timedelta(hours=2)
    conversations.ensure(tx, texter, "sms", later, PHONE)
    said = conversations.log_in(tx, texter, "everything is over for me tonight", later, client_id="s1", crisis="risk")
    assert isinstance(said, int)
    conversations.note_understanding(tx, said, intent="crisis", confidence=1.0)
    conversations.log_out(tx, texter, ["You can call or text 988 at any time."], later, reply_to=said)
    crises.record(tx, texter, "sms", "risk", "rule-1", later)

    last = NOW - timedelta(hours=1)
    conversations.ensure(tx, QUIET, "web", last)
    question = conversations.log_in(tx, QUIET, "How much does it cost?", last, client_id="q1")
    assert isinstance(question, int)
    conversations.note_understanding(tx, question, intent="ask_price", confidence=0.31)
    conversations.log_out(tx, QUIET, ["It is free."], last, reply_to=question)


def copy_rows(source: Assistant, target: Assistant) -> None:
    """All rows of one database into another, which is empty; and its counters go on after them."""
    with source.store.read() as reading, target.store.begin() as tx:
        for table in tables.metadata.sorted_tables:
            rows = [dict(row._mapping) for row in reading.execute(sa.select(table))]
            if rows:
                tx.execute(sa.insert(table), rows)
            if tx.dialect.name == "postgresql" and rows and isinstance(rows[0].get("id"), int):
                counter = (
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), (SELECT max(id) FROM {table.name}))"  # noqa: S608
                )
                tx.execute(sa.text(counter))
