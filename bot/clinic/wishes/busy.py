"""Rules for what keeps somebody from coming: shifts, sleep, and hours at which a person is good for nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.clinic.wishes.doses import ILL
from bot.clinic.wishes.frame import Frame
from bot.clinic.wishes.grammar import Built, Rule, Token, over, words

_LIMITS = "until|before|after|past|from"


def _unable(_: Frame, tokens: Sequence[Token]) -> Built:
    """Whatever is said before the limit says "busy", which turns the limit round."""
    at = next(i for i, t in enumerate(tokens) if t.word in _LIMITS.split("|"))
    return [over(tokens[:at], "NOT", word="busy"), *tokens[at:]]


def _unable_on(_: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "in court friday until 11": the day is kept, and stands before what keeps the person busy then."""
    at = next(i for i, t in enumerate(tokens) if t.word == "until")
    return [tokens[at - 1], over(tokens[: at - 1], "NOT", word="busy"), *tokens[at:]]


def _sooner(_: Frame, tokens: Sequence[Token]) -> Built:
    return [over(tokens[:-1], "F"), replace(tokens[-1], word="before")]


def _on_shift(_: Frame, tokens: Sequence[Token]) -> Built:
    return [over(tokens[:-1], "NEG", "BUSY", word="busy"), tokens[-1]]


