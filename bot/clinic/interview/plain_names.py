"""Names made of plain words, which only their capitals and the question tell: "Dawn Early", "Robin Vale"."""

from __future__ import annotations

import re

from bot.clinic import reading as answers
from bot.clinic.contacts import read_contacts, vocabulary
from bot.clinic.reading.words import word_set

_CAPITALISED = re.compile(r"[A-Z][a-z]+(?:['\u2019-][A-Z]?[a-z]+)*(?: [A-Z][a-z]+(?:['\u2019-][A-Z]?[a-z]+)*){1,2}\.?")


def is_plain_name(text: str) -> bool:
    """Two or three words with capitals, one of them no word of small talk: "Robin Vale", not "Good Morning"."""
    if _CAPITALISED.fullmatch(text.strip()) is None or answers.yes_no(text) is not None or answers.declines(text):
        return False
    words = text.strip(" .").lower().split()
    return any(
        not vocabulary.is_grammar(word) and not vocabulary.is_everyday(word) and not vocabulary.is_plain(word)
        for word in words
    )


_PRACTICE = re.compile(
    r"(?:the )?(?:[A-Z][\w'\u2019&-]*(?: (?:of|and|for|&))? ){1,5}"
    r"(?:Therapy|Therapies|Counsell?ing|Psychiatry|Psychology|Clinic|Wellness|Hospital|Health|Healthcare|Associates"
    r"|Cent(?:er|re)|Institute|Practice|Medical|Medicine|Group)\.?"
)


def practice_alone(text: str) -> str | None:
    """A practice that is given where the clinician's name was asked for: "Topanga Therapy"."""
    bare = text.strip(" .!")
    found = read_contacts(bare, "clinician_practice").clinician_practice if _PRACTICE.fullmatch(bare) else None
    return found if found is not None and found.lower() == bare.lower() else None


_SHORT = word_set("al bo cy lu vi")  # which the list of given names leaves out
_VERBS = word_set("will may hope mark bill pat")  # "Will Call", "May Be"
_NO_SURNAMES = word_set(
    "now later not no yes please you me him her he she it they them is was has and or too also here there again"
)
_GIVEN_AND_FAMILY = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+\.?")


def is_full_name(text: str) -> bool:
    """Two words with capitals, the first a given name: "Dawn Early", not "Not Sure"."""
    if _GIVEN_AND_FAMILY.fullmatch(text.strip()) is None or answers.yes_no(text) is not None or answers.declines(text):
        return False
    first, last = text.strip(" .").lower().split()
    known = first in _SHORT or (first in vocabulary.GIVEN and first not in _VERBS)
    return known and last not in _NO_SURNAMES and answers.command(text) is None
