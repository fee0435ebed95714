"""What the chat does with a message, in a real Chromium under a strict policy, with an invented server."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Dialog, expect

from tests.browser_support import find_barriers
from tests.widget.conftest import Windows

CARD = {"when": "Tuesday, December 1, 2026 at 2:00 PM", "reference": "KC-DH24-P", "minutes": 30}
PAGE = "https://chat.example/a/secret"


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("Call or text 988 (chat: 988lifeline.org).", ["tel:988", "https://988lifeline.org"]),
        ("Text HOME to 741741, or call 911!", ["sms:741741", "tel:911"]),
        ("Phone 310-270-0625, or (213) 555-0171.", ["tel:3102700625", "tel:2135550171"]),
        (
            "See https://example.org/a?b=1#c, or http://example.org/.",
            ["https://example.org/a?b=1#c", "http://example.org/"],
        ),
        ("Write to name@example.com, it costs $988 or 911.50, code KC-988.", []),
        ("javascript:alert(1) data:text/html,x <a href='x'>y</a>", []),
    ],
)
async def test_addresses_and_numbers_become_links(windows: Windows, text: str, addresses: list[str]) -> None:
    """Web addresses and phone numbers of the assistant can be tapped, nothing else, and the words stay as they are."""
    window = await windows.at()
    window.say(text)
    await window.open()
    await window.write(text)
    said = window.part("[data-from=assistant] .text")
    await expect(said).to_have_text(text)
    links = said.locator("a")
    assert [await link.get_attribute("href") for link in await links.all()] == addresses
    for link in await links.all():
        if str(await link.get_attribute("href")).startswith("http"):
            assert (await link.get_attribute("rel"), await link.get_attribute("target")) == (
                "noopener noreferrer",
                "_blank",
            )
    assert await window.part("[data-from=you] .text a").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "colour", ["#14606b", "gold", "hsl(0 90% 45%)", "oklch(70% .2 30)", "#767676", "rgb(0 0 0 / .2)"]
)
async def test_any_colour_can_be_read(windows: Windows, colour: str, scheme: str) -> None:
    """Whatever colour a page names, axe-core finds enough contrast and nothing else to complain of."""
    window = await windows.at(f'colour="{colour}" start-message="Questions?"')
    await window.page.emulate_media(color_scheme=scheme)
    assert await find_barriers(window.page) == []
    await window.open()
    await window.write("hello")
    await expect(window.part("[data-state=sent]")).to_have_count(1)
    assert await find_barriers(window.page) == []


async def test_colour_that_is_none_is_not_used(windows: Windows) -> None:
    """What is no colour cannot become a rule either; the clinic's colour holds."""
    window = await windows.at('colour="red;} * { display: none"')
    background = (
        "getComputedStyle(document.querySelector('consultation-chat').shadowRoot.querySelector('.launcher')).color"
    )
    await expect(window.part(".launcher")).to_be_visible()
    assert await window.page.evaluate(background) == "rgb(255, 255, 255)"


@pytest.mark.parametrize(
    ("card", "links"),
    [
        ({"kind": "booked", "page": PAGE, "calendar": f"{PAGE}/calendar.ics"}, [f"{PAGE}/calendar.ics", PAGE]),
        ({"kind": "moved", "page": PAGE, "calendar": "javascript:alert(1)"}, [PAGE]),
        ({"kind": "cancelled", "page": PAGE, "calendar": f"{PAGE}/calendar.ics"}, []),
    ],
    ids=["booked", "moved", "cancelled"],
)
async def test_card_leads_to_web_addresses_only(windows: Windows, card: dict[str, Any], links: list[str]) -> None:
    """A card shows when and under which reference; what is cancelled cannot be changed."""
    window = await windows.at()
    window.say("See here:", card={**CARD, **card})
    await window.open()
    await window.write("hello")
    shown = window.part(f".card[data-kind={card['kind']}]")
    await expect(shown).to_contain_text("KC-DH24-P")
    await expect(shown).to_contain_text(CARD["when"])
    assert [await link.get_attribute("href") for link in await shown.locator("a").all()] == links


async def test_old_card_cannot_change_the_appointment_any_more(windows: Windows) -> None:
    """Once an appointment is moved, only the newest card has links."""
    window = await windows.at()
    for kind in ("booked", "moved"):
        window.say("See here:", card={**CARD, "kind": kind, "page": PAGE, "calendar": PAGE})
    await window.open()
    await window.write("hello")
    await expect(window.part("[data-kind=moved] a")).to_have_count(2)
    await expect(window.part("[data-kind=booked] a")).to_have_count(0)


