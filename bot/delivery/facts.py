"""What wording and addressing a letter takes: looked up when it is sent, in one read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from actions.ports import Transaction
from bot.delivery.files import Contents
from bot.delivery.keyboards import linked
from domain.caller import Caller
from domain.customer import Customer
from domain.desk import Engineer, Group, TicketPlace
from domain.effects import (
    AlertDigest,
    AlertLead,
    CloseTopic,
    DeleteTagged,
    DeleteTopics,
    DeleteTwin,
    EditTagged,
    EditTwin,
    Effect,
    EraseMessages,
    OpenTopic,
    PostCard,
    React,
    RefreshCard,
    RelayToCustomer,
    RelayToTopic,
    ReopenTopic,
    SendEmail,
    SendFile,
    TellCustomer,
    TellEngineer,
    TellGroup,
    TellLead,
    TellTopic,
    TellUser,
    WarnEngineer,
)
from domain.ids import ChatId, CustomerId, EngineerId, MessageId, TicketId, UserId, UtteranceId
from domain.registry.finding import Proof
from domain.said import Place, Utterance
from domain.ticket import Status, Ticket

EARLIER = 3  # tickets of the organisation that the card names
KIN = 5  # that the card offers as duplicates
EARLIER_LOOK = 20  # of the organisation's newest tickets, later ones among them


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Only what this letter needs is there; the rest is empty."""

    group: Group | None = None
    ticket: Ticket | None = None
    customer: Customer | None = None
    engineer: Engineer | None = None  # the reader, or who is meant
    holder: Engineer | None = None  # who has the ticket
    colleagues: tuple[Engineer, ...] = ()
    place: TicketPlace | None = None
    links: Mapping[TicketId, str] = field(default_factory=dict)  # to topics
    said: tuple[Utterance, ...] = ()
    replies: Mapping[UtteranceId, MessageId] = field(default_factory=dict)  # what each replies to, on the other side
    copies: tuple[Place, ...] = ()  # the bot's copies of the one utterance that changed
    named: bool = False  # the customer has several live tickets: whatever they read begins with a number
    tagged: Place | None = None
    earlier: tuple[Ticket, ...] = ()  # of the same organisation; of a digest: those it lists
    kin: tuple[Ticket, ...] = ()  # live ones of the same organisation: what a card's ticket may be a duplicate of
    holders: Mapping[EngineerId, Engineer] = field(default_factory=dict)
    place_in_line: int = 0
    contents: Contents | None = None  # of a file
    proof: Proof | None = None  # what the registry said of the ticket's organisation
    caller: Caller | None = None  # of the card: an engineer registered it


async def gather(tx: Transaction, effect: Effect) -> Facts:  # noqa: C901, PLR0912  one arm for each effect
    """Look up what this effect needs; several statements at most, each on the reading connection."""
    match effect:
        case TellCustomer(customer=customer, buttons=buttons):
            return Facts(customer=await tx.customers.get(customer), links=await _links(tx, linked(buttons)))
        case TellUser(user=user, buttons=buttons):
            facts = await _reader(tx, user)
            return replace(facts, links=await _links(tx, linked(buttons)))
        case SendFile(user=user):
            return await _reader(tx, user)
        case TellEngineer(engineer=engineer, buttons=buttons):
            return Facts(engineer=await tx.engineers.get(engineer), links=await _links(tx, linked(buttons)))
        case TellLead(lead=lead, buttons=buttons):
            return Facts(engineer=await _account(tx, lead), links=await _links(tx, linked(buttons)))
        case TellTopic(ticket=ticket, mention=mention, buttons=buttons):
            return Facts(
                group=await tx.places.group(),
                place=await tx.places.of(ticket),
                engineer=await tx.engineers.get(mention) if mention is not None else None,
                links=await _links(tx, linked(buttons)),
            )
        case TellGroup(buttons=buttons):
            return Facts(group=await tx.places.group(), links=await _links(tx, linked(buttons)))
        case WarnEngineer(ticket=ticket, engineer=engineer):
            facts = await _of_ticket(tx, ticket)
            return replace(facts, engineer=await tx.engineers.get(engineer) if engineer is not None else None)
        case AlertLead(lead=lead, ticket=ticket):
            return replace(await _of_ticket(tx, ticket), engineer=await _account(tx, lead))
        case AlertDigest(lead=lead, tickets=tickets):
            return await _digest(tx, lead, tickets)
        case OpenTopic(ticket=ticket) | CloseTopic(ticket=ticket) | ReopenTopic(ticket=ticket):
            return Facts(
                group=await tx.places.group(),
                ticket=await tx.tickets.get(ticket),
                place=await tx.places.of(ticket),
            )
        case PostCard(ticket=ticket) | RefreshCard(ticket=ticket):
            return await _card(tx, ticket)
        case RelayToTopic(ticket=ticket, utterances=utterances):
            place, said = await tx.places.of(ticket), await tx.utterances.many(utterances)
            replies = await _replies(tx, said, place.chat) if place else {}
            return Facts(group=await tx.places.group(), place=place, said=said, replies=replies)
        case RelayToCustomer(customer=customer, utterances=utterances):
            who, said = await tx.customers.get(customer), await tx.utterances.many(utterances)
            replies = await _replies(tx, said, ChatId(who.user_id)) if who and who.user_id else {}
            return Facts(customer=who, said=said, replies=replies)
        case EditTwin(ticket=ticket, customer=customer, utterance=utterance):
            facts = await _copies(tx, ticket, utterance, customer)
            place = await tx.places.of(ticket) if customer is None else None
            return replace(facts, place=place, group=await tx.places.group() if place else None)
        case DeleteTwin(ticket=ticket, customer=customer, utterance=utterance):
            return await _copies(tx, ticket, utterance, customer)
        case EditTagged(lane=lane, tag=tag, buttons=buttons):
            facts = await _of_lane(tx, lane)
            return replace(facts, tagged=await tx.outbox.find_tag(lane, tag), links=await _links(tx, linked(buttons)))
        case DeleteTagged(lane=lane, tag=tag):
            return Facts(tagged=await tx.outbox.find_tag(lane, tag))
        case SendEmail(utterances=utterances):
            return Facts(said=await tx.utterances.many(utterances) if utterances else ())
        case React() | DeleteTopics() | EraseMessages():
            return Facts()
        case _:
            assert_never(effect)


