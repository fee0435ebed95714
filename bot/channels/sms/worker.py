"""Works off accepted texts by the message path: in order for each conversation, several conversations at once.

What a process leaves behind when it dies, the next one goes on with; two at a time never work on one conversation.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

from bot.channels.message import Inbound
from bot.channels.path import MessagePath
from bot.channels.sms.last_resort import LastResort
from bot.clinic.safety import Level
from bot.context import Assistant
from bot.store import inbox
from bot.store.errors import StoreError
from bot.store.inbox import Accepted

logger = logging.getLogger(__name__)
LEASE = timedelta(seconds=10)  # after which what a silent worker was at is somebody else's
RENEWED_SECONDS = 2.0
AT_ONCE = 8  # conversations
PAUSES = (1.0, 3.0, 10.0, 30.0)  # seconds until a text whose turn failed is tried again; then it is given up


class Worker:
    """One server's worker. `path` is asked for when there is something to do."""

    def __init__(self, assistant: Assistant, path: Callable[[], MessagePath]) -> None:
        self._assistant = assistant
        self._path = path
        self._name = secrets.token_hex(8)
        self._news = asyncio.Event()
        self._at_work: dict[int, asyncio.Task[None]] = {}
        self._loop: asyncio.Task[None] | None = None
        self._stopping = False

    def start(self) -> None:
        """Begin, with what an earlier process left."""
        self._loop = asyncio.create_task(self._work())

    def wake(self) -> None:
        """There is a new text."""
        self._news.set()

    async def stop(self) -> None:
        """Finish the turns that are at work, and leave the rest to the next process."""
        self._stopping = True  # Python 3.10's `wait_for` passes over a cancellation that comes together with news
        if self._loop is not None:
            self._loop.cancel()
            await asyncio.gather(self._loop, return_exceptions=True)
        await asyncio.gather(*self._at_work.values(), return_exceptions=True)
        try:
            await asyncio.to_thread(self._give_back)
        except StoreError:
            logger.warning("Texts that were not answered wait until their claim runs out.")

    async def _work(self) -> None:
        while not self._stopping:
            self._news.clear()
            try:
                claimed = await asyncio.to_thread(self._claim, AT_ONCE - len(self._at_work))
            except StoreError as error:
                logger.error("Texts that came in cannot be read: %s", error)
                claimed = []
            for accepted in claimed:
                self._at_work[accepted.id] = asyncio.create_task(self._answer(accepted))
            if not claimed or len(self._at_work) >= AT_ONCE:
                await self._wait()

    async def _wait(self) -> None:
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._news.wait(), RENEWED_SECONDS)

    async def _answer(self, accepted: Accepted) -> None:
        inbound = Inbound(
            accepted.conversation_id,
            "sms",
            accepted.body,
            self._assistant.now(),
            client_id=accepted.provider_id,
            phone=accepted.phone,
            media=accepted.media,
            keyword=accepted.keyword,  # type: ignore[arg-type]  # what the webhook read
            deliver=True,
        )
        try:
            if not await self._is_answered(accepted, inbound):
                await self._take_up_again(accepted)
        except Exception:  # it is tried again when its claim, which is not renewed any more, has run out
            logger.exception("A text could not be answered yet.")
        finally:
            del self._at_work[accepted.id]
            self._news.set()  # the next text of that conversation may go on

    async def _is_answered(self, accepted: Accepted, inbound: Inbound) -> bool:
        if accepted.attempts > len(PAUSES) + 1:
            return False  # as often as that it ended the process, or could not even be given up
        try:
            outcome = await self._path().receive(inbound)
            if not (outcome.logged_in and outcome.logged_out):
                return False
            await asyncio.to_thread(self._done, accepted)
        except Exception:
            logger.exception("The turn of a text failed.")
            return False
        return True

    async def _take_up_again(self, accepted: Accepted) -> None:
        """Later, or never: a person in danger is not kept waiting, and neither are the next texts of that sender."""
        watch = self._path().watch
        finding = await asyncio.to_thread(watch.look, accepted.body)
        pauses = PAUSES[:1] if finding.level >= Level.risk else PAUSES
        if accepted.attempts > len(pauses):
            await asyncio.to_thread(LastResort(self._assistant, watch).give_up, accepted)
        else:
            at = datetime.now(timezone.utc) + timedelta(seconds=pauses[accepted.attempts - 1])
            await asyncio.to_thread(self._try_again, accepted, at)

    def _claim(self, most: int) -> list[Accepted]:
        alive_at = datetime.now(timezone.utc)
        with self._assistant.store.read() as tx:  # most looks find nothing, and must not hold up those who write
            if not inbox.is_waiting(tx):
                return []
        with self._assistant.store.begin() as tx:
            if self._at_work:
                inbox.keep_claims(tx, list(self._at_work), alive_at + LEASE)
            return inbox.claim(tx, self._name, alive_at, LEASE, most) if most > 0 else []

    def _done(self, accepted: Accepted) -> None:
        with self._assistant.store.begin() as tx:
            inbox.done(tx, accepted.id)

    def _try_again(self, accepted: Accepted, at: datetime) -> None:
        with self._assistant.store.begin() as tx:
            inbox.try_again(tx, accepted.id, at)

    def _give_back(self) -> None:
        with self._assistant.store.begin() as tx:
            inbox.give_back(tx, self._name)
