"""Readers of answers: small pure functions, one for each kind of question, from what people write to what they mean.

They prefer None (the bot asks again, with a hint) to a guess: a wrong yes may give a consent or book a time, and a
wrong age turns a person away. All take any text, read its first 1,000 characters in linear time and never raise.
"""

from __future__ import annotations

from bot.clinic.reading.aftermath import (
    after_danger,
    asks_what_follows,
    cannot_reach,
    fears_for_another,
    has_called,
    help_is_near,
    is_over,
    plays_down,
)
from bot.clinic.reading.age import read_adult, volunteered_adult
from bot.clinic.reading.answers import clear_no, clear_yes, yes_no
from bot.clinic.reading.birthdays import names_birth_date
from bot.clinic.reading.choice import read_choice
from bot.clinic.reading.clinician import read_clinician, volunteered_clinician, wants_psychiatrist
from bot.clinic.reading.command import asks_to_pause, asks_to_wait, comes_back, command
from bot.clinic.reading.consent import read_consent, sets_condition
from bot.clinic.reading.correction import correction_target
from bot.clinic.reading.declining import declines, holds_back, unsure
from bot.clinic.reading.gladness import without_gladness
from bot.clinic.reading.going_on import names_booking, only_names_booking, wants_to_go_on
from bot.clinic.reading.health import read_health
from bot.clinic.reading.loss import tells_of_loss
from bot.clinic.reading.minors import asks_about_minors, asks_for_way, gives_in, patient_age
from bot.clinic.reading.patient import volunteered_who
from bot.clinic.reading.pleased import is_pleased
from bot.clinic.reading.reasons import (
    REASONS,
    listed_reasons,
    names_no_condition,
    read_reasons,
    reasons_of_another,
    volunteered_reasons,
)
from bot.clinic.reading.relief import means_are_gone
from bot.clinic.reading.restated import restated_reasons
from bot.clinic.reading.safe import (
    hopes_in_company,
    is_of_safety,
    read_safe,
    refuses_safety_question,
    waves_worry_aside,
)
from bot.clinic.reading.staying import without_staying
from bot.clinic.reading.visit import asks_for_call, asks_to_talk, refuses_call, relents, wants_visit
from bot.clinic.reading.who import read_who

__all__ = [
    "REASONS",
    "after_danger",
    "asks_about_minors",
    "asks_for_call",
    "asks_for_way",
    "asks_to_pause",
    "asks_to_talk",
    "asks_to_wait",
    "asks_what_follows",
    "cannot_reach",
    "clear_no",
    "clear_yes",
    "comes_back",
    "command",
    "correction_target",
    "declines",
    "fears_for_another",
    "gives_in",
    "has_called",
    "help_is_near",
    "holds_back",
    "hopes_in_company",
    "is_of_safety",
    "is_over",
    "is_pleased",
    "listed_reasons",
    "means_are_gone",
    "names_birth_date",
    "names_booking",
    "names_no_condition",
    "only_names_booking",
    "patient_age",
    "plays_down",
    "read_adult",
    "read_choice",
    "read_clinician",
    "read_consent",
    "read_health",
    "read_reasons",
    "read_safe",
    "read_who",
    "reasons_of_another",
    "refuses_call",
    "refuses_safety_question",
    "relents",
    "restated_reasons",
    "sets_condition",
    "tells_of_loss",
    "unsure",
    "volunteered_adult",
    "volunteered_clinician",
    "volunteered_reasons",
    "volunteered_who",
    "wants_psychiatrist",
    "wants_to_go_on",
    "wants_visit",
    "waves_worry_aside",
    "without_gladness",
    "without_staying",
    "yes_no",
]
