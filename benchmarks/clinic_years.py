"""Two busy years of a clinic, made up: what the console is measured on. Always the same rows, by a seed."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
import yaml

from bot.clinic.profile import Outcome
from bot.settings import ROOT
from bot.store import Store, tables
from bot.store.funnel import place

DAYS = 730
LONG = 200  # messages of the one transcript that is measured
LONG_ID = "web:long"
BATCH = 20_000  # rows of one statement
LOST = 100  # one in so many texts does not arrive
SYLLABLES = ("ba", "do", "fe", "gi", "ho", "ja", "ke", "li", "mo", "nu", "pa", "ri", "so", "tu", "va", "we", "xi", "yo")
TAGS = [f"tag {number}" for number in range(40)]
KINDS = ("callback", "screening", "booking_trouble", "change", "clinician")

Row = dict[str, Any]


def fill(store: Store, now: datetime, conversations: int, messages: int, accounts: list[int]) -> None:
    """Write the rows into a migrated database without conversations; `accounts` look after some of them."""
    years = Years(now, conversations, messages, accounts)
    for table, rows in years.rows():
        with store.begin() as tx:
            for batch in _batches(rows):
                tx.execute(sa.insert(table), batch)
    with store.begin() as tx:
        _count_on(tx)


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _count_on(tx: Any) -> None:
    """PostgreSQL's counters go on after the rows, which brought their ids along."""
    if tx.dialect.name == "postgresql":
        for table in tables.metadata.sorted_tables:
            if table.primary_key.columns.keys() == ["id"] and isinstance(table.c.id.type, sa.BigInteger):
                last = f"(SELECT coalesce(max(id), 0) + 1 FROM {table.name})"  # noqa: S608  ours alone
                tx.execute(sa.text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), {last}, false)"))


def sentences() -> tuple[list[str], list[str], list[str]]:
    """What people write, with its intents, and what the assistant says."""
    said, intents = [], []
    for path in sorted((ROOT / "data" / "nlu").rglob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            lines = [line[2:] for line in block["examples"].splitlines()]
            said += lines
            intents += [block["intent"]] * len(lines)
    replies: list[str] = []
    for path in sorted((ROOT / "data" / "texts").rglob("*.yml")):
        replies += [text for text in _texts(yaml.safe_load(path.read_text(encoding="utf-8"))) if len(text) > 30]
    return said, intents, replies


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, (dict, list)):
        for part in node.values() if isinstance(node, dict) else node:
            yield from _texts(part)


