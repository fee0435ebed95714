"""The list of conversations: order, pages, filters, search, and words that would like to be markup."""

from __future__ import annotations

import base64
import re
from datetime import datetime, timedelta
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
import sqlalchemy as sa

from bot.store import bookings, conversations, crises, follow_ups, people, reviews, tables
from bot.store.engine import Tx
from bot.store.overview import PAGE
from tests.console.desk import (
    PERSON_EMAIL,
    PERSON_NAME,
    PERSON_PHONE,
    PHONE,
    QUIET,
    ROSA,
    Desk,
    listed,
    on_top,
    words_of,
)


def begin(tx: Tx, conversation: str, at: datetime, text: str = "hello", channel: str = "web", **known: Any) -> int:
    """A conversation with one message."""
    conversations.ensure(tx, conversation, channel, at)
    logged = conversations.log_in(tx, conversation, text, at)
    assert isinstance(logged, int)
    if known:
        conversations.note_understanding(tx, logged, **known)
    return logged


def many(desk: Desk, count: int, text: str = "hello") -> list[str]:
    """More conversations, some at the same moment, all after those of the sample; gives their ids, latest first."""
    made = [(desk.now - timedelta(minutes=number // 3), f"web:m{number:03}") for number in range(count)]

    def write(tx: Tx) -> None:
        for at, name in made:
            begin(tx, name, at, text)

    desk.do(write)
    return [name for _, name in sorted(made, reverse=True)]


def follow_pages(desk: Desk, path: str = "/", meanwhile: Any = None) -> list[str]:
    """Read page after page, with something that happens in between; gives the ids in their order."""
    seen: list[str] = []
    window = desk.window("charlie")
    while path:
        page = window.get(path)
        assert page.status_code == 200
        seen += listed(page)
        assert len(listed(page)) <= PAGE
        path = next(iter(re.findall(r'href="([^"]+)" rel="next"', page.text)), "").replace("&amp;", "&")
        if meanwhile is not None:
            meanwhile()
    return seen


# ---- order and pages


def test_the_latest_activity_comes_first(either_desk: Desk) -> None:
    """A new message of the person, and a reply to one, lift a conversation to the top."""
    desk = either_desk
    window = desk.window("charlie")
    assert listed(window.get("/")) == [QUIET, desk.texter, ROSA]
    desk.do(lambda tx: conversations.log_in(tx, ROSA, "one more thing", desk.now))
    assert listed(window.get("/")) == [ROSA, QUIET, desk.texter]
    desk.do(lambda tx: conversations.log_out(tx, desk.texter, ["hello"], desk.now + timedelta(seconds=1)))
    assert listed(window.get("/")) == [desk.texter, ROSA, QUIET]


def test_pages_have_no_gaps_and_no_repeats(either_desk: Desk) -> None:
    """All conversations are met once, in order, also those that were active at the same moment."""
    made = many(either_desk, 2 * PAGE + 5)
    assert follow_pages(either_desk) == [*made, QUIET, either_desk.texter, ROSA]


def test_pages_stay_whole_while_people_write(either_desk: Desk) -> None:
    """New conversations, and messages in those that were seen, shift nothing on the pages that follow."""
    desk, made = either_desk, many(either_desk, 2 * PAGE + 5)
    counter = iter(range(100))

    def write() -> None:
        number = next(counter)
        at = desk.now + timedelta(minutes=1 + number)
        desk.do(lambda tx: [begin(tx, f"web:new{number}-{n}", at) for n in range(4)])
        desk.do(lambda tx: conversations.log_in(tx, made[number], "more", at))

    assert follow_pages(desk, meanwhile=write) == [*made, QUIET, desk.texter, ROSA]


def test_a_full_page_is_the_last_when_nothing_follows(desk: Desk) -> None:
    """With exactly one page of conversations there is no link to an empty one."""
    many(desk, PAGE - 3)
    page = desk.window("charlie").get("/")
    assert len(listed(page)) == PAGE
    assert 'rel="next"' not in page.text


def test_pages_keep_the_filters(desk: Desk) -> None:
    """The link to earlier ones lists the same kind of conversations."""
    made = many(desk, PAGE + 4)
    desk.do(lambda tx: [reviews.mark(tx, name, "flagged", desk.now) for name in made[1:]])
    assert follow_pages(desk, "/?review=flagged") == made[1:]


@pytest.mark.parametrize("argument", ["_external=1&_scheme=http", "_scheme=http", "endpoint=door.sign_in", "_anchor=x"])
def test_what_stands_in_the_address_does_not_steer_the_links(desk: Desk, argument: str) -> None:
    """Odd names in the address neither break the page nor lead its links elsewhere."""
    many(desk, PAGE + 1)
    page = desk.window("charlie").get(f"/?{argument}")
    assert page.status_code == 200
    (link,) = re.findall(r'href="([^"]+)" rel="next"', page.text)
    assert link.startswith("/?")
    assert "#" not in link


@pytest.mark.parametrize(
    "query",
    [
        "before=nonsense",
        "before=%C3%A9",
        "before=" + base64.urlsafe_b64encode(b"2026-11-23T10:00:00 web:rosa").decode(),
        "before=" + base64.urlsafe_b64encode(b"0001-01-01T00:00:00+14:00 web:rosa").decode(),
        "before=" + base64.urlsafe_b64encode(b"9999-12-31T23:59:59-14:00 web:rosa").decode(),
        "before=" + base64.urlsafe_b64encode(b"2026-11-23T10:00:00+00:00 web:\x00").decode(),
        "since=yesterday",
        "since=0001-01-01",
        "until=9999-12-31",
        "until=9999-12-30",
        "intent=%00",
        "tag=%00",
        "tag=%FF%FE",
        "assignee=99999999999999999999",
        "assignee=-1",
        "channel=fax&outcome=lost&review=old",
        "intent=' or 1=1 --",
    ],
)
def test_odd_filters_break_nothing(either_desk: Desk, query: str) -> None:
    """Whatever stands in the address, there is a list, or a page that says it could not be read."""
    assert either_desk.window("charlie").get(f"/?{query}").status_code in (200, 400)


# ---- filters


def test_every_filter(either_desk: Desk) -> None:
    """Each filter lists what it says, alone and with others, and what stands in the form stays there."""
    desk = either_desk
    texter, bob = desk.texter, desk.account("bob").id

    def prepare(tx: Tx) -> None:
        crises.record(tx, QUIET, "web", "mention", "rule-9", desk.now)
        reviews.mark(tx, ROSA, "reviewed", desk.now)
        reviews.mark(tx, QUIET, "flagged", desk.now)
        reviews.assign(tx, QUIET, bob, desk.now)
        reviews.add_tag(tx, texter, "sister")
        begin(tx, "web:old", desk.now - timedelta(days=3), intent="thank", confidence=0.9)
        begin(tx, "web:gone", desk.now - timedelta(days=2))
        follow_ups.upsert_open(tx, "web:gone", "callback", desk.now)

    desk.do(prepare)
    expected = {
        "": [QUIET, texter, ROSA, "web:gone", "web:old"],
        "channel=sms": [texter],
        "channel=web": [QUIET, ROSA, "web:gone", "web:old"],
        "intent=book": [ROSA],  # the log holds it, though the assistant does not know it
        "intent=greet": [],
        "low=1": [QUIET],
        "outcome=booked": [ROSA],
        "outcome=cancelled": [],
        "outcome=follow_up": ["web:gone"],
        "outcome=open": [QUIET, texter, "web:old"],
        "crisis=1": [QUIET, texter],
        "review=new": [texter, "web:gone", "web:old"],
        "review=reviewed": [ROSA],
        "review=flagged": [QUIET],
        f"assignee={bob}": [QUIET],
        "assignee=nobody": [texter, ROSA, "web:gone", "web:old"],
        "assignee=me": [],
        "unseen=1": [texter],
        "tag=sister": [texter],
        "tag=brother": [],
        "since=2026-11-23": [QUIET, texter, ROSA],
        "until=2026-11-20": ["web:old"],
        "since=2026-11-21&until=2026-11-21": ["web:gone"],
        "channel=web&outcome=open&review=new": ["web:old"],
    }
    window = desk.window("charlie")
    assert {query: listed(window.get(f"/?{query}")) for query in expected} == expected
    page = window.get("/?channel=web&since=2026-11-21&intent=book&low=1").text
    assert '<option value="web" selected>' in page and '<option value="book" selected>' in page
    assert 'value="2026-11-21"' in page
    assert re.search(r'name="low" value="1" checked', page)


def test_days_are_days_of_the_clinic(either_desk: Desk) -> None:
    """Late in the evening in Los Angeles it is the next day in UTC, but not in the filter."""
    desk, late = either_desk, datetime.fromisoformat("2026-11-20T23:30-08:00")
    desk.do(lambda tx: begin(tx, "web:late", late))
    window = desk.window("charlie")
    assert listed(window.get("/?since=2026-11-20&until=2026-11-20")) == ["web:late"]
    assert listed(window.get("/?since=2026-11-21&until=2026-11-21")) == []


def test_a_cancelled_appointment_is_an_outcome(desk: Desk) -> None:
    """Cancelled is what has no other appointment."""
    (booking,) = desk.rows(tables.booking)
    desk.do(lambda tx: bookings.cancel(tx, booking.id, desk.now))
    window = desk.window("charlie")
    assert listed(window.get("/?outcome=cancelled")) == [ROSA]
    assert listed(window.get("/?outcome=booked")) == []


# ---- danger and counts


def test_danger_is_on_top_until_it_is_acknowledged(either_desk: Desk) -> None:
    """The worst first, then who has waited longest; a mention is not among them; who was seen to is gone."""
    desk = either_desk

    def prepare(tx: Tx) -> None:
        crises.record(tx, QUIET, "web", "imminent", "rule-2", desk.now)
        crises.record(tx, ROSA, "web", "mention", "rule-3", desk.now)

    desk.do(prepare)
    window = desk.window("bob")
    assert on_top(window.get("/")) == [QUIET, desk.texter]
    assert on_top(window.get("/?channel=sms&review=reviewed")) == [QUIET, desk.texter]
    made_up = tables.conversation.update().where(tables.conversation.c.id == QUIET)
    desk.do(lambda tx: tx.execute(made_up.values(demo=True)))
    assert on_top(window.get("/")) == [desk.texter, QUIET], "what is made up takes nobody's place"
    event = next(row.id for row in desk.events(QUIET))
    window.post(f"/c/{QUIET}/acknowledge", {"event": event, "note": "called 911"})
    assert on_top(window.get("/")) == [desk.texter]
    event = next(row.id for row in desk.events(desk.texter))
    window.post(f"/c/{desk.texter}/acknowledge", {"event": event, "note": "called"})
    assert on_top(window.get("/")) == []
    assert "may be in danger" not in words_of(window.get("/"))


def test_the_count_of_danger_leads_to_what_it_counts(desk: Desk) -> None:
    """Behind "in danger, not acknowledged" are those conversations, and not all that ever showed any."""
    desk.do(lambda tx: crises.acknowledge(tx, desk.events(desk.texter)[0].id, "Bob Brown", desk.now, "called"))
    desk.do(lambda tx: crises.record(tx, QUIET, "web", "risk", "rule-2", desk.now))
    window = desk.window("bob")
    (link,) = re.findall(r'<a href="([^"]+)"><strong>1</strong> in danger', window.get("/").text)
    assert listed(window.get(link.replace("&amp;", "&"))) == [QUIET]


# ---- search


def search(desk: Desk, words: str) -> list[str]:
    answer = desk.window("charlie").post("/search", {"words": words})
    assert answer.status_code == 200
    return listed(answer)


@pytest.mark.parametrize(
    "words",
    ["consultation", "CONSULTATION", "book consult", "rosa", "Delgado", "rosa delgado", "5550119", PERSON_EMAIL],
)
def test_search_finds_messages_names_numbers_and_addresses(either_desk: Desk, words: str) -> None:
    """Each word in a message or in what the person gave of themself, in any case and order."""
    assert search(either_desk, words) == [ROSA]


@pytest.mark.parametrize("number", ["(323) 555-0119", "323-555-0119", "+13235550119", "323.555.0119"])
def test_search_finds_numbers_however_they_are_written(desk: Desk, number: str) -> None:
    """A number as somebody reads it from a telephone is found."""
    assert search(desk, number) == [ROSA]


def test_search_finds_the_number_that_somebody_texts_from(desk: Desk) -> None:
    """Who has texted and given no name is found by the number, too."""
    assert search(desk, PHONE[2:]) == [desk.texter]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("¿Cuánto cuesta la sesión de mañana?", "sesión mañana"),
        ("¿CUÁNTO CUESTA LA SESIÓN DE MAÑANA?", "sesión mañana"),
        ("¿cuánto cuesta la sesión de mañana?", "SESIÓN MAÑANA"),
        ("Ich wohne in der Lange Straße", "straße"),
        ("my name is Åsa Öberg", "öberg"),
    ],
)
def test_search_knows_letters_of_other_languages(either_desk: Desk, text: str, words: str) -> None:
    """Small and capital letters with accents are the same on both databases."""
    either_desk.do(lambda tx: begin(tx, "web:maria", either_desk.now, text))
    assert search(either_desk, words) == ["web:maria"]


@pytest.mark.parametrize(
    ("text", "words", "others"),
    [
        ("I am 100% sure", "100%", "I paid 1000 dollars"),
        ("write to a_b@example.com", "a_b", "write to axb@example.com"),
        ("it is in C:\\notes", "C:\\notes", "it is in C:notes"),
        ("50 % off", "%", "fifty off"),
        ("snake_case", "_", "camelCase"),
        ("it's mine", "it's", "its mine"),
    ],
)
def test_search_takes_every_sign_as_it_is(either_desk: Desk, text: str, words: str, others: str) -> None:
    """Percent, underscore and backslash stand for themselves, on both databases alike."""

    def write(tx: Tx) -> None:
        begin(tx, "web:it", either_desk.now, text)
        begin(tx, "web:other", either_desk.now, others)

    either_desk.do(write)
    found = search(either_desk, words)
    assert "web:it" in found
    assert "web:other" not in found


@pytest.mark.parametrize("words", ["\0", "a\0b", "x" * 5000, "' or 1=1 --", "\\", "😀", " ", "\ud7ff"])
def test_odd_searches_break_nothing(either_desk: Desk, words: str) -> None:
    """Whatever is searched for, there is a list."""
    assert either_desk.window("charlie").post("/search", {"words": words}).status_code == 200


def test_what_is_searched_for_stands_in_no_address(desk: Desk) -> None:
    """It is sent in the body only: no link, redirect or form of the answer carries it on, and a GET is no search."""
    window = desk.window("charlie")
    answer = window.post("/search", {"words": "delgado"})
    assert answer.status_code == 200 and "Location" not in answer.headers
    for target in re.findall(r'(?:href|action|src)="([^"]*)"', answer.text):
        assert "delgado" not in target.casefold()
    assert re.search(r'name="words" type="search" value="delgado"', answer.text)
    assert window.get("/search?words=delgado").status_code == 405
    assert len(listed(window.get("/?words=delgado"))) == 3


def _below(html: str) -> str:
    """What stands below the filters and what they say of themselves."""
    return html.partition('aria-label="Conversations"')[2].rpartition("</ul>")[2]


def search_on(desk: Desk, words: str, path: str = "/search") -> list[str]:
    """Search and go on to the last page by the buttons of the pages; gives the ids in their order."""
    window, seen, form = desk.window("charlie"), [], {"words": words}
    for _ in range(20):
        page = window.post(path, form)
        assert page.status_code == 200
        seen += listed(page)
        form = {
            name: unescape(value)
            for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', _below(page.text))
        }
        if not form:
            return seen
        assert words not in page.request.url
    raise AssertionError("there is no last page")


def test_a_search_goes_on_page_by_page(either_desk: Desk) -> None:
    """All hits are met once, in order, with words that need escaping, within the filters that stand in the address."""
    desk = either_desk
    made = many(desk, 2 * PAGE + 5, 'hello "you" & I')
    assert search_on(desk, 'hello "you"') == made
    desk.do(lambda tx: [reviews.mark(tx, name, "flagged", desk.now) for name in made[: PAGE + 2]])
    assert search_on(desk, "hello", "/search?review=flagged") == made[: PAGE + 2]


def test_a_frequent_word_is_searched_for_bit_by_bit(either_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each page says how far back it has looked for a word of very many messages, and the next goes on there."""
    monkeypatch.setattr("bot.store.overview.search.MANY", 3)
    monkeypatch.setattr("bot.store.overview.pages.SCAN", 10)
    desk = either_desk
    made = many(desk, 25)
    assert search_on(desk, "hello") == made
    page = desk.window("charlie").post("/search", {"words": "hello"})
    assert len(listed(page)) == 10
    assert "Searched back to" in words_of(page)
    assert search_on(desk, "cost hello") == []
    assert search_on(desk, "cost free") == [QUIET]  # one word in each of two messages


@pytest.mark.parametrize("before", ["nonsense", "%", "x" * 5000])
def test_an_odd_mark_of_a_search_is_refused(desk: Desk, before: str) -> None:
    """A form that was tampered with gives a plain answer."""
    assert desk.window("charlie").post("/search", {"words": "x", "before": before}).status_code == 400


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ('say "no"', True),
        ("no AND", True),
        ("x* (y)", True),
        ("NOT", True),
        ("ok", True),
        ("😀", True),
        ("😀😀", False),
        ("text:no", False),
        ("ñandú", True),
        ("ÑANDÚ", True),
        ("y) OR", False),
        ("a" * 200, False),
        ("&", True),
        ("|", False),
        ("!x", False),
        (":*", False),
        ("'", False),
    ],
)
def test_search_knows_no_operators(either_desk: Desk, words: str, found: bool) -> None:
    """What is a sign or a word of a database's own language is looked for like any other, short ones as well."""
    text = 'They say "no" AND not & yes x* (y) ok 😀 Ñandú'
    either_desk.do(lambda tx: begin(tx, "web:it", either_desk.now, text))
    assert ("web:it" in search(either_desk, words)) is found


def test_parts_of_words(desk: Desk, postgres_desk: Desk) -> None:
    """SQLite finds any part of a word in any script, PostgreSQL its beginning; both find parts of names."""
    for one in (desk, postgres_desk):
        one.do(lambda tx, one=one: begin(tx, "web:it", one.now, "unforgettable 東京都庁舎"))
        assert search(one, "unforget") == search(one, "東京都") == ["web:it"]
        assert search(one, "elgad") == [ROSA]
    assert search(desk, "forgett") == search(desk, "京都庁") == ["web:it"]
    assert search(postgres_desk, "forgett") == []


def test_search_follows_every_change(either_desk: Desk) -> None:
    """Changed words are found by the new ones only, and what is deleted is found no more."""
    desk, message, person = either_desk, tables.message, tables.person
    logged = desk.do(lambda tx: begin(tx, "web:it", desk.now, "a lighthouse"))
    desk.do(lambda tx: tx.execute(sa.update(message).where(message.c.id == logged).values(text="a windmill")))
    assert search(desk, "lighthouse") == []
    assert search(desk, "windmill") == ["web:it"]
    desk.do(lambda tx: tx.execute(sa.update(person).values(name="Maria", email=None)))
    assert search(desk, "delgado") == []
    assert search(desk, "maria") == [ROSA]
    desk.do(lambda tx: tx.execute(sa.delete(message).where(message.c.id == logged)))
    assert search(desk, "windmill") == []


# ---- escaping


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'>{{ 7 * 7 }}"


def test_words_are_never_markup(either_desk: Desk) -> None:
    """Messages, names, notes, tags, reasons and clinicians with markup stand on every page as what was typed."""
    desk = either_desk

    def prepare(tx: Tx) -> None:
        name = "web:evil"
        begin(tx, name, desk.now, HOSTILE)
        conversations.log_out(tx, name, [conversations.Reply("ok", [{"title": HOSTILE}])], desk.now)
        person = people.save_person(tx, name, HOSTILE, PHONE, HOSTILE, desk.now)
        people.save_clinician(tx, name, person_id=person, name=HOSTILE, practice=HOSTILE, email=HOSTILE, now=desk.now)
        follow_ups.upsert_open(tx, name, "callback", desk.now, reasons=[HOSTILE], preferred_time=HOSTILE)
        crises.record(tx, name, "web", "risk", "rule-1", desk.now)

    desk.do(prepare)
    window = desk.window("alice")
    path = "/c/web:evil"
    window.post(f"{path}/note", {"text": HOSTILE})
    window.post(f"{path}/tag", {"name": "<b onclick=x>\"'"})
    window.post("/staff/invite", {"login": "<i>dora", "name": HOSTILE, "role": "viewer"})
    window.post(f"{path}/acknowledge", {"event": desk.events("web:evil")[0].id, "note": HOSTILE})
    pages = [window.get(one) for one in ("/", path, "/follow-ups", "/clinicians", "/calendar", "/staff/", "/audit")]
    pages += [window.post("/search", {"words": HOSTILE[:40]}), window.get(f"/?tag={quote(HOSTILE)}")]
    assert "&lt;script&gt;alert" in window.get(f"/?intent={quote(HOSTILE)}").text
    pages.append(window.ask("GET", "/confirm", query_string={"to": "/" + HOSTILE}))
    for page in pages:
        assert page.status_code == 200
        for markup in ("<script>alert", "<img", "<b onclick", "<i>dora", 'onerror=alert(2)>"'):
            assert markup not in page.text
    assert HOSTILE in words_of(pages[1]).replace("  ", " ")
    assert PERSON_NAME in pages[3].text


def test_what_an_open_page_asks_for(either_desk: Desk) -> None:
    """Only numbers: the last message, the last event that nobody has acknowledged, and in how many conversations."""
    desk = either_desk
    window = desk.window("charlie")
    (event,) = desk.events(desk.texter)
    before = window.get("/news").json
    assert (before["event"], before["danger"]) == (event.id, 1)
    desk.do(lambda tx: conversations.log_out(tx, QUIET, ["hello"], desk.now))
    desk.do(lambda tx: crises.record(tx, QUIET, "web", "mention", "rule-1", desk.now))
    assert window.get("/news").json == {**before, "message": before["message"] + 1}
    desk.do(lambda tx: crises.record(tx, QUIET, "web", "risk", "rule-1", desk.now))
    after = window.get("/news").json
    assert after["event"] > event.id and after["danger"] == 2
    for one in (event.id, after["event"]):
        desk.do(lambda tx, one=one: crises.acknowledge(tx, one, "Bob Brown", desk.now, "called"))
    assert window.get("/news").json == {**after, "event": 0, "danger": 0}
    assert "read the list" not in {row.action for row in desk.audit()}


# ---- rows without anything in them


def test_a_row_in_which_nobody_has_written_is_not_listed(either_desk: Desk) -> None:
    """What is texted to somebody who booked on the website is none of the list, until they answer; nor is a hold."""
    desk = either_desk
    window, texts = desk.window("bob"), desk.running.text_conversation(PERSON_PHONE)

    def send(tx: Tx) -> None:
        conversations.ensure(tx, texts, "sms", desk.now, PERSON_PHONE)
        conversations.log_out(tx, texts, ["Your consultation is on Tue, Dec 1."], desk.now)

    desk.do(send)
    held = {"start": "2026-12-01T18:00Z", "minutes": "60", "label": "a caller"}
    number = window.post("/calendar/hold", held).headers["Location"].rpartition("/")[2]
    hold = desk.do(lambda tx: bookings.get(tx, int(number))).conversation_id
    before = [QUIET, desk.texter, ROSA]
    assert listed(window.get("/")) == before
    assert texts not in window.get(f"/c/{QUIET}").text.replace("%3A", ":")  # as the newer one
    window.post(f"/calendar/{number}/release", {"version": "1"})
    assert listed(window.get("/")) == before and listed(window.get("/?channel=staff")) == []
    assert listed(window.post("/search", {"words": PERSON_PHONE})) == [ROSA]
    assert window.get(f"/c/{hold}").status_code == 200
    desk.do(lambda tx: conversations.log_in(tx, texts, "1", desk.now + timedelta(minutes=1)))
    assert listed(window.get("/")) == [texts, *before]
    desk.do(lambda tx: tx.execute(sa.delete(tables.message).where(tables.message.c.conversation_id == texts)))
    assert listed(window.get("/")) == before


def test_what_has_to_be_done_is_listed_without_a_word(either_desk: Desk) -> None:
    """Booked by telephone, danger that was stored before its message, a follow-up, and a message of the staff."""
    desk = either_desk
    window = desk.window("bob")
    form = {"start": "2026-12-01T18:00Z", "key": "k" * 20, "name": "Sam Caller", "phone": "213 555 0123"}
    number = window.post("/calendar/book", form).headers["Location"].rpartition("/")[2]
    phoned = desk.do(lambda tx: bookings.get(tx, int(number))).conversation_id

    def write(tx: Tx) -> None:
        for minute, who in enumerate(("web:danger", "web:call", "web:staff", "web:nothing"), 1):
            conversations.ensure(tx, who, "web", desk.now + timedelta(minutes=minute))
        crises.record(tx, "web:danger", "web", "risk", "rule-1", desk.now)
        follow_ups.upsert_open(tx, "web:call", "callback", desk.now)
        said = conversations.Reply("Hello", author="staff:2")
        conversations.log_out(tx, "web:staff", [said], desk.now + timedelta(minutes=3))

    desk.do(write)
    assert listed(window.get("/")) == ["web:staff", "web:call", "web:danger", phoned, QUIET, desk.texter, ROSA]
