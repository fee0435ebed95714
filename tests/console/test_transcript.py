"""The page of one conversation: the way through the list."""

from __future__ import annotations

import re
from datetime import timedelta

from werkzeug.test import TestResponse

from bot.store import conversations, crises
from tests.console.desk import QUIET, ROSA, Desk, listed


def between(response: TestResponse) -> dict[str, str]:
    """The links to other conversations and to the list."""
    found = re.findall(r'<a id="(newer|list|older)" href="([^"]*)"', response.text)
    return {name: address.replace("%3A", ":").replace("&amp;", "&") for name, address in found}


# ---- the way through the list


def test_newer_and_older_walk_the_list_that_one_came_from(desk: Desk) -> None:
    """With the filter in the address of each link, and of what is done on the page; the list leads back to it."""
    for number in range(2):
        desk.do(
            lambda tx, one=number: conversations.ensure(  # type: ignore[misc]
                tx, f"sms:{one}", "sms", desk.now - timedelta(hours=4 + one), f"+1310555018{one}"
            )
        )
    window = desk.window("bob")
    rows = listed(window.get("/?channel=sms"))
    assert rows == [desk.texter, "sms:0", "sms:1"]
    assert f'href="/c/{rows[1]}?channel=sms" data-row' in window.get("/?channel=sms").text.replace("%3A", ":")
    assert between(window.get(f"/c/{rows[1]}?channel=sms")) == {
        "newer": f"/c/{rows[0]}?channel=sms",
        "list": "/?channel=sms",
        "older": f"/c/{rows[2]}?channel=sms",
    }
    assert "newer" not in between(window.get(f"/c/{rows[0]}?channel=sms"))
    assert between(window.get(f"/c/{rows[0]}"))["newer"] == f"/c/{QUIET}"  # without a filter all are walked
    page = window.get(f"/c/{rows[0]}?channel=sms&needs=danger")
    assert between(page)["list"] == "/?channel=sms&needs=danger"
    answer = window.post(f"/c/{rows[0]}/mark?channel=sms", {"state": "reviewed"})
    assert answer.headers["Location"].replace("%3A", ":") == f"/c/{rows[0]}?channel=sms"
    actions = re.findall(r'<form[^>]* method="post" action="(/c/[^"]+)"', window.get(f"/c/{ROSA}?channel=web").text)
    assert actions and all(one.endswith("?channel=web") for one in actions)


def test_a_search_leads_to_the_list_without_its_words(desk: Desk) -> None:
    """What was searched for stands in no address; the filters beside it do."""
    found = desk.window("bob").post("/search?channel=web", {"words": "Delgado"})
    assert f'href="/c/{ROSA}?channel=web" data-row' in found.text.replace("%3A", ":")
    assert "elgado" not in "".join(re.findall(r'href="[^"]*"', found.text))


def test_one_that_fits_the_filter_no_more_is_still_between_the_others(desk: Desk) -> None:
    """After an acknowledgement its neighbours in the list of danger are as they were."""
    for number, hours in enumerate((1.5, 4)):
        one = f"web:d{number}"
        at = desk.now - timedelta(hours=hours)
        desk.do(lambda tx, one=one, at=at: conversations.ensure(tx, one, "web", at))  # type: ignore[misc]
        desk.do(lambda tx, one=one, at=at: crises.record(tx, one, "web", "risk", "rule-1", at))  # type: ignore[misc]
    window, event = desk.window("bob"), desk.events(desk.texter)[0].id
    window.post(f"/c/{desk.texter}/acknowledge", {"event": event, "note": "called"})
    links = between(window.get(f"/c/{desk.texter}?needs=danger"))
    assert (links["newer"], links["older"]) == ("/c/web:d0?needs=danger", "/c/web:d1?needs=danger")
