"""What no text that the assistant sends on its own may say, and how it must be written."""

from __future__ import annotations

import re

from bot.clinic.texting import segments
from tests.tracing import WATCHED

# Whoever reads over a shoulder must not learn who treats whom of what. Names are those that the tests give.
_TELLING = (
    *WATCHED,
    *("clinician", "doctor", "dr", "psychiatrist", "psychiatry", "therapist", "therapy", "nurse", "mental", "mood"),
    *("treatment", "infusion", "medicine", "medication", "diagnosis", "tms", "adler", "delgado", "lakeside"),
)
_KEYWORDS = "yes|cancel|end|info|start|quit|unsubscribe|unstop|revoke"
_ASKED_FOR = re.compile(
    rf"\b(?:reply|text|send|write|type|say|answer|respond)(?: with)?:? [\"']?(?:{_KEYWORDS})\b"
    rf"|[\"'](?:{_KEYWORDS})[\"']",
    re.IGNORECASE,
)
_LOUD = re.compile(r"\b(?:YES|CANCEL|END|INFO|START|QUIT)\b")
MOST_SEGMENTS = 2


def faults(body: str, most_segments: int = MOST_SEGMENTS) -> list[str]:
    """Everything that is wrong with the words of a text."""
    size = segments(body)
    low = body.lower()
    return [
        *([f"{size.encoding}: {[c for c in body if segments(c).encoding != 'GSM-7']}"] * (size.encoding != "GSM-7")),
        *([f"{size.count} segments, {size.characters} characters"] * (size.count > most_segments)),
        *(["a blank line"] * bool(re.search(r"\n\s*\n|^\s*\n|\n\s*$", body))),
        *(["what was not filled in"] * bool(re.search(r"[{}]|\bNone\b", body))),
        *(f"asks for a word of the carrier's: {found.group()}" for found in _ASKED_FOR.finditer(body)),
        *(f"a word of the carrier's: {found.group()}" for found in _LOUD.finditer(body)),
        *(f"tells of {word!r}" for word in _TELLING if re.search(rf"\b{re.escape(word)}s?\b", low)),
    ]
