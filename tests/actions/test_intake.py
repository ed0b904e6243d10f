"""The form over the real database: rows, letters, and the ticket that comes of it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from actions.desk import Desk
from actions.intake import Intake
from domain.clocks import Clock
from domain.customer import Category, Contact, Evidence, Organisation
from domain.desk import DueTimer, Origin
from domain.draft import Asking, Draft
from domain.effects import EditTagged, Effect, OpenTopic, PostCard, React, RelayToTopic, TellCustomer, TellLead
from domain.errors import AlreadyDone
from domain.form import AboutTicket, Answered, Cancelled, Declined, End, Submitted
from domain.ids import ChatId, TicketId
from domain.letters import Letter
from domain.said import Standing
from domain.ticket import Status, Ticket, VersionMark
from domain.words import Button, Press
from storage.database import Database
from storage.inbox import Update
from storage.transaction import Transaction
from tests.fakes.clock import FakeClock
from tests.fakes.desk import LEAD, desk_at
from tests.fakes.writer import PYOTR, message, texts

T = TypeVar("T")
GATEWAY = "Шлюз не загружается после отключения света, офис без интернета"
VPN = "После обновления у бухгалтерии каждые десять минут отваливается VPN"
ANSWERS = (GATEWAY, "согласен", "Пётр Петров, +7 900 000-00-00", "petr@example.org", "ООО «Ромашка»")


class Chat:
    """Pyotr's private chat with the desk: what he does is an update of its own; what he reads has been sent."""

    def __init__(self, database: Database, desk: Desk, clock: FakeClock) -> None:
        self.database, self.desk, self.clock = database, desk, clock
        self.intake = Intake(desk)
        self.number, self.pace = 100, 5.0  # seconds between two things he does
        self.letters: list[Effect] = []

    async def do(self, unit: Callable[[Transaction], Awaitable[T]]) -> T:
        return await self.database.run(Origin(self.clock.now()), unit)  # type: ignore[return-value]

    async def look(self, look: Callable[[Transaction], Awaitable[T]]) -> T:
        return await self.database.read(look)

    def now(self) -> datetime:
        return self.clock.advance(seconds=self.pace)

    async def writes(self, text: str) -> End | None:
        return await self.says(text)

    async def sends(self, kind: str, caption: str = "", album: str = "") -> End | None:
        return await self.says(caption, kind=kind, file_id=f"file-{self.number}", album=album)

    async def says(self, text: str, **more: str) -> End | None:
        self.number += 1
        at = self.now()
        sent = replace(message(text, self.number, at=at), **more)  # type: ignore[arg-type]

        async def unit(tx: Transaction) -> End | None:
            customer = await self.intake.customer(tx, PYOTR, "ru")
            draft = await self.pending(tx)
            if draft is None:
                return await self.intake.opened(tx, customer, sent, at)
            return await self.intake.said(tx, customer, draft, sent, at)

        return await self.do(unit)

    async def edits(self, number: int, text: str) -> End | None:
        at = self.now()

        async def unit(tx: Transaction) -> End | None:
            customer = await self.intake.customer(tx, PYOTR, "ru")
            draft = await self.pending(tx)
            assert draft is not None
            return await self.intake.edited(tx, customer, draft, message(text, number, at=at), at)

        return await self.do(unit)

    async def starts(self, payload: str = "") -> None:
        at = self.now()

        async def unit(tx: Transaction) -> None:
            await self.intake.began(tx, await self.intake.customer(tx, PYOTR, "ru"), at, payload)

        await self.do(unit)

    async def taps(self, label: str) -> End | None:
        return await self.presses(await self.button(label))

    async def presses(self, button: Button) -> End | None:
        at = self.now()

        async def unit(tx: Transaction) -> End | None:
            customer = await self.intake.customer(tx, PYOTR, None)
            for draft in await tx.drafts.pending(PYOTR, ChatId(PYOTR), None):
                if draft.rev == button.subject:
                    act, _, arg = button.arg.partition(".")
                    return await self.intake.tapped(tx, customer, draft, act, arg, at)
            raise AlreadyDone

        return await self.do(unit)

    async def files(self, *answers: str) -> Ticket:
        """Fill in the whole form and send it."""
        for answer in answers or (*ANSWERS, "по подписке", "ics 7.9.4 сборка 138"):
            await self.writes(answer)
        end = await self.taps("Отправить")
        assert isinstance(end, Submitted)
        return (await self.tickets())[0]

    # What is there

    async def pending(self, tx: Transaction | None = None) -> Draft | None:
        if tx is None:
            return await self.look(self.pending)
        pending = await tx.drafts.pending(PYOTR, ChatId(PYOTR), None)
        return pending[0] if pending else None

    async def tickets(self) -> tuple[Ticket, ...]:
        """His tickets, the newest first."""

        async def look(tx: Transaction) -> tuple[Ticket, ...]:
            customer = await tx.customers.by_user(PYOTR)
            return await tx.tickets.recent_of(customer.id, 10) if customer else ()

        return await self.look(look)

    async def mail(self) -> list[Effect]:
        """Let everything that waits be sent; return what was sent just now, in order."""
        sent: list[Effect] = []
        while heads := await self.heads():
            for letter in heads:
                sent.append(letter.effect)
                await self.do(self.accepted(letter))
        self.letters += sent
        return sent

    def accepted(self, letter: Letter) -> Callable[[Transaction], Awaitable[None]]:
        return lambda tx: tx.outbox.sent(letter.id, None, 0, self.clock.real())

    async def heads(self) -> tuple[Letter, ...]:
        soon = self.clock.now() + timedelta(seconds=2)
        return await self.look(lambda tx: tx.outbox.heads(soon, 50))

    async def read(self) -> list[str]:
        """What Pyotr has been told since he looked last."""
        return [texts().plain(each.words, "ru") for each in await self.mail() if isinstance(each, TellCustomer)]

    async def button(self, label: str) -> Button:
        await self.mail()
        for letter in reversed(self.letters):
            if isinstance(letter, TellCustomer):
                for row in letter.buttons:
                    for button in row:
                        if texts().plain(button.label, "ru") == label:
                            return button
        raise AssertionError(label)


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    clock = FakeClock()
    async with desk_at(tmp_path / "desk.db", clock) as (database, desk):
        chat = Chat(database, desk, clock)
        await chat.do(lambda tx: tx.policies.remember(desk.policy.version, "the regulation", clock.now()))
        yield chat


