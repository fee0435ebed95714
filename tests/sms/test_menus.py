"""Numbers in a text: what they pick, when they pick nothing, and the menu of a reminder."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from bot import notices
from bot.clinic.calendar import Slot, cells_of
from bot.store import bookings, tables
from bot.store.bookings import Booking
from tests.channels.world import Clock
from tests.sms.phone import Line, Phone, TextWorld, let_leave
from tests.sms.story import ANSWERS, NUMBER, OPENING

STARTS = datetime(2026, 12, 2, 22, 30, tzinfo=timezone.utc)  # Wednesday, 2:30 PM in Los Angeles
PICKS = ["2", "2.", "two", "the second one", "#2", "(2)", "2 please", "option 2", "2nd", "2️⃣", " 2\n", "Two!", "second"]


# What a number picks
@pytest.mark.parametrize("pick", PICKS)
async def test_a_number_picks_the_time_with_it(texting: TextWorld, pick: str) -> None:
    """In whatever way it is written, it is the second of the times that were just offered."""
    line = await texting.line("slots")
    phone = line.phone(NUMBER)
    assert "2:30 PM" in await phone.say(pick), pick
    (held,) = phone.bookings("held")
    assert held.starts_at == STARTS and phone.question == "summary"


@pytest.mark.parametrize("pick", ["1", "the first one"])
async def test_a_number_answers_every_question_with_a_menu(texting: TextWorld, pick: str) -> None:
    """The first choice of each question, to the booking."""
    first = {"who": "self", "age": "adult", "clinician": "yes", "consent": "yes", "health": "none", "texts": "yes"}
    for question, answer in first.items() if pick == "1" else list(first.items())[:2]:
        line = await texting.fresh_line(question)
        phone = line.phone(NUMBER)
        await phone.say(pick)
        assert phone.facts[question] == answer and phone.question != question
    line = await texting.fresh_line("summary")
    phone = line.phone(NUMBER)
    assert "is booked" in await phone.say(pick)


async def test_the_last_choice_of_a_long_menu(texting: TextWorld) -> None:
    """Ten reasons: "10" is the tenth and "1" the first, and there is no eleventh."""
    line = await texting.line("reason")
    phone = line.phone(NUMBER)
    assert await phone.say("11") and phone.question == "reason"
    assert await phone.say("0") and phone.question == "reason"
    assert "staff" in await phone.say("10")
    assert phone.facts["reason"] in ("unsaid", ["unsaid"])


async def test_a_second_choice_changes_the_summary(texting: TextWorld) -> None:
    """At the summary "2" asks what to change, and nothing is booked."""
    line = await texting.line("summary")
    phone = line.phone(NUMBER)
    assert "change" in await phone.say("2")
    assert phone.bookings("booked") == []


SAFETY = {"1": "risk", "I'm safe": "risk", "2": "imminent", "3": "imminent", "three.": "imminent",
          "the third one": "imminent"}  # fmt: skip


@pytest.mark.parametrize("pick", SAFETY)
async def test_a_number_answers_the_question_for_safety(texting: TextWorld, pick: str) -> None:
    """Safe goes on with the question from before; not sure and no are taken seriously."""
    line, level = await texting.line("health"), SAFETY[pick]
    phone = line.phone(NUMBER)
    assert "3 No" in await phone.say("i keep thinking about killing myself")
    said = await phone.say(pick)
    assert [row.level for row in line.rows(tables.crisis_event)][-1] == level, said
    assert ("911" in said) == (level == "imminent") and "health" not in phone.facts
    if level == "risk":
        assert phone.question == "health"


async def test_help_in_between_does_not_hide_a_no_to_are_you_safe(texting: TextWorld) -> None:
    """After HELP the last text has no menu any more; "3" still says that the person is not safe."""
    line = await texting.line("health")
    phone = line.phone(NUMBER)
    await phone.say("i keep thinking about killing myself")
    await phone.say("HELP")
    await phone.say("3")
    assert [row.level for row in line.rows(tables.crisis_event)][-1] == "imminent"


async def test_a_number_takes_up_an_invitation(line: Line) -> None:
    """After an answer: "1" begins the consultation, "2" does not."""
    for number, question in (("1", "who"), ("2", None)):
        phone = line.phone(f"+1415555010{number}")
        said = await phone.say("what are the side effects of this")
        assert "1 Yes" in said and "2 No" in said, said
        await phone.say(number)
        assert phone.question == question


async def test_numbers_answer_the_last_menu_only(texting: TextWorld) -> None:
    """After "more", "1" is the first of the new times."""
    line = await texting.line("slots")
    phone = line.phone(NUMBER)
    before = phone.received[-1]
    more = await phone.say("more")
    offered = [row[2:] for row in more.splitlines() if row.startswith("1 ")]
    assert offered and offered[0] not in before
    await phone.say("1")
    (held,) = phone.bookings("held")
    label = f"{held.starts_at.astimezone(line.running.clinic.zone):%I:%M %p}".lstrip("0")
    assert offered[0].endswith(label)


# Numbers that pick nothing
@pytest.mark.parametrize("number", ["0", "7", "22", "8."])
async def test_a_number_that_is_not_on_the_list_is_no_wish(texting: TextWorld, number: str) -> None:
    """The times are shown again as they are: with another list, the next number would pick what nobody saw."""
    line = await texting.fresh_line("slots")
    phone = line.phone(NUMBER)
    before = [row for row in phone.received[-1].splitlines() if row[:2].strip().isdigit()]
    again = await phone.say(number)
    assert "not on the list" in again and phone.question == "slots" and not phone.bookings("held")
    assert [row for row in again.splitlines() if row[:2].strip().isdigit()] == before


async def test_without_a_menu_a_number_is_read_as_text(texting: TextWorld) -> None:
    """Age, phone number, a day, a name: where nothing was offered, a number is what it says."""
    line = await texting.line("clinician_contact")
    phone = line.phone(NUMBER)
    assert await phone.say("2") and phone.question == "clinician_contact"
    await phone.say("6265550171")
    assert phone.facts["clinician_phone"] == "+16265550171"
    line = await texting.fresh_line("when")
    phone = line.phone(NUMBER)
    await phone.say("12/2")
    assert phone.question in ("slots", "summary") and "Dec 2" in phone.received[-1]
    line = await texting.fresh_line("name")
    phone = line.phone(NUMBER)
    await phone.say("1")
    assert "name" not in phone.facts and phone.question == "name"


async def test_an_age_is_no_choice(texting: TextWorld) -> None:
    """At the question of age "52" and "17" are ages, though its menu has two choices."""
    for age, kept in (("52", "adult"), ("17", "minor")):
        line = await texting.fresh_line("age")
        phone = line.phone(NUMBER)
        await phone.say(age)
        assert phone.facts["age"] == kept


async def test_a_number_as_the_very_first_text(line: Line) -> None:
    """It gets an answer and does nothing."""
    phone = line.phone(NUMBER)
    assert await phone.say("1")
    assert phone.bookings() == []


async def test_after_the_booking_a_number_books_nothing_more(texting: TextWorld) -> None:
    """A second "1", as impatient people send it."""
    line = await texting.line("summary")
    phone = line.phone(NUMBER)
    await phone.text("1")
    await phone.text("1")
    await phone.until_answered()
    assert len(phone.bookings("booked")) == 1 and phone.bookings("held") == []


# Menus that are over
@pytest.mark.parametrize("question", ["age", "texts", "slots", "summary"])
async def test_an_old_menu_is_offered_again(texting: TextWorld, clock: Clock, question: str) -> None:
    """After a day a number picks nothing: the menu comes again, and then it does."""
    line = await texting.line(question)
    phone = line.phone(NUMBER)
    given = phone.facts
    choices = [row for row in phone.replies[-1].splitlines() if row[:1].isdigit()]
    clock.forward(hours=25)
    said = await phone.say("1")
    assert [row for row in said.splitlines() if row[:1].isdigit()] == choices
    assert phone.question == question and phone.facts == given and phone.bookings("booked") == []
    await phone.say("1")
    assert phone.question != question


async def test_an_old_summary_says_its_time_again(texting: TextWorld, clock: Clock) -> None:
    """Nobody books a time that they last saw yesterday: the summary comes again before the "1" that books."""
    line = await texting.line("summary")
    phone = line.phone(NUMBER)
    clock.forward(hours=25)
    said = await phone.say("1")
    assert "December 2, 2026 at 2:30 PM" in said or phone.question != "summary", said


async def test_within_a_day_a_menu_counts(texting: TextWorld, clock: Clock) -> None:
    """23 hours later "2" is still the second time."""
    line = await texting.line("slots")
    phone = line.phone(NUMBER)
    clock.forward(hours=23)
    assert "2:30 PM" in await phone.say("2")


async def test_a_time_that_is_gone_is_not_booked_from_an_old_menu(texting: TextWorld, clock: Clock) -> None:
    """Somebody else has taken it meanwhile: other times are offered, and nothing is booked."""
    line = await texting.line("slots")
    phone = line.phone(NUMBER)
    other = line.phone("+14155550171")
    clock.forward(hours=20)
    await other.play({**ANSWERS, "when": "wednesday december 2 at 2:30 pm", "slots": "1"}, OPENING)
    assert other.bookings("booked")[0].starts_at == STARTS
    said = await phone.say("2")
    assert "no longer free" in said and phone.bookings("booked", "held") == []


# Reminders
def remind(line: Line, clock: Clock, at: datetime) -> list[str]:
    """Let the courier send what is due at that moment; gives what left."""
    clock.now = max(clock.now, at)
    return let_leave(line)


async def reminded(texting: TextWorld, clock: Clock) -> tuple[Line, Phone, Any]:
    """The story's appointment, and its first reminder just sent."""
    line = await texting.line("booked")
    phone = line.phone(NUMBER)
    bodies = [body for body in remind(line, clock, STARTS - timedelta(hours=24)) if "a reminder of" in body]
    assert len(bodies) == 1 and "Reply 1 to confirm, 2 to change, 3 to speak with staff." in bodies[0]
    return line, phone, phone.bookings("booked")[0]


