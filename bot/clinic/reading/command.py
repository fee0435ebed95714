"""Commands about the dialogue itself, when they are the whole message: "go back", "why do you ask?", "start over"."""

from __future__ import annotations

import re

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.clinic.reading.lexicon import split_phrases
from bot.clinic.reading.phrasebook import COMMANDS
from bot.clinic.reading.words import Clause, say, word_set

_PHRASES = {phrase: name for name, phrases in COMMANDS.items() for phrase in split_phrases(phrases)}
_BY_FIRST: dict[str, list[str]] = {}
for _phrase in _PHRASES:
    _BY_FIRST.setdefault(_phrase[0], []).append(_phrase)

# Courtesies before and after a command; the longest first.
_BEFORE = sorted(
    split_phrases(
        """
        please, pls, plz, can/could/would/will you/u, can/could/may i/we, can you just, could you just,
        i want/need/wanna to?, id like to, i would like to, let me, lets, just, actually, wait, ok, okay, k,
        um, uh, uhm, er, oh, ah, hey, hi, hello, sorry, well, so, and, but, hmm, hm, yes, yeah, yep, alright,
        sure, then, i said, i mean, go ahead and, kindly, we should, now, bot, por favor, quiero, puedes,
        puede, lol, haha, umm, like, im sorry, thanks, ugh, god, oops, whoops
        """
    ),
    key=lambda phrase: -len(phrase),
)
_AFTER = sorted(
    split_phrases(
        """
        please, pls, plz, thanks, thank you, thx, ty, ok, okay, now, lol, haha, for me, bot, man, dude,
        sorry, then, instead, though, tho, already, for a sec/second/minute/moment/bit, to me, right now,
        por favor, gracias, if you can, if possible, if thats ok/okay, real quick, again please, ugh,
        exactly, even, actually, anyway
        """
    ),
    key=lambda phrase: -len(phrase),
)
_EMPTY = word_set(
    """
        no nope wait ok okay yes yeah sorry hmm um uh please thanks hey hi hello well oh so actually lol haha
        ugh hm
    """
)
_NOT_MISTYPED = frozenset(("forgot it", "precious", "forget him"))

# "why do you need my phone number?": asked about whatever the interview asks for.
_ASKED_FOR = word_set(
    """
    phone number cell mobile email address age name surname first last full doctor doctors clinician
    clinicians therapist therapists psychiatrist psychiatrists practice contact info information details role
    title dob birthday question reason health old
    """
)
_WHY_WORDS = _ASKED_FOR | word_set(
    """
    why do does you u need want ask asking are for know to have my mine his her their the your this that it
    if im i am how old even would must give tell provide all any of who is what whats matter say needed
    """
)


def command(text: str) -> str | None:
    """The command that the whole message is: one of the names in `phrasebook.COMMANDS`, such as back, why or stop.

    Courtesies and a slip of the finger do not matter; any other content does: "stop texting me" and "cancel my
    appointment" are None, and so is a bare "cancel", which may mean the appointment.
    """
    said = say(text)
    if not said.clauses:
        return "repeat" if re.fullmatch(r"[\s?]*\?[\s?]*", text[:50]) else None
    if said.words in (("sorry",), ("excuse", "me"), ("ok", "what")):
        return "repeat" if said.asks else None
    if _BACK_TO.fullmatch(said.text):
        return "resume"
    told = [clause for clause in said.clauses if not _EMPTY.issuperset(clause.words)]
    whole = _find(tuple(word for clause in told for word in clause.words))
    if whole or not told:
        return whole
    each = {_of_clause(clause) for clause in told}
    if len(each) > 1:
        each -= {"wait"}  # "hold on, what's that for?"
    if len(each) == 1:
        return each.pop()
    # "sorry, I fell asleep. where were we?": whatever kept somebody away, they ask for the question
    last = _find(told[-1].words)
    lost = last in ("resume", "repeat", "there") and told[-1].words[0] in ("where", "what", "are", "i")
    return last if lost and not re.search(r"[\d@?].*\w", text[:-1]) else None


