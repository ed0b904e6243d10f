"""The registry of organisations in the database: what is written is found, on either engine (R3, R7)."""

from datetime import date, timedelta

from domain.customer import Category, Evidence, Organisation
from domain.ids import UserId
from domain.registry.finding import By, Finding, Proof
from domain.registry.importing import State
from domain.registry.listing import Listing
from domain.ticket import DueReason, Promise
from storage.transaction import Transaction
from tests.storage.samples import NOW, Desk

ROMASHKA = Listing(
    organisation=Organisation(name="ООО «Ромашка»", inn="7707083893"),
    category=Category.SUBSCRIBER,
    product="ics",
    since=date(2026, 3, 14),
    until=date(2027, 3, 14),
)
LUTIK = Listing(organisation=Organisation(name="Лютик Плюс"), category=Category.PARTNER, agreement="17/26")


async def test_a_listing_is_found_by_what_it_is_known_by(desk: Desk) -> None:
    """By INN, by name however it is written, by a name that is nearly the same; and comes back as it was."""

    async def unit(tx: Transaction) -> None:
        await tx.registry.add([ROMASHKA])
        await tx.registry.add([LUTIK])
        assert list((await tx.registry.all()).values()) == [ROMASHKA, LUTIK]
        assert await tx.registry.count() == 2
        assert await tx.registry.known_as("inn:7707083893") == (ROMASHKA,)
        assert await tx.registry.named("ромашка ооо") == (ROMASHKA,)
        assert await tx.registry.alike("Рамашка") == (ROMASHKA,)
        assert await tx.registry.alike("Торговый дом Лютик") == (LUTIK,)
        (first, *_) = await tx.registry.all()
        await tx.registry.remove(first)
        assert list((await tx.registry.all()).values()) == [LUTIK]
        assert await tx.registry.alike("Рамашка") == ()

    await desk.do(unit)


async def test_what_is_remembered_of_a_ticket(desk: Desk) -> None:
    """Its proof, its promises in order, demos, links, and whose people file for clients."""
    ticket = await desk.ticket()
    proof = Proof(
        finding=Finding.EXPIRED,
        by=By.NAME,
        name="Ромашка",
        identity="inn:1",
        category=Category.SUBSCRIBER,
        until=date(2026, 3, 14),
    )
    reason = DueReason(
        category=Category.DEMO, evidence=Evidence.REGISTRY, limit=timedelta(hours=4), working=True, since=NOW
    )
    given = Promise(cycle=1, at=NOW, due_at=NOW, reason=reason, policy_version="1")

    async def unit(tx: Transaction) -> None:
        organisation = ticket.organisation_id
        await tx.registry.prove(ticket.id, proof)
        assert await tx.registry.proof(ticket.id) == proof
        await tx.registry.prove(ticket.id, None)
        assert await tx.registry.proof(ticket.id) is None
        await tx.registry.promise(ticket.id, given)
        assert await tx.registry.promises(ticket.id) == (given,)
        await tx.registry.keep_demo(organisation, "ics", date(2026, 5, 1), ticket.id)
        assert await tx.registry.demos(organisation, "ics") == (date(2026, 5, 1),)
        await tx.registry.link(organisation, "inn:1", same=True)
        await tx.registry.link(organisation, "inn:2", same=True)
        await tx.registry.link(organisation, "inn:3", same=False)
        assert await tx.registry.linked(organisation) == "inn:2"
        assert await tx.registry.strangers(organisation) == {"inn:3"}
        await tx.registry.keep_partner(ticket.customer_id, "inn:1")
        await tx.registry.keep_partner(ticket.customer_id, "inn:2")
        assert await tx.registry.partner(ticket.customer_id) == "inn:2"
        assert await tx.registry.live() == (ticket.id,)

    await desk.do(unit)


async def test_a_sheet_from_its_arrival_to_the_decision(desk: Desk) -> None:
    """What it held is dropped with the decision; a newer one of the same lead takes its place."""

    async def unit(tx: Transaction) -> None:
        earlier = await tx.imports.add(UserId(3), "F0", NOW)
        number = await tx.imports.add(UserId(3), "F1", NOW)
        dropped = await tx.imports.get(earlier)
        assert dropped is not None
        assert dropped.state is State.DROPPED
        await tx.imports.later(number, NOW + timedelta(minutes=1))
        assert await tx.imports.waiting(NOW) is None
        waiting = await tx.imports.waiting(NOW + timedelta(minutes=1))
        assert waiting is not None
        assert (waiting.id, waiting.attempts, waiting.file_id) == (number, 1, "F1")
        await tx.imports.shown(number, [["Организация"], ["Ромашка"]], 0)
        shown = await tx.imports.get(number)
        assert shown is not None
        assert (shown.state, shown.cells) == (State.SHOWN, (("Организация",), ("Ромашка",)))
        await tx.imports.applied(number, NOW)
        last = await tx.imports.last()
        assert last is not None
        assert (last.id, last.cells, last.file_id, last.applied_at) == (number, (), "", NOW)
        assert await tx.imports.unreviewed() == last
        await tx.imports.reviewed(number)
        assert await tx.imports.unreviewed() is None

    await desk.do(unit)
