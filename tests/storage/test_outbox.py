"""Letters: each lane strictly in order, what is urgent first, nothing lost, nothing merged that is on its way."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.desk import Group, Origin
from domain.effects import AlertDigest, Effect, OpenTopic, RefreshCard, RelayToTopic, SendEmail, TellTopic
from domain.ids import ChatId, LetterId, MessageId, TicketId, UserId, UtteranceId
from domain.letters import Envelope, Letter, Urgency, address
from domain.said import Place
from domain.words import Text
from storage.outbox import Waiting, Write
from storage.transaction import Transaction
from tests.storage.samples import GROUP, NOW, Desk, a_letter

SECOND = timedelta(seconds=1)


def addressed(effect: Effect, **facts: Any) -> tuple[Effect, Envelope]:
    return effect, replace(address(effect), **facts)


async def tags(desk: Desk, now: datetime = NOW, limit: int = 100) -> list[str]:
    return [letter.tag for letter in await desk.heads(now, limit)]


async def take(desk: Desk, *letters: int) -> tuple[Letter, ...]:
    taken: tuple[Letter, ...] = await desk.do(lambda tx: tx.outbox.take([LetterId(n) for n in letters]))
    return taken


async def sent(desk: Desk, letter: int, place: Place | None = None, writes: int = 1, at: datetime = NOW) -> None:
    async def unit(tx: Transaction) -> None:
        await tx.outbox.sent(LetterId(letter), place, writes, at)

    await desk.database.run(Origin(at, letter=LetterId(letter)), unit)


async def test_a_letter_comes_back_as_it_was_posted(desk: Desk) -> None:
    ticket = await desk.ticket()
    effect = TellTopic(ticket=ticket.id, words=Text("hello"), tag="x")
    facts = {"customer": ticket.customer_id, "answers_at": NOW - SECOND, "pause": timedelta(milliseconds=1500)}
    await desk.post(addressed(effect, **facts))
    due = NOW + timedelta(milliseconds=1500)
    [letter] = await desk.heads(due)
    assert letter == Letter(
        id=LetterId(1),
        lane=f"topic:{ticket.id}",
        urgency=Urgency.TOPIC,
        effect=effect,
        ticket=ticket.id,
        created_at=NOW,
        not_before=due,
        answers_at=NOW - SECOND,
        tag="x",
    )
    assert desk.ask("SELECT customer_id, channel, target FROM outbox") == [(ticket.customer_id, "telegram", "group")]


# Order --------------------------------------------------------------------------------------------------------------


async def test_a_lane_is_sent_in_order(desk: Desk) -> None:
    """The next letter shows only when the one before has its outcome."""
    await desk.post(a_letter("a"), a_letter("b"), a_letter("c"), a_letter("other", lane="customer:8"))
    assert await tags(desk) == ["a", "other"]
    await take(desk, 1)
    assert await tags(desk) == ["other"], "on its way, it still holds its lane"
    await sent(desk, 1)
    assert await tags(desk) == ["b", "other"]
    await desk.do(lambda tx: tx.outbox.give_up(LetterId(2), "blocked"))
    assert await tags(desk) == ["c", "other"]


async def test_a_lane_waits_for_its_first_letter(desk: Desk) -> None:
    """A letter never overtakes the one it needs, even if that one must wait."""
    await desk.post(a_letter("a", pause=10 * SECOND), a_letter("b"))
    assert await tags(desk) == []
    assert await desk.database.read(lambda tx: tx.outbox.next_time(NOW)) == NOW + 10 * SECOND
    assert await tags(desk, NOW + 10 * SECOND) == ["a"]
    assert await desk.database.read(lambda tx: tx.outbox.next_time(NOW + 10 * SECOND)) is None


async def test_what_is_urgent_overtakes_and_nothing_starves(desk: Desk) -> None:
    """A point of urgency weighs a minute of waiting."""
    redraw = replace(address(RefreshCard(ticket=TicketId(1))), ticket=None, merge_key="", tag="old redraw")
    await desk.post((RefreshCard(ticket=TicketId(1)), redraw))
    later = NOW + timedelta(minutes=29)
    await desk.post(a_letter("alarm", "lead:3", urgency=Urgency.ALARM), a_letter("answer"), now=later)
    assert await tags(desk, later) == ["alarm", "answer", "old redraw"]
    much_later = NOW + timedelta(minutes=41)
    await desk.post(a_letter("new alarm", "lead:4", urgency=Urgency.ALARM), now=much_later)
    assert await tags(desk, much_later) == ["alarm", "answer", "old redraw", "new alarm"]


async def test_what_waits_for_one_chat_hides_nobody_elses_letters(desk: Desk) -> None:
    """A group whose budget is spent may have any number of letters; a customer's comes up all the same."""
    urgent = {"urgency": Urgency.ALARM}
    await desk.post(
        *(a_letter(f"topic {n}", f"topic:{n}", **urgent) for n in range(20)),
        *(a_letter(f"mark {n}", f"mark:1:{n}", **urgent) for n in range(20)),
        a_letter("customer", "customer:7"),
        a_letter("mail", "mail", urgency=Urgency.MAIL),
    )
    found = await tags(desk, limit=2)
    assert found == ["topic 0", "topic 1", "mark 0", "mark 1", "customer", "mail"]


