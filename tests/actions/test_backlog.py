"""More tickets at once than the group may be told of: one line says how many wait and until when."""

from datetime import timedelta

from actions.backlog import AFTER, MANY, Backlog
from domain.effects import DeleteTagged, EditTagged, TellGroup
from domain.ids import UserId
from domain.words import Moment
from tests.actions.house import House, of, text

LINES = (TellGroup, EditTagged, DeleteTagged)


async def crowd(house: House, people: int, first: int = 100) -> None:
    for n in range(people):
        await house.registers(UserId(first + n))


async def test_a_crowd_is_announced_once_and_followed_seldom(house: House) -> None:
    """The line, its redraws at most every two minutes, and it goes when everybody has a topic."""
    backlog = Backlog(house.desk, 20)
    await crowd(house, 60)
    await backlog.look()
    assert await house.deliver(*LINES) == []  # a moment may be enough
    at = house.clock.advance(seconds=AFTER.total_seconds())
    await backlog.look()
    (line,) = of(await house.deliver(*LINES), TellGroup)
    assert text(line).name == "group-backlog"
    assert text(line).args == {"count": 60, "last": Moment(at + timedelta(minutes=6))}  # 120 writes, 20 a minute
    house.clock.advance(seconds=30)
    await backlog.look()
    assert await house.deliver(*LINES) == []
    house.clock.advance(minutes=2)
    await backlog.look()
    (redraw,) = of(await house.deliver(*LINES), EditTagged)
    assert (redraw.lane, redraw.tag) == ("group", line.tag)
    await house.deliver()
    await backlog.look()
    assert len(of(await house.deliver(), DeleteTagged)) == 1
    await backlog.look()
    assert await house.deliver() == []


async def test_a_few_are_no_crowd(house: House) -> None:
    await crowd(house, MANY - 1)
    house.clock.advance(minutes=5)
    await Backlog(house.desk, 20).look()
    assert await house.deliver(TellGroup) == []
