"""The one yes or no about health conditions. Which condition it is, is never kept."""

from __future__ import annotations

from typing import Literal

from bot.clinic.reading import vocabulary as v
from bot.clinic.reading.answers import read_answer
from bot.clinic.reading.declining import declines
from bot.clinic.reading.lexicon import Hit, Lexicon
from bot.clinic.reading.words import Clause, Said, say

_HEALTH = Lexicon(
    {
        "private": v.RATHER_NOT,
        "none": """
            none, none of those/these/them/that/it, none of the above/listed/conditions, none apply/applies,
            none apply to me, none that apply/applies, none that i know of, none whatsoever, nothing,
            nothing like that/those/this, nothing of the sort/kind, nothing on that/the/your list,
            nothing there/applies, nothing to report, no conditions/issues/problems,
            no health/medical conditions/issues/problems, not any, i? dont have any,
            i? dont have any of those/these/them/that/it, not any of those/these/them/that, i? have none,
            i? have none of those/these/them, neither, na, not applicable, zero, zilch, nada, nada de eso,
            ninguna, ninguno, ninguna/ninguno de esas/esos, no tengo ninguna, all clear/good/negative/no,
            clean bill of health, im/i? am? perfectly? healthy, in? good/perfect health, fit as a fiddle,
            healthy as a horse, not that i know of, not that im aware of, not to my knowledge,
            not as far as i know, no to all, no to all of those/them/it/these, no to everything, nope to all,
            it? doesnt apply, they? dont apply, im good/fine/ok/okay
        """,
        "some": """
            one/two/some/couple/few of those/these/them, one of the conditions, all of them/those,
            all the above, one/some applies/apply, at least one, more than one,
            the first/second/third/last one, i do have/apply, i have one/some/two, una de esas, algunas
        """,
        "unsure": v.DONT_KNOW
        + """
            , maybe, might, perhaps, possibly, could be, borderline,
            not really/exactly/quite/currently/anymore/yet
        """,
        "healthy": """
            normal, fine, ok, okay, good, great, perfect, low, healthy, under control, well? controlled, in range
        """,
        "given up": "quit, i? stopped, i? gave up, given up, i? used to, sober from, off",
        "not": """
            no, not, dont, dont have, doesnt, never, never had, isnt, arent, havent, without, nor, neither,
            no history of, free of, clear of, sin, no tengo/estoy/soy
        """,
        "or": "or, nor, and, ni, any",
        "condition": """
            pregnant, pregnancy, im expecting, expecting a baby, weeks along, preggo, prego, embarazada,
            breastfeeding, breast feeding, nursing, pumping, amamantando, lactando,
            high/elevated blood pressure/bp, bp/pressure is high, blood pressure is high, hbp, hypertension,
            hypertensive, presion alta,
            heart condition/disease/problem/problems/trouble/failure/attack/murmur/issues/issue/surgery/stuff,
            bad/weak heart, chf, afib, a fib, atrial fibrillation, angina, arrhythmia, pacemaker, stent,
            stents, aneurysm, aneurism, avm, brain bleed/hemorrhage/aneurysm, hemorrhage,
            bleeding in my? brain, stroke, strokes, psychosis, psychotic, schizophrenia, schizoaffective,
            schizophrenic, hallucinations, hallucinate, hear/hearing voices, delusions, mania, manic,
            manic episode, esquizofrenia, liver disease/problem/problems/damage/failure/issues, bad liver,
            cirrhosis, hepatitis, hep c/b, fatty liver, allergic to ketamine, ketamine allergy,
            allergy to ketamine, allergic, in recovery, rehab, relapsed
        """,
        # What was given up long ago is no current problem.
        "habit": """
            alcoholic, alcoholism, alcohol problem/issue/use/abuse, alcohol,
            drinking, drinking problem, drink a lot/too, drink too much, drink every day,
            drug problem/use/addict/addiction/abuse, drugs, addict, addicted, addiction, substance abuse/use,
            use/using/used ketamine, recreational ketamine, ketamine recreationally,
            special k, meth, cocaine, coke, heroin, opioids, fentanyl
        """,
        # A word of the list, but no more than that: "my blood pressure is normal".
        "organ": "blood pressure, bp, heart, liver, my pressure, corazon, allergy, drink, presion",
        "relation": v.RELATIONS + ", family history, runs in the? family",
        "i": "i, im, ive, tengo, estoy, soy",
        "if": "if, whether",
        "but": "but, though, although, except, besides, however, just, only, tho, pero",
        "filler": v.FILLER,
    }
)