def row_of(line: Line, booking_id: int) -> Booking:
    with line.running.store.read() as tx:
        return bookings.get(tx, booking_id)


@pytest.mark.parametrize("answer", ["1", "yes", "Y", "YES", "1.", "yes!", "one", "yep"])
async def test_a_reminder_is_confirmed(texting: TextWorld, clock: Clock, answer: str) -> None:
    """By its number or a yes: it is noted at the booking, and said with the time."""
    line, phone, booking = await reminded(texting, clock)
    assert booking.confirmed_at is None
    said = await phone.say(answer)
    assert "2:30 PM" in said and "noted" in said
    assert row_of(line, booking.id).confirmed_at is not None and phone.opt_outs() == []


@pytest.mark.parametrize("answer", ["2", "no", "N"])
async def test_a_reminder_begins_a_move(texting: TextWorld, clock: Clock, answer: str) -> None:
    """By its number or a no: another time is asked for, and until there is one the appointment stays."""
    line, phone, booking = await reminded(texting, clock)
    said = await phone.say(answer)
    assert phone.question == "when" and "?" in said, said
    assert row_of(line, booking.id).starts_at == STARTS and row_of(line, booking.id).state == "booked"
    await phone.say("thursday december 3 at 10 am")
    assert phone.question == "summary"
    assert "moved" in await phone.say("1")
    assert row_of(line, booking.id).starts_at == datetime(2026, 12, 3, 18, 0, tzinfo=timezone.utc)


