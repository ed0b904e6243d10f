"""Groups, topics, members: what an engineer's hand and the bot's do to them, and who is told."""

from typing import Any

import pytest
from aiogram.types import Update

from sandbox.errors import WrongAct
from sandbox.model import ANONYMOUS
from sandbox.server import Sandbox
from tests.sandbox.conftest import Caller, Refused


async def test_a_message_in_a_topic_answers_the_message_that_opened_it(tg: Sandbox, bot: Caller) -> None:
    anna = tg.person("Анна")
    group = tg.forum("Инженеры", [anna])
    topic = await bot.createForumTopic(chat_id=group.id, name="№ 124", icon_custom_emoji_id="5312536423851630001")
    thread = topic["message_thread_id"]
    await anna.in_topic(thread).says("Беру")
    message = (await bot.updates())[-1]["message"]
    assert (message["message_thread_id"], message["is_topic_message"]) == (thread, True)
    assert message["reply_to_message"]["forum_topic_created"]["name"] == "№ 124"
    sent = await bot.sendMessage(chat_id=group.id, message_thread_id=thread, text="Ваше")
    assert sent["reply_to_message"]["message_id"] == thread
    real = await anna.in_topic(thread).says("Спасибо", reply_to=sent["message_id"])
    assert real.body["reply_to_message"]["text"] == "Ваше"
    follows = await bot.sendMessage(chat_id=group.id, text="!", reply_parameters={"message_id": real.id})
    assert follows["message_thread_id"] == thread, "an answer goes where the answered message is"


async def test_general_has_no_thread(tg: Sandbox, bot: Caller) -> None:
    anna = tg.person("Анна")
    group = tg.forum("Инженеры", [anna])
    await anna.in_group(group).says("Всем привет")
    message = (await bot.updates())[-1]["message"]
    assert "message_thread_id" not in message
    assert "reply_to_message" not in message


async def test_a_thread_means_nothing_without_topics(tg: Sandbox, bot: Caller) -> None:
    group = tg.supergroup("Группа", [tg.person("Анна")])
    sent = await bot.sendMessage(chat_id=group.id, message_thread_id=77, text="x")
    assert "message_thread_id" not in sent


async def test_closing_and_opening_leave_their_marks(tg: Sandbox, bot: Caller) -> None:
    anna, boris = tg.person("Анна"), tg.person("Борис")
    group = tg.forum("Инженеры", [anna, boris])
    group.promote(anna)
    topic = await anna.in_group(group).opens_topic("№ 1")
    here = anna.in_topic(topic)
    await here.renames_topic("№ 1 · Ромашка")
    await here.closes_topic()
    with pytest.raises(WrongAct, match="closed"):
        await boris.in_topic(topic).says("Ещё вопрос")
    await here.says("Я могу")
    await bot.reopenForumTopic(chat_id=group.id, message_thread_id=topic.id)
    await boris.in_topic(topic).says("Теперь и я")
    kinds = [next(key for key in message.body if key.startswith(("forum_", "text"))) for message in here.chat()]
    assert kinds == [
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_closed",
        "text",
        "forum_topic_reopened",
        "text",
    ]
    told = [update["message"] for update in await bot.updates() if "message" in update]
    assert not any("forum_topic_reopened" in message for message in told), "the bot is not told what it did itself"
    assert any("forum_topic_closed" in message for message in told)


async def test_a_topic_deleted_by_hand_is_gone_without_a_word(tg: Sandbox, bot: Caller) -> None:
    anna = tg.person("Анна")
    group = tg.forum("Инженеры", [anna])
    thread = (await bot.createForumTopic(chat_id=group.id, name="№ 1"))["message_thread_id"]
    await bot.sendMessage(chat_id=group.id, message_thread_id=thread, text="карточка")
    await bot.updates()
    await anna.in_topic(thread).deletes_topic()
    assert await bot.updates() == []
    assert group.topics == []
    with pytest.raises(Refused, match="message thread not found"):
        await bot.sendMessage(chat_id=group.id, message_thread_id=thread, text="x")


async def test_an_upgrade_gives_a_new_id_and_says_so_twice(tg: Sandbox, bot: Caller) -> None:
    anna = tg.person("Анна")
    group = tg.group("Инженеры", [anna])
    await anna.in_group(group).says("Привет")
    new = group.upgrade()
    messages = [update["message"] for update in await bot.updates() if "message" in update]
    assert [message.get("migrate_to_chat_id") for message in messages] == [None, new.id, None]
    assert messages[-1]["migrate_from_chat_id"] == group.id
    assert messages[-1]["chat"]["id"] == new.id
    with pytest.raises(Refused) as refused:
        await bot.sendMessage(chat_id=group.id, text="x")
    assert refused.value.parameters == {"migrate_to_chat_id": new.id}
    new.make_forum()
    assert (await bot.createForumTopic(chat_id=new.id, name="№ 1"))["name"] == "№ 1"
    await anna.in_group(new).sees(where=lambda message: "forum_topic_created" in message.body)
    with pytest.raises(WrongAct, match="once"):
        group.upgrade()


