"""What to do about letters that were taken: facts for all of them in one look, then words and addresses."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import structlog

from bot.delivery.calls import Calls, Mail, Making, Nothing, NotYet
from bot.delivery.compose import Composer
from bot.delivery.facts import Facts, gather
from bot.delivery.files import Exports
from bot.delivery.limits import Limits
from bot.delivery.outcome import Later
from bot.delivery.ports import Clock, Store, Transaction
from bot.delivery.verdicts import backoff
from domain.delivery import Obstacle, Sent, Trouble
from domain.desk import Group
from domain.effects import React, RefreshCard, SendFile
from domain.ids import ChatId, LetterId
from domain.letters import LAZY_PAUSE, Letter
from storage.errors import StorageError

log = structlog.get_logger()

LAZIEST = timedelta(minutes=10)  # a redraw that waited so long for an idle moment is drawn anyway
PATIENCE = 5  # tries of a letter that we cannot compose for a fault of our own
NOT_YET = timedelta(seconds=2)  # and doubling, up to …
LONGEST = timedelta(seconds=60)
TROUBLED = timedelta(seconds=1)

Planned = Calls | Mail | Making | Sent | Trouble | Later


class Planning:
    """From letters to plans. A letter that we cannot compose holds up nobody else's."""

    def __init__(self, store: Store, composer: Composer, limits: Limits, clock: Clock, exports: Exports) -> None:
        self.unmarkable: set[ChatId] = set()  # chats that refuse our reactions
        self._store, self._composer, self._limits, self._clock = store, composer, limits, clock
        self._exports = exports

    async def plans(self, letters: Sequence[Letter]) -> dict[LetterId, Planned]:
        """Plan them all."""

        async def look(tx: Transaction) -> dict[LetterId, Facts | Exception]:
            return {letter.id: await self._gathered(tx, letter) for letter in letters}

        try:
            facts = await self._store.read(look)
        except StorageError as error:
            return {letter.id: Later(TROUBLED, type(error).__name__) for letter in letters}
        return {letter.id: self._plan(letter, facts[letter.id]) for letter in letters}

    async def _gathered(self, tx: Transaction, letter: Letter) -> Facts | Exception:
        try:
            facts = await gather(tx, letter.effect)
            if isinstance(letter.effect, SendFile) and (look := self._exports.get(letter.effect.file)):
                facts = replace(facts, contents=await look(tx, letter.effect))
        except Exception as error:  # noqa: BLE001  told with the letter it is about
            return error
        return facts

    def _plan(self, letter: Letter, facts: Facts | Exception) -> Planned:
        if isinstance(facts, StorageError):
            return Later(TROUBLED, type(facts).__name__)
        if isinstance(facts, Exception):
            return our_fault(letter, facts)
        if isinstance(letter.effect, React) and letter.effect.place.chat in self.unmarkable:
            return Sent(skipped=True)
        if self._too_early(letter, facts.group):
            return Later(LAZY_PAUSE, "the group's budget is not idle")
        try:
            plan = self._composer.compose(letter.effect, facts, self._clock.now())
        except Exception as error:  # noqa: BLE001  told with the letter it is about
            return our_fault(letter, error)
        match plan:
            case Nothing():
                return Sent(skipped=True)
            case NotYet():
                return Later(min(LONGEST, NOT_YET * 2 ** min(letter.attempts, 5)), "not yet")
            case _:
                return plan

    def _too_early(self, letter: Letter, group: Group | None) -> bool:
        lazy = isinstance(letter.effect, RefreshCard) and letter.effect.lazily
        if not lazy or group is None or self._clock.now() - letter.created_at > LAZIEST:
            return False
        return not self._limits.idle(group.chat, self._clock.monotonic())


def our_fault(letter: Letter, error: Exception) -> Later | Trouble:
    """What becomes of a letter by a fault of our own: tried again, but it must not stop its lane for ever."""
    log.error("letter_faulty", letter=letter.id, kind=type(letter.effect).__name__, exc_info=error)
    if letter.attempts < PATIENCE:
        return Later(backoff(letter.attempts), type(error).__name__)
    return Trouble(obstacle=Obstacle.UNKNOWN, detail=type(error).__name__)