async def test_a_complete_form_is_a_ticket_at_work(chat: Chat) -> None:
    """R14, R15, LIFECYCLE 5: number, deadline, topic, card; the customer's data is kept."""
    await chat.writes(GATEWAY)
    await chat.sends("photo")
    for answer in (*ANSWERS[1:], "не знаю", "ics", "не включается"):
        await chat.writes(answer)
    await chat.mail()
    end = await chat.taps("Отправить")
    assert isinstance(end, Submitted)

    (ticket,) = await chat.tickets()
    assert ticket.status is Status.OPEN
    assert (ticket.category, ticket.evidence) == (Category.SUBSCRIBER, Evidence.UNKNOWN)
    assert (ticket.description, ticket.attachments) == (GATEWAY, 1)
    assert ticket.version_mark is VersionMark.UNKNOWN
    assert ticket.cycle is not None
    assert ticket.cycle.due_at == chat.clock.now() + timedelta(hours=4)
    assert ticket.cycle.reason.cause == "registered"

    sent = await chat.mail()
    receipt = next(each for each in sent if isinstance(each, TellCustomer))
    assert texts().plain(receipt.words, "ru").startswith("Обращение № 1 принято. Инженер ответит до пт 22:4")
    labels = [texts().plain(button.label, "ru") for row in receipt.buttons for button in row]
    assert labels == ["Как дела с № 1", "Уже решилось", "Руководитель"]
    others = [type(each) for each in sent if not isinstance(each, TellCustomer)]
    assert others.count(EditTagged) == 1  # the review's buttons have done their work
    assert [each for each in others if each is not EditTagged] == [OpenTopic, PostCard, RelayToTopic]

    async def look(tx: Transaction) -> None:
        customer = await tx.customers.by_user(PYOTR)
        assert customer is not None
        assert customer.contact == Contact(name="Пётр Петров", phone="+79000000000", email="petr@example.org")
        assert customer.organisation == Organisation(name="ООО «Ромашка»")
        assert customer.organisation_id == ticket.organisation_id
        assert customer.consent_version == "1"
        assert customer.spoke_in == ticket.id
        said = await tx.utterances.of_ticket(ticket.id)
        assert [(each.kind, each.standing) for each in said] == [("text", Standing.PUBLIC), ("photo", Standing.PUBLIC)]
        (entry,) = await tx.journal.of(ticket.id)
        assert (entry.event, entry.by, entry.now) == ("registered", "customer", "open")
        assert await tx.drafts.pending(PYOTR, ChatId(PYOTR), None) == ()

    await chat.look(look)


