"""Danger is answered in that very reply: at every point, in every form, on every channel, whatever fails.

A cell is a point of the conversation, a way of saying it, a channel and a fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.channels import danger
from bot.channels.path import MessagePath, Outcome
from bot.channels.text_body import body_of
from bot.clinic.interview.flow import QUESTIONS
from bot.clinic.safety import Finding, Level
from bot.nlu.danger import Detector
from tests.dialogues.rules import sms_complaints
from tests.safety.conftest import Recorded
from tests.safety.world import CHANNELS, FAULTS, IMMINENT, RISK, State, World, failing, kept, phrases

STATES = (*QUESTIONS, "nothing said", "booked", "moving", "cancelling", "stopped", "refused", "taken over")
PERMISSIONS = {"consent", "texts"}
NO_DATABASE = "no database"
TOLD_BEFORE = "safe"  # the only state in which the resources of level risk were given in full already


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("name", STATES)
async def test_danger_is_answered_in_every_cell(
    name: str, channel: str, world: World, recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Help in the very reply; no answer or booking made or lost; an event that the staff are alerted of."""
    state = recorded.states[channel][name]
    monkeypatch.setattr(danger, "PAUSES", (0.001,))
    empty = world.folder / "no models"
    for turn, fault, kind in cells(STATES.index(name)):
        text, level = phrases(state.draft.question)[kind]
        world.restore(state)
        with looked_once(fault), failing(fault, empty):
            outcome = await world.send(world.path(), state.conversation, text, f"cell-{turn}")
        found = [*said_wrong(outcome, state, fault, level), *await stored_wrong(world, state, fault, outcome)]
        assert not found, "\n".join([f"{name}, {channel}, {fault}, {kind}:", *found, *told(outcome)])


def cells(state: int) -> Iterator[tuple[int, str, str]]:
    """Every fault and every kind of message, numbered; together all of them where nothing else is wrong.

    With a fault three of the kinds are tried, others in the next state, so that each meets each many times.
    """
    kinds = list(phrases(None))
    for number, fault in enumerate(FAULTS):
        chosen = kinds if fault == "nothing" else [kinds[(state + number + step) % len(kinds)] for step in (0, 3, 6)]
        yield from ((len(kinds) * number + kinds.index(kind), fault, kind) for kind in chosen)


_looks: dict[tuple[str, str], Finding] = {}


@contextmanager
def looked_once(fault: str) -> Iterator[None]:
    """Look at the same words once a run: what is found in them does not depend on the conversation."""
    look = Detector.look
    part = fault if fault in ("no safety model", "the check fails") else ""

    def looking(self: Detector, text: str) -> Finding:
        if (part, text) not in _looks:
            _looks[part, text] = look(self, text)
        return _looks[part, text]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Detector, "look", looking)
        yield


def told(outcome: Outcome) -> list[str]:
    return [f"bot> {said.text}" for said in outcome.replies]


def said_wrong(outcome: Outcome, state: State, fault: str, level: Level) -> list[str]:
    """What is wrong with the reply."""
    says = "\n".join(said.text for said in outcome.replies)
    closed = fault == "the check fails"  # everything is taken for danger, the level is not known
    wanted = ["988", "911"]
    if outcome.crisis is Level.risk and (state.name != TOLD_BEFORE or fault == NO_DATABASE):
        wanted.append("741741")
    if outcome.crisis is Level.imminent:
        wanted.append('"continue"')
    elif "safe right now?" not in says:
        wanted.append("a question for safety")
    wrong = [f"no {words}" for words in wanted if words not in says]
    if outcome.crisis is not level and not (closed and outcome.crisis >= Level.risk):
        wrong.append(f"taken for {outcome.crisis.name}, not {level.name}")
    if outcome.crisis is Level.imminent and "?" in says:
        wrong.append("something is asked of a person in danger")
    if "alerted" in says and fault == NO_DATABASE:
        wrong.append("the staff are not alerted yet")
    if len(outcome.replies) != 1:
        wrong.append(f"{len(outcome.replies)} replies")
    return [*wrong, *(sms_complaints(body_of(outcome.replies)) if state.channel == "sms" else ())]


