"""What the staff do with a conversation, and what the person notices of it."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import sqlalchemy as sa

from bot.channels.path import Inbound, MessagePath
from bot.channels.web.messages import shown
from bot.context import Assistant
from bot.courier import gate
from bot.store import conversations, crises, opt_outs, outbox, reviews, staff, tables
from bot.store.engine import Tx
from tests.console.conftest import Template
from tests.console.desk import NAMES, PHONE, QUIET, ROSA, Desk, Window, desk_of, words_of
from tests.dialogues.driver import Conversation


def widget(desk: Desk, conversation: str) -> list[tuple[str, str]]:
    """What the person's chat shows: who said it, and what."""
    messages = [shown(message, lambda booking: booking) for message in desk.said(conversation)]
    return [(message["from"], message["text"]) for message in messages]


def texts(desk: Desk, kind: str = "staff") -> list[object]:
    return [row for row in desk.rows(tables.outbox) if row.kind == kind]


def open_event(desk: Desk) -> crises.Event:
    """The event of the sample that nobody has acknowledged."""
    return next(event for event in desk.events(desk.texter) if event.acknowledged_at is None)


# ---- danger


def test_acknowledging_ends_the_alerts_and_keeps_the_note(desk: Desk) -> None:
    """Who saw it, when, and what was done stand on the page, and nobody is alerted of it any more."""
    event = open_event(desk)
    with desk.running.store.read() as tx:
        assert [one.id for one in crises.alert_due(tx, desk.now + timedelta(days=9))] == [event.id]
    window = desk.window("bob")
    answer = window.post(f"/c/{desk.texter}/acknowledge", {"event": event.id, "note": "called, is with her sister"})
    assert answer.headers["Location"].replace("%3A", ":") == f"/c/{desk.texter}"
    (after,) = desk.events(desk.texter)
    assert (after.acknowledged_by, after.acknowledged_at, after.note) == (
        NAMES["bob"],
        desk.now,
        "called, is with her sister",
    )
    with desk.running.store.read() as tx:
        assert crises.alert_due(tx, desk.now + timedelta(days=9)) == []
    page = words_of(window.get(f"/c/{desk.texter}"))
    assert "seen by Bob Brown: called, is with her sister" in page
    assert "may be in danger" not in page


def test_one_acknowledgement_is_for_all_that_the_page_shows(desk: Desk) -> None:
    """Danger that showed twice is said twice and asked about once; both times are settled by it."""
    desk.do(lambda tx: crises.record(tx, desk.texter, "sms", "imminent", "rule-2", desk.now))
    window = desk.window("bob")
    events = re.findall(r'name="event" value="(\d+)"', window.get(f"/c/{desk.texter}").text)
    assert [int(one) for one in events] == [max(event.id for event in desk.events(desk.texter))]
    window.post(f"/c/{desk.texter}/acknowledge", {"event": events[0], "note": "called"})
    assert {event.acknowledged_by for event in desk.events(desk.texter)} == {NAMES["bob"]}
    assert "may be in danger" not in window.get(f"/c/{desk.texter}").text


def test_danger_after_the_acknowledgement_is_on_top_again(desk: Desk) -> None:
    """What comes later alerts on its own."""
    window, event = desk.window("bob"), open_event(desk)
    window.post(f"/c/{desk.texter}/acknowledge", {"event": event.id, "note": "called"})
    desk.do(lambda tx: crises.record(tx, desk.texter, "sms", "imminent", "rule-2", desk.now))
    assert "may be in danger" in words_of(window.get(f"/c/{desk.texter}"))
    with desk.running.store.read() as tx:
        assert [one.level for one in crises.alert_due(tx, desk.now)] == ["imminent"]


def test_an_event_of_another_conversation_is_refused(desk: Desk) -> None:
    """A form that was put together wrongly acknowledges nothing."""
    event = open_event(desk)
    for path, value in (
        (f"/c/{QUIET}/acknowledge", event.id),
        (f"/c/{desk.texter}/acknowledge", event.id + 99),
        (f"/c/{desk.texter}/acknowledge", ""),
        (f"/c/{desk.texter}/acknowledge", "-1"),
        (f"/c/{desk.texter}/acknowledge", "1 or 1=1"),
    ):
        answer = desk.window("bob").post(path, {"event": value, "note": "called"})
        assert answer.status_code in (400, 404)
    assert desk.events(desk.texter) == [event]
    assert desk.audit("acknowledged danger") == []


