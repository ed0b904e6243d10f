"""What people may ask about their own data: to see it, to have it as a file, to have it erased."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from actions.acquaintance import customer_of
from actions.desk import Desk
from actions.erasing import ALL, again, erase, numbers
from actions.lookups import Asked
from actions.ports import Transaction
from actions.record import post
from domain.contacts import phone_in
from domain.customer import Customer
from domain.desk import Origin
from domain.effects import DeleteTopics, EditTagged, FileKind, Room, SendFile, TellCustomer, TellLead, TellUser
from domain.errors import AlreadyDone, LeadsOnly, NotFound
from domain.ids import CustomerId, TicketId, UserId
from domain.letters import customer_lane, lead_lane
from domain.privacy import Erased
from domain.words import Button, Lines, Moment, Press, Rows, Style, Text, Token, Words

PATIENCE = timedelta(hours=1)  # a question about erasing that is older is asked anew
LONGEST_NUMBER = 12  # digits of a moment, or of a ticket's number
TICKETS_AT_ONCE = 5  # each costs the group a write
AT_ONCE = 200  # rows emptied in one transaction


class Privacy:
    """`/privacy` and its buttons, `/erase` of a lead, and what is forgotten with time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.on_erased: list[Callable[[], Awaitable[None]]] = []  # called once it is committed

    async def shown(self, origin: Origin, user: UserId, language: str | None) -> None:
        """`/privacy`: what is kept, why, how long, who sees it; to have it, or have it erased."""

        async def unit(tx: Transaction) -> None:
            customer = await customer_of(tx, self._desk, user, language)
            policy = self._desk.policy
            given: Words = (
                Text("privacy-consent", {"version": customer.consent_version, "at": Moment(customer.consent_at)})
                if customer.consent_version and customer.consent_at
                else Text("privacy-no-consent")
            )
            times: Words = Text("privacy-times", {"draft": policy.draft.drop.days, "raw": policy.retention.raw.days})
            if policy.retention.tickets is not None:
                times = Lines((times, Text("privacy-times-tickets", {"days": policy.retention.tickets.days})))
            words = Lines(
                (
                    Text("privacy-text", {"text": policy.consent.text, "operator": policy.consent.operator}),
                    times,
                    given,
                    Text("privacy-how", {"email": policy.contacts.lead.email, "phone": policy.contacts.lead.phone}),
                )
            )
            buttons = _choices(withdraw=customer.consent_version is not None)
            await post(tx, [TellCustomer(customer=customer.id, words=words, buttons=buttons)], origin.at)

        await self._desk.store.run(origin, unit)

    async def export(self, origin: Origin, user: UserId) -> Text | None:
        """[All of it, as a file]: made when it is sent, of what is kept then."""

        async def unit(tx: Transaction) -> Text:
            customer = await self._known(tx, user)
            letter = SendFile(
                user=user,
                file=FileKind.PERSONAL,
                words=Text("privacy-file"),
                failed=Text("privacy-file-failed", {"email": self._desk.policy.contacts.lead.email}),
                subject=customer.id,
                language=customer.language,
            )
            await post(tx, [letter], origin.at)
            return Text("toast-file")

        return await self._desk.store.run(origin, unit)

    async def ask(self, origin: Origin, user: UserId, press: Press) -> Text | None:
        """[Withdraw consent], [Erase all]: asked once more, with what will come of it."""

        async def unit(tx: Transaction) -> Text:
            customer = await self._known(tx, user)
            words = Text("privacy-ask-unconsent") if press is Press.UNCONSENT else Text("privacy-ask-erase")
            asked = str(int(origin.at.timestamp()))
            yes = Button(label=Text("button-erase-yes"), press=press, arg=asked, style=Style.BAD)
            no = Button(label=Text("button-erase-no"), press=Press.KEEP)
            told = TellCustomer(
                customer=customer.id,
                words=Lines((words, await self._at_work(tx, customer.id), Text("privacy-ask-after"))),
                buttons=((yes,), (no,)),
                tag="privacy",
            )
            await post(tx, [told], origin.at)
            return Text("toast-asked")

        return await self._desk.store.run(origin, unit)

    async def keep(self, origin: Origin, user: UserId) -> Text | None:
        """[Leave it]."""

        async def unit(tx: Transaction) -> Text:
            customer = await self._known(tx, user)
            words = Text("privacy-kept")
            await post(tx, [EditTagged(lane=customer_lane(customer.id), tag="privacy", words=words)], origin.at)
            return Text("toast-kept")

        return await self._desk.store.run(origin, unit)

    async def erase(self, origin: Origin, user: UserId, asked: str) -> Text | None:
        """The customer's yes. Raises AlreadyDone for one that was asked too long ago."""

        async def unit(tx: Transaction) -> Text:
            _fresh(asked, origin.at)
            customer = await self._known(tx, user)
            await self._erase(tx, customer, "customer", origin.at)
            return Text("toast-erased")

        return await self._committed(await self._desk.store.run(origin, unit))

    # On somebody's request, by a lead

    async def asked_for(self, origin: Origin, asked: Asked, whom: str) -> None:
        """`/erase 42`, `/erase +7 900 …`: whose data that is, and whether it is meant. Raises NotYours, NotFound."""

        async def unit(tx: Transaction) -> None:
            if not (asked.private and self._desk.is_lead(asked.user)):
                raise LeadsOnly
            if not whom.strip():
                await post(tx, [TellLead(lead=asked.user, words=Text("erase-how"))], origin.at)
                return
            found = await self._meant(tx, whom)
            if not found:
                raise NotFound
            for customer in found:
                await post(tx, [await self._question(tx, asked.user, customer, origin.at)], origin.at)

        await self._desk.store.run(origin, unit)

    async def erase_for(self, origin: Origin, lead: UserId, customer_id: CustomerId, asked: str) -> Text | None:
        """The lead's yes. Raises NotYours, AlreadyDone."""

        async def unit(tx: Transaction) -> Text:
            if not self._desk.is_lead(lead):
                raise LeadsOnly
            _fresh(asked, origin.at)
            customer = await tx.customers.get(customer_id)
            if customer is None or await self._nothing_left(tx, customer):
                raise AlreadyDone
            await self._erase(tx, customer, f"lead:{lead}", origin.at)
            await post(tx, [TellLead(lead=lead, words=Text("erase-done"))], origin.at)
            return Text("toast-erased")

        return await self._committed(await self._desk.store.run(origin, unit))

    async def spare(self, origin: Origin, lead: UserId, customer_id: CustomerId) -> Text | None:
        """The lead's no."""

        async def unit(tx: Transaction) -> Text:
            if not self._desk.is_lead(lead):
                raise LeadsOnly
            words = Text("privacy-kept")
            await post(tx, [EditTagged(lane=lead_lane(lead), tag=f"erase:{customer_id}", words=words)], origin.at)
            return Text("toast-kept")

        return await self._desk.store.run(origin, unit)

    # With time

    async def sweep(self, at: datetime) -> int:
        """Empty what has done its work, a little at a time; return how much there was."""
        retention = self._desk.policy.retention

        async def unit(tx: Transaction) -> int:
            emptied = await tx.erasure.empty_old(at - retention.raw, AT_ONCE)
            if retention.tickets is not None:
                for ticket in await tx.erasure.worded(at - retention.tickets, TICKETS_AT_ONCE):
                    await self._tired(tx, ticket, at)
                    emptied += 1
            return emptied

        return await self._desk.store.run(Origin(at), unit) or 0

    async def _tired(self, tx: Transaction, number: TicketId, at: datetime) -> None:
        """Closed so long ago that its words go, and its topic with them."""
        ticket, place = await tx.tickets.locked(number), await tx.places.of(number)
        await tx.erasure.erase_words(number)
        if place is not None and place.thread is not None:
            room = Room(number, place.chat, place.thread)
            await post(tx, [DeleteTopics(customer=ticket.customer_id, rooms=(room,))], at)

    async def again(self, erased: Erased) -> bool:
        """Erase in a copy that was brought back whom it does not know to be erased."""
        at = self._desk.clock.now()

        async def unit(tx: Transaction) -> bool:
            return await again(tx, self._desk, erased, at)

        return bool(await self._desk.store.run(Origin(at), unit))

    # What they have in common

    async def _committed(self, toast: Text | None) -> Text | None:
        for hear in self.on_erased:
            await hear()
        return toast

    async def _known(self, tx: Transaction, user: UserId) -> Customer:
        customer = await tx.customers.by_user(user)
        if customer is None:
            raise AlreadyDone  # there is nobody (any more) to whom it would belong
        return customer

    async def _erase(self, tx: Transaction, customer: Customer, by: str, at: datetime) -> None:
        live = await erase(tx, self._desk, customer, by=by, at=at)
        if customer.user_id is None:
            return
        closed = Text("erased-closed", {"count": len(live), "numbers": numbers(live)}) if live else Lines(())
        words = Lines((Text("erased"), closed, Text("erased-not"), Text("erased-after")))
        await post(tx, [TellUser(user=customer.user_id, words=words, language=customer.language)], at)

    async def _at_work(self, tx: Transaction, customer: CustomerId) -> Words:
        live = await tx.tickets.live_of(customer)
        if not live:
            return Lines(())
        return Text("privacy-ask-live", {"count": len(live), "numbers": numbers(ticket.id for ticket in live)})

    async def _meant(self, tx: Transaction, whom: str) -> tuple[Customer, ...]:
        digits = whom.strip().lstrip("№#").strip()
        numbered = digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_NUMBER
        ticket = await tx.tickets.get(TicketId(int(digits))) if numbered else None
        if ticket is not None:
            found = [each] if (each := await tx.customers.get(ticket.customer_id)) else []
        else:
            phone = phone_in(whom)
            found = list(await tx.customers.by_phone(phone.value)) if phone else []
        return tuple([each for each in found if not await self._nothing_left(tx, each)])

    async def _nothing_left(self, tx: Transaction, customer: Customer) -> bool:
        """Whether the customer was erased: neither an account nor a contact, here or on any ticket, is known."""
        if customer.user_id is not None or customer.contact is not None:
            return False
        return all(not ticket.organisation.name for ticket in await tx.tickets.recent_of(customer.id, ALL))

    async def _question(self, tx: Transaction, lead: UserId, customer: Customer, at: datetime) -> TellLead:
        tickets = await tx.tickets.recent_of(customer.id, ALL)
        contact = customer.contact or (tickets[0].contact if tickets else None)
        organisation = customer.organisation or (tickets[0].organisation if tickets else None)
        words = Text(
            "erase-ask",
            {
                "known": Token("yes" if contact or organisation else "no"),
                "name": contact.name if contact else "",
                "organisation": organisation.name if organisation else "",
                "count": len(tickets),
                "numbers": numbers(sorted(ticket.id for ticket in tickets)),
            },
        )
        yes = Button(
            label=Text("button-erase-yes"),
            press=Press.ERASE_FOR,
            subject=customer.id,
            arg=str(int(at.timestamp())),
            style=Style.BAD,
        )
        no = Button(label=Text("button-erase-no"), press=Press.SPARE, subject=customer.id)
        live = await self._at_work(tx, customer.id)
        return TellLead(
            lead=lead,
            words=Lines((words, live, Text("erase-ask-after"))),
            buttons=((yes,), (no,)),
            tag=f"erase:{customer.id}",
            about=customer.id,
        )


def _choices(*, withdraw: bool) -> Rows:
    export = Button(label=Text("button-privacy-export"), press=Press.EXPORT)
    unconsent = Button(label=Text("button-privacy-unconsent"), press=Press.UNCONSENT)
    all_of_it = Button(label=Text("button-privacy-erase"), press=Press.ERASE)
    return ((export,), *(((unconsent,),) if withdraw else ()), (all_of_it,))


def _fresh(asked: str, at: datetime) -> None:
    """A question that lies about for long is not answered by accident. Raises AlreadyDone."""
    if not (asked.isascii() and asked.isdigit() and len(asked) < LONGEST_NUMBER):
        raise AlreadyDone
    if at - datetime.fromtimestamp(int(asked), UTC) > PATIENCE:
        raise AlreadyDone
