"""People behave as people in Telegram do: they see what comes, in order, and cannot do what nobody can."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from sandbox.errors import WrongAct
from sandbox.groups import Group
from sandbox.people import Person
from sandbox.server import Sandbox
from tests.sandbox.conftest import Caller


async def test_each_message_is_seen_once_and_in_order(tg: Sandbox, bot: Caller) -> None:
    petr = tg.person("Пётр", started=True)
    for words in ("раз", "два", "раз и два"):
        await bot.sendMessage(chat_id=petr.id, text=words)
    assert [(await petr.sees("раз")).text, (await petr.sees("раз")).text] == ["раз", "раз и два"]
    with pytest.raises(AssertionError, match=r"Пётр does not see 'два'; there is: #1 'раз'  \| #2 'два' "):
        await petr.sees("два", timeout=0)


async def test_an_edit_is_news_and_a_reaction_is_none(tg: Sandbox, bot: Caller) -> None:
    petr = tg.person("Пётр", started=True)
    sent = await bot.sendMessage(chat_id=petr.id, text="1 из 6")
    await petr.reacts(await petr.sees("1 из 6"), "👍")
    with pytest.raises(AssertionError):
        await petr.sees("1 из 6", timeout=0)
    await bot.editMessageText(chat_id=petr.id, message_id=sent["message_id"], text="1 из 6, дальше")
    assert (await petr.sees("1 из 6")).text == "1 из 6, дальше"


async def test_people_wait_for_what_the_bot_does_later(tg: Sandbox, bot: Caller) -> None:
    anna, petr = tg.person("Анна"), tg.person("Пётр", started=True)
    group = tg.forum("Инженеры", [anna])
    button = {"inline_keyboard": [[{"text": "Беру", "callback_data": "take"}]]}

    async def desk() -> None:
        thread = (await bot.createForumTopic(chat_id=group.id, name="№ 1 · Ромашка"))["message_thread_id"]
        await bot.sendMessage(chat_id=group.id, message_thread_id=thread, text="Карточка", reply_markup=button)
        (query,) = [update["callback_query"] for update in await bot.getUpdates(timeout=5, offset=-1)]
        await bot.answerCallbackQuery(callback_query_id=query["id"], text="Ваше")
        await bot.sendMessage(chat_id=petr.id, text="Вашим обращением занимается Анна")

    async def engineer() -> None:
        here = anna.in_topic(await group.topic("№ 1"))
        card = await here.sees(button="Беру")
        assert await (await here.presses("Беру", on=card)).toast() == "Ваше"

    await bot.updates()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(desk())
        tasks.create_task(engineer())
        await petr.sees("занимается Анна")


async def test_a_press_without_an_answer_is_told(tg: Sandbox, bot: Caller) -> None:
    petr = tg.person("Пётр", started=True)
    markup = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]}
    await bot.sendMessage(chat_id=petr.id, text="Решено?", reply_markup=markup)
    press = await petr.presses("Да")
    with pytest.raises(AssertionError, match="did not answer"):
        await press.toast(0)


Deed = Callable[[Person, Group], Awaitable[object]]


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        (lambda petr, group: petr.in_group(group).says("Пустите"), "Пётр is not in Инженеры"),
        (lambda petr, group: petr.says("   "), "an empty text"),
        (lambda petr, group: petr.sends("photo", caption="я" * 1025), "caption longer than 1024"),
        (lambda petr, group: petr.sends("hologram"), "nobody can send 'hologram'"),
        (lambda petr, group: petr.shares_contact(), "no phone to share"),
        (lambda petr, group: petr.edits(petr.chat()[0], "x"), "only one's own message"),
        (lambda petr, group: petr.opens_topic("x"), "has no topics"),
    ],
)
async def test_nobody_does_the_impossible(tg: Sandbox, bot: Caller, deed: Deed, words: str) -> None:
    petr = tg.person("Пётр", started=True)
    group = tg.forum("Инженеры", [tg.person("Анна")])
    await bot.sendMessage(chat_id=petr.id, text="Здравствуйте")
    with pytest.raises(WrongAct, match=words):
        await deed(petr, group)


async def test_a_restricted_member_is_silent(tg: Sandbox) -> None:
    anna, boris = tg.person("Анна"), tg.person("Борис")
    group = tg.forum("Инженеры", [anna, boris])
    group.restrict(anna)
    with pytest.raises(WrongAct, match="may not write here"):
        await anna.in_group(group).says("Но я…")
    said = await boris.in_group(group).says("А я могу")
    group.demote(anna)
    with pytest.raises(WrongAct, match="no administrator with can_delete_messages"):
        await anna.in_group(group).deletes(said)
