"""Is the person old enough? Only a yes or no leaves this module, never an age or a date of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.clinic.reading import vocabulary as v
from bot.clinic.reading.answers import is_thanks_or_nobody, read_answer
from bot.clinic.reading.birthdays import COMING, MONTHS_TO_COME, comes_up, is_nearly, short_of
from bot.clinic.reading.introductions import goes_on_of_another, introduced_ages
from bot.clinic.reading.lexicon import Lexicon, split_phrases
from bot.clinic.reading.minors import is_short_of_age
from bot.clinic.reading.numbers import number_at
from bot.clinic.reading.slots import DAYS, MONTHS
from bot.clinic.reading.words import Clause, say, word_set

YOUNGEST, OLDEST = 5, 110  # numbers outside are doses, floors or telephone numbers, not ages
_BARE_FROM, _NEAR = 10, 12  # a lone smaller digit is a menu's or a slip; words around a number that are looked at
_FIRST_YEAR, _RUNNING_SINCE = 1916, 2026  # nobody who reads "born in 1999" does so before this year
_WORDS = Lexicon(
    {
        "adult": """
            im? an? adult, fully? grown up/man/woman/adult/ass, im? of legal age, im? of age, legal age,
            old enough, not/no a? minor, not underage, way/long/well/far past that/it,
            way/much/far/lot older, way/much/far/lot? older than that/dirt/you, im older, i am older,
            way/well over that?, over that, way/well above that?, past that, senior citizen, retired,
            pensioner, middle aged, im a grandmother/grandma/grandfather/grandpa/nana,
            twice/double/triple that, more than that/twice/double, twice over,
            my/mid/late/early twenties/thirties/forties/fifties/sixties,
            my/mid/late/early seventies/eighties/nineties, my/mid/late/early 20/30/40/50/60/70/80/90 s,
            soy mayor, soy? mayor de edad, soy adulto/adulta
        """,
        "minor": """
            im/i? am? a? minor, im/i? am? underage, im/i? am? under age, not an? adult, not of age,
            not old enough, im too young, i am too young, too young, im younger, i am younger,
            younger than that, under/below that, soy? menor de edad, soy menor
        """,
        "hypothetical": """
            if, whether, when, once, wish, suppose, supposed, feel/act/look like, like a, feel, must,
            have/need/got/used to be, gotta be, should be, my kids/children, cuando, si tengo
        """,
    }
)
_FILLING = frozenset(split_phrases(f"{v.YES},{v.NO},{v.FILLER}, ok, okay, sure, guess, suppose, the, of"))
_ADVERBS = word_set("a an only just actually now currently about like around roughly approximately already really")
_ADVERBS |= word_set("still sadly of m f unfortunately well way years barely exactly male female ripe old young also")
_CUES = word_set("im am as age aged tengo i soy edad turned cumpli")
_SIDES = {"over": 1, "above": 1, "past": 1, "older": 1, "more": 1, "least": 1, "mayor": 1, "mas": 1} | {
    "under": -1, "below": -1, "younger": -1, "less": -1, "menor": -1, "menos": -1
}  # fmt: skip
_OTHERS = frozenset(split_phrases(v.RELATIONS)) | word_set("he she hes shes they theyre")
_UNITS = word_set("yo yr yrs year years anos")
_SEX = word_set("f m male female man woman guy gal lady")
_MAY_FOLLOW = (
    _UNITS
    | _SEX
    | _FILLING
    | word_set("""
        but with today yesterday tomorrow soon here this next last in on if though tho as old something
        almost nearly going turning turn not can could do is im ill i my a too from living looking suffering
        dealing struggling who yet until til till because plus + or since have 1/2 en
        """)
)
# Around "an adult", "a minor": not "my dad is an adult", "minor depression", "of age soon".
_BEFORE_WORDS = _FILLING | word_set("i im am id in my soy guess sure")
_AFTER_WORDS = _MAY_FOLLOW - word_set("soon tomorrow next almost nearly in on until til till is with if")
_NOT_YET = word_set("soon tomorrow next when if until til till")
_NO_SUCH = (("no", "adult"), ("no", "minor"))
_TURNING = (("i", "turn"), ("im", "turning"), ("ill", "be"), ("will", "be"), ("ill", "turn"))
_TIME = word_set("day days week weeks month months year years yrs dias semanas meses hour hours")
_SUITS = Lexicon({"yes": "i am, its/thats right, right, true, i guess/think so", "no": "not yet, im not, not quite"})
_YEAR = re.compile(r"(?:[0-9]{1,2}[-/.]){0,2}((?:19|20)[0-9]{2})\Z")

Words = tuple[str, ...]


@dataclass(frozen=True)
class _Age:
    """Bounds of an age in years; `cued` when it is said to be the person's own ("im 34", "34 yo")."""

    low: int
    high: int
    cued: bool = True

    def reaches(self, minimum: int) -> bool | None:
        return True if self.low >= minimum else False if self.high < minimum else None


