"""The worker: everything arrives, in order, and nobody waits for somebody else's trouble."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiogram.exceptions import TelegramNetworkError, TelegramServerError
from aiogram.methods import (
    CopyMessage,
    CopyMessages,
    CreateForumTopic,
    DeleteMessages,
    EditMessageText,
    ReopenForumTopic,
    SendMessage,
    SetMessageReaction,
    TelegramMethod,
)
from aiogram.types import MessageId as CopiedId

from actions.record import post
from bot.delivery.worker import STRAGGLERS
from domain.delivery import Sent, Trouble
from domain.effects import (
    CloseTopic,
    Effect,
    OpenTopic,
    PostCard,
    React,
    RefreshCard,
    RelayToTopic,
    TellCustomer,
    TellGroup,
    TellTopic,
    TellUser,
)
from domain.ids import ChatId, MessageId, TicketId, UserId
from domain.letters import Letter
from domain.said import Place
from domain.ticket import CloseReason, Status
from domain.words import Text
from storage.errors import Locked
from storage.transaction import Transaction
from tests.delivery.office import Office, at_work, office_at
from tests.delivery.samples import ANNA, BY_CARD, GROUP, NOW, PLAIN
from tests.fakes.telegram import bad, flood, forbidden

SEND = SendMessage(chat_id=1, text="x")


def words(text: str) -> Text:
    return Text("as-it-is", {"text": text})


def tell(text: str, user: int = 1001, **facts: Any) -> TellUser:
    return TellUser(user=UserId(user), words=words(text), **facts)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path / "desk.db") as made:
        yield made


def texts(office: Office, chat: int | None = None) -> list[str]:
    return [each.text for each in office.telegram.of(SendMessage) if chat in (None, each.chat_id)]


async def test_a_lane_is_sent_in_order_one_at_a_time(office: Office) -> None:
    under_way: list[str] = []

    def before(method: TelegramMethod[Any]) -> None:
        if isinstance(method, SendMessage):
            assert len([name for name in under_way if name == method.text]) == 0
            under_way.append(method.text)

    office.telegram.before = before
    await office.posts(*(tell(f"{n}") for n in range(30)))
    await office.delivered()
    assert texts(office) == [f"{n}" for n in range(30)]
    assert office.delivery.counters.sent == 30


async def test_many_lanes_are_sent_together(office: Office) -> None:
    await office.posts(*(tell("x", user) for user in range(1, 200)))
    await office.delivered()
    assert sorted(each.chat_id for each in office.telegram.of(SendMessage)) == list(range(1, 200))


async def test_a_ticket_gets_its_topic_card_and_first_message(office: Office) -> None:
    petr = await office.customer()
    ticket = await office.ticket(petr, place=None)
    said = await office.hears(ticket, 11)
    number = ticket.id
    await office.posts(
        OpenTopic(ticket=number), PostCard(ticket=number), RelayToTopic(ticket=number, utterances=(said.id,))
    )
    await office.delivered()
    place = await office.database.read(lambda tx: tx.places.of(number))
    assert place is not None
    opened, card, copy = office.telegram.calls[-3:]
    assert isinstance(opened, CreateForumTopic)
    assert isinstance(card, SendMessage)
    assert isinstance(copy, CopyMessage)
    assert (card.message_thread_id, copy.message_thread_id) == (place.thread, place.thread)
    assert place.card == place.thread + 1 if place.thread else False
    twins = await office.database.read(lambda tx: tx.utterances.twins(said.id))
    assert {twin.place.chat for twin in twins} == {1001, GROUP}


async def test_topic_icons_are_asked_for_once(office: Office) -> None:
    petr = await office.customer()
    ticket = await office.ticket(petr, place=None)
    await office.posts(OpenTopic(ticket=ticket.id))
    await office.delivered()
    (opened,) = office.telegram.of(CreateForumTopic)
    assert opened.icon_custom_emoji_id in {"5001", None}  # known by now, or made without


async def test_a_429_holds_up_its_chat_alone(office: Office) -> None:
    office.telegram.answers(SendMessage, flood(40))
    await office.posts(tell("первое"))
    await office.waits("TelegramRetryAfter")
    await office.posts(tell("второе"), tell("чужое", 1002))
    await office.delivered(left=2)
    assert texts(office, 1002) == ["чужое"]
    office.later(seconds=42)
    await office.delivered()
    assert texts(office, 1001) == ["первое", "первое", "второе"]
    assert office.delivery.counters.retry_after == 1


@pytest.mark.parametrize(
    "trouble", [TelegramNetworkError(SEND, "timeout"), TelegramServerError(SEND, "Bad Gateway"), OSError()]
)
async def test_what_may_have_arrived_is_sent_again(office: Office, trouble: Exception) -> None:
    office.telegram.answers(SendMessage, trouble, trouble)
    await office.posts(tell("раз"), tell("два"))
    for tries in (1, 2):
        await office.tried(tries)
        office.later(seconds=10)
    await office.delivered()
    assert office.delivery.counters.outcome_unknown == 2
    assert texts(office) == ["раз", "раз", "раз", "два"]


async def test_a_letter_of_several_messages_goes_on_where_it_stopped(office: Office) -> None:
    office.telegram.answers(SendMessage, *[_made(office, n) for n in (1, 2)], flood(5))
    await office.posts(tell("слово " * 1800))
    await office.waits("TelegramRetryAfter")
    office.later(seconds=10)
    await office.delivered()
    parts = texts(office)
    assert len(parts) == 4
    assert parts[2] == parts[3]
    assert "".join(parts[:3]).split() == ["слово"] * 1800


async def test_a_blocked_customer_gets_an_email_and_the_engineers_know(office: Office) -> None:
    """C45. No mail server is set, so that it is refused in its turn and told."""
    ticket = await office.ticket(petr := await office.customer())
    office.telegram.answers(SendMessage, forbidden("bot was blocked by the user"))
    await office.posts(TellCustomer(customer=petr.id, ticket=ticket.id, words=words("Ответ"), answers_at=NOW))
    await office.until(lambda: _is(office.delivery.counters.refused == 2))
    await office.delivered(left=1)  # the card waits for an idle moment
    told = texts(office, GROUP)
    assert len(told) == 2
    assert not (await office.database.read(lambda tx: tx.customers.get(petr.id))).reachable  # type: ignore[union-attr]
    assert office.delivery.counters.refused == 2


async def test_without_a_group_its_letters_wait_and_others_go(tmp_path: Path) -> None:
    async with office_at(tmp_path / "desk.db", bound=False) as office:
        ticket = await office.ticket(await office.customer(), place=None)
        await office.posts(OpenTopic(ticket=ticket.id), PostCard(ticket=ticket.id), tell("здесь"))
        await office.posts(TellGroup(words=words("там"), chat=ChatId(-77)))
        await office.delivered(left=2)
        assert sorted(texts(office)) == ["здесь", "там"]
        await office.bind()
        office.later()
        await office.delivered()
        assert len(office.telegram.of(CreateForumTopic)) == 1


async def test_a_quote_that_is_gone_is_left_out(office: Office) -> None:
    ticket = await office.ticket(await office.customer())
    first = await office.hears(ticket, 11)
    await office.do(
        lambda tx: tx.utterances.remember(Place(chat=GROUP, message=MessageId(90)), ticket.id, first.id, copied=True)
    )
    reply = await office.hears(ticket, 12, reply_to=MessageId(11), quote="диск", quote_position=2)
    office.telegram.answers(CopyMessage, "QUOTE_TEXT_INVALID", "message to be replied not found")
    await office.posts(RelayToTopic(ticket=ticket.id, utterances=(reply.id,)))
    await office.delivered()
    tried = [each.reply_parameters for each in office.telegram.of(CopyMessage)]
    assert [(each.message_id, each.quote) if each else None for each in tried] == [(90, "диск"), (90, None), None]


async def test_copies_that_telegram_skipped_go_one_by_one(office: Office) -> None:
    ticket = await office.ticket(await office.customer())
    said = [await office.hears(ticket, n, text=f"{n}") for n in (11, 12, 13)]
    office.telegram.answers(CopyMessages, [CopiedId(message_id=70), CopiedId(message_id=71)])
    office.telegram.answers(CopyMessage, CopiedId(message_id=80), "message to copy not found", CopiedId(message_id=82))
    await office.posts(RelayToTopic(ticket=ticket.id, utterances=tuple(each.id for each in said)))
    await office.delivered()
    assert [each.message_ids for each in office.telegram.of(DeleteMessages)] == [[70, 71]]
    assert texts(office, GROUP) == ["12"]  # what is gone is told from our records
    twins = [await office.database.read(lambda tx, u=each.id: tx.utterances.twins(u)) for each in said]  # type: ignore[misc]
    copies = [[twin.place.message for twin in found if twin.copied] for found in twins]
    assert copies[0] == [80]
    assert copies[2] == [82]
    assert len(copies[1]) == 1


async def test_a_topic_closed_by_hand_is_opened_again(office: Office) -> None:
    ticket = await office.ticket(await office.customer())
    office.telegram.answers(SendMessage, "TOPIC_CLOSED")
    await office.posts(TellTopic(ticket=ticket.id, words=words("слово")))
    await office.delivered()
    assert [type(each).__name__ for each in office.telegram.calls[-3:]] == [
        "SendMessage",
        "ReopenForumTopic",
        "SendMessage",
    ]
    office.telegram.answers(SendMessage, "TOPIC_CLOSED", "TOPIC_CLOSED")
    await office.posts(TellTopic(ticket=ticket.id, words=words("ещё")))
    await office.until(lambda: _is(office.delivery.counters.refused > 0))
    assert len(office.telegram.of(ReopenForumTopic)) == 2  # once for each, and not for ever


async def test_a_topic_deleted_by_hand_is_made_again_before_what_waits(office: Office) -> None:
    """C55: its card, what was said there, and then what waits."""
    ticket = await office.ticket(await office.customer())
    for number in (11, 12):
        said = await office.hears(ticket, number)
        await office.posts(RelayToTopic(ticket=ticket.id, utterances=(said.id,)))
        await office.delivered()
        office.telegram.answers(CopyMessage, *["message thread not found"] * (number == 11))
    kinds = [type(each).__name__ for each in office.telegram.calls if not isinstance(each, SetMessageReaction)]
    assert kinds[-5:] == ["CopyMessage", "CreateForumTopic", "SendMessage", "SendMessage", "CopyMessage"]


async def test_a_redraw_that_changes_nothing_is_not_sent(office: Office) -> None:
    ticket = await office.ticket(await office.customer())
    for _ in range(3):
        await office.posts(RefreshCard(ticket=ticket.id))
        await office.delivered()
    assert len(office.telegram.of(EditMessageText)) == 1
    await office.posts(RefreshCard(ticket=ticket.id, menu="more"))
    await office.delivered()
    assert len(office.telegram.of(EditMessageText)) == 2


async def test_a_card_that_is_gone_is_posted_anew(office: Office) -> None:
    ticket = await office.ticket(await office.customer())
    office.telegram.answers(EditMessageText, "message to edit not found")
    await office.posts(RefreshCard(ticket=ticket.id))
    await office.delivered()
    (card,) = office.telegram.of(SendMessage)
    place = await office.database.read(lambda tx: tx.places.of(ticket.id))
    assert card.text.startswith(f"№ {ticket.id}")
    assert place is not None
    assert place.card == office.telegram.number


async def test_a_redraw_without_a_card_waits_for_it(office: Office) -> None:
    ticket = await office.ticket(await office.customer(), place=None)
    await office.posts(RefreshCard(ticket=ticket.id))
    await office.waits("not yet")
    await office.posts(PostCard(ticket=ticket.id))
    await office.delivered(left=1)
    office.later(seconds=10)
    await office.delivered()
    assert [type(each).__name__ for each in office.telegram.calls[-2:]] == ["SendMessage", "EditMessageText"]


async def test_a_mark_that_is_refused_is_not_tried_again_there(office: Office) -> None:
    there = Place(chat=ChatId(1001), message=MessageId(1))
    office.telegram.answers(SetMessageReaction, bad("REACTION_INVALID", SetMessageReaction(chat_id=1001, message_id=1)))
    for number in (1, 2):
        await office.posts(React(place=replace(there, message=MessageId(number)), emoji="👌"))
        await office.delivered()
    assert len(office.telegram.of(SetMessageReaction)) == 1
    await office.posts(React(place=replace(there, chat=ChatId(1002)), emoji="👌"))
    await office.delivered()
    assert len(office.telegram.of(SetMessageReaction)) == 2


async def test_a_letter_that_cannot_be_composed_stops_nobody_and_ends(office: Office) -> None:
    faulty = TellUser(user=UserId(1001), words=Text("no-such-text"))
    await office.posts(faulty, tell("следом"), tell("рядом", 1002))
    await office.delivered(left=2)
    assert texts(office) == ["рядом"]
    for tries in range(1, 6):
        await office.tried(tries)
        office.later(minutes=1)
    await office.delivered()
    assert texts(office) == ["рядом", "следом"]


async def test_an_answer_of_telegram_that_makes_no_sense_stops_nobody(office: Office) -> None:
    ticket = await office.ticket(await office.customer())
    said = [await office.hears(ticket, n) for n in (11, 12)]
    office.telegram.answers(CopyMessages, None)
    await office.posts(RelayToTopic(ticket=ticket.id, utterances=tuple(each.id for each in said)))
    await office.tried(1)
    await office.posts(tell("рядом"))
    office.later(minutes=1)
    await office.delivered()
    assert texts(office) == ["рядом"]
    assert len(office.telegram.of(CopyMessages)) == 2


async def test_lazy_redraws_wait_for_an_idle_moment(tmp_path: Path) -> None:
    async with office_at(tmp_path / "desk.db", scale=1.0) as office:
        for _ in range(12):
            office.limits.remember(GROUP, 1, office.clock.monotonic())
        ticket = await office.ticket(await office.customer())
        await office.posts(RefreshCard(ticket=ticket.id, lazily=True))
        office.later(seconds=31)
        await office.waits("the group's budget is not idle")
        assert not office.telegram.of(EditMessageText)
        office.later(seconds=61)
        await office.delivered()
        assert len(office.telegram.of(EditMessageText)) == 1


async def test_the_group_is_written_to_within_its_limit_and_alarms_pass(tmp_path: Path) -> None:
    async with office_at(tmp_path / "desk.db", scale=1.0, runs=False) as office:
        tickets = [await office.ticket(await office.customer(2000 + n)) for n in range(25)]
        await office.posts(*(TellTopic(ticket=each.id, words=words("слово")) for each in tickets))
        async with at_work(office.delivery):
            await office.delivered(left=6)
            await office.posts(TellTopic(ticket=tickets[-1].id, words=words("тревога"), urgent=True))
            await office.delivered(left=6)
            assert len(office.telegram.of(SendMessage)) == 20
            assert texts(office)[-1] == "тревога"
            office.later(seconds=61)
            await office.delivered()


async def test_an_album_that_needs_more_room_than_there_is_waits_and_is_not_overtaken(tmp_path: Path) -> None:
    async with office_at(tmp_path / "desk.db", scale=1.0) as office:
        for n in range(14):
            office.limits.remember(GROUP, 1, office.clock.monotonic() - 30 + n)
        one, other = [await office.ticket(await office.customer(user)) for user in (1001, 1002)]
        album = [await office.hears(one, n, kind="photo", file_id=f"f{n}", album="al") for n in range(11, 19)]
        await office.posts(RelayToTopic(ticket=one.id, utterances=tuple(each.id for each in album)))
        await office.posts(TellTopic(ticket=other.id, words=words("после")))
        await office.posts(TellTopic(ticket=other.id, words=words("тревога"), urgent=True))
        await office.delivered(left=2)
        assert texts(office) == ["тревога"]
        office.later(seconds=45)
        await office.delivered()
        assert [type(each) for each in office.telegram.calls[-2:]] == [CopyMessages, SendMessage]


async def test_what_was_interrupted_goes_on_and_recent_writes_still_count(tmp_path: Path) -> None:
    async with office_at(tmp_path / "desk.db", scale=1.0, runs=False) as office:
        ticket = await office.ticket(await office.customer())
        await office.posts(*(TellTopic(ticket=ticket.id, words=words(f"{n}")) for n in range(20)))
        async with at_work(office.delivery):
            await office.delivered(left=1)
    async with office_at(tmp_path / "desk.db", scale=1.0, runs=False) as office:
        await office.posts(tell("прерванное"))
        (letter,) = [
            each
            for each in await office.database.read(lambda tx: tx.outbox.heads(office.clock.now(), 5))
            if isinstance(each.effect, TellUser)
        ]
        await office.do(lambda tx: tx.outbox.take([letter.id]))
        async with at_work(office.delivery):
            await office.delivered(left=1)
            assert texts(office) == ["прерванное"]  # the group's window is full of the last life's writes
            assert office.delivery.counters.outcome_unknown == 1
            office.later(seconds=61)
            await office.delivered()


async def test_what_a_process_that_leads_no_more_has_begun_goes_on(tmp_path: Path) -> None:
    """It notices within ten seconds; what it took until then is put back, and what is on its way here is not."""
    async with office_at(tmp_path / "desk.db") as office:
        await office.posts(tell("наше"))
        await office.delivered()

        async def begun_elsewhere(tx: Transaction) -> None:
            await post(tx, [tell("прерванное")], office.clock.now())
            await tx.outbox.take([letter.id for letter in await tx.outbox.heads(office.clock.now(), 5)])

        await office.do(begun_elsewhere)
        office.later(seconds=STRAGGLERS - 1)
        assert await office.unsent() == 1
        office.later(seconds=1)
        await office.delivered()
        assert texts(office) == ["наше", "прерванное"]
        assert office.delivery.counters.outcome_unknown == 1


class Forgetful:
    """A desk that does not take a report the first times."""

    def __init__(self, *troubles: Exception) -> None:
        self.office: Office | None = None
        self._troubles = list(troubles)
        self.reports = 0

    async def accepted(self, letter: Letter, sent: Sent, at: Any) -> None:
        self.reports += 1
        if self._troubles:
            raise self._troubles.pop(0)
        assert self.office
        place = sent.places[0]
        await self.office.do(lambda tx: tx.outbox.sent(letter.id, place, sent.writes, at))

    async def refused(self, letter: Letter, trouble: Trouble, at: Any) -> None:
        raise AssertionError(trouble)


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retries of our own do not wait."""
    monkeypatch.setattr("bot.delivery.outcome.backoff", lambda _: timedelta())


