"""What Twilio posts: only what is signed for this very address is taken, and whatever it says does no harm."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest

from bot.channels.rasa import Rasa
from bot.channels.sms.webhook import MAX_BYTES
from bot.secret import webhook_token
from bot.store import deliveries, opt_outs, outbox, tables
from tests.sms.phone import STATUS, WEBHOOK, Line, Phone, TextWorld, new_sid, sign
from tests.sms.story import NUMBER, OTHER

PROXY = "https://texts.clinic.example"


@pytest.fixture
def phone(line: Line) -> Phone:
    return line.phone(NUMBER)


# The signature
async def test_without_a_valid_signature_nothing_is_taken(line: Line, phone: Phone) -> None:
    """None, rubbish, another token's, another address's, another text's: 403, and nothing is stored."""
    form = phone.form("hello")
    own = f"{line.running.settings.public_url}{WEBHOOK}"
    right = line.signature(form)
    wrong = {
        "none": "",
        "rubbish": "AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "no base64": "\u00fc\u00fc\u00fc",
        "cut short": right[:-1],
        "another case": right.swapcase(),
        "another token": sign("another token", own, form.items()),
        "no token": sign("", own, form.items()),
        "another host": line.signature(form, url=f"https://evil.example{WEBHOOK}"),
        "another path": line.signature(form, STATUS),
        "with a query": line.signature(form, url=f"{own}?text=1"),
        "another text": line.signature({**form, "Body": "hello!"}),
        "of nothing": line.signature({}),
    }
    for name, signature in wrong.items():
        assert await line.post(form, signature=signature) == (403, ""), name
    assert line.nothing_stored()
    assert await line.post(form, signature=right) == (204, "")


async def test_no_field_can_be_changed(line: Line, phone: Phone) -> None:
    """Sender, words and id are signed; so is a field that is added or left out, also a blank one."""
    form = phone.form("hello")
    right = line.signature(form)
    changed: list[dict[str, str]] = [
        {**form, "From": OTHER},
        {**form, "Body": "STOP"},
        {**form, "MessageSid": new_sid()},
        {**form, "NumMedia": "1"},
        {**form, "OptOutType": "STOP"},
        {**form, "Extra": ""},
        {name: value for name, value in form.items() if name != "FromZip"},
    ]
    for sent in changed:
        assert await line.post(sent, signature=right) == (403, ""), sent
    assert line.nothing_stored()


async def test_blank_fields_are_kept(line: Line, phone: Phone) -> None:
    """Twilio signs fields without a value, too, and a picture comes without words."""
    form = phone.form("", NumMedia="1", MediaUrl0="https://api.twilio.com/x", MediaContentType0="image/jpeg")
    assert "FromZip" in form and form["FromZip"] == "" == form["Body"]
    assert await line.post(form) == (204, "")
    (row,) = line.rows(tables.inbound_text)
    assert (row.body, row.media) == ("", 1)


async def test_a_field_may_come_twice(line: Line, phone: Phone) -> None:
    """Equal or different values of one name are signed as Twilio does it, and the text is taken once."""
    form = list(phone.form("hello").items())
    assert await line.post([*form, ("Tag", "b"), ("Tag", "a"), ("Tag", "b")]) == (204, "")
    assert await line.post([*form, ("Tag", "b"), ("Tag", "a")], signature=line.signature(form)) == (403, "")
    (row,) = line.rows(tables.inbound_text)
    assert row.body == "hello"


async def test_the_query_is_part_of_the_address(line: Line, phone: Phone) -> None:
    """With one, it must be signed as it was sent."""
    address = f"{WEBHOOK}?from=twilio&x=a%20b"
    form = phone.form("hello")
    assert await line.post(form, address, signature=line.signature(form)) == (403, "")
    assert line.nothing_stored()
    assert await line.post(form, address) == (204, "")
    assert len(line.rows(tables.inbound_text)) == 1


async def test_behind_a_proxy_the_public_address_counts(texting: TextWorld) -> None:
    """Twilio signs for https and the public host; what the request says of its host does not matter."""
    line = await texting.line(BOT_PUBLIC_URL=f"{PROXY}/")
    form = line.phone(NUMBER).form("hello")
    inside = line.signature(form, url=f"{line.base}{WEBHOOK}")
    assert await line.post(form, signature=inside) == (403, "")
    spoofed = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http"}
    evil = line.signature(form, url=f"http://evil.example{WEBHOOK}")
    assert await line.post(form, signature=evil, headers=spoofed) == (403, "")
    assert line.nothing_stored()
    right = line.signature(form, url=f"{PROXY}{WEBHOOK}")
    assert await line.post(form, signature=right, headers=spoofed) == (204, "")
    with_port = line.signature(form, url=f"{PROXY}:443{WEBHOOK}")  # Twilio signs the port or not
    assert await line.post(form, signature=with_port) == (204, "")


