"""Telephone numbers, e-mail addresses and NPIs in any of the ways people write them."""

from __future__ import annotations

import pytest

from bot.clinic.contacts import Contacts, read_contacts


def codes(found: Contacts) -> list[tuple[str, str]]:
    """Return what was complained about: field and code."""
    return [(problem.field, problem.code) for problem in found.problems]


PHONES = {
    "310-555-0121": "310-555-0121",
    "(310) 555-0121": "310-555-0121",
    "(310)555-0121": "310-555-0121",
    "310.555.0121": "310-555-0121",
    "310 555 0121": "310-555-0121",
    "3105550121": "310-555-0121",
    "310/555-0121": "310-555-0121",
    "310 – 555 – 0121": "310-555-0121",
    "310 5550121": "310-555-0121",
    "310 555 01 21": "310-555-0121",
    "3 1 0 5 5 5 0 1 2 1": "310-555-0121",
    "1-310-555-0121": "310-555-0121",
    "13105550121": "310-555-0121",
    "+1 310 555 0121": "310-555-0121",
    "+13105550121": "310-555-0121",
    "+1 (310) 555-0121.": "310-555-0121",
    "tel:310-555-0121": "310-555-0121",
    "３１０-５５５-０１２１": "310-555-0121",
    "31O-555-O121": "310-555-0121",
    "it's 310-555-0121, thanks": "310-555-0121",
    "my cell: 310.555.0121": "310-555-0121",
    "310-555-0121 after 5pm please": "310-555-0121",
    "at 3 call 310-555-0121": "310-555-0121",
    "text me 3105550121 anytime": "310-555-0121",
    "three one zero, five five five, oh one two one": "310-555-0121",
    "three one oh five five five zero one two one": "310-555-0121",
    "three ten, five five five, oh one twenty-one": "310-555-0121",
    "310 double five five oh one two one": "310-555-0121",
    "three one zero triple five zero one two one": "310-555-0121",
    "area code three one zero then 555 dash 0121": "310-555-0121",
    "eight hundred five five five 0121": "800-555-0121",
    "310-555-0121 ext 4": "310-555-0121 ext. 4",
    "310-555-0121x4": "310-555-0121 ext. 4",
    "310-555-0121, extension 42": "310-555-0121 ext. 42",
    "310-555-0121 #7": "310-555-0121 ext. 7",
    "310-555-0121 extension four": "310-555-0121 ext. 4",
    "+44 20 7946 0018": "+44 20 7946 0018",
    "011 44 20 7946 0018": "+44 20 7946 0018",
    "+52 55 1234 5678": "+52 55 1234 5678",
    "310-555-0121 or 310-555-0122": "310-555-0121",
    "310-555-0121 (cell) or 310-555-0122 (home)": "310-555-0121",
    "home 310-555-0122 cell 310-555-0121": "310-555-0121",
    "310-555-0121 310-555-0121": "310-555-0121",
    "my wife's cell is best, 310-555-0123": "310-555-0123",
    "11/24 works, 310-555-0121": "310-555-0121",
    "mi celular es 310 555 0121": "310-555-0121",
    "hit me up on 310 555 0121 lol": "310-555-0121",
    "three-one-zero, five-five-five, oh-one-two-one": "310-555-0121",
}


@pytest.mark.parametrize(("text", "national"), PHONES.items())
def test_a_phone_number_asked_for(text: str, national: str) -> None:
    """Asked for, the patient's number is read in any format, dictated, with an extension, from abroad."""
    found = read_contacts(text, "phone")
    assert found.phone is not None
    assert found.phone.national == national
    assert found.clinician_phone is None
    assert not found.problems


def test_a_number_is_kept_as_dialled_and_as_shown() -> None:
    """A number has its E.164 form, its extension and the form people read."""
    phone = read_contacts("(310) 555-0188 ext. 4", "phone").phone
    assert phone is not None
    assert (phone.e164, phone.extension, phone.national) == ("+13105550188", "4", "310-555-0188 ext. 4")


