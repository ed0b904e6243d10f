"""R11: contacts are taken as people type them, and normalised."""

import pytest

from domain.contacts import email_in, inn_in, phone_in, shared_phone, spoken


@pytest.mark.parametrize(
    ("typed", "phone", "rest"),
    [
        ("+7 900 000-00-00", "+79000000000", ""),
        ("8 900 123-45-67", "+79001234567", ""),
        ("89001234567", "+79001234567", ""),
        ("9001234567", "+79001234567", ""),
        ("8 (343) 220-74-74", "+73432207474", ""),
        ("+375 29 123-45-67", "+375291234567", ""),
        ("+49 30 901820", "+4930901820", ""),
        ("Пётр Петров, +7 900 000-00-00", "+79000000000", "Пётр Петров"),
        ("8 900 123-45-67 Пётр", "+79001234567", "Пётр"),
        ("Пётр — 89001234567, офис", "+79001234567", "Пётр офис"),
        ("+7 (495) 987 32 70 доб. 12", "+74959873270;ext=12", ""),
    ],
)
def test_a_phone_is_found_wherever_it_stands(typed: str, phone: str, rest: str) -> None:
    found = phone_in(typed)
    assert found is not None
    assert (found.value, found.rest) == (phone, rest)


@pytest.mark.parametrize("typed", ["", "Пётр", "12345", "2207474", "не скажу", "7.9.4 сборка 138", "petr@example.org"])
def test_what_is_no_phone_is_not_taken_for_one(typed: str) -> None:
    assert phone_in(typed) is None


@pytest.mark.parametrize(
    ("given", "phone"), [("79000000000", "+79000000000"), ("+7 900 000-00-00", "+79000000000"), ("нет", None)]
)
def test_a_shared_phone_comes_with_or_without_its_plus(given: str, phone: str | None) -> None:
    assert shared_phone(given) == phone


def test_a_phone_is_written_as_people_read_it() -> None:
    assert spoken("+79000000000") == "+7 900 000-00-00"
    assert spoken("+74959873270;ext=12").startswith("+7 495 987-32-70")
    assert spoken("12") == "12"


@pytest.mark.parametrize(
    ("typed", "email"),
    [
        ("petr@example.org", "petr@example.org"),
        ("почта: <Petr@Example.ORG>.", "Petr@example.org"),
        ("пишите на petr.petrov+desk@example.org, спасибо", "petr.petrov+desk@example.org"),
        ("пётр@почта.рф", "пётр@почта.рф"),
        ("petr@localhost или petr@example.org", "petr@example.org"),
        ("petr@example", None),
        ("petr собака example.org", None),
        ("@", None),
    ],
)
def test_an_address_is_found_and_never_asked_whether_it_can_be_reached(typed: str, email: str | None) -> None:
    found = email_in(typed)
    assert (found.value if found else None) == email


@pytest.mark.parametrize(
    ("typed", "inn", "rest"),
    [
        ("7707083893", "7707083893", ""),
        ("500100732259", "500100732259", ""),
        ("77 07 083893", "7707083893", ""),
        ("ООО «Ромашка» 7707083893", "7707083893", "ООО «Ромашка»"),
        ("ООО «Ромашка» 7707083894", "", "ООО «Ромашка»"),
        ("0000000000", "", ""),
        ("000000000000", "", ""),
    ],
)
def test_an_inn_is_checked(typed: str, inn: str, rest: str) -> None:
    found = inn_in(typed)
    assert found is not None
    assert (found.value, found.rest) == (inn, rest)


@pytest.mark.parametrize("typed", ["ООО «Ромашка»", "Школа 57", "дом 1234567890123", "12345678901"])
def test_other_figures_are_no_inn(typed: str) -> None:
    assert inn_in(typed) is None
