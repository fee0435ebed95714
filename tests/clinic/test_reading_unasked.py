"""What people say of themselves, or of whom they write for, before they are asked."""

from __future__ import annotations

import pytest

from bot.clinic.interview.draft import Draft
from bot.clinic.interview.message import Message
from bot.clinic.interview.volunteered import volunteered
from bot.clinic.reading import volunteered_adult, volunteered_reasons, volunteered_who
from tests.clinic.test_reading_people import cases

VOLUNTEERED_WHO = {
    "other": """
        my husband is really depressed, could you treat him?|I want to get my sister in for a visit, she's 41
        |writing about my 15 year old daughter|could my grandpa (79) come|my mother Ruth has PTSD. Can I book her?
        |my 14-year-old|booking for my dad|my niece needs help|is my uncle eligible|would you see my stepson
        |consult for somebody I care for|somebody I look after is low. could you see him?
        |my cousin is bipolar|my partner (31f) wants to try ketamine
    """,
    "self": """
        consult for me please|hi, me, 39|4 myself|please book me in|need to see somebody about my anxiety
        |my husband is depressed too but it's for me
    """,
    None: """
        my husband told me about you|my daughter died in May. I want to book|can my wife come along?
        |can my son come with me|I care for my father and I'm worn out|for me and my sister
        |my sister is helping me write, I'd like to book|my dad wants me to book|my wife worries about me
        |not free Friday for my daughter's recital|is it ok for my husband to drive me|that works for me
        |you helped my cousin|I lost my brother, can you see me|my wife has PTSD and I have depression
        |my mom is anxious about me, can I book|can I bring my girlfriend
    """,
}


@pytest.mark.parametrize(("text", "expected"), cases(VOLUNTEERED_WHO))
def test_for_whom_somebody_asks_unasked(text: str, expected: str | None) -> None:
    """A relative who is to be seen is the patient, one who is only mentioned is not."""
    assert volunteered_who(text) == expected


VOLUNTEERED_ADULT = {
    True: """
        i'm 34|34yo|34F|I am a 52 year old woman|I'm 34, can I book?|hi im 45 and depressed|52 yo male with ptsd
        |im 19 and want to book|as a 60 year old veteran i need help|im over 18|Tengo 34 años y depresión
        |im 42 with treatment resistant depression|i am an adult|I (34F) have depression|my name is Ann, I'm 70
        |i turned 50 and fell apart|I'm 70, is that too old?|Im sixty two years old and depressed|i am in my 40s
        |I am over 65, is medicare accepted|I'm 27. Need appointment tues|im actually 45|my age is 35
        |36 yrs, anxious, can I see someone|Hey there, man, 58, low for years|hi I'm Rosa, 47, and need a consult
        |F, 39. ptsd|good evening. Male, 71. Depression.|buenas, soy Luz, 52 años, quiero una cita|im a welder, 44, sad
        |hello, me, 38, low for months|a slot for myself, 57 years|age 41|Age: 66, bipolar|I turn 30 in two weeks
        |can I get in? for me, 48 male
    """,
    False: """
        im turning 18 in june|i turn 17 in may|ill be 18 next month|i'm almost 18|I am going to be 17 soon|im 18 soon
        |im 18 in april
        |im 16|i'm 17 years old can i come|im a minor|15yo here|I'm under 18|im a 16 yo|im 15 and need help
        |as a 17 year old can i come?|hi im Ned, 16, can i come|14, m, sad|I turn 18 in June, can I book?
        |im turning 18 next week|ill be 18 in may|just me, 17
    """,
    None: """
        |i'll be 15 minutes late|i want to be 18 again|my son is turning 18|ill be there at 5|do i have to be 18
        |34|yes|no|18|what if im 17?|if i am 17 can i come|if I am under 18|can a 16 year old come?
        |can 17 year olds come|do you treat 17 year olds|my 16 year old needs help|my son is 17|my dad is 70
        |for a 16 yr old|im 34 weeks pregnant|im 20 min away|I'm 5'4|I have 2 kids|tuesday at 2|i took 40 mg
        |I'm on 20 mg|im 10 on the scale|im 10/10 depressed|im 90% sure|i'm 100% sure|is 45 too old
        |is 70 too old?|i have been depressed for 20 years|since i was 15|i was 15 when it started
        |I was 16 when it began|im number 18 in line|I'm 3rd in line|in 2019|im 50/50|im 20 pounds overweight
        |I'm free at 3|im free on the 18|room 18|im at 45 main st|im 18 days clean|at 45 i feel lost
        |My son Ned, 16, is low|I'm Joan, mother of Ned, 16|im anxious, 15 yrs|I'm on prozac, 40, twice
        |36 yrs of sadness
        |Friday works for me, 11|at age 20 it began|since age 15|ill be 20 minutes late|she will be 18 in June
        |my wife (31f) needs help|visit for my dad, 71|for me, 60, 20 mg|when I turn 18 can I come
        |I take prozac, 40, at night|we live in Reseda, 50, 60 miles away|this is Ann, 555
    """,
}


@pytest.mark.parametrize(("text", "expected"), cases(VOLUNTEERED_ADULT))
def test_only_an_explicit_age_counts_when_it_was_not_asked(text: str, expected: bool | None) -> None:
    """Outside its question, an age must be said to be the writer's own."""
    assert volunteered_adult(text) is expected


REASONS = {
    ("depression",): """
        an appointment, for depression, please|I would like to schedule for depression|sooo depressed rn, need help
        |may I get a consult about my depression?|here for depression, mornings|my aunt is severely depressed
        |a visit for my brother, bad depression|want ketamine for depression
        |could you book me for Friday, I am 40, depression|Max here, depression since 2016, no doctor
        |book me pls, depression for nine years
    """,
    ("anxiety",): "it is for anxiety, and I'm 41|I'd like to talk to someone about my anxiety|consult for anxiety?",
    ("ptsd",): "my uncle Ray has PTSD and could come Friday. May I book him?",
    (): """
        do you see people for depression|does it help with PTSD|can I ask about anxiety?|are you good with bipolar
        |tell me about the consultation for depression|is the consult for anxiety too?|my boss knows about depression
        |my wife told me ketamine for depression works|I'd like information for bipolar patients
    """,
}


@pytest.mark.parametrize(("text", "expected"), cases(REASONS))
def test_what_brings_somebody_in_unasked(text: str, expected: tuple[str, ...]) -> None:
    """The reason of a wish for a consultation is taken, also a relative's; a question about a topic gives none."""
    found = volunteered(Draft(goal="consultation"), Message(text), None)
    assert tuple(found.get("reason") or ()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I see Dr. Ito (an LCSW in Venice) for panic attacks and would like the talk", ("anxiety",)),
        ("my psychiatrist Dr. Wolf has treated me for bipolar since May", ("bipolar",)),
        ("41, on meds for depression, want in", ("depression",)),
        ("I see that anxiety is on your page", ()),
        ("he treats my wife for depression", ()),
        ("I saw Dr. Ray's post on PTSD", ()),
    ],
)
def test_what_a_clinician_treats_the_writer_for_brings_them_in(text: str, expected: tuple[str, ...]) -> None:
    assert volunteered_reasons(text) == expected
