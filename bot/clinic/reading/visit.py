"""A visit or a call: which of the two somebody asks for, and which they do not want."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.clinic.reading import vocabulary as v
from bot.clinic.reading.lexicon import Hit, Lexicon
from bot.clinic.reading.slots import DAYS
from bot.clinic.reading.words import Clause, say, word_set

_CALL = "call/calls/callback/callbacks/ring/telephone"
_NO_CALL = f"""
    no/without/forget/drop/skip/scrap/minus a/the/that/any/your/this/more? phone? {_CALL},
    instead of/rather than a/the/any/your/this? phone? {_CALL},
    no/without/forget the? calling/phoning, no call backs,
    dont/wont/cant/not really? want/need/like/do/take/stand? a/the/that/any/your/this? phone? {_CALL},
    dont really? want/need/like/wish
    anyone/anybody/someone/somebody/you/them/staff/people/nobody? to? call/phone/ring,
    dont/not want/wanna/like to be? called/phoned/rung, not be called/phoned, no need to call/phone/ring,
    dont/never call/phone/ring me, neednt call/phone/ring, hate/hating phone? calls,
    hate talking on/over the phone, than wait/waiting for/by/on the/a/your? phone? {_CALL},
    than wait/waiting by the phone,
    than a/the? phone? call, nobody/noone/no one should/has/have/needs to? call/phone/ring, no phone calls
"""
_WORDS = Lexicon(
    {
        "no call": _NO_CALL,
        "visit": """
            appointment, appointments, appt, appts, appointement, apointment, apt, consultation, consult,
            consultations, visit, booking, slot
        """,
        "book": """
            book, schedule, reserve, register, sign me/us up, signed up, make/set/arrange/get me? an, set up,
            set me up, put me down/in
        """,
        "come": """
            come in, come by, come over, come there, come down, come to you, come/coming and/to? see/talk/speak/chat,
            go in,
            see someone/somebody/you/yall/a, seeing someone/somebody, face to face, in person, be seen, get in
        """,
        "want": """
            want, need, like, prefer, rather, wanna, gotta, can i/we, could i/we, may i/we, let me/us, lets,
            how do/can/could i, can/could/would/will you/u/ya, please, pls, plz, just, instead, i said, i asked,
            i could/can/may,
            back to, go/get/move back to, carry on with, go on with, continue with?, proceed, id, ill, do over,
            i meant, i thought, quiero, hope, hoping, wish, go ahead and
        """,
        "of": "about, of, before, after, when, if, until, till, during, regarding, from, since, without, whether, than",
        "not": "not, dont, didnt, doesnt, isnt, no, never, wont, cant, without",
        "call": f"{_CALL}, phone, phones, phoned, called, calling, phoning",
        "change": """
            cancel, move, reschedule, tell, explain, confirm, change, remind, text, show, where, why, what, see, check,
            look up, pull up, verify, do/did/really/already have, i have
        """,
        "filler": v.FILLER,
    }
)
_TIMES = frozenset(DAYS) | word_set(
    "before after until till unless today tonight tomorrow tmrw morning mornings afternoon afternoons evening evenings "
    "noon lunch weekend weekends weekdays am pm early late at on during while between"
)
_REACH = 3  # words between a "no" and what it denies


def wants_visit(text: str) -> bool:
    """Whether an appointment is asked for, and no call: "no, I'd like to come in", "just book it".

    A question about one that stands ("when is my appointment?") asks for none, nor does "book the call".
    """
    return any(_asks_for_visit(clause) for clause in say(text).clauses)


def refuses_call(text: str) -> bool:
    """Whether no call is wanted at all; "no calls before ten" only says when."""
    return any(
        _WORDS.finds(clause.words, "no call") and not (_TIMES & {*clause.words}) and not _is_of_others(clause)
        for clause in say(text).clauses
        if clause.mark != "?" or _asks_for_visit(clause)
    )


def _is_of_others(clause: Clause) -> bool:
    return any(
        hit.label == "no call" and {*clause.words[hit.stop : hit.stop + 1]} & _OTHERS
        for hit in _WORDS.read(clause.words)
    )


def _asks_for_visit(clause: Clause) -> bool:
    hits = [hit for hit in _WORDS.read(clause.words) if hit.label != "filler"]
    labels = [hit.label for hit in hits]
    for at, hit in enumerate(hits):
        if hit.label not in ("visit", "book", "come") or _is_denied(hits, at):
            continue
        if hit.label == "visit" and ("change" in labels[:at] or _is_only_named(hits, at)):
            continue
        if "call" in labels[at + 1 :]:
            continue  # "book the call", "an appointment for a call"
        wanted = "want" in labels[:at] or "want" in labels[at + 1 :] or (hit.label == "book" and at == 0)
        if wanted or len(hits) == 1:
            return True
    return False


def _is_denied(hits: Sequence[Hit], at: int) -> bool:
    before = [hit for hit in hits[:at] if hits[at].start - hit.stop <= _REACH]
    return any(hit.label == "not" for hit in before)


def _is_only_named(hits: Sequence[Hit], at: int) -> bool:
    """Whether a visit is only spoken of: "about my appointment", "before the consultation"."""
    return any(hit.label == "of" and hits[at].start - hit.stop <= 2 for hit in hits[:at])


_OTHERS = word_set("her him them my his their dr doctor therapist psychiatrist")
_PEOPLE = """
    person, human, someone/somebody/anyone/anybody real, real/live/actual person/human/people, human being,
    representative, receptionist, operator, agent, coordinator, office manager, front desk, member of your? staff
