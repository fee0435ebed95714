"""Who it is for, whether they are of age, who treats them, and whether that clinician may be contacted."""

from __future__ import annotations

import pytest

from bot.clinic.reading import (
    read_adult,
    read_clinician,
    read_consent,
    read_who,
    sets_condition,
    volunteered_clinician,
    wants_psychiatrist,
)


def cases(table: dict[object, str]) -> list[tuple[str, object]]:
    """Table rows: the messages (parted by "|") under what each is read as."""
    return [(" ".join(text.split()), expected) for expected, texts in table.items() for text in texts.split("|")]


WHO = {
    "self": """
        yes|y|si|me|Me :)|for me|myself|mine|yep its for me|Yes, it is|it is|just me|only me|I'm the patient
        |I am the one with depression|yeah for my depression|for me, my mom is helping me write|its for myself
        |I am asking for myself|para mí|es para mí|para mí mismo|soy yo|not my wife, me
        |Yes my doctor told me about you|yes, my wife found you|yeah she told me to try it
        |yes (my husband is helping me type)|me, I'm 34|correct, for me|i think so|uh huh|no one else, just me
        |I want it for me but my mom is paying|this is for me|absolutely|👍
        |lol asking for a friend, no really its for me
    """,
    "other": """
        my daughter|My elderly mother|asking for my husband|it's for my mom|no it's for a friend
        |a friend of mine|My son needs it|no, my brother|for my wife|im asking on behalf of my dad
        |on behalf of a client of mine|for a patient of mine|someone else|somebody else|another person
        |someone i love|not for me|It's not for me, it's for my sister|its my husband|I'm his mother
        |i'm the wife|im the daughter|he needs help|no he is 45|para mi hija|es para mi esposo|mi hijo
        |Yes for my son|its for my 16 year old daughter|my daughter she is 17
        |No it's for my partner who has bipolar|for him|my mom, she's 70 and has depression|my husbands the one
        |i'm calling about my nephew|nah my gf|trying to get help for my brother|its for my ex husband
        |my best friend|hubby|its 4 my bro|For my daughter, she's 19|for a buddy from the army|a family member
        |can i book for my son?|no it isn't|no, for Ms. Ortega|it's for somebody I look after
    """,
    None: """
        |me and my wife|my wife and i|both of us|its for us both|me and maybe my sister|not just me
        |does it matter?|who else would it be for?|is it ok for my husband to come with me?|why|maybe|could be
        |ok|sure|my husband told me about this|yes. my mom is paying|no, for me|not sure|it depends|i'm 34
        |what do you mean|depression|skip|none of your business|my doctor|hello|its me asking for him
        |it's me, his mom|for me or my mom|what about me|no thanks|me? no|no|nope|👎
    """,
}


@pytest.mark.parametrize(("text", "expected"), cases(WHO))
def test_who_the_consultation_is_for(text: str, expected: str | None) -> None:
    """The patient is told from those who help, tell or pay; two patients or none leave it open."""
    assert read_who(text) == expected


