"""The console in a real browser, served as it is: a morning of the staff, with scripts and without, and no barriers."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyotp
import pytest
from playwright.async_api import Browser, ConsoleMessage, Dialog, Page, expect

from bot.context import Assistant
from bot.settings import ROOT
from bot.store import comparisons, conversations, crises, follow_ups, staff, tables
from tests.browser_support import find_barriers
from tests.console.desk import COOKIE, NOW, PASSWORDS, PERSON_PHONE, QUIET, ROSA, Desk, fill
from tests.console.test_audit import free_port
from tests.console.test_compare import RESULT
from tests.console.test_learn import correct, say
from tests.console.test_sign_in import invitation
from tests.console.test_transcript import HALF, unfinished
from tests.serving import served_by_waitress

SAMPLE = "everything is over for me tonight"


# The words of headings, links and buttons that stand on two lines; codes and addresses may.
BROKEN_WORDS = """
[...document.querySelectorAll("h1, h2, h3, a, button, label, summary, th, .badge, .chips li")].flatMap((one) => {
  const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT), broken = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest(".hide, select")) continue;
    for (const word of node.data.matchAll(/[A-Za-z]{2,18}/g)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((line) => line.top)).size > 1) broken.push(word[0]);
    }
  }
  return broken;
})"""


@dataclass
class Office:
    """A served console and windows on it; what the browser complains about is kept."""

    address: str
    desk: Desk
    browser: Browser
    complaints: list[str]

    async def open(self, login: str | None = "bob", *, scripts: bool = True, width: int = 1200) -> Page:
        """A window in which somebody has signed in by the form, or nobody has."""
        page = await new_page(self.browser, self.complaints, scripts=scripts, width=width)
        if login is None:
            await page.goto(self.address + "/signin")
            return page
        cookie = {
            "name": COOKIE,
            "value": self.desk.staff.tokens[login],
            "url": self.address.replace("http:", "https:"),
        }
        await page.context.add_cookies([{**cookie, "secure": True, "httpOnly": True, "sameSite": "Strict"}])  # type: ignore[list-item]
        await page.goto(self.address)
        return page


async def new_page(browser: Browser, complaints: list[str], *, scripts: bool = True, width: int = 1200) -> Page:
    window = await browser.new_context(
        viewport={"width": width, "height": 800}, java_script_enabled=scripts, reduced_motion="reduce"
    )
    page = await window.new_page()

    def keep(said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            complaints.append(said.text)

    page.on("console", keep)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page


@pytest.fixture
async def office(browser: Browser, desk: Desk) -> AsyncIterator[Office]:
    """The desk's console, served by waitress on this machine."""
    with served_by_waitress(desk.app, threads=4) as port:
        yield Office(f"http://127.0.0.1:{port}", desk, browser, [])
        for window in browser.contexts:
            await window.close()


@pytest.fixture
def first_start(empty: Assistant, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """`python -m bot console` on a database without accounts: the link that it prints, and its address."""
    with empty.store.begin() as tx:
        fill(tx, empty)
    port = free_port()
    environment = {
        **os.environ,
        "BOT_DATABASE_URL": f"sqlite:///{empty.store.url.database}",
        "BOT_SECRET": "a secret of the console's tests only",
        "BOT_CONSOLE_PORT": str(port),
        "BOT_NOW": NOW.isoformat(),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "console"], cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stderr is not None
        link = re.findall(r"(http://\S+/join/\S+)", process.stderr.readline())
        assert link, "the first start printed no link"
        yield link[0], f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)


async def reach(page: Page, address: str) -> None:
    """Open a page of a server that is just starting."""
    for _ in range(100):
        try:
            await page.goto(address)
            return
        except Exception:
            await page.wait_for_timeout(50)
    raise AssertionError("the console did not start")


