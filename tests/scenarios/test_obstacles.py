"""What stands in the way of a letter is a fact to act on, never a lost message (SEMANTICS, C45, C55, C62)."""

from sandbox.mailbox import Mood, Temper
from sandbox.voice import Voice
from tests.fakes.world import World
from tests.scenarios.conftest import Build
from tests.scenarios.stories import PROBLEM, a_ticket, another, closed, files, taken, texts

LEAD, BORIS, VERA = 1006, 1004, 1005  # accounts of the world, for the settings


def in_topic(desk: World, number: int) -> Voice:
    """Anna in the newest topic of a ticket."""
    topic = desk.group.chat.named_topic(f"{number} ·")
    assert topic is not None
    return desk.anna.in_topic(topic, desk.group)


# The group


async def test_a_topic_deleted_by_hand_is_made_again(desk: World) -> None:
    """C55: with its card and a history from our own records; what was said meanwhile follows, in order."""
    there = await taken(desk)
    line = await there.says("Пришлите журнал.")
    await there.sees_reaction(line, "👌")
    note = await there.says("// похоже на диск")
    await there.sees_reaction(note, "✍")
    old = there.thread
    desk.group.promote(desk.anna)
    await there.deletes_topic()
    await desk.petr.says("Вот журнал за вчера")
    await desk.petr.sends_document("журнал.txt")
    topic = await desk.group.topic("1 ·")
    await desk.tg.until(lambda: desk.group.chat.named_topic("1 ·").id != old or None)  # type: ignore[union-attr]
    topic = await desk.group.topic("1 ·")
    again = desk.anna.in_topic(topic, desk.group)
    card = await again.sees("№ 1 · Анна", button="Решено")
    assert PROBLEM in card.text
    history = await again.sees("История")
    assert "Пришлите журнал." in history.text
    assert "похоже на диск" in history.text
    await again.sees("Вот журнал за вчера")
    await again.sees(kind="document")
    assert sum("Вот журнал" in text for text in texts(again.chat())) == 1
    await again.says("Нашла, причина в диске.")
    await desk.petr.sees("причина в диске")


async def test_a_topic_closed_by_hand_is_no_obstacle(desk: World) -> None:
    """The bot, as an administrator, writes on."""
    there = await taken(desk)
    desk.group.promote(desk.anna)
    await there.closes_topic()
    await desk.petr.says("Вы здесь?")
    await there.sees("Вы здесь?")
    await there.says("Здесь.")
    await desk.petr.sees("Здесь.")
    await closed(desk, there)
    assert not desk.tg.call_log.by_status[403]


async def test_a_closed_topic_is_opened_again(desk: World) -> None:
    """Without the right to manage topics: whoever made a topic may open it."""
    there = await taken(desk)
    desk.group.promote(desk.anna)
    desk.group.bot_loses("can_manage_topics")
    await there.closes_topic()
    await desk.petr.says("Вы здесь?")
    await there.sees("Вы здесь?")
    assert len(desk.tg.calls("reopenForumTopic")) == 1


async def test_without_the_right_to_make_topics(desk: World) -> None:
    """C55: the card stands in the group, replies are the conversation, and the lead is told once what to mend."""
    desk.group.bot_loses("can_manage_topics")
    await files(desk.petr)
    await desk.petr.sees("№ 1 принято")
    general = desk.anna.in_group(desk.group)
    card = await general.sees(PROBLEM, button="Взять")
    told = await desk.lead.sees("не хватает прав")
    assert "управлять темами" in told.text
    await (await general.presses("Взять")).toast()
    await general.says("Выключите питание.", reply_to=card)
    copy = await desk.petr.sees("Выключите питание.")
    await desk.petr.says("Выключено", reply_to=copy)
    await general.sees("Выключено")
    await another(desk.petr, "Как настроить отчёты по трафику?")
    await general.sees("№ 2 ", button="Вне очереди")
    await general.says("/resolve Готово", reply_to=card)
    await desk.petr.sees("Похоже, № 1 решено")
    await desk.petr.presses("Да, закрываем")
    await desk.petr.sees("№ 2: взялись")
    assert sum("не хватает прав" in text for text in texts(desk.lead.chat())) == 1