def read_adult(text: str, minimum: int = 18) -> bool | None:
    """Whether the person is at least `minimum` years old, asked just that.

    An age outweighs a yes or no beside it, but a bare number that contradicts one leaves it open (None). Ages of
    other people, doses, times, past and coming ages are told apart; None when in doubt.
    """
    said = say(text)
    ages = [age for clause in said.clauses for age in _ages(clause)]
    of_others = _is_of_others(said.words)
    if of_others and any(not age.cued for age in ages):
        return None  # "I have two kids, 18 and 20"
    found = {age.reaches(minimum) for age in ages}
    for clause in said.clauses:
        found |= set() if clause.asks else _in_words(clause)
    answer = read_answer(said)
    nearly = not (answer and answer.value) and is_nearly({*said.words} - _FILLING)
    if not found and (nearly or is_short_of_age(text, minimum, asked=True)):
        return False
    if found:
        verdict = found.pop() if len(found) == 1 else None
        contradicted = answer is not None and answer.word and verdict is not answer.value
        return None if contradicted and ages and not any(age.cued for age in ages) else verdict
    if answer is None or of_others:
        return None
    if not (answer.whole or (_is_unhurt(said.words) if answer.value else answer.plain)):
        return None
    if not answer.value and is_thanks_or_nobody(said):
        return None
    return answer.value if answer.word or _SUITS.finds(said.words) else None


def volunteered_adult(text: str, minimum: int = 18) -> bool | None:
    """The same from a message about something else: only an explicit age of the person's own counts."""
    clauses = say(text).clauses
    own = [clause for at, clause in enumerate(clauses) if not (at and goes_on_of_another(clauses[at - 1], clause))]
    ages = [age for clause in own for age in _ages(clause, everywhere=True)]
    ages += [_Age(years, years if sure else OLDEST) for years, sure in introduced_ages(clauses)]
    found = {age.reaches(minimum) for age in ages}
    for clause in clauses:
        if not clause.asks and (clause.words[0] in ("im", "soy") or clause.words[:2] == ("i", "am")):
            found |= _in_words(clause)
    found = found or ({False} if is_short_of_age(text, minimum, asked=False) else set())
    return found.pop() if len(found) == 1 else None


def _in_words(clause: Clause) -> set[bool | None]:
    hits = _WORDS.read(clause.words)
    if any(hit.label == "hypothetical" for hit in hits):
        return set()
    starts = [0] + [i + 1 for i, word in enumerate(clause.words) if word in ("but", "and")]
    return {
        hit.label == "adult"
        for hit in hits
        if hit.label
        and clause.words[max(0, hit.start - 1) : hit.start + 1] not in _NO_SUCH
        and _BEFORE_WORDS.issuperset(clause.words[max(s for s in starts if s <= hit.start) : hit.start])
        and _AFTER_WORDS.issuperset(clause.words[hit.stop : hit.stop + 1])
    }


