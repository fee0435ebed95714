"""May our staff contact your clinician? Only a whole-hearted yes without a condition is a permission."""

from __future__ import annotations

from itertools import pairwise

from bot.clinic.reading import vocabulary as v
from bot.clinic.reading.answers import Answer, read_answer
from bot.clinic.reading.lexicon import Lexicon
from bot.clinic.reading.words import Clause, Said, say, word_set

_CONSENT = Lexicon(
    {
        "grant": """
            i? consent to? that/this?, consent given/granted, i? give my? permission/consent/ok,
            i give you my? permission/consent, permission granted,
            you have my permission/consent/ok/okay/blessing, i? authorize it/that/you/this?, authorized,
            i? have no objection/objections/problem, i have no problem with that/it/this,
            no objection/objections, i? dont/wouldnt mind if you do, si pueden, autorizo,
            puede llamarle/llamarlo/llamarla/contactarlo/contactarla,
            pueden/puedes llamarle/llamarlo/llamarla/contactarle/contactarlo/contactarla
        """,
        "refuse": """
            leave him/her/them/my/that/it out of? it/this?, keep him/her/them/my/that/it out of? it/this?,
            i/id? rather/prefer you/yall didnt/dont/not, i would rather/prefer you didnt/dont/not,
            i/id? rather/prefer not to?, i would rather/prefer not to?,
            i? dont want you/yall/that/this/it/him/her/them/my/anyone/anybody/to?,
            i? dont consent/agree/authorize/allow/approve/permit, i? refuse/object/forbid,
            i? wont allow/permit, you/u cant/dont/shouldnt, dont you dare, dont do that/it/this,
            not comfortable with? that/it/this/you?, i? dont feel comfortable with? that/it/this/you?,
            uncomfortable with? that/it/this/you?,
            im? not ok/okay/comfortable/happy/fine/cool with? that/it/this?, no permission,
            permission denied, denied, stay away, i? do mind, i would mind, yes i do? mind,
            thats private/personal/confidential, none of his/her/their business, keep it/this/that private,
            por favor no, no quiero, no llamen, no la/lo llamen, he/she/they cant/dont/shouldnt know,
            cant/dont/shouldnt find out, no need to/for?, not necessary, unnecessary,
            i? dont think thats? it/so/necessary?
        """,
        "may": """
            you/u/they/staff may/can, yes you may/can, feel free to?, go right? ahead and,
            im? fine/ok/okay/good/happy with you, pueden
        """,
        "verb": """
            contact, contacting, call, calling, ring, ringing, email, emailing, phone, text, reach, reach out to?,
            reaching out to?, talk/speak/talking/speaking to/with, get in touch with, write to?, fax, ask,
            llamar, llamarlo, llamarla, contactarlo, contactarla
        """,
        "tell": "tell, inform, notify, involve, bother, include, let",
        "whom": """
            him, her, them, dr,
            my/the doctor/doctors/therapist/psychiatrist/clinician/counselor/psychologist,
            my/the gp/pcp/provider/doc/psych/nurse, my primary/family doctor?, my nurse practitioner
        """,
        "not": "dont, not, without, isnt, wont, cant, shouldnt, wouldnt, stop",
        "condition": """
            if, only, unless, except, until, till, after, before, first, when, once, provided, as/so long as,
            depends, depending, later, maybe, perhaps, probably, possibly, might, wait, hold/hang on, think,
            unsure, some, certain, limited, nothing else, whatever, i? guess/suppose/think so?, fine then,
            must, myself, instead, ill, i will, i/id? need/have/prefer to, let me, not yet,
            by phone/email/text/mail/fax, solo si, depende
        """,
        "but": "but, though, although, tho, however, pero",
        # What follows a "but" and is no condition: a sigh.
        "sigh": """
            hard to reach/get, tough to reach, difficult to reach, getting hold/ahold of, get hold/ahold of,
            never answers/picks, hardly/rarely answers, slow, busy, on vacation/leave, a killer, a nightmare,
            a pain, good luck
        """,
        # Courtesies that look like conditions.
        "courtesy": """
            if needed/necessary/required/possible, if you need to?, if you need him/her/them?,
            if you have to, if its helpful/needed/necessary, if it/that helps, if thats whats? needed,
            if thats ok/okay/alright, when/whenever you want/like/can, anytime, whenever, any time,
            as/when needed, after all, whenever you need to?, if you want/like, if you want to, if youd like
        """,
        # What people add to a yes to be of help.
        "informs": """
            number is, name is, email is, its dr, he/she/they knows/know, he/she is aware,
            he/she expects it/you/that, office is, phone is, heres her/his/the, here is her/his/the
        """,
        "unknown": v.DONT_KNOW,
        "answer": ",".join((v.YES, v.NO, v.OK)),
        "filler": v.FILLER + "," + v.HARMLESS + ", from me/us",
    }
)
_FIRST_PERSON = word_set("i ill id ive im we he she they hes shes let my")