@pytest.mark.parametrize("note", ["", "   ", "x" * 1501])
def test_acknowledging_takes_a_word_on_what_was_done(desk: Desk, note: str) -> None:
    """Without a note, or with a whole story, it stays open."""
    event = open_event(desk)
    answer = desk.window("bob").post(f"/c/{desk.texter}/acknowledge", {"event": event.id, "note": note})
    assert answer.status_code == 400
    assert open_event(desk) == event


def test_a_second_acknowledgement_is_not_lost_without_a_word(desk: Desk) -> None:
    """Who comes second hears so; the first name and note stay, and the log does not say that both did it."""
    event, form = open_event(desk), {"event": open_event(desk).id, "note": "called"}
    desk.window("bob").post(f"/c/{desk.texter}/acknowledge", form)
    answer = desk.window("alice").post(f"/c/{desk.texter}/acknowledge", {**form, "note": "sent the police"})
    (after,) = desk.events(desk.texter)
    assert (after.id, after.acknowledged_by, after.note) == (event.id, NAMES["bob"], "called")
    assert answer.status_code == 409
    assert len(desk.audit("acknowledged danger")) == 1


# ---- review, tags, notes, who looks after it


def test_marking(desk: Desk) -> None:
    """Reviewed, flagged and new again; nothing else is a state."""
    window = desk.window("bob")
    for state in ("reviewed", "flagged", "new"):
        assert window.post(f"/c/{ROSA}/mark", {"state": state}).status_code == 303
        assert [row.state for row in desk.rows(tables.review)] == [state]
        assert f"Review: {state}" in words_of(window.get(f"/c/{ROSA}"))
    assert window.post(f"/c/{ROSA}/mark", {"state": "deleted"}).status_code == 400
    assert window.post(f"/c/{ROSA}/mark").status_code == 400
    assert window.post("/c/web:nobody/mark", {"state": "new"}).status_code == 404


def test_tagging(desk: Desk) -> None:
    """Tags are folded, added once, shown, and taken away."""
    window = desk.window("bob")
    for name in ("Billing", " billing ", "kind words"):
        assert window.post(f"/c/{ROSA}/tag", {"name": name}).status_code == 303
    assert [row.name for row in desk.rows(tables.tag)] == ["billing", "kind words"]
    assert "billing (remove)" in words_of(window.get(f"/c/{ROSA}"))
    window.post(f"/c/{ROSA}/tag", {"remove": "billing", "name": ""})
    assert [row.name for row in desk.rows(tables.tag)] == ["kind words"]
    assert window.post(f"/c/{ROSA}/tag", {"name": " "}).status_code == 400


def test_noting(desk: Desk) -> None:
    """A note stands with its author for the colleagues, and the person never sees it."""
    desk.window("bob").post(f"/c/{ROSA}/note", {"text": "prefers\nmornings"})
    page = words_of(desk.window("charlie").get(f"/c/{ROSA}"))
    assert "prefers mornings Bob Brown" in page
    assert "prefers" not in repr(widget(desk, ROSA))


def test_assigning(desk: Desk) -> None:
    """Somebody looks after it, which the list shows, and then nobody does."""
    window, charlie = desk.window("bob"), desk.account("charlie")
    window.post(f"/c/{ROSA}/assign", {"account": charlie.id})
    assert [row.assignee_id for row in desk.rows(tables.review)] == [charlie.id]
    assert NAMES["charlie"] in words_of(window.get("/"))
    window.post(f"/c/{ROSA}/assign", {"account": ""})
    assert [row.assignee_id for row in desk.rows(tables.review)] == [None]


def test_assigning_to_nobody_there_changes_nothing(desk: Desk) -> None:
    """An account that does not exist, or is disabled, does not look after anybody; the one who does stays."""
    window, bob = desk.window("bob"), desk.account("bob")
    window.post(f"/c/{ROSA}/assign", {"account": bob.id})
    desk.do(lambda tx: staff.change(tx, desk_account(tx, "charlie"), disabled_at=desk.now))
    for account in (999, desk.account("charlie").id):
        answer = window.post(f"/c/{ROSA}/assign", {"account": account})
        assert answer.status_code in (400, 404, 409)
        assert [row.assignee_id for row in desk.rows(tables.review)] == [bob.id]


def desk_account(tx: Tx, login: str) -> int:
    found = staff.by_login(tx, login)
    assert found is not None
    return found.id


# ---- taking over


