"""Retention, worked off beside the texts: at most every few minutes, and a few conversations at a time."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import timedelta

from bot.context import Assistant
from bot.store import overwriting, retention
from bot.store.errors import StoreError
from bot.store.retention import Periods

logger = logging.getLogger(__name__)
BATCH = 10  # conversations in one transaction: who writes meanwhile waits for a moment only
EVERY_SECONDS = 300.0


class Retention:
    """What the periods of clinic.yml demand of one assistant's store. `clock` counts seconds."""

    def __init__(self, running: Assistant, clock: Callable[[], float] = time.monotonic) -> None:
        days = running.clinic.retention_days
        self._running = running
        self._periods = Periods(timedelta(days=days.unfinished), timedelta(days=days.transcripts))
        self._clock = clock
        self._next = clock()

    def work(self) -> int:
        """Erase a batch if it is time, and return how many conversations; the rest of them comes with the next call.

        Alerts and texts have gone before and go in between. What fails is tried again after EVERY_SECONDS.
        """
        if self._clock() < self._next:
            return 0
        try:
            purged = self._purge()
        except StoreError as error:
            logger.error("What is kept no longer could not be erased: %s", error)
            purged = 0
        if purged < BATCH:
            self._next = self._clock() + EVERY_SECONDS
        return purged

    def _purge(self) -> int:
        store, now = self._running.store, self._running.now()
        with store.read() as tx:  # most looks find nothing, and must not hold up those who write
            waiting = bool(retention.due(tx, self._periods, now, 1))
        purged = 0
        if waiting:
            with store.begin() as tx:
                purged = retention.purge(tx, self._periods, now, BATCH)
        if purged < BATCH:
            with store.begin() as tx:
                retention.purge_sessions(tx, now)
            overwriting.finish(store)
        return purged