async def test_e_mails_do_not_wait_for_one_another(desk: Desk) -> None:
    """A slow mailbox holds nobody else's letter."""
    mail = [
        addressed(SendEmail(ticket=None, to=f"{n}@example.org", language="ru", subject=Text("s"), body=Text("b")))
        for n in range(3)
    ]
    await desk.post(*mail)
    assert [letter.id for letter in await desk.heads()] == [1, 2, 3]
    await desk.do(lambda tx: tx.outbox.retry(LetterId(1), NOW + 60 * SECOND, "greylisted"))
    await desk.do(lambda tx: tx.outbox.give_up(LetterId(2), "refused"))
    assert [letter.id for letter in await desk.heads()] == [3]
    assert desk.ask("SELECT DISTINCT channel, target FROM outbox") == [("smtp", "mail")]


async def test_a_letter_posted_ahead_goes_right_before_the_one_that_needs_it(desk: Desk) -> None:
    """A topic that was deleted by hand is made again, with its card, before what waits for it (C55)."""
    ticket = await desk.ticket()
    lane = f"topic:{ticket.id}"
    await desk.post(a_letter("relay", lane), a_letter("next", lane))
    await take(desk, 1)

    async def refused(tx: Transaction) -> None:
        for name in ("topic", "card"):
            effect, envelope = a_letter(name, "anywhere")
            await tx.outbox.post_ahead(LetterId(1), effect, envelope, NOW)

    await desk.do(refused)
    went = []
    for _ in range(4):
        [letter] = await desk.heads()
        went.append((letter.tag, letter.lane))
        await sent(desk, letter.id)
    assert went == [("topic", lane), ("card", lane), ("relay", lane), ("next", lane)]


async def test_ahead_of_what_is_itself_ahead(desk: Desk) -> None:
    await desk.post(a_letter("a"), a_letter("c"))
    for before, name in ((2, "b"), (3, "b0"), (1, "a0")):
        effect, envelope = a_letter(name)
        await desk.do(lambda tx, b=before, e=effect, v=envelope: tx.outbox.post_ahead(LetterId(b), e, v, NOW))  # type: ignore[misc]
    await desk.post(a_letter("d"))
    went = []
    while heads := await desk.heads():
        went.append(heads[0].tag)
        await sent(desk, heads[0].id)
    assert went == ["a0", "a", "b0", "b", "c", "d"]


# Outcomes -----------------------------------------------------------------------------------------------------------


async def test_a_letter_that_is_taken_is_taken_once(desk: Desk) -> None:
    await desk.post(a_letter("a"), a_letter("b", "customer:8"), a_letter("c"))
    assert [letter.tag for letter in await take(desk, 2, 1, 3)] == ["b", "a"], "only heads, in the order asked for"
    assert await take(desk, 1, 2) == ()


async def test_a_retried_letter_keeps_its_place(desk: Desk) -> None:
    await desk.post(a_letter("a"), a_letter("b"))
    await take(desk, 1)
    await desk.do(lambda tx: tx.outbox.retry(LetterId(1), NOW + 30 * SECOND, "429"))
    assert await tags(desk) == []
    [letter] = await desk.heads(NOW + 30 * SECOND)
    assert (letter.tag, letter.attempts, letter.not_before) == ("a", 1, NOW + 30 * SECOND)


