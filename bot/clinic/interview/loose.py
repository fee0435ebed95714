"""Short words that mean something of their own while no question is open: "yes, book", "cancel it"."""

from __future__ import annotations

import re

from bot.clinic.interview.message import LIKELY, SURE, Message

STARTS = ("book_consultation", "ask_eligibility")
"""Intents with which a consultation begins."""
_ALSO = 0.15  # probability from which a second reading of a message counts where the first makes no sense
_SAYS_BOOK = re.compile(
    r"\W*(?:(?:yes|yeah|yep|ok|okay|sure|please|then|fine|alright|let'?s|so|and|well|i|want|to|will|i'?ll|now)\W+)*"
    r"(?:book|sign me up|schedule)(?:\s+(?:it|one|me|now|please|then|in|that|the consultation|a consultation))*\W*",
    re.IGNORECASE,
)
_BOOKS_ANEW = re.compile(r"\b(?:re-?book|book)\b", re.IGNORECASE)
_CANCELS = re.compile(
    r"\W*(?:(?:please|ok|no|nah|nope|forget (?:it|that)|wait|actually|just|then|well|oh|hm+|sorry|and|can you|"
    r"could you)\W+)*cancel"
    r"(?: it| that| this| the (?:whole )?(?:thing|lot)| everything| all of it)?"
    r"(?: all| altogether| completely)?(?: please| then| now| anyways?| regardless| still| for me)*"
    r"\s*(?:$|[^\w\s])",
    re.IGNORECASE,
)
_KEEPS = re.compile(
    r"\b(?:keep\w*|leave|stay\w* with|stick\w* (?:with|to))\s+(?:\w+\s+){0,2}?"
    r"(?:(?:old|original|existing|current|present|first)(?:\s+(?:one|time|slot|appointment|booking|date|day))?"
    r"|(?:my|the)\s+(?:appointment|booking|slot)|what i have"
    r"|(?:it|things|that|everything)(?:\s+(?:the\s+way|as|how)\s+\w+\s+\w+)?)\W*$",
    re.IGNORECASE,
)


_ANNOYED = re.compile(
    r"\b(?:useless|annoying|frustrat\w*|ridiculous|sucks?|waste of (?:my )?time|hate (?:this|you|bots?|the bot)|"
    r"(?:this|you|bot|it)(?:'?s| is| are|'?re)? (?:so |such a |really |just )?"
    r"(?:stupid|dumb|terrible|awful|horrible|joke)|"
    r"(?:not|isn.?t|aren.?t|doesn.?t|don.?t) help(?:ing|ful)?)\b",
    re.IGNORECASE,
)


def is_annoyed(text: str) -> bool:
    """Whether somebody has had enough of the assistant: "this is useless"."""
    return _ANNOYED.search(text) is not None


_APPOINTMENT = re.compile(
    r"\b(?:my|mine|mov(?:e|ing)|resched\w*|chang\w+|cancel\w*|switch|push|postpone|booked|instead|appointment|appt|booking)\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:keep|want|need|have|get|take|like)\s+(?:it|that|(?:my|the) (?:appointment|appt|slot|spot|time))"
    r"(?:\s+(?:back|after all|again))?\W*$"
    r"|\bput (?:me|it|that) back\b|\bun-?(?:do|cancel)\w*|\b(?:restore|reinstate)\b"
    r"|\b(?:don.?t|do not|didn.?t (?:mean|want) to) cancel\b"
    r"|\b(?:re-?book|book|take|give|have|get)\b.{0,20}\b(?:it|that|me|same (?:time|one|slot|day))\b.{0,12}"
    r"\b(?:again|back|after all)\b"
    r"|\b(?:same|that|my old) (?:time|slot|one|spot)\b.{0,12}\b(?:again|back|after all)\b"
    r"|\bi (?:do )?(?:still )?want to come(?: after all)?\W*$|\bchanged my mind\b",
    re.IGNORECASE,
)
_NOT_BACK = re.compile(
    r"\b(?:keep it (?:cancel\w*|that way|like that)|don.?t (?:put|book|rebook)|another|different|other)\b",
    re.IGNORECASE,
)