ADULT = {
    True: """
        yes|yes i am|yup|claro que sí|yes over 18|over 18|I'm over 18|yes i am 18 or older|18 or older|18+
        |im 21+|over 65|older than 18|at least 18|not under 18|45|45.|yes 44|Age 44|age: 44|18|eighteen|thirty
        |turned 18 last month|turned 18 yesterday|just turned 18|Im 18 today|im exactly 18|way past that
        |well over|much older than that|older than dirt|unfortunately yes lol|old enough lol|I'm thirty-four
        |I'm 63|sixty three|fortyfive|63 y/o|63yrs|34yo|34f|F34|44/M|yes (32F)|34, female|thirty-something
        |im 19 not 16|actually im 19 i typed 16 by mistake|almost 40|im 40 next week|going to be 45
        |about to turn 50|im 70 going on 71|in my 30s|mid-30s|mid forties|I'm in my late 50's|I am 34 years old
        |Yes, I am 44 years of age|im a 52 year old woman|34-year-old woman|63 years young|tengo 34 años
        |treinta y cuatro|tengo cuarenta y dos años|soy mayor de edad|1985|born in 1985|4/12/1985
        |born in the 1970s|no im 45|i have a 16 year old but yes im an adult|yes I have 2 kids|I'm an adult
        |im an adult|no im not a minor|not a minor|im 45 with 2 kids|yes i take 20 mg
        |I am over the age of eighteen|over twenty one|im a grandma|I'm retired|im 18 in a wheelchair
        |Im 34 and my son is 16|I m 34|yes by a lot|yes for a long time|100%
        |2 years shy of 60|6 months away from my 30th|I have 34 years
    """,
    False: """
        almost|nearly there|not quite, soon|pretty close
        |no|nope|No.|nah|no not yet|not yet|not yet but soon|no but i will be in may|no but my mom says its ok
        |im 16|I'm still 17|no im 17 and a half|17 1/2|17.5|i'll be 18 in march|i wont be 18 until june
        |cumplo 18 en mayo|17|17f|17yo|seventeen|i'm seventeen years old|seventeen and a half|15 years old
        |No, I'm sixteen.|almost 18|17 almost 18|14 almost 15|not quite 18|im not 18 yet|im not 18|under 18
        |younger than 18|17 but my mom is ok with it|im a minor|no im a minor|minor|im underage|not an adult
        |i turn 18 tomorrow|im 18 in march|18 next week|17 turning 18 in june|16 going on 17
        |no, only 15 unfortunately|17 and 11 months|tengo 16|diecisiete|no, tengo 15|menor de edad|no i am 14
        |yes im 17|im 12|just shy of 18|3 weeks until my 18th birthday
    """,
    None: """
        |20 mg|16 mg|18 pills|2 kids|1|2|8|0|120|why|ok|sure|no problem|maybe|rather not say|my daughter is 16
        |my mom is 45|my kids are 18 and 20|i have 3 kids, 18, 20 and 22|he's 17|he is 17|yes he is 17
        |my son turned 18|im asking for my son who is 16|i have a 16 year old|can a 16 year old come
        |im 20 minutes away|im 16 weeks pregnant|im 30 days sober|18 years sober|20 years of this
        |depression for 30 years|been depressed since 18|when i was 16|started at 17|since i was 14|since 1999
        |i used to be 18|is 17 ok?|what if im 17|do i have to be 18|5'4|I'm 5'4|I'm 5 foot 10|i'm 180 lbs
        |under 25|over 16|not over 18|over 40 pills|310-555-0142|9am|at 5pm|2:30|i wish i was 18|teenager
        |yes 16|18%|in my teens|high school senior|i was born in 2010|not sure|does it matter
        |call me at 5|I'm 200 years old lol|no wait|30ish|yes almost|yes soon|yes in may|yes if my mom signs
        |yes my mom is|lol yes jk|no adult here|my dad is an adult|an adult is with me|adult adhd
        |minor depression|too young to die|im 11 on the list|10 years|15 years|10 years old house|no thanks
        |no one|never|like a 16 year old|over 18 no|under 18 no|im a minor celebrity|old enough to know
        |my son is 2 years short of 18|it's been 2 months shy of 20 years|a few days before my 18th i got sick
        |i have 15 years|i have 30 years of depression
    """,
}


@pytest.mark.parametrize(("text", "expected"), cases(ADULT))
def test_the_age_of_the_writer_is_read_and_no_other_number(text: str, expected: bool | None) -> None:
    """Own ages, spelled out or coming up, are told from doses, durations, times and other people's ages."""
    assert read_adult(text) is expected


def test_the_minimum_age_is_the_clinics() -> None:
    """The same words answer differently where the clinic asks for 21."""
    assert read_adult("im 19", minimum=21) is False
    assert read_adult("im 21", minimum=21) is True
    assert read_adult("over 18", minimum=21) is None
    assert read_adult("under 21", minimum=21) is False