async def test_a_proxy_may_serve_it_below_a_path(texting: TextWorld) -> None:
    """BOT_PUBLIC_URL may have a path, which the proxy takes away."""
    line = await texting.line(BOT_PUBLIC_URL=f"{PROXY}:8443/chat")
    form = line.phone(NUMBER).form("hello")
    assert await line.post(form, signature=line.signature(form, url=f"{PROXY}:8443/chat{WEBHOOK}")) == (204, "")


async def test_with_an_account_its_token_signs(texting: TextWorld) -> None:
    """The token that is made for trying it at home opens nothing once an account is set up."""
    line = await texting.line(
        BOT_TWILIO_ACCOUNT_SID="AC1", BOT_TWILIO_AUTH_TOKEN="the account's token", BOT_TWILIO_FROM="+13105550101"
    )
    form = line.phone(NUMBER).form("hello")
    assert line.token == "the account's token"
    made = sign(webhook_token(line.running.secret), f"{line.running.settings.public_url}{WEBHOOK}", form.items())
    assert await line.post(form, signature=made) == (403, "")
    assert line.nothing_stored()
    assert await line.post(form) == (204, "")


# What it says
async def test_what_is_no_form_is_refused(line: Line, phone: Phone) -> None:
    """JSON, another kind of form, nothing, rubbish, other methods: never an error of ours, and nothing is stored."""
    form = phone.form("hello")
    bodies = [json.dumps(form).encode(), b"", b"&&&===", b"\xff\xfe\x00", b"%", b"Body=%ZZ&From=%2B13235550164"]
    for body in bodies:
        for kind in ("application/json", "multipart/form-data; boundary=x", "text/plain", ""):
            answer = await line.post(form, body=body, headers={"Content-Type": kind} if kind else {})
            assert answer == (403, ""), (body, kind, answer)
    for method in ("GET", "PUT", "DELETE", "PATCH"):
        async with line.http.request(method, line.base + WEBHOOK) as answer:
            assert answer.status in (404, 405), method
    assert line.nothing_stored()


async def test_what_is_too_large_is_refused(line: Line, phone: Phone) -> None:
    """413 from 64 KB on, signed or not; a text just below it is taken and gets a kind word."""
    form = phone.form("x")
    for size in (MAX_BYTES, 3 * MAX_BYTES, 20 * MAX_BYTES):
        status, _ = await line.post({**form, "Body": "x" * size})
        assert status == 413, size
    assert line.nothing_stored()
    said = await phone.say("x" * (MAX_BYTES - 2000))
    assert "shorter" in said and len(said) < 500


NO_NUMBERS = (
    "22395", "+22395", "KCLA", "VERIFY", "", "+1", "13235550164", "+0323555016", "whatsapp:+13235550164",
    "+1323555016x", "+1323555016455501", "+1 323 555 0164", "+１３２３５５５０１６４", "client:bob", "+13235550164\n",
)  # fmt: skip


async def test_who_has_no_number_is_passed_over(line: Line) -> None:
    """A short code, a brand's name, another network: taken as signed, and nothing comes of it."""
    for sender in NO_NUMBERS:
        assert await line.post(line.phone(sender).form("hello")) == (204, ""), sender
    assert line.nothing_stored()


async def test_a_text_needs_an_id(line: Line, phone: Phone) -> None:
    """Without one it could not be known when it comes again; SmsSid is the older name of it."""
    form = phone.form("hello")
    without = {name: value for name, value in form.items() if "Sid" not in name}
    for sid in ("", "SM 1", "é", "x" * 65):
        assert await line.post({**form, "MessageSid": sid, "SmsSid": sid}) == (204, ""), sid
    assert await line.post(without) == (204, "")
    assert line.nothing_stored()
    assert await line.post({**without, "SmsSid": "SM1"}) == (204, "")
    (row,) = line.rows(tables.inbound_text)
    assert row.provider_id == "SM1"


async def test_strange_numbers_of_pictures_do_no_harm(line: Line) -> None:
    """Whatever stands there, the text is taken."""
    for tail, media in enumerate(["", "-1", "²", "1e3", "none", "9" * 30, "9" * 5000]):
        phone = line.phone(f"+1323555018{tail}")
        assert await phone.say("hello", NumMedia=media), media