async def test_what_was_on_its_way_at_a_crash_goes_out_again(desk: Desk) -> None:
    """Nothing is lost: what may have been sent is sent once more, and counted."""
    await desk.post(a_letter("a"), a_letter("b"), a_letter("c", "customer:8"))
    await take(desk, 1, 3)
    await sent(desk, 3)
    assert await desk.do(lambda tx: tx.outbox.recover(NOW)) == 1
    assert await tags(desk) == ["a"]
    assert await desk.do(lambda tx: tx.outbox.recover(NOW)) == 0


async def test_an_outcome_is_final(desk: Desk) -> None:
    """What was sent is not brought back by a word that comes late."""
    await desk.post(a_letter("a"))
    await sent(desk, 1)
    await desk.do(lambda tx: tx.outbox.retry(LetterId(1), NOW, "late"))
    await desk.do(lambda tx: tx.outbox.give_up(LetterId(1), "late"))
    assert await tags(desk) == []
    assert desk.ask("SELECT state FROM outbox") == [("sent",)]


# Merging ------------------------------------------------------------------------------------------------------------


async def test_a_newer_redraw_replaces_one_that_waits(desk: Desk) -> None:
    """It stands where the older one stood; the sooner time stays."""
    ticket = await desk.ticket()
    lazy, prompt = RefreshCard(ticket=ticket.id, lazily=True), RefreshCard(ticket=ticket.id)
    await desk.post(addressed(lazy))
    assert await desk.heads() == ()
    await desk.post(addressed(prompt), addressed(lazy))
    [letter] = await desk.heads()
    assert (letter.id, letter.effect) == (1, lazy)
    assert desk.ask("SELECT count(*) FROM outbox") == [(1,)]


async def test_a_redraw_on_its_way_is_not_replaced(desk: Desk) -> None:
    """It was composed already: what changed since is drawn by another one."""
    ticket = await desk.ticket()
    redraw = addressed(RefreshCard(ticket=ticket.id))
    await desk.post(redraw)
    await take(desk, 1)
    await desk.post(redraw)
    await sent(desk, 1)
    assert [letter.id for letter in await desk.heads()] == [2]


async def test_a_redraw_that_comes_back_makes_room_for_the_newer_one(desk: Desk) -> None:
    """Both wait then; neither is lost."""
    ticket = await desk.ticket()
    redraw = addressed(RefreshCard(ticket=ticket.id))
    await desk.post(redraw)
    await take(desk, 1)
    await desk.post(redraw)
    await desk.do(lambda tx: tx.outbox.retry(LetterId(1), NOW, "502"))
    assert desk.ask("SELECT id, state, merge_key FROM outbox ORDER BY id") == [
        (1, "waiting", ""),
        (2, "waiting", redraw[1].merge_key),
    ]
    await desk.post(redraw)
    assert desk.ask("SELECT count(*) FROM outbox") == [(2,)]


async def test_an_albums_parts_travel_together(desk: Desk) -> None:
    """Each part puts the letter off a little; what comes when it is on its way is a letter of its own."""
    ticket = await desk.ticket()
    pause = timedelta(milliseconds=1500)
    key = "album:5"

    async def part(number: int, at: datetime) -> bool:
        joined: bool = await desk.do(lambda tx: tx.outbox.join_album(key, UtteranceId(number), at + pause))
        return joined

    assert not await part(1, NOW)
    relay = RelayToTopic(ticket=ticket.id, utterances=(UtteranceId(1),))
    await desk.post(addressed(relay, merge_key=key, pause=pause))
    assert await part(2, NOW + SECOND)
    assert await desk.database.read(lambda tx: tx.outbox.waiting(key)) == replace(
        relay, utterances=(UtteranceId(1), UtteranceId(2))
    )
    assert await desk.heads(NOW + pause) == ()
    [letter] = await desk.heads(NOW + SECOND + pause)
    assert letter.effect == replace(relay, utterances=(UtteranceId(1), UtteranceId(2)))
    await take(desk, letter.id)
    assert not await part(3, NOW + 2 * SECOND)
    assert await desk.database.read(lambda tx: tx.outbox.waiting(key)) is None


async def test_only_relays_take_an_utterance_in(desk: Desk) -> None:
    digest = AlertDigest(lead=UserId(3), tickets=(TicketId(1),))
    await desk.post(addressed(digest, merge_key="digest:3"))
    assert not await desk.do(lambda tx: tx.outbox.join_album("digest:3", UtteranceId(1), NOW))
    assert not await desk.do(lambda tx: tx.outbox.join_album("", UtteranceId(1), NOW))
    assert await desk.database.read(lambda tx: tx.outbox.waiting("digest:3")) == digest


