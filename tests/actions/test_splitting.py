"""A second question is split off: its words move, its ticket waits behind the first (R16, LIFECYCLE 32)."""

import pytest

from domain.effects import OpenTopic, PostCard, RelayToTopic, TellCustomer, TellTopic
from domain.errors import AlreadyTaken, NotPossible, Unfit
from domain.ids import TicketId
from domain.ticket import Status
from domain.words import Press
from tests.actions.house import ANNA, BORIS, PETR, House, names, of, text

REPORTS = "И ещё: как настроить отчёты по трафику?"


async def two_questions(house: House, **more: object) -> TicketId:
    """Anna's ticket, answered; the customer goes on with something else."""
    number = await house.files()
    await house.answers(ANNA, number)
    house.clock.advance(minutes=5)
    await house.writes(PETR, REPORTS, **more)
    await house.deliver()
    return number


async def test_the_last_message_becomes_a_ticket(house: House) -> None:
    """R16, R17: number, topic, card; the customer hears its number and its place, and may put it first or back."""
    first = await two_questions(house)
    toast = await house.actions.splitting.split(house.origin(), first, ANNA)
    assert toast is not None
    second = TicketId(2)
    sent = await house.deliver()
    (told,) = of(sent, TellCustomer)
    assert (text(told).name, text(told).args["about"], text(told).args["before"]) == ("ticket-split", REPORTS, 1)
    assert [row[0].press for row in told.buttons] == [Press.FIRST, Press.WITHDRAW]
    assert [type(each) for each in sent if isinstance(each, OpenTopic | PostCard)] == [OpenTopic, PostCard]
    assert names(of(sent, TellTopic)) == ["topic-split"]
    new = await house.ticket(second)
    assert (new.status, new.description, new.cycle) == (Status.QUEUED, REPORTS, None)
    assert (await house.ticket(first)).status is Status.OPEN
    assert house.journal(first)[-1] == "split"
    assert house.journal(second) == ["split_off"]


async def test_its_words_are_the_new_tickets(house: House) -> None:
    """R16: the history of the first has them no more; a reply to them belongs to the second."""
    first = await two_questions(house)
    (message,) = [each for each in await house.look(lambda tx: tx.utterances.of_ticket(first)) if each.text == REPORTS]
    await house.actions.splitting.split(house.origin(), first, ANNA)
    await house.deliver()
    moved = await house.look(lambda tx: tx.utterances.of_ticket(TicketId(2)))
    assert [each.id for each in moved] == [message.id]
    await house.writes(PETR, "За прошлый месяц", reply_to=message.place.message)
    (relay,) = of(await house.deliver(), RelayToTopic)
    assert relay.ticket == 2


async def test_its_clock_starts_with_its_turn(house: House) -> None:
    """R17, C25: four hours from the moment the first is closed."""
    first = await two_questions(house)
    await house.actions.splitting.split(house.origin(), first, ANNA)
    house.clock.advance(hours=5)
    await house.actions.resolution.confirm(house.origin(), first, PETR)
    new = await house.ticket(TicketId(2))
    assert new.status is Status.OPEN
    assert new.cycle is not None
    assert new.cycle.due_at is not None
    assert (new.cycle.due_at - house.clock.now()).total_seconds() == 4 * 3600


async def test_a_reply_names_another_message(house: House) -> None:
    """R16: /split in reply takes that message, whatever was said after it."""
    first = await two_questions(house)
    await house.writes(PETR, "А по первому — перезагрузил, не помогло")
    await house.deliver()
    (asked,) = [each for each in await house.look(lambda tx: tx.utterances.of_ticket(first)) if each.text == REPORTS]
    copy = (await house.look(lambda tx: tx.utterances.twins(asked.id)))[-1].place
    await house.actions.splitting.split(house.origin(), first, ANNA, copy)
    assert (await house.ticket(TicketId(2))).description == REPORTS


async def test_an_album_goes_whole(house: House) -> None:
    """R16: with its attachments; the card counts them."""
    first = await two_questions(house)
    house.clock.advance(minutes=1)
    for n in range(3):
        await house.writes(
            PETR, "Отчёт пустой, вот так" if n == 0 else "", kind="photo", file_id=f"f{n}", album="album-1"
        )
    house.clock.advance(seconds=3)
    await house.deliver()
    await house.actions.splitting.split(house.origin(), first, ANNA)
    (relay,) = of(await house.deliver(), RelayToTopic)
    assert (relay.ticket, len(relay.utterances)) == (2, 3)
    new = await house.ticket(TicketId(2))
    assert (new.description, new.attachments) == ("Отчёт пустой, вот так", 3)


async def test_what_has_no_words_is_given_some(house: House) -> None:
    """R16: a voice alone describes nothing: the engineer says what it is about."""
    first = await two_questions(house)
    house.clock.advance(minutes=1)
    await house.writes(PETR, "", kind="voice", file_id="v")
    with pytest.raises(Unfit) as refused:
        await house.actions.splitting.split(house.origin(), first, ANNA)
    assert refused.value.why == "split_wordless"
    await house.actions.splitting.split(house.origin(), first, ANNA, words="Отчёты по трафику")
    assert (await house.ticket(TicketId(2))).description == "Отчёты по трафику"


async def test_what_cannot_be_split_off(house: House) -> None:
    """32: our own words, a thank-you, nothing at all; by whoever has the ticket; while it is at work."""
    first = await house.files()
    await house.answers(ANNA, first)
    house.clock.advance(minutes=5)
    await house.writes(PETR, "спасибо")
    with pytest.raises(Unfit):
        await house.actions.splitting.split(house.origin(), first, ANNA)
    (line, *_) = await house.look(lambda tx: tx.utterances.of_ticket(first))
    with pytest.raises(Unfit):
        await house.actions.splitting.split(house.origin(), first, ANNA, line.place)
    await house.writes(PETR, REPORTS)
    with pytest.raises(AlreadyTaken):
        await house.actions.splitting.split(house.origin(), first, BORIS)
    await house.settles(ANNA, first)
    with pytest.raises(NotPossible):
        await house.actions.splitting.split(house.origin(), first, ANNA)
    assert house.ask("SELECT count(*) FROM tickets") == [(1,)]
