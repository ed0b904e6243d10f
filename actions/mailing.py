"""E-mail takes over where Telegram does not reach a customer (R15, 38, C45): words, files, and how to answer."""

from dataclasses import replace
from datetime import datetime

from actions.desk import Desk
from actions.links import new_key
from actions.ports import Transaction
from actions.record import post
from domain import contacts, mailing
from domain.caller import in_telegram
from domain.customer import Customer
from domain.effects import RelayToCustomer, SendEmail, TellCustomer, TellTopic
from domain.letters import Letter
from domain.said import Standing, Utterance
from domain.ticket import Ticket
from domain.words import Lines, Text, Words

WORDY = frozenset({"text"})


async def by_mail(
    tx: Transaction, desk: Desk, effect: TellCustomer | RelayToCustomer, letter: Letter, at: datetime
) -> None:
    """Send it by e-mail; where there is no address either, the engineers learn whom to call."""
    ticket = await tx.tickets.get(effect.ticket) if effect.ticket is not None else None
    customer = await tx.customers.get(ticket.customer_id) if ticket else None
    if ticket is None or customer is None:
        return
    if customer.id != effect.customer and in_telegram(customer):  # they have come to Telegram meanwhile
        await post(tx, [replace(effect, customer=customer.id)], at)
        return
    relayed = isinstance(effect, RelayToCustomer)
    said = await tx.utterances.many(effect.utterances) if isinstance(effect, RelayToCustomer) else ()
    said = tuple(each for each in said if each.standing is not Standing.GONE)
    if relayed and not said:
        return  # taken back meanwhile
    body = _in_writing(said) if isinstance(effect, RelayToCustomer) else mailing.by_mail(effect.words)
    if body is None or (isinstance(effect, TellCustomer) and effect.mailed):
        return
    answer = relayed or letter.answers_at is not None
    if not ticket.contact.email:
        if ticket.contact.phone and (answer or not ticket.live):  # neither: what was known is erased
            phone = contacts.spoken(ticket.contact.phone)
            call = TellTopic(ticket=ticket.id, words=Text("topic-only-phone", {"phone": phone}))
            await post(tx, [call], at)
        return
    if said:
        await tx.utterances.mailed([each.id for each in said], at)
    mail = SendEmail(
        ticket=ticket.id,
        to=ticket.contact.email,
        language=customer.language,
        subject=Text("email-subject", {"number": int(ticket.id)}),
        body=await _letter(tx, desk, ticket, customer, body, at),
        answers_at=letter.answers_at,
        instead=answer and customer.user_id is not None,
        turns=relayed,
        utterances=tuple(each.id for each in said),
        mark=effect.mark if isinstance(effect, TellCustomer) else None,
    )
    await post(tx, [mail], at)


async def way_back(tx: Transaction, ticket: Ticket, at: datetime) -> str:
    """Make the key that leads a reader into Telegram: none where there is no number to prove who they are."""
    return await new_key(tx, ticket.id, at) if ticket.contact.phone else ""


async def _letter(tx: Transaction, desk: Desk, ticket: Ticket, customer: Customer, body: Words, at: datetime) -> Words:
    ways = mailing.ways(ticket, desk.policy, await way_back(tx, ticket, at))
    name, company = ticket.contact.name, desk.policy.contacts.company
    if customer.user_id is None:
        return Text("email-outward", {"name": name, "said": body, "ways": ways, "company": company})
    number = int(ticket.id)
    return Text("email-instead", {"name": name, "number": number, "said": body, "ways": ways, "company": company})


def _in_writing(said: tuple[Utterance, ...]) -> Words:
    """What was written, and how many files go along."""
    text = "\n\n".join(each.text for each in said if each.text)
    files = sum(bool(each.file_id) for each in said)
    lost = sum(not each.file_id and each.kind not in WORDY for each in said)
    parts: list[Words] = [Text("quoted", {"text": text})] if text else []
    if files:
        parts.append(Text("mail-attached", {"count": files}))
    if lost:
        parts.append(Text("mail-not-mailable"))
    return parts[0] if len(parts) == 1 else Lines(tuple(parts))
