"""For whom somebody asks who was not asked for whom: "my wife is depressed, can you see her?", "can gran (84) come?".

A relative who is only mentioned is not the patient: "my wife told me about you", "can my husband come along?".
"""

from __future__ import annotations

import re

from bot.clinic.reading import vocabulary as v
from bot.clinic.reading.age import volunteered_adult
from bot.clinic.reading.coming_oneself import comes_in_a_clause, comes_oneself
from bot.clinic.reading.lexicon import split_phrases
from bot.clinic.reading.reasons import listed_reasons, names_condition, reasons_of_another, volunteered_reasons
from bot.clinic.reading.who import Who
from bot.clinic.reading.words import normalise

_RELATION = "(?:" + "|".join(sorted(split_phrases(v.RELATIONS), key=len, reverse=True)) + ")"
_CHILD = r"(?:[0-9]{1,2}|teen(?:age)?) ?(?:yo|(?:year|yr)s? old)"
_BETWEEN = r"(?:(?!and\b|or\b|to\b|that\b|with\b|told\b|says?\b|said\b)[a-z0-9]+ ){0,4}?"
_LOVED = r"some(?:one|body) (?:i (?:care (?:for|about)|love|look after)|close to me|in my family)"
_OWNED = rf"(?:(?:my|our|mi|nuestr[oa]) (?:{_BETWEEN}{_RELATION}|{_CHILD})|{_LOVED})\b"
_AGED = r"[ ,(]{1,3}(?:(?:who )?(?:is|s|hes|shes|aged?) )?[0-9]{1,3}(?: ?(?:yo|m|f|(?:year|yr)s?(?: old)?))?\b[ ,)]*"
_SUBJECT = rf"{_OWNED}(?: (?!and\b|or\b|to\b)[a-z]+\b)?(?:{_AGED})?"  # "my wife Linh", "my grandma (84)"
_THEM = r"(?:her|him|them)\b"
_VISIT = (
    r"(?:an? |the |some |your |any |more )?(?:\w+ )?"
    r"(?:help|treat\w*|ketamine|infusions?|tms|spravato|consult\w*|appointment|appt|eval\w*)"
)
_SEEN = r"(?:seen|treated|evaluated|assessed|helped|looked at|considered)\b"
_ASKS = r"(?:asking|writing|calling|texting|inquiring|enquiring|here|reaching out|message|question|its|it is|this is)"
_SEE = r"(?:see|treat|help|evaluate|assess|take|book|schedule|register|enroll|sign up|fit in|get|bring|refer)"
# "can my husband come along?" sits beside the patient
_BESIDE = r"(?![^.?!]*\b(?:along|with (?:me|us)|join|sit|wait|drive|for me|too|as well)\b)"

