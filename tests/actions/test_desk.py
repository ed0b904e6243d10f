"""The desk itself: its group, its roster, its clock, and lines to its leads."""

from datetime import timedelta

import pytest

from actions.lookups import Asked
from actions.notices import Notices
from domain.desk import Group
from domain.effects import TellGroup, TellLead
from domain.errors import AlreadyDone, NotYours
from domain.ids import ChatId, MessageId
from domain.words import Press, Text
from tests.actions.house import GROUP, LEAD, PETR, STAFF, House, names, of

OTHER = ChatId(-1009)


async def group(house: House) -> Group | None:
    return await house.look(lambda tx: tx.places.group())


async def test_a_lead_binds_the_group(house: House) -> None:
    """`/bind`: told in that very group; nobody else may."""
    plain = Group(chat=OTHER, forum=False)
    await house.actions.binding.asked(
        house.origin(), plain, Asked(PETR, OTHER, None, MessageId(1)), Text("group-bound-plain")
    )
    assert names(of(await house.deliver(), TellGroup)) == ["group-bind-lead"]
    assert await group(house) == Group(chat=GROUP, forum=True)
    await house.actions.binding.asked(
        house.origin(), plain, Asked(LEAD, OTHER, None, MessageId(1)), Text("group-bound-plain")
    )
    assert await group(house) == plain
    assert [each.chat for each in of(await house.deliver(), TellGroup)] == [OTHER]


async def test_the_settings_are_followed_when_they_change(house: House) -> None:
    """The stored id wins while they say the same, so that an upgraded group or a `/bind` is not undone."""
    follow = house.actions.binding.follow
    assert await follow(OTHER) == Group(chat=OTHER, forum=True)
    await house.actions.binding.moved(house.origin(), OTHER, ChatId(-1010))
    assert await follow(OTHER) == Group(chat=ChatId(-1010), forum=True)
    await house.actions.binding.take(house.origin(), Group(chat=GROUP, forum=True))
    assert await follow(OTHER) == await follow(None) == Group(chat=GROUP, forum=True)
    await house.actions.binding.found(Group(chat=GROUP, forum=False))
    assert await group(house) == Group(chat=GROUP, forum=False)


async def test_another_groups_upgrade_is_none_of_ours(house: House) -> None:
    """C55: only the engineers' own."""
    await house.actions.binding.moved(house.origin(), OTHER, ChatId(-1010))
    assert await group(house) == Group(chat=GROUP, forum=True)


async def test_the_roster(house: House) -> None:
    present = await house.actions.membership.present()
    assert sorted(each.id for each in present) == sorted(STAFF)
    assert await house.actions.membership.group() == Group(chat=GROUP, forum=True)


async def test_a_clock_that_jumped_waits_for_a_lead(house: House) -> None:
    """SEMANTICS, Alerts: every lead is asked; one of them, or the API server's clock, says that it is right."""
    clockwork = house.actions.clockwork
    assert not await clockwork.held()
    await clockwork.hold(90, house.clock.now())
    asked = of(await house.deliver(), TellLead)
    assert names(asked) == ["lead-clock-jumped"] * 2
    assert asked[0].buttons[0][0].press is Press.CLOCK
    assert await clockwork.held()
    with pytest.raises(NotYours):
        await clockwork.vouch(house.origin(), PETR)
    await clockwork.vouch(house.origin(), LEAD)
    assert not await clockwork.held()
    with pytest.raises(AlreadyDone):
        await clockwork.vouch(house.origin(), LEAD)
    await clockwork.hold(90, house.clock.now())
    await clockwork.release(house.clock.now())
    assert not await clockwork.held()


async def test_leads_get_one_line_and_no_storm(house: House) -> None:
    """Once an hour for each kind of thing."""
    notices = Notices(house.desk)
    for minutes in (0, 59, 1):
        house.clock.advance(minutes=minutes)
        await notices.lead_line("quarantine", Text("lead-quarantine"), house.clock.now())
    await notices.lead_line("rival", Text("lead-rival"), house.clock.now(), timedelta(days=1))
    assert names(of(await house.deliver(), TellLead)) == ["lead-quarantine"] * 4 + ["lead-rival"] * 2
