"""Typed answers: what is taken, what is not, in both languages."""

from datetime import UTC, datetime

import pytest

from domain.form import Context
from domain.form.parse import Taken, Unclear, contact, email, organisation, preset_in, product, usage, version
from domain.form.times import moment_in
from domain.ticket import VersionMark
from domain.words import Text
from tests.fakes.writer import FRIDAY, phrases, policy


def context() -> Context:
    return Context(policy=policy(), phrases=phrases(), at=FRIDAY, zone="Europe/Moscow")


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("Пётр Петров +7 900 000-00-00", {"name": "Пётр Петров", "phone": "+79000000000"}),
        ("89001234567, Пётр", {"name": "Пётр", "phone": "+79001234567"}),
        ("Пётр\n8 900 123 45 67", {"name": "Пётр", "phone": "+79001234567"}),
        ("Меня зовут Пётр, тел. 89001234567", {"name": "Пётр", "phone": "+79001234567"}),
        ("My name is Peter Smith, +44 20 7946 0000", {"name": "Peter Smith", "phone": "+442079460000"}),
        ("Пётр Петров", {"name": "Пётр Петров"}),
        ("+7 900 000-00-00", {"phone": "+79000000000"}),
        (
            "Пётр, 89001234567, petr@example.org",
            {"name": "Пётр", "phone": "+79001234567", "email": "petr@example.org"},
        ),
    ],
)
def test_name_and_phone_come_in_one_line_or_one_after_the_other(typed: str, taken: dict[str, str]) -> None:
    assert contact(typed, {}, context()) == Taken(taken)


@pytest.mark.parametrize("typed", ["", "12345", "Я", "?", "спасибо", "Пётр 12345", "й" * 200])
def test_what_is_neither_name_nor_phone_gets_an_example(typed: str) -> None:
    assert isinstance(contact(typed, {}, context()), Unclear)


@pytest.mark.parametrize(
    ("typed", "name", "inn"),
    [
        ("ООО «Ромашка»", "ООО «Ромашка»", ""),
        ("ООО «Ромашка», ИНН 7707083893", "ООО «Ромашка»", "7707083893"),
        ("ИНН: 7707083893 ООО «Ромашка»", "ООО «Ромашка»", "7707083893"),
        ("Daisy Ltd", "Daisy Ltd", ""),
        ("АО Нева (ИНН: 500100732259)", "АО Нева", "500100732259"),
    ],
)
def test_an_inn_is_welcome_in_the_same_line(typed: str, name: str, inn: str) -> None:
    assert organisation(typed, {}, context()) == Taken({"organisation": name, "inn": inn})


def test_a_wrong_inn_is_told_and_holds_nobody_up() -> None:
    """R11: welcome, checked, never required."""
    parsed = organisation("ООО «Ромашка» 7707083894", {}, context())
    assert parsed == Taken({"organisation": "ООО «Ромашка»", "inn": ""}, Text("form-inn-wrong"))


def test_an_inn_may_come_before_its_name() -> None:
    first = organisation("7707083893", {}, context())
    assert isinstance(first, Unclear)
    assert first.values == {"inn": "7707083893"}
    assert organisation("ООО «Ромашка»", first.values, context()) == Taken(
        {"organisation": "ООО «Ромашка»", "inn": "7707083893"}
    )


def test_the_inn_of_another_organisation_does_not_stay() -> None:
    parsed = organisation("АО «Нева»", {"organisation": "ООО «Ромашка»", "inn": "7707083893"}, context())
    assert parsed == Taken({"organisation": "АО «Нева»", "inn": ""})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("По подписке", "subscription"),
        ("подписка есть", "subscription"),
        ("у нас лицензия", "subscription"),
        ("by subscription", "subscription"),
        ("подписки нет", "none"),
        ("подписка закончилась в марте", "none"),
        ("no subscription", "none"),
        ("без подписки", "none"),
        ("пока демо", "demo"),
        ("we are on a trial", "demo"),
        ("мы партнёр", "partner"),
        ("integrator", "partner"),
        ("не знаю", "unknown"),
        ("honestly, no idea", "unknown"),
        ("не знаю, есть ли подписка", "unknown"),
    ],
)
def test_usage_is_understood_in_words(typed: str, meant: str) -> None:
    parsed = usage(typed, {}, context())
    assert isinstance(parsed, Taken)
    assert parsed.values == {"usage": meant}


@pytest.mark.parametrize("typed", ["", "да", "каждый день", "7.9.4", "шлюз"])
def test_no_usage_is_guessed(typed: str) -> None:
    assert isinstance(usage(typed, {}, context()), Unclear)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Ideco ICS", "ics"),
        ("ics", "ics"),
        ("ICS 6", "ics6"),
        ("ideco ics 6", "ics6"),
        ("у нас ICS", "ics"),
        ("ideko pbx", "pbx"),
        ("Селекта", None),
        ("selekta", "selecta"),
        ("ГОСТ-VPN", "gost-vpn"),
        ("магпро", "gost-vpn"),
        ("gost vpn", "gost-vpn"),
        ("Ideco", None),
        ("6", None),
        ("холодильник", None),
    ],
)
def test_a_product_is_found_however_roughly_typed(typed: str, key: str | None) -> None:
    parsed = product(typed, {}, context())
    assert (parsed.values["product"] if isinstance(parsed, Taken) else None) == key


