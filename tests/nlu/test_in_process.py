"""What actions answer, inside the assistant's process and from an action server."""

from __future__ import annotations

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig

from bot.nlu.in_process import InProcessActions, RecordedActions

SERVER = RemoteAction("action_answer", RecordedActions(EndpointConfig("http://127.0.0.1:5055/webhook")))
INSIDE = RemoteAction("action_answer", InProcessActions())


@pytest.mark.parametrize("answer", [None, {"events": [{"name": "a slot of no event"}]}, {"responses": ["words"]}])
def test_an_answer_of_another_form_is_an_error(answer: object) -> None:
    """Events without their kind and words outside a message are refused before they can do anything."""
    with pytest.raises(ValidationError):
        SERVER._validate_action_result(answer)


def test_an_action_that_is_none_of_ours_is_an_error() -> None:
    """The executor has no answer of an action that it does not know."""
    with pytest.raises(ValidationError):
        INSIDE._validate_action_result(None)


def test_an_answer_in_rasas_form_passes() -> None:
    """A slot, a form and some words, as the actions give them."""
    answer = {
        "events": [{"event": "slot", "timestamp": None, "name": "who", "value": "given"}],
        "responses": [{"text": "Hello.", "buttons": [], "custom": {}}],
    }
    assert SERVER._validate_action_result(answer) and INSIDE._validate_action_result(answer)
