"""The intents there are, by their public names (docs/intents.md); Rasa's own names have no slash."""

from __future__ import annotations

from functools import lru_cache

import yaml

from bot.clinic.interview.message import public_intent
from bot.settings import ROOT

OUT_OF_SCOPE, CRISIS = "out_of_scope", "crisis"


@lru_cache(maxsize=1)
def intents() -> tuple[str, ...]:
    """All intents that messages can be given, questions first, in the order of the alphabet."""
    declared = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"]
    return tuple(sorted(map(public_intent, declared), key=lambda name: ("/" not in name, name)))


def rasa_intent(name: str) -> str:
    """The name that the training data uses."""
    return name.replace("faq/", "faq_", 1) if name.startswith("faq/") else name
