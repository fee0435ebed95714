"""What the treating clinician is: a psychiatrist, a therapist, a family doctor ..., under their many names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.clinic.contacts import vocabulary
from bot.clinic.contacts.text import is_question, sentences, words


@dataclass(frozen=True)
class Role:
    """A kind of clinician: `id` for programs, `label` for people (what Contacts.clinician_role holds)."""

    id: str
    label: str
    phrases: tuple[str, ...]
    credentials: tuple[str, ...] = ()


def _role(id: str, label: str, phrases: str, credentials: str = "") -> Role:
    return Role(id, label, tuple(p.strip() for p in phrases.split(",")), tuple(credentials.split()))


ROLES = (
    _role(
        "nurse_practitioner",
        "nurse practitioner",
        "psychiatric nurse practitioner, psychiatric mental health nurse practitioner, psych nurse practitioner, "
        "psychiatric np, psych np, nurse practitioner, nurse practicioner, nurse practioner, pmhnp, advanced practice nurse, "
        "psychiatric nurse, psych nurse, nurse prescriber, aprn, arnp, dnp, fnp, np, n.p., enfermera",
        "pmhnp pmhnp-bc np np-c np-bc fnp fnp-c fnp-bc dnp aprn arnp cnp crnp anp agnp cns",
    ),
    _role(
        "physician_assistant",
        "physician assistant",
        "physician assistant, physician's assistant, physicians assistant, physician associate, doctor's assistant, pa-c, pa",
        "pa pa-c pac",
    ),
    _role(
        "psychiatrist",
        "psychiatrist",
        "psychiatrist, psychiatry, psychiatric doctor, psych doctor, psych doc, psych dr, psych md, head doctor, head shrink, "
        "shrink, psych, medication psychiatrist, psychopharmacologist, psiquiatra, med psychiatrist, p-doc, pdoc",
    ),
    _role(
        "psychologist",
        "psychologist",
        "psychologist, clinical psychologist, neuropsychologist, psicologo, psicologa, psychology",
        "phd psyd edd ph.d psy.d",
    ),
    _role(
        "clinical_social_worker",
        "clinical social worker",
        "licensed clinical social worker, clinical social worker, social worker, social wrkr, lcsw, licsw, lmsw, lisw, lcsw-c, "
        "trabajadora social, trabajador social, msw",
        "lcsw licsw lmsw lisw lcsw-c msw acsw",
    ),
    _role(
        "therapist",
        "therapist",
        "marriage and family therapist, family therapist, marriage therapist, psychotherapist, talk therapist, therapist, "
        "lmft, mft, amft, emdr therapist, cbt therapist, psychoanalyst, analyst, terapeuta",
        "lmft mft amft imft",
    ),
    _role(
        "counselor",
        "counselor",
        "licensed professional counselor, mental health counselor, mental health counsellor, grief counselor, counselor, "
        "counsellor, councelor, councilor, consejera, consejero, lpc, lpcc, lmhc, lcpc, lcmhc",
        "lpc lpcc lmhc lcpc lcmhc ncc cadc",
    ),
    _role(
        "primary_care",
        "primary care doctor",
        "primary care physician, primary care doctor, primary care provider, primary care dr, primary care doc, primary care, "
        "primary doctor, primary physician, primary dr, primary doc, primary, family doctor, family physician, family dr, "
        "family doc, family practice doctor, family practitioner, family medicine doctor, family medicine, general practitioner, "
        "general practice, general doctor, regular doctor, regular doc, regular dr, regular physician, normal doctor, "
        "normal gp, internist, internal medicine, internal medicine doctor, pcp, p.c.p., gp, g.p., md family medicine, "
        "medico de cabecera, medico familiar, doctor de cabecera, house doctor, gen practitioner, geriatrician",
    ),
    _role(
        "neurologist",
        "neurologist",
        "neurologist, neurology, neuro doctor, neuro doc, brain doctor, neurologo, neurologa",
    ),
    _role(
        "pain_specialist",
        "pain specialist",
        "pain specialist, pain management specialist, pain management doctor, pain management doc, pain management physician, "
        "pain management, pain doctor, pain doc, pain physician, pain clinician, pain medicine doctor, anesthesiologist",
    ),
    _role(
        "other",
        "other clinician",
        "cardiologist, oncologist, endocrinologist, rheumatologist, gynecologist, ob-gyn, obgyn, ob/gyn, obstetrician, midwife, "
        "pediatrician, naturopath, chiropractor, acupuncturist, life coach, coach, case manager, caseworker, psych tech, "
        "addiction specialist, addiction medicine doctor, addiction doctor, sleep doctor, sleep specialist, hematologist, "
        "urologist, dermatologist, physical therapist, occupational therapist, dietitian, nutritionist, hormone doctor, "
        "registered nurse, nurse, rn, school nurse, pharmacist, osteopath, surgeon, somebody else, someone else, other, "
        "something else, none of these, none of those, different kind",
        "rn bsn dc nd lac",
    ),
    _role(
        "doctor",
        "doctor",
        "medical doctor, physician, doctor, doc, dr, m.d., md, d.o., do specialist, specialist, medico",
    ),
)
"""In the order in which a tie is decided: the more particular first. "doctor" is one whose kind was not said."""

ROLE_BY_LABEL = {role.label: role for role in ROLES}

_BY_PHRASE = {phrase: role for role in reversed(ROLES) for phrase in role.phrases}
_BY_CREDENTIAL = {mark.replace(".", ""): role for role in ROLES for mark in role.credentials}
_PLAIN_ANSWERS = frozenset({"other", "something else", "someone else", "somebody else", "none of these", "none of those",
                            "different kind", "primary", "analyst", "coach", "psych", "psychology", "psychiatry", "neurology"})  # fmt: skip
"""Words that are a role only in answer to the question for it."""

ROLE_WORDS = "|".join(
    re.escape(phrase).replace(r"\ ", r"[\s\-]+")
    for phrase in sorted(_BY_PHRASE, key=len, reverse=True)
    if phrase not in {*_PLAIN_ANSWERS, "dr", "nurse", "pharmacist", "surgeon", "rn"}
)
PERSON_WORDS = rf"(?:{ROLE_WORDS}|clinician|provider|prescriber|practitioner|caregiver|doctora|medica|docter|doctr|psychiatr?[a-z]*ist)"
"""A pattern for whoever treats the patient, also where the kind is not said ("my provider")."""

_PHRASE = re.compile(
    r"(?<![\w@])(?:"
    + "|".join(re.escape(p).replace(r"\ ", r"[\s\-]+") for p in sorted(_BY_PHRASE, key=len, reverse=True))
    + r")(?:s|'s|es)?(?!\w|-[a-z])",
    re.IGNORECASE,
)
_LONG_WORDS = tuple(w for w in _BY_PHRASE if len(w) >= 8 and w.isalpha())
_REFUSED = re.compile(
    r"\b(?:not|isn'?t|is\s+not|ain'?t|aren'?t|rather\s+than|instead\s+of|no|never|without|don'?t\s+have|used\s+to\s+be|than|wasn'?t)"
    r"(?:\s+(?:an?|my|the|really|actually|any|her|his|exactly|just))*\s*$",
    re.IGNORECASE,
)
_HIS_OWN = re.compile(r"\b(?:my|our|mi|i\s+(?:have|see|saw|got|use|go\s+to|am\s+seeing)|i'?m\s+seeing|seeing|under|treated\s+by|(?:he|she|they)(?:'?s|'re|\s+is|\s+are|\s+was))\b",
                      re.IGNORECASE)  # fmt: skip


def credential(word: str) -> Role | None:
    """Return what letters after a name say of the role ("lcsw"), or None."""
    return _BY_CREDENTIAL.get(word.casefold().replace(".", ""))


def find_roles(text: str, asked: bool) -> list[tuple[int, int, Role]]:
    """Return the roles a text names (start, end, role), in order, without those it denies ("not a psychologist")."""
    found: list[tuple[int, int, Role]] = []
    for m in _PHRASE.finditer(text):
        phrase = re.sub(r"[\s\-]+", " ", m[0].casefold())
        role = _of_phrase(phrase)
        if (
            role is not None
            and (asked or phrase not in _PLAIN_ANSWERS)
            and not _REFUSED.search(text[max(0, m.start() - 40) : m.start()])
        ):
            if phrase in {"pa", "do", "np"} and not asked and not m[0].isupper():
                continue
            found.append((m.start(), m.end(), role))
    for word in words(text):
        role = _misspelt(word.low)
        if role is not None and not _REFUSED.search(text[max(0, word.start - 40) : word.start]):
            found.append((word.start, word.end, role))
    return sorted(found, key=lambda one: one[0])


def _of_phrase(phrase: str) -> Role | None:
    for form in (phrase, phrase.replace(" ", "-"), re.sub(r"'?s$", "", phrase)):
        if form in _BY_PHRASE:
            return _BY_PHRASE[form]
    return None


def _misspelt(word: str) -> Role | None:
    known = _near_word(word)
    return _BY_PHRASE[known] if known is not None else None


_NO_ROLES = frozenset({"therapies", "psychiatric", "psychosis", "psychotic", "psychedelic", "physically"})


@lru_cache(maxsize=2_048)
def _near_word(word: str) -> str | None:
    """Return the role a long word is a slip away from, or None.

    "psychology" and "psychologist", "therapy" and "therapist" differ in the ending only, so it must be there.
    """
    word = word.removesuffix("'s")
    if (
        len(word) < 7
        or word in _BY_PHRASE
        or word.rstrip("s") in _BY_PHRASE
        or word in _NO_ROLES
        or word in vocabulary.NAMES
    ):
        return None
    near = [
        (OSA.distance(word, known, score_cutoff=3), known)
        for known in _LONG_WORDS
        if abs(len(known) - len(word)) <= 3
    ]
    distance, known = min(near, default=(9, ""))
    same_ending = word[-2:] in {"st", "ts", "or", "er", "an"}
    return known if distance <= (2 if len(known) < 11 else 3) and same_ending else None


def role_in(text: str, question: str | None) -> str | None:
    """Return the label of the role a message gives the treating clinician, or None.

    Asked for it (or for the clinician), any role named will do, unless the message asks something itself;
    otherwise it must be said of the patient's own clinician ("my psychiatrist is", "I see a therapist").
    """
    asked = question in {
        "clinician_role",
        "clinician",
        "clinician_name",
        "clinician_practice",
        "clinician_contact",
    }
    best: Role | None = None
    for start, end in sentences(text):
        sentence = text[start:end]
        own = _HIS_OWN.search(sentence) is not None
        if is_question(sentence) and not (question == "clinician_role" and (own or len(sentence) < 30)):
            continue
        for _, _, role in find_roles(sentence, asked=question == "clinician_role"):
            if (asked or own) and (best is None or (best.id in {"doctor", "other"} and role.id != "other")):
                best = role
    if best is not None and best.id == "doctor" and question != "clinician_role":
        return None
    return best.label if best is not None else None


def with_roles_spelt(text: str) -> str:
    """Return the text with misspelt roles put right ("psychaitrist"), so that cues with them are found."""
    parts, position = [], 0
    for word in words(text):
        known = _near_word(word.low)
        if known is not None:
            parts += [text[position : word.start], known + ("'s" if word.low.endswith("'s") else "")]
            position = word.end
    return "".join([*parts, text[position:]])
