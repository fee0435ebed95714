"""Actions inside the assistant's process answer Rasa as an action server would."""

from __future__ import annotations

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction

from bot.nlu.in_process import InProcessActions


@pytest.mark.parametrize("answer", [None, {"events": [{"name": "a slot of no event"}]}, {"responses": ["words"]}])
def test_an_answer_of_another_form_is_an_error(answer: object) -> None:
    """Events without their kind and words outside a message are refused before they can do anything."""
    with pytest.raises(ValidationError):
        RemoteAction("action_answer", InProcessActions())._validate_action_result(answer)


def test_an_answer_in_rasas_form_passes() -> None:
    """A slot, a form and some words, as the actions give them."""
    answer = {
        "events": [{"event": "slot", "timestamp": None, "name": "who", "value": "given"}],
        "responses": [{"text": "Hello.", "buttons": [], "custom": {}}],
    }
    assert RemoteAction("action_answer", InProcessActions())._validate_action_result(answer)
