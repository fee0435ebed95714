"""What is done with a wish: kept, said back, refined, asked about; and what no text can do to the reader."""

from __future__ import annotations

import io
import json
import time as clock
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clinic.wishes import Kind, OpeningHours, Wish, merge, read_wish
from bot.commands import wish as command

ZONE = ZoneInfo("America/Los_Angeles")
HOURS = OpeningHours(ZONE, {day: ((time(9), time(17)),) for day in range(5)})
NOW = datetime(2026, 11, 18, 10, 0, tzinfo=ZONE)  # a Wednesday


def read(text: str, now: datetime = NOW, hours: OpeningHours = HOURS) -> Wish:
    return read_wish(text, now, hours)


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


def open_starts(days: int = 21) -> list[datetime]:
    """Every half hour of the next days in opening hours."""
    starts = []
    for n in range(days + 1):
        day = NOW.date() + timedelta(days=n)
        starts += [
            datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)
            for hour in range(9, 17)
            for minute in (0, 30)
        ]
    return [start for start in starts if start.weekday() < 5]


def accepted(wish: Wish) -> list[datetime]:
    return [start for start in open_starts() if wish.accepts(start)]


@pytest.mark.parametrize(
    ("first", "then", "said"),
    [
        ("tuesday", "in the afternoon", "Tuesday, November 24, in the afternoon"),
        ("tuesday afternoon", "rather thursday the 26th", "Thursday, November 26, in the afternoon"),
        ("mornings", "not on a monday", "mornings, but not Monday"),
        ("not monday", "ok monday then", "Monday, November 23"),
        ("monday morning", "after 2", "Monday, November 23, from 2 pm on"),
        ("saturday", "monday", "Monday, November 23"),
        ("in the evening", "monday", "Monday, November 23"),
        ("next week", "thursday", "Thursday, November 26"),
        ("the week after next", "tuesday at 10", "Tuesday, December 1, at 10 am"),
        ("as soon as possible", "mornings only", "mornings"),
        ("tuesday", "any time is fine", "any time"),
        ("tuesday", "thank you!", "Tuesday, November 24"),
    ],
)
def test_a_second_wish_refines_the_first(first: str, then: str, said: str) -> None:
    """A new day replaces the old day, a new time the old time, and the rest stays."""
    assert merge(read(first), read(then)).describe() == said


@pytest.mark.parametrize(
    ("first", "answer", "meant"),
    [
        ("next friday", "this week", date(2026, 11, 20)),
        ("next friday", "the 27th", date(2026, 11, 27)),
        ("wednesday", "today", date(2026, 11, 18)),
        ("wednesday", "next week", date(2026, 11, 25)),
        ("friday, december 9", "friday", date(2026, 12, 11)),
        ("friday, december 9", "the 9th", date(2026, 12, 9)),
    ],
)
def test_an_answer_settles_which_date_was_meant(first: str, answer: str, meant: date) -> None:
    """After "which date?" the answer picks one of the candidates."""
    asked = read(first)
    assert asked.kind is Kind.ambiguous
    assert meant in asked.candidates
    settled = merge(asked, read(answer))
    assert settled.kind is Kind.window
    assert {start.date() for start in accepted(settled)} <= {meant}


def test_a_time_of_day_leaves_the_question_open() -> None:
    """An hour does not say which of two fridays is meant, but is kept for when it is known."""
    wish = merge(read("next friday"), read("after 2"))
    assert wish.kind is Kind.ambiguous
    assert wish.candidates == (date(2026, 11, 20), date(2026, 11, 27))
    settled = merge(wish, read("the 27th"))
    assert settled.describe() == "Friday, November 27, from 2 pm on"


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("wednesday", "which_date"),
        ("tuesday november 25", "contradiction"),
        ("november 31", "no_such_date"),
        ("at 26:00", "no_such_time"),
        ("some other time", "too_vague"),
    ],
)
def test_what_cannot_be_read_in_one_way_says_what_to_ask(text: str, question: str) -> None:
    """An ambiguous wish carries the code of the question it needs."""
    wish = read(text)
    assert wish.kind is Kind.ambiguous
    assert wish.question == question


def test_a_date_that_does_not_exist_accepts_nothing() -> None:
    """Nothing is offered for February 30."""
    assert accepted(read("february 30")) == []


@pytest.mark.parametrize(
    "text",
    ["tuesday", "any day but friday", "4pm eastern on monday", "next friday", "asap", "evenings", "nonsense", ""],
)
def test_a_stored_wish_means_the_same_later(text: str) -> None:
    """A wish comes back from JSON as it was, but for the person's words, which are not kept."""
    wish = read(text)
    data = json.loads(json.dumps(wish.to_json()))
    again = Wish.from_json(data)
    assert again.kind is wish.kind
    assert accepted(again) == accepted(wish)
    assert again.describe() == wish.describe()
    assert again.text == ""


def test_what_is_stored_and_said_back_holds_no_words_of_the_person() -> None:
    """Neither the stored form nor the description repeats what somebody wrote."""
    wish = read("my name is Zebulon, could tuesday zebulonish work")
    assert "zebulon" not in json.dumps(wish.to_json()).lower()
    assert "zebulon" not in wish.describe().lower()


