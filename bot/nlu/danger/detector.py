"""How much danger a message shows, by the patterns and by the model: what every channel asks, before Rasa."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from bot.clinic.safety import Finding, Kind, Level, check_or_resources, is_spanish, without_idioms
from bot.nlu.danger.model import DangerModel, Opinion
from bot.nlu.danger.passages import passages
from bot.nlu.encoder.runtime import shared_encoder

logger = logging.getLogger(__name__)
FOLDER = "danger"  # below the folder of the models

# Probabilities from which the model raises what the patterns found. docs/safety.md has what they catch, and what
# false alarms they cost, on writers that the model has not seen.
DANGER_AT = 0.85
IMMINENT_AT = 0.5
MEDICAL_AT = 0.8
OTHER_AT = 0.9  # that it is another person's danger, where the patterns saw some
MENTION_AT = 0.8
TELLING = 4  # words from which on the model alone sees a mention; single words that tell something are patterns
RULE = "model"


class Detector:
    """The patterns and the model of one folder. Without the model the patterns alone decide."""

    def __init__(self, models: Path) -> None:
        self._models = models

    def load(self) -> None:
        """Read rules and model now, instead of at the first message.

        Raises:
            SafetyDataError: data/safety cannot be used.
            DangerModelMissing, EncoderMissing: it was not trained, or the encoder not built.
        """
        look(self._model(), "")

    def look(self, text: str) -> Finding:
        """The danger in a message. Never raises: whatever fails, the patterns' finding stands, or the resources."""
        finding = check_or_resources(text)
        try:
            return self._raised(finding, text)
        except Exception as error:
            # without the message: the text of an error may quote it
            logger.error("The safety model failed: %s", type(error).__name__)
            return finding

    def _raised(self, finding: Finding, text: str) -> Finding:
        """As the model has it; but a figure of speech raises nothing, so what is left must be danger as well."""
        worse = raised(finding, look(self._model(), text), text)
        if worse.level > finding.level and (rest := without_idioms(text)) is not None:
            return min(worse, raised(finding, look(self._model(), rest), text), key=lambda found: found.level)
        return worse

    def _model(self) -> DangerModel:
        return _shared_model(self._models)


def look(model: DangerModel, text: str) -> Opinion:
    """What the model thinks of a message: of each kind the most that any passage shows.

    Where some passages show danger, by them alone: half a doubt about another must not make it worse than it is.
    """
    opinions = model.judge(passages(text))
    grave = [o for o in opinions if o.danger >= min(DANGER_AT, MEDICAL_AT)] or opinions
    return Opinion(*(max(getattr(o, name) for o in grave) for name in Opinion.__dataclass_fields__))


def raised(finding: Finding, opinion: Opinion, text: str) -> Finding:
    """The finding of the patterns, or a worse one where the model is sure of it. Pure."""
    level, kind = _meant(opinion)
    if finding.level >= Level.risk:
        # the model knows nothing of threats: to it, who threatens is the other person in danger
        threatened = finding.kind == "threatened"
        kind = "other" if opinion.third_party >= OTHER_AT and not threatened else finding.kind
    if level is Level.mention and len(text.split()) < TELLING:
        level = Level.none
    if level <= finding.level:
        return finding if finding.level < Level.risk else replace(finding, kind=kind)
    # the model cannot say which words it goes by
    return Finding(level, f"{RULE}-{kind}", finding.spanish or is_spanish(text), kind, named=level >= Level.risk)


def _meant(opinion: Opinion) -> tuple[Level, Kind]:
    if opinion.medical >= MEDICAL_AT:
        return Level.imminent, "medical"
    if opinion.danger >= DANGER_AT:
        kind: Kind = "other" if opinion.third_party > max(opinion.own, opinion.medical) else "self"
        level = Level.imminent if opinion.imminent >= IMMINENT_AT else Level.risk
        return level, kind
    if opinion.danger + opinion.mention >= MENTION_AT:
        return Level.mention, "self"
    return Level.none, "self"


@lru_cache(maxsize=2)
def _shared_model(models: Path) -> DangerModel:
    """One model a process and folder."""
    return DangerModel.load(models / FOLDER, shared_encoder(models / "encoder"))
