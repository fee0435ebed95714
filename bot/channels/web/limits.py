"""How much may be written: by one person, from one address, and by all together.

Counted with the library `limits`, in memory or, for several processes, in Redis. An address is never stored with a
conversation.
"""

from __future__ import annotations

import logging
import math
import time
from dataclasses import dataclass

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from bot.channels.web.refusal import Refused

logger = logging.getLogger(__name__)
_PATIENCE = {"socket_connect_timeout": 0.3, "socket_timeout": 0.3}  # seconds; a message does not wait for a counter


@dataclass(frozen=True)
class Limits:
    """What credentials.yml may set. Addresses get more, because a whole clinic may share one."""

    messages_per_minute: int = 20
    messages_per_minute_and_address: int = 120
    reads_per_minute: int = 240  # all windows of one person together
    new_conversations_per_hour_and_address: int = 30
    open_conversations: int = 1000

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                raise ValueError(f"credentials.yml: {name} must be a whole number above 0, not {value!r}")


class RateLimiter:
    """Counts, and refuses what is too much. When Redis is down nobody is refused: somebody may need help."""

    def __init__(self, limits: Limits, redis_url: str | None) -> None:
        # the limiter holds it by a weak reference
        self._storage = storage_from_string(redis_url, **_PATIENCE) if redis_url else storage_from_string("memory://")
        self._limiter = MovingWindowRateLimiter(self._storage)
        self._by_person = RateLimitItemPerMinute(limits.messages_per_minute)
        self._by_address = RateLimitItemPerMinute(limits.messages_per_minute_and_address)
        self._reads = RateLimitItemPerMinute(limits.reads_per_minute)
        self._begun = RateLimitItemPerHour(limits.new_conversations_per_hour_and_address)

    def message(self, conversation: str, address: str) -> None:
        """Count a message. Raises Refused."""
        self._hit(self._by_person, "message", conversation)
        self._hit(self._by_address, "message", address)

    def read(self, conversation: str) -> None:
        """Count a request for what is new. Raises Refused."""
        self._hit(self._reads, "read", conversation)

    def begin(self, address: str) -> None:
        """Count a new conversation. Raises Refused."""
        self._hit(self._begun, "begin", address)

    def _hit(self, item: RateLimitItem, *who: str) -> None:
        try:
            if self._limiter.hit(item, *who):
                return
            until = self._limiter.get_window_stats(item, *who)[0]
        except Exception:  # whatever the storage raises; it is logged without the address
            logger.exception("How often somebody wrote could not be counted.")
            return
        raise Refused("rate", max(1, math.ceil(until - time.time())))
