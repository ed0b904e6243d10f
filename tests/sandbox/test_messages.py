"""What people send arrives as Telegram would send it, and what the bot sends is seen by people."""

from typing import Any

import aiohttp
import pytest
from aiogram.types import Update

from sandbox.content import FILES
from sandbox.errors import Unknown, WrongAct
from sandbox.server import Sandbox
from tests.sandbox.conftest import Caller, Refused

KINDS = (*sorted(FILES), "location", "venue", "contact", "poll", "dice", "story")


@pytest.mark.parametrize("kind", KINDS)
async def test_every_kind_of_content_is_an_update_that_aiogram_reads(tg: Sandbox, bot: Caller, kind: str) -> None:
    sent = await tg.person("Пётр").sends(kind)
    (raw,) = await bot.updates()
    message = Update.model_validate(raw).message
    assert message is not None
    assert message.content_type == kind
    assert sent.kind == kind


@pytest.mark.parametrize("kind", sorted(FILES))
async def test_every_kind_of_file_can_be_sent_back_copied_and_downloaded(tg: Sandbox, bot: Caller, kind: str) -> None:
    petr = tg.person("Пётр")
    anna = tg.person("Анна")
    group = tg.forum("Инженеры", [anna])
    sent = await petr.sends(kind, caption="Смотрите" if kind not in ("sticker", "video_note") else "")
    thing = sent.body[kind][-1] if kind == "photo" else sent.body[kind]
    method = "send" + "".join(part.title() for part in kind.split("_"))
    back = await getattr(bot, method)(chat_id=petr.id, **{kind: thing["file_id"]})
    assert kind in back
    await bot.copyMessage(chat_id=group.id, from_chat_id=petr.id, message_id=sent.id)
    copy = await anna.in_group(group).sees(kind=kind)
    assert copy.text == sent.text
    assert "forward_origin" not in copy.body
    path = (await bot.getFile(file_id=thing["file_id"]))["file_path"]
    async with bot.http.get(f"{tg.url}/file/bot{tg.token}/{path}") as response:
        assert response.status == 200
        assert await response.read() == tg.world.files.content(tg.world.files.get(thing["file_id"]))


async def test_an_album_is_separate_messages_with_one_mark(tg: Sandbox, bot: Caller) -> None:
    petr, anna = tg.person("Пётр"), tg.person("Анна")
    group = tg.forum("Инженеры", [anna])
    photos = await petr.sends_album([{"kind": "photo", "caption": "Экран"}, "photo", "video"])
    updates = [update["message"] for update in await bot.updates() if "message" in update]
    assert len({message["media_group_id"] for message in updates}) == 1
    assert [message.get("caption") for message in updates] == ["Экран", None, None]
    copies = await bot.copyMessages(
        chat_id=group.id, from_chat_id=petr.id, message_ids=[photo.id for photo in photos] + [999]
    )
    assert len(copies) == 3, "what is not there is left out silently"
    seen = [tg.world.chat(group.id).messages[copy["message_id"]].body for copy in copies]
    assert len({body["media_group_id"] for body in seen}) == 1
    assert seen[0]["media_group_id"] != photos[0].body["media_group_id"]
    await bot.setMessageReaction(chat_id=petr.id, message_id=photos[2].id, reaction=[{"type": "emoji", "emoji": "👀"}])
    assert photos[0].reacted(tg.world.bot.id) == ["👀"], "an album's mark lands on its first message"


async def test_the_bot_sends_an_album_from_new_files(tg: Sandbox, bot: Caller) -> None:
    petr = tg.person("Пётр", started=True)
    form = aiohttp.FormData()
    form.add_field("chat_id", str(petr.id))
    form.add_field("media", '[{"type":"photo","media":"attach://a","caption":"<b>1</b>","parse_mode":"HTML"},'
                            '{"type":"photo","media":"attach://b"}]')  # fmt: skip
    form.add_field("a", b"first", filename="a.png")
    form.add_field("b", b"second", filename="b.png")
    async with bot.http.post(f"{bot.base}/sendMediaGroup", data=form) as response:
        answer = await response.json()
    assert [message.get("caption") for message in answer["result"]] == ["1", None]
    files = [tg.world.files.get(message["photo"][-1]["file_id"]) for message in answer["result"]]
    assert [tg.world.files.content(file) for file in files] == [b"first", b"second"]
    assert (await petr.sees("1")).body["caption_entities"] == [{"type": "bold", "offset": 0, "length": 1}]