def test_taking_over_tells_the_person_and_silences_the_assistant(desk: Desk) -> None:
    """The person hears by name who writes now, as a message of the staff."""
    desk.window("bob").post(f"/c/{QUIET}/take-over")
    with desk.running.store.read() as tx:
        found = conversations.find(tx, QUIET)
    assert found is not None and found.paused
    who, text = widget(desk, QUIET)[-1]
    assert who == "staff"
    assert NAMES["bob"] in text
    assert texts(desk) == []  # nothing leaves by text from a conversation on the website


def test_taking_over_twice_says_it_once(desk: Desk) -> None:
    """A second click of the holder is no news to the person."""
    window = desk.window("bob")
    for _ in range(2):
        assert window.post(f"/c/{QUIET}/take-over").status_code == 303
    assert [who for who, _ in widget(desk, QUIET)].count("staff") == 1
    assert len(desk.audit("took over")) == 1


def test_of_two_who_take_over_at_once_one_wins(either_desk: Desk) -> None:
    """The other hears 409, the person hears one name, on both databases."""
    desk = either_desk
    for turn in range(4):
        conversation = f"web:race{turn}"
        desk.do(lambda tx, one=conversation: conversations.ensure(tx, one, "web", desk.now))  # type: ignore[misc]
        windows, start = [desk.window("alice"), desk.window("bob")], Barrier(2)

        def take(window: Window, one: str = conversation, ready: Barrier = start) -> int:
            ready.wait(timeout=20)
            return window.post(f"/c/{one}/take-over").status_code

        with ThreadPoolExecutor(2) as pool:
            statuses = list(pool.map(take, windows))
        assert sorted(statuses) == [303, 409]
        winner = ("alice", "bob")[statuses.index(303)]
        (told,) = widget(desk, conversation)
        assert NAMES[winner] in told[1]
        with desk.running.store.read() as tx:
            assert reviews.of(tx, conversation).holder_id == desk.account(winner).id
    assert desk.broken() is None


def test_only_the_holder_replies(desk: Desk) -> None:
    """Before anybody has taken over, and for everybody else afterwards, a reply is refused and not sent."""
    bob, alice = desk.window("bob"), desk.window("alice")
    before = widget(desk, QUIET)
    assert bob.post(f"/c/{QUIET}/reply", {"text": "hello"}).status_code == 409
    assert widget(desk, QUIET) == before
    bob.post(f"/c/{QUIET}/take-over")
    assert alice.post(f"/c/{QUIET}/reply", {"text": "hello"}).status_code == 409
    assert alice.post(f"/c/{QUIET}/take-over").status_code == 409
    assert len(widget(desk, QUIET)) == len(before) + 1
    assert "Bob Brown has taken this conversation over" in words_of(alice.get(f"/c/{QUIET}"))
    assert bob.post(f"/c/{QUIET}/reply", {"text": "It is free, yes."}).status_code == 303
    assert widget(desk, QUIET)[-1] == ("staff", "It is free, yes.")


@pytest.mark.parametrize("text", ["", " \n ", "\0", "x" * 1501])
def test_a_reply_has_words_and_an_end(desk: Desk, text: str) -> None:
    """Nothing, and more than a text message can carry, is not sent."""
    window = desk.window("bob")
    window.post(f"/c/{QUIET}/take-over")
    before = widget(desk, QUIET)
    assert window.post(f"/c/{QUIET}/reply", {"text": text}).status_code == 400
    assert widget(desk, QUIET) == before


def test_a_reply_by_text_leaves_through_the_outbox(desk: Desk) -> None:
    """It waits for the courier as a text of the staff to the person's number, in the words that were written."""
    window = desk.window("bob")
    window.post(f"/c/{desk.texter}/take-over")
    desk.forward(seconds=30)
    window.post(f"/c/{desk.texter}/reply", {"text": "Can I call you now?"})
    told, reply = texts(desk)
    assert NAMES["bob"] in told.body  # type: ignore[attr-defined]
    assert (reply.recipient, reply.body, reply.state) == (PHONE, "Can I call you now?", "queued")  # type: ignore[attr-defined]
    assert reply.message_id == desk.said(desk.texter)[-1].id  # type: ignore[attr-defined]
    assert "Text: waits to be sent" in words_of(window.get(f"/c/{desk.texter}"))


