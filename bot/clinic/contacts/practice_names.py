"""Whether words can be the name of a practice, where such a name ends, and how it is written."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.clinic.contacts import vocabulary
from bot.clinic.contacts.message import Message
from bot.clinic.contacts.roles import PERSON_WORDS
from bot.clinic.contacts.text import HOLE, Word, listed

MOST_WORDS = 9

_WORDS = vocabulary.load("practice_words")
_KINDS, _HEADS, _KNOWN, _NEVER = (_WORDS[name] for name in ("kinds", "heads", "known", "never"))
_PLACES, _JOINTS, _STOPS = (_WORDS[name] for name in ("places", "joints", "stops"))
_SMALL, _CAPITALS = _WORDS["small"], _WORDS["capitals"]
_NAMED_PLACES = _KNOWN | {"westside", "eastside"}
_NUMBERS = listed("one two three first second third seven twelve")
_POINTING = listed("a an my your this that some any no")
_ADDRESS = listed("suite floor room unit apt doctor's dr's")
_TO_A_TOWN = listed("in at of near")
_A_PERSON = re.compile(rf"(?:{PERSON_WORDS})s?", re.IGNORECASE)


def stretch(message: Message, start: int, end: int) -> list[Word]:
    """Take the words from `start` that may be a practice's name, up to a mark, a hole or a word that goes on."""
    taken: list[Word] = []
    for word in message.row[message.index_at(start) :]:
        if word.start >= end or len(taken) >= MOST_WORDS or not _continues(message, taken, word, end):
            break
        taken.append(word)
    while taken and taken[0].low in {"on", "at", "in", "of", "for", "by"}:
        taken.pop(0)
    while taken and _trails(taken[-1], taken[-2] if len(taken) > 1 else None):
        taken.pop()
    return taken


def _continues(message: Message, taken: Sequence[Word], word: Word, end: int) -> bool:
    if word.text in {"&", "'", "+"} or (word.text == "." and taken and taken[-1].low in {"st", "dr", "mt", "ste"}):
        return True
    number = word.text.isdigit() and len(word.text) <= 4
    if word.text[0] == HOLE or not (word.letters or number):
        return False
    if word.low in _STOPS:
        return word.low == "and" and bool(taken) and _joins(message, word, end)
    return not taken or word.low in _JOINTS or not (_starts_sentence(word) or _falls_off(taken, word))


def _joins(message: Message, word: Word, end: int) -> bool:
    """Whether "and" joins two words of a practice: "Mind and Body Clinic", not "... and her number is"."""
    i = message.index_at(word.end)
    following = message.row[i] if i < len(message.row) else None
    if following is None or following.start >= end or not following.letters:
        return False
    named = following.capital and not message.shouted and not vocabulary.is_grammar(following.low)
    return named or following.low in _KINDS


def _starts_sentence(word: Word) -> bool:
    return vocabulary.is_grammar(word.low) and word.low not in _KINDS and not word.capital


def _falls_off(taken: Sequence[Word], word: Word) -> bool:
    """Whether an everyday word in small letters follows a capital: "The VA approved me"."""
    named = [one for one in taken if one.low not in _JOINTS]
    capital = bool(named) and named[-1].capital
    return capital and not word.capital and word.letters and _is_everyday(word.low) and word.low not in _KINDS


def _trails(word: Word, before: Word | None) -> bool:
    """Whether a word is no end of a name; "la" is one in "the VA in west la"."""
    placed = word.low in _CAPITALS and before is not None and (before.low in _TO_A_TOWN or before.low in _PLACES)
    joint = word.low in _JOINTS and not (word.text.isupper() or placed)
    return joint or not (word.text[-1].isalnum() or word.text == ".")


def naming(words: Sequence[Word]) -> list[Word]:
    """Return the words that name something, without "the", "of" and the like."""
    return [word for word in words if word.letters and word.low not in _JOINTS]


def says_kind(words: Sequence[Word]) -> bool:
    """Whether words say themselves that they are a practice ("... Group"), or are a known one ("Kaiser")."""
    return any(word.low in _HEADS or word.low in _KNOWN for word in words)


def is_practice(words: Sequence[Word], placed: bool, shouted: bool) -> bool:
    """Whether words are the name of a practice.

    `placed`: something said that somebody works there; without it the words must say what they are.
    """
    named = naming(words)
    if not named or _is_something_else(words, named):
        return False
    own = [word for word in named if word.low not in _KINDS]
    titled = all(word.capital for word in named) and not shouted
    everyday = [word for word in own if _is_everyday(word.low)]
    if any(vocabulary.is_grammar(w.low) and not w.capital and w.low not in vocabulary.NAMES for w in own):
        return False
    if any(word.low in _KNOWN for word in named):
        return len(everyday) <= 1
    if any(word.low in _HEADS for word in named):
        particular = bool(own) and (not everyday or titled or len(own) > len(everyday))
        return particular or (titled and len(named) >= 3)
    return placed and bool(own) and _is_plain_name(named, own, titled, bool(everyday))


