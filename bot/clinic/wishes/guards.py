"""Rules that take words of time out of the game where they are none: names, doses, scores, greetings, stories."""

from __future__ import annotations

from collections.abc import Sequence

from bot.clinic.wishes.frame import Frame
from bot.clinic.wishes.grammar import Build, Built, Rule, Token, over
from bot.clinic.wishes.tokens import word_token


def _junk(_: Frame, tokens: Sequence[Token]) -> Built:
    return over(tokens, "JUNK", "X")


def _courtesy(_: Frame, tokens: Sequence[Token]) -> Built:
    return over(tokens, "F")


def _stop(_: Frame, tokens: Sequence[Token]) -> Built:
    return over(tokens, "STOP")


def _keep_first(build: Build) -> Build:
    """Leave the first token, which only proves the case, and change the rest."""

    def built(frame: Frame, tokens: Sequence[Token]) -> Built:
        rest = build(frame, tokens[1:])
        return None if rest is None else [tokens[0], *([rest] if isinstance(rest, Token) else rest)]

    return built


def _untag(_: Frame, tokens: Sequence[Token]) -> Built:
    """The name or verb among the tokens is no day, month or number."""
    lost = {"WD", "WDS", "MONTH", "NUM", "HOUR", "DOM", "ORD"}
    return [t.tagged("X") if t.tags & lost else t for t in tokens]


