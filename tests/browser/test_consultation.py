"""From the clinic's page to a booked consultation, in a real browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.chat import DESK, PHONE, Chat
from tests.browser.conftest import Visits
from tests.browser_support import find_barriers

PHONE_WINDOW: dict[str, Any] = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
TYPED = {
    "clinician_name": "Dr. Helena Brandt",
    "clinician_role": "psychiatrist",
    "clinician_practice": "Harbor Street Practice",
    "clinician_contact": "213-555-0171",
    "name": "Ines Okafor",
    "phone": "323-555-0162",
    "email": "skip",
    "texts": "no thanks",
    "when": "Wednesday December 2 in the afternoon",
}
TAPPED = {"who": "For me", "age": "Yes", "reason": "Depression", "clinician": "Yes", "consent": "Yes", "health": "None"}


@pytest.mark.parametrize("window", [{"viewport": DESK}, PHONE_WINDOW], ids=["desk", "phone"])
async def test_from_hello_to_booked_with_a_question_in_between(visits: Visits, window: dict[str, Any]) -> None:
    """A person taps and types through the whole consultation, asks something, and ends with an appointment."""
    chat = await visits.chat(**window)
    await chat.open()
    assert "not a person" in (await chat.part(".intro").inner_text())
    assert "automated assistant" in await chat.say("hello there")
    await chat.say("I want to book the free consultation")
    told: list[str | None] = []
    while (question := chat.site.question()) not in ("slots", "summary"):
        assert told.count(question) < 2, f"{question} is asked again and again"
        told.append(question)
        if question == "clinician_name" and told.count(question) == 1:
            assert "referral" in await chat.say("hold on, is a referral needed?")
        elif question in TYPED:
            await chat.say(TYPED[str(question)])
        else:
            await chat.tap(TAPPED[str(question)])
    assert told.count("clinician_name") == 2
    if question == "slots":
        times = await chat.choices()
        assert all("PM" in time for time in times), times
        await chat.tap(times[1])
    assert chat.booked_rows() == []
    said = await chat.tap("Yes")
    (row,) = chat.booked_rows()
    assert row.reference in said
    card = chat.part(".card[data-kind=booked]")
    assert row.reference in await card.inner_text()
    assert await find_barriers(chat.page) == []

    async with chat.page.expect_download() as download:
        await card.get_by_text("Add to calendar").click()
    file = await (await download.value).path()
    assert "BEGIN:VEVENT" in file.read_text()
    async with chat.window.expect_page() as opened:
        await card.get_by_text("Change or cancel").click()
    appointment = await opened.value
    await expect(appointment.locator("main")).to_contain_text(row.reference)


async def test_typed_numbers_and_words_choose_as_a_tap_does(visits: Visits) -> None:
    """The number or the words of a choice can be written instead of tapping it."""
    chat = await visits.chat("who")
    assert "18 or older" in await chat.say("1")
    await chat.say("yes")
    assert chat.site.question() == "reason"


async def test_time_taken_while_choosing_is_never_booked(visits: Visits) -> None:
    """Somebody else takes the offered time first: the person hears so and gets other times."""
    chat = await visits.chat("slots")
    offered = await chat.choices()
    chat.take_first_offer_for_somebody_else()
    said = await chat.tap(offered[0])
    assert "no longer free" in said
    assert offered[0] not in await chat.choices()
    assert await chat.choices()


async def test_keyboard_alone_is_enough(visits: Visits) -> None:
    """Launcher, writing, choosing, closing: all without a mouse, and the focus is never lost."""
    chat = await visits.chat()
    for _ in range(60):
        if "launcher" in await chat.focused():
            break
        await chat.page.keyboard.press("Tab")
    await chat.page.keyboard.press("Enter")
    await expect(chat.part(".panel")).to_be_visible()
    assert await chat.focused() == "textarea"
    await chat.page.keyboard.type("book a consultation please")
    await chat.page.keyboard.press("Enter")
    await expect(chat.part("ol .choice").first).to_be_visible()
    assert await chat.focused() == "textarea"
    for _ in range(20):
        await chat.page.keyboard.press("Shift+Tab")
        if await chat.focused() == "choice":
            break
    await chat.page.keyboard.press("Enter")
    await expect(chat.messages("you")).to_have_count(2)
    assert await chat.focused() == "textarea"
    await chat.page.keyboard.press("Escape")
    await expect(chat.part(".panel")).to_be_hidden()
    assert "launcher" in await chat.focused()


async def test_markup_in_messages_shows_as_text(visits: Visits) -> None:
    """HTML and scripts in anybody's message are shown as they were written, and nothing of them runs."""
    chat = await visits.chat()
    await chat.open()
    evil = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script><b>bold</b>'
    await chat.say(evil)
    chat.staff_writes(evil)
    await chat.wake()
    await expect(chat.messages("staff")).to_have_count(1, timeout=10_000)
    assert evil in await chat.texts("you")
    assert evil in await chat.texts("staff")
    assert await chat.part("ol img, ol script, ol .text b").count() == 0
    assert await chat.page.evaluate("window.hurt") is None


async def test_person_of_the_staff_is_read_and_counted(visits: Visits) -> None:
    """What a person writes while the chat is closed is counted on the launcher, and shown once when it is opened."""
    chat = await visits.chat("age")
    await chat.close()
    chat.staff_writes("Hello, this is Ann from the clinic.")
    await chat.wake()
    await expect(chat.part(".unread")).to_contain_text("1")
    await chat.open()
    await expect(chat.part(".unread")).to_be_hidden()
    assert await chat.texts("staff") == ["Hello, this is Ann from the clinic."]


async def test_browser_keeps_the_secret_and_nothing_else(visits: Visits) -> None:
    """After a conversation only the token lies in the browser; after "End and clear" not even that."""
    chat = await visits.chat("name")
    local, session, cookies = await chat.stored()
    assert len(local) == 1 and session == {} and cookies == ""
    (token,) = local.values()
    assert not any(token in address for address in chat.requests)
    await chat.part(".more").click()
    await chat.part(".end").click()
    await chat.part(".end-yes").click()
    await expect(chat.messages("you")).to_have_count(0)
    assert (await chat.stored())[0] == {}
    assert chat.site.held() == []


async def test_appointment_made_here_can_be_changed_on_its_page(visits: Visits) -> None:
    """Cancelled on the appointment's page, it is cancelled in the chat as well."""
    chat = await visits.chat("booked")
    assert len(chat.booked_rows()) == 1
    async with chat.window.expect_page() as opened:
        await chat.part(".card").get_by_text("Change or cancel").click()
    page = await opened.value
    await page.get_by_role("link", name="Cancel").first.click()
    await page.get_by_role("button", name="cancel").click()
    await page.wait_for_load_state()
    assert chat.booked_rows() == []
    await chat.wake()
    await expect(chat.part(".card[data-kind=cancelled]")).to_be_visible()


async def test_opening_the_page_costs_one_request_and_no_conversation(visits: Visits) -> None:
    """Whoever only looks at the page fetches one file for the chat; nothing is stored of him."""
    chat: Chat = await visits.chat()
    await expect(chat.part(".launcher")).to_be_visible()
    own = [address for address in chat.requests if "/widget" in address or "/webhooks" in address]
    assert own == [f"{visits.network.base}/widget.js"]
    assert (await chat.stored())[0] == {}