async def test_what_was_open_goes_on_when_the_right_is_lost(desk: World) -> None:
    """Old topics still take words; closing them is all that cannot be done."""
    there = await taken(desk)
    desk.group.bot_loses("can_manage_topics")
    await desk.petr.says("Мигает красная лампа")
    await there.sees("красная лампа")
    await there.says("Вижу.")
    await desk.petr.sees("Вижу.")
    await closed(desk, there)
    await desk.petr.says("Спасибо!", reply_to=desk.petr.chat()[-1])
    await another(desk.petr, "Как настроить отчёты по трафику?")
    await desk.anna.in_group(desk.group, 1).sees("№ 2 ", button="Взять")


async def test_topics_switched_off(desk: World) -> None:
    """The group is no forum any more: new tickets come as cards, and the lead is told."""
    await taken(desk)
    desk.group.make_forum(is_forum=False)
    await another(desk.petr, "Как настроить отчёты по трафику?")
    await desk.anna.in_group(desk.group).sees("№ 2 ", button="Вне очереди")


async def test_the_bot_is_thrown_out_and_comes_back(desk: World) -> None:
    """The lead is told, letters wait, and nothing is lost."""
    there = await taken(desk)
    desk.group.kick(desk.tg.world.bot.id)
    line = await desk.petr.says("Мигает красная лампа")
    await desk.petr.sees_reaction(line, "👀")
    await desk.lead.sees("бота нет в группе")
    desk.group.add(desk.tg.world.bot.id)
    desk.group.promote(desk.tg.world.bot.id)
    await desk.passes(minutes=2)
    await there.sees("Мигает красная лампа")


async def test_the_group_is_upgraded(desk_of: Build) -> None:
    """C55: a basic group gets another id: followed at once, the card is posted anew, the conversation goes on."""
    async with desk_of(basic=True) as desk:
        await files(desk.petr)
        await desk.petr.sees("№ 1 принято")
        await desk.anna.in_group(desk.group).sees("№ 1 ", button="Взять")
        new = desk.group.upgrade()
        anna = desk.anna.in_group(new)
        await desk.petr.says("Мигает красная лампа")
        card = await anna.sees("№ 1 ", button="Взять")
        relayed = await anna.sees("красная лампа")
        assert relayed.body["reply_to_message"]["message_id"] == card.id
        await (await anna.presses("Взять")).toast()
        await anna.says("Смотрю.", reply_to=card)
        await desk.petr.sees("Смотрю.")


async def test_an_upgrade_that_nobody_told_of(desk_of: Build) -> None:
    """The bot was not running: Telegram's refusal tells the new id."""
    async with desk_of(basic=True, start=False) as desk:
        async with desk.running():
            await files(desk.petr)
            await desk.petr.sees("№ 1 принято")
            await desk.anna.in_group(desk.group).sees("№ 1 ", button="Взять")
        new = desk.group.upgrade()
        desk.tg.world.updates.pending.clear()
        await desk.petr.says("Мигает красная лампа")
        async with desk.running():
            anna = desk.anna.in_group(new)
            await anna.sees("№ 1 ", button="Взять")
            await anna.sees("красная лампа")


async def test_unbound(desk_of: Build) -> None:
    """The form is served, letters wait, the leads know; `/bind` by a lead delivers everything, by others nothing."""
    async with desk_of(bound=False) as desk:
        await files(desk.petr)
        await desk.petr.sees("№ 1 принято")
        await desk.petr.says("Мигает красная лампа")
        assert not desk.group.topics
        await desk.lead.sees("/bind")
        general = desk.anna.in_group(desk.group)
        await general.says("/bind")
        await general.sees("Группу выбирает руководитель")
        await desk.lead.in_group(desk.group).says("/bind")
        await general.sees("обращения приходят в эту группу")
        await desk.passes(minutes=2)
        there = desk.anna.in_topic(await desk.group.topic("1 ·"), desk.group)
        await there.sees(PROBLEM, button="Взять")
        await there.sees("красная лампа")
        await there.presses("Взять")
        await desk.petr.sees("занимается Анна")