def _a_name(_: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "Dr. Evening": what follows the title is a name, whatever word of time it is."""
    return [tokens[0], over(tokens[1:], "X", word="name")]


def _first_name(_: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "(call and) ask for Jan": the short form, or a month that is a name as well."""
    at = next(i for i, t in enumerate(tokens) if "MONTH" in t.tags)
    short = tokens[at].end - tokens[at].start < 4
    named = short or tokens[at].word in {"april", "june", "august"}
    return [t.tagged("X") if i == at else t for i, t in enumerate(tokens)] if named else None


def _verb_may(_: Frame, tokens: Sequence[Token]) -> Built:
    return [t.tagged("F") if t.word == "may" else t for t in tokens]


def _is(*tags: str) -> Build:
    return lambda _, tokens: over(tokens, *tags)


_TITLE = "dr|mr|mrs|ms|miss|prof|professor"
_STREET = (
    "street|st|avenue|ave|blvd|boulevard|road|rd|lane|drive|clinic|hospital|center|centre|suite|floor|church|"
    "harbor|harbour|creek|valley|hills|bay|island|islands|beach|mall|bridge|pharmacy|ferry|county|springs|falls"
)
_FILE = "id|policy|member|claim|reference|ref|account|license|serial|password"
_CODE = "WD|MONTH|NUM|X|JUNK|ORD|SLASH|YMD"
_SCORE = (
    "score|scored|scores|scoring|rate|rated|level|scale|pain|mood|bp|pressure|pulse|weight|weigh|weighs|height|room|apt|apartment|"
    "suite|unit|floor|extension|ext|option|number|no.|code|zip|step|stage|grade|version|covid|chapter|page|type|age|aged|turned|"
    "turning|phq|gad|bmi|size|dose|dosage|hwy|highway|route|severity"
)
GUARDS = [
    Rule(
        "( apart from | aside from | other than | with the exception of | save for | except for|on )",
        lambda _, t: over(t, "X", word="except"),
    ),
    Rule("would|wouldve|could have? been", _is("F")),
    Rule("feel|felt|feels|feeling|sleep|slept better|worse|good|bad|great|awful|off", _is("HISTORY", "X")),
    Rule("got|getting|get|gets better|worse", _is("HISTORY", "X")),
    Rule("come|drop|stop|swing|pop|stopping|dropping|coming|swinging by", _courtesy),
    Rule(
        "since i|im|ive|we|its|it|he|she|they|that|thats|my F|X",
        lambda _, t: [t[0].tagged("F"), *t[1:]] if t[1].word != "my" else None,
    ),
    Rule("seeing|hearing|see|hear things|voices|shadows|stuff", _is("HISTORY", "X")),
    # "w/e" alone is "whatever"
    Rule(
        "this|next|the|on|over|at|every|any|coming|last|HOLIDAY|thanksgiving|christmas|until|before|after w/e",
        lambda _, t: [t[0], word_token("weekend", t[1].start, t[1].end)],
    ),
    Rule("w/c|wc !on", lambda _, t: [over(t, "WEEKUNIT", "UNIT", word="week"), over(t, "F", word="of")]),
    Rule("how|what bout", lambda _, t: over(t, "F", word=f"{t[0].word} around")),
    Rule("how|what around", _courtesy),  # "how about friday" is no "around friday"
    Rule("( out of | not in | away from | leaving ) the? town|office|country|state|here", _is("NOT", "AWAY")),
    # "in denver til the 5th" is away till then; "in la til the 5th" is here till then
    Rule(
        "im|am|are|were|be in|at|on|with|visiting !town|home|area|city|la|los|here|your|ur my|our|the|a|an? . .? until",
        lambda _, t: [over(t[:-1], "NOT", "AWAY"), t[-1]],
    ),
    Rule("on vacation|holiday|holidays|leave|travel", _is("NOT", "AWAY")),
    # names and places
    Rule(f"{_TITLE} WD|MONTH day|MONTH|WD?", _untag),
    Rule(f"{_TITLE} X day|MONTH", _untag),
    Rule(f"{_TITLE} noon|midday|morning|evening|night|day|week|weeks|lunch|today|early|late", _a_name),
    Rule(f"{_TITLE} X WD X|HISTORY|is|was|has|does|will|can|referred|suggested|recommended", _untag),
    Rule("( name|names|name's|called|named is|s? ) . WD|MONTH|day?", _untag),
    Rule("llamo|nombre es? WD|MONTH|X WD|MONTH|X? WD|MONTH|X?", _untag),
    Rule("ask|asks|asking|call|page|phone|speak|talk for|to|with MONTH ( $ | STOP | COMMA )", _first_name),
    Rule(f"{_FILE} is|was|COLON|DASH|no|num|number|code+ {_CODE} ( DASH|OR? {_CODE} )*", _junk),
    Rule(f"ref|reference|policy|claim {_CODE} ( DASH|OR? {_CODE} )*", _junk),
    Rule(f"NUM X|F|WD|MONTH|ORD X? {_STREET}", _junk),
    Rule(f"WD|MONTH|ORD {_STREET}", _untag),
    Rule("X and|AND|OR ORD ( $ | STOP | COMMA )", lambda _, t: [t[0], over(t[1:3], "JUNK"), *t[3:]]),  # a corner
    # verbs and other words that look like days
    Rule("i|we|he|she|they|just|have|had|was|been|ive sat", _untag),
    Rule(
        "saturday down|there|here|alone|with|through|up|around|crying|still|by|next",
        lambda f, t: _untag(f, t) if "SHORT" in t[0].tags else None,
    ),
    Rule(
        "i|we|he|she|they|just|have|had|was|been|ive saturday",
        lambda f, t: _untag(f, t) if "SHORT" in t[1].tags else None,
    ),
    Rule(
        "the sunday !COMMA|STOP|at|after|before|before|morning|afternoon",
        lambda f, t: _untag(f, t) if "SHORT" in t[1].tags else None,
    ),
    Rule(
        "may i|we|be|you|not|have|also|help|need|want|still|even|or|as|it|this|that|feel|cause|take",
        _verb_may,
    ),
    Rule("i|we|you|it|this|that|she|he|they|which|there|symptoms may", _verb_may),
    # numbers that are no hours and no days
    Rule("at|AT? NUM on|in a|the scale|test|phq|survey", _junk),
    Rule("scale of NUM to|DASH NUM", _junk),
    Rule(
        f"{_SCORE} DASH? of|is|was|at|on|COLON|level|score|been|around|like|to|about? the? "
        "NUM|SLASH|CLOCK ( out of | DASH|to|over NUM )? NUM?",
        _junk,
    ),
    Rule("session|infusion|treatment|option|plan|bipolar|number|choice|slot NUM", _junk),
    Rule("NUM|SLASH out of NUM|a", _junk),
    Rule("NUM over NUM", _junk),
    Rule("im NUM|NUMWORD !or|oclock|am|pm|to|DASH", _junk),
    Rule("i am NUM !or|oclock|am|pm|to|DASH", _junk),
    Rule(
        "NUM ( or|to|DASH NUM )? X|F|times|UNIT|HISTORY a|per|each|every "
        "day|week|night|month|morning|evening|year|hour",
        _junk,
    ),
    Rule("NUM a|per day|week|night|month|hour", _junk),
    Rule("once|twice|thrice a|per|each|every day|week|night|month|morning|evening|year|hour", _junk),
    Rule(
        "X|times|JUNK|UNIT a|per|every|each day|week|night|month|year !from|after|before|later|out|tomorrow|on",
        _junk,
    ),
    Rule("NUM UNIT old|ago|straight|sober|clean|pregnant|long", _junk),
    Rule("NUM|a|couple|few|several|many|QTY ( or|to|DASH NUM )? of? UNIT ago|back|old", _junk),
    Rule("UNIT ago", _junk),
    Rule("NUM UNIT now ( $ | STOP | COMMA )", lambda f, t: [_junk(f, t[:3]), *t[3:]]),
    Rule("on and|AND off", _is("HISTORY", "X")),
    Rule(
        "( for|past|last|over|these ) the|about|past|last|like|almost|nearly|around|over|these? "
        "the|past|last? NUM|QTY|a|several|many ( or|to|DASH NUM )? UNIT !from|out|ahead|of|in",
        _junk,
    ),
    Rule("the|over past|last UNIT !of|in", _junk),
    Rule("be|turn|turns|turning|turned NUM in MONTH", _junk),
    # stories
    Rule(
        "since early|late|mid|last|the|around? "
        "ORD|MONTH|WD|WDS|YEAR|today|yesterday|thanksgiving|christmas|halloween MONTH|YEAR|ORD|DOM? "
        "YEAR?",
        _junk,
    ),
    Rule(
        "since last|this|early|late|mid? night|week|month|year|summer|winter|spring|fall|SLASH|MONTH",
        _junk,
    ),
    Rule("( in|of|from|back in|around|by|until|before|after|during ) YEAR", _junk),
    Rule(
        "( dob|birthdate|birthday|bday|born ( date of birth )? ) is|was|on|COLON|in? the? "
        "ORD|MONTH|SLASH|YMD|NUM ORD|DOM|MONTH? COMMA? YEAR|NUM?",
        _junk,
    ),
    Rule("date of birth is|COLON? the? ORD|MONTH|SLASH|YMD|NUM ORD|DOM|MONTH? COMMA? YEAR|NUM?", _junk),
    # sayings
    Rule("up at|before|with|by the? crack? of? dawn|sunrise|daybreak", _is("HISTORY", "X")),
    Rule(
        "^ hi|hello|hey|COMMA|there|doc|doctor? hi|hello|hey|COMMA|there? good|gud|gd "
        "morning|afternoon|evening|day COMMA|STOP?",
        _stop,
    ),
    Rule("STOP|COMMA good|gud morning|afternoon|evening|night|day", _keep_first(_courtesy)),
    Rule("^ morning|evening|afternoon COMMA|STOP .", lambda _, t: [over(t[:2], "STOP"), t[2]]),
    Rule(
        "how are|is|r you|u|ya|everyone|yall doing|feeling? today|tonight|this? morning|evening|afternoon?",
        _courtesy,
    ),
    Rule("^ morning|evening|afternoon STOP $", lambda f, t: _stop(f, t) if t[1].word == "!" else None),
    Rule("^ hi|hello|hey morning|evening|afternoon", _courtesy),
    Rule(
        "^ morning|mornin all|everyone|team|there|folks|guys|hi|hello|i|can|could|do|just",
        lambda _, t: [over(t[:1], "STOP"), t[1]],
    ),
    Rule("good night", _courtesy),
    Rule(
        "happy|merry WD|WDS|thanksgiving|christmas|halloween|easter|holidays|new ( year|years|year's )?",
        _courtesy,
    ),
    Rule(
        "have|enjoy|hope|wish F? F? a|your|the? good|great|nice|lovely|blessed|wonderful|fantastic|happy "
        "rest? of? your|the? "
        "day|weekend|evening|night|afternoon|morning|week|one|WD|thanksgiving|christmas|holiday",
        _courtesy,
    ),
    Rule(
        "enjoy|have the|your rest? of? the|your? day|weekend|evening|night|afternoon|morning|week",
        _courtesy,
    ),
    Rule("( see|talk|speak to? you|soon | catch you | talk|speak ) then|tomorrow|later|soon|WD|today", _junk),
    Rule("^|STOP|COMMA see then|tomorrow|later|soon|WD|today !in|on|that|this|DASH", _keep_first(_junk)),
    Rule(
        "ill|will ( let you know | get back to you | call you? back? | think about? it? | decide | check "
        "back | be in touch | text you? | message you? | reach out | talk to you ) F? until|by|on|again? "
        "tomorrow|later|WD|today|tonight|next?",
        _junk,
    ),
    Rule("every single day", _junk),
    Rule("one|another day at|when|i|soon|it", _junk),
    Rule("some day when|i|it", _junk),
    Rule(
        "( one day at a time | one day | these days | in|of those days | the other day | day by day | day to "
        "day | day after day | day in and? day out | night and day | day and night | week after week | "
        "month after month | all day every day | nine to five | from day one | day one | bad days | good "
        "days | bad day | good day | hard day | rough day )",
        _junk,
    ),
    Rule("all the time|day|night", _courtesy),
    Rule("24 OR 7", _is("ALWAYS")),
    Rule(
        "( second opinion | in a second|sec|minute|moment | one sec|second|minute|moment | a "
        "sec|second|minute|moment|while ago? )",
        _junk,
    ),
    Rule(
        "the|a|my first|second|third|fourth|fifth time|opinion|one|option|choice|thing|dose|infusion|"
        "session|med !you|u|yall|we|in|on|tomorrow|available|that|of",
        _junk,
    ),
    Rule(
        "morning|night|evening|afternoon "
        "sickness|person|owl|sweats|terrors|shift|shifts|meds|dose|pill|pills|routine|anxiety|dread|depression|"
        "coffee|walk|news|show|school|class|classes",
        lambda f, t: _person(f, t),
    ),
    Rule("WD|weekday|weekend blues|scaries|depression|anxiety", _junk),
    Rule("spring break|semester|allergies|cleaning", _junk),
]


def _person(_: Frame, tokens: Sequence[Token]) -> Built:
    # "(not) a morning person" does say when to come
    return [tokens[0], tokens[1].tagged("F")] if tokens[1].word == "person" else over(tokens, "JUNK", "X")