# "I care for my mother", "except for my son": what stands before "for" then is no wish for a visit.
_NO_WISH = (
    r"(?<!thanks )(?<!thank you )(?<!wait )(?<!waiting )(?<!except )(?<!work )(?<!works )(?<!care )(?<!caring )"
    r"(?<!cared )(?<!sorry )(?<!live )(?<!living )(?<!there )(?<!responsible )(?<!grieving )"
)
# "for my daughters recital", "for my husband to drive me"
_MISSED = r"(?:(?<!s)|(?! [a-z]))(?! (?:to|and (?:me|myself|i)\b|or (?:me|myself)\b|died|passed|who (?:died|passed)))"
_IN_SO_MANY_WORDS = re.compile(
    "|".join(
        (
            rf"\b{_NO_WISH}(?:for|4|on behalf of|in behalf of) (?:{_OWNED}|an? (?:{_RELATION})\b){_MISSED}",
            rf"\b{_ASKS} (?:about|regarding|concerning) {_OWNED}{_MISSED}",
            r"\b(?:for|on behalf of) (?:someone|somebody|a person) "
            r"(?:else|i (?:care|love|know|look|take)|close to|in my)\b",
            rf"^\W*(?:(?:its|it is|for|yes|yeah|no|about)\W+)*my {_CHILD}\W*$",
            r"\bfor (?:another|a different) person\b",
        )
    )
)
_WANTED = re.compile(
    "|".join(
        (
            rf"\b(?:get|getting|bring|bringing) (?:in )?{_OWNED} (?:in\b|{_SEEN}|for\b|{_VISIT}|started|booked)",
            rf"\b(?:book|schedule|register|enroll|sign up|signing up|refer|booking|scheduling) {_OWNED}",
            rf"\b(?:you|to|have) (?:see|treat|evaluate|assess|help) {_OWNED}",
            rf"\b(?:can|could|may|would|should|will|does|is) {_SUBJECT} ?(?:even |still |also )?"
            rf"(?:be {_SEEN}|(?:get|have|do|try|start|receive|come (?:in )?for) {_VISIT}|see (?:you|someone|somebody)\b"
            rf"|get in\b|qualify|apply|eligible|a candidate|come (?:in )?as a patient){_BESIDE}",
            rf"\b(?:can|could|may) {_OWNED}{_AGED} ?(?:also |still )?come\b{_BESIDE}",
            rf"\b{_SUBJECT} ?(?:really |badly |desperately )?(?:needs?|wants|would like|is looking for|is interested in"
            rf"|could use) (?:to (?:be {_SEEN}|come in\b|see you\b|try \w+|get in\b)|{_VISIT})(?! for me)",
        )
    )
)
_FOR_THEM = re.compile(
    rf"\b(?:can|could|would|will|may|to|please|want|like|need) (?:that )?(?:you |u |i |we |they )?"
    r"(?:please |maybe |to )?"
    rf"{_SEE} {_THEM}(?! to\b)"
    rf"|\b(?:make|get|set up|arrange|give|book|schedule|reserve|find) {_THEM} (?:up )?(?:with )?{_VISIT}"
    rf"|\b(?:do|fill|handle|arrange|set|start|book|sign|answer|submit) (?:it|this|that|these|the \w+|out|up)? ?"
    r"(?:\w+ ){0,2}?"
    rf"(?:for|4) {_THEM}(?! (?:to|sake|birthday)\b)"
    rf"|\b(?:can|could|may) (?:s?he|they) (?:be {_SEEN}|come in\b|get in\b|(?:get|have|try) {_VISIT})"
    rf"|\b(?:book|appointment|appt|consult\w*|help|treatment|something|one|slot|spot|visit) for {_THEM}(?! to\b)"
)
_MENTIONED = re.compile(rf"\b{_OWNED}")
_SOMEBODY = re.compile(r"\b(?:i|im|ive|id|ill|me|myself|mine)\b")
_BOTH = re.compile(
    r"\b(?:me|myself) (?:and|or|and/or|n) (?:my|our)\b|\b(?:and|or) (?:for )?(?:me|myself)\b|\b(?:both|two) of us\b"
    r"|\bus both\b|\band i\b(?= ?(?:[.,?!]|$))"
)
_FOR_ME = re.compile(
    r"(?<!works )(?<!work )(?<!good )(?<!fine )(?<!best )(?<!better )(?<!easier )(?<!great )(?<!\bok )(?<!hard )"
    r"(?<!that )(?<!this )(?<!perfect )(?<!ideal )(?<!convenient )(?<!nice )"
    r"\b(?:for|4|fo) (?:me|myself|my self|my own)\b(?! to\b)|\bbook me\b(?! (?:and|an?)\b)"
)
_JUST_ME = re.compile(r"(?:^|[.!?])\W*(?:(?:hi|hello|hey)\W+)?(?:just |only )?(?:me|myself)\s*[,.;]")
_FOR_MY = re.compile(r"\b(?:for|about|with|regarding) my (?:own )?([a-z ]+)")


def volunteered_who(text: str) -> Who | None:
    """Whom a message about something else asks for; None when it is both, or only somebody who is mentioned."""
    plain = " ".join(normalise(text).split())
    if _BOTH.search(plain):
        return None
    own = bool(_FOR_ME.search(plain) or _JUST_ME.search(plain)) or _for_own_condition(plain)
    if _IN_SO_MANY_WORDS.search(plain):
        return None if own else "other"
    if own:
        return "self"
    if _WANTED.search(plain) or (_MENTIONED.search(plain) and _FOR_THEM.search(plain)):
        return "other"
    if comes_oneself(plain) and (volunteered_reasons(text) or listed_reasons(text) or volunteered_adult(text)):
        return "self"
    # whoever else is spoken of: the age and the condition are the writer's, and nobody else has one
    tells = volunteered_adult(text) and volunteered_reasons(text) and not reasons_of_another(text)
    if tells and comes_in_a_clause(text):
        return "self"
    # "my brother is bipolar" and not a word of oneself
    alone = "?" not in plain and not _SOMEBODY.search(plain) and _MENTIONED.search(plain)
    return "other" if alone and reasons_of_another(text) else None


def _for_own_condition(plain: str) -> bool:
    return any(names_condition(found[1]) for found in _FOR_MY.finditer(plain))
