"""Buttons: the card's, the customer's, the lead's. The toast comes after the commit, with what came of it."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from aiogram import Bot, Router
from aiogram.exceptions import ClientDecodeError, TelegramAPIError
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery, Message

from domain.customer import Category
from domain.desk import Origin
from domain.draft import Asking
from domain.errors import AlreadyDone, NotFound, NotYours, Refusal
from domain.ids import ChatId, CustomerId, EngineerId, ImportId, MatterId, ThreadId, TicketId, UserId, UtteranceId
from domain.words import Press, Text
from handlers import errors
from handlers.actions import Actions
from handlers.callbacks import Tap
from handlers.commands import number
from handlers.filters import GROUPS
from handlers.incoming import thread_of
from handlers.ports import Texts

ASKS = frozenset(  # what must be read before it goes away
    {"toast-how-resolved", "toast-how-resolved-first", "toast-who-said", "toast-what-said", "toast-when-called"}
)
TOAST = 200  # characters that Telegram shows
PATIENCE = 10  # seconds: later the toast is of no use


class Pressed:
    """A press: who, what, where."""

    __slots__ = ("arg", "chat", "grouped", "language", "subject", "thread", "user")

    def __init__(self, query: CallbackQuery, tap: Tap) -> None:
        self.user = query.from_user.id
        self.language = query.from_user.language_code
        self.subject, self.arg = tap.subject, tap.arg
        message = query.message
        self.chat = ChatId(message.chat.id if message else query.from_user.id)
        self.grouped = message is not None and message.chat.type in GROUPS
        self.thread: ThreadId | None = thread_of(message) if isinstance(message, Message) else None

    @property
    def ticket(self) -> TicketId:
        return TicketId(self.subject)

    @property
    def engineer(self) -> EngineerId:
        return EngineerId(self.user)

    @property
    def person(self) -> UserId:
        return UserId(self.user)


Act = Callable[[Actions, Origin, Pressed], Awaitable[Text | None]]

# The developers' time and what a lead decides: on the card, in private, and in the group for leads nobody can write to.
BOTH: dict[Press, Act] = {
    Press.NEW_TIME: lambda d, o, p: d.escalations.ask_time(o, p.ticket, p.engineer),
    Press.RETURNED: lambda d, o, p: d.escalations.returned(o, p.ticket, p.engineer),
    Press.FIXED: lambda d, o, p: d.escalations.ask_version(o, p.ticket, p.engineer),
    Press.RUDE_YES: lambda d, o, p: d.refusals.confirm(o, MatterId(p.subject), p.person),
    Press.RUDE_NO: lambda d, o, p: d.refusals.decline(o, MatterId(p.subject), p.person),
}

IN_GROUP: dict[Press, Act] = {
    Press.TAKE: lambda d, o, p: d.handling.claim(o, p.ticket, p.engineer),
    Press.RELEASE: lambda d, o, p: d.handling.release(o, p.ticket, p.engineer),
    Press.WORKING: lambda d, o, p: d.handling.working(o, p.ticket, p.engineer),
    Press.OUT_OF_TURN: lambda d, o, p: d.handling.out_of_turn(o, p.ticket, p.engineer),
    Press.VERIFY: lambda d, o, p: d.handling.verify(o, p.ticket, p.engineer, _category(p.arg)),
    Press.THEM: lambda d, o, p: d.identifying.them(o, p.ticket, p.person),
    Press.NOT_THEM: lambda d, o, p: d.identifying.not_them(o, p.ticket, p.person),
    Press.CORRECT: lambda d, o, p: (
        d.correcting.correct(o, p.ticket, p.person, _category(p.arg))
        if p.arg
        else d.correcting.menu(o, p.ticket, p.person)
    ),
    Press.RESOLVE: lambda d, o, p: d.questions.ask_resolve(o, p.ticket, p.engineer, p.chat, p.thread),
    Press.SEND: lambda d, o, p: d.answering.send_held(o, p.ticket, _engineer(p.arg), p.engineer, take=False),
    Press.TAKE_AND_SEND: lambda d, o, p: d.answering.send_held(o, p.ticket, _engineer(p.arg), p.engineer, take=True),
    Press.NOTE: lambda d, o, p: d.answering.keep_held(o, p.ticket, _engineer(p.arg), p.engineer),
    Press.HAND_OVER: lambda d, o, p: (
        d.handling.hand_over(o, p.ticket, p.engineer, _engineer(p.arg)) if p.arg else _menu(d, o, p, "give")
    ),
    Press.REFUSE: lambda d, o, p: d.refusals.ask(o, p.ticket, p.engineer, p.arg) if p.arg else _menu(d, o, p, "refuse"),
    Press.WARN: lambda d, o, p: d.refusals.warn(o, p.ticket, p.engineer),
    Press.RUDE: lambda d, o, p: d.refusals.propose(o, p.ticket, p.engineer),
    Press.ESCALATE: lambda d, o, p: d.escalations.ask(o, p.ticket, p.engineer),
    **BOTH,
    Press.REOPEN_AGAIN: lambda d, o, p: d.appeals.ask_reopen(o, p.ticket, p.engineer),
    Press.ASK: lambda d, o, p: d.prepared.ask(o, p.ticket, p.engineer, p.arg) if p.arg else _menu(d, o, p, "ask"),
    Press.ASK_EDIT: lambda d, o, p: d.prepared.edit(o, p.ticket, p.engineer, p.arg),
    Press.VERSION: lambda d, o, p: d.versions.note(o, p.ticket, p.engineer, _utterance(p.arg)),
    Press.SPLIT: lambda d, o, p: d.splitting.split(o, p.ticket, p.engineer),
    Press.DUPLICATE: lambda d, o, p: (
        d.duplicates.mark(o, p.ticket, p.engineer, number(p.arg)) if p.arg else _menu(d, o, p, "duplicate")
    ),
    Press.CALLED: lambda d, o, p: _called(d, o, p) if p.arg else _menu(d, o, p, "called"),
    Press.SOLVED_IN_CALL: lambda d, o, p: d.calls.ask_line(o, Asking.SOLVED, p.ticket, p.engineer, p.chat, p.thread),
    Press.HEARD: lambda d, o, p: d.calls.ask_line(o, Asking.HEARD, p.ticket, p.engineer, p.chat, p.thread),
    Press.ASK_DATA: lambda d, o, p: d.calls.ask_for_data(o, p.ticket, p.engineer),
    Press.NO_DATA: lambda d, o, p: d.calls.refuse(o, p.ticket, p.engineer),
    # Leads, where an alert or a question stands in the group because they could not be written to
    Press.ACCEPT: lambda d, o, p: d.gate.accept(o, p.ticket, p.person, _category(p.arg)),
    Press.MINE: lambda d, o, p: _promise(d, o, p.ticket, p),
    Press.MORE: lambda d, o, p: _menu(d, o, p, "more"),
    Press.CARD: lambda d, o, p: _menu(d, o, p, ""),
}

IN_PRIVATE: dict[Press, Act] = {
    Press.FORM: lambda d, o, p: d.private.tapped(o, p.person, p.subject, p.arg),
    Press.STATUS: lambda d, o, p: d.lookups.status(o, p.person, p.ticket),
    Press.SETTLED: lambda d, o, p: d.resolution.confirm(o, p.ticket, p.person),
    Press.CONFIRM: lambda d, o, p: d.resolution.confirm(o, p.ticket, p.person),
    Press.OBJECT: lambda d, o, p: d.resolution.object(o, p.ticket, p.person),
    Press.RATE: lambda d, o, p: d.resolution.rate(
        o, p.ticket, p.person, 1 if p.arg == "1" else -1, d.questions.ask_rating_word
    ),
    Press.REOPEN: lambda d, o, p: d.resolution.reopen(o, p.ticket, p.person),
    Press.STILL: lambda d, o, p: d.resolution.still(o, p.ticket, p.person),
    Press.WITHDRAW: lambda d, o, p: d.resolution.withdraw(o, p.ticket, p.person),
    Press.FIRST: lambda d, o, p: d.resolution.first(o, p.ticket, p.person),
    Press.BELONGS: lambda d, o, p: d.sorting.belongs(o, p.person, UtteranceId(p.subject), p.arg),
    Press.LEAD: lambda d, o, p: d.lookups.lead_contact(o, p.person, p.language, p.ticket),
    Press.APPEAL: lambda d, o, p: d.appeals.ask(o, p.ticket, p.person),
    Press.COMPLAIN: lambda d, o, p: d.complaints.ask(o, p.ticket or None, p.person),
    Press.TO_LEAD: lambda d, o, p: d.questions.ask_to_lead(o, p.person),
    Press.LANGUAGE: lambda d, o, p: d.lookups.set_language(o, p.person, p.arg),
    Press.EXPORT: lambda d, o, p: d.privacy.export(o, p.person),
    Press.UNCONSENT: lambda d, o, p: _erase(d, o, p, Press.UNCONSENT),
    Press.ERASE: lambda d, o, p: _erase(d, o, p, Press.ERASE),
    Press.KEEP: lambda d, o, p: d.privacy.keep(o, p.person),
    # Leads
    Press.ACCEPT: lambda d, o, p: d.gate.accept(o, p.ticket, p.person, _category(p.arg)),
    Press.TURN_DOWN: lambda d, o, p: d.questions.ask_turn_down(o, p.ticket, p.person),
    Press.THEM: lambda d, o, p: _at_the_gate(d, o, p, same=True),
    Press.NOT_THEM: lambda d, o, p: _at_the_gate(d, o, p, same=False),
    Press.IMPORT: lambda d, o, p: d.imports.decide(o, ImportId(p.subject), p.person, p.arg),
    Press.REGISTRY: lambda d, o, p: d.imports.file(o, p.person, p.arg),
    Press.REPLY: lambda d, o, p: d.questions.ask_reply(o, CustomerId(p.subject), p.person),
    Press.MINE: lambda d, o, p: _promise(d, o, p.ticket, p),
    Press.ASSIGN: lambda d, o, p: (
        d.alerts.assign(o, p.ticket, p.person, _engineer(p.arg))
        if p.arg
        else d.alerts.offer_colleagues(o, p.ticket, p.person)
    ),
    **BOTH,
    Press.UPHOLD: lambda d, o, p: d.appeals.ask_uphold(o, MatterId(p.subject), p.person),
    Press.DISMISS: lambda d, o, p: d.appeals.ask_dismiss(o, MatterId(p.subject), p.person),
    Press.COMPLAINT_SETTLED: lambda d, o, p: d.complaints.ask_settle(o, MatterId(p.subject), p.person),
    Press.CLOCK: lambda d, o, p: d.clockwork.vouch(o, p.person),
    Press.ERASE_FOR: lambda d, o, p: d.privacy.erase_for(o, p.person, CustomerId(p.subject), p.arg),
    Press.SPARE: lambda d, o, p: d.privacy.spare(o, p.person, CustomerId(p.subject)),
    Press.AGAIN: lambda d, o, p: d.quarantine.again(o, p.person),
}


def router() -> Router:
    """Build the router of buttons."""
    buttons = Router(name="card")
    buttons.callback_query.register(on_press, Tap.filter())
    buttons.callback_query.register(on_unknown)
    return buttons


async def on_press(
    query: CallbackQuery, callback_data: Tap, bot: Bot, desk: Actions, origin: Origin, texts: Texts, *, member: bool
) -> None:
    """One press, one action, one toast."""
    pressed = Pressed(query, callback_data)
    try:
        toast = await _act(callback_data.press, pressed, desk, origin, member=member)
        alert = toast is not None and toast.name in ASKS
    except Refusal as refusal:
        toast, alert = errors.words(refusal), not isinstance(refusal, AlreadyDone)  # a double tap is no news
    language = (
        desk.lookups.group_language
        if pressed.grouped
        else await desk.lookups.language(pressed.person, pressed.language)
    )
    await _toast(bot, query, texts.plain(toast, language) if toast else None, alert=alert)


async def on_unknown(query: CallbackQuery, bot: Bot, texts: Texts) -> None:
    """A button nobody knows: forged, or of an older version."""
    await _toast(bot, query, texts.plain(Text("already-done"), query.from_user.language_code), alert=False)


async def _act(name: str, pressed: Pressed, desk: Actions, origin: Origin, *, member: bool) -> Text | None:
    """Only the buttons of this chat count here: a forwarded card is no card (C54)."""
    table = IN_GROUP if pressed.grouped else IN_PRIVATE
    try:
        act = table[Press(name)]
    except (KeyError, ValueError):
        raise NotYours from None
    if pressed.grouped and not (member and await desk.lookups.is_engineers_chat(pressed.chat)):
        raise NotYours
    return await act(desk, origin, pressed)


async def _at_the_gate(desk: Actions, origin: Origin, pressed: Pressed, *, same: bool) -> Text | None:
    """In private only leads are asked."""
    if not desk.lookups.is_lead(pressed.person):
        raise NotYours
    act = desk.identifying.them if same else desk.identifying.not_them
    return await act(origin, pressed.ticket, pressed.person)


async def _menu(desk: Actions, origin: Origin, pressed: Pressed, menu: str) -> None:
    await desk.handling.menu(origin, pressed.ticket, pressed.engineer, menu)


async def _erase(desk: Actions, origin: Origin, pressed: Pressed, press: Press) -> Text | None:
    if not pressed.arg:
        return await desk.privacy.ask(origin, pressed.person, press)
    return await desk.privacy.erase(origin, pressed.person, pressed.arg)


async def _called(desk: Actions, origin: Origin, pressed: Pressed) -> Text | None:
    if pressed.arg == "other":
        return await desk.doors.ask_time(origin, pressed.ticket, pressed.engineer)
    if not pressed.arg.isdigit() or int(pressed.arg) > 24 * 60:
        raise AlreadyDone
    return await desk.calls.answered(origin, pressed.ticket, pressed.engineer, int(pressed.arg))


async def _promise(desk: Actions, origin: Origin, ticket: TicketId, pressed: Pressed) -> Text | None:
    if not pressed.arg:
        return await desk.alerts.offer_times(origin, ticket, pressed.person)
    if pressed.arg == "other":
        return await desk.questions.ask_promise(origin, ticket, pressed.person)
    if not pressed.arg.isdigit() or int(pressed.arg) > 7 * 24 * 60:
        raise AlreadyDone
    due = origin.at + timedelta(minutes=int(pressed.arg))
    return await desk.alerts.promise(origin, ticket, pressed.person, due)


async def _toast(bot: Bot, query: CallbackQuery, text: str | None, *, alert: bool) -> None:
    """Answer the press; too late or unheard, nothing is lost: what came of it is in the chat."""
    answer = AnswerCallbackQuery(callback_query_id=query.id, text=text[:TOAST] if text else None, show_alert=alert)
    try:
        await bot(answer, request_timeout=PATIENCE)
    except (TelegramAPIError, ClientDecodeError):
        return


def _category(arg: str) -> Category:
    try:
        return Category(arg)
    except ValueError:
        raise NotFound from None


def _utterance(arg: str) -> UtteranceId:
    if not arg.isdigit():
        raise NotFound
    return UtteranceId(int(arg))


def _engineer(arg: str) -> EngineerId:
    if not arg.isdigit():
        raise NotFound
    return EngineerId(int(arg))
