"""The clinician by name: in "don't ring Ana" a name stands where another says "my doctor"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.clinic.contacts import read_contacts, vocabulary
from bot.clinic.interview.draft import Draft
from bot.clinic.interview.facts import as_facts
from bot.clinic.reading.lexicon import split_phrases
from bot.clinic.reading.vocabulary import RELATIONS
from bot.clinic.reading.words import word_set

ROLE = "my doctor"
_FULL_NAME = 5  # words at most of a message that is a full name
_TITLE = r"(?:\b(?:dr|doctor|mr|mrs|ms)\b\.?\s*)?"
_AFTER_VERB = re.compile(
    r"(?P<verb>\b(?:[Cc]all|[Pp]hone|[Rr]ing|[Cc]ontact|[Rr]each out to|[Aa]sk|(?:[Tt]alk|[Ss]peak) (?:to|with)))\s+"
    r"(?P<name>(?:[Dd]r\.?\s+)?[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+)*)"
)
_TITLED = re.compile(r"\b[Dd]r\.?\s+[^\W\d_][\w'-]+(?:\s+[A-Z][\w'-]+)?")
_BEFORE_VERB = re.compile(r"(?P<name>\b[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+)?)(?P<verb>\s+(?:may|can)\s+be\s+)")
_IN_SMALL = re.compile(
    r"\b(?:call|phone|ring|contact|reach out to|ask(?: for)?|(?:talk|speak) (?:to|with))\s+(?P<name>[a-z]{3,})\b"
)
_NO_NAMES = word_set("""
    i me my you your he him she her they them it this that the a an and but if only when before after please dr doctor
    staff anyone somebody someone back first not mom dad mr mrs ms who we us our his
    monday tuesday wednesday thursday friday saturday sunday today tomorrow kaiser clinic 911 988
