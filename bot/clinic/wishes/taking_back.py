"""Rules for what somebody takes back within one message: "monday at 2, hm no, make it friday same time"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.clinic.wishes.frame import Frame
from bot.clinic.wishes.grammar import Built, Rule, Token, over


def _behind(_: Frame, tokens: Sequence[Token]) -> Built:
    """The first token is kept, the others take back."""
    return [tokens[0], over(tokens[1:], "CORR", "F")]


def _instead(_: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "(monday at 2 ...), friday instead"; "tuesday or friday instead" takes nothing back."""
    return [tokens[0], over(tokens[-1:], "CORR", "F"), *tokens[1:-1]]


_OH = "oh|hm|hmm|hmmm|ugh|ah|uh|um|wait|no|and|but"

TAKEN_BACK = [
    Rule("DAY|TIME|STOP|COMMA make it|that", _behind),
    Rule("DAY|TIME|STOP|COMMA change|switch it|that to", _behind),
    Rule(f"STOP|COMMA {_OH}? {_OH}? i? cant|nope STOP|COMMA", _behind),
    Rule("STOP|COMMA F? DAY|TIME instead !of", _instead),
    Rule("STOP|COMMA F? TIME DAY instead !of", _instead),
    Rule("STOP|COMMA F? DAY TIME instead !of", _instead),
    Rule(
        "( shoot !for|me|us|over|an | crap | dang | darn | damn | whoops | hang|hold on !until | strike|forget that "
        "| never mind | nvm )",
        lambda _, t: over(t, "CORR", "F"),
    ),
]
CORRECTIONS = [
    Rule(
        "( actually | wait | scratch that | i mean | i meant | sorry | make that | oops | my bad | "
        "correction | or rather | on second thought )",
        lambda _, t: over(t, "CORR", "F"),
    ),
]