async def test_a_reminder_leads_to_the_staff(texting: TextWorld, clock: Clock) -> None:
    """3: a call is arranged; the number and the name are known."""
    line, phone, booking = await reminded(texting, clock)
    await phone.say("3")
    for _ in range(3):
        if phone.question is not None:
            await phone.say({"when": "any time", "name": "Odile Marchbanks", "phone": "this one"}[phone.question])
    (entry,) = line.rows(tables.follow_up, tables.follow_up.c.kind == "callback")
    assert entry.state == "open" and row_of(line, booking.id).state == "booked"
    (person,) = line.rows(tables.person, tables.person.c.conversation_id == phone.conversation)
    assert person.phone == NUMBER


async def test_what_was_confirmed_once_is_not_confirmed_again(texting: TextWorld, clock: Clock) -> None:
    """A second "1" means nothing; words still mean what they say."""
    line, phone, booking = await reminded(texting, clock)
    await phone.say("1")
    first = row_of(line, booking.id).confirmed_at
    clock.forward(minutes=5)
    await phone.say("1")
    assert row_of(line, booking.id).confirmed_at == first
    await phone.say("when is my appointment?")
    assert "2:30 PM" in phone.replies[-1]


async def test_a_reminder_of_what_is_cancelled_confirms_nothing(texting: TextWorld, clock: Clock) -> None:
    """Cancelled meanwhile, by the staff or on its page: "1" says so."""
    line, phone, booking = await reminded(texting, clock)
    line.do(lambda tx: bookings.cancel(tx, booking.id, line.running.now(), actor="staff:1"))
    said = await phone.say("1")
    assert "310-270-0625" in said and "noted" not in said and "2:30" not in said
    assert row_of(line, booking.id).state == "cancelled" and row_of(line, booking.id).confirmed_at is None


