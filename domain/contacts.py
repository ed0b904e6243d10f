"""What people type about themselves: phones, e-mail addresses, an INN; found in a line, checked, normalised."""

import re
from dataclasses import dataclass

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from stdnum.ru import inn as russian_inn

HOME = "RU"  # the region of numbers without a country code
_EMAIL = re.compile(r"[^\s<>,;:()\[\]\"«»]+@[^\s<>,;:()\[\]\"«»]+")
_FIGURES = re.compile(r"(?<!\d)(?:\d[ -]?){9}(?:(?:\d[ -]?){2})?\d(?!\d)")  # 10 or 12 of them
_EDGES = " \t\n,;:.-–—/|()"


@dataclass(frozen=True, slots=True)
class Found:
    """A thing found in a line, and the line without it."""

    value: str
    rest: str


def phone_in(line: str) -> Found | None:
    """Find a phone: E.164, with `;ext=12` where an extension was given."""
    for match in phonenumbers.PhoneNumberMatcher(line, HOME, leniency=phonenumbers.Leniency.POSSIBLE):
        if phonenumbers.is_possible_number_with_reason(match.number) is phonenumbers.ValidationResult.IS_POSSIBLE:
            return Found(_told(match.number), _without(line, match.start, match.end))
    return None


def shared_phone(number: str) -> str | None:
    """Normalise the number of a shared contact, which Telegram gives with or without its plus."""
    digits = "+" + number.strip().lstrip("+")
    try:
        parsed = phonenumbers.parse(digits, None)
    except phonenumbers.NumberParseException:
        return None
    return _told(parsed)


def spoken(phone: str) -> str:
    """Write a phone as people read it: +7 900 000-00-00."""
    try:
        parsed = phonenumbers.parse(phone, None)
    except phonenumbers.NumberParseException:
        return phone
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _told(number: phonenumbers.PhoneNumber) -> str:
    plain = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{plain};ext={number.extension}" if number.extension else plain


def email_in(line: str) -> Found | None:
    """Find an e-mail address; whether it can be delivered to is not asked."""
    for match in _EMAIL.finditer(line):
        try:
            valid = validate_email(match[0].strip(".-"), check_deliverability=False)
        except EmailNotValidError:
            continue
        return Found(valid.normalized, _without(line, *match.span()))
    return None


def inn_in(line: str) -> Found | None:
    """Find ten or twelve figures; their value is empty where they do not add up to an INN."""
    if not (match := _FIGURES.search(line)):
        return None
    figures = re.sub(r"\D", "", match[0])
    right = bool(int(figures)) and russian_inn.is_valid(figures)
    return Found(figures if right else "", _without(line, *match.span()))


def _without(line: str, start: int, end: int) -> str:
    """Cut a piece out, and the punctuation that held it."""
    before, after = line[:start].rstrip(_EDGES), line[end:].lstrip(_EDGES)
    return f"{before} {after}".strip(_EDGES)
