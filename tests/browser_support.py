"""A real Chromium for the tests that need one, and axe-core to look for barriers in its pages."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.async_api import Browser, Page, async_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome")
# WCAG 2.2 A and AA, and what axe-core calls best practice
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def find_chromium() -> str | None:
    """The program's path, None when this machine has none."""
    return next((found for found in map(shutil.which, _NAMES) if found), None)


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Chromium, started once a run. Without one its tests are skipped, but never on CI."""
    program = find_chromium()
    if program is None:
        reason = f"no Chromium on this machine (looked for {', '.join(_NAMES)})"
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        await started.close()


async def find_barriers(page: Page) -> list[str]:
    """What axe-core finds wrong with the page as it stands, a line for each element; shadow roots are looked into."""
    # evaluated and not added as a script, which the page's policy forbids
    await page.evaluate((Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    options = json.dumps({"runOnly": _RULES, "resultTypes": ["violations"]})
    found: dict[str, Any] = await page.evaluate(f"axe.run(document, {options})")
    return [
        f"{violation['id']} ({violation['help']}): {node['target']} {node.get('failureSummary', '')}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
