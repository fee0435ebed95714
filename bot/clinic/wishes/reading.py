"""The stages in which a message is read, from characters to days, times, "or" and "not"."""

from __future__ import annotations

from dataclasses import replace

from bot.clinic.wishes import (
    busy,
    clocks,
    coming,
    dates,
    dayparts,
    days_of_months,
    distances,
    doses,
    duties,
    edges,
    guards,
    limits,
    months,
    named_days,
    no_limit,
    numbers,
    places,
    polarity,
    references,
    shorthand,
    spanish,
    taking_back,
    weekdays,
    weeks,
    zones,
)
from bot.clinic.wishes.frame import Frame
from bot.clinic.wishes.grammar import Rule, Token, over, rewrite
from bot.clinic.wishes.relevance import only_wishes
from bot.clinic.wishes.tokens import tokenise

_SUITS = "please|suit|suits|work|works|good|best|fine|great|ideal|better|perfect|ok|okay"
CONNECTIVES = [
    Rule("COMMA|STOP? or? else !X", lambda _, tokens: over(tokens, "OR")),
    Rule("DAY / TIME", lambda _, tokens: [tokens[0], tokens[2]]),
    Rule(
        "otherwise im|any|anytime|anything|all|free|flexible|whenever|wide|open|good|fine|everything",
        lambda _, tokens: [over(tokens[:1], "COMMA", word=","), tokens[1]],
    ),
    Rule("or|otherwise|alternatively|versus|vs", lambda _, tokens: over(tokens, "OR")),
    Rule(
        "( failing that | second choice | as a? backup | or else | or maybe | or even | and or )",
        lambda _, tokens: over(tokens, "OR"),
    ),
    Rule("and|plus|AND", lambda _, tokens: over(tokens, "AND")),
    Rule("but|however|yet|although", lambda _, tokens: over(tokens, "BUT")),
    Rule("so !far|much|many|sorry|that's", lambda _, tokens: over(tokens, "SO")),
    Rule(
        "because|while|whereas|though|if|unless",
        lambda _, tokens: over(tokens, "COMMA", word=tokens[0].word),
    ),
    # in "friday suits us since the boys leave" it gives a reason, in "ill since friday" a time
    Rule(
        f"{_SUITS} me|us|him|her|for|with* since|as !soon|long|well|early|late|possible|DAY|TIME|JUNK",
        lambda _, tokens: [*tokens[:-1], tokens[-1].tagged("COMMA")],
    ),
    Rule("DASH", lambda _, tokens: over(tokens, "COMMA")),
]

STAGES: tuple[tuple[Rule, ...], ...] = tuple(
    tuple(rules)
    for rules in (
        [
            *dayparts.AT_AN_EDGE,
            *shorthand.SHORTHAND,
            *places.ADDRESSES,
            *numbers.NUMBERS,
            *distances.QUANTITIES,
            *coming.PARTICLES,
            *doses.DOSES,
            *duties.HOURS_OF_24,
            *guards.GUARDS,
            *duties.UNTIL,
            *busy.UNABLE,
        ],
        [*clocks.IN_WORDS, *zones.ZONES, *limits.IN_A_WHILE, *dayparts.PARTS],
        [
            *named_days.HOLIDAYS,
            *days_of_months.DAYS_OF_MONTHS,
            *dates.FULL_DATES,
            *weekdays.NTH,
            *dates.DATES,
            *weekdays.RELATIVE,
            *weekdays.WEEKDAYS,
            *days_of_months.WORKING_DAYS,
            *edges.GENERAL,
            *distances.ANCHORED,
            *weekdays.NEXT_TO,
        ],
        [
            *months.WEEKS_OF_MONTHS,
            *weeks.WEEKS,
            *months.MONTHS,
            *weeks.WEEKENDS,
            *distances.OFFSETS,
            *dayparts.BESIDE_DAYS,
        ],
        [*clocks.BARE, *clocks.ANSWER, *polarity.EXISTING],
        [*edges.EDGES, *zones.ZONES[-3:], *duties.DUTIES, *limits.LIMITS, *duties.AFTER_WORK],
        [
            *polarity.BUT_FOR,
            *no_limit.NO_LIMIT,
            *no_limit.VAGUE,
            *busy.SHIFTS,
            *taking_back.TAKEN_BACK,
            *polarity.NO,
            *taking_back.CORRECTIONS,
            *CONNECTIVES,
        ],
    )
)


def read(text: str, frame: Frame) -> list[Token]:
    """The tokens of a message after all stages; what is no wish is no DAY or TIME any more."""
    tokens = tokenise(text)
    if not tokens:
        return []
    place = zones.place_in(tokens) or frame.home
    if spanish.is_spanish(tokens):
        tokens = spanish.translate(tokens)
    for rules in STAGES[:-1]:
        tokens = rewrite(tokens, rules, frame)
    tokens = rewrite(references.refer_back(tokens, frame), STAGES[-1], frame)
    return only_wishes([_at_home(t, place) for t in tokens], frame)


def _at_home(token: Token, place: str | None) -> Token:
    """Reads "My time" becomes the zone of the place the person named, or the clinic's."""
    if "TIME" in token.tags and token.value.zone == zones.HERE:
        return replace(token, value=replace(token.value, zone=place or None))
    return token
