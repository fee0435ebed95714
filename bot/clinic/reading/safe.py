"""Are you safe right now? Only a plain yes is "safe"; every doubt is told apart from it."""

from __future__ import annotations

from dataclasses import replace
from itertools import dropwhile
from typing import Literal

from bot.clinic.reading import vocabulary as v
from bot.clinic.reading.lexicon import Hit, Lexicon
from bot.clinic.reading.words import Clause, Said, say, word_set

_SAFE = Lexicon(
    {
        "unsafe": """
            not safe, im not, i am not, i am not ok/okay/fine/good/well, not good/fine/well,
            i dont feel safe, dont feel safe, not feeling safe,
            dont feel very safe, not very safe, unsafe, im unsafe, in danger, im in danger, not really,
            not at all, not so much, not particularly, danger, help me, i need help, need help, help,
            save me, nope, no, noo, nah, naw, nop, n, hell no, definitely not, absolutely not, not right now,
            never, far from it, i? might do something, have a plan, i might, en peligro, no estoy bien,
            no estoy segura/seguro, ayuda, ayudame, isnt safe, cant keep myself safe, cant stay safe,
            i dont think so, dont think so, probably not, i? doubt it, i dont, not ok, not okay,
            im not ok/okay/safe/fine, worried i might/will, afraid i might/will, scared i might/will,
            scared of myself, dont trust myself, no estoy,
            theyre not safe, they are not safe, hes/shes not safe, he/she is not safe, he/she/they isnt/arent safe,
            never been less safe, i? said im/i not safe/ok/okay/fine/good/well/alright,
            i? told you im not safe/ok/okay/fine/good/well/alright, i? said/told you i am not safe/ok/okay/fine
        """,
        "unsure": """
            i guess, i guess so, guess so, i suppose, i suppose so, suppose so, i think so, think so,
            i think, i hope so, hope so, maybe, perhaps, kinda, kind of, sort of, sorta, more or less, ish,
            probably, for now, physically, barely, somewhat, depends, it depends, yes and no, who cares,
            whatever, does it matter, doesnt matter, i dont care, dont care, so so, meh, eh, mostly,
            safe enough, as safe as, for the moment, tonight maybe, at this moment maybe, supongo,
            creo que si, mas o menos, tal vez, quizas, define safe, not entirely, not completely,
            not totally, not exactly, not 100 %, hard to say, technically, still here, alive, im alive,
            still alive, im? not gonna/going to? do it/that/anything/nothing/nothin tonight/today/yet/now,
            i? aint gonna/gona/gunna/going to? do it/that/anything/nothing/nothin tonight/tonite/today/yet/now,
            i? aint gonna/gona/gunna/going to? do it/that/anything/nothing/nothin 2 nite,
            i? wont do it/that/anything/nothing/nothin tonight/tonite/today/yet/now
        """
        + ","
        + v.DONT_KNOW,
        # Said outright, so that it counts also behind a "no" that only waves the worry aside.
        "fine": """
            im safe/ok/okay/fine/good/alright, i am safe/ok/okay/fine/good/alright, im all right, im safe now,
            im really/totally/perfectly/completely/doing safe/ok/okay/fine/good/alright, i feel safe,
            im not in danger, not in any danger, no danger, im not in any danger, not in danger, not unsafe,
            theyre safe/ok/okay/fine, they are safe/ok/okay/fine, hes/shes safe/ok/okay/fine,
            he/she is safe/ok/okay/fine, estoy bien, estoy a salvo, estoy segura/seguro,
            i? was? never not safe/ok/okay/fine, i? was never in any? danger, i am not in any? danger,
            there is/was/were never any? danger, theres/there no danger, nothing is/was wrong with me,
            no estoy en peligro, me siento bien, todo bien, esta a salvo/bien/seguro/segura,
            ella/el esta a salvo/bien/seguro/segura
        """,
        "safe": v.YES
        + """
            , safe, feel safe, feeling safe, totally safe, completely safe, perfectly safe, ok, okay, fine, good,
            a salvo, segura, seguro, y, sure, i am, i do, safe and sound, out of danger, all good, never felt safer
        """,
        # Answers behind a "no" only: alone they leave the question open.
        "denial": """
            im? not going/gonna to? do/try anything/something/nothing/nothin, im? not doing nothing/nothin,
            i? aint gonna/gona/gunna/going to? do it/that/anything/something/nothing/nothin,
            i? aint doing it/that/anything/nothing/nothin, i? wont do nothing/nothin,
            im? not going/gonna to? do/try anything/something bad/stupid/crazy/dumb/silly/rash,
            i? wont/wouldnt do/try anything/something, i? wont/wouldnt do anything bad/stupid/crazy/dumb/silly/rash,
            im? not going/gonna to? hurt/harm/kill myself, i? wont/wouldnt hurt/harm/kill myself,
            im? not suicidal, i am not suicidal, not suicidal at all, im? not doing it/that/anything,
            i am not going/gonna to? do/try anything/something/it/that, im? not going/gonna to? do it/that,
            i am not going/gonna to? hurt/harm/kill myself, i? wont do it/that, not gonna do it/that/anything,
            i? said/told im not gonna/going to? do it/that/anything,
            i? told you im not gonna/going to? do it/that/anything,
            i? said/told im not doing it/that/anything, i? told you im not doing it/that/anything,
            nothing will happen, nothings gonna/going to? happen, nothing is gonna/going to? happen,
            no voy a hacer nada/eso, no me voy a hacer nada/dano, no voy a hacerme nada/dano,
            no voy a lastimarme/matarme, no hare nada
        """,
        # "I'm not" cut short: what was feared is denied when nothing follows, else it may be anything.
        "short": "im? not gonna/going, im? not going to, i am not gonna/going, i am not going to",
        # Said again to who asks again: what of, the sentence before knew.
        "repeated": """
            i? already/just? said im not, i? already/just? told you im not, i? already/just? said i am not,
            i? already/just? told you i am not
        """,
        "refusal": v.RATHER_NOT
        + """
            , i? dont need/want a/the/your? hotline/helpline/number/lecture/resources, no hotline/hotlines/helpline,
            not a hotline/helpline, i? dont need/want hotlines/numbers/that number,
            no comment, no need to ask, i? dont owe you/u an? answer/anything, why should i tell you/u,
            i? dont want/wanna to? talk/think about this, i? dont talk about that/this/it,
            not talking about that/this/it, i? dont like/want that/this question,
            i? dont have to answer/say that/this/it?, cant we skip that/this/it,
            can/could/do we not do? this/that?,
            leave me alone with/about that/this, stop/quit asking me? that/this/it?, none of your/ur business,
            mind your own? business, thats/its? not your business, dont ask me? that/this/it? again?,
            i? already answered that/this/it?, im? not answering that/this/it?, asked and answered,
            enough with that/this question, skip this/that/it? question?, next question, no more of that/this
        """,
        # What people add to a yes to say that they are looked after, or did not mean it.
        "calm": """
            i? promise, i swear, dont worry, no worries, no need to worry, no reason to worry,
            nothing to worry about, no te preocupes, no hay problema, tranquilo, tranquila, its ok/okay/fine,
            i? just/only meant, i? meant, years/yrs/months/weeks ago, a long/while time? ago, long/ages ago, back then,
            in the past, im? exhausted/drained/stressed/overwhelmed, im? worn out, im? just? really/so? tired,
            just sad/down/depressed/venting/tired/upset/joking/kidding/talking/low,
            i was just sad/down/venting/upset/joking/kidding/talking,
            im just sad/down/depressed/venting/tired/upset/low, was joking, i? didnt mean it/that,
            didnt mean it like that, im? with my, with me, is here, is with me, he/she is with me/here,
            hes/shes with me/here, im? at home, im? at work,
            at my house, im? not alone, im? in bed, for asking/checking/caring, nothing like that, no plans,
            no plan, just a bad/hard/rough day, it was just a bad/rough day, bad day, taking care of me,
            only just? sad/down/depressed/venting/tired/upset/joking/kidding/talking/low/exhausted/drained/lonely,
            but just? tired/exhausted,
            only/but/just worn out, just exhausted/drained/lonely/stressed/overwhelmed,
            only/just? joking/kidding before/earlier,
            only/just having/had a bad/hard/rough/long day/night/week,
            i was only/just having/had a bad/hard/rough/long day/night/week,
            its only/just been a bad/hard/rough/long day/night/week, lets go on/continue, lets move/carry on,
            can/could we go on/continue/proceed, can/could we move/carry on, a figure of speech,
            no intention/intentions, exaggerating, i? didnt mean to worry/scare/alarm you/u/anyone/anybody/them,
            sorry for worrying/scaring you/u/everyone?, sorry to worry/scare you/u/anyone?, on the couch/sofa,
            is staying/sitting with me/him/her/them, with him/her/them, i? got/have my, lets keep goin/going,
            keep goin/going, i was exaggerating, its? just/only? an? expression/saying, its? just/only? a saying/joke,
            its an expression, its just a figure of speech, nothing to worry about
        """,
        "company": v.RELATIONS,
        "filler": v.FILLER.replace("sadface,", "").replace("god,", "")
        + """
            , i, im, my, me, and, a, the, here, now, today, tonight, right, feel, feeling, is, am, are, it,
            was, with, we, both, at, home, too, that, this, wtf, omg, goodness, heavens, huh, gonna lie,
            not gonna/going to? lie, ahora, hoy, aqui, ya, muy, mi, con, esta
        """,
    }
)
_NO_FIRST = word_set("no noo nope nop nah naw na")
_HOPES = frozenset(("i guess", "guess so", "i guess so", "i think", "i think so", "think so", "probably", "i hope so"))


