"""Deleting, pinning, reacting, and the answer to a press."""

from sandbox.content import Body
from sandbox.errors import bad
from sandbox.icons import REACTIONS
from sandbox.members import show_chat
from sandbox.methods.access import message_of, needs_right, reachable, readable
from sandbox.methods.registry import Args, Desk, method
from sandbox.model import Chat, Message
from sandbox.world import World

DELETABLE = 48 * 3600  # seconds of the chat's own (moved) time
ANSWER_WITHIN = 15.0  # seconds of real time
MAX_TOAST = 200
UNDELETABLE = ("forum_topic_created", "migrate_from_chat_id", "migrate_to_chat_id", "supergroup_chat_created")


@method
def delete_message(desk: Desk, a: Args) -> bool:
    chat = readable(desk.world, a["chat_id"])
    message = message_of(chat, a["message_id"], "delete")
    if not deletable(desk.world, chat, message):
        raise bad("message can't be deleted")
    desk.world.delete(chat, [message.id])
    return True


@method
def delete_messages(desk: Desk, a: Args) -> bool:
    """What is not there, or cannot go, is left out silently."""
    if not 0 < len(a["message_ids"]) <= 100:  # noqa: PLR2004 - of the method's own description
        raise bad(
            "message identifiers are not specified"
            if not a["message_ids"]
            else "too many message identifiers specified"
        )
    chat = readable(desk.world, a["chat_id"])
    found = [message for number in a["message_ids"] if (message := chat.messages.get(number))]
    desk.world.delete(chat, [message.id for message in found if deletable(desk.world, chat, message)])
    return True


def deletable(world: World, chat: Chat, message: Message) -> bool:
    """Within two days: its own, all in private, all in groups with the right."""
    if world.clock.now() - message.body["date"] >= DELETABLE or any(key in message.body for key in UNDELETABLE):
        return False
    return message.by == world.bot.id or chat.private or chat.member(world.bot.id).may("can_delete_messages")


@method
def pin_chat_message(desk: Desk, a: Args) -> bool:
    chat = reachable(desk.world, a["chat_id"])
    message = message_of(chat, a["message_id"], "pin")
    needs_right(desk.world, chat, "can_pin_messages", "manage pinned messages in the chat")
    pin(desk.world, chat, desk.world.bot.id, message)
    return True


def pin(world: World, chat: Chat, by: int, message: Message) -> None:
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
        world.post(chat, by, {"pinned_message": message.excerpt()}, thread=message.thread)
        show_chat(world, chat)


@method
def unpin_chat_message(desk: Desk, a: Args) -> bool:
    chat = reachable(desk.world, a["chat_id"])
    needs_right(desk.world, chat, "can_pin_messages", "manage pinned messages in the chat")
    number = a.get("message_id", chat.pinned[-1] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad("message to unpin not found")
    chat.pinned.remove(number)
    show_chat(desk.world, chat)
    return True


@method
def set_message_reaction(desk: Desk, a: Args) -> bool:
    chat = reachable(desk.world, a["chat_id"])
    message = message_of(chat, a["message_id"], "react")
    reactions: list[Body] = a.get("reaction", [])
    if len(reactions) > 1:
        raise bad("REACTIONS_TOO_MANY")
    for reaction in reactions:
        if reaction["type"] != "emoji" or not allowed(chat, reaction["emoji"]):
            raise bad("REACTION_INVALID")
    if album := message.body.get("media_group_id"):
        parts = (part for part in chat.messages.values() if part.body.get("media_group_id") == album)
        message = min(parts, key=lambda part: part.id)
    desk.world.react(chat, message, desk.world.bot.id, reactions)
    return True


def allowed(chat: Chat, emoji: str) -> bool:
    """With or without the sign that asks for colours."""
    plain = emoji.replace("\ufe0f", "")
    return plain in REACTIONS and (chat.reactions is None or plain in chat.reactions)


@method
def answer_callback_query(desk: Desk, a: Args) -> bool:
    world = desk.world
    query = world.queries.get(a["callback_query_id"])
    if query is None or world.clock.real() - query["at"] > ANSWER_WITHIN:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    if len(a.get("text", "")) > MAX_TOAST:
        raise bad("MESSAGE_TOO_LONG")
    answer = {"text": a.get("text", ""), "show_alert": a.get("show_alert", False), "url": a.get("url")}
    query["answer"] = answer
    where = {name: query[name] for name in ("person", "chat", "message_id")}
    world.tell("answer", query=a["callback_query_id"], **where, **answer)
    return True
