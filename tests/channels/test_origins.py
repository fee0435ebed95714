"""Which pages may use the channel, and what stands in the head of every answer."""

from __future__ import annotations

from typing import Any

import pytest

from bot.store import tables
from tests.channels.client import Answer, Client, new_id
from tests.channels.world import Site, World

OURS = "https://www.clinic.example"
ADDRESSES = ("/conversations", "/messages")
FOREIGN = [
    "https://evil.example",
    "http://www.clinic.example",
    "https://clinic.example",
    "https://www.clinic.example:8443",
    "https://www.clinic.example.evil.example",
    "https://evil.example/https://www.clinic.example",
    "https://www.clinic.example@evil.example",
    "null",
    "file://",
    "https://",
    "*",
    "www.clinic.example",
    "https://[",
    "https://[::1",
    "https://www.clinic.example, https://evil.example",
    "https://\u2100.example",
]


@pytest.fixture
async def shared(world: World) -> Site:
    """A site whose chat another page may carry."""
    return await world.site(origins=[OURS])


async def every_request(client: Client, headers: dict[str, str]) -> list[Answer]:
    """One of each request of the channel, with these headers; ending comes last."""
    body = {"id": new_id(), "text": "hello", "after": 0}
    return [
        await client.request("POST", "/conversations", {}, headers=headers),
        await client.request("GET", "/messages", headers=headers),
        await client.request("POST", "/messages", body, headers=headers),
        await client.request("DELETE", "/conversations", headers=headers),
    ]


def check_head(answer: Answer) -> None:
    """Assert what stands in every answer, whatever it is."""
    assert "no-store" in answer.headers["Cache-Control"], answer
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert answer.headers.get("Access-Control-Allow-Origin") != "*"
    assert "Set-Cookie" not in answer.headers
    if answer.text:
        assert answer.headers["Content-Type"].startswith("application/json")


@pytest.mark.parametrize("origin", FOREIGN)
async def test_a_foreign_page_can_do_nothing(shared: Site, origin: str) -> None:
    """403 for every request, and none of them is done."""
    known = await shared.begun()
    await known.say("hello")
    before = await known.history()
    for answer in await every_request(known, {"Origin": origin}):
        assert (answer.status, answer.body["error"]) == (403, "origin"), answer.text
        assert answer.said and "Access-Control-Allow-Origin" not in answer.headers
        assert "Origin" in answer.headers["Vary"]
        check_head(answer)
    assert await known.history() == before and len(shared.rows(tables.web_session)) == 1


@pytest.mark.parametrize("origin", [*FOREIGN[:3], "null"])
@pytest.mark.parametrize("address", ADDRESSES)
async def test_a_foreign_page_gets_no_preflight(shared: Site, origin: str, address: str) -> None:
    """The browser is told nothing that would let the page go on."""
    asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    answer = await shared.client().request("OPTIONS", address, headers=asked)
    assert answer.status == 403
    assert not [name for name in answer.headers if name.lower().startswith("access-control-allow")]


