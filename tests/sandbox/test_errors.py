"""Every refusal a bot must be ready for, in Telegram's words: one row, one refusal."""

# ruff: noqa: E501 - a row is a line

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from sandbox.groups import Group
from sandbox.people import Person
from sandbox.server import Sandbox
from tests.sandbox.conftest import Caller, Refused


@dataclass
class Scene:
    """A desk in full work."""

    tg: Sandbox
    petr: Person  # a customer
    anna: Person  # an engineer
    forum: Group
    plain: Group
    topic: int
    shut: int  # a closed topic
    gone: int  # a deleted one
    said: int  # Petr's message
    sent: int  # the bot's message with a button
    photo: int  # the bot's photo

    def someone(self, **how: Any) -> int:
        person = self.tg.person("Кто-то", started=True)
        for name, value in how.items():
            setattr(person.account, name, value)
        return person.id

    def late(self) -> "Scene":
        """Two days have passed."""
        self.tg.move(days=2)
        return self


@pytest.fixture
async def scene(tg: Sandbox, bot: Caller) -> Scene:
    petr, anna = tg.person("Пётр", started=True), tg.person("Анна")
    forum, plain = tg.forum("Инженеры", [anna]), tg.supergroup("Просто группа", [anna])
    topic, shut, gone = [(await anna.in_group(forum).opens_topic(name)).id for name in ("1", "2", "3")]
    await bot.closeForumTopic(chat_id=forum.id, message_thread_id=shut)
    await bot.deleteForumTopic(chat_id=forum.id, message_thread_id=gone)
    said = await petr.says("Шлюз не загружается")
    button = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]}
    sent = await bot.sendMessage(chat_id=petr.id, text="Решено?", reply_markup=button)
    photo = await bot.sendPhoto(chat_id=petr.id, photo=tg.world.files.again(tg.file("p.png"), "photo").file_id)
    return Scene(tg, petr, anna, forum, plain, topic, shut, gone, said.id, sent["message_id"], photo["message_id"])


Row = tuple[str, Callable[[Scene], dict[str, Any]], str]


def text(s: Scene, **more: Any) -> dict[str, Any]:
    return {"chat_id": s.petr.id, "text": "x"} | more


def buttons(*row: dict[str, Any]) -> dict[str, Any]:
    return {"reply_markup": {"inline_keyboard": [list(row)]}}


def edit(s: Scene, **more: Any) -> dict[str, Any]:
    return {"chat_id": s.petr.id, "message_id": s.sent} | more


def in_topic(s: Scene, thread: int, **more: Any) -> dict[str, Any]:
    return {"chat_id": s.forum.id, "message_thread_id": thread} | more


def without(s: Scene, *rights: str) -> int:
    """The forum, where the bot has lost these rights."""
    s.forum.bot_loses(*rights)
    return s.forum.id


def restricted(s: Scene, *left: str) -> int:
    s.forum.restrict(s.tg.world.bot.id, left)
    return s.forum.id


def thrown_out(s: Scene, *, by_itself: bool = False) -> int:
    if by_itself:
        s.forum.chat.members[s.tg.world.bot.id].status = "left"
    else:
        s.forum.kick(s.tg.world.bot.id)
    return s.forum.id


def upgraded(s: Scene) -> int:
    group = s.tg.group("Старая", [s.anna])
    group.upgrade(-1009)
    return group.id


def deleted(s: Scene) -> int:
    s.plain.delete()
    return s.plain.id


def protected(s: Scene) -> int:
    s.forum.protect()
    return s.forum.id


def big_file(s: Scene) -> str:
    return s.tg.file("big.bin", size=20 * 1024 * 1024 + 1).file_id


def only_thumbs(s: Scene) -> int:
    s.forum.allow_reactions(["👍"])
    return s.forum.id


