"""Other doors than Telegram (R15): an engineer registers a ticket for somebody who called, wrote or used the portal."""

from dataclasses import replace
from datetime import datetime

from actions.desk import Desk
from actions.ports import Transaction
from actions.record import post, record, settled_in
from actions.registering import register
from domain import calls, conversation
from domain.caller import Caller, Filing, Match, Unsaid, in_telegram
from domain.customer import Contact, Customer
from domain.desk import Entry
from domain.draft import Draft
from domain.effects import RefreshCard, TellCustomer
from domain.errors import NotFound, NotPossible
from domain.form import Context, Event, Known, Said, Tapped
from domain.form.sheet import NO_KIND, Step
from domain.ids import CustomerId, EngineerId, TicketId, UserId, UtteranceId
from domain.intake import usage_of
from domain.lifecycle import Move
from domain.privacy import ConsentAct
from domain.ticket import CloseReason, Status, Ticket, VersionMark
from domain.words import Moment, Text, topic_link

MATCHES = 8


async def may(tx: Transaction, desk: Desk, user: UserId) -> bool:
    """Whether they work here now: asked at every act, for a form outlasts a membership."""
    found = await tx.engineers.get(EngineerId(user))
    return desk.is_lead(user) or (found is not None and found.member)


async def informed(tx: Transaction, context: Context, draft: Draft, event: Event) -> Context:
    """Look up what the form asks about: who may be meant by what was typed, and what is known of who was chosen."""
    match event:
        case Said(message) if draft.step == Step.WHO and message.kind == "text" and not message.text.startswith("/"):
            found = await tx.customers.find(message.text, MATCHES + 1)
            others = [each for each in found if each.user_id != draft.author or each.contact]
            return replace(context, matches=tuple(_match(each) for each in others[:MATCHES]))
        case Tapped(_, "known", arg) if arg.isdigit():
            customer = await tx.customers.get(CustomerId(int(arg)))
            return replace(context, known=await _known(tx, customer) if customer and customer.contact else None)
        case _:
            return context


def _match(customer: Customer) -> Match:
    return Match(
        customer=customer.id,
        name=customer.contact.name if customer.contact else "",
        organisation=customer.organisation.name if customer.organisation else "",
        phone=customer.contact.phone if customer.contact else "",
    )


async def _known(tx: Transaction, customer: Customer) -> Known:
    last = await tx.tickets.recent_of(customer.id, 1)
    return Known(
        contact=customer.contact,
        organisation=customer.organisation,
        consent_version=customer.consent_version,
        usage=usage_of(last[0]) if last else None,
        product=last[0].product if last else "",
        version=(last[0].version or "") if last else "",
        telegram=in_telegram(customer),
    )


# The form is complete


async def filed(
    tx: Transaction, desk: Desk, author: Customer, filing: Filing, said: tuple[UtteranceId, ...], at: datetime
) -> None:
    """Register the ticket, or complete the one that had something missing; the engineer hears its number."""
    engineer = EngineerId(author.user_id or UserId(0))
    if filing.completes is None:
        number, words = await _registered(tx, desk, filing, engineer, said, at)
    else:
        number, words = filing.completes, await _completed(tx, desk, filing, filing.completes, engineer, at)
    await post(tx, [TellCustomer(customer=author.id, words=words, buttons=topic_link(number))], at)


async def _registered(
    tx: Transaction, desk: Desk, filing: Filing, by: EngineerId, said: tuple[UtteranceId, ...], at: datetime
) -> tuple[TicketId, Text]:
    customer = await tx.customers.get(filing.customer) if filing.customer is not None else None
    if customer is None:
        customer = await tx.customers.add(None, desk.language, desk.zone)
    agreed = customer.consent_version != filing.consent_version
    if agreed:
        customer = replace(customer, consent_version=filing.consent_version, consent_at=at)
    ticket = await register(
        tx,
        desk,
        customer,
        filing.application,
        said,
        at,
        by=f"engineer:{by}",
        channel=filing.channel,
        received_at=filing.received_at,
    )
    await tx.callers.put(Caller(ticket=ticket.id, engineer=by, missing=filing.missing))
    if agreed:
        await tx.consents.record(ticket.customer_id, ConsentAct.GIVEN, desk.policy.consent, at)
        why = f"version {filing.consent_version}, as the caller said"
        await tx.journal.write(Entry(ticket=ticket.id, at=at, event="consented", by=f"engineer:{by}", why=why))
    return ticket.id, _receipt(ticket)


