"""Messages as hasty thumbs write them: letters swapped, left out, doubled or wrong, and the short forms of texting.

A model learns from a hasty copy of each example as well, since many who write are in haste, and few of those who wrote
the examples were.
"""

from __future__ import annotations

import random
import string

SHORTEST = 6  # characters of a message that is changed: in a shorter one a slip may make another word
_EVERY = 40  # characters, in which there is a slip
_SHORTENED = 0.5  # share of messages in which short forms are used
_SHORT_FORMS = {
    "you": "u", "your": "ur", "are": "r", "to": "2", "for": "4", "please": "pls", "thanks": "thx", "because": "cuz",
    "appointment": "appt", "with": "w", "and": "n", "what": "wat", "tomorrow": "tmrw", "people": "ppl", "before": "b4",
    "about": "abt", "something": "smth", "treatment": "tx", "doctor": "dr", "psychiatrist": "psych", "hours": "hrs",
    "insurance": "ins", "medication": "meds", "really": "rly", "right now": "rn", "ketamine": "ket", "therapist":
    "therapst", "does": "duz", "i am": "im", "going to": "gonna", "want to": "wanna", "have to": "gotta",
}  # fmt: skip


def hasty(text: str, dice: random.Random) -> str:
    """A copy of a cleaned message, written in haste; short messages stay as they are."""
    if len(text) < SHORTEST:
        return text
    return with_slips(_shortened(text, dice) if dice.random() < _SHORTENED else text, dice)


def with_slips(text: str, dice: random.Random) -> str:
    """The message with a slip for every so many characters."""
    letters = list(text)
    for _ in range(1 + len(letters) // _EVERY):
        place = dice.randrange(max(1, len(letters) - 1))
        if len(letters) >= SHORTEST and letters[place].isalpha():
            _slip(letters, place, dice)
    return "".join(letters)


def _shortened(text: str, dice: random.Random) -> str:
    """Most of the words that have a short form in it."""
    words = f" {text} "
    for long, short in _SHORT_FORMS.items():
        if dice.random() < 0.7:
            words = words.replace(f" {long} ", f" {short} ")
    return words.strip()


def _slip(letters: list[str], place: int, dice: random.Random) -> None:
    kind = dice.choice(("swap", "swap", "drop", "drop", "double", "wrong"))
    if kind == "swap":
        letters[place], letters[place + 1] = letters[place + 1], letters[place]
    elif kind == "drop":
        letters[place] = ""
    elif kind == "double":
        letters[place] *= 2
    else:
        letters[place] = dice.choice(string.ascii_lowercase)
