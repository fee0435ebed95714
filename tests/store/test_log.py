"""The log of messages, drafts, and the state of a dialogue."""

from __future__ import annotations

from datetime import timedelta

import pytest
from store_world import NOW, conversation

from bot.store import StaleDraft, Store, UnknownConversation, conversations, drafts, transcripts
from bot.store.conversations import Reply, Seen

LATER = NOW + timedelta(minutes=5)


def test_conversation_begins_once(store: Store) -> None:
    """The first message begins it; later ones find it as it is."""
    with store.begin() as tx:
        first = conversations.ensure(tx, "sms:abc", "sms", NOW, "+13105550108")
        again = conversations.ensure(tx, "sms:abc", "web", LATER)
    assert first == again
    assert (first.channel, first.started_at, first.paused, first.phone) == ("sms", NOW, False, "+13105550108")


def test_taking_over_is_remembered(store: Store) -> None:
    """It stays until it is given back."""
    with store.begin() as tx:
        who = conversation(tx)
        for paused in (True, False):
            conversations.set_paused(tx, who, paused)
            found = conversations.find(tx, who)
            assert found is not None and found.paused is paused


def test_nothing_is_written_to_a_conversation_that_never_began(store: Store) -> None:
    """Whoever forgets to begin it is told so by name."""
    with store.begin() as tx:
        for write in (
            lambda: conversations.log_in(tx, "web:no", "hello", NOW),
            lambda: conversations.log_out(tx, "web:no", ["hello"], NOW),
            lambda: conversations.set_paused(tx, "web:no", True),
            lambda: drafts.save(tx, "web:no", {}, 0, NOW),
        ):
            with pytest.raises(UnknownConversation):
                write()


def test_transcript_has_all_that_was_said_in_order(store: Store) -> None:
    """Messages come back with what was understood and what was offered."""
    with store.begin() as tx:
        who = conversation(tx)
        asked = conversations.log_in(tx, who, "Is it safe? 😊", NOW, client_id="m1", question="name")
        assert isinstance(asked, int)
        conversations.note_understanding(tx, asked, intent="faq/safety", confidence=0.8, alternatives=[("greet", 0.1)])
        said = conversations.log_out(
            tx, who, [Reply("Yes.", [{"title": "More"}]), "And your name?"], LATER, reply_to=asked
        )
        conversations.log_in(tx, conversation(tx), "somebody else", NOW)
        lines = transcripts.messages(tx, who)
    assert [line.id for line in lines] == [asked, *said]
    assert [line.text for line in lines] == ["Is it safe? 😊", "Yes.", "And your name?"]
    assert [line.direction for line in lines] == ["in", "out", "out"]
    assert (lines[0].intent, lines[0].confidence, lines[0].question) == ("faq/safety", 0.8, "name")
    assert lines[0].alternatives == (("greet", 0.1),)
    assert lines[1].choices == ({"title": "More"},)
    assert [line.position for line in lines[1:]] == [0, 1]


def test_transcript_can_be_read_on_from_a_message(store: Store) -> None:
    """A widget asks for what came after the last message it has."""
    with store.begin() as tx:
        who = conversation(tx)
        first, second, third = conversations.log_out(tx, who, ["a", "b", "c"], NOW)
        assert [line.id for line in transcripts.messages(tx, who, after=first)] == [second, third]
        assert [line.id for line in transcripts.messages(tx, who, after=first, limit=1)] == [second]
        assert transcripts.messages(tx, who, after=third) == []


def test_repeated_message_is_seen_with_its_replies(store: Store) -> None:
    """A message that is sent again is not logged again, and its replies can be given again."""
    with store.begin() as tx:
        who = conversation(tx)
        first = conversations.log_in(tx, who, "hello", NOW, client_id="m1")
        assert isinstance(first, int)
        assert conversations.log_in(tx, who, "hello", LATER, client_id="m1") == Seen(first, NOW, "hello", False, ())
        conversations.log_out(tx, who, ["Hi.", "How can I help?"], NOW, reply_to=first)
        again = conversations.log_in(tx, who, "hello", LATER, client_id="m1")
        assert isinstance(again, Seen)
        assert [reply.text for reply in again.replies] == ["Hi.", "How can I help?"]
        assert len(transcripts.messages(tx, who)) == 3


def test_same_client_id_elsewhere_is_another_message(store: Store) -> None:
    """Ids of senders are unique in one conversation only, and messages without one are never repeats."""
    with store.begin() as tx:
        one, two = conversation(tx), conversation(tx)
        for who, client_id in ((one, "m1"), (two, "m1"), (one, None), (one, None)):
            assert isinstance(conversations.log_in(tx, who, "hello", NOW, client_id=client_id), int)


def test_later_replies_to_a_message_come_after_the_first_ones(store: Store) -> None:
    """What a person adds to the assistant's reply keeps its place."""
    with store.begin() as tx:
        who = conversation(tx)
        asked = conversations.log_in(tx, who, "hello", NOW)
        assert isinstance(asked, int)
        conversations.log_out(tx, who, ["one", "two"], NOW, reply_to=asked)
        conversations.log_out(tx, who, ["three"], LATER, reply_to=asked)
        assert [reply.text for reply in transcripts.replies_to(tx, asked)] == ["one", "two", "three"]


def test_level_of_danger_is_raised_but_never_lowered(store: Store) -> None:
    """What the first check saw stays when the model sees less."""
    with store.begin() as tx:
        who = conversation(tx)
        message = conversations.log_in(tx, who, "…", NOW, crisis="risk")
        assert isinstance(message, int)
        for seen, kept in (("none", "risk"), ("imminent", "imminent"), ("mention", "imminent")):
            conversations.note_understanding(tx, message, intent=None, confidence=None, crisis=seen)
            assert transcripts.messages(tx, who)[0].crisis == kept


def test_last_activity_only_goes_forward(store: Store) -> None:
    """Messages move the time of a conversation's last activity, and the latest is listed first."""
    with store.begin() as tx:
        one, two = conversation(tx), conversation(tx)
        conversations.log_in(tx, one, "hello", LATER)
        conversations.log_in(tx, one, "late delivery", NOW)
        found = conversations.find(tx, one)
        assert found is not None
        assert found.last_at == LATER
        assert conversations.ids(tx) == [one, two]


def test_draft_is_kept_with_its_version(store: Store) -> None:
    """What a person gave comes back as it was; saving counts up."""
    body = {"phone": "+13105550104", "reason": ["depression"], "hold": None, "tries": 2}
    with store.begin() as tx:
        who = conversation(tx)
        assert drafts.load(tx, who) == drafts.Draft(0, {})
        assert drafts.save(tx, who, {"name": "Sam"}, 0, NOW) == 1
        assert drafts.save(tx, who, body, 1, NOW) == 2
        assert drafts.load(tx, who) == drafts.Draft(2, body)
        drafts.erase(tx, who)
        assert drafts.load(tx, who).version == 0


@pytest.mark.parametrize("version", [0, 2])
def test_draft_of_another_version_is_not_overwritten(store: Store, version: int) -> None:
    """Neither an older nor an invented version may be saved, and the transaction goes on."""
    with store.begin() as tx:
        who = conversation(tx)
        drafts.save(tx, who, {"name": "Sam"}, 0, NOW)
        with pytest.raises(StaleDraft):
            drafts.save(tx, who, {}, version, NOW)
        assert drafts.load(tx, who) == drafts.Draft(1, {"name": "Sam"})
