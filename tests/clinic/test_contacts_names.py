"""The patient's and the clinician's name, in many voices."""

from __future__ import annotations

import pytest

from bot.clinic.contacts import read_contacts

# what was written -> the patient's name, asked for it
OWN_NAME = {
    "Beth Sandoval": "Beth Sandoval",
    "beth sandoval": "Beth Sandoval",
    "BETH SANDOVAL": "Beth Sandoval",
    "it's Jo O'Brien-Núñez": "Jo O'Brien-Núñez",
    "jo o’brien-núñez": "Jo O'Brien-Núñez",
    "my name is maria del carmen lopez": "Maria del Carmen Lopez",
    "My Name Is Maria Del Carmen Lopez": "Maria Del Carmen Lopez",
    "Whitfield, Lena": "Lena Whitfield",
    "whitfield, lena": "Lena Whitfield",
    "Lena, Whitfield": "Lena Whitfield",
    "Okonkwo, Ngozi": "Ngozi Okonkwo",
    "Van der Berg, Anna": "Anna Van der Berg",
    "MARK DAY": "Mark Day",
    "mark day": "Mark Day",
    "Lindner": "Lindner",
    "Cher": "Cher",
    "Ngozi": "Ngozi",
    "Will": "Will",
    "Will Young": "Will Young",
    "April": "April",
    "june park": "June Park",
    "Hope Long": "Hope Long",
    "Grace": "Grace",
    "Sandra Oh": "Sandra Oh",
    "My Nguyen": "My Nguyen",
    "Li Wei": "Li Wei",
    "Bo Li": "Bo Li",
    "Ng": "Ng",
    "Jean-Luc Moreau": "Jean-Luc Moreau",
    "D'Angelo Russo": "D'Angelo Russo",
    "anna van der berg": "Anna van der Berg",
    "ronald mcdonald": "Ronald McDonald",
    "Ronald Mcdonald": "Ronald Mcdonald",
    "ana de la cruz": "Ana de la Cruz",
    "Mary St. John": "Mary St. John",
    "J. R. Ewing": "J. R. Ewing",
    "j.r. ewing": "J.R. Ewing",
    "aj smith": "AJ Smith",
    "Lena W.": "Lena W.",
    "Mark Day Jr.": "Mark Day Jr.",
    "mark day jr": "Mark Day Jr.",
    "Henry Adams III": "Henry Adams III",
    "Mrs. Whitfield": "Whitfield",
    "Dr. Lena Whitfield": "Lena Whitfield",
    "Dana Whitlock (she/her)": "Dana Whitlock",
    'Robert "Bob" Diaz': "Robert Diaz",
    "Katherine (Katie) Lin": "Katherine Lin",
    "sure, it's dana": "Dana",
    "ok. dana whitlock": "Dana Whitlock",
    "hi! I'm Dana Whitlock": "Dana Whitlock",
    "Dana here": "Dana",
    "yes its beth sandoval thanks": "Beth Sandoval",
    "sorry typing on phone, name beth sandoval": "Beth Sandoval",
    "Elizabeth, but I go by Beth": "Elizabeth",
    "call me Bo": "Bo",
    "just Dana": "Dana",
    "Dana!": "Dana",
    "dana :)": "Dana",
    "Dana 😊": "Dana",
    "no, my name's Lindner": "Lindner",
    "first name Lena last name Whitfield": "Lena Whitfield",
    "Last name: Whitfield. First name: Lena.": "Lena Whitfield",
    "im lena whitfield and im sad": "Lena Whitfield",
    "beth, i'd like tuesday": "Beth",
    "Mireille, nice to meet you": "Mireille",
    "Ngozi Okonkwo. What happens next?": "Ngozi Okonkwo",
    "Mi nombre es Ana López": "Ana López",
    "me llamo jose luis": "Jose Luis",
    "K-R-A-U-S-E": "Krause",
    "Dana Kraus, that's K-R-A-U-S-E": "Dana Krause",
    "Beth Sandoval, 310-555-0121": "Beth Sandoval",
    "Zhanna Khachatryan": "Zhanna Khachatryan",
    "Harutyunyan": "Harutyunyan",
    "Krzysztof Wójcik": "Krzysztof Wójcik",
    "Nguyễn Thị Lan": "Nguyễn Thị Lan",
    "Sarah Cook": "Sarah Cook",
    "bill gates lol": "Bill Gates",
}


