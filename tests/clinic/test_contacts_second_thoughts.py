"""What people take back within one message, and names made of words that mean something else."""

from __future__ import annotations

import pytest

from bot.clinic.contacts import PhoneNumber, read_contacts

# question, what was written -> the field and its value
TAKEN_BACK = [
    ("name", "Maria Lopez, no wait, Maria Vega", "name", "Maria Vega"),
    ("name", "maria lopez sorry maria vega", "name", "Maria Vega"),
    ("name", "Beth Sandoval, actually Elizabeth Sandoval", "name", "Elizabeth Sandoval"),
    ("name", "I was Karen Holt, now Karen Whitfield", "name", "Karen Whitfield"),
    ("name", "Karen Holt... sorry my name is Karen Whitfield now", "name", "Karen Whitfield"),
    ("name", "Tom Baxter - scratch that, Thomas Baxter", "name", "Thomas Baxter"),
    ("name", "Tom Baxter, i mean Thomas", "name", "Thomas Baxter"),
    ("name", "Dana Krause, no, Krauss", "name", "Dana Krauss"),
    ("clinician_name", "Dr Lopez, wait, no, Dr Vega", "clinician_name", "Vega"),
    ("clinician_name", "Lopez... sorry, Vega", "clinician_name", "Vega"),
    ("clinician_name", "Dr Vega. Lopez was my previous one", "clinician_name", "Vega"),
    ("clinician_name", "Lopez was my former psychiatrist, it's Dr Vega now", "clinician_name", "Vega"),
    ("clinician_practice", "Westside Clinic, sorry, Eastside Clinic", "clinician_practice", "Eastside Clinic"),
    ("clinician_practice", "used to be Harbor Psychiatry, now Bayside Psychiatry", "clinician_practice",
     "Bayside Psychiatry"),
    ("phone", "310 555 0144, oops 323 555 0145", "phone", "323-555-0145"),
    ("phone", "3105550144 no wait 3235550145", "phone", "323-555-0145"),
    (None, "my number is 310-555-0144, sorry, 310-555-0146. I'm Beth Sandoval", "phone", "310-555-0146"),
    ("clinician_contact", "310-555-0144 is her old number, now it's 310-555-0199", "clinician_phone", "310-555-0199"),
    ("email", "sam@example.com oops sam.b@example.com", "email", "sam.b@example.com"),
    ("email", "sam@example.com, sorry its sam_b@example.org", "email", "sam_b@example.org"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "text", "field", "value"), TAKEN_BACK)
def test_the_later_value_counts(question: str | None, text: str, field: str, value: str) -> None:
    """Where both sides of a correction give the same field, the later one is meant."""
    found = getattr(read_contacts(text, question), field)
    assert (found.national if isinstance(found, PhoneNumber) else found) == value


@pytest.mark.parametrize(
    ("question", "text", "field", "value"),
    [
        ("name", "Beth Sandoval, sorry I'm late", "name", "Beth Sandoval"),
        ("name", "Beth Sandoval. sorry, can you call Maria instead", "name", "Beth Sandoval"),
        ("name", "Dana Krause, sorry, wrong number earlier", "name", "Dana Krause"),
        ("clinician_name", "dr lopez sorry i dont know her first name", "clinician_name", "Lopez"),
        ("phone", "310-555-0144 sorry for the delay", "phone", "310-555-0144"),
        ("phone", "310-555-0144 actually text me", "phone", "310-555-0144"),
    ],
)
def test_an_apology_takes_nothing_back(question: str, text: str, field: str, value: str) -> None:
    """People are sorry about other things than what they have just given."""
    found = getattr(read_contacts(text, question), field)
    assert (found.national if isinstance(found, PhoneNumber) else found) == value


@pytest.mark.parametrize(
    ("question", "text", "field", "code"),
    [
        ("phone", "310-555-0144, i mean 0145", "phone", "phone_too_short"),
        ("email", "sam@example.com, scratch that, samb@gmial.com", "email", "email_typo"),
    ],
)
def test_what_takes_a_value_back_and_cannot_be_used_is_asked_again(
    question: str, text: str, field: str, code: str
) -> None:
    """The value that was taken back is not kept in its place."""
    found = read_contacts(text, question)
    assert getattr(found, field) is None
    assert [(problem.field, problem.code) for problem in found.problems] == [(field, code)]


# question, what was written -> the name
ODD_NAMES = [
    ("name", "june march", "June March"),
    ("name", "June May", "June May"),
    ("name", "Friday Adeyemi", "Friday Adeyemi"),
    ("name", "Hope No", "Hope No"),
    ("name", "ÅSA ØSTBY", "Åsa Østby"),
    ("name", "Erik without a c. Erik Lund", "Erik Lund"),
    ("name", "Rosa Delgado, LVN", "Rosa Delgado"),
    ("name", "Delgado, Rosa RN", "Rosa Delgado"),
    ("clinician_name", "Dr. No", "No"),
    ("clinician_name", "Dr Monday", "Monday"),
    ("clinician_name", "he's called Dr. April Will", "April Will"),
    ("clinician_name", "Mehta, Anil MD", "Anil Mehta"),
    ("clinician_name", "Carter, Denise PsyD", "Denise Carter"),
]


@pytest.mark.parametrize(("question", "text", "name"), ODD_NAMES)
def test_names_of_everyday_words_are_read_when_asked_for(question: str, text: str, name: str) -> None:
    """The calendar and a "no" are names where a name was asked for and all else says so."""
    assert getattr(read_contacts(text, question), question) == name


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("name", text)
        for text in ("Monday", "monday morning", "Friday please", "Sunday Works", "No", "grace no", "Hope So",
                     "will do", "may i know why", "may be later")
    ]
    + [("clinician_name", text) for text in ("yes", "I see my Dr Monday", "i see my dr monday", "no")],
)  # fmt: skip
def test_refusals_and_times_are_no_names(question: str, text: str) -> None:
    """Plain answers stay what they are."""
    assert getattr(read_contacts(text, question), question) is None


@pytest.mark.parametrize(
    ("text", "extension"),
    [
        ("310-555-0144. my extension is 12", "12"),
        ("310-555-0144 and then you have to dial extension 77", "77"),
        ("310-555-0144, ask for ext 9", "9"),
        ("310-555-0144. It's 3pm", None),
    ],
)
def test_an_extension_in_words(text: str, extension: str | None) -> None:
    """An extension may be announced after the number."""
    phone = read_contacts(text, "phone").phone
    assert phone is not None
    assert phone.extension == extension


@pytest.mark.parametrize(
    ("question", "text", "practice"),
    [
        ("clinician_practice", "It's called The Green Room", "The Green Room"),
        ("clinician_practice", "they're called Open Sky", "Open Sky"),
        ("clinician_practice", "Room 204", None),
        ("clinician_name", "nobody, i just go to Kaiser", "Kaiser"),
        ("clinician_name", "I go to school at UCLA", None),
        ("clinician_name", "i go to the gym", None),
    ],
)
def test_practices_said_in_passing(question: str, text: str, practice: str | None) -> None:
    """A practice may be called anything, and be the answer where no person is."""
    assert read_contacts(text, question).clinician_practice == practice