def _receipt(ticket: Ticket) -> Text:
    number = int(ticket.id)
    if ticket.status is Status.AWAITING_LEAD:
        return Text("caller-filed-gate", {"number": number})
    if ticket.status is Status.QUEUED:
        return Text("caller-filed-queued", {"number": number})
    if ticket.cycle and ticket.cycle.due_at:
        return Text("caller-filed", {"number": number, "due": Moment(ticket.cycle.due_at)})
    return Text("caller-filed-unlimited", {"number": number})


async def _completed(tx: Transaction, desk: Desk, filing: Filing, of: TicketId, by: EngineerId, at: datetime) -> Text:
    """What was missing is there: the same number, and back at work if it was refused for that (29b)."""
    ticket = await tx.tickets.locked(of)
    caller = await tx.callers.of(ticket.id)
    if caller is None:
        raise NotFound
    told = filing.application
    organisation = await tx.customers.organisation(told.organisation)
    holder = await tx.tickets.slot_holder(ticket.customer_id, organisation)
    if holder is not None and holder.id != ticket.id:
        organisation = ticket.organisation_id  # another of theirs is at work there: this one keeps its own slot
    after = replace(
        ticket,
        contact=told.contact,
        organisation=told.organisation,
        organisation_id=organisation,
        version=told.version,
        version_mark=told.version_mark,
        version_told=told.version_told,
    )
    await tx.callers.put(replace(caller, missing=filing.missing, asked_at=None if not filing.missing else at))
    policy, who = desk.policy, f"engineer:{by}"
    shown = (RefreshCard(ticket=ticket.id),)
    await record(tx, ticket, after, event="completed", by=who, at=at, policy=policy, effects=shown)
    customer = await tx.customers.get(ticket.customer_id)
    if customer is not None:
        kept = replace(customer, contact=told.contact, organisation=told.organisation, organisation_id=organisation)
        await tx.customers.save(kept)
    number = int(ticket.id)
    if after.status is not Status.CLOSED or after.close_reason is not CloseReason.REFUSED_NO_DATA:
        return Text("caller-completed", {"number": number})
    await back_at_work(tx, desk, after, by=who, at=at)
    return Text("caller-completed-reopened", {"number": number})


async def back_at_work(tx: Transaction, desk: Desk, ticket: Ticket, *, by: str, at: datetime) -> Ticket:
    """Reopened by the desk (35d): in front of the queue, at work at once if the slot is free; the customer hears."""
    decision = conversation.reopened(ticket, by_customer=False)
    back = decision.ticket
    await record(
        tx,
        ticket,
        back,
        event=decision.event,
        by=by,
        at=at,
        policy=desk.policy,
        effects=decision.effects,
        why=decision.why,
    )
    back = await settled_in(tx, back, at=at, policy=desk.policy, cause="reopened")
    told = TellCustomer(customer=back.customer_id, ticket=back.id, words=calls.reopened(back))
    await post(tx, [told, RefreshCard(ticket=back.id)], at)
    return back


# What a ticket had missing is asked of the form again


async def begun_values(tx: Transaction, desk: Desk, number: TicketId) -> dict[str, str]:
    """Fill a form in with what a caller's ticket has; what is missing is asked. Raises NotFound, NotPossible."""
    ticket, caller = await tx.tickets.get(number), await tx.callers.of(number)
    if ticket is None or caller is None:
        raise NotFound
    if ticket.status is Status.CLOSED and ticket.close_reason is not CloseReason.REFUSED_NO_DATA:
        raise NotPossible(ticket.id, ticket.status, Move.REOPEN)
    customer = await tx.customers.get(ticket.customer_id)
    organisation = ticket.organisation if Unsaid.ORGANISATION not in caller.missing else None
    unsure = Unsaid.VERSION in caller.missing
    return {
        "completes": str(int(ticket.id)),
        "whose": "theirs",
        "who": "known",
        "customer": str(int(ticket.customer_id)),
        "telegram": "yes" if in_telegram(customer) else "",
        "channel": ticket.channel,
        "received": ticket.received_at.isoformat(),
        "said:0": ticket.description,
        "greeted": "yes",
        "consent": desk.policy.consent.version,
        **_contact(ticket.contact),
        "organisation": organisation.name if organisation else "",
        "inn": (organisation.inn or "") if organisation else "",
        "usage": usage_of(ticket) or "unknown",
        "product": ticket.product,
        "kind": ticket.problem or NO_KIND,
        "version": ticket.version or "",
        "told": "" if unsure else ticket.version_told,
        "mark": "" if unsure else ticket.version_mark or VersionMark.UNKNOWN,
    }


def _contact(contact: Contact) -> dict[str, str]:
    return {"name": contact.name, "phone": contact.phone, "email": contact.email}