EMOJI = {"type": "emoji"}
ROWS: list[Row] = [
    # what a call must have
    ("sendMessage", lambda s: {"text": "x"}, "chat_id is empty"),
    ("sendMessage", lambda s: {"chat_id": s.petr.id}, "message text is empty"),
    ("sendMessage", lambda s: text(s, text=" \n"), "text must be non-empty"),
    ("sendMessage", lambda s: text(s, chat_id=42), "chat not found"),
    ("sendMessage", lambda s: text(s, chat_id="@nobody"), "chat not found"),
    ("sendMessage", lambda s: text(s, disable_notification="perhaps"), "can't parse disable_notification: must be of type Boolean"),
    ("sendMessage", lambda s: text(s, reply_markup="{"), "can't parse reply keyboard markup JSON object"),
    ("sendPhoto", lambda s: {"chat_id": s.petr.id}, "there is no photo in the request"),
    ("sendPhoto", lambda s: {"chat_id": s.petr.id, "photo": "x"}, "wrong file identifier/HTTP URL specified"),
    ("sendPhoto", lambda s: {"chat_id": s.petr.id, "photo": big_file(s)}, "can't use file of type Document as Photo"),
    ("sendChatAction", lambda s: {"chat_id": s.petr.id, "action": "dancing"}, "wrong parameter action in request"),
    ("sendMessageNow", lambda s: {}, "404 Not Found"),
    ("sendInvoice", lambda s: {}, "chat_id is empty"),
    ("getMyStarBalance", lambda s: {}, "getMyStarBalance is not supported by the sandbox"),
    ("editEphemeralMessageText", lambda s: {}, "404 Not Found"),
    ("sendMessage", lambda s: text(s, receiver_user_id=1), "receiver_user_id is not in Bot API 10.1"),
    ("sendMessage", lambda s: text(s, business_connection_id="x"), "business_connection_id is not supported by the sandbox"),
    # lengths and formatting
    ("sendMessage", lambda s: text(s, text="я" * 4097), "message is too long"),
    ("sendMessage", lambda s: text(s, text="<b>x", parse_mode="HTML"), "can't parse entities: Can't find end tag corresponding to start tag \"b\" at byte offset 4"),
    ("sendMessage", lambda s: text(s, text="<x>y</x>", parse_mode="HTML"), "can't parse entities: Unsupported start tag \"x\" at byte offset 0"),
    ("sendMessage", lambda s: text(s, text="1 < 2", parse_mode="HTML"), "can't parse entities: Unclosed start tag at byte offset 2"),
    ("sendMessage", lambda s: text(s, text="a.", parse_mode="MarkdownV2"), "can't parse entities: Character '.' is reserved and must be escaped with the preceding '\\'"),
    ("sendMessage", lambda s: text(s, text="*a", parse_mode="MarkdownV2"), "can't parse entities: Can't find end of Bold entity at byte offset 2"),
    ("sendMessage", lambda s: text(s, parse_mode="BBCode"), "unsupported parse_mode"),
    ("sendMessage", lambda s: text(s, entities=[{"type": "bold", "offset": 0, "length": 2}]), "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 2"),
    ("sendMessage", lambda s: text(s, text="😀", entities=[{"type": "bold", "offset": 0, "length": 1}]), "entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol"),
    ("sendMessage", lambda s: text(s, entities=[{"type": "loud", "offset": 0, "length": 1}]), "can't parse MessageEntity: Unsupported type specified"),
    ("sendMessage", lambda s: text(s, entities=[{"type": "text_link", "offset": 0, "length": 1}]), "can't parse MessageEntity: Can't find field \"url\""),
    ("editMessageCaption", lambda s: edit(s, message_id=s.photo, caption="я" * 1025), "message caption is too long"),
    # keyboards
    ("sendMessage", lambda s: text(s, **buttons({"text": "a", "callback_data": "я" * 33})), "BUTTON_DATA_INVALID"),
    ("sendMessage", lambda s: text(s, **buttons({"text": "a"})), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
    ("sendMessage", lambda s: text(s, **buttons({"text": "a", "callback_data": ""})), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
    ("sendMessage", lambda s: text(s, **buttons({"text": "a", "callback_data": "x", "url": "https://example.org"})), "can't parse inline keyboard button: exactly one action must be specified"),
    ("sendMessage", lambda s: text(s, **buttons({"callback_data": "x"})), "can't parse inline keyboard button: Can't find field \"text\""),
    ("sendMessage", lambda s: text(s, **buttons({"text": 5, "callback_data": "x"})), "can't parse inline keyboard button: Field \"text\" must be of type String"),
    ("sendMessage", lambda s: text(s, **buttons({"text": "a", "url": "ftp://x.org"})), "inline keyboard button URL 'ftp://x.org' is invalid: Unsupported URL protocol"),
    ("sendMessage", lambda s: text(s, **buttons({"text": "a", "callback_data": "x", "style": "loud"})), "BUTTON_STYLE_INVALID"),
    ("sendMessage", lambda s: text(s, **buttons({"text": "a", "disabled": {}})), "can't parse inline keyboard button: disabled is not in Bot API 10.1"),
    ("sendMessage", lambda s: text(s, **buttons(*[{"text": "a", "callback_data": "x"}] * 101)), "reply markup is too long"),
    ("sendMessage", lambda s: text(s, chat_id=s.forum.id, reply_markup={"keyboard": [[{"text": "a", "request_contact": True}]]}), "phone number can be requested in private chats only"),
    # people who cannot be reached
    ("sendMessage", lambda s: text(s, chat_id=s.someone(blocked=True)), "403 Forbidden: bot was blocked by the user"),
    ("sendMessage", lambda s: text(s, chat_id=s.someone(deactivated=True)), "403 Forbidden: user is deactivated"),
    ("sendMessage", lambda s: text(s, chat_id=s.someone(started=False)), "403 Forbidden: bot can't initiate conversation with a user"),
    # groups that cannot be reached
    ("sendMessage", lambda s: text(s, chat_id=thrown_out(s)), "403 Forbidden: bot was kicked from the supergroup chat"),
    ("sendMessage", lambda s: text(s, chat_id=thrown_out(s, by_itself=True)), "403 Forbidden: bot is not a member of the supergroup chat"),
    ("sendMessage", lambda s: text(s, chat_id=deleted(s)), "403 Forbidden: the group chat was deleted"),
    ("sendMessage", lambda s: text(s, chat_id=upgraded(s)), "group chat was upgraded to a supergroup chat"),
    # rights
    ("sendMessage", lambda s: text(s, chat_id=restricted(s)), "have no write access to the chat"),
    ("sendMessage", lambda s: text(s, chat_id=restricted(s, "can_send_photos")), "not enough rights to send text messages to the chat"),
    ("sendSticker", lambda s: {"chat_id": restricted(s, "can_send_messages"), "sticker": "x"}, "wrong file identifier/HTTP URL specified"),
    ("sendPoll", lambda s: {"chat_id": restricted(s, "can_send_messages"), "question": "?", "options": ["a", "b"]}, "not enough rights to send polls to the chat"),
    ("createForumTopic", lambda s: {"chat_id": without(s, "can_manage_topics"), "name": "x"}, "not enough rights to create a topic"),
    ("closeForumTopic", lambda s: {"chat_id": without(s, "can_manage_topics"), "message_thread_id": s.topic}, "not enough rights to close or open the topic"),
    ("editForumTopic", lambda s: {"chat_id": without(s, "can_manage_topics"), "message_thread_id": s.topic, "name": "y"}, "not enough rights to edit the topic"),
    ("deleteForumTopic", lambda s: {"chat_id": without(s, "can_delete_messages"), "message_thread_id": s.topic}, "not enough rights to delete the topic"),
    ("pinChatMessage", lambda s: {"chat_id": without(s, "can_pin_messages"), "message_id": s.topic}, "not enough rights to manage pinned messages in the chat"),
    ("exportChatInviteLink", lambda s: {"chat_id": without(s, "can_invite_users")}, "not enough rights to manage chat invite link"),
    # topics
    ("createForumTopic", lambda s: {"chat_id": s.plain.id, "name": "x"}, "the chat is not a forum"),
    ("createForumTopic", lambda s: {"chat_id": s.forum.id, "name": "я" * 129}, "TOPIC_TITLE_TOO_LONG"),
    ("createForumTopic", lambda s: {"chat_id": s.forum.id, "name": "x", "icon_color": 1}, "TOPIC_ICON_COLOR_INVALID"),
    ("createForumTopic", lambda s: {"chat_id": s.forum.id, "name": "x", "icon_custom_emoji_id": "1"}, "DOCUMENT_INVALID"),
    ("sendMessage", lambda s: in_topic(s, 777, text="x"), "message thread not found"),
    ("sendMessage", lambda s: in_topic(s, 1, text="x"), "message thread not found"),
    ("sendMessage", lambda s: in_topic(s, s.gone, text="x"), "message thread not found"),
    ("closeForumTopic", lambda s: in_topic(s, s.gone), "TOPIC_DELETED"),
    ("closeForumTopic", lambda s: in_topic(s, 777), "TOPIC_ID_INVALID"),
    ("closeForumTopic", lambda s: in_topic(s, s.shut), "TOPIC_NOT_MODIFIED"),
    ("reopenForumTopic", lambda s: in_topic(s, s.topic), "TOPIC_NOT_MODIFIED"),
    ("editForumTopic", lambda s: in_topic(s, s.topic, name="1"), "TOPIC_NOT_MODIFIED"),
    ("sendMessage", lambda s: {"chat_id": without(s, "can_manage_topics"), "message_thread_id": s.shut, "text": "x"}, "TOPIC_CLOSED"),
    # answers
    ("sendMessage", lambda s: text(s, reply_parameters={"message_id": 999}), "message to be replied not found"),
    ("sendMessage", lambda s: text(s, reply_parameters={"message_id": 999, "chat_id": s.forum.id, "allow_sending_without_reply": True}), "message to be replied not found"),
    ("sendMessage", lambda s: text(s, reply_parameters={"message_id": s.said, "quote": "маршрутизатор"}), "QUOTE_TEXT_INVALID"),
    # copying
    ("copyMessage", lambda s: {"chat_id": s.forum.id, "from_chat_id": s.petr.id, "message_id": 999}, "message to copy not found"),
    ("copyMessage", lambda s: {"chat_id": s.petr.id, "from_chat_id": s.forum.id, "message_id": s.topic}, "message can't be copied"),
    ("forwardMessage", lambda s: {"chat_id": s.forum.id, "from_chat_id": s.petr.id, "message_id": 999}, "message to forward not found"),
    ("copyMessages", lambda s: {"chat_id": s.forum.id, "from_chat_id": s.petr.id, "message_ids": [s.sent, s.said]}, "message identifiers must be in a strictly increasing order"),
    ("copyMessages", lambda s: {"chat_id": s.forum.id, "from_chat_id": s.petr.id, "message_ids": [998, 999]}, "there are no messages to copy"),
    # editing and deleting
    ("editMessageText", lambda s: edit(s, text="Решено?", **buttons({"text": "Да", "callback_data": "yes"})), "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"),
    ("editMessageText", lambda s: {"text": "x"}, "message identifier is not specified"),
    ("editMessageText", lambda s: edit(s, message_id=999, text="x"), "message to edit not found"),
    ("editMessageText", lambda s: edit(s, message_id=s.said, text="x"), "message can't be edited"),
    ("editMessageText", lambda s: edit(s, message_id=s.photo, text="x"), "there is no text in the message to edit"),
    ("editMessageCaption", lambda s: edit(s, caption="x"), "there is no caption in the message to edit"),
    ("deleteMessage", lambda s: {"chat_id": s.petr.id, "message_id": 999}, "message to delete not found"),
    ("deleteMessage", lambda s: {"chat_id": s.late().petr.id, "message_id": s.sent}, "message can't be deleted"),
    ("deleteMessage", lambda s: {"chat_id": s.forum.id, "message_id": s.topic}, "message can't be deleted"),
    # reactions, presses, files
    ("setMessageReaction", lambda s: edit(s, reaction=[EMOJI | {"emoji": "✅"}]), "REACTION_INVALID"),
    ("setMessageReaction", lambda s: edit(s, reaction=[EMOJI | {"emoji": "👀"}, EMOJI | {"emoji": "👍"}]), "REACTIONS_TOO_MANY"),
    ("setMessageReaction", lambda s: {"chat_id": only_thumbs(s), "message_id": s.topic, "reaction": [EMOJI | {"emoji": "👀"}]}, "REACTION_INVALID"),
    ("setMessageReaction", lambda s: edit(s, message_id=999), "message to react not found"),
    ("answerCallbackQuery", lambda s: {"callback_query_id": "1"}, "query is too old and response timeout expired or query ID is invalid"),
    ("getFile", lambda s: {"file_id": big_file(s)}, "file is too big"),
    ("getFile", lambda s: {"file_id": "x"}, "wrong file_id or the file is temporarily unavailable"),
    # settings
    ("setMyCommands", lambda s: {"commands": [{"command": "Новый", "description": "x"}]}, "BOT_COMMAND_INVALID"),
    ("setMyCommands", lambda s: {"commands": [{"command": "new"}]}, "can't parse BotCommand: Can't find field \"description\""),
    ("setMyShortDescription", lambda s: {"short_description": "x" * 121}, "bot short description is too long"),
    ("setWebhook", lambda s: {"url": "https://example.org", "secret_token": "я"}, "secret token contains unallowed characters"),
    ("setWebhook", lambda s: {"url": "https://example.org", "secret_token": "x" * 257}, "secret token is too long"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "params", "words"), ROWS, ids=[f"{row[0]}: {row[2][:60]}" for row in ROWS])
async def test_refusals(
    scene: Scene, bot: Caller, method: str, params: Callable[[Scene], dict[str, Any]], words: str
) -> None:
    given = params(scene)
    before = scene.tg.world.seq
    with pytest.raises(Refused) as refused:
        await getattr(bot, method)(**given)
    expected = words if words[:3] in ("403", "404") else f"400 Bad Request: {words}"
    assert f"{refused.value.status} {refused.value}" == expected
    assert scene.tg.world.seq == before, "a refused call changes nothing"


async def test_an_upgraded_group_says_where_it_went(scene: Scene, bot: Caller) -> None:
    with pytest.raises(Refused) as refused:
        await bot.sendMessage(chat_id=upgraded(scene), text="x")
    assert refused.value.parameters == {"migrate_to_chat_id": -1009}


async def test_protected_content_is_not_repeated(scene: Scene, bot: Caller) -> None:
    protected(scene)
    secret = await scene.anna.in_group(scene.forum).says("секрет")
    with pytest.raises(Refused, match="message has protected content and can't be forwarded"):
        await bot.copyMessage(chat_id=scene.petr.id, from_chat_id=scene.forum.id, message_id=secret.id)


async def test_a_press_is_answered_soon_or_never(scene: Scene, bot: Caller) -> None:
    await scene.petr.presses("Да")
    query = next(iter(scene.tg.world.queries))
    scene.tg.world.queries[query]["at"] -= 16
    with pytest.raises(Refused, match="query is too old"):
        await bot.answerCallbackQuery(callback_query_id=query)


@pytest.mark.parametrize(("token", "status"), [("100500:another-token", 401), ("nonsense", 404)])
async def test_the_token_must_be_right(tg: Sandbox, bot: Caller, token: str, status: int) -> None:
    bot.base = f"{tg.url}/bot{token}"
    with pytest.raises(Refused) as refused:
        await bot.getMe()
    assert refused.value.status == status
