"""After the booking: a permission taken back, two minds about cancelling, two questions at once, a stranger's no."""

from __future__ import annotations

import pytest

from bot.store import tables
from tests.sms.phone import Phone, TextWorld
from tests.sms.story import NUMBER, OTHER

STAFF = "310-270-0625"


@pytest.mark.parametrize(("answer", "outcome"), [("1", "eligible_with_note"), ("no thanks", "staff_follow_up")])
async def test_without_the_clinician_the_psychiatrist_is_offered(texting: TextWorld, answer: str, outcome: str) -> None:
    """The reply says why and whom to call, and the appointment refers to what holds now."""
    line = await texting.line("booked")
    phone = line.phone(NUMBER)
    said = await phone.say("i changed my mind, nobody should call my doctor")
    assert "Nobody will contact your clinician" in said and STAFF in said and "staff psychiatrist" in said
    said = await phone.say(answer)
    assert "because" in said and STAFF in said
    (booking,) = phone.bookings("booked")
    (screening,) = line.rows(tables.screening, tables.screening.c.id == booking.screening_id)
    assert screening.outcome == outcome and screening.answers["consent"] == "no"
    (entry,) = line.rows(tables.follow_up, tables.follow_up.c.kind == "clinician")
    assert entry.state == "open" and "psychiatrist" in entry.reasons[-1]


async def test_a_permission_that_is_given_again_undoes_the_refusal(texting: TextWorld) -> None:
    """The psychiatrist was only asked for because of it."""
    line = await texting.line("booked")
    phone = line.phone(NUMBER)
    for words in ("please don't contact my doctor any more", "no", "ok you may call my doctor after all"):
        await phone.say(words)
    (booking,) = phone.bookings("booked")
    (screening,) = line.rows(tables.screening, tables.screening.c.id == booking.screening_id)
    assert screening.outcome == "eligible"


@pytest.mark.parametrize(
    "words", ["thinking about cancelling, idk", "i might have to cancel, not decided yet", "maybe i should cancel"]
)
async def test_two_minds_are_asked(texting: TextWorld, words: str) -> None:
    """Nothing is cancelled before a yes."""
    line = await texting.line("booked")
    phone = line.phone(NUMBER)
    assert "Shall I cancel it?" in await phone.say(words)
    assert "stays" in await phone.say("2") and len(phone.bookings("booked")) == 1


@pytest.mark.parametrize(
    "words", ["where n when is my appt", "wen is my appointment and where do i go", "what time is my visit? where?"]
)
async def test_when_and_where(texting: TextWorld, words: str) -> None:
    """Both are answered."""
    line = await texting.line("booked")
    said = await line.phone(NUMBER).say(words)
    assert "2:30 PM" in said and "Los Angeles" in said and "street address" in said


async def test_a_stranger_who_wants_no_texts_is_no_work_for_the_staff(texting: TextWorld) -> None:
    """Where nothing was given there is nobody to phone; who has an appointment is another matter."""
    line = await texting.line("booked")
    stranger: Phone = line.phone(OTHER)
    await stranger.say("who are you people")
    assert "no more texts" in await stranger.say("never asked for this, do not text me again")
    assert stranger.is_out and line.rows(tables.follow_up) == []
    assert "no more texts" in await line.phone(NUMBER).say("please don't text me ever again")
    assert len(line.rows(tables.follow_up)) == 1


@pytest.mark.parametrize(
    ("words", "dated"),
    [("my commute drives me nuts", False), ("born on the 4th of july 77", True), ("07/04/1977?", True)],
)
async def test_no_birth_date_is_spoken_of_that_nobody_gave(texting: TextWorld, words: str, dated: bool) -> None:
    """It is said not to be needed only where there was one."""
    line = await texting.line("age")
    phone = line.phone(NUMBER)
    said = await phone.say(words)
    assert phone.question != "age" or ("birth date" in said) is dated
