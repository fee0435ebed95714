"""What brings somebody in, as the conditions of the clinic's list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.clinic.reading import vocabulary as v
from bot.clinic.reading.conditions import CONDITIONS, OWN, VAGUE
from bot.clinic.reading.declining import unsure
from bot.clinic.reading.everyday import BARE, BESIDE, EVERYDAY
from bot.clinic.reading.lexicon import Hit, Lexicon
from bot.clinic.reading.subjects import own_clauses
from bot.clinic.reading.words import Clause, reads_as_question, say, word_set

REASONS = (
    "depression",
    "treatment_resistant_depression",
    "anxiety",
    "ptsd",
    "bipolar",
    "suicidal_thoughts",
    "other_mood",
    "chronic_pain",
    "other",
    "unsure",
)
"""Every id that can be read, in the order in which they are returned."""

_SIGNS = {
    "unsure": v.DONT_KNOW,
    "also": "not only/just/merely",
    "not": """
        not, no, dont, doesnt, didnt, isnt, arent, havent, nor, neither, never, without, except,
        ruled out, rather than, instead of, no tengo, sin
    """,
    "or": "or, nor, ni, o",
    "and": "and, n, y, e",
    # "my wife says it's depression" is no more the wife's than "i"
    "i": "i, im, ive, id, my own, me, myself, yo, tengo, sufro, says, said, thinks, told, tells, noticed",
}
_LEXICON = Lexicon({**_SIGNS, **CONDITIONS, **VAGUE, "relation": v.RELATIONS})
# What answers the question, with the ways to say it in which no condition has its name.
_ANSWERS = Lexicon(
    {
        **_SIGNS,
        **{label: f"{phrases}, {EVERYDAY.get(label, '')}" for label, phrases in CONDITIONS.items()},
        **VAGUE,
        "relation": v.RELATIONS,
    }
)
_NAMED = frozenset(CONDITIONS)
_TRIED = word_set("tried failed through after trying every several many")

# First person: what follows within a few words is the writer's own.
_OWN = Lexicon(OWN)
_THEY = word_set("she he shes hes they theyre who")
_ABOUT_IT = word_set("for about")
_TREATED = word_set("me treated meds medication medicine pills")  # for what: there a doctor may be named before
# "can I book a consultation about my depression?" wants something, "can I ask about depression?" does not
_REQUEST = (("can", "i"), ("could", "i"), ("may", "i"), ("can", "we"), ("could", "we"))
_BOOKING = word_set("book schedule consultation consult appointment appt evaluation slot")
# What may stand beside a condition that is all a clause says: "really depressed lately", "for anxiety".
_BESIDE = word_set("""
    for with and n also plus af asf rn lately again really so very super severely extremely pretty quite just bad badly
    severe kinda bit a please chronically currently still mostly mainly basically
