"""The engineers' group: what is written in a ticket's topic, and the commands given there."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from aiogram import Router
from aiogram.types import Message

from domain.desk import Group, Origin
from domain.errors import NotFound, Refusal
from domain.ids import ChatId, TicketId
from domain.said import Place
from domain.words import Text
from handlers import errors
from handlers.actions import Actions
from handlers.commands import Command, Run, number
from handlers.filters import Commanded, InGroup, OfAnotherBot, Spoken, Unreadable
from handlers.incoming import asked, heard


def router() -> Router:
    """Build the router of groups."""
    group = Router(name="topic")
    group.message.register(on_nothing, InGroup(), OfAnotherBot())
    group.message.register(on_command, InGroup(), Commanded())
    group.message.register(on_message, InGroup(), Spoken())
    group.edited_message.register(on_edit, InGroup(), Spoken())
    group.message.register(on_something_else, InGroup(), Unreadable())
    group.message.register(on_upgrade, InGroup())
    return group


async def on_nothing(_: Message) -> None:
    """What is said to another bot is no word for the customer, and nothing for us."""


async def on_message(message: Message, desk: Actions, origin: Origin) -> None:
    """A line in a ticket's topic; elsewhere in the group the bot is silent."""
    said = heard(message)
    try:
        await desk.answering.engineer_wrote(origin, said)
    except Refusal as refusal:
        await desk.lookups.say(origin, asked(message), errors.words(refusal))


async def on_edit(message: Message, desk: Actions, origin: Origin) -> None:
    """An edit follows to the customer; of a note it stays here."""
    await desk.answering.engineer_edited(origin, heard(message))


async def on_something_else(message: Message, desk: Actions, origin: Origin) -> None:
    """Something that cannot be passed on: who wrote it learns so."""
    await desk.answering.unreadable(origin, heard(message))


async def on_upgrade(message: Message, desk: Actions, origin: Origin) -> None:
    """The group was upgraded: the desk follows it to its new id."""
    if message.migrate_to_chat_id is not None:
        await desk.binding.moved(origin, ChatId(message.chat.id), ChatId(message.migrate_to_chat_id))


async def on_command(
    message: Message, desk: Actions, origin: Origin, command_name: str, rest: str, *, member: bool
) -> None:
    """A command is never relayed; an unknown one in a topic says so (C57)."""
    given = Command(message, rest, member=member)
    try:
        if command_name.lower() in OF_A_TICKET:
            ticket = await desk.answering.ticket_of(given.said)
            if ticket is None:
                raise NotFound
            await OF_A_TICKET[command_name.lower()](desk, origin, given, ticket)
        elif command_name.lower() in COMMANDS:
            await COMMANDS[command_name.lower()](desk, origin, given)
        else:
            await desk.answering.unknown_command(origin, given.said, command_name)
    except Refusal as refusal:
        await desk.lookups.say(origin, given.asked, errors.words(refusal))


def _bind(desk: Actions, origin: Origin, given: Command) -> Awaitable[object]:
    """`/bind` by a lead takes this group."""
    chat = given.message.chat
    group = Group(chat=ChatId(chat.id), forum=bool(chat.is_forum))
    words = Text("group-bound") if group.forum else Text("group-bound-plain")
    return desk.binding.asked(origin, group, given.asked, words)


async def _why(desk: Actions, origin: Origin, given: Command) -> None:
    """`/why N`; about a ticket that is at hand, without the number."""
    ticket = number(given.rest) or await desk.answering.ticket_of(given.said)
    await desk.lookups.why(origin, given.asked, ticket, member=given.member)


def _ask(desk: Actions, origin: Origin, given: Command, ticket: TicketId) -> Awaitable[object]:
    """`/ask key` sends a prepared request; without a key, which there are."""
    if not given.rest:
        return desk.prepared.list(origin, ticket, given.asked)
    return desk.prepared.ask(origin, ticket, given.engineer, given.rest.split()[0].lower())


def _split(desk: Actions, origin: Origin, given: Command, ticket: TicketId) -> Awaitable[object]:
    """`/split` in reply to the message that is another question; without one, the customer's last."""
    said = given.said
    message = Place(chat=said.place.chat, message=said.reply_to) if said.reply_to is not None else None
    return desk.splitting.split(origin, ticket, given.engineer, message, given.rest)


COMMANDS: dict[str, Run] = {
    "/queue": lambda d, o, c: d.lookups.queue(o, c.asked, member=c.member),
    "/mine": lambda d, o, c: d.lookups.mine(o, c.asked, member=c.member),
    "/why": _why,
    "/help": lambda d, o, c: d.lookups.help(o, c.asked, None, member=c.member),
    "/id": lambda d, o, c: d.lookups.id(o, c.asked, None),
    "/new": lambda d, o, c: d.doors.shown(o, c.asked),
    "/note": lambda d, o, c: d.answering.note(o, c.said),
    "/bind": _bind,
}
OF_A_TICKET: dict[str, Callable[[Actions, Origin, Command, TicketId], Awaitable[object]]] = {
    "/take": lambda d, o, c, t: d.handling.claim(o, t, c.engineer),
    "/release": lambda d, o, c, t: d.handling.release(o, t, c.engineer),
    "/working": lambda d, o, c, t: d.handling.working(o, t, c.engineer),
    "/ask": _ask,
    "/split": _split,
    "/duplicate": lambda d, o, c, t: d.duplicates.mark(o, t, c.engineer, number(c.rest)),
    "/undo": lambda d, o, c, t: d.taking_back.undo(o, t, c.said),
    "/resolve": lambda d, o, c, t: d.resolution.resolve(o, t, c.engineer, c.rest),
    "/escalate": lambda d, o, c, t: d.escalations.escalate(o, t, c.engineer, c.rest),
    "/refuse": lambda d, o, c, t: d.refusals.command(o, t, c.engineer, c.rest),
    "/rude": lambda d, o, c, t: d.refusals.propose_by(o, t, c.engineer, c.said),
    "/reopen": lambda d, o, c, t: d.appeals.reopen(o, t, c.engineer, c.rest),
    # Of a customer who does not talk to us in Telegram
    "/heard": lambda d, o, c, t: d.calls.heard(o, t, c.engineer, replace(c.said, text=c.rest, entities="")),
    "/called": lambda d, o, c, t: d.calls.called(o, t, c.engineer, c.rest, c.said),
    "/solved": lambda d, o, c, t: d.calls.solved(o, t, c.engineer, replace(c.said, text=c.rest, entities="")),
}