def _free(_: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "(..., ) off fridays": the word between comma and day says that it is free."""
    return [tokens[0], over(tokens[1:-1], "POS", "F"), tokens[-1]]


_WHEN = "about|around|like|at? NUM|CLOCK|noon|lunch|midnight|quarter|half !UNIT|PLURAL|times"
_ONES = "kid|kids|baby|children|son|daughter|grandkids|niece|nephew|grandson|granddaughter|dog"

UNABLE = [
    # "school til 2:30 so after that"
    Rule(
        "school|class|classes|lessons|practice|daycare|naps until NUM|CLOCK am|pm? COMMA|STOP|so|and* after that|then "
        "!i|im|i'm|ive|we|my|busy|work|its",
        lambda _, t: [over(t[1:2], word="after"), *(x for x in t[2:4] if x.word in {"am", "pm"} or x is t[2])],
    ),
    # the noun, where "shift it to friday" is the verb
    Rule(
        "my|our|the|his|her|night|day|work|a|on shift",
        lambda _, t: [t[0], replace(t[1], word="shifts")],
    ),
    Rule(
        "useless|worthless|hopeless|toast|comatose|groggy|foggy|asleep|sleeping|fried|wiped|babysitting|nannying|"
        "caregiving|teaching|driving|sedated|unconscious "
        f"( for|to anyone|anybody|people|anything|everyone | out )? {_LIMITS} {_WHEN}",
        _unable,
    ),
    Rule(
        "( no use|good ( to anyone|anybody|people | for anything|anyone )? | zombie|wreck | dead to the world "
        "| out cold | knocked out | knock|knocks|knocking me out | in bed | "
        f"not human|functional|functioning|awake|conscious|coherent ) {_LIMITS} {_WHEN}",
        _unable,
    ),
    Rule(
        "^|STOP|COMMA|im|am|is|are|be|stuck in|at the|my|a? !town|home|area|city|la "
        f"X|work|school|class|church|practice|dialysis until {_WHEN}",
        _unable,
    ),
    Rule(
        f"at|in|on|have|got|with|work|working F|X? X|work|school|class|church? on? WD|WDS|today|tomorrow until {_WHEN}",
        _unable_on,
    ),
    # "up to and including the 12th"
    Rule(
        "right? ( up to | until | through ) and|AND inclusive|including",
        lambda _, t: over(t, "F", word="until"),
    ),
    Rule("up to the? WD|WDS|ORD|MONTH|tomorrow", lambda _, t: [over(t[:2], "F", word="until"), *t[2:]]),
    # "apart from that I'm free"
    Rule(
        "except|besides that|it|this COMMA|i|im|we|any|anytime|anything|all|everything|whenever|free",
        lambda _, t: [over(t[:2], "COMMA"), t[2]],
    ),
    Rule("i|im afraid !of|that|to|i|it|he|she|the|my", lambda _, t: over(t, "F")),
    # who can't wait until friday must come before; who waits until then, after
    Rule("cant|wont|not wait|hold|last out|on|off? until", _sooner),
    Rule("hold|wait|holding|waiting|put|push it|this? on|off|out? until", _unable),
    Rule(f"i|we crash|fade|collapse|fizzle|wilt out? {_LIMITS} {_WHEN}", _unable),
    Rule(f"have|got|watch|mind|keep the|my|our|a|his|her|both|all {_ONES} until {_WHEN}", _unable),
    # as a reason it limits, in a story of somebody's nights it does not
    Rule("i|we F? sleep|nap until NUM|CLOCK|noon so|SO", _unable),
]

# What people are kept by, week after week.
_DUTY = (
    "lecture|lectures|rehearsal|rehearsals|training|seminar|seminars|rounds|dialysis|physio|rehab|choir|court|chemo|"
    "radiation|swimming|football|soccer|band|scouts|tutoring|homeschool|daycare|yoga|pilates|church|mass|custody|"
    "visitation|probation|overtime|inventory|exams|clinicals|practice|piano|ballet|karate|class|classes|school"
)
_ERRAND = (
    "dentist|doctor|doctors|vet|work|shift|meeting|exam|travel|travelling|funeral|wedding|trip|flight|plumber|surgery|"
    "birthday|party|duty"
)
_GOOD_FOR_NOTHING = (
    "useless|worthless|hopeless|toast|comatose|groggy|foggy|asleep|fried|wiped|sedated|zombie|wreck|mess|dead|vegetable"
)
_IN_DISORDER = "mess|nightmare|zoo|madhouse|disaster|complicated|hectic|crazy|nuts|packed|slammed|jammed|chaos|chaotic"
_TENDS = (
    "take|drive|bring|visit|coach|teach|babysit|mind|watch|look|volunteer|help|play|attend|care|train|run|go|swim|pick|"
    "collect|fetch|drop|shop|clean|cook|bowl|golf|open|close|run|manage|host|serve|deliver|work|sell|bake|study"
)


def _at_duty(_: Frame, tokens: Sequence[Token]) -> Built:
    return [over(tokens[:-1], "NEG", "BUSY", "X", word="kept"), tokens[-1]]


def _kept(_: Frame, tokens: Sequence[Token]) -> Built:
    # the X: by itself such a habit is a story and no wish (`_only_busy`)
    return [tokens[0], over(tokens[1:], "NEGPRED", "BUSY", "X", word="kept")]


def _unfit(_: Frame, tokens: Sequence[Token]) -> Built:
    return [tokens[0], over(tokens[1:], "NEGPRED", "BUSY", word="kept")]


def _tied(_: Frame, tokens: Sequence[Token]) -> Built:
    return [over(tokens[:-1], "NEG", "BUSY", word="kept"), tokens[-1]]


_INCLINED = words("coming leaning going aiming eyeing asking requesting preferring wanting praying picking opting")


def _noted(_: Frame, tokens: Sequence[Token]) -> Built:
    behind = [t for t in tokens[-1:] if t.tags & {"COMMA", "STOP"}]
    return [tokens[0], over(tokens[1 : len(tokens) - len(behind)], "NEGPRED", "BUSY", "X", word="kept"), *behind]


def _doing(_: Frame, tokens: Sequence[Token]) -> Built:
    known = tokens[-1].word in _INCLINED or "HISTORY" in tokens[-1].tags
    return _kept(_, tokens) if tokens[-1].word.endswith("ing") and not known else None


def _habit(_: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "tuesdays I take my dad to dialysis", of every tuesday; of one it may be the plan that was asked for."""
    return _kept(_, tokens) if tokens[0].value.sort == "rule" else None


def _habit_on(_: Frame, tokens: Sequence[Token]) -> Built:
    return _at_duty(_, tokens) if tokens[-1].value.sort == "rule" else None


_ON_SHIFT = frozenset({"nights", "on nights", "evenings", "on evenings"})
_LIKED = words("favorite favourite preference date deadline dream fave")
_SHIFTS = "shift|shifts|rotation|rotations|clinicals|rounds|rota"
SHIFTS = [
    # "this week my rota is nights", "I'm on nights all next week"
    Rule(
        f"DAY my|our|the|his|her {_SHIFTS}|schedule is|are PART|X|F",
        lambda _, t: [over(t[1:], "NEG", "BUSY", word="busy"), t[0]],
    ),
    Rule("im|am|is|are|shes|hes on_nights|nights|lates|earlies all|the|whole|entire* DAY", _on_shift),
    # "not tomorrow, I'm on nights": the shift, and no hour to come at
    Rule(
        "im|am|shes|hes|been|work|working F? PART !DAY|TIME|CLOCK|is|are|works|work|best|only|free",
        lambda _, t: over(t, "F") if t[-1].word in _ON_SHIFT else None,
    ),
    Rule(
        f"after|before|between|outside|around my|the|our|a? work|night|day? {_SHIFTS} DAY|TIME",
        lambda _, t: [over(t[:-1], "F"), t[-1]],
    ),
    Rule(
        f"( on F? {_SHIFTS} | on call|duty | i do F|X|NUM? HOURUNIT? {_SHIFTS} | i work F? {_SHIFTS} | "
        f"my|our|the X? {_SHIFTS} | {_SHIFTS} are|is|run|runs | my|our work schedule|hours ) "
        "are|is|run|runs|COLON? on|from|every|each? DAY|TIME|CLOCK",
        _on_shift,
    ),
    # "friday is my choir", but "friday is my favorite"
    Rule(
        "DAY is|was|are|s my|our|the|his|her F? X !day|choice|pick|one|DAY|TIME",
        lambda _, t: _on_shift(_, [*t[1:], t[0]]) if t[-1].word not in _LIKED else None,
    ),
    # "wednesdays are chemo days", "tuesday is market day"
    Rule(f"DAY is|are|s always? X|{_DUTY} day|days|night|nights|duty", _kept),
    # "friday - jury duty", "thursday I'm babysitting", "mornings I'm a zombie"
    Rule(f"DAY DASH|COLON my|our|the|a|kid's|kids'? X? {_ERRAND}|{_DUTY} ( COMMA | STOP | $ )", _noted),
    Rule("DAY im|i'm|i|we're am? on F? call|duty|shift|shifts|nights|deadline !until|TIME|CLOCK", _kept),
    Rule("DAY im|i'm|we're|shes|hes F? X|NOT !DAY|TIME", _doing),
    Rule(
        f"DAY|TIME im|i'm|i|we're am? F? F? {_GOOD_FOR_NOTHING}",
        _unfit,
    ),
    Rule(
        "ties|tie|keeps|keep|has|have|got me|us tied? up|busy|occupied|stuck all? on|in|during|from? DAY|TIME",
        _tied,
    ),
    Rule("i|we|ive have|got? something|stuff|things|plans going? on|planned|scheduled on? DAY", _tied),
    Rule(
        "something|smth|sth|stuff|things|thing|emergency has|have|had|just? came|come|popped|"
        "cropped up|F F? on|for? DAY",
        _tied,
    ),
    Rule(
        f"DAY is|are|got|looks|gets|became|has|a|an|so|too F|become|turned|gotten? F? {_IN_DISORDER} F? me|us? now?",
        _unfit,
    ),
    # "wednesday is my long day at the salon", but "a good day at the moment"
    Rule("DAY is|are|s my|our|the|a|her|his F? X? day|days|night at|with the|my|our|a? !moment|minute|all", _kept),
    Rule(f"have|got|watch|mind|keep the|my|our|both|all {_ONES} on|every|all? DAY", _at_duty),
    Rule(f"DAY is|are|s always? {_DUTY} !at|AT|until|from|ends|TIME|CLOCK", _kept),
    Rule(f"after|before|around|about|for|with|of|like {_DUTY} on? DAY|TIME", lambda _, t: t),
    Rule(f"{_DUTY} on? every|each|all|most DAY|TIME", _at_duty),
    Rule(
        f"DAY i|we|he|she F? {_TENDS} !( F|X|PLURAL? F|X? F|X? F|X? F|X? TIME ) "
        "my|our|the|his|her|to|a|at|after|up|F? X|PLURAL? to? the? X?",
        _habit,
    ),
    Rule(f"i|we F? {_TENDS} my|our|the|his|her|to|a|at|after|up F|X? F|X? F|X? F|X? on|every? DAY", _habit_on),
    Rule("COMMA|STOP|and|AND|but off on|every|all? DAY", _free),
    Rule("COMMA|STOP|and|AND|but F off on|every|all? DAY", _free),
    Rule("have|got|get DAY off", lambda _, t: [over(t[:1], "POS", "F"), t[1]]),
    # "she has ballet on tuesdays": what nobody here knows the word for fills the day
    Rule(f"have|has|got !{ILL} X on|every|this|all? DAY", _on_shift),
    # the hour is the wish, what happens then its reason
    Rule(
        "TIME|CLOCK when|because|since my|the|our|his|her|i|he|she|they F|X|NOT? "
        "start|starts|begin|begins|leave|leaves|end|ends|wake|wakes|finish|finishes|land|lands|arrive|arrives",
        lambda _, t: t[0],
    ),
]
