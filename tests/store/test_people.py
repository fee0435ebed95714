"""People, clinicians, permissions, screenings, follow-ups and people in danger."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from store_world import NOW, conversation

from bot.clinic.profile import Outcome
from bot.store import Store, StoreFault, crises, follow_ups, people, screenings
from bot.store.tables import consent, crisis_event, treating_clinician

LATER = NOW + timedelta(hours=1)


def test_person_is_one_for_each_conversation(store: Store) -> None:
    """A corrected number replaces the first one."""
    with store.begin() as tx:
        who = conversation(tx)
        assert people.person_of(tx, who) is None
        first = people.save_person(tx, who, "Sam Example", "+13105550105", None, NOW)
        again = people.save_person(tx, who, "Sam Example", "+13105550106", "sam@example.org", LATER, "12")
        found = people.person_of(tx, who)
        people.save_person(tx, who, "Sam Example", "+13105550105", "sam@example.org", LATER)
        without = people.person_of(tx, who)
    assert first == again
    assert found == people.Person(first, who, "Sam Example", "+13105550106", "12", "sam@example.org", NOW)
    assert without is not None and without.phone_extension is None  # another line has no extension of the old one


def test_clinician_is_one_for_each_conversation(store: Store) -> None:
    """All that was given is kept, and it starts on the list of calls."""
    given = {"role": "psychiatrist", "practice": "Example Practice", "phone": "+13105550107"}
    given |= {"phone_extension": "12", "email": "a@example.org", "fax": "+13105550108", "npi": "1234567893"}
    with store.begin() as tx:
        who = conversation(tx)
        people.save_clinician(tx, who, person_id=None, name="Alex Example", now=NOW)
        person = people.save_person(tx, who, "Sam Example", "+13105550105", None, NOW)
        people.save_clinician(tx, who, person_id=person, name="Alex Example", **given, now=LATER)
        found = people.clinician_of(tx, who)
    assert found is not None
    assert (found.name, found.person_id) == ("Alex Example", person)
    assert {key: getattr(found, key) for key in given} == given
    assert (found.status, found.authorization_status) == ("to_call", "not_requested")


def test_another_clinician_starts_at_the_beginning(store: Store) -> None:
    """A call to one clinician is no call to another; a corrected number of the same one changes nothing."""
    with store.begin() as tx:
        who = conversation(tx)
        people.save_clinician(tx, who, person_id=None, name="Alex Example", now=NOW)
        tx.execute(sa.update(treating_clinician).values(status="reached", authorization_status="signed"))
        people.save_clinician(tx, who, person_id=None, name="Alex Example", phone="+13105550107", now=NOW)
        same = people.clinician_of(tx, who)
        people.save_clinician(tx, who, person_id=None, name="Kim Example", now=NOW)
        other = people.clinician_of(tx, who)
    assert same is not None
    assert other is not None
    assert (same.status, same.authorization_status) == ("reached", "signed")
    assert (other.status, other.authorization_status) == ("to_call", "not_requested")


def test_clinician_is_forgotten_on_request(store: Store) -> None:
    """Erasing works once and then has nothing to erase."""
    with store.begin() as tx:
        who = conversation(tx)
        people.save_clinician(tx, who, person_id=None, name="Alex Example", now=NOW)
        assert people.erase_clinician(tx, who)
        assert people.clinician_of(tx, who) is None
        assert not people.erase_clinician(tx, who)


def test_latest_permission_counts_and_all_are_kept(store: Store) -> None:
    """A permission that is taken back is two entries, each with the words that were shown."""
    with store.begin() as tx:
        who = conversation(tx)
        assert people.latest_consent(tx, who, "contact_clinician") is None
        people.record_consent(tx, who, "contact_clinician", True, "1", "May we call?", NOW)
        people.record_consent(tx, who, "texts", True, "1", "May we text?", NOW)
        people.record_consent(tx, who, "contact_clinician", False, "2", "May we call now?", NOW)
        found = people.latest_consent(tx, who, "contact_clinician")
        texts = people.latest_consent(tx, who, "texts")
        kept = tx.execute(sa.select(sa.func.count()).select_from(consent)).scalar_one()
    assert found is not None
    assert texts is not None
    assert (found.granted, found.wording_version, found.wording) == (False, "2", "May we call now?")
    assert texts.granted
    assert kept == 3


def test_screening_comes_back_as_it_was_told(store: Store) -> None:
    """The newest result counts; outcome, notes, rules, reasons and answers are complete."""
    told = {"notes": ["staff_psychiatrist"], "rule_ids": ["S4.psychiatrist"], "reasons": ["because"]}
    answers = {"who": "self", "reason": ["depression", "anxiety"]}
    with store.begin() as tx:
        who = conversation(tx)
        assert screenings.latest_of(tx, who) is None
        for outcome in (Outcome.STAFF_FOLLOW_UP, Outcome.ELIGIBLE_WITH_NOTE.value):
            row = screenings.record(
                tx, who, NOW, outcome=outcome, answers=answers, rules_version="1", priority=True, **told
            )
        found = screenings.latest_of(tx, who)
    assert found == screenings.Screening(
        row, who, NOW, Outcome.ELIGIBLE_WITH_NOTE, ("staff_psychiatrist",), ("S4.psychiatrist",),
        ("because",), answers, "1", True,
    )  # fmt: skip


def test_screening_with_an_outcome_nobody_knows_is_refused(store: Store) -> None:
    """There are four outcomes."""
    with store.begin() as tx, pytest.raises(ValueError, match="perhaps"):
        screenings.record(
            tx, conversation(tx), NOW, outcome="perhaps", notes=[], rule_ids=[], reasons=[], answers={},
            rules_version="1", priority=False,
        )  # fmt: skip


def test_open_follow_up_takes_in_later_facts(store: Store) -> None:
    """One entry for one matter: reasons add up, times are replaced, priority stays."""
    with store.begin() as tx:
        who = conversation(tx)
        first = follow_ups.upsert_open(tx, who, "screening", NOW, reasons=["a"], priority=True)
        person = people.save_person(tx, who, None, "+13105550105", None, NOW)
        second = follow_ups.upsert_open(
            tx, who, "screening", LATER, person_id=person, reasons=["b", "a"],
            preferred_time="weekday mornings", wants_slot_request=True,
        )  # fmt: skip
        third = follow_ups.upsert_open(tx, who, "screening", LATER)
    assert first.id == second.id
    assert second == third
    assert (second.reasons, second.priority, second.person_id) == (("a", "b"), True, person)
    assert (second.preferred_time, second.wants_slot_request) == ("weekday mornings", True)
    assert (second.created_at, second.updated_at) == (NOW, LATER)


def test_other_matters_and_later_ones_are_entries_of_their_own(store: Store) -> None:
    """Another kind, another conversation, or a new fact after it was done opens another entry."""
    with store.begin() as tx:
        who, other = conversation(tx), conversation(tx)
        first = follow_ups.upsert_open(tx, who, "callback", NOW)
        assert follow_ups.upsert_open(tx, who, "change", NOW).id != first.id
        assert follow_ups.upsert_open(tx, other, "callback", NOW).id != first.id
        assert follow_ups.close(tx, first.id, LATER)
        assert not follow_ups.close(tx, first.id, LATER)
        assert follow_ups.open_of(tx, who, "callback") is None
        again = follow_ups.upsert_open(tx, who, "callback", LATER)
        assert (again.id == first.id, again.state) == (False, "open")
        assert follow_ups.get(tx, first.id).state == "done"


def test_follow_up_of_an_unknown_kind_is_refused(store: Store) -> None:
    """The database knows what there is to follow up."""
    with store.begin() as tx:
        who = conversation(tx)
    with pytest.raises(StoreFault), store.begin() as tx:
        follow_ups.upsert_open(tx, who, "gossip", NOW)  # type: ignore[arg-type]


def test_danger_is_acknowledged_by_the_first_who_sees_it(store: Store) -> None:
    """An event is open until somebody takes it, and then it is theirs."""
    with store.begin() as tx:
        event = crises.record(tx, conversation(tx), "sms", "imminent", "P1", NOW)
        assert crises.acknowledge(tx, event, "staff:7", LATER, "called back")
        assert not crises.acknowledge(tx, event, "staff:8", LATER)
        row = tx.execute(sa.select(crisis_event)).one()
    assert (row.level, row.rule_id, row.at) == ("imminent", "P1", NOW)
    assert (row.acknowledged_by, row.acknowledged_at, row.note) == ("staff:7", LATER, "called back")
