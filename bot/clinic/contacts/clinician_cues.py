"""The words around a clinician's name: those that say who treats the patient, and those that say it is another."""

from __future__ import annotations

import re

from bot.clinic.contacts.mentions import RELATIVE
from bot.clinic.contacts.roles import PERSON_WORDS
from bot.clinic.contacts.text import anyof

_OF_WHOM = anyof("my", "our", "mi", "the", "her", "his", "their", "current", "regular", "treating", "primary", "old",
                 "new", "previous", "former", "last")  # fmt: skip
_NOWADAYS = anyof("right now", "now", "there", "here", "at the moment", "these days")
_IS = anyof("is", "was", "es", "would be", "will be")
_STILL = anyof("called", "named", "now", "actually", "currently", "still")
_CALLED = anyof("called", "named", "se llama", "goes by")
_I_SEE = anyof("i see", "i saw", "i go to", "i have", "i use", "i'm seeing", "treats me")
_LINK = (
    rf"(?:'s)?(?:\s+{_NOWADAYS})?(?:\s+(?:(?:that|who|whom)\s+)?{_I_SEE}(?:\s+now)?)?"
    r"(?P<link>(?:'s|s)?\s+name(?:'s|\s+is|\s+was)?"
    r"|\s*(?::|=|\()"
    rf"|\s+{_IS}(?:\s+{_STILL})?|\s+{_CALLED}"
    r"|\s*,|\s*[-–—]|)"
    r"\s*[:=]?\s*(?:(?:el|la)\s+)?(?:a\s+(?:woman|man|lady|guy|person)\s+(?:named|called)\s+)?"
)

TITLE = re.compile(
    r"\b(?:dr|dra|drs)\b\.?[\s:]*(?=[^\W\d_])|\b(?:doctora?|doc|prof(?:essor)?|nurse)\.?\s+", re.IGNORECASE
)
"""Before a name: "Dr. Mehta"."""

PERSON = re.compile(rf"\b{_OF_WHOM}\s+(?:[\w\-]+\s+){{0,2}}?{PERSON_WORDS}\b{_LINK}", re.IGNORECASE)
"""Before a name: "my current psychiatrist is ...", "the doctor I see is called ..."; `link` joins the two."""

LABEL = re.compile(
    rf"(?:^|[\n;,.(|/]\s*|\band\s+)(?:(?:treating|referring|my)\s+)?{PERSON_WORDS}(?:'?s)?(?:\s+name)?\s*[:=\-–]\s*",
    re.IGNORECASE,
)
"""Before a name, as on a form: "Doctor: ..."."""

BESIDE = re.compile(rf"\b{PERSON_WORDS}\s+(?:(?:named|called)\s+)?", re.IGNORECASE)
"""Before a name: "nurse practitioner Kelly Tran"."""

BEFORE_COMMA = re.compile(rf"\b{PERSON_WORDS}\s*[,:(\-\u2013]\s*", re.IGNORECASE)
"""Before a name where the clinician is spoken of: "a therapist, Ann Lee at ..."."""

_THEIR = anyof("her", "his", "their", "(?:the )?doctor'?s", "(?:the )?dr'?s", "clinician'?s", "provider'?s")
THEIR_NAME = re.compile(
    rf"\b{_THEIR}\s+(?:(?:first|last|full)\s+)*name(?:'s|\s+is|\s+was|\s*[:=])?\s+"
    r"|\b(?:she|he)(?:'s|\s+is)\s+(?:called|named)\s+|\bse\s+llama\s+",
    re.IGNORECASE,
)
SEEN = re.compile(
    "\\b" + anyof(
        "i (?:see|saw|go to|work with|use|have|talk to|visit)",
        "(?:i'm|im|i am|i've been|ive been|been|was) (?:seeing|with|under)",
        "(?:treated|seen|prescribed|managed|followed|referred|sent) by",
        "under the care of", "care of", "patient of", "seeing",
    ) + r"\s+(?:my\s+)?",
    re.IGNORECASE,
)  # fmt: skip
_BEING = anyof("is", "was", "es", "'s", "(?:she|he|who)(?:'?s| is)")
_TREATS = anyof("treats", "prescribes", "manages", "is treating", "has been treating", "sees", "takes care of")
AFTER = re.compile(
    rf"(?:\s*,|\s+\(|\s*[-–—])?\s*(?:{_BEING}\s+)?"
    rf"(?:(?:my|our|mi)\s+(?:[\w\-]+\s+){{0,2}}?|an?\s+(?:[\w\-]+\s+)?|the\s+){PERSON_WORDS}\b"
    rf"|\s+is\s+the\s+name\s+of\s+my\s+{PERSON_WORDS}\b"
    rf"|\s+{_TREATS}\s+(?:me|my|for\s+me)\b",
    re.IGNORECASE,
)
"""After a name: "... is my psychiatrist", "... treats me"."""