async def test_a_morning_from_the_first_start(browser: Browser, first_start: tuple[str, str]) -> None:
    """From the printed link to an account, a session, danger acknowledged, and a conversation taken over and back."""
    link, address = first_start
    complaints: list[str] = []
    page = await new_page(browser, complaints)
    await reach(page, link)
    secret = await page.locator("#key").inner_text()
    await page.get_by_label("The code that the app shows").fill(pyotp.TOTP(secret).now())
    await page.reload()  # the key that was scanned stays
    assert await page.locator("#key").inner_text() == secret
    await page.get_by_label("The code that the app shows").fill(pyotp.TOTP(secret).now())
    assert await page.get_by_label("The name that visitors see").input_value() == ""
    await page.get_by_label("The name that visitors see").fill("Dr. Lee")
    await page.get_by_label("Password").fill("seven quiet herons")
    await page.get_by_role("button", name="Set up").click()
    await page.get_by_role("heading", name="Your recovery codes").wait_for()
    codes = await page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    await page.get_by_role("link", name="I have kept them").click()
    await page.get_by_label("Name").fill("admin")
    await page.get_by_label("Password").fill("seven quiet herons")
    await page.get_by_label("One-time code").fill(codes[0])
    await page.get_by_role("button", name="Sign in").click()
    await page.get_by_role("heading", name="People who may be in danger").wait_for()
    assert [cookie["name"] for cookie in await page.context.cookies()] == [COOKIE]

    await page.locator("#urgent ~ ol [data-row]").first.click()
    assert await page.get_by_text(SAMPLE).is_visible()
    await page.get_by_label("What was done").fill("called, is with her sister")
    await page.get_by_role("button", name="Acknowledge").click()
    await page.get_by_text("seen by Dr. Lee: called, is with her sister").wait_for()
    await page.get_by_role("button", name="Take over").click()
    await page.get_by_label("Write to the person").fill("I am glad that you wrote.\nCan I call you?")
    await page.get_by_role("button", name="Send").click()
    await page.wait_for_load_state()
    assert await page.locator(".log li.staff .text").last.inner_text() == "I am glad that you wrote.\nCan I call you?"
    await page.get_by_role("button", name="Hand back").click()
    await expect(page.locator(".log li .text").last).to_contain_text("automated assistant again")
    await page.get_by_role("link", name="Conversations").click()
    await page.get_by_role("heading", name="Conversations").wait_for()
    assert await page.get_by_role("heading", name="People who may be in danger").count() == 0
    await page.get_by_role("button", name="Sign out", exact=True).click()
    await page.get_by_role("heading", name="Sign in").wait_for()
    await page.goto(address)
    assert page.url == f"{address}/signin"
    assert complaints == []


async def test_all_of_it_works_without_scripts(office: Office) -> None:
    """Signing in, acknowledging, taking over, answering, noting and handing back need no script."""
    page = await office.open(None, scripts=False)
    await page.get_by_label("Name").fill("bob")
    await page.get_by_label("Password").fill(PASSWORDS["bob"])
    await page.get_by_label("One-time code").fill(office.desk.code("bob"))
    await page.get_by_role("button", name="Sign in").click()
    await page.locator("#urgent ~ ol [data-row]").first.click()
    await page.get_by_label("What was done").fill("called")
    await page.get_by_role("button", name="Acknowledge").click()
    await page.get_by_role("button", name="Take over").click()
    await page.get_by_label("Write to the person").fill("Hello")
    await page.get_by_role("button", name="Send").click()
    await page.get_by_label("New note").fill("will call at noon")
    await page.get_by_label("New note").locator("xpath=ancestor::form").get_by_role("button").click()
    await page.get_by_role("button", name="Flag").click()
    await page.get_by_role("button", name="Hand back").click()
    await page.get_by_role("link", name="Conversations").click()
    await page.get_by_label("Search").fill("delgado")
    await page.get_by_role("button", name="Search").click()
    await expect(page.locator("[data-row]")).to_have_count(1)
    assert "delgado" not in page.url
    (review,) = office.desk.rows(tables.review)
    assert (review.state, review.holder_id) == ("flagged", None)
    assert [row.text for row in office.desk.rows(tables.staff_note)] == ["will call at noon"]
    assert office.desk.said(office.desk.texter)[-2].text == "Hello"


async def test_a_person_is_erased(office: Office) -> None:
    """From the conversation to the page that says what went, without a script."""
    page = await office.open("alice", scripts=False)
    await page.goto(f"{office.address}/c/{ROSA}")
    await page.get_by_role("link", name="Erase this person").click()
    await page.get_by_label("Type erase").fill("erase")
    await page.get_by_role("button", name="Erase for good").click()
    await page.get_by_role("heading", name="Erased").wait_for()
    assert await page.get_by_text("appointments, which stay as times without a person: 1").is_visible()
    assert office.desk.said(ROSA) == []
    assert office.complaints == []


@pytest.mark.parametrize("width", [360, 640, 1280])
async def test_a_count_leads_to_what_is_seen_at_once(office: Office, width: int) -> None:
    """Without a script and without scrolling: what is listed, and the first of it, on a phone as on a desk."""
    page = await office.open("bob", scripts=False, width=width)
    await page.set_viewport_size({"width": width, "height": 720})
    await page.goto(office.address)
    await page.get_by_role("link", name="want a person to call").click()
    for one in (page.locator(".chips li").first, page.locator('[aria-label="Conversations"] [data-row]').first):
        box = await one.bounding_box()
        assert box is not None and box["y"] + box["height"] < 720
    assert await page.get_by_text("People who may be in danger: 1").is_visible()
    assert await page.evaluate("document.querySelector('header').offsetHeight") <= 60
    await page.locator(".chips a").first.click()
    await page.wait_for_load_state()
    assert await page.locator(".chips").count() == 0


async def test_the_menu_of_a_phone(office: Office) -> None:
    """One button opens all pages and the sign-out, without a script; it has no barriers."""
    page = await office.open("alice", scripts=False, width=360)
    assert await page.get_by_role("link", name="Audit log").count() == 0
    await page.get_by_role("button", name="Menu").click()
    await page.get_by_role("link", name="Audit log").click()
    await page.get_by_role("heading", name="Audit log").wait_for()
    await page.get_by_role("button", name="Menu").click()
    await page.get_by_role("link", name="Alice Adams").click()
    assert await page.get_by_label("The name that visitors see").input_value() == "Alice Adams"
    await page.get_by_role("button", name="Menu").click()
    await page.get_by_role("button", name="Sign out").first.click()
    await page.get_by_role("heading", name="Sign in").wait_for()
    page = await office.open("bob", width=360)
    await page.get_by_role("button", name="Menu").click()
    assert await find_barriers(page) == []