@pytest.mark.parametrize(("text", "name"), OWN_NAME.items())
def test_own_name_asked_for(text: str, name: str) -> None:
    """Asked for, the patient's name is read in any of its shapes, and nobody else's with it."""
    found = read_contacts(text, "name")
    assert found.name == name
    assert found.clinician_name is None


@pytest.mark.parametrize(
    ("text", "name"),
    {
        "I'm Dana Whitlock and I'd like to book": "Dana Whitlock",
        "hi im dana": "Dana",
        "This is Beth": "Beth",
        "Hello, my name is Rosalind.": "Rosalind",
        "I'm Ngozi and I need help": "Ngozi",
        "Dana Whitlock here, is it free?": "Dana Whitlock",
        "Is it safe? Thanks,\nBeth Sandoval": "Beth Sandoval",
        "I should like to come in March. Regards, Percival Stone": "Percival Stone",
        "please call me Beth": "Beth",
        "put it under the name Quincy Marlowe": "Quincy Marlowe",
        "good morning, it's Estelle": "Estelle",
        "Name: beth sandoval": "Beth Sandoval",
        "Might I ask whether it is safe at my age? Kindly, Ambrose Lund": "Ambrose Lund",
        "I would like to know what it costs before I come in. Mrs. Harriet Loam": "Harriet Loam",
        "my full name is Dana O'Neil": "Dana O'Neil",
    }.items(),
)
@pytest.mark.parametrize("question", [None, "phone", "clinician_name", "summary", "when"])
def test_own_name_volunteered(text: str, name: str, question: str | None) -> None:
    """Who introduces themself is the patient, whatever was asked."""
    found = read_contacts(text, question)
    assert found.name == name
    assert found.clinician_name is None


@pytest.mark.parametrize(
    "text",
    [
        "Beth Sandoval",
        "Lindner",
        "I'm Beth's mom",
        "my wife's name is Ana",
        "my daughter Lena is 15, her name is Lena",
        "call me tomorrow",
        "I'm Fed up",
        "I am with Kaiser",
        "this is ChatGPT right",
        "tell Maria I said hi",
        "my friend Dave told me about you",
    ],
)
def test_a_name_that_is_not_given_as_ones_own_is_left(text: str) -> None:
    """Without a question or a cue, a name is nobody's."""
    found = read_contacts(text, None)
    assert found.name is None
    assert found.clinician_name is None


# what was written -> the clinician's name, asked for it
CLINICIAN = {
    "Dr. Anil Mehta": "Anil Mehta",
    "dr anil mehta": "Anil Mehta",
    "DR MEHTA": "Mehta",
    "Dr.Mehta": "Mehta",
    "Doctor Mehta": "Mehta",
    "doctor mehta": "Mehta",
    "Lindner": "Lindner",
    "lindner": "Lindner",
    "it's dr lindner i think": "Lindner",
    "I think it's Lindner": "Lindner",
    "Dr. Lindner?": "Lindner",
    "Anil Mehta, MD": "Anil Mehta",
    "anil mehta md": "Anil Mehta",
    "Sam Orlov, Ph.D.": "Sam Orlov",
    "Beth Lin, LCSW": "Beth Lin",
    "beth lin lcsw": "Beth Lin",
    "Kelly Tran NP": "Kelly Tran",
    "nurse practitioner Kelly Tran": "Kelly Tran",
    "a nurse named Kelly Tran": "Kelly Tran",
    "Dr. Mark Day, May Street Clinic": "Mark Day",
    "dr day": "Day",
    "Dr. Oh": "Oh",
    "Dr. Strange": "Strange",
    "her name is beth lin": "Beth Lin",
    "she's called Beth": "Beth",
    "his name is Anil and he is a psychiatrist": "Anil",
    "my psychiatrist is Sam Orlov": "Sam Orlov",
    "my psychaitrist is Sam Orlov": "Sam Orlov",
    "I see Anil Mehta at Kaiser": "Anil Mehta",
    "Sam Orlov is my psychiatrist": "Sam Orlov",
    "Mehta at Westside": "Mehta",
    "Mehta, she's at Westside": "Mehta",
    "Orlov, Sam": "Sam Orlov",
    "not Dr. Chen, Dr. Chan": "Chan",
    "my old doctor was Dr. Ray but now I see Dr. Kim": "Kim",
    "Drs. Mehta and Chan": "Mehta",
    "Dr. Sam Orlov's office": "Sam Orlov",
    "Dr. Avakian": "Avakian",
    "he's Dr. Hung Nguyen": "Hung Nguyen",
    "King": "King",
    "la doctora Ana Ruiz": "Ana Ruiz",
    "Dr. Anil K. Mehta": "Anil K. Mehta",
    "Dr J. Lee": "J. Lee",
    "probably Dr. Lee, haven't seen him in a while": "Lee",
    "Dr. van der Berg": "van der Berg",
    "I'm seeing Dr. Mehta": "Mehta",
    "it was Dr Mehta until june": "Mehta",
    "Mehta, M-E-H-T-A": "Mehta",
}