async def test_answer_of_a_server_without_its_database_is_shown(windows: Windows) -> None:
    """What comes without an id is shown below the message that it answers, and nothing is sent again."""
    window = await windows.at()
    await window.open()
    help_text = {"from": "assistant", "text": "Please call 911 now.", "at": "2026-11-23T18:05:00Z"}
    window.refuses = [(200, {"messages": [help_text], "person": False, "more": False})]
    await window.write("I need help")
    await expect(window.part(".message .text")).to_have_text(["I need help", "Please call 911 now."])
    await expect(window.part("[data-state=sent]")).to_have_count(2)
    assert len(window.sent) == 1


async def test_refused_choice_leaves_the_choices_as_they_are(windows: Windows) -> None:
    """Something else was asked since: the person reads so, and what can be chosen now stands there."""
    window = await windows.at()
    window.say("Shall I?", choices=["Yes", "No"])
    await window.open()
    await window.write("hello")
    await expect(window.part("[data-from=you][data-state=sent]")).to_have_count(1)
    window.say("And now?", choices=["This", "That"])
    await window.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await expect(window.part("ol .choice")).to_have_text(["This", "That"])
    window.refuses = [(409, {"error": "choice_past", "message": "Something else was asked since."})]
    await window.part("ol .choice").first.click()
    await expect(window.part(".notice")).to_have_text("Something else was asked since.")
    await expect(window.part("ol .choice")).to_have_text(["This", "That"])


async def test_captive_portal_is_no_answer(windows: Windows) -> None:
    """A page of some network instead of an answer counts as no connection; the same message goes once more."""
    window = await windows.at()
    await window.open()
    window.refuses = [(200, {"welcome": "to our network"})]
    await window.write("hello")
    await expect(window.part(".panel")).to_have_attribute("data-state", "offline")
    await window.part(".again").click()
    await expect(window.part(".message[data-state=sent]")).to_have_count(1)
    first, second = window.sent
    assert first["id"] == second["id"]


async def test_times_stand_in_a_grid_and_keep_together(windows: Windows) -> None:
    """Offered times are large targets of one size, and a time is never torn apart."""
    window = await windows.at()
    await window.page.set_viewport_size({"width": 360, "height": 740})
    await window.open()
    await window.write("hello")
    await expect(window.part("[data-from=you][data-state=sent]")).to_have_count(1)
    times = ["Tue, Dec 1, 2:00 PM", "Wed, Dec 2, 10:30 AM"]
    window.say("These times are free:", choices=times)
    await window.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    buttons = window.part("ol .times .choice")
    await expect(buttons).to_have_text(times)
    boxes = [await button.bounding_box() for button in await buttons.all()]
    assert all(box is not None and box["height"] >= 44 and box["width"] >= 120 for box in boxes)
    assert "2:00\u00a0PM" in str(await buttons.first.text_content())


async def test_page_can_change_the_attributes_at_any_time(windows: Windows) -> None:
    """Language, title and side change in place, with the conversation open."""
    window = await windows.at()
    await window.open()
    await window.write("hello")
    await window.page.evaluate(
        "() => { const chat = document.querySelector('consultation-chat');"
        " chat.setAttribute('language', 'es-MX'); chat.setAttribute('title', 'Mi clínica');"
        " chat.setAttribute('position', 'start') }"
    )
    await expect(window.part(".send")).to_have_text("Enviar")
    await expect(window.part("h2")).to_have_text("Mi clínica")
    await expect(window.part("[data-from=you]")).to_contain_text("hello")
    panel = await window.part(".panel").bounding_box()
    assert panel is not None and panel["x"] < 100


async def test_server_gone_before_the_chat_is_fetched(windows: Windows) -> None:
    """The launcher itself says where help is, and opens the chat once the server is back."""
    window = await windows.at()
    window.cut_off = True
    await window.part(".launcher").click()
    trouble = window.part(".trouble")
    await expect(trouble).to_be_visible()
    hrefs = [await link.get_attribute("href") for link in await trouble.locator("a").all()]
    assert hrefs == ["tel:3102700625", "tel:911", "tel:988"]
    window.cut_off = False
    await window.open()
    await expect(trouble).to_be_hidden()


