"""Nobody acts beyond their role, whatever they press, type or forge (SEMANTICS, Privacy and safety; C54)."""

from sandbox.model import Message
from sandbox.people import Person
from tests.fakes.world import World
from tests.scenarios.conftest import Build
from tests.scenarios.stories import PROBLEM, a_ticket, another, closed, files, taken, texts

QUERY = "9000000000"
HUGE = 10**20
FORGED_IN_GROUP = (
    *("b:take:999999:", "b:take:-1:", "b:give:1:x", "b:ref:1:nothing", "b:ver:1:king", "b:zzz:1:", "x", "b::"),
    *(f"b:give:1:{HUGE}", "b:give:1:²"),
)
FORGED_IN_PRIVATE = (
    *("b:f:1:go", "b:to:1:form", "b:rt:1:5", "b:acc:1:partner", "b:rej:1:", "b:mine:1:30", "b:asg:1:1003"),
    *("b:rep:1:", "b:clk:0:", f"b:st:{HUGE}:", "b:to:1:²", f"b:to:1:{HUGE}", "b:lang:0:xx"),
)


async def replays(desk: World, who: Person, message: Message, data: str) -> str:
    """A press that nobody's Telegram would send; what the bot answers to it."""
    before = len(desk.tg.calls("answerCallbackQuery"))
    query = {"id": f"{QUERY}{before}", "from": who.account.user(), "message": message.body, "data": data}
    desk.tg.raw_update({"callback_query": query | {"chat_instance": "1"}})
    calls = await desk.tg.until(lambda: desk.tg.calls("answerCallbackQuery")[before:] or None)
    return str(calls[0].params.get("text", ""))


def data_of(message: Message, label: str) -> str:
    return next(str(each["callback_data"]) for each in message.inline_buttons() if label in each["text"])


async def test_buttons_of_a_group_one_is_not_in(desk: World) -> None:
    """C54: a customer, and an engineer who left, press the card's buttons: nothing changes."""
    _, card, _ = await a_ticket(desk.petr, desk.group)
    take = data_of(card, "Взять")
    for stranger in (desk.petr, desk.maria):
        assert "Здесь действуют инженеры" in await replays(desk, stranger, card, take)
    await desk.vera.in_group(desk.group).says("я тут")
    await desk.vera.leaves(desk.group)
    assert "Здесь действуют инженеры" in await replays(desk, desk.vera, card, take)
    assert "Взять" in card.buttons
    assert not any("занимается" in text for text in texts(desk.petr.chat()))


async def test_a_card_shown_elsewhere_is_no_card(desk: World) -> None:
    """The same buttons in a private chat, or in another group with the bot, do nothing; not even for an engineer."""
    _, card, receipt = await a_ticket(desk.petr, desk.group)
    take = data_of(card, "Взять")
    for who, where in ((desk.petr, receipt), (desk.anna, receipt)):
        assert "Здесь действуют инженеры" in await replays(desk, who, where, take)
    other = desk.tg.forum("Чужие", [desk.anna], owner=desk.anna)
    theirs = await desk.anna.in_group(other).says("смотрите")
    assert "Здесь действуют инженеры" in await replays(desk, desk.anna, theirs, take)
    assert "Взять" in card.buttons


async def test_another_customers_ticket(desk: World) -> None:
    """Whatever number is forged: not seen, not settled, not withdrawn, not moved into, not linked to."""
    there = await taken(desk)
    line = await there.says("Пришлите журнал.")
    await there.sees_reaction(line, "👌")
    await desk.maria.says("/start")
    hello = await desk.maria.sees("What happened?")
    for press in ("st", "sd", "ok", "no", "rt", "ro", "still", "wd", "fst"):
        assert "No such ticket" in await replays(desk, desk.maria, hello, f"b:{press}:1:1"), press
    for n in range(1, 4):
        assert await replays(desk, desk.maria, hello, f"b:to:{n}:1")
    await desk.maria.starts("t1-0123456789abcdef")
    await desk.petr.says("Вот журнал")
    await there.sees("Вот журнал")
    assert "Мой" not in str(texts(desk.maria.chat()))
    assert not any(PROBLEM[:20] in text for text in texts(desk.maria.chat()))


async def test_a_link_from_a_letter_is_for_its_customer_alone(desk: World) -> None:
    """R25: the key brings Petr back to his ticket, and Maria nowhere."""
    there = await taken(desk)
    line = await there.says("Пришлите журнал.")
    await there.sees_reaction(line, "👌")
    for _ in range(15):
        await desk.passes(days=1)
    mail = await desk.mailbox.receives("закрыто по сроку")
    key = mail.text.partition("?start=")[2].split()[0].rstrip(".")
    await desk.maria.starts(key)
    await desk.maria.sees("What happened?")
    assert not any(PROBLEM[:20] in text for text in texts(desk.maria.chat()))
    await desk.petr.starts(key)
    await desk.petr.sees("№ 1 снова в работе")


async def test_forged_data(desk: World) -> None:
    """Unknown presses, wrong numbers, markup, nothing at all: a toast, and the bot goes on."""
    _, card, receipt = await a_ticket(desk.petr, desk.group)
    for data in FORGED_IN_GROUP:
        assert await replays(desk, desk.anna, card, data), data
    for data in FORGED_IN_PRIVATE:
        assert await replays(desk, desk.petr, receipt, data), data
    await desk.petr.says("Вы здесь?")
    await desk.anna.in_topic(await desk.group.topic("1 ·")).sees("Вы здесь?")
    said = texts(desk.petr.chat())
    assert said[said.index(receipt.text) + 1 :] == ["Вы здесь?"]


