"""The page of figures: what counts, when, and that each number leads to just its conversations."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html import unescape

import pytest

from bot.clinic.calendar import Slot, cells_of
from bot.console.figures import LABELS
from bot.settings import ROOT
from bot.store import bookings, conversations, crises, follow_ups, funnel, people, screenings, tables
from bot.store.engine import Tx
from bot.store.figures import NAMES
from bot.store.funnel import BESIDE, STEPS
from tests.console.desk import QUIET, ROSA, START, Desk, Window, listed, words_of
from tests.console.test_inbox import begin, follow_pages

OLD = datetime.fromisoformat("2026-11-11T12:00-08:00")  # 2026-W46


def screen(tx: Tx, conversation: str, outcome: str, at: datetime) -> None:
    screenings.record(
        tx, conversation, at, outcome=outcome, notes=[], rule_ids=["S1"], reasons=[], answers={}, rules_version="1",
        priority=False,
    )  # fmt: skip


def book(desk: Desk, conversation: str, number: int, at: datetime) -> int:
    """An appointment of a conversation, at the time with this number."""
    slot = Slot("consultations", START + timedelta(hours=number), START + timedelta(hours=number, minutes=30))

    def write(tx: Tx) -> int:
        held = bookings.hold(tx, slot, cells_of(slot, desk.running.clinic.consultation), conversation, "web", at, 10)
        person = people.save_person(tx, conversation, "Sam Example", f"+1310555010{number}", None, at)
        return bookings.confirm(tx, held.id, person, None, None, [], False, f"key-{conversation}", at, 1).id

    return desk.do(write)


def fill_weeks(desk: Desk) -> None:
    """Conversations of two more weeks, at each step."""

    def write(tx: Tx) -> None:
        begin(tx, "web:asked", OLD, intent="faq/tms", confidence=0.9)
        begin(tx, "sms:asked", OLD, channel="sms", intent="ask_eligibility", confidence=0.9)
        begin(tx, "web:hello", OLD - timedelta(days=7), intent="greet", confidence=0.9)
        for name in ("left", "minor", "staff", "changed", "offered", "held", "gone", "came", "missed"):
            begin(tx, f"web:{name}", OLD, intent="book_consultation", confidence=0.9)
            funnel.note_question(tx, f"web:{name}", "who")
        screen(tx, "web:minor", "not_eligible_online", OLD)
        screen(tx, "web:staff", "staff_follow_up", OLD)
        for name in ("changed", "offered", "held", "gone", "came", "missed"):
            screen(tx, f"web:{name}", "eligible", OLD)
        screen(tx, "web:changed", "staff_follow_up", OLD + timedelta(minutes=1))
        funnel.note_question(tx, "web:offered", "slots")
        people.record_consent(tx, "web:offered", "contact_clinician", True, "1", "May we?", OLD)
        people.record_consent(tx, "web:held", "contact_clinician", True, "1", "May we?", OLD)
        people.record_consent(tx, "web:held", "contact_clinician", False, "1", "May we?", OLD)
        slot = Slot("consultations", START + timedelta(hours=5), START + timedelta(hours=5, minutes=30))
        bookings.hold(tx, slot, cells_of(slot, desk.running.clinic.consultation), "web:held", "web", OLD, 10)
        # a number that was only texted a reminder has written nothing; who then moves has had no screening here
        conversations.ensure(tx, "sms:reminded", "sms", OLD)
        begin(tx, "sms:moves", OLD, channel="sms", intent="reschedule_booking", confidence=0.9)
        funnel.note_question(tx, "sms:moves", "slots")

    desk.do(write)
    gone, came, missed = (
        book(desk, f"web:{name}", number, OLD) for number, name in enumerate(("gone", "came", "missed"), 1)
    )
    later = START + timedelta(days=1)
    other = Slot("consultations", START + timedelta(hours=6), START + timedelta(hours=6, minutes=30))
    desk.do(lambda tx: bookings.move(tx, came, other, cells_of(other, desk.running.clinic.consultation), OLD))
    desk.do(lambda tx: bookings.cancel(tx, gone, OLD))
    desk.do(lambda tx: bookings.settle(tx, came, "completed", later, "staff:1"))
    desk.do(lambda tx: bookings.settle(tx, missed, "no_show", later, "staff:1"))


def wait_twice(tx: Tx) -> None:
    """Conversations with several wishes, events and messages of one kind in a week, some of them answered."""
    for number, who in enumerate(("web:left", "web:came", "sms:moves")):
        for kind in ("callback", "change"):
            entry = follow_ups.upsert_open(tx, who, kind, OLD)  # type: ignore[arg-type]
            if kind == "change" or number == 1:
                follow_ups.close(tx, entry.id, OLD + timedelta(hours=1))
        for _ in range(2):
            crises.record(tx, who, "web", "risk", "rule-1", OLD)
            logged = conversations.log_in(tx, who, "and again", OLD)
            assert isinstance(logged, int)
            conversations.note_understanding(tx, logged, intent="faq/tms", confidence=0.3)


def numbers(window: Window, path: str = "/figures") -> dict[str, int]:
    """All numbers on the page by their links."""
    page = window.get(path)
    assert page.status_code == 200
    found = re.findall(r'<td class="number"><a href="([^"]+)"[^>]*>(\d+)</a>', page.text)
    return {unescape(link): int(number) for link, number in found}


def test_every_number_is_the_length_of_its_list(either_desk: Desk) -> None:
    """Each link, of all steps, weeks and channels, lists as many conversations as the number says."""
    desk = either_desk
    fill_weeks(desk)
    window = desk.window("charlie")
    desk.do(lambda tx: wait_twice(tx))
    pages = [f"/figures{part}?weeks=3{channel}" for part in ("", "/topics") for channel in ("", "&channel=sms")]
    found = {link: number for page in pages for link, number in numbers(window, page).items()}
    topics = [link for link in found if "figure=topic" in link]
    waits = [link for link in found if "figure=wishes" in link or "figure=dangers" in link]
    assert len(found) == (len(STEPS) + len(BESIDE)) * (1 + 3 + 3 + 3) + len(waits) + len(topics)
    assert len(waits) == 2 * 2 * (1 + 3) * 2 and len(topics) == 6 + 3  # all channels, and by text
    assert sum(found[link] for link in waits) > 10
    assert {link: len(listed(window.get(link))) for link in found} == found
    assert max(found.values()) > 10


def test_what_counts(either_desk: Desk) -> None:
    """Each step and what stands beside it, of one week."""
    desk = either_desk
    fill_weeks(desk)
    window = desk.window("charlie")

    def ids(name: str) -> list[str]:
        return sorted(listed(window.get(f"/?figure={name}&week=2026-W46")))

    booked = ["web:came", "web:gone", "web:missed"]
    eligible = sorted([*booked, "web:changed", "web:held", "web:offered"])
    screened = sorted([*eligible, "web:minor", "web:staff"])
    expected = {
        "began": sorted([*screened, "web:left", "web:asked", "sms:asked", "sms:moves"]),
        "screening": sorted([*screened, "web:left"]),
        "screened": screened,
        "eligible": eligible,
        "offered": sorted([*booked, "web:held", "web:offered"]),
        "held": sorted([*booked, "web:held"]),
        "booked": booked,
        "attended": ["web:came"],
        "asked": ["sms:asked", "web:asked"],
        "outcome_eligible": sorted([*booked, "web:held", "web:offered"]),
        "outcome_eligible_with_note": [],
        "outcome_staff_follow_up": ["web:changed", "web:staff"],
        "outcome_not_eligible_online": ["web:minor"],
        "permitted": ["web:offered"],
        "clinician": [],
        "coming": [],
        "cancelled": ["web:gone"],
        "no_show": ["web:missed"],
        "moved": ["web:came"],
    }
    assert {name: ids(name) for name in expected} == expected
    assert set(expected) == {*STEPS, *BESIDE}
    assert listed(window.get("/?figure=clinician&week=2026-W48")) == [ROSA]
    assert listed(window.get("/?figure=coming&week=2026-W48&channel=web")) == [ROSA]


def test_no_step_counts_more_than_the_one_before(either_desk: Desk) -> None:
    """Whoever was booked by the staff, without a word in the chat, has come to all steps before it."""
    desk = either_desk
    desk.do(lambda tx: conversations.ensure(tx, "web:phoned", "web", OLD))
    book(desk, "web:phoned", 1, OLD)
    fill = numbers(desk.window("charlie"), "/figures?last=2026-W46&weeks=1")
    assert [fill[f"/?figure={name}&week=2026-W46"] for name in STEPS] == [1, 1, 1, 1, 1, 1, 1, 0]


def test_a_conversation_belongs_to_the_week_in_which_it_began(either_desk: Desk) -> None:
    """On Sunday night in Los Angeles it is Monday in UTC; what happens later moves no conversation."""
    desk, night = either_desk, datetime.fromisoformat("2026-11-15T23:30-08:00")
    desk.do(lambda tx: begin(tx, "web:night", night))
    desk.do(lambda tx: conversations.log_in(tx, "web:night", "and now", desk.now))
    found = numbers(desk.window("charlie"))
    assert (found["/?figure=began&week=2026-W46"], found["/?figure=began&week=2026-W47"]) == (1, 0)
    assert found["/?figure=began&week=2026-W48"] == 3


def test_an_attendance_that_is_put_right_is_counted_anew(desk: Desk) -> None:
    """Who was noted as having come, by mistake, is then counted as not."""
    (row,) = desk.rows(tables.booking)
    later, window = START + timedelta(days=1), desk.window("charlie")
    desk.do(lambda tx: bookings.settle(tx, row.id, "completed", later, "staff:1"))
    assert listed(window.get("/?figure=attended&week=2026-W48")) == [ROSA]
    desk.do(lambda tx: bookings.settle(tx, row.id, "no_show", later, "staff:1"))
    assert listed(window.get("/?figure=attended&week=2026-W48")) == []
    assert listed(window.get("/?figure=no_show&week=2026-W48")) == [ROSA]


def test_what_is_erased_is_in_no_number(either_desk: Desk) -> None:
    """When a conversation is gone the page and its lists go on without it."""
    desk = either_desk
    path = "/?figure=began&week=2026-W48"
    assert listed(desk.window("charlie").get(path)) == [QUIET, desk.texter, ROSA]
    own = tables.message.c.conversation_id == QUIET
    desk.do(
        lambda tx: (
            tx.execute(tables.message.delete().where(own)),
            tx.execute(tables.conversation.delete().where(tables.conversation.c.id == QUIET)),
        )
    )
    assert numbers(desk.window("charlie"))[path] == 2
    assert listed(desk.window("charlie").get(path)) == [desk.texter, ROSA]


def test_pages_of_a_number_keep_it(desk: Desk) -> None:
    """The link to earlier ones, and the form of filters, stay with the conversations of the number."""
    desk.do(lambda tx: [begin(tx, f"web:n{number:02}", OLD) for number in range(40)])
    assert len(follow_pages(desk, "/?figure=began&week=2026-W46")) == 40
    page = desk.window("charlie").get("/?figure=began&week=2026-W46").text
    assert 'name="figure" value="began"' in page and 'name="week" value="2026-W46"' in page


def test_an_empty_time_shows_nothing_but_zeros(desk: Desk) -> None:
    """Weeks without a conversation are a page as well."""
    found = numbers(desk.window("charlie"), "/figures?weeks=53&last=2020-W10")
    assert set(found.values()) == {0}


def test_what_may_be_gone_already_is_said(desk: Desk) -> None:
    """Weeks that are older than unfinished conversations are kept carry a warning; younger ones do not."""
    window = desk.window("charlie")
    assert "show too few" in words_of(window.get("/figures"))
    assert "show too few" not in words_of(window.get("/figures?weeks=4"))


@pytest.mark.parametrize(
    "path",
    [
        "/figures?weeks=0", "/figures?weeks=54", "/figures?weeks=%C2%B2", "/figures?weeks=-1", "/figures?weeks=x",
        "/figures?last=2026", "/figures?last=2026-W54", "/figures?last=9999-W52", "/figures?channel=fax",
        "/?figure=began", "/?week=2026-W48", "/?figure=lost&week=2026-W48", "/?figure=began&week=2026-W48/2026-W01",
        "/?figure=began&week=0001-W01", "/?figure=topic&week=2026-W48",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(desk: Desk, path: str) -> None:
    """No number and no week is guessed: another list than the one that was meant would mislead."""
    assert desk.window("charlie").get(path).status_code == 400


def test_every_number_is_described(desk: Desk) -> None:
    """Each step and number stands with its meaning in the documents, and has a name on the page."""
    document = (ROOT / "docs" / "console.md").read_text(encoding="utf-8").partition("## Figures")[2]
    assert [name for name in NAMES if f"`{name}`" not in document] == []
    assert set(LABELS) == set(NAMES)


def test_looks_are_written_down(desk: Desk) -> None:
    """Who read the figures stands in the audit log."""
    desk.window("charlie").get("/figures")
    assert [row.actor for row in desk.audit("read the figures")] == [desk.account("charlie").actor]


def test_figures_that_are_worded_anew_each_time_never_mix_their_names_up(desk: Desk) -> None:
    """Names that the library makes up by an object's place in memory are given again when that is free."""
    bounds = [START, START + timedelta(days=7)]
    with desk.running.store.read() as tx:
        again = tx.execution_options(compiled_cache=None)
        assert len({len(funnel.count(again, bounds)) for _ in range(150)}) == 1
