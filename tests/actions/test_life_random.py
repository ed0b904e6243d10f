"""Whatever customers, engineers, leads and clocks do, in whatever order: the desk stays in order (LIFECYCLE 1–7).

Real actions over a real database; after each step every invariant is looked up in the tables.
"""

import asyncio
import tempfile
from collections.abc import Awaitable
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from domain.customer import Category
from domain.delivery import Obstacle
from domain.effects import Effect, RelayToCustomer, TellCustomer
from domain.errors import Refusal
from domain.ids import CustomerId, EngineerId, MatterId, MessageId, TicketId, UserId
from domain.intake import Usage
from storage.transaction import Transaction
from tests.actions.house import ANNA, BORIS, GROUP, LEAD, MARIA, PETR, SECOND_LEAD, VERA, House
from tests.actions.laws import Laws
from tests.fakes.clock import FakeClock
from tests.fakes.desk import desk_at

CUSTOMERS = st.sampled_from([PETR, PETR, PETR, PETR, MARIA])
ORGANISATIONS = st.sampled_from(["ООО «Ромашка»", "ООО «Ромашка»", "ООО «Ромашка»", "АО «Лютик»"])
USAGES = st.sampled_from([Usage.SUBSCRIPTION, Usage.PARTNER, Usage.DEMO, Usage.UNKNOWN, Usage.NONE])
ENGINEERS = st.sampled_from([ANNA, BORIS, VERA, EngineerId(LEAD)])
LEADS = st.sampled_from([LEAD, SECOND_LEAD, UserId(ANNA)])  # one of them is none
WHICH = st.integers(0, 7)
NOBODYS = 7
ENOUGH = 4  # live tickets
OWN = st.sampled_from([True, True, True, True, True, False])  # whether the right person does it
CATEGORIES = st.sampled_from(Category)
THEIR_WORDS = st.sampled_from(
    ["Ничего не помогло, всё по-прежнему", "спасибо", "А как настроить отчёты?", "👍", "отменить", "да", "нет"]
)
OUR_WORDS = st.sampled_from(["Проверьте кабель", "// позвонить завтра", "Пришлите снимок экрана"])
TO_DEVELOPERS = st.sampled_from(
    [
        "dev@example.org; через 3 дня; Передали разработчикам, они увидели ошибку",
        "Орлов, +7 900 000-00-00; через 5 часов; Нужна правка в ядре",
        "dev@example.org; вчера; поздно",
        "; через 3 дня; никому",
        "dev@example.org",
    ]
)
MATTERS = st.sampled_from(
    [
        ("refusals", "confirm"),
        ("refusals", "decline"),
        ("appeals", "ask_uphold"),
        ("appeals", "ask_dismiss"),
        ("complaints", "ask_settle"),
    ]
)
WHILES = st.one_of(
    st.timedeltas(timedelta(), timedelta(minutes=20)),
    st.timedeltas(timedelta(minutes=30), timedelta(hours=6)),
    st.timedeltas(timedelta(days=1), timedelta(days=16)),
)