@pytest.mark.parametrize(("text", "name"), CLINICIAN.items())
def test_clinicians_name_asked_for(text: str, name: str) -> None:
    """Asked for, the clinician's name is read in any of its shapes, without the title."""
    found = read_contacts(text, "clinician_name")
    assert found.clinician_name is not None
    assert found.clinician_name.lower() == name.lower()
    assert found.name is None


@pytest.mark.parametrize(
    ("text", "name"),
    {
        "my doctor is Dr. Anil Mehta": "Anil Mehta",
        "my therapist Beth Lin says hi": "Beth Lin",
        "I see Dr. Mehta once a month": "Mehta",
        "Sam Orlov is my psychiatrist": "Sam Orlov",
        "My psychiatrist's name is Hargreaves": "Hargreaves",
        "you can talk to my gp, Dr. Lee": "Lee",
        "Doctor: Anil Mehta": "Anil Mehta",
        "I'm under the care of Dr. Okafor": "Okafor",
        "is it ok that my psychiatrist, Dr. Lee, knows?": "Lee",
    }.items(),
)
def test_clinicians_name_volunteered(text: str, name: str) -> None:
    """Who treats the patient is read from the words for it, whatever was asked."""
    for question in (None, "name", "phone", "summary"):
        found = read_contacts(text, question)
        assert found.clinician_name == name, question
        assert found.name is None, question


@pytest.mark.parametrize(
    "text",
    [
        "do you know Dr. Mano?",
        "is Dr. Lee one of your doctors",
        "I want an appointment with Dr. Lee",
        "I saw Dr. Oz on TV",
        "your Dr. Lee has good reviews",
        "my husband's doctor is Dr. Lee",
        "my son sees Dr. Lee",
        "can I talk to Dr. Lee",
        "my doctor said yes",
        "Dr appointment tomorrow",
        "dr so and so",
        "Dr. what's his name",
        "is a note from my doctor good enough",
        "please don't call Dr. Lee",
        "I don't want you to contact Dr. Lee",
        "leave Dr. Lee out of it",
        "I'm trying to reach Dr. Abernathy's podiatry office",
    ],
)
def test_other_doctors_are_not_the_clinician(text: str) -> None:
    """A doctor of this clinic, of a relative, from television or merely asked about is not taken down."""
    assert read_contacts(text, None).clinician_name is None
    assert read_contacts(text, "phone").clinician_name is None


@pytest.mark.parametrize("question", ["name", "clinician_name"])
@pytest.mark.parametrize("text", ["asdfgh", "123456", "xxxx", "李明", "qwrtp"])
def test_what_is_no_name_and_no_sentence_is_said_so(text: str, question: str) -> None:
    """Asked for a name, letters that make none are a problem of that field."""
    found = read_contacts(text, question)
    assert not found.found()
    assert [(p.field, p.code) for p in found.problems] == [(question, "name_unreadable")]


def test_two_people_in_one_message() -> None:
    """The patient and the clinician are told apart in one sentence."""
    found = read_contacts("I'm Dana Whitlock and my psychiatrist is Dr. Sam Orlov", None)
    assert (found.name, found.clinician_name, found.clinician_role) == (
        "Dana Whitlock",
        "Sam Orlov",
        "psychiatrist",
    )


def test_the_question_decides_a_bare_name() -> None:
    """The same words are the patient's name, the clinician's, or nothing, as was asked."""
    assert read_contacts("Beth Sandoval", "name").name == "Beth Sandoval"
    assert read_contacts("Beth Sandoval", "clinician_name").clinician_name == "Beth Sandoval"
    assert not read_contacts("Beth Sandoval", "reason").found()
