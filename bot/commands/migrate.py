"""Bring the database up to date."""

from __future__ import annotations

import sys

from bot.context import assistant


def run() -> None:
    """Create or upgrade the tables; one line of progress a step."""
    assistant().store.migrate(lambda line: print(line, file=sys.stderr))  # noqa: T201
