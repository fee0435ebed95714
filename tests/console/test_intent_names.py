"""Plain names for what messages want: one for each intent there is, short, and of nobody else's."""

from __future__ import annotations

import re

import pytest
import yaml

from bot.clinic.interview.message import public_intent
from bot.console.intent_names import INTENTS, intent_name
from bot.settings import ROOT
from bot.store import corrections
from tests.console.desk import QUIET, Desk, words_of
from tests.console.test_learn import say


def test_every_intent_has_a_plain_name() -> None:
    """All of domain.yml and what the model gives for none; and no name of an intent that is gone."""
    declared = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"]
    assert set(INTENTS) == {*map(public_intent, declared), "nlu_fallback"}


def test_plain_names_are_plain() -> None:
    """Short, no two alike, and without the signs of a program."""
    assert len(set(INTENTS.values())) == len(INTENTS)
    for name in INTENTS.values():
        assert len(name) <= 40 and not re.search(r"[_/]", name), name


@pytest.mark.parametrize(
    ("intent", "name"),
    [
        ("faq/onset", "how soon it works"),
        ("faq_onset", "how soon it works"),
        ("nlu_fallback", "not understood"),
        ("ask_price", "ask price"),
        ("faq/gone_long_ago", "gone long ago"),
        (None, ""),
    ],
)
def test_names_of_what_is_gone_are_readable(intent: str | None, name: str) -> None:
    """Rasa's own names too, and of what no version knows the technical name without its signs."""
    assert intent_name(intent) == name


def test_the_pages_say_them(desk: Desk) -> None:
    """On the list of what was not understood and the filters: no technical name alone."""
    say(desk, "can i bring my dog")
    page = desk.window("bob").get("/learn")
    assert "not understood 0.30" in words_of(page) and "nlu_fallback" not in words_of(page)
    assert "1 how soon it works 2 how well it works" in words_of(page)
    assert '<option value="faq/at_home">treatment at home (faq/at_home)</option>' in page.text
    words = words_of(desk.window("bob").get("/"))
    assert "how soon it works" in words and "faq/" not in words and "_" not in words.replace(QUIET, "")
    assert corrections.NOT_UNDERSTOOD[0] in INTENTS
