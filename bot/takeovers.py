"""Taking a conversation over and handing it back, with all who hear of it: for console, courier and commands."""

from __future__ import annotations

from datetime import datetime

from bot.clinic.texting import plain
from bot.context import Assistant
from bot.store import audit, conversations, outbox, reviews, staff
from bot.store.conversations import Conversation, Reply
from bot.store.engine import Tx
from bot.store.errors import UnknownConversation
from bot.store.open_changes import offer_to_go_on
from bot.store.sql import lock_conversation
from bot.store.staff import Account


def write(tx: Tx, found: Conversation, words: str, now: datetime, author: str | None = None) -> None:
    """Say something in the conversation; by text it leaves through the outbox, whose gate knows who wants none.

    `author` is the account that writes; None: the assistant.
    """
    (message,) = conversations.log_out(tx, found.id, [Reply(words, author=author)], now)
    if found.phone is not None:
        outbox.put(tx, f"staff:{message}", "staff", found.phone, plain(words), now, found.id, message_id=message)


def take_over(
    tx: Tx, running: Assistant, found: Conversation, account: Account, now: datetime, holder_id: int | None = None
) -> bool:
    """The assistant is silent from now on, but for danger, and the person hears who writes; False: it is so already.

    Raises:
        HeldByOther: somebody else than `holder_id` holds it.
    """
    if not reviews.take_over(tx, found.id, account.id, now, holder_id):
        return False
    write(tx, found, running.texts.say("taken_over", found.channel, name=account.name), now, account.actor)
    return True


def hand_back(
    tx: Tx, running: Assistant, found: Conversation, holder_id: int, now: datetime, text: str = "handed_back"
) -> None:
    """The assistant goes on where it was, and the person hears it.

    Raises:
        HeldByOther: somebody else holds it.
    """
    if reviews.hand_back(tx, found.id, now, holder_id):
        offer_to_go_on(tx, found.id, now)
        write(tx, found, running.texts.say(text, found.channel), now)


def leave(tx: Tx, running: Assistant, account_id: int, now: datetime, by: str, address: str | None = None) -> None:
    """Hand back all that somebody holds who is signed in nowhere any more; `by` is who saw to that."""
    if staff.is_here(tx, account_id, now):
        return
    ended = [one for one in reviews.held_by(tx, account_id) if _end(tx, running, one, account_id, now)]
    for conversation in ended:  # last: it keeps others from being recorded until the end
        detail = {"holder": account_id, "because": "signed out"}
        audit.record(tx, by, "handed back", now, subject=conversation, detail=detail, address=address)


def _end(tx: Tx, running: Assistant, conversation: str, holder_id: int, now: datetime) -> bool:
    """Hand one back; False when it was erased, handed back or taken over meanwhile."""
    try:
        lock_conversation(tx, conversation)
    except UnknownConversation:
        return False
    found = conversations.find(tx, conversation)
    if found is None or reviews.of(tx, conversation).holder_id != holder_id:
        return False
    hand_back(tx, running, found, holder_id, now)
    return True


def end_abandoned(tx: Tx, running: Assistant, conversation: str, now: datetime) -> bool:
    """Hand one back whose holder is gone or leaves the person without an answer; False: that is not so any more."""
    try:
        lock_conversation(tx, conversation)
    except UnknownConversation:
        return False
    found = conversations.find(tx, conversation)
    left = reviews.abandoned(tx, now, running.clinic.take_over.patience, 1, conversation)
    if found is None or not left:
        return False
    (one,) = left
    hand_back(tx, running, found, one.holder_id, now, "handed_back_unanswered")
    detail = {"holder": one.holder_id, "because": "signed out" if one.gone else "no answer"}
    audit.record(tx, "system", "handed back", now, subject=conversation, detail=detail)
    return True