class Years:
    """The rows of all tables, in an order that references allow."""

    def __init__(self, now: datetime, conversations: int, messages: int, accounts: list[int]) -> None:
        self.now, self.accounts = now, accounts
        self.clinician: dict[int, int] = {}  # ids, by the conversation's number
        self.dice = random.Random(7)
        self.numbers = range(conversations)
        self.booked = list(self.some(0.15))
        self.screened = sorted({*self.some(0.3), *self.booked})
        self.said, self.intents, self.replies = sentences()
        lengths = [max(2, int(self.dice.lognormvariate(2, 0.8))) for _ in range(conversations)]
        scale = (messages - LONG) / sum(lengths[1:])
        self.lengths = [math.ceil(length * scale) for length in lengths]
        self.lengths[0] = LONG
        begun = sorted(self.dice.uniform(0, DAYS) ** 1.1 / DAYS**0.1 for _ in lengths)  # days ago; busier of late
        self.begun = [now - timedelta(days=days, minutes=5) for days in begun]

    def rows(self) -> Iterator[tuple[sa.Table, Iterator[Row]]]:
        yield tables.conversation, self.conversations()
        yield tables.message, self.messages()
        yield tables.person, self.people()
        yield tables.treating_clinician, self.clinicians()
        yield tables.consent, self.consents()
        yield tables.screening, self.screenings()
        yield tables.booking, self.bookings()
        yield tables.follow_up, self.follow_ups()
        yield tables.crisis_event, self.crises()
        yield tables.review, self.reviews()
        yield tables.tag, self.tags()
        yield tables.outbox, self.texts()
        yield tables.delivery, self.deliveries()
        yield tables.opt_out, self.opt_outs()

    def name(self, number: int) -> str:
        return LONG_ID if number == 0 else f"{'sms' if self.texts_in(number) else 'web'}:{number * 7919 % 10_000_019:x}"

    def texts_in(self, number: int) -> bool:
        return number % 10 in (3, 6, 9)

    def phone(self, number: int) -> str:
        return f"+1{2_135_550_000 + number * 7}"

    def word(self) -> str:
        return "".join(self.dice.choices(SYLLABLES, k=3)).capitalize()

    def some(self, share: float) -> Iterator[int]:
        """Numbers of conversations, this share of all."""
        return (number for number in self.numbers if self.dice.random() < share)

    def conversations(self) -> Iterator[Row]:
        steps = dict.fromkeys(self.some(0.5), "screening")
        steps |= {**dict.fromkeys(self.screened, "eligible"), **dict.fromkeys(self.booked, "booked")}
        for number, begun in enumerate(self.begun):
            yield {
                "id": self.name(number),
                "channel": "sms" if self.texts_in(number) else "web",
                "started_at": begun,
                "last_at": min(begun + timedelta(seconds=20 * self.lengths[number]), self.now),
                "paused": number < 9,
                "progress": place(steps.get(number, "began")),
                "asked": self.dice.random() < 0.6,
                "phone": self.phone(number) if self.texts_in(number) else None,
            }

    def messages(self) -> Iterator[Row]:
        identity = 0
        for number in range(len(self.begun) - 1, -1, -1):
            for position in range(self.lengths[number]):
                identity += 1
                at = self.begun[number] + timedelta(seconds=20 * position)
                yield self.message(identity, number, position, at)

    def message(self, identity: int, number: int, position: int, at: datetime) -> Row:
        comes_in = position % 2 == 0
        row: Row = {
            "id": identity,
            "conversation_id": self.name(number),
            "direction": "in" if comes_in else "out",
            "at": at,
            "text": self.dice.choice(self.replies),
            "intent": None,
            "confidence": None,
        }
        if comes_in:
            first, second = (int(len(self.said) * self.dice.random() ** 2) for _ in range(2))
            text = self.said[first] if self.dice.random() < 0.6 else f"{self.said[first]} {self.said[second]}"
            text = f"{text} {self.word()}" if self.dice.random() < 0.2 else text
            row |= {"text": text, "intent": self.intents[first], "confidence": min(0.99, self.dice.gauss(0.85, 0.2))}
        return row

    def people(self) -> Iterator[Row]:
        for count, number in enumerate(self.some(0.35), start=1):
            name = f"{self.word()} {self.word()}"
            yield {
                "id": count,
                "conversation_id": self.name(number),
                "name": name,
                "phone": self.phone(number),
                "email": f"{name.replace(' ', '.').lower()}@example.com",
                "created_at": self.begun[number],
            }

    def clinicians(self) -> Iterator[Row]:
        for count, number in enumerate(self.screened[::2], start=1):
            self.clinician[number] = count
            yield {
                "id": count,
                "conversation_id": self.name(number),
                "name": f"{self.word()} {self.word()}",
                "role": "psychiatrist",
                "phone": self.phone(number),
                "status": "to_call" if number < 500 else "spoken",
                "created_at": self.begun[number],
            }

    def consents(self) -> Iterator[Row]:
        for number in self.clinician:
            yield {
                "conversation_id": self.name(number),
                "kind": "contact_clinician",
                "granted": True,
                "wording_version": "1",
                "wording": "May we contact your clinician?",
                "at": self.begun[number],
            }

    def screenings(self) -> Iterator[Row]:
        for number in self.screened:
            yield {
                "conversation_id": self.name(number),
                "at": self.begun[number],
                "outcome": self.dice.choice(list(Outcome)).value,
                **{name: [] for name in ("notes", "rule_ids", "reasons", "answers")},
                "rules_version": "1",
            }

    def bookings(self) -> Iterator[Row]:
        for count, number in enumerate(self.booked, start=1):
            starts_at = self.begun[number] + timedelta(days=self.dice.randint(1, 14))
            past = "completed" if self.dice.random() < 0.9 else "no_show"
            state = "booked" if starts_at > self.now else past
            yield {
                "id": count,
                "public_id": f"booking-{count}",
                "reference": f"KC-{count:06}",
                "consultant_id": "consultations",
                "conversation_id": self.name(number),
                "treating_clinician_id": self.clinician.get(number),
                "channel": "web",
                "starts_at": starts_at,
                "ends_at": starts_at + timedelta(minutes=30),
                "state": "cancelled" if self.dice.random() < 0.2 else state,
                "notes": [],
                "created_at": self.begun[number],
                "updated_at": self.begun[number],
            }

    def follow_ups(self) -> Iterator[Row]:
        for count, number in enumerate(self.some(0.1), start=1):
            yield {
                "id": count,
                "conversation_id": self.name(number),
                "kind": self.dice.choice(KINDS),
                "reasons": [],
                "state": "open" if number < 1500 else "done",
                "created_at": self.begun[number],
                "updated_at": self.begun[number],
            }

    def crises(self) -> Iterator[Row]:
        for count, number in enumerate(self.some(0.03), start=1):
            yield {
                "id": count,
                "conversation_id": self.name(number),
                "channel": "web",
                "level": self.dice.choice(("mention", "mention", "risk", "imminent")),
                "rule_id": "rule",
                "at": self.begun[number],
                "acknowledged_at": None if number < 500 else self.begun[number],
            }

    def reviews(self) -> Iterator[Row]:
        for number in self.some(0.7):
            if number > 300:
                yield {
                    "conversation_id": self.name(number),
                    "state": "flagged" if self.dice.random() < 0.03 else "reviewed",
                    "assignee_id": self.dice.choice(self.accounts) if self.dice.random() < 0.1 else None,
                    "updated_at": self.begun[number] + timedelta(hours=3),
                }

    def tags(self) -> Iterator[Row]:
        for number in self.some(0.2):
            name = TAGS[int(len(TAGS) * self.dice.random() ** 3)]
            yield {"conversation_id": self.name(number), "name": name}

    def texts(self) -> Iterator[Row]:
        count = 0
        for number, begun in enumerate(self.begun):
            for position in range(self.lengths[number] // 2 if self.texts_in(number) else 0):
                count += 1
                failed, at = self.dice.random() < 0.002, begun + timedelta(seconds=40 * position)
                yield {
                    "id": count,
                    "dedupe_key": f"text-{count}",
                    "kind": "reply",
                    "conversation_id": self.name(number),
                    "recipient": self.phone(number),
                    "body": "",
                    "state": "failed" if failed else "sent",
                    "due_at": at,
                    "next_at": at,
                    "created_at": at,
                    "undelivered_at": at if failed or count % LOST == 0 else None,
                    "provider_id": f"SM{count}",
                }

    def deliveries(self) -> Iterator[Row]:
        count = 0
        for number, begun in enumerate(self.begun):
            for _ in range(self.lengths[number] // 2 if self.texts_in(number) else 0):
                count += 1
                status = "undelivered" if count % LOST == 0 else "delivered"
                yield {"id": count, "outbox_id": count, "provider_id": f"SM{count}", "status": status, "at": begun}

    def opt_outs(self) -> Iterator[Row]:
        for count, number in enumerate(self.some(0.02), start=1):
            yield {
                "id": count,
                "address": self.phone(number),
                "out": True,
                "source": "keyword",
                "at": self.begun[number],
            }
