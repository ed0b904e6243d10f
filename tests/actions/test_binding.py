"""The group is followed when topics are switched on or off in it while the bot works."""

from domain.delivery import Obstacle
from domain.desk import Group
from domain.effects import OpenTopic, TellLead
from domain.ids import ChatId, UserId
from domain.words import Token
from tests.actions.house import GROUP, House, of, text


async def group(house: House) -> Group | None:
    return await house.look(lambda tx: tx.places.group())


async def test_topics_are_switched_off_and_on(house: House) -> None:
    """The leads hear once that topics are gone; new tickets have them again as soon as the group has."""
    for _ in range(2):
        await house.actions.binding.looks(Group(chat=GROUP, forum=False))
    assert await group(house) == Group(chat=GROUP, forum=False)
    told = of(await house.deliver(), TellLead)
    assert len(told) == len(house.desk.leads)
    assert text(told[0]).args["obstacle"] == Token(Obstacle.NOT_A_FORUM)
    await house.actions.binding.looks(Group(chat=GROUP, forum=True))
    assert await group(house) == Group(chat=GROUP, forum=True)
    await house.registers(UserId(70))
    assert len(of(await house.deliver(), OpenTopic)) == 1


async def test_what_another_group_is_like_is_nobodys_business(house: House) -> None:
    await house.actions.binding.looks(Group(chat=ChatId(-5), forum=False))
    assert await group(house) == Group(chat=GROUP, forum=True)
