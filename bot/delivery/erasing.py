"""Erasure at Telegram: topics, and messages a bot may still delete; the older of our own say nothing any more."""

from collections.abc import Iterator

from aiogram.methods import DeleteForumTopic, DeleteMessages, EditMessageText
from aiogram.types import LinkPreviewOptions

from bot.delivery.calls import Call
from bot.rendered import Rendered
from domain.effects import DeleteTopics, EraseMessages


def deleted_topics(effect: DeleteTopics) -> Iterator[Call]:
    """One after another; one that is gone already is as wanted."""
    for room in effect.rooms:
        yield Call(chat=room.chat, method=DeleteForumTopic(chat_id=room.chat, message_thread_id=room.thread))


def erased(effect: EraseMessages, stub: Rendered) -> Iterator[Call]:
    """All at once what is young; each alone what can only be said over. What Telegram refuses stays."""
    if effect.messages:
        method = DeleteMessages(chat_id=effect.chat, message_ids=list(effect.messages))
        yield Call(chat=effect.chat, cost=0, method=method, optional=True)
    for message in effect.stubs:
        edit = EditMessageText(
            chat_id=effect.chat,
            message_id=message,
            text=stub.text,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
        yield Call(chat=effect.chat, method=edit, said=stub, optional=True)
