"""What people say beside a yes to "may our staff contact your clinician?" that is no condition of it.

Who the clinician is and how to reach them, what is not known of them, that one has to go now, and questions about
something else. Without it the yes can be read by itself.
"""

from __future__ import annotations

import re
from itertools import pairwise

from bot.clinic.reading import vocabulary as v
from bot.clinic.reading.lexicon import Lexicon
from bot.clinic.reading.words import Clause, Said, reads_as_question, word_set

_BESIDE = Lexicon(
    {
        # What people add to a yes to be of help, or with a sigh.
        "harmless": """
            thevalue, number is, name is, email is, address is, office is, phone is, fax is, its dr,
            works at/for/with/in/out,
            heres her/his/the/their, here is her/his/the/their, he/she is at/with, hes/shes at/with,
            he/she/they/itll wont/wouldnt mind, he/she/they doesnt/dont mind, he/she/they knows/know, hes/shes aware,
            he/she is aware, he/she expects it/you/that, hes/shes expecting you/it/that,
            he/she is expecting you/it/that,
            hard/tough/difficult to reach/get, getting hold/ahold of, get hold/ahold of, never answers/picks,
            hardly/rarely answers, slow, busy, on vacation/leave, out of office/town, a killer, a nightmare, a pain,
            good luck, hes/shes nice/great/lovely/good/kind/cool/wonderful/awesome/sweet,
            he/she is nice/great/lovely/good/kind/cool/wonderful/awesome/sweet,
            you keep/kept asking/repeating/saying, you asked/said that?, same question, already answered,
            asked me that/this
        """,
        # How the clinician will take it, or took it: "sure, she'll die laughing that I finally did it".
        "glad": """
            shell/hell/theyll die laughing, she/he/they will die laughing, shell/hell/theyll laugh,
            she/he/they will laugh,
            shell/hell/theyll be so/very/really/super/just? happy/glad/thrilled/delighted/proud/pleased/relieved,
            she/he/they will be so/very/really/super/just? happy/glad/thrilled/delighted/proud/pleased/relieved,
            shes/hes/theyre gonna be so/very/really? happy/glad/thrilled/delighted/proud/pleased/relieved,
            shes/hes/theyre going to be so/very/really? happy/glad/thrilled/delighted/proud/pleased/relieved,
            she/he/they will be over the moon, shell/hell/theyll be over the moon,
            shell/hell/theyll fall off her/his/their chair,
            shes/hes been telling/nagging/pushing/bugging/begging/encouraging/urging me,
            she/he has been telling/nagging/pushing/bugging/begging/encouraging/urging me,
            it was her/his/their idea, was her/his/their idea, her/his/their idea,
            she/he suggested/recommended it/this/you/ketamine, shes/hes the one who suggested/recommended/sent
        """,
        # A doubt about the clinician leaves the permission whole; one about what they should know does not.
        "own doubt": """
            i? dont know if/whether he/she/they should, idk if/whether he/she/they should,
            im? not sure if/whether he/she/they should, he/she/they should/shouldnt
        """,
        "doubt": """
            i? dont know if/whether/that he/she/they/hes/shes/theyre/theyll/hed/shed,
            i? dunno if/whether he/she/they/hes/shes/theyre/theyll/hed/shed,
            idk if/whether/when he/she/they/hes/shes/theyre/theyll/hed/shed,
            im? not sure if/whether he/she/they/hes/shes/theyre/theyll/hed/shed,
            no idea if/whether he/she/they/hes/shes/theyre/theyll/hed/shed,
            i? doubt he/she/they/hes/shes/theyll,
            he/she/they may/might not answer/talk/know/remember/respond/reply/be,
            he/she/they might answer/talk/know/remember/respond/reply/be
        """,
        "lacks": """
            i? dont know/have/remember/recall, i? cant/couldnt/didnt find/remember/recall/get,
            i? havent got, i? forgot/lost, idk, not sure of/what, dont have
        """,
        "detail": """
            number, phone, telephone, cell, email, mail, address, fax, contact details/info/information,
            details, info, extension, last name, surname, spelling, office, practice, clinic, card
        """,
        "leaving": """
            i? got/gotta/have/need to? go/run/leave, gotta/gtg/g2g go?, brb, ttyl, be right back, talk soon/later,
            bbl,
            ill/i will finish/continue/resume/complete/answer/do the? rest/this/it? later/tomorrow/tonight/soon,
            ill/i will be/come back, finish this? later, back in a bit/minute/sec/while, in a hurry,
            my? battery is? low/dying/dead, on/at my? break, at work, in a meeting
        """,
        "person": "he is, she is, they are, hes, shes, theyre, thats, its, it is, he was, she was, who is, whos",
        "clinician": """
            doctor, doctors, dr, doc, therapist, psychiatrist, clinician, counselor, counsellor, psychologist, gp,
            pcp,
            provider, shrink, psych, nurse, nurse practitioner, np, pa, physician assistant, lcsw, lmft, mft,
            social worker,
            marriage and family therapist, family therapist, internist, pediatrician, neurologist, cardiologist,
            ob, obgyn,
            ob gyn, gynecologist, psychotherapist, analyst, physician, family doctor, family medicine,
            general practitioner,
            primary care, primary care doctor/physician/provider, specialist, case manager, md, phd, psyd, coach
        """,
        "not": "dont, not, without, isnt, wont, cant, shouldnt, wouldnt, stop, never, nobody",
        # Whatever speaks of these is not beside the point.
        "point": """
            if, only, unless, except, until, till, after, before, first, when, once, provided, as/so long as, depends,
            later, maybe, perhaps, wait, think, must, instead, let, tell, inform, notify, involve, bother, include,
            leave,
            contact, contacting, call, calling, ring, phone him/her/them, text, ask, permission, consent, yes, no,
            refuse,
            private, secret, confidential, limited, certain, nothing, ex, former, died, dead, passed, retired,
            fired, quit,
            left, moved, stopped, anymore, any more, no longer, in writing, careful
        """,
        "self": "me, myself",
        "but": "but, though, although, tho, however, pero, and, so, also, cause, because, cuz, bc, since",
        "relation": v.RELATIONS,
        "filler": v.FILLER
        + """
            , a, an, the, my, i, of, for, at, in, to, with, her, his, their, on, your, you, u, say, on/with me,
            at hand, handy
        """,
    }
)
_YES = Lexicon({"yes": v.YES + "," + v.OK, "no": v.NO + "," + v.NOT, "filler": v.FILLER})
_CONTRASTS = word_set("but though although tho however pero")
_SLIPS = word_set("his her hers their he she they my oops sorry")
_JOINTS = _CONTRASTS | word_set("and so also")
# Words of a question about the permission itself.
_OF_CONTACT = word_set("""
    him her hers them he she they his their say tell know contact call calling ring talk speak consent permission
    required mandatory necessary have why that this mind share confidential private if refuse yes no
""")
_VALUES = re.compile(
    r"[^\s@]{1,64}@\S+|(?:https?://|www\.)\S+|(?:\+?1[\s.-]?)?\(?\d{3}\)?[\s.-]*\d{3}[\s.-]?\d{4}\b(?:\s*(?:x|ext\.?)\s*\d+)?"
)


