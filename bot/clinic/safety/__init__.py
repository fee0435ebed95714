"""Cries for help: how much danger a message shows (docs/safety.md).

One pure function, for every channel and for the model. It reads rules from data/safety; a learnt model may
raise what it finds, never lower it.
"""

from __future__ import annotations

import logging
from traceback import extract_tb

from bot.clinic.safety.check import Finding, Kind, check, is_spanish, without_idioms
from bot.clinic.safety.loading import SafetyDataError
from bot.clinic.safety.patterns import Level

__all__ = ["Finding", "Kind", "Level", "SafetyDataError", "check", "check_or_resources", "is_spanish", "without_idioms"]

_log = logging.getLogger(__name__)


def check_or_resources(text: str) -> Finding:
    """`check`, but failing closed: if it raises, the answer is a risk, so that the resources are shown."""
    try:
        return check(text)
    except Exception as error:
        # Where, but not what: the text of an error may quote the message
        place = extract_tb(error.__traceback__)[-1]
        _log.error("the safety check failed: %s in %s:%s", type(error).__name__, place.name, place.lineno)
        return Finding(Level.risk, "check-failed", spanish=False)