def speaks_of_appointment(text: str) -> bool:
    """Whether a message about a time is about one that somebody has: "move mine to Friday"."""
    return _APPOINTMENT.search(text) is not None


def wants_it_back(text: str) -> bool:
    """Whether somebody who has just cancelled wants the same time after all: "no wait, put me back in"."""
    return _BACK.search(text) is not None and _NOT_BACK.search(text) is None


_FEELINGS = re.compile(
    r"\b(?:feel|feels|feeling|felt|sad|worthless|lonely|alone|hate|hurts?|cry|crying|scared|afraid|frightened|empty|"
    r"numb|"
    r"depressed|hopeless|yell\w*|scream\w*|shout\w*|fight(?:s|ing)?|argu\w*|hits?|hitting|beats?|drunk|drinks|bullied|"
    r"unsafe|desperate|overwhelmed|exhausted|stressed|panic\w*|miss (?:my|him|her|them)|trapped|stuck)\b"
    r"|\b(?:can'?t|cant|cannot) (?:take|stand|handle|do|deal|cope|breathe|sleep|stay|live|go on)\b"
    r"|\b(?:idk|don'?t know|dont know|no idea) (?:what|who|where|how)\b"
    r"|\b(?:things|it|life|home|stuff|everything)(?:'?s| is| are| r)"
    r" (?:so |really |just |very |too )?(?:bad|awful|hard|horrible|hell|terrible|too much|a mess)\b"
    r"|\bbad at (?:home|my|school)\b"
    r"|\b(?:talk|speak) (?:to|2|with) (?:some|any)(?:one|body)\b|\bno ?(?:one|body) (?:to talk|listens|cares|gets)\b",
    re.IGNORECASE,
)
_BOOKING = re.compile(
    r"\b(?:book\w*|appointment|appt|sign|schedule|slot|consult\w*|put me|let me in|anyway)\b", re.IGNORECASE
)
_PLEADS = re.compile(r"\b(?:please|pls|plz|can|could|let|put|book|anyway|sign|appointment|but)\b", re.IGNORECASE)


def tells_of_feelings(text: str) -> bool:
    """Whether somebody tells how they are and asks for nothing: "i just feel worthless"."""
    return _FEELINGS.search(text) is not None and _PLEADS.search(text) is None


_SUFFERS = re.compile(
    r"\b(?:cry|cries|crying|sobbing|in tears|panic\w*|worthless|hopeless|helpless|lonely|miserable|desperate|"
    r"overwhelmed|exhausted|falling apart|breaking down|broken|numb|"
    r"so (?:sad|down|low|empty|alone|scared|depressed|tired)|"
    r"feel(?:ing)? (?:so |really |very |just |like )?"
    r"(?:sad|down|low|empty|alone|nothing|shit|crap|awful|terrible|lost)|"
    r"(?:can.?t|cant|cannot) (?:take|stand|handle|cope|breathe|sleep|stop|function|get out of bed))\b",
    re.IGNORECASE,
)


def tells_of_suffering(text: str) -> bool:
    """Whether somebody who was asked something else tells how bad it is: "I just can't stop crying"."""
    return _SUFFERS.search(text) is not None and _BOOKING.search(text) is None and "?" not in text


def tells_of_distress(text: str) -> bool:
    """The same of somebody who was turned away for their age: a "please" or "can I talk to somebody" is part of it."""
    return _FEELINGS.search(text) is not None and _BOOKING.search(text) is None


_PARENT = re.compile(
    r"\b(?:mom|mum|mommy|mama|mother|dad|daddy|father|parents?|guardian|grand(?:ma|pa|mother|father)|folks)\b",
    re.IGNORECASE,
)
_ARRANGES = re.compile(
    r"\b(?:book\w*|call\w*|phone|appointment|sign\w*|register\w*|make|do (?:it|this|that)|arrange|set (?:it )?up|"
    r"permission|consent\w*|allow\w*|let\w*|says?|said|ok|okay|fine|agree\w*|knows?|come|comes|here|typing|writing|speaking)\b",
    re.IGNORECASE,
)


