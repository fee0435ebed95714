"""Who books, the clinician who knows their condition, and what they have permitted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from bot.store import steps
from bot.store.engine import Tx
from bot.store.sql import insert, lock_conversation
from bot.store.tables import consent, conversation, person, treating_clinician

ConsentKind = Literal["contact_clinician", "texts"]


@dataclass(frozen=True)
class Person:
    """Who books. `phone` is in E.164 form; `phone_is_wrong` when whoever has it says that it is not this person's."""

    id: int
    conversation_id: str
    name: str | None
    phone: str
    phone_extension: str | None
    email: str | None
    created_at: datetime
    phone_is_wrong: bool = False


@dataclass(frozen=True)
class Clinician:
    """The clinician who manages the person's condition, on the staff's list of calls. Numbers are E.164."""

    id: int
    conversation_id: str
    person_id: int | None
    name: str
    role: str | None
    practice: str | None
    phone: str | None
    phone_extension: str | None
    email: str | None
    fax: str | None
    npi: str | None
    authorization_status: Literal["not_requested", "sent", "signed"]
    status: str
    created_at: datetime


@dataclass(frozen=True)
class Consent:
    """A permission given or refused, with the words that were shown."""

    id: int
    conversation_id: str
    kind: ConsentKind
    granted: bool
    wording_version: str
    wording: str
    at: datetime


def save_person(
    tx: Tx,
    conversation_id: str,
    name: str | None,
    phone: str,
    email: str | None,
    now: datetime,
    phone_extension: str | None = None,
) -> int:
    """Save who writes in this conversation, in place of what was known, and return the id.

    Raises:
        UnknownConversation: there is no such conversation.
    """
    values = {"name": name, "phone": phone, "phone_extension": phone_extension, "email": email}
    another = (person.c.conversation_id == conversation_id) & (person.c.phone != phone)
    tx.execute(sa.update(person).where(another).values(phone_is_wrong=False))
    return _upsert(tx, person, conversation_id, values, now)


def person_of(tx: Tx, conversation_id: str) -> Person | None:
    """Who books in this conversation."""
    columns = [person.c[name] for name in Person.__dataclass_fields__]
    row = tx.execute(sa.select(*columns).where(person.c.conversation_id == conversation_id)).first()
    return None if row is None else Person(**row._mapping)


def owners_of(tx: Tx, phone: str) -> list[Person]:
    """Those who gave this number as theirs, unless it turned out not to be."""
    columns = [person.c[name] for name in Person.__dataclass_fields__]
    given = (person.c.phone == phone) & ~person.c.phone_is_wrong
    return [Person(**row._mapping) for row in tx.execute(sa.select(*columns).where(given).order_by(person.c.id))]


def disown(tx: Tx, phone: str) -> None:
    """Note that a number is not that of those who gave it: it vouches for nothing of theirs, and gets none of it."""
    tx.execute(sa.update(person).where(person.c.phone == phone).values(phone_is_wrong=True))


def conversations_of(tx: Tx, phone: str) -> list[str]:
    """Every conversation by text from a number, and those on the website in which a person with it has booked."""
    by_text = sa.select(conversation.c.id).where(conversation.c.phone == phone)
    elsewhere = sa.select(person.c.conversation_id).where(person.c.phone == phone)
    return list(tx.execute(by_text.union(elsewhere)).scalars())


def save_clinician(
    tx: Tx,
    conversation_id: str,
    *,
    person_id: int | None,
    name: str,
    role: str | None = None,
    practice: str | None = None,
    phone: str | None = None,
    phone_extension: str | None = None,
    email: str | None = None,
    fax: str | None = None,
    npi: str | None = None,
    now: datetime,
) -> int:
    """Save the treating clinician named in this conversation, in place of one named before; returns the id.

    Permission to contact them is a consent and must be there first; this function does not ask for it.
    Somebody of another name than before goes back to the start of the staff's list of calls; its history says so.

    Raises:
        UnknownConversation: there is no such conversation.
    """
    lock_conversation(tx, conversation_id)
    before = clinician_of(tx, conversation_id)
    values: dict[str, Any] = {
        "person_id": person_id,
        "name": name,
        "role": role,
        "practice": practice,
        "phone": phone,
        "phone_extension": phone_extension,
        "email": email,
        "fax": fax,
        "npi": npi,
    }
    if before is not None and before.name != name:
        values |= {"status": "to_call", "authorization_status": "not_requested"}
        steps.add(tx, conversation_id, "other_name", now, clinician=before.id)
    return _upsert(tx, treating_clinician, conversation_id, values, now)


def clinician_of(tx: Tx, conversation_id: str) -> Clinician | None:
    """The treating clinician named in this conversation."""
    query = sa.select(treating_clinician).where(treating_clinician.c.conversation_id == conversation_id)
    row = tx.execute(query).first()
    return None if row is None else Clinician(**row._mapping)


def erase_clinician(tx: Tx, conversation_id: str) -> bool:
    """Forget the treating clinician, as when permission is taken back; whether there was one."""
    query = sa.delete(treating_clinician).where(treating_clinician.c.conversation_id == conversation_id)
    return bool(tx.execute(query).rowcount)


def record_consent(
    tx: Tx,
    conversation_id: str,
    kind: ConsentKind,
    granted: bool,
    wording_version: str,
    wording: str,
    now: datetime,
) -> int:
    """Add a permission or refusal and return its id. Nothing is changed here: the latest of a kind counts."""
    lock_conversation(tx, conversation_id)
    return insert(
        tx,
        consent,
        conversation_id=conversation_id,
        kind=kind,
        granted=granted,
        wording_version=wording_version,
        wording=wording,
        at=now,
    )


def latest_consent(tx: Tx, conversation_id: str, kind: ConsentKind) -> Consent | None:
    """What the person said last about this; None: never asked."""
    query = (
        sa.select(consent)
        .where(consent.c.conversation_id == conversation_id, consent.c.kind == kind)
        .order_by(consent.c.id.desc())
        .limit(1)
    )
    row = tx.execute(query).first()
    return None if row is None else Consent(**row._mapping)


def _upsert(tx: Tx, table: sa.Table, conversation_id: str, values: dict[str, Any], now: datetime) -> int:
    lock_conversation(tx, conversation_id)
    known = tx.execute(sa.select(table.c.id).where(table.c.conversation_id == conversation_id)).scalar()
    if known is None:
        return insert(tx, table, conversation_id=conversation_id, created_at=now, **values)
    tx.execute(sa.update(table).where(table.c.id == known).values(**values))
    return int(known)
