"""Which of the offered choices a person means: by number, by place, by its day or time, or by its words."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from bot.clinic.reading.answers import read_answer
from bot.clinic.reading.slots import When, read_when
from bot.clinic.reading.words import Said, reads_as_question, say, word_set

# Said around a choice without changing it.
_FILLING = word_set(
    """
    a actually an and appointment appt at available be best better book by can choice choose could date day
    de definitely do el en es fine for free get gimme give go going good gracias great guess haha have hello
    hey hi hmm i id ill im in instead is it ive just k la las le let lets like lo lol los love me my number o of oh
    ok okay on open opcion opening option perfect pick please pls plz por favor prefer probably quiero really
    reserve sadface schedule select set should slot so sounds spot suits sure take thank thanks that thatll
    thats the then thing think this thx time to ty um un una up us want was we well will with work works
    would y yeah yep yes you # may one ones nice lovely fab cool dear
    """
)
_LETTERS = "abcdefgh"
_NAMING = word_set("option letter choice number # opcion numero answer")
_PLACES = {"last": -1, "latter": -1, "final": -1, "ultimo": -1, "ultima": -1, "former": 0, "penultimate": -2}
# "any is fine", "either of the first two": the earliest of them is what is kept, and the summary asks
_NO_MATTER = word_set("any either whichever whatever anyone cualquiera")
_COUNTED = {"two": 2, "2": 2, "three": 3, "3": 3, "both": 2, "dos": 2, "tres": 3}
_BEHIND_LAST = ("second to last", "second last", "next to last", "last but one", "one before the last", "before last")
_EXTREMES = {
    "earliest": 0,
    "soonest": 0,
    "asap": 0,
    "earlier": 0,
    "sooner": 0,
    "latest": -1,
    "later": -1,
    "early": 0,
    "late": -1,
}
_OPENINGS = (
    ("how", "about"),
    ("what", "about"),
    ("can", "i"),
    ("could", "i"),
    ("may", "i"),
    ("can", "we"),
    ("could", "we"),
)
# Words of labels that, alone, do not pick the label.
_WEAK = word_set("""
    more these those them disorder thoughts other others another something rather all not no none
