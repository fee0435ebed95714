"""The screening for the free consultation: the rules of clinic.yml applied to what a person has said.

Source of the rules: notes on clinical practice summarised in docs/screening.md; the clinic owns and changes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.clinic.profile import Outcome, Rule, ScreeningRules

_WEIGHT = {outcome: weight for weight, outcome in enumerate(Outcome)}  # heaviest first


@dataclass(frozen=True)
class Screening:
    """Result of a screening. `reasons` are told to the person; `rule_ids` and `rules_version` are stored."""

    outcome: Outcome
    notes: tuple[str, ...]
    rule_ids: tuple[str, ...]
    reasons: tuple[str, ...]
    rules_version: str

    @property
    def is_final(self) -> bool:
        """Whether further answers can no longer make it an eligible one."""
        return self.outcome in (Outcome.NOT_ELIGIBLE_ONLINE, Outcome.STAFF_FOLLOW_UP)


def _applies(rule: Rule, facts: Mapping[str, Any]) -> bool:
    for question, answers in rule.when.items():
        given = facts.get(question)
        if given is None:
            return False
        values = given if isinstance(given, list | tuple) else [given]
        # several reasons for coming: one that the clinic lists is enough
        if not values or not all(value in answers for value in values):
            return False
    return True


def _narrows(special: Rule, rule: Rule) -> bool:
    """Whether a rule asks for all that the other does, and more: of a child who is booked for, one reason is enough."""
    return special.when.keys() > rule.when.keys() and all(
        {*special.when[question]} <= {*answers} for question, answers in rule.when.items()
    )


def screen(rules: ScreeningRules, facts: Mapping[str, Any]) -> Screening:
    """Apply the rules to the answers given so far; with none that applies the outcome is eligible."""
    applied = [rule for rule in rules.rules if _applies(rule, facts)]
    outcome = min((rule.outcome for rule in applied), key=_WEIGHT.__getitem__, default=Outcome.ELIGIBLE)
    telling = [rule for rule in applied if rule.outcome == outcome]
    telling = [rule for rule in telling if not any(_narrows(other, rule) for other in telling)]
    return Screening(
        outcome=outcome,
        notes=tuple(rule.note for rule in applied if rule.note),
        rule_ids=tuple(rule.id for rule in applied),
        reasons=tuple(rule.because for rule in telling),
        rules_version=rules.version,
    )
