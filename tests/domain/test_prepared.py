"""Prepared requests: which fit, in which order, how they are worded, and what a customer's version is (R12, R19)."""

from dataclasses import replace

import pytest

from domain.effects import DeleteTagged, RefreshCard
from domain.errors import AlreadyDone
from domain.policy import Request
from domain.prepared import BLANKS, find, offered, version_in, version_noted, worded
from domain.ticket import Status, VersionMark
from domain.words import Local
from tests.domain.samples import a_ticket, policy

UNKNOWN = a_ticket(version=None, version_mark=VersionMark.UNKNOWN, version_told="последняя")


@pytest.mark.parametrize(
    ("product", "logs"),
    [
        ("ics", "logs"),
        ("ics6", "logs"),
        ("pbx", "logs-pbx"),
        ("selecta", "logs-selecta"),
        ("gost-vpn", "logs-gost-vpn"),
    ],
)
def test_every_product_has_its_own_logs(product: str, logs: str) -> None:
    """R18: a screenshot, the product's own logs, access, the version; nobody is asked for another product's logs."""
    keys = [each.key for each in offered(a_ticket(product=product), policy())]
    assert keys == ["screenshot", logs, "ssh", "version"]


def test_the_version_comes_first_while_it_is_unknown() -> None:
    """R11: registered without it, the first prepared question is the version."""
    assert offered(UNKNOWN, policy())[0].asks_version
    assert not offered(a_ticket(), policy())[0].asks_version


def test_the_version_is_asked_for_as_the_product_shows_it() -> None:
    """R12: with clear instructions: where to look, and what it looks like."""
    product = policy().products[0]
    request = find(UNKNOWN, policy(), "version")
    assert request is not None
    said = worded(request, UNKNOWN, policy(), "ru")
    assert product.where_to_find.ru in said
    assert product.version_example in said
    assert product.title.ru in said
    assert product.where_to_find.en in worded(request, UNKNOWN, policy(), "en")


def test_access_is_over_port_33_for_a_day() -> None:
    """R19: SSH, TCP port 33; what to open, for how long, how to close it; no password in a chat."""
    request = find(a_ticket(), policy(), "ssh")
    assert request is not None
    for language, words in (
        ("ru", ("SSH", "TCP 33", "на сутки", "закройте порт 33", "Пароль в чат не присылайте")),
        ("en", ("SSH", "TCP port 33", "a day", "close port 33", "Do not send the password")),
    ):
        said = worded(request, a_ticket(), policy(), language)
        assert all(each in said for each in words), language
        assert policy().contacts.support.phone in said


def test_nothing_is_left_blank() -> None:
    """Whatever may be put into a text is put in, also for a product that has left the catalogue."""
    text = " ".join(f"{{{blank}}}" for blank in sorted(BLANKS))
    request = Request(key="all", title=Local("", ""), text=Local(text, text))
    for ticket in (a_ticket(), UNKNOWN, a_ticket(product="gone")):
        for language in ("ru", "en"):
            assert "{" not in worded(request, ticket, policy(), language)


def test_one_that_is_not_for_this_product_is_not_found() -> None:
    """R12: whatever key is typed."""
    assert find(a_ticket(product="ics"), policy(), "logs-pbx") is None
    assert find(a_ticket(), policy(), "no-such") is None


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("Загрузился, спасибо! Версия 7.9.4 сборка 138", "7.9.4 сборка 138"),
        ("7.10.1 сборка 12", "7.10.1 сборка 12"),
        ("последняя", None),
        ("адрес 192.168.1.10", None),
        ("", None),
    ],
)
def test_a_version_is_what_the_product_calls_one(text: str, version: str | None) -> None:
    """R11: found among other words; what is no version of this product is none."""
    assert version_in(text, UNKNOWN, policy()) == version


def test_what_is_known_already_is_no_news() -> None:
    """R11."""
    assert version_in("7.9.4 сборка 138", a_ticket(), policy()) is None


@pytest.mark.parametrize(
    ("version", "mark"), [("7.9.4 сборка 138", VersionMark.EXACT), ("7.8.0 сборка 100", VersionMark.OLD)]
)
def test_a_version_is_written_down_with_its_mark(version: str, mark: VersionMark) -> None:
    """R4, R11: an older one of a current-only product is marked so; the offer goes away, the card is redrawn."""
    decision = version_noted(UNKNOWN, version, policy())
    assert (decision.ticket.version, decision.ticket.version_mark) == (version, mark)
    assert decision.ticket.version_told == ""
    assert [type(each) for each in decision.effects] == [DeleteTagged, RefreshCard]


def test_a_closed_ticket_keeps_what_it_had() -> None:
    """A button that was left over changes nothing."""
    with pytest.raises(AlreadyDone):
        version_noted(replace(a_ticket(Status.CLOSED), version=None), "7.9.4 сборка 138", policy())
