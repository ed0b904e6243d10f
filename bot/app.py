"""The composition root: makes every object once, starts them in order, stops them in order."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path

import structlog
from aiogram import Bot, Dispatcher
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNotFound,
    TelegramUnauthorizedError,
)
from aiogram.types import User

from actions.acceptance import Acceptance
from actions.binding import Binding
from actions.deadlines import Deadlines
from actions.desk import Desk
from actions.notices import Notices
from bot.clock import SystemClock
from bot.commands import Menus
from bot.delivery.compose import Composer
from bot.delivery.limits import Limits
from bot.delivery.mail import Mailer
from bot.delivery.worker import Delivery
from bot.heartbeat import Heartbeat
from bot.intake.inbox import Inbox, Marks
from bot.intake.intake import Intake
from bot.intake.poller import Poller, TokenRejected, bound
from bot.jumps import JumpGuard
from bot.phrases import load_phrases
from bot.policy import LoadedPolicy
from bot.roster import Roster
from bot.scheduler import Scheduler
from bot.settings import Settings
from bot.texts import Texts
from bot.watch import Watch
from bot.wire import Wire
from domain.desk import Group, Origin
from domain.words import Text
from handlers import routers
from handlers.actions import of_desk
from storage.database import Database
from storage.lock import served
from storage.transaction import Transaction

log = structlog.get_logger()

LOCALES = Path(__file__).parents[1] / "locales"
SWEEP, FORMS, BEAT, MENUS = 0.5, 2.0, 10.0, 15.0  # seconds between ticks
PATIENCE = 8  # seconds for an answer of Telegram at the start
DRAIN = 4.0  # seconds each for what was taken in and for what goes out
LONG_AWAY = timedelta(seconds=60)  # out of reach for so long, alerts say why they come late


class App:
    """The bot, from the start to the stop."""

    def __init__(self, settings: Settings, policy: LoadedPolicy) -> None:
        self._settings = settings
        self._policy = policy
        self._stopping = asyncio.Event()
        self.clock = SystemClock(settings.clock_offset_file)
        self.ready = asyncio.Event()

    def stop(self) -> None:
        """Begin to stop; `run` returns within ten seconds."""
        self._stopping.set()

    async def run(self) -> None:
        """Serve until stopped. Raises StorageError, TokenRejected."""
        settings = self._settings
        with served(settings.database_path):
            async with Database.open(settings.database_url) as database, self._bot() as (bot, wire):
                await self._live(database, bot, wire)

    async def _live(self, database: Database, bot: Bot, wire: Wire) -> None:
        settings, clock = self._settings, self.clock
        await self._remember_policy(database)
        marks = Marks(database)
        desk = Desk(
            store=marks,
            policy=self._policy.policy,
            clock=clock,
            leads=settings.lead_ids,
            language=settings.language,
            zone=settings.timezone.key,
            phrases=load_phrases(LOCALES),
        )
        texts = Texts(LOCALES, clock, zone=desk.zone)
        heart = Heartbeat(database, clock)
        guard = JumpGuard(clock, await heart.last())
        await heart.wake()
        me = await self._introduced(bot)
        if me is None:
            return
        texts.bot_name = me.username or ""
        actions, notices = of_desk(desk), Notices(desk)
        if trouble := await self._find_group(Binding(desk), bot):
            await notices.lead_line("group", trouble, clock.now(), every=timedelta(days=1))
        roster = Roster(actions.membership, bot, clock, desk.leads)
        await roster.load()
        dispatcher = Dispatcher(disable_fsm=True)
        dispatcher.update.outer_middleware(roster)
        dispatcher.include_routers(*routers())
        dispatcher.workflow_data.update(desk=actions, texts=texts)
        intake = Intake(
            Inbox(database, bot.id),
            marks,
            bot,
            dispatcher,
            now=clock.now,
            on_quarantine=lambda: notices.lead_line("quarantine", Text("lead-quarantine"), clock.now()),
        )

        async def on_current(away: timedelta) -> None:
            if away > LONG_AWAY:
                await heart.was_away(away)
            self._say_ready()

        poller = Poller(
            bound(wire, bot.token),
            intake.store,
            on_date=guard.compare,
            on_rival=lambda: notices.lead_line("rival", Text("lead-rival"), clock.now()),
            on_current=on_current,
        )
        watch = Watch(guard, actions.clockwork, Deadlines(desk), now=clock.now, current=lambda: poller.current)
        scheduler = Scheduler(clock.real)
        scheduler.every(SWEEP, watch.tick)
        scheduler.every(FORMS, lambda: actions.intake.sweep(clock.now()))
        scheduler.every(BEAT, heart.beat)
        scheduler.every(MENUS, Menus(desk, bot, texts).look)
        guard.on_jump.append(lambda _: scheduler.resync())
        delivery = Delivery(
            store=database,
            acceptance=Acceptance(desk),
            bot=bot,
            composer=Composer(texts, desk.policy, desk.language, desk.zone),
            limits=Limits(settings.limit_scale),
            mailer=Mailer(settings.smtp_url, settings.mail_from),
            clock=clock,
        )
        await self._serve(intake, poller, delivery, scheduler)

    async def _serve(self, intake: Intake, poller: Poller, delivery: Delivery, scheduler: Scheduler) -> None:
        """Run everything; stop in the order in which work flows, so that nothing is taken in that is not handled."""
        await intake.resume()
        async with asyncio.TaskGroup() as tasks:
            sending = tasks.create_task(delivery.run())
            handling = tasks.create_task(intake.run())
            polling = tasks.create_task(poller.run())
            scheduler.start()
            try:
                await self._stopping.wait()
            finally:
                scheduler.stop()
                polling.cancel()
            log.info("stopping", waiting=intake.backlog)
            await intake.drain(DRAIN)
            handling.cancel()
            await delivery.drain(DRAIN)
            sending.cancel()
        log.info("stopped")

    @asynccontextmanager
    async def _bot(self) -> AsyncIterator[tuple[Bot, Wire]]:
        proxy = self._settings.telegram_proxy
        wire = Wire(self._settings.telegram_api_url, proxy.get_secret_value() if proxy else None)
        async with Bot(self._settings.bot_token.get_secret_value(), session=wire) as bot:
            yield bot, wire

    async def _remember_policy(self, database: Database) -> None:
        """Tickets point to the policy they were registered under."""
        at, policy = self.clock.now(), self._policy

        async def unit(tx: Transaction) -> None:
            await tx.policies.remember(policy.policy.version, policy.text, at)

        await database.run(Origin(at), unit)

    async def _introduced(self, bot: Bot) -> User | None:
        """Learn who we are, however long that takes; None if we are stopped meanwhile."""
        pause = 1.0
        while not self._stopping.is_set():
            try:
                return await bot.get_me(request_timeout=PATIENCE)
            except (TelegramUnauthorizedError, TelegramNotFound) as error:
                raise TokenRejected(error.message) from None
            except (TelegramAPIError, ClientDecodeError) as trouble:
                log.warning("telegram_unreachable", trouble=type(trouble).__name__, again_in=pause)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), pause)
                pause = min(pause * 2, 30.0)
        return None

    async def _find_group(self, binding: Binding, bot: Bot) -> Text | None:
        """Follow the settings, and ask Telegram whether the group has topics; return what leads must know of it."""
        group = await binding.follow(self._settings.engineers_chat_id)
        if group is None:
            log.warning("group_unbound")
            return Text("lead-unbound")
        try:
            chat = await bot.get_chat(group.chat, request_timeout=PATIENCE)
        except (TelegramAPIError, ClientDecodeError) as trouble:
            log.warning("group_not_seen", chat=group.chat, trouble=type(trouble).__name__)
            unseen = isinstance(trouble, TelegramBadRequest | TelegramForbiddenError)
            return Text("lead-group-unseen", {"chat": str(group.chat)}) if unseen else None
        if bool(chat.is_forum) != group.forum:
            await binding.found(Group(chat=group.chat, forum=bool(chat.is_forum)))
        return None

    def _say_ready(self) -> None:
        if not self.ready.is_set():
            log.info("ready")
            self.ready.set()
