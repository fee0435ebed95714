"""Answers that must not be misread: a go-ahead to a summary, and "are you safe right now?"."""

from __future__ import annotations

import re

from bot.clinic import reading as answers
from bot.clinic.interview.clauses import clauses_of, unstressed
from bot.clinic.interview.draft import Draft
from bot.clinic.interview.loose import bare_cancel
from bot.clinic.interview.meant import meant
from bot.clinic.interview.menus import SAFE_MENUS, SUMMARY_MENUS
from bot.clinic.interview.message import Message
from bot.clinic.safety import Level, check

# Said in answer to "are you safe?", these speak of means or of an act, whatever else the sentence is.
_MEANS = re.compile(
    r"\b(?:pills?|tablets?|overdos\w+|gun|pistol|rifle|knife|blade|razor|rope|noose|bridge|roof|ledge|bleeding|"
    r"cut(?:ting)? (?:myself|my)|took (?:them|it|all)|taken (?:them|it|all)|too late|pastillas|pistola|cuchillo)\b",
    re.IGNORECASE,
)
# A yes that carries any of these is not yet a go-ahead.
_CONDITIONS = re.compile(
    r"[?\d]|n't|n’t|\b(?:but|except|wait|change|not|dont|cant|wrong|instead|if|unless|until|hold|first|other|different|"
    r"another|earlier|later|no|nope|maybe|guess|think|who|what|when|why|how|where|actually|contact|call)\b",
    re.IGNORECASE,
)
_HOLDS_OFF = re.compile(
    r"\b(?:don.?t|do\s+not|dont|not|never|no)\s+(?:\w+\s+){0,3}?(?:book|confirm|schedul|reserv|lock|finali[sz]e|submit)\w*"
    r"\b.*\b(?:yet|now|right\s+now|just\s+now|for\s+now|until|till|before)\b"
    r"|\bhold\s+off\b|\b(?:wait|hold\s+on|pause)\s+(?:with|before|on)\s+(?:the\s+|that\s+)?(?:you\s+)?(?:book|confirm)\w*"
    r"|^\W*(?:no\W+)?(?:not|don.?t)(?:\s+just|\s+quite)?\s+yet\b",
    re.IGNORECASE,
)
_CONFIRMS = re.compile(r"\W*(?:ok(?:ay)?\W+)?(?:yes|yeah|yep|yup|book|confirm|please book|go ahead)\b", re.IGNORECASE)
_IMPATIENT = re.compile(
    r"\b(?:(?:this|it)(?:.?s| is)? (?:taking|takes|took)(?: way)?(?: too| so)? (?:forever|ages|long|much time)"
    r"|i (?:do not|don.?t|haven.?t) (?:have|got) (?:all day|time for this)"
    r"|how (?:many times|much longer)(?: do i have to say)?"
    r"|(?:it.?s )?about time|finally|hurry up|come on|enough(?: already)?|yeah yeah|get on with it)\b[\s,.!?]*",
    re.IGNORECASE,
)
_ORDERS = re.compile(
    r"\W*(?:just |please )*(?:book|(?:book|do|reserve|schedule) (?:it|the (?:damn |bloody )?thing|me(?: in)?))\W*",
    re.IGNORECASE,
)
_THANKS = re.compile(r"\W*(?:and |many )?(?:thanks?|thx|ty|see (?:you|ya|u)(?: (?:then|there|soon))?)\b", re.IGNORECASE)
# "I don't want to ..." speaks of danger and answers nothing
_ANSWERS_NO = re.compile(
    r"\W*(?:(?:i'?m|i am|im)\s+)?(?:no+|nope|nah|naw|not|unsafe|un ?sure|maybe|idk)\b", re.IGNORECASE
)
_YES_FIRST = re.compile(r"\W*(?:yes|yeah|yep|yup|ok|okay|sure)\b", re.IGNORECASE)
_SENTENCES = re.compile(r"[.,;!\n]+")
_PARTS = re.compile(r"[^.,;!?\n]+\??")
# The number of a choice before or behind the words that say the same: "1 im fine", "I'm good. 1".
_NUMBERED = re.compile(
    r"\W*([123])(?:[\s.,;:!)-]+(?!(?:[ap]\.?m|hours?|days?|weeks?|months?|years?|times?|of|more|last|o.?clock)\b)(\D.*))"
    r"|(.*[.,;!?]\s*)([123])\W*",
    re.IGNORECASE | re.DOTALL,
)
# Beside "I'm fine" these may be a farewell: then the "no" before it is not waved aside.
_DARK = re.compile(
    r"\b(?:good ?bye|bye|farewell|forever|miss(?:es)? me|better off|burden|last|be over|end\w*|done"
    r"|tomorrow|soon|point|"
    r"matter|nobody|no one|care|anymore|longer|sorry|love you|hid\w+|pain|peace|sleep|(?<!not )alone)\b",
    re.IGNORECASE,
)
_NOT_SAFE = re.compile(
    r"\b(?:(?:not|isn'?t|aren'?t|don'?t feel|never) (?:really |very |so )?safe|unsafe)\b", re.IGNORECASE
)
_THOUGHTS = re.compile(
    r"\bsuicid\w* (?:thoughts?|thinking|ideations?|feelings)\b|\bsuicidality\b|\b(?:passive|active|chronic) ideation\b"
    r"|\bthoughts? (?:of|about) (?:suicide|being suicidal)\b",
    re.IGNORECASE,
)
_NEWS = 14  # words: in more there may be anything
_WANTS_QUIET = re.compile(r"\b(?:let me (?:be|alone)|leave me (?:be|alone|in peace))\b", re.IGNORECASE)
_FEW = 8  # words: no answer to a question of the interview is hidden in so few
_BARE = 3  # words of an answer that needs no model
CALM = ("safe", "hopeful", "helped")
_SLOT = re.compile(
    r"(?P<weekday>\w+day), (?P<month>[A-Z]\w+) (?P<day>\d+), (?P<year>\d{4}) at "
    r"(?P<hour>\d+):(?P<minutes>\d\d) (?P<half>[AP])M"
)


