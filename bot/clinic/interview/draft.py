"""What a person has given so far, and where the conversation stands: it outlives sessions, models and restarts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal

from bot.clinic.safety import Kind

Goal = Literal["consultation", "callback", "move", "cancel", "link"]
Invitation = Literal["book", "callback", "resume", "link", "psychiatrist", "change"]


SAME_AT_MOST = 3  # times in a row that a question is put in the same words without naming the staff
REFUSED = "refused"
"""What `summed_up` says after a no: a yes that follows does not mean the summary that was refused."""


@dataclass
class Draft:
    """One conversation's state. Everything in it is plain JSON, so that it can be stored as it is.

    Attributes:
        goal: what the questions are for; None between conversations.
        after: the goal to come back to when this one is done.
        facts: answers by question id or field name, e.g. {"who": "self", "phone": "+13105550121"}.
        skipped: questions that the person would not or could not answer.
        order: questions in the order in which they were answered, for "go back".
        question: what is being asked now.
        manner: how it is asked: ask, again (after something in between) or hint (after no usable answer).
        tries: how often in a row the open question got no usable answer.
        asked, asked_in_a_row: id of the text that a question was put in last, and how often running.
        invited: how often the consultation was offered since it was last asked for.
        invitation: what a plain "yes" accepts while no question is open; "resume" also while one is that was put
            before the staff wrote.
        wish: the wish for a time, as `Wish.to_json` gives it; unclear_wish is one that needs another word,
            kept_wish one that came before its turn.
        offers: starts on offer, ISO UTC with the consultant, in the order shown.
        day_choices: days that were offered when a wish could mean several; suggestion: an e-mail address proposed, or
            the word that was not taken for a name.
        seen_offers: starts that were offered before, for "more".
        hold: id of the booking that is held for the person, and its slot; summed_up: what the last summary said.
        booking_id, old_time, old_start: the appointment that is to be moved or cancelled, its time in words and in
            ISO UTC; changed: what was done to one last, for "is there a fee?"; cancelled_start: when the one cancelled
            last was to be (ISO, UTC), for "put me back in".
        crisis: the highest level that the person's messages showed; danger: whose the last one was about, by whom, or
            that it was medical; resources_given, resources_at: the highest level whose full text was given, and when
            (ISO, UTC).
        interrupted: the question that a safety question pushed aside; safety_asked: how often that was put in a row
            without an answer; asked_meanwhile: the topic that the message in danger asked about, for later.
        former_clinician: the clinician's name while it is asked for anew, to tell another person from a new spelling.
        topic: the last topic asked about, for "and how much?"; topics_told counts answers by topic.
        condoled: whether a death that the person told of was answered.
        guest: somebody else who writes from the same phone or chat, as `begin_guest` puts it: nothing of the one before
            is told to them, and what that one gave is kept until they are back.
        last_read: id of the last message read, since Rasa may run the form twice for one message.
        quiet_since: when it was last said that texts are not answered for a while, since too many came (ISO, UTC).
        reply: what was said to the last message, as `note_reply` puts it, in case the process ends before it is sent.
    """

    goal: Goal | None = None
    after: Goal | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    question: str | None = None
    manner: str = "ask"
    tries: int = 0
    asked: str | None = None
    asked_in_a_row: int = 0
    invitation: Invitation | None = None
    invited: int = 0
    wish: dict[str, Any] | None = None
    unclear_wish: dict[str, Any] | None = None
    kept_wish: dict[str, Any] | None = None
    offers: list[dict[str, str]] = field(default_factory=list)
    day_choices: list[str] = field(default_factory=list)
    suggestion: str | None = None
    seen_offers: list[str] = field(default_factory=list)
    hold: dict[str, Any] | None = None
    summed_up: str | None = None
    booking_id: int | None = None
    old_time: str | None = None
    old_start: str | None = None
    changed: Goal | None = None
    cancelled_start: str | None = None
    outcome: dict[str, Any] | None = None
    interrupted: str | None = None
    safety_asked: int = 0
    asked_meanwhile: str | None = None
    crisis: str = "none"
    danger: Kind = "self"
    resources_given: str = "none"
    resources_at: str | None = None
    former_clinician: str | None = None
    topic: str | None = None
    topics_told: dict[str, int] = field(default_factory=dict)
    uncovered_told: int = 0
    not_understood: int = 0
    greeted: bool = False
    condoled: bool = False
    stopped: bool = False
    guest: dict[str, Any] | None = None
    last_read: str | None = None
    quiet_since: str | None = None
    reply: dict[str, Any] | None = None

    def note_reply(self, message_id: str | None, messages: list[dict[str, Any]], *, asked: bool) -> None:
        """Keep what is said to a message together with what it did.

        `asked` says that the open question was put, so that nothing more is to come in this turn; when no question
        is open, nothing more is to come anyway.
        """
        earlier = self.reply_to(message_id)
        done = asked or (self.question is None and (self.goal is None or self.stopped))
        said = [*(earlier["messages"] if earlier else ()), *messages]
        self.reply = {"message": message_id, "messages": said, "done": done}

    def reply_to(self, message_id: str | None) -> dict[str, Any] | None:
        """What was said to this message, if it was the last: {"message", "messages", "done"}."""
        known = self.reply is not None and message_id is not None and self.reply["message"] == message_id
        return self.reply if known else None

    def count_asked(self, text_id: str) -> int:
        """How often in a row a question has now been put in the words of this text."""
        self.asked_in_a_row = self.asked_in_a_row + 1 if text_id == self.asked else 1
        self.asked = text_id
        return self.asked_in_a_row

    def asked_too_often(self, text_id: str) -> bool:
        """Count that a question is now put in these words, and say whether another way must be named with it."""
        return self.count_asked(text_id) > SAME_AT_MOST

    def count_told(self, what: str) -> int:
        """Count that this is told once more, so that it can be said in other words; how often that is by now."""
        self.topics_told[what] = self.topics_told.get(what, 0) + 1
        return self.topics_told[what]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> Draft:
        """Read a stored draft; keys that an older or newer version wrote and this one lacks are left out."""
        known = {f.name for f in fields(cls)}
        return cls(**{key: value for key, value in body.items() if key in known})

    def has(self, question: str) -> bool:
        """Whether the question is dealt with: answered, or skipped."""
        if question in self.skipped:
            return True
        return any(self.facts.get(name) is not None for name in FIELDS.get(question, (question,)))

    def forget(self, questions: Iterable[str]) -> None:
        """Drop the answers to these questions, so that they are asked again."""
        for question in questions:
            if question == "clinician_name":
                self.former_clinician = self.facts.get("clinician_name") or self.former_clinician
            for name in FIELDS.get(question, (question,)):
                self.facts.pop(name, None)
            for names in (self.skipped, self.order):
                if question in names:
                    names.remove(question)

    def start(self, goal: Goal) -> None:
        """Begin with this goal; what was given before is kept, so that nothing is asked twice."""
        if self.goal != goal:
            told = self.kept_wish if self.goal is None and goal == "consultation" else None
            self.drop_time()
            self.kept_wish = told
        self.goal, self.changed = goal, None
        self.stopped = False
        self.invitation, self.invited = None, 0

    def pause(self) -> None:
        """Ask nothing more for now; what was given is kept for "continue". A change of an appointment is dropped.

        A hold must be released by the caller.
        """
        if self.goal in ("move", "cancel"):
            self.drop_time()
            self.goal = None
        elif self.goal is not None:
            self.stopped, self.invitation = True, "resume"
        self.question, self.hold = None, None

    def begin_guest(self, kin: str | None, at: str) -> None:
        """Lay aside what the one before gave; `kin` is what the newcomer is to them, `at` when they wrote (ISO)."""
        self.guest = {"at": at, "kin": kin, "kept": {name: getattr(self, name) for name in OF_ONE_PERSON}}
        self.clear_person()

    def end_guest(self) -> None:
        """The one before has the phone again."""
        if self.guest is not None:
            for name, value in self.guest["kept"].items():
                setattr(self, name, value)
            self.guest = None

    def clear_person(self) -> None:
        """Forget who wrote and what they wanted; what was said to whoever has the phone stays said."""
        fresh = Draft()
        for name in OF_ONE_PERSON:
            setattr(self, name, getattr(fresh, name))
        self.drop_time()
        self.question, self.tries = None, 0

    def drop_time(self) -> None:
        """Forget wish, offers and choice; a hold must be released by the caller."""
        self.wish, self.unclear_wish, self.kept_wish = None, None, None
        self.offers, self.seen_offers, self.hold = [], [], None


OF_ONE_PERSON = ("goal", "after", "facts", "skipped", "order", "outcome", "stopped", "invitation", "changed",
                 "cancelled_start", "booking_id", "old_time", "old_start")  # fmt: skip
# The fields that answer a question where they are not the question's own name.
FIELDS: dict[str, tuple[str, ...]] = {
    "other": ("psychiatrist",),
    "phone": ("phone", "phone_extension"),
    "clinician_contact": ("clinician_phone", "clinician_email", "clinician_fax"),
    "when": ("call_time",),
}
CLINICIAN_FIELDS = (
    "clinician_name",
    "clinician_role",
    "clinician_practice",
    "clinician_phone",
    "clinician_extension",
    "clinician_email",
    "clinician_fax",
    "clinician_npi",
)