async def test_a_reminder_of_another_time_does_not_confirm_the_new_one(texting: TextWorld, clock: Clock) -> None:
    """Moved meanwhile: "1" was said of the old time, and the new one is named."""
    line, phone, booking = await reminded(texting, clock)
    start = datetime(2026, 12, 3, 18, 0, tzinfo=timezone.utc)
    slot = Slot(booking.consultant_id, start, start + timedelta(minutes=30))
    cells = cells_of(slot, line.running.clinic.consultation)
    line.do(lambda tx: bookings.move(tx, booking.id, slot, cells, line.running.now(), actor="staff:1"))
    said = await phone.say("1")
    assert "Dec 3" in said or "December 3" in said, said
    assert row_of(line, booking.id).confirmed_at is None, "who confirmed Wednesday has not confirmed Thursday"


async def test_a_reminder_that_is_old_confirms_nothing(texting: TextWorld, clock: Clock) -> None:
    """Two days after it was sent the appointment is past."""
    line, phone, booking = await reminded(texting, clock)
    clock.forward(hours=30)
    said = await phone.say("1")
    assert said and row_of(line, booking.id).confirmed_at is None


async def test_the_answer_to_a_reminder_is_no_answer_to_an_open_question(texting: TextWorld, clock: Clock) -> None:
    """A reminder comes while a change is being agreed to: its number confirms, and nothing is cancelled by it."""
    line = await texting.line("booked")
    phone = line.phone(NUMBER)
    clock.now = STARTS - timedelta(hours=25)
    await phone.say("please cancel my appointment")
    assert phone.question == "summary"
    (booking,) = phone.bookings("booked")
    assert any("a reminder of" in body for body in remind(line, clock, STARTS - timedelta(hours=24)))
    said = await phone.say("1")
    assert "noted" in said, said
    assert row_of(line, booking.id).state == "booked" and row_of(line, booking.id).confirmed_at is not None


async def test_a_reminder_does_not_turn_an_answer_about_danger(texting: TextWorld, clock: Clock) -> None:
    """A reminder comes while "are you safe right now?" is open: "3" (No) is taken seriously, or asked for once more."""
    line = await texting.line("booked")
    phone = line.phone(NUMBER)
    clock.now = STARTS - timedelta(hours=24, minutes=1)
    said = await phone.say("i keep thinking about killing myself")
    assert "3 No" in said
    assert remind(line, clock, STARTS - timedelta(hours=24))
    said = await phone.say("3")
    if "911" not in said:
        assert "Are you safe right now?" in said and "3 No" in said, said
        assert "911" in await phone.say("3")


async def test_confirmations_have_no_menu(texting: TextWorld, clock: Clock) -> None:
    """After a text that offers nothing, a number is no answer to what was asked before it."""
    line = await texting.line("booked")
    phone = line.phone(NUMBER)
    (booking,) = phone.bookings("booked")
    assert notices.choices_of("confirmation", booking.id, booking.starts_at) == []
    with line.running.store.begin() as tx:
        notices.appointment_changed(tx, line.running, bookings.get(tx, booking.id), "booked", line.running.now())
    remind(line, clock, clock.now)
    await phone.say("1")
    assert row_of(line, booking.id).confirmed_at is None and row_of(line, booking.id).state == "booked"
