"""Who is held, hurt or threatened by somebody is told to get away from them, never to stay with them."""

from __future__ import annotations

import pytest

from bot.clinic.safety import Level, check, without_idioms
from bot.nlu.danger.detector import raised
from bot.nlu.danger.model import Opinion


@pytest.mark.parametrize(
    "text",
    [
        "my boyfriend choked me yesterday",
        "she threatened to stab me and she's in the next room",
        "my wife locked me in the basement",
        "my dad said he'd kill me if I told anyone",
        "I'm hiding in the bathroom from my husband",
        "someone is trying to break in",
        "my girlfriend beats me",
        "I am afraid of my boyfriend",
        "I don't feel safe at home",
        "mi novio me ahorcó anoche",
        "mi esposo me golpea",
    ],
)
def test_who_is_threatened_is_in_danger_by_somebody_else(text: str) -> None:
    """Whatever the model thinks of the other person."""
    found = check(text)
    assert found.level >= Level.risk and found.kind == "threatened"
    assert raised(found, Opinion(0, 0, 1.0, 0, 0), text).kind == "threatened"


@pytest.mark.parametrize(
    "text",
    [
        "she hit me up on facebook",
        "my brother kicked me off his phone plan",
        "my dad used to hit me as a kid",
        "left an abusive marriage two years ago",
        "my boss will kill me if I'm late again",
        "your website locked me out",
        "I'm scared of my dentist",
        "mi papá me pegaba de niño",
    ],
)
def test_old_violence_and_figures_of_speech_are_no_threat(text: str) -> None:
    """They are what people come with, or say of a chat and a bill."""
    assert check(text).level < Level.risk


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("mi hijo se corta los brazos", "other"),
        ("mi hija ya no quiere vivir", "other"),
        ("ya no quiero seguir viva", "self"),
        ("my sister says she wants to die and she won't open the door", "other"),
        ("found a letter on her bed and she's not answering", "other"),
    ],
)
def test_it_is_known_whose_danger_it_is(text: str, kind: str) -> None:
    """In Spanish as in English."""
    assert check(text).kind == kind


@pytest.mark.parametrize(
    ("text", "rest"), [("I'd kill for a 9 am slot", "9 am slot"), ("I want to die", None), ("word " * 2000, None)]
)
def test_a_message_is_known_without_its_figures_of_speech(text: str, rest: str | None) -> None:
    """What is left is what the model judges once more; None where there is none, or too much."""
    without = without_idioms(text)
    assert without is None if rest is None else without is not None and rest in without


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("my cousin just swallowed a full bottle of aspirin", "other"),
        ("my mate ate a handful of vicodin", "other"),
        ("my cousin went to bed and I swallowed a full bottle of aspirin", "self"),
        ("my mate is asleep and I ate a handful of vicodin", "self"),
    ],
)
def test_an_act_is_that_of_the_person_it_is_told_of(text: str, kind: str) -> None:
    """What fits who took the pills does not fit who stands beside them."""
    found = check(text)
    assert (found.level, found.kind) == (Level.imminent, kind)