_ONCE = anyof("was", "used to be", "were")
_OLD = anyof("old", "former", "previous", "ex", "first", "last")
FORMER = re.compile(rf"\b(?:{_ONCE}|{_OLD})\b", re.IGNORECASE)
FORMER_AFTER = re.compile(rf"\s*,?\s*(?:{_ONCE}\b|(?:is|'s)\s+(?:just\s+)?(?:my|the|an?)\s+{_OLD}\b)", re.IGNORECASE)
"""After the name of one who treated the patient once: "Lopez was my old one"."""

OWN = re.compile(r"\b(?:my|our|mi|me)\b", re.IGNORECASE)
OWN_BEFORE = re.compile(
    rf"\b(?:my|our|mi)\s+(?:[\w\-]+\s+){{0,2}}?(?:{PERSON_WORDS}\s*,\s*)?$"
    rf"|\bi(?:'m|\s+am)?\s+(?:\w+\s+)?(?:see|seeing|go\s+to|work\s+with|have)\s+an?\s+(?:\w+\s+)?{PERSON_WORDS}\s*,\s*$",
    re.IGNORECASE,
)
"""Before a name: "my ", "my psychiatrist, ", "I see a psychologist, "."""

NOT = re.compile(
    "\\b" + anyof("not", "isn'?t", "wasn'?t", "no longer", "instead of", "rather than", "never")
    + r"\s+(?:(?:with|seeing|by|a)\s+)?$",
    re.IGNORECASE,
)  # fmt: skip
PAST = re.compile(
    "\\b" + anyof("used to", "old", "former", "previous", "ex", "before", "stopped", "left", "retired", "until",
                  "told you", "said", "says", "shows", "listed", "wrote", "typed", "entered", "replace", "swap",
                  "change")
    + r"\b[^.;\n]{0,30}$",
    re.IGNORECASE,
)  # fmt: skip
"""Before the name of one who treated the patient once, or who was given by mistake."""

SINCE = re.compile(
    r"[,.;]\s*(?:and\s+|but\s+)?(?:now\b|it'?s|i'?m|currently|these\s+days|i\s+(?:now\s+)?(?:see|go)\b)[^,.;\n]*$",
    re.IGNORECASE,
)
"""Between the two: the past is over ("Lopez was my former one, it's Vega now")."""

KEPT_OUT = re.compile(
    "\\b" + anyof("don'?t", "do not", "never", "not", "rather you didn'?t", "can'?t", "no need to", "without")
    + r"\b[^.;\n]{0,25}\b(?:call|contact|talk|speak|tell|reach|involve|e-?mail|text|bother|ask|use)(?:ing)?\b"
    + r"[^.;\n]{0,12}$|\b(?:leave|keep)\s+$",
    re.IGNORECASE,
)  # fmt: skip
"""Before a name one wants left alone: "please don't call Dr. Lee"."""
ADDRESSED = re.compile(
    r"(?:\byou(?:'?re|\s+are)|\bur|(?:^|[.!?;,]\s*)be|\bact\s+(?:as|like)|\bpretend\s+(?:to\s+be|you'?re))\s+(?:(?:now|a|the|called|named)\s+)*$",
    re.IGNORECASE,
)
"""Before a name that the assistant is given: "you are now Dr. Love"."""

MY_RELATIVE = re.compile(rf"\bmy\s+{RELATIVE}\b", re.IGNORECASE)
OF_A_RELATIVE = re.compile(
    rf"\b(?:my|his|her)\s+{RELATIVE}(?:'s|s'|s)?\s+(?:(?!my\b)[\w'\-]+\s+){{0,5}}(?:(?:is|was|saw|sees|named|called)\s+)?$",
    re.IGNORECASE,
)
HERE_OR_FAR = re.compile(
    "\\b" + anyof("your", "you guys", "kcla", "ketamine clinics?", "podcast", "article", "video", "study",
                  "on (?:tv|youtube|tiktok|instagram|facebook|the news)", "documentary", "netflix", "interview",
                  r"(?:(?:a|the|this|that|his|her) (?:\w+ )?|in )book") + r"\b",
    re.IGNORECASE,
)  # fmt: skip
"""In the sentence of a doctor of this clinic, or of one known from afar."""

WISHED = re.compile(
    r"\b(?:trying|looking|want|need)\s+" + anyof("to (?:reach|find|contact|call|get)", "for") + r"\s+$"
    r"|\b(?:appointment|appt|consult\w*|book\w*|schedul\w*|session|meet|meeting|talk|speak|want|like|love|need"
    r"|(?<!\bi )(?<!\bstill )(?<!\bcurrently )(?<!\balso )(?<!\balready )(?<!\bregularly )see)\s+(?:"
    + anyof("to (?:see|meet|talk to|speak to|speak with)", "with", "to", "for", "by", "a", "another") + r"\s+)+$",
    re.IGNORECASE,
)  # fmt: skip
"""Before the name of one the patient would like to see."""

SPOKEN_OF = re.compile(PERSON_WORDS + r"|\bdr\b", re.IGNORECASE)
