"""The documents say what is true: each setting, command and key of the profile is described."""

from __future__ import annotations

import re

import yaml

from bot.__main__ import COMMANDS
from bot.settings import ROOT

DOCS = ROOT / "docs"


def test_every_setting_is_documented() -> None:
    """A BOT_ variable that the code or the set-up reads stands in docs/settings.md, and the other way round."""
    read = set()
    for path in [*(ROOT / "bot").rglob("*.py"), *(ROOT / "tests").rglob("*.py"), ROOT / "scripts" / "setup"]:
        read |= set(re.findall(r"\bBOT_[A-Z]+(?:_[A-Z]+)*\b", path.read_text(encoding="utf-8")))
    documented = set(re.findall(r"`(BOT_[A-Z_]+)`", (DOCS / "settings.md").read_text(encoding="utf-8")))
    assert read == documented


def test_every_command_is_in_the_readme() -> None:
    """Whoever reads the README finds each command of the bot."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if not re.search(rf"python -m bot {name}|make {name}", readme)] == []


def test_every_key_of_the_profile_is_documented() -> None:
    """Each top-level key and each of its parts stands in docs/clinic.md."""
    profile = yaml.safe_load((ROOT / "clinic.yml").read_text(encoding="utf-8"))
    document = (DOCS / "clinic.md").read_text(encoding="utf-8")
    parts = {
        key: [] if isinstance(value, list) or key in ("resources", "consent") else list(value)
        for key, value in profile.items()
    }
    missing = [key for key in parts if key not in document]
    missing += [f"{key}.{part}" for key, inner in parts.items() for part in inner if str(part) not in document]
    assert missing == []


def test_links_between_documents_lead_somewhere() -> None:
    """A link to a file of the project names one that exists."""
    for path in [ROOT / "README.md", *DOCS.glob("*.md")]:
        for target in re.findall(r"\]\((?!http)([^)#]+)\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"