@pytest.mark.parametrize("address", ADDRESSES)
async def test_a_configured_page_gets_its_preflight(shared: Site, address: str) -> None:
    """Methods and headers that the widget needs, for this origin only, and no cookies."""
    asked = {
        "Origin": OURS,
        "Access-Control-Request-Method": "DELETE",
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    answer = await shared.client().request("OPTIONS", address, headers=asked)
    assert answer.status in (200, 204)
    assert answer.headers["Access-Control-Allow-Origin"] == OURS
    allowed = {part.strip().lower() for part in answer.headers["Access-Control-Allow-Headers"].split(",")}
    assert {"authorization", "content-type"} <= allowed
    assert {"GET", "POST", "DELETE"} <= {p.strip() for p in answer.headers["Access-Control-Allow-Methods"].split(",")}
    assert "Origin" in answer.headers["Vary"]
    check_head(answer)


async def test_a_configured_page_can_talk_and_read_refusals(shared: Site) -> None:
    """The whole conversation, with the refusals that the widget must understand."""
    headers = {"Origin": OURS}
    page = shared.client()
    answers = [await page.begin(headers=headers)]
    answers.append(await page.say("hello", headers=headers))
    answers.append(await page.poll(0, headers=headers))
    answers.append(await page.post({"id": "x"}, headers=headers))
    answers.append(await page.end(headers=headers))
    answers.append(await page.poll(headers=headers))
    assert [answer.status for answer in answers] == [201, 200, 200, 422, 204, 401]
    for answer in answers:
        assert answer.headers["Access-Control-Allow-Origin"] == OURS
        assert answer.headers["Vary"] == "Origin"
        check_head(answer)


async def test_a_configured_page_can_read_that_a_request_was_too_large(shared: Site) -> None:
    """However large: otherwise the widget sees a lost connection, and sends the same again and again."""
    page = await shared.begun()
    assert (await page.post({"id": new_id(), "text": "a" * 70_000}, headers={"Origin": OURS})).status == 413
    size = {"Origin": OURS, "Content-Length": str(5 * 2**20)}
    answer = await page.raw(page.head("POST", "/messages", size))
    assert answer.status == 413
    assert answer.headers.get("Access-Control-Allow-Origin") == OURS


async def test_pages_of_the_assistant_itself_need_no_permission(site: Site) -> None:
    """Its own host and port, in any case of letters, also when a proxy has ended TLS."""
    host = site.base.removeprefix("http://")
    for origin in (site.base, site.base.upper().replace("HTTP", "http"), f"https://{host}"):
        answer = await site.client().begin(headers={"Origin": origin})
        assert answer.status == 201
    other_port = await site.client().begin(headers={"Origin": "http://127.0.0.1:1"})
    assert other_port.status == 403


async def test_no_page_at_all_is_no_foreign_page(site: Site) -> None:
    """A program without Origin needs its token like everybody else."""
    client = await site.begun()
    assert (await client.say("hello")).status == 200
    for told, status in (("cross-site", 403), ("same-site", 403), ("same-origin", 200), ("none", 200)):
        assert (await client.poll(headers={"Sec-Fetch-Site": told})).status == status


@pytest.mark.parametrize("origin", ["null", "https://evil.example", ""])
async def test_a_request_without_host_is_of_no_own_page(site: Site, origin: str) -> None:
    """An origin without an address is not the same as a missing Host."""
    client = await site.begun()
    for host in ({}, {"Host": ""}):
        sent = client.head("POST", "/conversations", {"Origin": origin, "Content-Length": "2", **host}, host=False)
        answer = await client.raw(sent + b"{}")
        assert answer.status in (400, 403), answer
    assert len(site.rows(tables.web_session)) == 1


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/conversations", 405),
        ("PUT", "/conversations", 405),
        ("PATCH", "/conversations", 405),
        ("PUT", "/messages", 405),
        ("DELETE", "/messages", 405),
        ("PATCH", "/messages", 405),
        ("HEAD", "/messages", 405),
        ("HEAD", "/conversations", 405),
        ("TRACE", "/messages", 405),
        ("GET", "", 404),
        ("GET", "/", 404),
        ("GET", "/messages/1", 404),
        ("POST", "/webhook", 404),
        ("GET", "/messages/../../../clinic.yml", 404),
        ("DELETE", "/conversations/all", 404),
    ],
)
async def test_other_methods_and_addresses(site: Site, method: str, address: str, status: int) -> None:
    """Refused as JSON with a sentence, never cached, and nothing done; 405 names what is allowed."""
    client = await site.begun()
    answer = await client.request(method, address)
    assert answer.status == status
    check_head(answer)
    if method != "HEAD":
        assert answer.body["error"] == {404: "not_found", 405: "method"}[status] and answer.said
    if status == 405:
        assert "POST" in answer.headers.get("Allow", "")
    assert (await client.poll()).status == 200


async def test_every_answer_has_its_head(world: World) -> None:
    """Of all statuses that the channel has."""
    site = await world.site("who", limits={"reads_per_minute": 3})
    person = site.person
    answers: list[Any] = [
        await site.client().begin(),
        await person.say("for me"),
        await person.poll(),
        await person.choose(1, message=site.person.offer["id"]),
        await person.choose(99),
        await person.post(None, data=b"x"),
        await person.post({"id": new_id(), "text": "a" * 70_000}),
        await person.post(None, data=b"a" * 300_000, headers={"Expect": "100-continue"}),
        await person.poll(),
        await person.poll(),
        await person.poll(),
        await person.end(),
        await person.poll(),
    ]
    assert [a.status for a in answers] == [201, 200, 200, 409, 422, 400, 413, 413, 200, 200, 429, 204, 401]
    for answer in answers:
        check_head(answer)