""")
_LEADING = word_set("got have having had been its")
_LASTING = word_set("since for like around almost nearly from after following due because caused in")
_SPANS = word_set("y yr yrs year years mo months weeks decades long once")
_DOES = word_set("is has keeps makes was got")
_IN_BRACKETS = re.compile(r"\([^()]*\)")  # "Dr. Reed (a therapist in Venice) for bipolar" is one clause
_REACH = 6  # words between "i have" and the condition


def read_reasons(text: str) -> tuple[str, ...]:
    """The conditions named in answer to "what brings you in?", as ids in the order of `REASONS`; empty when none.

    What is denied ("not depression, anxiety") or another person's ("my mom had bipolar") is left out, and so is
    what is only asked about ("do you treat OCD?"). ("unsure",) when the person does not know.
    """
    said = say(text)
    clauses = [clause for clause in said.clauses if not _asks_whether(clause)]
    found = {hit.label for clause, hit in _affirmed(clauses, _ANSWERS) if hit.label in _NAMED}
    if not found and {*said.words} & BARE and {*said.words} <= BARE | BESIDE:
        found = {"depression"}
    if not found:
        found = _vague(clauses)
    elif found == {"depression"} and "treatment_resistant_depression" in _vague(clauses):
        found.add("treatment_resistant_depression")
    if not found and unsure(text):
        found = {"unsure"}
    return tuple(reason for reason in REASONS if reason in found)


def names_no_condition(text: str) -> bool:
    """Whether somebody says how they are in words that stand for none of the conditions: "worn out and stressed"."""
    clauses = say(text).clauses
    named = any(hit.label in _NAMED for clause in clauses for hit in _ANSWERS.read(clause.words))
    return not named and read_reasons(text) == ("other",)


def volunteered_reasons(text: str) -> tuple[str, ...]:
    """The conditions that a message about something else says the writer has: "I have had depression for years".

    Only first-person statements count, never questions ("do you treat bipolar?") or talk of a condition.
    """
    clauses = say(_IN_BRACKETS.sub(" ", text)).clauses
    found = {
        hit.label
        for clause, hit in _affirmed(clauses)
        if hit.label in _NAMED and (_is_own(clause, hit) or _does_to_me(clause, hit)) and "die" not in clause.words
    }
    return tuple(reason for reason in REASONS if reason in found)


def listed_reasons(text: str, of_another: bool = False, of_oneself: bool = False) -> tuple[str, ...]:
    """The conditions that stand alone between commas or stops: "I'm 45, depression", "bipolar. does it help that?".

    Nothing that follows a question counts ("do you treat depression, anxiety?"), nor what may be another's, unless
    the consultation is for one (`of_another`). Of who asks for themself (`of_oneself`) what they say of themself does,
    whoever else is in the message: "I'm 45, depression. My sister went to you".
    """
    clauses = say(text).clauses
    if not of_another and any("relation" in _LEXICON.labels(_before_time(clause.words)) for clause in clauses):
        clauses = own_clauses(clauses) if of_oneself else ()
    asking = next((n for n, clause in enumerate(clauses) if _asks_for_more(clause)), len(clauses))
    told = next((n for n in range(asking + 1, len(clauses)) if _begins_anew(clauses, n)), len(clauses))
    clauses = clauses[:asking] + clauses[told:]
    found = {
        hit.label
        for clause, hit in _affirmed(clauses)
        if hit.label in _NAMED and not clause.asks and _says_no_more(clause)
    }
    return tuple(reason for reason in REASONS if reason in found)


def _before_time(words: Sequence[str]) -> Sequence[str]:
    """The words before those that say since when: "had anxiety" of "had anxiety since I was a kid"."""
    return words[: next((at for at, word in enumerate(words) if word == "since"), len(words))]


def _begins_anew(clauses: Sequence[Clause], at: int) -> bool:
    """Whether somebody tells of themself after a question that is closed: "anything on Monday? it's for me, 40"."""
    of_me = clauses[at].words[:1] in (("im",), ("me",), ("myself",)) or clauses[at].words[-2:] in (
        ("for", "me"),
        ("for", "myself"),
    )
    return of_me and clauses[at - 1].mark == "?" and not any("?" in one.mark for one in clauses[at:])


def _asks_for_more(clause: Clause) -> bool:
    """Whether a clause asks something: "do you treat this?", unlike "can you book me for Tuesday"."""
    wish = clause.words[0] in ("can", "could", "may", "would") and bool((_BOOKING | {"call"}) & {*clause.words})
    return reads_as_question(clause.words) and not wish


def _says_no_more(clause: Clause) -> bool:
    if clause.words[0] in _LEADING and len(clause.words) > 1:
        clause = Clause(clause.words[1:], clause.asks, clause.mark)  # "had ptsd for ages"
    hits = _LEXICON.read(clause.words)
    named = next((hit.stop for hit in hits if hit.label in _NAMED), len(clause.words))
    # "depression since 2019", "ptsd for ten years": how long it has lasted says nothing else
    lasts = (at for at in range(named, len(clause.words)) if _tells_time(clause.words[at : at + 2]))
    end = next(lasts, len(clause.words))
    return all(
        hit.label in _NAMED or hit.start >= end or _BESIDE.issuperset(clause.words[hit.start : hit.stop])
        for hit in hits
    )


def _tells_time(words: Sequence[str]) -> bool:  # "depression 20 yrs"
    ago = words[0] in _SPANS and words[1:] == ("ago",)
    return words[0] in _LASTING or ago or (words[0].isdecimal() and {*words[1:]} <= _SPANS)


def reasons_of_another(text: str) -> tuple[str, ...]:
    """The conditions that a message says a relative of the writer has: "my wife is depressed and has PTSD"."""
    found: set[str] = set()
    for clause in say(text).clauses:
        hits = _LEXICON.read(clause.words)
        of_them = next((n for n, hit in enumerate(hits) if hit.label == "relation"), None)
        lead = 0 if clause.words[0] in _THEY else of_them
        if lead is None or reads_as_question(clause.words):
            continue
        for n, hit in enumerate(hits[lead:], start=lead):
            said = not _is_denied(hits, n) and "i" not in {one.label for one in hits[lead:n]}
            of_it = clause.words[hit.stop : hit.stop + 1] in (("about",), ("of",))  # anxious about me
            of_it |= clause.words[max(hit.start - 1, 0)] == "about"  # knows about my depression
            if hit.label in _NAMED and hit.label != "other_mood" and said and not of_it:
                found.add(hit.label)
    return tuple(reason for reason in REASONS if reason in found)


def names_condition(words: str) -> bool:
    """Whether some words begin with the name of a condition: "depression", "severe anxiety and more"."""
    plain = tuple(words.split())
    return any(hit.label in _NAMED and hit.start <= 1 for hit in _LEXICON.read(plain))


def _asks_whether(clause: Clause) -> bool:
    """Whether a clause asks about a condition; "depression?" only answers timidly."""
    return reads_as_question(clause.words) or (clause.asks and clause.words[0] in ("is", "was", "can", "will", "has"))


def _affirmed(clauses: Sequence[Clause], lexicon: Lexicon = _LEXICON) -> Iterator[tuple[Clause, Hit]]:
    """Every condition said of the writer, with its clause: neither denied nor said of somebody else."""
    read = [(clause, lexicon.read(clause.words)) for clause in clauses]
    denied = False
    for place, (clause, hits) in enumerate(read):
        denied = denied and _goes_on_denying([hits for _, hits in read[place:]])
        for i, hit in enumerate(hits):
            if hit.label not in _NAMED:
                continue
            denied = _is_denied(hits, i) or (denied and (i == 0 or hits[i - 1].label == "or"))
            done_to = "me" in clause.words[hit.start : hit.stop]  # "my ex beat me"
            if not denied and (done_to or not _is_anothers(hits[:i], hit)):
                yield clause, hit


def _is_denied(hits: list[Hit], at: int) -> bool:
    """Whether a "not" stands at most two plain words before a condition."""
    before = at - 1
    while before >= 0 and at - before <= 2 and hits[before].label in ("", "i"):
        before -= 1
    return before >= 0 and hits[before].label == "not"


def _goes_on_denying(rest: list[list[Hit]]) -> bool:
    """Whether a list that began with "no" runs on to an "or": "no depression, anxiety or ptsd"."""
    for hits in rest:
        labels = {hit.label for hit in hits}
        if not labels <= _NAMED | {"or"}:
            return False
        if "or" in labels:
            return True
    return False


def _is_anothers(before: list[Hit], hit: Hit) -> bool:
    """Whether a condition is a relation's ("my mom had it"); a loss of one is the writer's own grief."""
    labels = [found.label for found in before]
    if hit.label == "other_mood" or "relation" not in labels:
        return False
    return "i" not in labels[len(labels) - labels[::-1].index("relation") :]


def _vague(clauses: Sequence[Clause]) -> set[str]:
    """What is meant when no condition is named: "nothing has worked", "tried 5 meds", "so stressed"."""
    labels = {label for clause in clauses for label in _LEXICON.labels(clause.words)}
    words = {word for clause in clauses for word in clause.words}
    if "nothing helped" in labels or ("many medicines" in labels and words & _TRIED):
        return {"treatment_resistant_depression"}
    return {"other"} if "strain" in labels else set()


def _does_to_me(clause: Clause, hit: Hit) -> bool:
    """Whether a condition does something to the writer: "anxiety is killing my sleep"."""
    behind = clause.words[hit.stop :]
    return hit.start == 0 and not clause.asks and {*behind[:1]} <= _DOES and bool({"me", "my"} & {*behind[1:6]})


def _is_own(clause: Clause, hit: Hit) -> bool:
    """Whether the words before a condition make it the writer's own."""
    cues = [cue for cue in _OWN.read(clause.words[: hit.start]) if cue.label]
    if clause.words[hit.stop : hit.stop + 1] in (("about",), ("of",)):
        return False  # anxious about needles
    if not cues or cues[-1].label != "own" or hit.start - cues[-1].stop > _REACH:
        return False
    own = {*clause.words[cues[-1].start : cues[-1].stop]}
    if own & {"see", "saw"} and "for" not in clause.words[cues[-1].start : hit.start]:
        return False  # "I saw your post on PTSD"
    said_for = _ABOUT_IT & own
    if said_for and not (_TREATED | {"my"}) & own and any(cue.label == "not own" for cue in cues):
        return False  # "curious about the consultation for depression"
    if clause.words[:2] in _REQUEST and said_for and _BOOKING & {*clause.words}:
        return True
    asks = clause.asks or clause.words[0] in ("does", "do", "will")
    return not asks or (cues[0] == cues[-1] and cues[0].start == 0 and clause.words[0] != "my")
