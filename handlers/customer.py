"""The private chat: what customers write, and the commands they and the leads type there."""

from collections.abc import Awaitable

from aiogram import Router
from aiogram.enums import ChatMemberStatus
from aiogram.types import ChatMemberUpdated, Message

from actions.doors import DATA, NEW
from domain.desk import Origin
from domain.errors import Refusal
from domain.ids import UserId
from domain.words import Text
from handlers import errors
from handlers.actions import Actions
from handlers.commands import Command, Run, number
from handlers.filters import Commanded, Private, Spoken, Unreadable
from handlers.incoming import asked, heard, language_of


def _start(desk: Actions, origin: Origin, given: Command) -> Awaitable[object]:
    """Whoever works here learns what they can do; a link, and anybody else, goes where it always does."""
    ours = desk.lookups.is_staff(given.asked.user, member=given.member)
    if ours and given.rest == NEW:
        return desk.doors.asked_for_form(origin, given.said)
    if ours and (ticket := number(given.rest.removeprefix(DATA))) and given.rest.startswith(DATA):
        return desk.doors.completes(origin, given.said, ticket)
    if not given.rest and ours:
        return desk.lookups.help(origin, given.asked, given.language, member=given.member)
    return desk.private.started(origin, given.said, given.rest)


def _new(desk: Actions, origin: Origin, given: Command) -> Awaitable[object]:
    """An engineer's form may be for a caller (R15); anybody else's is their own."""
    if desk.lookups.is_staff(given.asked.user, member=given.member):
        return desk.doors.asked_for_form(origin, given.said)
    return desk.private.asked_for_form(origin, given.said)


COMMANDS: dict[str, Run] = {
    "/start": _start,
    "/new": _new,
    "/cancel": lambda d, o, c: d.private.cancelled(o, c.said),
    "/profile": lambda d, o, c: d.private.asked_for_profile(o, c.said),
    "/tickets": lambda d, o, c: d.lookups.tickets(o, c.asked.user, c.language),
    "/lead": lambda d, o, c: d.lookups.lead_contact(o, c.asked.user, c.language),
    "/privacy": lambda d, o, c: d.privacy.shown(o, c.asked.user, c.language),
    "/language": lambda d, o, c: d.lookups.ask_language(o, c.asked.user, c.language),
    "/help": lambda d, o, c: d.lookups.help(o, c.asked, c.language, member=c.member),
    "/id": lambda d, o, c: d.lookups.id(o, c.asked, c.language),
    # Engineers and leads; others hear that it is not theirs
    "/queue": lambda d, o, c: d.lookups.queue(o, c.asked, member=c.member),
    "/mine": lambda d, o, c: d.lookups.mine(o, c.asked, member=c.member),
    "/complaints": lambda d, o, c: d.complaints.list(o, c.asked.user),
    "/registry": lambda d, o, c: d.imports.overview(o, c.asked.user),
    "/why": lambda d, o, c: d.lookups.why(o, c.asked, number(c.rest), member=c.member),
    "/version": lambda d, o, c: d.upkeep.version(o, c.asked),
    "/erase": lambda d, o, c: d.privacy.asked_for(o, c.asked, c.rest),
    "/quarantine": lambda d, o, c: d.quarantine.show(o, c.asked),
}


def router() -> Router:
    """Build the router of private chats."""
    private = Router(name="customer")
    private.message.register(on_command, Private(), Commanded())
    private.message.register(on_message, Private(), Spoken())
    private.message.register(on_something_else, Private(), Unreadable())
    private.edited_message.register(on_edit, Private(), Spoken())
    private.my_chat_member.register(on_blocked, Private())
    return private


async def on_message(message: Message, desk: Actions, origin: Origin) -> None:
    """A line, a file, a voice: it finds its ticket, its question or its form."""
    said = heard(message)
    if await desk.imports.wants(said):
        await desk.imports.received(origin, said)
        return
    await _in_words(desk.conversation.customer_wrote(origin, said), message, desk, origin)


async def on_edit(message: Message, desk: Actions, origin: Origin) -> None:
    """An edit follows what it edits."""
    await desk.conversation.customer_edited(origin, heard(message))


async def on_something_else(message: Message, desk: Actions, origin: Origin) -> None:
    """Something no help desk can read: they learn so."""
    await desk.lookups.say(origin, asked(message), Text("cannot-read"), language_of(message))


async def on_command(
    message: Message, desk: Actions, origin: Origin, command_name: str, rest: str, *, member: bool
) -> None:
    """What begins with a slash is for the bot and goes to nobody."""
    given = Command(message, rest, member=member)
    run = COMMANDS.get(command_name.lower(), _unknown)
    await _in_words(run(desk, origin, given), message, desk, origin)


def _unknown(desk: Actions, origin: Origin, given: Command) -> Awaitable[object]:
    return desk.private.unknown_command(origin, given.said)


async def on_blocked(change: ChatMemberUpdated, desk: Actions, origin: Origin) -> None:
    """The customer blocked the bot, or came back (LIFECYCLE 38)."""
    gone = change.new_chat_member.status in {ChatMemberStatus.KICKED, ChatMemberStatus.LEFT}
    await desk.reach.reachable(origin, UserId(change.chat.id), reachable=not gone)


async def _in_words(act: Awaitable[object], message: Message, desk: Actions, origin: Origin) -> None:
    try:
        await act
    except Refusal as refusal:
        await desk.lookups.say(origin, asked(message), errors.words(refusal), language_of(message))
