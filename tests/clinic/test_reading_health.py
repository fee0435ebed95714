"""What brings people in, the one health question, and whether they are safe."""

from __future__ import annotations

import pytest

from bot.clinic.reading import REASONS, read_health, read_reasons, read_safe, volunteered_reasons


def cases(table: dict[object, str]) -> list[tuple[str, object]]:
    """Table rows: the messages (parted by "|") under what each is read as."""
    return [(" ".join(text.split()), expected) for expected, texts in table.items() for text in texts.split("|")]


NAMED = {
    "depression": """
        depression|depresion|Depressoin|deppresion|depresssed|depressd|my depression|just depression
        |Depression mostly|its for depression|Major depressive disorder|MDD|severe depresssion
        |postpartum depression|post partum|PPD|seasonal depression|im just so sad all the time|i feel hopeless
        |feeling low|I've been down for months|sad|hopelessness|im so depressed i cant function|depression?
        |depression, is that ok?|probably depression|not sure, maybe depression|idk just sad
        |i don't know what's wrong with me, maybe depression|no anxiety just depression
        |not anxiety but depression|depression not anxiety|depression but not suicidal|no ptsd, just depression
        |i dont think its bipolar, depression|stress and depression|my dad was bipolar, i have depression
        |depression since my husband left|my husband thinks im depressed|my wife says its depression
        |i cant get out of bed|deprimida
    """,
    "treatment_resistant_depression": """
        treatment resistant depression|severe treatment-resistant depression|TRD|treatment resistant
        |nothing has worked|nothing helps|tried 5 meds|I tried 7 SSRIs
        |i've tried like 6 different antidepressants|ive failed 4 ssris|the meds dont work anymore
        |meds stopped working|zoloft, lexapro, wellbutrin, nothing works|nada funciona|tried everything
    """,
    "anxiety": """
        anxiety|anxiaty|anxeity|anxity|panic attacks|pannic attacks|generalised anxiety|social anxiety|GAD
        |agorophobia|ansiedad|not depression, anxiety|never had depression, its anxiety
        |anxiety and my son has autism
    """,
    "ptsd": """
        ptsd|PTSD (Iraq)|ptsd from the army|veteran w ptsd|c-ptsd|CPTSD|post traumatic stress disorder
        |trauma from childhood|i was abused as a child|flashbacks|estrés postraumático|ptsd my ex abused me
    """,
    "bipolar": """
        bipolar|bi-polar|biploar|bipolar 2|bipolar II|bipolar type 2|bp2|manic depression|manic depressive
        |trastorno bipolar
    """,
    "suicidal_thoughts": """
        suicidal|suicidal thoughts|having suicidal thoughts|suicidal ideation|i want to die
        |dont want to be here anymore|i dont feel like living|pensamientos suicidas
    """,
    "other_mood": """
        mood swings|mood disorder|pmdd|grief|grief after losing my wife|lost my mom|my husband died
        |lost my brother to suicide
    """,
    "chronic_pain": """
        chronic pain|back pain|chronic back pain|migraines|migraines for years|fibromyalgia|fibromialgia|CRPS
        |nerve pain|arthritis|dolor crónico|nothing works for my back pain
        |no depression, anxiety or ptsd, just pain|i have pain in my back
    """,
    "other": """
        OCD|ocd and intrusive thoughts|adhd|alcohol|alcohol problem|addiction|schizophrenia|i hear voices
        |borderline|eating disorder|lyme|stress|burnout at work|insomnia|something else
    """,
    "unsure": "idk|not sure|no sé|i dont know",
}
SEVERAL = {
    (
        "depression",
        "anxiety",
    ): """
        anxiety and depression|depression/anxiety|Major depression and some anxiety|depressed n anxious
        |tengo depresion y ansiedad|depression & anxiety
    """,
    ("depression", "anxiety", "ptsd"): "Depression, anxiety, PTSD|anxiety/ptsd/depression",
    ("depression", "ptsd"): "not just depression but ptsd too|depression + ptsd",
    ("depression", "treatment_resistant_depression"): "depression, nothing works|depression and ive tried 6 meds",
    ("ptsd", "bipolar", "chronic_pain"): "PTSD, bipolar and chronic pain",
    ("depression", "bipolar"): "either depression or bipolar",
    ("depression", "other_mood"): "my mom died last year and i cant get out of bed",
    ("treatment_resistant_depression", "ptsd"): "cptsd & trd",
    (): """
        |no|yes|hi|2|what do you mean|prefer not to say|do you treat bipolar?|can you help with ocd?
        |is anxiety ok?|does ptsd qualify|what options are there?|i dont have depression|not bipolar
        |neither depression nor anxiety|ketamine|everything|all of the above|the first one|mental health
        |weight loss|curious|i take 5 meds|my mom had depression|does it matter|long story
    """,
}


