"""The treating clinician's name: after "Dr.", beside what they are to the patient, or as the answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from bot.clinic.contacts.bare_names import bare_name
from bot.clinic.contacts.message import Message
from bot.clinic.contacts.name_parts import OF_A_STATE, Trust
from bot.clinic.contacts.names import Name
from bot.clinic.contacts.patient_names import Spans, within
from bot.clinic.contacts.roles import PERSON_WORDS
from bot.clinic.contacts.text import fold
from bot.clinic.contacts.values import CLINICIAN_QUESTIONS

_OF_WHOM = r"(?:my|our|mi|the|her|his|their|current|regular|treating|primary|old|new|previous|former|last)"
_LINK = (
    r"(?:'s)?(?:\s+(?:right\s+now|now|there|here|at\s+the\s+moment|these\s+days))?"
    r"(?P<link>(?:'s|s)?\s+name(?:'s|\s+is|\s+was)?|\s*(?::|=|\()|\s+(?:is|was|es|would\s+be|will\s+be)"
    r"(?:\s+(?:called|named|now|actually|currently|still))?|\s+(?:called|named|se\s+llama|goes\s+by)|\s*,|\s*[-–—]|)"
    r"\s*[:=]?\s*(?:a\s+(?:woman|man|lady|guy|person)\s+(?:named|called)\s+)?"
)
_TITLE = re.compile(
    r"\b(?:dr|dra|drs)\b\.?[\s:]*(?=[^\W\d_])|\b(?:doctora?|doc|prof(?:essor)?|nurse)\.?\s+", re.IGNORECASE
)
_PERSON = re.compile(rf"\b{_OF_WHOM}\s+(?:[\w\-]+\s+){{0,2}}?{PERSON_WORDS}\b{_LINK}", re.IGNORECASE)
_LABEL = re.compile(
    rf"(?:^|[\n;,.(|/]\s*|\band\s+)(?:treating\s+|referring\s+|my\s+)?{PERSON_WORDS}(?:'?s)?(?:\s+name)?\s*[:=\-–]\s*",
    re.IGNORECASE,
)
_BESIDE = re.compile(rf"\b{PERSON_WORDS}\s+(?:(?:named|called)\s+)?", re.IGNORECASE)
_THEIR_NAME = re.compile(
    r"\b(?:her|his|their|(?:the\s+)?doctor'?s|(?:the\s+)?dr'?s|clinician'?s|provider'?s)\s+(?:first\s+|last\s+|full\s+)*"
    r"name(?:'s|\s+is|\s+was|\s*[:=])?\s+|\b(?:she's|he's|she\s+is|he\s+is)\s+(?:called|named)\s+|\bse\s+llama\s+",
    re.IGNORECASE,
)
_SEEN = re.compile(
    r"\b(?:i\s+(?:see|saw|go\s+to|work\s+with|use|have|talk\s+to|visit)|(?:i'm|im|i\s+am|i've\s+been|ive\s+been|been|was)\s+(?:seeing|with|under)"
    r"|treated\s+by|seen\s+by|under\s+the\s+care\s+of|patient\s+of|prescribed\s+by|managed\s+by|followed\s+by"
    r"|care\s+of|referred\s+by|sent\s+by|seeing)\s+(?:(?:an?|my)\s+)?",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"(?:\s*,|\s+\(|\s*[-–—])?\s*(?:(?:is|was|'s|she's|he's|who's|who\s+is|she\s+is|he\s+is|es)\s+)?"
    rf"(?:(?:my|our|mi)\s+(?:[\w\-]+\s+){{0,2}}?|an?\s+(?:[\w\-]+\s+)?|the\s+){PERSON_WORDS}\b"
    r"|\s+(?:treats|prescribes|manages|is\s+treating|has\s+been\s+treating|sees|takes\s+care\s+of)\s+(?:me|my|for\s+me)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|isn'?t|wasn'?t|no\s+longer|instead\s+of|rather\s+than|never)\s+(?:with\s+|seeing\s+|by\s+|a\s+)?$",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:used\s+to|old|former|previous|ex|before|stopped|left|retired|until|told\s+you|said|says|shows|listed|wrote|typed|entered|replace|swap|change)\b[^.;\n]{0,30}$",
    re.IGNORECASE,
)
_KEPT_OUT = re.compile(
    r"\b(?:don'?t|do\s+not|never|not|rather\s+you\s+didn'?t|can'?t|no\s+need\s+to|without)\b[^.;\n]{0,25}\b(?:call|contact|talk|speak|tell|reach|involve"
    r"|e-?mail|text|bother|ask|use|calling|contacting|telling|involving)\b[^.;\n]{0,12}$|\bleave\s+$|\bkeep\s+$",
    re.IGNORECASE,
)
_RELATIVE = (
    r"(?:husband|wife|son|daughter|mom|mum|mother|dad|father|brother|sister|friend|partner|boyfriend|girlfriend|cousin"
    r"|kid|child|aunt|uncle|grandma|grandmother|grandpa|roommate|boss|fianc[eé]e?|spouse)"
)
_OF_A_RELATIVE = re.compile(
    rf"\b(?:my|his|her)\s+{_RELATIVE}(?:'s|s'|s)?\s+(?:(?!my\b)[\w'\-]+\s+){{0,5}}(?:(?:is|was|saw|sees|named|called)\s+)?$",
    re.IGNORECASE,
)
_HERE = re.compile(
    r"\b(?:your|you\s+guys|kcla|ketamine\s+clinics?|at\s+your|on\s+your)\b|\b(?:on\s+(?:tv|youtube|tiktok|instagram|facebook|the\s+news)"
    r"|podcast|book|article|video|study|documentary|netflix|interview)\b",
    re.IGNORECASE,
)
_WISHED = re.compile(
    r"\b(?:trying|looking|want|need)\s+(?:to\s+(?:reach|find|contact|call|get)|for)\s+$|\b(?:appointment|appt|consult\w*|book\w*|schedul\w*|session|meet|meeting|talk|speak|want|like|love|need|see)\s+"
    r"(?:to\s+(?:see|meet|talk\s+to|speak\s+to|speak\s+with)\s+|with\s+|to\s+|for\s+|by\s+|a\s+|another\s+)+$",
    re.IGNORECASE,
)


_MOST_CANDIDATES = 60
"""Places looked at for a clinician's name: more are in no message that means one."""


