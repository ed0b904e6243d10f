"""Seen from outside: alive, ready or why not, numbers without people; and one line to the lead when one is needed."""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from actions.desk import Desk
from actions.notices import Notices
from bot.caretaker import LITTLE, Caretaker
from bot.delivery.sending import Counters
from bot.health.metrics import LANES, exposed
from bot.health.readiness import reasons
from bot.health.server import Health
from bot.health.vitals import Kept, Vitals
from bot.heartbeat import Heartbeat
from bot.settings import Address
from domain.desk import Group, Origin
from domain.effects import TellLead
from domain.ids import ChatId, LetterId
from domain.ticket import Status
from domain.words import Moment, Text, Token
from storage.database import Database
from storage.errors import Full, StorageError
from storage.inbox import InboxCounts
from storage.transaction import Transaction
from storage.vitals import Queue
from tests.domain.test_letters import TABLE
from tests.fakes.clock import FRIDAY, FakeClock
from tests.fakes.desk import desk_at
from tests.scenarios.conftest import Build, described
from tests.scenarios.stories import a_ticket
from tests.storage.samples import a_letter

KEPT = Kept(
    inbox=InboxCounts(waiting=0, quarantined=0, oldest=None),
    queues={},
    longest_due=None,
    tickets={},
    overdue=0,
    due_soon=0,
    group=Group(chat=ChatId(-1), forum=True),
    backup=None,
)
WELL = Vitals(
    at=FRIDAY,
    kept=KEPT,
    current=True,
    backlog=0,
    away=0.0,
    beat_age=3.0,
    round_age=0.5,
    counters=Counters(),
    budget=(0, 20.0),
    knocks={},
    database_size=1,
    disk_free=1,
    mode="polling",
)


# --- /livez, /readyz


@pytest.mark.parametrize(
    ("vitals", "found"),
    [
        (WELL, []),
        (replace(WELL, beat_age=40.0), ["database not writable"]),
        (replace(WELL, current=False), ["intake not current"]),
        (
            replace(WELL, kept=replace(KEPT, inbox=InboxCounts(waiting=1, quarantined=0, oldest=FRIDAY))),
            [],
        ),
        (
            replace(
                WELL,
                kept=replace(KEPT, inbox=InboxCounts(waiting=1, quarantined=0, oldest=FRIDAY - timedelta(minutes=6))),
            ),
            ["intake stuck"],
        ),
        (replace(WELL, round_age=61.0), ["delivery stuck"]),
        (replace(WELL, kept=replace(KEPT, longest_due=FRIDAY - timedelta(minutes=14))), []),
        (replace(WELL, kept=replace(KEPT, longest_due=FRIDAY - timedelta(minutes=16))), ["delivery stuck"]),
        (replace(WELL, kept=replace(KEPT, longest_due=FRIDAY + timedelta(hours=1))), []),
        (replace(WELL, kept=replace(KEPT, group=None)), ["no engineers' group"]),
        (replace(WELL, beat_age=40.0, current=False), ["database not writable", "intake not current"]),
    ],
)
def test_what_keeps_the_desk_from_serving(vitals: Vitals, found: list[str]) -> None:
    assert list(reasons(vitals)) == found


@asynccontextmanager
async def asked(health: Health, path: str) -> AsyncIterator[aiohttp.ClientResponse]:
    async with aiohttp.ClientSession() as http, http.get(f"http://{health.address}{path}") as answer:
        yield answer


async def test_it_answers_from_the_first_moment_and_whatever_happens() -> None:
    """Alive while it starts, and while its database fails; ready only when it is."""
    health = Health(Address("127.0.0.1", 0))

    async def fails() -> Vitals:
        raise Full("no room")

    async def well() -> Vitals:
        return WELL

    async with health.open():
        for look, reason in ((None, "starting"), (fails, "database not readable: Full")):
            health.look = look
            async with asked(health, "/livez") as answer:
                assert answer.status == 200
            async with asked(health, "/readyz") as answer:
                assert answer.status == 503
                assert await answer.json() == {"ready": False, "leads": False, "reasons": [reason]}
            async with asked(health, "/metrics") as answer:
                assert answer.status == 503
        health.look = well
        async with asked(health, "/readyz") as answer:
            assert answer.status == 200
            assert await answer.json() == {"ready": True, "leads": True, "reasons": []}


async def test_off_is_off() -> None:
    async with Health(None).open():
        pass


# --- /metrics


def values(text: str) -> dict[str, float]:
    return {name: float(value) for name, value in re.findall(r"^(helpdesk_\S+) (\S+)$", text, re.MULTILINE)}