# Questions ----------------------------------------------------------------------------------------------------------


async def test_a_letter_that_is_not_needed_any_more_frees_its_lane(desk: Desk) -> None:
    await desk.post(a_letter("prompt"), a_letter("next"), a_letter("prompt", "customer:8"))
    await desk.do(lambda tx: tx.outbox.void_tag("customer:7", "prompt"))
    assert await tags(desk) == ["next", "prompt"]
    await take(desk, 3)
    await desk.do(lambda tx: tx.outbox.void_tag("customer:8", "prompt"))
    assert desk.ask("SELECT state FROM outbox ORDER BY id") == [("void",), ("waiting",), ("sending",)]
    await desk.do(lambda tx: tx.outbox.void_tag("customer:7", ""))
    assert await tags(desk) == ["next"]


async def test_an_answer_is_pending_until_a_channel_has_accepted_it(desk: Desk) -> None:
    """SEMANTICS: written at 13:59:58, delivered later: no alert in between (C11)."""
    ticket = await desk.ticket()
    await desk.post(a_letter("answer", ticket=ticket.id, answers_at=NOW), a_letter("receipt", ticket=ticket.id))

    async def pending(until: datetime) -> bool:
        return await desk.database.read(lambda tx: tx.outbox.answer_pending(ticket.id, until))

    assert await pending(NOW)
    assert not await pending(NOW - SECOND)
    assert not await desk.database.read(lambda tx: tx.outbox.answer_pending(TicketId(99), NOW))
    await take(desk, 1)
    assert await pending(NOW)
    await sent(desk, 1)
    assert not await pending(NOW)


async def test_a_message_is_found_again_by_its_tag(desk: Desk) -> None:
    await desk.post(a_letter("form:1"), a_letter("form:1"), a_letter("form:2"))
    found = desk.database.read
    assert await found(lambda tx: tx.outbox.find_tag("customer:7", "form:1")) is None
    for number in (1, 2):
        await sent(desk, number, Place(chat=ChatId(7), message=MessageId(100 + number)))
    place = await found(lambda tx: tx.outbox.find_tag("customer:7", "form:1"))
    assert place == Place(chat=ChatId(7), message=MessageId(102))
    assert await found(lambda tx: tx.outbox.find_tag("customer:8", "form:1")) is None


async def test_what_was_written_lately_rebuilds_the_limits(desk: Desk) -> None:
    """Unmoved times with their fraction, as they were given; what made no message was written in the group."""
    await desk.do(lambda tx: tx.places.bind(Group(chat=GROUP, forum=True)))
    await desk.post(*(a_letter(str(n), f"topic:{n}") for n in range(4)))
    half = timedelta(milliseconds=500)
    await sent(desk, 1, Place(chat=ChatId(7), message=MessageId(1)), at=NOW - SECOND)
    await sent(desk, 2, Place(chat=ChatId(7), message=MessageId(2)), at=NOW + half)
    await sent(desk, 3, None, at=NOW + SECOND)
    await sent(desk, 4, None, writes=0, at=NOW + SECOND)
    assert await desk.database.read(lambda tx: tx.outbox.recent_writes(NOW)) == (
        Write(ChatId(7), NOW + half, 1),
        Write(GROUP, NOW + SECOND, 1),
    )


async def test_how_much_waits_and_since_when(desk: Desk) -> None:
    await desk.post(a_letter("a"), a_letter("b"))
    await desk.post(a_letter("c", "lead:3", urgency=Urgency.ALARM), now=NOW + SECOND)
    await take(desk, 1)
    assert await desk.database.read(lambda tx: tx.outbox.counts()) == (
        Waiting(Urgency.ALARM, 1, NOW + SECOND),
        Waiting(Urgency.CUSTOMER, 2, NOW),
    )
    await sent(desk, 1)
    assert (await desk.database.read(lambda tx: tx.outbox.counts()))[1] == Waiting(Urgency.CUSTOMER, 1, NOW)


@pytest.mark.parametrize("lane", ["topic:1", "card:1", "alarm:1", "group"])
async def test_what_is_shown_to_engineers_waits_for_the_groups_limits(desk: Desk, lane: str) -> None:
    await desk.post((OpenTopic(ticket=TicketId(1)), Envelope(lane=lane, urgency=Urgency.TOPIC)))
    assert desk.ask("SELECT target FROM outbox") == [("group",)]
