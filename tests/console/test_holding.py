"""Who holds a conversation: nobody waits for somebody who is gone, and nothing is lost that was written too late."""

from __future__ import annotations

import re

import pytest

from bot.courier import Courier
from bot.courier.abandoned import AbandonedTakeOvers
from bot.store import conversations, reviews, tables
from tests.console.desk import NAMES, PHONE, QUIET, Desk, words_of
from tests.console.test_acts import texts, widget

BACK = "This is the automated assistant again"
SORRY = "I'm sorry, our staff can't go on writing right now."


def take(desk: Desk, login: str, conversation: str = QUIET) -> None:
    assert desk.window(login).post(f"/c/{conversation}/take-over").status_code == 303


def holder(desk: Desk, conversation: str = QUIET) -> int | None:
    with desk.running.store.read() as tx:
        found = conversations.find(tx, conversation)
        held = reviews.of(tx, conversation).holder_id
    assert found is not None and found.paused is (held is not None)
    return held


def ask(desk: Desk, text: str = "can I book for monday?", conversation: str = QUIET) -> None:
    """The person writes."""
    desk.do(lambda tx: conversations.log_in(tx, conversation, text, desk.now))


def courier(desk: Desk) -> int:
    """One look of the courier."""
    return AbandonedTakeOvers(desk.running).work()


# ---- whoever is gone holds nothing


@pytest.mark.parametrize("way", ["/signout", "/signout-everywhere"])
def test_signing_out_hands_back(desk: Desk, way: str) -> None:
    """The person hears the usual words, by text as well, and the log says why; what others hold stays theirs."""
    take(desk, "bob")
    take(desk, "bob", desk.texter)
    desk.window("bob").post(way)
    for conversation in (QUIET, desk.texter):
        assert holder(desk, conversation) is None
        who, text = widget(desk, conversation)[-1]
        assert (who, text.startswith(BACK)) == ("assistant", True)
        (row,) = desk.audit("handed back", conversation)
        assert (row.actor, row.detail["because"]) == (desk.account("bob").actor, "signed out")
    assert [row.recipient for row in texts(desk)] == [PHONE, PHONE]  # type: ignore[attr-defined]
    assert desk.broken() is None


def test_signing_out_of_one_of_two_browsers_hands_nothing_back(desk: Desk) -> None:
    """Who is still signed in elsewhere goes on there; the last sign-out hands back."""
    second = desk.window()
    desk.sign_in(second, "bob")
    take(desk, "bob")
    desk.window("bob").post("/signout")
    assert holder(desk) == desk.account("bob").id
    assert courier(desk) == 0
    second.post("/signout")
    assert holder(desk) is None


def test_the_end_of_a_session_hands_back(desk: Desk) -> None:
    """After the idle quarter of an hour the courier does it, also where the person waits for nothing."""
    take(desk, "bob")
    desk.forward(seconds=1)
    desk.window("bob").post(f"/c/{QUIET}/reply", {"text": "It is free."})
    desk.forward(minutes=14)
    assert courier(desk) == 0
    desk.forward(minutes=2)
    assert courier(desk) == 1
    assert holder(desk) is None
    assert widget(desk, QUIET)[-1][1].startswith(SORRY)
    (row,) = desk.audit("handed back", QUIET)
    assert (row.actor, row.detail) == ("system", {"holder": desk.account("bob").id, "because": "signed out"})
    assert courier(desk) == 0
    assert desk.broken() is None


# ---- whoever does not answer


