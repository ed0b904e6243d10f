"""Timers: exactly those that a ticket needs, each fired once, found without looking through the tickets."""

from datetime import timedelta

from domain.clocks import Clock
from domain.desk import DueTimer, Origin
from domain.ids import TimerId
from storage.transaction import Transaction
from tests.storage.samples import NOW, Desk, a_timer

MINUTE = timedelta(minutes=1)


async def due(desk: Desk, minutes: int = 60, limit: int = 100) -> tuple[DueTimer, ...]:
    return await desk.database.read(lambda tx: tx.timers.due(NOW + minutes * MINUTE, limit))


async def test_a_timer_is_due_at_its_second(desk: Desk) -> None:
    ticket = await desk.ticket()
    await desk.armed(ticket.id, "warn1", "due")
    assert [timer.step for timer in await due(desk, 0)] == ["warn1"]
    assert await due(desk, 1) == (
        DueTimer(id=TimerId(1), ticket=ticket.id, clock=Clock.ANSWER, cycle=1, step="warn1", epoch=1, fire_at=NOW),
        DueTimer(
            id=TimerId(2), ticket=ticket.id, clock=Clock.ANSWER, cycle=1, step="due", epoch=1, fire_at=NOW + MINUTE
        ),
    )
    assert await desk.database.read(lambda tx: tx.timers.due(NOW - timedelta(microseconds=1), 9)) == ()


async def test_a_moved_deadline_leaves_no_old_timer(desk: Desk) -> None:
    """C19: the new epoch's timers replace the old one's."""
    ticket = await desk.ticket()
    await desk.armed(ticket.id, "warn1", "due")
    old = [a_timer("warn1"), a_timer("due", NOW + MINUTE)]
    new = [a_timer("due", NOW + 5 * MINUTE, epoch=2)]
    await desk.do(lambda tx: tx.timers.rearm(ticket.id, old, new))
    assert [(timer.step, timer.epoch) for timer in await due(desk)] == [("due", 2)]


async def test_what_has_fired_neither_goes_nor_comes_again(desk: Desk) -> None:
    """A breach is decided once, even if the same deadline is armed anew."""
    ticket = await desk.ticket()
    await desk.armed(ticket.id, "due")
    await desk.do(lambda tx: tx.timers.fired([TimerId(1)], NOW))
    await desk.do(lambda tx: tx.timers.rearm(ticket.id, [a_timer("due")], []))
    await desk.do(lambda tx: tx.timers.rearm(ticket.id, [], [a_timer("due")]))
    assert await due(desk) == ()
    assert desk.ask("SELECT id, fired_at IS NOT NULL FROM timers") == [(1, 1)]


async def test_arming_twice_is_arming_once(desk: Desk) -> None:
    ticket = await desk.ticket()
    await desk.armed(ticket.id, "due")
    await desk.armed(ticket.id, "due")
    assert len(await due(desk)) == 1


async def test_a_timer_asks_again_later(desk: Desk) -> None:
    """SEMANTICS: with an answer pending nothing fires, and the timer is asked again."""
    ticket = await desk.ticket()
    await desk.armed(ticket.id, "due")

    async def unit(tx: Transaction) -> None:
        await tx.timers.postpone(TimerId(1), NOW + 10 * MINUTE)

    await desk.database.run(Origin(NOW, timer=TimerId(1)), unit)
    assert await due(desk, 9) == ()
    assert [timer.fire_at for timer in await due(desk, 10)] == [NOW + 10 * MINUTE]


async def test_a_ticket_that_is_due_comes_with_all_that_is_due_of_it(desk: Desk) -> None:
    """After an outage only the highest step counts, so no limit may part a ticket's steps."""
    first, second = await desk.ticket(1), await desk.ticket(2)
    await desk.armed(second.id, "warn1", "warn2", "due", at=NOW)
    await desk.armed(first.id, "due", at=NOW + MINUTE)
    assert [(timer.ticket, timer.step) for timer in await due(desk, limit=1)] == [
        (second.id, "warn1"),
        (second.id, "warn2"),
        (second.id, "due"),
    ]
    everything = [(timer.ticket, timer.step) for timer in await due(desk)]
    assert everything == [(first.id, "due"), (second.id, "warn1"), (second.id, "warn2"), (second.id, "due")]
