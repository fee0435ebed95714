"""What is settled outside the chat means that a chat which was in the middle of it no longer asks."""

from __future__ import annotations

from datetime import datetime

from bot.clinic.interview.draft import Draft
from bot.store import drafts
from bot.store.engine import Tx


def drop_open_change(tx: Tx, conversation_id: str, booking_id: int, now: datetime) -> bool:
    """Let a conversation no longer ask whether to move or cancel a booking that was just moved or cancelled elsewhere.

    Otherwise a later yes would act on a question whose time is not true any more, and a no would hear that
    the appointment stays where it no longer is. An open question about the person's safety stays open.

    Returns whether there was such a question. The caller holds the conversation's lock, as whoever has just
    changed its booking does.
    """
    stored = drafts.load(tx, conversation_id)
    draft = Draft.from_json(dict(stored.body))
    if draft.goal not in ("move", "cancel") or draft.booking_id != booking_id:
        return False
    _close(draft)
    drafts.save(tx, conversation_id, draft.to_json(), stored.version, now)
    return True


def drop_open_booking(tx: Tx, conversation_id: str, now: datetime) -> bool:
    """Let a conversation no longer ask for what a consultation needs: the staff have just booked one for it.

    What was answered stays. An open question about the person's safety stays open. Returns whether it was asking; the
    caller holds the conversation's lock.
    """
    stored = drafts.load(tx, conversation_id)
    draft = Draft.from_json(dict(stored.body))
    if draft.goal != "consultation":
        return False
    _close(draft)
    drafts.save(tx, conversation_id, draft.to_json(), stored.version, now)
    return True


def offer_to_go_on(tx: Tx, conversation_id: str, now: datetime) -> None:
    """The staff have written since the open question was put: a plain yes or no is about going on, and no answer to it.

    The caller holds the conversation's lock, as whoever has just handed it back does.
    """
    stored = drafts.load(tx, conversation_id)
    draft = Draft.from_json(dict(stored.body))
    if draft.question in (None, "safe"):
        return
    draft.invitation = "resume"
    drafts.save(tx, conversation_id, draft.to_json(), stored.version, now)


def _close(draft: Draft) -> None:
    draft.goal, draft.stopped = None, False
    draft.booking_id, draft.old_time = None, None
    draft.drop_time()
    draft.day_choices, draft.interrupted = [], None
    if draft.question != "safe":
        draft.question, draft.manner, draft.tries = None, "ask", 0
    if draft.invitation == "resume":
        draft.invitation = None