def of_parent(text: str) -> bool:
    """Whether it is about a parent who would arrange it, or is one: "can my dad sign me up?", "her mother here"."""
    return bool(_PARENT.search(text) and _ARRANGES.search(text)) and not tells_of_feelings(text)


_OF_ALL_TEXTS = re.compile(
    r"\b(?:(?<!after )all|any|anything|every\w*|ever|unsubscribe|opt(?:ing)?[ -]?out|messages?)\b", re.IGNORECASE
)


def of_reminders(text: str) -> bool:
    """Whether no more texts are meant to be no reminders, and not the end of everything."""
    return re.search(r"\breminders?\b", text, re.IGNORECASE) is not None and _OF_ALL_TEXTS.search(text) is None


_ONE_MORE = re.compile(
    r"\b(?:another|second|two|also|as well|too|one more|additional|new (?:one|appointment)|both)\b|"
    r"\bfor (?:my|a|his|her|our) (?!self)\w+",
    re.IGNORECASE,
)


def wants_one_more(text: str) -> bool:
    """Whether an appointment besides the one that stands is meant: "one for my sister too"."""
    return _ONE_MORE.search(text) is not None


def says_book(text: str) -> bool:
    """Whether a message is nothing but the wish to book: "yes book", "ok, sign me up then"."""
    return _SAYS_BOOK.fullmatch(text) is not None


_BOOKS_FOR = re.compile(
    r"\W*(?:(?:hi|hello|hey|so|and|ok|okay|well|actually|please|then|but)\W+)*"
    r"(?:(?:can|could|may|how (?:do|can)|am) (?:i|we)|i(?:'d| would) like to|i (?:want|need) to)"
    r"(?: (?:also|just|please|still|instead|now|able to|allowed to))*"
    r" (?:book|schedule|sign up|register|(?:make|get|have|set up|arrange|do)(?= (?:an?|one|the|my)\b))"
    r"(?: (?:an?|one|the|my|your|free|own|appointment|appt|consult\w*|visit|slot|in|here|with you))*"
    r" for (?:me|my ?self|us)(?: (?:too|as well|instead|please|here|then|now|today|alone|only))*\W*",
    re.IGNORECASE,
)


# "book for myself, depression 20 years": the wish stands first, and what follows only tells why
_BOOKS_FIRST = re.compile(
    r"\W*(?:(?:hi|hello|hey|please|so|just|i)\W+)*(?:(?:want|wanna|need|would like|looking|trying|like|here) (?:to )?)?"
    r"(?:book|schedule|sign up|register)(?: (?:an?|the|one|free|appointment|appt|consult\w*|visit|slot|in))*"
    r" for (?:me|my ?self)\b\s*[,.;:!-]",
    re.IGNORECASE,
)


_PLACE_TO_BOOK = re.compile(
    r"\b(?:is|would) (?:this|it|here) (?:be )?(?:the (?:right |correct )?(?:place|number|chat|line|way) )?"
    r"(?:where|to|for|how)"
    r"(?: (?:i|we|you|u|people|one|folks))?(?: (?:can|could|would|get to|go to|have to|do))?"
    r" (?:book|set (?:it |one )?up|schedul\w+|sign up|signing up|booking|arrang\w+|make|making)\b",
    re.IGNORECASE,
)


def asks_whether_to_book_here(text: str) -> bool:
    """Whether somebody asks if this is the place to book, as who wants to do so does."""
    return _PLACE_TO_BOOK.search(text) is not None


def books_for_oneself(text: str) -> bool:
    """Whether a message asks for nothing but a booking of one's own: "could I set one up for myself?"."""
    return _BOOKS_FOR.fullmatch(text) is not None or _BOOKS_FIRST.match(text) is not None


def books_anew(text: str) -> bool:
    """Whether a message speaks of booking, where there is nothing that it could move: "can I rebook for the 8th?"."""
    return _BOOKS_ANEW.search(text) is not None


