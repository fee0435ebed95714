"""May our staff contact your clinician? Only a whole-hearted yes without a condition is a permission."""

from __future__ import annotations

import re
from itertools import pairwise

from bot.clinic.reading import vocabulary as v
from bot.clinic.reading.answers import Answer, read_answer
from bot.clinic.reading.beside_consent import without_beside, without_values
from bot.clinic.reading.lexicon import Lexicon
from bot.clinic.reading.words import Clause, Said, say, word_set

_CONSENT = Lexicon(
    {
        "grant": """
            i? consent to? that/this?, consent given/granted, i? give my? permission/consent/ok,
            i give you my? permission/consent, permission granted,
            you have my permission/consent/ok/okay/blessing, i? authorize it/that/you/this?, authorized,
            i? have no objection/objections/problem, i have no problem with that/it/this,
            you have my go ahead, you have the go ahead/green light, green light, permission given,
            you/u/they have my ok/okay, yes to that/this/it/contacting/calling, i? allow/permit it/that/this/you,
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
            you/u/they/staff/ya may/can/could, your/the staff/people/team may/can, you guys/all may/can, yall may/can,
            yes you may/can, feel free to?, go right? ahead and, yes do, do, go on, pueden,
            im? fine/ok/okay/good/happy/cool with you/your/yall staff?, im? happy for you to,
            its? fine/ok/okay/good/alright/cool to, youre/ur/youd/you/theyre/they are? welcome/allowed/free to,
            youre/ur/you/theyre/they are? more than welcome to,
            youre/ur/you/theyre/they are? very/most/always/all welcome to
        """,
        # Said of the clinician, who may be reached or may talk.
        "passive": """
            he/she/they may/can be contacted/called/phoned/reached/rung/asked/emailed/consulted/involved,
            may/can be contacted/called/phoned/reached/rung/asked/emailed/consulted/involved,
            he/she/they may/can be talked/spoken to, may/can be talked/spoken to,
            is fine/ok/okay/free to contact/call/phone/ring, hes/shes fine/ok/okay to contact/call/phone/ring,
            he/she/they can/may talk/speak to/with/2 you/u/them/yall/staff guys/all/people?,
            he/she/they can/may talk/speak to/with your/the/ur staff/people/team,
            can/may talk/speak to/with/2 you/u/yall guys/all?,
            can/may talk/speak to/with your/the/ur staff/people/team
        """,
        "may alone": "he/she/they may/can",
        "verb": """
            contact, contacting, call, calling, ring, ringing, email, emailing, phone, phoning, text, texting, reach,
            reaching, reach out to?, reaching out to/2?, talk/speak/talking/speaking to/with/2, get in touch with,
            write to?, fax, ask, consult, consult with,
            llamar, llamarlo, llamarla, contactarlo, contactarla
        """,
        "me": "me, us, myself, my cell/phone/number/house/home, later, tomorrow, tonight, today, back, now",
        "relation": v.RELATIONS + ", lawyer, attorney, boss, work, pharmacy, insurance, police",
        "tell": "tell, inform, notify, involve, bother, include, let",
        "whom": """
            him, her, them, dr,
            my/the doctor/doctors/therapist/psychiatrist/clinician/counselor/psychologist,
            my/the gp/pcp/provider/doc/psych/nurse, my primary/family doctor?, my nurse practitioner
        """,
        "not": "dont, not, without, isnt, wont, cant, shouldnt, wouldnt, stop",
        "condition": """
            if, only, unless, except, until, till, after, before, first, when, once, provided, providing,
            as/so long as, on condition, conditional, on one condition, under one condition, limited, nothing else,
            certain,
            must, instead, by phone/email/text/mail/fax, solo si
        """,
        "hesitates": """
            depends, depending, later, maybe, perhaps, probably, possibly, might, wait, hold/hang on, think,
            unsure, some, whatever, i? guess/suppose/think so?, fine then, myself, ill, i will,
            i/id? need/have/prefer to, let me, not yet, depende
        """,
        "condition word": "condition/conditions, on condition that, restriction/restrictions, terms",
        "but": "but, though, although, tho, however, pero",
        # Courtesies that look like conditions.
        "courtesy": """
            if needed/necessary/required/possible, if you need to?, if you need him/her/them?,
            if you have to, if its helpful/needed/necessary, if it/that helps, if thats whats? needed,
            if thats ok/okay/alright, when/whenever you want/like/can, anytime, whenever, any time,
            as/when needed, after all, whenever you need to?, if you want/like, if you want to, if youd like,
            if you wish/must/think it helps, instead of your/the/ur staff? psychiatrist/psych/shrink,
            looks/looked/looking after me/us, thinking about it,
            now that i think about it, i? thought about it, on second thought/thoughts, i? changed my mind
        """,
        # How somebody says again what has not been heard.
        "insists": """
            im saying, i am saying, i told you, i already told you, i? just said/told you?, i? already said/answered,
            i said, i keep saying, like i said, as i said, for the last/second/third time, my answer is
        """,
        "unknown": v.DONT_KNOW,
        "answer": ",".join((v.YES, v.NO, v.OK)),
        "filler": v.FILLER + "," + v.HARMLESS + ", from me/us",
    }
)
# What may be told, and no word on whether: "yes just dont tell her too much", "ok, but keep it short with him".
_OF_WHAT = (
    r"(?:(?:dont|not|never|without|no|nothing|isnt|avoid|skip)\b(?! forget)(?: [a-z]+){0,3}? (?:tell(?:ing)?|told"
    r"|say(?:ing)?|mention(?:ing)?|shar(?:e|ing)|giv(?:e|ing)|reveal(?:ing)?|disclose|discuss(?:ing)?|bring(?:ing)?"
    r"|go(?:ing)?|overshare|spill|talk(?:ing)? about|ask about)\b|keep(?:ing)? (?:it|things|that|the details) "
    r"(?:short|brief|vague|general|private|minimal|light|simple|quick|low key|discreet|to the|confidential)"
    r"|be (?:vague|brief|discreet|careful|gentle|nice|tactful|quick)\b|(?:stick to|only|just) the (?:basics|essentials"
    r"|minimum|bare)|as little as|bare minimum|go easy|leave out\b|no details)"
)
_PERMITS_SO_FAR = re.compile(
    r"(?:(?:well|oh|um|uh|i guess|hm+|and|so) )*(?:yes|yeah|yep|yup|ya|sure|ok|okay|k|fine|alright|all right|of course|"
    rf"you (?:may|can)|(?:you )?can|go ahead|call (?:him|her|them))\b.*?\b{_OF_WHAT}.*"
)
_NOT_ALL = re.compile(
    r"(?:(?:just|but|please|only|ok|well|and) )*(?:dont|do not|not to|never) (?:tell|say|share|give|go|mention)\b.*"
    r"\b(?:too (?:much|many)|everything|all of it|all my|the whole|every (?:detail|thing)|more than)\b.*"
)
_FIRST_PERSON = word_set("i ill id ive im we he she they hes shes let my")
_NO = Answer(False, whole=False, word=False)
_HAND = re.compile(r"^\W*([12])\s*[,.;:)-]+\s*(?=\D)")
_LETTER = re.compile(r"^\W*y(?=\W+(?:but|tho|though|if|only|she|he|they|u|you|call|just|ok|and)\b)", re.IGNORECASE)