async def test_the_leads_rights_are_the_leads(desk: World) -> None:
    """The gate, promises, orders and commands: only for who is a lead by the settings."""
    await files(desk.petr, usage="Подписки нет")
    await desk.petr.sees("решение за руководителем")
    gate = await desk.lead.sees("№ 1", button="Отказать")
    await desk.boris.says("/id")
    own = await desk.boris.sees("id")
    for label in ("Взять: подписка", "Отказать"):
        assert "только руководитель поддержки" in await replays(desk, desk.boris, own, data_of(gate, label))
    await desk.petr.says("/queue")
    await desk.petr.sees("Здесь действуют инженеры")
    await desk.petr.says("/why 1")
    await desk.petr.sees("Здесь действуют инженеры")
    assert "Отказать" in gate.buttons


async def test_an_engineer_who_leaves_gives_all_back(desk: World) -> None:
    """C54, 14: at once; the ticket can be taken by another, and the one who left reads nothing more."""
    there = await taken(desk)
    await desk.anna.leaves(desk.group)
    boris = desk.boris.in_topic(await desk.group.topic("1 ·"), desk.group)
    await boris.sees("№ 1 ", button="Взять", where=lambda message: "Анна" not in message.text)
    await boris.presses("Взять")
    await desk.petr.sees("занимается Борис")
    await boris.says("Продолжаем.")
    await desk.petr.sees("Продолжаем.")
    await desk.anna.says("/mine")
    await desk.anna.sees("Здесь действуют инженеры")
    assert there.place.member(desk.anna.id).status == "left"


async def test_what_waits_in_line_is_given_back_too(desk: World) -> None:
    """14: Anna leaves while her ticket stands aside for another: when its turn comes it is nobody's."""
    await taken(desk)
    await another(desk.petr, "Как настроить отчёты по трафику?")
    await desk.petr.presses("Сначала № 2")
    await desk.petr.sees("№ 2: взялись")
    await desk.anna.leaves(desk.group)
    await desk.petr.presses("Уже решилось")
    await desk.petr.sees("№ 2 закрыто")
    await desk.petr.sees("№ 1: взялись")
    boris = desk.boris.in_topic(await desk.group.topic("1 ·"), desk.group)
    await boris.sees("№ 1 ", button="Взять", where=lambda message: "Анна" not in message.text)


async def test_a_customer_who_is_an_engineer_too(desk: World) -> None:
    """In private everybody is a customer: an engineer files a ticket like anybody, and it stays theirs."""
    desk.anna.account.phone = "+79000000009"
    await files(desk.anna, "Мой собственный шлюз не загружается")
    await desk.anna.sees("№ 1 принято")
    boris = desk.boris.in_topic(await desk.group.topic("1 ·"), desk.group)
    await boris.sees(button="Взять")
    await boris.presses("Взять")
    await desk.anna.sees("занимается Борис")


async def test_a_strangers_contact_is_not_taken(desk: World) -> None:
    """Only the sender's own: somebody else's is asked about again."""
    await desk.petr.says(PROBLEM)
    await desk.petr.sees(button="Даю согласие")
    await desk.petr.presses("Даю согласие")
    await desk.petr.sees("1 из")
    await desk.petr.sends("contact", phone_number="+79000000077", first_name="Чужой", user_id=desk.maria.id)
    await desk.petr.sees("чужой контакт")


async def test_another_group_is_nobodys_desk(desk: World) -> None:
    """The bot is added elsewhere: it is silent there, but for /id and its own commands' refusals."""
    other = desk.tg.forum("Чужие", [desk.maria], owner=desk.maria)
    maria = desk.maria.in_group(other)
    await maria.says("Привет, бот")
    await maria.says("/bind")
    await maria.sees("Группу выбирает руководитель")
    await maria.says("/queue")
    await maria.sees("Здесь действуют инженеры")
    await maria.says("/id")
    await maria.sees(str(other.id))
    assert len([each for each in other.messages() if each.by == desk.tg.world.bot.id]) == 3


async def test_what_is_not_a_person(desk_of: Build) -> None:
    """A channel that posts into the group, and a bot that writes to ours: no engineers, and nobody's words."""
    async with desk_of() as desk:
        there = await taken(desk)
        body = (await there.says("// заметка")).body
        channel = {"id": -1009999999999, "type": "channel", "title": "Новости"}
        posted = {"message_id": 900, "from": {"id": 136817688, "is_bot": True, "first_name": "Channel"}}
        desk.tg.raw_update({"message": body | posted | {"sender_chat": channel, "text": "Скидки!"}})
        await there.says("Смотрю.")
        await desk.petr.sees("Смотрю.")
        assert not any("Скидки" in text for text in texts(desk.petr.chat()))


async def test_a_ticket_one_has_closed_is_ones_own_only(desk: World) -> None:
    """Rating and reopening belong to its customer."""
    there = await taken(desk)
    await closed(desk, there)
    await another(desk.petr, "Как настроить отчёты по трафику?")
    await desk.maria.says("/start")
    hello = await desk.maria.sees("What happened?")
    assert "No such ticket" in await replays(desk, desk.maria, hello, "b:rt:1:-1")
    assert "No such ticket" in await replays(desk, desk.maria, hello, "b:ro:1:")
    press = await desk.petr.presses("👍")
    assert await press.toast() == "Спасибо"
