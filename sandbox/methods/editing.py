"""Editing what the bot has sent."""

from sandbox.content import CAPTIONED, COMPANIONS, FILES, KINDS, Body
from sandbox.entities import message_text
from sandbox.errors import bad
from sandbox.keyboards import check_markup
from sandbox.methods.access import UNSUPPORTED, message_of, reachable
from sandbox.methods.registry import Args, Desk, method
from sandbox.methods.sending import caption_of, file_content
from sandbox.model import Message
from sandbox.world import World

SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


def own_message(world: World, a: Args) -> Message:
    """A message of the bot's own that can be edited."""
    for name in UNSUPPORTED:
        if name in a:
            raise bad(f"{name} is not supported by the sandbox")
    if "chat_id" not in a or "message_id" not in a:
        raise bad("message identifier is not specified")
    chat = reachable(world, a["chat_id"])
    message = message_of(chat, a["message_id"], "edit")
    if message.by != world.bot.id or message.kind is None or message.keyboard or "forward_origin" in message.body:
        raise bad("message can't be edited")
    check_markup(a.get("reply_markup"), private=chat.private)
    return message


def edited(world: World, message: Message, a: Args, content: Body | None) -> Body:
    """Content (`None`: stays) and buttons as the call has them; no buttons in the call take them away."""
    markup = a.get("reply_markup")
    changes: Body = {"reply_markup": markup if markup and markup["inline_keyboard"] else None}
    if content is not None:
        changes = dict.fromkeys((*KINDS, *COMPANIONS)) | content | changes
    if all(message.body.get(key) == value for key, value in changes.items()):
        raise bad(SAME)
    world.edit(message, changes, quietly=content is None)
    return message.body


@method
def edit_message_text(desk: Desk, a: Args) -> Body:
    message = own_message(desk.world, a)
    if "rich_message" in a:
        raise bad("rich_message is not supported by the sandbox")
    text, entities = message_text(a.get("text", ""), a.get("entities"), a.get("parse_mode"))
    if message.kind != "text":
        raise bad("there is no text in the message to edit")
    content: Body = {"text": text, "entities": entities or None, "link_preview_options": a.get("link_preview_options")}
    return edited(desk.world, message, a, content)


@method
def edit_message_caption(desk: Desk, a: Args) -> Body:
    message = own_message(desk.world, a)
    if message.kind not in CAPTIONED:
        raise bad("there is no caption in the message to edit")
    kept = {key: message.body[key] for key in (*KINDS, "has_media_spoiler") if key in message.body}
    return edited(desk.world, message, a, kept | caption_of(a))


@method
def edit_message_media(desk: Desk, a: Args) -> Body:
    message, media = own_message(desk.world, a), a["media"]
    if message.kind not in FILES | {"text"}:
        raise bad("there is no media in the message to edit")
    if media["type"] not in FILES:
        raise bad(f"{media['type']} is not supported by the sandbox")
    content = file_content(desk.world, media["type"], media["media"], media)
    return edited(desk.world, message, a, content | caption_of(media))


@method
def edit_message_reply_markup(desk: Desk, a: Args) -> Body:
    return edited(desk.world, own_message(desk.world, a), a, None)