async def stored_wrong(world: World, state: State, fault: str, outcome: Outcome) -> list[str]:
    """What is wrong in the database afterwards, once it is back."""
    found = await world.found(state.conversation, state.events + 1)
    draft, event, level = found.draft, found.events[-1], outcome.crisis.name
    wrong = []
    if found.bookings != state.bookings:
        wrong.append(f"bookings: {state.bookings} -> {found.bookings}")
    now, more = kept(draft), set(draft.facts) - set(state.draft.facts)
    if not more & PERMISSIONS:  # a plain answer beside the danger is taken
        now["facts"] = {name: value for name, value in draft.facts.items() if name not in more}
    if now != state.kept:
        wrong.append(f"draft: {state.kept} -> {kept(draft)}")
    if len(found.events) != state.events + 1 or (event.level, event.acknowledged_at) != (level, None):
        wrong.append(f"events: {found.events}")
    if event.conversation_id != state.conversation or event.channel != state.channel:
        wrong.append(f"event of {event.conversation_id} on {event.channel}")
    alerted = any(f"alert {event.id}:" in body for body in found.alerts)
    if not alerted and not (state.events and outcome.crisis is Level.risk):  # the one before it still alerts
        wrong.append(f"no alert of event {event.id}: {found.alerts}")
    if fault == NO_DATABASE:
        if draft != state.draft or outcome.logged_in:
            wrong.append("the draft changed, or the message is said to be logged")
        return wrong
    if not outcome.logged_in or found.levels[-1] != level:
        wrong.append(f"logged as {found.levels[-1]}")
    waits = draft.interrupted if draft.question == "safe" else None
    was_open = state.draft.interrupted if state.name == TOLD_BEFORE else state.draft.question
    if outcome.crisis is Level.risk and (draft.question, waits) != ("safe", was_open):
        wrong.append(f"open: {draft.question}, waiting: {waits}")
    return wrong


@pytest.mark.parametrize("name", [name for name in STATES if name != "taken over"])
@pytest.mark.parametrize(
    ("channel", "words", "answer"),
    [("sms", RISK, "yes, I'm safe"), ("web", IMMINENT, "continue")],
    ids=["risk", "imminent"],
)
async def test_it_goes_on_where_it_was(
    channel: str, words: str, answer: str, name: str, world: World, recorded: Recorded
) -> None:
    """No point of a conversation is a dead end: the question that was open comes again, with all answers kept."""
    state = recorded.states[channel][name]
    chat = world.chat_from(state)
    chat.phone = None  # as when the states were recorded: nothing but the danger is new
    await chat.say(words)
    turn = await chat.say(answer)
    waited = state.draft.interrupted if name == "safe" else state.draft.question
    if name == "stopped" and answer == "continue":
        waited = "health"
    assert turn.question == waited, turn.says
    assert turn.facts == state.draft.facts
    assert world.look(chat.id).bookings == state.bookings
    assert "741741" not in turn.says and "nearest ER" not in turn.says
    if waited is not None:
        assert turn.choices or "?" in turn.says or "help" in turn.says, turn.says


async def test_staff_who_have_taken_over_are_not_interrupted_again(world: World, recorded: Recorded) -> None:
    """The cry for help is answered, and then the assistant is silent as before."""
    for channel in CHANNELS:
        state = recorded.states[channel]["taken over"]
        world.restore(state)
        path: MessagePath = world.path()
        assert "988" in "".join(told(await world.send(path, state.conversation, RISK, "first")))
        assert (await world.send(path, state.conversation, "yes, I'm safe", "second")).replies == []
        assert (await world.send(path, state.conversation, "what does it cost?", "third")).replies == []


def test_every_state_is_recorded(recorded: Recorded) -> None:
    """No state is left out on a channel, and every question that exists is open in one of them."""
    for states in recorded.states.values():
        assert set(states) == set(STATES)
        assert all(states[question].draft.question == question for question in QUESTIONS)
