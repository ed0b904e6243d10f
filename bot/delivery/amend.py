"""The same thing said differently, after Telegram refused the way it was said."""

from dataclasses import replace

from aiogram.methods import EditMessageText, ReopenForumTopic, SendMessage
from aiogram.types import ReplyParameters

from bot.delivery.calls import Call, Spot, beside, entities, reply_to, say
from bot.delivery.split import MESSAGE, split
from bot.delivery.verdicts import How
from domain.ids import MessageId


def amended(call: Call, how: How) -> tuple[Call, ...]:
    """Return the calls to make in its place; none if it cannot be said that way."""
    method = call.method
    reply: ReplyParameters | None = getattr(method, "reply_parameters", None)
    match how:
        case How.INSTEAD:
            return call.instead
        case How.WITHOUT_QUOTE if reply and reply.quote and reply.message_id:
            return _changed(call, reply_parameters=reply_to(MessageId(reply.message_id)))
        case How.WITHOUT_REPLY if reply:
            return _changed(call, reply_parameters=None)
        case How.WITHOUT_BUTTONS if getattr(method, "reply_markup", None):
            return _changed(call, reply_markup=None)
        case How.AS_PLAIN:
            marked = [name for name in ("entities", "caption_entities") if getattr(method, name, None)]
            return _changed(call, **dict.fromkeys(marked)) if marked else ()
        case How.SPLIT:
            return _split(call)
        case How.REOPEN_TOPIC if thread := getattr(method, "message_thread_id", None):
            reopen = Call(chat=call.chat, method=ReopenForumTopic(chat_id=call.chat, message_thread_id=thread))
            return (reopen, call)
        case _:
            return ()


def _changed(call: Call, **fields: object) -> tuple[Call, ...]:
    return (replace(call, method=call.method.model_copy(update=fields)),)


def _split(call: Call) -> tuple[Call, ...]:
    said, method = call.said, call.method
    if said is None or not said:
        return ()
    spot = Spot(chat=call.chat, thread=getattr(method, "message_thread_id", None))
    if isinstance(method, SendMessage | EditMessageText):
        first, *rest = split(said, max(1, min(MESSAGE, len(said.text)) // 2))
        if not rest:
            return ()
        shorter = replace(call, method=method.model_copy(update={"text": first.text, "entities": entities(first)}))
        more = tuple(each for part in rest for each in say(spot, part))
        return (replace(shorter, said=first), *beside(more, _shown(call)))
    bare = method.model_copy(update={"caption": "", "caption_entities": None})
    return (replace(call, method=bare, said=None), *beside(say(spot, said), _shown(call)))


def _shown(call: Call) -> int | None:
    """Which utterance of a relay it is about."""
    return call.of[0] if call.of else call.beside