@pytest.mark.parametrize(("text", "expected"), cases(NAMED))
def test_one_condition_is_read_in_many_words(text: str, expected: str) -> None:
    """Medical, plain, misspelt and Spanish words name the same condition."""
    assert read_reasons(text) == (expected,)


@pytest.mark.parametrize(("text", "expected"), cases(SEVERAL))
def test_several_conditions_and_none(text: str, expected: tuple[str, ...]) -> None:
    """Every condition named is read, in a fixed order; what is denied, asked about or another's is not."""
    assert read_reasons(text) == expected


def test_every_id_of_the_list_can_be_read() -> None:
    """No condition of the list is out of reach of the reader."""
    assert set(NAMED) == set(REASONS)


VOLUNTEERED = {
    ("depression",): """
        I have had depression for years|I'm depressed and want to book|my depression is getting worse
        |ive been battling depression for 10 years, whats the cost|hi, im severely depressed|i feel so hopeless
        |I do have depression|I think I have depression|my therapist says i have depression
        |suffering from depression for 20 yrs|diagnosed with mdd|looking for help with depression
        |tengo depresion
    """,
    ("ptsd",): "struggling with ptsd|im 34 with ptsd|hi i have ptsd|my ptsd is bad|i need help for my ptsd",
    ("bipolar",): """
        i was diagnosed with bipolar last year, can i come?|I have bipolar can i still come?|I am bipolar
        |i have bipolar, is that ok?
    """,
    ("anxiety",): "i need help with my anxiety|my anxiety is through the roof|tengo ansiedad y quiero una cita",
    ("depression", "anxiety"): "i suffer from depression and anxiety",
    ("treatment_resistant_depression",): "i have treatment resistant depression",
    ("chronic_pain",): "i have chronic pain",
    (): """
        |do you treat bipolar?|is it for anxiety?|depression|depression?|my mom has depression
        |my friend has depression|i want to know about depression|does ketamine help depression
        |will ketamine fix my depression|can you treat my depression?|is my depression treatable?
        |i have a question about ptsd|what if i have bipolar|can i come if i have bipolar
        |i have to have depression to come?|i read your article about depression
        |im calling for my sister with ptsd|i have a friend with anxiety|I have a student with anxiety
        |I dont have depression|im not depressed|how does it work for depression|i want to die
        |I heard it helps anxiety|im interested in ketamine for depression|people with ptsd
        |im a nurse treating depression|i'm anxious about needles|i have a phobia of needles
        |im worried about addiction|tell me about depression|i have no pain|i have tried everything|my dad died
    """,
}


@pytest.mark.parametrize(("text", "expected"), cases(VOLUNTEERED))
def test_only_first_person_statements_count_unasked(text: str, expected: tuple[str, ...]) -> None:
    """Questions about a condition and other people's conditions are not the writer's own."""
    assert volunteered_reasons(text) == expected


