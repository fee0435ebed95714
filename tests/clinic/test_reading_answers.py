"""Yes and no, and the declining of a question, in many voices."""

from __future__ import annotations

import pytest

from bot.clinic.reading import clear_no, clear_yes, declines, unsure, yes_no


def cases(table: dict[object, str]) -> list[tuple[str, object]]:
    """Table rows: the messages (parted by "|") under what each is read as."""
    return [(" ".join(text.split()), expected) for expected, texts in table.items() for text in texts.split("|")]


YES_OR_NO = {
    True: """
        y|Y!|yep|Yes!!|YESSS|yeeeees|yass|ya do it|yea|yuh|sure thing|ok book it|that's right|that’s right|mhm
        |uh-huh|mm-hmm|si|sí|sí claro|por supuesto|claro que sí|correct|Correct!|go ahead|i guess so|i think so
        |works for me|that'll work|thats fine by me|👍|👍🏽|👍👍|ok 👍|yes 😊|✅|yeah that works|yes please book it
        |y please|yup thats me|looks right to me|definately|absolutly|yes it is|it is|perfect thank you
        |no i don't mind|I do not mind at all|no problem|not a problem|sure, why not|yeah sure why not
        |yes but ask me first|yes but the time is wrong|yes and do I need a referral?|yes, my wife found you
        |yes, right?|affirmative|roger that|for sure|fo sho|of course|you bet|i already said yes|yes I said yes
        |of course who else|okie dokie|K.|kk|bet|sounds like a plan|everything is correct|all good|right|yes sir
        |10-4|I am indeed
        |yes ma'am|hell yeah|esta bien|de acuerdo|be my guest|by all means|i agree|please do|100%|no doubt
        |i dont see why not|yes wednesday
    """,
    False: """
        n|N|no|No.|nooo|nope|Nope.|nah|naw|nop|👎|no 👎|❌|uh uh|nuh uh|absolutely not|definitely not|of course not
        |certainly not|not really|no thanks|no thank you|nty|thanks but no|nope nobody|not that either|neither
        |no it's for a friend|I don't|I do not|im not|dont book it|do not book|please don't|i dont think so
        |I think not|no, i'm good|nah im good thanks|no not yet|not yet|probably not|hell no|no way|no way jose
        |under no circumstances|that's not right|that's wrong|incorrect|no gracias|para nada|no, why?|no. why
        |no i can't make it|i cant|negative|never|i said no|I would say no|unfortunately not|hard no
        |claro que no|over my dead body|not interested|tampoco|no, make it tuesday|no the email is wrong
        |doesn't work for me|no, not really|not to my knowledge|not as far as I know|no longer|not in years
        |I used to but not anymore|can't say that I do|not that I'm aware of
    """,
    None: """
        |is that ok?|why?|why not|why not?|yes? no? which one|yes?|ok?|right?|ok wait|no wait|k wait|wait
        |hold on|not bad|I can't say no|do you mind? no|no 2|no. 2|2|yes and no|yes/no|yes or no|maybe|maybe yes
        |probably|ok so how much is it|right now|good question|good morning|good luck|not sure|im not sure|idk
        |idk yes|i'd rather not say|none of your business|ok but what does it cost|what|hmm|thanks|thank you
        |no yes|yes no|yeah no|no yeah|no that's fine|no all good|sure i have a question|sure but is it free
        |i want to die|tuesday|i'm good thanks|im good|fine print|no worries|is it ok to say yes|no idea|no clue
        |I don't like mondays|can I say yes later|well|yes... actually no|no actually yes|as long as its free
        |if i must|fine whatever|not now|depends|she will say no|she will say yes|nothing to change|no thats all
        |no changes|ok bye|i see|got it|lol|😂|😭|...|???|34|yes i'm not sure|yes no maybe|most likely not sure
        |could be|definitely maybe
    """,
}


@pytest.mark.parametrize(("text", "expected"), cases(YES_OR_NO))
def test_yes_and_no_are_read_and_doubt_is_left_open(text: str, expected: bool | None) -> None:
    """A plain answer is read in any wording; a question, a contradiction or a doubt is None."""
    assert yes_no(text) is expected


FIT_FOR_BOOKING = """
    y|yes|Yes please, thank you so much|ok book it|yes go ahead and book it|👍|looks perfect book it please
    |sounds great|correct|yes that is correct|yes everything is right|that's right, thanks
    |yes i would like to book that time|yes I'd like the appointment|sí|dale|confirm|confirmed|i confirm
    |lets do it|go for it|ok yes lets do that|all of that is correct|sure, why not|perfect|okay|k|yes ma'am
    |please book|schedule it|yes I said yes|great thank you!|that works perfectly|yup yup|yes, that's me
    |absolutely
"""

