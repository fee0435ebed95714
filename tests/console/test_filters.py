"""The filters of the list as the staff meet them: controls for all, said in words, and none that is not understood."""

from __future__ import annotations

import re
from html import unescape

import pytest
from werkzeug.test import TestResponse

from bot.console.filtering import NAMES
from bot.store import reviews, staff
from bot.store.engine import Tx
from tests.console.desk import QUIET, ROSA, Desk, listed, words_of
from tests.console.test_inbox import begin

ALL = (
    "channel=web&intent=greet&low=1&outcome=open&crisis=1&unseen=1&needs=callback&review=new&assignee=me&tag=sister"
    "&since=2026-11-21&until=2026-11-22&figure=booked&week=2026-W48"
)


def chips(page: TestResponse) -> dict[str, str]:
    """The filters that the page says are set, with where each is taken away."""
    part = page.text.partition('<ul class="chips"')[2].partition("</ul>")[0]
    found = re.findall(r'<li>\s*([^<]*?)\s*<(?:a href|form method="post" action)="([^"]*)"', part)
    return {unescape(words): unescape(target) for words, target in found}


def form(page: TestResponse) -> dict[str, str]:
    """What the form of filters would send if nothing were changed."""
    part = page.text.partition("<summary>Filter</summary>")[2].partition("</form>")[0]
    sent = dict(re.findall(r'<select name="(\w+)">(?:(?!</select>).)*?<option value="([^"]*)" selected>', part, re.S))
    for name, value in re.findall(r'<select name="(\w+)">(?:(?!</select>).)*?<option selected>([^<]*)<', part, re.S):
        sent[name] = value
    sent |= dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', part))
    sent |= dict(re.findall(r'name="(\w+)" type="date" value="([^"]+)"', part))
    sent |= dict(re.findall(r'name="(\w+)" value="(1)" checked', part))
    return {name: unescape(value) for name, value in sent.items()}


def test_who_looks_after_it_and_tags_can_be_chosen(desk: Desk) -> None:
    """Me, nobody and each colleague who is not disabled; the tags that are in use."""
    bob, charlie = desk.account("bob").id, desk.account("charlie").id

    def prepare(tx: Tx) -> None:
        reviews.assign(tx, QUIET, bob, desk.now)
        reviews.add_tag(tx, ROSA, "sister")
        staff.change(tx, charlie, disabled_at=desk.now)

    desk.do(prepare)
    window = desk.window("bob")
    page = window.get("/").text
    (assignees,) = re.findall(r'<select name="assignee">(.*?)</select>', page, re.S)
    assert re.findall(r'<option value="([^"]+)">([^<]+)<', assignees) == [
        ("me", "me"),
        ("nobody", "nobody"),
        (str(desk.account("alice").id), "Alice Adams"),
        (str(bob), "Bob Brown"),
    ]
    assert re.findall(r"<option>([^<]+)<", re.findall(r'<select name="tag">(.*?)</select>', page, re.S)[0]) == [
        "sister"
    ]
    assert listed(window.get("/?assignee=me")) == [QUIET] == listed(desk.window("alice").get(f"/?assignee={bob}"))
    assert listed(window.get("/?assignee=nobody")) == [desk.texter, ROSA]
    assert listed(window.get("/?tag=sister")) == [ROSA]
    left = window.get(f"/?assignee={charlie}")  # an old bookmark
    assert list(chips(left)) == ["Looked after by: Charlie Clark"] and form(left)["assignee"] == str(charlie)


def test_mine_stands_beside_the_counts(desk: Desk) -> None:
    """Its number is that of its list, and each sees their own."""
    bob = desk.account("bob").id
    desk.do(lambda tx: [reviews.assign(tx, one, bob, desk.now) for one in (QUIET, ROSA)])
    for login, number, mine in (("bob", "2", [QUIET, ROSA]), ("alice", "0", [])):
        window = desk.window(login)
        assert re.findall(r'<a href="/\?assignee=me"><strong>(\d+)</strong> mine', window.get("/").text) == [number]
        assert listed(window.get("/?assignee=me")) == mine


