"""`python -m bot learn`: export corrections, throw an export away, compare with it, adopt it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timezone
from threading import Event, Thread
from typing import IO, Any

from bot.commands.errors import CommandError, is_plain
from bot.context import Assistant, assistant
from bot.learn import export
from bot.learn.files import FileProblem, Folders, digest, examples, new_examples
from bot.store import audit, comparisons, corrections
from bot.store.engine import Tx
from bot.store.errors import StoreError
from bot.store.sql import lock_name

ALIVE_SECONDS = 20.0


def run(act: str, name: str | None, out: IO[str], *, job: int | None = None, force: bool = False) -> None:
    """Do one step; `name` is an export's, such as 2026-11-28-1.

    `job` is a comparison that the console has asked for; `force` adopts what was not compared.

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
        elif act == "compare":
            _compare(running, folders, name, job, out)
        elif act == "adopt":
            _adopt(running, folders, name, out, force=force)
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


def _compare(running: Assistant, folders: Folders, name: str, job: int | None, out: IO[str]) -> None:
    content = folders.read(name)
    with running.store.begin() as tx:
        if job is None:
            try:
                job = comparisons.ask(tx, name, digest(content), None, running.now(), _real())
            except comparisons.UnderWay:
                raise CommandError("another comparison is under way; wait until it is done") from None
        if not comparisons.begin(tx, job, _real()):
            raise CommandError(f"the comparison {job} is not waiting")
        _note(running, tx, "compared an export", name, comparison=job)
    try:
        with _kept_alive(running, job):
            result = _compared(running, folders, name, content, job)
    except BaseException as error:
        with running.store.begin() as tx:
            comparisons.end(tx, job, running.now(), error=_told(error))
        raise
    with running.store.begin() as tx:
        comparisons.end(tx, job, running.now(), result=result)
    before, after = result["before"]["accuracy"], result["after"]["accuracy"]
    out.write(f"right of {result['asked']} held-out messages: {before} without, {after} with {name}\n")
    out.write(f"won {result['won']}, lost {result['lost']}{', which may be chance' if result['chance'] else ''}\n")
    out.write(f"everything: {running.settings.console_url}/learn/compare/{job}\n")


def _compared(running: Assistant, folders: Folders, name: str, content: str, job: int) -> dict[str, Any]:
    from bot.nlu.comparing import compare
    from bot.nlu.encoder.runtime import shared_encoder

    with running.store.read() as tx:
        asked = comparisons.get(tx, job)
    if asked is None or asked.digest != digest(content) or asked.file != name:
        raise FileProblem(f"{name} was changed after the comparison was asked for; ask again")
    new = new_examples(content, name, folders.nlu)
    return compare(list(examples(folders.nlu)), new, shared_encoder(running.settings.encoder), _say)


@contextmanager
def _kept_alive(running: Assistant, job: int) -> Iterator[None]:
    """Say again and again that somebody is at work, so that a dead process is told from a slow one."""
    done = Event()

    def go_on() -> None:
        while not done.wait(ALIVE_SECONDS):
            with suppress(StoreError), running.store.begin() as tx:
                comparisons.keep_alive(tx, job, _real())

    thread = Thread(target=go_on, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _adopt(running: Assistant, folders: Folders, name: str, out: IO[str], *, force: bool) -> None:
    content, target = folders.read(name), folders.adopted_path(name)
    new_examples(content, name, folders.nlu)
    with running.store.begin() as tx:
        lock_name(tx, "learn")
        if not force and not comparisons.is_compared(tx, digest(content)):
            raise CommandError(
                f"{name}, as it is now, was not compared; `python -m bot learn compare {name}`, or --force"
            )
        corrections.mark_adopted(tx, name)
        _note(running, tx, "adopted an export", name, forced=force)
        folders.adopt(name, content)
    out.write(f"{target} is training data now; `python -m bot train` trains with it.\n")


def _told(error: BaseException) -> str:
    """Why it failed, for the page: what is no one's words but ours."""
    if isinstance(error, (KeyboardInterrupt, SystemExit)):
        return "it was broken off"
    if isinstance(error, FileProblem) or (isinstance(error, Exception) and is_plain(error)):
        return str(error)
    return f"{type(error).__name__}; the log of the console says more"


def _real() -> datetime:
    return datetime.now(timezone.utc)


def _say(line: str) -> None:
    print(f"{line} ...", file=sys.stderr, flush=True)  # noqa: T201


def _note(running: Assistant, tx: Tx, action: str, name: str, **detail: object) -> None:
    audit.record(tx, "system", action, running.now(), subject=f"export:{name}", detail=detail or None)