@pytest.mark.usefixtures("hasty")
async def test_an_outcome_is_recorded_however_often_the_database_fails(tmp_path: Path) -> None:
    desk = Forgetful(*[Locked("busy")] * 20)
    async with office_at(tmp_path / "desk.db", acceptance=desk) as office:
        desk.office = office
        await office.posts(tell("раз"))
        await office.delivered()
        assert texts(office) == ["раз"]
        assert desk.reports == 21


@pytest.mark.usefixtures("hasty")
async def test_an_outcome_that_the_desk_never_takes_ends_the_letter(tmp_path: Path) -> None:
    desk = Forgetful(*[KeyError("a fault of ours")] * 4)
    async with office_at(tmp_path / "desk.db", acceptance=desk) as office:
        desk.office = office
        await office.posts(tell("раз"), tell("два"))
        await office.delivered()
        assert texts(office) == ["раз", "два"]
        assert office.delivery.counters.given_up == 1


async def test_a_stop_waits_for_what_is_on_its_way(tmp_path: Path) -> None:
    begun, goes_on = asyncio.Event(), asyncio.Event()
    async with office_at(tmp_path / "desk.db", runs=False) as office:
        usual = office.telegram.make_request

        async def slow(*args: Any, **kwargs: Any) -> Any:
            if isinstance(args[1], SendMessage):
                begun.set()
                await goes_on.wait()
            return await usual(*args, **kwargs)

        office.telegram.make_request = slow  # type: ignore[method-assign]
        await office.posts(tell("раз"), tell("два"))
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(office.delivery.run())
            await begun.wait()
            draining = tasks.create_task(office.delivery.drain(5))
            await asyncio.sleep(0)
            goes_on.set()
            await draining
        assert texts(office) == ["раз"]
        assert await office.unsent() == 1


