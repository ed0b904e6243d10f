"""The real client, unchanged, against the sandbox."""

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BufferedInputFile,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    KeyboardButton,
    ReactionTypeEmoji,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from aiogram.utils.formatting import Bold, DateTime, Text

from sandbox.server import Sandbox


def client(tg: Sandbox) -> Bot:
    session = AiohttpSession(api=TelegramAPIServer.from_base(tg.url))
    return Bot(tg.token, session=session, default=DefaultBotProperties(parse_mode="HTML"))


async def play(tg: Sandbox) -> None:  # noqa: PLR0915 - an evening is long
    """A customer's evening, in calls."""
    petr, anna = tg.person("Пётр Петров", phone="+79000000000"), tg.person("Анна")
    group = tg.forum("Инженеры", [anna])
    async with client(tg).context() as bot:
        me = await bot.get_me()
        assert me.id == bot.id
        icons = await bot.get_forum_topic_icon_stickers()
        await bot.set_my_commands(
            [BotCommand(command="new", description="Новое обращение")], scope=BotCommandScopeAllPrivateChats()
        )
        await bot.set_my_description("Техподдержка", language_code="ru")
        await petr.starts()
        photo = await petr.sends_photo("Экран")
        updates = await bot.get_updates(allowed_updates=["message", "callback_query"], timeout=1)
        assert [update.event_type for update in updates] == ["my_chat_member", "message", "message"]

        contact = KeyboardButton(text="Отправить мой контакт", request_contact=True)
        await bot.send_message(
            petr.id,
            "Как вас <b>зовут</b>?",
            reply_markup=ReplyKeyboardMarkup(keyboard=[[contact]], resize_keyboard=True, input_field_placeholder="Имя"),
        )
        assert (await petr.sees("Как вас зовут?")).body["entities"][0]["type"] == "bold"
        await petr.presses("контакт")
        await bot.send_message(petr.id, "Спасибо", reply_markup=ReplyKeyboardRemove())

        topic = await bot.create_forum_topic(group.id, "№ 1 · Ромашка", icon_custom_emoji_id=icons[0].custom_emoji_id)
        thread = topic.message_thread_id
        due = Text(Bold("№ 1"), " до ", DateTime("пт 22:44", unix_time=1790000000, date_time_format="wDT"))
        take = InlineKeyboardButton(text="Беру", callback_data="t:claim:1", style="success")
        card = await bot.send_message(
            group.id,
            message_thread_id=thread,
            reply_markup=InlineKeyboardMarkup(inline_keyboard=[[take]]),
            **due.as_kwargs(),
        )
        assert [entity.type for entity in card.entities or []] == ["bold", "date_time"]
        await bot.copy_message(group.id, petr.id, photo.id, message_thread_id=thread)
        await bot.copy_messages(group.id, petr.id, [photo.id], message_thread_id=thread)
        await bot.forward_message(group.id, petr.id, photo.id, message_thread_id=thread)
        await bot.set_message_reaction(petr.id, photo.id, [ReactionTypeEmoji(emoji="👀")])
        await petr.sees_reaction(photo, "👀")

        press = await anna.in_topic(thread).presses("Беру")
        query = (await bot.get_updates(offset=-1))[0].callback_query
        assert query is not None
        await bot.answer_callback_query(query.id, text="Ваше")
        assert await press.toast() == "Ваше"
        await bot.edit_message_text("№ 1 у Анны", chat_id=group.id, message_id=card.message_id)
        await bot.edit_message_reply_markup(
            chat_id=group.id, message_id=card.message_id, reply_markup=InlineKeyboardMarkup(inline_keyboard=[[take]])
        )
        said = await anna.in_topic(thread).says("Здравствуйте")
        answer = ReplyParameters(message_id=said.id, quote="Здравствуйте", allow_sending_without_reply=True)
        await bot.send_message(group.id, "!", message_thread_id=thread, reply_parameters=answer)
        files = [BufferedInputFile(b"%d" % n, f"{n}.txt") for n in range(2)]
        await bot.send_media_group(petr.id, [InputMediaDocument(media=file, caption="Журнал") for file in files])
        await bot.send_document(petr.id, BufferedInputFile("журнал".encode(), "журнал.txt"), caption="Вот")
        sent = await petr.sees("Вот")
        content = await bot.download(sent.body["document"]["file_id"])
        assert content is not None
        assert content.read().decode() == "журнал"
        picture = await bot.send_photo(petr.id, BufferedInputFile(b"png", "a.png"))
        await bot.edit_message_media(
            InputMediaPhoto(media=BufferedInputFile(b"png2", "b.png")), chat_id=petr.id, message_id=picture.message_id
        )
        await bot.edit_message_caption(chat_id=petr.id, message_id=picture.message_id, caption="Схема")
        await bot.send_chat_action(petr.id, "typing")
        await bot.send_location(petr.id, 55.75, 37.62)
        await bot.send_message(petr.id, "Что ещё?", reply_markup=ForceReply(input_field_placeholder="Текст"))
        await bot.edit_forum_topic(group.id, thread, name="№ 1 · закрыто")
        await bot.close_forum_topic(group.id, thread)
        assert (await bot.get_chat(group.id)).is_forum
        assert (await bot.get_chat_member(group.id, bot.id)).status == "administrator"
        assert len(await bot.get_chat_administrators(group.id)) == 1
        await bot.delete_message(petr.id, picture.message_id)
        await bot.get_webhook_info()


async def test_a_customers_evening(tg: Sandbox) -> None:
    await play(tg)
    assert [call.error for call in tg.calls() if not call.ok] == []


async def test_every_failure_is_the_exception_it_should_be(tg: Sandbox) -> None:
    petr, blocked = tg.person("Пётр", started=True), tg.person("Мария", started=True)
    await blocked.blocks()
    group = tg.group("Инженеры", [petr])
    new = group.upgrade()
    async with client(tg).context() as bot:
        with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
            await bot.send_message(blocked.id, "x")
        with pytest.raises(TelegramBadRequest, match="chat not found"):
            await bot.send_message(7, "x")
        with pytest.raises(TelegramMigrateToChat) as migrated:
            await bot.send_message(group.id, "x")
        assert migrated.value.migrate_to_chat_id == new.id
        tg.fault("flood", retry_after=3, times=1)
        with pytest.raises(TelegramRetryAfter) as flood:
            await bot.send_message(petr.id, "x")
        assert flood.value.retry_after == 3
        tg.fault("broken", html=False, times=1)
        with pytest.raises(TelegramServerError):
            await bot.send_message(petr.id, "x")
        for kind in ("broken", "truncated"):
            tg.fault(kind, times=1)
            with pytest.raises(ClientDecodeError):
                await bot.send_message(petr.id, "x")
        tg.fault("cut_after", times=1)
        with pytest.raises(TelegramNetworkError):
            await bot.send_message(petr.id, "x")