def read_safe(text: str) -> Literal["safe", "unsure", "unsafe"] | None:
    """The answer to "are you safe right now?"; None when the message holds anything that this cannot weigh.

    Any doubt beside a yes ("yes but...", "i think so", "for now") is "unsure", and a yes beside a no as well.
    A message with words that are not known to be harmless is never "safe".
    """
    said = say(text)
    labels = [hit.label for clause in said.clauses for hit in _hits(clause)]
    if _waves_aside(said):
        return "safe"
    if "repeated" in labels and _only_says_no(said):
        return None
    kinds = {"safe" if label == "fine" else label for label in labels}
    if "unsafe" in kinds:
        return "unsure" if "safe" in kinds and "" not in kinds else "unsafe"
    if "unsure" in kinds:
        return "unsure"
    if said.asks or "safe" not in kinds:
        return None
    if kinds & {""}:
        return "unsure" if {"but", "though", "except", "until", "if", "only", "pero"} & set(said.words) else None
    return "safe"


def _waves_aside(said: Said) -> bool:
    """Whether the "no" at the start means "no need to worry": what follows says outright that the person is fine.

    Nothing else may be said, so that a "no" beside anything that cannot be weighed stays one.
    """
    hits = [
        (hit.label, clause.asks, clause.words[hit.start : hit.stop])
        for clause in said.clauses
        for hit in _hits(clause)
        if hit.label != "filler"
    ]
    told = list(dropwhile(lambda hit: len(hit[2]) == 1 and hit[2][0] in _NO_FIRST, hits))
    labels = {label for label, *_ in told}
    if not labels <= {"fine", "denial", "calm", "company"}:
        return False
    if len(told) == len(hits) and not {"denial", "calm"} <= labels:
        return False  # a denial alone leaves the question open
    outright = [asks for label, asks, _ in told if label in ("fine", "denial")]
    return bool(outright) and not any(outright)