""")


def read_choice(text: str, labels: Sequence[str]) -> int | None:
    """The place (from 0) of the one label that the message picks; None when it picks none, several, or says more.

    Labels may be times ("Tue, Dec 1, 2:00 PM") or words ("Someone else"). A bare number is a place in the list
    as long as the list has one; with "pm", ":" or "oclock" it is a time. Everything in the message must be
    accounted for, so that "2 is bad for me" or "my mom has depression" pick nothing.
    """
    said = say(text)
    if not said.words or not labels:
        return None
    offered = [say(label) for label in labels]
    exact = [place for place, label in enumerate(offered) if label.words == said.words]
    if exact and not said.asks:
        return exact[0] if len(exact) == 1 else None
    agreed = _yes_or_no(said, offered)
    if agreed is not None:
        return agreed
    slots = [read_when(label.words) for label in offered]
    timed = any(slot.times for slot in slots)
    words = _without_opening(said, timed=timed)
    if timed and (place := _by_position(words, len(slots))) is not None:
        return place
    if not words:
        return None
    if (letter := _letter(words)) is not None:
        return letter if letter < len(labels) else None
    found = _by_place_or_time(_without_noun_one(words), slots)
    return found[0] if len(found) == 1 else _by_words(words, offered) if found == _NOT_ASKED else None


_NOT_ASKED = [-1, -1]


def _yes_or_no(said: Said, offered: Sequence[Said]) -> int | None:
    """The label that a plain yes or no picks, when one label begins with each."""
    answer = read_answer(said)
    if answer is None or not (answer.whole and answer.word) or answer.lukewarm:
        return None
    first_words = [label.words[0] if label.words else "" for label in offered]
    if first_words.count("yes") != 1 or first_words.count("no") != 1:
        return None
    return first_words.index("yes" if answer.value else "no")


def _without_opening(said: Said, timed: bool) -> tuple[str, ...]:
    """The words behind "how about" or "can i have"; none when the message is a question of another kind.

    A time with nothing but a question mark ("2:30?") is a pick all the same: the summary asks again.
    """
    words = said.words
    if words[:2] in _OPENINGS:
        words = words[2:]
        return () if reads_as_question(words) else words
    asks = any(reads_as_question(clause.words) for clause in said.clauses)
    return () if asks or (said.asks and not timed) else words


def _by_position(words: Sequence[str], count: int) -> int | None:
    """The place for "the middle one", "the second to last", "any of them" and "either of the first two"."""
    phrase = " ".join(words)
    if any(behind in phrase for behind in _BEHIND_LAST) and count > 1:
        return count - 2
    content = [word for word in words if word not in _FILLING]
    if content == ["middle"]:
        return count // 2 if count % 2 else None
    if not content or content[0] not in _NO_MATTER:
        return None
    rest = [
        word
        for word in content[1:]
        if word not in ("times", "slots", "those", "these", "them", "all", "matter", "does", "doesnt")
    ]
    if not rest:
        return 0
    if rest[0] in ("first", "last") and len(rest) == 2 and (few := _COUNTED.get(rest[1], 0)) <= count and few:
        return 0 if rest[0] == "first" else count - few
    return None


def _letter(words: Sequence[str]) -> int | None:
    """The place for "b", "option b" or "letter b please"."""
    courteous = [word for word in words if word not in ("please", "pls", "thanks", "ok", "the")]
    if courteous and courteous[0] in _NAMING:
        courteous = courteous[1:]
    return _LETTERS.index(courteous[0]) if len(courteous) == 1 and courteous[0] in tuple(_LETTERS) else None


def _without_noun_one(words: Sequence[str]) -> list[str]:
    """The words without the "one" that is no number: "the later one", "this one"; "one please" keeps it."""
    if all(
        word == "one" or word in ("please", "pls", "thanks", "ok", "um", "number", "option", "#", "choice")
        for word in words
    ):
        return list(words)
    kept = []
    for i, word in enumerate(words):
        following = words[i + 1] if i + 1 < len(words) else ""
        is_hour = following in ("am", "pm", "oclock", "thirty", "fifteen") or (
            i and words[i - 1] in ("at", "past", "option", "number")
        )
        if word not in ("one", "ones", "un", "una") or is_hour:
            kept.append(word)
    return kept


def _by_place_or_time(words: Sequence[str], slots: Sequence[When]) -> list[int]:
    """Every place that fits all that is said about place and time; `_NOT_ASKED` when nothing is."""
    said = read_when(words)
    names = [word for word in said.rest if word not in _FILLING]
    if not (said.is_dated or said.places or said.ordinals or said.numbers or set(names) & {*_PLACES, *_EXTREMES}):
        return _NOT_ASKED
    if said.places or said.ordinals or said.numbers:
        names = names[1:] if names[:1] == ["no"] else names  # "no 2" is number 2, or "no, 2": the second either way
    if len(said.numbers) > 1:
        return []
    places = set(range(len(slots)))
    for name in names:
        if name in _PLACES:
            places &= {_PLACES[name] % len(slots)}
        elif name in _EXTREMES:
            places &= _extreme(name, slots)
        else:
            return []
    lone = len(said.numbers) == 1 and not said.is_dated
    for number in said.numbers:
        place = {number - 1} & set(range(len(slots)))
        places &= place if lone and place else place | _timed(number, slots)
    for number in said.places:
        places &= {number - 1}
    for number in said.ordinals:
        places &= {number - 1} | {place for place, slot in enumerate(slots) if number in slot.days}
    return sorted(place for place in places if said.meets(slots[place])) or []


def _timed(number: int, slots: Sequence[When]) -> set[int]:
    """The places of the slots at an hour, or on a day of the month."""
    hours = {number % 12 * 60, number % 12 * 60 + 720} if 0 < number <= 12 else set()
    return {
        place for place, slot in enumerate(slots) if number in slot.days or any(hours & time for time in slot.times)
    }


def _extreme(name: str, slots: Sequence[When]) -> set[int]:
    """The place of the earliest or latest slot, when the order of days and of hours agree on it."""
    if name in ("earlier", "later", "sooner") and len(slots) != 2:
        return set()
    minutes = [min(slot.times[0]) if slot.times else -1 for slot in slots]
    place = _EXTREMES[name] % len(slots)
    best = min(minutes) if _EXTREMES[name] == 0 else max(minutes)
    agree = minutes[place] == best or name in ("soonest", "sooner", "asap")
    return {place} if agree and -1 not in minutes else set()


def _by_words(words: Sequence[str], offered: Sequence[Said]) -> int | None:
    """The one label that has all the words of the message, misspelt or not; a label that has no more goes first."""
    every = {word for label in offered for word in label.words}
    content = [word for word in words if word not in _FILLING or word in every]
    found, whole = [], []
    for place, label in enumerate(offered):
        matched = {_same(word, label.words) for word in content}
        if not content or "" in matched:
            continue
        core = {word for word in label.words if word not in _FILLING}
        if matched >= set(label.words) or (core and matched >= core):
            whole.append(place)
        if matched - _FILLING - _WEAK and 2 * len(matched & core) >= len(core):
            found.append(place)
    found = whole or found
    return found[0] if len(found) == 1 else None


def _same(word: str, words: Sequence[str]) -> str:
    """The word of a label that `word` is, misspelt by one slip at most if it has 5 letters; "" for none."""
    if word in words:
        return word
    near = (
        other
        for other in words
        if min(len(word), len(other)) >= 5 and word[0] == other[0] and OSA.distance(word, other) <= 1
    )
    return next(near, "")