async def test_an_invitation_goes_through_the_confirmation(office: Office) -> None:
    """What was typed is not lost when password and code are asked for in between, and a slip does not lose it."""
    page = await office.open("alice", scripts=False)
    office.desk.forward(minutes=6)
    await page.goto(f"{office.address}/staff/")
    await page.get_by_label("Signs in as").fill("dora")
    await page.get_by_label("Name that visitors see").fill("Dora Dell")
    await page.locator("select[name=role]").last.select_option("reviewer")
    await page.get_by_role("button", name="Invite").click()
    await page.get_by_text("Then dora is invited").wait_for()
    for password in ("not my password", PASSWORDS["alice"]):
        await page.get_by_label("Password").fill(password)
        await page.get_by_label("One-time code").fill(office.desk.code("alice"))
        await page.get_by_role("button", name="Confirm").click()
    await page.locator("#link").wait_for()
    dora = office.desk.account("dora")
    assert (dora.name, dora.role) == ("Dora Dell", "reviewer")


async def test_the_keys(office: Office) -> None:
    """In the list j and k walk, enter opens; in a conversation j and k go to the next, e marks as reviewed."""
    page = await office.open("bob")

    async def focused() -> str:
        return str(await page.evaluate("document.activeElement.getAttribute('href')")).replace("%3A", ":")

    rows = [str(await one.get_attribute("href")).replace("%3A", ":") for one in await page.locator("[data-row]").all()]
    for key, expected in (("j", 0), ("j", 1), ("j", 2), ("k", 1), ("k", 0), ("k", 0), ("j", 1)):
        await page.keyboard.press(key)
        assert await focused() == rows[expected]
    assert rows[1].endswith(QUIET)  # below the one in danger
    await page.keyboard.press("Enter")
    await page.wait_for_url(f"**/c/*{QUIET[4:]}")
    await page.keyboard.press("j")
    await page.wait_for_url("**/c/sms*")
    await page.keyboard.press("j")
    await page.wait_for_url(f"**/c/*{ROSA[4:]}")
    await page.keyboard.press("k")
    await page.wait_for_url("**/c/sms*")
    await page.get_by_label("New note").press("e")  # typed, and no command
    assert await page.get_by_label("New note").input_value() == "e"
    assert office.desk.rows(tables.review) == []
    await page.get_by_label("New note").fill("")
    await page.get_by_label("New note").evaluate("element => element.blur()")
    await page.keyboard.press("e")
    await page.get_by_role("heading", name="Review: reviewed").wait_for()
    assert office.complaints == []


async def test_a_message_is_corrected_with_one_key(office: Office) -> None:
    """In a conversation c goes to its first message, j and k walk on, and one key says what it wanted."""
    ids = [say(office.desk, f"words {number}", conversation="web:keys") for number in range(5)]
    page = await office.open("bob")
    await page.goto(f"{office.address}/c/web:keys")
    keys = (("c", "2", "faq/effectiveness"), ("j", "o", "out_of_scope"), ("j", "x", None), ("j", "1", "faq/onset"))
    for number, (walk, key, _) in enumerate(keys):
        await page.keyboard.press(walk)
        assert await page.evaluate("document.activeElement.id") == f"m{ids[number]}"
        async with page.expect_navigation():
            await page.keyboard.press(key)
    assert [row.new_intent for row in office.desk.rows(tables.correction)] == [intent for *_, intent in keys]
    await page.keyboard.press("k")
    assert await page.evaluate("document.activeElement.id") == f"m{ids[2]}"
    await page.keyboard.press("Escape")
    await page.keyboard.press("j")  # out of the messages it is the next conversation, as before
    await page.wait_for_url(f"**/c/*{QUIET[4:]}")
    assert office.complaints == []


async def test_a_group_is_corrected_with_one_key(office: Office) -> None:
    """On the work list j and k walk through the groups; without scripts the same buttons do it."""
    for number in range(3):
        say(office.desk, "can i bring my dog", conversation=f"web:d{number}")
    page = await office.open("bob")
    await page.goto(f"{office.address}/learn")
    await page.keyboard.press("j")
    async with page.expect_navigation():
        await page.keyboard.press("3")
    assert [row.new_intent for row in office.desk.rows(tables.correction)] == ["faq/tms"] * 3
    plain = await office.open("bob", scripts=False)
    await plain.goto(f"{office.address}/learn")
    await plain.get_by_role("combobox").select_option("faq/at_home")
    await plain.get_by_role("button", name="Correct", exact=True).click()
    assert office.desk.rows(tables.correction)[-1].new_intent == "faq/at_home"
    assert await plain.get_by_text("There is nothing here that waits").is_visible()
    assert office.complaints == []