async def test_another_group_is_bound(desk: World) -> None:
    """Live tickets move over with their history; one that was closed there comes when it is opened again."""
    there = await taken(desk)
    await closed(desk, there)
    await another(desk.petr, "Как настроить отчёты по трафику?")
    second = in_topic(desk, 2)
    await second.sees(button="Взять")
    await (await second.presses("Взять")).toast()
    line = await second.says("За какой месяц?")
    await second.sees_reaction(line, "👌")
    new = desk.tg.forum("Инженеры, вторая смена", [desk.anna, desk.lead], owner=desk.lead)
    await desk.lead.in_group(new).says("/bind")
    moved = desk.anna.in_topic(await new.topic("2 ·"), new)
    await moved.sees("№ 2 · Анна", button="Решено")
    await moved.sees("За какой месяц?")
    await desk.petr.says("За октябрь")
    await moved.sees("За октябрь")
    await moved.says("Готово, посмотрите.")
    await desk.petr.sees("Готово, посмотрите.")
    await desk.petr.presses("Уже решилось")
    await desk.petr.sees("№ 2 закрыто")
    old = next(message for message in desk.petr.chat() if "№ 1 закрыто" in message.text)
    await desk.petr.says("Опять не загружается", reply_to=old)
    again = desk.anna.in_topic(await new.topic("1 ·"), new)
    await again.sees("№ 1 · Анна")
    await again.sees("Опять не загружается")


async def test_marks_that_are_not_allowed(desk: World) -> None:
    """Reactions are refused in this group: only failures are told, and nothing is lost."""
    desk.group.allow_reactions([])
    there = await taken(desk)
    await there.says("Первое.")
    await there.says("Второе.")
    await desk.petr.sees("Второе.")
    await desk.petr.says("Понятно, делаю")
    await there.sees("Понятно, делаю")


async def test_protected_content_is_sent_from_our_records(desk: World) -> None:
    """The group forbids copying: words, a photo and an album still reach the customer."""
    there = await taken(desk)
    desk.group.protect()
    await there.says("Посмотрите на снимок:")
    await there.sends_photo("вот сюда")
    await there.sends_album(["photo", {"kind": "photo", "caption": "и сюда"}])
    await desk.petr.sees("Посмотрите")
    await desk.petr.sees("вот сюда", kind="photo")
    await desk.petr.sees("и сюда", kind="photo")


async def test_a_message_deleted_before_it_was_copied(desk: World) -> None:
    """The customer thinks better of it while the bot is slow: what was kept is shown."""
    there = await taken(desk)
    flood = desk.tg.fault("flood", method="copyMessage", times=1, retry_after=1)
    line = await desk.petr.says("Пароль администратора мы меняли")
    await desk.tg.until(lambda: flood.hits or None)
    await desk.petr.deletes(line)
    await there.sees("Пароль администратора")


async def test_a_card_deleted_by_hand(desk: World) -> None:
    """It is posted anew."""
    topic, card, _ = await a_ticket(desk.petr, desk.group)
    there = desk.anna.in_topic(topic, desk.group)
    desk.group.promote(desk.anna)
    await there.says("/take")
    await desk.petr.sees("занимается")
    await there.deletes(card)
    await closed(desk, there)
    await there.sees("закрыто", where=lambda message: PROBLEM in message.text)


# The customer


async def test_a_customer_who_blocked_the_bot_gets_mail(desk: World) -> None:
    """C45: the answer goes by e-mail, and is met by it; the topic knows, and knows when they are back (38)."""
    there = await taken(desk)
    await desk.petr.blocks()
    await there.sees("бот заблокирован")
    await there.says("Выключите питание на минуту.")
    await there.sends_photo("вот эту кнопку")
    mail = await desk.mailbox.receives("Выключите питание")
    assert "petr@example.org" in mail.to
    assert "№ 1" in mail.subject
    await there.sees("ушло письмом на petr@example.org")
    await desk.mailbox.receives("вот эту кнопку")
    await desk.lead.says("/why 1")
    await desk.lead.sees("Ответ дан")
    await desk.petr.unblocks()
    await there.sees("снова в Telegram")
    await there.says("Теперь здесь.")
    await desk.petr.sees("Теперь здесь.")


