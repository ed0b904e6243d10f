"""A complete form becomes a ticket: its number, its place, its deadline, and everybody who must hear of it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from actions import entitling, gate
from actions.desk import Desk
from actions.ports import Transaction
from actions.record import record
from domain import contacts, intake, sla
from domain.customer import Channel, Customer
from domain.effects import Effect, OpenTopic, PostCard, RelayToTopic, TellCustomer, TellLead
from domain.hours import closed_receipt
from domain.ids import TicketId, UserId, UtteranceId
from domain.intake import Application
from domain.policy import Policy
from domain.registry import telling
from domain.registry.finding import Proof, entitled
from domain.said import Standing, Utterance
from domain.ticket import Status, Ticket
from domain.words import Button, Lines, Local, Moment, Press, Rows, Text, Token, Words, topic_link


async def register(
    tx: Transaction,
    desk: Desk,
    customer: Customer,
    application: Application,
    said: tuple[UtteranceId, ...],
    at: datetime,
    *,
    by: str = "customer",
    channel: Channel = Channel.TELEGRAM,
    received_at: datetime | None = None,
) -> Ticket:
    """Register it (LIFECYCLE 5–7): at work if the slot is free, else in line; before the lead if not entitled.

    A caller's ticket is counted from `received_at`, when they called (R8, R15).
    """
    policy, received = desk.policy, received_at or at
    organisation = await tx.customers.organisation(application.organisation)
    number = await tx.tickets.next_number()
    proof = await entitling.found(
        tx,
        desk,
        customer=customer.id,
        organisation_id=organisation,
        organisation=application.organisation,
        product=application.product,
        usage=application.usage,
        at=at,
    )
    entitlement = entitled(application.usage, proof, policy)
    ticket = intake.register(number, application, customer, organisation, policy, received, channel)
    ticket = replace(
        ticket,
        category=entitlement.category,
        evidence=entitlement.evidence,
        status=Status.AWAITING_LEAD if entitlement.before_lead else Status.QUEUED,
    )
    line: tuple[Ticket, ...] = ()
    if ticket.status is Status.QUEUED:
        holder = await tx.tickets.slot_holder(customer.id, organisation)
        if holder is None:
            ticket = sla.activate(ticket, policy, received, cause="registered", announce=False).ticket
        else:
            line = (holder, *await tx.tickets.line(customer.id, organisation))
    effects: list[Effect] = [
        _receipt(ticket, line, policy),
        OpenTopic(ticket=number),
        PostCard(ticket=number),
        *_attachments(number, await tx.utterances.many(said)),
    ]
    if ticket.status is Status.AWAITING_LEAD:
        effects += [gate_card(ticket, lead, policy, proof) for lead in desk.leads]
    await record(
        tx, None, ticket, event="registered", by=by, at=at, policy=policy, effects=effects, why=ticket.evidence
    )
    if proof is not None:
        await tx.registry.prove(number, proof)
    await entitling.remember(tx, desk, ticket, proof, at)
    await tx.utterances.settle(said, Standing.PUBLIC, number)
    await tx.customers.save(
        replace(
            customer,
            contact=application.contact,
            organisation=application.organisation,
            organisation_id=organisation,
            spoke_in=number,
        )
    )
    return ticket


def _receipt(ticket: Ticket, line: tuple[Ticket, ...], policy: Policy) -> TellCustomer:
    """The number, and what happens when: a moment, not a soon."""
    number, buttons = int(ticket.id), sla.following(ticket)
    words: Words
    match ticket.status:
        case Status.AWAITING_LEAD:
            words = Text("receipt-gate", {"number": number})
        case Status.QUEUED:
            words = Text(
                "receipt-queued",
                {
                    "number": number,
                    "before": int(line[-1].id),
                    "place": len(line),
                    "clock": clock_words(ticket, policy),
                },
            )
            buttons = line_buttons(number)
        case _ if ticket.cycle and ticket.cycle.due_at:
            due = ticket.cycle.due_at
            receipt = Text("receipt", {"number": number, "due": Moment(due)})
            words = _in_hours(receipt, closed_receipt(policy, ticket.received_at, due))
        case _:
            receipt = Text("receipt-unlimited", {"number": number})
            words = _in_hours(receipt, closed_receipt(policy, ticket.received_at))
    return TellCustomer(customer=ticket.customer_id, ticket=ticket.id, words=words, buttons=buttons)


def _in_hours(receipt: Text, closed: tuple[Text, ...]) -> Words:
    """Outside the open hours the receipt says when they begin."""
    return Lines((receipt, *closed)) if closed else receipt


def clock_words(ticket: Ticket, policy: Policy) -> Text:
    """How long the answer may take once it is the ticket's turn."""
    limit, _ = sla.limit_of(ticket, policy, ticket.received_at)
    if limit is None:
        return Text("receipt-no-clock")
    seconds, counted = int(limit.time.total_seconds()), Token("working" if limit.working else "round")
    for unit, length in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if seconds % length == 0 and (unit != "days" or seconds > length):
            return Text("receipt-clock", {"unit": Token(unit), "n": seconds // length, "counted": counted})
    return Text("receipt-clock", {"unit": Token("seconds"), "n": seconds, "counted": counted})


def line_buttons(number: int) -> Rows:
    """Return what a customer can do with a ticket in line (R17)."""
    first = Button(label=Text("button-first", {"number": number}), press=Press.FIRST, subject=number)
    withdraw = Button(label=Text("button-withdraw", {"number": number}), press=Press.WITHDRAW, subject=number)
    return ((first,), (withdraw,))


def _attachments(ticket: TicketId, said: Iterable[Utterance]) -> list[Effect]:
    """What was sent goes to the topic (an album in one piece); what was written stands on the card."""
    sent = [each for each in said if each.kind != "text"]
    pieces = groupby(sent, key=lambda each: each.album or str(each.id))
    return [RelayToTopic(ticket=ticket, utterances=tuple(each.id for each in piece)) for _, piece in pieces]


def gate_card(ticket: Ticket, lead: UserId, policy: Policy, proof: Proof | None) -> TellLead:
    """Everything the lead needs to decide without opening anything (R9)."""
    product = policy.product(ticket.product)
    words = Text(
        "lead-gate",
        {
            "number": int(ticket.id),
            "organisation": ticket.organisation.name,
            "inn": ticket.organisation.inn or "",
            "known": Token("inn" if ticket.organisation.inn else "name"),
            "product": product.title if product else Local(ticket.product, ticket.product),
            "version": ticket.version or ticket.version_told,
            "mark": Token(ticket.version_mark),
            "name": ticket.contact.name,
            "phone": contacts.spoken(ticket.contact.phone),
            "email": ticket.contact.email,
            "description": ticket.description,
            "files": ticket.attachments,
        },
    )
    evidence = telling.at_the_gate(proof)
    return TellLead(
        lead=lead,
        ticket=ticket.id,
        words=Lines((words, evidence)) if evidence else words,
        buttons=(*gate.choices(ticket.id, proof), *topic_link(ticket.id)),
        tag=f"gate:{ticket.id}",
    )
