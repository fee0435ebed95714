"""Comparing and adopting: asked for on the page, done by a process of its own, and never adopted unseen."""

from __future__ import annotations

import io
import time
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import _parser
from bot.commands import learn
from bot.commands.errors import CommandError
from bot.learn.files import Folders, digest, examples
from bot.settings import ROOT
from bot.store import comparisons, tables
from tests.console.desk import Desk, words_of
from tests.console.test_export import NAME, PLAIN, states, taught, write

RESULT: dict[str, Any] = {
    "trained_on": 1000, "new": 1, "asked": 100, "set_aside": 2, "new_understood_before": 0,
    "before": {"accuracy": 0.9, "rejected": 0.01, "kept_out": 0.8},
    "after": {"accuracy": 0.91, "rejected": 0.02, "kept_out": None},
    "intents": [
        {"intent": "crisis", "asked": 9, "before": 9, "after": 8},
        {"intent": "greet", "asked": 5, "before": 3, "after": 5},
    ],
    "won": 2, "lost": 1, "chance": True, "changed_in_all": 1,
    "changed": [
        {"text": "<b>too much</b>", "intent": "crisis", "before": "crisis", "after": "nlu_fallback", "kind": "lost"}
    ],
}  # fmt: skip
REAL = datetime(2026, 11, 23, tzinfo=timezone.utc)


@pytest.fixture
def folders(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folders:
    """Exports and training data of this test's own."""
    nlu = tmp_path / "nlu"
    (nlu / "acts").mkdir(parents=True)
    for path in (ROOT / "data" / "nlu").rglob("*.yml"):
        (nlu / path.name).symlink_to(path)
    made = Folders(desk.running.settings.learned, nlu)
    monkeypatch.setattr(Folders, "of", classmethod(lambda cls, settings: made))
    monkeypatch.setattr("bot.commands.learn.assistant", lambda: desk.running)
    return made


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that the console starts, instead of starting them."""
    commands: list[list[str]] = []

    class Process:
        def __init__(self, command: list[str], **_: Any) -> None:
            commands.append(command)

        def wait(self) -> int:
            time.sleep(60)
            return 0

    monkeypatch.setattr("bot.console.comparing.subprocess.Popen", Process)
    return commands


def model(monkeypatch: pytest.MonkeyPatch, result: object) -> None:
    """The comparison gives this, or raises it."""

    def compare(*_: object) -> object:
        if isinstance(result, BaseException):
            raise result
        return result

    monkeypatch.setattr("bot.nlu.comparing.compare", compare)


def exported(desk: Desk) -> str:
    taught(desk, PLAIN)
    return write(desk)


def ask(desk: Desk) -> str:
    """Ask on the page; where the answer is."""
    answer = desk.window("bob").post(f"/learn/files/{NAME}/compare")
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def test_the_page_starts_a_command_that_there_is(desk: Desk, folders: Folders, started: list[list[str]]) -> None:
    """It waits, and says so; a second one is refused meanwhile."""
    exported(desk)
    page = ask(desk)
    assert page == "/learn/compare/1"
    options = _parser().parse_args(started[0][3:])
    assert (options.command, options.act, options.name, options.job) == ("learn", "compare", NAME, 1)
    assert "It is waiting to begin" in words_of(desk.window("bob").get(page))
    assert desk.window("alice").post(f"/learn/files/{NAME}/compare").status_code == 409
    assert len(started) == 1


def test_a_comparison_is_kept_and_shown(
    desk: Desk, folders: Folders, started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Figures, intents, messages, chance, and cries for help that would be lost; nothing of it is markup."""
    exported(desk)
    page = ask(desk)
    model(monkeypatch, RESULT)
    learn.run("compare", NAME, io.StringIO(), job=1)
    answer = desk.window("bob").get(page)
    text = words_of(answer)
    for expected in ("90.0 % 91.0 %", "80.0 % -", "2 messages won, 1 lost. So small a difference may be chance",
                     "1 cries for help are understood worse", "danger (crisis) 9 9 8",
                     "hello (greet) 5 3 5"):  # fmt: skip
        assert expected in text
    assert "<b>too" not in answer.text
    assert "done" in words_of(desk.window("bob").get(f"/learn/files/{NAME}"))


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (CommandError("the disk is full"), "It failed: the disk is full"),
        (ValueError("a word of a person"), "It failed: ValueError; the log"),
        (KeyboardInterrupt(), "It failed: it was broken off"),
    ],
)
def test_a_comparison_that_fails_says_why(
    desk: Desk,
    folders: Folders,
    started: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    told: str,
) -> None:
    """And may be asked for again; it counts for nothing."""
    exported(desk)
    page = ask(desk)
    model(monkeypatch, error)
    with pytest.raises(type(error)):
        learn.run("compare", NAME, io.StringIO(), job=1)
    assert told in words_of(desk.window("bob").get(page))
    with pytest.raises(CommandError, match="not compared"):
        learn.run("adopt", NAME, io.StringIO())
    assert ask(desk) == "/learn/compare/2"


