"""Practices given anew: "change the practice to Oak House", "my doctor is in Oak Clinic", "Oak, not Elm House"."""

from __future__ import annotations

import re

from bot.clinic.contacts import vocabulary
from bot.clinic.contacts.message import Message
from bot.clinic.contacts.practice_names import is_only_kind, says_kind
from bot.clinic.contacts.reader import read_contacts
from bot.clinic.contacts.roles import PERSON_WORDS
from bot.clinic.contacts.text import is_question, sentences, tidy

_PLACE = r"(?:practice|clinic|office|hospital|work\s?place)"
_OF_WHOM = rf"(?:\s+(?:of|for|where)\s+(?:my|the|her|his|their)\s+{PERSON_WORDS}(?:\s+works)?)?"
_IS = re.compile(
    rf"\b{_PLACE}(?:'s)?(?:\s+name)?{_OF_WHOM}\s*(?P<way>is\b|was\b|called\b|:|(?:over\s+)?to\b|into\b"
    r"|(?:should|must|has\s+to|needs\s+to|ought\s+to)\s+(?:be|read|say)\b)\s*"
    r"(?:(?:called|named|actually|really|now|be|the)\s+)*(?!(?:in|on|at|near|by|close|not)\b)(?P<new>\S.*)",
    re.IGNORECASE,
)
_AS = re.compile(
    r"\b(?:put|use|write|set|enter|have|add|note)\s+(?:down\s+)?(?P<new>\S+(?:\s\S+){0,5}?)\s+"
    rf"(?:as|for)\s+(?:my|the|her|his|their)\s+(?:{PERSON_WORDS}(?:'s)?\s+)?{_PLACE}\b",
    re.IGNORECASE,
)
_IS_AT = re.compile(
    rf"\b(?:(?:my|the)\s+{PERSON_WORDS}|s?he)(?:(?:\s+is|'s|\s+was)(?:\s+(?:now|actually|really))*|\s+works?|\s+practices)"
    r"\s+(?:in|at|for|out\s+of|over\s+at)\s+(?P<new>\S.*)",
    re.IGNORECASE,
)
_DENIES = r"(?:not|isn['\u2019]?t|wasn['\u2019]?t|instead\s+of|rather\s+than)\s+(?:(?:called|at|in|the)\s+)*"
_STRESS = re.compile(
    r"\s+(?:now|instead|nowadays|these\s+days|please|pls|tho|though|btw|by\s+the\s+way)\b\W*$", re.IGNORECASE
)
_LAST_CLAUSE = re.compile(r"^.*(?:[.;!?\n]|,)\s+", re.DOTALL)
_TO_THE_NEW = (
    r"\W+(?:(?:but|it['\u2019]?s|it\s+is|its|that['\u2019]?s|rather|called|named|actually|the)\s+)+(?P<new>\S.*)"
)


def practice_anew(plain: str, known: str | None) -> str | None:
    """The practice that a message says in so many words to be the clinician's; `known` is the one so far."""
    new = _in_place_of(plain, known) if known is not None else None
    if new is not None:
        return new
    for start, end in sentences(plain):
        said = plain[start:end]
        for pattern in (_AS, _IS, _IS_AT):
            found = pattern.search(said)
            asks = pattern is not _AS and not (found and found.groupdict().get("way") == "to") and is_question(said)
            if found is None or asks or (new := _read(found["new"])) is None:
                continue
            # "she is in Oak Clinic" tells where she works, "she is in Oak Hill" where she is
            if pattern is not _IS_AT or names_kind(new):
                return new
    return None


def gives_new_practice(text: str, known: str | None) -> bool:
    """Whether a message gives another practice than the known one in so many words."""
    if known is None:
        return False
    new = practice_anew(tidy(text), known)
    return new is not None and new.lower() != known.lower()


def names_kind(practice: str) -> bool:
    """Whether a name says itself that it is one of a practice, or is a known one."""
    return says_kind(Message.of(practice).row)


def said_as(practice: str) -> list[str]:
    """How people call a practice: by its name, or by the beginning or the end of it."""
    row = practice.split()
    cuts = [row, *(row[i:] for i in range(1, len(row))), *(row[:i] for i in range(len(row) - 1, 0, -1))]
    plain = (cut for cut in cuts if cut == row or len(cut) > 1 or not vocabulary.is_everyday(cut[0].lower()))
    return [" ".join(cut) for cut in plain if not is_only_kind(cut)]


def _in_place_of(plain: str, known: str) -> str | None:
    """The one named before or behind the known one where that is denied: "it isn't Elm House, it's Oak House"."""
    called = "|".join(re.escape(one) for one in said_as(known))
    denied = re.search(rf"\b{_DENIES}(?:{called})\b", plain, re.IGNORECASE)
    wrong = re.search(
        rf"\b(?:{called})\s+(?:is|was)\s+(?:wrong|not\s+right|incorrect|a\s+(?:typo|mistake))", plain, re.IGNORECASE
    )
    found = denied or wrong
    if found is None:
        return None
    behind = re.match(_TO_THE_NEW, plain[found.end() :], re.IGNORECASE)
    new = _read(behind["new"]) if behind is not None else None
    if new is None and denied is not None:
        before = _LAST_CLAUSE.sub("", plain[: denied.start()].rstrip(" ,(-"))
        new = _read(before) if before.strip() and not is_question(before) else None
    return new if new is None or new.lower() not in known.lower() else None


def _read(said: str) -> str | None:
    return read_contacts(_STRESS.sub("", said), "clinician_practice").clinician_practice