async def test_who_comes_and_goes(tg: Sandbox, bot: Caller) -> None:
    anna, boris = tg.person("Анна"), tg.person("Борис")
    group = tg.forum("Инженеры", [anna])
    await bot.updates(allowed_updates=["message", "chat_member", "my_chat_member"])
    await boris.joins(group)
    await boris.leaves(group)
    group.promote(anna, ["can_manage_topics"])
    updates = await bot.updates()
    assert all(Update.model_validate(update).event_type for update in updates)
    changes: list[Any] = [
        (update["chat_member"]["old_chat_member"]["status"], update["chat_member"]["new_chat_member"]["status"])
        for update in updates
        if "chat_member" in update
    ]
    assert changes == [("left", "member"), ("member", "left"), ("member", "administrator")]
    assert (await bot.getChatMember(chat_id=group.id, user_id=boris.id))["status"] == "left"
    assert (await bot.getChatMember(chat_id=group.id, user_id=anna.id))["can_manage_topics"] is True
    assert (await bot.getChatMemberCount(chat_id=group.id)) == 2
    assert {card["user"]["id"] for card in await bot.getChatAdministrators(chat_id=group.id)} == {
        anna.id,
        tg.world.bot.id,
    }


async def test_only_an_administrator_hears_of_members_and_reactions(tg: Sandbox, bot: Caller) -> None:
    anna, boris = tg.person("Анна"), tg.person("Борис")
    group = tg.forum("Инженеры", [anna])
    group.demote(tg.world.bot.id)
    await bot.updates(allowed_updates=["chat_member", "message_reaction"])
    said = await anna.in_group(group).says("Привет")
    await anna.in_group(group).reacts(said, "👍")
    await boris.joins(group)
    assert await bot.updates() == []


async def test_privacy_mode_shows_commands_and_answers_only(tg: Sandbox, bot: Caller) -> None:
    anna = tg.person("Анна")
    group = tg.supergroup("Инженеры", [anna])
    group.demote(tg.world.bot.id)
    await bot.updates()
    here = anna.in_group(group)
    sent = await bot.sendMessage(chat_id=group.id, text="Слушаю")
    await here.says("не боту")
    await here.says("/queue")
    await here.says("/queue@another_bot")
    await here.says(f"/mine@{tg.world.bot.username}")
    await here.says("да", reply_to=sent["message_id"])
    assert [update["message"]["text"] for update in await bot.updates()] == [
        "/queue",
        "/mine@sandbox_helpdesk_bot",
        "да",
    ]


async def test_an_anonymous_administrator_speaks_as_the_group_and_presses_as_oneself(tg: Sandbox, bot: Caller) -> None:
    anna = tg.person("Анна")
    group = tg.forum("Инженеры", [anna])
    group.promote(anna, anonymous=True)
    await bot.updates()
    said = await anna.in_group(group).says("Беру")
    assert said.body["from"] == ANONYMOUS
    assert said.body["from"]["id"] == 1087968824
    assert said.body["sender_chat"]["id"] == group.id
    button = {"inline_keyboard": [[{"text": "Беру", "callback_data": "take"}]]}
    await bot.sendMessage(chat_id=group.id, text="№ 1", reply_markup=button)
    await anna.in_group(group).presses("Беру")
    assert (await bot.updates())[-1]["callback_query"]["from"]["id"] == anna.id


async def test_the_bot_hears_of_its_own_place(tg: Sandbox, bot: Caller) -> None:
    anna = tg.person("Анна")
    group = tg.forum("Инженеры", [anna])
    group.bot_loses("can_manage_topics")
    group.kick(tg.world.bot.id)
    group.add(tg.world.bot.id)
    places = [
        update["my_chat_member"]["new_chat_member"] for update in await bot.updates() if "my_chat_member" in update
    ]
    assert [place["status"] for place in places] == ["administrator", "administrator", "kicked", "member"]
    assert [place.get("can_manage_topics") for place in places] == [True, False, None, None]


async def test_pins_and_what_the_chat_says_of_itself(tg: Sandbox, bot: Caller) -> None:
    group = tg.forum("Инженеры", [tg.person("Анна")])
    sent = await bot.sendMessage(chat_id=group.id, text="Важное")
    await bot.pinChatMessage(chat_id=group.id, message_id=sent["message_id"])
    chat = await bot.getChat(chat_id=group.id)
    assert (chat["is_forum"], chat["pinned_message"]["text"]) == (True, "Важное")
    await bot.unpinChatMessage(chat_id=group.id, message_id=sent["message_id"])
    assert "pinned_message" not in await bot.getChat(chat_id=group.id)
    link = await bot.createChatInviteLink(chat_id=group.id, name="Для Бориса")
    assert link["invite_link"].startswith("https://t.me/+")
    await bot.leaveChat(chat_id=group.id)
    with pytest.raises(Refused, match="not a member of the supergroup chat"):
        await bot.getChat(chat_id=group.id)