def read_consent(text: str) -> bool | None:
    """Whether staff may contact the clinician: True, False, or None when it must be asked again.

    A condition ("only if you tell me first"), a question about it and a lukewarm "i guess" are None: nobody should be
    telephoned on the strength of them. A refusal is read more freely than a permission. What stands beside it ("her
    office is ...", "she's a nurse", "does it hurt?") is left aside.
    """
    return None if _limits_what(text) else _read(without_beside(_said(text)))


def _limits_what(text: str) -> bool:
    """Whether they may be contacted, and not all may be told; who names nothing to be left out may mean a no."""
    words = say(text).text
    return _PERMITS_SO_FAR.fullmatch(words) is not None or _NOT_ALL.fullmatch(words) is not None


def sets_condition(text: str) -> bool:
    """Whether staff may contact them, but not just so: "only if ...", "yes, but tell her ...", "not before ..."."""
    if _limits_what(text) and not say(text).asks:
        return True
    said = without_beside(_said(text))
    labels = [label for clause in said.clauses for label in _CONSENT.labels(clause.words)]
    if "condition word" in labels:
        return True
    if read_consent(text) is not None or said.asks:
        return False
    permits = bool({"may", "grant", "passive", "verb"} & {*labels}) or (read_answer(said) or _NO).value
    return "condition" in labels or (permits and bool({"but", "tell"} & {*labels}))


def _said(text: str) -> Said:
    """The message as it is read: a number picks a button also in front of words ("1, and she's a nurse")."""
    text = _LETTER.sub("yes", _HAND.sub(lambda found: "yes, " if found[1] == "1" else "no, ", text))
    said = _without(say(without_values(text)), "courtesy")
    told = _without(said, "insists")
    if told != said and [*told.words[-2:]] == ["but", "wait"]:  # "I said that's fine. But wait..." takes nothing back
        return Said(told.clauses[:-1])
    return told


def _read(said: Said) -> bool | None:
    answer = read_answer(said)
    labels = [label for clause in said.clauses for label in _CONSENT.labels(clause.words)]
    refused = answer is not None and answer.word and not answer.value
    granted = "grant" in labels and ("" not in labels or "whom" in labels)
    permits = granted or any(_permits(clause) for clause in said.clauses)
    hindered = said.asks or permits or {"condition", "but"} & {*labels} or (answer and answer.value and answer.word)
    if ("refuse" in labels or _forbids(labels)) and not hindered:
        return False  # "hmm, wait. I don't want you calling him": however long it was thought over
    if said.asks or {"condition", "hesitates", "but"} & {*labels}:
        return False if refused and not permits else None
    if "refuse" in labels or _forbids(labels):
        return None if permits or (answer and answer.value and answer.word) else False
    if "unknown" in labels or (permits and answer and not answer.value):
        return None
    if answer is None:
        return True if permits and not {"not", "tell"} & {*labels} else None
    if answer.value:
        clear = (answer.plain or permits or "dr" in said.words) and "not" not in labels
        return True if clear else None
    return False if answer.word or answer.whole else None


def _permits(clause: Clause) -> bool:
    """Whether a clause gives leave by itself: "you may", "call her", "you can contact dr lee"; not "I'll call her"."""
    hits = [hit for hit in _CONSENT.read(clause.words) if hit.label not in ("filler", "answer")]
    labels = [hit.label for hit in hits]
    if not hits or {"me", "relation"} & {*labels}:
        return False
    if labels in (["passive"], ["whom", "passive"], ["may alone"]):
        return True
    if _FIRST_PERSON & {*clause.words[: hits[0].start]}:
        return False
    whom = next((clause.words[hit.stop - 1] for hit in hits if hit.label == "whom"), None)
    named = whom is None and "may" in labels and read_answer(Said((clause,))) is not None  # "yes you may contact lena"
    while labels[-1] == "" and (named or whom not in ("him", "her", "them", None)):
        labels.pop()  # the name of the clinician
        if not labels:
            return False
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