async def test_an_open_page_says_when_its_session_is_over(office: Office) -> None:
    """When the session has ended, what is on the screen does not go on asking without a word, and breaks nothing."""
    page = await office.open("bob")
    await page.clock.install()
    await page.goto(f"{office.address}/c/{ROSA}")
    office.desk.forward(minutes=16)
    async with page.expect_response("**/news?*"):
        await page.clock.run_for(6000)
    await page.wait_for_timeout(300)
    assert [one for one in office.complaints if "JSON" in one] == []


async def hear(page: Page, desk: Desk, text: str, conversation: str = QUIET) -> None:
    """The person writes, and the open page has looked."""
    desk.do(lambda tx: conversations.log_in(tx, conversation, text, desk.now))
    async with page.expect_response("**/news?*"):
        await page.clock.run_for(6000)
    await page.locator("#log .text", has_text=text).wait_for()


async def test_what_comes_is_added_while_somebody_writes(office: Office) -> None:
    """A half-written reply, its cursor and its place on the screen stay; the message is read out, the reply sent."""
    desk = office.desk
    for number in range(30):
        desk.do(lambda tx, one=number: conversations.log_in(tx, QUIET, f"question {one}", desk.now))  # type: ignore[misc]
    desk.window("bob").post(f"/c/{QUIET}/take-over")
    page = await office.open("bob")
    await page.clock.install()
    await page.goto(f"{office.address}/c/{QUIET}")
    reply = page.get_by_label("Write to the person")
    await reply.press_sequentially("It is half wri")
    await page.get_by_label("New note").fill("call her mother")
    await reply.focus()
    await page.keyboard.press("ArrowLeft")
    place = await reply.bounding_box()
    looks = len(desk.audit())
    await hear(page, desk, "can I book <b>for monday</b>?")
    assert await reply.input_value() == "It is half wri"
    assert await page.get_by_label("New note").input_value() == "call her mother"
    assert await reply.evaluate("one => [document.activeElement === one, one.selectionStart]") == [True, 13]
    after = await reply.bounding_box()
    assert place is not None and after is not None and abs(place["y"] - after["y"]) < 2
    heard = page.locator("#heard")
    assert await heard.get_attribute("role") == "status"
    assert await heard.inner_text() == "Person: can I book <b>for monday</b>?"
    assert not await page.locator("#news").is_visible()
    assert [row.action for row in desk.audit()[looks:]] == []  # part of the look that opened the page
    await hear(page, desk, "or on tuesday?")
    assert await page.locator("#log li").last.locator(".text").inner_text() == "or on tuesday?"
    assert await page.locator("#log li").count() == len(desk.said(QUIET))  # none twice
    assert await find_barriers(page) == []
    await page.get_by_label("New note").fill("")
    await page.get_by_role("button", name="Send").click()
    assert desk.said(QUIET)[-1].text == "It is half wri"
    assert office.complaints == []


async def test_a_message_that_is_understood_meanwhile_says_so(office: Office) -> None:
    """It comes without what was understood, and gets that where it stands, with the way to correct it."""
    page, desk = await office.open("bob"), office.desk
    await page.clock.install()
    await page.goto(f"{office.address}/c/{QUIET}")
    await hear(page, desk, "can I book for monday?")
    message = desk.said(QUIET)[-1].id
    assert await page.locator(f"#m{message} .meta").count() == 0
    desk.do(lambda tx: conversations.note_understanding(tx, message, intent="book", confidence=0.9))
    async with page.expect_response("**/news?*"):
        await page.clock.run_for(6000)
    await page.locator(f"#m{message}").get_by_text("book 0.90").wait_for()
    assert await page.locator(f"#m{message} summary").get_by_text("Correct").is_visible()
    assert await page.locator(f"#m{message}").count() == 1


async def test_an_open_page_says_who_writes_now(office: Office) -> None:
    """A take-over and its end are shown at once; a begun reply stays, and is kept when it is sent too late."""
    desk = office.desk
    bob, alice = desk.window("bob"), desk.window("alice")
    page = await office.open("bob")
    await page.clock.install()
    await page.goto(f"{office.address}/c/{QUIET}")

    async def look() -> str:
        async with page.expect_response("**/news?*"):
            await page.clock.run_for(6000)
        await page.wait_for_timeout(100)
        return await page.locator("#news").inner_text()

    alice.post(f"/c/{QUIET}/take-over")
    assert "Alice Adams has taken this conversation over" in await look()
    assert await page.get_by_role("link", name="Take over from them").is_visible()
    assert await page.locator("#log").get_by_text("Alice Adams of our staff is writing").is_visible()
    bob.post(f"/c/{QUIET}/take-over", {"holder": desk.account("alice").id})  # in another tab
    assert "You have taken this conversation over" in await look()
    await page.get_by_label("Write to the person").fill("Would 10 suit you?")
    alice.post(f"/c/{QUIET}/hand-back", {"holder": desk.account("bob").id})
    assert "What you have written stays here" in await look()
    assert await page.get_by_label("Write to the person").input_value() == "Would 10 suit you?"
    await page.get_by_role("button", name="Send").click()
    await page.get_by_role("heading", name="Your reply was not sent").wait_for()
    assert await page.get_by_label("What you have written").input_value() == "Would 10 suit you?"
    assert await find_barriers(page) == []
    await page.get_by_role("button", name="Take over and send").click()
    await page.get_by_role("heading", name="Conversation on the website").wait_for()
    assert desk.said(QUIET)[-1].text == "Would 10 suit you?"
    assert [one for one in office.complaints if "status of 409" not in one] == []