CLINICIAN = {
    "yes": """
        yes|y|yep!|👍|sí|yep a psychiatrist|my gp|just my therapist|Dr. Lee|Yes. Dr. Amy Chen
        |Dr Jones manages my meds|yes though getting hold of her is a killer|yes but she's retiring
        |yes but i hate him|yes she is great|i see a therapist weekly|yeah my pcp prescribes my meds
        |psychiatrist|therapist|doctor|pyschiatrist|psychiatrst|I have a psychiatrist|i'm seeing someone
        |I see someone at Kaiser|i do|i see one|I've got a shrink|no but I have a therapist
        |i don't have a psychiatrist but i see a therapist|nurse practitioner|a nurse practitioner at a clinic
        |my psychiatrist Dr. Patel at UCLA|the VA|i go to the VA|someone at kaiser|si, mi psiquiatra
        |sí, un psiquiatra|yes i see dr kim every month|I had one until last month
        |i saw a psychiatrist last month|used to until a few weeks ago|my family doctor|yes, for years
        |yes since 2010|im under the care of a psychiatrist|I work with a counselor
        |A psychologist and a psychiatrist|i dont want my psychiatrist contacted
        |I had a psychiatrist but now i see a therapist|Primary care|my neurologist|pain management doctor
        |yes two of them|telehealth psychiatrist|social worker
    """,
    "no": """
        no|nah|👎|nope nobody|not anymore|i fired mine|I just fired my psychiatrist|between doctors
        |im in between psychiatrists|just moved, don't have one|I don't have a doctor|no doctor
        |used to, two years ago|saw one 5 years ago|had one years ago|no one|none|nadie|ninguno por ahora
        |no tengo|not at the moment|not currently|nobody right now|no longer|not since covid|not in years
        |i dont have a psychiatrist or therapist|no psychiatrist no therapist nothing|on a waitlist
        |havent found one yet|haven't seen anyone in years|no i don't see anyone|No, never have
        |I need to find one|looking for one|trying to find a therapist|nope, not since i moved|i dont
        |No, my doctor retired years ago|can't afford one|nope i quit going|no. why|nope, is that a problem?
        |No, I lost my insurance|i not have|not have one at present|here no have nobody
        |in my country yes i had doctor, here no have
    """,
    "unsure": """
        not sure|idk|it depends|depends what you mean|kind of|sort of, my gp|maybe my gp
        |i'm not sure if my pcp counts|used to|i had one|I had a therapist|my old doctor|my psychiatrist retired
        |she left the practice|stopped seeing my therapist|i used to see a therapist|no just my gp
        |yes but im between doctors right now|yes, years ago|i think so|starting with a new therapist next week
        |antes tenía
    """,
    None: """
        |does a therapist count?|would my pcp count?|does a chiropractor count|who counts as a clinician|why
        |do I need a doctor?|ok|sure|depression|2|what do you mean|I need a doctor
        |i want to see your psychiatrist|my sons psychiatrist|my son has a psychiatrist|thanks
        |who would you contact|i have depression|i see|none of your business|prefer not to say|skip|yes??
        |i am a therapist|hello
    """,
}


@pytest.mark.parametrize(("text", "expected"), cases(CLINICIAN))
def test_whether_somebody_looks_after_the_condition(text: str, expected: str | None) -> None:
    """Now or recently is yes, long ago or nobody is no, the past without a date is unsure."""
    assert read_clinician(text) == expected


