"""The clinic's page and the files of the site: what is in them, and with which headers they come."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from aiohttp import ClientSession

from bot.clinic.consultants import read_week
from bot.clinic.texts import Texts
from bot.context import Assistant
from bot.settings import SettingError
from bot.site.app import create_app
from bot.site.example import ExampleSite
from bot.site.rendering import Pages
from bot.store import hours, staff
from tests.serving import served
from tests.site.site_world import NOW, Site, World

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def check_page_headers(headers: dict[str, str]) -> None:
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "camera=()" in headers["permissions-policy"]
    assert headers["content-type"] == "text/html; charset=utf-8"


async def test_the_clinics_page_carries_the_chat_and_the_ways_to_people(site: Site) -> None:
    """It has the widget, says that it is a demonstration, and names the clinic's number, 988 and 911."""
    page = await site.get("/")
    assert page.status == 200
    check_page_headers(page.headers)
    assert '<script type="module" src="/widget.js"></script>' in page.text
    assert re.search(r'<consultation-chat [^>]*start-message="[^"]+"[^>]*></consultation-chat>', page.text)
    assert "demonstration page" in page.words
    for link in ("tel:+1-310-270-0625", "tel:988", "sms:988", "tel:911"):
        assert f'href="{link}"' in page.text
    noscript = re.findall(r"<noscript>.*?</noscript>", page.text, re.DOTALL)
    assert any('href="tel:+1-310-270-0625"' in part for part in noscript)


async def test_the_clinics_page_says_the_hours_as_they_are_now(site: Site, world: World) -> None:
    """What the staff change is said at the next visit; without the database what clinic.yml says."""
    assert "Consultations are Monday to Friday, 9:00 AM to 5:00 PM Pacific time." in (await site.get("/")).words
    account = world.do(lambda tx: staff.add(tx, "alice", "Alice", "reviewer", NOW))
    week = read_week({"monday": ["09:00-12:00"], "saturday": ["10:00-12:00"]})
    world.do(lambda tx: hours.add_weekly(tx, "consultations", NOW.date(), week, account.id, NOW))
    changed = "Consultations are Monday, 9:00 AM to 12:00 PM and Saturday, 10:00 AM to 12:00 PM Pacific time."
    assert changed in (await site.get("/")).words
    world.database.rename(world.database.with_suffix(".away"))
    page = await site.get("/")
    assert page.status == 200 and "Consultations are Monday to Friday" in page.words


async def test_nothing_comes_from_elsewhere_and_nothing_is_inline(site: Site, world: World) -> None:
    """Each address on the pages is of the site itself or a telephone number; no style and no script is inline."""
    for path in ("/", world.page(world.book())):
        page = (await site.get(path)).text
        addresses = re.findall(r'(?:href|src|srcset|action)="([^"]*)"', page)
        assert addresses
        assert [a for a in addresses if not re.match(r"(?:/(?!/)|#|tel:|sms:)", a)] == []
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page)
        assert re.findall(r"<script[^>]*>([^<]+)</script>", page) == []


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/site.css", "text/css; charset=utf-8"),
        ("/hills.svg", "image/svg+xml"),
        ("/hills-dark.svg", "image/svg+xml"),
        ("/icon.svg", "image/svg+xml"),
        ("/widget.js", "text/javascript; charset=utf-8"),
    ],
)
async def test_a_file_is_sent_once_and_then_asked_after(site: Site, path: str, kind: str) -> None:
    """Files have a tag and come again only when it does not match."""
    first = await site.get(path)
    assert (first.status, first.headers["content-type"], first.headers["cache-control"]) == (200, kind, "no-cache")
    assert first.headers["x-content-type-options"] == "nosniff"
    for tag in (first.headers["etag"], f'"old", W/{first.headers["etag"]}', "*"):
        again = await site.get(path, If_None_Match=tag)
        assert (again.status, again.text) == (304, "")
        assert again.headers["etag"] == first.headers["etag"]
    assert (await site.get(path, If_None_Match='"old"')).status == 200


async def test_other_sites_may_load_the_widget_and_nothing_else(site: Site) -> None:
    """The widget's files are open to every origin; the pages are not."""
    widget = (await site.get("/widget.js", Origin="https://practice.example")).headers
    assert widget["access-control-allow-origin"] == "*"
    assert widget["cross-origin-resource-policy"] == "cross-origin"
    for path in ("/", "/site.css"):
        assert "access-control-allow-origin" not in (await site.get(path, Origin="https://practice.example")).headers


async def test_what_is_not_there_is_said_without_details(site: Site) -> None:
    """An unknown address is JSON for programs and a page for people; a wrong method names those that there are."""
    found = await site.get("/nothing/here?x=<b>")
    assert found.status == 404
    assert found.headers["content-type"] == "application/json"
    assert '"error":"not_found"' in found.text
    assert "here" not in found.text.partition("message")[0]
    page = await site.get("/nothing", Accept="text/html,*/*")
    assert page.status == 404
    check_page_headers(page.headers)
    assert "310-270-0625" in page.words
    wrong = await site.post("/", {})
    assert wrong.status == 405
    assert set(wrong.headers["allow"].split(", ")) >= {"GET", "HEAD"}