async def test_other_buttons_ask_before_a_begun_reply_is_lost(office: Office) -> None:
    """The browser asks; whoever stays has everything still there, and the page's own look goes on."""
    office.desk.window("bob").post(f"/c/{QUIET}/take-over")
    page = await office.open("bob")
    await page.goto(f"{office.address}/c/{QUIET}")
    asked: list[str] = []

    async def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        await dialog.dismiss()

    page.on("dialog", stay)
    reply = page.get_by_label("Write to the person")
    await reply.press_sequentially("It is half wri")
    await page.get_by_role("button", name="Reviewed").click(no_wait_after=True)
    await page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    assert await reply.input_value() == "It is half wri"
    assert office.desk.rows(tables.review)[0].state == "new"
    await page.get_by_role("button", name="Send").click()
    await page.get_by_text("It is half wri").wait_for()
    await page.get_by_role("button", name="Reviewed").click()
    await page.get_by_role("heading", name="Review: reviewed").wait_for()
    assert asked == ["beforeunload"]
    assert office.complaints == []


async def test_typing_keeps_one_signed_in(office: Office) -> None:
    """A reply that takes longer than a session may rest is not lost; an open page alone ends as before."""
    desk = office.desk
    desk.window("bob").post(f"/c/{QUIET}/take-over")
    page = await office.open("bob")
    await page.clock.install()
    await page.goto(f"{office.address}/c/{QUIET}")
    reply = page.get_by_label("Write to the person")
    for part in ("Dear Rosa, ", "we can offer ", "a time on Monday."):
        desk.forward(minutes=10)
        await reply.press_sequentially(part)
        async with page.expect_response("**/news?*"):
            await page.clock.run_for(6000)
    assert await reply.input_value() == "Dear Rosa, we can offer a time on Monday."
    desk.forward(minutes=16)
    await page.clock.run_for(6000)
    await page.wait_for_url("**/signin")  # without a question: nothing of it stays on the screen
    assert [one for one in office.complaints if "401" not in one] == []


@pytest.mark.parametrize("scripts", [True, False])
async def test_the_hours_are_changed_and_taken_back(office: Office, scripts: bool) -> None:
    """From the calendar: a slip is told beside its form, the hours of a week and of a date are set, and taken back."""
    page = await office.open("bob" if scripts else None, scripts=scripts)
    if not scripts:
        await page.get_by_label("Name").fill("bob")
        await page.get_by_label("Password").fill(PASSWORDS["bob"])
        await page.get_by_label("One-time code").fill(office.desk.code("bob"))
        await page.get_by_role("button", name="Sign in").click()
    await page.get_by_role("link", name="Calendar").click()
    await page.get_by_role("link", name="Hours and holidays").click()
    await page.get_by_text("Change the weekly hours").click()
    assert await page.get_by_label("Monday", exact=True).input_value() == "9:00 AM-5:00 PM"
    await page.get_by_label("First day").fill("2026-11-30")
    await page.get_by_label("Saturday").fill("9-5")
    await page.get_by_role("button", name="Set the weekly hours").click()
    assert '"9-5" ends before it begins; please add am and pm' in await page.get_by_role("alert").inner_text()
    assert await page.get_by_label("Saturday").get_attribute("aria-invalid") == "true"
    assert await page.get_by_label("First day").input_value() == "2026-11-30"
    if scripts:
        assert await find_barriers(page) == []
    await page.get_by_label("Saturday").fill("9am-noon")
    await page.get_by_label("Tuesday").fill("")
    await page.get_by_role("button", name="Set the weekly hours").click()
    row = page.get_by_role("row", name="Saturday")
    assert (await row.inner_text()).split() == ["Saturday", "closed", "9:00", "AM-12:00", "PM"]

    await page.get_by_text("Set the hours of a date").first.click()
    await page.get_by_label("Date", exact=True).fill("2026-12-25")
    await page.get_by_label("Hours", exact=True).fill("10:00-12:00")
    await page.get_by_label("Why, for the staff only").fill("emergencies")
    await page.get_by_role("button", name="Set the hours of the date").click()
    await page.get_by_text("Fri, Dec 25, 2026, 10:00 AM-12:00 PM: emergencies").wait_for()
    assert await page.get_by_text("Christmas Day open all the same").is_visible()

    await page.get_by_role("link", name="1 booked outside the hours").click()
    await page.get_by_role("heading", name="Outside the hours: 1 booked").wait_for()
    await page.goto(f"{office.address}/calendar?week=2026-W49")
    assert await page.locator(".week thead").get_by_text("Sat, Dec 5").count() == 1
    await page.goto(f"{office.address}/calendar/hours")
    back = page.get_by_role("button", name="Take it back")
    for left in (1, 0):
        await back.first.click()
        await expect(back).to_have_count(left)
    await expect(page.get_by_text("outside the hours", exact=False)).to_have_count(1)  # what becomes of bookings
    assert [one for one in office.complaints if "status of 422" not in one] == []