def test_the_metrics_say_what_is_seen() -> None:
    ago = FRIDAY - timedelta(seconds=90)
    kept = replace(
        KEPT,
        inbox=InboxCounts(waiting=3, quarantined=2, oldest=ago),
        queues={"customer": Queue(5, ago)},
        tickets={Status.OPEN: 4},
        overdue=1,
        due_soon=2,
        backup=ago,
    )
    counters = Counters(retry_after=6, outcome_unknown=7, by_kind=Counter({("TellLead", "sent"): 8}))
    said = values(
        exposed(replace(WELL, kept=kept, counters=counters, budget=(9, 20.0), knocks={"stored": 10})).decode()
    )
    wanted = {
        "helpdesk_intake_current": 1,
        "helpdesk_intake_lag_seconds": 90,
        'helpdesk_inbox_updates{state="new"}': 3,
        'helpdesk_inbox_updates{state="quarantined"}': 2,
        'helpdesk_outbox_letters{lane="customer"}': 5,
        'helpdesk_outbox_oldest_seconds{lane="customer"}': 90,
        'helpdesk_outbox_letters{lane="topic"}': 0,
        'helpdesk_letters_total{kind="TellLead",result="sent"}': 8,
        "helpdesk_telegram_retry_after_total": 6,
        "helpdesk_outcome_unknown_total": 7,
        "helpdesk_group_budget_used": 9,
        "helpdesk_group_budget_size": 20,
        'helpdesk_tickets{status="open"}': 4,
        'helpdesk_tickets{status="queued"}': 0,
        "helpdesk_tickets_overdue": 1,
        "helpdesk_tickets_due_soon": 2,
        "helpdesk_backup_age_seconds": 90,
        'helpdesk_webhook_requests_total{result="stored"}': 10,
        "helpdesk_telegram_away_seconds": 0,
        "helpdesk_heartbeat_age_seconds": 3,
        "helpdesk_database_bytes": 1,
        "helpdesk_disk_free_bytes": 1,
    }
    assert {name: said.get(name) for name in wanted} == wanted


def test_no_label_is_without_bound() -> None:
    """What is not one of our own kinds of lane is not told, however many there are."""
    kept = replace(KEPT, queues={f"odd{n}": Queue(1, FRIDAY) for n in range(100)})
    lanes = re.findall(r'helpdesk_outbox_letters\{lane="(\w+)"\}', exposed(replace(WELL, kept=kept)).decode())
    assert tuple(lanes) == LANES


def test_every_lane_that_letters_go_to_is_counted() -> None:
    """A kind of lane that the metrics do not know would wait unseen."""
    used = {lane.partition(":")[0] for _, lane, _ in TABLE}
    assert used | {"later"} == set(LANES)


# --- the whole desk


@pytest.fixture
def desk_of(tmp_path: Path) -> Build:
    def build(**how: Any) -> Any:
        return described(tmp_path, None, health_listen="127.0.0.1:0", **how)

    return build


async def test_a_desk_at_work_is_ready_and_tells_nothing_of_anybody(desk_of: Build) -> None:
    async with desk_of() as desk:
        await a_ticket(desk.petr, desk.group)
        assert desk.app is not None
        async with asked(desk.app.health, "/readyz") as answer:
            assert await answer.json() == {"ready": True, "leads": True, "reasons": []}
        async with asked(desk.app.health, "/metrics") as answer:
            assert answer.headers["Content-Type"].startswith("text/plain")
            told = await answer.text()
        said = values(told)
        assert said['helpdesk_tickets{status="open"}'] == 1
        assert said['helpdesk_letters_total{kind="OpenTopic",result="sent"}'] == 1
        for secret in (str(desk.petr.id), "Пётр", "Ромашка", "petr@example.org", "7900", desk.tg.token, "Шлюз"):
            assert secret not in told


async def test_without_a_group_it_is_not_ready(desk_of: Build) -> None:
    async with desk_of(bound=False) as desk:
        assert desk.app is not None
        async with asked(desk.app.health, "/readyz") as answer:
            assert answer.status == 503
            assert (await answer.json())["reasons"] == ["no engineers' group"]


async def test_telegram_out_of_reach_is_seen(desk_of: Build) -> None:
    async with desk_of() as desk:
        assert desk.app is not None
        desk.tg.fault("broken", method="getUpdates")
        await desk.petr.says("/id")  # it ends the long poll
        said: dict[str, Any] = {"ready": True}
        async with asyncio.timeout(20):
            while said["ready"]:
                async with asked(desk.app.health, "/readyz") as answer:
                    said = await answer.json()
        assert said["reasons"] == ["intake not current"]
        async with asked(desk.app.health, "/metrics") as answer:
            assert values(await answer.text())["helpdesk_telegram_away_seconds"] > 0


async def test_version_is_for_the_lead(desk_of: Build) -> None:
    """Version, policy, mode, start, size, last copy; to anybody else the desk says that it is not theirs."""
    async with desk_of() as desk:
        await desk.lead.says("/version")
        said = await desk.lead.sees("Версия")
        for part in (
            "Политика",
            "Сообщения бот забирает у Telegram сам",
            "Запуск",
            "База занимает",
            "Копий базы ещё нет",
        ):
            assert part in said.text
        await desk.passes(days=3, hours=2, minutes=1)
        await desk.lead.says("/version")
        await desk.lead.sees("в работе 3 д 2 ч")
        await desk.petr.says("/version")
        await desk.petr.sees("только руководитель поддержки")
        assert not any("Версия" in message.text for message in desk.petr.chat())


