"""The files of data/safety: read strictly, and a slip in one is named."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from bot.clinic.safety.loading import DATA, SafetyDataError, load, rule_book
from bot.clinic.safety.patterns import Level, Message
from bot.clinic.safety.templates import Language, TemplateError

checking = import_module("bot.clinic.safety.check")  # the package's function of that name hides the module

RULE = """
- id: made-up
  level: risk
  kinds: [ideation]
  softened_by: []
  reason: for a test
  templates:
    - purple elephants ~2 (dance|<colour>) !slowly
  unless:
    - circus
"""
VOCABULARY = "colour: >\n  red, (light|dark)? green\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small set of files that loads."""
    kept = tmp_path / "safety"
    shutil.copytree(DATA, kept)
    for path in kept.glob("*.yml"):
        if path.stem not in ("spelling", "vocabulary", "softeners", "combinations"):
            path.unlink()
    (kept / "vocabulary.yml").write_text(VOCABULARY)
    (kept / "softeners.yml").write_text("idioms: []\nsofteners: []\n")
    (kept / "combinations.yml").write_text("clues: []\ncombinations: []\n")
    (kept / "rules.yml").write_text(RULE)
    return kept


def found(folder: Path, text: str) -> list[str]:
    book = load(folder)
    message = Message(book.without_idioms(book.normalise(text)))
    return [hit.rule.id for hit in book.hits(message)]


def test_the_rules_of_the_project_load() -> None:
    """Every file is readable, and every rule has a level, a reason and a name of its own."""
    book = rule_book()
    rules = {sign.rule for signs in book.index.values() for sign in signs}
    assert {rule.level for rule in rules} == set(Level)
    assert len({rule.id for rule in rules}) == len(rules)


def test_every_rule_finds_something() -> None:
    """A rule that no case needs is dead, or its cases are missing."""
    here = Path(__file__).parent
    cases = yaml.safe_load((here / "safety_cases.yml").read_text(encoding="utf-8"))
    book = rule_book()
    used = {
        hit.rule.id
        for kinds in cases.values()
        for texts in kinds.values()
        for text in texts
        for hit in book.hits(Message(book.without_idioms(book.normalise(text))))
    }
    assert {sign.rule.id for signs in book.index.values() for sign in signs} == used


@pytest.mark.parametrize(
    "text",
    [
        "Purple elephants dance",
        "purple elephants in pale red",
        "so purple elephants really light green",
        "purple elephants green",
    ],
)
def test_a_template_matches_its_words_lists_and_gaps(folder: Path, text: str) -> None:
    """Words, choices, lists, options and gaps are read as described."""
    assert found(folder, text) == ["made-up"]


@pytest.mark.parametrize(
    "text",
    [
        "purple elephants",
        "purple elephants dance slowly",
        "purple elephants. They dance",
        "purple elephants in a far away dance",
        "purple elephants do not dance",
        "purple elephants dance in the circus",
        "unpurple elephants dance",
    ],
)
def test_a_template_matches_no_more_than_that(folder: Path, text: str) -> None:
    """Sentences, long gaps, a "not" in a gap, "!" and `unless` stop a match."""
    assert found(folder, text) == []


def test_both_parts_of_a_pair_must_be_in_one_sentence(folder: Path) -> None:
    """`a & b` matches in any order, but not across a full stop."""
    (folder / "rules.yml").write_text(
        RULE.replace("purple elephants ~2 (dance|<colour>) !slowly", "elephants & <colour>")
    )
    assert found(folder, "red are the elephants") == found(folder, "elephants, all of them red") == ["made-up"]
    assert found(folder, "Red. elephants") == []


def test_an_idiom_is_taken_out_before_the_rules_are_read(folder: Path) -> None:
    """A figure of speech leaves a hole that no template reads across."""
    (folder / "softeners.yml").write_text("idioms:\n  - elephants dance\nsofteners: []\n")
    assert found(folder, "purple elephants dance") == []


def test_a_template_may_look_ahead_and_over_a_comma(folder: Path) -> None:
    """`=` asks for what follows without taking it in; `,` is a comma."""
    (folder / "rules.yml").write_text(
        RULE.replace("purple elephants ~2 (dance|<colour>) !slowly", "elephants , dance =(well|$)")
    )
    assert found(folder, "elephants, dance") == found(folder, "elephants, dance well") == ["made-up"]
    assert found(folder, "elephants dance well") == found(folder, "elephants, dance slowly") == []


SOFT = "- {{id: doubt, level: mention, where: {where}, templates: [maybe], unless: [truly]}}"