async def test_a_page_of_another_site_changes_nothing(office: Office) -> None:
    """A form that another site sends from the browser of somebody who is signed in is refused."""
    page = await office.open("bob")
    form = f'<form method="post" action="{office.address}/c/{ROSA}/take-over"><button>win</button></form>'
    await page.route("http://evil.example/**", lambda route: route.fulfill(body=form, content_type="text/html"))
    await page.goto("http://evil.example/")
    async with page.expect_response("**/take-over") as sent:
        await page.get_by_role("button", name="win").click()
    assert (await sent.value).status == 403
    assert office.desk.rows(tables.review) == []


async def _pages(office: Office) -> list[tuple[str, str, str]]:
    """Each kind of page: a name, who looks, and the path."""
    desk = office.desk
    desk.window("alice").post(f"/c/{QUIET}/take-over")
    desk.window("alice").post(f"/c/{QUIET}/note", {"text": "a note"})
    desk.window("alice").post(f"/c/{QUIET}/tag", {"name": "a tag"})
    for number in (1, 2):
        desk.do(lambda tx: follow_ups.upsert_open(tx, ROSA, "change", desk.now, priority=True))
        desk.window("alice").post("/clinicians/1/status", {"status": "to_call", "seen": number - 1, "note": "busy"})
    desk.window("alice").post("/follow-ups/2/done", {"note": "moved it by phone"})
    for _ in range(2):
        say(desk, "can i bring my dog")
    for text in ("will the first visit be quick for me", "does Kowalczyk work here"):
        correct(desk, say(desk, text, conversation="web:l2"), "greet", "web:l2")
    desk.window("bob").post("/learn/export")
    job = desk.do(lambda tx: comparisons.ask(tx, "2026-11-23-1", "x", None, desk.now, desk.now))
    desk.do(lambda tx: comparisons.end(tx, job, desk.now, result=RESULT))
    desk.window("alice").post("/calendar/feed")
    desk.window("alice").post(
        "/calendar/blocks", {"first": "2026-12-01", "last": "2026-12-08", "whole": "1", "label": "vacation"}
    )
    for first in ("2026-12-02", "2026-12-02", "2027-01-04"):
        week = {"consultant": "consultations", "first": first, "monday": "09:00-12:00, 13:00-17:00"}
        desk.window("alice").post("/calendar/hours/weekly", week)
    desk.window("alice").post("/calendar/hours/single", {"day": "2026-12-05", "hours": "09:00-12:00", "label": "open"})
    correct(desk, say(desk, "is the second visit as quick as the first", conversation="web:l2"), "greet", "web:l2")
    desk.do(lambda tx: unfinished(tx, desk.now))
    return [
        ("sign in", "", "/signin"),
        ("join", "", invitation(desk)),
        ("over", "", "/join/nothing"),
        ("inbox", "alice", "/"),
        ("nothing found", "alice", "/?tag=nothing"),
        ("filtered", "alice", "/?assignee=me&intent=greet&since=2026-11-21&figure=booked&week=2026-W48"),
        ("a filter that is none", "alice", "/?channel=fax"),
        ("danger", "alice", f"/c/{desk.texter}"),
        ("danger, to read only", "charlie", f"/c/{desk.texter}"),
        ("much", "alice", f"/c/{ROSA}"),
        ("held", "alice", f"/c/{QUIET}"),
        ("held, to read only", "charlie", f"/c/{QUIET}"),
        ("who holds it", "bob", f"/c/{QUIET}/holder"),
        ("unfinished", "alice", f"/c/{HALF}?channel=web"),
        ("learn", "alice", "/learn"),
        ("correct", "alice", "/c/web:l1"),
        ("export", "alice", "/learn/export"),
        ("file", "alice", "/learn/files/2026-11-23-1"),
        ("comparison", "alice", f"/learn/compare/{job}"),
        ("nothing to learn", "alice", "/learn?until=2020-01-01"),
        ("erase", "alice", f"/c/{ROSA}/erase"),
        ("erase, in danger", "alice", f"/c/{desk.texter}/erase"),
        ("follow-ups", "alice", "/follow-ups"),
        ("follow-ups, done", "alice", "/follow-ups?state=done"),
        ("follow-ups, just done", "alice", "/follow-ups?settled=2"),
        ("clinicians", "alice", "/clinicians"),
        ("clinicians, not to be called", "alice", "/clinicians?status=other"),
        ("calendar", "alice", "/calendar?week=2026-W49"),
        ("calendar, with blocked time", "alice", "/calendar?week=2026-W50"),
        ("calendar, to read only", "charlie", "/calendar?week=2026-W48"),
        ("hours", "alice", "/calendar/hours"),
        ("hours, to read only", "charlie", "/calendar/hours"),
        ("appointment", "alice", "/calendar/1"),
        ("move", "alice", "/calendar/1/move"),
        ("book", "alice", "/calendar/new?start=2026-12-03T18:00Z"),
        ("book what is not free", "alice", "/calendar/new?start=2026-12-25T18:00Z"),
        ("figures", "charlie", "/figures"),
        ("figures, with more", "alice", "/figures?weeks=1"),
        ("topics", "charlie", "/figures/topics"),
        ("export of conversations", "alice", "/export?channel=web"),
        ("conversations of a figure", "charlie", "/?figure=booked&week=2026-W48"),
        ("account", "charlie", "/account"),
        ("staff", "alice", "/staff/"),
        ("audit", "alice", "/audit?verify=1"),
        ("confirm", "alice", "/confirm"),
        ("not found", "alice", "/nothing"),
    ]


