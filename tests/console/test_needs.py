"""What needs a person: each number on top is that of the list behind it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.store import conversations, crises, deliveries, follow_ups, opt_outs, outbox, reviews, tables
from bot.store.engine import Tx
from bot.store.overview import NEEDS, PAGE
from tests.console.desk import PERSON_PHONE, PHONE, QUIET, ROSA, Desk, listed, on_top, words_of
from tests.console.test_inbox import begin, follow_pages


def numbers(desk: Desk) -> dict[str, int]:
    """The number on top of the list, by kind."""
    page = desk.window("bob").get("/").text
    return {kind: int(n) for kind, n in re.findall(r'href="/\?needs=(\w+)"[^>]*><strong>(\d+)</strong>', page)}


def who(desk: Desk, kind: str) -> list[str]:
    return listed(desk.window("bob").get(f"/?needs={kind}"))


def fail(tx: Tx, desk: Desk, conversation: str, kind: str, key: str) -> None:
    """A text that the provider will never take."""
    outbox.put(tx, key, kind, PHONE, "hello", desk.now, conversation)  # type: ignore[arg-type]
    for taken in outbox.take(tx, desk.now, 5):
        outbox.give_up(tx, taken, desk.now, "30003")


def test_every_number_is_that_of_its_list(either_desk: Desk) -> None:
    """With more than a page of some, one of others and several reasons for one conversation."""
    desk = either_desk

    def prepare(tx: Tx) -> None:
        for number in range(PAGE + 5):
            begin(tx, f"web:n{number}", desk.now, intent="book", confidence=0.2)
            follow_ups.upsert_open(tx, f"web:n{number}", "screening", desk.now)
        for kind in ("callback", "booking_trouble", "change", "clinician"):
            follow_ups.upsert_open(tx, "web:n1", kind, desk.now)  # type: ignore[arg-type]
        crises.record(tx, "web:n1", "web", "imminent", "rule-1", desk.now)
        crises.record(tx, "web:n1", "web", "risk", "rule-1", desk.now)
        crises.record(tx, "web:n2", "web", "mention", "rule-1", desk.now)
        fail(tx, desk, desk.texter, "alert", "a1")
        fail(tx, desk, desk.texter, "reply", "r1")
        fail(tx, desk, desk.texter, "reply", "r2")
        opt_outs.record(tx, PERSON_PHONE, desk.now, out=True, source="keyword")
        conversations.set_paused(tx, QUIET, True)

    desk.do(prepare)
    found = numbers(desk)
    assert list(found) == list(NEEDS)
    assert found == {kind: len(follow_pages(desk, f"/?needs={kind}")) for kind in NEEDS}
    assert found == {
        "danger": 2,
        "alert": 1,
        "callback": 2,
        "screening": PAGE + 5,
        "booking": 1,
        "clinician": 1,
        "opted_out": 1,
        "undelivered": 1,
        "taken_over": 1,
        "not_understood": PAGE + 6,
    }


def test_a_text_that_did_not_arrive_stays_until_somebody_has_reviewed_it(either_desk: Desk) -> None:
    """Refused by the provider or lost by the carrier; what arrived after all is none; a later failure is new."""
    desk = either_desk
    desk.do(lambda tx: fail(tx, desk, ROSA, "reply", "r1"))

    def send(tx: Tx) -> None:
        reports = {"s1": ("undelivered",), "s2": ("undelivered", "delivered"), "s3": ("delivered", "undelivered")}
        for key, statuses in reports.items():
            owner = QUIET if key == "s1" else desk.texter
            outbox.put(tx, key, "reply", PHONE + key[1], "hello", desk.now, owner)
            (taken,) = outbox.take(tx, desk.now, 1)
            outbox.sent(tx, taken, desk.now, key)
            for status in statuses:
                deliveries.record(tx, taken.id, key, status, desk.now)

    desk.do(send)
    assert set(who(desk, "undelivered")) == {ROSA, QUIET}
    assert who(desk, "alert") == []
    desk.forward(minutes=5)
    for one in (ROSA, QUIET):
        desk.do(lambda tx, one=one: reviews.mark(tx, one, "reviewed", desk.now))
    assert who(desk, "undelivered") == []
    desk.do(lambda tx: fail(tx, desk, ROSA, "reply", "r9"))
    assert who(desk, "undelivered") == [ROSA]


def test_an_alert_that_did_not_arrive_is_said_before_all_else(desk: Desk) -> None:
    """It stands above the list of what needs a person, and goes when somebody has reviewed the conversation."""
    window = desk.window("bob")
    assert "Alerts that did not arrive" not in window.get("/").text
    desk.do(lambda tx: fail(tx, desk, desk.texter, "alert", "a1"))
    page = window.get("/").text
    assert page.index("Alerts that did not arrive") < page.index("What needs a person")
    desk.forward(minutes=5)
    window.post(f"/c/{desk.texter}/mark", {"state": "reviewed"})
    assert "Alerts that did not arrive" not in window.get("/").text


def test_who_wants_no_texts_but_has_an_appointment(either_desk: Desk) -> None:
    """Only while it is to come, and until they want texts again."""
    desk = either_desk
    desk.do(lambda tx: opt_outs.record(tx, PERSON_PHONE, desk.now, out=True, source="keyword"))
    assert who(desk, "opted_out") == [ROSA]
    desk.do(lambda tx: opt_outs.record(tx, PERSON_PHONE, desk.now, out=False, source="keyword"))
    assert who(desk, "opted_out") == []
    desk.do(lambda tx: opt_outs.record(tx, PERSON_PHONE, desk.now, out=True, source="keyword"))
    desk.do(lambda tx: tx.execute(sa.update(tables.booking).values(starts_at=desk.now - timedelta(hours=1))))
    assert who(desk, "opted_out") == []


def test_what_was_not_understood(either_desk: Desk) -> None:
    """What the model rejects counts as much as little confidence; reviewed or old, it does not."""
    desk = either_desk

    def prepare(tx: Tx) -> None:
        begin(tx, "web:odd", desk.now, intent="nlu_fallback", confidence=0.6)
        begin(tx, "web:old", desk.now - timedelta(days=15), intent="book", confidence=0.1)

    desk.do(prepare)
    assert who(desk, "not_understood") == ["web:odd", QUIET]
    desk.do(lambda tx: reviews.mark(tx, QUIET, "reviewed", desk.now))
    assert who(desk, "not_understood") == ["web:odd"]


@pytest.mark.parametrize("change", ["acknowledged", "settled", "handed back", "cancelled", "corrected", "erased"])
def test_the_list_follows_every_change(either_desk: Desk, change: str) -> None:
    """What is filtered by is as true after a change or a deletion as after the first word."""
    desk = either_desk
    window = desk.window("bob")
    message = tables.message.c
    if change == "acknowledged":
        assert listed(window.get("/?unseen=1&crisis=1")) == [desk.texter]
        window.post(f"/c/{desk.texter}/acknowledge", {"event": desk.events(desk.texter)[0].id, "note": "called"})
        assert listed(window.get("/?unseen=1")) == []
        assert listed(window.get("/?crisis=1")) == [desk.texter]
    elif change == "settled":
        desk.do(lambda tx: tx.execute(sa.update(tables.booking).values(state="completed")))
        assert listed(window.get("/?outcome=booked")) == [ROSA]
    elif change == "handed back":
        window.post(f"/c/{QUIET}/take-over")
        assert who(desk, "taken_over") == [QUIET]
        window.post(f"/c/{QUIET}/hand-back")
        assert who(desk, "taken_over") == []
    elif change == "cancelled":
        desk.do(lambda tx: tx.execute(sa.update(tables.booking).values(state="cancelled")))
        assert listed(window.get("/?outcome=cancelled")) == listed(window.get("/?outcome=follow_up")) == [ROSA]
    elif change == "corrected":
        mine = (message.conversation_id == QUIET) & (message.direction == "in")
        desk.do(lambda tx: tx.execute(sa.update(tables.message).where(mine).values(intent="greet", confidence=0.9)))
        assert listed(window.get("/?intent=greet")) == [QUIET]
        assert listed(window.get("/?intent=ask_price")) == listed(window.get("/?low=1")) == []
    else:
        desk.do(lambda tx: tx.execute(sa.delete(tables.message).where(message.conversation_id == QUIET)))
        assert listed(window.get("/?intent=ask_price")) == listed(window.get("/?low=1")) == []
        desk.do(lambda tx: tx.execute(sa.delete(tables.conversation).where(tables.conversation.c.id == QUIET)))
        assert QUIET not in listed(window.get("/"))


def test_the_box_of_danger_shows_what_the_person_wrote(desk: Desk) -> None:
    """Not our last line: the gravest message since somebody last acknowledged, shortened."""
    window = desk.window("bob")

    def box() -> str:
        return words_of(window.get("/")).partition("People who may be in danger")[2].partition("Search")[0]

    def say(text: str, crisis: str) -> None:
        desk.forward(minutes=1)
        desk.do(lambda tx: conversations.log_in(tx, desk.texter, text, desk.now, crisis=crisis))
        desk.do(lambda tx: crises.record(tx, desk.texter, "sms", crisis, "rule-1", desk.now))
        desk.do(lambda tx: conversations.log_out(tx, desk.texter, ["Hello again. How can I help?"], desk.now))

    assert on_top(window.get("/")) == [desk.texter]
    assert "Person: everything is over for me tonight" in box()
    say("I have the pills here " + "and more " * 40, "imminent")
    say("nobody would miss me", "risk")
    assert "Person: I have the pills here" in box() and "..." in box()
    assert "Hello again" not in box() and "miss me" not in box()
    assert PHONE not in box()
    say("i dont know", "imminent")
    answer = max(row.id for row in desk.rows(tables.message, tables.message.c.direction == "in"))
    desk.do(lambda tx: conversations.note_understanding(tx, answer, intent="not_sure", confidence=1.0))
    assert "Person: I have the pills here" in box()  # and not the answer to "are you safe?", which says nothing alone
    window.post(f"/c/{desk.texter}/acknowledge", {"event": desk.events(desk.texter)[-1].id, "note": "called"})
    assert box() == ""
    say("it is back", "risk")
    assert "Person: it is back" in box()
