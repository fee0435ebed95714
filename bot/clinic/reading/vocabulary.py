"""The words that an answer to any question is made of: yes, no, don't know, rather not, and what fills between.

All phrases are in the plain form of `words.normalise`: no capitals, apostrophes, accents or punctuation, and
"do not" as "dont". The tables are written as `lexicon.Lexicon` takes them.
"""

from __future__ import annotations

YES = """
    yes, yess, yep, yepp, yeppers, yeah, yeahh, yea, yeaa, yeh, yup, yupp, ye, yee, ya, yah, yass, yas, yuh,
    yus, yez, yis, yessir, yessum, yes sir/maam/please/pls/indeed/yes, oh/why yes, oh yeah, uh huh, uhhuh,
    mhm, mhmm, mm hm/hmm, mmhm, mmhmm, m hm, aye, affirmative, affirm, indeed, definitely, def, defo, deffo,
    definately, totally, certainly, absolutely, surely, of course, ofc, for sure, fo sho, fosho, naturally,
    you/u bet, you betcha, you know it, hell/heck yes/yeah, obviously, duh, without a doubt, no doubt,
    no question about it,
    correct, quite/entirely/absolutely correct/right/so, just so, precisely so,
    thats/its correct/true, that/it is correct, roger that?, copy that, 10/ten 4/four,
    i do/am/have indeed, we do indeed,
    100 %/percent, one hundred percent, exactly, precisely, positive, very much so, sure do/am/is, oui, opo,
    oo naman, si,
    sip, si senor/senora, claro, claro que si, todo bien, esta bien, por supuesto, correcto, asi es
"""

OK = """
    ok, k, kk, okay, okey, okie, oki, okk, okidoki, okie/okey dokie/dokey, alright, all right, alrighty,
    aight, ight, ok/okay then, sure, suree, sure thing, for real, fine, fine then, good, great, perfect,
    cool, awesome, excellent, lovely, wonderful, fab, brilliant, super, right, true, fair enough, bet, deal,
    ok/okay/fine/good/cool with/by me, im? ok/okay/fine/good/cool/happy with that/it/this,
    i am fine/ok with that, good to go, all good/correct/right, all looks good,
    everything is/looks correct/right/good/fine,
    its/thats fine/ok/okay/good/great/perfect/alright/cool/right, that/it is fine/ok/okay/good/right/true,
    that would be fine/great/good/nice/lovely/perfect/ok, thatd be fine/great/good/nice/lovely/perfect/ok,
    sounds good/great/right/fine/ok/perfect/okay, sounds like a plan,
    looks good/great/right/correct/fine/ok/okay, works, that/it/this? works for/4 me, that/it/this works,
    that/it will work/do, thatll/itll work/do, go ahead, go, go for it,
    proceed, pray/please/kindly proceed, pray do, you may proceed, go on then, do it/that, lets go/book,
    lets do it/that/this, lets go for it, book it/me/that/this/them, book it/me in, lets book it,
    please book, book please/now, schedule/reserve/submit/send/finalize it, lock/set it in/up, sign me up,
    confirm it?, confirmed, i confirm it?, please do, please book it, make it so, im in, count me in,
    i agree, agreed, agree, i? accept, accepted, i would, i would like that, id like/love that/to,
    i want that/to/it, i am/do/have/did, it is, we/they do, he/she does, you may/can, yes you can/may,
    be my guest, feel free, by all means, with pleasure, gladly, happy to, id be happy to,
    permission granted, no? i? dont/wouldnt mind, no? i? dont/wouldnt mind at all,
    no problem/prob/probs/issue, no problem at all, no problem/issue/issues with that, not a problem,
    no? i? have? no objection/objections, not against it, im not against it, im not opposed, i? dont object,
    i? dont/cant see why not, as good as any, that? suits me fine?, i? guess/suppose/think/believe so,
    i guess/suppose, esta/suena bien, de acuerdo, vale, dale, bueno, perfecto, adelante, esta correcto,
    creo que si, supongo
"""

HEDGED = """
    i? guess/suppose/think/believe so, i guess/suppose, creo que si, supongo, go on then, fine then,
    i? dont/cant see why not, i think
"""
"""Agreement that is not whole-hearted: a plain yes, but not for a booking, a consent, or being safe."""

FAINT = """
    no problem/prob/probs, no problem at all, not a problem, true, fair enough, as good as any,
    that/it will do, thatll/itll do, i would/did/have
"""
"""Agreement that needs a question which it fits: too little for a booking when nothing else is said."""

NO = """
    no, noo, nope, nopes, nopee, nop, nah, nahh, naw, nay, non, nein, nyet, nuh, nuh/uh uh, nuhuh, negative,
    no way/sir/maam/siree/chance/no, no no no, nope nope, hell/heck/oh no, hell nah, not a chance,
    absolutely/definitely/definately/certainly not, of course not, hard no/pass, over my dead body,
    claro que no, under no circumstances, no/nah im good, no thanks/ty/thx, no thank you, nty, thanks but no,
    nobody, no one, noone, none, never, false, no gracias/senor/senora, para nada, nunca, ninguno, ninguna,
    nadie, nada, tampoco
"""

