"""How long people waited for one of the staff, and what they wrote about, on the page of figures."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest

from bot.console.waits import quantile
from bot.store import conversations, crises, follow_ups, tables
from bot.store.conversations import Reply
from bot.store.engine import Tx
from tests.console.desk import QUIET, ROSA, Desk, Window, listed, words_of
from tests.console.test_figures import OLD
from tests.console.test_inbox import begin

WISHES, DANGER, INTENTS = "Wishes for a person, by week", "Danger, by week", "Messages, by intent"


def table(window: Window, label: str, path: str = "/figures?weeks=1") -> dict[str, list[str]]:
    """The cells of a table on the page, by the heads of its rows."""
    page = window.get(path)
    assert page.status_code == 200
    part = page.text.partition(f'aria-label="{label}"')[2].partition("</table>")[0].partition("<tbody>")[2]
    plain = [
        [unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in part.split("</tr>")[:-1]
    ]
    return {head: cells for head, *cells in plain}


def wishes(desk: Desk, path: str = "/figures?weeks=1") -> list[str]:
    return table(desk.window("charlie"), WISHES, path)["All"]


def test_who_still_waits_counts(either_desk: Desk) -> None:
    """At 10:05 somebody has waited for a call since 7:05, and somebody in danger since 8:05; we are in since nine."""
    window = either_desk.window("charlie")
    waiting = ["1", "1", *["more than 3 h 0 min"] * 2, *["more than 1 h 5 min"] * 2]
    assert table(window, WISHES) == {"All": waiting, "Nov 23": waiting}
    assert table(window, DANGER)["All"] == ["1", "1", *["more than 2 h 0 min"] * 2, *["more than 1 h 5 min"] * 2]


def test_a_wish_is_answered_when_one_of_us_writes(either_desk: Desk) -> None:
    """By the take-over, not by what the assistant or the person writes; the call itself stays open."""
    desk = either_desk
    desk.do(lambda tx: conversations.log_in(tx, ROSA, "are you there?", desk.now))
    desk.do(lambda tx: conversations.log_out(tx, ROSA, ["One moment."], desk.now))
    desk.do(lambda tx: conversations.log_out(tx, QUIET, [Reply("Hello", author="staff:2")], desk.now))
    assert wishes(desk)[1] == "1"
    desk.forward(minutes=10)
    assert desk.window("bob").post(f"/c/{ROSA}/take-over").status_code == 303
    desk.forward(minutes=4)
    assert wishes(desk) == ["1", "0", *["3 h 10 min"] * 2, *["1 h 15 min"] * 2]
    assert "1 want a person to call" in words_of(desk.window("charlie").get("/figures"))


def test_a_wish_is_answered_when_it_is_settled(either_desk: Desk) -> None:
    """Who was called hears nothing in the chat; a word that came before the wish is no answer to it."""
    desk = either_desk
    (entry,) = desk.rows(tables.follow_up)
    before = entry.created_at - timedelta(minutes=1)
    desk.do(lambda tx: conversations.log_out(tx, ROSA, [Reply("Hello", author="staff:2")], before))
    assert wishes(desk)[1] == "1"
    desk.forward(minutes=5)
    assert desk.window("bob").post(f"/follow-ups/{entry.id}/done").status_code == 303
    desk.forward(minutes=8)
    desk.do(lambda tx: conversations.log_out(tx, ROSA, [Reply("Hello", author="staff:2")], desk.now))
    assert wishes(desk) == ["1", "0", *["3 h 5 min"] * 2, *["1 h 10 min"] * 2]


def test_what_is_a_wish(either_desk: Desk) -> None:
    """All that promises the person a call; whom the staff call for another reason is none, a mention no danger."""
    desk = either_desk

    def write(tx: Tx) -> None:
        for kind in ("callback", "screening", "booking_trouble", "change", "clinician"):
            begin(tx, f"web:{kind}", OLD)
            follow_ups.upsert_open(tx, f"web:{kind}", kind, OLD)  # type: ignore[arg-type]
        crises.record(tx, "web:callback", "web", "mention", "rule-1", OLD)

    desk.do(write)
    window = desk.window("charlie")
    assert table(window, WISHES, "/figures?weeks=1&last=2026-W46")["All"][0] == "4"
    assert table(window, DANGER, "/figures?weeks=1&last=2026-W46")["All"] == ["0", "0", "-", "-", "-", "-"]


def test_waits_stand_in_their_week_and_channel(either_desk: Desk) -> None:
    """A wish of two weeks ago is not in the weeks after it; texts can be looked at alone."""
    desk = either_desk

    def write(tx: Tx) -> None:
        begin(tx, "sms:old", OLD, channel="sms")
        entry = follow_ups.upsert_open(tx, "sms:old", "callback", OLD)
        follow_ups.close(tx, entry.id, OLD + timedelta(days=3, hours=2))

    desk.do(write)
    found = table(desk.window("charlie"), WISHES, "/figures?weeks=3")
    assert list(found) == ["All", "Nov 9", "Nov 16", "Nov 23"]
    assert [row[:2] for row in found.values()] == [["2", "1"], ["1", "0"], ["0", "0"], ["1", "1"]]
    assert found["Nov 9"][2] == "3 days 2 h"
    assert wishes(desk, "/figures?weeks=3&channel=sms")[:3] == ["1", "0", "3 days 2 h"]
    assert wishes(desk, "/figures?weeks=1&channel=sms")[0] == "0"


def test_danger_ends_when_it_is_acknowledged(either_desk: Desk) -> None:
    """Then it is known how long it took."""
    desk = either_desk
    desk.forward(minutes=1)
    (event,) = desk.events(desk.texter)
    desk.window("bob").post(f"/c/{desk.texter}/acknowledge", {"event": str(event.id), "note": "called"})
    desk.forward(minutes=10)
    assert table(desk.window("charlie"), DANGER)["All"] == ["1", "0", *["2 h 1 min"] * 2, *["1 h 6 min"] * 2]


def test_what_is_open_leads_to_its_lists(either_desk: Desk) -> None:
    """Each number is the length of the list behind it."""
    window = either_desk.window("charlie")
    found = re.findall(r'<a href="(/\?needs=\w+)"><strong>(\d+)</strong>', window.get("/figures").text)
    assert [path.partition("=")[2] for path, _ in found] == ["danger", "callback", "screening", "booking"]
    assert {path: len(listed(window.get(path))) for path, _ in found} == {path: int(number) for path, number in found}


@pytest.mark.parametrize(
    ("minutes", "open_minutes", "median", "worst"),
    [
        ([], [], "", ""),
        ([7], [], "7 min", "7 min"),
        ([1, 2, 3, 4], [], "2 min", "4 min"),
        ([*range(1, 11)], [], "5 min", "9 min"),
        ([5], [100, 100], "more than 1 h 40 min", "more than 1 h 40 min"),
        ([1, 2, 3], [200], "2 min", "more than 3 h 20 min"),
        ([10, 20, 30], [1], "more than 10 min", "more than 30 min"),  # who has just come may wait longest
        ([2880], [], "2 days 0 h", "2 days 0 h"),
        ([2879], [], "47 h 59 min", "47 h 59 min"),
    ],
)
def test_quantiles(minutes: list[int], open_minutes: list[int], median: str, worst: str) -> None:
    """The nearest rank, and "more than" wherever somebody who still waits may change it."""
    lengths = [(timedelta(minutes=one), False) for one in minutes]
    lengths += [(timedelta(minutes=one), True) for one in open_minutes]
    assert (quantile(lengths, 50, days=True), quantile(lengths, 90, days=True)) == (median, worst)


def test_hours_of_ours_are_no_days() -> None:
    """Fifty staffed hours are more than a week."""
    assert quantile([(timedelta(hours=50), False)], 50) == "50 h 0 min"


def test_topics(either_desk: Desk) -> None:
    """Messages by intent with the share that was poorly understood, without danger, other weeks and our own words."""
    desk = either_desk

    def write(tx: Tx) -> None:
        for number, (intent, sure) in enumerate(
            [
                *(("faq/cost_and_insurance", sure) for sure in (0.9, 0.39, 0.4)),
                ("nlu_fallback", 0.2),
                ("out_of_scope", 0.8),
            ]
        ):
            begin(tx, f"web:t{number}", OLD, intent=intent, confidence=sure)
        begin(tx, "sms:t", OLD, channel="sms", intent="nlu_fallback", confidence=0.1)
        begin(tx, "web:later", OLD + timedelta(days=7), intent="greet", confidence=0.9)
        begin(tx, "web:answer", OLD)
        grave = conversations.log_in(tx, "web:answer", "<b>no way out</b>", OLD, crisis="risk")
        assert isinstance(grave, int)
        conversations.note_understanding(tx, grave, intent="nlu_fallback", confidence=0.1)

    desk.do(write)
    window, path = desk.window("charlie"), "/figures/topics?weeks=1&last=2026-W46"
    expected = {
        "price and insurance": ["3", "3", "33 %"],
        "not understood": ["2", "2", "100 %"],
        "something else": ["1", "1", "0 %"],
    }
    assert table(window, INTENTS, path) == expected
    assert list(table(window, INTENTS, path)) == list(expected)
    assert "3 of 6 messages" in words_of(window.get(path))
    assert table(window, INTENTS, path + "&channel=sms") == {"not understood": ["1", "1", "100 %"]}
    assert "1 of 1 messages" in words_of(window.get(path + "&channel=sms"))


def test_topics_lead_on(desk: Desk) -> None:
    """An intent leads to its conversations, and what was not understood to Learn, for those who may correct."""
    desk.do(lambda tx: begin(tx, "web:strange", OLD, intent='a"><b>', confidence=0.1))
    page = desk.window("bob").get("/figures/topics?weeks=1&last=2026-W46")
    assert "<b>" not in page.text.partition("<main")[2]
    (link,) = re.findall(r'href="(/\?figure=topic[^"]+)"', page.text)
    assert listed(desk.window("bob").get(unescape(link))) == ["web:strange"]
    assert "/learn?since=2026-11-09&amp;until=2026-11-15" in page.text
    assert "/learn" not in desk.window("charlie").get("/figures/topics").text
    assert "/figures/topics?weeks=8" in desk.window("charlie").get("/figures").text


def test_weeks_without_a_message_say_so(desk: Desk) -> None:
    """Empty tables are not shown as if something were missing."""
    page = words_of(desk.window("charlie").get("/figures/topics?weeks=1&last=2020-W10"))
    assert "Nobody wrote in these weeks." in page and "0 of 0 messages" in page
