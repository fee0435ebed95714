"""The calendar: a week of consultations, held and free times, and the page of one consultation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import Blueprint, abort, render_template, request

from bot.clinic.calendar import is_within_hours, local
from bot.clinic.profile import Clinic
from bot.console.known import Fact, answers
from bot.console.requests import me, note, now, running
from bot.console.week import (
    STAFF_DAYS,
    bounds,
    day_to_begin_with,
    days_of_week,
    for_staff,
    monday_of,
    read_week,
    rows_of,
    say_block,
    week_name,
)
from bot.store import agenda, blocks, feeds, hours, opt_outs, people, reviews, screenings, staff, texts_about
from bot.store.agenda import Entry
from bot.store.blocks import Block
from bot.store.engine import Tx
from bot.store.free_slots import free_slots
from bot.store.screenings import Screening

calendar = Blueprint("calendar", __name__, url_prefix="/calendar")
TODAY = ("booked", "completed", "no_show")
HOLDERS = {"web": "a visitor of the website", "sms": "somebody who texts", "staff": "the staff"}


@calendar.get("", endpoint="index")
def week() -> str:
    """The week of the address, else this one or, when it is over, the next; on top what is on today and misplaced."""
    return week_page()


def week_page(problem: str | None = None, feed_address: str | None = None) -> str:
    """The page of a week; `problem` is why no time could be blocked, `feed_address` that of a feed just made."""
    zone = running().clinic.zone
    today = local(now(), zone).date()
    with running().store.begin() as tx:
        first = day_to_begin_with(hours.in_force(tx, running().clinic, today), today)
        monday = week_of_request(first)
        clinic = for_staff(hours.in_force(tx, running().clinic, min(monday, today)))
        entries = agenda.between(tx, *bounds(monday, 7, zone), now())
        todays = agenda.between(tx, *bounds(today, 1, zone), now())
        free = free_slots(tx, clinic, now(), None, monday, monday + timedelta(days=6))
        held_for, conflicts = _held_for(tx, entries), agenda.in_blocks(tx, now())
        outside = agenda.outside_hours(tx, clinic, now())
        blocked = blocks.between(tx, *bounds(monday, 7, zone))
        to_come = blocks.between(tx, now(), now() + timedelta(days=STAFF_DAYS))
        own_feed = feeds.of(tx, me().id)
        note(tx, "read the calendar", week=week_name(monday), rows=len(entries))
    days = days_of_week(clinic, monday, entries, free, blocked, today)
    listed = blocked + [one for one in to_come if one not in blocked]
    return render_template(
        "calendar.html",
        days=days,
        rows=rows_of(clinic, days),
        todays=[one for one in todays if one.booking.state in TODAY],
        held_for=held_for,
        holders=HOLDERS,
        several=len(clinic.consultants) > 1,
        consultants=[one.id for one in clinic.consultants],
        conflicts=conflicts,
        outside=outside,
        misplaced=_misplaced([*entries, *todays], [*blocked, *to_come], clinic, now()),
        blocks=[say_block(one, zone) for one in sorted(listed, key=lambda one: (one.starts_at, one.id))],
        problem=problem,
        feed=own_feed,
        feed_address=feed_address,
        at=now(),
        **weeks_around(monday, today),
    )


@calendar.get("/<int(max=9007199254740991):booking>")
def show(booking: int) -> str:
    """One consultation, or a time that is held."""
    return appointment_page(booking)


def appointment_page(booking: int, problem: str | None = None) -> str:
    """The page of a consultation with its history; `problem` is what kept an act from being done."""
    with running().store.begin() as tx:
        found = agenda.entry(tx, booking)
        if found is None:
            abort(404)
        conversation = found.booking.conversation_id
        note(tx, "read an appointment", conversation, booking=booking)
        names = {account.actor: account.name for account in staff.everybody(tx)}
        values: dict[str, Any] = {
            "history": agenda.history(tx, booking),
            "screening": _screening(tx, found.booking.screening_id, conversation),
            "texts": texts_about.of_booking(tx, booking),
            "notes": reviews.notes_of(tx, conversation),
            "consent": people.latest_consent(tx, conversation, "texts"),
            "misplaced": _misplaced(
                [found],
                blocks.between(tx, found.booking.starts_at, found.booking.ends_at),
                hours.in_force(tx, running().clinic, local(found.booking.starts_at, running().clinic.zone).date()),
                now(),
            ),
            "opted_out": found.phone is not None and opt_outs.is_out(tx, found.phone),
        }
    week = week_name(local(found.booking.starts_at, running().clinic.zone).date())
    return render_template(
        "appointment.html",
        entry=found,
        one=found.booking,
        names={"person": "the person", "system": "the assistant", **names},
        holders=HOLDERS,
        week=week,
        problem=problem,
        at=now(),
        **values,
    )


@dataclass(frozen=True)
class _Screened:
    """A result of the screening with the answers as the person chose them."""

    result: Screening
    answers: list[Fact]


def _screening(tx: Tx, booked_by: int | None, conversation: str) -> _Screened | None:
    """The result that the appointment was made by, else the latest of its conversation."""
    found = screenings.get(tx, booked_by) if booked_by is not None else None
    found = found or (screenings.latest_of(tx, conversation) if conversation else None)
    return None if found is None else _Screened(found, answers(found.answers, running().clinic))


def week_of_request(default: date) -> date:
    """The Monday of the week in the address; that of `default` when there is none."""
    try:
        return read_week(request.args.get("week")) or monday_of(default)
    except ValueError:
        abort(400)


def weeks_around(monday: date, today: date) -> dict[str, Any]:
    """What a page needs to go to the week before, this one and the next."""
    return {
        "monday": monday,
        "week": week_name(monday),
        "earlier": week_name(monday - timedelta(days=7)),
        "this": week_name(today),
        "later": week_name(monday + timedelta(days=7)),
    }


def _held_for(tx: Tx, entries: list[Entry]) -> dict[int, str]:
    """For whom the staff hold times, by the ids of the holds."""
    held = [one.booking for one in entries if one.booking.state == "held" and one.booking.channel == "staff"]
    notes = {one.id: reviews.notes_of(tx, one.conversation_id) for one in held}
    return {booking: found[0].text for booking, found in notes.items() if found}


def _misplaced(entries: list[Entry], blocked: list[Block], clinic: Clinic, at: datetime) -> dict[int, str]:
    """Which of these are still held or booked where nobody else could be, by their ids, and why."""
    kept = [one.booking for one in entries if one.booking.state in ("held", "booked")]
    outside = {
        one.id: "outside the hours" for one in kept if one.starts_at > at and not is_within_hours(clinic, one.slot)
    }
    inside = {one.id: "in blocked time" for one in kept if any(block.holds(one.slot) for block in blocked)}
    return {**outside, **inside}
