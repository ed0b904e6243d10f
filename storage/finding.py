"""By which words a customer is found again: the beginnings of names, addresses and numbers, as people type them."""

import re

from domain.customer import Customer
from domain.naming import key
from domain.phrases import plain

NATIONAL = 10  # figures of a number without its country's code
TAIL = 4  # what people remember of a number
_NUMBER = re.compile(r"\+?\d[\d\s()\-]{2,}\d")


def words_of(customer: Customer) -> list[str]:
    """Return every word under which this customer is found; none for who has told nothing."""
    found: set[str] = set()
    if contact := customer.contact:
        found |= {*plain(contact.name).split(), contact.email.casefold(), contact.email.casefold().partition("@")[2]}
        figures = re.sub(r"\D", "", contact.phone.partition(";")[0])
        found |= {figures, figures[-NATIONAL:], figures[-TAIL:]}
    if organisation := customer.organisation:
        found |= {*plain(key(organisation.name)).split(), organisation.inn or ""}
    return sorted(found - {""})


def wanted(typed: str) -> list[str]:
    """Return the words that all have to begin something of the customer's."""
    words: list[str] = []

    def number(match: re.Match[str]) -> str:
        figures = re.sub(r"\D", "", match[0])
        home = len(figures) == NATIONAL + 1 and figures[0] in "78"
        words.append(figures[1:] if home else figures)
        return " "

    rest = _NUMBER.sub(number, typed)
    for each in rest.split():
        words.extend([each.casefold()] if "@" in each else plain(each).split())
    whole = set(plain(key(rest)).split()) | {each for each in words if "@" in each or each.isdigit()}
    return [each for each in words if each in whole]  # a legal form narrows nothing down