async def test_answers_and_quotes_both_ways(tg: Sandbox, bot: Caller) -> None:
    petr = tg.person("Пётр")
    question = await petr.says("Шлюз 😀 не загружается")
    answer = await bot.sendMessage(
        chat_id=petr.id, text="Почему?", reply_parameters={"message_id": question.id, "quote": "не загружается"}
    )
    assert answer["reply_to_message"]["message_id"] == question.id
    assert answer["quote"]["text"] == "не загружается"
    lost = {"message_id": 999, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await bot.sendMessage(chat_id=petr.id, text="?", reply_parameters=lost)
    await petr.says("Не знаю", reply_to=await petr.sees("Почему?"), quote="Почему")
    message = (await bot.updates())[-1]["message"]
    assert message["reply_to_message"]["text"] == "Почему?"
    assert message["quote"] == {"text": "Почему", "position": 0, "is_manual": True}
    with pytest.raises(WrongAct, match="only what is there"):
        await petr.says("?", reply_to=question, quote="другое")


async def test_edits_are_told_and_seen(tg: Sandbox, bot: Caller) -> None:
    petr = tg.person("Пётр")
    said = await petr.says("версия 7.9.3")
    await petr.edits(said, "версия 7.9.4")
    assert [update["edited_message"]["text"] for update in await bot.updates() if "edited_message" in update] == [
        "версия 7.9.4"
    ]
    button = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]}
    sent = await bot.sendMessage(chat_id=petr.id, text="Решено?", reply_markup=button)
    await petr.sees("Решено?", button="Да")
    edited = await bot.editMessageText(chat_id=petr.id, message_id=sent["message_id"], text="Закрыто")
    assert "reply_markup" not in edited, "an edit without buttons takes them away"
    assert (await petr.sees("Закрыто")).buttons == []
    photo = await bot.sendPhoto(chat_id=petr.id, photo=(await petr.sends_photo()).body["photo"][-1]["file_id"])
    await bot.editMessageCaption(chat_id=petr.id, message_id=photo["message_id"], caption="Экран")
    assert "photo" in (await petr.sees("Экран")).body
    document = tg.world.files.again(tg.file("log.txt"), "document").file_id
    media = {"type": "document", "media": document, "caption": "Журнал"}
    await bot.editMessageMedia(chat_id=petr.id, message_id=photo["message_id"], media=media)
    assert (await petr.sees("Журнал")).kind == "document"


async def test_a_long_text_comes_in_parts(tg: Sandbox, bot: Caller) -> None:
    await tg.person("Пётр").says("я" * 5000)
    assert [len(update["message"]["text"]) for update in await bot.updates()] == [4096, 904]


async def test_forwards_keep_their_origin(tg: Sandbox, bot: Caller) -> None:
    petr, maria = tg.person("Пётр"), tg.person("Мария")
    said = await petr.says("Шлюз не загружается")
    await maria.forwards(said)
    await maria.forwards(said, origin={"type": "hidden_user", "date": 1, "sender_user_name": "Кто-то"})
    origins = [
        update["message"]["forward_origin"]
        for update in await bot.updates()
        if update["message"]["from"]["id"] == maria.id
    ]
    assert [origin["type"] for origin in origins] == ["user", "hidden_user"]
    assert origins[0]["sender_user"]["id"] == petr.id
    forwarded = await bot.forwardMessage(chat_id=maria.id, from_chat_id=petr.id, message_id=said.id)
    assert forwarded["forward_origin"]["sender_user"]["first_name"] == "Пётр"


async def test_a_contact_shared_by_the_button_is_ones_own(tg: Sandbox, bot: Caller) -> None:
    petr = tg.person("Пётр Петров", phone="+79000000000", started=True)
    keyboard = {"keyboard": [[{"text": "Отправить мой контакт", "request_contact": True}]], "one_time_keyboard": True}
    await bot.sendMessage(chat_id=petr.id, text="Как вас зовут?", reply_markup=keyboard)
    assert petr.place.keyboard is not None
    await petr.presses("контакт")
    contact = (await bot.updates())[-1]["message"]["contact"]
    assert contact == {"phone_number": "+79000000000", "first_name": "Пётр", "last_name": "Петров", "user_id": petr.id}
    assert petr.place.keyboard is None, "a one-time keyboard is used once"


async def test_a_reply_keyboard_types_for_its_person(tg: Sandbox, bot: Caller) -> None:
    petr = tg.person("Пётр", started=True)
    sent = await bot.sendMessage(chat_id=petr.id, text="Продукт?", reply_markup={"keyboard": [[{"text": "Шлюз"}]]})
    await petr.presses("Шлюз")
    assert (await bot.updates())[-1]["message"]["text"] == "Шлюз"
    await bot.sendMessage(chat_id=petr.id, text="Спасибо", reply_markup={"remove_keyboard": True})
    with pytest.raises(Unknown, match="no button"):
        await petr.presses("Шлюз")
    with pytest.raises(Refused, match="message can't be edited"):
        await bot.editMessageText(chat_id=petr.id, message_id=sent["message_id"], text="x")


