"""What an answer in words is to be instead, where it is put right."""

from __future__ import annotations

import re

from bot.clinic import reading as answers
from bot.clinic.interview.draft import Draft

_MORE_THAN = re.compile(r"\bmore\s+(?:of\s+)?(?P<meant>.{2,40}?)\s+than\b", re.IGNORECASE)
_INSTEAD = re.compile(
    r"\b(?:but|really|actually|more|mainly|mostly|rather|instead|should\s+be|meant|wrong)\b", re.IGNORECASE
)
_TURNS = re.compile(r"\b(?:but|really|actually|rather(?!\s+than)|more\s+like)\b", re.IGNORECASE)
_BOTH = re.compile(r"\b(?:both|also|too|as\s+well|and)\b", re.IGNORECASE)
_NEW_YES_NO = re.compile(
    r"\b(?:should(?:\s+(?:be|say|have\s+been))?|shld\s+be|is|it['\u2019]?s|to|so|now|make\s+it|made\s+it|put|means?|meant)\s+"
    r"(?:an?\s+)?[\"'\u201c]?(?P<said>none|nothing|no|yes)\b(?!\s+(?:one|longer|more))",
    re.IGNORECASE,
)


def restates_reason(draft: Draft, text: str) -> bool:
    """Whether a message says nothing but other conditions in place of those that were given: "no, put ptsd"."""
    restated, known = answers.restated_reasons(text), draft.facts.get("reason")
    return bool(restated and known and {*restated} != {*(known or ())})


def new_reasons(draft: Draft, text: str) -> list[str] | None:
    """The reasons that are meant, where the ones before them are named too: "I said stress, but it's the trauma"."""
    if restated := answers.restated_reasons(text):
        return list(restated)
    named = list(answers.read_reasons(text))
    more = _MORE_THAN.search(text)
    if more is not None and (meant := list(answers.read_reasons(more["meant"]))):
        return meant
    turns = list(_TURNS.finditer(text))
    after = list(answers.read_reasons(text[turns[-1].end() :])) if turns and not _BOTH.search(text) else []
    if after and after != named:
        return after
    known = draft.facts.get("reason") or []
    new = [reason for reason in named if reason not in known]
    return new if new and _INSTEAD.search(text) and not _BOTH.search(text) else named or None


def new_health(text: str) -> str | None:
    """The answer to the health question that takes the place of another: "I said yes, but it should be no"."""
    told = _NEW_YES_NO.findall(text)
    if told:
        return "none" if told[-1].lower().startswith("no") else "some"
    return answers.read_health(text)
