"""Updates are kept before they are handled, each once, in order; what cannot be handled is put aside."""

from datetime import timedelta

from domain.desk import Origin
from domain.ids import ChatId, InboxId, ThreadId
from storage.inbox import StoredUpdate, Update
from storage.transaction import Transaction
from tests.storage.samples import NOW, Desk, an_update

NOBODY = InboxId(0)


async def store(desk: Desk, *updates: Update) -> list[int]:
    numbers: list[int] = await desk.do(lambda tx: tx.inbox.store_updates(updates))
    return numbers


async def waiting(desk: Desk, after: InboxId = NOBODY, limit: int = 100) -> tuple[StoredUpdate, ...]:
    return await desk.database.read(lambda tx: tx.inbox.waiting(after, limit))


async def test_updates_are_kept_in_the_order_they_came(desk: Desk) -> None:
    """Our own numbers grow, whatever Telegram's do."""
    thread = {"chat": ChatId(-100), "thread": ThreadId(5), "key": "-100/5", "sent_at": None}
    assert await store(desk, an_update(900), an_update(3, **thread), an_update(4)) == [1, 2, 3]
    rows = await waiting(desk)
    assert [(row.seq, row.update_id, row.key, row.chat, row.thread, row.sent_at) for row in rows] == [
        (1, 900, "7", 7, None, NOW),
        (2, 3, "-100/5", -100, 5, None),
        (3, 4, "7", 7, None, NOW),
    ]
    assert rows[0].payload == '{"update_id": 900}'
    assert [row.seq for row in await waiting(desk, InboxId(1), 1)] == [2]


async def test_a_redelivered_update_is_the_same_one(desk: Desk) -> None:
    """Telegram repeats what was not confirmed, in one batch or the next."""
    assert await store(desk, an_update(1), an_update(1), an_update(2)) == [1, 2]
    assert await store(desk, an_update(2), an_update(3)) == [3]
    assert await store(desk, an_update(1, bot_id=2)) == [4]


async def test_after_two_days_a_number_may_be_anothers(desk: Desk) -> None:
    """SEMANTICS: an update's number is unique for 48 hours only."""
    await store(desk, an_update(1))
    assert await store(desk, an_update(1, received_at=NOW + timedelta(hours=47))) == []
    assert await store(desk, an_update(1, received_at=NOW + timedelta(hours=48))) == [2]


async def test_what_has_no_number_is_never_taken_for_another(desk: Desk) -> None:
    assert await store(desk, an_update(None), an_update(None)) == [1, 2]


async def test_what_cannot_be_handled_is_put_aside_and_the_rest_goes_on(desk: Desk) -> None:
    await store(desk, an_update(None, error="no update"), an_update(2), an_update(3))
    await desk.do(lambda tx: tx.inbox.quarantine(InboxId(2), "KeyError"))
    assert [row.seq for row in await waiting(desk)] == [3]
    counts = await desk.database.read(lambda tx: tx.inbox.counts())
    assert (counts.waiting, counts.quarantined, counts.oldest) == (1, 2, NOW)


async def test_a_failure_is_counted_and_tried_again(desk: Desk) -> None:
    await store(desk, an_update(1))
    for second in (1, 2):
        at = NOW + timedelta(seconds=second)
        await desk.do(lambda tx, at=at: tx.inbox.failed(InboxId(1), "TypeError", at))  # type: ignore[misc]
    [row] = await waiting(desk)
    assert (row.attempts, row.retry_at, row.error) == (2, NOW + timedelta(seconds=2), "TypeError")
    await desk.do(lambda tx: tx.inbox.mark_done(InboxId(1)))
    assert await waiting(desk) == ()


async def test_what_is_handled_cannot_fail_any_more(desk: Desk) -> None:
    """An error that comes after the commit does not bring the update back."""
    await store(desk, an_update(1))
    await desk.do(lambda tx: tx.inbox.mark_done(InboxId(1)))
    await desk.do(lambda tx: tx.inbox.failed(InboxId(1), "late", NOW))
    await desk.do(lambda tx: tx.inbox.quarantine(InboxId(1), "late"))
    assert desk.ask("SELECT state, attempts FROM inbox") == [("done", 0)]


async def test_the_last_number_is_where_telegram_goes_on(desk: Desk) -> None:
    async def last() -> int | None:
        return await desk.database.read(lambda tx: tx.inbox.last_update_id(1))

    assert await last() is None
    await store(desk, an_update(5_000_000), an_update(12), an_update(None), an_update(99, bot_id=2))
    assert await last() == 12


async def test_an_answer_that_still_waits_to_be_handled_is_found(desk: Desk) -> None:
    """SEMANTICS: a deadline that finds an unhandled row of the topic fires nothing."""
    topic = {"chat": ChatId(-100), "thread": ThreadId(5)}
    await store(desk, an_update(1, **topic), an_update(2, **topic, sent_at=NOW + timedelta(minutes=1)))

    async def unhandled(minutes: int, chat: int = -100, thread: int | None = 5) -> bool:
        until = NOW + timedelta(minutes=minutes)
        where = ChatId(chat), None if thread is None else ThreadId(thread)
        return await desk.database.read(lambda tx: tx.inbox.unhandled(*where, until))

    assert await unhandled(0)
    assert not await unhandled(-1)
    assert not await unhandled(9, thread=6)
    assert not await unhandled(9, thread=None)
    assert not await unhandled(9, chat=-101)

    async def unit(tx: Transaction) -> bool:
        return await tx.inbox.unhandled(ChatId(-100), ThreadId(5), NOW)

    assert await desk.database.run(Origin(NOW, inbox=InboxId(1)), unit) is False, "the row at hand does not wait"
    assert await unhandled(1)
