"""Every call of a long day is one that Telegram describes (every other story's calls are held against it, too)."""

import pytest

from tests.fakes.world import World
from tests.sandbox.bot_api_schema import schema
from tests.scenarios.stories import another, closed, files, taken

SCHEMA = schema()
EXPECTED = {
    *("getMe", "getUpdates", "deleteWebhook", "getChat", "getChatAdministrators", "getForumTopicIconStickers"),
    *("sendMessage", "copyMessage", "copyMessages", "sendMediaGroup", "setMessageReaction", "answerCallbackQuery"),
    *("editMessageText", "editMessageCaption", "editMessageReplyMarkup", "deleteMessage"),
    *("createForumTopic", "closeForumTopic", "reopenForumTopic", "getChatMember"),
    *("setMyCommands", "setMyDescription", "setMyShortDescription"),
}


@pytest.mark.skipif(SCHEMA is None, reason="the Bot API's description is not beside this checkout")
async def test_every_call_fits_its_description(desk: World) -> None:
    """Form, topic, talk, albums, edits, notes, prompts, endings, reopening, alerts, mail."""
    assert SCHEMA is not None
    there = await taken(desk)
    line = await there.says("Пришлите фото обеих сторон.")
    asked = await desk.petr.sees("обеих сторон")
    await desk.petr.sends_album(["photo", {"kind": "photo", "caption": "сзади"}], reply_to=asked)
    await there.sees("сзади")
    sent = await there.sends_album(["photo", {"kind": "photo", "caption": "вот сюда"}])
    await desk.petr.sees("вот сюда")
    await there.edits(line, "Пришлите фото всех сторон.")
    await there.edits(sent[1], caption="вот сюда, слева")
    await desk.petr.sees("слева")
    boris = desk.boris.in_topic(await desk.group.topic("1 ·"), desk.group)
    await boris.says("и блок питания")
    await boris.sees("Обращение ведёт", button="Отправить")
    await boris.presses("Отправить")
    await desk.petr.sees("и блок питания")
    await another(desk.petr, "Как настроить отчёты по трафику?")
    await closed(desk, there)
    await there.sees(where=lambda message: "forum_topic_closed" in message.body)
    await desk.petr.says("Опять", reply_to=asked)
    await desk.petr.sees("№ 1 открыто снова")
    await there.sees(where=lambda message: "forum_topic_reopened" in message.body)
    await desk.passes(hours=4, seconds=5)
    await desk.lead.sees("ответа нет")
    await desk.petr.blocks()
    await there.sees("бот заблокирован")
    await files(desk.tg.person("Ольга Котова", phone="+79000000003"), usage="Подписки нет")
    await desk.lead.sees("№ 3", button="Отказать")

    calls = desk.tg.calls()
    assert [fault for call in calls for fault in SCHEMA.faults_of(call.method, call.sent)] == []
    assert {call.method for call in calls} >= EXPECTED