STRANGE = {
    "NUL": "he\0llo\0",
    "signs that control": "\x01\x02hello\x1b[31m\x7f",
    "emoji": "👋🏽 hello 👨‍👩‍👧‍👦 🇺🇸",
    "1600 characters": "hello " * 266 + "bye!",
    "other scripts": "مرحبا שלום 你好 привет नमस्ते",
    "accents upon accents": "h" + "\u0301\u0302\u0303" * 200 + "ello",
    "right to left": "\u202ehello\u202c\u2066x\u2069",
    "line ends": "hello\r\nI would\u2028like\u0085to\x0bbook",
    "quotes and more": "' OR 1=1; DROP TABLE booking; -- \\ %s {0} {slot} ${x} <b>",
    "beyond the first plane": "\U0001f9ff\U00020000\U0010ffff",
}


async def test_strange_signs_are_read_and_answered(line: Line) -> None:
    """Whatever a phone can send is logged as it is and gets one answer."""
    for tail, (name, text) in enumerate(STRANGE.items()):
        phone = line.phone(f"+1626555017{tail}")
        assert await phone.say(text), name
        assert phone.texted == [text.replace("\0", " ")], name


async def test_half_an_emoji_is_no_trouble(line: Line, phone: Phone) -> None:
    """Bytes that are no text become signs that stand for them, as Twilio's own side reads them."""
    form = phone.form("hi \ufffd\ufffd\ufffd there")
    whole = "&".join(f"{name}={quote(value, safe='')}" for name, value in form.items())
    half = whole.replace(quote("\ufffd" * 3), "%ED%A0%BD")
    assert half != whole
    assert await line.post(form, body=half.encode()) == (204, "")
    await phone.until_answered()
    assert len(phone.received) == 1


SLASHES = ["/restart", "/session_start", " /affirm", '/inform{"name": "x"}', "//back", "/ restart", "/deny /affirm",
           "/book_consultation{}", "/SetSlots(age=adult)", "/session_start now", "/intent{...}"]  # fmt: skip