async def test_a_failure_is_told_without_its_reason(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """An exception gives status 500 with a plain sentence, and the log keeps no address of an appointment."""
    app = create_app(world.running, cast(Any, None))

    async def broken(_request: Any, token: str) -> Any:
        raise RuntimeError("the cause")

    app.add_route(broken, "/a/<token>/broken", name="broken")
    async with served(app) as address, ClientSession() as client:
        page = await Site(address, client).get("/a/very-secret-token/broken")
    assert page.status == 500
    assert "the cause" not in page.text
    assert "310-270-0625" in page.words
    assert "the cause" in caplog.text
    assert "very-secret-token" not in caplog.text


async def test_health_says_whether_a_booking_could_be_written(site: Site, world: World) -> None:
    """It is 200 while the database can be used, and 503 when it is gone."""
    assert (await site.get("/health")).status == 200
    world.database.unlink()
    assert (await site.get("/health")).status == 503


async def test_head_answers_as_get_without_a_body(site: Site) -> None:
    """Pages, files and health can be asked for with HEAD."""
    for path in ("/", "/site.css", "/widget.js", "/health"):
        found = await site.get(path, method="HEAD")
        assert (found.status, found.text) == (200, "")
        assert found.headers["content-type"] == (await site.get(path)).headers["content-type"]


def test_texts_are_shown_as_text(running: Assistant) -> None:
    """Whatever stands in a text or in the clinic's name, it is no markup, also where numbers become links."""
    markup = "<script>alert(1)</script>"
    texts = Texts({"page.failed.title": {"web": markup}, **_texts(f"{markup} {{phone}}")}, {"phone": "911"})
    clinic = running.clinic.copy(update={"clinic": running.clinic.clinic.copy(update={"name": markup})})
    page = Pages(clinic, texts).render("message", name="failed")
    assert markup not in page
    assert "&lt;script&gt;" in page
    assert '<a href="tel:911">911</a>' in page


def _texts(words: str) -> dict[str, dict[str, str]]:
    return {
        name: {"web": words} for name in ("page.failed.text", "site.skip", "site.crisis", "site.staff", "home.call")
    }


async def test_the_example_is_another_site_with_a_strict_policy(world: World) -> None:
    """It carries the widget from the assistant's address with attributes of its own, and allows that address only."""
    example = ExampleSite(world.running, "http://127.0.0.1:8080", 0)
    example.start()
    try:
        async with ClientSession() as client:
            site = Site(example.origin, client)
            page = await site.get("/")
            style, other, head = await site.get("/example.css"), await site.get("/x"), await site.get("/", "HEAD")
    finally:
        example.close()
    assert '<script type="module" src="http://127.0.0.1:8080/widget.js"></script>' in page.text
    chat = re.search(r"<consultation-chat ([^>]*)></consultation-chat>", page.text)
    assert chat is not None
    assert {part.partition("=")[0] for part in re.findall(r'[\w-]+="[^"]*"', chat.group(1))} == {
        "title",
        "colour",
        "language",
        "position",
    }
    assert page.headers["content-security-policy"].startswith(
        "default-src 'none'; script-src http://127.0.0.1:8080; connect-src http://127.0.0.1:8080; style-src 'self'"
    )
    assert (style.status, style.headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert (other.status, head.status, head.text) == (404, 200, "")


async def test_only_the_given_origins_may_use_the_channel(world: World) -> None:
    """Pages of the sites of BOT_WEB_ORIGINS and of those that are given may begin a conversation, no others."""
    configured, given = "https://www.example.org", "http://127.0.0.1:8081"
    object.__setattr__(world.running, "settings", replace(world.running.settings, web_origins=(configured,)))
    for origins, allowed, refused in (
        ((given,), (configured, given), "https://evil.example"),
        ((), (configured,), given),
    ):
        app = create_app(world.running, cast(Any, None), origins)
        async with served(app) as address, ClientSession() as client:
            path = "/webhooks/web/conversations"
            assert (await Site(address, client).post(path, {}, Origin=refused)).status == 403
            for origin in allowed:
                begun = await client.post(address + path, json={}, headers={"Origin": origin})
                assert begun.status == 201
                assert begun.headers["Access-Control-Allow-Origin"] == origin


@pytest.mark.parametrize("lines", ["rest:", "bot.channels.web.WebInput: {messages: 5}", "no.such.Channel:", "["])
def test_a_channel_that_cannot_be_made_stops_the_start(running: Assistant, tmp_path: Path, lines: str) -> None:
    """Stock channels by their short names, unknown limits, unknown classes and no YAML are named as what they are."""
    credentials = tmp_path / "credentials.yml"
    credentials.write_text(lines)
    with pytest.raises(SettingError, match="credentials"):
        create_app(running, cast(Any, None), (), credentials)
