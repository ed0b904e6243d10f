"""What stands in a letter's way: e-mail takes over, a topic is made again, the lead is told. Nothing is lost."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from actions import taking_back
from actions.alerts import taken_on
from actions.desk import Desk
from actions.erasing import by_hand
from actions.housing import anew, bring_over
from actions.in_vain import in_vain
from actions.mailing import by_mail
from actions.notices import tell_leads
from actions.ports import Transaction
from actions.record import post
from domain.customer import Customer
from domain.delivery import UNREACHABLE, Obstacle, Trouble
from domain.desk import Group, Origin, TicketPlace
from domain.effects import (
    AlertDigest,
    AlertLead,
    CloseTopic,
    DeleteTagged,
    DeleteTopics,
    DeleteTwin,
    EditTagged,
    EditTwin,
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
from domain.ids import ChatId, EngineerId, TicketId, UserId
from domain.letters import Letter, address, topic_lane
from domain.words import Lines, Moment, Press, Text, Token

LATER = "later:"  # lanes of what a lead reads once they have pressed Start
AGAIN = timedelta(minutes=1)  # how long a letter rests that waits for a person to mend something
# What a lead may press in General, where everybody reads; a time or a word is asked for in private, after [Start].
IN_GENERAL = frozenset({None, Press.ACCEPT, Press.RETURNED, Press.RUDE_YES, Press.RUDE_NO})
MENDABLE = frozenset({Obstacle.KICKED, Obstacle.CHAT_GONE, Obstacle.UNBOUND})  # of the engineers' group


class Obstacles:
    """The desk's answer to each kind of obstacle."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def met(self, letter: Letter, trouble: Trouble, at: datetime) -> None:
        """It cannot be delivered as it is: another way is taken, or who can mend it is told."""
        if letter.lane.startswith(LATER) and trouble.obstacle in UNREACHABLE:
            await self._put_back(letter, trouble, at, _nothing, AGAIN)
        elif _waits_for_a_person(letter, trouble):
            await self._put_back(letter, trouble, at, lambda tx: self._needs_a_person(tx, trouble, at), AGAIN)
        elif trouble.obstacle is Obstacle.MIGRATED and (to := trouble.moved_to) is not None:
            await self._put_back(letter, trouble, at, lambda tx: self._migrated(tx, letter, to, at))
        elif trouble.obstacle is Obstacle.TOPIC_GONE and (ticket := letter.ticket) is not None and _wants_topic(letter):
            rest = timedelta(seconds=min(60, 2**letter.attempts - 1))
            mend = partial(self._topic_gone, letter=letter, trouble=trouble, number=ticket, at=at)
            await self._put_back(letter, trouble, at, mend, rest)
        else:
            await self._given_up(letter, trouble, at)

    async def _put_back(
        self,
        letter: Letter,
        trouble: Trouble,
        at: datetime,
        mend: Callable[[Transaction], Awaitable[None]],
        rest: timedelta = timedelta(),
    ) -> None:
        """The letter keeps its place in its lane and is sent again, once what stood in its way is seen to."""

        async def unit(tx: Transaction) -> None:
            await tx.outbox.retry(letter.id, at + rest, trouble.obstacle)
            await mend(tx)

        await self._desk.store.run(Origin(at), unit)

    async def _given_up(self, letter: Letter, trouble: Trouble, at: datetime) -> None:
        async def unit(tx: Transaction) -> None:
            await tx.outbox.give_up(letter.id, f"{trouble.obstacle}: {trouble.detail}")
            await self._another_way(tx, letter, trouble, at)

        await self._desk.store.run(Origin(at, letter=letter.id), unit)

    async def _another_way(  # noqa: C901, PLR0912  one arm for each kind of letter
        self, tx: Transaction, letter: Letter, trouble: Trouble, at: datetime
    ) -> None:
        match letter.effect:
            case TellCustomer() | RelayToCustomer() as effect:
                await self._by_mail(tx, effect, letter, trouble, at)
            case SendEmail(ticket=ticket, to=to, instead=instead, answers_at=answers_at):
                answer = instead or answers_at is not None
                await self._mail_failed(tx, ticket, to, trouble, at, answer=answer)
            case TellEngineer(engineer=engineer, ticket=ticket, words=words, buttons=buttons):
                spoken = TellTopic(ticket=ticket, words=words, buttons=buttons, mention=engineer, urgent=True)
                await post(tx, [spoken], at)
            case WarnEngineer(ticket=ticket, engineer=engineer, in_topic=False):
                await post(tx, [WarnEngineer(ticket=ticket, engineer=engineer, in_topic=True)], at)
            case AlertLead(lead=lead, ticket=ticket, alert=alert):
                await self._lead_unreachable(tx, lead, at)
                if await _once(tx, f"general:alert:{alert}"):
                    ticket_now = await tx.tickets.get(ticket)
                    due = ticket_now.cycle.due_at if ticket_now and ticket_now.cycle else None
                    words = Text("general-alert", {"number": int(ticket), "due": Moment(due or at)})
                    told = TellGroup(words=words, buttons=taken_on(ticket), tag=letter.tag)
                    await post(tx, [told], at)
            case AlertDigest(lead=lead, tickets=tickets):
                await self._lead_unreachable(tx, lead, at)
                await post(tx, [TellGroup(words=Text("general-digest", {"count": len(tickets)}))], at)
            case TellLead() as effect if trouble.obstacle in UNREACHABLE:
                await self._lead_later(tx, effect, letter, at)
            case OpenTopic(ticket=ticket):
                await self._without_topic(tx, ticket, trouble, at)
            case RefreshCard(ticket=ticket) if trouble.obstacle is Obstacle.MESSAGE_GONE:
                await self._card_gone(tx, ticket, at)
            case RelayToTopic(ticket=ticket):
                await post(tx, [TellTopic(ticket=ticket, words=Text("topic-relay-failed"))], at)
                await self._needs_a_person(tx, trouble, at)
            case DeleteTopics() as topics:
                await post(tx, by_hand(topics, self._desk.leads), at)
            case EraseMessages():
                pass  # told with the erasure: what Telegram will not let a bot delete
            case DeleteTwin() as effect:
                await taking_back.not_deleted(tx, effect, late=trouble.obstacle is Obstacle.MESSAGE_GONE, at=at)
            case TellUser() | SendFile() | EditTwin() | EditTagged() | DeleteTagged() | React():
                pass  # an account that went away, a message that is gone: nobody is left waiting
            case CloseTopic() if trouble.obstacle is Obstacle.TOPIC_GONE:
                pass  # there is nothing to close
            case _:
                if trouble.obstacle is not Obstacle.MESSAGE_GONE:
                    await self._needs_a_person(tx, trouble, at)

    async def _card_gone(self, tx: Transaction, ticket: TicketId, at: datetime) -> None:
        place = await tx.places.of(ticket)
        if place is not None:
            await tx.places.put(replace(place, card=None))
            await post(tx, [PostCard(ticket=ticket)], at)

    async def _needs_a_person(self, tx: Transaction, trouble: Trouble, at: datetime) -> None:
        words = Text("lead-trouble", {"obstacle": Token(trouble.obstacle), "detail": trouble.detail[:200]})
        await tell_leads(tx, self._desk, f"trouble:{trouble.obstacle}", words, at)

    async def _by_mail(
        self, tx: Transaction, effect: TellCustomer | RelayToCustomer, letter: Letter, trouble: Trouble, at: datetime
    ) -> None:
        """Telegram cannot reach the customer: e-mail takes over (38, C45), and the topic is told."""
        customer = await tx.customers.get(effect.customer)
        if customer is None:
            return
        if effect.ticket is None:
            await in_vain(tx, self._desk, effect, customer, trouble, at)
            return
        if trouble.obstacle in UNREACHABLE and customer.reachable and customer.user_id is not None:
            await self._lost_touch(tx, customer, effect.ticket, trouble, at)
        await by_mail(tx, self._desk, effect, letter, at)

    async def _lost_touch(
        self, tx: Transaction, customer: Customer, ticket: TicketId, trouble: Trouble, at: datetime
    ) -> None:
        await tx.customers.save(replace(customer, reachable=False))
        words = Text("topic-unreachable", {"why": Token(trouble.obstacle)})
        await post(tx, [TellTopic(ticket=ticket, words=words), RefreshCard(ticket=ticket, lazily=True)], at)

    async def _mail_failed(
        self, tx: Transaction, ticket: TicketId | None, to: str, trouble: Trouble, at: datetime, *, answer: bool
    ) -> None:
        reason = Token(trouble.obstacle)
        if ticket is not None and answer:
            await post(tx, [TellTopic(ticket=ticket, words=Text("topic-mail-failed", {"to": to, "why": reason}))], at)
        words = Text("lead-mail-failed", {"number": int(ticket or 0), "why": reason})
        every = timedelta() if answer else timedelta(hours=1)
        await tell_leads(tx, self._desk, f"mail:{trouble.obstacle}", words, at, every)

    async def _lead_later(self, tx: Transaction, effect: TellLead, letter: Letter, at: datetime) -> None:
        """It waits, out of the way of alerts, until the lead presses Start; what is about a ticket, General hears."""
        await self._lead_unreachable(tx, effect.lead, at)
        envelope = replace(address(effect), lane=f"{LATER}{effect.lead}")
        await tx.outbox.post(effect, envelope, at, at + AGAIN)
        if effect.ticket is not None and await _once(tx, f"general:lead:{letter.tag or letter.id}"):
            words = Lines((Text("general-lead", {"number": int(effect.ticket)}), effect.words))
            rows = (tuple(each for each in row if each.press in IN_GENERAL) for row in effect.buttons)
            shown = tuple(row for row in rows if row)
            told = TellGroup(words=words, buttons=shown, tag=letter.tag, about=effect.ticket)
            await post(tx, [told], at)

    async def _lead_unreachable(self, tx: Transaction, lead: UserId, at: datetime) -> None:
        """Others hear that a lead cannot be written to; once a day."""
        name = f"unreachable:{lead}"
        last = await tx.facts.get(name)
        if last is not None and at < datetime.fromisoformat(last) + timedelta(days=1):
            return
        await tx.facts.put(name, at.isoformat())
        known = await tx.engineers.get(EngineerId(lead))
        name = known.name if known and known.name else f"id {lead}"
        words = Text("lead-unreachable", {"lead": name})
        others = [TellLead(lead=other, words=words) for other in self._desk.leads if other != lead]
        await post(tx, [TellGroup(words=words), *others], at)

    async def _without_topic(self, tx: Transaction, ticket: TicketId, trouble: Trouble, at: datetime) -> None:
        """No topic can be made: the card stands in the group itself, and replies to it are the conversation (C55)."""
        group = await tx.places.group()
        if group is None:
            return
        if await tx.places.of(ticket) is None:
            await tx.places.put(TicketPlace(ticket=ticket, chat=group.chat, thread=None, card=None))
        if trouble.obstacle is Obstacle.NOT_A_FORUM:
            await tx.places.bind(Group(chat=group.chat, forum=False))
        else:
            await self._needs_a_person(tx, trouble, at)

    async def _topic_gone(
        self, tx: Transaction, *, letter: Letter, trouble: Trouble, number: TicketId, at: datetime
    ) -> None:
        """Deleted by hand, or left in another chat. Made again once, however many letters have found it gone."""
        group, place = await tx.places.group(), await tx.places.of(number)
        if group is None or place is None:
            return
        if trouble.thread is not None and trouble.thread != place.thread:
            return  # another letter has seen to it: this one goes where the ticket is now
        lane = topic_lane(number)
        if letter.lane != lane and await tx.outbox.unsent_in(lane):
            return  # what waits in the topic's own lane will find it gone too, and sees to it
        await self._made_again(tx, letter, number, group.chat, at)

    async def _migrated(self, tx: Transaction, letter: Letter, to: ChatId, at: datetime) -> None:
        """The group was upgraded: its new id from now on; old message ids are void, so cards are posted anew."""
        group = await tx.places.group()
        if group is None or group.chat == to:
            return
        if letter.ticket is not None:
            await self._made_again(tx, letter, letter.ticket, to, at)
        await bring_over(tx, to, at)
        await tx.places.migrated(group.chat, to)

    async def _made_again(self, tx: Transaction, letter: Letter, number: TicketId, chat: ChatId, at: datetime) -> None:
        """Ahead of what waits, in the lane where topics are made: so that two letters do not make two."""
        if await tx.places.of(number) is None:
            return
        effects = await anew(tx, number, chat)
        if letter.lane != topic_lane(number):
            await post(tx, effects, at)
            return
        for effect in effects:
            await tx.outbox.post_ahead(letter.id, effect, address(effect), at)


async def _nothing(_: Transaction) -> None:
    """Time will mend it."""


def _waits_for_a_person(letter: Letter, trouble: Trouble) -> bool:
    """Whether the letter keeps its place until somebody gives the bot its rights or its group back."""
    if letter.lane.partition(":")[0] not in {"topic", "alarm", "group", "card"}:
        return False
    speaks = not isinstance(letter.effect, OpenTopic | CloseTopic | ReopenTopic | RefreshCard)
    return trouble.obstacle in MENDABLE or (speaks and trouble.obstacle is Obstacle.NO_RIGHTS)


def _wants_topic(letter: Letter) -> bool:
    """Whether the letter needs the topic that is gone: to close it, nobody does."""
    return not isinstance(letter.effect, CloseTopic)


async def _once(tx: Transaction, name: str) -> bool:
    if await tx.facts.get(name) is not None:
        return False
    await tx.facts.put(name, "1")
    return True
