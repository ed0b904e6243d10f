"""A person is taken out of the database, on either engine; others are left alone."""

from domain.customer import Customer
from domain.effects import TellCustomer, TellUser
from domain.ids import LetterId, UserId
from domain.letters import Envelope, Urgency
from domain.said import Side, Standing
from domain.words import Text
from storage.transaction import Transaction
from tests.storage.samples import NOW, Desk, a_letter, a_message, an_update

PETR, MARIA = UserId(7), UserId(8)


async def erase(desk: Desk, customer: Customer) -> None:
    await desk.do(lambda tx: tx.erasure.erase(customer.id, customer.user_id))


async def test_words_go_and_figures_stay(desk: Desk) -> None:
    """R11: contacts, description, what was said; category, product and times are nobody's."""
    ticket = await desk.ticket()
    customer = await desk.customer()
    await desk.do(lambda tx: tx.utterances.add(a_message("тайна"), Side.CUSTOMER, Standing.PUBLIC, ticket.id))
    await erase(desk, customer)
    left = await desk.database.read(lambda tx: tx.tickets.get(ticket.id))
    assert left is not None
    assert (left.description, left.contact.name, left.organisation.name) == ("", "", "")
    assert (left.product, left.category, left.received_at) == (ticket.product, ticket.category, ticket.received_at)
    assert desk.ask("SELECT count(*) FROM utterances") == [(0,)]
    assert desk.ask("SELECT count(*) FROM message_pairs") == [(0,)]


async def test_whoever_writes_again_is_new(desk: Desk) -> None:
    customer = await desk.customer()
    await erase(desk, customer)
    assert (await desk.customer()).id != customer.id


async def test_an_organisation_stays_while_others_ask_for_it(desk: Desk) -> None:
    """What a colleague asks on behalf of is not erased with one of them; with the last of them it is."""
    await desk.ticket(PETR)
    await desk.ticket(MARIA)
    await erase(desk, await desk.customer(PETR))
    assert desk.ask("SELECT name FROM organisations") == [("ООО «Ромашка»",)]
    await erase(desk, await desk.customer(MARIA))
    assert desk.ask("SELECT name, inn FROM organisations") == [("", None)]


async def test_letters_that_wait_are_void_and_let_others_pass(desk: Desk) -> None:
    """A lead's lane goes on with what is not about the person."""
    ticket, customer = await desk.ticket(), await desk.customer()
    words = Text("hello", {"name": "тайна"})
    lead = Envelope(lane="lead:3", urgency=Urgency.ALARM)
    await desk.post(
        (TellCustomer(customer=customer.id, words=words), Envelope(lane="customer:1", urgency=Urgency.CUSTOMER)),
        (TellUser(user=UserId(3), words=words), Envelope(lane="lead:3", urgency=Urgency.ALARM, ticket=ticket.id)),
        (TellUser(user=UserId(3), words=Text("hello")), lead),
    )
    await erase(desk, customer)
    (waiting,) = await desk.heads()
    assert waiting.lane == "lead:3"
    assert waiting.effect == TellUser(user=UserId(3), words=Text("hello"))


async def test_a_letter_on_its_way_finds_nothing_to_mark(desk: Desk) -> None:
    customer = await desk.customer()
    await desk.post(a_letter(customer=customer.id))
    (letter,) = await desk.heads()
    await desk.do(lambda tx: tx.outbox.take([letter.id]))
    await erase(desk, customer)

    async def accepted(tx: Transaction) -> bool:
        return await tx.outbox.begin(letter.id)

    assert await desk.do(accepted) is False
    assert desk.ask("SELECT state, payload FROM outbox") == [("void", "")]


async def test_what_has_been_handled_loses_its_words_whoever_it_is_from(desk: Desk) -> None:
    """An engineer's update quotes the customer: the raw copies of all go; what waits to be handled stays."""
    customer = await desk.customer()
    handled = [an_update(1), an_update(2, chat=-100, key="-100")]
    (first, second) = await desk.do(lambda tx: tx.inbox.store_updates(handled))
    await desk.do(lambda tx: tx.inbox.take(first))
    await desk.do(lambda tx: tx.inbox.take(second))
    await desk.do(lambda tx: tx.inbox.store_updates([an_update(3)]))
    await erase(desk, customer)
    assert desk.ask("SELECT state, key, payload FROM inbox ORDER BY seq") == [
        ("done", "", ""),
        ("done", "-100", ""),
        ("new", "7", '{"update_id": 3}'),
    ]


async def test_a_letter_that_went_long_ago_is_emptied(desk: Desk) -> None:
    customer = await desk.customer()
    await desk.post(a_letter("a", lane="lead:3"))
    (letter,) = await desk.heads()
    await desk.do(lambda tx: tx.outbox.take([letter.id]))
    await desk.do(lambda tx: tx.outbox.sent(LetterId(letter.id), None, 0, NOW))
    await erase(desk, customer)
    assert desk.ask("SELECT state, payload, tag FROM outbox") == [("sent", "", "a")]
