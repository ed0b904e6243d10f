"""The composition root: makes every object once, starts them in order, stops them in order."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import structlog
from aiogram import BaseMiddleware, Bot, Dispatcher
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
from actions.apology import Apology
from actions.backlog import Backlog
from actions.binding import Binding
from actions.deadlines import Deadlines
from actions.desk import Desk
from actions.notices import Notices
from actions.privacy import Privacy
from actions.review import Review
from actions.upkeep import About
from bot.backups import Backups
from bot.caretaker import Caretaker
from bot.clock import SystemClock
from bot.commands import Menus
from bot.contact import Contact
from bot.delivery.compose import Composer
from bot.delivery.limits import GROUP, Limits
from bot.delivery.mail import Mailer
from bot.delivery.worker import Delivery
from bot.erased import ErasedList
from bot.exports import RegistryFiles
from bot.fetching import Fetching
from bot.health.server import Health
from bot.health.vitals import Look, size_of
from bot.heartbeat import Heartbeat
from bot.intake.door import Door
from bot.intake.inbox import Inbox, Marks
from bot.intake.intake import Intake
from bot.intake.poller import Poller, TokenRejected, bound
from bot.intake.webhook import Webhook
from bot.jumps import JumpGuard
from bot.personal_file import personal_file
from bot.phrases import load_phrases
from bot.policy import LoadedPolicy
from bot.roster import Roster
from bot.scheduler import Scheduler
from bot.settings import Settings
from bot.shape import Shape
from bot.texts import Texts
from bot.version import commit, version
from bot.watch import Watch
from bot.wire import Answer, Wire
from bot.wording import load_wording
from domain.desk import Group, Origin
from domain.effects import FileKind
from domain.words import Text
from handlers import routers
from handlers.actions import Actions, of_desk
from storage.addresses import is_postgres
from storage.database import Database
from storage.errors import Unreachable
from storage.leadership import leading
from storage.transaction import Transaction

log = structlog.get_logger()

LOCALES = Path(__file__).parents[1] / "locales"
SHEETS = 1.0  # seconds between looks at sheets for the registry, and at what they change
SWEEP, FORMS, BEAT, CROWD, MENUS, TIRE, ROUND = 0.5, 2.0, 10.0, 10.0, 15.0, 20.0, 60.0  # seconds between ticks
PATIENCE = 8  # seconds for an answer of Telegram at the start
DRAIN = 3.5  # seconds each for what was taken in and for what goes out
DAILY = timedelta(days=1)
LONG_AWAY = timedelta(seconds=60)  # out of reach for so long, alerts say why they come late


class App:
    """The bot, from the start to the stop."""

    def __init__(self, settings: Settings, policy: LoadedPolicy) -> None:
        self._settings = settings
        self._policy = policy
        self._stopping = asyncio.Event()
        self.clock = SystemClock(settings.clock_offset_file)
        self.ready = asyncio.Event()
        self.health = Health(settings.health_listen)
        self.door: Door | None = None  # none: we poll
        self.leads = False  # delivers, sweeps, polls or sets the webhook; of all that share a database, one does
        self._deposed = False

    def stop(self) -> None:
        """Begin to stop; `run` returns within ten seconds."""
        self._stopping.set()

    async def run(self) -> None:
        """Serve until stopped. Raises StorageError, TokenRejected, CannotListen."""
        async with self.health.open(), AsyncExitStack() as until_the_end:
            if not self._shared:
                await self._begin_to_lead(until_the_end)
            if self.leads or self._shared:
                async with Database.open(self._settings.database_url) as database, self._bot() as (bot, wire):
                    await self._live(database, bot, wire, until_the_end)
        if self._deposed:
            raise Unreachable("another process may lead by now")

    @property
    def _shared(self) -> bool:
        """Whether other processes take updates in and handle them, too: a webhook brings each to one of them."""
        return self._settings.webhook_url is not None and is_postgres(self._settings.database_url)

    async def _begin_to_lead(self, until_the_end: AsyncExitStack) -> None:
        """Wait until it is ours to lead, or we are stopped. Raises AlreadyServed."""
        loop = asyncio.get_running_loop()
        asked = loop.create_task(until_the_end.enter_async_context(leading(self._settings.database_url)))
        stopped = loop.create_task(self._stopping.wait())
        try:
            await asyncio.wait({asked, stopped}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopped.cancel()
            if not asked.done():
                asked.cancel()
                await asyncio.wait({asked})
        if asked.cancelled():
            return
        watching = loop.create_task(self._give_way(await asked))
        until_the_end.callback(watching.cancel)
        self.leads = True
        log.info("leading")

    async def _lead_too(self, heart: Heartbeat, until_the_end: AsyncExitStack) -> bool:
        """Stand by, unless we lead already; say whether we do, or are stopped."""
        if not self.leads:
            await self._begin_to_lead(until_the_end)
            if self.leads:
                await heart.wake()
        return self.leads

    async def _give_way(self, lost: asyncio.Event) -> None:
        """Whoever lost the right to lead stops at once, and is started anew to stand by."""
        await lost.wait()
        log.error("leadership_lost")
        self.leads, self._deposed = False, True
        self.stop()

    async def _live(self, database: Database, bot: Bot, wire: Wire, until_the_end: AsyncExitStack) -> None:
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
            wording=load_wording(LOCALES),
        )
        texts = Texts(LOCALES, clock, zone=desk.zone)
        mailer = Mailer(settings.smtp_url, settings.mail_from)
        lead = desk.policy.contacts.lead
        contact = Contact(database, mailer, texts, clock, to=lead.email, language=desk.language)
        heart = Heartbeat(database, clock)
        guard = JumpGuard(clock, await heart.last())
        if self.leads:
            await heart.wake()
        me = await self._introduced(bot, contact)
        if me is None:
            return
        texts.bot_name = me.username or ""
        actions, notices = of_desk(desk, self._about(database)), Notices(desk)
        binding = Binding(desk)
        if trouble := await self._find_group(binding, bot):
            await notices.lead_line("group", trouble, clock.now(), every=timedelta(days=1))
        erased = await self._erased(database, actions.privacy)
        roster = Roster(actions.membership, bot, clock, desk.leads)
        await roster.load()
        intake = Intake(
            Inbox(database, bot.id),
            marks,
            bot,
            _dispatcher(actions, texts, roster, Shape(binding)),
            now=clock.now,
            on_quarantine=lambda: notices.lead_line("quarantine", Text("lead-quarantine"), clock.now()),
            shared=self._shared,
        )

        async def on_current(away: timedelta) -> None:
            if away > LONG_AWAY:
                await heart.was_away(away)
            await Apology(desk).make(await heart.outage(), clock.now())
            self._say_ready()

        source = self._source(intake, bound(wire, bot.token), guard, contact, notices, on_current)
        watch = Watch(guard, actions.clockwork, Deadlines(desk), now=clock.now, current=lambda: source.current)
        delivery = Delivery(
            store=database,
            acceptance=Acceptance(desk),
            bot=bot,
            composer=Composer(texts, desk.policy, desk.language, desk.zone),
            limits=Limits(settings.limit_scale),
            mailer=mailer,
            clock=clock,
            exports={FileKind.PERSONAL: personal_file, **RegistryFiles(desk, texts).exports()},
        )
        caretaker = self._watched(database, intake, source, delivery, contact, heart, notices)
        scheduler, review = Scheduler(clock.real), Review(desk)
        scheduler.every(SWEEP, watch.tick)
        scheduler.every(FORMS, lambda: actions.intake.sweep(clock.now()))
        scheduler.every(FORMS, intake.look_back)
        scheduler.every(CROWD, Backlog(desk, GROUP[0] * settings.limit_scale).look)
        scheduler.every(SHEETS, Fetching(actions.imports, bot, clock.now).look)
        scheduler.every(SHEETS, lambda: review.sweep(clock.now()))
        scheduler.every(BEAT, caretaker.beat)
        scheduler.every(BEAT, contact.look)
        scheduler.every(TIRE, lambda: actions.privacy.sweep(clock.now()))
        scheduler.every(MENUS, Menus(desk, bot, texts).look)
        scheduler.every(ROUND, caretaker.look)
        self._look_after_copies(scheduler, database, erased, notices)
        guard.on_jump.append(lambda _: scheduler.resync())
        await self._serve(intake, source, delivery, scheduler, partial(self._lead_too, heart, until_the_end))

    def _look_after_copies(
        self, scheduler: Scheduler, database: Database, erased: ErasedList | None, notices: Notices
    ) -> None:
        """Of a file only: a server's copies are its own affair."""
        if erased:
            scheduler.every(ROUND, lambda: erased.clear_copies(self.clock.real(), self._policy.policy.retention.raw))
        if self._settings.backup_dir and database.file:
            scheduler.every(ROUND, self._backups(database, self._settings.backup_dir, notices).look)

    async def _erased(self, database: Database, privacy: Privacy) -> ErasedList | None:
        """Whoever was erased since this database was copied is erased again, before anything else is done with it."""
        if database.file is None:
            return None
        erased = ErasedList(database.file, database, privacy.again)
        await erased.settle()
        privacy.on_erased.append(erased.keep)
        return erased

    def _source(
        self,
        intake: Intake,
        call: Callable[..., Awaitable[Answer]],
        guard: JumpGuard,
        contact: Contact,
        notices: Notices,
        on_current: Callable[[timedelta], Awaitable[None]],
    ) -> Poller | Webhook:
        """Where updates come from."""
        settings, now = self._settings, self.clock.now

        async def on_rival() -> None:
            await notices.lead_line("rival", Text("lead-rival"), now())

        async def on_trouble(why: str) -> None:
            await notices.lead_line("webhook", Text("lead-webhook", {"why": why}), now())

        if not (settings.webhook_url and settings.webhook_secret):
            return Poller(
                call,
                intake.store,
                on_date=guard.compare,
                on_rival=on_rival,
                on_current=on_current,
                on_contact=contact.hear,
            )
        secret = settings.webhook_secret.get_secret_value()
        self.door = Door(settings.listen, urlsplit(settings.webhook_url).path or "/", secret, intake.store)
        return Webhook(
            call,
            url=settings.webhook_url,
            secret=secret,
            on_date=guard.compare,
            on_rival=on_rival,
            on_current=on_current,
            on_trouble=on_trouble,
            on_contact=contact.hear,
        )

    def _watched(
        self,
        database: Database,
        intake: Intake,
        source: Poller | Webhook,
        delivery: Delivery,
        contact: Contact,
        heart: Heartbeat,
        notices: Notices,
    ) -> Caretaker:
        """Let the desk be seen from outside, and looked after from inside."""
        self.health.look = Look(
            database=database,
            clock=self.clock,
            source=source,
            sending=delivery,
            backlog=lambda: intake.backlog,
            away=lambda: contact.away,
            beaten_at=lambda: heart.beaten_at,
            knocks=self.door.knocks if self.door else {},
            mode=self._mode,
            leads=lambda: self.leads,
        )
        return Caretaker(
            heart=heart,
            notices=notices,
            clock=self.clock,
            database=database,
            counters=delivery.counters,
            backed_up=self._settings.backup_dir is not None and database.file is not None,
        )

    def _backups(self, database: Database, folder: Path, notices: Notices) -> Backups:
        async def on_failure(why: str) -> None:
            await notices.lead_line("backup", Text("lead-backup-failed", {"why": why}), self.clock.now(), DAILY)

        settings = self._settings
        return Backups(
            database, folder, at=settings.backup_at, zone=settings.timezone, now=self.clock.now, on_failure=on_failure
        )

    @property
    def _mode(self) -> str:
        return "webhook" if self._settings.webhook_url else "polling"

    def _about(self, database: Database) -> About:
        return About(
            version=version(),
            commit=commit(),
            mode=self._mode,
            started_at=self.clock.now(),
            size=lambda: size_of(database.file),
        )

    async def _serve(
        self,
        intake: Intake,
        source: Poller | Webhook,
        delivery: Delivery,
        scheduler: Scheduler,
        leads: Callable[[], Awaitable[bool]],
    ) -> None:
        """Run everything; stop in the order in which work flows, so that nothing is taken in that is not handled."""
        await intake.resume()
        async with asyncio.TaskGroup() as tasks:
            handling = tasks.create_task(intake.run())
            arriving: set[asyncio.Task[None]] = set()
            sending: asyncio.Task[None] | None = None
            if self.door:
                arriving.add(tasks.create_task(self._listen(self.door)))
            try:
                if await leads():
                    sending = tasks.create_task(delivery.run())
                    arriving.add(tasks.create_task(source.run()))
                    scheduler.start()
                await self._stopping.wait()
            finally:
                if sending:
                    scheduler.stop()
                    if self._deposed:
                        sending.cancel()
                for each in arriving:
                    each.cancel()
                if arriving:
                    await asyncio.wait(arriving)
            log.info("stopping", waiting=intake.backlog)
            await intake.drain(DRAIN)
            handling.cancel()
            if sending and not self._deposed:
                await delivery.drain(DRAIN)
                sending.cancel()
        log.info("stopped")

    async def _listen(self, door: Door) -> None:
        """Let Telegram in until cancelled; whoever stands by has nothing more to be ready for. Raises CannotListen."""
        async with door.open():
            if self._shared:
                self._say_ready()
            await asyncio.Event().wait()

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

    async def _introduced(self, bot: Bot, contact: Contact) -> User | None:
        """Learn who we are, however long that takes; None if we are stopped meanwhile."""
        pause = 1.0
        while not self._stopping.is_set():
            try:
                me = await bot.get_me(request_timeout=PATIENCE)
            except (TelegramUnauthorizedError, TelegramNotFound) as error:
                raise TokenRejected(error.message) from None
            except (TelegramAPIError, ClientDecodeError) as trouble:
                log.warning("telegram_unreachable", trouble=type(trouble).__name__, again_in=pause)
                contact.hear(False)  # noqa: FBT003  a yes or a no is all it is
                await contact.look()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), pause)
                pause = min(pause * 2, 30.0)
            else:
                contact.hear(True)  # noqa: FBT003
                return me
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


def _dispatcher(actions: Actions, texts: Texts, *before: BaseMiddleware) -> Dispatcher:
    """Updates in, calls on actions out."""
    dispatcher = Dispatcher(disable_fsm=True)
    for middleware in before:
        dispatcher.update.outer_middleware(middleware)
    dispatcher.include_routers(*routers())
    dispatcher.workflow_data.update(desk=actions, texts=texts)
    return dispatcher