@pytest.mark.parametrize(
    ("text", "code"),
    {
        "555-0121": "phone_too_short",
        "5550121": "phone_too_short",
        "my number is 555 0121": "phone_too_short",
        "310-555-012": "phone_too_short",
        "310 555": "phone_too_short",
        "five five five oh one two one": "phone_too_short",
        "+1310555012": "phone_too_short",
        "310-555-01211": "phone_too_long",
        "310555012122": "phone_too_long",
        "110-555-0121": "phone_invalid",
        "010 555 0121": "phone_invalid",
        "000-000-0000": "phone_invalid",
        "9999999999": "phone_invalid",
        "+999 1234 5678": "phone_invalid",
        "310-555-0121, 310-555-0188": "several_phones",
    }.items(),
)
def test_a_number_that_cannot_be_dialled(text: str, code: str) -> None:
    """A number that is short, long, impossible or one of two comes back as a problem with what was written."""
    found = read_contacts(text, "phone")
    assert found.phone is None
    assert codes(found) == [("phone", code)]
    assert any(c.isalnum() for c in found.problems[0].value)


@pytest.mark.parametrize(
    "text",
    [
        "my ssn is 123-45-6789",
        "member id 3105550121",
        "4111 1111 1111 1111",
        "90025-1234",
        "12/05/1990",
        "2026-11-24 10:00",
        "call 911",
        "I texted 741741",
        "9 8 8",
        "10:30 on 11/24/2026",
        "$3105550121",
        "it starts with 3",
    ],
)
def test_other_numbers_are_no_phone_numbers(text: str) -> None:
    """Dates, times, cards, identifiers and short codes are not taken for a telephone number."""
    for question in (None, "phone", "when", "clinician_contact"):
        found = read_contacts(text, question)
        assert found.phone is None, question
        assert found.clinician_phone is None, question


@pytest.mark.parametrize("exchange", [f"01{n:02d}" for n in range(0, 100, 7)])
@pytest.mark.parametrize("area", ["310", "213", "424", "818", "911", "800", "555", "201"])
def test_fictional_numbers_are_accepted(area: str, exchange: str) -> None:
    """Numbers 555-01xx, which no one has, are accepted in every area."""
    found = read_contacts(f"{area}-555-{exchange}", "phone")
    assert found.phone is not None
    assert found.phone.e164 == f"+1{area}555{exchange}"


EMAILS = {
    "d.w@example.com": "d.w@example.com",
    "Dana.Whitlock@Example.COM": "Dana.Whitlock@example.com",
    "it's d.w@example.com.": "d.w@example.com",
    "<d.w@example.com>": "d.w@example.com",
    "mailto:d.w@example.com": "d.w@example.com",
    "d.w @ example.com": "d.w@example.com",
    "d.w@example.com, thanks": "d.w@example.com",
    "d.w@example.com.My doctor is Dr. Lee": "d.w@example.com",
    "lena at example dot com": "lena@example.com",
    "lena (at) example (dot) com": "lena@example.com",
    "lena dot w at example dot com": "lena.w@example.com",
    "it's lena underscore w at yahoo dot com": "lena_w@yahoo.com",
    "lena dash w at example dot org": "lena-w@example.org",
    "my email is lena at example dot com thanks": "lena@example.com",
    "lena at gmail.com": "lena@gmail.com",
    "lena@example.com,thanks": "lena@example.com",
    "lena@example.com,310-555-0147": "lena@example.com",
    "shoot me a line at x@y.com": "x@y.com",
    "dana@mail.ucla.edu": "dana@mail.ucla.edu",
    "dana@yahoo.co.uk": "dana@yahoo.co.uk",
    "dana+clinic@example.com": "dana+clinic@example.com",
    "o'brien@example.org": "o'brien@example.org",
    "josé@example.com": "josé@example.com",
    "a@example.com or b@example.com": "a@example.com",
    "dana@westside.example": "dana@westside.example",
    "lena arroba example punto com": "lena@example.com",
}


@pytest.mark.parametrize(("text", "address"), EMAILS.items())
def test_an_address_asked_for(text: str, address: str) -> None:
    """Asked for, the patient's address is read as written, and as dictated."""
    found = read_contacts(text, "email")
    assert found.email == address
    assert not found.problems