"""
_ASKS = Lexicon(
    {
        "not": _NO_CALL,
        "visit": "in person",
        "call": """
            call/phone/ring/telephone/contact me/us, call/calls me/us back, calling/ringing me/us, call back, callback,
            have/get/want/need/let someone/somebody/anyone/anybody/you/them/staff/people/u to?
            call/phone/ring/telephone,
            can/could/would/will/may your? someone/somebody/anyone/anybody/you/they/staff/team please?
            call/phone/ring/telephone,
            call/phone/ring/telephone please, please call/phone/ring, get back to me, a phone? call from/please,
            want/need/like/prefer/request/arrange/get/have a phone? call/ring/callback,
            talk/speak on/over/by the phone, give me a call/ring/buzz, get a phone? call, llamame, que me llamen
        """,
        "people": _PEOPLE,
        "staff": """
            talk/speak/chat/talking/speaking to/with/w a/an/the/some/your/ur/one of your?
            staff/team/person/human/people,
            connect/transfer/put me to/with/through/thru, talk/speak to/with you guys/people, your/ur staff please,
            talk/speak to/with one of your/ur people/team/staff/coordinators/nurses
        """,
        "talk": "talk/speak/chat/talking/speaking to/with someone/somebody/anyone/anybody/you",
        "other": "call/phone/ring/contact/reach her/him/them/my/his/their/dr/doctor",
    }
)


def asks_for_call(text: str) -> bool:
    """Whether a call or a person is asked for in clear words, and not only in a guess of the model's."""
    return _asked(text) in ("call", "person")


def asks_to_talk(text: str) -> bool:
    """The same where nobody is named but "someone": "can I just talk to somebody?"."""
    return _asked(text) is not None


_PERSON = (
    r"(?:human(?: being)?s?|persons?|people|staff|agents?|operators?|receptionist|somebody|someone|anyone|anybody)"
)
_DO = r"(?:do|book|handle|finish|arrange|sort out|set up|take care of|go through|manage)"
_IT = r"(?:it|this|that|everything|the (?:whole )?(?:thing|booking|questions?|form|rest)|me)"
_HERE = (
    r"(?:here|online|with (?:you|u|ya|the (?:bot|assistant|chat))|in (?:the|this) chat|by (?:chat|text|message)"
    r"|in the chat|through (?:you|the chat|this)|myself|on my own)"
)
_RELENTS = re.compile(
    r"\b(?:forget|skip|scrap|drop|without|never ?mind|leave out|forget about)\s+(?:the|a|about the|your|any|that)?\s*"
    rf"(?:real |live |actual )?{_PERSON}\b"
    r"|\b(?:don.?t|do not|no longer|no)\s+(?:really\s+)?(?:need|want|have to have|need for)\s+"
    r"(?:to (?:talk|speak) (?:to|with)\s+)?(?:a|an|the|any|your)?\s*"
    rf"(?:real |live |actual )?{_PERSON}\b(?!\s+(?:to\b|call|phon|ring|contact))"
    rf"|\b{_DO}(?:ing)?\s+{_IT}\s+(?:right |just |all |instead )?{_HERE}\b"
    r"|\b(?:you|u|the bot|this bot|the assistant)\s+"
    r"(?:(?:can|could|may|might|will|should|just|as well|then|go ahead and)\s+)*"
    rf"(?:{_DO}\s+{_IT}|help me instead)\b"
    rf"|\b(?:stay|stick|continue|carry on|go on|keep going|proceed|go ahead|go)\s+(?:right )?{_HERE}\b"
    rf"|\b{_HERE}\s+(?:is|s|works|will be|would be)\s+(?:fine|ok|okay|good|all right|alright)\b",
    re.IGNORECASE,
)
_HOLDS_OUT = re.compile(
    r"\b(?:\w+n.t|not|never|rather than|instead of|hate to|refuse to|tired of|without)\s+"
    r"(?:(?:want|wanna|like|going|gonna|to|be able)\s+)*"
    rf"(?:{_DO}|stay|stick|continue|carry|go|keep|with)\b|\b(?:by|over the|on the) (?:phone|telephone)\b"
    r"|\bif (?:you|u|the bot)\b",
    re.IGNORECASE,
)


def relents(text: str) -> bool:
    """Whether who asked for a person would do it here after all: "no, forget the human", "you can do it then"."""
    return _RELENTS.search(text) is not None and _HOLDS_OUT.search(text) is None


def _asked(text: str) -> str | None:
    said = say(text)
    found: set[str] = set()
    for clause in said.clauses:
        found |= {*_ASKS.labels(clause.words)} - {""}
        if clause.words in (("staff",), ("staff", "please"), ("phone", "please")):
            found.add("staff")
    if "call" in found:
        return "call"
    if found & {"people", "staff"}:
        return "person"
    return "talk" if "talk" in found else None