@dataclass(frozen=True)
class _Candidate:
    name: Name
    strength: int
    past: bool


def spoken_name(message: Message, question: str | None) -> Name | None:
    """Return the name of the clinician who treats the patient, where words say so, or None.

    Of several, the best supported one that is still seen; a doctor of this clinic, of a relative, from
    television, or one merely asked about is none of them.
    """
    about_clinician = question in CLINICIAN_QUESTIONS
    candidates = islice(_candidates(message, about_clinician), _MOST_CANDIDATES)
    found = [c for c in candidates if c is not None]
    if question == "clinician_name":
        found = [c for c in found if c.strength >= 3 and not c.past] or found
    if not found:
        return None
    best = min(found, key=lambda c: (c.past, -c.strength, c.name.first))
    return _with_first_name(message, best.name, [c.name for c in found])


def _with_first_name(message: Message, name: Name, names: Sequence[Name]) -> Name:
    """Join "Dr. Lee, I think his first name is David" to David Lee."""
    labelled = [one for one in names if one.parts == 1 and one.first >= 2 and _says_first_name(message, one)]
    others = [
        one
        for one in names
        if one.parts == 1 and one not in labelled and one.first < (labelled or [one])[0].first
    ]
    if not labelled or not others:
        return name
    return replace(others[0], text=f"{labelled[0].text} {others[0].text}", parts=2)


def _says_first_name(message: Message, name: Name) -> bool:
    before = [word.low for word in message.between(max(0, name.first - 3), name.first)]
    return "first" in before and any(word.startswith("name") for word in before)


def answered_name(message: Message, claimed: Spans) -> Name | None:
    """Return the name that answers the question for the clinician's; `claimed` are words of other names."""
    name = bare_name(message, clinician=True)
    if name is None or within(name, claimed):
        return None
    alone = len(message.row) <= name.after - name.first + 2
    return name if alone or not message.asks_at(message.row[name.first].start) else None


