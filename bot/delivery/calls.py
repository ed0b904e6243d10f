"""What a letter comes down to: calls of the Bot API, an e-mail, nothing, not yet, or a trouble known beforehand."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from aiogram.methods import SendMessage, TelegramMethod
from aiogram.types import (
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)

from bot.delivery.split import split
from bot.rendered import Rendered
from domain.delivery import Trouble
from domain.ids import ChatId, MessageId, ThreadId

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call. `of` says which of a relay's utterances its messages show; `cost` is what it takes of the limits."""

    method: TelegramMethod[Any]
    chat: ChatId
    cost: int = 1
    of: tuple[int, ...] = ()
    beside: int | None = None  # which of them its messages belong to without showing it whole
    said: Rendered | None = None  # the text or caption it bears, in case it must be split
    instead: tuple["Call", ...] = ()  # if what it copies is gone
    lost: bool = False  # it only says that something is missing
    optional: bool = False  # where Telegram says no, the rest goes on


@dataclass(frozen=True, slots=True)
class Calls:
    """To be made in order. `fresh` recognises a redraw that would change nothing."""

    calls: tuple[Call, ...]
    fresh: int | None = None


@dataclass(frozen=True, slots=True)
class Nothing:
    """There is nothing to send any more."""


@dataclass(frozen=True, slots=True)
class NotYet:
    """Something must be there first; it is asked again soon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A file of Telegram that goes along; `missed` is said in its place where it cannot be had."""

    file_id: str
    name: str  # none: as Telegram calls it
    missed: str
    data: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """An e-mail in words. `thread`: letters of one ticket stand together; `human`: somebody wrote it."""

    to: str
    subject: str
    body: str
    thread: str = ""
    human: bool = False
    enclosures: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """A file that is made when its turn comes: off the loop, for it may take seconds."""

    chat: ChatId
    name: str
    make: Callable[[], bytes]
    said: Rendered  # beside it
    failed: Calls  # in its place


Plan = Calls | Nothing | NotYet | Trouble | Mail | Making


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where in Telegram something is said. `root`: without topics, the card that everything replies to."""

    chat: ChatId
    thread: ThreadId | None = None
    root: MessageId | None = None


def entities(said: Rendered) -> list[MessageEntity] | None:
    """The marks as aiogram takes them."""
    return [MessageEntity(**entity) for entity in said.entities()] or None


def reply_to(message: MessageId | None, quote: str = "", position: int = 0) -> ReplyParameters | None:
    """A reply that is sent even if what it replies to is gone."""
    if message is None:
        return None
    reply = ReplyParameters(message_id=message, allow_sending_without_reply=True)
    return reply.model_copy(update={"quote": quote, "quote_position": position}) if quote else reply


def say(
    spot: Spot,
    said: Rendered,
    *,
    markup: Markup | None = None,
    reply: ReplyParameters | None = None,
    silent: bool = False,
) -> tuple[Call, ...]:
    """Words of our own: in several messages if they are long, the buttons under the last."""
    parts = split(said if said.text.strip() else Rendered("…"))
    last = len(parts) - 1
    return tuple(
        Call(
            chat=spot.chat,
            said=part,
            method=SendMessage(
                chat_id=spot.chat,
                message_thread_id=spot.thread,
                text=part.text,
                entities=entities(part),
                reply_markup=markup if n == last else None,
                reply_parameters=(reply or reply_to(spot.root)) if n == 0 else None,
                disable_notification=silent or None,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            ),
        )
        for n, part in enumerate(parts)
    )


def showing(calls: tuple[Call, ...], utterance: int) -> tuple[Call, ...]:
    """Say that the first of these messages shows the utterance, and the rest go with it."""
    return (replace(calls[0], of=(utterance,)), *beside(calls[1:], utterance))


def beside(calls: tuple[Call, ...], utterance: int | None) -> tuple[Call, ...]:
    """Say that these messages go with the utterance."""
    return tuple(replace(call, beside=utterance) for call in calls)
