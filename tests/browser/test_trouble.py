"""Reloads, lost connections, several tabs and a server that goes away: nothing is lost, nothing comes twice."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import Route, expect

from bot.channels.rasa import Rasa
from bot.site.example import ExampleSite
from bot.store import sessions
from tests.browser.chat import Chat
from tests.browser.conftest import Visits


async def said_once(chat: Chat, text: str) -> None:
    """It stands once in the window and once in the log."""
    await chat.quiet()
    assert (await chat.texts("you")).count(text) == 1
    assert chat.site.sent().count(text) == 1


async def test_reload_in_the_middle_shows_everything_again(visits: Visits) -> None:
    """After a reload the chat is closed, and opened it shows the same messages and choices; the answer still counts."""
    chat = await visits.chat("health")
    before = await chat.texts("assistant"), await chat.texts("you"), await chat.choices()
    await chat.page.reload()
    await expect(chat.part(".launcher")).to_be_visible()
    await expect(chat.part(".panel")).to_be_hidden()
    await chat.open()
    await expect(chat.messages("assistant")).to_have_count(len(before[0]))
    assert (await chat.texts("assistant"), await chat.texts("you"), await chat.choices()) == before
    await chat.tap("None")
    assert chat.site.question() == "name"


async def test_history_is_not_read_out_and_news_is(visits: Visits) -> None:
    """A screen reader hears what is new, and not a conversation of yesterday once more."""
    chat = await visits.chat("age")
    log = chat.part(".log")
    assert await log.get_attribute("role") == "log"
    await expect(log).to_have_attribute("aria-live", "polite")
    await chat.say("yes I am")
    assert await log.get_attribute("aria-live") == "polite"


async def test_message_written_offline_goes_when_the_connection_is_back(visits: Visits) -> None:
    """The window says that there is no connection, keeps the message, and sends it once."""
    chat = await visits.chat("name")
    await chat.window.set_offline(True)
    await chat.write("Ines Okafor")
    await chat.expect_state("offline")
    await expect(chat.part("[data-state=sending]")).to_have_count(1)
    assert chat.site.sent().count("Ines Okafor") == 0
    await chat.window.set_offline(False)
    await chat.part(".again").click()
    await said_once(chat, "Ines Okafor")
    assert chat.site.question() == "phone"


async def test_lost_answer_is_fetched_and_not_made_twice(visits: Visits) -> None:
    """The server did it, the answer got lost: the retry shows the answer, and nothing was done again."""
    chat = await visits.chat("summary")
    visits.network.lose_answers()
    before = await chat.count("assistant")
    await chat.part("ol .choice").first.click()
    await chat.expect_state("offline")
    await visits.network.down()
    await visits.network.up()
    await chat.part(".again").click()
    said = await chat.answer(before)
    (row,) = chat.booked_rows()
    assert said.count(row.reference) == 1
    assert await chat.part(".card").count() == 1


async def test_news_that_comes_while_it_asks_is_asked_for_again(visits: Visits) -> None:
    """Who comes back to the window sees what came after the question that was under way had been answered."""
    chat = await visits.chat("age")
    await chat.close()
    answered, news = asyncio.Event(), asyncio.Event()

    async def give_late(route: Route) -> None:
        answer = await route.fetch()
        answered.set()
        await news.wait()
        await route.fulfill(response=answer)

    await chat.page.route("**/webhooks/web/messages?*", give_late)
    await chat.wake()
    await answered.wait()
    chat.staff_writes("Hello, this is Ann from the clinic.")
    await chat.wake()
    news.set()
    await expect(chat.part(".unread")).to_contain_text("1")


async def test_server_gone_and_back_goes_on_where_it_was(visits: Visits, rasa: Rasa) -> None:
    """The server goes away in the middle and comes back as a new process: the same conversation goes on."""
    chat = await visits.chat("clinician_name")
    await visits.network.down()
    await chat.write("Dr. Helena Brandt")
    await chat.expect_state("offline")
    chat.site.restart_path(rasa)
    await visits.network.up()
    await chat.part(".again").click()
    await said_once(chat, "Dr. Helena Brandt")
    assert chat.site.question() == "clinician_practice"


async def test_slow_server_is_said_to_be_slow(visits: Visits) -> None:
    """The window says that the assistant is writing, later that it takes long, and then shows the answer."""
    chat = await visits.chat("age")
    await chat.page.clock.install()
    visits.network.hold()
    await chat.write("yes, I'm 33")
    await chat.page.clock.run_for(1_000)
    await chat.expect_state("writing")
    await chat.page.clock.run_for(20_000)
    await chat.expect_state("slow")
    visits.network.release()
    await chat.quiet()
    assert chat.site.question() == "reason"


async def test_two_tabs_show_the_same_conversation(visits: Visits) -> None:
    """What is written in one tab shows in the other; ended in one, it is gone in both."""
    one = await visits.chat("reason")
    two = await visits.second(one)
    await two.open()
    await expect(two.messages("assistant")).to_have_count(await one.count("assistant"))
    await one.tap("Depression")
    await expect(two.messages("you")).to_have_count(await one.count("you"))
    assert await two.choices() == await one.choices()
    await two.tap("Yes")
    await expect(one.messages("you")).to_have_count(await two.count("you"))
    await one.part(".more").click()
    await one.part(".end").click()
    await one.part(".end-yes").click()
    await expect(two.messages("you")).to_have_count(0)


async def test_same_question_answered_in_two_tabs_counts_once(visits: Visits) -> None:
    """A choice that was taken in another tab cannot answer the next question."""
    one = await visits.chat("clinician")
    two = await visits.second(one)
    await two.open()
    await expect(two.part("ol .choice")).to_have_count(3)
    await visits.network.down()  # so that the second tab has not heard of the first's answer
    await two.part("ol .choice").first.click()
    await two.expect_state("offline")
    await visits.network.up()
    await one.tap("Yes")
    await two.part(".again").click()
    await two.quiet()
    assert one.site.question() == "consent"


async def test_too_fast_is_said_kindly_and_nothing_is_lost(visits: Visits) -> None:
    """Beyond the limit the person reads the server's words, and the message goes when it may."""
    await visits.at("name", limits={"messages_per_minute": 1})
    chat = await visits.chat("name")
    await chat.say("wait, what does it cost?")
    await chat.write("Ines Okafor")
    await chat.expect_state("waiting")
    assert "988" in await chat.part(".state").inner_text()
    await expect(chat.part("[data-state=sending]")).to_have_count(1)
    assert chat.site.question() == "name"


