"""What the treating clinician is: a psychiatrist, a therapist, a family doctor ..., under their many names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml
from rapidfuzz.distance import OSA

from bot.clinic.contacts import vocabulary
from bot.clinic.contacts.text import anyof, is_question, sentences, words


@dataclass(frozen=True)
class Role:
    """A kind of clinician: `id` for programs, `label` for people (what Contacts.clinician_role holds).

    The table is words/roles.yml, which explains the other fields.
    """

    id: str
    label: str
    phrases: tuple[str, ...]
    only_if_asked: tuple[str, ...]
    credentials: tuple[str, ...]


def _load() -> tuple[Role, ...]:
    rows = yaml.safe_load((Path(__file__).parent / "words" / "roles.yml").read_text(encoding="utf-8"))
    lists = ("phrases", "only_if_asked", "credentials")
    return tuple(Role(row["id"], row["label"], *(tuple(row.get(name, ())) for name in lists)) for row in rows)


ROLES = _load()
ROLE_BY_LABEL = {role.label: role for role in ROLES}

_BY_PHRASE = {phrase: role for role in reversed(ROLES) for phrase in (*role.phrases, *role.only_if_asked)}
_BY_CREDENTIAL = {mark.replace(".", ""): role for role in ROLES for mark in role.credentials}
_ONLY_IF_ASKED = frozenset(phrase for role in ROLES for phrase in role.only_if_asked)

ROLE_WORDS = "|".join(
    re.escape(phrase).replace(r"\ ", r"[\s\-]+")
    for phrase in sorted(_BY_PHRASE, key=len, reverse=True)
    if phrase not in {*_ONLY_IF_ASKED, "dr", "nurse", "pharmacist", "surgeon", "rn"}
)
_UNNAMED_KINDS = "psych|clinician|provider|prescriber|practitioner|doctora|medica|docter|doctr"
PERSON_WORDS = rf"(?:{ROLE_WORDS}|{_UNNAMED_KINDS})"
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
_HIS_OWN = re.compile(
    "\\b" + anyof("my", "our", "mi", "i (?:have|see|saw|got|use|go to|am seeing)", "i'?m seeing", "seeing", "under",
                  "treated by", "(?:he|she|they)(?:'?s|'re| is| are| was)") + "\\b",
    re.IGNORECASE,
)  # fmt: skip


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
            and (asked or phrase not in _ONLY_IF_ASKED)
            and not _REFUSED.search(text[max(0, m.start() - 40) : m.start()])
        ):
            if phrase in {"pa", "do", "np"} and not asked and not m[0].isupper():
                continue
            if phrase == "rn" and not (m[0].isupper() or _ONE.search(text, 0, m.start())):
                continue  # "nobody sees me rn": right now
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


_ONE = re.compile(r"(?:^|\b(?:an?|my|the|is|shes|she's|hes|he's|your|psych|psychiatric)\b)\W*$", re.IGNORECASE)
_NO_ROLES = frozenset({"therapies", "psychiatric", "psychosis", "psychotic", "psychedelic", "physically"})


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
        (OSA.distance(word, known, score_cutoff=3), known) for known in _LONG_WORDS if abs(len(known) - len(word)) <= 3
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
    current: Role | None = None
    former: Role | None = None
    for start, end in sentences(text):
        sentence = text[start:end]
        own = _HIS_OWN.search(sentence) is not None
        if is_question(sentence) and not (question == "clinician_role" and (own or len(sentence) < 30)):
            continue
        for at, to, role in find_roles(sentence, asked=question == "clinician_role"):
            if not (asked or own):
                continue
            if _gone(sentence, at, to):
                former = former or role
            elif current is None or (current.id in {"doctor", "other"} and role.id != "other"):
                current = role
    best = current or former
    if best is not None and best.id == "doctor" and question != "clinician_role":
        return None
    return best.label if best is not None else None


_FORMER = re.compile(
    r"\b(?:old|former|previous|ex|last|had\s+an?|used\s+to\s+(?:have|see)\s+an?)[\s\-]+(?:\w+\s+)?$", re.IGNORECASE
)
_HAS_GONE = re.compile(
    r"^(?:\s*,?\s*(?:who|that|has|had|have|is|was|'s|just|also|recently|sadly|then|dr\.?|since|actually)\b){0,3}(?:\s+[A-Z]\w+){0,2}\s+"
    r"(?:retired|retiring|left|leaving|moved|moving|died|dead|passed|quit|gone|closed|stopped|dropped|fired|dumped|let\s+me\s+go)\b"
)


def _gone(sentence: str, start: int, end: int) -> bool:
    """Whether whoever bears the role here looks after nobody any more: "my psychiatrist retired, an NP does it now"."""
    return _FORMER.search(sentence[:start]) is not None or _HAS_GONE.match(sentence[end:]) is not None


_TO_NAME = re.compile(r"[\s,:(]*(?:is|was|named|called|,)?\s*(?:(?:dr|dra)\b\.?\s*)?", re.IGNORECASE)
_FROM_NAME = re.compile(r"\s*(?:,|\(|is|-)?\s*(?:(?:my|a|an|our|the)\s+)?(?:\w+\s+)?", re.IGNORECASE)
_NEAR_NAME = 45  # characters around a name that may say what its bearer is


def role_beside(text: str, start: int, end: int) -> str | None:
    """Return the role that stands directly beside a clinician's name, also in a question: "my NP Eva Lind"."""
    lead = text[max(0, start - _NEAR_NAME) : start]
    before = [role for _, at, role in find_roles(lead, asked=False) if _TO_NAME.fullmatch(lead, at)]
    rest = text[end : end + _NEAR_NAME]
    after = [role for at, _, role in find_roles(rest, asked=False) if _FROM_NAME.fullmatch(rest, 0, at)]
    found = [role for role in [*before[-1:], *after[:1]] if role.id not in {"doctor", "other"}]
    return found[0].label if found else None


def with_roles_spelt(text: str) -> str:
    """Return the text with misspelt roles put right ("psychaitrist"), so that cues with them are found."""
    parts, position = [], 0
    for word in words(text):
        known = _near_word(word.low)
        if known is not None:
            parts += [text[position : word.start], known + ("'s" if word.low.endswith("'s") else "")]
            position = word.end
    return "".join([*parts, text[position:]])
