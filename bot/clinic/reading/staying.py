"""Who says that nothing is to end: "don't quit on me", "no dont stop", "cant stop smiling".

The model hears the word of ending and not the "don't" before it, and would do the opposite of what was said.
"""

from __future__ import annotations

import re

_DONT = r"(?:do\s?n.?t|do\s+not|dnt)"
_NOT = rf"(?:{_DONT}|did\s?n.?t|did\s+not|would\s?n.?t|would\s+not|am\s+not|im\s+not|i.m\s+not|not|never)"
_BEFORE = (
    r"(?:please|pls|plz|plss|no+|nope|nah|oh|ok|okay|k|hey|hi|hello|wait|just|and|so|but|lol|haha|omg|well|hm+|sorry"
    r"|bot|yo|also|actually|whatever you do|i said|i beg (?:you|u)|now|for gods? sake)"
)
_THINGS = r"(?:chat|conversation|convo|texts?|talk|booking|form|questions?)"
_WISH = (
    r"(?:really|even|actually|ever|want|wanna|wish|like|need|mean|meant|plan|planning|going|gonna|trying|tryna|ready"
    r"|looking|have|wanted|asking|ask|say|said|saying|intend|feel|think|about|you|u|ya|this|it|that|us|me|to|for|at|all"
    rf"|yet|be|get|dare|let|make|do|just|so|(?:the|this|that|our|my|your) {_THINGS}|my number|my name)"
)
_OBJECT = (
    r"(?:on|me|us|it|this|that|now|yet|here|there|please|pls|plz|ok|okay|k|lol|haha|off|up|out|from|of|with|to|at all"
    r"|ever|either|just|today|tonight|tho|though|too|again|so|soon|early|already|any ?more|right|then|bot|man|dude|the"
    r"|your|ur|my|our|you|u|ya|any|all|texting|messaging|messages?|msgs?|writing|sms|asking|talking|helping|chatting"
    r"|answering|reminders?|sending|getting|receiving|going|doing|list|waiting|waitlist|calendar|system|number|info|name"
    rf"|answers|stuff|chats|{_THINGS}|thing|app\w*t|appt|appointments?|spot|slot|place|time|visit|consult\w*|call"
    r"|session|before|halfway|middle|in|half|way|through)"
)
_ENDS = (
    r"(?:stop(?:ping)?(?!\s+(?:me|us|by|in)\b)|quit(?:ting)?|cancel(?:l?ing|l?ed)?|paus(?:e|ing)|halt|end(?:ing)?"
    r"(?!\s+up)|unsubscrib(?:e|ed|ing)|opt(?:ing)?(?:\s+me)?[\s-]out|giv(?:e|ing) up|hang(?:ing)? up"
    r"|bail(?:ing)?(?:\s+out)?|abandon(?:ing)?(?=\s+(?:me|us|this|it)\b)|ghost(?=\s+(?:me|us)\b)|break(?:ing)? off"
    r"|back(?:ing)? out|(?:remove|delete|drop|erase|kick|cut|boot|throw|cross|strike|log|shut|block)"
    r"(?=\s+(?:(?:me|us|my|this|it)\b|off\b|out\b|from\b))|(?:removed|dropped|kicked|cut)\b"
    r"|tak(?:e|ing)(?=\s+(?:(?:me|us|it|this|my \w+)\s+)?(?:off|out)\b)|taken(?=\s+off\b)"
    r"|(?:lose|forget)(?=\s+(?:me|us)\b)|leav(?:e|ing)(?=\s+(?:(?:me|us|now|yet|here)\b|$)))"
)
# What follows must be something new, else it is another matter that is not to end: "I don't want to stop my meds".
_NEXT = (
    r"(?=\s*(?:$|[.,;:!?\n()*\u2013\u2014\U0001f300-\U0001faff-]|(?:i|im|ive|id|ill|i.m|i.ve|i.ll|we|lets?|let.s|and"
    r"|but|or|cuz|because|bc|just|keep|go|til|till|until|yes|yeah|yep|sure|what|how|is|are|do|can|could|ask|next"
    r"|continue|carry|book|finish|hun|hon|hahaha|hehe|lmao|thanks|thx|ty|thank)\b))"
)
_TAIL = rf"(?:\s+{_OBJECT}\b)*{_NEXT}"
_WE = r"(?:i|we|ima|id|i.d|i.m|im|ive|we.re|were)"
_BEHIND = "".join(rf"|(?<=\b{word})(?=\s)" for word in ("no", "yes", "yeah", "yep", "yup", "sure", "ok", "but", "and"))
_START = rf"(?:(?<=[.,;:!?\n(])|^{_BEHIND})\W*(?:{_BEFORE}\W+)*"
_ASKED = r"(?!\s+(?:you|u|ya)\b[^.,;!?\n]*\?)"  # "don't you ever stop?" wants an end
_GIVES_UP = r"(?:stopp|quitt|cancell?|leav|bail|giv|back)ing(?:\s+(?:up|out))?"
_KEEPS_ON = re.compile(
    rf"{_START}(?:"
    rf"{_DONT}{_ASKED}(?:\s+(?:ever|you|u|ya|dare|go and|even|just|let|them|him|her|this|it|that|make|me|try|to"
    rf"|the {_THINGS}))*\s+{_ENDS}{_TAIL}"
    rf"|{_DONT}\s+(?:go|leave)(?:\s+(?:away|anywhere|me|yet|now|hanging|please|pls|lol|bot|on|here|alone))*{_NEXT}"
    rf"|(?:{_WE}\s+)?(?:\w+ly\s+|just\s+|still\s+)?{_NOT}{_ASKED}(?:\s+{_WISH}\b)+\s+(?:{_ENDS}|go away|done)\b{_TAIL}"
    rf"|(?:{_WE}\s+)?(?:am\s+|are\s+)?(?:not|never)\s+{_GIVES_UP}\b{_TAIL}"
    rf"|(?:{_WE}\s+)?(?:wo\s?n.?t|will\s+not|not\s+gonna|ain.?t\s+gonna)\s+(?:stop|quit|cancel|bail|back out|give up)"
    rf"(?:\s+(?:now|it|this|on (?:you|u|this|it|me)|lol|till|until|haha|ever|today|either|tho))*{_NEXT}"
    r"|no\s+(?:me\s+)?(?:par(?:e|es|en)|cancel(?:e|es|en)|termin(?:e|es)|quit(?:e|es|en)|detengas?|dejes?)"
    r"(?:\s+(?:por favor|ahora|todavia|de la lista|la cita|mi cita|de (?:escribir|textear)(?:me)?|me|la|esto"
    rf"|escribirme))*{_NEXT}"
    r")",
    re.IGNORECASE,
)
_CANT_STOP = re.compile(
    r"\b(?:(?:i|im|we)\s+)?(?:just\s+|literally\s+|seriously\s+)?(?:can\s?n?.?t|cannot|can\s+not|could\s?n.?t|wo\s?n.?t)\s+"
    r"(?:seem\s+to\s+)?(?:stop|quit)\s+(?:smil|laugh|grinn|giggl|danc|sing|beam|jump|cheer|bragg|cackl|chuckl|snicker)\w*"
    r"(?:\s+(?:rn|now|today|at (?:this|that)|over (?:this|here)|lol|haha))*",
    re.IGNORECASE,
)
# Beside one of these the end is wanted all the same: "don't stop the booking but stop texting me".
_ENDS_AFTER_ALL = re.compile(
    r"\b(?:stop\w*|quit\w*|end|cancel\w*|unsubscri\w*|remov\w*|opt(?:ing)?[ -]?out|no more|enough|"
    r"(?:do\s?n.?t|do not|never|without|not|leave me|rather)\s+(?:\w+\s+){0,3}?"
    r"(?:texts?|texting|messag\w*|msgs?|write|sms|contact|spam|continue|go on|bother))\b",
    re.IGNORECASE,
)
_COMPLAINS = re.compile(
    r"\b(?:keeps?|still|always|constantly)\s+(?:\w+\s+)?(?:text|messag|spam|send|writ)", re.IGNORECASE
)
_EMPTY = re.compile(
    rf"(?:{_BEFORE}|yet|thanks|thx|ty|thank|haha\w*|hehe|lmao|right|alright|cool|yay|u|you|im|i|am|serious|seriously"
    r"|really|por|favor|gracias|it|ever|tho|though|go|plea+se|keep|going|lets?|finish|continue|on|carry|up|good|great|fine"
    r"|all|to|s|me|this|we|want|wanna|do|the|more|having|asking|texting|talking|them|coming)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")


def without_staying(text: str) -> str | None:
    """A message without the words that nothing is to end; None where it says no such thing, or wants an end as well."""
    rest = _CANT_STOP.sub(" ", _KEEPS_ON.sub(" ", text))
    if rest == text or _ENDS_AFTER_ALL.search(rest) or _COMPLAINS.search(rest):
        return None
    if not re.search(r"\w", rest) or all(_EMPTY.fullmatch(word) for word in _WORD.findall(rest)):
        return ""
    return re.sub(r"\s+(?=[.,;!?])|^[\s.,;:!?-]+", "", " ".join(rest.split())).strip()