def _ages(clause: Clause, everywhere: bool = False) -> Iterator[_Age]:
    """The person's own ages in a clause; with `everywhere`, only those unmistakable without the question."""
    words, at = clause.words, 0
    while at < len(words):
        number = number_at(words, at)
        if number is None:
            if not everywhere and (age := _from_year(words, at)):
                yield age
            at += 1
            continue
        value, stop = number
        if not (everywhere or clause.asks or _OTHERS & {*words[:at]}) and (short := short_of(words, at, stop)):
            yield _Age(*short)
            at = stop
            continue
        # an unknown word stands for what is too far away to matter: the work stays linear
        before = words[:at] if at <= _NEAR else ("...", *words[at - _NEAR : at])
        after = words[stop : stop + _NEAR]
        if YOUNGEST <= value <= OLDEST and not _is_foreign(before, after):
            strict = everywhere or clause.asks
            if (not strict or _is_unmistakable(before, after)) and (age := _age(value, before, after)):
                yield age
        at = stop


def _is_unhurt(words: Words) -> bool:
    """Whether what else is said leaves a yes a yes: no coming birthday, and nobody else's age ("yes my mom is")."""
    others = any(
        word in ("my", "our") and {*words[i + 1 : i + 2]} & _OTHERS and {*words[i + 2 : i + 3]} <= {"is", "are", "was"}
        for i, word in enumerate(words)
    )
    return not others and not (COMING | MONTHS_TO_COME | _NOT_YET).intersection(words)


def _is_of_others(words: Words) -> bool:
    """Whether the first number that may be an age comes after a mention of somebody else."""
    numbers = (at for at, word in enumerate(words) if word.isascii() and word.isdecimal() and int(word) >= YOUNGEST)
    return bool(_OTHERS & {*words[: next(numbers, 0)]})


def _is_foreign(before: Words, after: Words) -> bool:
    """Whether a number is no age of the person's: another's, imagined, a dose, a duration, a time."""
    mine = max((i for i, word in enumerate(before) if word in ("im", "i")), default=-1)
    if _OTHERS & set(before[mine + 1 :]) or _WORDS.finds(before, "hypothetical"):
        return True
    if (after and after[0] not in _MAY_FOLLOW) or after[-1:] in (("no",), ("not",)):
        return True
    if after[:1] == ("on",) and not ({*after[1:2]} & (DAYS.keys() | MONTHS.keys() | {"my"})):
        return True
    # "34 years old" and "34 years" are ages, "34 years sober" and "a 34 years old house" are not
    if after[:2] in (("years", "old"), ("yrs", "old")):
        return not {*after[2:3]} <= _MAY_FOLLOW
    if not after or after[0] not in _UNITS - {"yo"} or after[1:3] == ("of", "age"):
        return False
    return not {*after[1:2]} <= ({"old", "young"} | _SEX | _FILLING) - {"of"}


def _age(value: int, before: Words, after: Words) -> _Age | None:
    """The age that a number says, by the words before and after it in its clause."""
    negated = bool({"not", "isnt", "aint"} & set(before[-4:]))
    side = next((_SIDES[word] for word in reversed(before[-2:]) if word in _SIDES), 0) or _side_after(after)
    if side:
        inclusive = not _SIDES.keys() & {*before[-2:]} or "least" in before[-1:]
        return replace(_bounded(value, side, negated, inclusive), cued="im" in before or "am" in before)
    stem = _stem(before)
    if _is_coming(stem, after) or (negated and after[:1] == ("yet",)):
        return _Age(0 if "years" in after else value - 1, value - 1)
    if negated:
        return None
    if (stem[-1:] and stem[-1] in _CUES) or stem[-2:] == ("age", "is"):
        return _Age(value, value)
    if stem[-2:] == ("i", "have") and after[:1] == ("years",):
        stem = stem[:-2]  # "I have 27 years", as Spanish has it
    if not _FILLING.issuperset(stem) or before[-2:] == ("have", "a"):
        return None
    has_unit = bool({"yo", "anos", *_SEX} & {*after[:1]} | {"old", "of"} & {*after[1:2]} | {"f", "m"} & {*before[-1:]})
    if after[:1] and after[0] in _UNITS and not has_unit:
        return _Age(value, OLDEST, cued=False)  # "45 years" is an age, "15 years" may be how long it has lasted
    return _Age(value, value, cued=has_unit) if has_unit or value >= _BARE_FROM else None


