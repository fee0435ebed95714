"""What holds in every conversation, whatever it is about: the rules G1 to G13 as far as a machine can tell.

`broken` looks at the last turn in the light of those before it, and names each rule that it breaks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.channels.text_body import body_of
from bot.clinic.consultants import WEEKDAYS
from bot.clinic.crisis import ASKED_AT_MOST
from bot.clinic.profile import Clinic
from bot.clinic.safety import Level
from tests.test_wording import GSM7, TWO_SEGMENTS, forbidden_in

if TYPE_CHECKING:
    from tests.dialogues.driver import Turn

# Each may only be said of a row that is in the database in that state.
_CLAIMS = {
    "booked": re.compile(r"\b(?:is|are) (?:now )?(?:booked|confirmed|scheduled|moved)\b|\bsee you\b|\ball set\b", re.I),
    "cancelled": re.compile(r"\b(?:is|are) (?:now )?cancell?ed\b", re.I),
}
_RAW = re.compile(r"\bNone\b|[{}<>]|Traceback|\bfaq[/_]|\butter_|\baction_|\bnlu_|[Pp]ress 3|Exception|Error\b")
_PHONE = re.compile(r"(?<!\d)\(?(\d{3})\)?[-. ]?(\d{3})[-. ](\d{4})(?!\d)")
_MONEY = re.compile(r"[$€£]\s?\d|\b\d+ (?:dollars|usd|bucks)\b", re.I)
_NEVER_ASKED = re.compile(
    r"birth|how old|social security|\bssn\b|insur|medication|medicines?\b|\bdose|dosage|attempt|trauma", re.I
)
_CLAIM_OF_THE_CLINIC = re.compile(r"\d+\s?%|four hours|very safe|no known long-term|not physically addictive", re.I)
_ATTRIBUTED = re.compile(r"the clinic(?:'s)?\b|KCLA|according to|not FDA|not approved", re.I)
_ZONE = re.compile(r"Pacific|Los Angeles time")
_DAY = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, [A-Z][a-z]+ \d{1,2}\b"
    r"|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), [A-Z][a-z]{2} \d"
)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_OFFER = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \w+ \d+, (\d+):(\d\d) ([AP])M")
_INVITES = re.compile(r"\b(?:reply|text|send|write|say|type)(?: with)? \"?(?:YES|CANCEL|END|HELP|INFO|START)\b")
_EXTENSION = frozenset("^{}\\[~]|€")  # GSM-7, two septets each
_FAILED = "went wrong on our side"
_SAME_WORDS_AT_MOST = 3

Rule = Callable[[Sequence["Turn"], str, Clinic], Iterator[str]]


def broken(turns: Sequence[Turn], channel: str, clinic: Clinic) -> list[str]:
    """The rules that the last of these turns breaks, with what breaks them."""
    return [f"{rule.__name__}: {what}" for rule in _RULES for what in rule(turns, channel, clinic)]


def septets(text: str) -> int | None:
    """How long a text message is in the 7-bit alphabet; None where it does not fit into that alphabet."""
    if not set(text) <= GSM7 | _EXTENSION:
        return None
    return sum(2 if character in _EXTENSION else 1 for character in text)


def sms_complaints(body: str) -> list[str]:
    """What is wrong with a text to somebody in danger: other characters, a third segment, a blank line."""
    length = septets(body)
    return [
        what
        for wrong, what in (
            (length is None, f"not in the 7-bit alphabet: {sorted(set(body) - GSM7 - _EXTENSION)}"),
            (length is not None and length > TWO_SEGMENTS, f"{length} characters are more than two segments"),
            ("\n\n" in body, "a blank line"),
        )
        if wrong
    ]


def g1_nothing_is_confirmed_that_is_not_so(turns: Sequence[Turn], channel: str, clinic: Clinic) -> Iterator[str]:
    """Booked, moved and cancelled are said of a row in that state only."""
    turn = turns[-1]
    state = turn.booking["state"] if turn.booking else None
    for needed, claim in _CLAIMS.items():
        for sentence in _sentences(turn.says):
            if claim.search(sentence) and "?" not in sentence and state != needed:
                yield f"{sentence!r}, and the booking is {state}"


def g2_a_summary_comes_first(turns: Sequence[Turn], channel: str, clinic: Clinic) -> Iterator[str]:
    """Who is booked has seen day, date, time and zone; every time that is offered is one that can be had."""
    turn = turns[-1]
    before = turns[-2].booking if len(turns) > 1 else None
    told = _CLAIMS["booked"].search(turn.says) is not None  # not so when it was booked elsewhere meanwhile
    if told and turn.booking and turn.booking["state"] == "booked" and turn.booking != before:
        summaries = [t.says for t in turns[:-1] if t.question == "summary"]
        if not any(_ZONE.search(says) and _DAY.search(says) for says in summaries):
            yield "booked without a summary that names day, date and zone"
        starts, ends = (datetime.fromisoformat(turn.booking[key]) for key in ("starts_at", "ends_at"))
        minutes = starts.hour * 60 + starts.minute
        if not (_is_open(clinic, starts.weekday(), minutes) and ends - starts == timedelta(minutes=30)):
            yield f"booked at {starts}"
    for label in turn.choices:
        offer = _OFFER.search(label)
        if offer is None:
            continue
        minutes = int(offer[2]) % 12 * 60 + int(offer[3]) + (12 * 60 if offer[4] == "P" else 0)
        if not _is_open(clinic, _DAYS.index(offer[1]), minutes):
            yield f"offered {label!r}"


def _is_open(clinic: Clinic, weekday: int, minutes: int) -> bool:
    """Whether half an hour may begin then by any hours, those of clinic.yml or what the staff have changed."""
    ranges = [
        part
        for one in clinic.consultants
        for days in (one.hours.days, *(week.hours.days for week in one.weeks))
        for part in days.get(WEEKDAYS[weekday], ())
    ]
    single = [day for one in clinic.consultants for day in one.exceptions if day.date.weekday() == weekday]
    return any(
        _minutes(part.opens) <= minutes <= _minutes(part.closes) - 30
        for part in [*ranges, *(part for day in single for part in day.hours)]
    )


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def g3_it_says_what_it_is(turns: Sequence[Turn], channel: str, clinic: Clinic) -> Iterator[str]:
    """The first reply names an automated assistant; an ordinary one also says where to turn in danger."""
    spoken = [turn for turn in turns if _FAILED not in turn.says]
    if not spoken or len(spoken) > 1 or spoken[0] is not turns[-1]:
        return
    turn = spoken[0]
    wanted = ["automated assistant", "911", "988"]
    if turn.outcome.crisis < Level.risk:
        wanted += ["not a person", "not watched around the clock"]
    yield from (f"the first reply lacks {words!r}: {turn.says}" for words in wanted if words not in turn.says)


def g4_numbers_come_from_somewhere(turns: Sequence[Turn], channel: str, clinic: Clinic) -> Iterator[str]:
    """A phone number is the clinic's, an example, or one that the person gave; a price is never named."""
    given = {"".join(number) for turn in turns for number in _PHONE.findall(turn.text)}
    given |= {re.sub(r"\D", "", clinic.clinic.phone), "3105550100"}
    said = re.sub(r"\D", "", " ".join(turn.text for turn in turns))
    for number in _PHONE.findall(turns[-1].says):
        joined = "".join(number)
        # a corrected number ("it ends in 0160") is the person's as well
        if joined not in given and joined not in said and joined[-4:] not in said and turns[-1].phone != f"+1{joined}":
            yield f"the number {joined} is nobody's"
    if _MONEY.search(turns[-1].says):
        yield f"a price: {turns[-1].says}"


