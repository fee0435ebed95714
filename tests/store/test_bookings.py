"""Holding, booking, moving and cancelling, one person at a time."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from store_world import (
    MINUTES,
    NOW,
    actions,
    book,
    booked,
    cells,
    claimed,
    confirm,
    conversation,
    hold,
    slot,
    taken,
)

from bot.store import Store, StoreFault, bookings, people
from bot.store.errors import UnknownConversation
from bot.store.tables import booking, booking_event, person

LATER = NOW + timedelta(minutes=MINUTES)  # when a hold of NOW has run out


def test_held_slot_is_taken_for_others_and_stays_visible_to_its_owner(store: Store) -> None:
    """A hold takes its cells from everybody but the conversation that holds them."""
    with store.begin() as tx:
        who = conversation(tx)
        held = hold(tx, who, slot())
    assert held.state == "held"
    assert held.hold_expires_at == LATER
    assert held.slot == slot()
    assert taken(store) == set(cells(slot()))
    assert taken(store, own=who) == set()


def test_own_booked_time_counts_as_taken(store: Store) -> None:
    """Somebody who has booked a time is not offered it once more."""
    with store.begin() as tx:
        who = conversation(tx)
        book(tx, slot(), who)
    assert taken(store, own=who) == set(cells(slot()))


def test_hold_that_ran_out_is_free(store: Store) -> None:
    """From the very moment it ends, a hold takes nothing from anybody."""
    with store.begin() as tx:
        hold(tx, conversation(tx), slot())
    assert taken(store, LATER - timedelta(seconds=1)) != set()
    assert taken(store, LATER) == set()


@pytest.mark.parametrize(("number", "length"), [(0, 30), (-0.5, 30), (0.5, 30), (-1, 90), (0, 15)])
def test_any_overlap_is_refused(store: Store, number: float, length: int) -> None:
    """Another start or length that shares a quarter of an hour is taken as well."""
    with store.begin() as tx:
        book(tx, slot())
        other = conversation(tx)
        with pytest.raises(bookings.SlotTaken):
            hold(tx, other, slot(int(number * 2), step=15, length=length))


@pytest.mark.parametrize("number", [-1, 1])
def test_neighbours_do_not_overlap(store: Store, number: int) -> None:
    """A consultation may begin when another ends."""
    with store.begin() as tx:
        book(tx, slot())
        book(tx, slot(number))
    assert len(booked(store)) == 2


def test_another_consultant_is_free_at_the_same_time(store: Store) -> None:
    """Cells belong to one consultant."""
    with store.begin() as tx:
        book(tx, slot())
        book(tx, slot(who="other"))
    assert len(booked(store)) == 2


def test_refused_hold_leaves_everything_and_the_transaction_goes_on(store: Store) -> None:
    """After SlotTaken the earlier hold is still there, and another slot can be held at once."""
    with store.begin() as tx:
        book(tx, slot())
        who = conversation(tx)
        first = hold(tx, who, slot(3))
        with pytest.raises(bookings.SlotTaken):
            hold(tx, who, slot())
        kept = bookings.held_of(tx, who)
        assert kept == first
        hold(tx, who, slot(4))
    assert taken(store) == {*cells(slot()), *cells(slot(4))}


def test_new_hold_releases_the_earlier_one(store: Store) -> None:
    """A conversation holds one slot at a time."""
    with store.begin() as tx:
        who = conversation(tx)
        first = hold(tx, who, slot())
        second = hold(tx, who, slot(5))
    assert first.id != second.id
    assert taken(store) == set(cells(slot(5)))
    assert actions(store, first.id) == ["hold", "release"]


def test_hold_may_overlap_the_own_earlier_one(store: Store) -> None:
    """Going from 9:00 to 9:15 works although the two share a quarter of an hour."""
    with store.begin() as tx:
        who = conversation(tx)
        hold(tx, who, slot())
        hold(tx, who, slot(1, step=15))
    assert taken(store) == set(cells(slot(1, step=15)))


def test_holding_the_same_slot_again_renews_it(store: Store) -> None:
    """A repeated hold is the same one with a later end."""
    with store.begin() as tx:
        who = conversation(tx)
        first = hold(tx, who, slot())
        again = hold(tx, who, slot(), NOW + timedelta(minutes=5))
    assert again.id == first.id
    assert again.hold_expires_at == LATER + timedelta(minutes=5)
    assert taken(store, LATER) == set(cells(slot()))


def test_hold_that_ran_out_can_be_held_again_by_its_owner(store: Store) -> None:
    """Whoever comes back late gets the time if nobody took it meanwhile."""
    with store.begin() as tx:
        who = conversation(tx)
        hold(tx, who, slot())
        confirm(tx, hold(tx, who, slot(), LATER), LATER)
    assert len(booked(store)) == 1


def test_release_gives_the_time_back_once(store: Store) -> None:
    """Releasing frees the cells; there is nothing to release a second time."""
    with store.begin() as tx:
        who = conversation(tx)
        hold(tx, who, slot())
        assert bookings.release(tx, who, NOW)
        assert not bookings.release(tx, who, NOW)
    assert claimed(store) == set()


def test_release_never_touches_a_booking(store: Store) -> None:
    """Only what is held can be released."""
    with store.begin() as tx:
        who = conversation(tx)
        book(tx, slot(), who)
        assert not bookings.release(tx, who, NOW)
    assert taken(store) == set(cells(slot()))


def test_confirmed_booking_says_all_that_was_given(store: Store) -> None:
    """A booking has its reference, its person and the notes for the staff."""
    with store.begin() as tx:
        done = book(tx, slot())
        found = bookings.by_reference(tx, done.reference.lower().replace("-", " "))
    assert found == done
    assert (done.state, done.sequence, done.hold_expires_at) == ("booked", 0, None)
    assert done.notes == ("staff_psychiatrist",)
    assert done.person_id is not None
    assert actions(store, done.id) == ["hold", "confirm"]


def test_confirming_twice_changes_nothing(store: Store) -> None:
    """A repeat, with the same key or another, gives the same booking."""
    with store.begin() as tx:
        held = hold(tx, conversation(tx), slot())
        done = confirm(tx, held, key="one")
        assert confirm(tx, held, key="one") == done
        assert confirm(tx, held, key="two") == done
    assert actions(store, done.id) == ["hold", "confirm"]


def test_repeated_key_returns_the_first_booking_even_for_a_new_hold(store: Store) -> None:
    """The message that booked a time cannot book another one when it is delivered again."""
    with store.begin() as tx:
        who = conversation(tx)
        done = confirm(tx, hold(tx, who, slot()), key="message-1")
        assert confirm(tx, hold(tx, who, slot(4)), key="message-1") == done
    assert len(booked(store)) == 1


def test_confirming_a_hold_that_ran_out_books_nothing(store: Store) -> None:
    """At its end a hold can no longer be booked, also when nobody else took the time."""
    with store.begin() as tx:
        held = hold(tx, conversation(tx), slot())
        with pytest.raises(bookings.HoldExpired):
            confirm(tx, held, LATER)
    assert booked(store) == []


def test_confirming_after_somebody_took_over_books_nothing(store: Store) -> None:
    """A hold that ran out and went to somebody else is theirs, even for a clock that is behind."""
    with store.begin() as tx:
        late = hold(tx, conversation(tx), slot())
        quick = hold(tx, conversation(tx), slot(), LATER)
        with pytest.raises(bookings.HoldExpired):
            confirm(tx, late, NOW)
        confirm(tx, quick, LATER)
    assert [one.id for one in booked(store)] == [quick.id]
    assert actions(store, late.id) == ["hold", "expire"]


def test_confirming_when_the_time_has_come_is_too_late(store: Store) -> None:
    """Nobody books the past, however long a hold is."""
    with store.begin() as tx:
        held = hold(tx, conversation(tx), slot(), minutes=60 * 24 * 30)
        with pytest.raises(bookings.TooLate):
            confirm(tx, held, held.starts_at)


def test_unknown_bookings_and_conversations_are_named(store: Store) -> None:
    """What does not exist is said to be unknown, not taken."""
    with store.begin() as tx:
        with pytest.raises(bookings.UnknownBooking):
            bookings.cancel(tx, 4711, NOW)
        with pytest.raises(UnknownConversation):
            hold(tx, "web:nobody", slot())


def test_one_appointment_per_conversation(store: Store) -> None:
    """A second one in the same conversation is refused with the first."""
    with store.begin() as tx:
        who = conversation(tx)
        first = book(tx, slot(), who)
        second = hold(tx, who, slot(4))
        with pytest.raises(bookings.AlreadyBooked) as refused:
            confirm(tx, second)
    assert refused.value.booking == first
    assert refused.value.own


def test_one_appointment_per_phone_number(store: Store) -> None:
    """A second one with the same number is refused, and marked as found by the number only."""
    with store.begin() as tx:
        first = book(tx, slot(), phone="+13105550101")
        second = hold(tx, conversation(tx), slot(4))
        with pytest.raises(bookings.AlreadyBooked) as refused:
            confirm(tx, second, phone="+13105550101")
    assert refused.value.booking == first
    assert not refused.value.own


def test_past_and_cancelled_appointments_do_not_count(store: Store) -> None:
    """Whoever was there, or cancelled, may book again."""
    with store.begin() as tx:
        who = conversation(tx)
        bookings.cancel(tx, book(tx, slot(), who).id, NOW)
        past = book(tx, slot(), who)
        after = past.ends_at
        confirm(tx, hold(tx, who, slot(60), after), after)
        assert [one.state for one in bookings.active_of(tx, who, after)] == ["booked"]


def test_higher_limit_allows_more(store: Store) -> None:
    """With a limit of two the third one is refused."""
    with store.begin() as tx:
        who = conversation(tx)
        book(tx, slot(0), who, limit=2)
        book(tx, slot(1), who, limit=2)
        with pytest.raises(bookings.AlreadyBooked):
            book(tx, slot(2), who, limit=2)
        assert [one.slot for one in bookings.active_of(tx, who, NOW)] == [slot(0), slot(1)]


def test_move_frees_the_old_time_and_keeps_the_reference(store: Store) -> None:
    """A moved booking is the same one at another time, one step further for calendars."""
    with store.begin() as tx:
        before = book(tx, slot())
        after = bookings.move(tx, before.id, slot(6), cells(slot(6)), NOW, "staff:7")
        assert bookings.move(tx, before.id, slot(6), cells(slot(6)), NOW, "staff:7") == after
    assert (after.id, after.reference, after.sequence) == (before.id, before.reference, 1)
    assert after.slot == slot(6)
    assert taken(store) == set(cells(slot(6)))
    assert actions(store, before.id) == ["hold", "confirm", "move"]


def test_move_onto_a_taken_time_keeps_the_old_one(store: Store) -> None:
    """When the new time is gone, nothing has happened to the booking."""
    with store.begin() as tx:
        mine, other = book(tx, slot()), book(tx, slot(6))
        before = bookings.get(tx, mine.id)
        with pytest.raises(bookings.SlotTaken):
            bookings.move(tx, mine.id, slot(6), cells(slot(6)), NOW, "person")
    with store.read() as tx:
        assert bookings.get(tx, mine.id) == before
    assert taken(store) == {*cells(mine.slot), *cells(other.slot)}


def test_move_uses_up_the_own_hold(store: Store) -> None:
    """The new time may be held first; afterwards nothing is held any more."""
    with store.begin() as tx:
        who = conversation(tx)
        mine = book(tx, slot(), who)
        hold(tx, who, slot(6))
        bookings.move(tx, mine.id, slot(6), cells(slot(6)), NOW)
        assert bookings.held_of(tx, who) is None
    assert claimed(store) == {("consultations", cell, mine.id) for cell in cells(slot(6))}


def test_move_may_overlap_the_old_time(store: Store) -> None:
    """Half an hour can move by a quarter."""
    with store.begin() as tx:
        mine = book(tx, slot())
        bookings.move(tx, mine.id, slot(1, step=15), cells(slot(1, step=15)), NOW)
    assert taken(store) == set(cells(slot(1, step=15)))


def test_two_who_swap_times_are_refused(store: Store) -> None:
    """Each has what the other wants: both keep what they have."""
    with store.begin() as tx:
        one, two = book(tx, slot(0)), book(tx, slot(1))
        for mine, wanted in ((one, two.slot), (two, one.slot)):
            with pytest.raises(bookings.SlotTaken):
                bookings.move(tx, mine.id, wanted, cells(wanted), NOW)
    assert {one.slot for one in booked(store)} == {slot(0), slot(1)}


def test_cancel_frees_the_time_for_others(store: Store) -> None:
    """A cancelled time can be booked at once, and cancelling again changes nothing."""
    with store.begin() as tx:
        mine = book(tx, slot())
        gone = bookings.cancel(tx, mine.id, NOW)
        assert bookings.cancel(tx, mine.id, NOW) == gone
        assert (gone.state, gone.sequence) == ("cancelled", 1)
        with pytest.raises(bookings.UnknownBooking):
            bookings.move(tx, mine.id, slot(5), cells(slot(5)), NOW)
        book(tx, slot())
    assert len(booked(store)) == 1
    assert actions(store, mine.id) == ["hold", "confirm", "cancel"]


def test_hold_is_not_an_appointment(store: Store) -> None:
    """What is only held can be neither cancelled nor moved."""
    with store.begin() as tx:
        held = hold(tx, conversation(tx), slot())
        with pytest.raises(bookings.UnknownBooking):
            bookings.cancel(tx, held.id, NOW)
        with pytest.raises(bookings.UnknownBooking):
            bookings.move(tx, held.id, slot(5), cells(slot(5)), NOW)


def test_what_has_begun_cannot_be_moved_or_cancelled(store: Store) -> None:
    """From its start on it is too late, and nothing moves into the past."""
    with store.begin() as tx:
        mine = book(tx, slot())
        with pytest.raises(bookings.TooLate):
            bookings.cancel(tx, mine.id, mine.starts_at)
        with pytest.raises(bookings.TooLate):
            bookings.move(tx, mine.id, slot(60), cells(slot(60)), mine.starts_at)
        before = slot(-4)
        with pytest.raises(bookings.TooLate):
            bookings.move(tx, mine.id, before, cells(before), before.starts_at)


def test_staff_note_who_came(store: Store) -> None:
    """After the start it can be noted, and corrected, whether the person came."""
    with store.begin() as tx:
        mine = book(tx, slot())
        with pytest.raises(ValueError, match="not begun"):
            bookings.settle(tx, mine.id, "no_show", NOW, "staff:7")
        bookings.settle(tx, mine.id, "no_show", mine.ends_at, "staff:7")
        assert bookings.settle(tx, mine.id, "completed", mine.ends_at, "staff:7").state == "completed"
    assert actions(store, mine.id)[-2:] == ["no_show", "completed"]


def test_clean_up_ends_only_what_has_run_out(store: Store) -> None:
    """The clean-up job counts the holds it ended and leaves live ones and bookings alone."""
    with store.begin() as tx:
        dead = hold(tx, conversation(tx), slot(0))
        live = hold(tx, conversation(tx), slot(1), minutes=MINUTES + 1)
        book(tx, slot(2))
        assert bookings.expire_holds(tx, LATER) == 1
        assert bookings.expire_holds(tx, LATER) == 0
        assert bookings.get(tx, dead.id).state == "expired"
        assert bookings.get(tx, live.id).state == "held"
    assert {cell for _, cell, _ in claimed(store)} == {*cells(slot(1)), *cells(slot(2))}


def test_history_has_what_was_before_and_after(store: Store) -> None:
    """Every change is recorded with its actor, its moment and both states, and with nobody's name."""
    with store.begin() as tx:
        mine = book(tx, slot())
        bookings.move(tx, mine.id, slot(6), cells(slot(6)), NOW, "staff:7")
    with store.read() as tx:
        event = tx.execute(sa.select(booking_event).order_by(booking_event.c.id.desc())).first()
    assert (event.actor, event.at) == ("staff:7", NOW)
    assert event.before["starts_at"] == slot().starts_at.isoformat()
    assert event.after["starts_at"] == slot(6).starts_at.isoformat()
    assert event.after["sequence"] == 1
    assert "Sam" not in str(event)


