"""What people say instead of an answer, in many voices: careful, hurried, by thumb, annoyed, chatty.

Each kind stands for one thing that may come up at any question of the interview. `says` is what must be in the reply,
as a regular expression; None where any sensible reply will do.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Digression:
    """A message and what must be in the answer to it; `facts` are the answers that it changes."""

    text: str
    says: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)


def _same(says: str | None, *texts: str) -> tuple[Digression, ...]:
    return tuple(Digression(text, says) for text in texts)


STAFF_PHONE = r"310-270-0625"

# ---- questions about the treatment or the clinic
FAQ = (
    *_same(
        "nausea",
        "what kind of side effects should I expect?",
        "side fx??",
        "Could you tell me which side effects people report, please?",
    ),
    *_same("referral", "is a referral needed for this?", "do i hafta get a referral from my gp"),
    *_same("third infusion", "how long till you feel something", "How fast does it start working?"),
    *_same("esketamine", "whats spravato", "Can you explain what Spravato is?"),
    *_same(f"cost|paid|pay.*{STAFF_PHONE}", "how much is it", "hmm what does a treatment cost roughly?"),
    *_same("Los Angeles", "where are you located?", "wheres the clinic at"),
    *_same("confidential", "is this confidential?"),
    *_same("physical|dependen|addict", "can you get addicted to ketamine?"),
    *_same(STAFF_PHONE, "how many sessions does it take?", "does it feel like being drunk?"),
)
SEVERAL_FAQ = tuple(
    Digression(text, f"(?s)(?=.*(?:{one}))(?=.*(?:{other}))")
    for text, one, other in (
        ("What are the side effects, and do I need a referral?", "nausea", "referral"),
        ("how soon does it work? and is it addictive?", "third infusion", "physical|dependen|addict"),
        ("is it confidential? also where r u located?", "confidential", "Los Angeles"),
        ("ok two things: what does it cost? and what is spravato?", "cost|paid|pay", "esketamine"),
        ("Do I need a referral? What are the side effects? How quickly does it work?", "referral", "nausea"),
    )
)

# ---- about the dialogue itself
WHY = _same(
    None,
    "why do you need that?",
    "y r u asking me this",
    "What do you need this for?",
    "may I ask why you want to know",
)
REPEAT = _same(None, "can you repeat that?", "say again pls", "what was the question?", "huh?", "sorry, come again?")
BACK = _same(None, "go back", "back pls", "can we go one step back?", "previous question please")
STOP = _same(
    None,
    "stop for now",
    "let's pause here",
    "I have to stop now, later",
    "nvm lets do this another time",
)
GO_ON = ("continue", "ok lets go on", "resume please", "I'm back, let's continue")

# ---- to nobody's purpose
NONSENSE = _same(None, "grmpf blubb", "qwertzuiop", "purple seventeen sideways", "jkl;jkl;", "asdf 🙃 asdf asdf asdf")
WORDLESS = _same(None, "", "   ", "🙃", "😬😬😬", "...", "!!!")
OUT_OF_SCOPE = _same(
    None,
    "who won the superbowl",
    "can you recommend a good taco place?",
    "what's the capital of Peru?",
    "tell me a joke",
)

# ---- small talk
COURTESY = _same(None, "thank you so much", "thx!", "hi there", "good morning", "hey", "thanks for your help")
WHO_ARE_YOU = _same("automated assistant|can answer questions", "are you a bot?", "am I talking to a real person here?")

# ---- a person is wanted
STAFF = _same(
    STAFF_PHONE,
    "I'd like to talk to a person",
    "can someone from the clinic call me instead",
    "human pls",
    "let me speak with one of your staff",
)

# ---- no answer
REFUSAL = _same(
    None,
    "I'd rather not say",
    "skip",
    "skip that pls",
    "none of your business",
    "I don't want to answer that",
    "i dont know",
    "pass",
)

# ---- an earlier answer was wrong: by the fact that it changes
CORRECTIONS = {
    "reason": (
        Digression("sorry, I meant anxiety, not depression", "what brings you in", {"reason": ["anxiety"]}),
        Digression("oops change my reason to ptsd", "what brings you in", {"reason": ["ptsd"]}),
    ),
    "clinician_name": (
        Digression(
            "my doctor's name is wrong, it should be Dr. Norah Feldmann", "", {"clinician_name": "Norah Feldmann"}
        ),
        Digression("correction: my clinician is Ines Galvan", "", {"clinician_name": "Ines Galvan"}),
    ),
    "clinician_role": (
        Digression("actually she's a therapist, not a psychiatrist", "role", {"clinician_role": "therapist"}),
    ),
    "clinician_practice": (
        Digression(
            "the practice is called Tidewater Care, not Harbor Mind Clinic",
            "practice",
            {"clinician_practice": "Tidewater Care"},
        ),
    ),
    "clinician_phone": (
        Digression("her office number was wrong, it's 310-555-0159", "clinician", {"clinician_phone": "+13105550159"}),
    ),
    "name": (
        Digression("oops my last name is spelled Reyez", "Paula Reyez|your name", {"name": "Paula Reyez"}),
        Digression("I misspelled my name. It's Paola Reyes", "Paola Reyes|your name", {"name": "Paola Reyes"}),
    ),
    "phone": (
        Digression("typo in my phone number! its 213-555-0145", "213-555-0145", {"phone": "+12135550145"}),
        Digression("My number should end in 0139, sorry about that.", "310-555-0139", {"phone": "+13105550139"}),
    ),
    "email": (
        Digression("change my email to p.reyes@example.org", "p.reyes@example.org", {"email": "p.reyes@example.org"}),
    ),
}