async def test_a_press_and_its_toast(tg: Sandbox, bot: Caller) -> None:
    petr = tg.person("Пётр", started=True)
    button = {"inline_keyboard": [[{"text": "Беру", "callback_data": "take:1"}]]}
    await bot.sendMessage(chat_id=petr.id, text="№ 1", reply_markup=button)
    press = await petr.presses("Беру")
    query = (await bot.updates())[-1]["callback_query"]
    assert (query["data"], query["from"]["id"], query["message"]["text"]) == ("take:1", petr.id, "№ 1")
    await bot.answerCallbackQuery(callback_query_id=query["id"], text="Ваше", show_alert=True)
    assert await press.toast() == "Ваше"


async def test_start_carries_its_payload_and_commands_are_marked(tg: Sandbox, bot: Caller) -> None:
    petr = tg.person("Пётр")
    await petr.starts("ticket-42")
    message = (await bot.updates())[-1]["message"]
    assert message["text"] == "/start ticket-42"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    with pytest.raises(WrongAct, match="payload"):
        await petr.starts("тикет")


async def test_blocking_and_coming_back(tg: Sandbox, bot: Caller) -> None:
    petr = tg.person("Пётр", started=True)
    await petr.blocks()
    with pytest.raises(WrongAct, match="has blocked the bot"):
        await petr.says("Привет")
    await petr.unblocks()
    await petr.says("Привет")
    told: list[Any] = [
        update.get("my_chat_member", {}).get("new_chat_member", {}).get("status") for update in await bot.updates()
    ]
    assert told == ["kicked", "member", None]


async def test_unknown_content_is_passed_on_as_it_is(tg: Sandbox, bot: Caller) -> None:
    await tg.person("Пётр").sends_raw({"hologram": {"depth": 3}})
    assert (await bot.updates())[-1]["message"]["hologram"] == {"depth": 3}


async def test_deleting_in_private_works_both_ways_for_two_days(tg: Sandbox, bot: Caller) -> None:
    petr = tg.person("Пётр")
    said = await petr.says("Привет")
    sent = await bot.sendMessage(chat_id=petr.id, text="Здравствуйте")
    tg.move(hours=47)
    await bot.deleteMessages(chat_id=petr.id, message_ids=[said.id, sent["message_id"], 999])
    assert petr.chat() == []


async def test_messages_are_dated_by_the_moved_clock(tg: Sandbox, bot: Caller) -> None:
    petr = tg.person("Пётр")
    before = (await petr.says("раз")).body["date"]
    tg.move(days=14)
    assert 14 * 86400 <= (await petr.says("два")).body["date"] - before <= 14 * 86400 + 5


async def test_commands_and_words_by_scope_and_language(tg: Sandbox, bot: Caller) -> None:
    petr, anna = tg.person("Пётр", language="ru"), tg.person("Анна", language="en")
    group = tg.forum("Инженеры", [anna])

    async def menu(person: int, chat: int) -> list[str]:
        async with bot.http.get(f"{tg.url}/control/menu?person={person}&chat={chat}") as response:
            return [command["description"] for command in (await response.json())["result"]["commands"]]

    def command(words: str) -> list[dict[str, str]]:
        return [{"command": "new", "description": words}]

    await bot.setMyCommands(commands=command("private"), scope={"type": "all_private_chats"})
    await bot.setMyCommands(commands=command("лично"), scope={"type": "all_private_chats"}, language_code="ru")
    await bot.setMyCommands(commands=command("group"), scope={"type": "chat", "chat_id": group.id})
    assert await menu(petr.id, petr.id) == ["лично"]
    assert await menu(anna.id, anna.id) == ["private"]
    assert await menu(anna.id, group.id) == ["group"]
    await bot.setMyCommands(
        commands=command("boss"), scope={"type": "chat_member", "chat_id": group.id, "user_id": anna.id}
    )
    assert await menu(anna.id, group.id) == ["boss"]
    await bot.deleteMyCommands(scope={"type": "all_private_chats"}, language_code="ru")
    assert await menu(petr.id, petr.id) == ["private"]
    await bot.setMyDescription(description="Техподдержка", language_code="ru")
    await bot.setMyDescription(description="Support")
    assert (await bot.getMyDescription(language_code="ru"))["description"] == "Техподдержка"
    assert (await bot.getMyDescription(language_code="de"))["description"] == "Support"
