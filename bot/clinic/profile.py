"""The clinic's profile: clinic.yml, read once and checked, so that a slip in it stops the start, not a booking."""

from __future__ import annotations

from datetime import timedelta
from enum import Enum
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import phonenumbers
import yaml
from pydantic import Field, ValidationError, validator

from bot.clinic.consultants import Consultant, Holidays, Part, WeeklyHours, read_week
from bot.clinic.texting import QuietHours
from bot.clinic.yaml_files import loads

CELL_MINUTES = 15  # the grain of the claim table; a migration would be needed to change it


class ProfileError(ValueError):
    """clinic.yml cannot be used; the message names the key and what is wrong with it."""


class Outcome(str, Enum):
    """Result of the screening, about the free consultation only (never about treatment); heaviest first."""

    NOT_ELIGIBLE_ONLINE = "not_eligible_online"
    STAFF_FOLLOW_UP = "staff_follow_up"
    ELIGIBLE_WITH_NOTE = "eligible_with_note"
    ELIGIBLE = "eligible"


class ClinicFacts(Part):
    name: str
    short_name: str
    city: str
    phone: str
    country: str
    time_zone: str
    time_zone_label: str

    @validator("time_zone")
    def _known_zone(cls, value: str) -> str:  # noqa: N805  pydantic 1 calls it on the class
        try:
            ZoneInfo(value)
        except Exception as error:
            raise ValueError(f"unknown time zone {value!r}") from error
        return value


class HoldMinutes(Part):
    web: int = Field(gt=0)
    sms: int = Field(gt=0)


class ConsultationRules(Part):
    """Lengths and limits of a consultation, in minutes unless the name says otherwise."""

    minutes: int = Field(gt=0)
    starts_every_minutes: int = Field(gt=0)
    buffer_before_minutes: int = Field(ge=0)
    buffer_after_minutes: int = Field(ge=0)
    minimum_notice_minutes: int = Field(ge=0)
    window_days: int = Field(gt=0)
    offers: int = Field(gt=0, le=9)
    hold_minutes: HoldMinutes
    active_per_person: int = Field(gt=0)

    @validator("minutes", "starts_every_minutes", "buffer_before_minutes", "buffer_after_minutes")
    def _on_the_grid(cls, value: int) -> int:  # noqa: N805
        if value % CELL_MINUTES:
            raise ValueError(f"must be a multiple of {CELL_MINUTES} minutes")
        return value


class Rule(Part):
    """One screening rule: when the answer to each named question is among those listed, it applies."""

    id: str
    when: dict[str, tuple[str, ...]]
    outcome: Outcome
    note: str | None = None
    because: str


class ScreeningRules(Part):
    version: str
    min_age: int
    health_question: bool
    answers: dict[str, dict[str, str]]
    questions: dict[str, dict[str, str]]
    rules: tuple[Rule, ...]

    @validator("rules")
    def _about_known_questions(cls, value: tuple[Rule, ...], values: dict[str, Any]) -> tuple[Rule, ...]:  # noqa: N805
        for rule in value:
            for question, answers in rule.when.items():
                known = {*values.get("answers", {}).get(question, ()), "unsaid", "unsure", "unreached"}
                if question not in values.get("answers", {}) or not set(answers) <= known:
                    raise ValueError(f"rule {rule.id}: no such question or answer: {question} {answers}")
        return value


class Consent(Part):
    version: str
    text: str


class Resources(Part):
    """Who can help a person in danger right now, and when the clinic's staff read what comes in."""

    version: str
    emergency: str
    lifeline: str
    lifeline_chat: str
    text_line: str
    text_line_word: str
    lifeline_spanish_key: str
    lifeline_spanish_word: str
    staffed: WeeklyHours

    _read = validator("staffed", pre=True, allow_reuse=True)(read_week)


