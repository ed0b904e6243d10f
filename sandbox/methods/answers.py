"""Answers: `reply_parameters` become what the answered message shows."""

from sandbox.content import Body, content_of
from sandbox.entities import formatted
from sandbox.errors import bad
from sandbox.methods.access import readable
from sandbox.methods.registry import Args
from sandbox.model import Chat, Message
from sandbox.world import World


def answer_to(world: World, chat: Chat, thread: int | None, a: Args) -> Body:
    """reply_to_message within a chat and topic, external_reply beyond, the quote where one is given."""
    reply = a.get("reply_parameters")
    if reply is None:
        return {}
    source = readable(world, reply["chat_id"]) if "chat_id" in reply else chat
    answered = source.messages.get(reply["message_id"])
    elsewhere = source is not chat
    if answered is None:
        if reply.get("allow_sending_without_reply") and not elsewhere:
            return {}
        raise bad("message to be replied not found")
    beyond = elsewhere or (chat.is_forum and answered.thread != thread)
    shown: Body = (
        {"external_reply": external(world, source, answered)} if beyond else {"reply_to_message": answered.excerpt()}
    )
    return shown | quote_of(answered, reply)


def external(world: World, source: Chat, answered: Message) -> Body:
    """An ExternalReplyInfo."""
    facts: Body = {"origin": origin_of(answered)} | content_of(answered.body)
    for name in ("text", "entities", "caption", "caption_entities"):
        facts.pop(name, None)
    return facts if source.private else facts | {"chat": world.chat_card(source), "message_id": answered.id}


def origin_of(message: Message) -> Body:
    """A MessageOrigin: where a forwarded message first came from."""
    body = message.body
    if "forward_origin" in body:
        return dict(body["forward_origin"])
    if "sender_chat" in body:
        return {"type": "chat", "date": body["date"], "sender_chat": body["sender_chat"]}
    return {"type": "user", "date": body["date"], "sender_user": body["from"]}


def quote_of(answered: Message, reply: Body) -> Body:
    """The quoted part: an exact piece of the answered text."""
    if not reply.get("quote"):
        return {}
    text, entities = formatted(reply["quote"], reply.get("quote_entities"), reply.get("quote_parse_mode"))
    if text not in answered.text:
        raise bad("QUOTE_TEXT_INVALID")
    position = reply.get("quote_position", answered.text.index(text))
    quote: Body = {"text": text, "position": position, "is_manual": True}
    return {"quote": quote | ({"entities": entities} if entities else {})}
