"""Is there a clinician who looks after the condition, now or recently?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from bot.clinic.reading import vocabulary as v
from bot.clinic.reading.answers import Answer, read_answer
from bot.clinic.reading.lexicon import Hit, Lexicon
from bot.clinic.reading.words import Clause, say, word_set

YesNoUnsure = Literal["yes", "no", "unsure"]

_CLINICIAN = Lexicon(
    {
        "private": v.RATHER_NOT,
        "unsure": v.DONT_KNOW
        + """
            , it? depends, sort/kind of, kinda, sorta, maybe, perhaps, possibly, yes and no, in a way,
            starting with, about to see/start, going to see, will see
        """,
        "nothing": "doctor/doctors/drs/dr appointment/note/visit/office, doctor/doctors who, why a/my role",
        # No clinician now, and none is named.
        "none": """
            nobody, no one, noone, none, no body, ninguno, ninguna, nadie, ya no,
            not anymore/currently/presently, not any more, not at the moment, not at present, not right? now,
            not these days, not in years/ages/months, not for years/ages, not since,
            havent seen anyone/anybody/one, havent found a,
            in? between doctors/docs/therapists/psychiatrists/providers/clinicians, im? in? between,
            just moved, recently moved, i? dont have one/any/anyone/anybody/1/someone,
            i? havent got/found/had one/any/anyone, i? aint got one, i? dont see one/any/anyone/anybody,
            not seeing one/any/anyone/anybody, i? dont go to one/anyone, i? never had/saw/got one,
            never have/had, never been to one, i? have none, ive? got none, without one, need one,
            need/want/trying/have to find one/a/someone, looking/searching for one/a/someone,
            on a/the waitlist, on a/the waiting list, waitlisted, waiting to see/get one/a, waiting for a,
            i? no/not have, i? no/not have one/any/anyone/doctor, have not, have no one, here no/none,
            cant afford/find one/a, i? fired mine/him/her/them/my, im? on my own, by myself, i? lost mine
        """,
        "past": """
            used to, i had one, had one, i? had a/an, was seeing, i? saw one/a/an, in the past, previously,
            formerly, once, back then, at one point/time, my? old/former/previous/ex, my last, retired, left,
            passed away, died, dropped/ghosted me, broke up with, moved away, let me go, stopped seeing/going,
            quit seeing/going, no longer, antes, in my country, in my home/old country, there was
        """,
        "recent": """
            recently, until/till/til last/this/recently/yesterday week/month?, until/till/til this summer/fall/spring,
            until/till/til january/february/march/april/may/june/july/august/september/october/november/december,
            last week/month,
            this week/month/year, few/couple days/weeks/months ago, couple of days/weeks/months ago,
            two/2/three/3/four/4/five/5/six/6 days/weeks/months ago, week/month ago, yesterday, just stopped
        """,
        "long ago": """
            years ago/back, yrs ago, year ago, long ago, long time ago, ages ago, decades ago,
            while back/ago, in high school, in college, as a kid/child/teen/teenager, when i was,
            before covid, hace anos, hace tiempo
        """,
        "lacks": """
            no, dont have/see/got/use, dont currently have/see, dont really have/see, dont even have,
            have/got/ive no, without, havent got/had/seen, never had/seen, not seeing, aint got, nor,
            neither, doesnt cover, isnt a, no tengo, sin, lost
        """,
        "not mine": """
            your, staff, the clinics, im a/an, i am a/an, need, needs, want, wants, wanna, find, get,
            looking, hate, should, recommend, doctors are/suck, you are, youre, ur, u are/r, act as/like, pretend
        """,
        "have": """
            i have one/1/someone/somebody/two/several, i see one/someone/somebody,
            im? seeing/with one/someone/somebody, i am seeing someone/one, i work with one/someone,
            im? working with one/someone, i go to one/someone, ive got one/someone, i got one/someone,
            theres one/someone, there is one/someone, we have one, have one, under the? care of, under care,
            treated by, being treated, someone at, tengo uno/una
        """,
        "has": """
            i have been seeing, ive been seeing, i have been working with, ive been working with,
            im currently seeing, i have, ive got, i got, i see, im seeing, i am seeing, seeing, i work with,
            im working with, i go to, i talk to, im with, i do have, i currently have/see, i still have/see,
            have, under, by, tengo, veo a, theres, there is
        """,
        "my": "my, our, mi",
        "relation": v.RELATIONS,
        "but": "but, though, although, tho, however, pero",
        "role": """
            psychiatrist, psychologist, therapist, counselor, counsellor, psychotherapist, shrink, psych,
            psych doctor/doc/np/nurse, pdoc, doctor, doc, dr, md, physician,
            family/primary/regular doctor/doc/physician, primary care,
            primary care doctor/doc/physician/provider, pcp, gp, general practitioner, nurse practitioner,
            np, pmhnp, pa, physician assistant, nurse, psychiatric nurse, social worker, lcsw, lmft,
            clinician, provider, prescriber, specialist, neurologist, internist,
            pain doctor/doc/specialist/clinic, ob gyn, obgyn, va, the va, va doctor/psychiatrist, kaiser,
            treatment/care team, case manager/worker, caseworker, mental health provider, psiquiatra,
            psicologo, psicologa, terapeuta, doctora, medico, medica, consejera, consejero
        """,
        "roles": """
            psychiatrists, psychologists, therapists, counselors, doctors, docs, physicians, nurses,
            clinicians, providers
        """,
        # Helpers who look after somebody, and after no condition.
        "helper": """
            life/wellness/health? coach, coach, priest, pastor, rabbi, imam, chaplain, healer, sponsor, mentor,
            pharmacist, personal? trainer, yoga teacher/instructor, astrologer, psychic
        """,
        "if": "if, whether, unless",
        "filler": v.FILLER + "," + v.YES + ", nope, nah, ok, okay, sure, just, only, a, an, the, also, both",
    }
)
# "My psychiatrist" tells of a treatment; "my doctor" may be anybody's who once looked at a knee.
_TREATING = word_set(
    """
    psychiatrist psychologist therapist counselor counsellor psychotherapist shrink pdoc prescriber psiquiatra psicologo
    psicologa terapeuta
    """
)
_NO_WORD = Answer(False, whole=False, word=False)
_THEIRS = (("of", "your"), ("of", "ur"), ("of", "the"), ("of", "yours"))
# Of the answers that get their sense from the question, those that fit this one ("ok" does not).
_SUITS = Lexicon(
    {
        "fits": """
            i do/have/did/dont/havent/didnt, there is, i think/guess/believe so, true, right,
            thats/its right, not really/yet
        """
    }
)


# Who has forgotten what they are called has somebody: "yeah cant remember his last name tho".
_FORGOTTEN = re.compile(
    r"\b(?:i\s+)?(?:just\s+|always\s+|never\s+)?(?:(?:can\s?n?.?t|cannot|can\s+never|could\s?n.?t|do\s?n.?t|do\s+not|never)\s+"
    r"(?:quite\s+|really\s+|even\s+)?(?:remember|recall|know|think\s+of|spell|pronounce|remeber|rember)|forg[eo]t|blank(?:ed|ing)?\s+on"
    r"|not\s+sure\s+(?:of|about)|unsure\s+(?:of|about)|idk|no\s+idea)\s+(?:how\s+to\s+(?:spell|say)\s+|what\s+)?"
    r"(?:his|her|their|hers|the)\s+(?:exact\s+|full\s+|last\s+|first\s+|sur|practice.?s?\s+|office\s+)?"
    r"(?:name|surname|number|spelling|address|phone|title)(?:\s+is)?(?:\s+(?:tho|though|lol|sorry|rn|right now|atm))*",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"\b(?:does|do|would|will|can)\s+(?:my|our)\s+(?:\w+\s+){0,2}?(?:gp|pcp|doctor|dr|physician|internist|nurse|np|"
    r"therapist|psychiatrist|psychologist|counsell?or|prescriber)(?:\s+\w+){0,2}\s+"
    r"(?:count|qualify|do|work|be enough)\b",
    re.IGNORECASE,
)


def read_clinician(text: str) -> YesNoUnsure | None:
    """Whether somebody manages the condition now or did recently; None when the message does not say.

    What lies in the past without a date ("used to", "she retired") is "unsure"; years ago is "no", weeks ago "yes".
    """
    if _COUNTS.search(text):
        return None  # "not sure, does my GP count?" wants an answer first
    told = _FORGOTTEN.sub(" ", text)
    said = say(told if (read_answer(say(told)) or _NO_WORD).word else text)
    answer = read_answer(said)
    statements = [c for c in said.clauses if not c.asks or (answer and answer.word and c is said.clauses[0])]
    signs: list[str] = []
    for clause in statements:
        theirs = "none" in signs and _STAFF.finds(clause.words, "staff", "theirs")
        signs += [] if theirs else _signs(clause)  # "no clinician. the psychiatrist is fine": the clinic's
    if "private" in signs:
        return None
    held, lacking = "held" in signs, "none" in signs
    if "past" in signs and not (held and "but" in signs):
        denied = lacking or "long ago" in signs or (answer is not None and not answer.value)
        return "yes" if "recent" in signs else "no" if denied else "unsure"
    if answer and answer.word:
        return _weigh(answer.value, held, lacking, signs)
    if "unsure" in signs:
        return "unsure"
    if held or lacking:
        return "yes" if held else "no"
    if "helper" in signs:
        return "unsure"
    if answer is None or not answer.whole or not (answer.word or _SUITS.finds(said.words)):
        return None
    return "unsure" if answer.lukewarm and "so" in said.words else "yes" if answer.value else "no"


def _weigh(value: bool, held: bool, lacking: bool, signs: Sequence[str]) -> YesNoUnsure:
    """A yes or no against the rest of the message: "no, just my gp" leaves a doubt, "no but my gp" does not."""
    if value:
        helped = "helper" in signs and not held
        return "unsure" if lacking or helped or "unsure" in signs or "long ago" in signs else "yes"
    if held:
        return "yes" if "but" in signs else "unsure"
    return "unsure" if "unsure" in signs else "no"


def volunteered_clinician(text: str) -> YesNoUnsure | None:
    """The same from a message about something else; only plain statements about the writer's own care count.

    "I don't have a doctor or therapist" is "no"; "do I need a doctor?", "my doctor told me about you" and
    anything about the past are None.
    """
    signs: list[str] = []
    for clause in say(text).clauses:
        if clause.asks or _CLINICIAN.finds(clause.words, "if"):
            continue
        found = _signs(clause, everywhere=True)
        if "past" in found:
            return None
        signs += found
    if "held" in signs:
        return "yes"
    return "no" if "none" in signs else None


def wants_psychiatrist(text: str) -> bool | None:
    """Whether a message asks for the clinic's own psychiatrist by name, or turns them down; None for all else.

    A bare yes or no is not read here: it belongs to the question that was asked.
    """
    lacking = False
    for clause in say(text).clauses:
        labels = [label for label in _STAFF.labels(clause.words) if label != "filler"]
        opening = clause.words[0]
        named = "staff" in labels or (lacking and "theirs" in labels)
        lacking = lacking or "none" in _signs(clause)
        if not named or "own" in labels or "asking" in labels or opening in _ASKS_ABOUT_THEM:
            continue
        return "not" not in labels
    return None


_STAFF = Lexicon(
    {
        "staff": """
            your/ur/yalls psychiatrist/psych/shrink/doctor, the? staff psychiatrist/psych,
            the/ur/your? clinics psychiatrist, your/ur/the staff psychiatrist/psych,
            your/the own psychiatrist, your/the clinic psychiatrist, your/the in house psychiatrist,
            talk/speak/meet to/with the psychiatrist, see/meet/do/take/use the psychiatrist, the psychiatrist there,
            psychiatrist on staff, psychiatrist of yours, su psiquiatra, el psiquiatra de la clinica,
            the psychiatrist please, psychiatrist from the clinic, clinic psychiatrist, your/ur guy/lady,
            talk/speak to yours/urs, see yours/urs
        """,
        # The clinic's, where the clause before has said that there is no other.
        "theirs": """
            the? psychiatrist is/would/sounds be? ok/okay/fine/good/great, ok/okay/fine with the psychiatrist,
            the psychiatrist then/instead, a? psychiatrist of/from yours/you
        """,
        "own": "my, had, was, told, said, says",
        "not": """
            not, dont, no, nope, nah, without, neither, wont, never, cant, isnt, rather not, skip, wouldnt
        """,
        "asking": """
            who, whos, whose, what, whats, why, how, when, where, which, do you, do i, am i, how much, cost,
            costs, if, name, called, about, think
        """,
        "filler": v.FILLER,
    }
)
_ASKS_ABOUT_THEM = word_set("is does are will do did has was if")


def _signs(clause: Clause, everywhere: bool = False) -> list[str]:
    """What a clause tells: held, none, past, recent, long ago, unsure, helper, but; in order.

    With `everywhere` a clinician counts as held only when the words say so without the question.
    """
    hits = [hit for hit in _CLINICIAN.read(clause.words) if hit.label != "filler"]
    signs: list[str] = []
    verdicts: dict[int, str] = {}
    for i, hit in enumerate(hits):
        if hit.label in ("role", "roles"):
            verdicts[i] = _verdict(hits, i, verdicts, clause.words, everywhere)
            signs.append(verdicts[i])
        elif hit.label == "have":
            theirs = clause.words[hit.stop : hit.stop + 2] in _THEIRS  # "let me speak with one of your staff"
            signs.append("held" if not (everywhere or theirs) else "")
        elif hit.label in ("past", "recent", "long ago", "but", "private") or (
            not everywhere and hit.label in ("none", "unsure", "helper")
        ):
            signs.append(hit.label)
    return signs


def _verdict(hits: Sequence[Hit], at: int, verdicts: dict[int, str], words: Sequence[str], everywhere: bool) -> str:
    """Whether the role at `hits[at]` is "held", none" or "" (somebody else's, wanted, ...), by what leads to it."""
    before = at - 1
    while before >= 0 and at - before <= 3 and hits[before].label == "":
        before -= 1
    if before >= 0 and hits[before].label in ("role", "roles"):
        return verdicts[before]
    lead = hits[before].label if before >= 0 else "start"
    if lead in ("lacks", "none"):
        return "none" if not everywhere or hits[before].start <= 3 else ""
    if lead == "my":
        return "held" if not everywhere or words[hits[at].stop - 1] in _TREATING else ""
    if lead == "has":
        first_person = words[hits[before].start] in ("i", "im", "ive", "tengo")
        return "held" if not everywhere or first_person else ""
    return "held" if lead in ("start", "have", "but") and hits[at].label == "role" and not everywhere else ""