def read_consent(text: str) -> bool | None:
    """Whether staff may contact the clinician: True, False, or None when it must be asked again.

    A condition ("only if you tell me first"), a question and a lukewarm "i guess" are None: nobody should be
    telephoned on the strength of them. A refusal is read more freely than a permission.
    """
    said = _without(say(text), "courtesy")
    answer = read_answer(said)
    labels = [label for clause in said.clauses for label in _CONSENT.labels(clause.words)]
    refused = answer is not None and answer.word and not answer.value
    granted = "grant" in labels and ("" not in labels or "whom" in labels)
    permits = granted or any(_permits(clause) for clause in said.clauses)
    if said.asks or "condition" in labels or ("but" in labels and "sigh" not in labels):
        return False if refused and not permits else None
    if "refuse" in labels or _forbids(labels):
        return None if permits or (answer and answer.value and answer.word) else False
    if "unknown" in labels or (permits and answer and not answer.value):
        return None
    if answer is None:
        return True if permits and not {"not", "tell"} & {*labels} else None
    if answer.value:
        return True if _is_clear(answer, permits or "dr" in said.words, labels) else None
    return False if answer.word or answer.whole else None


def _is_clear(answer: Answer, permits: bool, labels: list[str]) -> bool:
    """Whether a yes is one to act on: nothing beside it but the clinician's name, number or a sigh."""
    return (answer.plain or permits or not {"informs", "sigh"}.isdisjoint(labels)) and "not" not in labels


def _permits(clause: Clause) -> bool:
    """Whether a clause gives leave by itself: "you may", "call her", "you can contact dr lee"; not "I'll call her"."""
    hits = [hit for hit in _CONSENT.read(clause.words) if hit.label not in ("filler", "answer")]
    labels = [hit.label for hit in hits]
    if not hits or _FIRST_PERSON & {*clause.words[: hits[0].start]}:
        return False
    whom = next((clause.words[hit.stop - 1] for hit in hits if hit.label == "whom"), "her")
    while labels[-1] == "" and whom not in ("him", "her", "them"):
        labels.pop()  # the name of the clinician
    return labels in (["may"], ["may", "verb"], ["may", "verb", "whom"], ["verb", "whom"])


def _forbids(labels: list[str]) -> bool:
    """Whether contact is what is denied: "dont ... call", "please dont tell my doctor"."""
    plain = [label for label in labels if label not in ("filler", "")]
    return any(pair in (("not", "verb"), ("not", "tell")) for pair in pairwise(plain))


def _without(said: Said, label: str) -> Said:
    """The message without the phrases of a label: "if needed" looks like a condition and is none."""
    clauses = []
    for clause in said.clauses:
        kept = [hit for hit in _CONSENT.read(clause.words) if hit.label != label]
        words = tuple(word for hit in kept for word in clause.words[hit.start : hit.stop])
        if words:
            clauses.append(Clause(words, clause.asks, clause.mark))
    return Said(tuple(clauses))
