"""Machines that text: they are not answered for as long as they like, and nothing that matters is lost to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot.channels.rasa import Handled, Rasa, Understood
from bot.channels.sms.worker import Worker
from bot.store import tables
from tests.channels.world import Clock
from tests.sms.phone import Line, Phone
from tests.sms.story import NUMBER, OTHER

AWAY = "I am out of the office and will answer when I am back."


@pytest.fixture
def few(line: Line) -> Iterator[int]:
    """How many texts of a number are answered: three in ten minutes, so that tests are short."""
    limit = line.running.clinic.texting.limits[0]
    before = limit.texts
    object.__setattr__(limit, "texts", 3)  # the profile is shared by all tests, and is put back
    yield 3
    object.__setattr__(limit, "texts", before)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What reached the dialogue; in its place stands something quick that is always polite."""
    handled: list[str] = []

    async def handle(_rasa: Rasa, _conversation: str, text: str, *_given: Any) -> Handled:
        handled.append(text)
        return Handled([{"text": f"You wrote {text}."}], Understood("greet", 1.0))

    monkeypatch.setattr(Rasa, "handle", handle)
    return handled


@pytest.fixture
def phone(line: Line) -> Phone:
    return line.phone(NUMBER)


def to_the_staff(line: Line) -> list[Any]:
    return line.rows(tables.follow_up, tables.follow_up.c.kind == "change", tables.follow_up.c.state == "open")


async def flood(phone: Phone, count: int) -> list[str]:
    return [await phone.say(f"nice weather number {number}") for number in range(count)]


async def test_too_many_texts_are_answered_once(line: Line, phone: Phone, few: int) -> None:
    """One kind line with the phone number, then silence; all of them are in the log, and the staff see it."""
    said = await flood(phone, few + 4)
    assert all("You wrote" in one for one in said[:few])
    assert "310-270-0625" in said[few] and "988" in said[few]
    assert said[few + 1 :] == ["", "", ""]
    assert len(phone.texted) == few + 4
    (entry,) = to_the_staff(line)
    assert entry.conversation_id == phone.conversation
    assert "You wrote" in await line.phone(OTHER).say("somebody else is answered")


async def test_it_goes_on_by_itself(phone: Phone, few: int, clock: Clock) -> None:
    """When the machine has been silent for as long as the limit says."""
    await flood(phone, few + 2)
    clock.forward(minutes=9)
    assert await phone.say("still there?") == ""
    clock.forward(minutes=11)
    assert "You wrote" in await phone.say("am i answered again?")


async def test_the_line_comes_once_an_hour(phone: Phone, few: int, clock: Clock) -> None:
    """Two bursts within the hour get one line, a later one gets another."""
    await flood(phone, few + 1)
    clock.forward(minutes=20)
    assert (await flood(phone, few + 2))[few:] == ["", ""]
    clock.forward(minutes=60)
    assert "310-270-0625" in (await flood(phone, few + 1))[-1]


async def test_danger_is_always_answered(line: Line, phone: Phone, few: int, quick: list[str]) -> None:
    """In the middle of the flood, and what answers "are you safe?" is heard."""
    await flood(phone, few + 2)
    assert "Are you safe" in await phone.say("i want to die")
    before = len(quick)
    assert await phone.say("3") and quick[before:] == ["No"]
    assert "911" in await phone.say("i will kill myself tonight")
    assert len(line.rows(tables.crisis_event)) == 2


@pytest.mark.parametrize("words", ["STOP", "opt out"])
async def test_stop_always_holds(phone: Phone, few: int, words: str) -> None:
    """Nothing is sent any more from then on."""
    await flood(phone, few + 2)
    await phone.say(words)
    assert phone.is_out
    assert await phone.say("nice text") == ""


async def test_stop_in_other_words_is_heard(phone: Phone, few: int, quick: list[str]) -> None:
    """It reaches the dialogue, which knows it in any words."""
    await flood(phone, few + 2)
    await phone.say("please stop texting me")
    assert quick[-1] == "please stop texting me"


async def test_help_is_always_answered(phone: Phone, few: int) -> None:
    """With the numbers that it always names."""
    await flood(phone, few + 2)
    assert "310-270-0625" in await phone.say("HELP")


async def test_a_machine_that_is_away_is_not_answered_for_ever(line: Line, phone: Phone) -> None:
    """The same sentence for the fourth time gets the line, and then nothing; other words are answered."""
    said = [await phone.say(AWAY) for _ in range(6)]
    assert all("You wrote" in one for one in said[:3])
    assert "310-270-0625" in said[3] and said[4:] == ["", ""]
    assert len(to_the_staff(line)) == 1
    assert "You wrote" in await phone.say("hello, now it is me")


async def test_short_answers_may_come_as_often_as_they_are_right(phone: Phone) -> None:
    """A number or a yes answers question after question."""
    for text in ("1", "yes", "for me"):
        for _ in range(6):
            assert "You wrote" in await phone.say(text)


async def test_the_same_sentence_over_days_is_a_persons(phone: Phone, clock: Clock) -> None:
    """Who asks the same once a day is answered every time."""
    for _ in range(5):
        assert "You wrote" in await phone.say("when are you open please")
        clock.forward(hours=20)


async def test_a_flood_that_was_taken_up_late_is_judged_by_when_it_came(
    line: Line, phone: Phone, few: int, clock: Clock
) -> None:
    """Texts that came over an hour and are worked off together are a person's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Worker, "_claim", lambda *_: [])
        for number in range(few + 3):
            await phone.text(f"nice weather number {number}")
            clock.forward(minutes=10)
    await phone.until_answered()
    assert len(phone.received) == few + 3 and all("You wrote" in one for one in phone.received)
