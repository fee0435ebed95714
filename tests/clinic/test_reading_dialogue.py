"""Picking from what is offered, commands about the dialogue, and the wish to correct an answer."""

from __future__ import annotations

import pytest

from bot.clinic.reading import command, correction_target, read_choice
from bot.clinic.reading.lexicon import split_phrases
from bot.clinic.reading.phrasebook import COMMANDS


def cases(table: dict[object, str]) -> list[tuple[str, object]]:
    """Table rows: the messages (parted by "|") under what each is read as."""
    return [(" ".join(text.split()), expected) for expected, texts in table.items() for text in texts.split("|")]


CLASHING = ("Tue, Dec 1, 2:00 PM", "Tue, Dec 1, 2:30 PM", "Wed, Dec 2, 10:00 AM")
SLOTS = ("Tue, Dec 1, 2:00 PM", "Wed, Dec 2, 9:30 AM", "Fri, Dec 4, 4:15 PM")
CONDITIONS = (
    "Depression",
    "Depression that other treatments have not helped",
    "Anxiety",
    "Post-traumatic stress",
    "Bipolar disorder",
    "Suicidal thoughts",
    "Another mood disorder",
    "Chronic pain",
    "Something else",
    "I'd rather not say",
)
WHO = ("For me", "For someone else")
YES_NO = ("Yes", "No", "Not sure")
CONSENT = ("Yes, you may", "No")
HEALTH = ("None of these", "One or more of these", "I'd rather not say")

