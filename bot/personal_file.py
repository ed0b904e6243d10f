"""All that is kept of a customer, as one file: readable, and JSON, so that a program can take it too."""

import json
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from actions.erasing import ALL
from actions.ports import Transaction
from bot.delivery.files import Contents
from domain.customer import Contact, Customer, Organisation
from domain.desk import Entry
from domain.effects import SendFile
from domain.ids import ChatId
from domain.privacy import Agreement
from domain.said import Side, Standing, Utterance
from domain.ticket import Cycle, Ticket

Facts = dict[str, Any]  # with moments in it, until it is made


async def personal_file(tx: Transaction, letter: SendFile) -> Contents | None:
    """Look all of it up, for the one whose it is."""
    customer = await tx.customers.by_user(letter.user)
    if customer is None or int(customer.id) != letter.subject:
        return None
    tickets = await tx.tickets.recent_of(customer.id, ALL)
    facts: Facts = {
        "profile": _profile(customer),
        "consents": [_agreement(each) for each in await tx.consents.of(customer.id)],
        "tickets": [await _ticket(tx, ticket) for ticket in reversed(tickets)],
        "to_the_lead": [
            {"what": each.kind.value, "ticket": each.ticket, "at": each.raised_at, "text": each.text}
            for each in await tx.matters.of_customer(customer.id)
        ],
        "unfinished": [
            {"asked_at": draft.asked_at, "answers": draft.values}
            for draft in await tx.drafts.pending(letter.user, ChatId(letter.user), None)
        ],
    }
    return Contents(name=f"personal-data-{customer.id}.json", make=partial(_made, facts))


def _made(facts: Facts, _language: str, zone: str) -> bytes:
    def spoken(value: datetime) -> str:
        return value.astimezone(ZoneInfo(zone)).isoformat()

    return json.dumps(facts, ensure_ascii=False, indent=2, default=spoken).encode()


def _profile(customer: Customer) -> Facts:
    return {
        "telegram_id": customer.user_id,
        "language": customer.language,
        "time_zone": customer.zone,
        "contact": _contact(customer.contact),
        "organisation": _organisation(customer.organisation),
        "consent_version": customer.consent_version,
        "consent_at": customer.consent_at,
    }


def _contact(contact: Contact | None) -> Facts | None:
    return {"name": contact.name, "phone": contact.phone, "email": contact.email} if contact else None


def _organisation(organisation: Organisation | None) -> Facts | None:
    return {"name": organisation.name, "inn": organisation.inn} if organisation else None


def _agreement(agreement: Agreement) -> Facts:
    return {
        "what": agreement.act.value,
        "version": agreement.version,
        "text_sha256": agreement.digest,
        "at": agreement.at,
    }


async def _ticket(tx: Transaction, ticket: Ticket) -> Facts:
    earlier = await tx.utterances.earlier_words(ticket.id)
    said = [each for each in await tx.utterances.of_ticket(ticket.id) if _theirs_to_read(each)]
    return {
        "number": int(ticket.id),
        "received_at": ticket.received_at,
        "channel": ticket.channel.value,
        "status": ticket.status.value,
        "closed_at": ticket.closed_at,
        "close_reason": ticket.close_reason.value if ticket.close_reason else None,
        "category": ticket.category.value,
        "category_known_from": ticket.evidence.value,
        "contact": _contact(ticket.contact),
        "organisation": _organisation(ticket.organisation),
        "product": ticket.product,
        "version": ticket.version,
        "version_as_told": ticket.version_told,
        "description": ticket.description,
        "rating": ticket.rating,
        "deadlines": [_cycle(each) for each in await tx.tickets.cycles(ticket.id)],
        "said": [_words(each, earlier.get(each.id, ())) for each in said],
        "history": [_line(each) for each in await tx.journal.of(ticket.id)],
    }


def _theirs_to_read(said: Utterance) -> bool:
    """Notes and lines that wait are the desk's; all that passed between the two is the customer's too."""
    return said.side is Side.CUSTOMER or said.standing in {Standing.PUBLIC, Standing.GONE}


def _cycle(cycle: Cycle) -> Facts:
    return {"from": cycle.started_at, "due": cycle.due_at, "answered_at": cycle.answered_at}


def _words(said: Utterance, earlier: tuple[tuple[datetime, str], ...]) -> Facts:
    facts: Facts = {"at": said.at, "by": said.side.value, "kind": said.kind, "text": said.text}
    if said.kind != "text":
        facts["file"] = said.file_name or said.kind
    if earlier:
        facts["before_edits"] = [{"until": until, "text": text} for until, text in earlier]
    return facts


def _line(entry: Entry) -> Facts:
    """Who of the desk it was is not the customer's data."""
    return {"at": entry.at, "event": entry.event, "by": entry.by.partition(":")[0], "status": entry.now}
