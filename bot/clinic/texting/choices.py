"""The choices of a question in a text message, where there are no buttons: numbered, and answered by number.

A number is no keyword of the carrier. "Reply YES" or "Reply CANCEL" would be: such a reply can opt a person in or out
(see `keywords`), so that no text asks for a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from bot.clinic.reading.numbers import number_at
from bot.clinic.reading.slots import ORDINALS
from bot.clinic.reading.words import say

_ONE_LINE = 40  # characters of all choices with their numbers: more is easier to read one below the other
_LONGEST = 40  # characters of a pick; no way of writing one is longer

_BARE = re.compile(r"\W*(?P<number>\d{1,2})\W*")
_COURTESY = r"(?: please| pls| plz| por favor)?"
_BY_NUMBER = re.compile(
    rf"(?:option |choice |opcion )?(?:number |numero |# )?(?P<number>[a-z0-9]+(?: [a-z0-9]+)*?){_COURTESY}"
)
_BY_PLACE = re.compile(
    rf"(?:the |la |el )?(?:(?P<word>{'|'.join(ORDINALS)})|(?P<digits>[0-9]{{1,2}}) (?:st|nd|rd|th))"
    rf"(?: one| option| choice)?{_COURTESY}"
)


def with_choices(text: str, labels: Sequence[str]) -> str:
    """The text, and on the lines below it the labels with their numbers, from 1.

    A few short labels share one line, as in "Reply 1 Yes, 2 No"; others, and those with a comma of their
    own, have a line each, as in "1 Yes, book it". There is no blank line, at which some channels cut a message.
    """
    names = [" ".join(label.split()) for label in labels]
    numbered = [f"{number} {name}" for number, name in enumerate(names, 1)]
    if not numbered:
        return text
    short = len(", ".join(numbered)) <= _ONE_LINE and not any("," in name for name in names)
    if short:
        numbered = ["Reply " + ", ".join(f"{number} {name}" for number, name in enumerate(names, 1))]
    return "\n".join([text.rstrip(), *numbered] if text.strip() else numbered)


def picked(text: str, count: int) -> int | None:
    """The place, from 0, of the one of `count` choices that a message picks; None when it says anything else.

    "2", "(2)", "#2", "option 2", "two", "2nd", "the second one", "la segunda", a keycap emoji, each with a "please":
    place 1. It knows no labels and is stricter than `read_choice`: "2 pm", "2 kids" and "2?" pick nothing.
    """
    text = text.strip()
    if len(text) > _LONGEST or any(unicodedata.category(sign) in ("Sc", "Sm") for sign in text):
        return None  # the reader of words passes over "€" and "<"
    said = say(text)
    number = None if said.asks else _number(" ".join(said.words))
    return number - 1 if number is not None and 1 <= number <= count else None


def off_list(text: str, labels: Sequence[str]) -> bool:
    """Whether a bare number picks none of the times on the list, neither by its place nor by its hour."""
    bare = _BARE.fullmatch(text)
    if bare is None or 1 <= int(bare["number"]) <= len(labels):
        return False
    hour = re.compile(rf"(?<![\d:]){int(bare['number'])}:\d\d")
    return not any(hour.search(label) for label in labels)


def _number(words: str) -> int | None:
    """The number that the whole of these words is."""
    if place := _BY_PLACE.fullmatch(words):
        return ORDINALS[place["word"]] if place["word"] else int(place["digits"])
    if match := _BY_NUMBER.fullmatch(words):
        parts = match["number"].split()
        found = number_at(parts, 0)
        return found[0] if found and found[1] == len(parts) else None
    return None
