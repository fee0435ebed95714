"""No barriers in any state of the chat, light and dark, on a phone and a desk, right to left and enlarged."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.chat import DESK, PHONE, Chat
from tests.browser.conftest import Visits
from tests.browser_support import find_barriers

STAGES = {"choices": "reason", "times": "slots", "booked": "booked"}
WINDOWS: dict[str, dict[str, Any]] = {
    "desk": {"viewport": DESK},
    "desk dark": {"viewport": DESK, "color_scheme": "dark"},
    "phone": {"viewport": PHONE, "has_touch": True, "is_mobile": True},
    "phone dark": {"viewport": PHONE, "has_touch": True, "is_mobile": True, "color_scheme": "dark"},
    "forced colours": {"viewport": DESK, "forced_colors": "active"},
}
# Targets of less than 24 CSS pixels, WCAG 2.2 SC 2.5.8
_TARGETS = """() => {
  const inside = document.querySelector('consultation-chat').shadowRoot;
  return [...inside.querySelectorAll('button, textarea, a.pill, .links a')]
    .map(one => [one.className || one.localName, one.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.width < 24 || box.height < 24))
    .map(([name, box]) => `${name} ${box.width}x${box.height}`)
}"""
_OVERFLOW = """() => {
  const inside = document.querySelector('consultation-chat').shadowRoot;
  const wide = [...inside.querySelectorAll('.panel, .panel *')]
    .map(one => [one.className || one.localName, one.getBoundingClientRect()])
    .filter(([, box]) => box.width > 1 && (box.left < -1 || box.right > innerWidth + 1))
    .map(([name, box]) => `${name} ${box.left}..${box.right}`);
  return document.documentElement.scrollWidth > innerWidth ? [...wide, 'the page scrolls sideways'] : wide
}"""


async def put_into(chat: Chat, state: str) -> None:
    """Bring an opened chat into a state."""
    if state == "offline":
        await chat.window.set_offline(True)
        await chat.write("hello?")
        await chat.expect_state("offline")
    elif state == "refused":
        await chat.write("x" * 70_000)
        await expect(chat.part("[data-state=failed]")).to_be_visible()
    elif state == "danger":
        await chat.say("I don't want to live anymore")
    elif state == "ending":
        await chat.part(".more").click()
        await chat.part(".end").click()


@pytest.mark.parametrize("window", WINDOWS.values(), ids=list(WINDOWS))
@pytest.mark.parametrize("state", ["closed", "new", *STAGES, "offline", "refused", "danger", "ending"])
async def test_no_barrier_in_any_state(visits: Visits, state: str, window: dict[str, Any]) -> None:
    """axe-core finds nothing, every target is large enough, and nothing sticks out of the window."""
    stage = STAGES.get(state) or (None if state in ("closed", "new") else "age")
    chat = await visits.chat(stage, **window)
    if stage is None and state == "new":
        await chat.open()
    await put_into(chat, state)
    assert await find_barriers(chat.page) == []
    assert await chat.page.evaluate(_TARGETS) == []
    assert await chat.page.evaluate(_OVERFLOW) == []


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
async def test_smallest_windows_and_right_to_left(visits: Visits, direction: str) -> None:
    """At 320 pixels, a desk's window at 400 percent, everything is there, in both directions of writing."""
    chat = await visits.chat("slots", viewport={"width": 320, "height": 640})
    await chat.page.evaluate("way => { document.documentElement.dir = way }", direction)
    assert await chat.page.evaluate(_OVERFLOW) == []
    box = await chat.part(".send").bounding_box()
    assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 320 and box["y"] + box["height"] <= 640
    assert await find_barriers(chat.page) == []


async def test_focus_goes_in_and_comes_back(visits: Visits) -> None:
    """Opening moves the focus into the chat, closing gives it back to the launcher."""
    chat = await visits.chat()
    await chat.open()
    assert await chat.focused() == "textarea"
    await chat.close()
    assert "launcher" in await chat.focused()


async def test_on_a_touch_screen_opening_does_not_bring_up_the_keyboard(visits: Visits) -> None:
    """On a phone the heading has the focus, so that the greeting can be read first."""
    chat = await visits.chat(**WINDOWS["phone"])
    await chat.open()
    assert await chat.focused() == "h2"


@pytest.mark.parametrize("colour", ["#ffffff", "yellow", "#777", "rgb(0 90 40)", "hsl(300 100% 50%)", "black"])
async def test_any_colour_stays_readable(visits: Visits, colour: str) -> None:
    """Whatever colour a clinic sets, axe-core finds the contrast of the text on it sufficient."""
    chat = await visits.chat("age")
    await chat.page.evaluate(
        "value => document.querySelector('consultation-chat').setAttribute('colour', value)", colour
    )
    assert await find_barriers(chat.page) == []


async def test_words_of_the_widget_in_spanish(visits: Visits) -> None:
    """With language="es" the widget's own words are Spanish, at once."""
    chat = await visits.chat()
    await chat.set_attribute("language", "es")
    await chat.open()
    assert "asistente" in await chat.part(".intro").inner_text()
    assert await chat.part(".root").get_attribute("lang") == "es"
    assert await find_barriers(chat.page) == []
