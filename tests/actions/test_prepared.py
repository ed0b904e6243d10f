"""Prepared requests at work: sent with a tap as the engineer's own words, or edited first (R12, R18, R19)."""

from dataclasses import replace

import pytest

from domain.effects import DeleteTagged, RefreshCard, RelayToCustomer, TellEngineer, TellTopic
from domain.errors import AlreadyDone, AlreadyTaken, NotPossible, NotYours, Unfit
from domain.ids import EngineerId, TicketId, UtteranceId
from domain.intake import Usage
from domain.said import Side, Standing
from domain.ticket import Status, VersionMark
from domain.words import Press
from tests.actions.house import ANNA, BORIS, PETR, House, names, of, text

SCREEN = "screenshot"


async def taken(house: House, *, version: str | None = "7.9.4 сборка 138") -> TicketId:
    """Anna's ticket; without a version, nobody knows it."""
    number = await house.files()
    await house.claims(ANNA, number)
    mark = VersionMark.EXACT if version else VersionMark.UNKNOWN
    ticket = replace(await house.ticket(number), version=version, version_mark=mark)
    await house.do(lambda tx: tx.tickets.save(ticket))
    return number


async def test_one_tap_sends_it_as_the_engineers_own_words(house: House) -> None:
    """R12, R18: an answer like any other: accepted, it stops the clock; the topic shows it; the history keeps it."""
    number = await taken(house)
    toast = await house.actions.prepared.ask(house.origin(), number, ANNA, SCREEN)
    assert toast is not None
    assert toast.name == "toast-asked-customer"
    assert (await house.ticket(number)).awaits_first_answer
    sent = await house.deliver()
    assert len(of(sent, RelayToCustomer)) == 1
    (shown,) = of(sent, TellTopic)
    assert text(shown).name == "topic-asked"
    assert next(each.menu for each in of(sent, RefreshCard)) == ""
    ticket = await house.ticket(number)
    assert (ticket.status, ticket.awaits_first_answer) == (Status.WAITING, False)
    (said,) = await house.look(lambda tx: tx.utterances.of_ticket(number))
    assert (said.side, said.engineer_id, said.standing, said.placed) == (Side.ENGINEER, ANNA, Standing.PUBLIC, False)
    assert "снимок экрана" in said.text
    assert house.journal(number)[-2:] == ["asked", "answered"]


async def test_both_copies_are_known(house: House) -> None:
    """A reply to the customer's copy is a reply to the topic's, and the other way round."""
    number = await taken(house)
    await house.actions.prepared.ask(house.origin(), number, ANNA, SCREEN)
    await house.deliver()
    (said,) = await house.look(lambda tx: tx.utterances.of_ticket(number))
    twins = await house.look(lambda tx: tx.utterances.twins(said.id))
    assert sorted(int(each.place.chat) for each in twins) == [-1001, int(PETR)]


async def test_a_second_tap_sends_nothing(house: House) -> None:
    """The menu is still there for a moment; later the same may be asked again."""
    number = await taken(house)
    await house.actions.prepared.ask(house.origin(), number, ANNA, SCREEN)
    with pytest.raises(AlreadyDone):
        await house.actions.prepared.ask(house.origin(), number, ANNA, SCREEN)
    await house.actions.prepared.ask(house.origin(), number, ANNA, "ssh")
    house.clock.advance(minutes=2)
    await house.actions.prepared.ask(house.origin(), number, ANNA, SCREEN)
    assert len(of(await house.deliver(), RelayToCustomer)) == 3


async def test_it_waits_for_whoever_does_not_have_the_ticket(house: House) -> None:
    """C56: under [Take and send]; sent then, and shown; nobody else sends it."""
    number = await house.files()
    toast = await house.actions.prepared.ask(house.origin(), number, BORIS, SCREEN)
    assert toast is not None
    assert toast.name == "toast-asked-waits"
    sent = await house.deliver()
    assert not of(sent, RelayToCustomer)
    assert names(of(sent, TellTopic)) == ["prompt-unclaimed"]
    await house.actions.answering.send_held(house.origin(), number, BORIS, BORIS, take=True)
    sent = await house.deliver()
    assert len(of(sent, RelayToCustomer)) == 1
    assert names(of(sent, TellTopic)) == ["topic-asked"]
    assert (await house.ticket(number)).engineer_id == BORIS


