"""A message of Telegram as the desk sees it."""

import json
from datetime import UTC, datetime

from aiogram.enums import ContentType
from aiogram.types import Message as TelegramMessage

from actions.lookups import Asked
from domain.ids import ChatId, MessageId, ThreadId, UserId
from domain.said import Message, Place, SharedContact

ANONYMOUS = 1087968824  # GroupAnonymousBot: an administrator behind the group's name

# What a person says or sends, and what can be copied to the other side.
SAID = frozenset(
    {
        ContentType.TEXT,
        ContentType.ANIMATION,
        ContentType.AUDIO,
        ContentType.CHECKLIST,
        ContentType.CONTACT,
        ContentType.DICE,
        ContentType.DOCUMENT,
        ContentType.GAME,
        ContentType.LIVE_PHOTO,
        ContentType.LOCATION,
        ContentType.PHOTO,
        ContentType.POLL,
        ContentType.RICH_MESSAGE,
        ContentType.STICKER,
        ContentType.STORY,
        ContentType.VENUE,
        ContentType.VIDEO,
        ContentType.VIDEO_NOTE,
        ContentType.VOICE,
    }
)

# What a person says and no bot may copy, or nobody has heard of yet. All the rest are service messages.
UNREADABLE = frozenset(
    {
        ContentType.GIVEAWAY,
        ContentType.GIVEAWAY_WINNERS,
        ContentType.INVOICE,
        ContentType.PAID_MEDIA,
        ContentType.UNKNOWN,
    }
)


def heard(message: TelegramMessage) -> Message:
    """Return what was said, by whom, where, when: Telegram's own time, of an edit the edit's."""
    author = message.from_user
    anonymous = author is not None and author.id == ANONYMOUS
    reply = message.reply_to_message
    replied = reply if reply is not None and reply.forum_topic_created is None else None
    entities = message.entities or message.caption_entities or []
    file_id, file_name = _file(message)
    return Message(
        author=UserId(author.id if author else message.chat.id),
        name=author.full_name if author else message.chat.full_name,
        language=author.language_code if author else None,
        place=Place(chat=ChatId(message.chat.id), message=MessageId(message.message_id)),
        thread=thread_of(message),
        at=_moment(message.edit_date) if message.edit_date else message.date,
        kind=message.content_type,
        text=message.text or message.caption or "",
        entities=json.dumps([each.model_dump(exclude_none=True, mode="json") for each in entities]) if entities else "",
        file_id=file_id,
        file_name=file_name,
        album=message.media_group_id or "",
        reply_to=MessageId(replied.message_id) if replied else None,
        quote=message.quote.text if message.quote else "",
        quote_position=message.quote.position if message.quote else 0,
        contact=_contact(message),
        anonymous=anonymous,
        forwarded=message.forward_origin is not None,
    )


def asked(message: TelegramMessage) -> Asked:
    """Return where a command was given."""
    user = UserId(message.from_user.id if message.from_user else message.chat.id)
    return Asked(user, ChatId(message.chat.id), thread_of(message), MessageId(message.message_id))


def language_of(message: TelegramMessage) -> str | None:
    """Return the language of the author's Telegram."""
    return message.from_user.language_code if message.from_user else None


def thread_of(message: TelegramMessage) -> ThreadId | None:
    """Return the topic; a thread of replies in a group without topics is none."""
    if message.message_thread_id is None or not message.is_topic_message:
        return None
    return ThreadId(message.message_thread_id)


def _moment(at: int | datetime) -> datetime:
    return at if isinstance(at, datetime) else datetime.fromtimestamp(at, UTC)


def _contact(message: TelegramMessage) -> SharedContact | None:
    shared = message.contact
    if shared is None:
        return None
    name = " ".join(part for part in (shared.first_name, shared.last_name) if part)
    return SharedContact(
        phone=shared.phone_number, name=name, user_id=UserId(shared.user_id) if shared.user_id is not None else None
    )


def _file(message: TelegramMessage) -> tuple[str, str]:
    if message.photo:
        return message.photo[-1].file_id, ""
    for content in (message.document, message.video, message.audio, message.animation):
        if content is not None:
            return content.file_id, content.file_name or ""
    for small in (message.voice, message.video_note, message.sticker):
        if small is not None:
            return small.file_id, ""
    return "", ""
