"""Rules for wishes without a limit: as soon as possible, whenever it suits, and what is too vague to be offered."""

from __future__ import annotations

from bot.clinic.wishes.grammar import Build, Rule, over


def _is(*tags: str) -> Build:
    return lambda _, tokens: over(tokens, *tags)


_OPEN = "any|whatever|whichever|every"

NO_LIMIT = [
    # "fridays are when I have time": no question when that is
    Rule(
        "is|are|was|s|thats|that|its when i|we ( can|could|get|have "
        "F|X? time|space|peace|quiet|room|gap|childcare|cover|help|car|ride|privacy )",
        _is("POS"),
    ),
    Rule("is|are|s|thats|that|its when im|we're|i|we am|are|work|usually? free|off|available|around|home", _is("POS")),
    Rule("whatever|whichever|what is|s? first|soonest|earliest|next|open|available|free !DAY|TIME", _is("ASAP")),
    Rule("anything|something|whatever|whichever|one|slot that? opens|comes|frees|pops up|free|open?", _is("ASAP")),
    Rule(
        "otherwise im|i|am|we're|all|i'm* free|flexible|open|good|fine|ok|okay|available|easy !DAY|TIME|on|in|at",
        lambda _, t: [over(t[:1], "COMMA", word=","), over(t[1:], "ASAP", "SOFT")],
    ),
    Rule("( im|am|pretty|fairly easy | all yours | at your disposal )", _is("ASAP", "SOFT")),
    Rule(
        "as? soon|quick|quickly|fast|early as is|its? ( possible | you|u|yall|i|we|ya|they "
        "can|could|are|have|possibly? ( have | do | get )? | humanly possible )?",
        _is("ASAP"),
    ),
    Rule("quick|quickly|soon|fast quick|quickly|soon|fast|sharp|smart", _is("ASAP")),  # "quick quick"
    Rule("the|your|ur|whatever|any very? first|next|nearest free|open|empty|available|vacant X|WISH?", _is("ASAP")),
    Rule("the|your|ur very? first|next|nearest X|WISH you|u|yall have|got", _is("ASAP")),
    Rule("asap|immediately|urgently|straightaway|pronto|stat|emergency|urgent", _is("ASAP")),
    Rule("( right | straight ) away", _is("ASAP")),
    Rule("sooner the better|rather|preferably than? later?", _is("ASAP")),
    Rule("the? sooner the better", _is("ASAP")),
    Rule(
        "the|your|ur|next|very? ( soonest | earliest | first "
        "available|open|opening|possible|slot|spot|one|thing|appointment | next "
        "available|opening|open|free|possible|slot|spot|appointment|one|availability | quickest | nearest "
        "available? ) ( available|possible|slot|opening|time|spot|"
        "date|day|appointment|you|u|have|can|could|that|is|it|yall|i|get|come|in|one|works|do|convenience )*",
        _is("ASAP"),
    ),
    Rule(
        "how soon|quickly|early|fast can|could|may|would|are|is i|we|you|someone|u|it|there? ( "
        "be|get|come|see|seen|book|have|do|fit|squeeze|schedule|start|take|go|able|to )*",
        _is("ASAP"),
    ),
    Rule(
        "when|what is|are|can|could|would|will|do? i|we|you|u|the|your? ( "
        "come|have|see|fit|get|earliest|next|soonest|available|free|book|open|opening|openings|in|me|be|seen|"
        "availability "
        ")+ !different|like|wrong|worse|involved|covered|normal|expected",
        _is("ASAP"),
    ),
    Rule(
        "what else? "
        "do|does|is|are|times|time|days|day|dates|slots|openings|appointments|availability|have|u|you|do|"
        "your|the|else|got|is|are|open|available+ "
        "( available | have | open | got | free )",
        _is("ASAP"),
    ),
    Rule("sometime? soon|soonish !as", _is("ASAP", "SOFT")),
    Rule(
        "( come|see|seen|in|over|do|appointment ( me | us )? | ^ ) right? now ( please | STOP | $ )",
        _is("ASAP", "SOFT"),
    ),
    Rule("earliest|soonest|earlier the|is|better? better?", _is("ASAP", "SOFT")),
    Rule(
        "( anytime | whenever | whatever | anyday | whichever ) "
        "!i|we|he|she|they|it|my|life|someone|things|work|everything|stuff",
        _is("ASAP", "SOFT"),
    ),
    Rule(
        "( anytime | whenever | whatever | anyday | whichever ) ( i|we can|could | it is|suits|works )",
        _is("ASAP", "SOFT"),
    ),
    Rule(
        f"{_OPEN} other bit|part|time|times|point of|in the? day",
        _is("ASAP", "SOFT"),
    ),
    Rule(
        f"{_OPEN} of? the|your? ( day | days | time | times | date | dates | slot | slots | one | hour | "
        "moment | of them|those|these | appointment | opening | openings ) !i|X",
        _is("ASAP", "SOFT"),
    ),
    Rule(
        "( no|dont|havent|havent|without|zero ( have )? ( a|any|real|particular|strong|specific )? "
        "preference|preferences|pref )",
        _is("ASAP", "SOFT"),
    ),
    Rule(
        "( dont|doesnt|does|dont really|much? ( care | mind | matter | bother ) | idc | not "
        "picky|fussy|fussed|bothered|choosy )",
        _is("ASAP", "SOFT"),
    ),
    Rule(
        "( flexible | wide open | easy going | your call | up to you | you|u|yall pick|choose|decide | "
        "surprise me | no constraints|limits|restrictions|plans | all day | free always|all|whenever | "
        "always free|available|open )",
        _is("ASAP", "SOFT"),
    ),
    Rule(
        "( all | everything | anything | any | either | they all | both ) of? them|those|these|it|that? "
        "is|are? work|works|fine|good|ok|okay|goes|suits",
        _is("ASAP", "SOFT"),
    ),
    Rule("^ anything|any|all STOP? $", _is("ASAP", "SOFT")),
    Rule(
        "ill|will|can|could|id F? take|accept|grab|do anything|whatever ( $ | STOP | COMMA | you )", _is("ASAP", "SOFT")
    ),
    Rule(
        "all|any|every|the|my other|rest? of? DAYUNIT|HOURUNIT|times|time is|are|s|r? "
        "ok|okay|fine|good|great|works|work|possible|open|free",
        _is("ASAP", "SOFT"),
    ),
    Rule("others|rest is|are|s? ok|okay|fine|good|great|work|works|possible|open|free", _is("ASAP", "SOFT")),
    Rule("other|rest DAYUNIT is|are|s|r? ok|okay|fine|good|great|works|work|possible|open|free", _is("ASAP", "SOFT")),
    Rule("first available|come", _is("ASAP")),
]

