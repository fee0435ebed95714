"""The database: what is true of conversations, people and bookings, and the transactions that matter.

Use it as modules: `with store.begin() as tx: bookings.hold(tx, ...)`.
"""

from bot.store.engine import Store, Tx, open_store
from bot.store.errors import StaleDraft, StoreError, StoreFault, StoreUnavailable, UnknownConversation

__all__ = [
    "StaleDraft",
    "Store",
    "StoreError",
    "StoreFault",
    "StoreUnavailable",
    "Tx",
    "UnknownConversation",
    "open_store",
]
