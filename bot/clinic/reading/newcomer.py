"""That the phone or the chat is in other hands than before: "hi, its her son", "this is my dad now", "he lent me it".

Nobody is known by it: it only says that what an earlier writer gave is not this one's, and is not theirs to hear.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.clinic.reading.vocabulary import RELATIONS
from bot.clinic.reading.words import say

_NO_KIN = {"patient", "client", "student", "employee", "kids", "children", "parents", "ward", "caregiver", "paciente"}
_SINGULAR = RELATIONS.split(", daughters")[0]  # behind it each stands once more, as in "my sons doctor"
_WORDS = sorted({" ".join(one.split()) for one in _SINGULAR.split(",")} - _NO_KIN, key=len, reverse=True)
_PLAIN = "|".join(word for word in _WORDS if "/" not in word and word)
_IN_LAW = "(?:mother|father|son|daughter|brother|sister) in law"
_KIN = rf"(?:(?:older |younger |little |big |step |ex |teenage |teen )?(?:{_IN_LAW}|{_PLAIN}))"
_PHONE = r"(?:phone|cell|mobile|number|telephone|device)"
_NO_OWNER = r"(?!(?:its|this|is|as|was|has|us|yes|thats|hers|his|heres|hes|shes|whats|lets|texts|always|theres)\b)"
_WHOSE = rf"(?:her|his|their|su|{_NO_OWNER}[a-z]{{2,}}s)"
_INTRO = (
    r"(?:this is|this here is|soy|aqui|thats|its|it is|im|i am|here is|heres|(?:you are|youre|ur) (?:talking|texting|"
    r"writing) (?:to|with)|u r (?:talking|texting) (?:to|with))(?: (?:actually|now|just|me|really))*"
)
_GIVES = r"(?:giv(?:e|ing)|gave|hand(?:ing|ed)?|pass(?:ing|ed)?)"
_WRITES = r"(?:writing|texting|typing|speaking|on (?:my|this) phone|has (?:my|the|this) phone)"
_ANOTHER = re.compile(
    rf"\b{_INTRO} (?:[a-z]+ ){{0,2}}?{_WHOSE} {_KIN}\b(?! (?:therapist|doctor|phone|{_PHONE}))"
    rf"|(?:^|\b(?:hi|hello|hey|hola) ){_WHOSE} {_KIN} (?:[a-z]+ )?(?:here|now|writing|texting|speaking)\b"
    rf"|\b{_INTRO} (?:my|our) {_KIN} (?:[a-z]+ )?(?:now|here|{_WRITES})\b"
    rf"|\b(?:my|our) {_KIN} (?:[a-z]+ )?(?:(?:is |s )?(?:now )?{_WRITES}|here now)\b"
    rf"|\b{_GIVES} (?:him|her|them|my {_KIN}|our {_KIN}) (?:the|my|this) {_PHONE}\b"
    rf"|\b{_GIVES} (?:over )?(?:(?:the|my|this) {_PHONE} )?(?:over |on )?to my {_KIN}\b"
    rf"|\bletting my {_KIN} (?:write|type|text|take over|answer)\b"
    r"|\b(?:different|diff|another|other|new|second) person (?:here|now|writing|texting|speaking|on this|on the)\b"
    r"|\bthis is (?:now )?(?:a |an )?(?:different|diff|another|other|new|second) person\b"
    r"|\b(?:this is |its |now )(?:someone|somebody) else\b"
    r"|\b(?:someone|somebody) else (?:here|now|writing|texting|is writing|is texting|has (?:the|this) phone)\b"
    r"|\bnot the (?:one|person|guy|lady|woman|man) (?:who|that|you) "
    r"(?:booked|wrote|texted|made|was (?:writing|texting|booking)|(?:were|was) (?:talking|texting))"
)
_BORROWED = re.compile(
    rf"\b(?:this is|its|it is|on|using|from|with|off|borrow\w*|have|got|sharing) (?:my|our) {_KIN}s? {_PHONE}\b"
    rf"|\b(?:using|borrow\w*|sharing|share) (?:his|her|their|{_WHOSE}) {_PHONE}\b"
    rf"|\b(?:lent|lends?|loaned|loans?|lending|lend|gave|borrowed) (?:me|us) (?:his|her|their|the|this|a) {_PHONE}\b"
    rf"|\blet (?:me|us) (?:use|borrow|have|(?:text|write) (?:from|on)) (?:his|her|their|the|this) {_PHONE}\b"
    rf"|\b(?:we|us) (?:both |all )?share (?:a|the|this|one) {_PHONE}\b"
    r"|\bphone (?:is (?:his|hers|theirs)|isnt mine|not mine)\b"
)
_OWN = re.compile(
    r"\bfor (?:me|myself|my self|himself|him self|herself|her self|themselves|themself)\b(?! to\b)"
    r"|\b(?:me|myself) (?:too|as well|also)\b|\b(?:one|consult\w*|appointment|appt) (?:too|as well|of my own)\b"
    r"|\bi (?:want|need|would like|d like) (?:one|that|this|it) (?:too|as well|also)\b|\bmy own (?:consult\w*|app\w*t)"
)
_WANTS = re.compile(
    r"\b(?:id|i would|i also|i) (?:also |really |just )?(?:like|want|need|wanna|love)\b(?! (?:to (?:know|ask)|you to))"
    r"|\b(?:can|could|may) i (?:also |please |just )?(?:get|have|book|make|set|do|schedule|sign|come)\b"
)
_MINE = re.compile(
    r"\b(?:i am|im|its|this is|it is) (?:me )?the (?:one|person) (?:who|that|with|whose)\b.*"
    r"\b(?:booked|app\w*t|appointment|consult\w*|made)\b"
    rf"|\b(?:have|got|gave|gave me) (?:my|the) {_PHONE} back\b|\bback on my {_PHONE}\b"
)
_HAVING_COME = re.compile(rf"\b{_INTRO} (?:the |her |his |their |your )?(?P<kin>{_KIN}) (?:again|back)\b")
_PARENTS = {"mom", "mum", "mama", "mommy", "momma", "mother", "dad", "papa", "daddy", "father", "parent"}
_SHORTEST = 3  # letters of a name that is known by itself


def another_writes(text: str, names: Iterable[str] = ()) -> bool:
    """Whether the writer says to be somebody else than before; `names` are those of the one before."""
    return not is_named(text, names) and (_ANOTHER.search(say(text).text) is not None or borrows(text))


def borrows(text: str) -> bool:
    """Whether the phone is said to be somebody else's, who lent it: so it is no wrong number."""
    return _BORROWED.search(say(text).text) is not None