def test_nothing_leaves_to_whom_wants_no_texts(desk: Desk) -> None:
    """The courier's gate withholds the reply of the staff, and lets it pass once the person wants texts again."""
    window = desk.window("bob")
    window.post(f"/c/{desk.texter}/take-over")
    desk.do(lambda tx: opt_outs.record(tx, PHONE, desk.now, out=True, source=opt_outs.KEYWORD, word="stop"))
    window.post(f"/c/{desk.texter}/reply", {"text": "Can I call you now?"})

    def look(tx: Tx) -> list[object]:
        return [
            gate.check(tx, desk.running, one, desk.now)
            for one in outbox.take(tx, desk.now, 1)  # the announcement comes first to one number
        ]

    assert desk.do(look) == [gate.Withhold("opted out")]
    desk.do(lambda tx: opt_outs.record(tx, PHONE, desk.now, out=False, source=opt_outs.KEYWORD, word="start"))
    desk.forward(minutes=3)
    assert desk.do(look) == [None]


def test_handing_back(desk: Desk) -> None:
    """The assistant says that it is there again, in its own name, and anybody may take over anew."""
    window = desk.window("bob")
    window.post(f"/c/{QUIET}/take-over")
    assert window.post(f"/c/{QUIET}/hand-back").status_code == 303
    who, text = widget(desk, QUIET)[-1]
    assert (who, "assistant" in text) == ("assistant", True)
    with desk.running.store.read() as tx:
        found = conversations.find(tx, QUIET)
    assert found is not None and not found.paused
    count = len(widget(desk, QUIET))
    window.post(f"/c/{QUIET}/hand-back")
    assert len(widget(desk, QUIET)) == count
    assert desk.window("alice").post(f"/c/{QUIET}/take-over").status_code == 303


@pytest.mark.parametrize("change", [{"disabled": "1"}, {"role": "viewer"}])
def test_who_may_write_no_more_holds_nothing(desk: Desk, change: dict[str, str]) -> None:
    """A conversation whose holder is disabled or may only read is not silent for ever: others can go on."""
    desk.window("bob").post(f"/c/{QUIET}/take-over")
    alice = desk.window("alice")
    alice.post(f"/staff/{desk.account('bob').id}", change)
    with desk.running.store.read() as tx:
        found = conversations.find(tx, QUIET)
    assert found is not None
    assert not found.paused
    assert widget(desk, QUIET)[-1][1].startswith("This is the automated assistant again")
    (row,) = desk.audit("handed back", QUIET)
    assert (row.actor, row.detail["holder"]) == (desk.account("alice").actor, desk.account("bob").id)
    assert alice.post(f"/c/{QUIET}/take-over").status_code == 303


async def test_while_taken_over_the_assistant_is_silent_but_for_danger(
    running: Assistant, path: MessagePath, chat: Conversation, template: Template
) -> None:
    """The person's words go to the staff alone, danger is answered at once, and after handing back it goes on."""
    desk = desk_of(running, template.staff)
    with template.running.store.read() as reading, running.store.begin() as tx:
        for table in (tables.staff_account, tables.staff_session):
            tx.execute(sa.insert(table), [dict(row._mapping) for row in reading.execute(sa.select(table))])
    first = await chat.say("I would like to book a free consultation")
    assert first.question is not None
    desk.set_clock(chat.now)
    desk.do(lambda tx: tx.execute(sa.update(tables.staff_session).values(started_at=desk.now, last_at=desk.now)))
    window = desk.window("bob")
    assert window.post(f"/c/{chat.id}/take-over").status_code == 303
    silent = await path.receive(Inbound(chat.id, "web", "what does it cost?", chat.now, client_id="while-held"))
    assert silent.replies == [] and silent.logged_in
    window.post(f"/c/{chat.id}/reply", {"text": "The first consultation is free."})
    grave = await chat.say("I want to kill myself tonight")
    assert "988" in grave.says
    assert "may be in danger" in words_of(window.get(f"/c/{chat.id}"))
    window.post(f"/c/{chat.id}/hand-back")
    after = await chat.say("what does it cost?")
    assert after.outcome.replies != []
    assert [who for who, _ in widget(desk, chat.id)].count("staff") == 2
    going_on = await chat.say("continue")
    assert going_on.question == first.question


@pytest.mark.parametrize(
    ("word", "told"), [("yes", "18 or older"), ("no", "continue"), ("18", None), ("yes I'm 41", None)]
)
async def test_after_handing_back_a_bare_yes_answers_no_old_question(
    running: Assistant, chat: Conversation, template: Template, word: str, told: str | None
) -> None:
    """It is about going on: the question is put again, or rests after a no. What can only be an answer is one."""
    desk = desk_of(running, template.staff)
    with template.running.store.read() as reading, running.store.begin() as tx:
        for table in (tables.staff_account, tables.staff_session):
            tx.execute(sa.insert(table), [dict(row._mapping) for row in reading.execute(sa.select(table))])
    await chat.say("I would like to book a free consultation")
    asked = await chat.say("for me")
    assert asked.question == "age"
    desk.set_clock(chat.now)
    desk.do(lambda tx: tx.execute(sa.update(tables.staff_session).values(started_at=desk.now, last_at=desk.now)))
    window = desk.window("bob")
    window.post(f"/c/{chat.id}/take-over")
    window.post(f"/c/{chat.id}/hand-back")
    turn = await chat.say(word)
    assert ("age" in turn.facts) == (told is None)
    assert told is None or told in turn.says
    assert turn.question == (None if word == "no" else "age" if told else "reason")
    if word == "yes":
        assert (await chat.say("yes")).facts["age"] == "adult"