_NO_FIRST = (("no",), ("nope",), ("nah",))


def read_health(text: str) -> Literal["none", "some"] | None:
    """Whether any condition of the list applies; None when the message does not say, or does not want to.

    Anything named and not denied is "some": the consequence is only that a clinician looks at it. One thing
    denied ("no heart problems") does not yet deny the rest.
    """
    said = say(text)
    if any(_names_own(clause) for clause in said.clauses):
        return "some"
    answer = read_answer(Said(tuple(clause for clause in said.clauses if not _denies_one(clause))))
    told = [_HEALTH.labels(clause.words) for clause in said.clauses]
    # "no, I quit drinking years ago though" takes nothing back
    labels = {label for found in told for label in found if not (label == "but" and _is_harmless(found))}
    if "none" not in labels and declines(text):
        return None
    if "unsure" in labels or (said.asks and not (answer and answer.word)):
        return None
    yes = (answer is not None and answer.value and answer.word) or "some" in labels
    no = (answer is not None and not answer.value and (answer.word or answer.whole)) or "none" in labels
    if answer is None and said.words[:1] in _NO_FIRST and any(_is_harmless(found) for found in told):
        no = True  # the "fine" of "no, my heart is fine" is no yes
    if yes == no or (no and "but" in labels):
        return None
    return "some" if yes else "none"


def _is_harmless(labels: list[str]) -> bool:
    """Whether a clause only tells of health, or of what was given up: "my heart is fine", "I quit drinking"."""
    well = "organ" in labels and "healthy" in labels[labels.index("organ") :]
    return "condition" not in labels and (well or ("given up" in labels and "habit" in labels))


def _names_own(clause: Clause) -> bool:
    """Whether a clause names a condition of the writer's own and does not deny it."""
    hits = [hit for hit in _HEALTH.read(clause.words) if hit.label != "filler"]
    labels = [hit.label for hit in hits]
    if "if" in labels or (clause.asks and labels[:1] != ["i"]):
        return False
    denied: set[int] = set()
    for i, hit in enumerate(hits):
        if hit.label not in ("condition", "habit", "organ"):
            continue
        if _is_denied(hits, i, denied):
            denied.add(i)
        elif not _is_anothers(labels[:i]) and (hit.label != "organ" or "healthy" not in labels[i:]):
            return True
    return False


def _denies_one(clause: Clause) -> bool:
    """Whether the clause is of the kind "no heart problems", whose "no" answers for the heart alone."""
    labels = [label for label in _HEALTH.labels(clause.words) if label not in ("filler", "or", "")]
    return labels[:1] == ["not"] and labels[1:2] in (["condition"], ["habit"], ["organ"]) and "healthy" not in labels


def _is_denied(hits: list[Hit], at: int, denied: set[int]) -> bool:
    """Whether a "not" leads to the condition, over at most three plain words or from a denied one before it."""
    before = at - 1
    while before >= 0 and at - before <= 3 and hits[before].label in ("", "or"):
        before -= 1
    given_up = before >= 0 and hits[before].label == "given up" and hits[at].label == "habit"
    return given_up or (before >= 0 and (hits[before].label == "not" or before in denied))


def _is_anothers(before: list[str]) -> bool:
    """Whether a condition is a relative's: "my dad had a stroke"."""
    return "relation" in before and "i" not in before[len(before) - before[::-1].index("relation") :]