def topic_link(place: TicketPlace) -> str | None:
    """The address that opens a ticket's topic, or its card where there are no topics."""
    inside = place.thread or place.card
    channel = str(place.chat).removeprefix("-100")
    return f"https://t.me/c/{channel}/{inside}" if inside and not channel.startswith("-") else None


async def _links(tx: Transaction, tickets: Iterable[TicketId]) -> dict[TicketId, str]:
    places = [await tx.places.of(ticket) for ticket in tickets]
    return {place.ticket: link for place in places if place and (link := topic_link(place))}


async def _account(tx: Transaction, user: UserId) -> Engineer | None:
    return await tx.engineers.get(EngineerId(user))


async def _reader(tx: Transaction, user: UserId) -> Facts:
    customer = await tx.customers.by_user(user)
    return Facts(customer=customer, engineer=None if customer else await _account(tx, user))


async def _of_lane(tx: Transaction, lane: str) -> Facts:
    kind, _, number = lane.partition(":")
    match kind:
        case "customer":
            return Facts(customer=await tx.customers.get(CustomerId(int(number))))
        case "user":
            return await _reader(tx, UserId(int(number)))
        case "lead":
            return Facts(engineer=await _account(tx, UserId(int(number))))
        case _:
            return Facts()


async def _of_ticket(tx: Transaction, number: TicketId) -> Facts:
    ticket, place = await tx.tickets.get(number), await tx.places.of(number)
    holder = ticket.engineer_id if ticket else None
    return Facts(
        ticket=ticket,
        place=place,
        group=await tx.places.group(),
        holder=await tx.engineers.get(holder) if holder is not None else None,
        links={number: link} if place and (link := topic_link(place)) else {},
    )


async def _card(tx: Transaction, number: TicketId) -> Facts:
    facts = await _of_ticket(tx, number)
    ticket = facts.ticket
    if ticket is None:
        return facts
    line = await tx.tickets.line(ticket.customer_id, ticket.organisation_id) if ticket.status is Status.QUEUED else ()
    listed = await tx.tickets.of_organisation(ticket.organisation_id, EARLIER_LOOK)
    earlier = tuple(each for each in listed if each.id < ticket.id)[:EARLIER]
    return replace(
        facts,
        customer=await tx.customers.get(ticket.customer_id),
        colleagues=await tx.engineers.present(),
        proof=await tx.registry.proof(number),
        caller=await tx.callers.of(number),
        earlier=earlier,
        kin=tuple(each for each in listed if each.live and each.id != ticket.id)[:KIN],
        links=await _links(tx, [each.id for each in earlier]),
        place_in_line=next((n for n, each in enumerate(line, start=1) if each.id == ticket.id), 0),
    )


async def _digest(tx: Transaction, lead: UserId, numbers: tuple[TicketId, ...]) -> Facts:
    tickets = [ticket for number in numbers if (ticket := await tx.tickets.get(number))]
    holders = {ticket.engineer_id for ticket in tickets if ticket.engineer_id is not None}
    found = [await tx.engineers.get(holder) for holder in holders]
    return Facts(
        engineer=await _account(tx, lead),
        earlier=tuple(tickets),
        holders={each.id: each for each in found if each},
        links=await _links(tx, numbers),
    )


async def _replies(tx: Transaction, said: tuple[Utterance, ...], chat: ChatId) -> dict[UtteranceId, MessageId]:
    """Find, for what replies to something, that something on the other side."""
    found = {}
    for each in said:
        if each.reply_to is None:
            continue
        known = await tx.utterances.twin(Place(chat=each.place.chat, message=each.reply_to))
        twins = await tx.utterances.twins(known.utterance) if known and known.utterance is not None else ()
        other = next((twin.place.message for twin in twins if twin.place.chat == chat), None)
        if other is not None:
            found[each.id] = other
    return found


async def _copies(tx: Transaction, ticket: TicketId, utterance: UtteranceId, customer: CustomerId | None) -> Facts:
    """Find what shows the utterance on the other side: where this ticket is talked about, and nowhere else."""
    found = await tx.utterances.get(utterance)
    twins = await tx.utterances.twins(utterance)
    live = await tx.tickets.live_of(customer) if customer is not None else ()
    who = await tx.customers.get(customer) if customer is not None else None
    copied = [twin.place for twin in twins if twin.copied and twin.ticket == ticket]
    return Facts(
        said=(found,) if found else (),
        copies=tuple(copy for copy in copied if customer is None or (who and int(copy.chat) == who.user_id)),
        customer=who,
        named=len(live) > 1,
    )
