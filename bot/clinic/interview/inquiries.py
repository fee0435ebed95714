"""Questions about what goes on around the booking: our texts, our calls, what was given, coming late, a fee.

The model has no intent for them and takes them for the nearest act ("how often would you text?" for an opt-out), so
they are found by rule, clause by clause, and taken out of the message before the rest of it is read.
"""

from __future__ import annotations

import re

from bot.clinic import reading as answers
from bot.clinic.interview.around import around
from bot.clinic.interview.consent_questions import asks_of_psychiatrist, consent_question, dislikes, puts_off
from bot.clinic.interview.message import Message, Part
from bot.clinic.reading.words import say

_CLAUSES = re.compile(r"(?<=[?!;\n])\s*|(?<=[.])\s+|,\s+|\s+[-\u2013\u2014]+\s+")
_TEXTS = re.compile(r"\b(?:texts?|texting|sms|reminders?|text messages?)\b", re.IGNORECASE)
_THESE = re.compile(r"\b(?:them|those|these|they|that|it|messages?|msgs?)\b", re.IGNORECASE)
# "could you stop texting me?" is worded as a question, and asks for the end of the texts
_ASKS_FOR_THE_END = re.compile(
    r"\b(?:can|could|would|will)\s+(?:you|u|ya|someone|somebody|y'?all)\s+(?:\w+\s+){0,2}?"
    r"(?:stop|quit|end|cease|not|remove|delete|take|leave|cancel|unsubscribe)\b",
    re.IGNORECASE,
)
_HOW_OFTEN = r"\b(?:how (?:often|many|much|frequent\w*)|frequen\w+|(?:a )?lots? of|every (?:day|week)|spam\w*)\b"
_TREATMENT = re.compile(
    r"\b(?:sessions?|infusions?|treatments?|visits?|appointments?|ketamine|spravato|tms|therapy|consult\w*|insurance)\b",
    re.IGNORECASE,
)
_OF_TEXTS = (
    ("texts.cost", r"\b(?:charged?|charges|costs?|fees?|free|pay|price[sd]?|rates?|money)\b"),
    (
        "texts.end",
        r"\b(?:stop|end|cancel|quit|opt(?:ing)?[ -]?out|unsubscribe|change my mind|get out of|withdraw|revoke|"
        r"(?:turn|switch)\w*\s+(?:\w+\s+)?off)\b",
    ),
    ("texts.private", r"\b(?:encrypt\w*|private|secure|confidential|privacy|who (?:can |will )?(?:sees?|reads?))\b"),
    ("texts.often", _HOW_OFTEN),
    ("texts.about", r"\b(?:what|which|about)\b"),
)  # fmt: skip
_REMINDER = re.compile(r"^\W*(?:\w+\W+){0,2}?(?:will|do|does|would|can|could|am|is|are)\b", re.IGNORECASE)
_CALLING = r"(?:call|phon|ring|telephon)(?:ing|e|s|ed)?\b"
_CALL_OTHERS = re.compile(rf"{_CALLING}\s+(?:her|him|them|(?:my|the|his|her|their|dr\.?)\b)", re.IGNORECASE)
_I_CALL = re.compile(
    rf"\bI (?:\w+ ){{0,2}}?(?:{_CALLING}|reach|contact)|\b(?:have|need|want|like) to (?:call|phone|ring)\b",
    re.IGNORECASE,
)
_WHO_CALLS = re.compile(
    rf"^(?:\w+\s+)?(?:who|whom|who'?s|which (?:person|one)|(?:from )?(?:what|which) number)\b.*\b{_CALLING}"
    rf"|^(?:\w+\s+)?(?:will|do|does|did|are|is)\s+(?:you|u|they|s?he|(?:any|some)(?:one|body)|(?:a|your|the) \w+)"
    rf"\s+(?:\w+\s+){{0,2}}?{_CALLING}",
    re.IGNORECASE,
)
_WHEN_CALLS = re.compile(
    rf"^(?:\w+\s+)?(?:when|what time|at what time|how soon|what day)\b.*"
    rf"\b(?:you|u|they|she|he|staff|someone|somebody|anyone|clinic|call)\b.*\b{_CALLING}"
    rf"|^(?:\w+\s+)?(?:when|what time|how soon)\b.*\b(?:be|get) (?:called|phoned)\b",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"\b(?:what|which|do|did|have)\b.*\b(?:number|phone|e-?mail|address|name|details|info\w*)\b.*"
    r"\b(?:have|got|on file|saved|stored|noted|give|gave|given|down)\b|"
    r"\b(?:have|got|on file|saved|stored|noted|down|give|gave|given)\b.*"
    r"\bmy (?:\w+ )?(?:number|phone|e-?mail|address|name|details|info\w*)\b",
    re.IGNORECASE,
)
_TO_US = re.compile(r"\b(?:your|have to|to call|call you|reach you|me to)\b", re.IGNORECASE)
_MY_OWN = re.compile(r"\b(?:me|my|mine|i)\b", re.IGNORECASE)
_LATE = re.compile(
    r"\b(?:come|coming|arriv\w*|get there|be|i'?m|running|show\w* up|min\w*|hour)\s+"
    r"(?:(?!too\b|up\b|free\b)\w+\s+){0,4}?late\b"
    r"(?!\s+(?:morning|afternoon|evening|in|on|november|december|january|next|this|slot|appointment|tomorrow))"
    r"|\bif (?:i'?m|i am) late\b",
    re.IGNORECASE,
)
# "running late, can I come at 9:45 on Wednesday instead?" moves it
_OTHER_TIME = re.compile(r"\b(?:instead|another (?:day|time)|move|resched\w*|different (?:day|time))\b", re.IGNORECASE)
_FEE = re.compile(r"\b(?:fees?|charged?|charges|costs?|penalty|pay|refund\w*)\b", re.IGNORECASE)
_PENALTY = re.compile(r"\b(?:fees?|charged?|charges|penalty|refund\w*)\b|\b(?:that|this)\b.*\bcost", re.IGNORECASE)
# Of who cancels, what it costs is what that costs, unless something else is named; who moves may mean the treatment.
_COST_OF_IT = re.compile(
    r"\b(?:it|that|this|me|i|us)\b.*\b(?:costs?|charged?|owe|billed|pay)\b|\b(?:costs?|charge|bill|owe)\b.*\b(?:me|us|it|that|"
    r"this|anything|something|you)\b|^\W*(?:how much(?! (?:notice|time|later|earlier))|what do i owe)\b"
    r"(?:\W+\w+){0,3}\W*$",
    re.IGNORECASE,
)
_OF_CHANGING = re.compile(
    r"\b(?:cancel\w*|move|moving|reschedul\w*|no[ -]?show|miss\w*|chang\w*|late)\b", re.IGNORECASE
)

