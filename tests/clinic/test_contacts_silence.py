"""Sentences without a contact detail: whatever was asked, no name, number, address or practice comes out."""

from __future__ import annotations

import pytest

from bot.clinic.contacts import read_contacts

QUESTIONS = (
    None, "name", "phone", "email", "clinician", "clinician_name", "clinician_role", "clinician_practice",
    "clinician_contact", "summary", "when",
)  # fmt: skip

QUESTIONS_ASKED = """
what is ketamine therapy exactly
How long does one infusion take?
does insurance cover any of this
is it safe
Is it safe if i have high blood pressure??
how much does it cost
whats the success rate
Do I need a referral from my psychiatrist?
Why do you need my doctor's information
why do u need my name
what will you do with my phone number
who will see this
are you a real person
am i talking to a robot
Can I drive home afterwards?
does it hurt
will I hallucinate
What's the difference between Spravato and an infusion?
can my therapist come with me
Do you treat PTSD or only depression
where are you located
is there parking
What are your hours on Saturday?
can i keep taking lexapro and wellbutrin
how soon would i feel something
Does Dr. Strange work there lol
do you know a good psychiatrist
is your number still 310-270-0625?
do you work with Kaiser
Are you affiliated with UCLA or Cedars?
what happens at the consultation
is the consult really free
Would my GP need to sign anything?
how do I know this isn't a scam
whats tms
do u do emdr there
Is it addictive? my brother had problems
can pregnant women do it
what if it doesn't work for me
Could you repeat that please
what do you mean by practice
what counts as a clinician
which doctor do you mean, my old one or the new one
do I have to give an email
can you just call me
""".strip().splitlines()

REFUSALS_AND_COMMANDS = """
I'd rather not say
none of your business
no thanks
No.
nope
not comfortable sharing that
prefer not to answer
i dont want to give that
pass
skip
skip this one please
cancel
stop
STOP
go back
back
start over
never mind
nvm
forget it
hold on
wait a sec
one moment please
can we do this later
I don't have one
dont have a doctor right now
i'm between therapists
nobody
no one at the moment
none
n/a
I don't know
idk
not sure
No idea, sorry
I forgot
can't remember it
don't remember his name off hand
ask my wife
you already asked me that
i told you already
anonymous please
what does it matter
Whatever
""".strip().splitlines()

FEELINGS_AND_CHATTER = """
I'm so tired
im tired of everything
I am depressed
Exhausted.
sad
Hopeless
just really anxious today
I'm scared honestly
I'm not okay
im not doing great
i feel numb
I hate filling in forms
this is taking forever
This is ridiculous
I'm suicidal sometimes
i cry every night
my husband says i should try it
My mom thinks it's a bad idea
my therapist says it might help
My psychiatrist at the moment just adjusts pills
nothing has worked for me
I've tried Zoloft, Prozac and Effexor
Zoloft
ketamine
Spravato
Ketamine infusions
Lexapro and therapy
TMS
treatment resistant depression
PTSD from the army
bipolar
I'm bipolar
I'm Catholic so I worry about that
I'm Mexican American
I'm in Glendale
I live in Sherman Oaks
from Burbank
I'm at work right now
I'm a nurse myself
i'm on medicare
I'm 45
It's complicated
its been a long year
hope this works
Hope so
Will do
may I ask something first
Good day
long story
God I hope so
thank you so much
Thanks!
thx
ty
hello
Hi there
hey
good morning
Good Evening
ok
okay
Okay great
yes
Yes please
yeah
yep
sure
sounds good
correct
perfect
cool cool
lol
haha no
hmm
ugh
???
...
👍
❤️ thank you
wtf
fuck off
you are useless
Jesus Christ!!
sorry, wrong window
oops
brb
test
""".strip().splitlines()

DATES_AND_NUMBERS = """
next tuesday
Tuesday works
tomorrow at 3
tomorrow morning would be best
Monday or Wednesday after 4pm
May 4th
may 12 or may 14
the 3rd of June
any day but Friday
Saturday
this weekend?
in two weeks
asap
as soon as possible
after Thanksgiving
11/24/2026
11/24 at 10:30
2026-11-30
10:00 am
the earliest you have
I'm free on Thursdays
March is better
around noon
between 1 and 3
1
2
the second one
three
I'm 5'4" and 150 lbs
150 mg twice a day
about 80% better
I was born 12/05/1990
call 911
I called 988 already
my zip is 90025
my member id is 3105550121
it was $1200 at the other place
room 204, second floor
since 2019
two or three times
""".strip().splitlines()

OTHERS = """
my wife goes there
My brother's doctor recommended you
I saw a doctor on tv talking about it
I'd like an appointment with one of your doctors
can I book with the staff psychiatrist
I want to see a psychiatrist
I need a therapist
the doctor said no
my doctor is great
My psychiatrist is Ukrainian
my therapist is on vacation
my doctor retired last year
my insurance is Aetna
I have Blue Shield PPO
I was in the hospital last spring
the clinic near me closed
I read your website
I read the article on your blog
a friend told me about you
my son is sick too
it's for my daughter
I'm writing for my husband
no es para mí
quiero una cita
cuánto cuesta
no quiero decirlo
estoy muy triste
gracias
hola
bonjour
Je suis fatigué
""".strip().splitlines()

SENTENCES = [*QUESTIONS_ASKED, *REFUSALS_AND_COMMANDS, *FEELINGS_AND_CHATTER, *DATES_AND_NUMBERS, *OTHERS]
VALUES = (
    "name", "phone", "email", "clinician_name", "clinician_practice", "clinician_phone", "clinician_email",
    "clinician_fax", "clinician_npi",
)  # fmt: skip


@pytest.mark.parametrize("sentence", SENTENCES)
def test_nothing_is_read_where_nothing_was_given(sentence: str) -> None:
    """A sentence without contact details fills no name, number, address or practice, whatever was asked."""
    for question in QUESTIONS:
        found = {k: v for k, v in read_contacts(sentence, question).found().items() if k in VALUES}
        assert not found, question


@pytest.mark.parametrize("sentence", [*QUESTIONS_ASKED, *REFUSALS_AND_COMMANDS, *FEELINGS_AND_CHATTER])
def test_no_problem_is_made_of_a_sentence(sentence: str) -> None:
    """A sentence without contact details is not complained about either, whatever was asked."""
    for question in QUESTIONS:
        assert not read_contacts(sentence, question).problems, question


def test_the_table_is_rich_enough() -> None:
    """The sentences without details are many, and no two are the same."""
    assert len(SENTENCES) >= 200
    assert len(set(SENTENCES)) == len(SENTENCES)
