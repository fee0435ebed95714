"""Which columns can hold something of a person, and what becomes of each when the person is erased.

Whoever adds a column of words enters it here, and sees to it in bot/store/erasure.py.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from store_world import NOW

from bot.store.engine import Tx
from bot.store.tables import metadata

# Whole tables about the staff, not about the people who write.
STAFF = (
    "calendar_block",
    "calendar_feed",
    "comparison",
    "sign_in_failure",
    "special_hours",
    "staff_account",
    "staff_invitation",
    "staff_recovery_code",
    "staff_session",
    "weekly_hours",
)

KEPT = {
    "audit_end.hash": "of the chain",
    "audit_end.mac": "of the chain",
    "audit_event.actor": "who of the staff",
    "audit_event.action": "a verb of ours",
    "audit_event.subject": "an id, which says nothing any more when its row is gone",
    "audit_event.detail": "counts and ids, and names of the staff",
    "audit_event.address": "from where the staff came",
    "audit_event.previous_hash": "of the chain",
    "audit_event.hash": "of the chain",
    "booking.consultant_id": "whose calendar",
    "booking.channel": "of a fixed list",
    "booking.state": "of a fixed list",
    "booking_event.actor": "person, system or staff:<id>",
    "booking_event.action": "a verb of ours",
    "claim.resource_id": "whose calendar",
    "opt_out.source": "of a fixed list",
    "opt_out.word": "a keyword such as STOP",
}

# What a database refuses to hold anything else in; it goes with its row.
FIXED: dict[str, Any] = {
    "conversation.channel": "web",
    "conversation.review": "new",  # kept up by a trigger
    "message.direction": "in",
    "message.crisis": "risk",
    "screening.outcome": "eligible",
    "treating_clinician.authorization_status": "sent",
    "consent.kind": "texts",
    "booking.state": "completed",
    "follow_up.kind": "callback",
    "follow_up.state": "done",
    "correction.state": "open",
    "crisis_event.level": "risk",
    "crisis_event.kind": "self",
    "outbox.kind": "reply",
    "outbox.state": "sent",
    "inbound_text.state": "done",
    "review.state": "new",
}


def mark(person: str, column: str) -> str:
    """What stands in a column of words for a person: found nowhere else."""
    return f"{person}<{column}>"


def words() -> set[str]:
    """All columns that can hold words."""
    return {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        if table.name not in STAFF
        for column in table.columns
        if isinstance(column.type, (sa.Text, sa.JSON)) and not column.foreign_keys
    }


def erased() -> set[str]:
    """The columns of words that must not be there any more, or hold nothing of the person."""
    return words() - set(KEPT) - set(FIXED)


def plant(tx: Tx, person: str) -> str:
    """A person of whom there is a row in every table, with a mark of theirs in every column; gives the conversation."""
    ids: dict[str, Any] = {}
    for table in metadata.sorted_tables:
        if table.name in (*STAFF, "audit_event", "audit_end"):
            continue
        row = {column.name: _value(person, column, ids) for column in table.columns}
        row = {name: value for name, value in row.items() if value is not None}
        ids[table.name] = tx.execute(sa.insert(table).values(**row)).inserted_primary_key[0]
    return str(ids["conversation"])


def _value(person: str, column: sa.Column[Any], ids: dict[str, Any]) -> Any:
    name = f"{column.table.name}.{column.name}"
    if name in FIXED:
        return FIXED[name]
    if name == "web_session.conversation_id":
        return ids["conversation"]
    if name == "opt_out.address":
        return mark(person, "conversation.phone")
    if column.foreign_keys:
        (key,) = column.foreign_keys
        return ids.get(key.column.table.name)
    if isinstance(column.type, sa.JSON):
        return {"reference": mark(person, name)} if column.table.name == "booking_event" else [mark(person, name)]
    if isinstance(column.type, sa.Text):
        # long enough not to fit on one page of the database
        return mark(person, name) + (" and more" * 1500 if name == "message.text" else "")
    if name in ("booking.hold_expires_at", "message.reply_to") or column.name == "id":
        return None
    if name == "booking.ends_at":
        return NOW.replace(hour=20)
    if name == "claim.cell":
        return ids["booking"]
    return {"Boolean": False, "Float": 0.5, "UtcDateTime": NOW}.get(type(column.type).__name__, 1)
