"""A message made ready to be read: tidy, dictated numbers in digits, roles spelt right, cut into words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from bot.clinic.contacts.name_parts import Trust
from bot.clinic.contacts.name_style import is_shouted
from bot.clinic.contacts.names import Name, read_name
from bot.clinic.contacts.text import Word, is_question, sentences, words


@dataclass(frozen=True)
class Message:
    """A text with its words; values that were already read are holes in it (text.punch)."""

    text: str
    row: tuple[Word, ...]
    shouted: bool
    sentences: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, text: str) -> Message:
        """Cut a text; it must be tidy."""
        return cls(text, tuple(words(text)), is_shouted(text), tuple(sentences(text)))

    def index_at(self, position: int) -> int:
        """Return the index of the first word that begins at or after a place of the text."""
        return bisect_left(self.row, position, key=_start)

    def name_at(self, position: int, trust: Trust) -> Name | None:
        """Read a name at a place of the text."""
        return read_name(self.row, self.index_at(position), trust, shouted=self.shouted)

    def name_before(self, position: int, trust: Trust) -> Name | None:
        """Read the longest name that ends at a place of the text: such as "Sam Orlov" in "Sam Orlov is my ..."."""
        end = self.index_at(position)
        for first in range(max(0, end - 8), end):
            name = read_name(self.row, first, trust, shouted=self.shouted)
            if name is not None and name.after == end:
                return name
        return None

    def sentence_at(self, position: int) -> str:
        """Return the sentence around a place of the text."""
        for start, end in self.sentences:
            if start <= position < end:
                return self.text[start:end]
        return self.text

    def asks_at(self, position: int) -> bool:
        """Whether the sentence around a place of the text is a question."""
        return is_question(self.sentence_at(position))

    def between(self, first: int, after: int) -> Sequence[Word]:
        """Return the words from index `first` up to `after`."""
        return self.row[first:after]


def _start(word: Word) -> int:
    return word.start