async def test_no_page_has_barriers(office: Office) -> None:
    """Every page passes axe-core in light and dark on a desk and a phone, and none scrolls sideways on the phone."""
    found: dict[str, list[str]] = {}
    windows = {
        "": await office.open(None),
        "alice": await office.open("alice"),
        "bob": await office.open("bob"),
        "charlie": await office.open("charlie"),
    }
    for name, login, path in await _pages(office):
        page = windows[login]
        await page.goto(office.address + path)
        # also those that only a phone shows
        await page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        for width in (1200, 360):
            await page.set_viewport_size({"width": width, "height": 800})
            for scheme in ("light", "dark"):
                await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                for barrier in await find_barriers(page):
                    found.setdefault(f"{name}: {barrier[:300]}", []).append(f"{width} {scheme}")
        for word in await page.evaluate(BROKEN_WORDS):
            found[f"{name}: {word} is broken in two"] = ["360"]
        over = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            found[f"{name}: {over} pixels too wide"] = ["360"]
    assert found == {}, "\n".join(f"{what} ({', '.join(where)})" for what, where in found.items())
    told = ("status of 400", "status of 404", "status of 409")  # by pages that say so themselves
    assert [one for one in office.complaints if not any(status in one for status in told)] == []


async def test_the_work_lists_on_a_phone(office: Office) -> None:
    """Number, note and button are in sight, none of them to the side; a time stands beside its button."""
    page = await office.open("bob", width=360)
    await page.goto(f"{office.address}/follow-ups")
    for one in (
        page.get_by_role("link", name=PERSON_PHONE),
        page.get_by_label("What came of it"),
        page.get_by_role("button", name="Done with"),
    ):
        box = await one.bounding_box()
        assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 360
    await page.get_by_label("What came of it").fill("booked by phone")
    await page.get_by_role("button", name="Done with").click()
    await page.get_by_role("status").filter(has_text="Done with").get_by_role("button", name="Open again").click()
    await page.get_by_text("booked by phone").wait_for()
    await page.get_by_role("button", name="Menu").click()
    await page.get_by_role("link", name="Clinicians", exact=True).click()
    await page.get_by_label("Now with").select_option("called")
    await page.get_by_label("Note on").fill("left a message")
    await page.get_by_role("button", name="Save what was done").click()
    await page.get_by_role("heading", name="Called, not spoken yet").wait_for()
    await page.get_by_text("left a message").wait_for()
    await page.goto(f"{office.address}/calendar/1/move")
    button = await page.locator(".choices input").first.bounding_box()
    label = await page.locator(".choices label").first.bounding_box()
    assert button is not None and label is not None
    assert label["height"] < 50 and label["y"] <= button["y"] <= label["y"] + label["height"] - button["height"]
    assert office.complaints == []


@pytest.mark.parametrize("target", ["/%09/evil.example", "//evil.example", "/%5cevil.example"])
async def test_a_confirmation_stays_on_the_console(office: Office, target: str) -> None:
    """What a browser makes of the address after a confirmation is a page of the console."""
    page = await office.open("bob")
    await page.goto(f"{office.address}/confirm?to={target}")
    await page.get_by_label("Password").fill(PASSWORDS["bob"])
    await page.get_by_label("One-time code").fill(office.desk.code("bob"))
    await page.get_by_role("button", name="Confirm").click()
    await page.get_by_role("heading", name="Conversations", exact=True).wait_for()
    assert page.url == f"{office.address}/"


async def test_the_list_of_keys(office: Office) -> None:
    """`?` opens a list of the keys of this page and takes the focus; Escape gives it back, and keys rest meanwhile."""
    page = await office.open("bob")
    await page.keyboard.press("j")
    before = await page.evaluate("document.activeElement.getAttribute('href')")
    await page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    await keys.wait_for()
    assert await keys.evaluate("element => element.contains(document.activeElement)")
    assert "open it" in await keys.inner_text()
    assert await find_barriers(page) == []
    await page.keyboard.press("j")
    await page.keyboard.press("Escape")
    await keys.wait_for(state="hidden")
    assert await page.evaluate("document.activeElement.getAttribute('href')") == before
    await page.get_by_label("Search").press("?")  # typed, and no command
    assert await keys.count() == 0
    await page.goto(f"{office.address}/c/{QUIET}")
    await page.get_by_role("link", name="Keys").click()
    assert "mark as reviewed" in await keys.inner_text()
    await keys.get_by_role("link", name="Close").click()
    await keys.wait_for(state="hidden")
    assert office.complaints == []