HEALTH = {
    "none": """
        no|nope|No.|nah|👎|none|none of those|nope none|none of the above|none that i'm aware of
        |not that i know of|nothing|nothing like that|no, nothing on that list|no to all|no to everything
        |no, no, no|never|negative|neither|all good|all clear|I'm healthy|no i am healthy|no none of them
        |No, not pregnant|no health issues|no health problems at all|not any of these
        |no i dont have any of those|I have none|i do not have any of those conditions|n/a|ninguna|nada de eso
        |I don't think so|no, my heart is fine|nope my pressure is normal|no, bp is well controlled
        |no, i gave up alcohol ages ago|no. I used to do cocaine, not for years|no, i stopped drinking in 2019 though
    """,
    "some": """
        yes|yeah|sí|yes i do|yes one of them|one of those|a couple of them|the first one|yes, some
        |all of them lol|i have high blood pressure|yes high bp|bp|high bp|yes i have hypertension
        |hypertension but controlled|i take meds for blood pressure|just high blood pressure
        |nothing but high blood pressure|no but i have high blood pressure|no but my bp runs high
        |yeah the blood pressure one|i'm pregnant|yes, im 5 months pregnant|trying to get pregnant|breastfeeding
        |nursing|embarazada|im pregnant is that a problem?|im an alcoholic in recovery|i drink a lot
        |had a stroke in 2015|aneurysm in 2010|afib|pacemaker|fatty liver|i have schizophrenia
        |had psychosis once|allergic to ketamine|sí, presión alta
        |no heart problems but my liver is bad... bad liver|no. my heart is fine but i drink a lot|in recovery
        |no i stopped my blood pressure pills|yes does that disqualify me?
    """,
    None: """
        |prefer not|prefer not to say|i'd rather not say|none of your business|skip|not sure|i dont know|maybe
        |not really|kind of|why|ok|sure|2|no heart problems|no high blood pressure|no heart disease or stroke
        |not pregnant|no estoy embarazada|i don't have high blood pressure|my dad had a stroke
        |mom has high blood pressure|my mother had an aneurysm|do i have to tell you if im pregnant?
        |is high blood pressure a problem?|what is AVM?|what counts as that?|does anxiety count?
        |does that disqualify me?|yes im healthy|no but im on lexapro|asthma|i have asthma|used to
        |it's complicated|i quit drinking|my heart is fine
    """,
}


@pytest.mark.parametrize(("text", "expected"), cases(HEALTH))
def test_the_health_question_is_one_yes_or_no(text: str, expected: str | None) -> None:
    """A condition named and not denied is "some"; one thing denied does not deny the rest."""
    assert read_health(text) == expected


SAFE = {
    "safe": """
        yes|y|yeah i'm safe|i am safe|i'm safe|im safe thanks|yes i'm safe right now|I feel safe|I'm okay
        |im fine|yep|yes thank you|yes thank you for asking|Yes, my sister is with me
        |yes im at home with my husband|im safe, i was just venting|yes just sad|yes i promise
        |yes I'm not going to do anything|I'm not in danger|sí|estoy bien|sí estoy bien|👍|of course|absolutely
        |yep all good|no im safe|nah, I'm alright|no need to worry, i'm fine
        |nope, not suicidal at all, just really tired|no I won't do anything stupid|naw that was ages ago, im okay
        |no. she's fine, she is with me|no, estoy bien
        |oh no, I'm good, just had a long week|no, i'm ok. can we go on?
    """,
    "unsafe": """
        no|n|nope|No i'm not|no im not|not really|not at all|i'm not safe|I don't feel safe|help|help me
        |please help me|unsafe|no estoy bien|i don't think so|not right now|no :(|no 😭
        |I'm scared I might do something|no i have pills|i have a plan|i might do something|👎|absolutely not
        |never|no im not okay|no i am not fine|nope, not fine|no, im fine, i took my pills|no im good at hiding it
        |no i'm not going to be alright|nah just tired|no, i'm okay but my gun is here
    """,
    "unsure": """
        idk|i dont know|🤷|i guess|i think so|i hope so|i suppose|not sure|im not sure|maybe|maybe not|kinda
        |probably|mostly|for now|yes for now|physically|physically yes|safe-ish|as safe as i can be|yes and no
        |yes but i dont know for how long|yes but barely|yes but i still want to die|safe but suicidal
        |safe but sad|no im ok i guess|nah im good for now
        |who cares|whatever|it doesn't matter|I'm still here|define safe
    """,
    None: """
        |why|what do you mean?|yes?|tuesday|hello|1|i want to book|safe from what?|yes i have the gun here
        |yes 😭 i took them|😭|i'm on a bridge|goodbye|yes goodbye|leave me alone|i'm alone|im at home alone
        |nobody cares|i'm not suicidal|i am with god now|stop
    """,
}


@pytest.mark.parametrize(("text", "expected"), cases(SAFE))
def test_only_a_plain_yes_is_safe(text: str, expected: str | None) -> None:
    """Any doubt beside a yes is unsure, and words that cannot be weighed never pass for safe."""
    assert read_safe(text) == expected
