"""What Rasa's graph components with a model of ours have in common: how it is made, kept in the archive and loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from typing_extensions import Self

from bot.nlu.encoder.runtime import SentenceEncoder, shared_encoder
from bot.settings import Settings


class Model(Protocol):
    """A model over the sentence encoder."""

    def __init__(self, encoder: SentenceEncoder) -> None: ...

    def save(self, folder: Path) -> None:
        """Write it into a folder that exists."""

    @classmethod
    def load(cls, folder: Path, encoder: SentenceEncoder) -> Self:
        """Read it from there."""


M = TypeVar("M", bound=Model)


class ModelComponent(GraphComponent, Generic[M]):
    """A component that trains one model, of the class that it names, and asks it."""

    model_class: ClassVar[type[Model]]

    def __init__(self, model: M, storage: ModelStorage, resource: Resource) -> None:
        self._model = model
        self._storage = storage
        self._resource = resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        return cls(cls.model_class(shared_encoder(Settings.read().encoder)), model_storage, resource)  # type: ignore[arg-type]

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Self:
        with model_storage.read_from(resource) as folder:
            model = cls.model_class.load(folder, shared_encoder(Settings.read().encoder))
        return cls(model, model_storage, resource)  # type: ignore[arg-type]

    def keep(self) -> Resource:
        """Write the trained model into the archive."""
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource
