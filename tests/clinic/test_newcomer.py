"""Who says that the phone is in other hands, and who only speaks of their family."""

from __future__ import annotations

import pytest

from bot.clinic.reading import newcomer

NAMES = ["Odile Marchbanks"]


@pytest.mark.parametrize(
    "words",
    [
        "hello, im her nephew Theo, could I come as well",
        "this is Odile's husband, can you see me too",
        "its actually her stepson",
        "heya this is tara, odiles sister",
        "hi her brother here",
        "ok its my uncle now",
        "my grandma is typing now",
        "handing the phone over to my wife",
        "i'm on my aunt's phone and im 16",
        "borrowing her phone for a sec",
        "odile lent me her phone",
        "different person here",
        "hola soy su hija",
        "i'm not the one who booked",
    ],
)
def test_another_person_writes(words: str) -> None:
    """By kinship, by the phone that is not theirs, or in so many words."""
    assert newcomer.another_writes(words, NAMES)


@pytest.mark.parametrize(
    "words",
    [
        "can my nephew come along",
        "it's for my son",
        "my wife is here with me",
        "is there a discount for my sister",
        "my husband drives me",
        "her therapist told me",
        "this is odile again, my brother's mom",
        "odile here, my son had the phone",
        "my phone is 323-555-0164",
        "does my uncle's insurance count",
        "im depressed and so is my mother",
    ],
)
def test_family_is_only_spoken_of(words: str) -> None:
    """And who gives the known name is the one before."""
    assert not newcomer.another_writes(words, NAMES)


@pytest.mark.parametrize(
    ("words", "back"),
    [
        ("Odile", True),
        ("it's odile again", True),
        ("this is Ms Marchbanks", False),
        ("im the one who booked it", True),
        ("got my phone back", True),
        ("its her mom again", True),
        ("its her nephew again", False),
        ("this is odiles nephew", False),
        ("when is it", False),
    ],
)
def test_the_one_before_is_back(words: str, back: bool) -> None:
    """By name, as who booked, or as other kin than the newcomer."""
    assert newcomer.is_back(words, NAMES, "nephew") is back


@pytest.mark.parametrize(
    ("words", "own", "some"),
    [
        ("i want one for myself", True, True),
        ("he'd like it for himself", True, True),
        ("can i get one too", True, True),
        ("i'd like a consult", False, True),
        ("i would like to know what it costs", False, False),
        ("book it for my daughter", False, False),
    ],
)
def test_whether_it_is_for_themself(words: str, own: bool, some: bool) -> None:
    """A parent's wish for a child is none of their own."""
    assert (newcomer.wants_own(words), newcomer.wants_some(words)) == (own, some)