def without_values(text: str) -> str:
    """The text with one word for each number and address: they say how, not whether."""
    return _VALUES.sub(" thevalue ", text)


def without_beside(said: Said) -> Said:
    """What is left of a message when all that is beside the point is taken out; itself when that is everything."""
    kept: list[Clause] = []
    agrees = bool(said.clauses) and bool(_behind_yes(said.clauses[0].words) or _is_yes(said.clauses[0].words))
    for clause in said.clauses:
        follows = False  # on a piece that stays: what belongs together is read together, as "absolutely not"
        for piece in _pieces(clause):
            if _is_beside(piece) or (agrees and _tells_gladness(piece)):
                follows = False
                continue
            if follows:
                piece = Clause(kept.pop().words + piece.words, piece.asks or clause.asks, clause.mark)
            kept.append(piece)
            follows = True
    return Said(tuple(kept)) if kept else said


def _pieces(clause: Clause) -> list[Clause]:
    """A clause parted behind the yes that it begins with, before "but", and before a question that is joined to it."""
    words = clause.words
    cuts = [at for at in range(1, len(words)) if words[at] in _CONTRASTS or _joins_other(words, at)]
    cuts = sorted({*cuts, *_behind_yes(words)})
    if not cuts:
        return [clause]
    bounds = [0, *cuts, len(words)]
    parts = [words[start:stop] for start, stop in pairwise(bounds)]
    last = len(parts) - 1
    return [
        Clause(part, reads_as_question(part) or (clause.mark == "?" and at == last), clause.mark if at == last else ",")
        for at, part in enumerate(parts)
    ]


