"""The words that may stand in what is shown to others: everyday ones, and those of our own training data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bot.clinic.contacts.text import sentences, tidy, words
from bot.clinic.contacts.vocabulary import GRAMMAR, NAMES, PLAIN, is_surely_name

USED = 3  # examples that have a word, from which on it counts: an invented name stands in one or two
CAPITAL = 2  # examples that have it with a capital letter inside a sentence
_ENDINGS = ("'s", "'m", "'re", "'ve", "'ll", "'d", "n't", "'")
_OURS = frozenset({"los", "angeles", "america", "dr", "mr", "mrs", "ms", "md"})  # capitals that name nobody
_SINGLE = frozenset("iauryknwbxoest")  # letters that people write for words


@dataclass(frozen=True)
class KnownWords:
    """`used` are folded words of the training data, `capital` those that begin with a capital anywhere ("Zoloft")."""

    used: frozenset[str]
    capital: frozenset[str]

    @classmethod
    def of(cls, examples: Iterable[str]) -> KnownWords:
        """The words of these examples, without anybody's name."""
        used, capital, proper, small = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
        for example in examples:
            text = tidy(example)
            begins = {start for start, _ in sentences(text)}
            found = [word for word in words(text) if word.letters]
            inside = [word for word in found if word.start not in begins]
            used.update({word.low for word in found})
            capital.update({word.low for word in inside if word.capital})
            proper.update({word.low for word in inside if word.capital and not word.text.isupper()})
            small.update({word.low for word in found if not word.capital})
        named = {word for word, times in proper.items() if times >= small[word] and word not in PLAIN | GRAMMAR | _OURS}
        return cls(
            frozenset(w for w, n in used.items() if n >= USED and w not in named and not is_surely_name(w)),
            frozenset(w for w, n in capital.items() if n >= CAPITAL and w not in named and w not in NAMES),
        )

    def has(self, word: str) -> bool:
        """Whether a folded word is an everyday one, with an ending or in pieces ("year-old")."""
        if len(word) == 1:
            return word in _SINGLE
        if "-" in word:
            return all(piece and self.has(piece) for piece in word.split("-"))
        return self._lists(word) or any(
            word.endswith(ending) and self._lists(word.removesuffix(ending)) for ending in _ENDINGS
        )

    def _lists(self, word: str) -> bool:
        return not is_surely_name(word) and (word in self.used or word in PLAIN or word in GRAMMAR)
