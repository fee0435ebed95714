"""Pages of other sites cannot make a browser that is signed in change anything."""

from __future__ import annotations

import pytest

from bot.store import tables
from tests.console.desk import BASE, ROSA, Desk
from tests.console.test_permissions import WAYS, check_headers

FOREIGN = {
    "cross-site": {"Sec-Fetch-Site": "cross-site"},
    "same-site": {"Sec-Fetch-Site": "same-site"},
    "cross-site with our origin": {"Sec-Fetch-Site": "cross-site", "Origin": BASE},
    "nonsense": {"Sec-Fetch-Site": "same-origin, cross-site"},
    "empty": {"Sec-Fetch-Site": "", "Origin": BASE},
    "foreign origin": {"Origin": "https://evil.example"},
    "origin that begins alike": {"Origin": "https://localhost.evil.example"},
    "origin with our name as user": {"Origin": "https://localhost@evil.example"},
    "another port": {"Origin": "https://localhost:8443"},
    "null origin": {"Origin": "null"},
    "only a referrer": {"Referer": f"{BASE}/"},
    "nothing": {},
}
POSTS = [way for way in WAYS if way.method == "POST"]


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN)
def test_nothing_is_changed_from_elsewhere(desk: Desk, headers: dict[str, str]) -> None:
    """Every address that changes something refuses, for the admin too, and nothing is changed."""
    state = desk.snapshot(tables.audit_event)
    for way in POSTS:
        path = way.path.replace("TEXTER", desk.texter)
        answer = desk.window("alice").post(path, dict(way.form), headers=headers)
        assert answer.status_code == 403, path
        check_headers(answer)
    assert desk.snapshot(tables.audit_event) == state


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {"Origin": BASE}],
    ids=["same-origin", "none", "our origin, an old browser"],
)
def test_the_console_itself_may(desk: Desk, headers: dict[str, str]) -> None:
    """What comes from a page of the console is taken, also from a browser that does not say so itself."""
    answer = desk.window("bob").post(f"/c/{ROSA}/mark", {"state": "flagged"}, headers=headers)
    assert answer.status_code == 303
    assert [row.state for row in desk.rows(tables.review)] == ["flagged"]


def test_reading_by_a_link_is_possible(desk: Desk) -> None:
    """A link from elsewhere opens a page, which changes nothing; a cookie would not come with it in a browser."""
    answer = desk.window("bob").get("/calendar", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200


def test_no_page_may_be_read_by_another_origin(desk: Desk) -> None:
    """No answer allows another origin to read it, whatever it asks."""
    answer = desk.window("bob").get("/", headers={"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"})
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