class Alerts(Part):
    """How the staff are alerted of a person in danger: minutes between alerts that nobody acknowledges.

    The last one counts for all further ones.
    """

    again_minutes: tuple[int, ...]

    @validator("again_minutes")
    def _some_time(cls, value: tuple[int, ...]) -> tuple[int, ...]:  # noqa: N805
        if not value or min(value) < 1:
            raise ValueError("needs at least one number of minutes, each at least 1")
        return value

    def wait_after(self, alerts: int) -> timedelta:
        """How long to wait after so many alerts, at least one."""
        return timedelta(minutes=self.again_minutes[min(alerts, len(self.again_minutes)) - 1])


class TakeOver(Part):
    """How long a person who writes waits for the one of the staff who has taken over, before the assistant goes on."""

    answer_minutes: int = Field(gt=0, le=1440)

    @property
    def patience(self) -> timedelta:
        return timedelta(minutes=self.answer_minutes)


class Reminders(Part):
    """Texts before an appointment: how many hours before, and the minutes before it after which none is sent."""

    hours_before: tuple[int, ...]
    latest_minutes_before: int = Field(ge=0)

    @validator("hours_before")
    def _before(cls, value: tuple[int, ...]) -> tuple[int, ...]:  # noqa: N805
        if any(hours < 1 for hours in value) or len(set(value)) != len(value):
            raise ValueError("needs different whole hours, each at least 1")
        return tuple(sorted(value, reverse=True))


class TextLimit(Part):
    """So many texts of one number are answered within so many minutes."""

    texts: int = Field(gt=0)
    minutes: int = Field(gt=0)


class Texting(Part):
    """What is true of text messages; `menu_hours` is how long the numbers of a menu can be answered.

    Nobody writes more texts than the `limits` allow, nor the same sentence `same_in_a_row` times: that is a machine.
    `countries` are those, in two letters, to whose numbers texts go.
    """

    quiet_hours: QuietHours
    menu_hours: int = Field(gt=0)
    limits: tuple[TextLimit, ...]
    same_in_a_row: int = Field(gt=1)
    countries: tuple[str, ...]
    reminders: Reminders


class RetentionDays(Part):
    """Days after which a conversation is erased: without an appointment, and with one.

    At least four: a chat on the website can be taken up again for three.
    """

    unfinished: int = Field(ge=4, le=36500)
    transcripts: int = Field(ge=4, le=36500)

    @validator("transcripts")
    def _longer(cls, value: int, values: dict[str, Any]) -> int:  # noqa: N805
        if value < values.get("unfinished", 0):
            raise ValueError("must not be less than unfinished")
        return value


class Clinic(Part):
    """All of clinic.yml."""

    clinic: ClinicFacts
    consultation: ConsultationRules
    consultants: tuple[Consultant, ...]
    holidays: Holidays
    screening: ScreeningRules
    consent: dict[str, Consent]
    resources: Resources
    alerts: Alerts
    take_over: TakeOver
    texting: Texting
    retention_days: RetentionDays

    @validator("texting")
    def _known_countries(cls, value: Texting) -> Texting:  # noqa: N805
        unknown = set(value.countries) - phonenumbers.SUPPORTED_REGIONS
        if unknown or not value.countries:
            raise ValueError(f"countries: needs two letters of at least one country, not {sorted(unknown)}")
        return value

    @validator("consultants")
    def _somebody_consults(cls, value: tuple[Consultant, ...]) -> tuple[Consultant, ...]:  # noqa: N805
        if len({consultant.id for consultant in value}) != len(value) or not value:
            raise ValueError("needs at least one consultant, each with an id of its own")
        return value

    @validator("consent")
    def _every_permission(cls, value: dict[str, Consent]) -> dict[str, Consent]:  # noqa: N805
        if set(value) != {"contact_clinician", "texts"}:
            raise ValueError("needs the permissions contact_clinician and texts")
        return value

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.clinic.time_zone)


def load_clinic(path: Path) -> Clinic:
    """Read and check clinic.yml.

    Raises:
        ProfileError: the file is missing, is not YAML, or a key is missing, unknown or wrong.
    """
    try:
        return Clinic.parse_obj(loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise ProfileError(f"{path}: {error.strerror}") from error
    except yaml.YAMLError as error:
        raise ProfileError(f"{path}: not YAML: {error}") from error
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise ProfileError(f"{path}: {wrong}") from error
