"""Customers in every state there is, each brought there by the desk's own actions; and their tickets' topics."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from actions.record import record
from domain.ids import ThreadId, TicketId, UserId
from domain.intake import Usage
from domain.said import SharedContact
from domain.ticket import CloseReason, Escalation, Status, Ticket
from storage.transaction import Transaction
from tests.actions.house import ANNA, LEAD, House

PROBLEM = "Шлюз не загружается после отключения света, офис без интернета"
FORM = (PROBLEM, "Даю согласие", "+79000000001", "petr@example.org", "ООО «Ромашка»", "По подписке", "ICS", "7.9.4.138")


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """A customer as they were left."""

    state: str
    user: UserId
    customer: int
    ticket: TicketId | None = None
    thread: ThreadId | None = None
    rev: int = 0  # of the question that is open
    utterance: int = 0  # what they said last
    said: int = 1  # and where


async def _nothing(house: House, user: UserId) -> None:
    """A stranger."""


def _form(answers: int) -> "Way":
    async def way(house: House, user: UserId) -> None:
        for text in FORM[:answers]:
            if text.startswith("+"):
                shared = SharedContact(phone=text, name="Пётр", user_id=user)
                await house.writes(user, "", kind="contact", contact=shared)
            else:
                await house.writes(user, text)

    return way


async def _greeted(house: House, user: UserId) -> None:
    await house.actions.private.started(house.origin(), house.message(user, user, "/start"), "")


async def _open(house: House, user: UserId) -> None:
    await house.files(user)


async def _claimed(house: House, user: UserId) -> None:
    await house.claims(ANNA, await house.files(user))


async def _waiting(house: House, user: UserId) -> None:
    await house.answers(ANNA, await house.files(user))


async def _resolved(house: House, user: UserId) -> None:
    number = await house.files(user)
    await house.claims(ANNA, number)
    await house.settles(ANNA, number)


async def _objected(house: House, user: UserId) -> None:
    await _resolved(house, user)
    await house.actions.resolution.object(house.origin(), await _newest(house), user)


async def _confirmed(house: House, user: UserId) -> None:
    await _resolved(house, user)
    await house.actions.resolution.confirm(house.origin(), await _newest(house), user)


async def _thumb_down(house: House, user: UserId) -> None:
    await _confirmed(house, user)
    ask = house.actions.questions.ask_rating_word
    await house.actions.resolution.rate(house.origin(), await _newest(house), user, -1, ask)


async def _gate(house: House, user: UserId) -> None:
    await house.files(user, Usage.NONE)


async def _in_line(house: House, user: UserId) -> None:
    await house.files(user)
    await house.files(user)


async def _only_in_line(house: House, user: UserId) -> None:
    """The ticket before it is somebody's who has withdrawn from talk: waiting."""
    await _waiting(house, user)
    await house.files(user)


async def _of_two(house: House, user: UserId) -> None:
    await house.files(user)
    await house.files(user, organisation="ООО «Лютик»")


async def _asked_which(house: House, user: UserId) -> None:
    await _of_two(house, user)
    await house.writes(user, "А какие настройки?")


async def _form_beside(house: House, user: UserId) -> None:
    await _waiting(house, user)
    await house.actions.private.asked_for_form(house.origin(), house.message(user, user, "/new"))


async def _to_lead(house: House, user: UserId) -> None:
    await house.files(user)
    await house.actions.questions.ask_to_lead(house.origin(), user)


async def _profile(house: House, user: UserId) -> None:
    await house.files(user)
    await house.actions.private.asked_for_profile(house.origin(), house.message(user, user, "/profile"))


async def _blocked(house: House, user: UserId) -> None:
    await _waiting(house, user)
    await house.actions.reach.reachable(house.origin(), user, reachable=False)