def test_appointment_page_opens_with_its_secret_only(store: Store) -> None:
    """A token finds its booking, and the database does not know the token."""
    with store.begin() as tx:
        mine = book(tx, slot())
        bookings.set_token(tx, mine.id, "a-long-secret")
        assert bookings.by_token(tx, "a-long-secret") == bookings.get(tx, mine.id)
        assert bookings.by_token(tx, "another") is None
        assert tx.execute(sa.select(booking.c.manage_token_hash)).scalar_one() != "a-long-secret"


def test_booking_outlives_what_is_erased(store: Store) -> None:
    """Erasing the person or the clinician leaves the appointment, without them."""
    with store.begin() as tx:
        who = conversation(tx)
        held = hold(tx, who, slot())
        someone = people.save_person(tx, who, "Sam Example", "+13105550102", None, NOW)
        clinician = people.save_clinician(tx, who, person_id=someone, name="Alex Example", now=NOW)
        done = bookings.confirm(tx, held.id, someone, None, clinician, [], True, "key", NOW, 1)
        people.erase_clinician(tx, who)
        tx.execute(sa.delete(person))
        left = bookings.get(tx, done.id)
    assert (left.state, left.person_id, left.treating_clinician_id) == ("booked", None, None)


@pytest.mark.parametrize(
    "values", [{"state": "perhaps"}, {"hold_expires_at": NOW}, {"reference": None}, {"ends_at": NOW}]
)
def test_database_itself_refuses_nonsense(store: Store, values: dict[str, object]) -> None:
    """A state nobody knows, a booking that runs out, one without reference, one that ends early."""
    with store.begin() as tx:
        book(tx, slot())
    with pytest.raises(StoreFault, match=r"(?i)check"), store.begin() as tx:
        tx.execute(sa.update(booking).values(**values))
