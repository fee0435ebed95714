"""Of whom the clauses of a message speak, where somebody who asks for themself also tells of others."""

from __future__ import annotations

from collections.abc import Sequence

from bot.clinic.reading import vocabulary as v
from bot.clinic.reading.lexicon import split_phrases
from bot.clinic.reading.words import Clause, word_set

_ME = word_set("i im ive id ill me my mine myself")
_THEY = word_set("he she hes shes him her his hers they theyre them their who whose")
_PEOPLE = frozenset(split_phrases(v.RELATIONS)) | _THEY
# Whoever treats the writer is no other patient: "she sees me weekly" of a therapist goes on about oneself.
_TREATS = word_set("""
    doctor doc dr therapist psychiatrist psychologist counselor counsellor clinician physician psych gp pcp np nurse
    provider shrink
""")


def own_clauses(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """The clauses that speak of the writer: those with "I", and what follows them, until somebody else comes in."""
    own: list[Clause] = []
    of_me = False
    for clause in clauses:
        words = {*clause.words}
        if words & _PEOPLE and not (of_me and words & _TREATS):
            of_me = False
        elif words & _ME:
            of_me = True
        if of_me:
            own.append(clause)
    return tuple(own)
