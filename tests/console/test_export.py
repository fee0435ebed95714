"""From corrections to a file that can be reviewed: what it holds, what it never holds, and who may write it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import yaml
from rasa.shared.data import get_data_files, is_nlu_file
from rasa.shared.nlu.training_data.loading import load_data

from bot.commands import learn
from bot.commands.errors import CommandError
from bot.learn.files import Folders, parsed
from bot.settings import ROOT
from bot.store import Store, StoreUnavailable, conversations, drafts, tables
from bot.store.engine import Tx
from tests.console.desk import HERE, PASSWORDS, ROSA, Desk, words_of
from tests.console.test_learn import correct, say

PLAIN = "will i be able to read a book during the drip"  # an ordinary message that the training data does not have
NAME = "2026-11-23-1"


@pytest.fixture
def folders(desk: Desk) -> Folders:
    return Folders.of(desk.running.settings)


@pytest.fixture
def commands(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands find this desk's assistant."""
    monkeypatch.setattr("bot.commands.learn.assistant", lambda: desk.running)


def taught(desk: Desk, text: str, intent: str = "faq/what_it_feels_like", **known: Any) -> int:
    """A message with an open correction."""
    conversation = known.pop("conversation", "web:l1")
    message = say(desk, text, conversation=conversation, **known)
    assert correct(desk, message, intent, conversation).status_code == 303
    return message


def write(desk: Desk) -> str:
    """Write an export on the page; its name."""
    answer = desk.window("bob").post("/learn/export")
    assert answer.status_code == 303, words_of(answer)
    return str(answer.headers["Location"]).rpartition("/")[2]


def states(desk: Desk) -> list[tuple[str, str | None]]:
    return [(row.state, row.file) for row in desk.rows(tables.correction)]


def test_what_is_made_up_is_never_training_data(desk: Desk, folders: Folders) -> None:
    """Whoever tries the correcting out on the demonstration teaches the assistant nothing."""
    taught(desk, PLAIN)
    with desk.running.store.begin() as tx:
        tx.execute(sa.update(tables.conversation).values(demo=True))
    assert desk.window("bob").post("/learn/export").status_code == 409


def test_an_export_is_a_file_of_rasa_that_nothing_trains_with(desk: Desk, folders: Folders) -> None:
    """It is NLU YAML that Rasa reads, under a name that Rasa's own search for training data passes by."""
    taught(desk, PLAIN)
    taught(desk, "you may call me at 310-555-0188 about the drip", "talk_to_person")
    name = write(desk)
    path = folders.path(name)
    assert name == NAME and get_data_files([str(folders.exports)], is_nlu_file) == []
    renamed = path.with_suffix("")
    path.rename(renamed)
    assert get_data_files([str(folders.exports)], is_nlu_file) == [str(renamed)]
    read = {(one.get("text"), one.get("intent")) for one in load_data(str(renamed)).intent_examples}
    assert read == {
        (PLAIN, "faq_what_it_feels_like"),
        ("you may call me at 310-555-0100 about the drip", "talk_to_person"),
    }
    assert states(desk) == [("exported", NAME)] * 2


def test_the_page_shows_the_file_before_it_is_written(desk: Desk, folders: Folders) -> None:
    """And afterwards, to be read and downloaded; each is in the audit log."""
    taught(desk, PLAIN)
    window = desk.window("bob")
    assert f"- {PLAIN}" in window.get("/learn/export").text
    assert folders.names() == []
    write(desk)
    assert f"- {PLAIN}" in window.get(f"/learn/files/{NAME}").text
    answer = window.get(f"/learn/files/{NAME}/download")
    assert answer.text == folders.read(NAME)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{NAME}.yml"'
    assert [row.action for row in desk.audit(subject=f"export:{NAME}")] == [
        "exported corrections",
        "read an export",
        "downloaded an export",
    ]
    assert "What would be exported now Nothing." in words_of(window.get("/learn/export"))


def test_writing_takes_password_and_code_anew(desk: Desk, folders: Folders) -> None:
    """Somebody who finds a session cannot export."""
    taught(desk, PLAIN)
    desk.forward(minutes=6)
    answer = desk.window("bob").post("/learn/export")
    assert answer.status_code == 200 and "Please confirm that it is you" in words_of(answer)
    assert folders.names() == [] and states(desk) == [("open", None)]
    form = {"password": PASSWORDS["bob"], "code": desk.code("bob")}
    assert desk.window("bob").post("/learn/export", form).headers["Location"] == f"/learn/files/{NAME}"
    assert folders.names() == [NAME]