@pytest.mark.parametrize(
    ("typed", "key", "exact"),
    [
        ("ICS 7.9.4 сборка 138", "ics", "7.9.4 сборка 138"),
        ("Ideco ICS 6, версия 6.8.0 сборка 90", "ics6", "6.8.0 сборка 90"),
        ("PBX 1.6.2", "pbx", "1.6.2"),
    ],
)
def test_a_version_in_the_line_of_the_product_spares_a_question(typed: str, key: str, exact: str) -> None:
    parsed = product(typed, {}, context())
    assert isinstance(parsed, Taken)
    assert (parsed.values["product"], parsed.values["version"]) == (key, exact)


@pytest.mark.parametrize(
    ("typed", "exact", "mark"),
    [
        ("7.9.4 сборка 138", "7.9.4 сборка 138", VersionMark.EXACT),
        ("версия 7.9.4 build 138", "7.9.4 build 138", VersionMark.EXACT),
        ("7.9.4.138", "7.9.4.138", VersionMark.EXACT),
        ("у нас последняя, 7.9.4 сборка 138", "7.9.4 сборка 138", VersionMark.EXACT),
        ("7.8.1 сборка 20", "7.8.1 сборка 20", VersionMark.OLD),
    ],
)
def test_an_exact_version_is_taken_with_its_mark(typed: str, exact: str, mark: VersionMark) -> None:
    """R4: an old version of a current-only product is accepted and flagged."""
    parsed = version(typed, {"product": "ics"}, context())
    assert isinstance(parsed, Taken)
    assert (parsed.values["version"], parsed.values["mark"]) == (exact, mark)


@pytest.mark.parametrize("typed", ["последняя", "Актуальная!", "latest", "the newest one is current", "самая новая"])
def test_the_latest_is_no_exact_version(typed: str) -> None:
    """R11: everybody has a latest of their own, however often they say so."""
    first = version(typed, {"product": "ics"}, context())
    assert isinstance(first, Unclear)
    assert isinstance(first.hint, Text)
    assert first.hint.name == "form-version-latest"
    assert isinstance(version(typed, {"product": "ics", **first.values}, context()), Unclear)


@pytest.mark.parametrize("typed", ["Не включается", "не загружается совсем", "it won't start", "I can't look"])
def test_who_cannot_look_is_not_held_up(typed: str) -> None:
    """C60."""
    parsed = version(typed, {"product": "ics"}, context())
    assert isinstance(parsed, Taken)
    assert parsed.values["mark"] == VersionMark.UNKNOWN


def test_after_one_explanation_figures_are_taken_as_they_are() -> None:
    """No dead end for a version whose form we do not know."""
    values = {"product": "ics"}
    first = version("7.9", values, context())
    assert isinstance(first, Unclear)
    second = version("7.9", {**values, **first.values}, context())
    assert isinstance(second, Taken)
    assert (second.values["mark"], second.values["told"]) == (VersionMark.UNKNOWN, "7.9")


def test_after_one_explanation_not_knowing_is_an_answer() -> None:
    values = {"product": "ics"}
    first = version("не знаю", values, context())
    assert isinstance(first, Unclear)
    assert isinstance(version("не знаю", {**values, **first.values}, context()), Taken)


@pytest.mark.parametrize(
    ("payload", "values"),
    [("product_ics", {"product": "ics"}), ("product_none", {}), ("ics", {}), ("", {}), ("product_", {})],
)
def test_a_link_may_preset_a_product_we_have(payload: str, values: dict[str, str]) -> None:
    assert preset_in(payload, policy()) == values


MOSCOW_18_40 = FRIDAY


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("19:30", datetime(2026, 11, 27, 16, 30, tzinfo=UTC)),
        ("до 19.30", datetime(2026, 11, 27, 16, 30, tzinfo=UTC)),
        ("завтра 10:00", datetime(2026, 11, 28, 7, tzinfo=UTC)),
        ("tomorrow at 10:00", datetime(2026, 11, 28, 7, tzinfo=UTC)),
        ("10:00", datetime(2026, 11, 28, 7, tzinfo=UTC)),  # today's is past
        ("30.11 10:00", datetime(2026, 11, 30, 7, tzinfo=UTC)),
        ("12.01 10:00", datetime(2027, 1, 12, 7, tzinfo=UTC)),
        ("12.01.2027 в 10:00", datetime(2027, 1, 12, 7, tzinfo=UTC)),
        ("через 40 минут", datetime(2026, 11, 27, 16, 20, tzinfo=UTC)),
        ("40", datetime(2026, 11, 27, 16, 20, tzinfo=UTC)),
        ("1,5 часа", datetime(2026, 11, 27, 17, 10, tzinfo=UTC)),
        ("2 ч 15 мин", datetime(2026, 11, 27, 17, 55, tzinfo=UTC)),
        ("in 2 hours", datetime(2026, 11, 27, 17, 40, tzinfo=UTC)),
        ("скоро", None),
        ("25:70", None),
        ("31.02 10:00", None),
        ("5 яблок", None),
        ("", None),
    ],
)
def test_a_moment_is_read_as_people_type_it(typed: str, meant: datetime | None) -> None:
    assert moment_in(typed, MOSCOW_18_40, "Europe/Moscow", phrases()) == meant


def test_who_has_no_email_is_told_what_else() -> None:
    """R11, R15: an address is asked for, and nobody is left without a way."""
    refused = email("почты нет", {}, context())
    assert isinstance(refused, Unclear)
    assert isinstance(refused.hint, Text)
    assert refused.hint.args == {"phone": policy().contacts.support.phone}
