"""May our staff contact your clinician? Only a whole-hearted yes without a condition is a permission."""

from __future__ import annotations

from bot.clinic.reading import vocabulary as v
from bot.clinic.reading.answers import read_answer
from bot.clinic.reading.declining import declines
from bot.clinic.reading.lexicon import Lexicon
from bot.clinic.reading.words import Clause, Said, say

_WHOM = "him/her/them/it/my/the/anyone/anybody/dr/doctor"
_CONSENT = Lexicon(
    {
        "allow": f"""
            i? consent, i? give/have? my? permission/consent, permission granted,
            you have my permission/consent/ok/okay/blessing, you may/can,
            you/u may/can contact/call/email/phone/reach/text {_WHOM},
            you/u may/can talk/speak to/with {_WHOM}, you/u may/can reach out to {_WHOM},
            you/u may/can reach out, you/u may/can do that, call/contact/email/phone {_WHOM},
            talk/speak to/with {_WHOM}, reach out to {_WHOM}, reach out,
            feel free to? contact/call/email/reach/talk/speak? to/with/out? {_WHOM},
            go ahead and contact/call/email {_WHOM}, contact/call away,
            im? fine/ok/okay/good/happy with you contacting/calling/talking {_WHOM},
            i authorize it/that/you?, authorized, i? dont/wouldnt mind, i? dont/wouldnt mind if you do,
            i? have no objection/objections/problem, no objection/objections, tell her/him/them i said hi,
            si pueden, pueden llamar/contactarlo/contactarla, autorizo
        """,
        "refuse": f"""
            dont contact/call/email/phone/reach/text/bother/involve/ask {_WHOM},
            dont talk/speak to/with {_WHOM}, dont reach out to? {_WHOM}, dont reach out,
            not contact/call/email {_WHOM}, without contacting/calling/involving {_WHOM},
            leave him/her/them/my/that out of? it/this?, leave my,
            keep him/her/them/my/that out of? it/this?, keep him/her/them out, i? rather you didnt/dont,
            id rather you didnt/dont/not, i would rather you didnt/dont/not, rather you didnt/dont/not,
            id? prefer you didnt/dont/not, i would prefer you didnt/dont/not, id? prefer not to?,
            i would prefer not to?, id? rather not, i would rather not,
            i? dont want you/yall/that/this/it/him/her/them/my/anyone/anybody/to?,
            i? dont consent/agree/authorize/allow/approve, i? refuse/object, i? wont allow/permit,
            you/u cant/dont/shouldnt, dont you dare, not comfortable with? that/it/this?,
            im? not ok/okay/comfortable/happy/fine/cool with? that/it/this?,
            uncomfortable with? that/it/this?, i? forbid, no permission, permission denied, denied,
            stay away, i? do mind, i would mind, yes i mind, yes i do mind, thats private/personal,
            thats none of his/her/their business, keep it/this/that private, por favor no, no quiero,
            no llamen, he/she/they cant/dont/shouldnt know, cant/dont/shouldnt find out, no need to/for?,
            not necessary, unnecessary
        """,
        "condition": """
            if, only, unless, but, except, until, till, after, before, first, when, once, provided,
            as long as, so long as, though, although, however, depends, depending, later, maybe, perhaps,
            probably, possibly, might, wait, hold on, hang on, think, not sure, unsure, some, certain,
            limited, nothing else, ask, let me, whatever, i guess, i guess so, guess so, i suppose,
            i suppose so, suppose so, i think so, fine then, must, solo si, pero, depende
        """,
        # Courtesies that look like conditions.
        "courtesy": """
            if needed/necessary/required/possible, if you need to?, if you need him/her/them?,
            if you have to, if its? helpful/needed/necessary, if it/that helps, if thats? whats needed,
            if thats ok/okay/alright, when/whenever you want/like/can, anytime, whenever, any time,
            as needed, when needed, whenever you need to?, if you want/like, if you want to, if youd like,
            but thats/its fine/ok/okay
        """,
        "answer": v.YES + "," + v.NO,
        "filler": v.FILLER + "," + v.HARMLESS,
    }
)


def read_consent(text: str) -> bool | None:
    """Whether staff may contact the clinician: True, False, or None when it must be asked again.

    A condition ("only if you tell me first"), a question and a lukewarm "i guess" are None: nobody should be
    telephoned on the strength of them. A refusal is read more freely than a permission.
    """
    said = _without_courtesies(say(text))
    labels = {label for clause in said.clauses for label in _CONSENT.labels(clause.words)}
    answer = read_answer(said)
    if "condition" in labels or said.asks:
        refused = answer is not None and answer.word and not answer.value
        return False if refused and ("allow" not in labels or "not" in said.words) else None
    if "refuse" in labels:
        return None if "allow" in labels or (answer and answer.value and answer.word) else False
    if answer is None:
        return True if "allow" in labels and not _is_denied(said) and not declines(text) else None
    if "allow" in labels and not answer.value:
        return None
    if not answer.value:
        return False if answer.word or answer.whole else None
    return True if (answer.word or answer.whole or "allow" in labels) and not _is_denied(said) else None


def _without_courtesies(said: Said) -> Said:
    """The message without "if needed" and the like, which look like conditions and are none."""
    clauses = []
    for clause in said.clauses:
        kept = [hit for hit in _CONSENT.read(clause.words) if hit.label != "courtesy"]
        words = tuple(word for hit in kept for word in clause.words[hit.start : hit.stop])
        if words:
            clauses.append(Clause(words, clause.asks, clause.mark))
    return Said(tuple(clauses))


def _is_denied(said: Said) -> bool:
    """Whether any word of denial is left that the phrases do not explain: then nothing is permitted."""
    explained = {
        word
        for c in said.clauses
        for hit in _CONSENT.read(c.words)
        if hit.label
        for word in c.words[hit.start : hit.stop]
    }
    return any(word in _DENIALS and word not in explained for word in said.words)


_DENIALS = frozenset(("not", "dont", "cant", "wont", "never", "isnt", "shouldnt", "wouldnt", "without", "no"))