_THINGS = "things|it|everything|work|life|all|stuff|he|she|i|we|they"
# What happens when nobody knows: "once things have calmed down", "when work lets up".
_CALMS = (
    "( calm|calms|calmed|settle|settles|settled|quiet|quieten|quietens|quieted|slow|slows|slowed|die|dies|died|ease|"
    "eases|eased|cool|cools|cooled|let|lets|simmer|wind|winds down|off|up | settle|settles|settled | get|gets|got "
    "back? to? better|normal|easier|quieter )"
)

VAGUE = [
    Rule(
        f"once|when|whenever|after|until|till {_THINGS} X|F? have|has|is|are|ve|s|will|had? X|F? {_CALMS}", _is("VAGUE")
    ),
    Rule("NOT F? too soon", _is("VAGUE")),
    Rule("NOT leave|put|wait|make it|this? off? too long|late", _is("VAGUE")),
    Rule("neither|nor too soon|early|late|long|far", _is("VAGUE")),
    # "the same as usual": only somebody who knows the person can tell
    Rule("the? same|usual F? SAMETIME|as|like usual|always|before|ever|normal|normally !X|F", _is("VAGUE")),
    Rule("SAMETIME F|COMMA? SAMETIME? as|like? usual|always|before|ever|normal|normally", _is("VAGUE")),
    Rule("the|my|our usual day|time|slot|spot|hour !is|was|at|on|DAY|TIME", _is("VAGUE")),
    Rule("same day COMMA|AND|and? SAMETIME|same|time", _is("VAGUE")),
    Rule("not|isnt|nothing ASAP", _is("X")),
    Rule("some|another|a|any other|different|later|further day|time|date|week", _is("VAGUE")),
    Rule("another day|time|date", _is("VAGUE")),
    Rule("some day|time ( or|OR other|another | $ | STOP | COMMA )", _is("VAGUE")),
    Rule(
        "( sometime | someday | eventually | at some point | in a while|bit | later on? | down the road "
        "| one of these days | when i can | when im free|ready|better | not sure when | "
        "after|around|over|during the holidays | in|next|this the? spring|summer|fall|winter|autumn | "
        "in|for a few|couple days|weeks|months )",
        _is("VAGUE"),
    ),
    Rule("ALWAYS", _is("ASAP", "SOFT")),
]