def g5_no_word_that_must_not_be_said(turns: Sequence[Turn], channel: str, clinic: Clinic) -> Iterator[str]:
    """No clinician's title, no verdict, no promise, no hurtful word about suicide."""
    yield from forbidden_in(turns[-1].says)


def g6_nothing_is_asked_that_is_nobodys_business(turns: Sequence[Turn], channel: str, clinic: Clinic) -> Iterator[str]:
    """No question for a birth date, insurance, medicines, doses, attempts or trauma."""
    for sentence in _sentences(turns[-1].says):
        if sentence.endswith("?") and _NEVER_ASKED.search(sentence):
            yield sentence


def g8_claims_are_the_clinics(turns: Sequence[Turn], channel: str, clinic: Clinic) -> Iterator[str]:
    """What the clinic claims is said to be its claim, in the same message."""
    for said in turns[-1].outcome.replies:
        if _CLAIM_OF_THE_CLINIC.search(said.text) and not _ATTRIBUTED.search(said.text):
            yield said.text


def g9_an_outcome_has_a_reason_and_a_number(turns: Sequence[Turn], channel: str, clinic: Clinic) -> Iterator[str]:
    """Who is not simply eligible hears why, and whom to phone, in the turn that finds it."""
    turn, before = turns[-1], turns[-2].screening if len(turns) > 1 else None
    if turn.screening is None or turn.screening == before:
        return
    if not (turn.screening["rules_version"] and turn.screening["rule_ids"] is not None):
        yield "the rules are not stored with the outcome"
    if turn.screening["outcome"] != "eligible" and not ("because" in turn.says and clinic.clinic.phone in turn.says):
        yield f"{turn.screening['outcome']} without reason or number: {turn.says}"


