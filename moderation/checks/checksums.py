"""The sums by which a number shows that it is one."""

from typing import Final

_COUNTRIES: Final = {
    15: "no",
    16: "be",
    18: "dk fi nl",
    19: "si",
    20: "at ee lt lu",
    21: "ch hr li lv",
    22: "bg de gb ie rs",
    24: "ad cz es ro se sk tn",
    25: "pt",
    26: "is tr",
    27: "fr gr it mc sm",
    28: "cy hu ma pl",
    29: "ua",
    31: "mt",
}
IBAN_LENGTHS: Final = {code: length for length, codes in _COUNTRIES.items() for code in codes.split()}
"""Signs of an account number, per country (the registry of SWIFT)."""


def is_iban(signs: str) -> bool:
    """Whether small letters and digits without spaces are an account number (ISO 13616)."""
    if len(signs) != IBAN_LENGTHS.get(signs[:2]) or not signs[2:4].isdecimal():
        return False
    return int("".join(str(int(sign, 36)) for sign in signs[4:] + signs[:4])) % 97 == 1


def is_national_number(digits: str) -> bool:
    """Whether eleven digits are a Belgian rijksregisternummer, or a bis number; from 2000 on a 2 goes before it."""
    if len(digits) != 11 or not _may_be_birth(digits[2:4], digits[4:6]):
        return False
    born, check = digits[:9], int(digits[9:])
    return check in (97 - int(born) % 97, 97 - int("2" + born) % 97)


def is_bsn(digits: str) -> bool:
    """Whether eight or nine digits are a Dutch burgerservicenummer (the eleven test)."""
    if len(digits) not in (8, 9) or not int(digits):
        return False
    nine = digits.zfill(9)
    return (sum((9 - place) * int(nine[place]) for place in range(8)) - int(nine[8])) % 11 == 0


def _may_be_birth(month: str, day: str) -> bool:
    return int(month) % 20 <= 12 and int(day) <= 31