def test_the_text_of_a_wish_is_the_part_that_says_when() -> None:
    """Of a long message only the stretch with the days and times counts as the wish."""
    wish = read("I have been thinking about it for a while. Could you do tuesday after 2? My sister will drive me.")
    assert wish.text == "tuesday after 2"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("next tues aft", "Tuesday, November 24, in the afternoon"),
        ("anything but a monday", "any day but Monday"),
        ("mornings", "mornings"),
        ("between 1 and 3 on the 24th", "Tuesday, November 24, between 1 pm and 3 pm"),
        ("2ish tomorrow", "Thursday, November 19, between 1:30 pm and 2:30 pm"),
        ("asap", "any time"),
        ("any day next week", "any day in the week of Monday, November 23"),
        ("tuesdays or thursdays before noon", "Tuesday, in the morning or Thursday, in the morning"),
        ("what does it cost", ""),
    ],
)
def test_a_wish_is_said_back_in_plain_words(text: str, said: str) -> None:
    """The description is normalised English, empty where nothing was wished."""
    assert read(text).describe() == said


def test_nothing_that_is_over_suits() -> None:
    """A start at or before the moment of the wish is never accepted, not even by "whenever"."""
    assert not read("whenever").accepts(at(18, 10))
    assert not read("today").accepts(at(18, 9, 30))
    assert read("today").accepts(at(18, 10, 30))


def test_opening_hours_decide_what_a_bare_hour_means() -> None:
    """A bare "at 7" is closed at a daytime clinic and the evening at one that opens in the evening."""
    late = OpeningHours(ZONE, {day: ((time(15), time(22)),) for day in range(7)})
    assert read("at 7 tomorrow").kind is Kind.closed
    assert read("at 7 tomorrow", hours=late).accepts(at(19, 19))
    assert read("saturday at 6", hours=late).kind is Kind.window


def test_a_lunch_break_is_not_open() -> None:
    """A wish that fits no start around the clinic's own break is closed."""
    split = OpeningHours(ZONE, {day: ((time(9), time(12)), (time(14), time(17))) for day in range(5)})
    assert read("tomorrow at 12:30", hours=split).kind is Kind.closed
    assert read("tomorrow at 11:30", hours=split).kind is Kind.window


def test_days_are_counted_by_the_calendar_over_a_change_of_clocks() -> None:
    """Two days from a Saturday evening before the clocks change is Monday at the same wall time."""
    eve = datetime(2027, 3, 13, 20, 0, tzinfo=ZONE)
    wish = read("in two days at 9", now=eve)
    assert wish.accepts(datetime(2027, 3, 15, 9, 0, tzinfo=ZONE))
    assert not wish.accepts(datetime(2027, 3, 15, 10, 0, tzinfo=ZONE))


def test_a_foreign_hour_moves_with_both_clocks() -> None:
    """London is seven hours ahead for two weeks in March and eight before and after."""
    march = datetime(2027, 3, 10, 12, 0, tzinfo=ZONE)
    wish = read("5pm london time any day", now=march)
    assert wish.accepts(datetime(2027, 3, 11, 9, 0, tzinfo=ZONE))
    assert wish.accepts(datetime(2027, 3, 16, 10, 0, tzinfo=ZONE))
    assert not wish.accepts(datetime(2027, 3, 16, 9, 0, tzinfo=ZONE))


WORDS = """tuesday tues next this not or and but after before between to 2 10 10:30 pm am the 5th 31st dec november 12/4
99 0 in two weeks a week from until by any day except morning afternoon noon half past quarter eastern mañana el lunes a
las y media despues de no so if then that one , . ? - / ( weekend month first last asap whenever feb 30 thanksgiving i
work busy can't it is good 24:00 2026 15h ish around"""


@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(WORDS.split()), max_size=25).map(" ".join)))
@settings(max_examples=400, deadline=None)
def test_no_text_breaks_the_reader(text: str) -> None:
    """Any text gives a wish that can be asked, said back, stored and refined."""
    wish = read(text)
    assert isinstance(wish.accepts(at(24, 9)), bool)
    assert Wish.from_json(wish.to_json()).describe() == wish.describe()
    assert merge(read("tuesday afternoon"), wish).kind in set(Kind)


@pytest.mark.parametrize("unit", ["tuesday or not monday, ", "1:1:", "(3", "in 2 weeks or ", "a", "1/", "until 5 "])
def test_a_very_long_message_is_read_in_time(unit: str) -> None:
    """Four thousand characters of anything take less than two seconds, on a slow machine too."""
    begun = clock.perf_counter()
    read((unit * 4000)[:8000])
    assert clock.perf_counter() - begun < 2


def test_the_command_answers_line_by_line() -> None:
    """Each line in gives one line out, with the probes that suit in the form they came in."""
    lines = [
        {
            "text": "tuesday after 2",
            "now": "2026-11-18T10:00:00-08:00",
            "probes": ["2026-11-24T14:00", "2026-11-24T13:00"],
        },
        {"text": "how much is it", "now": "2026-11-18T10:00:00-08:00", "probes": ["2026-11-24T14:00"]},
    ]
    out = io.StringIO()
    command.run(io.StringIO("".join(json.dumps(line) + "\n" for line in lines)), out)
    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    assert answers == [
        {"kind": "window", "accepted": ["2026-11-24T14:00"]},
        {"kind": "none", "accepted": []},
    ]