def g10_a_text_is_plain_and_short(turns: Sequence[Turn], channel: str, clinic: Clinic) -> Iterator[str]:
    """By SMS: the 7-bit alphabet, no blank line, no keyword of the carrier; in danger two segments."""
    turn = turns[-1]
    if channel != "sms":
        return
    complaints = sms_complaints(body_of(turn.outcome.replies))
    in_danger = turn.outcome.crisis >= Level.risk
    yield from (what for what in complaints if in_danger or "segments" not in what)
    first_message = len(turns) == 1  # it may name STOP and HELP
    if _INVITES.search(turn.says) and not first_message and "Msg & data" not in turn.says:
        yield f"invites a keyword: {turn.says}"


def g11_nothing_raw_is_said(turns: Sequence[Turn], channel: str, clinic: Clinic) -> Iterator[str]:
    """Each message has an answer, and no inner name, trace or empty place in it."""
    turn = turns[-1]
    if not turn.outcome.replies or not all(said.text.strip() or said.card for said in turn.outcome.replies):
        yield f"no answer to {turn.text!r}"
    if found := _RAW.search(turn.says):
        yield f"{found[0]!r} in {turn.says!r}"


def g12_danger_is_answered_and_closes_nothing(turns: Sequence[Turn], channel: str, clinic: Clinic) -> Iterator[str]:
    """The very reply has help and a way on, asks for nothing but safety, and takes back nothing."""
    turn, before = turns[-1], turns[-2] if len(turns) > 1 else None
    full = "741741" in turn.says or "nearest ER" in turn.says
    # "no" to "are you safe?" is danger, too, though the word alone shows none
    level = turn.outcome.crisis
    if level < Level.risk and full and before is not None and before.question == "safe":
        level = Level.imminent
    if level < Level.risk:
        if full:
            yield f"resources for danger that nobody saw: {turn.says}"
        return
    yield from (f"no {number} in {turn.says!r}" for number in ("988", "911") if number not in turn.says)
    asked = [sentence for sentence in _sentences(turn.says) if sentence.endswith("?")]
    if level is Level.imminent:
        yield from (f"asked in danger: {sentence}" for sentence in asked)
        if '"continue"' not in turn.says or turn.question is not None:
            yield "no way on, or a question is open"
    elif [before.question for before in turns[-ASKED_AT_MOST - 1 : -1]] == ["safe"] * ASKED_AT_MOST:
        if turn.question is None and '"continue"' not in turn.says:
            yield "nothing is asked after a question that stayed unanswered, and no way on is said"
    elif turn.question != "safe" or not any("safe right now?" in sentence for sentence in asked):
        yield f"the safety question is not open: {turn.question}"
    if before is not None:
        if (before.screening, before.booking) != (turn.screening, turn.booking):
            yield "danger has changed the outcome or the booking"
        if any(turn.facts.get(name) != value for name, value in before.facts.items()):  # new ones may stand beside it
            yield f"danger has changed the answers: {before.facts} -> {turn.facts}"


def g13_nobody_is_asked_in_a_loop(turns: Sequence[Turn], channel: str, clinic: Clinic) -> Iterator[str]:
    """The same words come three times at most without another way out."""
    last = [turn.outcome.replies[-1].text for turn in turns[-_SAME_WORDS_AT_MOST - 1 :] if turn.outcome.replies]
    asks = len(last) > _SAME_WORDS_AT_MOST and len(set(last)) == 1
    if asks and not re.search(rf"{re.escape(clinic.clinic.phone)}|\bskip\b", turns[-1].says):
        yield last[-1]


def _sentences(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"(?<=[.!?])\s+|\n+", text) if part.strip()]


_RULES: tuple[Rule, ...] = (
    g1_nothing_is_confirmed_that_is_not_so,
    g2_a_summary_comes_first,
    g3_it_says_what_it_is,
    g4_numbers_come_from_somewhere,
    g5_no_word_that_must_not_be_said,
    g6_nothing_is_asked_that_is_nobodys_business,
    g8_claims_are_the_clinics,
    g9_an_outcome_has_a_reason_and_a_number,
    g10_a_text_is_plain_and_short,
    g11_nothing_raw_is_said,
    g12_danger_is_answered_and_closes_nothing,
    g13_nobody_is_asked_in_a_loop,
)
