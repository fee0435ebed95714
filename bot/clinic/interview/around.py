"""Questions about this service itself: who sees what is given, how one comes, time zones, whether it is booked yet.

Each is known by its own words, clause by clause, like those of `inquiries`.
"""

from __future__ import annotations

import re

_DATA = r"(?:data|infos?|information|details|records?|answers|number|phone|e-?mail|address|chat|conversation|messages)"
_ERASE = re.compile(
    r"\b(?:delete|erase|wipe|destroy|purge|remove|get rid of|borra\w*|elimina\w*)\s+(?:\w+\s+){0,2}?"
    rf"(?:(?:my|our|the|all|mis?|el|los)\s+(?:\w+\s+){{0,2}}?(?:{_DATA}|datos|history|account|file|everything)\b"
    r"|(?:everything|anything|all|what(?:ever)?|all that)\s+(?:that\s+)?(?:you|u|ya|i|about me|on me|of mine))"
    rf"|\bmy (?:\w+ )?{_DATA}\b.{{0,20}}\b(?:deleted|erased|removed|wiped)\b"
    r"|\bforget\s+(?:everything|all)\b.{0,12}\b(?:i|me)\b"
    r"|\bright to (?:be forgotten|erasure)\b",
    re.IGNORECASE,
)
# "strike my number from your list" ends the texts, and of two values one is put right
_NOT_ERASED = re.compile(
    r"\b(?:lists?|text(?:s|ing)?|remind\w*|subscri\w*|instead|replace|use|wrong|old|last|this (?:answer|question))\b",
    re.IGNORECASE,
)
_ONE_DETAIL = re.compile(r"\b(e-?mail|phone number|number)\b", re.IGNORECASE)
_ALL_OF_IT = re.compile(
    r"\b(?:everything|anything|all|data|infos?|information|details|records?|account|file)\b", re.IGNORECASE
)
# How the staff leave word when nobody picks up: "no voicemails, please", "don't leave a message with my son"
_LEFT_WORD = re.compile(
    r"\bvoice ?mails?\b|\banswering machine\b"
    r"|\bleav(?:e|es|ing)\s+(?:(?:me|us|an?|any|no|the|him|her|them)\s+){0,2}(?:messages?|msgs?|vms?|word)\b",
    re.IGNORECASE,
)
_LEFT_BY_ME = re.compile(
    r"\b(?:(?:can|could|may|should|shall|do)\s+)?(?:i|we)\s+(?:\w+\s+){0,2}?leav|\b(?:got|get|getting|received|heard|listened|"
    r"went|goes|going|straight|left)\b.*\bvoice ?mail|\b(?:your|the clinic.?s)\s+(?:voice ?mail|answering)",
    re.IGNORECASE,
)
_SPANISH = re.compile(
    r"\b(?:in|en)\s+(?:spanish|espa(?:n|\u00f1)ol)\b|\b(?:speaks?|hablan?|hablas|habla|understand|know|have|got)\s+"
    r"(?:any\s+|some\s+)?(?:spanish|espa(?:n|\u00f1)ol)\b|\bspanish[- ]speak\w+\b",
    re.IGNORECASE,
)
_PEOPLE = (
    r"(?:s?he|they|her|him|them|someone|somebody|anyone|people|kids?|(?:my|a|an|the|our|his)\s+(?:\w+\s+)?"
    r"(?:sisters?|brothers?|wife|husband|spouse|partner|mom|mother|dad|father|parents?|sons?|daughters?|kids?|child(?:ren)?|baby|"
    r"friends?|boyfriend|girlfriend|aunt|uncle|cousin|family|dog|support person|caregiver|roommate|person))"
)
_QUESTIONS = (
    (
        "no_answer",  # what a clinic does in public, of which its information says nothing
        r"\b(?:suicide|mental health|depression|ptsd|anxiety) (?:prevention |awareness )?"
        r"(?:month|week|day|walk|event|campaign|conference)s?\b"
        r"|\b(?:walks?|events?|campaigns?|conferences?) (?:for|against|on|about) (?:suicide|mental health|depression)\b"
        r"|\b(?:rais\w+|spread\w*) awareness\b|\bawareness (?:month|week|day|walk|event|campaign)s?\b"
        r"|\b(?:fundrais\w*|charit(?:y|ies)|donat\w*|sponsor\w*|webinars?)\b",
    ),
    (
        "contact_first",
        r"\b(?:who|whom)\b(?!.*\b(?:do|should|must|can|would|will)\s+i\b).*\b(?:contact|call|phone|ring|reach|talk|speak|ask)\w*\b.*"
        r"\b(?:first|before\s+(?:me|anyone|that|the)|beforehand)\b"
        r"|\b(?:contact|call|phone|ring|reach)\s+(?:me|my\s+\w+|her|him|them)\s+or\s+(?:me|my\s+\w+|her|him|them)\s+first\b",
    ),
    (
        "my_number",
        rf"\b(?:how|where|why)\b.*\b(?:get|got|have|find|found)\s+my\s+(?:\w+\s+)?(?:number|phone|contact|{_DATA})\b",
    ),
    (
        "place",
        r"\bwhat(?:'?s|\s+is|\s+kind\s+of|\s+sort\s+of)\s+(?:\w+\s+)?(?:this|is\s+this)\s+(?:place|site|website|page|line|company|clinic|service)\b"
        r"|\bwhat\s+(?:kind|sort)\s+of\s+(?:place|clinic|company|service|site)\b|\bwhat\s+place\s+is\s+this\b|\bwhose\s+number\s+is\s+this\b",
    ),
    (
        "data_kept",
        r"\b(?:what|which|how\s+much)\b.*\b(?:keep|kept|store[sd]?|save[sd]?|record(?:ed|s)?|log(?:ged)?|collect\w*|remember)\b.*"
        r"\b(?:me|mine|my|here|this|chat|conversation)\b"
        r"|\b(?:is|are|do|does|will|am)\b.*\b(?:chat|conversation|this|messages?|texts?|what\s+i\s+(?:say|write|type|tell)|everything)\b.*"
        r"\b(?:recorded|stored|saved|kept|logged|on\s+file|on\s+record)\b",
    ),
    (
        "age_limit",
        r"\b(?:what\s+if|and\s+if|if)\s+i.?m\s+(?:only\s+)?(?:under\s+(?:18|age)|younger|underage|a\s+minor|not\s+(?:18|yet|an\s+adult)|1[0-7])\b",
    ),
    (
        "data_use",
        rf"\bwhat\b.*\b(?:my|the|this|that|our)\s+(?:\w+\s+)?{_DATA}\b.*\b(?:used?|for|do(?:ne)?\s+with|happens?)\b"
        rf"|\bwhat\b.*\b(?:do|happens?)\b.*\bwith\s+(?:my|the|all\s+(?:my|this|that))\s+(?:\w+\s+)?{_DATA}\b"
        rf"|\b{_DATA}\b.*\b(?:given|shared?|passed|sold|shown|sent|handed)\b.*\b(?:any\w*|else|third|others?|who\w*)\b"
        rf"|\b(?:share|sell|give|pass|hand)\b.*\bmy\s+(?:\w+\s+)?{_DATA}\b",
    ),
    (
        "call_me",
        r"\b(?:wait|how\s+(?:long|soon|quick\w*|fast))\b.*\b(?:for|until|till?|before|to\s+get|get|about|hear|expect)\b.*\b(?:call(?:s|ed)?|call\s?back|phone\s+call|ring)\b",
    ),
    (
        "companion",
        rf"^(?!.*\blike\s+(?:me|us)\b).*\b(?:can|could|may|does|do|should|must|would|is\s+it\s+ok\w*|has)\b.*\b{_PEOPLE}\b.*\b(?:sit\s+in\b"
        r"|(?:come|comes|join|sit|go|be\s+there|drive)\b.*\b(?:too|2|along|with|w|also|as\s+well)\b)(?!\s+for\s+(?:a|an|the)\b)"
        rf"|\b(?:can|could|may|should|must|do)\s+i\s+(?:\w+\s+){{0,3}}?(?:bring|take|have)\s+{_PEOPLE}\b(?=.*\b(?:with|w|along|there|in|to|$)|\W*$)",
    ),
    (
        "how_held",
        r"\bin\s+person\b|\bface\s+to\s+face\b|\b(?:video|zoom|face\s?time|telehealth|virtual\w*|remote(?:ly)?)\b"
        r"|\b(?:is|b|be|are|will)\b.*\b(?:a\s+phone\s+call|by\s+phone|over\s+the\s+phone|on\s+the\s+phone)\b",
    ),
    (
        "zone",
        r"\btime\s?zones?\b|\btime\b.*\bor\b.*\btime\b|\b(?:my|your)\s+time\s+or\s+(?:yours|mine)\b"
        r"|\b(?:is|are)\s+(?:that|it|this|these|those|they|the\s+times?|all\s+times?)\b.*"
        r"\b(?:pacific|california|la|los\s+angeles|pst|my|your|local|denver|mountain|eastern|central|coast)\b.{0,12}\btimes?\b"
        r"|\b(?:(?:is|are)\s+(?:that|it|this|these|those|they|(?:the\s+|all\s+)?times?)|(?:that|it).?s)\b.{0,30}"
        r"\b(?:pacific|pst|pdt|california\s+time)\W*$",
    ),
    (
        "given",
        r"\b(?:did|have|has)\s+(?:you|u|ya|it|that|this)\b.*\b(?:chang\w*|updat\w*|fix\w*|correct\w*|mend\w*|switch\w*)\b.*"
        r"\b(?:doctor|dr|clinician|therapist|psychiatrist|health|name|number|phone|e-?mail|reason|permission)\b",
    ),
    (
        "is_booked",
        r"\b(?:is|was)\s+(?:(?:my|the|this|that)\s+(?:app\w*|appointment|consult\w*|visit|booking|thing|talk)|this|that|it|"
        r"everything|all)\b(?!\s+(?:my|the)\b)(?!.*\b(?:slot|one|up|full|free)\b)(?!.*\d).*"
        r"\b(?:booked|scheduled|confirmed|still\s+on|set\s+up|all\s+set|in\s+the\s+(?:system|calendar|book))\b"
        r"|\b(?:am|are)\s+(?:i|we)\s+(?:\w+\s+){0,2}?(?:booked|scheduled|confirmed|all\s+set|signed\s+up)\b"
        r"|\b(?:is|was)\s+(?:that|this|it)\s+(?:an?\s+|the\s+|my\s+)(?:real\s+)?(?:app\w*t|appointment|booking)\b"
        r"|\b(?:is|was)\s+(?:it|that|(?:my|the)\s+(?:app\w*t|appointment|consult\w*|booking))\s+(?:\w+\s+)?cancell?ed\b"
        r"|\b(?:did|has)\s+(?:it|that|this|my\s+\w+)\s+(?:go|gone|went)\s+through\b|\bdo\s+i\s+have\s+(?:it|an?\s+\w+)\s+(?:booked|yet)\b",
    ),
    (
        "why_not_online",
        r"\bwhy\b.*\b(?:can.?t|can\s?not|couldn.?t|won.?t|will\s+not|not|don.?t)\b.*\b(?:book|online|sign\s+(?:me\s+)?up|come\s+in"
        r"|(?:make|have|get)\s+an?\s+app\w*|eligible|qualif\w+|accept\w*|do\s+(?:it|this|that)\s+here)\b"
        r"|\bwhat\b.*\bmean\b.*\b(?:follow|online|staff|call)|\bwhat.?s\s+(?:a\s+|the\s+)?follow[ -]?up\b",
    ),
    (
        "change_until",
        r"(?=.*\b(?:if|si)\b).*\b(?:how|what|c(?:o|\u00f3)mo|qu(?:e|\u00e9))\b.*\b(?:cancel\w*|reschedul\w*|move\s+it|cambi\w*)\b",
    ),
)  # fmt: skip
_KINDS = tuple((kind, re.compile(words, re.IGNORECASE)) for kind, words in _QUESTIONS)
_HOW = re.compile(r"\bif\b.*\bhow\s+(?:do|can|would|should)\s+(?:i|we)\b", re.IGNORECASE)
_OF_TREATMENT = re.compile(r"\b(?:ketamine|treatments?|infusions?|spravato|tms|therapy|sessions?)\b", re.IGNORECASE)


def around(clause: str, question: str | None, *, asks: bool) -> str | None:
    """The kind of question about the service that a clause is; `question` is the open one."""
    if _ERASE.search(clause) and not _NOT_ERASED.search(clause) and not _mends_open(clause, question):
        return "erase"
    if _LEFT_WORD.search(clause) and not _LEFT_BY_ME.search(clause):
        return "voicemail"
    if _SPANISH.search(clause):
        return "spanish"
    if not (asks or _HOW.search(clause)):
        return None
    found = next((kind for kind, words in _KINDS if words.search(clause)), None)
    return None if found == "how_held" and _OF_TREATMENT.search(clause) else found


def _mends_open(clause: str, question: str | None) -> bool:
    """Whether an address given before is only to be left out of the booking: "delete the e-mail"."""
    return question is not None and re.search(r"\b(?:e-?mail|fax)\b", clause, re.IGNORECASE) is not None


def detail_to_erase(words: str) -> str | None:
    """The one detail that is to be erased ("phone" or "email"); None where it is all of them, or none is named."""
    found = _ONE_DETAIL.search(words)
    if found is None or _ALL_OF_IT.search(words):
        return None
    return "email" if found[0].lower().endswith("mail") else "phone"