async def test_the_clock_of_the_first_answer_is_armed_with_the_ticket(chat: Chat) -> None:
    ticket = await chat.files()
    after = chat.clock.now() + timedelta(hours=5)
    due: tuple[DueTimer, ...] = await chat.look(lambda tx: tx.timers.due(after, 10))
    assert {"due"} <= {each.step for each in due if each.ticket == ticket.id and each.clock is Clock.ANSWER}


async def test_a_second_ticket_waits_in_line_and_knows_its_place(chat: Chat) -> None:
    """R17, LIFECYCLE 6: registered at once; its clock starts with its turn."""
    await chat.files()
    second = await chat.files(VPN)
    third = await chat.files("Ещё вопрос: как настроить отчёты по трафику?")
    assert (second.status, third.status) == (Status.QUEUED, Status.QUEUED)
    assert second.cycle is None
    told = [text for text in await chat.read() if "принято" in text]
    place = "Обращение № 3 принято, место в очереди: 2. Решаем по одному: возьмёмся сразу после № 2"
    assert told == [f"{place}, тогда и пойдут четыре часа на ответ."]
    receipt = next(each for each in reversed(chat.letters) if isinstance(each, TellCustomer))
    assert [button.press for row in receipt.buttons for button in row] == [Press.FIRST, Press.WITHDRAW]


async def test_another_organisation_has_a_slot_of_its_own(chat: Chat) -> None:
    """C59: a partner's engineer files for two clients; the second is at work at once."""
    await chat.files()
    await chat.writes(VPN)
    await chat.taps("Исправить")
    await chat.taps("Организация")
    await chat.writes("АО «Нева»")
    await chat.taps("Отправить")
    assert [each.status for each in await chat.tickets()] == [Status.OPEN, Status.OPEN]


async def test_without_a_subscription_the_lead_decides(chat: Chat) -> None:
    """R9, LIFECYCLE 7."""
    ticket = await chat.files(*ANSWERS, "подписки нет", "ics 7.9.4 сборка 138")
    assert ticket.status is Status.AWAITING_LEAD
    assert ticket.cycle is None
    sent = await chat.mail()
    receipt = next(each for each in sent if isinstance(each, TellCustomer))
    assert (
        texts().plain(receipt.words, "ru").startswith("Обращение № 1 записано. Без подписки решение за руководителем")
    )
    (gate,) = [each for each in sent if isinstance(each, TellLead)]
    assert (gate.lead, gate.ticket, gate.tag) == (LEAD, ticket.id, f"gate:{ticket.id}")
    words = texts().plain(gate.words, "ru")
    for fact in ("№ 1", GATEWAY, "Ideco ICS 7.9.4 сборка 138", "ООО «Ромашка»", "+7 900 000-00-00"):
        assert fact in words
    presses = [(button.press, button.arg) for row in gate.buttons for button in row]
    assert presses == [
        (Press.ACCEPT, "subscriber"),
        (Press.ACCEPT, "partner"),
        (Press.ACCEPT, "demo"),
        (Press.TURN_DOWN, ""),
        (None, ""),  # its topic
    ]


async def test_a_returning_customer_writes_and_sends(chat: Chat) -> None:
    await chat.files()
    await chat.read()
    await chat.writes(VPN)
    (review,) = await chat.read()
    assert review.startswith("Новое обращение? Проверьте, и отправляем.")
    assert "Ideco ICS 7.9.4 сборка 138, как в прошлый раз · по подписке" in review
    assert isinstance(await chat.taps("Отправить"), Submitted)


async def test_a_double_press_and_a_redelivered_one_make_one_ticket(chat: Chat) -> None:
    """C29."""
    for answer in (*ANSWERS, "по подписке", "ics 7.9.4 сборка 138"):
        await chat.writes(answer)
    send = await chat.button("Отправить")
    await chat.presses(send)
    with pytest.raises(AlreadyDone):
        await chat.presses(send)
    assert len(await chat.tickets()) == 1