def bare_cancel(text: str) -> bool:
    """Whether a message is or begins with a bare "cancel it", which may mean the appointment."""
    return _CANCELS.match(text) is not None


_LEANS = re.compile(
    r"\b(?:want|wanna|might|may|thinking|need|have to|gotta|like|considering|considered|maybe|should|probably|prolly|"
    r"gonna|going to|debating|tempted)\b[^.?!]*\b(?:cancel\w*|call(?:ing)? it off)",
    re.IGNORECASE,
)
_UNDECIDED = re.compile(
    r"\b(?:not (?:so |really |too |totally |100 ?%? ?|quite )?(?:sure|certain|decided)|unsure|idk|dunno|"
    r"(?:don.?t|do not) know|maybe|might|thinking|torn|undecided|on the fence|debating|considering|probably|"
    r"prolly|perhaps|haven.?t decided|can.?t decide|tempted)\b",
    re.IGNORECASE,
)
_NO_CANCELLING = re.compile(
    r"\b(?:not|n.?t|never|without|dont) (?:\w+ ){0,3}cancel\w*|\bcancel\w* (?:fee|policy)", re.IGNORECASE
)


def leans_to_cancel(text: str) -> bool:
    """Whether somebody is in two minds about cancelling: it is asked then, and nothing done. A question is none."""
    leans = _LEANS.search(text) is not None and _UNDECIDED.search(text) is not None
    return leans and "?" not in text and _NO_CANCELLING.search(text) is None


_WHEN_IT_IS = re.compile(
    r"\b(?:when|whn|wen|what (?:time|day|date)|wht time|what.?s the (?:time|date))\b[^.?!]*\b(?:my|the|our|mi)\s+"
    r"(?:apt|app\w*t|consult\w*|booking|slot|visit|meeting)s?\b|\b(?:when|whn|what time)\s*(?:n|and|&|/)\s*where\b"
    r"|\bwhere\s*(?:n|and|&|/)\s*(?:when|whn|what time)\b",
    re.IGNORECASE,
)


def asks_when_it_is(text: str) -> bool:
    """Whether the time of an appointment is asked for, perhaps with its place: "when n where is my appt"."""
    return _WHEN_IT_IS.search(text) is not None


_PLACE = re.compile(r"\b(?:where|adress|address|location|wher)\b", re.IGNORECASE)


def asks_where(text: str) -> bool:
    """Whether the place is asked for."""
    return _PLACE.search(text) is not None


def keeps_appointment(text: str) -> bool:
    """Whether somebody whose appointment is being changed wants it left alone: "never mind, keep the old one"."""
    return _KEEPS.search(text) is not None and "?" not in text


_CONSULTATION = re.compile(r"\b(?:consult\w*|appointment|appt|book|schedule|sign me up|come in)\b", re.IGNORECASE)


def says_consultation(message: Message) -> bool:
    """Whether a message that seems to name a topic asks for a visit: "id like a consult for anxiety, im 34"."""
    return not message.is_question and bool(_CONSULTATION.search(message.text)) and wants_consultation(message)


def starts(message: Message) -> bool:
    """Whether a consultation begins with this message, whatever else is in it."""
    if books_for_oneself(message.text):
        return True
    return message.intent in STARTS or any(p.intent in STARTS and p.confidence >= LIKELY for p in message.parts)


def wants_consultation(message: Message) -> bool:
    """Whether a message that seems to be about something else asks for a consultation as well."""
    parts = any(part.intent in STARTS and part.confidence >= LIKELY for part in message.parts)
    return parts or any(name in STARTS and value >= _ALSO for name, value in message.alternatives)


def asks_something(message: Message) -> bool:
    """Whether a message that tells of a death wants something as well; a mere guess at a topic would be cold."""
    if message.questions or message.whole.is_aside or wants_consultation(message):
        return True
    sure = message.understood and message.confidence >= SURE
    return sure and message.intent not in ("out_of_scope", "affirm", "deny", "repeat")
