"""A customer is one person, and an organisation one organisation, however its name is written."""

from dataclasses import replace

import pytest

from domain.customer import Contact, Organisation
from domain.ids import CustomerId, UserId
from domain.naming import key
from storage.errors import Contradiction
from tests.storage.samples import NOW, Desk


async def test_a_customer_comes_back_as_they_were(desk: Desk) -> None:
    ticket = await desk.ticket()
    customer = replace(
        await desk.customer(),
        language="en",
        zone="Asia/Almaty",
        contact=Contact(name="Анна", phone="+79990000000", email="anna@example.org"),
        organisation_id=ticket.organisation_id,
        organisation=Organisation(name="Ромашка", inn="7707083893"),
        consent_version="1",
        consent_at=NOW,
        spoke_in=ticket.id,
        reachable=False,
    )
    await desk.do(lambda tx: tx.customers.save(customer))
    assert await desk.database.read(lambda tx: tx.customers.get(customer.id)) == customer
    assert await desk.database.read(lambda tx: tx.customers.by_user(UserId(7))) == customer
    assert await desk.database.read(lambda tx: tx.customers.get(CustomerId(99))) is None


async def test_one_account_is_one_customer(desk: Desk) -> None:
    """Whoever is added again stays who they were."""
    first = await desk.do(lambda tx: tx.customers.add(UserId(2**40), "ru", "Europe/Moscow"))
    again = await desk.do(lambda tx: tx.customers.add(UserId(2**40), "en", "UTC"))
    assert again == first


async def test_people_known_by_telephone_only_are_different_people(desk: Desk) -> None:
    first = await desk.do(lambda tx: tx.customers.add(None, "ru", "Europe/Moscow"))
    second = await desk.do(lambda tx: tx.customers.add(None, "ru", "Europe/Moscow"))
    assert first.id != second.id


async def test_two_customers_cannot_have_one_account(desk: Desk) -> None:
    await desk.customer(7)
    other = replace(await desk.customer(8), user_id=UserId(7))
    with pytest.raises(Contradiction):
        await desk.do(lambda tx: tx.customers.save(other))


@pytest.mark.parametrize(
    "name",
    [
        "ООО «Ромашка»",
        'ооо "Ромашка"',
        "Ромашка",
        "РОМАШКА, ООО",
        "Общество с ограниченной ответственностью «Ромашка»",
        "  ООО   “ромашка” ",
    ],
)
async def test_an_organisation_is_known_by_its_name(desk: Desk, name: str) -> None:
    first = await desk.organisation("ООО «Ромашка»")
    assert await desk.organisation(name) == first


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ООО «Ромашка»", "ООО «Ромашка Плюс»"),
        ("ЗАО Берёза", "Берёзка"),
        ("ИП", "ООО"),
        ("Ао Дай", "Дайао"),
    ],
)
def test_different_names_stay_different(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize(
    ("name", "known_as"),
    [
        ("ПАО «Берёза»", "береза"),
        ("Acme, Ltd.", "acme"),
        ("1С-Битрикс", "1с битрикс"),
        ("ООО «ООО»", "ооо ооо"),
        ("«»", "«»"),
        ("Ромашка (филиал)", "ромашка филиал"),
    ],
)
def test_the_name_without_its_dress(name: str, known_as: str) -> None:
    assert key(name) == known_as


async def test_an_inn_decides_over_a_name(desk: Desk) -> None:
    """Two firms may share a name; one may be told under two."""
    first = await desk.organisation("ООО «Ромашка»", "7707083893")
    assert await desk.organisation("Ромашка-Юг", "7707083893") == first
    namesake = await desk.organisation("ООО «Ромашка»", "7728168971")
    assert namesake != first
    assert await desk.organisation("Ромашка") == first, "the one that was known first"


async def test_an_inn_that_is_told_later_belongs_to_the_organisation_known_by_name(desk: Desk) -> None:
    first = await desk.organisation("ООО «Ромашка»")
    assert await desk.organisation("Ромашка", "7707083893") == first
    assert await desk.organisation("Другое имя", "7707083893") == first
