"""Danger in other words than the patterns know: a model trained on data/safety/examples beside them.

It may raise what bot.clinic.safety finds, never lower it. It is trained and kept apart from Rasa's model, so that
every channel asks it before Rasa, also while a person of the staff has taken over.
"""

from bot.nlu.danger.detector import Detector
from bot.nlu.danger.model import DangerModel, DangerModelMissing

__all__ = ["DangerModel", "DangerModelMissing", "Detector"]