async def test_a_ticket_costs_six_writes_from_filing_to_closing(office: Office) -> None:
    ticket = await office.ticket(await office.customer(), place=None)
    claimed = replace(ticket, engineer_id=ANNA.id)
    resolved = replace(claimed, status=Status.RESOLVED, last_word_at=NOW)
    closed = replace(claimed, status=Status.CLOSED, close_reason=CloseReason.CONFIRMED, closed_at=NOW)
    number = ticket.id
    acts: list[tuple[Any, tuple[Effect, ...]]] = [
        (ticket, (OpenTopic(ticket=number), PostCard(ticket=number))),
        (claimed, (RefreshCard(ticket=number),)),
        (replace(claimed, status=Status.WAITING, last_word_at=NOW), (RefreshCard(ticket=number, lazily=True),)),
        (resolved, (RefreshCard(ticket=number),)),
        (closed, (RefreshCard(ticket=number), CloseTopic(ticket=number))),
    ]
    for state, effects in acts:
        await office.do(lambda tx, t=state: tx.tickets.save(t))  # type: ignore[misc]
        await office.posts(*effects)
        await office.delivered(left=sum(getattr(effect, "lazily", False) for effect in effects))
    writes = await office.database.read(lambda tx: tx.outbox.recent_writes(NOW - timedelta(minutes=1)))
    assert sum(each.writes for each in writes if each.chat == GROUP) == 6


async def test_a_plain_group_hears_everything_as_replies_to_the_card(tmp_path: Path) -> None:
    async with office_at(tmp_path / "desk.db", bound=False) as office:
        await office.bind(PLAIN)
        ticket = await office.ticket(await office.customer(), place=None)
        said = await office.hears(ticket, 11)
        number: TicketId = ticket.id
        await office.posts(
            OpenTopic(ticket=number), PostCard(ticket=number), RelayToTopic(ticket=number, utterances=(said.id,))
        )
        await office.delivered()
        assert not office.telegram.of(CreateForumTopic)
        place = await office.database.read(lambda tx: tx.places.of(number))
        (card,), (copy,) = office.telegram.of(SendMessage), office.telegram.of(CopyMessage)
        assert card.message_thread_id is None
        assert copy.reply_parameters
        assert place == replace(BY_CARD, ticket=number, card=MessageId(copy.reply_parameters.message_id or 0))


async def _is(value: bool) -> bool:  # noqa: FBT001  a condition, awaited
    return value


def _made(office: Office, number: int) -> Any:
    return office.telegram._message(1001, number)
