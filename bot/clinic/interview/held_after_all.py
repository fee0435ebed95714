"""A clinician told of after all where the clinic's own is offered: "no, I have a psychiatrist" is no refusal.

Nor is "actually yes, I do have a psychiatrist" an acceptance: what somebody has is told in words of their own.
"""

from __future__ import annotations

import re
from typing import Any

from bot.clinic import reading as answers
from bot.clinic.contacts import read_contacts
from bot.clinic.contacts.roles import PERSON_WORDS, role_in
from bot.clinic.interview.clauses import Clause, clauses_of
from bot.clinic.interview.facts import as_facts, given
from bot.clinic.interview.permission import grants_permission, speaks_of_contacting

_SAYS_YES = r"yes|yeah|yep|yup|ya|sure|ok|okay|right|true"
_LEAD = re.compile(
    rf"^\W*(?:(?:no need|not needed|no+(?!\s+(?:{PERSON_WORDS}|doc|one|body)\b)"
    r"|nope|nah|wait|oh|ah|um+|uh+|hm+|hold on|hang on|sorry"
    r"|actually|oops|but|well|my bad|thanks|thank you"
    rf"|i mean|i meant|i forgot|that.?s wrong|i was wrong|scratch that|{_SAYS_YES})\b[\s,.;:!\u2026\u2013\u2014-]*)+",
    re.IGNORECASE,
)
_ACCEPTS = re.compile(rf"\b(?:{_SAYS_YES})\b", re.IGNORECASE)
_OWN = re.compile(r"\b(?:i|i.?m|i.?ve|my|me|we|our)\b", re.IGNORECASE)
_HAS_ONE = re.compile(
    r"i(?:.?ve)? (?:(?P<after_all>do|actually|already) )*(?:have|see|got|have got) (?:(?:one|someone|somebody)\b"
    r"(?! (?:with|who|here|waiting|coming|to|else))|my own\b(?=\W*(?:(?:thanks|thank you|thx|already|one)\W*)?$))"
    r"(?P<already> already)?",
    re.IGNORECASE,
)
# Behind a yes, which may be one to the offer, only this tells of a clinician of one's own.
_PLAINLY_HELD = re.compile(
    rf"(?:\bi(?:.?m|.?ve| am)? (?:(?:do|actually|already|also|still) )*(?:have|see|seeing|got|have got) (?:an?|my)"
    rf"(?: (?:own|family|regular|good|great))* (?:{PERSON_WORDS})\b(?! (?:appointment|visit|friend))"
    rf"|\b(?:my|our)(?: own| family| regular)* (?:{PERSON_WORDS}|gp|pcp) (?:handl\w+|treats?|prescribes?|manag\w+"
    r"|looks after|takes care|does (?:it|that|my)|(?:is|.?s) (?:called )?(?:dr\b|[A-Z])))",
    re.IGNORECASE,
)
# "he counts, right?", "would that do?" ask for a word on the clinician told of, and take nothing back.
_COUNTS = re.compile(
    r"\W*(?:(?:and|so|but|if|i guess|does|do|would|will|should|is|s?he|they|that|it|this|who|surely|too|then"
    r"|tho|though)\W+)*(?:counts?|do(?:es)?(?: it)?|qualif(?:y|ies)|works?|(?:good )?enough|ok|okay|fine|right|no|yes"
    r"|correct|huh|yeah)"
    r"(?:\W+(?:right|too|then|no|yes|yeah|ok|correct))*\W*",
    re.IGNORECASE,
)
# Somebody wished for, feared, or seen long ago: "I have trouble finding a doctor".
_NOT_YET = re.compile(
    r"\b(?:will|would|want\w*|need\w*|looking|find\w*|should|could|yours?|ur|urs|used to|trauma|afraid|scared|fear"
    r"|hate\w*|useless|appointments?|problems?|bad experience\w*|no|not|never|don.?t|cannot"
    r"|(?:ca|wo|do|does|did|is|are|was|has|have|could|would|should)n.?t|about|if)\b",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"^\W*(?:s?he.?s|(?:her|his|their|the) name(?:.?s| is| was)?|s?he is|it.?s|called|named|this is|is)\b\s*"
    r"(?:called\s+|dr\.?\s+)?",
    re.IGNORECASE,
)