async def test_blocked_without_a_word(desk: World) -> None:
    """Nobody told the bot: Telegram's refusal does."""
    there = await taken(desk)
    desk.petr.account.blocked = True
    await there.says("Выключите питание на минуту.")
    await desk.mailbox.receives("Выключите питание")
    await there.sees("бот заблокирован")


async def test_mail_that_is_refused(desk: World) -> None:
    """Neither way: engineer and lead are told, and it is no answer."""
    there = await taken(desk)
    desk.mailbox.temper = Temper(mood=Mood.REFUSE)
    await desk.petr.blocks()
    line = await there.says("Выключите питание на минуту.")
    await there.sees("Не доставлено ни в Telegram, ни письмом")
    await desk.lead.sees("письмо не отправлено")
    await desk.lead.says("/why 1")
    await desk.lead.sees("Ответа пока нет")
    assert not line.reacted(desk.tg.world.bot.id)


async def test_no_mail_at_all(desk_of: Build) -> None:
    """Not configured: kept as not sent, and the lead is told."""
    async with desk_of(smtp_url=None, mail_from=None) as desk:
        there = await taken(desk)
        await desk.petr.blocks()
        await there.says("Выключите питание на минуту.")
        await there.sees("почта не настроена")
        await desk.lead.sees("SMTP_URL")


async def test_an_account_that_is_gone(desk: World) -> None:
    """As with who blocked the bot."""
    there = await taken(desk)
    desk.petr.deactivates()
    await there.says("Выключите питание на минуту.")
    await desk.mailbox.receives("Выключите питание")
    await there.sees("аккаунт удалён")


# The leads


async def test_a_lead_who_never_pressed_start(desk_of: Build) -> None:
    """A bot may not write first: General is told instead, and nobody else's alert waits (C62)."""
    async with desk_of(lead_ids=f"{VERA},{LEAD}") as desk:
        await a_ticket(desk.petr, desk.group)
        await desk.passes(hours=4, seconds=2)
        await desk.lead.sees("ответа нет", button="Беру")
        general = desk.anna.in_group(desk.group, 1)
        await general.sees("пусть откроет чат с ботом")
        await general.sees("Ответа по № 1 пока нет", button="Беру")
        press = await desk.vera.in_group(desk.group, 1).presses("Беру, отвечу через 30 мин")
        assert "ваше" in await press.toast()
        await desk.petr.sees("Вера ответит до")
        await desk.lead.sees("пусть откроет чат с ботом")


async def test_the_only_lead_never_pressed_start(desk_of: Build) -> None:
    """The gate's question is not lost either: General hears it, with buttons that only the lead may press (C54)."""
    async with desk_of(lead_ids=f"{VERA}") as desk:
        await files(desk.petr, usage="Подписки нет")
        await desk.petr.sees("решение за руководителем")
        general = desk.anna.in_group(desk.group, 1)
        await general.sees("По № 1 нужно слово руководителя", button="Взять: подписка")
        refused = await general.presses("Взять: подписка")
        assert "только руководитель" in await refused.toast()
        await desk.vera.in_group(desk.group, 1).presses("Взять: подписка")
        await desk.petr.sees("берёмся")


async def test_two_leads_and_two_taps_at_once(desk_of: Build) -> None:
    """C62: one wins, the other's copy says who."""
    async with desk_of(lead_ids=f"{LEAD},{BORIS}") as desk:
        await a_ticket(desk.petr, desk.group)
        await desk.passes(hours=4, seconds=2)
        for lead in (desk.lead, desk.boris):
            await lead.sees("ответа нет", button="Беру")
            await lead.presses("Беру")
            await lead.sees("до какого времени", button="30 мин")
        presses = {"Людмила": await desk.lead.presses("30 мин"), "Борис": await desk.boris.presses("30 мин")}
        toasts = {name: await press.toast() for name, press in presses.items()}
        (winner,) = [name for name, toast in toasts.items() if toast == "№ 1 ваше, клиент знает срок"]
        for lead in (desk.lead, desk.boris):
            await lead.sees(f"№ 1 берёт {winner}")
        await desk.petr.sees(f"{winner} ответит до")
        assert sum("ответит до" in text and "№ 1:" in text for text in texts(desk.petr.chat())) == 1
