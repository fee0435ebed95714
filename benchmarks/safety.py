"""How much danger is found, and how often falsely, by kind: on messages that nothing was made from."""

from __future__ import annotations

from collections.abc import Callable

import yaml

from bot.clinic.safety import Finding, Level, check
from bot.nlu.danger import Detector
from bot.settings import ROOT

UNSEEN = ROOT / "tests" / "nlu" / "danger_unseen.yml"
Look = Callable[[str], Finding]


def table(detector: Detector) -> str:
    """A Markdown table: by label and kind, the share found at each level, and what the patterns alone find."""
    lines = [
        "| label | kind | messages | resources | risk or higher | imminent | patterns alone: resources |",
        "|---|---|---|---|---|---|---|",
    ]
    for label, kinds in yaml.safe_load(UNSEEN.read_text(encoding="utf-8")).items():
        for kind, texts in kinds.items():
            shares = [_share(detector.look, texts, level) for level in (Level.mention, Level.risk, Level.imminent)]
            shares.append(_share(check, texts, Level.mention))
            told = " | ".join(f"{share:.2f}" for share in shares)
            lines.append(f"| {label} | {kind.replace('_', ' ')} | {len(texts)} | {told} |")
    return "\n".join(lines)


def _share(look: Look, texts: list[str], at_least: Level) -> float:
    return sum(look(text).level >= at_least for text in texts) / len(texts)