@pytest.mark.parametrize(
    ("text", "code", "suggestion"),
    [
        ("lena@gmial.com", "email_typo", "lena@gmail.com"),
        ("lena@gmaill.com", "email_typo", "lena@gmail.com"),
        ("lena@gamil.com", "email_typo", "lena@gmail.com"),
        ("lena@gmail.con", "email_typo", "lena@gmail.com"),
        ("lena@gmail.co", "email_typo", "lena@gmail.com"),
        ("lena@hotmial.com", "email_typo", "lena@hotmail.com"),
        ("lena@yaho.com", "email_typo", "lena@yahoo.com"),
        ("lena@outlok.com", "email_typo", "lena@outlook.com"),
        ("lena@iclould.com", "email_typo", "lena@icloud.com"),
        ("lena@example.cmo", "email_typo", "lena@example.com"),
        ("lena@gmail", "email_invalid", "lena@gmail.com"),
        ("lena at gmail", "email_invalid", "lena@gmail.com"),
        ("lena@@gmail.com", "email_invalid", "lena@gmail.com"),
        ("lena gmail.com", "email_invalid", "lena@gmail.com"),
        ("lenagmail.com", "email_invalid", "lena@gmail.com"),
        ("lena@gmail,com", "email_typo", "lena@gmail.com"),
        ("lena@gmail com", "email_typo", "lena@gmail.com"),
        ("it's lena@oakpost,net, thanks", "email_typo", "lena@oakpost.net"),
        ("lena@oakpost.co,uk", "email_typo", "lena@oakpost.co.uk"),
        ("lena,w@oakpost.net", "email_typo", "lena.w@oakpost.net"),
        ("lena@oakpost,com,310-555-0147", "email_typo", "lena@oakpost.com"),
        ("lena@oakpostcom", "email_invalid", "lena@oakpost.com"),
        ("lena@gmailcom", "email_invalid", "lena@gmail.com"),
        ("lena@@oakpost.net", "email_invalid", "lena@oakpost.net"),
        ("lena@oakpost@net", "email_invalid", "lena@oakpost.net"),
        ("lena@gmail.co m", "email_typo", "lena@gmail.com"),
        ("lena@example..com", "email_invalid", "lena@example.com"),
        ("lena@", "email_invalid", None),
    ],
)
def test_an_address_that_looks_wrong(text: str, code: str, suggestion: str | None) -> None:
    """A slip in a well-known host, or a form no address has, is a problem with what may have been meant."""
    found = read_contacts(text, "email")
    assert found.email is None
    assert [(p.field, p.code, p.suggestion) for p in found.problems] == [("email", code, suggestion)]


@pytest.mark.parametrize(
    "host", ["gmail.com", "yahoo.com", "kp.org", "proton.me", "ucla.edu", "aol.com", "me.com", "email.com"]
)
def test_well_known_hosts_are_not_doubted(host: str) -> None:
    """A host that many have, short or like another, raises no doubt."""
    assert read_contacts(f"lena@{host}", "email").email == f"lena@{host}"


@pytest.mark.parametrize(
    "text", ["see you @ 3pm", "meet @ home", "@dana", "look it up at ketamine.com", "no email, sorry"]
)
def test_what_only_looks_like_an_address(text: str) -> None:
    """An "@" for "at", a handle or a site is no address."""
    for question in (None, "email", "phone"):
        found = read_contacts(text, question)
        assert found.email is None
        assert not found.problems


@pytest.mark.parametrize(
    "text",
    [
        "NPI 1234567893",
        "her npi is 1234567893",
        "npi: 123 456 7893",
        "1234567893 is the NPI",
        "N.P.I. #1234567893",
    ],
)
def test_an_npi_is_read_where_it_is_called_so(text: str) -> None:
    """Ten digits with the cue and the right check digit are the clinician's NPI, not a phone number."""
    found = read_contacts(text, "clinician_contact")
    assert found.clinician_npi == "1234567893"
    assert found.clinician_phone is None


@pytest.mark.parametrize(
    ("text", "code"),
    {
        "NPI 1234567890": "npi_check_digit",
        "NPI 3234567892": "npi_check_digit",
        "npi is 12345": "npi_invalid",
    }.items(),
)
def test_a_wrong_npi_is_said_so(text: str, code: str) -> None:
    """An NPI with a wrong check digit or length is a problem."""
    found = read_contacts(text, "clinician_contact")
    assert found.clinician_npi is None
    assert codes(found) == [("clinician_npi", code)]


def test_ten_digits_without_the_cue_are_a_phone_number() -> None:
    """Without the word NPI ten digits are a telephone number, whatever their check digit."""
    found = read_contacts("2134567893", "clinician_contact")
    assert found.clinician_npi is None
    assert found.clinician_phone is not None