class Life(RuleBasedStateMachine):
    """A desk, and everybody at it."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        self.blocked = False
        self.runner.run(self._open())

    async def _open(self) -> None:
        memory = Path("/dev/shm")  # thousands of commits need no disk
        folder = self.stack.enter_context(tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None))
        clock = FakeClock()
        database, desk = await self.stack.enter_async_context(desk_at(Path(folder) / "desk.db", clock))
        self.house = House.of(database, replace(desk, leads=(LEAD, SECOND_LEAD)), clock)
        self.house.broken = self._in_the_way
        await self.house.furnish()
        self.laws = Laws(self.house)

    def teardown(self) -> None:
        """At last everything is delivered, and nothing waits that could go."""
        try:
            self.blocked = False
            self.does(self._all_delivered())
        finally:
            self.runner.run(self.stack.aclose())
            self.runner.close()

    async def _all_delivered(self) -> None:
        self.house.clock.advance(minutes=2)
        await self.house.deliver()
        [(left,)] = self.house.ask("SELECT count(*) FROM outbox WHERE state = 'sending'")
        assert left == 0
        assert not await self.house.due()

    # Steps

    def does(self, act: Awaitable[Any]) -> None:
        """Somebody does something, which the desk may refuse; then the laws are looked at."""

        async def step() -> None:
            with suppress(Refusal):  # an answer like any other: nothing has changed
                await act
            await self.laws.hold()

        self.house.clock.advance(seconds=1)
        self.runner.run(step())

    def ticket(self, which: int) -> TicketId:
        """One of the newest, or (7) a number that nobody has."""
        found = self.house.ask("SELECT id FROM tickets ORDER BY id DESC LIMIT 6")
        return TicketId(found[which % len(found)][0]) if which != NOBODYS and found else TicketId(404)

    def customer(self, which: int, stranger: UserId, *, own: bool) -> UserId:
        """Whose ticket it is, or somebody."""
        found = self.house.ask(
            "SELECT user_id FROM customers JOIN tickets ON customers.id = customer_id WHERE tickets.id = ?",
            self.ticket(which),
        )
        return UserId(found[0][0]) if own and found else stranger

    def engineer(self, which: int, other: EngineerId, *, own: bool) -> EngineerId:
        """Who has the ticket, or somebody."""
        found = self.house.ask("SELECT engineer_id FROM tickets WHERE id = ?", self.ticket(which))
        return EngineerId(found[0][0]) if own and found and found[0][0] else other

    def _in_the_way(self, effect: Effect) -> Obstacle | None:
        mine = isinstance(effect, TellCustomer | RelayToCustomer) and effect.customer == CustomerId(1)
        return Obstacle.BLOCKED if self.blocked and mine else None

    # Customers

    @rule(user=CUSTOMERS, usage=USAGES, organisation=ORGANISATIONS)
    def files(self, user: UserId, usage: Usage, organisation: str) -> None:
        if len(self.house.ask("SELECT id FROM tickets WHERE status <> 'closed'")) < ENOUGH:
            self.does(self.house.registers(user, usage, organisation))

    @initialize(usage=st.sampled_from([Usage.SUBSCRIPTION, Usage.DEMO, Usage.UNKNOWN]))
    def begins(self, usage: Usage) -> None:
        self.does(self.house.files(PETR, usage))

    @rule(user=CUSTOMERS, words=THEIR_WORDS)
    def writes(self, user: UserId, words: str) -> None:
        self.does(self.house.writes(user, words))

    @rule(user=CUSTOMERS, words=THEIR_WORDS, which=WHICH)
    def replies(self, user: UserId, words: str, which: int) -> None:
        """To a message of that ticket, so that there is no doubt which is meant."""
        found = self.house.ask(
            "SELECT message_id FROM message_pairs WHERE chat_id = ? AND ticket_id = ? ORDER BY message_id DESC LIMIT 1",
            user,
            self.ticket(which),
        )
        if found:
            self.does(self.house.writes(user, words, reply_to=MessageId(found[0][0])))

    @rule(
        user=CUSTOMERS,
        own=OWN,
        which=WHICH,
        press=st.sampled_from(["confirm", "confirm", "object", "withdraw", "first", "still", "reopen"]),
    )
    def presses(self, user: UserId, which: int, press: str, own: bool) -> None:  # noqa: FBT001
        act, person = getattr(self.house.actions.resolution, press), self.customer(which, user, own=own)
        self.does(act(self.house.origin(), self.ticket(which), person))

    @rule(which=WHICH, yes=st.booleans())
    def has_the_last_word(self, which: int, yes: bool) -> None:  # noqa: FBT001
        """R23: where it is called settled, the customer says yes or no."""
        found = self.house.ask("SELECT id FROM tickets WHERE status = 'resolved'")
        if found:
            number = TicketId(found[which % len(found)][0])
            person = self.house.ask(
                "SELECT user_id FROM customers JOIN tickets ON customers.id = customer_id WHERE tickets.id = ?", number
            )[0][0]
            act = self.house.actions.resolution.confirm if yes else self.house.actions.resolution.object
            self.does(act(self.house.origin(), number, UserId(person)))

    @rule(which=WHICH, press=st.sampled_from(["confirm", "withdraw", "first"]))
    def is_done_with_one(self, which: int, press: str) -> None:
        """R17: a live ticket ends, or another goes first; the next in line takes its place."""
        found = self.house.ask(
            "SELECT tickets.id, user_id FROM tickets JOIN customers ON customers.id = customer_id "
            "WHERE status <> 'closed' ORDER BY status <> 'queued', tickets.id"
        )
        if found:
            number, person = found[which % len(found)]
            act = getattr(self.house.actions.resolution, press)
            self.does(act(self.house.origin(), TicketId(number), UserId(person)))

    @rule(which=WHICH)
    def comes_back(self, which: int) -> None:
        """R25: a closed ticket is gone on with."""
        found = self.house.ask("SELECT id, customer_id FROM tickets WHERE status = 'closed' ORDER BY id")
        if found:
            number = TicketId(found[which % len(found)][0])
            [(person,)] = self.house.ask("SELECT user_id FROM customers WHERE id = ?", found[which % len(found)][1])
            self.does(self.house.actions.resolution.reopen(self.house.origin(), number, UserId(person)))

    @rule(user=CUSTOMERS, own=OWN, which=WHICH, stars=st.sampled_from([1, -1]))
    def rates(self, user: UserId, which: int, stars: int, own: bool) -> None:  # noqa: FBT001
        person = self.customer(which, user, own=own)
        self.does(self.house.actions.resolution.rate(self.house.origin(), self.ticket(which), person, stars))

    @rule(blocked=st.booleans())
    def blocks_the_bot(self, blocked: bool) -> None:  # noqa: FBT001
        self.blocked = blocked

    # Engineers

    @rule(
        engineer=ENGINEERS, which=WHICH, press=st.sampled_from(["claim", "claim", "release", "working", "out_of_turn"])
    )
    def handles(self, engineer: EngineerId, which: int, press: str) -> None:
        act = getattr(self.house.actions.handling, press)
        self.does(act(self.house.origin(), self.ticket(which), engineer))

    @rule(engineer=ENGINEERS, to=ENGINEERS, which=WHICH)
    def hands_over(self, engineer: EngineerId, to: EngineerId, which: int) -> None:
        self.does(self.house.actions.handling.hand_over(self.house.origin(), self.ticket(which), engineer, to))

    @rule(engineer=ENGINEERS, which=WHICH, category=CATEGORIES)
    def verifies(self, engineer: EngineerId, which: int, category: Category) -> None:
        self.does(self.house.actions.handling.verify(self.house.origin(), self.ticket(which), engineer, category))

    @rule(engineer=ENGINEERS, own=OWN, which=WHICH, words=OUR_WORDS)
    def says(self, engineer: EngineerId, which: int, words: str, own: bool) -> None:  # noqa: FBT001
        """Whether it goes out at once or waits under buttons is the desk's to decide."""
        if self.runner.run(self.house.thread(self.ticket(which))) is not None:
            author = self.engineer(which, engineer, own=own)
            self.does(self.house.says(author, self.ticket(which), words))

    @rule(engineer=ENGINEERS, which=WHICH)
    def answers(self, engineer: EngineerId, which: int) -> None:
        """Takes it if need be, writes, and the customer has it: what happens most."""
        if self.runner.run(self.house.thread(self.ticket(which))) is not None:
            self.does(self.house.answers(self.engineer(which, engineer, own=True), self.ticket(which)))

    @rule(engineer=ENGINEERS, which=WHICH, key=st.sampled_from(["screenshot", "logs", "version", "nothing"]))
    def asks(self, engineer: EngineerId, which: int, key: str) -> None:
        """R12: a request that was written beforehand."""
        by = self.engineer(which, engineer, own=True)
        self.does(self.house.actions.prepared.ask(self.house.origin(), self.ticket(which), by, key))

    @rule(engineer=ENGINEERS, which=WHICH, own=OWN)
    def takes_back(self, engineer: EngineerId, which: int, own: bool) -> None:  # noqa: FBT001
        """39: their last line there, whatever it was."""
        number = self.ticket(which)
        thread = self.runner.run(self.house.thread(number))
        if thread is not None:
            said = self.house.message(self.engineer(which, engineer, own=own), GROUP, "/undo", thread=thread)
            self.does(self.house.actions.taking_back.undo(self.house.origin(), number, said))

    @rule(engineer=ENGINEERS, which=WHICH)
    def splits(self, engineer: EngineerId, which: int) -> None:
        """32, R16: the customer's last message is another question."""
        if len(self.house.ask("SELECT id FROM tickets WHERE status <> 'closed'")) < ENOUGH:
            self.does(self.house.actions.splitting.split(self.house.origin(), self.ticket(which), engineer))

    @rule(engineer=ENGINEERS, which=WHICH, other=WHICH)
    def joins(self, engineer: EngineerId, which: int, other: int) -> None:
        """31: the one is the other, or is none of its kin."""
        mark = self.house.actions.duplicates.mark
        self.does(mark(self.house.origin(), self.ticket(which), engineer, self.ticket(other)))

    @rule(author=ENGINEERS, engineer=ENGINEERS, which=WHICH, take=st.booleans())
    def sends_what_waits(self, author: EngineerId, engineer: EngineerId, which: int, take: bool) -> None:  # noqa: FBT001
        act = self.house.actions.answering.send_held
        self.does(act(self.house.origin(), self.ticket(which), author, engineer, take=take))

    @rule(author=ENGINEERS, which=WHICH)
    def keeps_what_waits(self, author: EngineerId, which: int) -> None:
        self.does(self.house.actions.answering.keep_held(self.house.origin(), self.ticket(which), author, author))

    @rule(engineer=ENGINEERS, own=OWN, which=WHICH, text=st.sampled_from(["", "Отошёл кабель диска"]))
    def resolves(self, engineer: EngineerId, which: int, text: str, own: bool) -> None:  # noqa: FBT001
        by = self.engineer(which, engineer, own=own)
        self.does(self.house.actions.resolution.resolve(self.house.origin(), self.ticket(which), by, text))

    @rule(engineer=ENGINEERS, which=WHICH, ground=st.sampled_from(["lan", "theory", "gone"]))
    def refuses(self, engineer: EngineerId, which: int, ground: str) -> None:
        self.does(self.house.actions.resolution.refuse(self.house.origin(), self.ticket(which), engineer, ground))

    @rule(engineer=ENGINEERS, own=OWN, which=WHICH, line=TO_DEVELOPERS)
    def escalates(self, engineer: EngineerId, which: int, line: str, own: bool) -> None:  # noqa: FBT001
        """R21: with whom, until when, in what words; without one of them nothing happens (C49)."""
        act, by = self.house.actions.escalations.escalate, self.engineer(which, engineer, own=own)
        self.does(act(self.house.origin(), self.ticket(which), by, line))

    @rule(engineer=ENGINEERS, which=WHICH)
    def has_it_back(self, engineer: EngineerId, which: int) -> None:
        found = self.house.ask("SELECT id, engineer_id FROM tickets WHERE status = 'escalated'")
        if found:
            number, holder = found[which % len(found)]
            act = self.house.actions.escalations.returned
            self.does(act(self.house.origin(), TicketId(number), EngineerId(holder or engineer)))

    @rule(engineer=ENGINEERS, which=WHICH, press=st.sampled_from(["warn", "propose"]))
    def is_offended(self, engineer: EngineerId, which: int, press: str) -> None:
        act = getattr(self.house.actions.refusals, press)
        self.does(act(self.house.origin(), self.ticket(which), engineer))

    @rule(engineer=ENGINEERS, which=WHICH)
    def opens_again(self, engineer: EngineerId, which: int) -> None:
        """35d: by the desk's own word, with a reason."""
        self.does(
            self.house.actions.appeals.reopen(self.house.origin(), self.ticket(which), engineer, "Нашли ещё причину")
        )

    # What leads decide of

    @rule(user=CUSTOMERS, own=OWN, which=WHICH, words=THEIR_WORDS, of=st.sampled_from(["complaints", "appeals"]))
    def turns_to_the_lead(self, user: UserId, which: int, words: str, of: str, own: bool) -> None:  # noqa: FBT001
        """R26: a complaint, or an appeal against a refusal: asked for, then written."""
        person, number = self.customer(which, user, own=own), self.ticket(which)

        async def complains() -> None:
            await getattr(self.house.actions, of).ask(self.house.origin(), number, person)
            await self.house.writes(person, words)

        self.does(complains())

    @rule(lead=LEADS, which=WHICH, press=MATTERS, words=st.sampled_from(["Разобрались, простите", "отменить"]))
    def decides(self, lead: UserId, which: int, press: tuple[str, str], words: str) -> None:
        """A refusal for rudeness, an appeal, a complaint: the first lead who acts settles it."""
        of, name = press
        found = self.house.ask("SELECT id FROM matters ORDER BY id DESC LIMIT 4")
        number = MatterId(found[which % len(found)][0]) if found else MatterId(404)

        async def settles() -> None:
            await getattr(getattr(self.house.actions, of), name)(self.house.origin(), number, lead)
            if name.startswith("ask"):
                await self.house.writes(lead, words)

        self.does(settles())

    # Leads

    @rule(lead=LEADS, which=WHICH, category=CATEGORIES)
    def accepts(self, lead: UserId, which: int, category: Category) -> None:
        self.does(self.house.actions.gate.accept(self.house.origin(), self.ticket(which), lead, category))

    @rule(lead=LEADS, which=WHICH)
    def turns_down(self, lead: UserId, which: int) -> None:
        number, now = self.ticket(which), self.house.clock.now() + timedelta(seconds=1)

        async def unit(tx: Transaction) -> None:
            await self.house.actions.gate.turned_down(tx, number, lead, "Подписка закончилась", now)

        self.does(self.house.do(unit))

    @rule(lead=LEADS, which=WHICH, minutes=st.sampled_from([-5, 15, 120]))
    def promises(self, lead: UserId, which: int, minutes: int) -> None:
        due = self.house.clock.now() + timedelta(minutes=minutes)
        self.does(self.house.actions.alerts.promise(self.house.origin(), self.ticket(which), lead, due))

    @rule(lead=LEADS, which=WHICH, to=ENGINEERS)
    def assigns(self, lead: UserId, which: int, to: EngineerId) -> None:
        self.does(self.house.actions.alerts.assign(self.house.origin(), self.ticket(which), lead, to))

    # The post and the clock

    @rule()
    def delivers(self) -> None:
        self.does(self.house.deliver())

    @rule(some=st.integers(1, 4))
    def delivers_a_little(self, some: int) -> None:
        """The post is slow: whatever happens next happens while letters wait."""

        async def few() -> None:
            for letter in (await self.house.due())[:some]:
                await self.house.carry(letter.id)

        self.does(few())

    @rule(weeks=st.integers(1, 3))
    def nothing_happens(self, weeks: int) -> None:
        """R24: everything is read, and nobody writes."""

        async def silence() -> None:
            await self.house.deliver()
            await self.house.passes(weeks=weeks)

        self.does(silence())

    @rule(a_while=WHILES)
    def time_passes(self, a_while: timedelta) -> None:
        self.does(self.house.passes(seconds=int(a_while.total_seconds())))

    @rule(a_while=WHILES)
    def the_desk_is_down(self, a_while: timedelta) -> None:
        """Time passes and nobody looks; the sweep that follows finds everything at once."""
        self.house.clock.advance(seconds=int(a_while.total_seconds()))
        self.does(self.house.deadlines.sweep(current=True))


USUAL = settings(deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)


def test_a_life() -> None:
    """A few hundred steps, for every day."""
    run_state_machine_as_test(Life, settings=settings(USUAL, max_examples=25, stateful_step_count=40))


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_long_lives() -> None:
    """Thousands of steps."""
    many = settings(USUAL, max_examples=150, stateful_step_count=60, phases=[Phase.generate, Phase.shrink])
    run_state_machine_as_test(Life, settings=many)