""") | frozenset(split_phrases(RELATIONS))


def with_role(text: str, known: Mapping[str, Any]) -> str:
    """The text with "my doctor" in place of the clinician's name.

    That is the name known of `known` (the facts of the draft), by its first, its last or both, and a name behind "call"
    or "Dr." that is not the person's own: after a refusal it is known no more.
    """
    own = _own_parts(known)
    name = str(known.get("clinician_name") or "")
    parts = [part for part in name.replace(".", " ").split() if len(part) > 1 and part.lower() not in _NO_NAMES]
    if parts:
        said = "|".join(re.escape(part) for part in sorted(parts, key=len, reverse=True))
        text = re.sub(
            rf"(?<!call me )(?<!calls me ){_TITLE}\b(?:{said})(?:\s+(?:{said}))*\b(?!@)",
            ROLE,
            text,
            flags=re.IGNORECASE,
        )
    text = _TITLED.sub(ROLE, text)
    for pattern in (_AFTER_VERB, _BEFORE_VERB):
        text = pattern.sub(lambda found: _named(found, own), text)
    small = _IN_SMALL.search(text)
    if small is not None and vocabulary.is_surely_name(small["name"]) and small["name"] not in own | _NO_NAMES:
        return text[: small.start("name")] + ROLE + text[small.end("name") :]
    return text


_VALUE = (
    r"(?:phone|tele\w*|cell|mobile|number|nbr|digits|fax|line|ext\w*|e-?\s?mail|mail|address|office|practice|clinic|role|"
    r"title|area code|last (?:four|4|two|2))"
)
_OF = r"(?:for|of|to|at|reach|call)"
_IS_ONE = (
    r"(?:(?:is|was)\s+(?:actually\s+|really\s+)?(?:an?|my|at|with)|works|moved|can\s+be\s+reached|ends?|starts?|has)"
)


def by_role(text: str, known: Mapping[str, Any]) -> str:
    """The text with "my doctor's", "the clinic's" or "my" in place of a known name that says whose something is.

    "Keller's is 310-555-0100" tells as much as "my doctor's is ..."; a name that is itself put right stays.
    """
    own, theirs = _parts_of(known.get("name")), _parts_of(known.get("clinician_name"))
    places = [str(known["clinician_practice"])] if known.get("clinician_practice") else []
    if places and len(words := places[0].split()) > 2:
        places.append(" ".join(words[:-1]))  # "Mar Vista" of the Mar Vista Clinic
    for names, role in ((theirs - own, ROLE), (frozenset(places), "the clinic"), (own - theirs, None)):
        if names:
            text = _with_role_for(text, "|".join(re.escape(one) for one in sorted(names, key=len, reverse=True)), role)
    return text


_THEIRS = re.compile(
    rf"\b(?:(?P<has>her|his|their)(?=\s+{_VALUE}\b)|(?:hers|his|theirs)(?=\s*(?:is\b|'s|\u2019s|:|=|\(?\d))"
    r"|(?P<reach>(?:reach|call|text|ring|phone)\s+)(?:him|her|them)(?=\s+(?:at|on)\b))",
    re.IGNORECASE,
)


def of_third(text: str, known: Mapping[str, Any]) -> str:
    """The text with the clinician, or with nobody, in place of "her" at the question for a number to call.

    Who books for themselves means the clinician's number; of whom it is booked for, it is one to reach them at.
    """
    if not known.get("clinician_name") and known.get("who") != "other":
        return text

    def instead(found: re.Match[str]) -> str:
        if found["reach"]:
            return found["reach"] + (ROLE if known.get("clinician_name") else "me")
        return f"{ROLE}'s" if known.get("clinician_name") else "the" if found["has"] else "it"

    return _THEIRS.sub(instead, text)


def _parts_of(name: object) -> frozenset[str]:
    parts = str(name or "").replace(".", " ").split()
    return frozenset(part for part in parts if len(part) > 1 and not vocabulary.is_grammar(part.lower()))


def _with_role_for(text: str, names: str, role: str | None) -> str:
    """The text with the role (None: the person's own) for any of the names, where they say whose something is."""
    name = rf"{_TITLE}\b(?:{names})(?:\s+(?:{names}))*"
    has = "my" if role is None else f"{role}'s"
    text = re.sub(
        rf"{name}(?:['\u2019]s?|s(?=\s+{_VALUE}\b))(?=\s+(?:is|was|ends?|should)\b)",
        "mine" if role is None else has,
        text,
        flags=re.IGNORECASE,
    )
    text = re.sub(rf"{name}(?:['\u2019]s?|s(?=\s+{_VALUE}\b))(?!\w)", has, text, flags=re.IGNORECASE)
    if role is None:
        return text
    text = re.sub(
        rf"(?P<of>\b{_VALUE}\s+{_OF}\s+){name}(?!\w)", lambda found: found["of"] + role, text, flags=re.IGNORECASE
    )
    return re.sub(rf"{name}(?=\s+{_IS_ONE}\b)", role, text, flags=re.IGNORECASE)


def name_in(text: str, known: Mapping[str, Any]) -> str | None:
    """The name of a clinician in a sentence on contacting them: "ring Renwick", "do ask Dr. Falk please"."""
    told = _told_of(text, known)
    return told[0] if told else None


def contact_in(text: str, known: Mapping[str, Any]) -> dict[str, Any]:
    """The clinician's name with what stands behind it: "yes, ring Renwick at Pine House"."""
    told = _told_of(text, known)
    if told is None:
        return {}
    name, start = told
    return {**as_facts(read_contacts(text[start:], "clinician_name")), "clinician_name": name}


def _told_of(text: str, known: Mapping[str, Any]) -> tuple[str, int] | None:
    """The name, and where it begins in the text."""
    own = _own_parts(known)
    for pattern in (_TITLED, _AFTER_VERB, _BEFORE_VERB, _IN_SMALL):
        for found in pattern.finditer(text):
            group = "name" if "name" in pattern.groupindex else 0
            name = re.sub(r"^dr\.?\s+", "", found[group], flags=re.IGNORECASE)
            unknown = pattern is _IN_SMALL and not vocabulary.is_surely_name(name)
            if not unknown and not {word.lower() for word in name.split()} & (own | _NO_NAMES):
                return (name if name != name.lower() else name.title()), found.start(group)
    return None


def _own_parts(known: Mapping[str, Any]) -> set[str]:
    return {part.lower() for part in str(known.get("name") or "").split()}


def _named(found: re.Match[str], own: set[str]) -> str:
    words = {word.lower().strip(".") for word in found["name"].split()}
    if words & (own | _NO_NAMES - {"dr"}):
        return found[0]
    return found[0].replace(found["name"], ROLE)


def worth_keeping(draft: Draft, facts: dict[str, Any]) -> dict[str, Any]:
    """Without a name said in part: of one that is known in full, or "hi, Lena here" before the full name is asked."""
    whole = {name: value for name, value in facts.items() if not _is_part(draft.facts.get(name), value)}
    if draft.question != "name" and draft.goal != "callback" and not draft.facts.get("name"):
        whole = {name: value for name, value in whole.items() if name != "name" or " " in str(value)}
    return whole


def full_name(text: str, known: Any) -> str | None:
    """The full name of who gave the first name only, said by itself later on."""
    if not known or " " in str(known) or len(text.split()) > _FULL_NAME:
        return None
    name = as_facts(read_contacts(text, "name")).get("name")
    return name if name and name.lower().startswith(f"{known} ".lower()) else None


def _is_part(known: Any, value: Any) -> bool:
    """Whether of a name that is known in full only a part is said, as in "Dr. Keller knows"."""
    return isinstance(known, str) and isinstance(value, str) and {*value.split()} < {*known.split()}
