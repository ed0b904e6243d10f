"""What stands between the bot and a chat: existence, membership, rights, topics."""

import re
from typing import Any

from sandbox.errors import bad, forbidden
from sandbox.methods.registry import Args
from sandbox.model import GENERAL, Chat, Message, Topic
from sandbox.world import World

UNSUPPORTED = ("business_connection_id", "direct_messages_topic_id", "suggested_post_parameters", "inline_message_id")
SEND_RIGHTS = {  # content → a member's right, and what Telegram calls it
    "photo": ("can_send_photos", "photos"),
    "video": ("can_send_videos", "videos"),
    "audio": ("can_send_audios", "music"),
    "voice": ("can_send_voice_notes", "voice notes"),
    "video_note": ("can_send_video_notes", "video notes"),
    "document": ("can_send_documents", "documents"),
    "animation": ("can_send_other_messages", "animations"),
    "sticker": ("can_send_other_messages", "stickers"),
    "poll": ("can_send_polls", "polls"),
}


def find(world: World, chat_id: Any) -> Chat:
    """The chat the bot speaks of, by id or @username, upgraded groups included."""
    if isinstance(chat_id, str) and not re.fullmatch(r"-?\d+", chat_id):
        chats = [chat for chat in world.chats.values() if chat.username and f"@{chat.username}" == chat_id]
        if not chats:
            raise bad("chat not found")
        return chats[0]
    chat = world.chats.get(int(chat_id))
    if chat is None and int(chat_id) in world.accounts and int(chat_id) != world.bot.id:
        chat = world.chat(int(chat_id))
    if chat is None:
        raise bad("chat not found")
    return chat


def readable(world: World, chat_id: Any) -> Chat:
    """A chat the bot is in, or was not thrown out of."""
    chat = find(world, chat_id)
    if chat.private:
        return chat
    if chat.deleted:
        raise forbidden("the group chat was deleted")
    if chat.migrated_to is not None:
        raise bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
    kind = "supergroup" if chat.type == "supergroup" else "group"
    bot = chat.member(world.bot.id)
    if bot.status == "kicked":
        raise forbidden(f"bot was kicked from the {kind} chat")
    if not bot.present:
        raise forbidden(f"bot is not a member of the {kind} chat")
    return chat


def reachable(world: World, chat_id: Any) -> Chat:
    """A chat where the bot's words arrive."""
    chat = readable(world, chat_id)
    if chat.private:
        person = world.account(chat.id)
        if person.deactivated:
            raise forbidden("user is deactivated")
        if person.blocked:
            raise forbidden("bot was blocked by the user")
        if not person.started:
            raise forbidden("bot can't initiate conversation with a user")
    return chat


def writable(world: World, a: Args, kind: str = "text") -> tuple[Chat, int | None]:
    """Chat and topic to write this kind of content to."""
    for name in UNSUPPORTED:
        if name in a:
            raise bad(f"{name} is not supported by the sandbox")
    chat = reachable(world, a["chat_id"])
    if chat.private:
        return chat, None
    bot = chat.member(world.bot.id)
    if not bot.may_send("can_send_messages"):
        raise bad(
            "not enough rights to send text messages to the chat" if bot.rights else "have no write access to the chat"
        )
    right, things = SEND_RIGHTS.get(kind, ("can_send_messages", "text messages"))
    if not bot.may_send(right):
        raise bad(f"not enough rights to send {things} to the chat")
    return chat, thread_of(world, chat, a)


def thread_of(world: World, chat: Chat, a: Args) -> int | None:
    """The topic meant: named, or that of the message answered; no forum has none."""
    if not chat.is_forum:
        return None
    thread = a.get("message_thread_id")
    if thread is None:
        reply = a.get("reply_parameters", {})
        answered = chat.messages.get(reply.get("message_id", 0)) if "chat_id" not in reply else None
        thread = answered.thread if answered else None
    bot = chat.member(world.bot.id)
    if thread is None:
        if chat.general_closed and not bot.may("can_manage_topics"):
            raise bad("TOPIC_CLOSED")
        return None
    topic = chat.topic(thread) if thread != GENERAL else None
    if topic is None:
        raise bad("message thread not found")
    if topic.closed and not bot.may("can_manage_topics"):
        raise bad("TOPIC_CLOSED")
    return topic.id


def topic_for(world: World, a: Args, words: str) -> tuple[Chat, Topic]:
    """A topic the bot may change; `words` say what it would do."""
    chat = forum_for(world, a)
    thread = a["message_thread_id"]
    topic = chat.topics.get(thread)
    if topic is None:
        raise bad("TOPIC_ID_INVALID")
    if topic.deleted:
        raise bad("TOPIC_DELETED")
    if not chat.member(world.bot.id).may("can_manage_topics") and topic.opened_by != world.bot.id:
        raise bad(f"not enough rights to {words}")
    return chat, topic


def forum_for(world: World, a: Args) -> Chat:
    chat = readable(world, a["chat_id"])
    if not chat.is_forum:
        raise bad("the chat is not a forum")
    return chat


def message_of(chat: Chat, message_id: int, purpose: str) -> Message:
    if (message := chat.messages.get(message_id)) is None:
        raise bad(f"message to {purpose} not found")
    return message


def needs_right(world: World, chat: Chat, right: str, words: str) -> None:
    if not chat.private and not chat.member(world.bot.id).may(right):
        raise bad(f"not enough rights to {words}")