async def test_kept_as_a_note_it_goes_to_nobody(house: House) -> None:
    """C56: [Note] under what somebody without the ticket tapped."""
    number = await taken(house)
    await house.actions.prepared.ask(house.origin(), number, BORIS, SCREEN)
    await house.deliver()
    await house.actions.answering.keep_held(house.origin(), number, BORIS, BORIS)
    assert not of(await house.deliver(), RelayToCustomer)


async def test_edited_first_it_comes_to_the_engineer_alone(house: House) -> None:
    """R12: editable before sending: the text in private, the line in the topic; nothing has gone out so far."""
    number = await taken(house)
    await house.actions.prepared.edit(house.origin(), number, ANNA, SCREEN)
    sent = await house.deliver()
    (told,) = of(sent, TellEngineer)
    assert (told.engineer, text(told).name) == (ANNA, "ask-edit")
    assert not of(sent, RelayToCustomer)
    assert (await house.ticket(number)).awaits_first_answer


async def test_who_may_not_ask(house: House) -> None:
    """Engineers only, what the policy has only, and not before the lead has decided (28b)."""
    number = await taken(house)
    with pytest.raises(NotYours):
        await house.actions.prepared.ask(house.origin(), number, EngineerId(666), SCREEN)
    with pytest.raises(Unfit):
        await house.actions.prepared.ask(house.origin(), number, ANNA, "logs-pbx")
    gated = await house.files(PETR, Usage.NONE, "ООО «Другая»")
    with pytest.raises(NotPossible):
        await house.actions.prepared.ask(house.origin(), gated, ANNA, SCREEN)


# The version


async def test_the_version_is_written_down_with_one_tap(house: House) -> None:
    """R11, C60: the customer names it among other words; one tap, the card is redrawn, the journal says so."""
    number = await taken(house, version=None)
    await house.answers(ANNA, number)
    said = await house.writes(PETR, "Загрузился, спасибо! Версия 7.9.4 сборка 138")
    (offer,) = of(await house.deliver(), TellTopic)
    (button,) = offer.buttons[0]
    assert (text(offer).name, button.press) == ("topic-version", Press.VERSION)
    utterance = UtteranceId(int(button.arg))
    with pytest.raises(AlreadyTaken):
        await house.actions.versions.note(house.origin(), number, BORIS, utterance)
    await house.actions.versions.note(house.origin(), number, ANNA, utterance)
    sent = await house.deliver()
    assert len(of(sent, DeleteTagged)) == 1
    assert len(of(sent, RefreshCard)) == 1
    ticket = await house.ticket(number)
    assert (ticket.version, ticket.version_mark) == ("7.9.4 сборка 138", VersionMark.EXACT)
    assert house.journal(number)[-1] == "version_noted"
    assert said.text.startswith("Загрузился")
    with pytest.raises(AlreadyDone):
        await house.actions.versions.note(house.origin(), number, ANNA, utterance)


async def test_a_version_that_is_known_is_offered_only_if_it_was_asked_for(house: House) -> None:
    """R11: a number in passing is no news; an answer to our question is."""
    number = await taken(house)
    await house.answers(ANNA, number)
    await house.writes(PETR, "На старой 7.1.0 сборка 2 такого не было")
    assert "topic-version" not in names(await house.deliver())
    await house.actions.prepared.ask(house.origin(), number, ANNA, "version")
    await house.deliver()
    await house.writes(PETR, "7.10.1 сборка 12")
    assert "topic-version" in names(await house.deliver())


async def test_only_the_customers_own_words_make_a_version(house: House) -> None:
    """A forged button that names another line does nothing."""
    number = await taken(house, version=None)
    await house.says(ANNA, number, "У вас 7.9.4 сборка 138?")
    await house.deliver()
    (said,) = await house.look(lambda tx: tx.utterances.of_ticket(number))
    with pytest.raises(AlreadyDone):
        await house.actions.versions.note(house.origin(), number, ANNA, said.id)