def is_named_by_kind(words: Sequence[Word]) -> bool:
    """Whether everyday words and one that says what it is name the practice that was asked for: "blue door clinic"."""
    named = naming(words)
    own = [word for word in named if word.low not in _KINDS]
    short = 3 if named[-1].low in _TREATMENTS else 2
    if not short <= len(named) <= MOST_WORDS or named[-1].low not in _HEADS or not own:
        return False
    if _is_something_else(words, named):
        return False
    return not any(word.low in _ANY or (vocabulary.is_grammar(word.low) and word.low not in _ALSO) for word in own)


_TREATMENTS = listed("therapy psychotherapy care health medicine healthcare services")  # "self care" names no place
_ANY = listed(
    "local big small little nice private same other another different new old public community county certain normal "
    "regular usual good great large good random nearby real actual outpatient free online virtual pain cancer eye"
)
"""Words that say what kind of place it is, or praise it, and not which one."""
_ALSO = listed("clear new open true whole still first one")
"""Words of grammar that names of practices have, too: "true north clinic"."""


def _is_something_else(words: Sequence[Word], named: Sequence[Word]) -> bool:
    lows = [word.low for word in named]
    # "The Green Room" is a name, "room 12" an address
    titled = len(named) > 1 and all(word.capital for word in named) and not any(word.text.isdigit() for word in words)
    address = _ADDRESS - {"room"} if titled else _ADDRESS
    if words[0].low in _POINTING or any(low in _NEVER or low in address for low in lows):
        return True
    if lows[0] in {"dr", "doctor"} and not any(low in _HEADS for low in lows):
        return True
    led = any(word.capital for word in named) and not named[0].capital and _is_everyday(lows[0])
    return led or _A_PERSON.fullmatch(" ".join(lows)) is not None  # "left Kaiser"; "primary care doctor"


def _is_plain_name(named: Sequence[Word], own: Sequence[Word], titled: bool, everyday: bool) -> bool:
    """Whether words that do not say that they are a practice can be the name of one: "New Leaf", "Lotus"."""
    if is_town(named) or any(vocabulary.is_grammar(w.low) and w.low not in _NUMBERS for w in own):
        return False
    if len(named) >= 2:
        known = any(word.low in vocabulary.NAMES or word.low in _PLACES for word in own)
        return titled or (len(own) == len(named) and not everyday and known)
    word = own[0]
    slip = vocabulary.is_misspelt_everyday(word.low) and not word.capital
    return len(word.low) > 2 and not everyday and not slip and vocabulary.is_pronounceable(word.low)


def is_town(named: Sequence[Word]) -> bool:
    """Whether words are nothing but a town or a part of one."""
    return all(word.low in _PLACES and word.low not in _NAMED_PLACES for word in named)


def is_kind_only(named: Sequence[Word]) -> bool:
    """Whether words say what a place is and not which one: "a clinic", "mental health"."""
    titled = len(named) >= 3 and all(word.capital for word in named)
    return not titled and all(word.low in _KINDS for word in named)


def is_only_kind(parts: Sequence[str]) -> bool:
    """Whether words as they are written only say what kind of place it is, or nothing: "the Clinic"."""
    return all(part.lower() in _KINDS or part.lower() in _JOINTS or len(part) < 3 for part in parts)


def _is_everyday(low: str) -> bool:
    plain = vocabulary.is_plain(low) or vocabulary.is_grammar(low)
    return plain and low not in _KNOWN and low not in _PLACES


def written(words: Sequence[Word]) -> str:
    """Join the words of a practice's name, capitalised where the person wrote all small or all in capitals."""
    letters = [word.text for word in words if word.letters]
    small, shouted = all(map(str.islower, letters)), len(words) > 1 and all(map(str.isupper, letters))
    parts = [_cased(word, i) if small or shouted else word.text for i, word in enumerate(words)]
    if words[-1].low in _CAPITALS:
        parts[-1] = words[-1].text.upper()  # "the VA in west la"
    return re.sub(r"\s+([.'])", r"\1", " ".join(parts))


def _cased(word: Word, i: int) -> str:
    if word.low in _CAPITALS:
        return word.text.upper()
    if word.low in _SMALL and i > 0:
        return word.text.lower()
    return re.sub(r"(^|-)([^\W\d_])", lambda m: m[1] + m[2].upper(), word.text.lower())