PICKS: list[tuple[tuple[str, ...], dict[object, str]]] = [
    (
        CLASHING,
        {
            0: """
                the 2 pm one|2pm|2 o'clock|at 2|2:00|first one please|the first|one|number one|Tuesday at 2
                |the 2 pm on tuesday|can i have the 2pm one?|soonest
                |either|any|whichever|any is fine|either of the first two
            """,
            1: """
                2|2.|#2|2!|(2)|2️⃣|two|two please|the second|second one|2 please|option b|b|no. 2|no 2
                |number two|la segunda|el 2|dos|2:30|2.30|230|230pm|14:30|half past two|two thirty
                |second to last|the one before the last|the middle one
                |2:30 works for me|i'll take the 2:30|what about 2:30|tue 2:30|2:30?|2 2:30
            """,
            2: """
                3|option 3|the third|last|last one|c please|wednesday|wed|wensday|10|10am|at 10|the 10 oclock
                |10 on wednesday|wednesday at 10 please|dec 2|december 2nd|12/2|morning|the morning one
                |Wed, Dec 2, 10:00 AM
            """,
            None: """
                |4|Tuesday|the later one|the 2nd|tuesday morning|1 or 2|1 and 2|1 & 2|1,2
                |none of these|not the first one|2 is bad for me|can't do 2|2 kids|is 2:30 still free?
                |2:30 on friday|3 pm|monday|tomorrow|next week|yes|ok|later|this one|no one
                |earliest
            """,
        },
    ),
    (
        SLOTS,
        {
            0: """
                1|1.|1st|1st one|A|option a|①|first works|yes the first|ok 1|tues|Tuesday works|lets do tuesday
                |Tuesday at 2pm is perfect|first of december|December 1|2pm|2 oclock|at 2|a las 2|el martes
                |could i get tuesday
            """,
            1: """
                2|pick 2|i'd like the second one please|2nd|slot 2|hmm 2|i think 2|B|9:30|930am|9:30 a.m.
                |half past nine|nine thirty|wed morning|Weds 9:30|the morning slot|wed dec 2 9:30|how about 9:30
            """,
            2: """
                3|#3 please|３|3rd one|last option|4|4:15|four fifteen|quarter past four|friday|friday afternoon
                |fri 4:15 pls|the one on friday|dec 4|4 dec|the 4th|12/4|book me for friday at 4:15
                |can we do friday?|el viernes|latest
            """,
            None: """
                |5|0|12|21|2 3|D|afternoon|tuesday the 8th|tuesday at 3|wednesday at 2|no tuesday|not tuesday
                |tuesday or wednesday|I can't do tuesday|next tuesday|friday but later|both|all|neither
                |more times|what about thursday|call me at 2|2 minutes|i need 2 appointments|maybe 2|wait
            """,
        },
    ),
    (
        CONDITIONS,
        {
            0: "1|Depression|depression|depresion",
            2: "3|anxiety|Anxeity|the third one",
            4: "bipolar|5",
            7: "chronic pain|pain",
            8: "something else|else",
            9: "10|I'd rather not say|id rather not say",
            None: """
                |11|stress|not depression|my mom has depression|anxiety and depression|do you treat anxiety?
                |other|mood|thank you|none|depression for years
            """,
        },
    ),
    (WHO, {0: "1|for me|For me", 1: """
        2|someone else|For someone else|someone
    """, None: """
        |me|yes|for|for my daughter|myself
    """}),
    (YES_NO, {0: """
        yes|yep|yes please|1
    """, 1: "no|nope nobody|2", 2: "not sure|3", None: """
        |yes though getting hold of her is a killer|my gp|yes but|i think so|sure|yes?
    """}),
    (CONSENT, {0: "yes|yes you may|1", 1: "no|absolutely not|2", None: """
        |thank you|you|you may|yes but ask me first|no i don't mind|ok
    """}),
    (HEALTH, {0: "1|none of these", 1: "two", 2: "3|i'd rather not say", None: "|more|these|yes|no|one of these"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("labels", "text", "expected"),
    [(labels, text, expected) for labels, table in PICKS for text, expected in cases(table)],
)
def test_a_choice_is_picked_by_number_place_time_or_words(
    labels: tuple[str, ...], text: str, expected: int | None
) -> None:
    """Everything in the message must fit one label; a bare number is a place in the list, "2 pm" a time."""
    assert read_choice(text, labels) == expected


def test_a_place_and_a_day_of_the_month_that_differ_leave_it_open() -> None:
    """Whether "the 2nd" is the second choice or December 2 is asked again when those are two choices."""
    assert read_choice("the 2nd", CLASHING) is None
    assert read_choice("the 2nd", SLOTS) == 1


def test_nothing_is_picked_from_nothing() -> None:
    """Without labels there is nothing to pick."""
    assert read_choice("1", []) is None
    assert read_choice("", SLOTS) is None


def test_two_equal_labels_are_not_told_apart_by_words() -> None:
    """A label that is there twice can be picked by number only."""
    assert read_choice("yes", ["Yes", "Yes"]) is None
    assert read_choice("2", ["Yes", "Yes"]) == 1


COMMAND = {
    "back": """
        back|Back!|go back|go back please|can we go back|can we please go back one
        |can i go back to the last question|previous question|previous page|undo|wait go back|oops go back
        |no, go back|go bak|atrás|i want to change my last answer
    """,
    "repeat": """
        say that again|repeat|can you repeat that please|repaet that|huh?|what was the question
        |sorry, what was the question|what?|??|?|sorry?|pardon?|Excuse me?|come again?|wdym|I don't understand
        |i dont understand the question|i didnt catch that, can you say it again|what do you mean by that?
        |explain please|no entiendo|one more time
    """,
    "skip": "skip|Skip!|skip this one|skip it please|pass|next question|next question pls|can i skip this",
    "why": """
        why|WHY???|but why|how come|why do you ask|why are you asking me this|why do you need this
        |why do you need that info|why do you need my phone number?|why do you need to know how old i am
        |why do u need my dob|why do you need my doctors name|why does my age matter|what for|what's this for
        |what do you need my email for|whats that got to do with it|is that necessary?|is this required
        |do i have to answer that|how is that relevant|why does it matter|por qué
    """,
    "stop": """
        stop|STOP.|Stop it.|please stop|stop asking me questions|lets stop here|never mind|nvm
        |nevermind, forget it|not now|later|maybe later|do this later|quit|exit|forget it|end chat|i have to go
        |i gotta go|no more questions|i want to stop|olvídalo
    """,
    "restart": """
        start over|can we start over please|I want to start over|strat over|lets start again|from the beginning
        |restart|reset|from scratch|empezar de nuevo
    """,
    "resume": """
        continue|ok continue|yes continue|yes, let's continue|contineu|resume|resume booking|where were we
        |ok where were we?|let's go on|carry on|keep going|im back|I'm ready|ready|continuar
    """,
    "more": """
        more|more times|more options please|other times|any other times?|any others?|anything else
        |do you have anything else|what else do you have|next|show me more|none of these times work
        |otros horarios
    """,
    "summary": """
        summary|recap|what did I tell you so far|what have i told you so far?|what do you have so far
        |what do you know about me|show me my answers|review my answers please|resumen
    """,
    None: """
        |stop texting me|stop the pain|stop taking my meds?|can i stop my meds|unsubscribe|cancel|cancel it
        |cancel my appointment|why not|why me|why bother|why live|why am i like this|what's the point
        |what's the point of living|why does ketamine work|why is it so expensive|what is ketamine|I'll be back
        |back pain|back hurts|back in march|forgot it|precious|no more|i dont want to do this anymore
        |i dont want to go on|i'm done|im done with this|end it|i give up|i need to end it|next week
        |next tuesday|the next day|another time|later in the day|more than 5 years|more expensive?|more info
        |continue my meds?|continue treatment|resume my meds|repeat customer|repeat infusions|pass away
        |i skip meals|skip class|start over with my life|is it necessary to have a referral|go ahead
        |ready to die|im ready to die|go back to work|i changed my mind|yes|no|depression|2|sorry|hello|thanks
        |help
    """,
}


@pytest.mark.parametrize(("text", "expected"), cases(COMMAND))
def test_a_command_is_the_whole_message(text: str, expected: str | None) -> None:
    """Courtesies and slips do not matter, other content does; what may be despair is no command."""
    assert command(text) == expected


def test_a_phrase_stands_for_one_command() -> None:
    """No phrase of the phrasebook is found under two commands."""
    phrases = [phrase for table in COMMANDS.values() for phrase in set(split_phrases(table))]
    assert len(phrases) == len(set(phrases))


CORRECTION = {
    "phone": """
        I got my number wrong|my number is wrong|can i change my phone number?|i gave you the wrong number
        |I typed the wrong number|thats not my number|my phone number should be 310 555 0142
        |actually my number is 310 555 0143|oops my number is 310-555-0199|fix my cell number
        |i messed up my phone number|you have my number wrong|I gave you my old number|i have a new number
        |there's a digit wrong in my number
    """,
    "name": """
        my last name is misspelled|you spelled my name wrong|thats not my name|wrong name|change my name please
        |its spelled with a k, you got it wrong|actually my name is Jon|First name is Ann not Anne
        |i need to correct my first name|my surname is incorrect
    """,
    "email": """
        my email is wrong|wrong email|fix my e-mail|that isn't my email|there's a typo in my email
        |update my email address please|can you change my email|email should be ann@example.com not anne
    """,
    "age": """
        actually I'm 19 not 16|my age is wrong|my age is 35 not 25|i meant im 34|oops im 21, i typed wrong
        |sorry, I'm 45 not 15|im actually 17
    """,
    "when": """
        the time should be 1:30|change the day|wrong day|wrong date|i meant tuesday|i said wednesday
        |can we change it to 3pm|make it 3pm instead|move it to friday|the time is wrong|switch to wednesday
        |actually tuesday is better|1:30 not 2:30|i want to change the time|no i said tuesday not thursday
        |i picked the wrong time
    """,
    "clinician_name": """
        wrong doctor|thats not my doctor|my doctors name is wrong|you spelled her name wrong
        |Her name is Kim not Kym|change my therapist|his name is misspelled|i gave the wrong doctor
    """,
    "clinician_contact": """
        my doctor's number is wrong|her email is wrong|wrong fax|wrong fax number for my doctor
        |his number should be 310 555 0111|the therapist's phone is incorrect
        |i gave you the wrong number for my doctor
    """,
    "clinician_practice": "the practice is wrong|wrong office|change the practice name|doctor's office is wrong",
    "clinician_role": "the role is wrong|her title is wrong|hes a psychologist not a psychiatrist",
    "clinician": "actually i do have a therapist|i have a doctor after all|actually i dont have a doctor",
    "consent": """
        i changed my mind about contacting my doctor|I changed my mind about calling her|actually don't call her
        |actually you can call her|i want to change my consent|changed my mind, dont contact him
        |i withdraw my consent|take back my permission
    """,
    "reason": """
        the reason is wrong|actually its ptsd not anxiety|i want to change my reason|i meant bipolar
        |my condition is wrong|i want to change what brings me in|its mostly depression|mainly anxiety, and some pain
    """,
    "health": "I answered the health question wrong|change my health answer|actually i am pregnant",
    "who": "actually it's for my son|sorry its not for me its for my wife|oops its for me|its for my wife actually",
    None: """
        |wrong number|you have the wrong number|sorry wrong number|cancel my appointment|change my appointment
        |can i change the time of my appointment|can ketamine change my mood?|whats wrong with me
        |something is wrong with my brain|something is wrong|nothing is wrong|u r wrong
        |you're wrong about ketamine|my number is correct|yes correct phone number|is the number wrong?
        |is my email correct|what number do you have|what is your phone number?|actually whats the cost
        |actually what time are you open|actually do you treat pain|instead of ketamine can i do tms|yes|no
        |actually yes|actually no|oops|not sure|i made a mistake|thats wrong|incorrect|change something
        |my name and number are wrong|my doctor is not the problem|i need a change|no change in my condition
        |time to change|this is not the right time|it's not my time yet|not the first time|tuesday|not tuesday
        |im 34|depression|i want to change doctors|i changed my number last week|fix my brain
        |i need to change my life|everything is correct|actually i had a bad day|310 555 0142|its 0143 not 0142
        |my name is Jon|my email is ann@example.com|dr lee|sorry|sorry i was away
        |sorry my depression is bad today|not really|its not for me|what if i get the wrong time|thats right
        |mostly mornings|my main problem is the phone
        |no thanks|it has been wrong for years|my phone is broken|call my cell
    """,
}


@pytest.mark.parametrize(("text", "expected"), cases(CORRECTION))
def test_which_answer_is_to_be_corrected(text: str, expected: str | None) -> None:
    """The field named, or given away by its new value; other troubles and standing appointments are none."""
    assert correction_target(text) == expected
