"""The chat widget of the website, as the files that a browser fetches. They are made once, when the server starts.

The sources are plain JavaScript and CSS. There is no build: what is served has the clinic's words put in, so that the
widget can speak when the server is gone, and leaves out comments, indentation and spaces between signs.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from bot.clinic.profile import Clinic
from bot.clinic.texts import Texts

LANGUAGES = {"en": "web", "es": "es"}  # of the widget's words, and their form in data/texts/widget.yml
COLOUR = "#14606b"
WORDS = (  # noqa: SIM905  a list would take a line for each
    "launch unread unavailable automated more close messages intro urgent readers slim quick_book quick_how"
    " quick_cost person call text input send you assistant staff writing slow with_person offline again ended end"
    " end_sure end_no end_failed ended_here booked moved cancelled minutes reference calendar change"
).split()

_NEEDLESS_BREAK = re.compile(r"(?<=[{(\[])\n|,?\n(?=[])}])|(?<=,)\n")
_HERE = Path(__file__).resolve().parent
_QUOTED = re.compile(r"'(?:\\.|[^'\\])*'|`[^`]*`|/(?:\\.|\[[^]]*\]|[^/\\ ])+/[gi]*")
_QUOTED_OR_SPACED = re.compile(rf"({_QUOTED.pattern})| *([][{{}}(),:;?=<>&|!*+-]) *")


def widget_files(texts: Texts, clinic: Clinic) -> dict[str, bytes]:
    """What is served under which path: `/widget.js`, and what it imports when the chat is first needed.

    All of it is JavaScript in UTF-8, and the same for everybody.

    Raises:
        TextError: a text of the widget is missing.
    """
    facts, resources = clinic.clinic, clinic.resources
    numbers = (facts.phone, resources.emergency, resources.lifeline, resources.text_line)
    profile = {
        "name": facts.name,
        "colour": COLOUR,
        "phone": facts.phone,
        "emergency": resources.emergency,
        "lifeline": resources.lifeline,
        "texted": resources.text_line,
        "numbers": "|".join(re.escape(number) for number in numbers),
        "languages": list(LANGUAGES),
        "words": {word: [texts.say(f"widget.{word}", form) for form in LANGUAGES.values()] for word in WORDS},
    }
    launcher = _script("widget.js").replace("__CSS__", script_json(_css())).replace("__CLINIC__", script_json(profile))
    # One request brings the whole chat, so its modules are put together, the imported one first.
    chat = _script("talk.js").replace("export ", "") + _script("panel.js")
    return {"/widget.js": launcher.encode(), "/widget/chat.js": chat.encode()}


def script_json(value: object) -> str:
    """JSON that is one JavaScript expression wherever it stands: no line separators, nothing that ends a script."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _script(name: str) -> str:
    lines = (line.strip() for line in (_HERE / name).read_text(encoding="utf-8").splitlines())
    kept = "\n".join(_squeezed(line) for line in lines if line and not line.startswith(("//", "import ")))
    return _NEEDLESS_BREAK.sub("", kept) + "\n"


def _squeezed(line: str) -> str:
    """The line without needless spaces; one with a division, which is hard to tell from an expression, stays."""
    return line if "/" in _QUOTED.sub("", line) else _QUOTED_OR_SPACED.sub(lambda found: found[1] or found[2], line)


def _css() -> str:
    text = re.sub(r"/\*.*?\*/", "", (_HERE / "widget.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"(?<=:)\s+|\s*([{};,])\s*|\s+(?=\s)", r"\1", text).replace(";}", "}").strip()
