"""After danger: somebody came, and the means are gone."""

from __future__ import annotations

import pytest

from bot.store import tables
from tests.safety.world import CHANNELS, IMMINENT, World

both = pytest.mark.parametrize("channel", CHANNELS)


def levels(world: World) -> list[str]:
    return [row.level for row in world.rows(tables.crisis_event)]


@both
@pytest.mark.parametrize(
    "text",
    [
        "my aunt just got here and took the pills away, im ok now",
        "a friend is with me and flushed them all. im alright",
        "im not alone, my cousin has the pills. im safe",
    ],
)
async def test_relief_is_no_new_danger(channel: str, text: str, world: World) -> None:
    """A warm word, the number that stays and the way on; the staff keep the one event, at most with a mention."""
    chat = world.chat(channel)
    await chat.say(IMMINENT)
    turn = await chat.say(text)
    assert (
        "relief" in turn.says and "988" in turn.says and "continue" in turn.says and "stay with them" not in turn.says
    )
    assert levels(world)[0] == "imminent" and set(levels(world)[1:]) <= {"mention"}


@both
async def test_who_took_them_stays_in_danger(channel: str, world: World) -> None:
    """Whoever is with them."""
    chat = world.chat(channel)
    await chat.say(IMMINENT)
    turn = await chat.say("my aunt is with me but i already took them all")
    assert "911" in turn.says and "relief" not in turn.says and levels(world) == ["imminent", "imminent"]


async def test_who_stays_is_no_answer_to_a_question(world: World) -> None:
    """It gets a word of its own, and the question stands."""
    chat = world.chat("web")
    for words in (IMMINENT, "continue", "yes"):
        asked = await chat.say(words)
    turn = await chat.say("yes, she's staying with me")
    assert "not alone" in turn.says and turn.question == asked.question