def _hits(clause: Clause) -> list[Hit]:
    """The phrases of a clause; "I'm not gonna" denies what was feared where nothing follows, and is a no elsewhere."""
    hits = _SAFE.read(clause.words)
    return [_short(hit, ends=hit is hits[-1]) if hit.label in ("short", "repeated") else hit for hit in hits]


def _short(hit: Hit, *, ends: bool) -> Hit:
    if not ends:
        return replace(hit, label="unsafe")
    return replace(hit, label="denial") if hit.label == "short" else hit


def _only_says_no(said: Said) -> bool:
    """Whether all that would be a "no" in a message is the bare word."""
    return all(
        clause.words[hit.start : hit.stop][0] in _NO_FIRST and hit.stop - hit.start == 1
        for clause in said.clauses
        for hit in _hits(clause)
        if hit.label in ("unsafe", "unsure")
    )


def waves_worry_aside(parts: list[str]) -> bool:
    """Whether of some sentences the only "no" is the bare word, and another one plainly says that all is well."""
    if not all(_only_says_no(say(part)) for part in parts):
        return False
    return any(read_safe(part) == "safe" or (len(parts) > 1 and _only_denies(say(part))) for part in parts)


def _only_denies(said: Said) -> bool:
    labels = {hit.label for clause in said.clauses for hit in _hits(clause)} - {"filler"}
    return "denial" in labels <= {"denial", "calm", "company"} and not said.asks


def hopes_in_company(text: str) -> bool:
    """Whether "I think so" is all the doubt about somebody who is not alone: "she's okay I guess, mom is with her"."""
    hits = [(hit, clause.words) for clause in say(text).clauses for hit in _hits(clause)]
    doubts = {" ".join(words[hit.start : hit.stop]) for hit, words in hits if hit.label == "unsure"}
    labels = {hit.label for hit, _ in hits}
    return bool(doubts) and doubts <= _HOPES and {"company", "calm"} <= labels and "unsafe" not in labels


def refuses_safety_question(text: str) -> bool:
    """Whether somebody will not be asked that again: "stop asking me that"."""
    return any(hit.label == "refusal" for clause in say(text).clauses for hit in _hits(clause))


def is_of_safety(text: str) -> bool:
    """Whether any word of it may answer "are you safe right now?", or says how one is looked after."""
    return any(kind not in ("", "filler") for clause in say(text).clauses for kind in _SAFE.labels(clause.words))
