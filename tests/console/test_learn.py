"""Correcting what was understood: one message, many at once, and the list of what waits for somebody."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from bot.store import conversations, corrections, tables
from bot.store.engine import Tx
from tests.console.desk import QUIET, ROSA, Desk, words_of

FALLBACK = "nlu_fallback"
LIKELY = [("faq/onset", 0.3), ("faq/effectiveness", 0.2), ("faq/tms", 0.1), ("greet", 0.05)]


def say(
    desk: Desk,
    text: str,
    at: datetime | None = None,
    conversation: str = "web:l1",
    intent: str = FALLBACK,
    **known: Any,
) -> int:
    """A message of a person that was hardly understood, unless something else is known of it."""
    question = known.pop("question", None)
    crisis = known.pop("crisis", "none")
    moment = at or desk.now - timedelta(minutes=5)

    def write(tx: Tx) -> int:
        conversations.ensure(tx, conversation, "web", moment)
        logged = conversations.log_in(tx, conversation, text, moment, question=question, crisis=crisis)
        assert isinstance(logged, int)
        given = {"confidence": 0.3, "alternatives": LIKELY, **known}
        conversations.note_understanding(tx, logged, intent=intent, **given)
        return logged

    return desk.do(write)


def groups(page: TestResponse) -> list[list[int]]:
    """The messages on the work list, by their groups."""
    parts = page.text.partition('<ol class="groups">')[2].split("<li data-row")[1:]
    return [[int(one) for one in re.findall(r'name="message" value="(\d+)"', part)] for part in parts]


def correct(desk: Desk, message: int, to: str, conversation: str = "web:l1", **form: Any) -> TestResponse:
    return desk.window("bob").post(f"/c/{conversation}/correct", {"message": message, "to": to, **form})


def test_one_button_corrects_a_message(either_desk: Desk) -> None:
    """What it was taken for, what it wanted, who said so and when is kept, and the page says it."""
    message = say(either_desk, "hello when will it start working")
    answer = correct(either_desk, message, "faq/onset")
    assert answer.headers["Location"].replace("%3A", ":") == f"/c/web:l1#m{message}"
    (row,) = either_desk.rows(tables.correction)
    assert (row.message_id, row.old_intent, row.new_intent, row.state) == (message, FALLBACK, "faq/onset", "open")
    assert (row.staff_account_id, row.at) == (either_desk.account("bob").id, either_desk.now)
    assert "Corrected: how soon it works, by Bob Brown" in words_of(either_desk.window("charlie").get("/c/web:l1"))


@pytest.mark.parametrize(
    ("intent", "to", "chosen", "expected"),
    [
        (FALLBACK, "chosen", "faq/at_home", ("open", "faq/at_home")),
        (FALLBACK, "out_of_scope", "faq/at_home", ("open", "out_of_scope")),
        ("faq/tms", "right", "faq/at_home", ("open", "faq/tms")),
        (FALLBACK, "nothing", "faq/at_home", ("dismissed", None)),
        (FALLBACK, "right", "faq/at_home", ("dismissed", None)),
    ],
)
def test_each_button_says_one_thing(
    desk: Desk, intent: str, to: str, chosen: str, expected: tuple[str, str | None]
) -> None:
    """Chosen from the list, out of scope, right as it is, nothing to learn; only "Correct" reads the list."""
    assert correct(desk, say(desk, "words", intent=intent), to, intent=chosen).status_code == 303
    (row,) = desk.rows(tables.correction)
    assert (row.state, row.new_intent) == expected


def test_the_page_offers_what_the_model_thought_of_first(desk: Desk) -> None:
    """Three alternatives with keys, without the intent that it has and those that there are no more."""
    likely = [("faq/tms", 0.4), ("long_gone", 0.3), ("greet", 0.2), ("thank", 0.1), ("deny", 0.05), ("affirm", 0.01)]
    say(desk, "words", intent="faq/tms", alternatives=likely)
    page = desk.window("bob").get("/c/web:l1").text
    assert re.findall(r'value="([^"]+)" data-key="(\d)"', page) == [("greet", "1"), ("thank", "2"), ("deny", "3")]
    listed = re.findall(
        r'<option value="([^"]+)">', page.partition('<select name="intent">')[2].partition("</select>")[0]
    )
    assert listed[:3] == ["greet", "thank", "deny"]
    assert {"faq/cost_and_insurance", "out_of_scope", "crisis"} <= set(listed) and len(listed) == len(set(listed))


def test_a_correction_can_be_corrected_by_whoever_has_seen_it(desk: Desk) -> None:
    """A page that was made before somebody else's correction does not undo it."""
    message = say(desk, "words")
    assert correct(desk, message, "faq/tms").status_code == 303
    assert correct(desk, message, "greet").status_code == 409
    assert correct(desk, message, "greet", before="thank").status_code == 409
    assert [row.new_intent for row in desk.rows(tables.correction)] == ["faq/tms"]
    assert correct(desk, message, "nothing", before="faq/tms").status_code == 303
    assert correct(desk, message, "greet", before="dismissed").status_code == 303
    assert [(row.new_intent, row.state) for row in desk.rows(tables.correction)] == [("greet", "open")]


