"""Times that are said by the one in hand: each becomes one that can be read alone."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.clinic.interview.loose import bare_cancel, keeps_appointment
from bot.clinic.interview.shifting import said_outright

FRIDAY = datetime.fromisoformat("2026-12-04T10:00-08:00")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the following Wednesday at 2", "on 2026-12-09 at 2"),
        ("could it be on the Thursday after that", "could it be on 2026-12-10"),
        ("the Monday before, same time", "on 2026-11-30, at 10:00"),
        ("the following day at 9", "on 2026-12-05 at 9"),
        ("make it the following week", "make it in the week of 2026-12-07"),
        ("the week before would be better", "in the week of 2026-11-23 would be better"),
        ("push it back by an hour", "2026-12-04 at 11:00"),
        ("can you delay that 30 minutes", "2026-12-04 at 10:30"),
        ("bring it forward half an hour", "2026-12-04 at 09:30"),
        ("put it two days back", "2026-12-06"),
        ("move it up by an hour please", "2026-12-04 at 09:00"),
        ("postpone it a week", "2026-12-11"),
        ("could I come earlier in that week", "could I come between 2026-11-30 and 2026-12-03"),
        ("hm, that was supposed to be 3", "make it 3"),
        ("wrong hour, I picked 11 not 10", "make it 11"),
        ("I asked for 9:30", "make it 9:30"),
        ("no, 11 not 1030", "make it 11"),
        ("friday won't do. is the monday after at 1 free?", "friday won't do. is on 2026-12-07, at 1 free?"),
    ],
)
def test_a_time_by_the_one_in_hand_is_said_outright(text: str, expected: str) -> None:
    assert said_outright(text, FRIDAY) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Tuesday after 2",
        "wednesday after around 3",
        "Monday before noon",
        "move it to December 9",
        "shift it by an hour",
        "I said 1",
    ],
)
def test_what_does_not_speak_of_it_is_left_alone(text: str) -> None:
    assert said_outright(text, FRIDAY) == text


@pytest.mark.parametrize(
    "text", ["nah, leave it as it was", "ok keep the original time", "I'd rather stick with my slot"]
)
def test_who_wants_to_keep_the_appointment_is_understood(text: str) -> None:
    assert keeps_appointment(text)


@pytest.mark.parametrize(
    "text", ["keep the Monday but at 3", "can I keep it?", "leave a message", "keep looking please"]
)
def test_other_words_of_keeping_are_not(text: str) -> None:
    assert not keeps_appointment(text)


@pytest.mark.parametrize(
    "text", ["please just cancel everything", "cancel the whole thing then", "actually, cancel it all"]
)
def test_a_bare_cancel_may_name_the_whole(text: str) -> None:
    assert bare_cancel(text)