async def test_a_button_of_the_form_before_does_not_send_the_next(chat: Chat) -> None:
    """No two forms of a chat share a revision, however alike they are."""
    await chat.files()
    await chat.writes(VPN)
    send = await chat.button("Отправить")
    await chat.presses(send)
    await chat.writes("Ещё вопрос: как настроить отчёты по трафику?")
    with pytest.raises(AlreadyDone):
        await chat.presses(send)
    assert len(await chat.tickets()) == 2


async def test_an_album_is_one_answer_and_one_relay(chat: Chat) -> None:
    """Parts come as updates of their own: one question after them all, and one letter to the topic."""
    chat.pace = 0.2
    for part in range(3):
        await chat.sends("photo", GATEWAY if part == 0 else "", album="a")
    told = await chat.read()
    assert [text.splitlines()[0][:28] for text in told] == ["Записано, все фото на месте."]
    for answer in (*ANSWERS[1:], "по подписке", "ics 7.9.4 сборка 138"):
        await chat.writes(answer)
    await chat.taps("Отправить")
    (relay,) = [each for each in await chat.mail() if isinstance(each, RelayToTopic)]
    assert len(relay.utterances) == 3


async def test_every_piece_after_the_first_is_marked_received(chat: Chat) -> None:
    await chat.writes(GATEWAY)
    await chat.sends("photo")
    marks = [each for each in await chat.mail() if isinstance(each, React)]
    assert [(int(mark.place.message), mark.emoji) for mark in marks] == [(102, "👀")]


async def test_a_question_that_is_out_of_date_is_not_sent(chat: Chat) -> None:
    """Answered before it went out (an outage, a quick tap), it is not asked any more."""
    for answer in ANSWERS:
        await chat.writes(answer)
    assert [text[:8] for text in await chat.read()] == ["4 из 6. "]


async def test_no_consent_no_trace(chat: Chat) -> None:
    """What was typed is erased; the phone stays."""
    await chat.writes(GATEWAY)
    await chat.sends("photo")
    assert await chat.taps("Не даю") == Declined()
    assert (await chat.read())[-1].endswith("+7 000 000-00-00")
    assert await chat.pending() is None

    async def look(tx: Transaction) -> None:
        customer = await tx.customers.by_user(PYOTR)
        assert customer is not None
        assert (customer.contact, customer.consent_version) == (None, None)
        for number in (101, 102):
            assert await tx.utterances.twin(message("", number).place) is None

    await chat.look(look)


async def test_consent_is_kept_from_the_moment_it_was_given(chat: Chat) -> None:
    await chat.writes(GATEWAY)
    await chat.writes("согласен")
    given = chat.clock.now()
    await chat.writes("Пётр")

    async def look(tx: Transaction) -> None:
        customer = await tx.customers.by_user(PYOTR)
        assert customer is not None
        assert (customer.consent_version, customer.consent_at) == ("1", given)
        assert customer.contact is None  # only a sent form is kept

    await chat.look(look)


async def test_start_in_the_middle_then_again(chat: Chat) -> None:
    """C52: the draft is a row: another process offers the same choice."""
    await chat.writes(GATEWAY)
    await chat.writes("согласен")
    await chat.read()
    chat.intake = Intake(chat.desk)
    await chat.starts()
    assert (await chat.read())[-1].startswith("Вы уже рассказываете о проблеме.")
    await chat.taps("Начать заново")
    assert (await chat.read())[-1].startswith("Здравствуйте.")
    draft = await chat.pending()
    assert draft is not None
    assert draft.utterances == ()
    assert "consent" in draft.values  # given is given


async def test_a_link_presets_the_product(chat: Chat) -> None:
    await chat.starts("product_pbx")
    draft = await chat.pending()
    assert draft is not None
    assert draft.values["product"] == "pbx"


async def test_about_the_last_ticket_leaves_what_was_said_to_the_caller(chat: Chat) -> None:
    await chat.files()
    at = chat.now()

    async def unit(tx: Transaction) -> None:
        customer = await tx.customers.by_user(PYOTR)
        assert customer is not None
        await chat.intake.opened(tx, customer, message(VPN, 900, at=at), at, about=TicketId(1))

    await chat.do(unit)
    draft = await chat.pending()
    assert draft is not None
    assert await chat.taps("Это про № 1") == AboutTicket(TicketId(1))
    (said,) = await chat.look(lambda tx: tx.utterances.many(draft.utterances))
    assert (said.text, said.standing) == (VPN, Standing.HELD)
    assert len(await chat.tickets()) == 1


