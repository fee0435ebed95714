"""The widget's files: small, nothing in them that a strict page forbids, and a word for everything in each language."""

from __future__ import annotations

import gzip
import json
import re

import pytest
import yaml

from bot.settings import ROOT
from bot.widget import COLOUR, LANGUAGES, WORDS, _squeezed, script_json
from tests.widget.conftest import Windows, served

FOLDER = ROOT / "bot" / "widget"
SOURCES = {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.js"))}
SOURCE = "\n".join(line for text in SOURCES.values() for line in text.splitlines() if not line.strip().startswith("//"))
FILES = {path: content.decode() for path, content in served().items()}
LIMIT = 10 * 1024
# What a message or a card of the server calls itself; each has a word of that name.
SAID_BY_THE_SERVER = {"you", "assistant", "staff", "booked", "moved", "cancelled"}
NASTY = "A </script><!-- \" ' \\ ` ${clinic} \u2028\u2029 & Clínica __CSS__"


def test_all_of_it_is_at_most_ten_kilobytes() -> None:
    """A browser fetches at most 10 KB for the whole chat, and about half of that for a page on which nobody chats."""
    sizes = {path: len(gzip.compress(content.encode(), 9, mtime=0)) for path, content in FILES.items()}
    assert sum(sizes.values()) <= LIMIT, sizes
    assert sizes["/widget.js"] <= 0.55 * LIMIT, sizes


def test_one_file_brings_the_launcher_and_one_the_chat() -> None:
    """The launcher imports nothing at once, and the chat no further file."""
    assert set(FILES) == {"/widget.js", "/widget/chat.js"}
    assert [found for content in FILES.values() for found in re.findall(r"^import\b.*", content, re.MULTILINE)] == []
    assert FILES["/widget.js"].count("import(") == 1


@pytest.mark.parametrize(
    "construct",
    [
        r"innerHTML|outerHTML|insertAdjacentHTML|srcdoc|document\.write|setHTML|createContextualFragment|DOMParser",
        r"\beval\b|\bFunction\s*\(|set(?:Timeout|Interval)\(\s*['\"`]",
        r"setAttribute\(\s*['\"]style|\bcssText\b|createElement\(\s*['\"](?:style|script|link|iframe)|el\('(?:style|script)",
        r"sessionStorage|indexedDB|\bcookie\b|\bcaches\b|postMessage\([^)]*['\"]\*",
        r"https?://(?!www\.w3\.org/2000/svg|\\S)[\w.-]+\.\w+",
    ],
    ids=["markup", "code from text", "inline style", "other storage", "other servers"],
)
def test_nothing_that_a_strict_page_forbids(construct: str) -> None:
    """No markup or code is made of text, no style is set inline, nothing else is stored, nobody else is asked."""
    found = [match.group() for content in FILES.values() for match in re.finditer(construct, content)]
    assert found == []


def test_only_the_token_is_stored() -> None:
    """Local storage is touched by the one key of the token only."""
    touched = re.findall(r"localStorage.{5}", SOURCE)
    assert len(touched) == 3
    assert set(touched) == {"localStorage[key]"}


def test_every_word_is_used_and_every_used_word_is_there() -> None:
    """The words of widget.yml, those that are sent along, and those that the sources name are the same."""
    texts = yaml.safe_load((ROOT / "data" / "texts" / "widget.yml").read_text(encoding="utf-8"))["widget"]
    assert sorted(texts) == sorted(WORDS)
    named = set(re.findall(r"\bsay(?: = |: )'(\w+)'", SOURCE))
    named |= set(re.findall(r"\b(?:ask|number|notice)\('(\w+)'", SOURCE))
    assert named - {"title"} <= set(WORDS)
    quoted = set(re.findall(r"'(\w+)'", SOURCE)) | SAID_BY_THE_SERVER
    assert set(WORDS) - quoted == set()


def test_every_word_is_there_in_every_language() -> None:
    """Each text has an English and a Spanish form, and they differ."""
    texts = yaml.safe_load((ROOT / "data" / "texts" / "widget.yml").read_text(encoding="utf-8"))["widget"]
    for word, forms in texts.items():
        assert set(forms) == set(LANGUAGES.values()), word
        assert forms["web"] != forms["es"], word
    assert all(len(forms) == len(LANGUAGES) and all(forms) for forms in sent_along()["words"].values())


def test_numbers_of_the_clinic_are_in_the_words() -> None:
    """Where help is stands in the launcher's own file, so it can be said when the server is gone."""
    for words in zip(*(sent_along()["words"][word] for word in ("unavailable", "slim")), strict=True):
        assert all(number in " ".join(words) for number in ("310-270-0625", "911", "988"))


def test_texts_cannot_break_out_of_the_script() -> None:
    """Whatever stands in a text, the served file holds it as one literal, and gives it back unchanged."""
    content = served(name=NASTY)["/widget.js"].decode()
    assert not re.search(r"</|<!--|\u2028|\u2029", content.splitlines()[0])
    assert sent_along(content)["name"] == NASTY
    assert json.loads(script_json(NASTY)) == NASTY


async def test_texts_with_signs_of_code_show_as_they_are(windows: Windows) -> None:
    """A real browser runs the file with such texts in it and shows them."""
    window = await windows.at(files=served(name=NASTY))
    await window.open()
    assert await window.part("h2").text_content() == NASTY


@pytest.mark.parametrize(
    ("line", "squeezed"),
    [
        ("const a = {b: 1, c: [d, e]}", "const a={b:1,c:[d,e]}"),
        ("say('a : b = c', x => x)", "say('a : b = c',x=>x)"),
        (r"say('it\'s, well', 1)", r"say('it\'s, well',1)"),
        ("say(`a : ${b + c} d`, 1)", "say(`a : ${b + c} d`,1)"),
        ("text.replace(/[ :]a/g, '')", "text.replace(/[ :]a/g,'')"),
        ("text.replace(/ : /g, '')", "text.replace(/ : /g, '')"),
        ("const half = all / 2 + more", "const half = all / 2 + more"),
    ],
)
def test_spaces_go_only_where_they_mean_nothing(line: str, squeezed: str) -> None:
    """Strings, templates and expressions keep theirs; what may be a division or an expression is left alone."""
    assert _squeezed(line) == squeezed


@pytest.mark.parametrize("name", SOURCES)
def test_sources_can_be_squeezed_line_by_line(name: str) -> None:
    """No string goes over several lines, no comment follows code, no sign meets its like over a space."""
    for number, line in enumerate(SOURCES[name].splitlines(), 1):
        bare = line.strip()
        if bare.startswith("//"):
            continue
        assert line.count("`") % 2 == 0, f"{name}:{number}"
        assert not re.search(r"[^:'\\?]//|/\*", bare), f"{name}:{number}"
        assert not re.search(r"\+ \+|- -|['\"`] ?\+\+", bare), f"{name}:{number}"


def test_colour_can_be_read_by_the_browser() -> None:
    """The colour that holds when a page names none is a plain one."""
    assert re.fullmatch(r"#[0-9a-f]{6}", COLOUR)


def sent_along(content: str = FILES["/widget.js"]) -> dict[str, object]:
    """What the launcher knows of the clinic."""
    return json.loads(content.splitlines()[0].removeprefix("const clinic="))
