"""Rasa graph component: contact details in a message, as entities, by the same readers that the dialogue uses."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.clinic.contacts import read_contacts
from bot.clinic.interview.facts import as_facts

# Fields of the reader, as entity and role: whose phone it is, is the role.
_ENTITIES = {
    "name": ("person", "patient"),
    "phone": ("phone_number", "patient"),
    "email": ("email_address", "patient"),
    "clinician_name": ("person", "clinician"),
    "clinician_role": ("profession", None),
    "clinician_practice": ("practice", None),
    "clinician_phone": ("phone_number", "clinician"),
    "clinician_email": ("email_address", "clinician"),
    "clinician_fax": ("phone_number", "clinician_fax"),
    "clinician_npi": ("npi", None),
}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ContactExtractor(GraphComponent, EntityExtractorMixin):
    """Sets entities with normalised values (phones in E.164), read without knowing what was asked."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ContactExtractor:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            found = as_facts(read_contacts(message.get(TEXT) or "", None))
            entities = [
                {"entity": entity, "role": role, "value": found[name], "extractor": type(self).__name__}
                for name, (entity, role) in _ENTITIES.items()
                if name in found
            ]
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        return messages