_MEETING = r"(?:phone|video|zoom|online|virtual\w*|telehealth|in[ -]person|face to face|remote\w*)"
_HOW_HELD = re.compile(
    rf"\bin[ -]person\b.*\bor\b.*\b{_MEETING}\b|\b{_MEETING}\b.*\bor\b.*\bin[ -]person\b"
    rf"|\b(?:it|this|that|(?:the|my) (?:consult\w*|appointment|appt|visit))\W+"
    r"(?:(?:be|have to be|happen|just|also|only|all|done)\W+)*"
    rf"(?:(?:a|an|by|over|on|via|the)\W+)*{_MEETING}\b",
    re.IGNORECASE,
)
_UNTIL_WHEN = re.compile(
    r"\b(?:latest|last (?:day|moment|minute)|until when|till when|how (?:late|long|far ahead|soon before)|deadline|"
    r"how much notice|policy)\b",
    re.IGNORECASE,
)
_NO_PERSON = (
    r"(?:my|it|this|that|the|there|your|any\w*|someone|a|ketamine|\w*spravato|esketamine|tms|insurance|medi\w*|treatment\w*|"
    r"depression|anxiety|ptsd|consult\w*|appointments?)\b"
)
# "does Tom Vale have an appointment with you?": not even a no may be said to that
_ABOUT_OTHERS = re.compile(
    rf"^\W*(?:hi |hello |hey )?(?:does|did|has|is|was)\s+(?!{_NO_PERSON})(?!.*\b(?:i|me|my|we|our)\b)[\w'. ]{{2,40}}?"
    r"\b(?:have|has|had|got|booked|coming|seen|a patient|your patient)\b(?! to\b)"
    r".*\b(?:app\w*t|appointment|consult\w*|patient|booking|with you|there|here)\b",
    re.IGNORECASE,
)


_SIGNS_FOR = re.compile(
    r"\b(?:i|we)\b.*\b(?:sign|consent|(?:give|giving) (?:\w+ )?(?:permission|consent)|approve|authori[sz]e|vouch)\b.*"
    r"\b(?:for (?:him|her|them|my (?:\w+ )?(?:son|daughter|kid|child|teen\w*|boy|girl))|(?:his|her|their) behalf|"
    r"as (?:a|an|the|his|her|their) (?:\w+ )?(?:parent|mother|mom|father|dad|guardian))\b",
    re.IGNORECASE,
)