def _behind_yes(words: tuple[str, ...]) -> list[int]:
    """Where the yes ends with which a clause begins, if more follows."""
    hits = _YES.read(words)
    if not hits or hits[0].label != "yes":
        return []
    ends = 0
    for hit in hits:
        if hit.label not in ("yes", "filler"):
            break
        ends = hit.stop
    leave = words[ends - 1] in ("may", "can")  # of "you may contact her" the first two words are no yes by themselves
    return [ends] if ends < len(words) and not leave else []


def _joins_other(words: tuple[str, ...], at: int) -> bool:
    """Whether a question or a word about the clinician follows the joint: "and does it hurt", "and shes a nurse"."""
    after = words[at + 1 : at + 3]
    if words[at] in _JOINTS:
        return bool(after) and (reads_as_question(after) or _BESIDE.labels(after[:2])[:1] == ["person"])
    return at > 1 and words[at] in ("hes", "shes") and words[at - 1] not in ("if", "whether", "that", "when", "know")


def _is_beside(piece: Clause) -> bool:
    hits = [hit for hit in _BESIDE.read(piece.words) if hit.label not in ("filler", "but")]
    labels = [hit.label for hit in hits]
    kinds = {*labels}
    if not labels:
        return piece.words[0] in _CONTRASTS or _SLIPS.issuperset(piece.words)  # "...though", "his - sorry, her ..."
    if piece.asks:
        return _is_other_question(piece, kinds)
    if kinds & {"own doubt", "relation", "point"} or ("self" in kinds and not kinds & {"doubt", "lacks"}):
        return False
    if "not" in kinds:  # "a pediatrician, not a counselor"
        at = labels.index("not")
        return labels.count("clinician") > labels[at:].count("clinician") and labels[at + 1 : at + 2] == ["clinician"]
    if kinds & {"harmless", "leaving", "doubt"} or {"lacks", "detail"} <= kinds:
        return True
    if kinds == {"detail"}:
        return piece.mark == ":"  # "e-mail: ..."; else it is a word on how
    described = labels[0] == "person" and "clinician" in kinds
    return described or (kinds == {"clinician"}) or all(word.isdecimal() for word in piece.words)


def _is_yes(words: tuple[str, ...]) -> bool:
    return {hit.label for hit in _YES.read(words)} <= {"yes", "filler"}


def _tells_gladness(piece: Clause) -> bool:
    """Whether it only says how the clinician will take it, as is said behind a yes; "like she'll be glad" does not."""
    labels = [hit.label for hit in _BESIDE.read(piece.words)]
    hindered = {"own doubt", "relation", "point", "self", "not", "lacks"} & {*labels}
    return "glad" in labels and not hindered and not piece.asks and "like" not in piece.words


def _is_other_question(piece: Clause, kinds: set[str]) -> bool:
    """Whether a question is about something else than the permission: it names what that is."""
    named = bool({"", "clinician", "detail"} & kinds) and "relation" not in kinds
    other = named and len(piece.words) > 2 and _OF_CONTACT.isdisjoint(piece.words)
    return other or piece.words[-1] in ("ok", "okay", "fine", "alright", "right")  # "he's a nurse, is that ok?"