def wants_own(text: str) -> bool:
    """Whether a newcomer wants a consultation that is plainly their own: "for myself", "i want one too"."""
    return _OWN.search(say(text).text) is not None


def wants_some(text: str) -> bool:
    """The same in words that may be a parent's for a child: "I'd like a consult"."""
    return wants_own(text) or _WANTS.search(say(text).text) is not None


def is_named(text: str, names: Iterable[str]) -> bool:
    """Whether the writer says to have one of these names: "this is Ann again", "ann here"; not "this is ann's wife"."""
    words = say(text).text
    known = {part for name in names for part in say(name).words if len(part) >= _SHORTEST}
    if not known:
        return False
    who = f"(?:{'|'.join(map(re.escape, sorted(known)))})"
    return bool(
        re.fullmatch(rf"(?:(?:hi|hey|ok|yes|me|its me|again) )*{who}(?: {who})*(?: again)?", words)
        or re.search(rf"\b{_INTRO}(?: again)? {who}\b(?! (?:[a-z]+ )?{_KIN}\b)", words)
        or re.search(rf"\b{who} (?:again|here|is back|back)\b|\b{who} (?:{who} )?speaking\b", words)
    )


def is_back(text: str, names: Iterable[str], kin: str | None = None) -> bool:
    """Whether the one before has the phone again: by name, as who booked, or as another relative than the newcomer."""
    words = say(text).text
    if is_named(text, names) or _MINE.search(words):
        return True
    found = _HAVING_COME.search(words)
    if found is None:
        return False
    return found["kin"] in _PARENTS if kin is None else found["kin"] != kin


def kin_of(text: str) -> str | None:
    """What a newcomer is to the one before: "son" of "its her son Marco"."""
    found = re.search(rf"\b(?:her|his|their|my|[a-z]+s) ({_KIN})\b", say(text).text)
    return found[1] if found else None