_WAITS = re.compile(
    r"^(?:(?:ok|okay|um|uh|hey|oh|sorry|yeah|pls|please|lol|ugh|wait|shoot|crap) )*"
    r"(?:(?:(?:just|gimme|give me|need|wait) )?(?:a|1|one) (?:sec|second|min|minute|moment)\b"
    r"(?! (?:opinion|time|one|choice|im|i))"
    r"|(?:hold|hang) on|brb|be right back|bear with me|wait (?:im |let me |still |gotta |looking|checking|finding))\b"
)
# "can we stop here and go on tomorrow", where the second half alone would go on now
_PAUSES = re.compile(
    r"^(?:(?:ok|okay|um|uh|hey|oh|sorry|pls|please|no|wait|actually|can|could|may|lets|"
    r"i|we|you|u|want|need|have|got|to|just) )*"
    r"(?:stop|pause|break off|leave (?:it|this))"
    r"(?: (?:here|there|now|this|it|for (?:today|now|tonight|a bit|the day)))*"
    r"(?: (?:and|then|please|so|i|we|can|could|ill|need to|want to|have to|will|let me|lets))* "
    r"(?:go on|continue|finish|come back|resume|carry on|pick it up|do (?:it|this|the rest)|"
    r"think|rest|sleep|talk to|ask)\b"
)
# "ok back to this", "anyway, back to your questions": on with what is being asked, where "go back" wants the one before
_BACK_TO = re.compile(
    r"(?:(?:ok|okay|k|so|anyways?|anyhow|alright|right|well|now|and|but|lets|can we|could we|please|pls|sorry|yeah|yes"
    r"|sure|then|lol|haha|um|uh|hm+|oh|cool|thanks|thank you|thx|ty|got it|good|great|fine|nice|wait|just|we should"
    r"|i (?:want|need) to|id like to|wanna|no|enough of that|where were we) )*"
    r"(?:(?:go|get|getting|going|come|coming|move|jump|return|turn|circle) )?(?:right )?back (?:to|2|on|onto) "
    r"(?:this|that|it|these|those|us|you|u|(?:where|what) (?:we|you|u|i) (?:were|was|are|left|had)\b.*"
    r"|(?:(?:the|your|ur|my|our|this|that|these|those|all) )*(?:form|booking|questions?|app\w*t|consult\w*"
    r"|chat|interview|screening|subject|topic|things?|stuff|business|track)"
    r")"
    r"(?: (?:please|pls|now|then|thing|stuff|form|again|lol|ok|real quick|we go|i guess|shall we))*"
)
_FEW = 8  # words in which somebody says what keeps them
_BACK = re.compile(r"\bback\b|\bwhere (?:were|was|did)\b|\bleft off\b")


def asks_to_wait(text: str) -> bool:
    """Whether somebody asks for a moment and says why: "brb, the door". What may be an answer must be read before."""
    words = say(text).words
    return len(words) <= _FEW and _WAITS.match(" ".join(words)) is not None


def asks_to_pause(text: str) -> bool:
    """Whether somebody wants to leave off and says what for: "let's stop here and finish tomorrow"."""
    return _PAUSES.match(" ".join(say(text).words)) is not None


def comes_back(text: str) -> bool:
    """Whether somebody who wants to go on was away: "hey, I'm back", "where were we?"."""
    return command(text) == "resume" and _BACK.search(say(text).text) is not None


def _of_clause(clause: Clause) -> str | None:
    return _find(clause.words) or ("why" if _asks_why(clause.words) else None)


def _find(words: tuple[str, ...]) -> str | None:
    """The command for some words, with the courtesies around them taken off one by one."""
    phrase = " ".join(words)
    while phrase and len(phrase) <= 80:
        if name := _PHRASES.get(phrase) or _mistyped(phrase):
            return name
        phrase = _without_courtesy(phrase)
    return None


def _without_courtesy(phrase: str) -> str:
    for after in _AFTER:
        if phrase.endswith(" " + after):
            return phrase[: -len(after) - 1]
    for before in _BEFORE:
        if phrase.startswith(before + " "):
            return phrase[len(before) + 1 :]
    return ""


def _mistyped(phrase: str) -> str | None:
    """The command for a phrase of 7 letters or more with one slip in it (two from 14 letters on)."""
    if len(phrase) < 6 or len(phrase) > 40 or phrase in _NOT_MISTYPED:
        return None
    allowed = 1 if len(phrase) < 14 else 2
    near = process.extractOne(phrase, _BY_FIRST.get(phrase[0], ()), scorer=OSA.distance, score_cutoff=allowed)
    if not near or near[0].count(" ") != phrase.count(" ") or len(near[0]) < 7:
        return None
    return None if _PHRASES[near[0]] == "wait" else _PHRASES[near[0]]  # short, and near to many an answer


def _asks_why(words: tuple[str, ...]) -> bool:
    if len(words) > 14 or not _WHY_WORDS.issuperset(words) or not _ASKED_FOR.intersection(words):
        return False
    return words[0] == "why" or (words[0] in ("what", "whats") and words[-1] == "for")