async def test_a_slash_is_no_command(texting: TextWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rasa obeys "/restart" and "/affirm"; what a person texts never reaches it like that, nor answers a question."""
    line = await texting.line("summary")
    phone = line.phone(NUMBER)
    parsed: list[Any] = []
    parse = Rasa._parse

    async def watched(rasa: Rasa, message: Any) -> Any:
        found = await parse(rasa, message)
        parsed.append((message.text, found["intent"]["name"]))
        return found

    monkeypatch.setattr(Rasa, "_parse", watched)
    given = phone.facts
    for text in SLASHES:
        assert await phone.say(text), text
        assert phone.question == "summary" and phone.facts == given, text
    assert phone.bookings("booked") == []
    assert not any(text.startswith("/") or intent in ("restart", "session_start") for text, intent in parsed)


# Reports
@pytest.fixture
async def sent(line: Line, phone: Phone) -> int:
    """The row of a text that has left."""
    await phone.say("hello")
    return int(phone.outbox[0].id)


def report(status: str, sid: str = "SM1", **fields: str) -> dict[str, str]:
    """What Twilio posts of a text that it was given."""
    return {"MessageSid": sid, "MessageStatus": status, "To": NUMBER, "From": "+13105550101", "ErrorCode": "", **fields}


async def test_reports_are_kept(line: Line, sent: int) -> None:
    """Each once, in whatever order they come; the one that says most counts."""
    for status in ("queued", "delivered", "sent", "sent", "delivered", "sending"):
        assert await line.post(report(status), f"{STATUS}?text={sent}") == (204, "")
    rows = line.rows(tables.delivery)
    assert sorted(row.status for row in rows) == ["delivered", "queued", "sending", "sent"]
    with line.running.store.read() as tx:
        assert deliveries.status_of(tx, sent) == "delivered"
        assert deliveries.times_sent(tx, sent) == 1
    await line.post(report("sent", "SM2"), f"{STATUS}?text={sent}")
    with line.running.store.read() as tx:
        assert deliveries.times_sent(tx, sent) == 2


async def test_reports_must_be_signed(line: Line, phone: Phone, sent: int) -> None:
    """Nobody else can say that a number wants no texts, nor move a report to another text."""
    blocked = report("undelivered", ErrorCode="21610")
    for signature in (
        "",
        "AAAA",
        line.signature(blocked, STATUS),
        line.signature(blocked, f"{STATUS}?text={sent + 1}"),
    ):
        assert await line.post(blocked, f"{STATUS}?text={sent}", signature=signature) == (403, "")
    assert line.rows(tables.delivery) == [] and not phone.is_out


async def test_a_report_of_nothing_known_is_passed_over(line: Line, phone: Phone, sent: int) -> None:
    """An unknown text, no text, rubbish: taken as signed, and nothing comes of it."""
    blocked = report("failed", ErrorCode="21610")
    for query in (f"?text={sent + 99}", "", "?text=", "?text=x", "?text=-1", f"?text={'9' * 18}", f"?text={'9' * 40}",
                  "?text=%C2%B2", "?text=1.0", f"?txt={sent}"):  # fmt: skip
        assert await line.post(blocked, f"{STATUS}{query}") == (204, ""), query
    for fields in ({"MessageSid": ""}, {"MessageStatus": ""}, {"MessageStatus": "<b>"}, {"MessageStatus": "x" * 100}):
        assert await line.post({**report("sent"), **fields}, f"{STATUS}?text={sent}") == (204, ""), fields
    assert line.rows(tables.delivery) == [] and not phone.is_out


async def test_a_report_of_a_blocked_number_opts_it_out(line: Line, phone: Phone, sent: int) -> None:
    """21610 means that its owner has texted STOP to Twilio: nothing more leaves, until they text START."""
    with line.running.store.begin() as tx:
        outbox.put(tx, "another", "staff", NUMBER, "hello", line.running.now(), phone.conversation)
    blocked = report("undelivered", ErrorCode="21610")
    assert await line.post(blocked, f"{STATUS}?text={sent}") == (204, "")
    assert phone.opt_outs() == [(True, opt_outs.CARRIER, None)]
    assert phone.leaving == []
    assert await phone.say("hello?") == ""
    assert await phone.say("START")
    assert not phone.is_out
    assert await line.post(blocked, f"{STATUS}?text={sent}") == (204, "")
    assert not phone.is_out, "a report that came again has opted out somebody who is back"


async def test_other_errors_opt_nobody_out(line: Line, phone: Phone, sent: int) -> None:
    """A phone that is switched off is no wish."""
    for code in ("30003", "30005", "30008", "", "216100", "x"):
        await line.post(report("undelivered", f"SM{code}", ErrorCode=code), f"{STATUS}?text={sent}")
    assert len(line.rows(tables.delivery)) == 6 and not phone.is_out


def to_phone(line: Line) -> list[Any]:
    return [row for row in line.rows(tables.follow_up) if any("delivered" in reason for reason in row.reasons)]


async def test_what_did_not_arrive_is_for_the_staff_whenever_that_is_known(line: Line, phone: Phone, sent: int) -> None:
    """The report of a failure may overtake the others, and the courier that does not know yet that it has sent."""
    with line.running.store.begin() as tx:
        (taken,) = outbox.take(tx, line.running.now(), 1)
    for status in ("undelivered", "sent", "queued", "undelivered"):
        code = "30005" if status == "undelivered" else ""
        assert await line.post(report(status, ErrorCode=code), f"{STATUS}?text={sent}") == (204, "")
    with line.running.store.begin() as tx:
        outbox.sent(tx, taken, line.running.now(), "SM1")
    assert len(to_phone(line)) == 1 and not phone.is_out
    (row,) = phone.outbox
    assert (row.state, row.provider_id) == ("sent", "SM1")
    with line.running.store.read() as tx:
        assert deliveries.status_of(tx, sent) == "undelivered"


async def test_nobody_phones_whom_the_text_has_reached(line: Line, phone: Phone, sent: int) -> None:
    """It left twice, and one of the two arrived; or the failure is an older report."""
    await line.post(report("delivered", "SM1"), f"{STATUS}?text={sent}")
    for code in ("30003", "30004", "30006", "30007", "30008"):
        await line.post(report("undelivered", f"SM{code}", ErrorCode=code), f"{STATUS}?text={sent}")
    assert to_phone(line) == [] and not phone.is_out


async def test_numbers_of_every_kind_are_read(line: Line) -> None:
    """Toll-free or abroad, a turn is had, and STOP is the number's."""
    for number in ("+18005551234", "+442079460123", "+525512345678"):
        phone = line.phone(number)
        assert "automated assistant" in await phone.say("hello")
        await phone.say("STOP")
        assert phone.is_out, number


async def test_emoji_and_pictures_get_a_kind_word(line: Line, phone: Phone) -> None:
    """Alone or with words, and a text of ten segments is read as one."""
    assert await phone.say("🙂🙂🙂")
    assert "pictures" in await phone.say("", NumMedia="2")
    assert "nausea" in await phone.say("what are the side effects", NumMedia="1")
    assert await phone.say("i have a question about it. " * 60, NumSegments="11")
