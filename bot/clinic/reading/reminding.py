"""Whether reminders are to go on, end, or come otherwise: "skip the reminders", "i do want them", "only 1 day b4"."""

from __future__ import annotations

import re
from typing import Literal

from bot.clinic.reading.words import say

_REMINDERS = r"(?:reminders?|remindrs?|remimders?)(?: (?:texts?|msgs?|messages?))?"
_THE = (
    r"(?:(?:me|us|with|to|by|the|those|these|your|ur|any|more|all|my|a|an|one|some|of|text|txt|sms|sending|texting"
    r"|getting|about) )*"
)
_NOT = r"(?:dont|do not|wont|no longer|not|never|rather not)"
_OFF = re.compile(
    rf"\b{_NOT} (?!sure|get\b)(?:[a-z]+ ){{0,4}}?(?:need|want|like|send|text|remind|require|care|receive|have)\b"
    rf"(?: [a-z]+){{0,4}}? {_REMINDERS}\b"
    rf"|\b(?:stop|skip|end|quit|cancel|drop|kill|remove|disable|lose|ditch|pause|leave out|leave off|"
    rf"(?:turn|switch|shut) off|forget|no more|no need for|without|spare|keep off|hold off on|lay off|nix) "
    rf"{_THE}{_REMINDERS}\b"
    rf"|\bno (?:text |txt |sms |more )?{_REMINDERS}\b(?! (?:came|yet|so far|today|arrived))"
    rf"|\b{_REMINDERS} (?:are |is |r )?(?:off|not needed|arent needed|isnt needed|unneeded|unnecessary|not necessary)\b"
    rf"|\b(?:turn|switch|shut) {_THE}{_REMINDERS} off\b"
    rf"|\b(?:changed my mind|second thoughts?|rethought)\b.*\b{_REMINDERS}\b.* (?:no|nope|nah|off|dont|skip|stop)\b"
    rf"|^(?:no|nope|nah) (?:to |thanks to |thank you to )?{_THE}{_REMINDERS}\b"
    rf"|\bdont (?:remind|text) me\b.*\b(?:keep|still (?:want|coming|come|need)|be there|will come)\b"
)
_ON = re.compile(
    rf"\b(?:want|like|need|take|have|get|send|give|text|turn on|switch on|start|resume|add|put|yes to|ok to|okay to) "
    rf"{_THE}(?:back )?(?:on )?{_REMINDERS}\b"
    rf"|\b(?:turn|switch|put) {_THE}{_REMINDERS} (?:back )?on\b|\b{_REMINDERS} (?:back )?on\b"
    rf"|\b{_REMINDERS} (?:again|after all|would be (?:good|great|nice|helpful)|yes|please)\b"
    rf"|\b(?:changed my mind|second thoughts?)\b.*\b{_REMINDERS}\b.* (?:yes|yeah|on|please)\b"
    r"|\b(?:please |pls |do |you can |u can )remind me\b(?! (?:when|what|where|who|how|of))"
    r"|(?<!dont )\b(?:remind me (?:by|via|with a) (?:text|txt|sms)|text me (?:a|the) day before)\b"
    r"|\bi do want (?:them|those)\b"
)
_ALL_TEXTS = re.compile(
    r"\b(?:all|any|every) (?:texts?|messages?|msgs?)\b|\banything\b|\bunsubscribe\b|\bopt(?:ing)? ?out\b"
    r"|\beverything\b(?! (?:is|s|looks?|seems?|right|fine|good|correct|ok|okay)\b)"
    rf"|\bstop texting(?: me)?\b(?! {_THE}{_REMINDERS})"
)
_UNSURE = re.compile(r"\b(?:not sure|unsure|dont know|idk|maybe|did(?:nt| not))\b")
_REQUEST = re.compile(r"\b(?:can|could|would|will) (?:you|u|ya|i|we)\b")
_OTHERWISE = re.compile(
    r"\b(?:only|just|but|if|max|not more than|at most)\b.*\b(?:days?|hours?|hrs?|h|mornings?|evenings?|nights?|weeks?|"
    r"once|twice|one|1|two|2|reminders?|times?|weekdays?)\b"
    r"|\b(?:1|one|a|the|2|two|3|three) (?:days?|hours?|hrs?|weeks?|nights?) (?:before|b4|ahead|prior|in advance)\b"
    r"|\b(?:the )?(?:day|night|morning|week) (?:before|b4|of)\b"
)


def reminders_wanted(text: str) -> Literal["on", "off"] | None:
    """What a message wants of the reminders; the end of all texts is another wish, and a question is none."""
    said = say(text)
    words = said.text
    if _ALL_TEXTS.search(words) or _UNSURE.search(words) or (said.asks and not _REQUEST.search(words)):
        return None
    on = list(_ON.finditer(words))
    off = list(_OFF.finditer(words))
    if off and not (on and on[-1].start() > off[-1].end()):
        return "off"
    return "on" if on else None


def wants_them_otherwise(text: str) -> bool:
    """Whether a yes to reminders says when or how many: "ok but only 1 day b4"."""
    return _OTHERWISE.search(say(text).text) is not None
