"""Takes due letters, sends them, records what came of it. One of a lane at a time; urgent ones first."""

import asyncio
from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta
from random import random

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.methods import GetForumTopicIconStickers

from bot.delivery import files, mail
from bot.delivery.calls import Calls, Mail, Making
from bot.delivery.choice import Choice, Target, target_of, to_the_group
from bot.delivery.compose import Composer
from bot.delivery.enclosing import enclosed
from bot.delivery.limits import GROUP, Limits
from bot.delivery.looks import Looks
from bot.delivery.outcome import Later, Outcome, Outcomes
from bot.delivery.planning import Planned, Planning, our_fault
from bot.delivery.ports import Acceptance, Clock, Store, Transaction
from bot.delivery.sending import Counters, LaterError, ObstacleError, Progress, Sender
from bot.delivery.verdicts import Retry
from domain.delivery import Sent
from domain.desk import Group, Origin
from domain.ids import ChatId, LetterId
from domain.letters import Letter
from storage.errors import StorageError

log = structlog.get_logger()

LOOK = 32  # letters of each kind of target looked at together
STRAGGLERS = 10.0  # seconds in which a process that leads no more has noticed it, whatever it was sending
IDLE = 1.0  # seconds, at most, between two looks: a moved clock makes letters due without a word


class Delivery:
    """The only one who writes to anybody."""

    def __init__(
        self,
        *,
        store: Store,
        acceptance: Acceptance,
        bot: Bot,
        composer: Composer,
        limits: Limits,
        mailer: mail.Mailer,
        clock: Clock,
        exports: files.Exports | None = None,
    ) -> None:
        self._store, self._bot, self._composer = store, bot, composer
        self._limits, self._mailer, self._clock = limits, mailer, clock
        self._planning = Planning(store, composer, limits, clock, exports or {})
        self._sender = Sender(bot, limits, clock, self._planning.unmarkable)
        self._outcomes = Outcomes(store, acceptance, clock, self._sender.counters)
        self._looks = Looks()
        self._progress: dict[LetterId, Progress] = {}
        self._busy: Counter[Target] = Counter()
        self._hands: set[LetterId] = set()  # letters on their way
        self._again_at: float | None = None  # when to put back, once more, what was being sent elsewhere
        self.looked_at = clock.monotonic()  # seconds; far behind now: the loop hangs
        self._held = 0  # letters to the group that wait for more room than there is
        self._stirred, self._emptied, self._draining = asyncio.Event(), asyncio.Event(), False
        store.subscribe(self._stirred.set)

    @property
    def counters(self) -> Counters:
        """What happened since the start."""
        return self._sender.counters

    def budget(self, group: ChatId) -> tuple[int, float]:
        """Return how many writes the group's last minute has, and how many it may have."""
        return self._limits.used(group, self._clock.monotonic())

    async def run(self) -> None:
        """Send until drained or cancelled. A letter that is cut off stays in its lane."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._find_icons())
            started = False
            while not self._draining:
                self._stirred.clear()
                self.looked_at = self._clock.monotonic()
                try:
                    if not started:
                        await self._start()
                        started = True
                    elif self._again_at is not None and self.looked_at >= self._again_at:
                        await self._recover()
                        self._again_at = None
                    rest = await self._round(tasks)
                except StorageError as error:
                    log.warning("outbox_unreadable", trouble=type(error).__name__)
                    rest = IDLE
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stirred.wait(), rest)

    async def drain(self, seconds: float) -> None:
        """Take no more letters, and wait for those on their way, but not longer than that."""
        self._draining = True
        self._stirred.set()
        if self._busy.total():
            self._emptied.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._emptied.wait(), seconds)

    async def _start(self) -> None:
        """Go on where the last process stopped: letters it was sending wait again, its writes still count."""
        await self._recover()
        real, here = self._clock.real(), self._clock.monotonic()
        self._again_at = here + STRAGGLERS
        since = real - timedelta(seconds=GROUP[1])
        for write in await self._store.read(lambda tx: tx.outbox.recent_writes(since)):
            self._limits.remember(write.chat, write.writes, here - max(0.0, (real - write.at).total_seconds()))

    async def _recover(self) -> None:
        now = self._clock.now()

        async def recover(tx: Transaction) -> int:
            return await tx.outbox.recover(now, self._hands)

        if interrupted := await self._store.run(Origin(now), recover):
            self.counters.outcome_unknown += interrupted
            log.warning("letters_interrupted", count=interrupted)

    async def _find_icons(self) -> None:
        try:
            stickers = await self._bot(GetForumTopicIconStickers())
        except (AiogramError, OSError) as trouble:
            log.info("topic_icons_unknown", trouble=type(trouble).__name__)
            return
        listed = [(each.emoji, each.custom_emoji_id) for each in stickers]
        self._composer.topics.icons = {emoji.rstrip("\ufe0f"): number for emoji, number in listed if emoji and number}

    async def _round(self, tasks: asyncio.TaskGroup) -> float:
        """Let everything leave that may; return how long to rest unless something stirs."""
        now = self._clock.now()

        async def look(tx: Transaction) -> tuple[Group | None, tuple[Letter, ...], datetime | None]:
            return await tx.places.group(), await tx.outbox.heads(now, LOOK), await tx.outbox.next_time(now)

        group, heads, upcoming = await self._store.read(look)
        choice = Choice(self._limits, group, self._busy, self._held > 0, self._clock.monotonic())
        chosen = [letter.id for letter in choice.of(heads)]
        if not chosen:
            due = (upcoming - now).total_seconds() if upcoming else IDLE
            return min(IDLE, due, self._limits.opens_in(group.chat if group else None, choice.now))

        async def take(tx: Transaction) -> tuple[Letter, ...]:
            return await tx.outbox.take(chosen)

        letters = await self._store.run(Origin(now), take) or ()
        self._busy.update(target_of(letter) for letter in letters)
        self._hands.update(letter.id for letter in letters)
        plans = await self._planning.plans(letters)
        for letter in letters:
            self._launch(tasks, letter, plans[letter.id])
        return 0.0  # and look again: there may be more

    def _launch(self, tasks: asyncio.TaskGroup, letter: Letter, plan: Planned) -> None:
        """What the limits admit leaves in the order it was chosen in."""
        if isinstance(plan, Calls) and self._looks.same(letter.effect, plan):
            plan = Sent(skipped=True)
        admitted = held = False
        if isinstance(plan, Calls):
            first = plan.calls[self._progress_of(letter, plan).done]
            admitted = self._sender.admit(first, letter.urgency)
            held = not admitted and to_the_group(letter)
        self._held += held
        tasks.create_task(self._deliver(letter, plan, admitted=admitted, held=held))

    async def _deliver(self, letter: Letter, plan: Planned, *, admitted: bool, held: bool) -> None:
        try:
            try:
                outcome = await self._carried_out(letter, plan, admitted=admitted)
            except Exception as error:  # noqa: BLE001  told with the letter it is about
                outcome = our_fault(letter, error)
            await self._outcomes.record(letter, outcome)
        finally:
            self._held -= held
            self._busy[target_of(letter)] -= 1
            self._hands.discard(letter.id)
            self._stirred.set()
            if not self._busy.total():
                self._emptied.set()

    async def _carried_out(self, letter: Letter, plan: Planned, *, admitted: bool) -> Outcome:
        match plan:
            case Calls():
                return await self._sent(letter, plan, admitted=admitted)
            case Making():
                return await self._sent(letter, await files.made(plan), admitted=False)
            case Mail():
                return await self._mailed(letter, plan)
            case _:
                return plan

    async def _sent(self, letter: Letter, plan: Calls, *, admitted: bool) -> Outcome:
        progress = self._progress_of(letter, plan)
        self._progress.pop(letter.id, None)
        try:
            await self._sender.send(letter, plan.calls, progress, admitted=admitted)
        except LaterError as later:
            if progress.done:
                self._progress[letter.id] = progress
            return Later(later.after, later.why)
        except ObstacleError as met:
            self._looks.forget(letter.effect)
            return met.trouble
        self._looks.remember(letter.effect, plan)
        return progress.sent(letter)

    def _progress_of(self, letter: Letter, plan: Calls) -> Progress:
        """How far an earlier try came; a letter that is composed differently by now begins anew."""
        known = self._progress.get(letter.id)
        return known if known and known.of == len(plan.calls) else Progress(of=len(plan.calls))

    async def _mailed(self, letter: Letter, words: Mail) -> Outcome:
        try:
            await self._mailer.send(letter, await enclosed(self._bot, words), self._clock.real())
        except Exception as error:  # noqa: BLE001  judged in one place
            verdict = mail.judge(error, letter.attempts)
            if isinstance(verdict, Retry):
                return Later(verdict.after * (1 + random() / 10), type(error).__name__)  # noqa: S311  spreads retries
            return verdict.trouble
        return Sent()