def _stem(before: Words) -> Words:
    """The words before a number without the adverbs next to it: "im only just" gives "im"."""
    while before and before[-1] in _ADVERBS:
        before = before[:-1]
    return before


def _side_after(after: Words) -> int:
    """1 for "18+" and "18 or older", -1 for "18 or younger"."""
    if after[:1] in (("+",), ("plus",)):
        return 1
    if after[:1] in (("or",), ("and",), ("o",)):
        return {"older": 1, "over": 1, "above": 1, "up": 1, "more": 1, "younger": -1, "under": -1}.get(
            "".join(after[1:2]), 0
        )
    return 0


def _bounded(value: int, side: int, negated: bool, inclusive: bool) -> _Age:
    """The bounds that "over 18", "18 or older", "not under 18", ... leave."""
    edge = 0 if inclusive else 1
    if side > 0:
        return _Age(0, value - 1 + edge) if negated else _Age(value + edge, OLDEST)
    return _Age(value + 1 - edge, OLDEST) if negated else _Age(0, value - edge)


def _is_coming(stem: Words, after: Words) -> bool:
    """Whether the age is still to come: "ill be 18", "almost 18", "im 18 in march"."""
    if (stem[-1:] and stem[-1] in COMING) or stem[-2:] == ("going", "on"):
        return True
    if stem[-1:] in (("turned",), ("cumpli",)) or not after:
        return False
    if after[0] in ("soon", "tomorrow", "almost", "nearly", "next", "on"):
        return True
    return after[0] in ("in", "en", "this") and (
        (after[1:2] and after[1] in MONTHS_TO_COME) or bool(_TIME & {*after[1:5]})
    )


def _is_unmistakable(before: Words, after: Words) -> bool:
    """Whether anybody would read the number as the writer's own age, whatever was asked."""
    stem = _stem(before)
    if comes_up(stem) or (stem[-1:] in (("im",), ("am",)) and after[:1] == ("in",) and {*after[1:2]} & MONTHS.keys()):
        return True  # "im turning 18", "im 18 in june"
    while stem and (stem[-1] in _SIDES or stem[-1] in ("than", "de")):
        stem = _stem(stem[:-1])
    has_unit = after[:1] == ("yo",) or after[1:2] == ("old",) or bool(_SEX & {*after[:1]})
    if has_unit:
        return _FILLING.issuperset(stem) or stem[-1] in ("im", "am", "i", "as", "tengo", "soy")
    if stem[-2:] in _TURNING or (stem[-1:] in (("age",), ("aged",)) and _FILLING.issuperset(stem[:-1]) and not after):
        return True
    if after and after[0] in ("in", "on", "this", "next", "or", "old", "something", "here", "is"):
        return False
    return (
        stem[-2:] == ("age", "is")
        or stem[-1:] in (("im",), ("am",), ("tengo",), ("soy",))
        or stem in (("i", "turned"), ("turned",))
    )


def _from_year(words: Words, at: int) -> _Age | None:
    """The least age of somebody born in a year: no clock is needed to see that "1985" is long enough ago."""
    match = _YEAR.match(words[at])
    if match is None or not (
        {"born", "dob", "birth", "birthday", "bday", "naci"} & {*words[:at]} or _FILLING.issuperset(words[:at])
    ):
        return None
    year = int(match.group(1))
    return _Age(_RUNNING_SINCE - 1 - year, OLDEST, cued=False) if _FIRST_YEAR <= year < _RUNNING_SINCE else None