# ---- work


def test_a_follow_up_is_settled_once(desk: Desk) -> None:
    """It leaves the list; a second click changes nothing and says so, and nothing else was closed."""
    window, (entry,) = desk.window("bob"), desk.rows(tables.follow_up)
    assert "asked for a call" in words_of(window.get("/follow-ups"))
    assert window.post(f"/follow-ups/{entry.id}/done").status_code == 303
    assert [row.state for row in desk.rows(tables.follow_up)] == ["done"]
    assert "Nobody waits for a call" in words_of(window.get("/follow-ups"))
    assert window.post(f"/follow-ups/{entry.id}/done").status_code == 409
    assert window.post("/follow-ups/999/done").status_code == 404
    assert len(desk.audit("settled a follow-up")) == 1


def test_how_far_the_call_of_a_clinician_is(desk: Desk) -> None:
    """Each status is kept and shown; others are none."""
    window, (clinician,) = desk.window("bob"), desk.rows(tables.treating_clinician)
    for seen, status in enumerate(("called", "spoken", "declined", "to_call")):
        form = {"status": status, "seen": str(seen)}
        assert window.post(f"/clinicians/{clinician.id}/status", form).status_code == 303
        assert [row.status for row in desk.rows(tables.treating_clinician)] == [status]
    assert window.post(f"/clinicians/{clinician.id}/status", {"status": "sued", "seen": "4"}).status_code == 400
    assert window.post("/clinicians/999/status", {"status": "called", "seen": "0"}).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        f"/follow-ups/{10**30}/done",
        f"/clinicians/{10**30}/status",
        f"/staff/{10**30}",
        "/c/%00/mark",
        f"/c/{ROSA}%00/take-over",
    ],
)
def test_numbers_and_signs_that_no_database_knows_are_not_there(either_desk: Desk, path: str) -> None:
    """What no page of the console links to is simply not there, whatever the database makes of it."""
    answer = either_desk.window("alice").post(path, {"status": "called", "state": "new", "role": "viewer"})
    assert answer.status_code in (400, 404)


def test_what_was_written_when_the_session_ended_comes_back(desk: Desk) -> None:
    """Nothing is sent or stored, and the words stand on the page that says so; a foreign page gets nothing back."""
    window, words = desk.window("bob"), "I am <b>glad</b> that you wrote"
    window.post(f"/c/{QUIET}/take-over")
    before = desk.said(QUIET)
    desk.forward(minutes=16)
    answer = window.post(f"/c/{QUIET}/reply", {"text": words})
    assert answer.status_code == 401 and words in words_of(answer) and "<b>glad" not in answer.text
    assert desk.said(QUIET) == before
    foreign = window.post(f"/c/{QUIET}/reply", {"text": words}, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403 and words not in words_of(foreign)


def test_who_only_reads_sees_how_far_it_is(desk: Desk) -> None:
    """A viewer sees review, colleague and tags, without a button to change them."""
    window = desk.window("bob")
    window.post(f"/c/{QUIET}/mark", {"state": "flagged"})
    window.post(f"/c/{QUIET}/tag", {"name": "insurance"})
    window.post(f"/c/{QUIET}/assign", {"account": str(desk.account("alice").id)})
    page = desk.window("charlie").get(f"/c/{QUIET}")
    said = words_of(page)
    assert "Review: flagged" in said and f"Looked after by {NAMES['alice']}" in said and "Tags: insurance" in said
    assert "<button" not in page.text.partition("<aside")[2].partition("</aside>")[0]


def test_a_conversation_that_was_erased_is_said_to_be(desk: Desk) -> None:
    """On whatever address of it."""
    for answer in (desk.window("bob").get("/c/web:gone"), desk.window("bob").post("/c/web:gone/note", {"text": "x"})):
        assert answer.status_code == 404 and "It was erased, or the address is not right" in words_of(answer)
