"""The registry of organisations, and what it has proved: rows ↔ domain."""

from collections.abc import AsyncIterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from domain.customer import Category, Evidence, Organisation
from domain.ids import CustomerId, ListingId, OrganisationId, TicketId
from domain.naming import key
from domain.registry import finding
from domain.registry.finding import By, Finding, Proof
from domain.registry.listing import Listing
from domain.ticket import DueReason, Promise
from storage.queries import Session, Spoken
from storage.rows import Row, from_seconds, seconds

ALIKE = 100  # listings with a word in common that are looked at


class Registry:
    """Who is entitled to what, as the lead keeps it."""

    def __init__(self, session: Session) -> None:
        self._sql = Spoken("registry", session)

    async def all(self) -> Mapping[ListingId, Listing]:
        return {ListingId(row["id"]): _listing(row) async for row in self._sql.all()}

    async def count(self) -> int:
        return int(await self._sql.count())

    async def known_as(self, identity: str) -> tuple[Listing, ...]:
        return await _listings(self._sql.of_identity(identity=identity))

    async def named(self, name: str) -> tuple[Listing, ...]:
        return await _listings(self._sql.of_key(key=key(name)))

    async def alike(self, name: str) -> tuple[Listing, ...]:
        """Return those whose name may be nearly this one; which are, is for the domain to say."""
        plain = key(name)
        head, tail = finding.ends(plain)
        found = [_listing(row) async for row in self._sql.alike(head=head, tail=tail)]
        for word in finding.words(plain):
            found += [_listing(row) async for row in self._sql.with_word(word=word, limit=ALIKE)]
        return tuple(dict.fromkeys(found))

    async def add(self, listings: Sequence[Listing]) -> None:
        """Write them without waiting for each: there may be thousands."""
        last = int(await self._sql.last() or 0)
        for number, listing in enumerate(listings, start=last + 1):
            plain = key(listing.organisation.name)
            head, tail = finding.ends(plain)
            await self._sql.add(
                id=number,
                identity=listing.identity,
                key=plain,
                head=head,
                tail=tail,
                name=listing.organisation.name,
                inn=listing.organisation.inn,
                category=listing.category,
                product=listing.product,
                since=_iso(listing.since),
                until=_iso(listing.until),
                demo_since=_iso(listing.demo_since),
                agreement=listing.agreement,
            )
            for word in finding.words(plain):
                await self._sql.add_word(word=word, listing_id=number)

    async def remove(self, listing: ListingId) -> None:
        await self._sql.remove_words(id=listing)
        await self._sql.remove(id=listing)

    # What engineers and leads have said

    async def linked(self, organisation: OrganisationId) -> str | None:
        identity: str | None = await self._sql.linked(organisation_id=organisation)
        return identity

    async def strangers(self, organisation: OrganisationId) -> frozenset[str]:
        return frozenset([row["identity"] async for row in self._sql.strangers(organisation_id=organisation)])

    async def link(self, organisation: OrganisationId, identity: str, *, same: bool) -> None:
        """Remember that these are they, or are not; an organisation is one of the registry's at most."""
        if same:
            await self._sql.unlink(organisation_id=organisation)
        await self._sql.link(organisation_id=organisation, identity=identity, same=same)

    # What is remembered of people and demos

    async def partner(self, customer: CustomerId) -> str | None:
        identity: str | None = await self._sql.partner(customer_id=customer)
        return identity

    async def keep_partner(self, customer: CustomerId, identity: str) -> None:
        await self._sql.keep_partner(customer_id=customer, identity=identity)

    async def demos(self, organisation: OrganisationId, family: str) -> tuple[date, ...]:
        rows = self._sql.demos(organisation_id=organisation, family=family)
        return tuple([date.fromisoformat(row["since"]) async for row in rows])

    async def keep_demo(self, organisation: OrganisationId, family: str, since: date, ticket: TicketId) -> None:
        await self._sql.keep_demo(organisation_id=organisation, family=family, since=_iso(since), ticket_id=ticket)

    # What it has proved of tickets

    async def proof(self, ticket: TicketId) -> Proof | None:
        row = await self._sql.proof(ticket_id=ticket)
        return _proof(row) if row else None

    async def prove(self, ticket: TicketId, proof: Proof | None) -> None:
        """Fix it on the ticket; None: the registry knows nothing of them."""
        if proof is None:
            await self._sql.unprove(ticket_id=ticket)
            return
        await self._sql.prove(
            ticket_id=ticket,
            finding=proof.finding,
            found_by=proof.by,
            name=proof.name,
            identity=proof.identity,
            category=proof.category,
            since=_iso(proof.since),
            until=_iso(proof.until),
        )

    async def promises(self, ticket: TicketId) -> tuple[Promise, ...]:
        return tuple([_promise(row) async for row in self._sql.promises(ticket_id=ticket)])

    async def promise(self, ticket: TicketId, promise: Promise) -> None:
        reason = promise.reason
        await self._sql.promise(
            ticket_id=ticket,
            cycle=promise.cycle,
            at=seconds(promise.at),
            due_at=seconds(promise.due_at),
            category=reason.category,
            evidence=reason.evidence,
            limit_seconds=None if reason.limit is None else int(reason.limit.total_seconds()),
            cause=reason.cause,
            problem=reason.problem,
            working=reason.working,
            counted_from=seconds(reason.since),
            policy_version=promise.policy_version,
        )

    async def live(self) -> tuple[TicketId, ...]:
        return tuple([TicketId(row["id"]) async for row in self._sql.live()])


async def _listings(rows: AsyncIterable[Row]) -> tuple[Listing, ...]:
    return tuple([_listing(row) async for row in rows])


def _listing(row: Row) -> Listing:
    return Listing(
        organisation=Organisation(name=row["name"], inn=row["inn"]),
        category=Category(row["category"]),
        product=row["product"],
        since=_day(row["since"]),
        until=_day(row["until"]),
        demo_since=_day(row["demo_since"]),
        agreement=row["agreement"],
    )


def _proof(row: Row) -> Proof:
    return Proof(
        finding=Finding(row["finding"]),
        by=By(row["found_by"]),
        name=row["name"],
        identity=row["identity"],
        category=Category(row["category"]),
        since=_day(row["since"]),
        until=_day(row["until"]),
    )


def _promise(row: Row) -> Promise:
    limit = row["limit_seconds"]
    reason = DueReason(
        category=Category(row["category"]),
        evidence=Evidence(row["evidence"]),
        limit=None if limit is None else timedelta(seconds=limit),
        cause=row["cause"],
        problem=row["problem"],
        working=bool(row["working"]),
        since=from_seconds(row["counted_from"]),
    )
    at: datetime = from_seconds(row["at"])
    return Promise(
        cycle=row["cycle"],
        at=at,
        due_at=from_seconds(row["due_at"]),
        reason=reason,
        policy_version=row["policy_version"],
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None
