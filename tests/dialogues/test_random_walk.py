"""A random walk through the interview: answers, digressions, pauses, and a calendar that changes meanwhile.

Hypothesis makes up the moves, and finds the shortest walk that shows a fault. It makes up the same ones in every run;
WALK_EXAMPLES=2000 in the environment walks so often instead, each time elsewhere.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.rasa import Rasa
from bot.clinic.calendar import cells_of, label_slot, say_time
from bot.clinic.interview.draft import CLINICIAN_FIELDS
from bot.store import blocks, bookings, conversations, holds, staff
from bot.store.free_slots import free_slots
from tests.conftest import T0
from tests.dialogues import digressions as say
from tests.dialogues.digressions import Digression
from tests.dialogues.driver import Conversation, Turn
from tests.dialogues.walk import CHANNELS, OPENING, Walk, is_put, on_one_database, stages_of

LONGER = os.environ.get("WALK_EXAMPLES")
BESIDE = (*say.FAQ, *say.SEVERAL_FAQ, *say.WHY, *say.REPEAT, *say.NONSENSE, *say.WORDLESS, *say.OUT_OF_SCOPE)
SMALL_TALK = (*say.COURTESY, *say.WHO_ARE_YOU)
CORRECTIONS = tuple(one for said in say.CORRECTIONS.values() for one in said)
WISHES = ("December 3 in the afternoon", "as soon as possible", "any tuesday morning", "Dec 9 at 10", "more times pls")
ABOUT_IT = ("when is my appointment?", "please cancel my appointment", "I need to move my appointment", OPENING)
TOLD = re.compile(r"(?:booked for|moved to|stays on|consultation is on) (\w+day, .+? at \d+:\d\d [AP]M)")


@dataclass(frozen=True)
class Move:
    """One step of a walk: something that is said, or something that happens elsewhere."""

    kind: str
    text: str = ""
    number: int = 0


def _says(kind: str, said: tuple[Digression, ...]) -> st.SearchStrategy[Move]:
    return st.sampled_from([Move(kind, one.text) for one in said])


def _words(kind: str, texts: tuple[str, ...]) -> st.SearchStrategy[Move]:
    return st.sampled_from([Move(kind, text) for text in texts])


ANSWER = Move("answer")
MOVES = st.lists(
    st.one_of(
        st.just(ANSWER),
        st.just(ANSWER),
        _says("beside", BESIDE),
        _says("small talk", SMALL_TALK),
        _says("correct", CORRECTIONS),
        _says("refuse", say.REFUSAL),
        _says("back", say.BACK),
        _says("stop", say.STOP),
        _says("staff", say.STAFF),
        _words("wish", WISHES),
        _words("appointment", ABOUT_IT),
        _words("go on", say.GO_ON),
        st.builds(Move, st.just("hours pass"), number=st.integers(1, 60)),
        st.builds(Move, st.just("days pass"), number=st.integers(1, 9)),
        st.builds(Move, st.just("somebody takes"), number=st.integers(0, 3)),
        st.builds(Move, st.just("staff block"), number=st.integers(0, 10)),
    ),
    min_size=1,
    max_size=18,
)


@pytest.fixture(scope="module")
def walks(rasa: Rasa, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Walk]]:
    """A walk for each channel, on one database between them."""
    yield from on_one_database(rasa, tmp_path_factory.mktemp("walk"), T0)


class Walker:
    """Takes the moves, and looks after each whether all is still as it should be."""

    def __init__(self, chat: Conversation) -> None:
        self.chat = chat

    async def take(self, move: Move) -> None:
        happens = {"hours pass": self._wait, "days pass": self._wait}
        if move.kind in happens:
            self._wait(move)
        elif move.kind == "somebody takes":
            self._somebody_takes(move.number)
        elif move.kind == "staff block":
            self._staff_block(move.number)
        else:
            await self.say(move.text if move != ANSWER else self._answer(), move.kind)

    async def finish(self) -> None:
        """Plain answers lead to an end from wherever the walk has come to."""
        for _ in range(40):
            if self.chat.question is None:
                return
            await self.say(self._answer(), "answer")
        raise AssertionError("no end")

    async def say(self, text: str, kind: str) -> None:
        chat = self.chat
        if [turn.text for turn in chat.turns[-3:]] == [text] * 3:
            return  # by text that would be a machine's
        before = chat.last
        turn = await chat.say(text)
        self._look(before, turn, kind)

    def _answer(self) -> str:
        question = self.chat.question
        if question is None:
            return "continue"
        if question == "when":
            return "any time"
        return Walk.answer_to(question, "")

    def _look(self, before: Turn, turn: Turn, kind: str) -> None:
        assert turn.question is None or is_put(turn), f"{turn.question} is open and not put: {turn.says}"
        if kind != "back":
            lost = {key for key in before.facts if key not in turn.facts} - {"call_time"}
            old, new = ({*str(one.facts.get("clinician_name")).lower().split()} for one in (before, turn))
            if before.booking is not None and not old & new:
                lost -= {*CLINICIAN_FIELDS}  # after the booking they are another clinician's, and staff ask anew
            assert not lost, f"lost: {lost}"
        agreed = before.question == "summary" and kind == "answer"
        if not agreed:
            assert turn.booking == before.booking or (turn.booking or {}).get("state") in ("held", "expired"), (
                f"{before.booking} has become {turn.booking} without a yes"
            )
        running = self.chat.running
        with running.store.read() as tx:
            booking = bookings.latest_of(tx, self.chat.id)
            free = {label_slot(s, running.clinic) for s in free_slots(tx, running.clinic, self.chat.now, self.chat.id)}
        for told in TOLD.findall(turn.says):
            assert booking is not None and told in say_time(booking.starts_at, running.clinic), f"{told}, but {booking}"
        if turn.question == "slots":
            gone = [label for label in turn.choices if label not in free]
            assert not gone, f"offered, and not free: {gone}"

    def _wait(self, move: Move) -> None:
        unit = timedelta(hours=1) if move.kind == "hours pass" else timedelta(days=1)
        self.chat.now += move.number * unit

    def _somebody_takes(self, number: int) -> None:
        """The offered time with this number, or the next free one, goes to somebody else."""
        running, now = self.chat.running, self.chat.now
        with running.store.begin() as tx:
            free = free_slots(tx, running.clinic, now, "web:quicker")
            offered = [slot for slot in free if label_slot(slot, running.clinic) in self.chat.last.choices]
            slots = (offered or free)[number : number + 1]
            conversations.ensure(tx, "web:quicker", "web", now, None)
            for slot in slots:
                cells = cells_of(slot, running.clinic.consultation)
                holds.hold(tx, slot, cells, "web:quicker", "web", now, 600)

    def _staff_block(self, days: int) -> None:
        running = self.chat.running
        local = self.chat.now.astimezone(running.clinic.zone) + timedelta(days=days)
        day = datetime(local.year, local.month, local.day, tzinfo=running.clinic.zone)
        with running.store.begin() as tx:
            by = staff.by_login(tx, "desk") or staff.add(tx, "desk", "Desk", "reviewer", self.chat.now)
            blocks.add(tx, day, day + timedelta(days=1), None, "away", by.id, self.chat.now)


@settings(
    max_examples=int(LONGER or 40),
    derandomize=LONGER is None,
    deadline=None,
    database=None,
    print_blob=False,
    suppress_health_check=list(HealthCheck),
)
@given(where=st.sampled_from([(channel, stage) for channel in CHANNELS for stage in stages_of(channel)]), moves=MOVES)
async def test_no_walk_loses_anything_or_ends_in_a_loop(
    where: tuple[str, str], moves: list[Move], walks: dict[str, Walk]
) -> None:
    """Whatever comes, what is said is so, what was given stays, offered times are free, and there is a way on."""
    channel, stage = where
    _, chat = await walks[channel].at(stage)
    begun = len(chat.turns)
    walker = Walker(chat)
    try:
        for move in moves:
            await walker.take(move)
        await walker.finish()
    except AssertionError as error:
        said = "\n".join(f"> {turn.text}\n< {turn.says} [{turn.question}]" for turn in chat.turns[begun:])
        pytest.fail(f"{error}\n{said}", pytrace=False)
