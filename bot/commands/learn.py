"""`python -m bot learn`: export corrections, throw an export away, compare with it, adopt it."""

from __future__ import annotations

from typing import IO

from bot.commands.errors import CommandError
from bot.context import Assistant, assistant
from bot.learn import export
from bot.learn.files import FileProblem, Folders
from bot.store import audit, corrections
from bot.store.engine import Tx


def run(act: str, name: str | None, out: IO[str]) -> None:
    """Do one step; `name` is an export's, such as 2026-11-28-1.

    Raises:
        CommandError: it cannot be done; the message says why.
    """
    running = assistant()
    running.store.migrate()
    folders = Folders.of(running.settings)
    try:
        if act == "export":
            _export(running, folders, out)
        elif name is None:
            raise CommandError(f"`learn {act}` needs the name of an export, such as 2026-11-28-1")
        else:
            _discard(running, folders, name, out)
    except (FileProblem, OSError) as error:
        raise CommandError(str(error)) from error


def _export(running: Assistant, folders: Folders, out: IO[str]) -> None:
    with running.store.read() as tx:
        left_out = export.prepare(tx, folders).left_out
    try:
        name = export.write(
            running, folders, lambda tx, name, size: _note(running, tx, "exported corrections", name, examples=size)
        )
        out.write(f"{folders.path(name)} is written. Read it line by line before anything else.\n")
    except export.NothingToExport:
        out.write("There is nothing to export.\n")
    for one in left_out:  # no words of a person on a terminal
        out.write(f"left out: message {one.correction.message_id}, {one.correction.intent}: {one.code}\n")


def _discard(running: Assistant, folders: Folders, name: str, out: IO[str]) -> None:
    path = folders.path(name)
    if not path.exists():
        raise CommandError(f"there is no export {name}")
    with running.store.begin() as tx:
        again = corrections.reopen(tx, name)
        _note(running, tx, "threw an export away", name)
        path.unlink()
    out.write(f"{name} is gone; {again} corrections are open again.\n")


def _note(running: Assistant, tx: Tx, action: str, name: str, **detail: object) -> None:
    audit.record(tx, "system", action, running.now(), subject=f"export:{name}", detail=detail or None)