async def test_ended_chat_begins_anew_with_what_was_written(visits: Visits) -> None:
    """The chat expired meanwhile: the person hears so, and the message is answered in a new conversation."""
    chat = await visits.chat("name")
    assert chat.site.stage is not None
    token = chat.site.stage.token
    chat.site.do(lambda tx: sessions.end(tx, token, chat.site.running.now()))
    await chat.write("is anybody there?")
    await expect(chat.part(".notice")).to_contain_text("ended")
    await chat.quiet()
    assert (await chat.texts("you")).count("is anybody there?") == 1
    (stored,) = (await chat.stored())[0].values()
    assert stored != token


async def test_very_long_message_gets_a_kind_word(visits: Visits) -> None:
    """More than the server takes is not sent, the person reads why, and gets the text back."""
    chat = await visits.chat("age")
    await chat.write("a" * 70_000)
    await expect(chat.part("[data-state=failed]")).to_contain_text("shorter")
    assert len(await chat.part("textarea").input_value()) == 70_000


async def test_danger_is_answered_in_the_widget_whatever_is_broken(visits: Visits) -> None:
    """A cry for help gets the resources; with the database gone it gets the numbers at least."""
    chat = await visits.chat("reason")
    said = await chat.say("I don't want to be alive anymore")
    assert "988" in said and "Are you safe" in said
    chat.site.file.rename(chat.site.file.with_suffix(".gone"))
    await chat.write("I am going to kill myself tonight")
    await chat.expect_state("waiting")
    assert "911" in await chat.part(".state").inner_text()


@pytest.mark.parametrize("listed", [True, False], ids=["configured", "foreign"])
async def test_another_site_carries_the_chat_if_it_is_configured(visits: Visits, listed: bool) -> None:
    """Under a strict policy of its own, a configured site's page can use the chat; any other is refused in words."""
    site = await visits.at()
    example = ExampleSite(site.running, visits.network.base, 0)
    example.start()
    try:
        await visits.at(origins=[example.origin] if listed else [])
        chat = await visits.chat(path=example.origin)
        await chat.open()
        await chat.write("hello")
        if listed:
            await expect(chat.messages("assistant").first).to_be_visible()
        else:
            await chat.expect_state("offline")
            assert site.sent() == []
    finally:
        example.close()