def test_what_is_exported_is_not_changed_under_its_file(desk: Desk) -> None:
    """Until the file is thrown away."""
    message = say(desk, "words")
    correct(desk, message, "faq/tms")
    desk.do(lambda tx: corrections.mark_exported(tx, [row.id for row in tx.execute(tables.correction.select())], "one"))
    assert correct(desk, message, "greet", before="faq/tms").status_code == 409
    assert '<details class="correct">' not in desk.window("bob").get("/c/web:l1").text
    desk.do(lambda tx: corrections.reopen(tx, "one"))
    assert correct(desk, message, "greet", before="faq/tms").status_code == 303


@pytest.mark.parametrize(
    "form",
    [
        {"to": "faq/nothing"},
        {"to": "chosen", "intent": "nlu_fallback"},
        {"to": "chosen"},
        {"to": ""},
        {},
        {"to": "greet", "message": ""},
        {"to": "greet", "message": "1 or 1=1"},
        {"to": "greet", "message": "٣"},
        {"to": "greet", "message": "9" * 30},
    ],
)
def test_a_form_that_says_nothing_changes_nothing(desk: Desk, form: dict[str, str]) -> None:
    """An intent that there is not, no message: 400, and no trace."""
    message = say(desk, "words")
    answer = desk.window("bob").post("/c/web:l1/correct", {"message": message, **form})
    many = desk.window("bob").post("/learn/correct", {"message": message, **form})
    assert (answer.status_code, many.status_code) == (400, 400)
    assert desk.rows(tables.correction) == []


def test_only_messages_of_people_who_are_not_in_danger_are_learned_from(desk: Desk) -> None:
    """A reply, a message of another conversation, one that shows danger and an unknown one are refused."""
    danger = next(one.id for one in desk.said(desk.texter) if one.direction == "in")
    reply = next(one.id for one in desk.said(ROSA) if one.direction == "out")
    assert correct(desk, danger, "greet", desk.texter).status_code == 400
    assert correct(desk, reply, "greet", ROSA).status_code == 404
    assert correct(desk, say(desk, "words"), "greet", ROSA).status_code == 404
    assert correct(desk, 99999, "greet").status_code == 404
    assert correct(desk, 1, "greet", "web:nobody").status_code == 404
    desk.window("bob").post("/learn/correct", {"message": [danger, reply, 99999], "to": "greet"})
    assert desk.rows(tables.correction) == []
    assert "data-message" not in desk.window("bob").get(f"/c/{desk.texter}").text


def test_a_missed_cry_for_help_is_flagged(desk: Desk) -> None:
    """It must not only wait in a list of training data."""
    correct(desk, say(desk, "i made my peace with it"), "crisis")
    assert [(row.conversation_id, row.state) for row in desk.rows(tables.review)] == [("web:l1", "flagged")]


def test_messages_that_are_alike_stand_together(desk: Desk) -> None:
    """The largest group first, with slips of the hand, and its links lead to the messages."""
    told = (
        "do you validate parking",
        "Do you validate parking??",
        "do you validte parking",
        "parking, do you validate",
    )
    cost = [say(desk, text, conversation=f"web:c{n}") for n, text in enumerate(told)]
    dogs = [say(desk, text) for text in ("can i bring my dog along", "can I bring my dog")]
    alone = say(desk, "is there wifi in the rooms")
    page = desk.window("bob").get("/learn")
    found = [sorted(group) for group in groups(page)]
    question = next(one.id for one in desk.said(QUIET) if one.direction == "in")
    assert found[:2] == [cost, dogs]
    assert sorted(found[2:]) == [[question], [alone]]
    assert f'href="/c/web:c2#m{cost[2]}"' in page.text.replace("%3A", ":")


def test_a_group_is_corrected_at_once_without_what_is_not_ticked(either_desk: Desk) -> None:
    """What is corrected leaves the list, the rest stays; each conversation has its event."""
    desk = either_desk
    first, second, third = (say(desk, "can i bring my dog", conversation=f"web:d{n}") for n in range(3))
    answer = desk.window("bob").post("/learn/correct?since=2026-11-01", {"message": [first, third], "to": "greet"})
    assert answer.headers["Location"] == "/learn?since=2026-11-01"
    assert [(row.message_id, row.new_intent) for row in desk.rows(tables.correction)] == [
        (first, "greet"),
        (third, "greet"),
    ]
    assert [second] in groups(desk.window("bob").get("/learn"))
    assert [row.subject for row in desk.audit("corrected")] == ["web:d0", "web:d2"]


