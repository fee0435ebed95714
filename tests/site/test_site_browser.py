"""The pages in a real browser: no barriers in light and dark on a phone and a desk, and no need for scripts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from playwright.async_api import Browser, Page

from bot.site.example import ExampleSite
from bot.store import bookings
from tests.browser_support import find_barriers
from tests.site.site_world import NOW, Site, World, slot, start_value

PHONE, DESK = 360, 1280
AT_TEN = "Tuesday, December 1, 2026 at 10:00 AM Pacific time (Los Angeles)"


@dataclass
class Visit:
    """Opens pages of the site in fresh windows, and keeps what the browser complains about."""

    browser: Browser
    site: Site
    complaints: list[str]

    async def open(self, path: str, width: int = PHONE, scheme: str = "light", scripts: bool = True) -> Page:
        window = await self.browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        page = await window.new_page()
        page.on(
            "console", lambda said: self.complaints.append(said.text) if said.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        await page.goto(path if path.startswith("http") else self.site.address + path)
        return page


@pytest.fixture
async def visit(browser: Browser, site: Site) -> AsyncIterator[Visit]:
    yield Visit(browser, site, [])
    for window in browser.contexts:
        await window.close()


def addresses(world: World) -> dict[str, str]:
    """Each kind of page, by what it is."""
    page = world.page(world.book())
    over = world.book(5, "web:other", "+13105550199")
    world.do(lambda tx: bookings.cancel(tx, over.id, NOW))
    return {
        "home": "/",
        "appointment": page,
        "moved": page + "?done=moved",
        "move": page + "/move",
        "no time": page + "/move?day=2026-11-28&chosen=1",
        "taken": page + f"/move?start={start_value(-40)}",
        "confirm": page + f"/move?start={start_value(2)}",
        "cancel": page + "/cancel",
        "cancelled": world.page(over),
        "not found": "/a/nothing",
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESK])
async def test_axe_finds_no_barrier(visit: Visit, world: World, width: int, scheme: str) -> None:
    """Every page passes axe-core for WCAG 2.2 AA, in both colour schemes, on a phone and a desk."""
    found = {}
    for name, path in addresses(world).items():
        page = await visit.open(path, width, scheme)
        for details in await page.locator("details").all():
            await details.locator("summary").click()
        found[name] = await find_barriers(page)
    assert {name: barriers for name, barriers in found.items() if barriers} == {}


async def test_axe_finds_a_planted_barrier(visit: Visit) -> None:
    """Grey on grey and a button without a name are found, so finding nothing means something."""
    page = await visit.open("/")
    await page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    await page.evaluate("document.querySelector('h1').style.color = '#ddd'")
    found = " ".join(await find_barriers(page))
    assert "button-name" in found
    assert "color-contrast" in found


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_no_barrier_in_the_example(visit: Visit, world: World, scheme: str) -> None:
    """The page of the other site passes as well, with its own policy, colours and language of the chat."""
    example = ExampleSite(world.running, visit.site.address, 0)
    example.start()
    try:
        page = await visit.open(example.origin, PHONE, scheme)
        assert await page.locator("consultation-chat").get_attribute("language") == "es"
        assert await find_barriers(page) == []
    finally:
        example.close()
    assert visit.complaints == []


@pytest.mark.parametrize("width", [320, DESK])
async def test_nothing_sticks_out_and_nothing_is_refused(visit: Visit, world: World, width: int) -> None:
    """No page scrolls sideways at 320 pixels, and none asks for anything that its policy forbids."""
    for name, path in addresses(world).items():
        visit.complaints.clear()
        page = await visit.open(path, width)
        over = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, f"{name} is {over} pixels too wide"
        wide = await page.evaluate(
            "[...document.querySelectorAll('main *, footer *')].filter(e => e.scrollWidth > e.clientWidth + 1 &&"
            " e.clientWidth > 0 && getComputedStyle(e).display !== 'inline').map(e => e.outerHTML.slice(0, 80))"
        )
        assert wide == [], name
        assert [said for said in visit.complaints if "status of 4" not in said] == [], name


async def test_what_can_be_tapped_is_large_enough(visit: Visit, world: World) -> None:
    """Buttons, days and times are at least 44 pixels high on a phone."""
    for path in addresses(world).values():
        page = await visit.open(path, PHONE)
        heights = await page.evaluate(
            "[...document.querySelectorAll('.button, .days a, .times label')]"
            ".filter(e => e.offsetParent).map(e => [e.innerText, e.getBoundingClientRect().height])"
        )
        assert [one for one in heights if one[1] < 44] == []


async def test_a_consultation_is_moved_without_scripts(visit: Visit, world: World) -> None:
    """From the booking to a free time, a confirmation and the page that says so, with scripts turned off."""
    booking = world.book()
    page = await visit.open(world.page(booking), scripts=False)
    await page.get_by_role("link", name="Move", exact=True).click()
    await page.get_by_role("link", name="Wednesday, December 2").click()
    await page.get_by_role("link", name="Tuesday, December 1").click()
    await page.get_by_role("button", name="Continue").click()
    assert await page.get_by_role("radio", name="10:00 AM", exact=True).is_visible()  # nothing was chosen yet
    await page.get_by_role("radio", name="10:00 AM", exact=True).check()
    await page.get_by_role("button", name="Continue").click()
    assert world.row(booking) == booking
    await page.get_by_role("button", name="Yes, move it").click()
    assert AT_TEN in await page.get_by_role("status").inner_text()
    assert world.row(booking).slot == slot(2)
    await page.reload()
    await page.go_back()
    assert world.row(booking).sequence == 1


async def test_a_consultation_is_cancelled_without_scripts(visit: Visit, world: World) -> None:
    """One question, one button, and the page says cancelled; "keep it" leads back and changes nothing."""
    booking = world.book()
    page = await visit.open(world.page(booking), scripts=False)
    await page.get_by_role("link", name="Cancel", exact=True).click()
    await page.get_by_role("link", name="No, keep it").click()
    assert world.row(booking) == booking
    await page.get_by_role("link", name="Cancel", exact=True).click()
    await page.get_by_role("button", name="Yes, cancel it").click()
    assert await page.get_by_text("This consultation is cancelled").is_visible()
    assert world.row(booking).state == "cancelled"


async def test_the_page_can_be_used_by_keyboard_alone(visit: Visit, world: World) -> None:
    """The first stop skips to the content; tab, arrows and enter choose a time and confirm it."""
    booking = world.book()
    page = await visit.open(world.page(booking) + "/move", DESK)
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.className") == "skip"
    await page.keyboard.press("Enter")
    assert await page.evaluate("location.hash") == "#content"
    for _ in range(40):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement.type") == "radio":
            break
    await page.keyboard.press("Space")
    await page.keyboard.press("ArrowDown")
    chosen = await page.evaluate("document.activeElement.value")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/move?*start=*")
    await page.get_by_role("button", name="Yes, move it").focus()
    await page.keyboard.press("Enter")
    await page.wait_for_url("**done=moved")
    assert world.row(booking).starts_at.strftime("%Y-%m-%dT%H:%MZ") == chosen


async def test_without_scripts_the_clinics_page_leads_to_people(visit: Visit) -> None:
    """No word of a chat that cannot be there; the clinic's number, 988 and 911 can be tapped."""
    page = await visit.open("/", scripts=False)
    assert await page.locator("noscript a[href^='tel:']").is_visible()
    assert not await page.locator(".with-scripts").is_visible()
    for number in ("tel:+1-310-270-0625", "tel:988", "sms:988", "tel:911"):
        assert await page.locator(f"a[href='{number}']").last.is_visible()