# --- the caretaker


class Rounds:
    """A caretaker in a house where things go wrong."""

    def __init__(self, database: Database, desk: Desk, clock: FakeClock) -> None:
        self.database, self.clock, self.counters, self.room = database, clock, Counters(), 10 * LITTLE
        self.broken: StorageError | None = None
        self.heart = Heartbeat(self, clock)
        self.caretaker = Caretaker(
            heart=self.heart,
            notices=Notices(desk),
            clock=clock,
            database=database,
            counters=self.counters,
            backed_up=True,
            free=lambda _: self.room,
        )

    async def run(self, origin: Any, unit: Any) -> Any:
        if self.broken:
            raise self.broken
        return await self.database.run(origin, unit)

    async def read(self, look: Any) -> Any:
        return await self.database.read(look)

    async def told(self) -> list[Text]:
        """What the lead has been told, in order."""
        found: list[Text] = []
        heads = await self.database.read(lambda tx: tx.outbox.heads(self.clock.now(), 100))
        while heads:
            for letter in heads:
                if isinstance(letter.effect, TellLead) and isinstance(letter.effect.words, Text):
                    found.append(letter.effect.words)
                letter_id = letter.id

                async def drop(tx: Transaction, letter_id: LetterId = letter_id) -> None:
                    await tx.outbox.give_up(letter_id, "")

                await self.database.run(_now(self.clock), drop)
            heads = await self.database.read(lambda tx: tx.outbox.heads(self.clock.now(), 100))
        return found


def _now(clock: FakeClock) -> Origin:
    return Origin(clock.now())


@pytest.fixture
async def rounds(tmp_path: Path) -> AsyncIterator[Rounds]:
    clock = FakeClock()
    async with desk_at(tmp_path / "desk.db", clock) as (database, desk):
        yield Rounds(database, desk, clock)


async def test_a_sound_house_needs_nobody(rounds: Rounds) -> None:
    await rounds.caretaker.beat()
    await rounds.caretaker.look()
    assert await rounds.told() == []


async def test_a_disk_that_fills_up_is_told_once_a_day(rounds: Rounds) -> None:
    rounds.room = LITTLE - 1
    for _ in range(3):
        await rounds.caretaker.look()
    assert await rounds.told() == [Text("lead-disk", {"megabytes": 511})]
    rounds.clock.advance(hours=25)
    await rounds.caretaker.look()
    assert len(await rounds.told()) == 1


async def test_a_memory_that_works_again_is_told(rounds: Rounds) -> None:
    """While it fails nothing can be told: there is nowhere to keep the letter."""
    since = rounds.clock.now()
    rounds.broken = Full("no room")
    for _ in range(3):
        await rounds.caretaker.beat()
        rounds.clock.advance(seconds=10)
    rounds.broken = None
    await rounds.caretaker.beat()
    until = rounds.clock.now()
    await rounds.caretaker.beat()
    facts: dict[str, Any] = {"since": Moment(since), "until": Moment(until), "why": Token("Full")}
    assert await rounds.told() == [Text("lead-database-back", facts)]


async def test_no_copy_for_two_days_is_told(rounds: Rounds) -> None:
    taken = rounds.clock.now()

    async def unit(tx: Transaction) -> None:
        await tx.facts.put("backup", taken.isoformat())

    await rounds.database.run(_now(rounds.clock), unit)
    rounds.clock.advance(hours=47)
    await rounds.caretaker.look()
    assert await rounds.told() == []
    rounds.clock.advance(hours=2)
    await rounds.caretaker.look()
    await rounds.caretaker.look()
    assert await rounds.told() == [Text("lead-no-backup", {"since": Moment(taken)})]


async def test_a_letter_given_up_is_told(rounds: Rounds) -> None:
    rounds.counters.given_up += 3
    await rounds.caretaker.look()
    await rounds.caretaker.look()
    assert await rounds.told() == [Text("lead-given-up")]


async def test_mail_that_does_not_leave_is_told(rounds: Rounds) -> None:
    since = rounds.clock.now()

    async def unit(tx: Transaction) -> None:
        effect, envelope = a_letter("m", "mail")
        await tx.outbox.post(effect, envelope, since, since + timedelta(days=1))

    await rounds.database.run(_now(rounds.clock), unit)
    await rounds.caretaker.look()
    rounds.clock.advance(minutes=61)
    await rounds.caretaker.look()
    await rounds.caretaker.look()
    assert await rounds.told() == [Text("lead-mail-waits", {"count": 1, "since": Moment(since)})]


async def test_a_database_that_was_taken_away_is_told(rounds: Rounds) -> None:
    """It goes on in a file that nobody can find any more: better known before the stop than after it."""
    await rounds.caretaker.look()
    place = rounds.database.path
    place.rename(place.with_name("elsewhere.db"))
    await rounds.caretaker.look()
    await rounds.caretaker.look()
    assert await rounds.told() == [Text("lead-database-gone", {"place": "desk.db"})]
    place.with_name("elsewhere.db").rename(place)
