"""Words of grammar that are surnames for where they stand: "Colin Abt", "Dr. Her", "Mei Can"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.clinic.contacts import vocabulary
from bot.clinic.contacts.text import HOLE, Word, listed

_LISTS = vocabulary.load("grammar_words")
_SAID_BESIDE = (
    _LISTS["greetings and courtesy"]
    | _LISTS["commands"]
    | _LISTS["chat"]
    | listed("none nobody nothing unsure idk here there again too")
) - listed("oh ah bye pm na np dm ty tks heck pass book hold save")
"""What people say behind a name or a title, even with a capital: "Colin Thanks"."""
_ENDS_NOTHING = listed("abt im can her his so do an my at by ur of or am was we i'm if than were")
"""No sentence ends with one of these, so behind a given name it is one, in whatever letters."""
_LEAD = 2
"""Words at most before the whole answer to the question for a name: "it's Renate Abt"."""
_BEFORE_A_VALUE = listed("at on is by via from for and or with are to call in phone cell fax text email mail")
_OWNED = listed("my the a our her his their no any another this that not have")
_LEADS_ON = listed("hope will may")
"""Given names that begin a phrase: "Hope So", "Will Do"."""
_GOES_ON = listed("at from and but is works here")


def is_odd_surname(row: Sequence[Word], i: int, before: Sequence[Word], *, promised: bool, shouted: bool) -> bool:
    """Whether word `i`, behind the words `before` of a name, can be nothing but a surname.

    `promised`: a title or words such as "my name is" stand before the name.
    """
    word = row[i]
    if word.low in _SAID_BESIDE or len(word.low) < 2 or "'" in word.text or not _ends(row, i):
        return False
    if not before:
        return promised and word.capital and not shouted and not _is_owned(row, i)
    first = before[0]
    if first.low in _LEADS_ON or any(_says_something(other) for other in row[i + 1 :] if not word.capital):
        return False
    led = sum(_says_something(other) for other in row[:i]) - len(before)
    unknown = not (vocabulary.is_everyday(first.low) or vocabulary.is_misspelt_grammar(first.low))
    known = vocabulary.is_surely_name(first.low) or (unknown and (promised or led <= _LEAD))
    if not word.capital or shouted:
        return known and len(before) == 1 and word.low in _ENDS_NOTHING
    return (known or first.low in vocabulary.GIVEN) and first.capital and word.text[1:].islower()


def _ends(row: Sequence[Word], i: int) -> bool:
    """Whether what is said ends with word `i`, or goes on as it does behind a name."""
    if i + 1 == len(row):
        return True
    following = row[i + 1]
    if following.text[0] == HOLE:
        return row[i].low not in _BEFORE_A_VALUE
    return following.low in _GOES_ON if following.letters else not following.text[0].isdigit()


def _is_owned(row: Sequence[Word], i: int) -> bool:
    """Whether the title before word `i` is a doctor's whose name is not said: "I see my Dr. Her hours are ..."."""
    title = i - (2 if i and row[i - 1].text == "." else 1)
    return title > 0 and row[title - 1].low in _OWNED


def _says_something(word: Word) -> bool:
    return word.letters or word.text[0].isdigit()
