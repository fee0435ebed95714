"""Another clinician in place of the known one: "not Anita, she retired. It's Ben Halloran now".

Both must be said: that the known one is not meant, or has gone, and who is meant then. The name may stand in a sentence
of its own, so that no single clause tells of a correction.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.clinic.contacts import read_contacts, vocabulary
from bot.clinic.contacts.roles import PERSON_WORDS
from bot.clinic.contacts.second_thoughts import alike, in_full
from bot.clinic.interview.clauses import clauses_of

_TITLE = r"(?:(?:dra?|doctor|mr|mrs|ms|miss|nurse)\b\.?\s*)?"
_NOT = (
    r"(?:not|isn.?t|wasn.?t|ain.?t|instead\s+of|rather\s+than|no\s+longer|don.?t|forget|scratch|stopped)"
    r"(?:\s+(?:with|see|seeing|have|go(?:ing)?\s+to|called|been|really|actually|any\s*more)){0,2}"
)
_BE = (
    r"(?:\s*['\u2019]s|s)?(?:\s+(?:is|was|has|had|have|just|also|recently|actually|already|sadly|since|now|been)){0,3}"
)
_LEFT = (
    r"(?:retired|retiring|left|leaving|moved(?:\s+(?:away|on|out))?|gone|quit|died|dead|passed(?:\s+away|\s+on)?"
    r"|no\s+longer|stopped|replaced)\b"
)
_NO_MORE = (
    rf"(?:{_LEFT}|wrong\b|(?:my|the)\s+(?:old|former|ex|previous|last|wrong)\b|who\s+i\s+(?:used|had)\b"
    r"|(?:not|isn.?t|doesn.?t)\s+(?:\w+\s+){0,3}?(?:mine|my|there|any\s?more|right|the\s+(?:one|right))\b)"
)
# What leads to the name: nothing but words such as these stands before it in its clause.
_LEAD = re.compile(
    r"^\W*(?:(?:it.?s|that.?s|s?he.?s|i.?ve|i(?:.?m|\s+am)(?=\s+(?:\w+\s+)?(?:seeing|with|going))|these\s+days"
    r"|any\s*more|so|oh|but|and|now|nowadays|actually|sorry|then|currently|the|my|our|her|his|an?|new|current|one|guy|person|someone|else|names?"
    rf"|{PERSON_WORDS}|doc|it|is|was|who|should|be|make|put|use|take|call|contact|change|to|i|have|see|seeing|go|going"
    r"|been|got|with|switched|called|named|instead|meant|mean|rather)\b[\s,:]*)*",
    re.IGNORECASE,
)
_TOOK_OVER = (
    r"(?:(?:took|takes|has\s+taken)\s+over|replaced\s+(?:her|him|them)|(?:is|'s)\s+(?:my\s+)?(?:new|the\s+one))"
)
_BEHIND = re.compile(
    rf"\s+(?:now|instead|nowadays|these\s+days|currently|today|then|please|pls|actually|{_TOOK_OVER})\b.*$",
    re.IGNORECASE,
)
_ONES_OWN = re.compile(r"\bmy\s+(?:own\s+|full\s+|first\s+|last\s+)?(?:sur)?name\b(?!\s+of)", re.IGNORECASE)
_CLAUSE_BEFORE = re.compile(r"^.*[.,;!\n]\s+", re.DOTALL)
# Then a surname alone is another person's, and no better spelling: "not Dr. Cole, Dr. Lee".
_ANOTHER = re.compile(rf"\bdra?\b|\b{_LEFT}", re.IGNORECASE)
_TAKES_OVER = re.compile(rf"\b(?:now|instead|see|seeing|new|{PERSON_WORDS}|{_TOOK_OVER})\b", re.IGNORECASE)
_FEWEST = 3  # letters of a part of a name that says whose it is


def named_in_place(text: str, known: Mapping[str, Any], question: str | None = None) -> str | None:
    """The name of the clinician who is meant in place of the known one; None where none is denied, or none named."""
    name = str(known.get("clinician_name") or "")
    own = {*str(known.get("name") or "").lower().split()}
    parts = [part for part in name.split() if len(part) >= _FEWEST and part.lower() not in own]
    if not parts or "?" in text or _ONES_OWN.search(text):
        return None
    who = "|".join(re.escape(part) for part in sorted(parts, key=len, reverse=True))
    whole = rf"{_TITLE}\b(?:{who})(?:\s+(?:{who}))*\b"
    denied = re.search(rf"\b{_NOT}\s+{whole}", text, re.IGNORECASE)
    gone = re.search(rf"(?:{whole}{_BE}\s+{_NO_MORE}|\bs?he{_BE}\s+{_LEFT})", text, re.IGNORECASE)
    old = {part.lower() for part in name.split()}
    found: list[str] = []
    if denied is not None:
        found = _names(text[denied.end() :], old) or _names(
            _CLAUSE_BEFORE.sub("", text[: denied.start()].rstrip(" ,")), old
        )
    elif gone is not None and (question != "name" or _TAKES_OVER.search(text, gone.end())):
        found = _names(text[gone.end() :], old, led=True)  # "she retired. it's Lena Foss" may be one's own name
    if not found:
        return None
    return found[0] if _ANOTHER.search(text) else in_full(name, found[0])


def is_nobody_known(text: str, known: Mapping[str, Any], surname: str) -> bool:
    """Whether a surname alone, said with a title, resembles no part of the known name: it is no better spelling."""
    parts = str(known.get("clinician_name") or "").split()
    alone = " " not in surname and _ANOTHER.search(text) is not None
    return alone and not any(alike(part, surname) for part in parts)


def _names(said: str, old: set[str], *, led: bool = False) -> list[str]:
    """The names in a part of a message that are each what their clause says, the fullest first.

    `led`: by words such as "it's ... now".
    """
    found = []
    leads = not led
    for clause in clauses_of(said.strip(" ,")):
        bare = _BEHIND.sub("", _LEAD.sub("", clause.text)).strip(" .!,;")
        if not bare:
            leads = True  # "I see a new one now, Ann Lee"
        name = read_contacts(bare, "clinician_name").clinician_name if bare else None
        if name is None or clause.asks or {*name.lower().split()} <= old:
            continue
        first = name.split()[0].lower()
        begins = re.sub(rf"^{_TITLE}", "", bare, flags=re.IGNORECASE).lower().startswith(first)
        leads = leads or bare != clause.text.strip(" .!,;")
        if leads and begins and (len(name.split()) > 1 or bare[:1].isupper() or vocabulary.is_surely_name(first)):
            found.append(name)
    return sorted((name for name in found if name.split()[-1] == found[0].split()[-1]), key=len, reverse=True)
