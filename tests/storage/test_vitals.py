"""The desk seen from outside: what is alive is counted, on either engine."""

from datetime import timedelta

from domain.ticket import Status
from storage.transaction import Transaction
from storage.vitals import Queue
from tests.storage.samples import NOW, Desk, a_cycle, a_letter


async def test_live_tickets_are_counted_by_status(desk: Desk) -> None:
    await desk.ticket(1, "A", status=Status.OPEN, cycle=a_cycle())
    await desk.ticket(2, "B", status=Status.OPEN, cycle=a_cycle(due=timedelta(hours=2)))
    await desk.ticket(3, "C")

    async def look(tx: Transaction) -> tuple[dict[Status, int], int, int, int]:
        due = [await tx.vitals.due_until(NOW + timedelta(hours=hours)) for hours in (0, 2, 4)]
        return await tx.vitals.live(), due[0], due[1], due[2]

    assert await desk.database.read(look) == ({Status.OPEN: 2, Status.QUEUED: 1}, 0, 1, 2)


async def test_what_is_unsent_is_counted_by_the_kind_of_its_lane(desk: Desk) -> None:
    assert await desk.database.read(lambda tx: tx.vitals.queues()) == {}
    assert await desk.database.read(lambda tx: tx.vitals.longest_due()) is None
    later = NOW + timedelta(minutes=1)
    await desk.post(a_letter("b", "customer:8"), a_letter("c", "mark:7:1"), now=later)
    await desk.post(a_letter("a"))
    assert await desk.database.read(lambda tx: tx.vitals.queues()) == {
        "customer": Queue(2, NOW),
        "mark": Queue(1, later),
    }
    assert await desk.database.read(lambda tx: tx.vitals.longest_due()) == NOW
