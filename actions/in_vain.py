"""Words of no ticket's that Telegram does not take to their reader: a question to an engineer, a lead's own word."""

from datetime import datetime

from actions.desk import Desk
from actions.ports import Transaction
from actions.record import post
from domain.customer import Customer
from domain.delivery import UNREACHABLE, Trouble
from domain.draft import Asking
from domain.effects import RelayToCustomer, SendEmail, TellCustomer, TellLead, TellTopic
from domain.ids import ChatId, EngineerId, TicketId, UserId
from domain.words import Text, Token

OF_A_TICKET = frozenset(
    {
        Asking.ESCALATE_CONTACT,
        Asking.NEW_TIME,
        Asking.FIXED,
        Asking.REFUSE,
        Asking.REOPEN,
    }
)


async def in_vain(
    tx: Transaction,
    desk: Desk,
    effect: TellCustomer | RelayToCustomer,
    customer: Customer,
    trouble: Trouble,
    at: datetime,
) -> None:
    """Another way is taken: the topic for an engineer who never pressed Start, e-mail for a customer (R22)."""
    if isinstance(effect, TellCustomer) and effect.from_lead is not None:
        await _by_mail(tx, desk, effect, effect.from_lead, customer, at)
    elif trouble.obstacle in UNREACHABLE and customer.user_id is not None:
        await _in_topic(tx, customer.user_id, at)


async def _in_topic(tx: Transaction, user: UserId, at: datetime) -> None:
    """What was to be asked in private is not waited for; the topic says how it is done there."""
    for draft in await tx.drafts.pending(user, ChatId(user), None):
        if draft.asking in OF_A_TICKET:
            await tx.drafts.drop(draft)
            words = Text("topic-asked-in-vain", {"asking": Token(draft.asking)})
            told = TellTopic(ticket=TicketId(draft.subject), words=words, mention=EngineerId(user))
            await post(tx, [told], at)


async def _by_mail(
    tx: Transaction, desk: Desk, effect: TellCustomer, lead: UserId, customer: Customer, at: datetime
) -> None:
    """A lead's word goes by e-mail, or that lead learns that it went nowhere."""
    last = await tx.tickets.recent_of(customer.id, 1)
    contact = last[0].contact if last else customer.contact
    if contact is None:
        await post(tx, [TellLead(lead=lead, words=Text("lead-word-lost"))], at)
        return
    contacts = desk.policy.contacts
    mail = SendEmail(
        ticket=last[0].id if last else None,
        to=contact.email,
        language=customer.language,
        subject=Text("email-from-lead-subject"),
        body=Text(
            "email-from-lead",
            {
                "name": contact.name,
                "said": effect.words,
                "email": contacts.lead.email,
                "phone": contacts.lead.phone,
                "company": contacts.company,
            },
        ),
    )
    await post(tx, [mail, TellLead(lead=lead, words=Text("lead-word-mailed", {"to": contact.email}))], at)