@pytest.mark.parametrize(
    ("where", "text", "level"),
    [
        ("before", "maybe purple elephants dance", "mention"),
        ("before", "purple elephants dance maybe", "risk"),
        ("before", "truly maybe purple elephants dance", "risk"),
        ("clause", "purple elephants dance maybe", "mention"),
        ("clause", "maybe not, purple elephants dance", "risk"),
        ("clause", "truly maybe purple elephants dance", "risk"),
        ("part", "maybe not, purple elephants dance", "mention"),
        ("part", "maybe not and purple elephants dance", "risk"),
        ("sentence", "maybe not and purple elephants dance", "mention"),
        ("sentence", "Maybe not. Purple elephants dance", "risk"),
    ],
)
def test_a_softener_reaches_as_far_as_it_says(
    folder: Path, monkeypatch: pytest.MonkeyPatch, where: str, text: str, level: str
) -> None:
    """What lowers a match stands before it, in its clause, its part or its sentence."""
    (folder / "softeners.yml").write_text(f"idioms: []\nsofteners:\n  {SOFT.format(where=where)}\n")
    (folder / "rules.yml").write_text(RULE.replace("softened_by: []", "softened_by: [doubt]"))
    (folder / "spelling.yml").write_text(
        (folder / "spelling.yml").read_text().replace("  - maybe\n", "").replace("  - truly\n", "")
    )
    book = load(folder)
    monkeypatch.setattr(checking, "rule_book", lambda: book)
    assert str(checking.check(text).level) == level


COMBINED = """
clues:
  - {id: fate, kinds: [fate], templates: [tonight]}
combinations:
  - {id: both, level: imminent, all: [ideation, fate], within: WITHIN, unless: [circus], reason: for a test}
"""


@pytest.mark.parametrize(
    ("within", "text", "level"),
    [
        ("sentence", "tonight purple elephants dance", "imminent"),
        ("sentence", "Tonight. Purple elephants dance", "risk"),
        ("message", "Tonight. Purple elephants dance", "imminent"),
        ("message", "purple elephants dance", "risk"),
        ("message", "tonight", "none"),
        ("message", "Tonight at the circus. Purple elephants dance", "risk"),
    ],
)
def test_clues_count_together(
    folder: Path, monkeypatch: pytest.MonkeyPatch, within: str, text: str, level: str
) -> None:
    """A clue says nothing alone, and raises what it stands with."""
    (folder / "combinations.yml").write_text(COMBINED.replace("WITHIN", within))
    book = load(folder)
    monkeypatch.setattr(checking, "rule_book", lambda: book)
    assert str(checking.check(text).level) == level


def edit(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / f"{name}.yml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


SOFTENER = "softeners: [{id: one, level: none, where: before, templates: ['(open']}]"
COMBINATION = "combinations: [{id: both, level: risk, all: [ideation, luck], within: message, reason: x}]"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (edit("rules", "<colour>", "<color>"), "rules.yml: made-up.*<color> is not in the vocabulary"),
        (edit("rules", "(dance|", "(dance|("), "rules.yml: made-up.*not closed"),
        (edit("rules", "dance|", "dance||"), "rules.yml: made-up.*empty choice"),
        (edit("rules", "~2", "~9"), "rules.yml: made-up.*gap"),
        (edit("rules", "purple", "PURPLE"), "rules.yml: made-up.*cannot be read"),
        (
            edit("rules", "purple elephants ~2 (dance|<colour>) !slowly", "purple? ~2 <number>"),
            "cannot be left out",
        ),
        (edit("rules", "softened_by: []", "softened_by: [doubt]"), "rules.yml: made-up: no softener doubt"),
        (edit("rules", "level: risk", "level: high"), "rules.yml: 0 > level"),
        (edit("rules", "reason: for a test", "because: for a test"), "rules.yml: 0 > "),
        (edit("rules", "kinds: [ideation]", "kinds: [no]"), "rules.yml: 0 > kinds > 0: str"),
        (edit("rules", "level: risk", "level: risk\n  level: mention"), "rules.yml.*twice: level"),
        (edit("rules", RULE, RULE + RULE), "rules.yml: made-up: this id is taken"),
        (edit("rules", "templates:", "templates"), "rules.yml"),
        (edit("vocabulary", "red,", "<colour>,"), "vocabulary.yml.*colour > colour"),
        (edit("vocabulary", "red,", "red,,"), "vocabulary.yml.*empty template"),
        (edit("softeners", "softeners: []", SOFTENER), "softeners.yml: one.*not closed"),
        (
            edit("combinations", "combinations: []", COMBINATION),
            "combinations.yml: both: no rule or clue of kind luck",
        ),
        (lambda folder: (folder / "spelling.yml").unlink(), "spelling.yml missing"),
    ],
)
def test_a_slip_is_named(folder: Path, change: Callable[[Path], None], message: str) -> None:
    """A file that cannot be used stops the start, and the error says where and why."""
    change(folder)
    with pytest.raises(SafetyDataError, match=f"(?s){message}"):
        load(folder)


def test_a_template_error_shows_the_template() -> None:
    """Who wrote the template sees which one it was."""
    with pytest.raises(TemplateError, match=r"'\(one'"):
        Language({}).read("(one")
