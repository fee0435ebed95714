"""A single word that is no name we know of, given for one a second time: then it is the name.

"Wrona" is a slip away from "wrong", and so is refused at first. Who writes it once more means it.
"""

from __future__ import annotations

import re

from bot.clinic import reading as answers
from bot.clinic.contacts import vocabulary
from bot.clinic.contacts.name_style import written
from bot.clinic.contacts.text import fold
from bot.clinic.interview.message import ABOUT_THE_DIALOGUE, LIKELY, Message

NAME_QUESTIONS = ("name", "clinician_name")
_LONE = re.compile(
    r"\W*(?:(?:it.?s|i said|i told you|as i said|like i said|(?:my|her|his|the|last|sur) ?name.?s?(?: is)?|name|just"
    r"|only|yes|is|again|dr)\b[\s,.:]*)*(?P<word>[^\W\d_]{2}[^\W\d_'\u2019-]{1,28})\W*",
    re.IGNORECASE,
)
_OF_THE_DIALOGUE = (*ABOUT_THE_DIALOGUE, "cancel_booking")


def lone_word(message: Message) -> str | None:
    """The one word that a message gives where a name was asked for, if it may be one; None for all else."""
    found = _LONE.fullmatch(message.text)
    word = found["word"] if found is not None else ""
    low = fold(word)
    if not word or vocabulary.is_everyday(low) or not vocabulary.is_pronounceable(low) or _is_swapped(low):
        return None
    if answers.yes_no(message.text) is not None or answers.declines(message.text) or answers.command(word):
        return None
    meant = any(message.means(intent, LIKELY) for intent in _OF_THE_DIALOGUE)  # "cancle", however often
    return None if meant else word


def _is_swapped(low: str) -> bool:
    """Whether two letters of an everyday word have changed places, as thumbs do: "mabye", "cancle"."""
    swaps = (low[:i] + low[i + 1] + low[i] + low[i + 2 :] for i in range(len(low) - 1))
    return low not in vocabulary.NAMES and any(vocabulary.is_everyday(one) for one in swaps if one != low)


def name_again(message: Message, before: str | None) -> str | None:
    """The name, where a message gives the same word as `before`, which was not taken for one."""
    word = lone_word(message) if before else None
    return written([word]) if word is not None and before is not None and fold(word) == fold(before) else None