VOLUNTEERED_CLINICIAN = {
    "yes": """
        I have a psychiatrist|im seeing a therapist|my psychiatrist prescribes me lexapro
        |i see a psychologist weekly|I have depression and i see a therapist|my therapist suggested ketamine
        |i dont have a psychiatrist but i have a therapist|I have been seeing a psychiatrist for 10 years
        |im currently seeing a psychiatrist|my psychiatrist is Dr. Lee|I have a great doctor, Dr. Lee
    """,
    "no": """
        I don't have a doctor or therapist|i dont have a psychiatrist, can i still come|i have no doctor
        |I don't currently have a psychiatrist|I don't have a psychiatrist right now, is that ok?
        |i don't have any doctors|i have neither a doctor nor a therapist
    """,
    None: """
        |do I need a doctor?|can my psychiatrist send records?|do i need my psychiatrist's approval
        |my doctor told me about you|my son has a psychiatrist|my wife has a therapist|my old psychiatrist
        |my psychiatrist retired|i was seeing a therapist|what if i dont have a doctor
        |if i have a therapist do i need one|i need a psychiatrist|do you have a psychiatrist
        |i want to talk to a doctor|I have a doctors appointment that day|i have a doctors note|no|yes|not sure
        |i dont want to talk to a doctor|who is the doctor|is there a doctor there|my wife is a therapist
        |i am a therapist|i work as a therapist|i hate doctors|I have therapy at 3
    """,
}


@pytest.mark.parametrize(("text", "expected"), cases(VOLUNTEERED_CLINICIAN))
def test_only_a_plain_statement_tells_of_a_clinician_unasked(text: str, expected: str | None) -> None:
    """Questions, wishes, the past and other people's clinicians say nothing about the writer's."""
    assert volunteered_clinician(text) == expected


PSYCHIATRIST = {
    True: """
        maybe see your psychiatrist|id like to talk to the staff psychiatrist
        |can i speak with your psychiatrist instead?|your psychiatrist please
        |I'd rather see the clinic's psychiatrist|speak to the psychiatrist|yes your psychiatrist is fine
    """,
    False: "i dont want your psychiatrist|no your psychiatrist isnt needed|no thanks not the staff psychiatrist",
    None: """
        |yes|no|who is your psychiatrist?|my psychiatrist|is your psychiatrist good
        |how much does the staff psychiatrist cost|i need a psychiatrist|does your psychiatrist take insurance
        |not that either
    """,
}


@pytest.mark.parametrize(("text", "expected"), cases(PSYCHIATRIST))
def test_the_staff_psychiatrist_is_wanted_only_when_named(text: str, expected: bool | None) -> None:
    """A bare yes or no belongs to another reader, a question about the psychiatrist is no wish."""
    assert wants_psychiatrist(text) is expected


CONSENT = {
    True: """
        yes|y|yess|sure|ok|okay|fine|agreed|👍|ok 👍|mhm|sí|claro|sí pueden|fine with me|that's fine
        |yes, that's fine|no i don't mind|i don't mind|No, I don't mind if you do|i wouldn't mind
        |I do not mind at all|go ahead|ok go ahead|you can call her|you can contact them|you may|yes you may
        |yes you may contact Dr. Lee|you may contact my doctor|of course|yes of course you can|absolutely
        |you have my permission|you have my consent|I consent|I give you permission|yes i authorize it
        |no problem|sure, no problem|yes no problem|I have no problem with that|no objections
        |no objection from me|be my guest|yes please contact him|yes, call her anytime|sure, call him
        |talk to her|yes her number is 310 555 0142|yes. dr lee|if needed, yes|yes if necessary|if it helps sure
        |feel free to contact her|I agree|I agree to that|please do|works for me|sure thing|by all means
        |yes she knows about it|yes though getting hold of her is a killer|that's fine but she is hard to reach
        |i do|yes ma'am
    """,
    False: """
        no|n|nope|nah|never|👎|absolutely not|hell no|no way|hard no|over my dead body|don't call her
        |dont tell my doctor|please don't contact my doctor|do not reach out to him|dont bother him
        |i'd rather you didn't|No I'd rather you don't|I'd prefer you not|I'd prefer not|i'd rather not
        |leave him out of it|no, leave her alone|keep her out of this|please keep it private|that's private
        |no thanks|I don't want you to|no i dont want that|i do not want you contacting my doctor
        |I don't want my psychiatrist to know|not comfortable with that|I don't feel comfortable with that
        |im not ok with that|i do not consent|I do not agree|I dont think so|i dont think that's necessary
        |hold on. no, i don't want you phoning her|I think I'd rather you didn't|hmm don't call him yet
        |thats not necessary|No, not until I talk to her|i do mind|please dont|no quiero|no la llamen
        |claro que no
    """,
    None: """
        |only if you tell me first|yes but ask me first|yes after i talk to him|yes unless she's busy
        |yes, but not my gp|Yes, but not at work|yes but only by email|only by email|not by phone
        |as long as its confidential|yes as long as its confidential|sure if you can reach her
        |don't call her before 9|no problem but ask me first|call me first|let me ask her first
        |I need to ask her first|ill call her myself|i'll tell her myself|contact my wife instead|call me|maybe
        |maybe later|later|not now|not yet|i guess|yes i guess|i guess so|i suppose|ok i guess|sure whatever
        |whatever|what will you tell her?|will she know it's about ketamine?|can you email her instead?|why?
        |is that required?|do i have to?|idk|not sure|ok wait|no wait|ok but what do you say|depends
        |do you mind? no|yes no|yes and no|why not|I can't say no|2|hmm|skip|she will say no
        |she wouldn't approve|he doesn't know|good luck reaching him|yes my wife|yes she died|yes i fired him
        |call him and die|you can call her a liar|call her husband|i consent to nothing|yes text me|contact form
    """,
}


