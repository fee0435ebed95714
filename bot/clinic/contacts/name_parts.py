"""Which words can stand in a name, and whether those taken together are one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from bot.clinic.contacts import vocabulary
from bot.clinic.contacts.name_style import SUFFIXES
from bot.clinic.contacts.odd_surnames import is_odd_surname
from bot.clinic.contacts.text import Word, listed


class Trust(IntEnum):
    """How much the words before a place promise a name: "I'm ..." little, "my name is ..." a lot, "last name:" most."""

    WEAK = 1
    ASKED = 2
    SURE = 3
    LABELLED = 4


def base(word: Word) -> str:
    return word.low.removesuffix("'s").rstrip("'")


def dot_belongs(row: Sequence[Word], i: int) -> bool:
    """Whether the dot after word i is a part of it: "J." is an initial, "Lindner." ends a sentence."""
    return (
        (len(row[i].text) == 1 or row[i].low in {"st", "ste"})
        and i + 1 < len(row)
        and row[i + 1].text == "."
        and row[i + 1].start == row[i].end
    )


@dataclass(frozen=True)
class Place:
    """A word that may be the next part of a name, with what was taken before it."""

    row: Sequence[Word]
    i: int
    before: Sequence[Word]
    trust: Trust
    shouted: bool
    titled: bool

    @property
    def word(self) -> Word:
        return self.row[self.i]

    @property
    def low(self) -> str:
        return base(self.word)

    @property
    def capital(self) -> bool:
        return self.word.capital and not self.shouted

    @property
    def following(self) -> Word | None:
        """The next word, or None where a mark, a hole or the end follows."""
        rest = self.row[self.i + 1 : self.i + 2]
        return rest[0] if rest and rest[0].letters and rest[0].low not in SUFFIXES else None

    @property
    def known_before(self) -> bool:
        return any(vocabulary.is_surely_name(base(word)) for word in self.before)

    def is_part(self) -> bool:
        """Whether the word belongs to the name."""
        if len(self.low.replace(".", "")) == 1:
            return self._is_initial()
        if not _has_letters_of_names(self.word.text):
            return False
        if self.low in vocabulary.PARTICLES and self._leads_on():
            return True
        if _FOREIGN.search(self.word.text):
            return True  # folded, the Norwegian "Ås" is the English "as"
        if vocabulary.is_grammar(self.low):
            return self._is_grammar_word_as_name() or self._is_odd_surname()
        if vocabulary.is_plain(self.low):
            return self._is_plain_word_as_name()
        return self._is_unknown_word_as_name()

    def _is_initial(self) -> bool:
        if dot_belongs(self.row, self.i):
            return True
        if self.titled and not self.before and self.following is not None:
            return not vocabulary.is_everyday(self.following.low)  # "dr a mehta"
        if self.low in {"i", "a", "u", "k", "y", "r", "x", "n", "o"}:
            named = self.following is not None and self.following.capital and self.low not in {"i", "y", "n"}
            return self.word.capital and bool(self.before) and (named or (self.known_before and self.following is None))
        return self.word.text.isalpha() and (bool(self.before) or self.word.capital)

    def _leads_on(self) -> bool:
        """Whether a particle stands before a name: "del Carmen", "van der Berg", not "la" at an end."""
        for following in self.row[self.i + 1 : self.i + 5]:
            if following.text == ".":
                continue
            if not following.letters or len(following.low) < 2:
                return False
            if following.low not in vocabulary.PARTICLES or following.low in vocabulary.NAMES:
                return not vocabulary.is_everyday(following.low) and not vocabulary.is_misspelt_everyday(following.low)
        return False

    def _is_grammar_word_as_name(self) -> bool:
        following = self.following
        next_known = following is not None and vocabulary.is_surely_name(following.low)
        if self._is_calendar_name():
            return True
        if self.low in vocabulary.SURNAMES and self.before:
            given_before = self.known_before or self.before[0].low in vocabulary.GIVEN
            ends = following is None or following.low in _AFTER_SURNAME
            if given_before and (ends or self.word.capital):
                return True
        if self.low in vocabulary.GIVEN:
            alone = following is None and not self.before
            return next_known or alone or (self.known_before and self.word.capital) or self._next_may_be_surname()
        if self.low in vocabulary.SURNAMES and not self.before:
            return self.titled and following is None
        if self.low in {"tu", "can"} and not self.before:
            return self.capital and next_known and self.trust > Trust.WEAK and self.i + 2 == len(self.row)
        if self.low == "si" and not self.before:
            return self._next_may_be_surname()
        if self.low not in vocabulary.SHORT_NAMES or self.shouted:
            return False
        if self.known_before:
            return following is None and (self.word.capital or self.low in {"oh", "ho", "ha", "an"})
        if self.before or not self.word.capital or self.low not in _ODD_GIVEN:
            return False
        asked = self.trust >= Trust.SURE or (self.trust is Trust.ASKED and self.low not in {"my", "he", "do"})
        return next_known or (asked and self._next_may_be_surname())

    def _is_odd_surname(self) -> bool:
        promised = (self.titled and self.trust > Trust.WEAK) or self.trust >= Trust.SURE
        return is_odd_surname(self.row, self.i, self.before, promised=promised, shouted=self.shouted)

    def _is_calendar_name(self) -> bool:
        """Whether a word of the calendar, or a small word after a given name, is a part of a name that was asked for.

        "June May", "Friday Adeyemi" and "Hope No" are people; "friday", "may i" and "no" are none.
        """
        if self.trust is Trust.WEAK:
            return False
        following = self.following
        if not self.before:
            last = following is not None and self.i + 2 == len(self.row)
            month = self.low in _MONTHS and following is not None and following.low in vocabulary.SURNAMES
            return (month and last) or (self.low in _WEEKDAYS and self._next_may_be_surname())
        given = self.before[0].low in vocabulary.GIVEN and self.before[0].capital
        return given and self.capital and following is None and self.low in _AFTER_GIVEN

    def _next_may_be_surname(self) -> bool:
        """Whether a capitalised surname or a word of no list follows: "Will Okonkwo", not "will do"."""
        following = self.following
        if following is None or not following.capital or not self.capital:
            return False
        if following.low in vocabulary.SURNAMES:
            return True
        return len(following.low) > 1 and not vocabulary.is_everyday(following.low)

    def _is_plain_word_as_name(self) -> bool:
        following = self.following
        known = self.low in vocabulary.NAMES
        if not self.before:
            before_surname = (
                self.capital
                and following is not None
                and following.capital
                and vocabulary.is_surely_name(following.low)
            )
            asked_titled = self.titled and self.capital and following is None and self.trust is Trust.ASKED
            return known or (before_surname and self.trust > Trust.WEAK) or asked_titled
        if self.word.text.isupper() and not self.before[0].text.isupper():
            return False  # "Dana Whitlock DOB"
        given_before = self.known_before or self.before[0].low in vocabulary.GIVEN
        if known and (given_before or self.trust >= Trust.SURE):
            return True
        first = base(self.before[0])
        if known and following is None and (self.capital or (self.shouted and self.trust > Trust.WEAK)):
            return not (vocabulary.is_everyday(first) or vocabulary.is_misspelt_everyday(first))
        return self.known_before and self.capital and self.before[0].capital

    def _is_unknown_word_as_name(self) -> bool:
        if self.low in vocabulary.NAMES:
            return True
        if self.before and self.before[0].capital and not self.before[0].text.isupper() and not self.word.capital:
            # "Mehta prescribd it": after a capital a small letter is a name only at the end of what is said.
            return self.following is None and self.known_before and not vocabulary.is_misspelt_everyday(self.low)
        # A name beside it, a title or a capital says that this is no everyday word with a slip in it.
        following = self.following
        beside_name = self.known_before or (following is not None and vocabulary.is_surely_name(following.low))
        if self.titled or beside_name or (self.capital and (self.before or self.trust >= Trust.SURE)):
            return True
        if self._is_whole_with_another():
            return True
        if self.capital and len(self.low) < 7:
            return not vocabulary.is_misspelt_grammar(self.low)
        return not vocabulary.is_misspelt_everyday(self.low)

    def _is_whole_with_another(self) -> bool:
        """Whether it makes up the answer with a word near to none: "Fenna Osei", of which one is near to "finna"."""
        words = [word for word in self.row if word.letters]
        if self.trust < Trust.ASKED or len(words) != 2 or self.shouted:
            return False
        other = words[1] if words[0] is self.word else words[0]
        if self.capital is not other.capital or len(other.low) < 3 or not self.low.isalpha():
            return False
        return not vocabulary.is_everyday(other.low) and not vocabulary.is_misspelt_everyday(other.low)


def _has_letters_of_names(text: str) -> bool:
    bare = text.replace("'", "").replace("-", "").replace(".", "")
    return bare.isalpha() and all(c <= "\u024f" or "\u1e00" <= c <= "\u1eff" for c in bare)


_FOREIGN = re.compile(r"[åæøœþðčšžřąęłőű]", re.IGNORECASE)
"""Letters of no English and no Spanish word."""

_WEEKDAYS = listed("sunday monday tuesday wednesday thursday friday saturday")
_MONTHS = listed("april may june august")
_ODD_GIVEN = listed("my an do ha ho he per hai")
_AFTER_SURNAME = listed("and but here i from at he's hes she's shes")
_AFTER_GIVEN = _MONTHS | listed("no will oh ho ha ye le na")


OF_A_STATE = re.compile(r"(?:ed|ing|ic|ish|ist|al|ive|ous|ful|less|able|ible|ary|ant|ness|tion|ty|ly)$")


_ANSWERS = listed(
    "good best price long short love little small strong sharp page case wise key bright golden day bond man major "
    "self pleasant sweet gross house church street law laws march may west east north glass french english gay kaiser"
)
"""Surnames that answer something else, or ask it, where they stand alone."""


def believable(taken: Sequence[Word], trust: Trust, titled: bool) -> bool:
    """Whether words that may all be parts of a name are one together, given what was said before them."""
    lows = [base(word) for word in taken]
    whole = [
        low
        for low in lows
        if len(low.replace(".", "")) > 1 and (low not in vocabulary.PARTICLES or low in vocabulary.NAMES)
    ]
    if not whole:
        initials = all(len(low.replace(".", "")) <= 2 for low in lows)
        return (trust >= Trust.SURE or len(lows) > 1 or "." in taken[0].text) and initials and trust > Trust.WEAK
    if not all(vocabulary.is_pronounceable(low) or low in vocabulary.NAMES for low in whole):
        return False
    if trust is Trust.WEAK and not titled:
        return _has_evidence(taken, whole)
    if (
        len(whole) > 2
        and all(word.text.islower() for word in taken)
        and not any(low in vocabulary.NAMES for low in whole)
    ):
        return False  # a sentence in another language
    everyday = [low for low in whole if vocabulary.is_plain(low) or vocabulary.is_grammar(low)]
    if trust is Trust.ASKED and len(everyday) == len(whole):
        lone = len(whole) == 1 and taken[0].capital and whole[0] in vocabulary.SURNAMES - _ANSWERS
        return whole[0] in vocabulary.GIVEN or titled or (lone and not taken[0].text.isupper())
    return True


def _has_evidence(taken: Sequence[Word], whole: Sequence[str]) -> bool:
    if any(vocabulary.is_surely_name(low) for low in whole):
        return True
    if not taken[0].capital or (taken[0].text.isupper() and len(taken[0].text) > 1):
        return False
    if len(whole) == 1 and OF_A_STATE.search(whole[0]):
        return False
    return whole[0] in vocabulary.GIVEN or not (vocabulary.is_plain(whole[0]) or vocabulary.is_grammar(whole[0]))
