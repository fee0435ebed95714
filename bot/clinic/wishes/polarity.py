"""Rules for yes and no: what a person rules out, does not mind, already has, or takes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.clinic.wishes.frame import Frame
from bot.clinic.wishes.grammar import Build, Built, Rule, Token, over

ITEM = ("DAY", "TIME", "CLOCK", "PART")


def _is(*tags: str) -> Build:
    return lambda _, tokens: over(tokens, *tags)


def _keep_last(_: Frame, tokens: Sequence[Token]) -> Built:
    return tokens[-1]


def _drop_items(_: Frame, tokens: Sequence[Token]) -> Built:
    return [t.tagged("JUNK") if t.tags & set(ITEM) else t for t in tokens]


def _drop_visit(_: Frame, tokens: Sequence[Token]) -> Built:
    """A visit elsewhere; one of every week ("we visit my uncle on fridays") keeps the person busy (`busy.SHIFTS`)."""
    habit = any("DAY" in t.tags and t.value.sort == "rule" for t in tokens)
    return None if habit else _drop_items(_, tokens)


_ASKED = "appointment|consult|consultation|booking|slot|visit|session|one|time"
EXISTING = [
    Rule("i|we see|meet|visit my|a|him|her|them|with F? X|him|her? on|every? DAY TIME?", _drop_visit),
    Rule(
        "see|seeing|meet|meeting|visit|visiting my|our|his|her F|X F|X? F|X? on|at|AT? DAY|CLOCK at|AT? CLOCK?",
        _drop_visit,
    ),
    Rule("therapist|psychiatrist|counselor|doctor|dr i|we? see|meet|visit on|every? DAY TIME?", _drop_items),
    Rule(
        "move|change|switch|reschedule|push|swap|bring|shift|postpone|moved|moving|changing F? F? F? "
        "from? DAY|CLOCK|TIME F? DAY|CLOCK|TIME? ( to|for|until F? | back|forward to ) DAY|CLOCK|TIME",
        _keep_last,
    ),
    Rule(f"my|our|existing|current DAY|CLOCK|TIME at? DAY|CLOCK|TIME? {_ASKED}", _drop_items),
    Rule(
        "is|was|move|change|cancel|canceled|cancelled|reschedule|confirm|check|switch|push|about|miss|missed|"
        f"have|had|got|remember|see my|our|the|an|a {_ASKED} is|was|scheduled|booked|set? on|for|at|of? the? "
        "DAY|CLOCK|TIME at|in? DAY|CLOCK|TIME?",
        _drop_items,
    ),
    # "grateful for an appointment on thursday" wants one
    Rule(
        f"for my|our|the {_ASKED} is|was|scheduled|booked|set? on|for|at|of? the? "
        "DAY|CLOCK|TIME at|in? DAY|CLOCK|TIME?",
        _drop_items,
    ),
    Rule(
        f"my|our|the {_ASKED} is|was|scheduled|booked|set F? on|for|at? DAY|CLOCK|TIME at? DAY|CLOCK|TIME?",
        _drop_items,
    ),
    Rule("cancel|canceling|cancelling F? F? F? DAY|CLOCK|TIME at? DAY|CLOCK|TIME?", _drop_items),
]

_PLAIN = (
    "work|works|suit|suits|fit|fits|good|great|ideal|possible|ok|okay|do|available|happen|happening|"
    "option|convenient|best|doable|feasible|fine|open|optimal|practical|workable|manageable"
)
_POOR = (
    "bad|tough|hard|impossible|difficult|terrible|tricky|full|busy|hectic|crazy|packed|booked|taken|"
    "worst|awful|out|off|no|rough|horrible|unavailable|problematic|useless|nope"
)
_VERY = (
    "too|really|very|pretty|so|super|kinda|always|just|also|both|all|usually|generally|completely|totally|mostly|a|an"
)
_CANNOT = "isnt|arent|dont|doesnt|wont|wouldnt|cant|never|not|shouldnt"


def _busy_then(_: Frame, tokens: Sequence[Token]) -> Built:
    return [over(tokens[:-1], "NEG", "BUSY"), tokens[-1]]


def _poor_then(_: Frame, tokens: Sequence[Token]) -> Built:
    return [tokens[0], over(tokens[1:], "NEGPRED")]


def _poor_behind(_: Frame, tokens: Sequence[Token]) -> Built:
    return [tokens[0], over(tokens[1:], "NEGPRED")]


def _proposed(tokens: Sequence[Token]) -> Built:
    """Reads "not tuesday thursday instead": the second day is what is wanted."""
    at = next(i for i, t in enumerate(tokens) if "DAY" in t.tags) + 1
    gap = replace(tokens[at], word=".", tags=frozenset({"STOP"}), value=None, end=tokens[at].start)
    return [*tokens[:at], gap, *tokens[at:]]


def _also(_: Frame, tokens: Sequence[Token]) -> Built:
    at = next(i for i, t in enumerate(tokens) if t.tags & {"DAY", "TIME"}) + 1
    return [*tokens[:at], over(tokens[at : at + 1], "NEGPRED"), *tokens[at + 1 :]]


_MURDER = "murder|hell|torture|agony|chaos|brutal|dreadful|nightmare|struggle|disaster|nonstarter|killer"
NO = [
    # a "no" that rules nothing out
    Rule(
        "no "
        "problem|problems|worries|rush|rushing|hurry|matter|pressure|idea|clue|thanks|thank|big|biggie|need|"
        "later|earlier|sooner|particular",
        _is("F"),
    ),
    # "but not exactly at 12" rules that hour out
    Rule("not|just exactly|right|precisely TIME", lambda _, t: [over(t[:-1], "NEG"), t[-1]]),
    Rule("not at|in|on all? the? very? TIME", lambda _, t: [over(t[:-1], "NEG"), t[-1]]),
    Rule(
        "not "
        "sure|certain|picky|fussy|choosy|only|just|really|exactly|quite|in|at|yet|urgent|worried|fussed|"
        "bothered|feeling "
        "sure|fussed|picky|bothered|rush|hurry|all?",
        _is("F"),
    ),
    Rule("not a|an|too|that|so|as|half problem|issue|bad|worried|fussed|bothered", _is("F")),
    Rule("for|felt|feel|feels|feeling|like|almost nothing !on|before|after|until|earlier|later|DAY|TIME", _is("F")),
    Rule("isnt|wont be|an|a? problem|issue", _is("F")),
    Rule("why|whether|or not", _is("F")),
    Rule("if not|that doesnt|isnt|cant|wont work|possible|available|free|ok?", _is("OR")),
    Rule(
        "( but | and )? if that|it|this|thats|its|those|they is|are|s? "
        "full|taken|booked|gone|busy|unavailable|not F? F? then?",
        _is("OR"),
    ),
    Rule("or|if not|nothing|neither|none work|works|available|of|those|these|then?", _is("OR")),
    Rule(
        "dont really? mind|know|worry|forget|need|care|think|believe|matter ( it|i|you|what|if|which|when|about|of )?",
        lambda _, t: over(t, "NEG") if any(x.word in {"think", "believe"} for x in t) else over(t, "F"),
    ),
    Rule("doesnt|does really? matter|bother", _is("F")),
    Rule("dont|cant|wont|wouldnt|couldnt|isnt|arent you|we|there|they|yall", _is("F")),
    Rule("cant wait", _is("F")),
    Rule("i|we dont|never work !until|before|after|from|till", _is("POS", "F")),
    Rule("i|we|im|am? not working !until|before|after|from|till", _is("POS", "F")),
    # of the time itself, where "I do not work mondays" is of the person
    Rule("DAY|TIME do|does|will|would not work", _poor_then),
    Rule("( no|not a? class|classes|work|school|job )", _is("POS", "F")),
    Rule("off work", _is("POS", "F")),
    Rule("( my | only )? days? off is|are|on?", _is("POS", "F")),
    Rule("my|our|his|her|the F|X? X is off DAY", lambda _, t: [*t[:-2], over(t[-2:-1], "F", word="(off)"), t[-1]]),
    Rule("im|i'm|am|are|is|get|have|got off on?", _is("POS", "F")),
    Rule("^ no|nope|nah|not really? COMMA|STOP|thanks", _is("STOP")),
    Rule("STOP|COMMA no|nope|nah COMMA|wait", _is("CORR")),
    # "no make it 2:30", "no let's do friday": the no is to what was said before
    Rule(
        "^ no|nope|nah ( make|change|move|switch it|that to? | show|give|tell|send|offer me|us | "
        "lets|let's do|go|make|try|say | how|what about | "
        "i mean|meant|want|need|prefer | id|i'd like|prefer|rather )",
        _is("STOP"),
    ),
    # "tuesday is out", "mondays do not work"
    Rule(
        f"( is|are|was|be|do|does|will|would|can|could not | {_CANNOT} | is|are never|not ) "
        "really|usually|quite|all|that|so|actually|"
        f"always|going|be|a|an|to|for|me|the|too|very? F? {_PLAIN} ( for|with me|us|my|mine F? )?",
        _is("NEGPRED"),
    ),
    Rule(
        f"is|are|r|be|look|looks|seem ( {_VERY} )? ( {_VERY} )? {_POOR} ( for|with me|us )?",
        _is("NEGPRED"),
    ),
    # of a day only: traffic may be murder today
    Rule(f"DAY|TIME is|are|s a|an|pure|just|absolute|always* {_MURDER} ( for|to|on me|us )?", _poor_then),
    Rule("is|are|s? a|an|total|complete|bit|of* write DASH? off", _is("NEGPRED")),
    Rule("DAY|TIME is|are|s F? killing|murdering|crushing|kicking|breaking me|us", _poor_then),
    Rule("DAY|TIME kill|kills|murder|murders|crush|crushes me|us", _poor_then),
    Rule("DAY too early|late|soon|far|tight|rushed ( for me|us )?", _poor_behind),
    Rule(
        "DAY bad|full|busy|packed|tricky|hectic|awkward|rough|crazy|impossible|hopeless|useless|terrible|awful "
        "!DAY|DAYUNIT|TIME|PART|X",
        _poor_behind,
    ),
    # "mornings are for my mother"
    Rule("DAY|TIME is|are|s for|about|all my|our|the|his|her X|F", _poor_then),
    Rule("no good|go|bueno|way|can|chance do|go|for|me? me?", _is("NEGPRED")),
    Rule(
        "( not so | not too | not very | not that | not really | not quite ) good|great|hot|ideal|keen ( for me )?",
        _is("NEGPRED"),
    ),
    Rule("is|are? excluded|excepted", _is("NEGPRED")),
    Rule(
        "is|are|its|thats|s|would|be be? ( way | just | a bit | a little | kinda | rather )? too "
        "( early|late|soon|much|far|long|tight|rushed | short notice ) ( for me|us )?",
        _is("NEGPRED"),
    ),
    Rule("out of the question", _is("NEGPRED")),
    Rule("( off | not on ) the table", _is("NEGPRED")),
    Rule("sucks|suck|stinks|conflicts|conflict|clashes|clash", _is("NEGPRED")),
    Rule(
        "( except|excluding|minus|besides|bar|barring|unless|excepting|outside|without "
        "for|of|its|on|any? | apart from | other than | aside from | save for | with the exception of | "
        "so|just|as long as ( its|it|thats not | isnt|not ) | but not | just not | only not "
        ")",
        _is("NEG"),
    ),
    Rule("( instead of | rather than | as opposed to | in place of )", _is("NEG", "AHEAD")),
    Rule(
        "( id|i|would|i'd rather|prefer|like|want not|avoid to? | "
        "avoid|avoiding|skip|hate|dislike|exclude|forget | try not to | stay away from )",
        _is("NEG"),
    ),
    Rule("AWAY", _is("NEG", "BUSY")),
    Rule(
        "( busy | tied up | booked up|solid? | unavailable | not available|free|around|here|home | away "
        "| travelling | traveling | gone | occupied | at work|school|class|church "
        "| in class|classes|school|court|meetings|surgery|training|lectures|rehearsal|therapy|rehab|session )",
        _is("NEG", "BUSY"),
    ),
    Rule(
        "have|has|got|gotta work|class|classes|school|meetings|chemo|dialysis|court|practice|church",
        _is("NEG", "BUSY"),
    ),
    Rule(
        "i|we|he|she always|usually|normally|mostly|also|do? work|teach|babysit|volunteer|travel|commute",
        _is("NEG", "BUSY"),
    ),
    Rule("working from|on|all|every|until?", _is("NEG", "BUSY")),
    Rule(
        "have|got|has|ive|with a|an|my|the|another ( F|X )? "
        "meeting|call|deposition|hearing|class|thing|trip|wedding|funeral|surgery|exam|exams|finals|flight|shift|dentist|"
        "party|recital|game|conference|interview|obligation|obligations|commitment|plans|conflict|procedure",
        _is("NEG", "BUSY"),
    ),
    Rule(
        "meeting|class|wedding|funeral|surgery|exam|flight|shift|trip is|are|starts|runs|on",
        _is("NEG", "BUSY"),
    ),
    Rule("have plans", _is("NEG", "BUSY")),
    Rule(
        "have|got|has|ive meeting|call|class|shift|dentist|hearing|exam|surgery|interview on|from|at? TIME|DAY",
        _busy_then,
    ),
    # "dialysis eats up all my mornings"
    Rule("eats|takes|swallows|fills|eat|take|fill ( up all? | all ) my|our|his|her|most|the? TIME", _busy_then),
    Rule(
        "has|have|got winter|spring|school|fall|autumn|half|summer break|vacation|holidays|holiday|term",
        _is("NEG", "BUSY"),
    ),
    Rule(
        "not|no|never|neither|nor|cant|dont|wont|wouldnt|shouldnt|unable|isnt|arent|nothing|none",
        _is("NEG"),
    ),
    # "can't do wed how about thurs": the no ends where something is proposed
    Rule(
        "NEG|NEGPRED F? DAY|TIME COMMA? how_around|what_around",
        lambda _, t: [*t[:-1], over(t[-1:], "STOP", word=".")],
    ),
    # "not this week, tuesday after that": the no ends with the week
    Rule("NEG WEEK COMMA DAY", lambda _, t: [*t[:2], over(t[2:3], "STOP", word="."), t[3]]),
    Rule("NEGPRED how_around|what_around", lambda _, t: [t[0], over(t[1:], "STOP", word=".")]),
    Rule(
        "NEG F? DAY DAY TIME? instead|works|better|please|ok|okay",
        lambda _, t: _proposed(t),
    ),
    # "tomorrow is a no go, tuesday also"
    Rule(
        "NEGPRED F? COMMA|AND|and|STOP DAY|TIME also|too|likewise|neither|either ( $ | STOP | COMMA )",
        _also,
    ),
]


def _all_but(_: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "Any day but (friday)": the item that follows is only looked at."""
    last = next(i for i, t in enumerate(tokens) if t.word in _BUT.split("|"))
    behind = [t for t in tokens[last + 1 :] if t.tags & {"DAY", "TIME"}]
    return [over(tokens[: last + 1], "NEG", "ANY"), *behind]


_BUT = "but|except|besides|than"
BUT_FOR = [
    Rule("dont bother|offer|suggest with|on|me? DAY|TIME", lambda _, t: [over(t[:-1], "NEG"), t[-1]]),
    Rule(
        f"anything|everything|everyday|all|anytime|whenever|any else? {_BUT} for|on|in|the? the? DAY|TIME",
        _all_but,
    ),
    Rule(
        f"any|every|each other? time|day|days|morning|afternoon|slot|weekday other? {_BUT} for|on|in|the? "
        "the? DAY|TIME",
        _all_but,
    ),
]