async def test_the_list_of_keys_without_scripts(office: Office) -> None:
    """A link leads to the list at the end of the page."""
    page = await office.open(None, scripts=False)
    await page.get_by_label("Name").fill("bob")
    await page.get_by_label("Password").fill(PASSWORDS["bob"])
    await page.get_by_label("One-time code").fill(office.desk.code("bob"))
    await page.get_by_role("button", name="Sign in").click()
    assert not await page.get_by_text("open it").is_visible()
    await page.get_by_role("link", name="Keys").click()
    assert await page.get_by_text("open it").is_visible()


async def test_the_open_list_says_what_comes(office: Office) -> None:
    """A message shows a line with a link; danger shows on every page at once, with its count in the title."""
    desk = office.desk
    page, elsewhere = await office.open("bob"), await office.open("alice")
    await page.clock.install()
    await elsewhere.clock.install()
    desk.do(lambda tx: crises.acknowledge(tx, desk.events(desk.texter)[0].id, "Bob Brown", desk.now, "called"))
    async with page.expect_response("**/news"):
        await page.goto(office.address)
    async with elsewhere.expect_response("**/news"):
        await elsewhere.goto(f"{office.address}/follow-ups")
    assert await page.title() == "Conversations - KCLA staff"
    assert not await page.locator("#news").is_visible() and not await page.locator("#alarm").is_visible()

    desk.do(lambda tx: conversations.log_out(tx, QUIET, ["Anything else?"], desk.now))
    await page.clock.run_for(6000)
    await page.locator("#news").wait_for(state="visible")
    assert not await page.locator("#alarm").is_visible()

    desk.do(lambda tx: crises.record(tx, QUIET, "web", "imminent", "rule-2", desk.now))
    for window, title in ((page, "(1) Conversations - KCLA staff"), (elsewhere, "(1) Follow-ups - KCLA staff")):
        await window.clock.run_for(6000)
        await window.locator("#alarm").wait_for(state="visible")
        assert await window.title() == title
        assert await find_barriers(window) == []
    await elsewhere.get_by_role("link", name="Look at it").click()
    await elsewhere.get_by_role("heading", name="People who may be in danger").wait_for()
    assert not await elsewhere.locator("#alarm").is_visible()
    assert await elsewhere.title() == "(1) Conversations - KCLA staff"
    assert office.complaints == []


async def test_the_open_list_goes_with_the_session(office: Office) -> None:
    """A list that is left open does not keep its session alive, and gives way to the sign-in when it is over."""
    page = await office.open("bob")
    await page.clock.install()
    await page.goto(office.address)
    for _ in range(2):
        office.desk.forward(minutes=8)
        async with page.expect_response("**/news"):
            await page.clock.run_for(6000)
    await page.wait_for_url("**/signin")
    assert await page.locator("[data-row]").count() == 0


async def test_the_digits_are_seen_before_one_is_pressed(office: Office) -> None:
    """Whoever comes to a message by a key sees its choices; they fold again behind them."""
    for number in range(2):
        say(office.desk, f"words {number}", conversation="web:keys")
    page = await office.open("bob")
    await page.goto(f"{office.address}/c/web:keys")
    choices = page.locator("#log [data-message] > details.correct")
    await page.keyboard.press("c")
    assert await choices.first.locator("[data-key='2']").is_visible()
    await page.keyboard.press("j")
    assert not await choices.first.locator("[data-key='2']").is_visible()
    assert await choices.last.locator("[data-key='2']").is_visible()
    await page.keyboard.press("Escape")
    assert not await choices.last.locator("[data-key='2']").is_visible()
    assert office.complaints == []


async def test_an_erased_conversation_leaves_the_screen(office: Office) -> None:
    """Of somebody who was erased nothing stays on a page that was open, and it says why."""
    page = await office.open("bob")
    await page.clock.install()
    await page.goto(f"{office.address}/c/{QUIET}")
    await page.get_by_label("New note").fill("half a note")
    erased = office.desk.window("alice").post(f"/c/{QUIET}/erase", {"word": "erase", "conversation": QUIET})
    assert erased.status_code == 200
    await page.clock.run_for(6000)
    await page.get_by_role("heading", name="This conversation is not there").wait_for()
    assert await page.get_by_text("How much does it cost?").count() == 0


@pytest.mark.parametrize("width", [360, 1280])
async def test_a_long_name_of_a_colleague_makes_no_page_wider(office: Office, width: int) -> None:
    """A conversation, in which colleagues are chosen from, fits the window."""
    office.desk.do(lambda tx: staff.change(tx, office.desk.account("charlie").id, name="Wolfeschlegelstein " * 3))
    page = await office.open("bob", width=width)
    await page.goto(f"{office.address}/c/{ROSA}")
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
