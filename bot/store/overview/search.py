"""What people search for: each word stands in some message, or in the person's name, number or e-mail address.

SQLite knows every part of a word from three characters on, PostgreSQL the beginnings of words. A word that stands in
few messages is looked up; one that stands in very many, or that is too short for the index, is read for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.store.engine import Tx
from bot.store.tables import conversation, message, person

MANY = 2000  # messages, from which on reading the latest conversations is quicker than looking a word up
_SURELY_MANY = 10 * MANY  # expected; without statistics the server guesses some thousands for every word
WORDS = 8  # that are looked for
SHORTEST = 3  # characters that SQLite's index knows
_DIGITS = 4  # from which on a search may be one for a number
_VECTOR = sa.literal_column("to_tsvector('simple', regexp_replace(lower(message.text), '[^[:alnum:]]+', ' ', 'g'))")


@dataclass(frozen=True)
class Found:
    """`narrow`: the conditions leave few conversations, however many there are."""

    conditions: list[Any]
    narrow: bool


def conditions(tx: Tx, words: str) -> Found:
    """What is true of conversations with these words; a number is found in any way of writing it."""
    found = _each_word(tx, words.split()[:WORDS])
    digits = re.sub(r"\D", "", words)
    if len(digits) < _DIGITS or re.search(r"[^\W\d]", words):
        return found
    numbers = _with_number(tx, digits)
    if numbers is None:
        return found
    return Found([sa.or_(_among(tx, numbers), sa.and_(*found.conditions))], found.narrow)


def _each_word(tx: Tx, words: list[str]) -> Found:
    rare: set[str] | None = None
    others = []
    for word in words:
        known = _look_up(tx, word)
        if known is None:
            others.append(_reads(tx, word))
        else:
            rare = known if rare is None else rare & known
    if rare is None:
        return Found(others, narrow=False)
    return Found([_among(tx, rare), *others], narrow=True)


def _among(tx: Tx, ids: set[str]) -> Any:
    """One of these conversations; in one parameter, since there may be thousands."""
    if tx.dialect.name == "postgresql":
        return conversation.c.id == sa.func.any(sa.cast(sa.literal(sorted(ids), sa.ARRAY(sa.Text)), sa.ARRAY(sa.Text)))
    listed = sa.func.json_each(sa.literal(sorted(ids), sa.JSON)).table_valued("value")
    return conversation.c.id.in_(sa.select(listed.c.value))


def _look_up(tx: Tx, word: str) -> set[str] | None:
    """The conversations with a word, by the index; None: it does not know it, or there are too many."""
    messages = _postgres(tx, word) if tx.dialect.name == "postgresql" else _sqlite(tx, word)
    if messages is None:
        return None
    found = _first(tx, messages)
    if len(found) > MANY:
        return None
    people = list(tx.execute(_people(tx, word).limit(MANY + 1)).scalars())
    if len(people) > MANY:
        return None
    texting = _with_number(tx, word) if re.fullmatch(rf"\+?\d{{{_DIGITS},}}", word) else set()
    return None if texting is None else {*found, *people, *texting}


def _first(tx: Tx, messages: Any) -> list[str]:
    if tx.dialect.name == "sqlite":
        return list(tx.execute(messages.limit(MANY + 1)).scalars())
    # the planner does not know how few these are, and working out every message's words would take minutes
    tx.execute(sa.text("SET LOCAL enable_seqscan = off"))
    found = list(tx.execute(messages.limit(MANY + 1)).scalars())
    tx.execute(sa.text("SET LOCAL enable_seqscan = on"))
    return found


def _sqlite(tx: Tx, word: str) -> Any:
    if len(word) < SHORTEST:
        return None
    matching = _matching("message_words", word)
    if len(tx.execute(matching.limit(MANY + 1)).all()) > MANY:  # before as many messages are fetched in vain
        return None
    return sa.select(message.c.conversation_id).where(message.c.id.in_(matching))


def _matching(index: str, word: str) -> Any:
    quoted = '"' + word.replace('"', '""') + '"'
    matches = sa.text(f"{index} MATCH :{index}").bindparams(**{index: quoted})
    return sa.select(sa.literal_column("rowid")).select_from(sa.text(index)).where(matches)


def _postgres(tx: Tx, word: str) -> Any:
    """By the beginning of the last of its parts, as in "rosa_del"; the parts before it are whole words."""
    parts = sa.func.regexp_replace(word.lower(), "[^[:alnum:]]+", " ", "g")
    query = tx.execute(sa.select(sa.cast(sa.func.plainto_tsquery("simple", parts), sa.Text))).scalar_one()
    if not query:
        return None
    matches = _VECTOR.op("@@")(sa.cast(f"{query}:*", _TsQuery()))
    if _expected(tx, matches) > _SURELY_MANY:
        return None
    return sa.select(message.c.conversation_id).where(matches, _has(message.c.text, word))


def _expected(tx: Tx, matches: Any) -> int:
    """In about how many messages the server expects this, by its statistics: the index would go through all of them."""
    query = sa.select(message.c.id).where(matches).compile(dialect=tx.dialect)
    plan = tx.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {query}", query.params).scalar_one()
    return int(plan[0]["Plan"]["Plan Rows"])


class _TsQuery(sa.types.UserDefinedType):  # type: ignore[type-arg]  # generic in the stubs, not at run time
    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "tsquery"


def _people(tx: Tx, word: str) -> Any:
    ids = sa.select(person.c.conversation_id)
    if tx.dialect.name == "sqlite":
        return ids.where(person.c.id.in_(_matching("person_words", word)))
    # in one go, since without an index it is what takes longest; no word has a line break
    return ids.where(_has(sa.func.concat_ws("\n", person.c.name, person.c.phone, person.c.email), word))


def _with_number(tx: Tx, digits: str) -> set[str] | None:
    """The conversations of people with this in their number; None: there are too many."""
    given = sa.select(person.c.conversation_id).where(person.c.phone.contains(digits))
    texting = sa.select(conversation.c.id).where(
        conversation.c.phone.is_not(None), conversation.c.phone.contains(digits)
    )
    found = set(tx.execute(sa.union(given, texting).limit(MANY + 1)).scalars())
    return None if len(found) > MANY else found


def _reads(tx: Tx, word: str) -> Any:
    """The same without an index."""
    said = (message.c.conversation_id == conversation.c.id) & _has(message.c.text, word)
    named = (person.c.conversation_id == conversation.c.id) & _named(word)
    return sa.or_(_exists(tx, said), _exists(tx, named), _has(conversation.c.phone, word))


def _exists(tx: Tx, what: Any) -> Any:
    """For one conversation after the other.

    PostgreSQL takes every word for rare, and would first look for it in all messages; an offset, though of none, keeps
    it from that.
    """
    query = sa.select(sa.literal(1)).where(what)
    return sa.exists((query.offset(0) if tx.dialect.name == "postgresql" else query).correlate(conversation))


def _named(word: str) -> Any:
    return sa.or_(_has(person.c.name, word), _has(person.c.phone, word), _has(person.c.email, word))


def _has(column: Any, word: str) -> Any:
    if word.upper() == word.lower():  # a number, which needs no folding, and folding is most of the work
        return column.contains(word, autoescape=True)
    return sa.func.lower(column).contains(word.lower(), autoescape=True)
