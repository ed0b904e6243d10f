"""From e-mail into Telegram: a key from our letter, the reader's own number, and two customers become one (R15, 38)."""

from dataclasses import replace
from datetime import datetime

from actions.desk import Desk
from actions.links import digest_of
from actions.notices import ticket_news
from actions.ports import Transaction
from actions.record import post, record
from domain import merging, sla
from domain.caller import LinkKey, in_telegram, same_number
from domain.customer import Customer
from domain.desk import Entry
from domain.effects import Effect, RefreshCard, TellCustomer, TellTopic
from domain.ids import TicketId
from domain.lifecycle import Move, moved
from domain.resolution import again, yes_or_no
from domain.ticket import Status, Ticket
from domain.words import ReplyKeyboard, Text, Words

OUR_LIMIT = 100_000  # more tickets than a person has


async def opened(tx: Transaction, desk: Desk, customer: Customer, payload: str, at: datetime) -> LinkKey | None:
    """Read a letter's key. Returns it where the reader's number is to be asked for; else says plainly what to do."""
    key = await tx.link_keys.get(digest_of(payload))
    ticket = await tx.tickets.get(key.ticket) if key else None
    owner = await tx.customers.get(ticket.customer_id) if ticket else None
    contacts = desk.policy.contacts.support
    if key is None or ticket is None or owner is None:
        words: Words = Text("link-unknown", {"phone": contacts.phone})
    elif owner.id == customer.id and (key.used_at or owner.user_id is not None):
        words = Text("link-yours", {"number": int(ticket.id)})
    elif key.spent or in_telegram(owner):
        words = Text("link-spent", {"phone": contacts.phone, "number": int(ticket.id)})
    elif key.expired(at):
        words = Text("link-expired", {"phone": contacts.phone, "number": int(ticket.id)})
    else:
        return key
    await post(tx, [TellCustomer(customer=customer.id, words=words)], at)
    return None


async def proved(tx: Transaction, desk: Desk, customer: Customer, values: dict[str, str], at: datetime) -> None:
    """The reader has shared their own number: the ticket's, or another (counted, and told after the third)."""
    key = await tx.link_keys.get(values.get("digest", ""))
    ticket = await tx.tickets.get(key.ticket) if key else None
    owner = await tx.customers.get(ticket.customer_id) if ticket else None
    phone = desk.policy.contacts.support.phone
    gone = ReplyKeyboard()
    if key is None or ticket is None or owner is None or key.spent or key.expired(at) or in_telegram(owner):
        words = Text("link-unknown", {"phone": phone})
        await post(tx, [TellCustomer(customer=customer.id, words=words, keyboard=gone)], at)
        return
    if not same_number(values.get("phone", ""), ticket.contact.phone):
        await _another_number(tx, desk, customer, key, ticket, at)
        return
    await tx.link_keys.put(replace(key, used_at=at))
    done = TellCustomer(customer=customer.id, words=Text("link-done", {"number": int(ticket.id)}), keyboard=gone)
    await post(tx, [done], at)
    if owner.id != customer.id:
        await merged(tx, desk, owner, customer, ticket.id, at)
    linked = await tx.tickets.locked(ticket.id)
    state = merging.standing(linked)
    buttons = sla.following(linked) if linked.live else again(linked)
    if linked.status is Status.RESOLVED:
        buttons = yes_or_no(linked)  # the question went by e-mail, where nothing can be tapped
    await post(tx, [TellCustomer(customer=customer.id, ticket=linked.id, words=state, buttons=buttons)], at)


async def _another_number(
    tx: Transaction, desk: Desk, customer: Customer, key: LinkKey, ticket: Ticket, at: datetime
) -> None:
    tried = key.missed()
    await tx.link_keys.put(tried)
    contacts = desk.policy.contacts.support
    words = (
        Text("link-dead", {"phone": contacts.phone, "number": int(ticket.id)})
        if tried.spent
        else Text("link-wrong-number", {"phone": contacts.phone, "number": int(ticket.id)})
    )
    await post(tx, [TellCustomer(customer=customer.id, words=words, keyboard=ReplyKeyboard())], at)
    if tried.spent:
        await post(tx, [TellTopic(ticket=ticket.id, words=Text("topic-link-tried"))], at)
        await ticket_news(tx, desk, ticket, at, Text("lead-link-tried", {"number": int(ticket.id)}))


async def merged(
    tx: Transaction, desk: Desk, known: Customer, account: Customer, through: TicketId, at: datetime
) -> None:
    """Two rows were one person: the account keeps all tickets; of two in one slot the later waits (R17)."""
    theirs = await tx.tickets.recent_of(known.id, OUR_LIMIT)
    own = await tx.tickets.recent_of(account.id, OUR_LIMIT)
    for earlier, later in merging.rivals(theirs, own):
        await _aside(tx, desk, later, earlier, account, at)
    await tx.customers.pass_on(known.id, account.id)
    await tx.customers.save(merging.emptied(known))
    await tx.customers.save(merging.joined(known, account, theirs, own, through))
    for ticket in theirs:
        entry = Entry(ticket=ticket.id, at=at, event="linked", by="customer", why=f"customer {known.id}")
        await tx.journal.write(replace(entry, was=ticket.status, now=ticket.status))
        if ticket.live:
            told = TellTopic(ticket=ticket.id, words=Text("topic-linked"), mention=ticket.engineer_id)
            await post(tx, [told, RefreshCard(ticket=ticket.id)], at)


async def _aside(tx: Transaction, desk: Desk, later: Ticket, earlier: Ticket, account: Customer, at: datetime) -> None:
    """Its answer clock runs on, its silence stops (12)."""
    number, other = int(later.id), int(earlier.id)
    effects: tuple[Effect, ...] = (
        TellCustomer(
            customer=account.id, ticket=later.id, words=Text("ticket-aside", {"number": number, "other": other})
        ),
        TellTopic(ticket=later.id, words=Text("topic-merged-aside", {"other": other}), mention=later.engineer_id),
        RefreshCard(ticket=later.id),
    )
    await record(
        tx,
        later,
        moved(later, Move.STEP_ASIDE),
        event="stepped_aside",
        by="customer",
        at=at,
        policy=desk.policy,
        effects=effects,
        why=f"one person with {earlier.id}",
        hand_on=False,
    )
