"""The treating clinician's name: after "Dr.", beside what they are to the patient, or as the answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from bot.clinic.contacts import clinician_cues as cues
from bot.clinic.contacts import vocabulary
from bot.clinic.contacts.bare_names import bare_name
from bot.clinic.contacts.message import Message
from bot.clinic.contacts.name_parts import OF_A_STATE, Trust
from bot.clinic.contacts.name_style import written
from bot.clinic.contacts.names import Name
from bot.clinic.contacts.patient_names import Spans, within
from bot.clinic.contacts.text import HOLE, fold
from bot.clinic.contacts.values import CLINICIAN_QUESTIONS

_MOST_CANDIDATES = 60
"""Places looked at for a clinician's name: more are in no message that means one."""
_RUNS_ON = 25
"""Words from which a sentence is several, parted by commas."""


@dataclass(frozen=True)
class _Candidate:
    """A name that a cue promised at a place (`cue`) of the text; `past`: seen before; `own`: by "my" behind it."""

    name: Name
    cue: int
    strength: int
    past: bool = False
    own: bool = False


def spoken_name(message: Message, question: str | None) -> Name | None:
    """Return the name of the clinician who treats the patient, where words say so, or None.

    Of several, the best supported one that is still seen; a doctor of this clinic, of a relative, from
    television, or one merely asked about is none of them.
    """
    about_clinician = question in CLINICIAN_QUESTIONS
    promised = islice(_promised(message, question), _MOST_CANDIDATES)
    found = [kept for one in promised if (kept := _kept(message, one, about_clinician)) is not None]
    if question == "clinician_name":
        found = [one for one in found if one.strength >= 3 and not one.past] or found
    if not found:
        return None
    best = min(found, key=lambda one: (one.past, -one.strength, one.name.first))
    return _with_first_name(message, _said_in_full(message, best.name), [one.name for one in found])


def answered_name(message: Message, claimed: Spans) -> Name | None:
    """Return the name that answers the question for the clinician's; `claimed` are words of other names."""
    name = bare_name(message, clinician=True)
    if name is None or within(name, claimed):
        return None
    alone = len(message.row) <= name.after - name.first + 2
    return name if alone or not message.asks_at(message.row[name.first].start) else None


def _promised(message: Message, question: str | None) -> Iterator[_Candidate]:
    """Yield the names that stand where a cue promises one, whoever they turn out to be."""
    text, about_clinician = message.text, question in CLINICIAN_QUESTIONS
    for m in cues.TITLE.finditer(text):
        trust = Trust.SURE if m[0].lower().startswith("dr") else Trust.WEAK
        name = message.name_at(m.start(), trust)
        if name is not None and name.titled:
            yield _Candidate(name, m.start(), 3)
    for m in cues.PERSON.finditer(text):
        name = _after_person(message, m.end(), m["link"], about_clinician)
        if name is not None:
            yield _Candidate(name, m.start(), 4)
    for m in cues.LABEL.finditer(text):
        trust = Trust.SURE if m[0].rstrip()[-1:] in ":=" else Trust.WEAK
        yield from _at(message, m.start(), m.end(), trust, 3)
    for m in cues.BESIDE.finditer(text):
        yield from _at(message, m.start(), m.end(), Trust.WEAK, 2, certain=not about_clinician)
    if about_clinician:
        for m in cues.BEFORE_COMMA.finditer(text):
            yield from _at(message, m.start(), m.end(), Trust.WEAK, 2, certain=True)
    if about_clinician or question == "summary" or cues.SPOKEN_OF.search(text):
        for m in cues.THEIR_NAME.finditer(text):
            if about_clinician or not cues.MY_RELATIVE.search(text, 0, m.start()):
                named = _at(message, m.start(), m.end(), Trust.SURE, 4)
                yield from (one for one in named if not _is_state(message, one.name))
        for m in cues.SEEN.finditer(text):
            yield from _at(message, m.start(), m.end(), Trust.WEAK, 2)
    yield from _before_role(message, about_clinician)
    yield from _lettered(message)


def _at(
    message: Message, cue: int, at: int, trust: Trust, strength: int, certain: bool = False
) -> Iterator[_Candidate]:
    name = message.name_at(at, trust)
    if name is not None and (name.certain or not certain):
        yield _Candidate(name, cue, strength)


def _is_state(message: Message, name: Name) -> bool:
    """Whether it is said how a name is, not what it is: "her name is misspelled"."""
    lone = name.parts == 1 and not name.certain and not message.row[name.first].capital
    return lone and OF_A_STATE.search(fold(name.text)) is not None


def _after_person(message: Message, at: int, link: str, about_clinician: bool) -> Name | None:
    """Read the name after "my psychiatrist is": "... Okonkwo" is one, "... Ukrainian" and "... great" are not."""
    said = link.strip()
    if "name" in said or "call" in said or said in {":", "="}:
        return message.name_at(at, Trust.SURE)
    name = message.name_at(at, Trust.ASKED if about_clinician and said else Trust.WEAK)
    if name is None or name.parts > 1 or name.certain:
        return name
    return None if OF_A_STATE.search(fold(name.text)) else name