NOT = """
    not really/exactly/yet/quite/me/mine/him/her/either/currently/interested/particularly/anymore,
    not at all, not so much, not any more, not that/this/it either, not that one either?, neither,
    neither of those, me neither, i/we? dont, i didnt/havent/cant/wont/wouldnt, im not, i am not,
    it isnt/doesnt, its/thats not it?, that/it? doesnt/wont work, that/it? doesnt/wont work for me,
    i? dont think so, i? guess/suppose/think not, probably/maybe/unfortunately/sadly/afraid/fraid not,
    im afraid not, incorrect, wrong, its/thats wrong/incorrect, that is wrong/incorrect,
    not correct/right/good/ok/okay/fine/cool, thats not correct/right/ok/okay/good,
    that/it isnt correct/right, im not interested, id rather not do that, please dont, dont do/book it,
    dont do that, i? dont want to/that/it, hardly, no to that/both, no to that too, no to that as well,
    not that i know of, not that i? know/recall/remember, not that im aware of, not that i am aware of,
    not to my knowledge, not as far as i know, i? used to but not anymore/now/currently, no longer,
    not these days, not in years/months, not in a long time, not for years/months,
    i? cant say that? i have/do/am/did, creo que no, todavia/ya no
"""
"""Denials that must stand alone to be an answer: "i dont" is one, "i dont like mondays" is not."""

DONT_KNOW = """
    i? dont know/knw/kno, idk, idek, i d k, i? dunno, dno, duno, i? have? no idea/clue,
    ive? got no idea/clue, not a clue, havent a clue, havent the foggiest, im? clueless,
    im? not sure/positive/certain, i am not sure/positive/certain, im? not really/too/entirely sure,
    im? not 100 % sure, im? not 100 percent sure, im? unsure/uncertain, i am unsure, beats me, who knows,
    hard/tough to say/tell, i? cant say/tell, i? cant say for sure, i? couldnt say, i? couldnt tell you,
    i? dont/cant remember/recall, i? forgot/forget, i? have forgotten, ive forgotten, i? cant think of it,
    i? havent decided, undecided, i? wish i knew, havent figured that out, your guess is as good as mine,
    yo? no se, no lo se, no estoy seguro/segura, ni idea, no recuerdo, no me acuerdo, quien sabe
"""

RATHER_NOT = """
    id? rather not, i would rather not, id really rather not, id? prefer not to?, i prefer not to?,
    i would prefer not to?, rather not say/answer/tell/share/give/discuss/disclose/mention,
    rather not get/go into, rather not talk about, prefer not to say/answer/share/tell/give/disclose,
    id? rather/prefer to? skip, id? rather keep that/it private, id? rather keep that/it to myself,
    id? prefer to keep that/it private, keep that/it private, keep that/it to myself, no comment,
    none of your/ur/yer/ya damn/fucking/freaking/goddamn/bloody? business/concern/biz/beeswax,
    not your/ur/yer/ya damn/fucking/freaking/goddamn/bloody? business/concern/biz, noyb, nunya, nunya business,
    mind your/ur own? damn/fucking? business, no concern of yours, you dont need to know, you dont need that,
    i? dont share that/this/it, not something i share/tell/discuss, im? not getting into it/that,
    not with a bot/robot/machine,
    dont ask me? that?, stop asking me? that/this, i plead the fifth, hard pass, confidential, classified, private,
    thats? just? between me and my/him/her/them/god doctor?, that stays between me and my/him/her/them/god doctor?,
    id? rather discuss/say it/that in person, ill tell/discuss it? with? the/my doctor/staff/clinic,
    ill tell them/you in person,
    ill tell them/you when i come in, es privado/personal, eso es privado/personal,
    no es asunto suyo/tuyo, no le importa,
    mind your own, im? not telling you?, i? wont say/answer/tell, im? not saying/answering,
    im? not gonna say/answer, im? not gonna tell you?, im? not going to answer/say,
    im? not going to tell you, i? refuse/decline, i? refuse/decline to answer/say/state,
    i? dont want/wanna to? say/answer/share/discuss/disclose, i? dont want/wanna to? tell/give you?,
    i? dont want/wanna to? tell/give/share you? that/it, i? dont want/wanna to? give that/it out,
    i? dont want/wanna to? talk about it/that, i? dont want/wanna to? get into it/that,
    i? dont want/wanna to? discuss it/that, i? dont feel like answering/saying/sharing,
    i? dont feel comfortable answering/saying/sharing/giving,
    im? not comfortable answering/saying/sharing/giving that? out?, im? not comfortable with that question,
    uncomfortable answering, not comfortable, im not comfortable, im? not giving, i? dont give out,
    thats/its a bit/little personal, its a secret, thats/its? too personal,
    thats/its personal/private/confidential, that is private/personal, thats between me and him/her/them,
    pass on that/this one?, ill/i pass, i will pass, im going to pass on that/this one?,
    prefiero no decir/decirlo/contestar, no quiero decir/decirlo/contestar
"""

