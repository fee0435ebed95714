"""Times: read a wish, offer what is free, keep the chosen one while the person decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

from actions.days import closed_on, free_slots, last_start_before, say_asked_by_both_clocks, say_by_both_clocks
from actions.same_hour import at_same_hour
from actions.turn import Turn
from bot.clinic.calendar import Slot, cells_of, label_slot, local, say_day, say_slot
from bot.clinic.interview.draft import Draft
from bot.clinic.interview.flow import is_calling
from bot.clinic.interview.refining import whole_wish
from bot.clinic.interview.timing import wants_other_days
from bot.clinic.interview.update import answered
from bot.clinic.offers import nearest, offer
from bot.clinic.wishes import Kind, Wish, read_wish, settle
from bot.store import bookings
from bot.store.bookings import Booking

_ANY = "any time"
_LISTS_ALONE = 3  # lists of times, after which each one more comes with the number of the staff


def on_wish(turn: Turn, wish: Wish) -> None:
    """Go from a wish to offers, or straight to the one time that it names."""
    whole = whole_wish(turn.draft, wish, turn.now, turn.hours)
    draft = turn.draft
    if whole.kind is Kind.ambiguous:
        draft.unclear_wish = whole.to_json()
        draft.wish = None
        release(turn)
        _ask_which_day(turn, whole)
        return
    draft.unclear_wish, draft.day_choices = None, []
    draft.wish = whole.to_json()
    slots = free_slots(turn)
    accepts = whole.accepts
    suiting = [slot for slot in slots if accepts(local(slot.starts_at, turn.assistant.clinic.zone))]
    fitting = at_same_hour(turn, whole, suiting)
    if len(fitting) == 1:
        say_by_both_clocks(turn, whole, fitting[0].starts_at)
        choose(turn, fitting[0])
    elif fitting:
        release(turn)
        spread = whole.kind is not Kind.asap
        found = offer(slots, accepts, _count(turn), zone=turn.assistant.clinic.zone, spread=spread)
        say_by_both_clocks(turn, whole, found[0].starts_at)
        _offer(turn, found, "offers")
    else:
        release(turn)
        say_asked_by_both_clocks(turn, whole)
        _offer_nearest(turn, slots, whole)


def keep_wish(turn: Turn, wish: Wish, *, alone: bool = False) -> None:
    """Remember a wish that came before its turn, and say so if the message said nothing else."""
    turn.draft.kept_wish = wish.to_json()
    if alone:
        turn.say("wish_kept")


def use_kept_wish(turn: Turn) -> bool:
    """Take up a wish that came before its turn. False when there is none."""
    kept, turn.draft.kept_wish = turn.draft.kept_wish, None
    if kept is None:
        return False
    on_wish(turn, _kept(turn, kept))
    return True


def _kept(turn: Turn, stored: dict[str, Any]) -> Wish:
    """A wish that was read before, by the hours as they are now."""
    return Wish.from_json(stored).within(turn.hours)


def _ask_which_day(turn: Turn, wish: Wish) -> None:
    candidates = getattr(wish, "candidates", ())
    turn.draft.manner = "silent"
    if turn.draft.asked_too_often("when_ambiguous"):
        turn.say("or_staff")
    if candidates:
        labels = [say_day(day) for day in candidates]
        turn.draft.day_choices = labels
        turn.say("when_ambiguous_of", labels, candidates=" or ".join(labels))
    else:
        turn.say("when_ambiguous")


def _count(turn: Turn) -> int:
    return turn.assistant.clinic.consultation.offers


def _offer(turn: Turn, slots: list[Slot], header: str, **values: Any) -> None:
    draft = turn.draft
    if not slots:
        draft.offers = []
        draft.wish = None
        turn.say("offers_none")
        return
    draft.offers = [
        {
            "start": slot.starts_at.isoformat(),
            "end": slot.ends_at.isoformat(),
            "consultant": slot.consultant_id,
            "label": label_slot(slot, turn.assistant.clinic),
        }
        for slot in slots
    ]
    draft.seen_offers += [o["start"] for o in draft.offers if o["start"] not in draft.seen_offers]
    turn.say(header, opening=turn.opening(), **values)


def _offer_nearest(turn: Turn, slots: list[Slot], wish: Wish) -> None:
    header = {Kind.past: "offers_past", Kind.closed: "offers_closed"}.get(wish.kind, "offers_nearest")
    if wish.kind is Kind.closed and wish.exclusions and _is_open_otherwise(wish):
        header = "offers_nearest"  # the clinic is open then; it is the person who cannot come
    if wish.kind is Kind.window and (closed := closed_on(turn, wish)):
        header, wish_said = "offers_holiday", closed
    else:
        wish_said = wish.describe() or "that"
    if wish.kind is Kind.window and _too_far(turn, wish):
        header = "offers_far"
    last = last_start_before(turn, wish) if header == "offers_closed" else ""
    found = nearest(slots, wish.means, _count(turn), zone=turn.assistant.clinic.zone)
    _offer(turn, found, "offers_closed_late" if last else header, wish=wish_said, last=last)


def _is_open_otherwise(wish: Wish) -> bool:
    """Whether nothing but what the person rules out keeps the wish from suiting."""
    return settle(replace(wish, exclusions=())).kind is not Kind.closed


def _too_far(turn: Turn, wish: Wish) -> bool:
    """Whether all the days of a wish lie further ahead than anybody can book."""
    zone = turn.assistant.clinic.zone
    last = turn.now.astimezone(zone).date() + timedelta(days=turn.assistant.clinic.consultation.window_days)
    spans = [span for clause in wish.clauses for span in clause.days]
    return all(clause.days for clause in wish.clauses) and all(span.first and span.first > last for span in spans)


def offer_again(turn: Turn) -> None:
    """Offer times for the wish that stands, after a pause for example."""
    wish = _kept(turn, turn.draft.wish) if turn.draft.wish else None
    turn.draft.wish = None
    if wish is not None:
        on_wish(turn, wish)


def more(turn: Turn) -> None:
    """Other times for the same wish; when there are none left, the nearest others."""
    draft = turn.draft
    wish = _kept(turn, draft.wish) if draft.wish else None
    accepts: Callable[[datetime], bool] = wish.accepts if wish else (lambda _: True)
    skip = [datetime.fromisoformat(start) for start in draft.seen_offers]
    zone = turn.assistant.clinic.zone
    slots = free_slots(turn)
    if wants_other_days(turn.message.text):
        shown = {local(start, zone).date() for start in skip}
        slots = [slot for slot in slots if local(slot.starts_at, zone).date() not in shown]
        if wish is not None and not any(accepts(local(slot.starts_at, zone)) for slot in slots):
            draft.wish = wish.on_any_day().to_json()
            _offer(turn, nearest(slots, accepts, _count(turn), zone=zone), "offers_more")
            return
    found = offer(slots, accepts, _count(turn), skip=skip, zone=zone)
    if found:
        none_suits = len(skip) >= _LISTS_ALONE * _count(turn)
        _offer(turn, found, "offers_more_or_call" if none_suits else "offers_more")
    else:
        others = nearest(slots, accepts, _count(turn), zone=zone, skip=skip)
        _offer(turn, others, "offers_no_more", wish=(wish.describe() if wish else "") or "that")


def refresh_offers(turn: Turn) -> None:
    """When an offered time has gone since, to somebody else or by the clock, offer anew what is free."""
    draft, slots = turn.draft, free_slots(turn)
    if all(_slot(offered) in slots for offered in draft.offers):
        return
    wish = Wish.from_json(draft.wish) if draft.wish else None
    zone = turn.assistant.clinic.zone
    accepts: Callable[[datetime], bool] = wish.accepts if wish else (lambda _: True)
    found = offer(slots, accepts, _count(turn), zone=zone) or nearest(slots, accepts, _count(turn), zone=zone)
    _offer(turn, found, "offers_changed")


def pick(turn: Turn, number: int) -> None:
    """Take the offered time with this number, counted from 0."""
    choose(turn, _slot(turn.draft.offers[number]))


def hold(turn: Turn, slot: Slot) -> Booking:
    """Hold a time for the person, or go on holding it. Raises SlotTaken as `bookings.hold` does."""
    clinic = turn.assistant.clinic
    rules = clinic.consultation
    minutes = getattr(rules.hold_minutes, turn.channel, rules.hold_minutes.web)
    cells = cells_of(slot, rules)
    return bookings.hold(turn.tx, slot, cells, turn.conversation, turn.channel, turn.now, minutes, clinic=clinic)


def choose(turn: Turn, slot: Slot) -> None:
    """Hold the time for the person; if somebody else was quicker, say so and offer others."""
    draft = turn.draft
    held_id: int | None = None
    try:
        if draft.goal == "consultation":
            held_id = hold(turn, slot).id
        elif slot not in free_slots(turn):
            raise bookings.SlotTaken
    except bookings.SlotTaken:
        taken(turn)
        return
    draft.hold = {
        "id": held_id,
        "start": slot.starts_at.isoformat(),
        "end": slot.ends_at.isoformat(),
        "consultant": slot.consultant_id,
    }
    draft.offers = []
    answered(draft, "slots")


def taken(turn: Turn, text_id: str = "slot_taken") -> None:
    """The time went to somebody else: say so, and offer what is left."""
    draft = turn.draft
    turn.say(text_id)
    draft.hold = None
    slots = free_slots(turn)
    wish = _kept(turn, draft.wish) if draft.wish else None
    zone = turn.assistant.clinic.zone
    accepts: Callable[[datetime], bool] = wish.accepts if wish else (lambda _: True)
    found = offer(slots, accepts, _count(turn), zone=zone)
    if found:
        _offer(turn, found, "offers")
    else:
        _offer(turn, nearest(slots, accepts, _count(turn), zone=zone), "offers_more")


def release(turn: Turn) -> None:
    """Give a held time back."""
    bookings.release(turn.tx, turn.conversation, turn.now)
    turn.draft.hold = None


def offer_near_passed(turn: Turn, slot: Slot) -> None:
    """Say that the chosen time has passed while the person was away, and offer what is near it."""
    zone = turn.assistant.clinic.zone
    start = local(slot.starts_at, zone)
    release(turn)
    turn.draft.drop_time()
    turn.draft.wish = read_wish(f"{start:%Y-%m-%d}", turn.now, turn.hours).to_json()
    _offer(turn, nearest(free_slots(turn), lambda at: at == start, _count(turn), zone=zone), "offers_past")


def on_call_wish(turn: Turn, wish: str) -> None:
    """When staff may call: only what was understood is kept, never the person's own words."""
    turn.draft.facts["call_time"] = wish or _ANY
    answered(turn.draft, "when")


def leave_open(turn: Turn) -> None:
    """Who would rather not say when sees what is free; for a call nothing is noted that nobody said."""
    if is_calling(turn.draft, turn.assistant.clinic):
        turn.draft.skipped.append("when")
        answered(turn.draft, "when")
    else:
        on_wish(turn, read_wish(_ANY, turn.now, turn.hours))


def slot_of(draft: Draft) -> Slot | None:
    """The time that the person has chosen."""
    return _slot(draft.hold) if draft.hold else None


def _slot(stored: dict[str, Any]) -> Slot:
    starts, ends = (datetime.fromisoformat(stored[key]).astimezone(timezone.utc) for key in ("start", "end"))
    return Slot(stored["consultant"], starts, ends)


def spoken_slot(turn: Turn, slot: Slot) -> str:
    return say_slot(slot, turn.assistant.clinic)
