"""The log of a message's way: taken in before anything is done with it, and answered in it before anybody sees it."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.channels.danger import Watch
from bot.channels.message import Inbound, Outcome
from bot.channels.said import Said, said_by_actions
from bot.channels.text_body import body_of
from bot.clinic.crisis import whose
from bot.clinic.interview.agreement import calms, denies_safety, names_reason, relieves
from bot.clinic.interview.draft import Draft
from bot.clinic.safety import Finding, Level, check_or_resources
from bot.context import Assistant
from bot.store import choices, conversations, drafts, funnel, opt_outs, outbox, sessions, transcripts
from bot.store.conversations import Reply, Seen
from bot.store.engine import Tx
from bot.store.errors import StoreError

logger = logging.getLogger(__name__)
REPLY_IN_TIME = timedelta(hours=4)  # after which the answer to a text would only puzzle
# Where it still stands on the screen: a mention in one of the two messages before brought the line of resources.
LINE_AGAIN_MESSAGES, LINE_AGAIN_AFTER = 3, timedelta(minutes=30)
OPT_OUT_IN_TIME = timedelta(minutes=5)  # for the one confirmation: 47 CFR 64.1200(a)(12)


@dataclass(frozen=True)
class Taken:
    """A message as it was taken in: `row` is its id in the log, None when the database is down; `seen` what is known
    of it when it came before.
    """

    inbound: Inbound
    finding: Finding
    row: int | None = None
    seen: Seen | None = None

    @property
    def message_id(self) -> str | None:
        """How the dialogue knows it."""
        return None if self.row is None else message_id(self.row)


@dataclass
class Left:
    """What is known of a message that came before and was not answered."""

    said: list[Said] = field(default_factory=list)
    done: bool = False  # nothing more was to come
    late: bool = False  # the conversation has gone on since
    to_staff: bool = False  # and it was a person of the staff who went on


class Log:
    """What the message path reads from the log and writes to it. Its methods wait for the database."""

    def __init__(self, assistant: Assistant, watch: Watch) -> None:
        self._assistant = assistant
        self._watch = watch

    def take_in(self, inbound: Inbound, finding: Finding) -> Taken:
        """Log the message, a choice by its words, and what danger it shows, before anything is done with it."""
        try:
            with self._assistant.store.begin() as tx:
                conversations.ensure(tx, inbound.conversation, inbound.channel, inbound.now, inbound.phone)
                # after that, since the session ends when the conversation is erased: it must not begin again
                if inbound.token is not None and sessions.find(tx, inbound.token, inbound.now) is None:
                    raise sessions.SessionEnded
                known = conversations.seen(tx, inbound.conversation, inbound.client_id)
                if known is not None:
                    text = known.text
                elif inbound.choice is not None:
                    text = choices.chosen(tx, inbound.conversation, *inbound.choice)
                else:
                    text = inbound.text
                if text != inbound.text:
                    inbound, finding = replace(inbound, text=text), self._watch.look(text)
                if known is not None:
                    return Taken(inbound, finding, known.message_id, known)
                draft = _draft(tx, inbound.conversation)
                answers = calms(draft, text, finding.rule_id) or names_reason(draft, text, finding.rule_id)
                if finding.level >= Level.risk and finding.kind != "medical" and relieves(draft, text):
                    finding = replace(finding, level=Level.mention)  # the words stay known to the staff, as news
                elif finding.level >= Level.risk and answers:
                    finding = check_or_resources(text)  # an answer to our own question is read as one
                elif finding.level is Level.risk and (how := denies_safety(draft, text)):
                    # "no, not safe" is a no, whatever else in it speaks of danger: nobody is asked the same again
                    threatened = draft.danger == "threatened" and finding.kind == "self"
                    kind = "threatened" if threatened else finding.kind
                    finding = replace(finding, level=Level.imminent, rule_id=f"safe.{how}", kind=kind)
                finding = whose(draft, finding, text, inbound.now)
                logged = conversations.log_in(
                    tx,
                    inbound.conversation,
                    text,
                    inbound.now,
                    client_id=inbound.client_id,
                    crisis=finding.level.name,
                    question=draft.question,
                )
                if isinstance(logged, Seen):
                    return Taken(inbound, finding, logged.message_id, logged)
                self._watch.record(tx, inbound.conversation, inbound.channel, finding, inbound.now)
                return Taken(inbound, finding, logged)
        except StoreError:
            logger.exception("The message could not be logged.")
            return Taken(inbound, finding)

    def was_told_the_line(self, taken: Taken) -> bool:
        """Whether a mention was answered with the line of resources lately, so that it need not come with each."""
        inbound, row = taken.inbound, taken.row
        if row is None:
            return False
        try:
            with self._assistant.store.read() as tx:
                last = transcripts.last_written(tx, inbound.conversation, row, LINE_AGAIN_MESSAGES)
        except StoreError:
            logger.exception("It is not known whether the line of resources was said.")
            return False
        before = (one for one in last if one.id != row and inbound.now - one.at < LINE_AGAIN_AFTER)
        return any(one.crisis == Level.mention.name for one in before)

    def note_choice(self, inbound: Inbound) -> Level:
        """Record what danger the words of a choice name that was picked by its number, and return its level."""
        finding = check_or_resources(inbound.text)
        try:
            with self._assistant.store.begin() as tx:
                self._watch.record(tx, inbound.conversation, inbound.channel, finding, inbound.now)
        except StoreError:
            logger.exception("What a choice names could not be recorded.")
        return finding.level

    def left_behind(self, inbound: Inbound, logged: Seen) -> Left:
        """What became of a message whose turn ended with its process; everything it did was one with these words."""
        try:
            with self._assistant.store.read() as tx:
                later = transcripts.messages(tx, inbound.conversation, logged.message_id)
        except StoreError:
            logger.exception("It is not known what became of a message.")
            return Left()
        # texts are worked off in order, and what was sent meanwhile, such as a reminder, asks nothing new
        since = [one for one in later if inbound.channel == "web" or one.direction == "in" or one.author is not None]
        if since:
            return Left(late=True, to_staff=since[0].author is not None)
        return self.kept(inbound, logged.message_id)

    def kept(self, inbound: Inbound, row: int) -> Left:
        """What the actions said to a message, kept in the transactions that did what they said."""
        try:
            with self._assistant.store.read() as tx:
                draft = _draft(tx, inbound.conversation)
        except StoreError:
            logger.exception("It is not known what was said to a message.")
            return Left()
        reply = draft.reply_to(message_id(row)) or {"messages": (), "done": False}
        return Left(said_by_actions(reply["messages"]), done=reply["done"])

    def is_untouched(self, inbound: Inbound, row: int) -> bool:
        """Whether no action has written anything for a message: each keeps its words in that same transaction."""
        try:
            with self._assistant.store.read() as tx:
                return _draft(tx, inbound.conversation).reply_to(message_id(row)) is None
        except StoreError:
            logger.exception("It is not known whether anything was done for a message.")
            return False

    def greeting(self, inbound: Inbound) -> list[Said]:
        """Who answers here, for somebody who has not been told yet; the dialogue tells it to everybody else."""
        try:
            with self._assistant.store.begin() as tx:
                stored = drafts.load(tx, inbound.conversation)
                draft = Draft.from_json(dict(stored.body))
                if draft.greeted:
                    return []
                draft.greeted = True
                drafts.save(tx, inbound.conversation, draft.to_json(), stored.version, inbound.now)
        except StoreError:
            logger.exception("It is not known whether somebody was greeted.")
        return [Said(self._assistant.texts.say("greeting", inbound.channel))]

    def answer(self, inbound: Inbound, row: int | None, outcome: Outcome) -> bool:
        """Log what was understood and said, before the person sees it; whether that was possible.

        What leaves as a text is written into the outbox in the same transaction.
        """
        if row is None:
            return False
        understood = outcome.understood
        try:
            with self._assistant.store.begin() as tx:
                conversations.note_understanding(
                    tx,
                    row,
                    intent=understood.intent,
                    confidence=understood.confidence,
                    alternatives=understood.alternatives,
                    crisis=outcome.crisis.name,
                )
                replies = [
                    Reply(said.text, [{"title": choice} for choice in said.choices], said.card)
                    for said in outcome.replies
                ]
                funnel.note_question(tx, inbound.conversation, _open_question(tx, inbound.conversation))
                logged = conversations.log_out(tx, inbound.conversation, replies, inbound.now, reply_to=row)
                if inbound.deliver and logged:
                    _send(tx, inbound, row, logged[0], body_of(outcome.replies))
            return True
        except StoreError:
            # what was done is done and what is said is true; the person must not be left without it
            logger.exception("The replies could not be logged.")
            return False


def _draft(tx: Tx, conversation: str) -> Draft:
    return Draft.from_json(dict(drafts.load(tx, conversation).body))


def _open_question(tx: Tx, conversation: str) -> str | None:
    """Read without the rest of the draft, which another version may have written: no reply is lost for a figure."""
    question = drafts.load(tx, conversation).body.get("question")
    return question if isinstance(question, str) else None


def _send(tx: Tx, inbound: Inbound, row: int, first: int, body: str) -> None:
    assert inbound.phone is not None  # noqa: S101  only what came by text is answered by text
    # To somebody who is out nothing is said but that they are, in answer to their own words.
    out = opt_outs.is_out(tx, inbound.address)
    expires_at = inbound.now + (OPT_OUT_IN_TIME if out else REPLY_IN_TIME)
    outbox.put(
        tx,
        f"reply:{row}",
        "opt_out" if out else "reply",
        inbound.phone,
        body,
        inbound.now,
        inbound.conversation,
        message_id=first,
        expires_at=expires_at,
    )


def message_id(row: int) -> str:
    """How the dialogue knows a logged message."""
    return f"in:{row}"