# "before I answer, what do you keep?": words that only lead up to the question
_LEADS_UP = re.compile(
    r"\W*(?:(?:but|and|ok|okay|wait|hold\s+on|hang\s+on|sorry|hm+|well)\W+)*"
    r"(?:before\s+(?:i|we|that|answering|going)\b.*|first(?:\s+of\s+all)?|one\s+(?:thing|question|more)|(?:a\s+)?quick\s+(?:q|question))\W*",
    re.IGNORECASE,
)


def inquiries(message: Message, question: str | None, goal: str | None = None) -> tuple[list[tuple[str, str]], Message]:
    """What a message asks of this kind, as (id, words), and the message without it.

    `question` and `goal` say what is open: at "may we text you?", "how often?" speaks of the texts.
    """
    asked: list[tuple[str, str]] = []
    rest: list[str] = []
    for clause in (piece.strip() for piece in _CLAUSES.split(message.text)):
        kind = _kind(clause, question, goal)
        if kind is not None:
            asked.append((kind, clause))
        elif clause.strip(" ?!.,") and not _LEADS_UP.fullmatch(clause):
            rest.append(clause)
    left = " ".join(rest)
    soft = answers.read_consent(left) is not False or dislikes(left)
    if any(kind.startswith("consent_") for kind, _ in asked) and soft:
        left = ""  # a yes beside a question about it is put once more
    if any(kind == "psychiatrist_who" for kind, _ in asked) and answers.yes_no(left) is None:
        left = ""  # "the psychiatrist, I mean" accepts nobody
    return (asked, message.with_only(left)) if asked else ([], message)


def asks_about_texts(text: str) -> bool:
    """Whether what it says of texts is a question, and so no wish for their end."""
    about = [clause for clause in _CLAUSES.split(text) if _TEXTS.search(clause)] or [text]
    return all(Part(clause, "", 1.0).is_question for clause in about) and not _ASKS_FOR_THE_END.search(text)


def _kind(clause: str, question: str | None, goal: str | None) -> str | None:
    if _LATE.search(clause) and question is None and not _OTHER_TIME.search(clause):
        return "late"
    if _ABOUT_OTHERS.search(clause):
        return "others_private"
    asks = Part(clause, "", 1.0).is_question or reads_as_question(clause)
    if asks and question != "consent" and _SIGNS_FOR.search(clause):
        return "parent_signs"
    if (found := around(clause, question, asks=asks)) is not None:
        return found
    if question == "consent" and puts_off(clause):
        return "consent_later"
    if not Part(clause, "", 1.0).is_question:
        return None
    if question == "other" and asks_of_psychiatrist(clause):
        return "psychiatrist_who"
    if question in ("consent", "other") and (of_consent := consent_question(clause)) is not None:
        return of_consent
    if answers.asks_about_minors(clause):
        return "age_limit"
    if _HOW_HELD.search(clause) and not answers.asks_for_call(clause):
        return "how_held"
    if _UNTIL_WHEN.search(clause) and _OF_CHANGING.search(clause) and question in (None, "summary"):
        return "change_until"
    changing = goal in ("move", "cancel")
    if goal == "cancel" and _COST_OF_IT.search(clause) and not _TREATMENT.search(clause):
        return "fee"
    if (changing and _PENALTY.search(clause)) or (
        (changing or question is None) and _FEE.search(clause) and _OF_CHANGING.search(clause)
    ):
        return "fee"
    if (of_texts := _of_texts(clause, question)) is not None:
        return of_texts
    if (_WHEN_CALLS.search(clause) or _WHO_CALLS.search(clause)) and not _I_CALL.search(clause):
        return "call_clinician" if _CALL_OTHERS.search(clause) else "call_me"
    if _GIVEN.search(clause) and _MY_OWN.search(clause) and not _TO_US.search(clause):
        return "given"
    return None


def reads_as_question(clause: str) -> bool:
    """Whether a clause is built as a question, with or without its mark: "ok and can she come too"."""
    return say(clause).asks


def _of_texts(clause: str, question: str | None) -> str | None:
    named = _TEXTS.search(clause)
    how_often = re.search(_HOW_OFTEN, clause, re.IGNORECASE) and not _TREATMENT.search(clause)
    bare = question == "texts" and (_THESE.search(clause) or how_often)
    if bare and not named and re.search(r"\bconfidential\b", clause, re.IGNORECASE):
        return None  # it asks about the consultation, or all of it
    if not (named or bare) or _ASKS_FOR_THE_END.search(clause):
        return None
    found = next((kind for kind, words in _OF_TEXTS if re.search(words, clause, re.IGNORECASE)), None)
    if found is None and named and _REMINDER.search(clause):
        return "reminder" if question != "texts" else "texts.about"
    return found
