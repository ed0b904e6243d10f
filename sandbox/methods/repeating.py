"""Copying and forwarding: the same content again, with or without its origin."""

import itertools

from sandbox.content import CAPTIONED, COPYABLE, Body, content_of
from sandbox.entities import caption_text
from sandbox.errors import Refusal, bad
from sandbox.keyboards import check_markup
from sandbox.methods.access import message_of, readable, writable
from sandbox.methods.answers import answer_to, origin_of
from sandbox.methods.registry import Args, Desk, method
from sandbox.model import Chat, Message

MAX_MESSAGES = 100


@method
def copy_message(desk: Desk, a: Args) -> Body:
    source = readable(desk.world, a["from_chat_id"])
    original = message_of(source, a["message_id"], "copy")
    content = copied(source, original)
    if "caption" in a and original.kind in CAPTIONED:
        caption, entities = caption_text(a["caption"], a.get("caption_entities"), a.get("parse_mode"))
        content |= {"caption": caption, "caption_entities": entities}
        content = {key: value for key, value in content.items() if value or key != "caption_entities"}
    chat, thread = writable(desk.world, a, original.kind or "text")
    check_markup(a.get("reply_markup"), private=chat.private)
    answer = answer_to(desk.world, chat, thread, a)
    copy = desk.world.post(
        chat,
        desk.world.bot.id,
        content,
        thread=thread,
        answer=answer,
        markup=a.get("reply_markup"),
        silent=a.get("disable_notification", False),
        protected=a.get("protect_content", False),
    )
    return {"message_id": copy.id}


def copied(source: Chat, original: Message) -> Body:
    """The content of a copy, where there can be one."""
    if original.kind not in COPYABLE or hidden_quiz(original):
        raise bad("message can't be copied")
    if source.protected or original.protected:
        raise bad("message has protected content and can't be forwarded")
    return content_of(original.body)


def hidden_quiz(message: Message) -> bool:
    poll = message.body.get("poll", {})
    return poll.get("type") == "quiz" and "correct_option_ids" not in poll


@method
def copy_messages(desk: Desk, a: Args) -> list[Body]:
    return several(desk, a, "copy")


@method
def forward_messages(desk: Desk, a: Args) -> list[Body]:
    return several(desk, a, "forward")


def several(desk: Desk, a: Args, verb: str) -> list[Body]:
    """Up to 100 messages, albums together; what cannot be repeated is left out silently."""
    numbers: list[int] = a["message_ids"]
    if not numbers:
        raise bad("message identifiers are not specified")
    if len(numbers) > MAX_MESSAGES:
        raise bad(f"too many messages to {verb}")
    if any(later <= earlier for earlier, later in itertools.pairwise(numbers)):
        raise bad("message identifiers must be in a strictly increasing order")
    source = readable(desk.world, a["from_chat_id"])
    chat, thread = writable(desk.world, a)
    contents = []
    for number in numbers:
        try:
            original = message_of(source, number, verb)
            content = copied(source, original) if verb == "copy" else forwarded(source, original)
        except Refusal:
            continue
        if verb == "copy" and a.get("remove_caption"):
            content = {key: value for key, value in content.items() if not key.startswith("caption")}
        contents.append(content | album_of(original))
    if not contents:
        raise bad(f"there are no messages to {verb}")
    renamed: dict[str, str] = {}
    sent = []
    for content in contents:
        if album := content.get("media_group_id"):
            fresh = renamed.setdefault(album, "") or str(13_000_000_000 + desk.world.number())
            content["media_group_id"] = renamed[album] = fresh
        message = desk.world.post(
            chat,
            desk.world.bot.id,
            content,
            thread=thread,
            silent=a.get("disable_notification", False),
            protected=a.get("protect_content", False),
        )
        sent.append({"message_id": message.id})
    return sent


def album_of(original: Message) -> Body:
    return {"media_group_id": original.body["media_group_id"]} if "media_group_id" in original.body else {}


@method
def forward_message(desk: Desk, a: Args) -> Body:
    source = readable(desk.world, a["from_chat_id"])
    original = message_of(source, a["message_id"], "forward")
    content = forwarded(source, original)
    chat, thread = writable(desk.world, a, original.kind or "text")
    message = desk.world.post(
        chat,
        desk.world.bot.id,
        content,
        thread=thread,
        silent=a.get("disable_notification", False),
        protected=a.get("protect_content", False),
    )
    return message.body


def forwarded(source: Chat, original: Message) -> Body:
    """The content of a forwarded message, with its origin."""
    if original.kind is None:
        raise bad("message can't be forwarded")
    if source.protected or original.protected:
        raise bad("message has protected content and can't be forwarded")
    return content_of(original.body) | {"forward_origin": origin_of(original)}
