"""Who wants to come and says what they have, or how old they are, speaks of themself: "can I get in? I have PTSD"."""

from __future__ import annotations

import re

from bot.clinic.reading import vocabulary as v
from bot.clinic.reading.lexicon import split_phrases
from bot.clinic.reading.words import say, word_set

_COMES = (
    r"(?:come|be seen|get (?:in|started|seen|help|treated|an?\b)|start|book|schedule|sign up|set (?:up|one up)"
    r"|see (?:you|someone))"
)
_WISH = re.compile(
    rf"\b(?:i(?:d| would) (?:really )?(?:like|love) to|i (?:really )?(?:want|need|would love|hope) to"
    rf"|id love to|i wanna|wanna"
    rf"|(?:want|looking|hoping|ready|trying|like|love) to|(?:can|could|may|should|do|how (?:do|can|would)|what do) i"
    rf"(?: need to| have to)?(?: do to)?) (?:please |maybe |just |still )?{_COMES}"
    r"|\b(?:can|could|would|will|when can) (?:you|u|yall|someone|somebody|a doctor) (?:please )?(?:see|help"
    r"|treat|book|fit|take|get) me\b"
    r"|\b(?:book|sign|get) me (?:in|up|an?|for|please)\b"
    r"|\b(?:i want|want|i need|need|id like|i would like|looking for|i want to get) "
    r"(?:in\b|an? (?:appointment|appt|consult\w*|visit|slot|session)|the (?:free )?(?:consult\w*|intro|appointment))"
)
# Anybody else who is spoken of may be the one who comes.
_OTHERS = frozenset(split_phrases(v.RELATIONS)) - word_set("ex exs patient patients student students kid child teen")
_OTHERS |= word_set("he she him her his hers hes shes they them their theyre we us our someone somebody both")
_AS_A_CHILD = re.compile(
    r"\b(?:since|when) i was (?:a|an|in)\b[^.,;!?]*|\b(?:someone|somebody)\b(?= (?:help|see) me\b)"
)


def comes_oneself(plain: str) -> bool:
    """Whether a normalised text wants a visit for the one who writes, and speaks of nobody else."""
    told = _AS_A_CHILD.sub(" ", plain)
    return _WISH.search(told) is not None and not _OTHERS & {*re.findall(r"[a-z]+", told)}


def comes_in_a_clause(text: str) -> bool:
    """The same of one clause: "I'd like to come in. My sister says it got worse" wants the visit for the writer.

    Others stand in the other clauses, so this alone does not say whose the visit is.
    """
    told = (" ".join(clause.words) for clause in say(text).clauses)
    return any(_WISH.search(one) and not _OTHERS & {*one.split()} for one in told)