def test_all_filters_are_said_in_words_and_can_be_taken_away(desk: Desk) -> None:
    """Each by its own link, which keeps all others; and none by a word of the program."""
    page = desk.window("bob").get(f"/?{ALL}")
    assert list(chips(page)) == [
        "Channel: website",
        "About: hello",
        "Poorly understood",
        "Outcome: nothing yet",
        "Danger at any time",
        "In danger, not acknowledged",
        "Want a person to call",
        "Review: not reviewed",
        "Looked after by: me",
        "Tag: sister",
        "Active since Sat, Nov 21, 2026",
        "Active until Sun, Nov 22, 2026",
        "Booked, began in the week of Nov 23, 2026",
    ]
    everything = set(ALL.split("&"))
    for number, target in enumerate(chips(page).values()):
        rest = set(target.partition("?")[2].split("&"))
        gone = everything - rest
        assert rest < everything and len(gone) == (2 if number == 12 else 1)
    assert {one.partition("=")[0] for one in everything} == set(NAMES)


def test_a_changed_filter_keeps_all_others(desk: Desk) -> None:
    """The form sends on whatever is set, also what came from a link."""
    window = desk.window("bob")
    assert form(window.get(f"/?{ALL}")) == dict(one.split("=") for one in ALL.split("&"))
    assert form(window.get("/")) == {}


def test_a_search_keeps_the_filters_and_the_filters_keep_the_words(desk: Desk) -> None:
    """Both ways, and on the way a filter is taken away; the words stand in no address."""
    desk.do(lambda tx: begin(tx, "web:cost", desk.now, "what does it cost"))
    desk.do(lambda tx: reviews.mark(tx, "web:cost", "flagged", desk.now))
    window = desk.window("bob")
    assert listed(window.post("/search?review=flagged", {"words": "cost"})) == ["web:cost"]
    page = window.post("/search", {"words": "cost", "filtering": "1", "channel": "web", "review": "new"})
    assert listed(page) == [QUIET]
    assert list(chips(page)) == ["With the words: cost", "Channel: website", "Review: not reviewed"]
    assert form(page) == {"words": "cost", "filtering": "1", "channel": "web", "review": "new"}
    assert chips(page)["Review: not reviewed"] == "/search?channel=web"
    assert set(listed(window.post("/search?channel=web", {"words": "cost"}))) == {QUIET, "web:cost"}
    assert "cost" not in "".join(re.findall(r'(?:href|action)="([^"]*)"', page.text.replace("web%3Acost", "")))


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("channel=bad", 'The filter "channel" does not know "bad".'),
        ("needs=zzz", 'The filter "needs" does not know "zzz".'),
        ("outcome=lost", 'The filter "outcome" does not know "lost".'),
        ("review=old", 'The filter "review" does not know "old".'),
        ("intent=nothing", 'The filter "intent" does not know "nothing".'),
        ("intent=two words", 'The filter "intent" does not know "two words".'),
        ("assignee=somebody", 'The filter "assignee" does not know "somebody".'),
        ("assignee=4711", 'The filter "assignee" does not know "4711".'),
        ("assignee=-1", 'The filter "assignee" does not know "-1".'),
        ("low=2", 'The filter "low" does not know "2".'),
        ("since=garbage", 'The filter "since" does not know "garbage".'),
        ("tag=x&until=2026-02-30", 'The filter "until" does not know "2026-02-30".'),
    ],
)
def test_what_is_not_understood_is_said(either_desk: Desk, query: str, told: str) -> None:
    """No list of others than were meant, of all least of everybody; on the list, its search and its export."""
    window = either_desk.window("bob")
    for answer in (
        window.get(f"/?{query}"),
        window.post(f"/search?{query}", {"words": "cost"}),
        window.get(f"/export?{query}"),
        window.post(f"/export.csv?{query}"),
    ):
        assert answer.status_code == 400
        assert told in words_of(answer)
        assert listed(answer) == []


def test_an_intent_that_only_the_log_knows_is_a_filter(either_desk: Desk) -> None:
    """What the assistant called something once is still found, with a readable name."""
    page = either_desk.window("bob").get("/?intent=ask_price")
    assert listed(page) == [QUIET]
    assert list(chips(page)) == ["About: ask price"]


def test_the_list_is_high_on_the_page_when_it_is_filtered(desk: Desk) -> None:
    """What stands above it is folded; without a filter it is open, and danger is first."""
    window = desk.window("bob")
    plain, filtered = window.get("/").text, window.get("/?needs=callback").text
    assert '<h2 id="needs">' in plain and '<h2 id="urgent">' in plain
    assert '<details class="overview"><summary>What needs a person' in filtered
    assert '<summary id="urgent">People who may be in danger: 1</summary>' in filtered
    assert "<details open" not in filtered and "<title>(1) Want a person to call - Conversations" in filtered
