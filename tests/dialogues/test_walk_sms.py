"""Every question by text, with every kind of digression; what is checked stands in walk_steps.py."""

from __future__ import annotations

from tests.dialogues.walk_steps import WalkSteps


class TestByText(WalkSteps):
    channel = "sms"