def _before_role(message: Message, about_clinician: bool) -> Iterator[_Candidate]:
    for m in cues.AFTER.finditer(message.text):
        name = message.name_before(m.start(), Trust.WEAK)
        if name is not None and (cues.OWN.search(m[0]) or about_clinician or name.titled):
            past, own = cues.FORMER.search(m[0]) is not None, cues.OWN.search(m[0]) is not None
            yield _Candidate(name, message.row[name.first].start, 4, past, own)


def _lettered(message: Message) -> Iterator[_Candidate]:
    """Yield names with letters after them, "Sam Orlov, PhD", anywhere in the text."""
    i = 0
    while i < len(message.row):
        word = message.row[i]
        name = message.name_at(word.start, Trust.WEAK) if word.letters and word.capital else None
        if name is not None and name.lettered:
            yield _Candidate(_with_surname_before(message, name), word.start, 3)
        i = name.after if name is not None else i + 1


def _with_surname_before(message: Message, name: Name) -> Name:
    """Read "Mehta, Anil MD" as Anil Mehta."""
    row, at = message.row, name.first
    if name.parts > 2 or at < 2 or row[at - 1].text != "," or row[at].low not in vocabulary.GIVEN:
        return name
    surname = row[at - 2]
    begins = at == 2 or not row[at - 3].letters or vocabulary.is_grammar(row[at - 3].low)
    known = surname.low in vocabulary.SURNAMES or not vocabulary.is_everyday(surname.low)
    given = surname.low in vocabulary.GIVEN - vocabulary.SURNAMES
    if given or not (surname.letters and surname.capital and begins and known):
        return name
    return replace(name, text=f"{name.text} {written([surname.text])}", first=at - 2, parts=name.parts + 1)


def _kept(message: Message, one: _Candidate, about_clinician: bool) -> _Candidate | None:
    """Return the candidate with what the words around it add, or None where they say it is somebody else."""
    text, start = message.text, message.row[one.name.first].start
    before = text[max(0, one.cue - 60) : one.cue]
    if (
        cues.NOT.search(text, max(0, start - 30), start)
        or cues.OF_A_RELATIVE.search(before)
        or cues.KEPT_OUT.search(before)
        or cues.ADDRESSED.search(before)
    ):
        return None
    own = cues.OWN_BEFORE.search(before) is not None or cues.OWN.match(text, one.cue) is not None
    elsewhere = cues.HERE_OR_FAR.search(_told_with(message, one.cue)) or cues.WISHED.search(before)
    if not own and not about_clinician and elsewhere:
        return None
    if message.asks_at(one.cue) and not _answers_anyway(message, one.name, own or one.own):
        return None
    after = message.row[one.name.after - 1].end
    lead = text[max(0, start - 40) : start]
    past = cues.PAST.search(lead) is not None and cues.SINCE.search(lead) is None
    past |= one.past or cues.FORMER_AFTER.match(text, after) is not None
    return replace(one, strength=one.strength + own, past=past)


def _told_with(message: Message, cue: int) -> str:
    """The sentence around a name, or of a long one what stands there between commas: "i read your site, i see ..."."""
    sentence = message.sentence_at(cue)
    if len(sentence.split()) <= _RUNS_ON:
        return sentence
    start = max(message.text.rfind(",", 0, cue), message.text.rfind("\n", 0, cue)) + 1
    end = message.text.find(",", cue)
    return message.text[start : end if end >= 0 else len(message.text)]


def _answers_anyway(message: Message, name: Name, own: bool) -> bool:
    """Whether a question still tells who treats the person: by "my", a number, or being nothing but the name."""
    number_follows = any(word.text[0] == HOLE for word in message.row[name.after : name.after + 4])
    return own or number_follows or len(message.row) - (name.after - name.first) <= 2


def _said_in_full(message: Message, name: Name) -> Name:
    """Return the longer name where it follows: "Dr. Lee. David Lee"."""
    if name.parts > 1:
        return name
    surname = fold(name.text)
    for word in message.row[name.after :]:
        longer = message.name_at(word.start, Trust.ASKED) if word.letters else None
        if longer is not None and longer.parts > 1 and fold(longer.text).split()[-1] == surname:
            return replace(longer, titled=name.titled, role=longer.role or name.role)
    return name


def _with_first_name(message: Message, name: Name, names: Sequence[Name]) -> Name:
    """Join "Dr. Lee, I think his first name is David" to David Lee."""
    labelled = next((one for one in names if one.parts == 1 and _says_first_name(message, one)), None)
    if labelled is None:
        return name
    surname = next((one for one in names if one.parts == 1 and one.first < labelled.first), None)
    return name if surname is None else replace(surname, text=f"{labelled.text} {surname.text}", parts=2)


def _says_first_name(message: Message, name: Name) -> bool:
    before = [word.low for word in message.row[max(0, name.first - 3) : name.first]]
    return "first" in before and any(word.startswith("name") for word in before)
