"""The keys of keyed hashes: who can write into the database but does not know them can forge none."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from hashlib import sha256

from sqlalchemy.engine import Connection

from bot.store.errors import StoreFault

OPTION = "keys"  # of a connection


@dataclass(frozen=True)
class Keys:
    """Derived from the installation's secret, see bot/secret.py; 32 bytes each."""

    audit: bytes = field(repr=False)
    addresses: bytes = field(repr=False)


def audit_mac(tx: Connection, content: bytes) -> str:
    """What only this installation can say of a content of the audit log. Raises StoreFault."""
    return hmac.digest(_keys(tx).audit, content, sha256).hex()


def address_mark(tx: Connection, address: str) -> str:
    """An address as it is kept where it must be known again and never read. Raises StoreFault."""
    return "mark:" + hmac.digest(_keys(tx).addresses, address.encode(), sha256).hex()


def _keys(tx: Connection) -> Keys:
    found = tx.get_execution_options().get(OPTION)
    if not isinstance(found, Keys):
        raise StoreFault("the store was opened without the installation's keys")
    return found
