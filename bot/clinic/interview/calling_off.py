"""An appointment that is to be moved and then is not wanted at all, or that is to be cancelled and then moved."""

from __future__ import annotations

import re

from bot.clinic.interview.loose import keeps_appointment
from bot.clinic.interview.message import LIKELY, SURE, Message

_CANCELS = re.compile(
    r"\bcancel(?:l?ing|l?ed|lation)?\b|\bcall(?:ing)?\s+(?:it|this|that|everything|the\s+(?:\w+\s+){0,2}\w+)\s+off\b"
    r"|\bcall(?:ing)?\s+off\b|\b(?:scrap|bin|ditch)\s+(?:it|this|that|everything|the|my)\b"
    r"|\b(?:drop|delete|remove)\s+(?:the|my)\s+(?:whole|entire|appointment|appt|booking|consult\w*|visit)\b"
    r"|\btake\s+me\s+off\s+(?:the|your)\s+(?:calendar|schedule|books?|list)\b",
    re.IGNORECASE,
)
# Of a day these may say no more than that it does not suit: "I'm not coming on the 4th".
_STAYS_AWAY = re.compile(
    r"\b(?:don.?t|do not|no longer|not|wo.?n.?t|will not|never|rather not)\s+"
    r"(?:(?:really|even|actually|want|wanna|wish|going|gonna|to|be|think|i|i.?ll|i.?m)\s+)*"
    r"(?:com(?:e|ing)|attend(?:ing)?|go(?:ing)? through with)\b"
    r"|\b(?:can.?t|cannot)\s+(?:come|make it|be there)\s+(?:at all|any ?more|after all|any longer)\b"
    r"|\b(?:don.?t|do not|no longer)\s+(?:(?:really|even|actually)\s+)?(?:want|need)\s+"
    r"(?:it|this|(?:the|my|an|any|this|that)\s+(?:whole\s+)?(?:appointment|appt|consult\w*|booking|visit|thing))\b",
    re.IGNORECASE,
)
_OF_THE_MOVE = re.compile(
    r"\bcancel\w*\s+(?:(?:the|that|this|my|any|it)\s+)?(?:time\s+)?(?:mov\w*|chang\w*|resched\w*|switch\w*|swap\w*|shift\w*"
    r"|request|update|new)\b",
    re.IGNORECASE,
)
_NOT_CANCELLED = re.compile(
    r"(?:\b(?:do not|not|never|without|no need to|instead of|rather than)|\b\w+n.?t)\s+"
    r"(?:(?:want|wanna|have|need|mean|wish|going|gonna|to|you|actually|really|just|be|it)\s+)*"
    r"(?:cancel\w*|call(?:ing)?\b.{0,20}?\boff)\b",
    re.IGNORECASE,
)
_ONLY_ASKS = re.compile(
    r"^\W*(?:(?:so|and|but|ok|okay|wait|hm+|oh|well)\W+)*(?:what|how|is|are|does|do|will|would (?!you|u\b)|who|when"
    r"|why|where|must|did|was)\b.*\?|\b(?:if|unless|in case|whether)\b|\b(?:fee|charge|cost|penalty)s?\b"
    r"|\b(?:can|could|may) i\b(?=.*\bcancel)(?=.*\b(?:later|afterwards?|any ?time|still|too|last minute)\b)",
    re.IGNORECASE,
)
_OF_TIMES = re.compile(
    r"\b(?:these|those|none|any of|that (?:day|time|week)|then|times?|days?|work\w*|suits?|slots?|other|another)\b",
    re.IGNORECASE,
)
_MOVES = re.compile(
    r"\b(?:mov(?:e|ing)|re-?schedul\w*|resched|postpon\w*|push\w*|switch\w*|shift\w*"
    r"|(?:another|other|different|new) (?:day|time|date|slot)"
    r"|(?:give|put|book|get) me|instead|rather|make it|come (?:on|at|in))\b",
    re.IGNORECASE,
)


def calls_it_off(message: Message, *, names_time: bool) -> bool:
    """Whether somebody who was moving their appointment does not want it any more.

    `names_time` is whether the message names a day or an hour, by which it may only say when not.
    """
    text = message.text
    if keeps_appointment(text) or _OF_THE_MOVE.search(text) or _NOT_CANCELLED.search(text) or _ONLY_ASKS.search(text):
        return False
    if _CANCELS.search(text):
        return not (names_time and _MOVES.search(text))
    if names_time or _OF_TIMES.search(text):
        return False
    return _STAYS_AWAY.search(text) is not None or (message.means("cancel_booking", SURE) and not message.is_question)


def moves_it_instead(message: Message, *, names_time: bool) -> bool:
    """Whether somebody who is asked "shall I cancel it?" wants another time: "can it be Monday instead?"."""
    text = message.text
    if keeps_appointment(text) or _ONLY_ASKS.search(text):
        return False
    asked = message.means("reschedule_booking", LIKELY) or names_time
    return asked and _MOVES.search(text) is not None and not re.search(r"\bcancel\w*\W*$", text, re.IGNORECASE)


def leaves_it_unmoved(text: str, *, names_time: bool) -> bool:
    """Whether only the change is to be dropped: "cancel that change", "cancel the move, I'll keep Thursday"."""
    if _OF_THE_MOVE.search(text) is None or _ONLY_ASKS.search(text):
        return False
    return not names_time or re.search(r"\b(?:keep|leave|stay)\b", text, re.IGNORECASE) is not None


# After a cancellation: "and could I come in January?". How often one can come again is a question of the treatment.
_COMES_ANEW = re.compile(
    r"\b(?:can|could|may|would|let me|i.?d|to|(?:i|we)\s+(?:\w+\s+)?(?:want|need|like|love|hope|wish))\s+"
    r"(?:(?:i|we|like|love|want|need|rather|then|still|always|just|also|please|to|be able|maybe|perhaps|ever)\s+)*"
    r"(?:come|get in|(?:get|make|have|set up) (?:an?|another|one)|be seen|see (?:you|someone)|visit"
    r"|try|re-?book|book|re-?schedule|schedule|sign up|start over|do (?:it|this|one))\b",
    re.IGNORECASE,
)
_SOME_OTHER_TIME = re.compile(
    r"\b(?:again|anew|another|later(?: on)?|instead|back|new one|some ?(?:other )?time|next|after|in|on|around)\b",
    re.IGNORECASE,
)
_HOW_IT_GOES = re.compile(
    r"\b(?:how|why|what|which|fees?|charge\w*|costs?|pay|free|trouble|treat\w*|infusions?|sessions?|doses?|symptoms?|not|"
    r"don.?t|won.?t|can.?t|never)\b",
    re.IGNORECASE,
)


def comes_anew(text: str, *, names_time: bool) -> bool:
    """Whether somebody who has just cancelled wants to come some other time."""
    if _HOW_IT_GOES.search(text) or _COMES_ANEW.search(text) is None:
        return False
    return names_time or _SOME_OTHER_TIME.search(text) is not None
