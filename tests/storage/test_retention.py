"""Words that have done their work go with time, a few at a time; what still waits keeps them."""

from datetime import timedelta
from typing import Any

from domain.ids import InboxId
from domain.said import Side, Standing
from domain.ticket import CloseReason, Status
from storage.transaction import Transaction
from tests.storage.samples import NOW, Desk, a_letter, a_message, an_update

RAW = timedelta(days=14)


async def emptied(desk: Desk, limit: int = 100) -> int:
    found: int = await desk.do(lambda tx: tx.erasure.empty_old(NOW, limit))
    return found


async def test_handled_updates_lose_their_text(desk: Desk) -> None:
    """Neither what was said nor whose chat it was; what waits, and what is young, stays."""
    old, young = NOW - timedelta(seconds=1), NOW
    updates = [an_update(1, received_at=old), an_update(2, received_at=old), an_update(3, received_at=young)]
    first, _, third = await desk.do(lambda tx: tx.inbox.store_updates(updates))

    async def handled(tx: Transaction) -> None:
        await tx.inbox.take(InboxId(first))
        await tx.inbox.take(InboxId(third))

    await desk.do(handled)
    assert await emptied(desk) == 1
    assert desk.ask("SELECT payload, key, chat_id FROM inbox ORDER BY seq") == [
        ("", "", None),
        ('{"update_id": 2}', "7", 7),
        ('{"update_id": 3}', "7", 7),
    ]
    assert await emptied(desk) == 0


async def test_sent_letters_lose_their_text(desk: Desk) -> None:
    """One that bears a tag can still be found by it, to be edited."""
    before = NOW - timedelta(days=1)
    await desk.post(a_letter("a"), now=before)
    await desk.post(a_letter(lane="customer:8"), now=before)
    await desk.post(a_letter("waits", lane="customer:9"), now=before)
    for letter in (await desk.heads())[:2]:
        await desk.do(lambda tx, letter=letter: tx.outbox.take([letter.id]))  # type: ignore[misc]
        await desk.do(lambda tx, letter=letter: tx.outbox.sent(letter.id, None, 0, NOW))  # type: ignore[misc]
    assert await emptied(desk) == 2
    rows = desk.ask("SELECT lane, tag, payload = '' FROM outbox ORDER BY id")
    assert [(lane, tag, bool(empty)) for lane, tag, empty in rows] == [
        ("customer:7", "a", True),
        ("", "", True),
        ("customer:9", "waits", False),
    ]


async def test_a_few_at_a_time(desk: Desk) -> None:
    """No transaction grows with what has gathered."""
    updates = [an_update(n, received_at=NOW - timedelta(days=1)) for n in range(5)]
    for seq in await desk.do(lambda tx: tx.inbox.store_updates(updates)):
        await desk.do(lambda tx, seq=seq: tx.inbox.take(seq))  # type: ignore[misc]
    assert [await emptied(desk, 2) for _ in range(4)] == [2, 2, 1, 0]


async def test_old_tickets_lose_their_words_where_the_policy_says_so(desk: Desk) -> None:
    """The figures stay, and so does the customer, and their other tickets."""
    closed: dict[str, Any] = {"status": Status.CLOSED, "close_reason": CloseReason.CONFIRMED}
    old = await desk.ticket(closed_at=NOW - timedelta(days=1), **closed)
    young = await desk.ticket(closed_at=NOW, **closed)
    for ticket in (old, young):
        said = a_message("тайна", message=int(ticket.id))
        await desk.do(lambda tx, t=ticket, s=said: tx.utterances.add(s, Side.CUSTOMER, Standing.PUBLIC, t.id))  # type: ignore[misc]
    assert await desk.do(lambda tx: tx.erasure.worded(NOW, 10)) == (old.id,)
    await desk.do(lambda tx: tx.erasure.erase_words(old.id))
    assert await desk.do(lambda tx: tx.erasure.worded(NOW, 10)) == ()
    rows = desk.ask("SELECT description, contact_name, product FROM tickets ORDER BY id")
    assert rows == [("", "", old.product), (young.description, "Анна", young.product)]
    assert desk.ask("SELECT ticket_id FROM utterances") == [(young.id,)]
    assert desk.ask("SELECT user_id FROM customers") == [(7,)]
