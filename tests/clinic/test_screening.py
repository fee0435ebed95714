"""The screening rules of clinic.yml, and what a wrong clinic.yml says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.clinic.profile import Outcome, ProfileError, load_clinic
from bot.clinic.screening import screen
from bot.settings import ROOT

CLINIC = load_clinic(ROOT / "clinic.yml")
FINE = {"who": "self", "age": "adult", "reason": ["depression"], "clinician": "yes", "consent": "yes", "health": "none"}


@pytest.mark.parametrize(
    ("change", "outcome", "rules"),
    [
        ({}, Outcome.ELIGIBLE, ()),
        ({"who": "other"}, Outcome.STAFF_FOLLOW_UP, ("S1.other",)),
        ({"age": "minor"}, Outcome.NOT_ELIGIBLE_ONLINE, ("S2.minor",)),
        ({"age": "unsaid"}, Outcome.STAFF_FOLLOW_UP, ("S2.unsaid",)),
        ({"reason": ["chronic_pain"]}, Outcome.STAFF_FOLLOW_UP, ("S3.other",)),
        ({"reason": ["chronic_pain", "anxiety"]}, Outcome.ELIGIBLE, ()),
        ({"reason": ["suicidal_thoughts"]}, Outcome.ELIGIBLE, ()),
        ({"clinician": "no", "psychiatrist": "yes"}, Outcome.ELIGIBLE_WITH_NOTE, ("S4.psychiatrist",)),
        ({"consent": "no", "psychiatrist": "no"}, Outcome.STAFF_FOLLOW_UP, ("S4.declined",)),
        ({"health": "some"}, Outcome.ELIGIBLE_WITH_NOTE, ("S5.review",)),
        ({"health": "unsaid", "age": "minor"}, Outcome.NOT_ELIGIBLE_ONLINE, ("S2.minor", "S5.review")),
        ({"clinician": "no", "psychiatrist": "yes", "health": "some"}, Outcome.ELIGIBLE_WITH_NOTE,
         ("S4.psychiatrist", "S5.review")),
    ],
)  # fmt: skip
def test_the_heaviest_rule_decides_and_all_are_named(
    change: dict[str, Any], outcome: Outcome, rules: tuple[str, ...]
) -> None:
    """Each answer leads where the rules say, with their ids and the version of the rules."""
    result = screen(CLINIC.screening, {**FINE, **change})
    assert (result.outcome, result.rule_ids) == (outcome, rules)
    assert result.rules_version == CLINIC.screening.version
    assert bool(result.reasons) == (outcome is not Outcome.ELIGIBLE)


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        (("clinic", "time_zone"), "Pacific/Nowhere", "time_zone"),
        (("consultation", "minutes"), 20, "minutes"),
        (("consultation", "holds"), 1, "holds"),
        (("consultants",), [], "consultants"),
        (("consultants", 0, "hours"), {"monday": ["17:00-09:00"]}, "hours"),
        (("consultants", 0, "hours"), {"moonday": ["09:00-17:00"]}, "moonday"),
        (("screening", "rules", 0, "when"), {"who": ["nobody"]}, "S1.other"),
        (("screening", "version"), None, "version"),
    ],
)
def test_a_slip_in_the_profile_is_named(path: tuple[Any, ...], value: Any, named: str, tmp_path: Path) -> None:
    """The start stops with the key that is wrong, instead of a booking going wrong later."""
    profile = yaml.safe_load((ROOT / "clinic.yml").read_text(encoding="utf-8"))
    part = profile
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = value
    file = tmp_path / "clinic.yml"
    file.write_text(yaml.safe_dump(profile), encoding="utf-8")
    with pytest.raises(ProfileError, match=named):
        load_clinic(file)


def test_a_profile_that_is_not_there_or_not_yaml_says_so(tmp_path: Path) -> None:
    """The message names the file."""
    with pytest.raises(ProfileError, match=r"none\.yml"):
        load_clinic(tmp_path / "none.yml")
    (tmp_path / "bad.yml").write_text("clinic: [")
    with pytest.raises(ProfileError, match="not YAML"):
        load_clinic(tmp_path / "bad.yml")