async def _escalated(house: House, user: UserId) -> None:
    escalation = Escalation(contact="Разработка", due_at=house.clock.now() + timedelta(days=2))
    await _brought(house, user, lambda t: replace(t, status=Status.ESCALATED, escalation=escalation))


def _closed(reason: CloseReason) -> "Way":
    async def way(house: House, user: UserId) -> None:
        other = await house.files(user) if reason is CloseReason.DUPLICATE else None

        def change(ticket: Ticket) -> Ticket:
            at = house.clock.now()
            return replace(
                ticket, status=Status.CLOSED, close_reason=reason, closed_at=at, duplicate_of=other, last_word_at=at
            )

        await _brought(house, user, change)

    return way


async def _brought(house: House, user: UserId, change: Callable[[Ticket], Ticket]) -> None:
    number = await house.files(user)

    async def unit(tx: Transaction) -> None:
        ticket = await tx.tickets.locked(number)
        at, policy = house.clock.now(), house.desk.policy
        await record(tx, ticket, change(ticket), event="brought", by="clock", at=at, policy=policy)

    await house.do(unit)


async def _lead_asked(house: House, user: UserId) -> None:
    """A lead who is asked for a word to a customer."""
    number = await house.files(UserId(99_001), Usage.NONE)
    await house.actions.questions.ask_turn_down(house.origin(), number, LEAD)


async def _newest(house: House) -> TicketId:
    ((number,),) = house.ask("SELECT max(id) FROM tickets")
    return TicketId(number)


Way = Callable[[House, UserId], Awaitable[None]]
WAYS: dict[str, Way] = {
    "a stranger": _nothing,
    "greeted": _greeted,
    **{f"form, {n} answers": _form(n) for n in range(1, len(FORM) + 1)},
    "open": _open,
    "claimed": _claimed,
    "waiting": _waiting,
    "resolved": _resolved,
    "objected": _objected,
    "awaiting_lead": _gate,
    "queued": _in_line,
    "queued behind a waiting one": _only_in_line,
    "escalated": _escalated,
    "two tickets": _of_two,
    "asked which": _asked_which,
    "form beside a ticket": _form_beside,
    "asked for a word to the lead": _to_lead,
    "asked what was wrong": _thumb_down,
    "profile": _profile,
    "blocked the bot": _blocked,
    "confirmed by hand": _confirmed,
    **{f"closed, {reason}": _closed(reason) for reason in CloseReason},
}
STAFF_WAYS: dict[str, tuple[UserId, Way]] = {
    "a lead": (LEAD, _nothing),
    "a lead who is asked": (LEAD, _lead_asked),
    "an engineer": (UserId(ANNA), _nothing),
}


async def everybody(house: House) -> list[Someone]:
    """All of them, in one desk."""
    return [await _left(house, state, UserId(70_000 + n), way) for n, (state, way) in enumerate(WAYS.items())]


async def staff(house: House) -> list[Someone]:
    """Who works here, in their private chats."""
    return [await _left(house, state, user, way) for state, (user, way) in STAFF_WAYS.items()]


async def _left(house: House, state: str, user: UserId, way: Way) -> Someone:
    await way(house, user)
    await house.deliver()
    found = await house.look(lambda tx: tx.customers.by_user(user))
    if found is None:
        return Someone(state=state, user=user, customer=0)
    tickets = await house.look(lambda tx: tx.tickets.recent_of(found.id, 1))
    drafts = await house.look(lambda tx: tx.drafts.pending(user, house.message(user, user, "").place.chat, None))
    said = house.ask("SELECT id, message_id FROM utterances WHERE author = ? ORDER BY id DESC LIMIT 1", user)
    return Someone(
        state=state,
        user=user,
        customer=int(found.id),
        ticket=tickets[0].id if tickets else None,
        thread=await house.thread(tickets[0].id) if tickets else None,
        rev=drafts[0].rev if drafts else 0,
        utterance=said[0][0] if said else 0,
        said=said[0][1] if said else 1,
    )
