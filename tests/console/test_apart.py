"""The console is a process of its own: without Rasa, and without all that makes it large and slow."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot.settings import ROOT

HEAVY = ("rasa", "rasa_sdk", "tensorflow", "sanic", "onnxruntime", "sklearn", "scipy", "keras", "tokenizers", "actions")


@pytest.mark.parametrize("module", ["bot.console", "bot.commands.console"])
def test_the_console_never_imports_rasa(module: str) -> None:
    """Importing and making it in a fresh process brings in nothing of the model and of the website."""
    program = f"""
import sys, importlib
importlib.import_module({module!r})
from bot.console import create_console
from bot.context import assistant
create_console(assistant())
print(sorted({{name.partition(".")[0] for name in sys.modules}} & set({HEAVY!r})))
print(sorted(n for n in sys.modules if n.startswith(("bot.channels", "bot.nlu", "bot.site", "bot.widget"))))
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["[]", "[]"]
