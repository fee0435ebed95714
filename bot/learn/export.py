"""From open corrections to a file that can be reviewed: scrubbed, without what is there already."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from bot.clinic.calendar import local
from bot.clinic.scrubbing import Doubt, KnownWords, Names, scrub
from bot.context import Assistant
from bot.learn.files import Folders, examples, folded, stamp, written
from bot.learn.intents import CRISIS, rasa_intent
from bot.store import corrections, drafts, people
from bot.store.booking_rows import PREFIX
from bot.store.corrections import Open
from bot.store.engine import Tx
from bot.store.sql import lock_name


@dataclass(frozen=True)
class LeftOut:
    """A correction that is not exported; `code` is a Doubt's, or: there already, elsewhere (under another
    intent), both (corrected in two ways).
    """

    correction: Open
    code: str
    words: str = ""


@dataclass
class Export:
    """What would be exported: corrections by intent and line, and what is left out."""

    lines: dict[str, dict[str, list[Open]]] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)

    @property
    def ids(self) -> list[int]:
        return [one.id for lines in self.lines.values() for ones in lines.values() for one in ones]

    @property
    def size(self) -> int:
        """How many examples it has."""
        return sum(map(len, self.lines.values()))

    def content(self, name: str) -> str:
        """The file's content."""
        return written(name, self.lines)


class NothingToExport(Exception):
    """No open correction can be exported."""


def prepare(tx: Tx, folders: Folders) -> Export:
    """What an export would hold now. Raises FileProblem: the training data cannot be read."""
    trained, known = _training(folders.nlu, stamp(folders.nlu))
    export, names = Export(), dict[str, Names]()
    for one in corrections.to_export(tx):
        if one.conversation_id not in names:
            names[one.conversation_id] = names_of(tx, one.conversation_id)
        _add(export, one, names[one.conversation_id], known, trained)
    _drop_contradictions(export)
    return export


@lru_cache(maxsize=2)
def _training(nlu: Path, _stamp: object) -> tuple[Mapping[str, str], KnownWords]:
    """The intents of all examples by their folded words, and the words that are everyday ones in them."""
    trained = {folded(text): intent for text, intent in examples(nlu)}
    return trained, KnownWords.of(text for text, _ in examples(nlu, adopted=False))


def _add(export: Export, one: Open, names: Names, known: KnownWords, trained: Mapping[str, str]) -> None:
    if one.crisis != "none" or one.intent == CRISIS:
        export.left_out.append(LeftOut(one, "danger"))
        return
    line = scrub(one.wording or one.text, names, known, PREFIX, one.question, vouched=one.wording is not None)
    if isinstance(line, Doubt):
        export.left_out.append(LeftOut(one, line.code, line.words))
        return
    there = trained.get(folded(line))
    if there is not None:
        code = "there" if there == rasa_intent(one.intent) else "elsewhere"
        export.left_out.append(LeftOut(one, code, there if code == "elsewhere" else ""))
        return
    lines = export.lines.setdefault(one.intent, {})
    same = next((known_line for known_line in lines if folded(known_line) == folded(line)), line)
    lines.setdefault(same, []).append(one)


def _drop_contradictions(export: Export) -> None:
    """The same words under two intents teach neither."""
    places: dict[str, list[tuple[str, str]]] = {}
    for intent, lines in export.lines.items():
        for line in lines:
            places.setdefault(folded(line), []).append((intent, line))
    clashes = [found for found in places.values() if len(found) > 1]
    for found in clashes:
        told = ", ".join(intent for intent, _ in found)
        for intent, line in found:
            export.left_out += [LeftOut(one, "both", told) for one in export.lines[intent].pop(line)]
    export.lines = {intent: lines for intent, lines in export.lines.items() if lines}


def names_of(tx: Tx, conversation_id: str) -> Names:
    """The names that a conversation's people are known by, also from a draft that came to nothing."""
    facts = drafts.load(tx, conversation_id).body.get("facts") or {}
    person, clinician = people.person_of(tx, conversation_id), people.clinician_of(tx, conversation_id)
    return Names(
        _texts(facts.get("name"), person and person.name),
        _texts(facts.get("clinician_name"), clinician and clinician.name),
        _texts(facts.get("clinician_practice"), clinician and clinician.practice),
    )


def _texts(*values: object) -> tuple[str, ...]:
    return tuple({value: None for value in values if isinstance(value, str) and value})


def write(running: Assistant, folders: Folders, record: Callable[[Tx, str, int], None]) -> str:
    """Write what can be exported now, and return the export's name; `record` notes it, with the number of examples.

    Raises:
        NothingToExport: there is nothing.
        FileProblem: the training data cannot be read.
        OSError: the file cannot be written; nothing was changed.
    """
    made: str | None = None
    try:
        with running.store.begin() as tx:
            lock_name(tx, "learn")
            export = prepare(tx, folders)
            if not export.ids:
                raise NothingToExport
            name = folders.free_name(f"{local(running.now(), running.clinic.zone):%Y-%m-%d}", corrections.files(tx))
            corrections.mark_exported(tx, export.ids, name)
            record(tx, name, export.size)
            folders.write(name, export.content(name))
            made = name
    except BaseException:
        if made is not None:  # the database did not take it
            folders.path(made).unlink(missing_ok=True)
        raise
    return name