NOT_FIT_FOR_BOOKING = """
    yes but the time is wrong|yes but can you change the time|ok wait|yes and do I need a referral?|yes?|ok?
    |yes, right?|i guess so|i guess|i suppose|i think so|sure i guess|no problem|yes if its free
    |yes as long as its free|yes only mornings|yes until friday|yes except the phone number
    |everything except the phone number|looks good except the date|almost, my name is spelled wrong
    |yes wrong number tho|yes wednesday|yes tuesday at 2|yes 3pm|yes, my wife found you|yes bye
    |yes i can make it|yes i said 2 not 3|no|nope|not yet|maybe|why not|ok so how much is it|sure but is it free
    |hold on|let me check|change the time|yes change it|yes actually no|true|fair enough|yes and no|2|thanks
    |im good|yes i want to die|yes what is it for|do it later|book it later|book it for someone else
    |dont book it|ok not now|right now|yes for my son too|yes hold on|idk yes|yes???|yeah right|yes i think
    |yes jk
"""


@pytest.mark.parametrize("text", [text.strip() for text in FIT_FOR_BOOKING.split("|")])
def test_a_plain_go_ahead_is_fit_for_booking(text: str) -> None:
    """Agreement and nothing else is a clear yes."""
    assert clear_yes(text)


@pytest.mark.parametrize("text", [text.strip() for text in NOT_FIT_FOR_BOOKING.split("|")])
def test_nothing_is_booked_on_a_yes_with_more_to_it(text: str) -> None:
    """A condition, a change, a time, a question or a lukewarm tone keeps a yes from being a clear one."""
    assert not clear_yes(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    cases(
        {
            True: "no|nope|nah thanks|not yet|no not yet|No.",
            False: "no, its for a friend|no but maybe|no?|yes|no problem|no 2",
        }
    ),
)
def test_a_clear_no_is_a_no_and_nothing_else(text: str, expected: bool) -> None:
    """A no with more to it is not a clear one."""
    assert clear_no(text) is expected


DECLINED = {
    True: """
        skip|Skip.|skip that|skip this one please|ok skip|nah skip|pass|I'll pass|next question please
        |I'd rather not say|I'd rather not say thanks|rather not|prefer not|prefer not to answer
        |i'd prefer not to answer that|no i'd rather not say|rather not say if thats ok|no comment
        |none of your business|none of ur business|mind your own business|im not telling a bot that
        |not giving my email to a bot|thats private|no thats personal|that's too personal|thats a bit personal
        |I don't want to answer that|dont want to say|I don't wanna say|i dont want to give you my number
        |i decline to state|I refuse to answer|not comfortable sharing that|not comfortable
        |can we skip this one?|can i skip?|I don't have one to give|I do not have an e-mail address
        |i dont have email|no email|no fax|dont have a middle name|i dont have his number
        |i don't have her number on me|n/a|blank|leave blank|prefiero no decir|no quiero decirlo|no tengo
    """,
    False: """
        |no|nope|yes|no thanks|no problem|not interested|none|nothing|no one|maybe|later|let me check|hold on
        |why|why do you need that|do i have to?|i dont know what to do anymore|not sure i want to live
        |I don't know if i should kill myself|i don't know how much longer i can do this|i don't know who i am
        |i dont know anything anymore|i dont know what that means|i dont know what you mean|she passed away
        |skip breakfast|I skip meals|I dont know about tuesday, maybe wed|my number is private 310 555 0142
        |i dont have a doctor|i don't have time for this|i dont want to|not sure but i think dr lee|Jane Doe
        |310-555-0199|my doctor is private|can I not do this
    """,
}
DID_NOT_KNOW = """
    dont know|idk|idk man|not sure|not sure sorry|no idea|honestly no clue|dunno lol|I don't know|i do not know
    |i dont remember|i forgot|i forget the name|idk her number|i dont know his email off the top of my head
    |not sure what it's called|no clue what its called|I don't know if that counts|don't know the practice name
    |not 100% sure|no sé|no lo sé|No me acuerdo|🤷|🤷‍♀️|beats me|i'm unsure
"""


@pytest.mark.parametrize(("text", "expected"), cases(DECLINED))
def test_not_wanting_to_answer_is_told_from_an_answer(text: str, expected: bool) -> None:
    """Only a message that does nothing but decline the question declines it."""
    assert declines(text) is expected
    assert not (expected and unsure(text))


@pytest.mark.parametrize("text", [text.strip() for text in DID_NOT_KNOW.split("|")])
def test_not_knowing_declines_too_and_is_told_apart(text: str) -> None:
    """Somebody who does not know declines, and is known to be unsure."""
    assert declines(text)
    assert unsure(text)