def _candidates(message: Message, about_clinician: bool) -> Iterator[_Candidate | None]:
    text = message.text
    for m in _TITLE.finditer(text):
        abbreviated = m[0].lower().startswith(("dr", "dra"))
        yield _checked(
            message,
            m.start(),
            m.start(),
            Trust.SURE if abbreviated else Trust.WEAK,
            about_clinician,
            3,
            titled=True,
        )
    for m in _PERSON.finditer(text):
        strong = "name" in m["link"] or "call" in m["link"] or m["link"].strip() in {":", "="}
        trust = Trust.SURE if strong else Trust.ASKED if about_clinician and m["link"].strip() else Trust.WEAK
        found = _checked(message, m.start(), m.end(), trust, about_clinician, 4)
        # "My psychiatrist is Ukrainian" tells no name; "... is Okonkwo" does.
        if (
            strong
            or found is None
            or found.name.parts > 1
            or not OF_A_STATE.search(fold(found.name.text))
            or found.name.certain
        ):
            yield found
    for m in _LABEL.finditer(text):
        yield _checked(
            message,
            m.start(),
            m.end(),
            Trust.SURE if m[0].rstrip()[-1:] in ":=" else Trust.WEAK,
            about_clinician,
            3,
        )
    for m in _BESIDE.finditer(text):
        yield _checked(
            message, m.start(), m.end(), Trust.WEAK, about_clinician, 2, certain=not about_clinician
        )
    spoken_of = about_clinician or re.search(PERSON_WORDS + r"|\bdr\b", text, re.IGNORECASE) is not None
    if spoken_of:
        for m in _THEIR_NAME.finditer(text):
            if about_clinician or not re.search(rf"\bmy\s+{_RELATIVE}\b", text[: m.start()], re.IGNORECASE):
                yield _checked(message, m.start(), m.end(), Trust.SURE, about_clinician, 4)
        for m in _SEEN.finditer(text):
            yield _checked(message, m.start(), m.end(), Trust.WEAK, about_clinician, 2)
    yield from _before_role(message, about_clinician)
    for first, name in _lettered(message):
        yield _checked(message, first, first, Trust.ASKED, about_clinician, 3, name=name)


def _before_role(message: Message, about_clinician: bool) -> Iterator[_Candidate | None]:
    for m in _AFTER.finditer(message.text):
        name = message.name_before(m.start(), Trust.WEAK)
        if name is None:
            continue
        start = message.row[name.first].start
        own = re.search(r"\b(?:my|our|mi|me)\b", m[0], re.IGNORECASE) is not None
        if own or about_clinician or name.titled:
            yield _checked(message, start, start, Trust.WEAK, about_clinician, 4, name=name)


def _lettered(message: Message) -> Iterator[tuple[int, Name]]:
    """Names with letters after them, "Sam Orlov, PhD", anywhere in the text."""
    i = 0
    while i < len(message.row):
        word = message.row[i]
        name = message.name_at(word.start, Trust.WEAK) if word.letters and word.capital else None
        if name is not None and name.lettered:
            yield word.start, name
        i = name.after if name is not None else i + 1


def _checked(
    message: Message,
    cue: int,
    at: int,
    trust: Trust,
    about_clinician: bool,
    strength: int,
    *,
    titled: bool = False,
    certain: bool = False,
    name: Name | None = None,
) -> _Candidate | None:
    """Return what the cue at a place promises, unless the words around it say it is somebody else."""
    name = name or message.name_at(at, trust)
    if name is None or (titled and not name.titled) or (certain and not name.certain):
        return None
    before, sentence = message.text[max(0, cue - 60) : cue], message.sentence_at(cue)
    start = message.row[name.first].start
    if (
        _NOT.search(message.text[max(0, start - 30) : start])
        or _OF_A_RELATIVE.search(before)
        or _KEPT_OUT.search(before)
    ):
        return None
    own = re.search(r"\b(?:my|our|mi)\s+(?:[\w\-]+\s+){0,2}?$", before) is not None or message.text[
        cue : cue + 3
    ].lower() in {"my ", "our", "mi "}
    if not own and not about_clinician and (_HERE.search(sentence) or _WISHED.search(before)):
        return None
    if message.asks_at(cue) and not _answers_anyway(message, name, own):
        return None
    past = _PAST.search(message.text[max(0, start - 40) : start]) is not None
    return _Candidate(name, strength + (1 if own else 0), past)


def _answers_anyway(message: Message, name: Name, own: bool) -> bool:
    """Whether a question still tells who treats the person: it says "my", or is nothing but the name."""
    return own or len(message.row) - (name.after - name.first) <= 2
