"""Times said at the list, at the summary or of an appointment: what they mean there, and what is no time."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.clinic.interview import timing
from bot.clinic.interview.draft import Draft
from bot.clinic.interview.loose import wants_it_back
from bot.clinic.interview.message import Message
from bot.clinic.interview.refining import whole_wish
from bot.clinic.wishes import Kind, OpeningHours, Wish, read_wish

ZONE = ZoneInfo("America/Los_Angeles")
HOURS = OpeningHours(ZONE, {day: ((time(9), time(17)),) for day in range(5)})
NOW = datetime.fromisoformat("2027-02-01T10:00-08:00")  # a Monday


def _stored(start: str) -> dict[str, str]:
    begins = datetime.fromisoformat(start).replace(tzinfo=ZONE)
    label = f"{begins:%a, %b} {begins.day}, {begins:%I:%M %p}"
    return {
        "start": begins.isoformat(),
        "end": (begins + timedelta(minutes=30)).isoformat(),
        "consultant": "c",
        "label": label,
    }


def _at_summary(start: str = "2027-02-09T09:00") -> Draft:
    return Draft(goal="consultation", question="summary", hold=_stored(start))


def _at_slots(*starts: str) -> Draft:
    return Draft(goal="consultation", question="slots", offers=[_stored(start) for start in starts])


def _moving(start: str) -> Draft:
    return Draft(goal="move", question="when", booking_id=1, old_start=_stored(start)["start"])


def _wished(draft: Draft, text: str) -> Wish | None:
    wish = timing.wished(draft, None, Message(text), HOURS, NOW)
    return whole_wish(draft, wish, NOW, HOURS) if wish is not None else None


def _fits(wish: Wish | None, start: str) -> bool:
    return wish is not None and wish.accepts(datetime.fromisoformat(start).replace(tzinfo=ZONE))


@pytest.mark.parametrize(
    "text",
    [
        "lovely, will i have 2 bring my papers",
        "is it ok 4 my husband to sit in?",
        "ok so if yes then 1",
        "what do i need 2 do b4 it",
        "thx so much 4 ur patience",
        "can my sister come with me 2",
    ],
)
def test_a_figure_that_stands_for_a_word_is_no_hour(text: str) -> None:
    assert _wished(_at_summary(), text) is None


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("could we make it 2 instead", 14),
        ("3?", 15),
        ("ok 4", 16),
        ("what about 11", 11),
        ("i need 2 change it to 3", 15),
        ("at 1 please", 13),
        ("the time should be 2, not 9", 14),
    ],
)
def test_an_hour_at_the_summary_is_one(text: str, hour: int) -> None:
    wish = _wished(_at_summary(), text)
    assert _fits(wish, f"2027-02-09T{hour:02}:00")
    assert not _fits(wish, "2027-02-09T09:00")


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("2pm nyc time", "11:00"),
        ("noon ny time", "09:00"),
        ("1 pm new york works", "10:00"),
        ("4pm boston time at the earliest", "13:00"),
        ("11 am chi time", "09:00"),
        ("3 pm denver please", "14:00"),
        ("2 pm la time", "14:00"),
        ("5 pm new york is 2 pm in la", "14:00"),
        ("i'm in Miami this week, so february 4, 3 pm Miami time", "12:00"),
    ],
)
def test_a_time_of_elsewhere_is_turned_into_ours(text: str, start: str) -> None:
    wish = read_wish(text, NOW, HOURS)
    assert _fits(wish, f"2027-02-04T{start}")
    if "this week" in text:
        assert not _fits(wish, f"2027-02-03T{start}")


def test_my_time_is_that_of_the_zone_told_before() -> None:
    draft = _at_slots("2027-02-09T09:00")
    draft.wish = read_wish("february 9, 1 pm eastern or later", NOW, HOURS).to_json()
    assert _fits(_wished(draft, "noon my time on the wednesday"), "2027-02-10T09:00")


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("i've got a lecture tuesday at 9, could i do 2 instead same day", "2027-02-09T14:00"),
        ("might we put it off until the Friday, same hour?", "2027-02-12T09:00"),
        ("push it to thurs same time", "2027-02-11T09:00"),
        ("delay it till monday", "2027-02-15T11:00"),
        ("wednesday instead, same time", "2027-02-10T09:00"),
        ("can it be at 3 pm", "2027-02-09T15:00"),
        ("no weds after that", "2027-02-10T10:00"),
        ("anything later that day?", "2027-02-09T09:30"),
        ("not presidents day but the tuesday after", "2027-02-16T10:00"),
    ],
)
def test_another_time_for_an_appointment_is_seen_from_it(text: str, start: str) -> None:
    assert _fits(_wished(_moving("2027-02-09T09:00"), text), start)


def test_a_day_that_is_ruled_out_is_not_kept() -> None:
    """Any day but the one that was wished before is any other; the clinic is open then."""
    wish = _wished(_moving("2027-02-10T09:00"), "any day but wednesday, late afternoon")
    assert wish is not None and wish.kind is Kind.window
    assert _fits(wish, "2027-02-11T16:00") and not _fits(wish, "2027-02-10T16:00")
    draft = _at_slots("2027-02-09T09:00", "2027-02-09T11:00")
    draft.wish = read_wish("february 9", NOW, HOURS).to_json()
    wish = _wished(draft, "anything but tuesday, after 3")
    assert _fits(wish, "2027-02-11T16:00") and not _fits(wish, "2027-02-09T16:00")


@pytest.mark.parametrize(
    ("text", "start", "other"),
    [
        ("tuesday feb 9, 11", "2027-02-09T11:00", "2027-02-11T11:00"),
        ("I'd like February 9th, 3 in the afternoon", "2027-02-09T15:00", "2027-02-03T12:00"),
        ("feb 9, 10 or 11", "2027-02-10T14:00", "2027-02-12T10:00"),
        ("friday at the last one", "2027-02-05T16:30", "2027-02-05T09:00"),
        ("not to early on friday", "2027-02-05T10:00", "2027-02-05T09:00"),
        ("no show me thursday", "2027-02-04T10:00", "2027-02-05T10:00"),
        ("the tues one. no wait, is there something around noon", "2027-02-02T12:00", "2027-02-02T15:00"),
        ("no wednesday then. feb 10", "2027-02-10T10:00", "2027-02-11T10:00"),
        ("friday is my choir, any other day", "2027-02-04T10:00", "2027-02-05T10:00"),
        ("friday is my favorite", "2027-02-05T10:00", "2027-02-04T10:00"),
    ],
)
def test_words_that_were_misread(text: str, start: str, other: str) -> None:
    wish = read_wish(text, NOW, HOURS)
    assert _fits(wish, start)
    assert not _fits(wish, other)


OFFERED = ("2027-02-09T09:00", "2027-02-10T11:30", "2027-02-11T14:30")


@pytest.mark.parametrize(
    ("text", "picked"),
    [
        ("fine, the earliest then", 0),
        ("is that one held for sure? ok, 2:30 then", 2),
        ("can i come on friday? the last one", None),
        ("the earliest you have on thursday", None),
    ],
)
def test_a_pick_may_follow_a_question(text: str, picked: int | None) -> None:
    assert timing.pick(_at_slots(*OFFERED), text, HOURS, NOW) == picked


def test_that_day_is_the_one_that_was_named() -> None:
    wish = _wished(_at_slots(*OFFERED), "the wed one. oh no, anything earlier that day, like 10?")
    assert _fits(wish, "2027-02-10T10:00") and not _fits(wish, "2027-02-11T10:00")


@pytest.mark.parametrize("text", ["could I go back and look at the other days?", "let me see different dates please"])
def test_other_days_are_asked_for(text: str) -> None:
    assert timing.asks_for_others(_at_slots(*OFFERED), text, HOURS, NOW)
    assert timing.asks_for_others(_at_summary(), text, HOURS, NOW)
    assert timing.wants_other_days(text)


@pytest.mark.parametrize("text", ["do you have other times on friday?", "my other doctor has days off"])
def test_a_named_day_is_not_one_of_the_others(text: str) -> None:
    assert not timing.asks_for_others(_at_slots(*OFFERED), text, HOURS, NOW)


@pytest.mark.parametrize(
    ("text", "approves", "books"),
    [
        ("Ah no, sorry, misread it. The 9th of February is right. Book it please", True, True),
        ("no wait, tuesday works", True, False),
        ("tuesday is fine but at 3", False, False),
        ("the 10th would be good instead", False, False),
        ("is tuesday the 9th ok?", False, False),
    ],
)
def test_a_time_that_is_called_right_is_agreed_to(text: str, approves: bool, books: bool) -> None:
    draft = _at_summary()
    wish = _wished(draft, text)
    assert wish is not None
    assert timing.approves(draft, wish, text) is approves
    assert timing.goes_ahead(text) is books


@pytest.mark.parametrize(
    "text",
    [
        "oh wait no, keep it",
        "sorry can you put me back in?",
        "can i have that same slot again",
        "undo that please",
        "i changed my mind, don't cancel",
        "please book it again",
    ],
)
def test_who_cancelled_may_want_it_back(text: str) -> None:
    assert wants_it_back(text)


@pytest.mark.parametrize("text", ["keep it cancelled", "book another time", "thanks, bye", "that is all", "no"])
def test_other_words_after_cancelling_do_not(text: str) -> None:
    assert not wants_it_back(text)


@pytest.mark.parametrize(
    ("text", "picked"),
    [
        ("your call", 0),
        ("oh, you choose for me", 0),
        ("I don't mind which", 0),
        ("the sooner one", 0),
        ("the later one", None),
        ("up to you what time we leave", None),
        ("it doesn't matter who calls", None),
    ],
)
def test_a_choice_left_to_us_is_the_first(text: str, picked: int | None) -> None:
    """The summary asks before anything is booked."""
    draft = _at_slots("2027-02-09T09:00", "2027-02-09T11:00", "2027-02-10T13:00")
    assert timing.pick(draft, text, HOURS, NOW) == picked


def test_sooner_and_later_are_said_of_the_times_on_offer() -> None:
    draft = _at_slots("2027-02-09T09:00", "2027-02-09T11:00", "2027-02-10T13:00")
    wish = _wished(draft, "got any sooner?")
    assert wish is not None and wish.kind is Kind.asap
    assert timing.command_among_offers("anything later than that", None) == "more"
    assert timing.command_among_offers("the earlier one", "back") is None
    assert timing.command_among_offers("stop", "stop") == "stop"