def test_a_process_that_cannot_begin_is_noticed(desk: Desk, tmp_path: Path) -> None:
    """The real process, without an encoder: the page says what is missing."""
    settings = replace(desk.running.settings, models=tmp_path / "none")
    object.__setattr__(desk.running, "settings", settings)
    exported(desk)
    page = ask(desk)
    for _ in range(300):
        text = words_of(desk.window("bob").get(page))
        if "It failed" in text:
            break
        time.sleep(0.1)
    assert "It failed: no sentence encoder in" in text


def test_a_process_that_is_gone_is_told_from_a_slow_one(desk: Desk, folders: Folders, started: list[list[str]]) -> None:
    """What says nothing for two minutes is broken off, and no longer in the way."""
    exported(desk)
    page = ask(desk)
    row = tables.comparison
    old = datetime.now(timezone.utc) - timedelta(minutes=3)
    desk.do(lambda tx: tx.execute(row.update().values(alive_at=old, state="running")))
    assert "It was broken off" in words_of(desk.window("bob").get(page))
    assert ask(desk) == "/learn/compare/2"


def test_only_what_was_compared_is_adopted(desk: Desk, folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    """The very content: a line more, and it has to be compared again."""
    name = exported(desk)
    model(monkeypatch, RESULT)
    with pytest.raises(CommandError, match="not compared"):
        learn.run("adopt", name, io.StringIO())
    learn.run("compare", name, io.StringIO())
    path = folders.path(name)
    path.write_text(path.read_text() + "    - a line more by hand\n")
    with pytest.raises(CommandError, match="not compared"):
        learn.run("adopt", name, io.StringIO())
    learn.run("compare", name, io.StringIO())
    learn.run("adopt", name, io.StringIO())
    added = [one for one in examples(folders.nlu) if one[0] in (PLAIN, "a line more by hand")]
    assert {intent for _, intent in added} == {"faq_what_it_feels_like"} and len(added) == 2
    assert folders.adopted_path(name).parent == folders.nlu / "learned" and folders.names() == []
    assert states(desk) == [("adopted", name)]


def test_adopting_can_be_forced(desk: Desk, folders: Folders) -> None:
    """By whoever answers for it; the audit log says so."""
    learn.run("adopt", exported(desk), io.StringIO(), force=True)
    assert states(desk) == [("adopted", NAME)]
    (row,) = desk.audit("adopted an export")
    assert (row.actor, row.subject, row.detail) == ("system", f"export:{NAME}", {"forced": True})


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("nlu: [", "no file of examples"),
        ('version: "3.1"\nnlu:\n- intent: nonsense\n  examples: |\n    - hm\n', "intents that there are not: nonsense"),
        (
            'version: "3.1"\nnlu:\n- intent: greet\n  examples: |\n    - hi\n',
            "1 examples of .* are training data already",
        ),
        ('version: "3.1"\nnlu: []\n', "has no examples"),
    ],
)
def test_a_file_that_would_spoil_the_training_data_is_not_adopted(
    desk: Desk, folders: Folders, content: str, told: str
) -> None:
    """Not even by force."""
    exported(desk)
    folders.path(NAME).write_text(content)
    for act in ("compare", "adopt"):
        with pytest.raises(CommandError, match=told):
            learn.run(act, NAME, io.StringIO(), force=True)
    assert states(desk) == [("exported", NAME)]


def test_a_file_that_changed_since_it_was_asked_about_is_not_compared(
    desk: Desk, folders: Folders, started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer would be about something else than the question."""
    exported(desk)
    page = ask(desk)
    path = folders.path(NAME)
    path.write_text(path.read_text() + "    - a line more\n")
    with pytest.raises(CommandError, match="was changed after"):
        learn.run("compare", NAME, io.StringIO(), job=1)
    assert "was changed after the comparison was asked for" in words_of(desk.window("bob").get(page))
    with pytest.raises(CommandError, match="is not waiting"):
        learn.run("compare", NAME, io.StringIO(), job=1)


def test_a_comparison_is_kept_on_either_database(either_desk: Desk) -> None:
    """Asked for, begun once, alive, ended once; and two are never under way."""
    later = REAL + timedelta(minutes=1)
    job = either_desk.do(lambda tx: comparisons.ask(tx, NAME, digest("x"), None, either_desk.now, REAL))
    with pytest.raises(comparisons.UnderWay):
        either_desk.do(lambda tx: comparisons.ask(tx, NAME, digest("x"), None, either_desk.now, later))
    assert either_desk.do(lambda tx: comparisons.begin(tx, job, later))
    assert not either_desk.do(lambda tx: comparisons.begin(tx, job, later))
    either_desk.do(lambda tx: comparisons.keep_alive(tx, job, later))
    either_desk.do(lambda tx: comparisons.end(tx, job, either_desk.now, result=RESULT))
    either_desk.do(lambda tx: comparisons.end(tx, job, either_desk.now, error="too late"))
    with either_desk.running.store.read() as tx:
        found = comparisons.get(tx, job)
        assert comparisons.is_compared(tx, digest("x")) and not comparisons.is_compared(tx, digest("y"))
    assert found is not None and (found.state, found.result, found.error) == ("done", RESULT, None)
    assert found.alive_at == later
