"""What came of a letter, written down: it must be, or the letter would go out again."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

import structlog

from bot.delivery.ports import Acceptance, Clock, Store, Transaction
from bot.delivery.sending import Counters
from bot.delivery.verdicts import backoff
from domain.delivery import Sent, Trouble
from domain.desk import Origin
from domain.letters import Letter
from storage.errors import Closed, StorageError

log = structlog.get_logger()

PATIENCE = 3  # tries of an outcome that the desk cannot take for a fault of its own


@dataclass(frozen=True, slots=True)
class Later:
    """Back into its lane."""

    after: timedelta
    why: str


@dataclass(frozen=True, slots=True)
class GivenUp:
    """It went out, or did not, and the desk cannot take the news."""


Outcome = Sent | Trouble | Later | GivenUp


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Tells the desk, for as long as it takes."""

    store: Store
    acceptance: Acceptance
    clock: Clock
    counters: Counters

    async def record(self, letter: Letter, outcome: Outcome) -> None:
        """Write it down. While the database does not work, wait for it; an outcome it never takes ends the letter."""
        tries = 0
        while True:
            try:
                await self._write(letter, outcome)
            except Closed:  # the process ends; the next one finds the letter as being sent
                return
            except StorageError as error:
                log.warning("outcome_waits", letter=letter.id, trouble=type(error).__name__)
            except Exception:
                log.exception("outcome_refused", letter=letter.id, kind=type(letter.effect).__name__)
                if tries >= PATIENCE:
                    outcome = GivenUp()
            else:
                return
            tries += 1
            await asyncio.sleep(backoff(tries).total_seconds())

    async def _write(self, letter: Letter, outcome: Outcome) -> None:
        at = self.clock.now()
        kind = type(letter.effect).__name__
        match outcome:
            case Sent():
                await self.acceptance.accepted(letter, outcome, at)
                self.counters.sent += 1
                self.counters.by_kind[kind, "skipped" if outcome.skipped else "sent"] += 1
            case Trouble():
                log.warning("letter_refused", letter=letter.id, lane=letter.lane, obstacle=outcome.obstacle.value)
                await self.acceptance.refused(letter, outcome, at)
                self.counters.refused += 1
                self.counters.by_kind[kind, "refused"] += 1
            case Later(after, why):
                await self._put_back(letter, after, why)
                self.counters.by_kind[kind, "later"] += 1
            case GivenUp():
                await self._give_up(letter)
                self.counters.given_up += 1
                self.counters.by_kind[kind, "given_up"] += 1

    async def _put_back(self, letter: Letter, after: timedelta, why: str) -> None:
        at = self.clock.now()

        async def unit(tx: Transaction) -> None:
            await tx.outbox.retry(letter.id, at + after, why)

        await self.store.run(Origin(at), unit)

    async def _give_up(self, letter: Letter) -> None:
        async def unit(tx: Transaction) -> None:
            await tx.outbox.give_up(letter.id, "its outcome could not be recorded")

        await self.store.run(Origin(self.clock.now()), unit)