async def test_an_edit_is_kept_in_the_history_too(chat: Chat) -> None:
    await chat.writes(GATEWAY)
    number = chat.number
    await chat.edits(number, "Шлюз не загружается вообще")
    twin = await chat.look(lambda tx: tx.utterances.twin(message("", number).place))
    assert twin is not None
    number_of_it = twin.utterance
    assert number_of_it is not None
    said = await chat.look(lambda tx: tx.utterances.get(number_of_it))
    assert said is not None
    assert said.text == "Шлюз не загружается вообще"


async def test_silence_brings_a_nudge_by_day_and_then_nothing_is_kept(chat: Chat) -> None:
    """LIFECYCLE 3; SEMANTICS: reminders wait for 09:00 to 20:00 of the person's own day."""
    await chat.writes(GATEWAY)
    await chat.read()
    chat.clock.advance(hours=30)  # a quarter to one at night
    assert await chat.intake.sweep(chat.clock.now()) == 1
    assert await chat.read() == []
    chat.clock.advance(hours=9)
    assert await chat.intake.sweep(chat.clock.now()) == 1
    assert (await chat.read())[0].startswith("Обращение не отправлено")
    assert await chat.intake.sweep(chat.clock.now()) == 0
    chat.clock.advance(days=7)
    assert await chat.intake.sweep(chat.clock.now()) == 1
    assert (await chat.read())[0].startswith("Неотправленное обращение удалено")
    assert await chat.pending() is None
    assert await chat.look(lambda tx: tx.utterances.twin(message("", 101).place)) is None


async def test_one_question_in_private_is_answered_by_the_next_line(chat: Chat) -> None:
    await chat.files()
    at = chat.now()

    async def unit(tx: Transaction) -> None:
        await chat.intake.ask(tx, await chat.intake.customer(tx, PYOTR, None), Asking.RATING, 1, at)

    await chat.do(unit)
    assert (await chat.read())[-1].startswith("Жаль. Что было не так?")
    assert await chat.writes("Долго") == Answered(Asking.RATING, 1, {"text": "Долго"})
    assert await chat.pending() is None


async def test_a_profile_is_shown_and_edited(chat: Chat) -> None:
    async def unit(tx: Transaction) -> None:
        await chat.intake.profile(tx, await chat.intake.customer(tx, PYOTR, None), chat.clock.now())

    await chat.do(unit)
    assert (await chat.read())[-1].startswith("О вас мы ничего не храним.")
    await chat.files()
    await chat.do(unit)
    await chat.taps("Организация")
    await chat.writes("АО «Нева», ИНН 7707083893")
    assert (await chat.read())[-1] == "Записано."
    customer = await chat.look(lambda tx: tx.customers.by_user(PYOTR))
    assert customer is not None
    assert customer.organisation == Organisation(name="АО «Нева»", inn="7707083893")
    (ticket,) = await chat.tickets()
    assert ticket.organisation == Organisation(name="ООО «Ромашка»")  # a ticket keeps what was given


async def test_cancelling_forgets(chat: Chat) -> None:
    await chat.writes(GATEWAY)
    assert await chat.writes("/cancel") == Cancelled()
    assert await chat.pending() is None
    assert await chat.look(lambda tx: tx.utterances.twin(message("", 101).place)) is None


async def test_an_update_that_comes_twice_is_heard_once(chat: Chat) -> None:
    """C29: the mark is in the same commit."""

    async def unit(tx: Transaction) -> None:
        customer = await chat.intake.customer(tx, PYOTR, "ru")
        await chat.intake.opened(tx, customer, message(GATEWAY, 101), chat.clock.now())

    update = Update(
        bot_id=1,
        update_id=1,
        key="7",
        chat=ChatId(7),
        thread=None,
        sent_at=chat.clock.now(),
        received_at=chat.clock.now(),
        payload="{}",
    )
    (row,) = await chat.do(lambda tx: tx.inbox.store_updates([update]))
    origin = Origin(chat.clock.now(), inbox=row)
    await chat.database.run(origin, unit)
    await chat.database.run(origin, unit)
    draft = await chat.pending()
    assert draft is not None
    assert len(draft.utterances) == 1
