"""What must hold of every text that answers one: rules G1, G5, G10 and G11 of the dialogues."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.channels.message import Outcome
from bot.channels.said import Said
from bot.clinic.safety import Level
from bot.clinic.texting import segments
from bot.commands.talk import state
from bot.context import Assistant
from bot.store import tables
from tests.dialogues.driver import Turn
from tests.sms.out.words import faults
from tests.sms.story import CLINICIAN, NAME, PRACTICE

if TYPE_CHECKING:
    from tests.sms.phone import Line, Phone

# Words that may only be said of a row that is in the database in that state.
_BOOKED = re.compile(r"\b(is booked|are booked|is confirmed|is scheduled|is moved|see you|all set)\b", re.IGNORECASE)
_CANCELLED = re.compile(r"\bis cancelled\b", re.IGNORECASE)
_NEVER = re.compile(
    r"[Pp]ress 3|committed suicide|(?:failed|successful) attempt|you qualify|you will be fine|\bNone\b(?! of these)"
    r"|[{}]|Traceback|faq[/_]|action_|nlu_"
)
# Carriers act on these words, so nobody is asked to text them; the notices about texts themselves must name some.
INVITES = re.compile(
    r"(?<!you )\b(?:reply|text|send|say|write|type|answer)(?: with)? [\"']?(?:yes|cancel|end|help|info|start)\b", re.I
)
_NOTICE = re.compile(r"[Mm]essage and data rates may apply")


def check_answer(line: Line, phone: Phone, row: Any, inbound: str) -> None:
    """Assert the rules of one answer; `inbound` is what the person texted, whose signs may be repeated."""
    body = row.body
    found = segments(body)
    assert row.segments == found.count, body
    assert found.encoding == "GSM-7" or not inbound.isascii(), f"needs twice the segments: {body!r}"
    assert body.strip() == body and body, repr(body)
    assert not re.search(r"\n\s*\n", body), f"a blank line: {body!r}"
    assert not _NEVER.search(body), body
    own = tables.booking.c.conversation_id == phone.conversation
    owner = tables.booking.c.person_id
    mine = line.rows(tables.person, tables.person.c.phone == phone.number)
    rows = line.rows(tables.booking, own) + line.rows(tables.booking, owner.in_([one.id for one in mine]))
    states = {one.state for one in rows}
    assert not _BOOKED.search(body) or "booked" in states, f"nothing is booked: {body}"
    assert not _CANCELLED.search(body) or "cancelled" in states, f"nothing is cancelled: {body}"


def turn_of(line: Line, phone: Phone, inbound: str) -> Turn:
    """The last turn as the rules of all dialogues look at it, from what was logged of it."""
    asked = phone.log("in")[-1]
    replies = [row for row in phone.log("out") if row.reply_to == asked.id]
    said = [Said(row.text, tuple(choice["title"] for choice in row.choices or ()), row.card) for row in replies]
    now = state(line.running, phone.conversation)
    outcome = Outcome(said, crisis=Level[asked.crisis])
    return Turn(inbound, outcome, now["question"], now["screening"], now["booking"], phone.facts, phone.number)


def invites_a_keyword(body: str) -> str | None:
    """What in a text asks for a word on which carriers act."""
    found = INVITES.search(body)
    return found.group() if found and not _NOTICE.search(body) else None


# Names that the tests give to persons, clinicians and practices; a text that nobody asked for has none of them.
NAMES = tuple({*NAME.split(), *CLINICIAN.removeprefix("Dr. ").split(), PRACTICE})


def assert_discreet(running: Assistant) -> None:
    """Assert that nothing in the outbox that the assistant says by itself tells of a drug, a condition or a name."""
    own = tables.outbox.c.kind.not_in(("reply", "alert", "staff"))
    with running.store.read() as tx:
        bodies = list(tx.execute(sa.select(tables.outbox.c.body).where(own)).scalars())
    for body in bodies:
        named = [name for name in NAMES if name.lower() in body.lower()]
        found = [*faults(body), *named]
        assert not found, f"{body!r}: {found}"