# Said once more, it answers nothing: "no, I have no therapist" is no word on the one that is offered.
_NONE_OF_THEM = (
    rf"(?:(?:an?|any|no|my|own|other|regular|family)\W+)*(?:{PERSON_WORDS}|doc|one|anyone|anybody|nobody)s?\b"
)
_AS_SAID = r"(?:(?:(?:like|as)\W+)?i(?:.?ve)?\W+(?:just\W+|already\W+)*(?:said|told you))"
_HAS_NONE = re.compile(
    rf"(?:(?:{_AS_SAID}|i|but|already|just|really|still|honestly|sorry)\W+)*"
    r"(?:(?:do ?n.?t|do not)\W+(?:\w+ly\W+|even\W+)?(?:have|see|got)|(?:have ?n.?t|ain.?t)\W+got|not\W+seeing"
    rf"|(?:have|got)(?=\W+no))\W+{_NONE_OF_THEM}"
    rf"(?:\W+(?:{_AS_SAID}|already|any ?more|at all|right now|now|yet|currently|at the moment|though|tho|sorry"
    rf"|or\W+{_NONE_OF_THEM})\b)*\W*|\W*no\W+{_NONE_OF_THEM}\W+{_AS_SAID}\W*",
    re.IGNORECASE,
)


def has_none(text: str) -> bool:
    """Whether it is only said again that there is no clinician, where the clinic's own is offered."""
    lead = _LEAD.match(text)
    rest = text[lead.end() :] if lead is not None else text
    return _HAS_NONE.fullmatch(rest) is not None and not (lead is not None and _ACCEPTS.search(lead[0]))


def held_after_all(text: str) -> dict[str, Any]:
    """The facts of a clinician whom the person has, or sees, as they say now; empty where they tell of none."""
    lead = _LEAD.match(text)
    accepts = lead is not None and _ACCEPTS.search(lead[0]) is not None
    said = text[lead.end() :] if lead is not None else text
    clauses = clauses_of(said)
    told = [one for one in clauses if not _COUNTS.fullmatch(one.text)]
    plain = [one for one in told if not speaks_of_contacting(one.text)]
    rest = "".join(f"{'. ' if one.joint == '.' else ', '}{one.text}" for one in plain)[2:]
    if any(one.asks for one in told) or _OWN.search(rest) is None or _NOT_YET.search(rest):
        return {}
    one = _HAS_ONE.match(rest)
    found = as_facts(read_contacts(rest, "clinician"))
    named = {name: value for name, value in found.items() if name.startswith("clinician_")}
    if "clinician_name" not in named:
        named.update(given("clinician_name", _called(clauses)))
    plainly = _PLAINLY_HELD.search(rest) or (one and (one["after_all"] or one["already"] or "clinician_name" in named))
    if answers.wants_psychiatrist(text) or (accepts and not plainly):
        return {}
    if one is None:
        if re.match(r"i have (?:some|no)(?:one|body)\b", rest, re.IGNORECASE):
            return {}
        if not (named.get("clinician_name") or answers.read_clinician(rest) == "yes"):
            return {}
        named = {**given("clinician_role", role_in(rest, None)), **named}
    return {**named, **({"consent": "yes"} if grants_permission(said) else {}), "clinician": "yes"}


def _called(clauses: list[Clause]) -> str | None:
    """The full name that is all a clause says: "she's called Ann Lee", "Dr. Ann Lee"."""
    for clause in clauses:
        bare = _CALLED.sub("", clause.text).strip(" .!")
        name = read_contacts(bare, "clinician_name").clinician_name
        if name and len(name.split()) > 1 and len(bare.split()) <= len(name.split()) + 1 and not clause.asks:
            return name
    return None