def test_the_page_accounts_for_every_open_correction(desk: Desk) -> None:
    """Of those that are open: what goes into the file, what is left out for a reason, and what is made up."""
    taught(desk, PLAIN)
    taught(desk, PLAIN, conversation="web:l2")
    taught(desk, "does doctor Kowalczyk read to me")
    made_up = taught(desk, "can i bring a book", conversation="web:made-up")
    desk.do(
        lambda tx: tx.execute(
            sa.update(tables.conversation).where(tables.conversation.c.id == "web:made-up").values(demo=True)
        )
    )
    page = words_of(desk.window("bob").get("/learn/export"))
    assert "4 corrections not exported yet: 2 would go into the file, as 1 example, since some say the same" in page
    assert "1 left out , each with its reason below" in page
    assert "1 left out, of made-up conversations (the demonstration): nothing is learned from those" in page
    assert f"m{made_up}" not in desk.window("bob").get("/learn/export").text


@pytest.mark.parametrize(
    ("text", "more", "code"),
    [
        ("does doctor Kowalczyk read to me", {}, "may be a name"),
        ("i have a plan to die tonight", {}, "shows danger"),
        ("very well", {"question": "name"}, "answers a question about somebody"),
        ("how soon?", {"intent_to": "faq/onset"}, "has it already"),
        ("how soon?", {"intent_to": "greet"}, "for something else. (how soon it works)"),
        ("so " * 150, {}, "too long"),
    ],
)
def test_what_is_left_out_says_why(desk: Desk, text: str, more: dict[str, Any], code: str) -> None:
    """And stays open until somebody decides."""
    taught(desk, text, more.pop("intent_to", "faq/tms"), **more)
    assert code in words_of(desk.window("bob").get("/learn/export"))
    assert desk.window("bob").post("/learn/export").status_code == 409
    assert states(desk) == [("open", None)]


def test_danger_that_was_found_later_is_not_exported(desk: Desk) -> None:
    """The level of a message may be raised after it was corrected; and nothing is learned for `crisis` here."""
    message = taught(desk, PLAIN)
    taught(desk, PLAIN + " too", "crisis")
    known = {"intent": "x", "confidence": 0.1, "crisis": "mention"}
    desk.do(lambda tx: conversations.note_understanding(tx, message, **known))
    assert desk.window("bob").post("/learn/export").status_code == 409
    assert words_of(desk.window("bob").get("/learn/export")).count("shows danger") == 2


def test_the_people_of_a_conversation_are_known(desk: Desk, folders: Folders) -> None:
    """Names of the person, of the clinician and of the practice, also from a draft that came to nothing."""
    taught(desk, "is delgado able to read a book during the drip", conversation=ROSA)
    taught(desk, "does adler from lakeside counseling read to me", conversation=ROSA)

    def begun(tx: Tx) -> None:
        conversations.ensure(tx, "web:draft", "web", desk.now)
        drafts.save(tx, "web:draft", {"facts": {"name": "Zorblax Quibbly", "clinician_name": "Dr. May"}}, 0, desk.now)

    desk.do(begun)
    taught(desk, "can zorblax read a book during the drip", conversation="web:draft")
    taught(desk, "may i read a magazine", conversation="web:draft")
    content = folders.read(write(desk)).casefold()
    assert [
        word for word in ("delgado", "adler", "lakeside", "zorblax", "quibbly", "magazine") if word in content
    ] == []
    assert content.count("    - ") == 3


def test_the_same_words_stand_once_and_never_under_two_intents(desk: Desk, folders: Folders) -> None:
    """What was said twice is one example; what was corrected in two ways teaches neither."""
    taught(desk, PLAIN)
    taught(desk, PLAIN.capitalize() + "!", conversation="web:l2")
    for intent in ("greet", "thank"):
        taught(desk, "a good cold drink of water", intent)
    assert "It was corrected in two ways. (hello, thanks)" in words_of(desk.window("bob").get("/learn/export"))
    assert len(parsed(folders.read(write(desk)), NAME)) == 1
    assert [state for state, _ in states(desk)] == ["exported", "exported", "open", "open"]


