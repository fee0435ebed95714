"""The characters of a text message and what it costs: 3GPP TS 23.038, the GSM 7-bit default alphabet.

One character outside that alphabet, such as a curly quote, makes the whole message UCS-2, where a segment holds 70
characters instead of 160. Segments are what is paid for, and what some carriers deliver one by one.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Encoding = Literal["GSM-7", "UCS-2"]

# TS 23.038, 6.2.1 in the order of the table, without its escape. Of "ç" it has the capital only.
_BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = "\f^{}\\[~]|€"  # 6.2.1.1: each is sent as an escape and a second septet
_SEPTETS = dict.fromkeys(_BASIC, 1) | dict.fromkeys(_EXTENSION, 2)
# What one segment holds alone, and when a header that joins it to others takes six octets (TS 23.040, 9.2.3.24.1).
_ALONE: dict[Encoding, int] = {"GSM-7": 160, "UCS-2": 70}
_JOINED: dict[Encoding, int] = {"GSM-7": 153, "UCS-2": 67}

_UNSEEN = re.compile("[\u200b\u2060\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_LINE_ENDS = re.compile(r" *\n(?: *\n)*")
# Written without their distance these would become other numbers: 2½ is not 21/2, and 10² is not 102.
_FRACTION_AFTER_DIGIT = re.compile(r"(?<=\d)(?=[¼-¾⅐-⅞])")
_POWER_AFTER_DIGIT = re.compile(r"(?<=\d)(?=[¹²³⁰⁴-⁹])")
_SIGNS = str.maketrans(
    dict.fromkeys("‘’‚‛′‵‹›´`ʼ", "'")
    | dict.fromkeys("“”„‟″«»", '"')
    | dict.fromkeys("‐‑‒–—―−•‣⁃◦·∙●○▪▫■□", "-")
    | dict.fromkeys("\t\u1680", " ")
    | {"⁄": "/", "→": "->", "←": "<-", "×": "x", "÷": "/", "©": "(C)", "®": "(R)", "™": "(TM)"}
    # letters that have no accent to lose, in names of people
    | {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "Th", "ð": "d", "Ð": "D"}
)

_SENTENCE_END = re.compile(r"[.!?]+[\"')\]]*(?=\s+(?![a-z\s])|\s*\Z)|(?<=\S)(?=\n)")
_NO_SENTENCE_END = frozenset(("dr", "mr", "mrs", "ms", "st", "vs", "jr", "sr", "a.m", "p.m", "e.g", "i.e"))
_CUT = "..."


@dataclass(frozen=True)
class Segments:
    """What a text message takes: `characters` are septets in GSM-7 and UTF-16 code units in UCS-2."""

    encoding: Encoding
    characters: int
    count: int


def segments(text: str) -> Segments:
    """The encoding, the length and the number of segments of a message; an empty one has none.

    A character of two septets or of two code units (an emoji) is never cut in two, so that a message of several
    segments may need one more than its length suggests.
    """
    encoding: Encoding = "GSM-7" if all(c in _SEPTETS for c in text) else "UCS-2"
    sizes = [_SEPTETS[c] for c in text] if encoding == "GSM-7" else [2 if c > "\uffff" else 1 for c in text]
    total = sum(sizes)
    if total <= _ALONE[encoding]:
        return Segments(encoding, total, min(total, 1))
    count, filled = 1, 0
    for size in sizes:
        if filled + size > _JOINED[encoding]:
            count, filled = count + 1, 0
        filled += size
    return Segments(encoding, total, count)


def plain(text: str) -> str:
    """The same text in GSM-7 characters as far as it can be.

    Curly quotes, dashes, bullets and special spaces get their plain form; accents that GSM-7 lacks are dropped, those
    it has are kept. Emoji and other scripts stay as they are, together with the invisible signs that belong to
    them. A run of blank lines is one line break: Rasa's channels send what stands behind a blank line on its own.
    """
    text = _LINE_END.sub("\n", _UNSEEN.sub("", text))
    text = _FRACTION_AFTER_DIGIT.sub(" ", _POWER_AFTER_DIGIT.sub("^", text)).translate(_SIGNS)
    return _LINE_ENDS.sub("\n", "".join(map(_in_gsm, _signs_of(text))))


def shorten(text: str, most_segments: int) -> str:
    """The text, cut if it takes more than `most_segments`: behind its last whole sentence or line that fits.

    Where none fits it is cut behind a word, or in a word that alone is too long, with "..." at the end. Choices are
    added to a text after it was shortened, or they are lost.

    Raises:
        ValueError: fewer than one segment is allowed.
    """
    if most_segments < 1:
        raise ValueError("a message takes at least one segment")
    if segments(text).count <= most_segments:
        return text
    room = _room(text, most_segments)
    ends = [end for match in _SENTENCE_END.finditer(text) if (end := match.end()) <= room and _ends_there(text, end)]
    if ends:
        return text[: ends[-1]]
    room = _room(text, most_segments, _CUT)
    words = text[:room] if text[room].isspace() else re.sub(r"\S+\Z", "", text[:room])
    return (words if words.strip() else text[:room]).rstrip(" \n\t.,;:-") + _CUT


def _signs_of(text: str) -> Iterator[str]:
    """Each character together with the accents and joiners that follow it."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not _follows(text[at]):
            yield text[start:at]
            start = at


def _follows(character: str) -> bool:
    """Whether it has no shape of its own: a combining mark, a joiner, a variation selector."""
    return unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf")


def _in_gsm(sign: str) -> str:
    """One sign with the accents that GSM-7 has, else without accents, else, when it is no letter there, as it is."""
    composed = unicodedata.normalize("NFC", "".join(c for c in sign if unicodedata.category(c) != "Cf"))
    if composed in _SEPTETS:
        return composed
    bare = unicodedata.normalize("NFKD", sign).translate(_SIGNS)
    bare = "".join(c for c in bare if not _follows(c))
    return bare if all(c in _SEPTETS for c in bare) else sign


def _room(text: str, most_segments: int, tail: str = "") -> int:
    """How many characters of `text` fit, with `tail` behind them; it may be cut anywhere, so the count only grows."""
    lengths = range(len(text) + 1)
    return bisect_right(lengths, most_segments, key=lambda length: segments(text[:length] + tail).count) - 1


def _ends_there(text: str, end: int) -> bool:
    """Whether what looks like the end of a sentence is one: not "Dr.", an initial, or the number of a line."""
    line = text[text.rfind("\n", 0, end) + 1 : end].strip()
    last = line.rsplit(maxsplit=1)[-1] if line else ""
    word = last.removesuffix(".").lstrip("(\"'")
    if not last.endswith("."):
        return bool(line)
    initial = len(word) == 1 and word.isupper()
    return not (initial or word.casefold() in _NO_SENTENCE_END or (last == line and word.isdecimal()))
