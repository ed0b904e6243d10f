"""The rest of the desk's memory: drafts, places, engineers, alerts, the journal, facts and policies."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.desk import Engineer, Entry, Group, TicketPlace
from domain.draft import Asking, Draft
from domain.ids import ChatId, EngineerId, MessageId, ThreadId, TicketId, UserId, UtteranceId
from domain.ticket import CloseReason, Status
from storage.errors import Contradiction
from storage.transaction import Transaction
from tests.storage.samples import GROUP, NOW, Desk

SECOND = timedelta(seconds=1)


def a_draft(asking: Asking = Asking.FORM, **facts: object) -> Draft:
    draft = Draft(
        author=UserId(7),
        chat=ChatId(7),
        thread=None,
        asking=asking,
        subject=1,
        rev=3,
        step="email",
        asked_at=NOW + timedelta(milliseconds=250),
        started_at=NOW,
        values={"name": "Анна «\x00»"},
        utterances=(UtteranceId(5), UtteranceId(4)),
        returning=True,
        nudged=True,
        due_at=NOW + timedelta(days=1),
    )
    return replace(draft, **facts)  # type: ignore[arg-type]


# Drafts -------------------------------------------------------------------------------------------------------------


async def test_a_restart_asks_the_same_question_again(desk: Desk) -> None:
    draft = a_draft()
    await desk.do(lambda tx: tx.drafts.put(draft))
    assert await desk.database.read(lambda tx: tx.drafts.get(draft.author, draft.chat, None, Asking.FORM)) == draft


async def test_a_step_replaces_the_one_before(desk: Desk) -> None:
    draft = a_draft()
    forward = replace(draft, rev=4, step="phone", values={"email": "a@example.org"}, utterances=(), due_at=None)
    await desk.do(lambda tx: tx.drafts.put(draft))
    await desk.do(lambda tx: tx.drafts.put(forward))
    assert await desk.database.read(lambda tx: tx.drafts.pending(draft.author, draft.chat, None)) == (forward,)
    await desk.do(lambda tx: tx.drafts.drop(forward))
    assert await desk.database.read(lambda tx: tx.drafts.pending(draft.author, draft.chat, None)) == ()


async def test_of_several_questions_the_one_asked_last_is_meant(desk: Desk) -> None:
    """They are apart by author, chat and topic, too."""
    form, lead = a_draft(asked_at=NOW + SECOND), a_draft(Asking.TO_LEAD, asked_at=NOW + SECOND / 2)
    rating = a_draft(Asking.RATING, asked_at=NOW + 2 * SECOND)
    elsewhere = a_draft(thread=ThreadId(5))
    for draft in (form, lead, rating, elsewhere, a_draft(author=UserId(8))):
        await desk.do(lambda tx, draft=draft: tx.drafts.put(draft))  # type: ignore[misc]
    read = desk.database.read
    assert await read(lambda tx: tx.drafts.pending(UserId(7), ChatId(7), None)) == (rating, form, lead)
    assert await read(lambda tx: tx.drafts.pending(UserId(7), ChatId(7), ThreadId(5))) == (elsewhere,)


async def test_drafts_are_looked_at_when_their_time_has_come(desk: Desk) -> None:
    await desk.do(lambda tx: tx.drafts.put(a_draft(due_at=NOW + SECOND)))
    await desk.do(lambda tx: tx.drafts.put(a_draft(Asking.WHICH, due_at=NOW)))
    await desk.do(lambda tx: tx.drafts.put(a_draft(Asking.RATING, due_at=None)))
    found = await desk.database.read(lambda tx: tx.drafts.due(NOW, 9))
    assert [draft.asking for draft in found] == [Asking.WHICH]
    assert len(await desk.database.read(lambda tx: tx.drafts.due(NOW + SECOND, 1))) == 1


# Places -------------------------------------------------------------------------------------------------------------


async def test_there_is_one_engineers_chat(desk: Desk) -> None:
    assert await desk.database.read(lambda tx: tx.places.group()) is None
    for group in (Group(chat=GROUP, forum=False), Group(chat=ChatId(-5), forum=True), Group(chat=GROUP, forum=True)):
        await desk.do(lambda tx, group=group: tx.places.bind(group))  # type: ignore[misc]
        assert await desk.database.read(lambda tx: tx.places.group()) == group


async def test_a_ticket_has_its_place(desk: Desk) -> None:
    ticket = await desk.ticket()
    place = TicketPlace(ticket=ticket.id, chat=GROUP, thread=ThreadId(5), card=MessageId(6), closed=True)
    for shown in (replace(place, card=None, closed=False), place):
        await desk.do(lambda tx, shown=shown: tx.places.put(shown))  # type: ignore[misc]
        assert await desk.database.read(lambda tx: tx.places.of(ticket.id)) == shown
    read = desk.database.read
    assert await read(lambda tx: tx.places.ticket_in(GROUP, ThreadId(5))) == ticket.id
    assert await read(lambda tx: tx.places.ticket_in(ChatId(-5), ThreadId(5))) is None
    assert await read(lambda tx: tx.places.of(TicketId(99))) is None


async def test_what_is_shown_in_another_chat(desk: Desk) -> None:
    """Live tickets alone: a closed one is brought over when somebody opens it again."""
    here, left = await desk.ticket(7), await desk.ticket(8)
    for ticket, chat in ((here, GROUP), (left, ChatId(-5))):
        place = TicketPlace(ticket=ticket.id, chat=chat, thread=ThreadId(5), card=None)
        await desk.do(lambda tx, place=place: tx.places.put(place))  # type: ignore[misc]
    assert await desk.database.read(lambda tx: tx.places.elsewhere(GROUP)) == (left.id,)
    assert await desk.database.read(lambda tx: tx.places.elsewhere(ChatId(-5))) == (here.id,)
    closed = replace(left, status=Status.CLOSED, close_reason=CloseReason.WITHDRAWN, closed_at=left.received_at)
    await desk.do(lambda tx: tx.tickets.save(closed))
    assert await desk.database.read(lambda tx: tx.places.elsewhere(GROUP)) == ()


async def test_two_tickets_cannot_share_a_topic(desk: Desk) -> None:
    for user in (7, 8):
        ticket = await desk.ticket(user)
        place = TicketPlace(ticket=ticket.id, chat=GROUP, thread=ThreadId(5), card=None)
        if user == 7:
            await desk.do(lambda tx, place=place: tx.places.put(place))  # type: ignore[misc]
    with pytest.raises(Contradiction):
        await desk.do(lambda tx: tx.places.put(place))


async def test_an_upgraded_group_goes_on_under_its_new_id(desk: Desk) -> None:
    """C55: its message ids are void, so cards are to be made again. Told twice, it is followed once."""
    ticket, new = await desk.ticket(), ChatId(-100999)
    await desk.do(lambda tx: tx.places.bind(Group(chat=ChatId(-5), forum=False)))
    old = TicketPlace(ticket=ticket.id, chat=ChatId(-5), thread=None, card=MessageId(6))
    await desk.do(lambda tx: tx.places.put(old))
    await desk.do(lambda tx: tx.places.migrated(ChatId(-5), new))
    moved = replace(old, chat=new, card=None)
    assert await desk.database.read(lambda tx: tx.places.group()) == Group(chat=new, forum=False)
    assert await desk.database.read(lambda tx: tx.places.of(ticket.id)) == moved
    shown = replace(moved, card=MessageId(1))
    await desk.do(lambda tx: tx.places.put(shown))
    await desk.do(lambda tx: tx.places.migrated(ChatId(-5), new))
    await desk.do(lambda tx: tx.places.migrated(new, new))
    assert await desk.database.read(lambda tx: tx.places.group()) == Group(chat=new, forum=False)
    assert await desk.database.read(lambda tx: tx.places.of(ticket.id)) == shown
    assert desk.ask("SELECT chat_id, migrated_to FROM chats ORDER BY kind") == [(new, None), (-5, new)]


async def test_another_groups_upgrade_is_not_ours(desk: Desk) -> None:
    await desk.do(lambda tx: tx.places.bind(Group(chat=GROUP, forum=True)))
    await desk.do(lambda tx: tx.places.migrated(ChatId(-5), ChatId(-6)))
    assert await desk.database.read(lambda tx: tx.places.group()) == Group(chat=GROUP, forum=True)


# People, alerts, the journal ----------------------------------------------------------------------------------------


async def test_the_roster(desk: Desk) -> None:
    vera = Engineer(id=EngineerId(2**40), name="Вера", member=True, language="ru")
    gone = Engineer(id=EngineerId(5), name="Глеб", member=False)
    for engineer in (replace(gone, member=True), vera, gone):
        await desk.do(lambda tx, engineer=engineer: tx.engineers.put(engineer))  # type: ignore[misc]
    assert await desk.database.read(lambda tx: tx.engineers.present()) == (vera,)
    assert await desk.database.read(lambda tx: tx.engineers.get(gone.id)) == gone
    assert await desk.database.read(lambda tx: tx.engineers.get(EngineerId(1))) is None


async def test_an_alert_is_settled_by_the_first_to_act(desk: Desk) -> None:
    """C62: two leads tap "mine" at once; one wins."""
    ticket = await desk.ticket()
    alert = await desk.do(lambda tx: tx.alerts.raise_(ticket.id, "answer", NOW))
    [raised] = await desk.database.read(lambda tx: tx.alerts.open_of(ticket.id))
    assert (raised.id, raised.kind, raised.raised_at, raised.settled_by) == (alert, "answer", NOW, None)
    settled = [await desk.do(lambda tx, lead=lead: tx.alerts.settle(alert, lead, NOW)) for lead in (3, None)]  # type: ignore[misc]
    assert settled == [True, False]
    assert await desk.database.read(lambda tx: tx.alerts.open_of(ticket.id)) == ()
    assert desk.ask("SELECT settled_by FROM alerts") == [(3,)]


async def test_the_journal_is_append_only(desk: Desk) -> None:
    """LIFECYCLE, invariant 6: a line is neither changed nor taken out, by no query of ours and by nobody else's."""
    ticket = await desk.ticket()
    first = Entry(ticket=ticket.id, at=NOW, event="registered", by="customer", now="open", why="form")
    second = Entry(ticket=ticket.id, at=NOW + SECOND, event="claimed", by="engineer:42", was="open", now="open")
    for entry in (first, second):
        await desk.do(lambda tx, entry=entry: tx.journal.write(entry))  # type: ignore[misc]
    for forgery in ("UPDATE journal SET why = 'x'", "DELETE FROM journal"):

        async def forge(_: Transaction, forgery: str = forgery) -> None:
            await desk.database._writer._session.rows(forgery)

        with pytest.raises(Contradiction, match="append-only"):
            await desk.do(forge)
    assert await desk.database.read(lambda tx: tx.journal.of(ticket.id)) == (first, second)


async def test_facts_and_policies(desk: Desk) -> None:
    """A policy's text is that of the day it was first seen; a fact is what was said last."""
    for value in ("1", "2"):
        await desk.do(lambda tx, value=value: tx.facts.put("heartbeat", value))  # type: ignore[misc]
        await desk.do(lambda tx, value=value: tx.policies.remember("v1", value, NOW))  # type: ignore[misc]
    assert await desk.database.read(lambda tx: tx.facts.get("heartbeat")) == "2"
    assert await desk.database.read(lambda tx: tx.facts.get("unknown")) is None
    assert await desk.database.read(lambda tx: tx.policies.text("v1")) == "1"
    assert await desk.database.read(lambda tx: tx.policies.text("v2")) is None