async def test_ending_is_said_only_when_the_server_has_ended_it(windows: Windows) -> None:
    """Without a connection the chat stays, token and all, and the person reads that it has not ended."""
    window = await windows.at()
    await window.open()
    await window.write("hello")
    await expect(window.part("[data-state=sent]")).to_have_count(1)
    window.cut_off = True
    await window.part(".more").click()
    await window.part(".end").click()
    await window.part(".end-yes").click()
    await expect(window.part(".confirm")).to_contain_text("has not ended yet")
    await expect(window.part("[data-from=you]")).to_have_count(1)
    assert await window.page.evaluate("localStorage.length") == 1
    window.cut_off = False
    await window.part(".end-yes").click()
    await expect(window.part("[data-from=you]")).to_have_count(0)
    assert await window.page.evaluate("localStorage.length") == 0


async def test_blocked_storage_costs_only_the_memory_over_a_reload(windows: Windows) -> None:
    """Where the browser keeps nothing for the page, the chat works all the same."""
    window = await windows.at()
    await window.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})"
    )
    await window.page.reload()
    await window.open()
    await window.write("hello")
    await window.write("hello again")
    await expect(window.part("[data-state=sent]")).to_have_count(2)
    assert [path for path in window.fetched if path.endswith("/conversations")] == ["/webhooks/web/conversations"]


async def test_enter_sends_and_shift_enter_does_not(windows: Windows) -> None:
    """Shift and Enter begin a new line; the Enter that ends the composing of a character sends nothing."""
    window = await windows.at()
    await window.open()
    box = window.part("textarea")
    await box.fill("one")
    await box.press("Shift+Enter")
    await box.press_sequentially("two")
    await box.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    assert window.sent == []
    await box.press("Enter")
    await expect(window.part("[data-state=sent]")).to_have_count(1)
    assert [message["text"] for message in window.sent] == ["one\ntwo"]
    assert await box.input_value() == ""


async def test_leaving_asks_only_while_something_is_unsent(windows: Windows) -> None:
    """Who closes the page is asked first if a message has not gone out, and never otherwise."""
    window = await windows.at()
    asked: list[str] = []

    async def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        await dialog.dismiss()

    window.page.on("dialog", stay)
    await window.open()
    window.cut_off = True
    await window.write("not gone yet")
    await expect(window.part(".panel")).to_have_attribute("data-state", "offline")
    async with window.page.expect_event("dialog"):
        await window.page.evaluate("setTimeout(() => location.assign('/elsewhere'))")
    window.cut_off = False
    await window.part(".again").click()
    await expect(window.part("[data-state=sent]")).to_have_count(1)
    await window.page.evaluate("setTimeout(() => location.assign('/elsewhere'))")
    await window.page.wait_for_url("**/elsewhere")
    assert asked == ["beforeunload"]


async def test_the_head_says_who_writes(windows: Windows) -> None:
    """The automated assistant, or our staff while a person has taken over, also without a connection."""
    window = await windows.at()
    await window.open()
    head = window.part(".top p")
    await expect(head).to_have_text("Automated assistant")
    window.person = True
    await window.write("hello")
    await expect(head).to_have_text("Our staff")
    window.cut_off = True
    await window.write("are you there?")
    await expect(window.part(".state")).to_contain_text("No connection")
    await expect(head).to_have_text("Our staff")
    window.cut_off = window.person = False
    await window.part(".again").click()
    await expect(head).to_have_text("Automated assistant")


async def test_history_is_no_news(windows: Windows) -> None:
    """After a reload the chat is closed, nothing is counted as unread, and later messages are."""
    window = await windows.at()
    window.say("Hello there.")
    await window.open()
    await window.write("hello")
    await expect(window.part("[data-state=sent]")).to_have_count(2)
    await window.page.reload()
    await expect(window.part("ol > li")).to_have_count(2)
    await expect(window.part(".panel")).to_be_hidden()
    await expect(window.part(".unread")).to_be_hidden()
    window.say("This is Ann.", "staff")
    await window.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await expect(window.part(".unread")).to_contain_text("1")
    await expect(window.part(".launcher")).to_have_accessible_name("Chat with us New messages: 1")
    await window.open()
    await expect(window.part(".unread")).to_be_hidden()
