"""Keeping a slot for a conversation while the person makes up their mind."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import uuid4

from bot.clinic.calendar import Slot
from bot.clinic.profile import Clinic
from bot.store import blocks, claims, funnel, hours
from bot.store.booking_rows import PERSON, SYSTEM, Booking, change, get, held_of, record
from bot.store.engine import Tx
from bot.store.sql import insert, lock_conversation
from bot.store.tables import booking


def hold(
    tx: Tx,
    slot: Slot,
    cells: Collection[int],
    conversation_id: str,
    channel: str,
    now: datetime,
    minutes: int,
    actor: str = PERSON,
    clinic: Clinic | None = None,
) -> Booking:
    """Keep a slot for a conversation until `minutes` from now, in place of what it held before.

    Holding the same slot again prolongs it, also when it has run out and nobody took it meanwhile.
    `cells` are those of `calendar.cells_of`. A slot that is not held already must lie within the hours of `clinic`,
    as they are changed by the staff; without a `clinic` that is for the caller to know.

    Raises:
        SlotTaken: the time is somebody else's, blocked (SlotBlocked) or outside the hours (OutsideHours); an earlier
            hold stays.
        UnknownConversation: the conversation must be in the log first.
    """
    lock_conversation(tx, conversation_id)
    blocks.check(tx, slot)
    until = now + timedelta(minutes=minutes)
    earlier = held_of(tx, conversation_id)
    if earlier is not None and earlier.slot == slot and claims.prolong(tx, earlier.id, cells, until, now):
        return change(tx, earlier, "renew", actor, now, hold_expires_at=until)
    if clinic is not None:
        hours.check(tx, clinic, slot)
    with tx.begin_nested():
        held = _insert_held(tx, slot, conversation_id, channel, now, until)
        own = {held} if earlier is None else {held, earlier.id}
        dead = claims.reserve(tx, slot.consultant_id, cells, held, until, now, own)
        end_holds(tx, dead, "expire", SYSTEM, now)
        end_holds(tx, own - {held}, "release", actor, now)
        funnel.reach(tx, conversation_id, "held")
        after = get(tx, held)
        record(tx, None, after, "hold", actor, now)
    return after


def release(tx: Tx, conversation_id: str, now: datetime, actor: str = PERSON) -> bool:
    """Give up what a conversation holds; whether it held anything."""
    lock_conversation(tx, conversation_id)
    held = held_of(tx, conversation_id)
    if held is None:
        return False
    claims.free(tx, [one.booking_id for one in claims.lock(tx, [held.id])])
    return end_holds(tx, {held.id}, "release", actor, now) == 1


def expire_holds(tx: Tx, now: datetime) -> int:
    """Tidy up holds that have run out, and return how many; nothing depends on its being done soon."""
    return end_holds(tx, claims.free_dead(tx, now), "expire", SYSTEM, now)


def end_holds(tx: Tx, booking_ids: Collection[int], action: str, actor: str, now: datetime) -> int:
    """End holds whose claims are gone, and return how many; one that somebody else ended is left alone."""
    held = [one for one in (get(tx, booking_id) for booking_id in sorted(booking_ids)) if one.state == "held"]
    for one in held:
        change(tx, one, action, actor, now, state="expired", hold_expires_at=None)
    return len(held)


def _insert_held(tx: Tx, slot: Slot, conversation_id: str, channel: str, now: datetime, until: datetime) -> int:
    return insert(
        tx,
        booking,
        public_id=str(uuid4()),
        consultant_id=slot.consultant_id,
        conversation_id=conversation_id,
        channel=channel,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        state="held",
        hold_expires_at=until,
        notes=[],
        created_at=now,
        updated_at=now,
    )
