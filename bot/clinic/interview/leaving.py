"""Who leaves: what a message that ends all texts says besides, and how surely a message ends the talk."""

from __future__ import annotations

import re

from bot.clinic.interview.message import LIKELY, SURE
from bot.clinic.reading.words import say

# Words of leaving: without one of them a guess of the model ends nothing.
_LEAVING = re.compile(
    r"\b(?:stop|cancel|quit|end|exit|leav\w*|enough|done|finished|bye|goodbye|night|later|tomorrow|tonight|forget|"
    r"never ?mind|not (?:now|today|ready)|pause|break|brb|gtg|another (?:day|time)|changed my mind|"
    r"(?:have|need|got|gotta|must)\b.*\bgo|"
    r"adios|luego|hasta|chau|ciao)\b",
    re.IGNORECASE,
)
_CLAUSES = re.compile(r"[.,;!?\n]+|\s+(?:and|but|also|y)\s+", re.IGNORECASE)
_TEXTS = re.compile(
    r"\b(?:text(?:s|ing|ed)?|messag\w*|msgs?|sms|promos?|spam|ads?|remind\w*|subscri\w*|unsubscri\w*|contact(?:ing)?|opt|list|number)\b",
    re.IGNORECASE,
)
_CALLS_OFF = re.compile(
    r"\b(?:cancel\w*|call(?:ing)?\s+(?:it\s+|this\s+)?off|scrap|drop|delete|remove)\b|\b(?:not|n[o']t|wont|won't|cant|can't)\s+"
    r"(?:be\s+)?(?:com(?:e|ing)|there|mak(?:e|ing)\s+it|show\w*|attend\w*|need\s+(?:the|my)\s+app\w*)\b",
    re.IGNORECASE,
)
# By text a number is all that a list of ours would hold of somebody: "delete my number", "take this number off".
_NUMBER_OFF = re.compile(
    r"(?:(?:please|pls|plz|ok|okay|hey|hi|hello|just|stop|no|and|then|so|can|could|will|would|you|u|ya|i|want|wanna|need|"
    r"to|like|id|would like|im asking|asking|gonna|por favor) )*"
    r"(?:remove|delete|erase|(?:take|quite|quita|saque|saca)(?=.* (?:off|out|de|del)\b)|drop|lose|forget|wipe|strike|"
    r"clear|get rid of|scrub|unlist|block|borr[ae]|elimin[ae]) "
    r"(?:(?:my|this|mi|este|our) (?:phone |cell |mobile )?(?:number|numbr|nmbr|num|numero|telefono|phone|cell)|me)"
    r"(?: (?:off|out|from|of|de|del|la|tu|su|your|ur|the|that|this|any|all|every|lists?|lista|systems?|phone|"
    r"contacts?|texts?|texting|database|directory))*"
    r"(?: (?:please|pls|plz|now|right now|thanks|thank you|thx|ty|asap|immediately|already|today|por favor|gracias))*"
)
_TAKES_ME_OFF = re.compile(r"\bme\b.*\b(?:lists?|lista|texts?|texting|contacts?|database|directory|system)\b")
_NO_TEXTS = re.compile(
    r"(?:(?:no|ok|hey|hi|hello|please|pls|sorry|look|and|so|really|just|i|we) )*(?:dont|do not|no longer|never) "
    r"(?:(?:want|need|wanna|like|care for|get|have|to|be|getting|receive|receiving) )+"
    r"(?:(?:any|your|ur|these|those|the|more|all|such|of) )*(?:texts?|text messages?|messages|msgs|sms|texting"
    r"|texted)(?: (?:please|pls|plz|from|you|u|at all|any|more|anymore|again|now|thanks|thx|ever|here))*"
)

_WORD_OF_TEXTS = r"(?:(?:text|sms)(?:s|ing)?(?: (?:message|reminder)s?)?|reminders?(?: (?:text|message)s?)?|messages)"
_OFFERED = rf"(?:(?:the|your|ur|any|all|those|these|some|getting|receiving|appointment) )*{_WORD_OF_TEXTS}"
_YES = r"(?:yes|yeah|yep|yup|yea|sure)"
_FINE = rf"(?:{_YES}|ok|okay|fine|good|great|cool|nice|alright|all right|welcome|allowed|helpful|perfect|no problem)"
_IS = r"(?: (?:is|are|r|would|will|be|s|sounds?|works?|all|just|totally|also|very|so|really)){0,3}"
_WELCOMES_TEXTS = re.compile(
    rf"\b{_FINE}(?: (?:please|pls|for sure))?(?: (?:to|on|for|with|about|w))? {_OFFERED}\b"
    rf"|\b{_WORD_OF_TEXTS}{_IS} {_FINE}\b"
    r"|\b(?:you|u|ya|they) (?:can|may|could)(?: (?:also|always|sure|definitely))? (?:send|text)\b"
    rf"|\b(?:feel free to|please|pls|plz|do|go ahead and) (?:send|text)(?: me)?(?: {_OFFERED})?\b"
    rf"|\b(?:id|wed|i|we)(?: (?:would|do|will|really|also|rather))* (?:like|love|want|take|need|prefer) {_OFFERED}\b"
    rf"|\b(?:hit|set|sign) me (?:up )?(?:with|for) {_OFFERED}\b"
)
_REFUSES = re.compile(
    r"\b(?:no|not|nor|none|never|without|enough|less|fewer|unless|only|(?:do|does|did|wo|ca|can|is)nt|cannot)\b"
)
_ENDS = re.compile(
    r"\b(?:stop\w*|quit\w*|end(?:s|ed|ing)?|unsub\w*|subscri\w*|remov\w*|delet\w*|off|opt(?:ing)? ?out|ceas\w*"
    r"|cancel\w*|leave (?:me|us|my)|(?:lose|forget) (?:my|this|the) number|wrong (?:number|person)"
    r"|(?:some|any)(?:one|body) else|go away|block\w*|spam\w*|harass\w*|bother\w*|report\w*|lawyer|done)\b"
)


def welcomes_texts(text: str) -> bool:
    """Whether some clause says that texts are welcome, and none that they are not: "no e-mail, ok on the texts".

    In doubt they are not: a text after somebody wanted none does more harm than a question asked again.
    """
    clauses = [say(clause).text for clause in _CLAUSES.split(text)]
    refused = any(_ENDS.search(one) or (_TEXTS.search(one) and _REFUSES.search(one)) for one in clauses)
    return not refused and any(_WELCOMES_TEXTS.search(one) for one in clauses)


def takes_number_off(text: str) -> bool:
    """Whether somebody who texts wants their number taken off, and nothing besides: no texts are to go there."""
    words = say(text).text
    if re.search(r"\d", words) or not _NUMBER_OFF.fullmatch(words):
        return False
    return " me" not in words or _TAKES_ME_OFF.search(words) is not None


def wants_no_texts(text: str) -> bool:
    """Whether no texts are wanted, in so many words: of "I don't want texts" the model sees no more than a no."""
    return _NO_TEXTS.fullmatch(say(text).text) is not None


def without_texts(text: str) -> str:
    """The clauses that do not speak of texts: "yes" of "yes. and no more promos"."""
    return ". ".join(part.strip() for part in _CLAUSES.split(text) if part.strip() and not _TEXTS.search(part))


def calls_off(text: str) -> bool:
    """Whether the appointment is to be called off."""
    return _CALLS_OFF.search(text) is not None


def sure_enough(command: str, text: str) -> float:
    """How sure the model must be of a command that it alone has found: a wrong "stop" loses the person."""
    return SURE if command in ("stop", "bye") and not _LEAVING.search(text) else LIKELY
