"""Who may what: every address for everybody, and what every answer carries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from werkzeug.test import TestResponse

from bot.console.permissions import PERMISSIONS
from tests.console.desk import CALLER, QUIET, ROLES, ROSA, Desk, csp

Role = Literal["anonymous", "viewer", "reviewer", "admin"]
RANKS: tuple[Role, ...] = ("anonymous", "viewer", "reviewer", "admin")
LOGINS = {role: login for login, role in ROLES.items()}


@dataclass(frozen=True)
class Way:
    """One address with one method: from which role on it is open, and what those hear who may."""

    endpoint: str
    method: str
    path: str
    needs: Role
    status: int
    form: tuple[tuple[str, str], ...] = ()


def _post(endpoint: str, path: str, needs: Role, code: int = 303, /, **form: str) -> Way:
    return Way(endpoint, "POST", path, needs, code, tuple(form.items()))


KEY = "k" * 20
WEEK = "/calendar?week=2026-W49"

# TEXTER stands for the conversation by text, QUESTION for the message that was hardly understood.
WAYS = (
    Way("static", "GET", "/static/console.css", "anonymous", 200),
    Way("door.sign_in", "GET", "/signin", "anonymous", 200),
    _post("door.sign_in", "/signin", "anonymous", 401, login="alice", password="wrong", code="000000"),
    Way("door.join", "GET", "/join/nothing", "anonymous", 404),
    _post("door.join", "/join/nothing", "anonymous", 404, password="x", code="000000"),
    _post("door.sign_out", "/signout", "viewer", 302),
    _post("door.sign_out_everywhere", "/signout-everywhere", "viewer", 302),
    Way("door.confirm", "GET", "/confirm", "viewer", 200),
    _post("door.confirm", "/confirm", "viewer", 401, password="wrong", code="000000"),
    Way("inbox.index", "GET", "/", "viewer", 200),
    _post("inbox.search", "/search", "viewer", 200, words="cost"),
    Way("transcript.show", "GET", f"/c/{ROSA}", "viewer", 200),
    Way("inbox.news", "GET", "/news", "viewer", 200),
    Way("transcript.news", "GET", f"/c/{ROSA}/news?after=0", "viewer", 200),
    _post("acts.acknowledge", "/c/TEXTER/acknowledge", "reviewer", event="1", note="called them"),
    _post("acts.mark", f"/c/{ROSA}/mark", "reviewer", state="reviewed"),
    _post("acts.tag", f"/c/{ROSA}/tag", "reviewer", name="kind"),
    _post("acts.note_down", f"/c/{ROSA}/note", "reviewer", text="call on Monday"),
    _post("acts.assign", f"/c/{ROSA}/assign", "reviewer", account="1"),
    Way("holding.ask", "GET", f"/c/{QUIET}/holder", "reviewer", 303),
    _post("holding.take_over", f"/c/{QUIET}/take-over", "reviewer"),
    _post("holding.reply", f"/c/{QUIET}/reply", "reviewer", 409, text="hello"),
    _post("holding.hand_back", f"/c/{QUIET}/hand-back", "reviewer"),
    _post("learn.correct", f"/c/{QUIET}/correct", "reviewer", message="QUESTION", to="out_of_scope"),
    Way("learn.index", "GET", "/learn", "reviewer", 200),
    _post("learn.correct_many", "/learn/correct", "reviewer", message="QUESTION", to="nothing"),
    Way("erasing.show", "GET", f"/c/{QUIET}/erase", "admin", 200),
    _post("erasing.erase", f"/c/{QUIET}/erase", "admin", 200, word="erase"),
    Way("exports.index", "GET", "/learn/export", "reviewer", 200),
    _post("exports.write", "/learn/export", "reviewer", 409),
    _post("exports.decide", "/learn/export/1", "reviewer", 409, to="nothing"),
    Way("exports.show", "GET", "/learn/files/2026-11-23-1", "reviewer", 404),
    Way("exports.download", "GET", "/learn/files/2026-11-23-1/download", "reviewer", 404),
    _post("exports.compare", "/learn/files/2026-11-23-1/compare", "reviewer", 404),
    Way("exports.comparison", "GET", "/learn/compare/1", "reviewer", 404),
    Way("work.follow_ups", "GET", "/follow-ups", "viewer", 200),
    _post("work.follow_up_done", "/follow-ups/1/done", "reviewer"),
    _post("work.follow_up_open", "/follow-ups/1/reopen", "reviewer", 404),
    Way("work.clinicians", "GET", "/clinicians", "viewer", 200),
    _post("work.clinician_status", "/clinicians/1/status", "reviewer", status="called", seen="0"),
    Way("calendar.index", "GET", "/calendar?week=2026-W49", "viewer", 200),
    Way("calendar.show", "GET", "/calendar/1", "viewer", 200),
    Way("appointments.times", "GET", f"/calendar/times?conversation={QUIET}", "reviewer", 200),
    _post("appointments.hold", "/calendar/hold", "reviewer", start="2026-12-01T18:00Z", minutes="60", label="a caller"),
    _post("appointments.release", "/calendar/1/release", "reviewer", 409, version="2"),
    Way("appointments.choose", "GET", "/calendar/1/move", "reviewer", 200),
    _post("appointments.move", "/calendar/1/move", "reviewer", start="2026-12-01T18:00Z", version="2"),
    _post("appointments.cancel", "/calendar/1/cancel", "reviewer", version="2", reason="they are ill"),
    _post("appointments.settle", "/calendar/1/settle", "reviewer", 409, version="2", outcome="completed"),
    _post("blocks.add", "/calendar/blocks", "reviewer", first="2026-12-02", whole="1", label="away"),
    _post("blocks.remove", "/calendar/blocks/1/remove", "reviewer", 404),
    Way("hours.index", "GET", "/calendar/hours", "viewer", 200),
    _post("hours.set_weekly", "/calendar/hours/weekly", "reviewer", consultant="consultations", first="2026-12-02"),
    _post("hours.set_single", "/calendar/hours/single", "reviewer", day="2026-12-24", hours="", label="inventory"),
    _post("hours.take_back_weekly", "/calendar/hours/weekly/1/take-back", "reviewer", 404),
    _post("hours.take_back_single", "/calendar/hours/single/1/take-back", "reviewer", 404),
    _post("feed.make", "/calendar/feed", "viewer", 200),
    _post("feed.revoke", "/calendar/feed/revoke", "viewer"),
    Way("feed.read", "GET", "/feed/nothing.ics", "anonymous", 404),
    Way("booking.new", "GET", "/calendar/new?start=2026-12-01T18:00Z", "reviewer", 200),
    _post("booking.book", "/calendar/book", "reviewer", start="2026-12-01T18:00Z", key=KEY, name="Sam", phone=CALLER),
    Way("figures.index", "GET", "/figures", "viewer", 200),
    Way("figures.about", "GET", "/figures/topics", "viewer", 200),
    Way("spreadsheet.index", "GET", "/export?channel=web", "reviewer", 200),
    _post("spreadsheet.write", "/export.csv?channel=web", "reviewer", 200),
    Way("account.index", "GET", "/account", "viewer", 200),
    _post("account.rename", "/account/name", "viewer", name="Dr. Lee"),
    Way("accounts.index", "GET", "/staff/", "admin", 200),
    _post("accounts.invite", "/staff/invite", "admin", 200, login="dora", name="Dora", role="viewer"),
    _post("accounts.change", "/staff/3", "admin", role="reviewer"),
    _post("accounts.rename", "/staff/3/name", "admin", name="Charlie C."),
    Way("audit_log.index", "GET", "/audit?verify=1", "admin", 200),
)


def check_headers(response: TestResponse, static: bool = False) -> None:
    """What must be said with every answer."""
    policy = csp(response)
    assert policy["default-src"] == ["'none'"]
    assert policy["frame-ancestors"] == ["'none'"]
    assert policy["base-uri"] == ["'none'"]
    assert policy["script-src"] == ["'self'"] and policy["style-src"] == ["'self'"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert re.fullmatch(r"max-age=\d{8,}.*", response.headers["Strict-Transport-Security"])
    if not static:
        assert response.headers["Cache-Control"] == "no-store"


def check_page(response: TestResponse) -> None:
    """Nothing on a page that only a programmer could read."""
    for leftover in ("None", "Traceback", "{{", "}}", "{%", "Undefined", "datetime.", "&lt;bot.", "Internal Server"):
        assert leftover not in response.text


def ask(desk: Desk, way: Way, role: Role) -> TestResponse:
    window = desk.window(None if role == "anonymous" else LOGINS[role])
    path = way.path.replace("TEXTER", desk.texter)
    question = next(one.id for one in desk.said(QUIET) if one.direction == "in")
    form = {name: str(question) if value == "QUESTION" else value for name, value in way.form}
    return window.ask(way.method, path, data=form or None, headers={"Sec-Fetch-Site": "same-origin"})


def may(way: Way, role: Role) -> bool:
    return RANKS.index(role) >= RANKS.index(way.needs)


@pytest.mark.parametrize("role", RANKS)
@pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{way.method}-{way.endpoint}")
def test_every_address_is_open_to_whom_it_should_be(desk: Desk, way: Way, role: Role) -> None:
    """Those who may are served, strangers are sent to the door, others refused, which is written down."""
    before, state = len(desk.audit()), {} if may(way, role) else desk.snapshot()
    answer = ask(desk, way, role)
    new = desk.audit()[before:]
    check_headers(answer, static=way.endpoint == "static")
    if way.endpoint != "static":
        check_page(answer)
    if may(way, role):
        assert answer.status_code == way.status
        assert "denied" not in [row.action for row in new]
        return
    after = desk.snapshot()
    assert after == {**state, **{name: after[name] for name in ("audit_event", "audit_end")}}, (
        "a refused request changed things"
    )
    if role == "anonymous":
        if way.method == "GET":
            assert (answer.status_code, answer.headers["Location"]) == (302, "/signin")
        else:
            assert answer.status_code == 401
        assert new == []
        return
    assert answer.status_code == 403
    (row,) = new
    actor = desk.account(LOGINS[role]).actor
    assert (row.actor, row.action, row.subject, row.address) == (actor, "denied", way.endpoint, "192.0.2.7")


def test_every_address_is_in_the_tables(desk: Desk) -> None:
    """Each rule and method has a row in the table of permissions and in this test's, which agree; none is left over."""
    rules = {
        (rule.endpoint, method)
        for rule in desk.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert rules == {(way.endpoint, way.method) for way in WAYS}
    expected = {way.endpoint: "nobody" if way.needs == "anonymous" else way.needs for way in WAYS}
    assert expected == PERMISSIONS


def test_an_address_that_is_in_no_table_is_closed_to_all(desk: Desk) -> None:
    """A view that somebody forgot to enter is refused to the admin too."""
    desk.app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    answer = desk.window("alice").get("/forgotten")
    assert answer.status_code == 403
    assert "secret" not in answer.text
    assert desk.window().get("/forgotten").status_code == 302


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"])
def test_other_methods_give_strangers_nothing(desk: Desk, method: str) -> None:
    """No method but the two opens anything; a stranger's HEAD is sent to the door as well."""
    state = desk.snapshot()
    for way in WAYS:
        if way.needs != "anonymous":
            path = way.path.replace("TEXTER", desk.texter)
            answer = desk.window().ask(method, path, headers={"Sec-Fetch-Site": "same-origin"})
            assert answer.status_code in (302, 401, 405), f"{method} {path}"
            check_headers(answer)
    assert desk.snapshot() == state


@pytest.mark.parametrize(
    ("path", "status"), [("/nothing", 404), ("/c/web:nobody", 404), ("/staff", 308), ("/signout", 405)]
)
def test_what_is_not_there_carries_the_headers_too(desk: Desk, path: str, status: int) -> None:
    """Errors are pages like the others, and say nothing of what failed."""
    answer = desk.window("alice").get(path)
    assert answer.status_code == status
    check_headers(answer)
    check_page(answer)


def test_files_of_the_program_are_no_files_of_the_console(desk: Desk) -> None:
    """Nothing beside the folder of static files can be had, however the way out of it is written."""
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd"):
        answer = desk.window().get(path)
        assert answer.status_code in (308, 404)
        assert "create_console" not in answer.text and "root:" not in answer.text


def test_a_fault_says_nothing_and_carries_the_headers(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A view that breaks in the middle of a conversation answers 500 without a word of it."""

    def break_down(*_: object) -> None:
        raise RuntimeError("Rosa Delgado")

    monkeypatch.setattr("bot.console.inbox.overview.counts", break_down)
    answer = desk.window("bob").get("/")
    assert answer.status_code == 500
    assert "Rosa" not in answer.text
    check_headers(answer)
    check_page(answer)


def test_without_the_database_the_console_says_so(desk: Desk) -> None:
    """When the database is gone every page is a plain 503, and nobody is let in by mistake."""
    file = desk.running.store.url.database
    assert file is not None
    desk.running.store.close()
    Path(file).rename(file + ".away")
    for path in ("/", f"/c/{ROSA}", "/staff/"):
        answer = desk.window("alice").get(path)
        assert answer.status_code == 503
        check_headers(answer)
        check_page(answer)


@pytest.mark.parametrize("role", ["viewer", "reviewer", "admin"])
def test_pages_offer_only_what_one_may(desk: Desk, role: Role) -> None:
    """No form or link on any page leads its reader to a refusal."""
    window = desk.window(LOGINS[role])
    for path in (
        "/",
        f"/c/{ROSA}",
        f"/c/{desk.texter}",
        "/follow-ups",
        "/follow-ups?state=done",
        "/clinicians",
        "/clinicians?status=other",
        WEEK,
        "/calendar/1",
        "/learn",
        "/learn/export",
        "/figures",
        "/figures/topics",
        "/export",
        "/account",
    ):
        page = window.get(path)
        adapter = desk.app.url_map.bind("localhost")
        links = [(one, "GET") for one in re.findall(r'<a [^>]*href="(/[^"]*)"', page.text)]
        links += [(one, "POST") for one in re.findall(r'<form[^>]* method="post" action="([^"]+)"', page.text)]
        for target, method in links:
            endpoint, _ = adapter.match(target.partition("?")[0].replace("%3A", ":"), method=method)
            if endpoint == "acts.acknowledge" and role == "viewer":
                continue  # a frame without a button, see below
            needs = next(way.needs for way in WAYS if way.endpoint == endpoint)
            assert RANKS.index(role) >= RANKS.index(needs), f"{path} offers {target}"
    if role == "viewer":
        assert "<button" not in window.get(f"/c/{desk.texter}").text.partition("<main")[2]
