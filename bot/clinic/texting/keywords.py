"""The keywords of text messages: bare words on which the carrier acts before anything reaches the assistant.

They are found by rule, ahead of the language model: a person who opts out is never asked what they mean. A courtesy
around "stop" is no more than the word ("stop please", "can u stop?"), but the carrier does not know it. Whatever
says more than the word ("cancel my appointment") is a message like any other. Sources: Twilio's default keywords
(REVOKE and OPTOUT since May 2025), and 47 CFR 64.1200(a)(10), by which a reply of "stop", "quit", "end", "revoke",
"opt out", "cancel" or "unsubscribe" revokes consent.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

Keyword = Literal["stop", "start", "help"]

_BY_CARRIER: dict[str, Keyword] = {
    **dict.fromkeys(("stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"), "stop"),
    **dict.fromkeys(("start", "unstop", "yes"), "start"),
    **dict.fromkeys(("help", "info"), "help"),
}
# Spanish for "stop". "AYUDA" ("help") is left out: it is also the word for the Spanish 988 line, and whoever texts it
# may be in danger, so it is read as a message.
_OURS: dict[str, Keyword] = {"alto": "stop", "parar": "stop"}
_IN_TWO_WORDS = frozenset((("opt", "out"), ("stop", "all")))
_POLITE = re.compile(
    r"(?:(?:please|pls|plz|plss|ok|okay|k|hey|hi|hello|sorry|just|now|kindly|and|so|then|i said|"
    r"(?:can|could|will|would) (?:you|u|ya|y all)) )*stop"
    r"(?: (?:stop|please|pls|plz|plss|thx|thanks|thank (?:you|u)|ty|now|right now|already|ok|okay|sir|maam|bot|"
    r"por favor|gracias))*"
)
_WORD = re.compile(r"\w+")
# Signs around the word do not matter, signs inside it do: "don't stop" and "st.op" are no keywords.
_MESSAGE = re.compile(r"[\W_]*([^\W_]+)(?:[\s\-‐‑–]{1,3}([^\W_]+))?[\W_]*")


@dataclass(frozen=True)
class Found:
    """A keyword and its word, in upper case without spaces ("OPTOUT"), as it is stored with an opt-out.

    `by_carrier` is whether the carrier knows the word. Then it has answered the person itself and, after "stop",
    blocks what we send (Twilio's error 21610). Otherwise ("opt out", "alto") nobody but the assistant has understood
    it, and the one confirmation that 47 CFR 64.1200(a)(12) allows is ours to send. `alone` is whether nothing is said
    around it.
    """

    kind: Keyword
    word: str
    by_carrier: bool
    alone: bool = True

    @property
    def needs_opt_out(self) -> bool:
        """Whether it is a keyword only for a person who has opted out: to others "yes" is an answer."""
        return self.word == "YES"


def keyword_of(text: str) -> Found | None:
    """The keyword that a message is, whatever its case and the spaces, marks, quotes and emoji around it.

    It does not know who has opted out: the caller passes over a keyword that `needs_opt_out` unless the sender
    has, and lets the message through as an answer. Any text is taken; None when it is no keyword.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    plain = "".join(c for c in folded if unicodedata.category(c) not in ("Cf", "Mn"))
    match = _MESSAGE.fullmatch(plain)
    if match is None or (match[2] and match.groups() not in _IN_TWO_WORDS):
        polite = _POLITE.fullmatch(" ".join(_WORD.findall(plain)))
        return Found("stop", "STOP", by_carrier=False, alone=False) if polite else None
    first, second = match.groups()
    word = first + (second or "")
    kind = _BY_CARRIER.get(word) or _OURS.get(word)
    return Found(kind, word.upper(), second is None and word in _BY_CARRIER) if kind else None
