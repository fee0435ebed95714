"""The countries of phone numbers. Who can make a machine text a number of theirs abroad may earn by each text."""

from __future__ import annotations

from collections.abc import Collection

import phonenumbers


def is_in(phone_e164: str, countries: Collection[str]) -> bool:
    """Whether a number is of one of these countries (two letters).

    One that belongs to none, such as an area code that is not assigned yet, counts for the main country of its
    calling code.
    """
    try:
        number = phonenumbers.parse(phone_e164)
    except phonenumbers.NumberParseException:
        return False
    region = phonenumbers.region_code_for_number(number)
    return (region or phonenumbers.region_code_for_country_code(number.country_code or 0)) in countries