def keep_signed_in(desk: Desk, login: str, minutes: int) -> None:
    """They are at work elsewhere in the console."""
    for _ in range(minutes // 5):
        desk.forward(minutes=5)
        desk.window(login).get("/follow-ups")


def test_who_waits_too_long_is_given_back_to_the_assistant(either_desk: Desk) -> None:
    """A quarter of an hour after the person's message, while the holder looks at other things."""
    desk = either_desk
    take(desk, "bob", desk.texter)
    keep_signed_in(desk, "bob", 30)
    ask(desk, conversation=desk.texter)
    keep_signed_in(desk, "bob", 10)
    assert courier(desk) == 0
    keep_signed_in(desk, "bob", 5)
    assert courier(desk) == 1
    assert holder(desk, desk.texter) is None
    assert SORRY in widget(desk, desk.texter)[-1][1] and BACK in widget(desk, desk.texter)[-1][1]
    assert SORRY in texts(desk)[-1].body  # type: ignore[attr-defined]
    (row,) = desk.audit("handed back", desk.texter)
    assert row.detail["because"] == "no answer"


def test_the_announcement_is_no_answer(desk: Desk) -> None:
    """Who takes over, and then says nothing to somebody who has asked, lets them wait as well."""
    ask(desk)
    take(desk, "bob")
    keep_signed_in(desk, "bob", 15)
    assert courier(desk) == 1


@pytest.mark.parametrize("what", ["replies", "looks", "types"])
def test_who_is_at_work_in_it_keeps_it(desk: Desk, what: str) -> None:
    """A reply holds until the person writes again; looking at the page or typing in it gives the time anew."""
    bob = desk.window("bob")
    take(desk, "bob")
    desk.forward(minutes=1)
    ask(desk)
    keep_signed_in(desk, "bob", 10)
    if what == "replies":
        bob.post(f"/c/{QUIET}/reply", {"text": "One moment"})
    elif what == "looks":
        bob.get(f"/c/{QUIET}")
    else:
        bob.get(f"/c/{QUIET}/news?after=0&holder=2&typing=1")
    keep_signed_in(desk, "bob", 10)
    assert courier(desk) == 0
    keep_signed_in(desk, "bob", 10)
    assert courier(desk) == (0 if what == "replies" else 1)
    if what == "replies":
        ask(desk, "and then?")
        keep_signed_in(desk, "bob", 15)
        assert courier(desk) == 1


def test_a_page_that_looks_by_itself_holds_nothing(desk: Desk) -> None:
    """An open page is no person: its looks neither keep anybody signed in nor hold the conversation."""
    take(desk, "bob")
    ask(desk)
    for _ in range(3):
        desk.forward(minutes=5)
        desk.window("bob").get(f"/c/{QUIET}/news?after=0&holder=2&typing=0")
        desk.window("bob").get("/news")
    assert courier(desk) == 1


def test_what_another_holds_or_the_demonstration_shows_stays(desk: Desk) -> None:
    """Only what is abandoned ends; made-up conversations stay as they were played."""
    take(desk, "bob")
    take(desk, "alice", desk.texter)
    desk.do(
        lambda tx: tx.execute(
            tables.conversation.update().where(tables.conversation.c.id == desk.texter).values(demo=True)
        )
    )
    desk.forward(seconds=1)
    desk.window("bob").post(f"/c/{QUIET}/reply", {"text": "It is free."})
    keep_signed_in(desk, "bob", 30)
    assert courier(desk) == 0
    assert holder(desk) == desk.account("bob").id
    assert holder(desk, desk.texter) == desk.account("alice").id


def test_the_courier_looks_every_few_seconds(desk: Desk) -> None:
    """In its own loop, and not at every turn of it."""
    seconds = [0.0]
    looking = AbandonedTakeOvers(desk.running, lambda: seconds[0])
    assert looking.work() == 0
    take(desk, "bob")
    desk.forward(minutes=16)
    assert looking.work() == 0
    seconds[0] = 11.0
    assert looking.work() == 1

    take_again = desk.window()
    desk.sign_in(take_again, "bob")
    take_again.post(f"/c/{QUIET}/take-over")
    desk.forward(minutes=16)

    class Stop:
        done = False

        def is_set(self) -> bool:
            return self.done

    stop = Stop()

    def pause(_: float) -> None:
        stop.done = True

    Courier(desk.running).work(stop, pause)  # type: ignore[arg-type]
    assert holder(desk) is None


# ---- from somebody else


def test_anybody_who_may_write_ends_it_for_another_after_a_look(desk: Desk) -> None:
    """The page names the holder and since when; what it leads to is audited with the holder, and the person hears."""
    bob, alice = desk.window("bob"), desk.window("alice")
    take(desk, "alice")
    desk.forward(minutes=9)
    assert bob.post(f"/c/{QUIET}/hand-back").status_code == 409  # without a look
    assert bob.post(f"/c/{QUIET}/take-over").status_code == 409
    assert holder(desk) == desk.account("alice").id
    assert f"/c/{QUIET}/holder" in bob.get(f"/c/{QUIET}").text.replace("%3A", ":")
    page = bob.get(f"/c/{QUIET}/holder")
    assert "Alice Adams has held this conversation since Mon, Nov 23, 2026, 10:05" in words_of(page)
    form = {"holder": desk.account("alice").id}
    assert bob.post(f"/c/{QUIET}/take-over", form).status_code == 303
    assert holder(desk) == desk.account("bob").id
    assert NAMES["bob"] in widget(desk, QUIET)[-1][1]
    (row,) = desk.audit("took over from another", QUIET)
    assert (row.actor, row.detail) == (desk.account("bob").actor, {"holder": desk.account("alice").id})
    assert alice.post(f"/c/{QUIET}/hand-back", {"holder": desk.account("bob").id}).status_code == 303
    assert holder(desk) is None
    (row,) = desk.audit("handed back for another", QUIET)
    assert (row.actor, row.detail) == (desk.account("alice").actor, {"holder": desk.account("bob").id})
    assert bob.get(f"/c/{QUIET}/holder").status_code == 303


def test_what_a_page_said_before_ends_nothing_of_a_third(desk: Desk) -> None:
    """Who confirmed of one does not take it from Alice, who has it meanwhile."""
    take(desk, "alice")
    for way in ("take-over", "hand-back"):
        answer = desk.window("bob").post(f"/c/{QUIET}/{way}", {"holder": desk.account("charlie").id})
        assert answer.status_code == 409
        assert holder(desk) == desk.account("alice").id
        assert "Alice Adams has held this conversation" in words_of(answer)


def test_viewers_see_who_holds_it_and_can_do_nothing(desk: Desk) -> None:
    """They are told, without a way to end it."""
    take(desk, "bob")
    page = desk.window("charlie").get(f"/c/{QUIET}")
    assert "Bob Brown has taken this conversation over" in words_of(page)
    assert "/holder" not in page.text and "hand-back" not in page.text


# ---- too late


@pytest.mark.parametrize("meanwhile", ["handed back", "taken over"])
def test_a_reply_that_comes_too_late_is_kept(desk: Desk, meanwhile: str) -> None:
    """The page says who holds it now and shows what was written; from there it is sent after taking over again."""
    bob, words = desk.window("bob"), "You can come on Monday.\nWould 10 suit <you>?"
    take(desk, "bob")
    if meanwhile == "handed back":
        bob.post(f"/c/{QUIET}/hand-back")
    else:
        desk.window("alice").post(f"/c/{QUIET}/take-over", {"holder": desk.account("bob").id})
    said = widget(desk, QUIET)
    answer = bob.post(f"/c/{QUIET}/reply?channel=web", {"text": words})
    assert answer.status_code == 409
    assert widget(desk, QUIET) == said
    page = words_of(answer)
    assert "Your reply was not sent" in page and "Would 10 suit <you>?" in page
    assert ("Alice Adams has held" in page) is (meanwhile == "taken over")
    assert f'href="/c/{QUIET}?channel=web"' in answer.text.replace("%3A", ":")
    form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="(\d+)">', answer.text.partition("</form>")[0]))
    form |= dict(re.findall(r'<input type="hidden" name="(\w+)" value="(\d+)">', answer.text.split("</textarea>")[1]))
    assert bob.post(f"/c/{QUIET}/reply", {"text": words, **form}).status_code == 303
    assert widget(desk, QUIET)[-1] == ("staff", words)
    assert "Bob Brown of our staff" in widget(desk, QUIET)[-2][1]
    assert holder(desk) == desk.account("bob").id
    assert desk.broken() is None


def test_who_loses_the_race_hears_who_won(desk: Desk) -> None:
    """Not a bare refusal: who it is, since when, and the way back."""
    take(desk, "alice")
    answer = desk.window("bob").post(f"/c/{QUIET}/take-over")
    assert answer.status_code == 409
    assert "Somebody else was quicker Alice Adams has held this conversation since" in words_of(answer)
    assert f'href="/c/{QUIET}"' in answer.text.replace("%3A", ":")


def test_who_lost_it_does_not_take_it_from_a_third_unseen(desk: Desk) -> None:
    """Sending from the page of the lost reply takes over only from whom that page has named."""
    take(desk, "alice")
    answer = desk.window("bob").post(f"/c/{QUIET}/reply", {"text": "hello", "take": "1", "holder": "3"})
    assert answer.status_code == 409
    assert holder(desk) == desk.account("alice").id
    assert "hello" in words_of(answer)


def test_it_is_known_since_when(desk: Desk) -> None:
    """A take-over notes its moment, the next its own, and nothing is left of it afterwards."""
    take(desk, "bob")
    (row,) = desk.rows(tables.review)
    assert row.held_since == row.held_active_at == desk.now
    desk.forward(minutes=3)
    desk.window("alice").post(f"/c/{QUIET}/take-over", {"holder": row.holder_id})
    (row,) = desk.rows(tables.review)
    assert row.held_since == desk.now
    desk.window("alice").post(f"/c/{QUIET}/hand-back")
    (row,) = desk.rows(tables.review)
    assert (row.holder_id, row.held_since, row.held_active_at) == (None, None, None)
