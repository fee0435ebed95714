"""Who wants no texts: by address, for everything that leaves, whoever asks and in whatever words.

An address is a number in E.164 form, or the id of a conversation whose number is not known. When the person is erased
the number is kept as a keyed hash, by which it is known again: nothing may be sent to it afterwards either.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from bot.store.engine import Tx
from bot.store.keys import address_mark
from bot.store.sql import insert
from bot.store.tables import opt_out

KEYWORD, WORDING, CARRIER = "keyword", "wording", "carrier"  # sources; a person of the staff is "staff:<id>"


def is_out(tx: Tx, address: str) -> bool:
    """Whether nothing may be sent there."""
    known = opt_out.c.address.in_((address, address_mark(tx, address)))
    return bool(tx.execute(sa.select(opt_out.c.out).where(known).order_by(opt_out.c.id.desc()).limit(1)).scalar())


def those_out(tx: Tx, addresses: Collection[str]) -> set[str]:
    """Of many addresses those to which nothing may be sent."""
    named = {known: address for address in addresses for known in (address, address_mark(tx, address))}
    query = sa.select(opt_out.c.address, opt_out.c.out).where(opt_out.c.address.in_(list(named)))
    last = {named[row.address]: row.out for row in tx.execute(query.order_by(opt_out.c.id))}
    return {address for address, out in last.items() if out}


def record(
    tx: Tx,
    address: str,
    now: datetime,
    *,
    out: bool,
    source: str,
    word: str | None = None,
    conversation_id: str | None = None,
) -> bool:
    """Keep what the person wants from now on, and how they said it; False when that is how it was anyway."""
    if is_out(tx, address) == out:
        return False
    insert(tx, opt_out, address=address, out=out, source=source, word=word, conversation_id=conversation_id, at=now)
    return True


def make_unreadable(tx: Tx, number: str) -> int:
    """Keep what a number wants without the number; returns how many entries that were."""
    own = opt_out.c.address == number
    return int(tx.execute(sa.update(opt_out).where(own).values(address=address_mark(tx, number))).rowcount)
