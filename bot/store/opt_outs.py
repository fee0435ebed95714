"""Who wants no texts: by address, for everything that leaves, whoever asks and in whatever words.

An address is a number in E.164 form, or the id of a conversation whose number is not known.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from bot.store.engine import Tx
from bot.store.sql import insert
from bot.store.tables import opt_out

KEYWORD, WORDING, CARRIER = "keyword", "wording", "carrier"  # sources; a person of the staff is "staff:<id>"


def is_out(tx: Tx, address: str) -> bool:
    """Whether nothing may be sent there."""
    query = sa.select(opt_out.c.out).where(opt_out.c.address == address).order_by(opt_out.c.id.desc()).limit(1)
    return bool(tx.execute(query).scalar())


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