# The same with more beside it: who they are, how to reach them, what is not known, a question, a farewell.
CONSENT_BESIDE = {
    True: """
        yes. oh, it's dr Mira Stolz she's my neurologist, i can't find her number
        |ok but idk if he's allowed to discuss me
        |yep that's fine. I'll finish this later, gotta go|1, and he's a family therapist|yes u may ring milo
        |YES. he may be called|sure she may be reached|they may be contacted|yes, he may
        |You asked that. I'm saying yes
        |i already told you yes|yeah she can speak to you guys|yes you may. she's a nurse not a doctor
        |ok, he doesn't mind. social worker, 213-555-0144|yes you can, but does a nurse count
        |yes, you may call him. is it free?
        |I said it's fine. But wait...|sure thing, his fax is 310 555 0188
        |okay, I don't remember the name of the clinic though
        |happy for you to call him|it's fine to call him|you have my go-ahead|yes but she might not answer
        |yes please, email: mo@foo.org
        |go on, yes
    """,
    False: """
        no, she's my neurologist|no. is it free?|2, i'd rather not|no, his number is 310-555-0111
        |don't call him, is it free?
        |nope, gotta go|i already told you no|no but you can call me
    """,
    None: """
        only if you phone me first|as long as it stays about that|y but pls tell him to be quiet about it
        |1. you may ring him but not before monday|yes but idk if she should know|yes, he died|yes, my husband
        |sure but idk if i want that|yes under one condition|yes, but keep it short|you may contact my wife
        |you can call me
        |mom said yes you can call him|he said you can call him|yes she is my ex doctor|yes, text me|call my lawyer
        |yes but let me warn her|yes when i've spoken to him
    """,
}


@pytest.mark.parametrize(("text", "expected"), cases(CONSENT_BESIDE))
def test_what_stands_beside_a_permission_takes_nothing_from_it(text: str, expected: bool | None) -> None:
    """Nor does it make one of a refusal or a condition."""
    assert read_consent(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("only if you phone me first", True),
        ("yes, as long as it stays short", True),
        ("y but pls tell him to be quiet about it", True),
        ("can you note a condition?", True),
        ("yes, you may call her", False),
        ("no", False),
        ("what will you tell her?", False),
        ("maybe later", False),
    ],
)
def test_a_condition_is_told_from_a_hesitation(text: str, expected: bool) -> None:
    """To the first it is said that none can be kept."""
    assert sets_condition(text) is expected


@pytest.mark.parametrize(("text", "expected"), cases(CONSENT))
def test_only_a_whole_hearted_yes_is_a_permission(text: str, expected: bool | None) -> None:
    """A condition, a question or a lukewarm word gives no permission and takes none away."""
    assert read_consent(text) is expected
