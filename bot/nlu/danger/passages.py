"""The pieces of a message that are judged: danger is often one sentence of a long story.

Of long messages by a writer whom the model had not seen, their pieces show 8 of 10 dangers and the whole shows half.
"""

from __future__ import annotations

import re

SHORT = 60  # words; up to here a message is judged as a whole
WINDOW = 35  # words in a piece of a longer one, at least a sentence
PIECES = 48  # at most; of what is longer the beginning and the end are read
_SENTENCE = re.compile(r"(?<=[.?!;])\s+|\n+")
_LONGEST = 40  # words without a full stop after which a sentence is cut


def passages(text: str) -> list[str]:
    """The message, or if it is long its pieces: some sentences each, of which the last begins the next piece."""
    if len(text.split(None, SHORT + 1)) <= SHORT:
        return [text]
    pieces: list[str] = []
    window: list[list[str]] = []
    for sentence in _sentences(text):
        window.append(sentence)
        if sum(map(len, window)) >= WINDOW:
            pieces.append(_joined(window))
            window = window[-1:] if len(window) > 1 else []
    if window:
        pieces.append(_joined(window))
    if len(pieces) > PIECES:
        pieces = pieces[: PIECES // 4] + pieces[-(PIECES - PIECES // 4) :]
    return pieces


def _sentences(text: str) -> list[list[str]]:
    sentences = []
    for sentence in _SENTENCE.split(text):
        words = sentence.split()
        sentences += [words[start : start + _LONGEST] for start in range(0, len(words), _LONGEST)]
    return sentences


def _joined(window: list[list[str]]) -> str:
    return " ".join(" ".join(sentence) for sentence in window)