def read_safety(text: str) -> str | None:
    """The answer to "are you safe right now?": "safe", "unsafe", "unsure", or None when there is none.

    It is read sentence by sentence, since much may be said around it; the worst of them counts. "helped" says that
    others are there to help, whoever is safe; "hopeful" that somebody who is not alone is thought to be safe.
    """
    for menu in SAFE_MENUS.values():
        picked = answers.read_choice(text, [label for _, label in menu])
        if picked is not None:
            return menu[picked][0]
    if answers.means_are_gone(text):
        return "safe"
    if _MEANS.search(text):
        return "unsafe"
    if answers.asks_what_follows(text):
        return None
    if (numbered := _NUMBERED.fullmatch(text)) is not None:
        return _read_numbered(int(numbered[1] or numbered[4]), numbered[2] or numbered[3])
    if answers.help_is_near(text) and not _NOT_SAFE.search(text):
        return "helped"
    if answers.read_safe(text) == "safe":  # as a whole: of "no, I'm fine" the half is not what is meant
        return "safe"
    parts = [part for part in _PARTS.findall(text) if part.strip()]
    if answers.waves_worry_aside(parts) and not _DARK.search(text) and check(text).level < Level.risk:
        return "safe"
    if answers.hopes_in_company(text):
        return "hopeful"
    said = {answers.read_safe(part) for part in (text, *parts)}
    return next((level for level in ("unsafe", "unsure", "safe") if level in said), None)


def safety_of(message: Message) -> str | None:
    """As `read_safety`, with what the model makes of it: the graver of the two.

    But where it is sure of a calm word: "I'm fine, I would never act on it" has a word of danger in it, and is a yes.
    Without a word that the reader knows, nobody is taken to be safe: "no plan, only tired" may well be true.
    """
    text, read = message.text, read_safety(message.text)
    says_nothing = answers.declines(text) or answers.refuses_safety_question(text) or _WANTS_QUIET.search(text)
    made = None if message.questions or says_nothing else meant("safe", message)
    if made == "unsafe":
        return read if read is not None and len(text.split()) <= _BARE else made
    if made == "safe":
        calm = read not in (None, *CALM) and not (_MEANS.search(text) or _DARK.search(text))
        return "safe" if calm and check(text).level < Level.risk else read
    return read or made


