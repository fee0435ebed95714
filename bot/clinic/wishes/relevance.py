"""Whether the days and times of a sentence are a wish, or belong to a story or a question about the treatment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.clinic.wishes.doses import SYMPTOMS
from bot.clinic.wishes.frame import Frame
from bot.clinic.wishes.grammar import Build, Built, Rule, Token, over, rewrite, words
from bot.clinic.wishes.reasons import asks_for_a_day, goes_on, is_reason

ITEMS = frozenset({"DAY", "TIME", "ASAP", "VAGUE"})
BORDERS = frozenset({"STOP", "BUT", "SO"})
SPLITTERS = words("because while though although whereas and")


def _mark(tag: str) -> Build:
    def build(_: Frame, tokens: Sequence[Token]) -> Built:
        return [over([t], tag, *t.tags, value=t.value) if t.value is None else t for t in tokens]

    return build


_IT = (
    "it|this|that|the|ketamine|tms|spravato|treatment|treatments|therapy|infusion|infusions|effect|"
    "effects|people|patients|they|insurance|relief|medicine|med|meds|one"
)
_YOU = "i|we|you|u|he|she|they|someone|somebody|anyone|it|there|my"
# Questions about the treatment or the house, whose days and times are no wish.
QUESTIONS = [
    Rule("how soon !can|could|may|might|would|are|is|do|will|you|u|i", _mark("QUESTION")),
    Rule("how long|many|much|often|fast|far|old|quickly", _mark("QUESTION")),
    Rule(
        f"^|STOP|COMMA|BUT|SO|AND is|are {_IT} X|F|NOT? !DAY|TIME "
        "effective|safe|covered|addictive|legal|fda|painful|scary|worth|true|normal|permanent|enough|X",
        _mark("QUESTION"),
    ),
    Rule(
        f"does|do|will|would|did|can {_IT} X|F|HISTORY|NOT? X|F|HISTORY? "
        "work|works|last|lasts|take|takes|help|kick|wear|hurt|start|effective|feel|get|stop|fade|cause|go|affect|safe|covered|still|really|actually|X",
        _mark("QUESTION"),
    ),
    Rule(
        "will|would|can|could|should|do i|one|you|people F? "
        "feel|drive|eat|drink|notice|sleep|remember|shower|exercise|smoke|still|return|fast|stop|work "
        "!come|be|get|see|make|book|have|fit|squeeze|catch|grab",
        _mark("QUESTION"),
    ),
    Rule(
        "when do|does|will|would|did|can|should it|i|the|ketamine|effects|you X|F|HISTORY? "
        "feel|start|kick|work|open|close|wear|notice|better|drive|eat|stop|X",
        _mark("QUESTION"),
    ),
    Rule("what happens|time|if|are|is|were do|your|the|does|hours|it|i", _mark("QUESTION")),
    Rule(
        "you|yall|ya|office|clinic|place|guys|are|is|we open|opened|closed|close|closing",
        _mark("QUESTION"),
    ),
    Rule("^|STOP open|closed on|at|until|late", _mark("QUESTION")),
    Rule("your|the|office|opening|business hours", _mark("QUESTION")),
    Rule("hours on|for|at|like", _mark("QUESTION")),
]
_ORDERED = "come|show|see|seen|be|get|have|book|bring|return|visit|schedule|make|check|follow"
# A sentence with one of these asks for a visit or says what suits.
REQUESTS = [
    # "mid morning is when my knees behave", "afternoons are what's left to me"
    Rule("DAY|TIME is|are|would|s be? when|what|whats|where|all", _mark("ASK")),
    Rule("whats|what|all is|s? left|free|open|possible", _mark("ASK")),
    # the order of another doctor begins a clause of its own, whatever was told before
    Rule(
        f"said|says|told|asked|advised|wants|recommended|wanted me|us|him|her|you? to {_ORDERED}",
        lambda _, tokens: over(tokens, "ASK", "ORDER"),
    ),
    Rule(
        f"said|says|told|advised|recommended me|us|him|her? that? i|we|he|she|you should|must|need F? {_ORDERED}",
        lambda _, tokens: over(tokens, "ASK", "ORDER"),
    ),
    Rule("would suit|fit|work", _mark("ASK")),
    Rule("DAY|TIME then|instead|tho|though ( $ | STOP | COMMA )", _mark("MILD")),
    Rule(
        "it|everything|he|she gets|goes|hits|starts|comes|ends|happens|feels|keeps|turns|hurts",
        _mark("HISTORY"),
    ),
    Rule(f"can|could|may|might|shall|should|would|will|do {_YOU}", _mark("ASK")),
    Rule(f"{_YOU} can|could|would|will|want|need|prefer|like|free", _mark("ASK")),
    Rule("id|i'd|we'd|he'd|she'd|they'd like|love|prefer|rather|want|take", _mark("ASK")),
    Rule("i|im|i'm only|hoping|looking|thinking|free|wanting|flexible|available", _mark("ASK")),
    Rule("id|would|could|might be|help|take", _mark("ASK")),
    Rule("can|could !barely|hardly|feel|remember|sleep|not|hear|eat|think|never", _mark("ASK")),
    Rule("is|are|would|could|does|do|will the? DAY|TIME", _mark("ASK")),
    Rule("was|were hoping|thinking|wondering|looking|wanting|planning|going|aiming", _mark("ASK")),
    Rule("i wanted|hoped|said|meant|asked|thought", _mark("ASK")),
    Rule("how|what around|about", _mark("ASK")),
    Rule(
        "maybe|perhaps|please|something|preferably|ideally|possibly|hopefully|best|better|free|only|rather|instead|someone",
        _mark("MILD"),
    ),
    Rule(
        "lets|let's|anything|works|suits|prefer|appointment|book|schedule|come|coming|hoping|hope|looking|wanting|trying|see|seen|"
        "squeeze|fit|available|availability|opening|openings|slot|slots|spot|consult|consultation",
        _mark("ASK"),
    ),
    Rule(
        "is|are|be|would|sounds|looks "
        "good|fine|ok|okay|great|best|better|perfect|ideal|possible|possible|easier|easiest|alright|nice",
        _mark("ASK"),
    ),
    Rule("work|works|good|ok|okay|fine|best|better for|with me|us", _mark("ASK")),
    Rule("do|have|got|get|see|put|fit|squeeze|pencil|sign|take|give|hit me|us", _mark("ASK")),
    Rule("NEG|NEGPRED|POS", _mark("ASK")),
]
# Words about not living on: whatever day they name, it is no appointment (bot.clinic.safety answers them).
DESPAIR = [
    Rule(
        "cant|dont|wont|wouldnt|not|why|rather F? F? F? ( be here|alive|around | live | exist | go on | keep going )",
        _mark("DESPAIR"),
    ),
    Rule("end|ending it|everything|things|myself|my|all life?", _mark("DESPAIR")),
    Rule("die|dying|dead|kill|suicide|suicidal|overdose", _mark("DESPAIR")),
    Rule(
        "dont|didnt|doesnt|wont|wouldnt|cant|couldnt|not|never|nobody|hope|hoping|wish|rather|without "
        "F? F? F? F? wake|waking up",
        _mark("DESPAIR"),
    ),
]


def only_wishes(tokens: list[Token], frame: Frame) -> list[Token]:
    """The tokens with every DAY, TIME, ASAP and VAGUE that is no wish turned into a plain word."""
    marked = rewrite(tokens, [*QUESTIONS, *SYMPTOMS, *REQUESTS, *DESPAIR], frame)
    kept: list[Token] = []
    wanted = any(asks_for_a_day(clause) for sentence in _sentences(marked) for clause in _clauses(sentence))
    for sentence in _sentences(marked):
        asks = any(t.tags & {"ASK", "WISH", "MILD"} for t in sentence)
        reason = False
        for clause in _clauses(sentence):
            reason = wanted and (is_reason(clause) or (reason and goes_on(clause)))
            kept += [_no_wish(t) for t in clause] if reason else _judge(clause, asks, sentence)
    return kept


def _no_wish(token: Token) -> Token:
    return over([token], "X") if token.tags & ITEMS else token


def _sentences(tokens: Iterable[Token]) -> Iterable[list[Token]]:
    sentence: list[Token] = []
    for token in tokens:
        sentence.append(token)
        if token.tags & BORDERS:
            yield sentence
            sentence = []
    yield sentence


def _clauses(sentence: Sequence[Token]) -> Iterable[list[Token]]:
    clause: list[Token] = []
    for token in sentence:
        if "ORDER" in token.tags:
            yield clause
            clause = []
        # "after 6, when my husband is home" and "after 6 when ..." alike tell why
        why = token.word == "when" and bool(clause) and bool(clause[-1].tags & {"DAY", "TIME"})
        if "COMMA" in token.tags or token.word in SPLITTERS or why:
            clause.append(token)
            yield clause
            clause = []
        else:
            clause.append(token)
    yield clause


def _opens(clause: Sequence[Token]) -> bool:
    """Whether a clause begins with its day or time, and not as the subject of a story ("tonight i ...")."""
    content = [t for t in clause if t.tags - {"F", "ASK"} or t.word in _SUBJECTS]
    if not content or not content[0].tags & ITEMS or "FEEBLE" in content[0].tags:
        return False
    rest = [t for t in clause[clause.index(content[0]) + 1 :] if not t.tags & ITEMS]
    return not rest or rest[0].word not in _SUBJECTS


_GOES_ON = words("around on in at and again")
_SUBJECTS = words("i im i'm ive id my we it its is was has are he she they the you there")


def _judge(clause: list[Token], sentence_asks: bool, sentence: Sequence[Token]) -> list[Token]:
    tags = frozenset[str]().union(*(t.tags for t in clause)) if clause else frozenset()
    if not tags & ITEMS:
        return clause
    asks = bool(tags & {"ASK", "WISH", "MILD"})
    asks_plainly = bool(tags & {"ASK", "WISH"})
    story = "HISTORY" in tags
    foreign = sum(1 for t in clause if t.tags & {"X", "HISTORY", "JUNK"} and not t.tags & ITEMS)
    question = any("QUESTION" in t.tags for t in clause) and "WISH" not in tags
    despair = "WISH" not in tags and any("DESPAIR" in t.tags for t in sentence)
    told = any("HISTORY" in t.tags for t in sentence) and not sentence_asks
    sure = any(t.tags & {"DAY", "TIME"} and "WEAK" not in t.tags for t in clause)

    def strong_counts() -> bool:
        if story:
            return asks_plainly
        if told and (foreign or clause[0].word.partition(" ")[0] in _GOES_ON):
            return False  # "I felt bad on monday, (and worse on tuesday)"
        return foreign <= 2 or asks or sentence_asks

    def counts(token: Token) -> bool:
        if question or despair:
            return False
        if not token.tags & {"WEAK", "ASAP", "VAGUE"} or (sure and "WEAK" in token.tags):
            return strong_counts()
        if told:
            return False
        steady = foreign == 0 or (asks and not story) or (sentence_asks and not story and foreign <= 2)
        return steady or (not story and foreign <= 2 and _opens(clause))

    return [t if counts(t) else _no_wish(t) for t in clause]
