"""What the registry says of who files a ticket, and what is remembered of it (R5, R7; SEMANTICS, Entitlement)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from actions.desk import Desk
from actions.ports import Transaction
from domain.customer import Category, Organisation
from domain.ids import CustomerId, OrganisationId
from domain.intake import Usage
from domain.naming import key
from domain.registry.finding import By, Finding, Proof, judge, nearness, proven, starts_demo
from domain.registry.listing import Listing, family, identity
from domain.ticket import Ticket


def today(desk: Desk, at: datetime) -> date:
    """Return the desk's own day: subscriptions begin and end with it."""
    return at.astimezone(ZoneInfo(desk.zone)).date()


async def found(
    tx: Transaction,
    desk: Desk,
    *,
    customer: CustomerId,
    organisation_id: OrganisationId,
    organisation: Organisation,
    product: str,
    usage: Usage,
    at: datetime,
) -> Proof | None:
    """Look the organisation up: by INN, by what an engineer has said, by name; else whose name is nearly theirs."""
    policy, day = desk.policy, today(desk, at)
    if usage is Usage.PARTNER and (own := await tx.registry.partner(customer)):
        theirs = [each for each in await tx.registry.known_as(own) if each.category is Category.PARTNER]
        proof = judge(theirs, (), by=By.PARTNER, product=product, usage=usage, policy=policy, today=day)
        if proof is not None and proof.finding is Finding.VALID:
            return proof
    listings, by = await _listed(tx, organisation_id, organisation)
    demos = await tx.registry.demos(organisation_id, family(product, policy))
    proof = judge(listings, demos, by=by, product=product, usage=usage, policy=policy, today=day)
    if proof is None and not listings:
        return await near(tx, desk, organisation_id, organisation, product)
    return proof


async def of_ticket(tx: Transaction, desk: Desk, ticket: Ticket, usage: Usage, at: datetime) -> Proof | None:
    """The same for a ticket that is there already."""
    return await found(
        tx,
        desk,
        customer=ticket.customer_id,
        organisation_id=ticket.organisation_id,
        organisation=ticket.organisation,
        product=ticket.product,
        usage=usage,
        at=at,
    )


async def near(
    tx: Transaction, desk: Desk, organisation_id: OrganisationId, organisation: Organisation, product: str
) -> Proof | None:
    """Find the nearest name that nobody has said is another organisation's: offered, never taken (R7)."""
    strangers, name = await tx.registry.strangers(organisation_id), key(organisation.name)
    ranked: dict[Listing, int] = {}
    for listing in await tx.registry.alike(organisation.name):
        distance = nearness(name, key(listing.organisation.name))
        if distance is not None and listing.identity not in strangers and listing.covers(product, desk.policy):
            ranked[listing] = distance
    if not ranked:
        return None
    lasting = sorted(ranked, key=lambda each: each.days(desk.policy)[1] or date.max, reverse=True)
    return proven(min(lasting, key=lambda each: ranked[each]), Finding.NEAR, By.NAME, desk.policy)


async def remember(tx: Transaction, desk: Desk, ticket: Ticket, proof: Proof | None, at: datetime) -> None:
    """Keep when a demo of ours began, and whose people work for clients."""
    if proof is not None and proof.finding is Finding.VALID:
        if proof.category is Category.PARTNER:
            await tx.registry.keep_partner(ticket.customer_id, proof.identity)
        return
    if ticket.category is Category.DEMO:
        whose, day = family(ticket.product, desk.policy), today(desk, at)
        demos = await tx.registry.demos(ticket.organisation_id, whose)
        if starts_demo(demos, ticket.product, desk.policy, day):
            await tx.registry.keep_demo(ticket.organisation_id, whose, day, ticket.id)


async def _listed(
    tx: Transaction, organisation_id: OrganisationId, organisation: Organisation
) -> tuple[tuple[Listing, ...], By]:
    if organisation.inn and (listings := await tx.registry.known_as(identity(organisation))):
        return listings, By.INN
    if (linked := await tx.registry.linked(organisation_id)) and (listings := await tx.registry.known_as(linked)):
        return listings, By.LINK
    named = await tx.registry.named(organisation.name)
    one = {each.identity for each in named}
    # Two of one name are told apart by an engineer; so is one that is known under another INN.
    if len(one) == 1 and (organisation.inn is None or named[0].organisation.inn is None):
        if one & await tx.registry.strangers(organisation_id):
            return (), By.NAME
        return await tx.registry.known_as(one.pop()), By.NAME
    return (), By.NAME