def _read_numbered(number: int, words: str) -> str | None:
    """A number with words beside it; where the two do not agree, it is no answer."""
    level = read_safety(words)
    named = SAFE_MENUS["self"][number - 1][0]
    if level is None:
        return named
    return level if level == named or named == "safe" else None if level in CALM else "unsafe"


def beside_safety(text: str) -> str:
    """What an answer to "are you safe right now?" says besides: the sentences that do not speak of it at all."""
    return ". ".join(part.strip() for part in _SENTENCES.split(text) if part.strip() and not answers.is_of_safety(part))


def names_reason(draft: Draft, text: str, rule_id: str) -> bool:
    """Whether a message that only the model takes for danger only names "suicidal thoughts" as what brings somebody in.

    That is one of our own choices, so it is an answer: a mention, as any reason for the visit (docs/safety.md).
    """
    if draft.question != "reason" or not rule_id.startswith("model"):
        return False
    parts = [part.plain for part in clauses_of(text) if not part.plain.isdigit()]
    only_lists = all(answers.listed_reasons(part) for part in parts)
    return only_lists and "suicidal_thoughts" in answers.listed_reasons(text)


def names_thoughts(text: str) -> bool:
    """Whether such thoughts are named as what one has, as in the choice itself; "I want to die" names nothing."""
    return _THOUGHTS.search(text) is not None


def calms(draft: Draft, text: str, rule_id: str) -> bool:
    """Whether a message that only the model takes for danger says that it is over, or that help has come.

    That is an answer to "are you safe right now?", or news after danger that was told before.
    """
    if relieves(draft, text):
        return True
    if not rule_id.startswith("model"):
        return False
    if draft.question == "safe":
        return read_safety(text) in CALM or _is_in_company(text)
    told = draft.resources_given == Level.imminent.name and draft.question is None
    return told and not _MEANS.search(text) and (answers.has_called(text) or _is_in_company(text))


def relieves(draft: Draft, text: str) -> bool:
    """Whether it is news, after danger of the writer's own, that others took the means away; of any rule's words.

    "She took the pills away" has what a rule looks for, and is the best that could be written then.
    """
    own = draft.danger == "self" and draft.resources_given in (Level.risk.name, Level.imminent.name)
    return own and answers.means_are_gone(text)


def keeps_company(text: str) -> bool:
    """Whether a few words say only that somebody stays: "yes, he's staying with me"."""
    return len(text.split()) <= _FEW and not re.search(r"[\d?]", text) and _is_in_company(text)


def _is_in_company(text: str) -> bool:
    """Whether all the news is that somebody is there or on the way: "I rang my mom, she is driving over"."""
    short = len(text.split()) <= _NEWS
    return short and answers.after_danger(text) == "company" and not (_MEANS.search(text) or _DARK.search(text))


def denies_safety(draft: Draft, text: str) -> str | None:
    """How a message answers "are you safe right now?" with anything but a yes: "unsafe", "unsure"; None otherwise."""
    level = read_safety(text) if draft.question == "safe" and _ANSWERS_NO.match(text) else None
    return level if level in ("unsafe", "unsure") else None


def picked(question: str | None, draft: Draft, text: str) -> str | None:
    """The button of a summary, by its label or its number."""
    if question != "summary":
        return None
    menu = SUMMARY_MENUS.get(draft.goal or "", ())
    number = answers.read_choice(text, [label for _, label in menu])
    return menu[number][0] if number is not None else None


