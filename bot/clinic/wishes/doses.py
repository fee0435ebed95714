"""Rules for doses and symptoms: "two pills at noon, one at bedtime" says when to swallow, not when to come."""

from __future__ import annotations

from collections.abc import Sequence

from bot.clinic.wishes.frame import Frame
from bot.clinic.wishes.grammar import Built, Rule, Token, over


def _junk(_: Frame, tokens: Sequence[Token]) -> Built:
    return over(tokens, "JUNK", "X")


def _dose(_: Frame, tokens: Sequence[Token]) -> Built:
    return over(tokens, "JUNK", "DOSE", word="dose")


def _another(_: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "(50 mg in the morning) and another 50 at night"."""
    return over(tokens, "JUNK", "X") if tokens[0].word.startswith("dose") else None


def _so_late(_: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "it's 3 in the morning and I can't sleep"."""
    said = next(t for t in tokens if t.tags & {"NUM", "CLOCK"})
    hour = said.value if "NUM" in said.tags else said.value.hour
    late = any(t.word == "night" for t in tokens) or (tokens[-1].word != "in" and (hour < 7 or hour == 12))
    return over(tokens, "HISTORY", "X", word="late") if late and tokens[-1].word not in {"in", "at"} else None


_PARTS = (
    "morning|mornings|afternoon|afternoons|evening|evenings|night|nights|noon|lunch|bedtime|breakfast|dinner|supper|"
    "food|meals|am|pm|midnight|nightly|sleep|waking"
)
_WHEN = f"( in|at|with|before|after|every|each|on|around|for? the|my|a? {_PARTS} time? | at|around NUM|CLOCK am|pm? )"
_NEXT = f"( COMMA|and|AND|then|plus|PLUS|or+ NUM|DOSE|a|another|half|one|the? more|other|rest|pill|X? {_WHEN} )"
_MEDICINE = (
    "pill|pills|tablet|tablets|capsule|capsules|dose|doses|mg|mgs|puff|puffs|drop|drops|gummy|gummies|med|meds|medication|"
    "medications|medicine|lithium|lexapro|prozac|zoloft|wellbutrin|adderall|xanax|seroquel|lamictal|insulin|vitamins"
)

DOSES = [
    Rule(
        "NUM|NUMWORD|QTY|a|an|half|another|one HALF? a|of? X? pill|pills|tablet|tablets|capsule|capsules|puff|puffs",
        _dose,
    ),
    # "four hours, maybe five on weekends"
    Rule(
        "sleep|sleeping|slept|get|getting|only|about|around|lasts|lasted|for F? NUM HOURUNIT|MINUTEUNIT "
        "COMMA|or|OR+ maybe|sometimes|perhaps|if|even|at* F? NUM",
        _junk,
    ),
    Rule("have|got|owe|with|only F? JUNK F|X? until|before|by the? ORD|WD|MONTH|next", _junk),  # "$150 until the first"
    Rule(f"DOSE ( of F|X | X )? F? {_WHEN} {_NEXT}*", _junk),
    Rule(
        f"i|we|he|she|they F? take|takes|took|taking|swallow NUM|it|them|this|that|DOSE|my|his|her|the "
        f"{_MEDICINE}|X? X? {_WHEN} {_NEXT}*",
        _junk,
    ),
    Rule(f"supposed|told|meant|have|need to take|swallow it|them|DOSE|my {_WHEN} {_NEXT}*", _junk),
    Rule(
        "miss|missed|missing|skip|skipped|forget|forgot|double F? a|my|the|one|his|her? "
        "DOSE|dose|doses|pill|pills|meds|tablet|tablets",
        lambda _, t: over(t, "HISTORY", "X", word="dose"),
    ),
    Rule(
        "run|runs|running|ran out ( in NUM|a|DOM|few|couple UNIT | on|by|this|next? WD|tomorrow|today )",
        lambda _, t: over(t, "HISTORY", "X", word="supply"),
    ),
    # the hour at which somebody writes
    Rule("its F? NUM|CLOCK am|a.m|in|at the? morning|night?", _so_late),
    Rule(f"JUNK COMMA|and|AND|then|plus|PLUS+ another|the? other? NUM|one|half {_WHEN}", _another),
    Rule(f"( taking|takes|took|on ) my|his|her|the? {_MEDICINE} {_WHEN} {_NEXT}*", _junk),
]

ILL = (
    "anxiety|depression|panic|pain|headache|headaches|migraine|migraines|mood|moods|nausea|symptoms|insomnia|nightmares|"
    "flashbacks|cravings|fatigue|attacks|dread|thoughts|spiral|crying|loneliness|sadness"
)
_WORSE = (
    "is|are|gets|get|peaks|peak|hits|hit|starts|start|comes|come|goes|worsens|worsen|spikes|spike|flares|flare|creeps|"
    "creep|kicks|kick|tends|tend|feels"
)


def _story(_: Frame, tokens: Sequence[Token]) -> Built:
    return over(tokens, "HISTORY", "X", word="symptom")


def _story_behind(_: Frame, tokens: Sequence[Token]) -> Built:
    return [tokens[0], over(tokens[1:], "HISTORY", "X", word="symptom")]


def _suffered(_: Frame, tokens: Sequence[Token]) -> Built:
    """Of a kind of day ("mondays"); on one day somebody may still want to come."""
    value = tokens[0].value
    habit = getattr(value, "sort", "") == "rule" or "TIME" in tokens[0].tags
    gets = tokens[-1].word if any(t.word in {"do", "get", "gets", "bring", "brings"} for t in tokens) else "down"
    if not habit or gets not in {"down", "in", "off"}:
        return None
    return over(tokens, "HISTORY", "X", word="symptom")


_SORE = (
    "killing|bad|worse|worst|stiff|stiffest|sore|awful|terrible|hurting|aching|swollen|throbbing|foggy|heavy|low|lowest"
)

# "mondays just slay me", "sundays get me down": a day of suffering, and none to come
_HURTS = (
    "slay|slays|wreck|wrecks|ruin|ruins|drain|drains|break|breaks|destroy|destroys|flatten|flattens|exhaust|exhausts|floor|floors|"
    "finish|finishes|haunt|haunts|scare|scares|terrify|terrifies|depress|depresses|bum|bums|knock|knocks|gut|guts|crush|crushes|"
    "overwhelm|overwhelms|torture|tortures|kill|kills|trigger|triggers|stress|stresses|hurt|hurts|hit|hits|bring|brings|do|get|gets"
)
_PAINS = "slaying|wrecking|ruining|draining|destroying|exhausting|haunting|crushing|killing|overwhelming|triggering"

SYMPTOMS = [
    Rule(f"DAY|TIME F|X? F|X? {_HURTS} me|us|my X? down|in|out|hard|off?", _suffered),
    Rule(f"DAY|TIME are|is|s F|X? {_PAINS} me|us|my", _suffered),
    Rule(
        "DAY|TIME are|is|s F|X? F|X? unbearable|miserable|depressing|hellish|grim|bleak|torment|lonely|the? worst",
        _suffered,
    ),
    Rule("DAY|TIME is|are|was when|where it|things|everything NEGPRED|X|HISTORY|F", _story_behind),
    Rule(f"DAY|TIME is|are|was when|where my|the|his|her {ILL}", _story_behind),
    Rule(
        "the|my|his|her|its very? worst|hardest|lowest|darkest|toughest|roughest "
        "( of it | time|part|hours|days|moments )? is|are|comes|for|in|around?",
        _story,
    ),
    Rule(
        f"DAY|TIME is|are|was when|where my|the|his|her X|F is|are|feel|feels|get|gets F? {_SORE}",
        _story_behind,
    ),
    Rule(f"{ILL} F? F? {_WORSE}", _story),
    Rule("worse|worst|bad|terrible|awful|badly in|at|on|towards? the? DAY|TIME", lambda _, t: over(t, "HISTORY", "X")),
    Rule(
        "get|gets|getting|has|have|having F|X? headaches|migraines|nightmares|panic|flashbacks|cravings "
        "attack|attacks?",
        _story,
    ),
]