WAIT = """
    wait, waiit, wait/just? a sec/second/minute/moment, one sec/second/moment/minute, sec, hold/hang on/up,
    stop, change, later, not so fast, whoa, scratch that, correction, let me think/check/see, need to think,
    think about it, think it over, not now, back up, cancel, nvm, never mind, nevermind, it/that? depends,
    depende, espera, espere, un momento
"""

BUT = """
    but, though, although, tho, however, except, unless, only if?, as/so long as, provided, if, until, till,
    just not, on condition, pero
"""

HEDGE = """
    maybe, perhaps, probably, prob, probs, prolly, possibly, potentially, might be?, could be, kinda,
    kind/sort of, sorta, more or less, ish, somewhat, mostly, partly, partially, sometimes, at times, half,
    quizas, tal vez, yes and no, yeah/nah no/yeah, no yeah, i? hope so, hopefully, whatever, i? dont care,
    no wait, no worries, yeah right, jk, j k, just kidding, im kidding, just joking, no/any changes,
    no change, nothing to change, no? thats all, meh, eh
"""

NEGATION = """
    not, doesnt, didnt, isnt, arent, wasnt, werent, cant, couldnt, wont, wouldnt, shouldnt, aint, havent,
    hasnt, hadnt, without, nor, hate, against, bad, worse
"""

FILLER = """
    um, umm, uh, uhh, uhm, er, erm, ah, oh, hm, hmm, mm, well, welp, so, like, lol, lmao, ha, haha, hahaha,
    heh, tbh, honestly, frankly, to be honest, i mean, you know, please, pls, plz, pleas, thanks, thx, ty,
    tysm, tks, thanks a lot, thank you, thankyou, thanks so much, thank you so/very much, much appreciated,
    great thanks, cheers, gracias, por favor, hi, hello, hey, hola, good morning/afternoon/evening, sir,
    maam, miss, dear, hun, hon, honey, sweetie, man, dude, bro, buddy, god, gosh, jeez, omg, wow, yay, and,
    y, also, then, now, already, still, anyway, ok so, in fact, actually, really, very, much, just, again,
    right now, at the moment, at present, presently, at this time, currently, as a matter of fact, sadface,
    sorry, unfortunately, sadly, luckily, thankfully, fortunately, obviously, basically, i said,
    i already said, already said, as i said, i think, id/i? would? say, answer is, the/my answer is, afraid,
    im afraid, why not, im good/fine/ok/okay/alright, im? all set
"""
"""Words that change nothing. "why not" and "im good" are among them: alone they may mean a yes or a no."""

HARMLESS = """
    it, its, that, thats, this, these, those, one, the, a, i, im, id, ill, my, me, you, u, your, we, us, is,
    are, be, am, do, does, would, will, want, love, with, by, of, on, in, to, for, all, everything, go, make,
    set, up, free, book, booking, appointment, appt, consultation, consult, slot, time, spot, info,
    information, details, sounds, looks
"""
"""Words that may stand beside an agreement and add nothing to it: "yes i would like to book that time"."""

RELATIONS = """
    daughter, son, wife, husband, hubby, spouse, partner, mother, mom, mum, mama, mommy, momma, father, dad,
    papa, daddy, parent, parents, brother, bro, sister, sis, sibling, kid, kids, child, children, teen,
    teenager, boy, girl, grandson, granddaughter, grandma, grandpa, grandmother, grandfather, granny, nana,
    grandparent, grandchild, aunt, auntie, uncle, cousin, niece, nephew, boyfriend, girlfriend, bf, gf,
    fiance, fiancee, ex, friend, bestie, buddy, roommate, neighbor, neighbour, coworker, co worker,
    colleague, boss, employee, client, patient, student, stepson, stepdaughter, stepdad, stepmom, stepmother,
    stepfather, mother/father/son/daughter/brother/sister in law, mil, fil, bff, loved one,
    significant other, family member, relative, caregiver, ward, twin, best/good/close/dear friend,
    other half, better half, hija, hijo, esposa, esposo, marido, mujer, madre, padre, hermana, hermano,
    amiga, amigo, novia, novio, abuela, abuelo, tia, tio, prima, primo, sobrina, sobrino, nieta, nieto,
    pareja, paciente
"""
RELATIONS += "".join(f", {name.strip()}s" for name in RELATIONS.split(","))  # "my sons doctor"
"""People whom somebody may write for."""
