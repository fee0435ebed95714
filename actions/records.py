"""Write what a conversation has settled: permission, screening, the person and the treating clinician."""

from __future__ import annotations

from typing import Any

from actions.turn import Turn
from bot import notices
from bot.clinic.interview.draft import Draft
from bot.clinic.interview.flow import named_clinician, screening_of
from bot.clinic.screening import Screening
from bot.store import bookings, crises, follow_ups, people, screenings

OF_GUEST = "of somebody else on the same phone, not of the person with the appointment"


def note_consent(turn: Turn, facts: dict[str, Any]) -> None:
    """Keep each permission, or its refusal, with the wording that the person saw and the time.

    Whose clinician may not be contacted is on no list of the staff, who then settle with the person how it goes on.
    """
    if "consent" in facts:
        # without the clinician's name: it would outlive a withdrawn permission
        words = turn.assistant.clinic.consent["contact_clinician"].text.format(clinician="your clinician").strip()
        _record(turn, "contact_clinician", facts["consent"] == "yes", words)
        if facts["consent"] != "yes":
            forget_clinician(turn)
            note_clinician_matter(turn, "permission to contact was withdrawn")
    if "texts" in facts:
        granted = facts["texts"] == "yes"
        _record(turn, "texts", granted, turn.permission_to_text())
        announce_texts(turn)
        if not granted and turn.phone is None:
            withdraw_news_of_texts(turn)


def note_clinician_matter(turn: Turn, reason: str) -> None:
    """Leave it for the staff, where there is an appointment that it is about."""
    if bookings.active_for(turn.tx, turn.conversation, turn.phone, turn.now):
        follow_clinician_up(turn, reason)


def follow_clinician_up(turn: Turn, reason: str) -> None:
    """Leave it for the staff to settle with the person, who may be known by an appointment made elsewhere."""
    conversations = [
        turn.conversation,
        *(row.conversation_id for row in bookings.active_for(turn.tx, turn.conversation, turn.phone, turn.now)),
    ]
    known = next((person for one in conversations if (person := people.person_of(turn.tx, one)) is not None), None)
    follow_ups.upsert_open(
        turn.tx,
        turn.conversation,
        kind="clinician",
        now=turn.now,
        person_id=known.id if known is not None else None,
        reasons=[reason],
        priority=is_priority(turn),
    )


def announce_texts(turn: Turn) -> None:
    """A number that is to get texts hears so, unless the person writes from it."""
    facts = turn.draft.facts
    if facts.get("texts") == "yes" and facts.get("phone") not in (None, turn.phone):
        notices.texts_are_on(turn.tx, turn.assistant, facts["phone"], turn.now)


def withdraw_news_of_texts(turn: Turn) -> None:
    """Hold back what waits for the numbers that were given here and is about no appointment."""
    known = people.person_of(turn.tx, turn.conversation)
    given = (turn.draft.facts.get("phone"), known.phone if known is not None else None)
    for phone in dict.fromkeys(given):
        if phone is not None and phone != turn.phone:
            notices.texts_are_off(turn.tx, phone)


def _record(turn: Turn, kind: people.ConsentKind, granted: bool, wording: str) -> None:
    people.record_consent(
        turn.tx,
        turn.conversation,
        kind=kind,
        granted=granted,
        wording_version=turn.assistant.clinic.consent[kind].version,
        wording=wording,
        now=turn.now,
    )


def note_screening(turn: Turn, screening: Screening) -> dict[str, Any]:
    """Keep the outcome with its rules, its reasons and the version of the rules; the draft gets the same."""
    answers = answers_of(turn.draft)
    notes = [*screening.notes, *((OF_GUEST,) if turn.draft.guest is not None else ())]
    row_id = screenings.record(
        turn.tx,
        turn.conversation,
        outcome=screening.outcome.value,
        notes=notes,
        rule_ids=list(screening.rule_ids),
        reasons=list(screening.reasons),
        answers=answers,
        rules_version=screening.rules_version,
        priority=is_priority(turn),
        now=turn.now,
    )
    return {
        "id": row_id,
        "outcome": screening.outcome.value,
        "notes": notes,
        "rule_ids": list(screening.rule_ids),
        "reasons": list(screening.reasons),
        "rules_version": screening.rules_version,
        "answers": answers,
    }


def answers_of(draft: Draft) -> dict[str, Any]:
    """The answers that a screening is made of."""
    names = ("who", "age", "patient", "reason", "clinician", "consent", "psychiatrist", "health")
    return {name: draft.facts[name] for name in names if name in draft.facts}


def bring_up_to_date(turn: Turn) -> None:
    """Keep the screening anew where an answer was put right since, which need not have changed its outcome."""
    draft = turn.draft
    if draft.outcome is not None and draft.outcome.get("answers") != answers_of(draft):
        draft.outcome = note_screening(turn, screening_of(draft, turn.assistant.clinic))


def is_priority(turn: Turn) -> bool:
    """Staff see first whoever was in danger, however slightly."""
    return crises.any_of(turn.tx, turn.conversation)


def save_person(turn: Turn) -> int:
    """The person's own contact details, one row a conversation."""
    facts = turn.draft.facts
    return people.save_person(
        turn.tx,
        turn.conversation,
        name=facts.get("name"),
        phone=facts["phone"],
        phone_extension=facts.get("phone_extension"),
        email=facts.get("email"),
        now=turn.now,
    )


def forget_clinician(turn: Turn) -> None:
    """Remove what was stored about the clinician; a booking keeps no reference to it."""
    bookings.forget_clinician(turn.tx, turn.conversation)
    people.erase_clinician(turn.tx, turn.conversation)


def save_clinician(turn: Turn, person_id: int) -> int | None:
    """The treating clinician, only with permission, and at least a name or a practice; otherwise nothing is kept."""
    facts = turn.draft.facts
    named = named_clinician(facts)
    if named is None:
        forget_clinician(turn)
        return None
    return people.save_clinician(
        turn.tx,
        turn.conversation,
        person_id=person_id,
        name=named,
        role=facts.get("clinician_role"),
        practice=facts.get("clinician_practice"),
        phone=facts.get("clinician_phone"),
        phone_extension=facts.get("clinician_extension"),
        email=facts.get("clinician_email"),
        fax=facts.get("clinician_fax"),
        npi=facts.get("clinician_npi"),
        now=turn.now,
    )
