"""News after danger that somebody else has taken the means away, and that the writer is safe or not alone.

Wrongly heard it would end the help for somebody who dies; unheard it costs a second "call 911". So all of it must be
said, and nothing else may be: of any word that could tell of an act, of other means or of what is to come, it is none.
"""

from __future__ import annotations

import re

_KIN = (
    r"(?:mom|mum|mama|mother|dad|father|parents?|step\w+|sister|sis|brother|bro|son|daughter|kids?|wife|husband|hubby|"
    r"partner|fianc\w+|boyfriend|girlfriend|bf|gf|friends?|bestie|buddy|pal|room ?mates?|roomie|housemate|flatmate"
    r"|neighbou?rs?|aunt\w*|uncle|cousin|niece|nephew|grand\w+|nana|sponsor|therapist|counsell?or|nurse|doctor"
    r"|co-?worker|colleague|boss|pastor|landlady|landlord|teacher|coach|ex)"
)
_HELPER = r"(?:police|cops?|officers?|paramedics?|medics?|emts?|someone|somebody)"
_OTHER = rf"(?:(?:(?:my|our|the|a) (?:\w+ ){{0,2}}?)?(?:{_KIN}|{_HELPER})|she|he|they)"
_SWALLOWED = r"(?:pills?|tablets?|capsules?|meds?|medications?|medicine|bottles?|stuff|drugs|stash)"
_HELD = r"(?:gun|guns|pistol|rifle|firearm|knife|knives|blades?|razors?|razor blades?|rope|noose|belt|car keys|keys)"
_MEANS = rf"(?:all )?(?:of )?(?:the|my|those|these) (?:\w+ )?(?:{_SWALLOWED}|{_HELD})"
_THING = rf"(?:them|em|'em|it|those|everything|{_MEANS})"
_ALL = rf"(?:(?:all of |every one of )?{_THING}(?: all)?)"
_PLACE = (
    r"(?:away(?: from me)?|off me|off my hands|from me|out of (?:here|(?:the|my) \w+)|with (?:her|him|them)|outside"
    r"|home|(?:over )?to (?:her|his|their|the) (?:own )?"
    r"(?:car|truck|house|place|apartment|room|office|pharmacy|station|trunk))"
)
# Whoever flushes or hides something has not swallowed it; of "took" that is only sure with where it went.
_REMOVES = (
    rf"(?:(?:flush\w*|hid|hidden|hides|hiding|confiscat\w*|remov\w+|trashed|got rid of|gotten rid of|getting rid of"
    rf"|dumped|poured|threw out|threw away|tossed out|locked up|locked away|took away|taken away"
    rf"|put away|grabbed) {_ALL}"
    rf"|(?:lock\w*|threw|thrown|toss\w*|dump\w*|put|poured|throwing) {_ALL} (?:up|away|out|off|down|in|into|inside)\b"
    rf"|(?:took|taken|takes|taking|carried|moved|brought) {_ALL} {_PLACE}"
    rf"|(?:took|taken|takes|taking) (?:the|my) {_HELD})"
)
_HAS = rf"(?:(?:now|just) )?(?:has|have|got|holds|is holding|kept|keeps|is keeping) {_ALL}"
_BETWEEN = r"(?:[ ,]+(?!i\b|i'|im\b|ive\b|id\b|me\b(?! and| n| now))[\w']+){0,9}?[ ,]+"
_REMOVED = re.compile(
    rf"\b{_OTHER}(?:'s|'ve)?{_BETWEEN}{_REMOVES}\b"
    rf"|\b{_OTHER}(?:'s|'ve)? {_HAS}\b"
    rf"|\bi (?:just )?(?:gave|handed) (?:{_ALL} (?:over )?to (?:her|him|them|my \w+|the \w+)"
    rf"|(?:her|him|them|my {_KIN}) {_THING})\b"
    rf"|\b(?:the|my|those) (?:{_SWALLOWED}|{_HELD}) (?:is|are|were|was|got) (?:now |all )?"
    r"(?:flushed|locked (?:up|away)|hidden(?: from me)?|taken away|thrown (?:away|out)|down the (?:toilet|drain)"
    rf"|with (?:my )?{_KIN})\b"
)
_TOOK = re.compile(
    rf"\b{_OTHER} (?:just |has |have |already )?(?:took|taken) {_THING}"
    r"(?= *(?:[.,;!\n]|and\b|n\b|so\b|im\b|i'm\b|i am\b|$))"
)
_SAFE = re.compile(
    r"\b(?:i'm|im|i am|we're|we are|feel|feeling|doing|i'll be|ill be)(?: (?:all|so|now|really|much|a bit|a lot|doing"
    r"|feeling|going to be|gonna be|totally|physically))* (?:ok|okay|okey|k|safe|safer|alright|alrite|all right|right"
    r"|good|fine|better|calm|calmer)\b|\b(?:safe|ok|okay|alright|fine|better) now\b|\bnot in danger\b"
    r"|\bi(?:'m| am|m)? (?:not going to|not gonna|won't|wont|will not) (?:do (?:it|anything)|hurt myself)\b"
)
_COMPANY = re.compile(
    r"\bnot alone\b|\bno longer alone\b"
    rf"|\b(?:{_OTHER}(?:'s|'re)?|is|are|hes|shes|theyre|stays?|staying|sits?|sitting|here|be)(?: \w+)? "
    r"(?:with|w|wit) (?:me|us)\b|\b(?:is|are|'s|'re|hes|shes|theyre) (?:staying|sitting|right here)\b"
)
# What is said in calm and would else look like an act, a refusal or a plan.
_CALM = re.compile(
    r"\b(?:i'm|im|i am|we're) (?:not|no longer) (?:alone|in danger|suicidal)(?: (?:now|anymore|any more))?\b"
    r"|\bnot alone(?: (?:now|anymore|any more))?\b"
    r"|\b(?:i'm|im|i am) not (?:going to|gonna) "
    r"(?:do (?:it|anything)|hurt myself|take (?:them|it|anything))\b"
    r"|\bi (?:won't|wont|will not) (?:do (?:it|anything)|hurt myself|take (?:them|anything))\b"
    r"|\bi (?:don't|dont|do not) have (?:them|it|the \w+|access)(?: to \w+)?(?: anymore| any more| now)?\b"
    r"|\b(?:isn't|isnt|is not|not|won't|wont|will not) (?:leaving|leave|gonna leave|going to leave)"
    r"(?: me| my side)?(?: alone)?"
    r"|\bi'?ll be (?:ok|okay|fine|alright|all right|safe)\b"
    r"|\b(?:i'm|im|i am) (?:going to|gonna) be (?:ok|okay|fine|alright)\b"
    r"|\b(?:stay\w*|sleep\w* over|with (?:me|us)|w me|here|over)(?: (?:for|all))?(?: the)? (?:tonight|night)\b"
    r"|\bsorry (?:for|about|if|that) (?:i )?(?:scar\w*|worry\w*|worried|freak\w*|bother\w*"
    r"|(?:the|that|all) \w+)(?: you)?"
    r"|\bi (?:have|'ve got|got) (?:my \w+|someone|somebody|her|him) (?:here|with me)\b"
    r"|\b(?:called|call|talked to|talking to|from) (?:911|988)\b"
    r"|\bwhere i (?:can't|cant|cannot|won't) (?:get|reach|find)\b"
    r"(?: (?:at|to))?(?: (?:them|it))?|\bi (?:can't|cant|cannot) (?:get (?:at|to)|reach|find) (?:them|it)\b"
)
_DANGER = re.compile(
    r"\b(?:i|ive|i've|i'd|we)(?: \w+){0,2} (?:took|taken|take|ate|eaten|drank|drunk|had|have|got|kept|hid|keep"
    r"|found"
    r"|find|saved|stole|know where|want\w*|wanna|need|wish|hope|hate|bought|can|could|still|cut|shot|managed)\b"
    r"|\b(?:swallow\w*|ate|eaten|drank|drunk|drink\w*|chew\w*|gulp\w*|od|oded|od'd|fired|fell|collaps\w*|overdos\w*|inject\w*|snort\w*|mouth"
    r"|throat"
    r"|stomach|mouthful|handful|some|few|half|most|several|couple|rest|remaining|left|more|another|others?|else|own"
    r"|extra"
    r"|second|spare|except|before|after|instead|anyway|too|also|already|still|yet|though|tho|although|but|however|only"
    r"|if|when|once|until|till|unless|because of me|never|not|no|none|nobody|don'?t|didn'?t|won'?t|can'?t|cannot"
    r"|cant|wont|dont|didnt|isn'?t|wasn'?t|hasn'?t|hasnt|ain'?t|will|'ll|going to|gonna|about to|later|soon|tomorrow"
    r"|tonight|forever|over with|be over|end|ends|ending|done|die|dies|died|dead|dying|kill\w*|hurt\w*|cut|cuts|cutting"
    r"|bleed\w*|blood|jump\w*|hang\w*|shoot\w*|shot|burn\w*|bye|goodbye|good bye|farewell|love you|miss me|sorry|thank"
    r" you for everything|peace|pain|sleepy|drowsy|dizzy|woozy|numb|tired|weak|sick|vomit\w*|threw up|throwing up"
    r"|puk\w*|passed out|passing out|unconscious|asleep|sleeping|wake|waking|breath\w*|pulse|seizure|fainted|blue"
    r"|bridge|roof|ledge|ran|run|runs|point\w*|aim\w*|threat\w*|yell\w*|beat\w*|hit\w*|locked me|lock me|wish\w*"
    r"|burden|hopeless|pointless|what now|fake|lied|lying|joke|kidding|water|vodka|wine|beer|whiskey|alcohol|food"
    r"|himself|herself|themselves|themself|together|both|from (?:her|him|them)"
    r"|(?:under|in|inside|behind|beneath|on) my|gave me|back to me|give (?:them|it) back"
    r"|give in|better off|tell|matter\w*|tracks|note|letter|bother anyone|care)\b"
    rf"|n't\b|\b(?:a|an|her own|his own|their own|new) (?:{_HELD}|{_SWALLOWED})\b"
)
_LONGEST = 60  # words: among more there may be anything


def means_are_gone(text: str) -> bool:
    """Whether somebody else took away what the writer would have died by, and they are safe or not alone now."""
    said = " ".join(text.lower().replace("’", "'").replace("‘", "'").split())
    if len(said.split()) > _LONGEST:
        return False
    rest = _CALM.sub(" ", said)
    if re.search(r"[\d?]", rest) or _DANGER.search(rest):
        return False
    if _REMOVED.search(said):
        return bool(_SAFE.search(said) or _COMPANY.search(said))
    return bool(_TOOK.search(said) and _SAFE.search(said))
