"""Every question of the interview, with every kind of digression: nothing is lost, and the way goes on.

Each question meets a third of the wordings of each kind, another third than its neighbours; WALK_ALL=1 in the
environment has every question meet all of them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from bot.channels.rasa import Rasa
from tests.conftest import T0
from tests.dialogues import digressions as say
from tests.dialogues.digressions import Digression
from tests.dialogues.driver import Conversation, Turn
from tests.dialogues.walk import CHANNELS, Stage, Walk, is_put, on_one_database, stages_of

EVERYWHERE = [(channel, stage) for channel in CHANNELS for stage in stages_of(channel)]

_THIRDS = 1 if os.environ.get("WALK_ALL") else 3


async def each(
    walk: Walk,
    name: str,
    said: tuple[Digression, ...],
    step: Callable[[Stage, Conversation, Digression], Awaitable[None]],
) -> None:
    """Take the same step with each wording, each time from where the question was opened; all complaints at once."""
    at = EVERYWHERE.index((walk.channel, name))
    share = [one for i, one in enumerate(said) if (i + at) % _THIRDS == 0] or [said[at % len(said)]]
    complaints = []
    for digression in share:
        stage, chat = await walk.at(name)
        begun = len(chat.turns)
        try:
            await step(stage, chat, digression)
        except AssertionError as error:
            said_since = "\n".join(f"  > {turn.text}\n  < {turn.says} [{turn.question}]" for turn in chat.turns[begun:])
            complaints.append(f"{str(error).splitlines()[0]}\n{said_since}")
    if complaints:
        pytest.fail("\n\n".join(complaints), pytrace=False)


def assert_facts(turn: Turn, expected: dict[str, Any], changed: dict[str, Any] | None = None) -> None:
    """Nothing that was given has got lost or become something else, but for what was to be changed."""
    wanted = {**expected, **(changed or {})}
    keys = sorted(key for key in {*wanted, *turn.facts} if wanted.get(key) != turn.facts.get(key))
    assert not keys, ", ".join(f"{key} is {turn.facts.get(key)!r}, not {wanted.get(key)!r}" for key in keys)


def assert_still_open(stage: Stage, turn: Turn) -> None:
    assert turn.question == stage.question, f"{stage.question} is open no longer, but {turn.question}"
    assert is_put(turn), "the question is not put again"
    assert turn.booking == stage.turns[-1].booking, "the booking has changed"


async def assert_goes_on(stage: Stage, chat: Conversation, changed: dict[str, Any] | None = None) -> None:
    """The plain answer is taken as if nothing had come between."""
    turn = await chat.say(stage.answer)
    assert turn.question == stage.next, f"after the answer {turn.question} is asked, not {stage.next}"
    assert_facts(turn, stage.facts_after, changed)


async def beside(stage: Stage, chat: Conversation, digression: Digression) -> None:
    """Something that is answered while the question stays open."""
    turn = await chat.say(digression.text)
    assert_still_open(stage, turn)
    assert_facts(turn, stage.facts)
    assert digression.says is None or re.search(digression.says, turn.says), f"no {digression.says!r}"
    await assert_goes_on(stage, chat)


class WalkSteps:
    """The tests; a subclass names the channel, in a module of its own, so that two can run side by side."""

    channel: str

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Every test at every question: `name` is that of the stage, `before` one of those on the way to a booking."""
        stages = stages_of(self.channel)
        if "name" in metafunc.fixturenames:
            metafunc.parametrize("name", stages)
        if "before" in metafunc.fixturenames:
            metafunc.parametrize("before", [one for one in stages if one.rpartition("/")[0] in ("", "alone")])

    @pytest.fixture(scope="class")
    def walk(self, rasa: Rasa, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
        """The walk of the channel, on a database of its own."""
        for walks in on_one_database(rasa, tmp_path_factory.mktemp("walk"), T0):
            yield walks[self.channel]

    @pytest.mark.parametrize(
        "kind",
        ["FAQ", "SEVERAL_FAQ", "WHY", "REPEAT", "NONSENSE", "WORDLESS", "OUT_OF_SCOPE", "COURTESY", "WHO_ARE_YOU"],
    )
    async def test_what_comes_between_leaves_the_question_open(self, name: str, kind: str, walk: Walk) -> None:
        """It is answered, the question is put again, and its answer counts as ever."""
        await each(walk, name, getattr(say, kind), beside)

    async def test_an_earlier_answer_can_be_put_right(self, name: str, walk: Walk) -> None:
        """What was given before has its new value, said back; nothing else changes, and the question stands."""
        stage, _ = await walk.at(name)

        async def put_right(stage: Stage, chat: Conversation, digression: Digression) -> None:
            turn = await chat.say(digression.text)
            assert_still_open(stage, turn)
            assert_facts(turn, stage.facts, digression.facts)
            assert digression.says is None or re.search(digression.says, turn.says), f"no {digression.says!r}"
            await assert_goes_on(stage, chat, digression.facts)

        for fact, said in say.CORRECTIONS.items():
            if stage.facts.get(fact) is not None and not (self.channel == "sms" and fact == "phone"):
                await each(walk, name, said, put_right)

    async def test_a_refusal_leaves_out_or_names_other_ways(self, name: str, walk: Walk) -> None:
        """What need not be answered is left out; where it must be, the person hears how else it can go on."""

        async def refuse(stage: Stage, chat: Conversation, digression: Digression) -> None:
            turn = await chat.say(digression.text)
            assert {**turn.facts, **stage.facts} == turn.facts, f"facts {stage.facts} -> {turn.facts}"
            assert turn.question is None or is_put(turn), "no question is put"
            if turn.question == stage.question:
                for _ in range(3):
                    turn = await chat.say(digression.text)
                ways = rf"{say.STAFF_PHONE}|skip|number|another day|any time|what to change"
                assert turn.question != stage.question or re.search(ways, turn.says), "no other way"
            assert turn.booking == stage.turns[-1].booking or turn.booking["state"] == "held", "the booking has changed"

        await each(walk, name, say.REFUSAL, refuse)

    async def test_back_opens_the_question_before(self, name: str, walk: Walk) -> None:
        """Its answer, given once more, leads to where the person was."""

        async def back(stage: Stage, chat: Conversation, digression: Digression) -> None:
            turn = await chat.say(digression.text)
            assert turn.question is not None and is_put(turn), "nothing is asked"
            for _ in range(4):
                if chat.question == stage.question:
                    break
                turn = await chat.say(walk.answer_to(chat.question or "", name))
            assert_still_open(stage, turn)
            assert_facts(turn, stage.facts)

        await each(walk, name, say.BACK, back)

    async def test_a_pause_keeps_everything(self, name: str, walk: Walk) -> None:
        """After a stop nothing is asked, and "continue" goes on where it was, a few minutes or a day later."""
        changing = name.startswith(("move/", "cancel/"))

        async def pause(stage: Stage, chat: Conversation, digression: Digression) -> None:
            stopped = await chat.say(digression.text)
            assert stopped.question is None, f"{stopped.question} is still asked"
            assert_facts(stopped, stage.facts)
            if changing:
                assert "stays on" in stopped.says, "the appointment is not said to stay"
                return
            assert re.search("kept|keep", stopped.says) and "continue" in stopped.says, "no way to go on"
            after = timedelta(minutes=5) if len(chat.turns) % 2 else timedelta(days=1, hours=3)
            turn = await chat.say(say.GO_ON[say.STOP.index(digression) % len(say.GO_ON)], after)
            # what was held is free again, so that times are offered once more
            expected = ("slots", "summary") if stage.question == "summary" else (stage.question,)
            assert turn.question in expected and is_put(turn), f"{turn.question} is asked"
            assert_facts(turn, stage.facts)
            if turn.question == stage.question:
                await assert_goes_on(stage, chat)

        await each(walk, name, say.STOP, pause)

    @pytest.mark.parametrize("days", [1, 6])
    async def test_an_answer_counts_days_later(self, days: int, name: str, walk: Walk) -> None:
        """The question is still open, and only times that have passed since are offered anew."""
        stage, chat = await walk.at(name)
        turn = await chat.say(stage.answer, timedelta(days=days))
        if "from a while ago" in turn.says:  # an old list by text is shown once more
            turn = await chat.say(stage.answer)
        assert turn.question == stage.next, turn.says
        assert_facts(turn, stage.facts_after)

    async def test_a_person_can_be_had_at_any_question(self, name: str, walk: Walk) -> None:
        """The number is named at once, a call is arranged with what is known, and the booking can go on afterwards."""

        async def call(stage: Stage, chat: Conversation, digression: Digression) -> None:
            turn = await chat.say(digression.text)
            assert re.search(say.STAFF_PHONE, turn.says), "no number of the staff"
            assert turn.question in ("name", "phone", "when") and is_put(turn), f"{turn.question} is asked"
            assert {**turn.facts, **stage.facts} == turn.facts, f"facts {stage.facts} -> {turn.facts}"
            for _ in range(3):
                if chat.question is None:
                    break
                turn = await chat.say(walk.answer_to(chat.question, "call/"))
            assert turn.question is None and "call you" in turn.says, "the call is not arranged"
            if name.startswith(("call/", "move/", "cancel/", "link/")):
                return
            turn = await chat.say("yes")
            expected = {stage.question}
            if stage.question in ("slots", "summary"):  # what was held is free again
                expected = {"slots", "when", "summary"}
            if stage.question in ("name", "phone"):  # which the call needed as well
                expected = {"email"}
            assert turn.question in expected and is_put(turn), f"it goes on with {turn.question}"

        await each(walk, name, say.STAFF, call)

    async def test_nothing_is_booked_but_by_a_yes_to_the_summary(self, before: str, walk: Walk) -> None:
        """Whatever comes between, once each, the straight answers lead to the very appointment of the summary."""
        stage, chat = await walk.at(before)
        for kind in (say.FAQ, say.COURTESY, say.NONSENSE, say.WHY, say.OUT_OF_SCOPE):
            turn = await chat.say(kind[EVERYWHERE.index((self.channel, before)) % len(kind)].text)
            assert_still_open(stage, turn)
        while chat.question != "summary":
            turn = await chat.say(walk.answer_to(chat.question or "", before))
            assert turn.booking is None
        done = await chat.say("yes, please do")
        assert done.booking["state"] == "booked" and done.question is None
        assert done.booking["reference"] in done.says
