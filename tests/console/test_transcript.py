"""The page of one conversation: what was given and stored, what the model thought, and the way through the list."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from bot.clinic.interview.draft import Draft
from bot.store import conversations, crises, drafts, people, screenings
from bot.store.engine import Tx
from tests.console.desk import QUIET, ROSA, Desk, listed, words_of

HALF = "web:half"
GIVEN: dict[str, Any] = {
    "who": "other",
    "age": "adult",
    "reason": "ptsd",
    "clinician": "yes",
    "consent": "yes",
    "clinician_name": "Dr. Wu",
    "clinician_phone": "+12135550177",
    "name": "Ada Quist",
    "phone": "+12135550166",
}


def unfinished(tx: Tx, now: datetime) -> int:
    """A conversation that stops after a screening, before anything of the person is saved; gives the last message."""
    conversations.ensure(tx, HALF, "web", now - timedelta(hours=5))
    message = 0
    for question, text in ((None, "I want to book"), ("who", "for my sister"), ("age", "yes"), ("name", "Ada Quist")):
        said = conversations.log_in(tx, HALF, text, now - timedelta(hours=5), question=question)
        assert isinstance(said, int)
        message = said
    draft = Draft(goal="callback", facts=dict(GIVEN), skipped=["health"], question="email")
    drafts.save(tx, HALF, draft.to_json(), 0, now)
    answers = {name: GIVEN[name] for name in ("who", "age", "reason", "clinician", "consent")}
    screenings.record(
        tx,
        HALF,
        now - timedelta(hours=4),
        outcome="staff_follow_up",
        notes=["clinician_review"],
        rule_ids=["S1.other"],
        reasons=["a consultation for someone else is arranged with you by our staff"],
        answers={**answers, "health": "unsaid"},
        rules_version="2026-11-23",
        priority=False,
    )
    people.record_consent(tx, HALF, "contact_clinician", True, "v7", "May our staff contact your clinician?", now)
    people.record_consent(tx, HALF, "texts", False, "v8", "May we text you?", now)
    return message


def between(response: TestResponse) -> dict[str, str]:
    """The links to other conversations and to the list."""
    found = re.findall(r'<a id="(newer|list|older)" href="([^"]*)"', response.text)
    return {name: address.replace("%3A", ":").replace("&amp;", "&") for name, address in found}


# ---- what was given


def test_what_was_given_so_far_is_shown(desk: Desk) -> None:
    """Of a conversation that never came to its end, in words and not in ids, with the message that answered."""
    name = desk.do(lambda tx: unfinished(tx, desk.now))
    page = desk.window("charlie").get(f"/c/{HALF}")
    words = words_of(page)
    for told in (
        "For whom for someone else answered here",
        "Of age yes, 18 or older",
        "What brings them in Post-traumatic stress",
        "Has a clinician who knows the condition yes",
        "We may contact the clinician yes",
        "Clinician Dr. Wu",
        "Clinician's phone ******77 +12135550177",
        "Name Ada Quist",
        "Phone ******66 +12135550166",
        "Left out: health question",
        "Being asked: e-mail",
    ):
        assert told in words, told
    assert "Nothing was given" not in words
    assert re.findall(r'href="#m(\d+)">answered here<span class="hide">: Name', page.text) == [str(name)]


def test_a_conversation_without_answers_says_so(desk: Desk) -> None:
    """Nothing was given, and no empty headings stand there."""
    words = words_of(desk.window("bob").get(f"/c/{QUIET}"))
    assert "Nothing was given." in words
    assert "Given so far" not in words and "Permissions" not in words


def test_the_screening_is_shown_with_its_answers(desk: Desk) -> None:
    """Outcome, when, by which rules, why, what it noted for the staff, and what was answered."""
    desk.do(lambda tx: unfinished(tx, desk.now))
    words = words_of(desk.window("bob").get(f"/c/{HALF}")).partition("Screening")[2]
    assert words.startswith(
        " one of us decides Mon, Nov 23, 2026, 6:05 AM, rules 2026-11-23 because a consultation for someone else is"
        " arranged with you by our staff for the staff: one of our clinicians is to look at it before the consultation"
        " For whom for someone else"
        " Of age yes, 18 or older"
    )
    assert "Health question would rather not say" in words


def test_permissions_are_shown_with_what_was_asked(desk: Desk) -> None:
    """Each yes and no with its time and wording."""
    desk.do(lambda tx: unfinished(tx, desk.now))
    words = words_of(desk.window("bob").get(f"/c/{HALF}")).partition("Permissions")[2]
    assert words.startswith(" To contact the clinician: yes Mon, Nov 23, 2026, 10:05 AM What was asked")
    assert "May our staff contact your clinician? (wording v7)" in words
    assert "To text reminders: no" in words


def test_what_a_message_settled_leads_to_it(desk: Desk) -> None:
    """A permission that was given with a message links to that; one of another moment to none."""
    name = desk.do(lambda tx: unfinished(tx, desk.now))
    then = desk.now - timedelta(hours=5)
    desk.do(lambda tx: people.record_consent(tx, HALF, "texts", True, "v8", "May we text you?", then))
    page = desk.window("bob").get(f"/c/{HALF}").text
    assert re.findall(r'href="#m(\d+)">after this message', page) == [str(name)]


# ---- what was understood


@pytest.mark.parametrize(
    ("intent", "alternatives", "told"),
    [
        ("book", [("book", 0.6), ("greet", 0.2), ("deny", 0.1)], "book 0.31, next hello 0.20"),
        ("book", [("greet", 0.5), ("book", 0.31)], "book 0.31, the model's best was hello 0.50"),
        ("nlu_fallback", [("greet", 0.3), ("book", 0.2)], "not understood 0.31, the model's best was hello 0.30"),
        ("greet", [("nlu_fallback", 0.5), ("greet", 0.31), ("book", 0.2)], "hello 0.31, next book 0.20"),
        ("book", [("book", 0.31)], "book 0.31 Correct"),
        ("book", [], "book 0.31 Correct"),
    ],
)
def test_the_next_best_differs_from_what_was_chosen(
    desk: Desk, intent: str, alternatives: list[tuple[str, float]], told: str
) -> None:
    """And where the model's best was not chosen, it is named."""

    def understand(tx: Tx) -> None:
        said = conversations.log_in(tx, QUIET, "hm", desk.now)
        assert isinstance(said, int)
        conversations.note_understanding(tx, said, intent=intent, confidence=0.31, alternatives=alternatives)

    desk.do(understand)
    assert told in words_of(desk.window("bob").get(f"/c/{QUIET}"))


def test_the_keys_of_the_page_are_those_that_work(desk: Desk) -> None:
    """Each key of the buttons stands in the list, and says what its button says."""
    page = desk.window("bob").get(f"/c/{QUIET}")
    keys = dict(re.findall(r"<div><dt><kbd>(\w+)</kbd></dt><dd>([^<]*)</dd></div>", page.text))
    assert keys["o"] == "it is out of scope"
    assert keys["x"] == "nothing to learn from it"
    assert "Esc" in keys
    offered = set(re.findall(r'data-key="([a-z])"', page.text))
    assert offered and offered <= set(keys)


# ---- the way through the list


def test_newer_and_older_walk_the_list_that_one_came_from(desk: Desk) -> None:
    """With the filter in the address of each link, and of what is done on the page; the list leads back to it."""

    def write(tx: Tx) -> None:
        for number in range(2):
            at = desk.now - timedelta(hours=4 + number)
            conversations.ensure(tx, f"sms:{number}", "sms", at, f"+1310555018{number}")
            conversations.log_in(tx, f"sms:{number}", "Are you open on Friday?", at)

    desk.do(write)
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
