"""Yes or no."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.clinic.reading import vocabulary as v
from bot.clinic.reading.lexicon import Lexicon
from bot.clinic.reading.words import Clause, Said, say, word_set

_ANSWERS = Lexicon(
    {
        "yes": v.YES,
        "ok": v.OK,
        "no": v.NO,
        "not": v.NOT,
        "unsure": v.DONT_KNOW,
        "rather not": v.RATHER_NOT,
        "wait": v.WAIT,
        "but": v.BUT,
        "hedge": v.HEDGE,
        "negation": v.NEGATION,
        "filler": v.FILLER,
        "harmless": v.HARMLESS,
    }
)
_STRENGTH = Lexicon({"hedged": v.HEDGED, "faint": v.FAINT})
# One letter is an answer only when it is the whole message: "y" also joins Spanish words, "n" English ones.
_LETTERS = {"y": True, "n": False}
_DENIES_NO_FACT = word_set("""
    thanks thank thx ty never none nobody noone one way chance nada nadie nunca tampoco
""")


@dataclass(frozen=True)
class Answer:
    """A yes or a no (`value`), and how far it can be relied on.

    `whole`: the message holds nothing else. `word`: said with a word that means yes or no in any company
    ("yeah", "nope"), where "ok", "fine" or "i dont" get their meaning from the question. `plain`: nothing else is
    said before a "but". `lukewarm`: "i guess so".
    """

    value: bool
    whole: bool
    word: bool
    plain: bool = True
    lukewarm: bool = False


def yes_no(text: str) -> bool | None:
    """The answer to any yes/no question; None when it is neither, both, unsure or only a question.

    A yes followed by a condition or a question of its own is still True: `clear_yes` tells them apart.
    """
    answer = read_answer(say(text))
    return None if answer is None else answer.value


def clear_yes(text: str) -> bool:
    """Whether this is an unconditional go-ahead, fit for writing a booking: nothing but agreement is said.

    A lukewarm "i guess so" is not one, nor a yes that names a time, a change, a condition or a question.
    """
    answer = read_answer(say(text))
    return answer is not None and answer.value and answer.whole and not answer.lukewarm


def is_thanks_or_nobody(said: Said) -> bool:
    """Whether a no turns something down or counts nobody ("no thanks", "no one"), so that it denies no fact."""
    return bool(_DENIES_NO_FACT.intersection(said.words))


def clear_no(text: str) -> bool:
    """Whether the message is a no and nothing else."""
    answer = read_answer(say(text))
    return answer is not None and not answer.value and answer.whole


def read_answer(said: Said) -> Answer | None:
    """The yes or no in a message already cut into words; None when there is none to rely on."""
    if (letter := _single_letter(said)) is not None:
        return Answer(letter, whole=not said.asks, word=True) if not said.asks else None
    if said.asks and said.clauses[0].asks and not _opens_with_answer(said.clauses[0], said):
        return None  # whatever follows may answer the person's own question
    statements = [clause for clause in said.clauses if not clause.asks or _opens_with_answer(clause, said)]
    labels = [label for clause in statements for label in [*_collapse(_ANSWERS.labels(clause.words)), "|"]]
    head, tail = _split_at_but(labels)
    answer = _read_head([label for label in head if label not in ("filler", "|")], said)
    if answer is None or ("no" in tail and answer.value):
        return None
    agreements = sum(label in ("yes", "ok") for label in labels)
    whole = answer.whole and not tail and not said.asks
    return replace(answer, whole=whole, plain=answer.whole, lukewarm=_is_lukewarm(said, agreements))


def _read_head(labels: list[str], said: Said) -> Answer | None:
    """The answer of the part before any "but"; `labels` without fillers."""
    kinds = set(labels)
    if kinds & {"unsure", "rather not", "wait", "hedge"} or bool(kinds & {"yes", "ok"}) == bool(kinds & {"no", "not"}):
        return None
    others = sum(label in ("", "negation") for label in labels)
    value = bool(kinds & {"yes", "ok"})
    strong = "yes" if value else "no"
    if strong in kinds and labels[0] == strong:
        if (value and "negation" in kinds) or (not value and _is_number(said, 1)):
            return None
        return Answer(value, whole=not others, word=True)
    if others or (not value and strong in kinds and "harmless" in labels):
        return None  # "she will say no"
    return Answer(value, whole=True, word=strong in kinds)


def _is_lukewarm(said: Said, agreements: int) -> bool:
    strength = _STRENGTH.labels(said.words)
    return "hedged" in strength or 0 < agreements <= strength.count("faint")


def _collapse(labels: list[str]) -> list[str]:
    """A denied agreement is a denial: "dont" + "book it". Small words between do not matter."""
    out: list[str] = []
    for label in labels:
        if label in ("yes", "ok"):
            small = len(out)
            while small and out[small - 1] in ("harmless", "filler"):
                small -= 1
            if small and out[small - 1] in ("negation", "not"):
                out[small - 1 :] = ["not"]
                continue
        out.append(label)
    return out


def _split_at_but(labels: list[str]) -> tuple[list[str], list[str]]:
    if "but" not in labels:
        return labels, []
    at = labels.index("but")
    return labels[:at], labels[at:]


def _opens_with_answer(clause: Clause, said: Said) -> bool:
    """Whether a question has its answer in front: "yes and do I need a referral?", unlike "yes?" or "ok?"."""
    labels = [label for label in _ANSWERS.labels(clause.words) if label != "filler"]
    return len(labels) > 2 and labels[0] in ("yes", "no") and clause is said.clauses[0]


def _single_letter(said: Said) -> bool | None:
    words = [word for word in said.words if word in _LETTERS or not _ANSWERS.finds([word], "filler")]
    return _LETTERS.get(words[0]) if len(words) == 1 else None


def _is_number(said: Said, at: int) -> bool:
    """Whether the second and last word is a number: "no 2" is a choice, not a refusal."""
    words: Sequence[str] = said.words
    return len(words) == at + 1 and words[at].isdecimal()
