"""The staff book: for somebody on the phone, for a conversation, or what they hold."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from bot import appointments as whole
from bot import notices
from bot.appointments import ChangedMeanwhile
from bot.clinic.times import read_start, write_start
from bot.console.appointments import HOLD_MINUTES, Answer, acting, as_seen, begin_conversation
from bot.console.booking_form import Details, read_details
from bot.console.calendar import appointment_page
from bot.console.requests import me, note, now, running
from bot.console.week import for_staff
from bot.store import bookings, conversations, crises, drafts, opt_outs, people, reviews, screenings
from bot.store.booking_rows import by_idempotency_key
from bot.store.bookings import Booking
from bot.store.engine import Tx
from bot.store.people import Person
from bot.store.sql import lock_conversation

booking = Blueprint("booking", __name__, url_prefix="/calendar")
_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")
NO_SCREENING = "no_screening"  # a note: the staff ask what the assistant would have asked
_EMPTY = Details("", "", None, "", False)


@dataclass(frozen=True)
class Wish:
    """What is to be booked: a start, for a conversation if there is one, and the hold of the staff that it uses up."""

    start: datetime
    conversation: str | None
    held: Booking | None


class _Refused(Exception):
    """The form cannot be used as it is; the page says why."""

    def __init__(self, problem: str, status: int, other: Booking | None = None) -> None:
        super().__init__(problem)
        self.problem, self.status, self.other = problem, status, other


@booking.get("/new")
def new() -> Answer:
    """The form for a free time, or for one that the staff hold."""
    with running().store.begin() as tx:
        wish = _wish(tx, request.args)
        note(tx, "opened the booking form", wish.conversation)
        known, details = _known(tx, wish)
        free = wish.held is not None or _is_free(tx, wish)
    return _form(wish, known, details, None) if free else (_form(wish, known, details, "not_free"), 409)


@booking.post("/book")
def book() -> Answer:
    """Book it; the person is told, if they permit texts."""
    key, details = request.form.get("key", ""), read_details(request.form)
    if not _KEY.fullmatch(key):
        abort(400)
    key = f"{me().actor}:{key}"
    try:
        with running().store.begin() as tx:
            wish = _wish(tx, request.form)
            earlier = by_idempotency_key(tx, key)
            made = earlier or _book(tx, wish, details, key)
    except ChangedMeanwhile:
        return appointment_page(int(request.form["held"]), "changed"), 409
    except (bookings.SlotTaken, bookings.HoldExpired, bookings.TooLate):
        return _after_a_double_click(key) or _again(details, "taken", 409)
    except bookings.AlreadyBooked as found:
        return _again(details, "already", 409, found.booking)
    except _Refused as refused:
        return _again(details, refused.problem, refused.status)
    return redirect(url_for("calendar.show", booking=made.id), 303)


def _is_free(tx: Tx, wish: Wish) -> bool:
    """Said before anybody asks a caller for their details, of a page that was left open for instance."""
    try:
        whole.free_slot(tx, for_staff(running().clinic_at(tx, now())), wish.start, wish.conversation or "", now())
    except bookings.SlotTaken:
        return False
    return True


def _book(tx: Tx, wish: Wish, details: Details, key: str) -> Booking:
    conversation = wish.conversation or begin_conversation(tx)
    lock_conversation(tx, conversation)
    if wish.held is not None:
        as_seen(tx, wish.held.id)
    slot = whole.free_slot(tx, for_staff(running().clinic_at(tx, now())), wish.start, conversation, now())
    person = _person(tx, conversation, details)
    if details.texts:
        _permit_texts(tx, conversation, person.phone)
    screening, found = screenings.latest_of(tx, conversation), conversations.find(tx, conversation)
    clinician = people.clinician_of(tx, conversation)
    made = whole.book(
        tx,
        running(),
        slot,
        conversation,
        found.channel if found is not None else "staff",
        now(),
        acting(),
        person_id=person.id,
        screening_id=screening.id if screening is not None else None,
        clinician_id=clinician.id if clinician is not None else None,
        notes=screening.notes if screening is not None else (NO_SCREENING,),
        priority=crises.any_of(tx, conversation),
        key=key,
        at_most=99 if request.form.get("also") == "1" else running().clinic.consultation.active_per_person,
    )
    if details.note:
        reviews.add_note(tx, conversation, me().id, details.note, now())
    note(tx, "booked an appointment", conversation, booking=made.id, texts=details.texts)
    return made


def _person(tx: Tx, conversation: str, details: Details) -> Person:
    """Who it is for: as they have said themselves, else as was typed."""
    known = people.person_of(tx, conversation)
    if known is None:
        if set(details.problems) - {"note"}:
            raise _Refused("details", 422)
        earlier = people.latest_consent(tx, conversation, "texts")
        if earlier is not None and earlier.granted and details.phone not in _own_numbers(tx, conversation):
            _record_texts(tx, conversation, granted=False)  # it was given for another number
        people.save_person(tx, conversation, details.name, details.phone, details.email, now())
        known = people.person_of(tx, conversation)
    if "note" in details.problems or known is None:
        raise _Refused("details", 422)
    return known


def _permit_texts(tx: Tx, conversation: str, phone: str) -> None:
    if opt_outs.is_out(tx, phone):
        raise _Refused("opted_out", 422)
    _record_texts(tx, conversation, granted=True)
    if conversation != running().text_conversation(phone):
        notices.texts_are_on(tx, running(), phone, now())


def _record_texts(tx: Tx, conversation: str, *, granted: bool) -> None:
    version = running().clinic.consent["texts"].version
    people.record_consent(tx, conversation, "texts", granted, version, _wording(), now())


def _wording() -> str:
    """What the person is asked to permit, word by word."""
    return running().clinic.consent["texts"].text.format(short_name=running().clinic.clinic.short_name).strip()


def _after_a_double_click(key: str) -> Response | None:
    """What the first of two clicks has booked meanwhile."""
    with running().store.read() as tx:
        made = by_idempotency_key(tx, key)
    return None if made is None else redirect(url_for("calendar.show", booking=made.id), 303)


def _again(details: Details, problem: str, status: int, other: Booking | None = None) -> tuple[str, int]:
    """The form with all that was typed, and why it was not done."""
    with running().store.begin() as tx:
        wish = _wish(tx, request.form)
        known, _ = _known(tx, wish)
        if other is not None:
            note(tx, "saw another appointment", other.conversation_id, booking=other.id)
    typed = {name: request.form.get(name, "")[:300] for name in ("name", "phone", "email")}
    shown = replace(details, name=typed["name"], phone=typed["phone"], email=typed["email"])
    return _form(wish, known, shown, problem, other), status


def _form(wish: Wish, known: Person | None, details: Details, problem: str | None, other: Booking | None = None) -> str:
    return render_template(
        "booking.html",
        wish=wish,
        start=write_start(wish.start),
        known=known,
        details=details,
        problem=problem,
        other=other,
        wording=_wording(),
        minutes=HOLD_MINUTES,
        key=request.form.get("key") or secrets.token_urlsafe(24),
    )


def _wish(tx: Tx, given: Any) -> Wish:
    """What an address or a form asks for; what cannot be is no page."""
    held = None
    if given.get("held"):
        number = str(given["held"])
        if not number.isascii() or not number.isdigit() or len(number) > 15:
            abort(404)
        try:
            held = bookings.get(tx, int(number))
        except bookings.UnknownBooking:
            abort(404)
        if held.channel != "staff":
            abort(404)
        return Wish(held.starts_at, held.conversation_id, held)
    start, conversation = read_start(given.get("start")), given.get("conversation") or None
    if start is None:
        abort(400)
    if conversation is not None and conversations.find(tx, conversation) is None:
        abort(404)
    return Wish(start, conversation, None)


def _known(tx: Tx, wish: Wish) -> tuple[Person | None, Details]:
    """Who it is for, if that is settled; else what was said so far."""
    if wish.conversation is None:
        return None, _EMPTY
    person, facts = people.person_of(tx, wish.conversation), _draft(tx, wish.conversation)
    found = conversations.find(tx, wish.conversation)
    texter = found.phone if found is not None else None
    said = {name: str(facts.get(name) or "") for name in ("name", "phone", "email")}
    return person, Details(said["name"], said["phone"] or texter or "", said["email"], "", False)


def _own_numbers(tx: Tx, conversation: str) -> set[str | None]:
    """The numbers that a person has given or writes from."""
    found = conversations.find(tx, conversation)
    return {_draft(tx, conversation).get("phone"), found.phone if found is not None else None}


def _draft(tx: Tx, conversation: str) -> dict[str, Any]:
    """What a person has given so far of what the assistant asks."""
    return dict(drafts.load(tx, conversation).body.get("facts", {}))