def agreed(question: str | None, draft: Draft, message: Message) -> bool | None:
    """Only an unconditional yes books; "yes, but" and "yes?" do not."""
    if question != "summary":
        return None
    button = picked(question, draft, message.text)
    if button is not None:
        return button == "yes"
    said = _without_time(draft, message.text)
    if answers.clear_yes(said) or (draft.goal == "cancel" and _is_cancel(message.text)):
        return True
    if said != message.text and not _CONDITIONS.search(said) and _all_agree(said):
        return True
    if _is_ordered(message.text):
        return True
    plain = answers.yes_no(message.text)
    if plain and not _CONDITIONS.search(message.text) and (message.means("affirm") or _YES_FIRST.match(message.text)):
        return True
    if not _CONDITIONS.search(message.text) and _yes_among(message.text):
        return True
    if message.asides:
        return None
    return False if plain is False else _by_model(draft, message)


def _by_model(draft: Draft, message: Message) -> bool | None:
    found = meant("cancelling" if draft.goal == "cancel" else "summary", message)
    return {"yes": True, "no": False}.get(found or "")


def holds_off(text: str) -> bool:
    """Whether the booking is to wait, and nothing else is said to be wrong: "don't book it just yet"."""
    return _HOLDS_OFF.search(text) is not None and answers.correction_target(text) is None and "?" not in text


def _is_ordered(text: str) -> bool:
    """Whether somebody who has lost patience says to book: "this is taking forever, just do it"."""
    text = _IMPATIENT.sub("", text)
    bare = unstressed(text)
    return not _CONDITIONS.search(text) and (answers.clear_yes(bare) or _ORDERS.fullmatch(bare) is not None)


def _yes_among(text: str) -> bool:
    """Whether a yes closes an excuse ("sorry, fell asleep. yes book it") or opens a word of thanks."""
    parts = [part for part in _SENTENCES.split(text) if part.strip()]
    if len(parts) < 2:
        return False
    thanked = answers.clear_yes(parts[0]) and all(_THANKS.match(part) for part in parts[1:])
    return thanked or (_CONFIRMS.match(parts[-1]) is not None and answers.clear_yes(parts[-1]))


def _is_cancel(text: str) -> bool:
    """Whether "shall I cancel it?" is answered by the act itself: "ok cancel anyway"; "no, cancel that" is unclear."""
    return bare_cancel(text) and _CONDITIONS.search(text) is None


def _all_agree(text: str) -> bool:
    """Whether each sentence is a plain yes: "yes, that is good. Book it."."""
    parts = [part for part in _SENTENCES.split(text) if part.strip()]
    return bool(parts) and all(answers.clear_yes(part) for part in parts)


def _without_time(draft: Draft, text: str) -> str:
    """The text without the time that the summary names, said back: "yes, Tuesday at 3 is good"; another one stays."""
    told = draft.old_time if draft.goal == "cancel" else (draft.summed_up or "").rpartition("\n")[2]
    slot = _SLOT.search(told or "")
    if slot is None or not re.search(r"\d|day\b", text):
        return text
    minutes = "" if slot["minutes"] == "00" else slot["minutes"]
    clock = rf"{slot['hour']}(?::?{slot['minutes']})" + ("?" if not minutes else "")
    half = rf"(?:\s*{slot['half'][0]}\.?m\b\.?)?(?!\s*[ap]\.?m\b)(?![\d:])"
    day = rf"(?:the\s+)?{slot['day']}(?:st|nd|rd|th)?\b"
    month, weekday = slot["month"], slot["weekday"]
    for pattern in (
        rf"\b{weekday[:3]}(?:{weekday[3:]})?\b,?",
        rf"\b{month[:3]}(?:{month[3:]})?\.?\s+{day},?(?:\s+{slot['year']}\b)?|\bthe\s+{day}|\b{slot['day']}(?:st|nd|rd|th)\b",
        rf"\b(?:at\s+|for\s+|on\s+)?(?<![\d:]){clock}{half}(?:\s+(?:o'?clock|in the (?:morning|afternoon)))?",
        r"\b(?:in\s+)?(?:los angeles|la|pacific|california)(?:\s+time)?\b",
    ):
        text = re.sub(pattern, " ", text, flags=re.IGNORECASE)
    return re.sub(r"\s+(?=[.,;!?])", "", " ".join(text.split()))