def test_a_group_leaves_alone_what_somebody_else_has_corrected(desk: Desk) -> None:
    """And says how many those were."""
    first, second = (say(desk, "can i bring my dog") for _ in range(2))
    correct(desk, first, "faq/tms")
    window = desk.window("alice")
    answer = window.post("/learn/correct", {"message": [first, second], "to": "greet"})
    assert [row.new_intent for row in desk.rows(tables.correction)] == ["faq/tms", "greet"]
    assert "1 of them had been corrected by somebody else" in words_of(window.get(answer.headers["Location"]))


def test_right_as_it_is_for_many_keeps_the_intent_of_each(desk: Desk) -> None:
    """Rightly out of scope is worth learning, rightly not understood is not."""
    ids = [say(desk, "what about my dog", intent=intent) for intent in ("out_of_scope", FALLBACK, "faq/tms")]
    desk.window("bob").post("/learn/correct", {"message": ids, "to": "right"})
    assert [(row.new_intent, row.state) for row in desk.rows(tables.correction)] == [
        ("out_of_scope", "open"),
        (None, "dismissed"),
        ("faq/tms", "open"),
    ]


def test_the_list_has_what_was_not_understood_and_nothing_else(desk: Desk) -> None:
    """Rejected, out of scope or hardly understood; neither danger, answers, what was understood nor what is settled."""
    wanted = {say(desk, "does it snow", intent="out_of_scope", confidence=0.9), say(desk, "hm what is it like really")}
    wanted.add(say(desk, "low voice", intent="faq/tms", confidence=0.39))
    wanted.add(say(desk, "what about my dog?", question="name"))
    say(desk, "clear voice", intent="faq/tms", confidence=0.41)
    say(desk, "the dark water", crisis="mention")
    say(desk, "never read", intent="", confidence=0.0)
    answer = say(desk, "Delgado", question="name")
    correct(desk, say(desk, "settled"), "nothing")
    wanted.add(next(one.id for one in desk.said(QUIET) if one.direction == "in"))
    window = desk.window("bob")
    assert {one for group in groups(window.get("/learn")) for one in group} == wanted
    assert {one for group in groups(window.get("/learn?answers=1")) for one in group} == {*wanted, answer}


def test_the_list_can_be_of_some_days_only(desk: Desk) -> None:
    """From the beginning of a day to the end of another, in the clinic's zone."""
    for day, name in ((20, "early"), (21, "middle"), (22, "late")):
        say(desk, f"{name} words", datetime.fromisoformat(f"2026-11-{day}T23:30-08:00"))
    page = desk.window("bob").get("/learn?since=2026-11-21&until=2026-11-21").text
    assert "middle words" in page and "early words" not in page and "late words" not in page
    for path in ("/learn?since=soon", "/learn?until=9999-12-31", "/learn?since=2026-13-01"):
        assert desk.window("bob").get(path).status_code == 400


def test_what_people_write_is_no_markup_here_either(desk: Desk) -> None:
    """Neither on the list nor beside a correction."""
    message = say(desk, "<script>alert(1)</script> <b>hm</b>")
    assert "<script>alert" not in desk.window("bob").get("/learn").text
    correct(desk, message, "greet")
    assert "<script>alert" not in desk.window("bob").get("/c/web:l1").text


@pytest.mark.parametrize("text", ["?", "", "🙂", "a b", "\u202e", "ok " * 1300])
def test_any_message_can_be_grouped(desk: Desk, text: str) -> None:
    """Alone or beside others, whatever it is made of."""
    assert desk.window("bob").get("/learn").status_code == 200
    ids = {say(desk, text), say(desk, text)}
    assert ids in [set(group) for group in groups(desk.window("bob").get("/learn"))]


def test_a_full_list_says_that_it_is_cut(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the latest are looked at, and only so many of a group are shown at once."""
    for _ in range(4):
        say(desk, "can i bring my dog")
    monkeypatch.setattr("bot.console.learn.MEMBERS", 3)
    page = desk.window("bob").get("/learn")
    assert [len(group) for group in groups(page)] == [3, 1]
    assert "The first 3; the others come when these are done" in words_of(page)
    monkeypatch.setattr("bot.console.learn.MOST", 5)
    assert "Only the latest 5 are looked at" in words_of(desk.window("bob").get("/learn"))
