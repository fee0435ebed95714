"""Take-overs that nobody goes on with, handed back beside the texts, so that no person waits for ever."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from bot import takeovers
from bot.context import Assistant
from bot.store import reviews
from bot.store.errors import StoreError

logger = logging.getLogger(__name__)
BATCH = 10  # at a look, each in a transaction of its own
EVERY_SECONDS = 10.0


class AbandonedTakeOvers:
    """Those of one assistant's store. `clock` counts seconds."""

    def __init__(self, running: Assistant, clock: Callable[[], float] = time.monotonic) -> None:
        self._running = running
        self._clock = clock
        self._next = clock()

    def work(self) -> int:
        """Hand back what is abandoned, if it is time to look, and return how many conversations."""
        if self._clock() < self._next:
            return 0
        self._next = self._clock() + EVERY_SECONDS
        try:
            return self._hand_back()
        except StoreError as error:
            logger.error("Abandoned take-overs could not be handed back: %s", error)
            return 0

    def _hand_back(self) -> int:
        store, now = self._running.store, self._running.now()
        with store.read() as tx:  # most looks find nothing, and must not hold up those who write
            found = reviews.abandoned(tx, now, self._running.clinic.take_over.patience, BATCH)
        ended = 0
        for one in found:
            with store.begin() as tx:
                ended += takeovers.end_abandoned(tx, self._running, one.conversation_id, now)
        return ended