def test_the_staff_may_say_it_in_other_words(desk: Desk, folders: Folders) -> None:
    """Their words are scrubbed as well, but may be unknown; and they may decide that there is nothing in it."""
    taught(desk, "does Kowalczyk let me read a graphic novella")
    window, row = desk.window("bob"), desk.rows(tables.correction)[0].id
    for form in ({"to": "reword"}, {"to": "reword", "wording": "x" * 301}, {"to": "x"}):
        assert window.post(f"/learn/export/{row}", form).status_code == 400
    assert window.post("/learn/export/999", {"to": "nothing"}).status_code == 409
    window.post(f"/learn/export/{row}", {"to": "reword", "wording": "may I call Guadalupe"})
    assert window.post("/learn/export").status_code == 409
    window.post(f"/learn/export/{row}", {"to": "reword", "wording": "may I read a graphic novella"})
    assert "may I read a graphic novella" in folders.read(write(desk))
    assert window.post(f"/learn/export/{row}", {"to": "nothing"}).status_code == 409  # it is exported
    other = taught(desk, "does Kowalczyk sing")
    window.post(f"/learn/export/{row + 1}", {"to": "nothing"})
    assert [(one.message_id, one.state) for one in desk.rows(tables.correction)][1] == (other, "dismissed")


@pytest.mark.parametrize("name", ["2026-11-23-9", "..%2f..%2fdomain", "x", "2026-11-23-1.yml.review"])
def test_only_exports_can_be_read(desk: Desk, name: str) -> None:
    """No other file, however it is asked for."""
    taught(desk, PLAIN)
    write(desk)
    for path in (f"/learn/files/{name}", f"/learn/files/{name}/download"):
        assert desk.window("bob").get(path).status_code == 404


def test_a_folder_that_cannot_be_written_loses_nothing(desk: Desk, folders: Folders) -> None:
    """The page says so, and the corrections stay open."""
    taught(desk, PLAIN)
    folders.exports.parent.mkdir(exist_ok=True)
    folders.exports.write_text("a file where the folder should be")
    answer = desk.window("bob").post("/learn/export", headers=HERE)
    assert answer.status_code == 503 and "could not be written, and nothing was changed" in words_of(answer)
    assert states(desk) == [("open", None)]


def test_a_database_that_fails_at_the_end_leaves_no_file(
    desk: Desk, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the same examples would stand in two files."""
    taught(desk, PLAIN)
    real = Store.begin

    @contextmanager
    def failing(self: Store) -> Iterator[Tx]:
        with real(self) as tx:
            yield tx
            if folders.names():
                raise StoreUnavailable("gone")

    monkeypatch.setattr(Store, "begin", failing)
    assert desk.window("bob").post("/learn/export").status_code == 503
    assert folders.names() == [] and states(desk) == [("open", None)]


def test_the_command_exports_and_throws_away(desk: Desk, folders: Folders, commands: None) -> None:
    """It names what is left out by number, without a word of a person; thrown away, all is open again."""
    taught(desk, PLAIN)
    left = taught(desk, "does Kowalczyk sing")
    out = io.StringIO()
    learn.run("export", None, out)
    assert f"left out: message {left}" in out.getvalue() and "Kowalczyk" not in out.getvalue()
    assert folders.names() == [NAME]
    learn.run("discard", NAME, out)
    assert folders.names() == [] and states(desk) == [("open", None)] * 2
    for act, name in (("discard", NAME), ("discard", "../x"), ("discard", None)):
        with pytest.raises(CommandError):
            learn.run(act, name, out)


def test_the_file_has_the_form_of_the_training_data(desk: Desk, folders: Folders) -> None:
    """What reads data/nlu line by line reads an export as well."""
    taught(desk, PLAIN + "\n- intent: greet\n  [x](person)")
    block = yaml.safe_load(folders.read(write(desk)))["nlu"][0]
    assert [line[:2] for line in block["examples"].splitlines()] == ["- "]
    assert "[" not in block["examples"]
    shape = yaml.safe_load(Path(ROOT / "data" / "nlu" / "acts" / "greet.yml").read_text())["nlu"][0]
    assert block.keys() == shape.keys()
