"""The clock of the first answer as people feel it: no false alarm, none forgotten, none too many (R2, R8)."""

from datetime import datetime, timedelta

from tests.fakes.world import World
from tests.scenarios.conftest import Build
from tests.scenarios.stories import a_ticket, files, taken, texts


def alarms(desk: World) -> list[str]:
    """What the lead was told of missed deadlines."""
    return [text for text in texts(desk.lead.chat()) if "ответа нет" in text and "Ждут нас" not in text]


async def promised(desk: World) -> None:
    """The deadline is missed, and the lead takes it on for half an hour."""
    await desk.passes(hours=4, seconds=2)
    await desk.lead.sees("ответа нет", button="Беру")
    await desk.lead.presses("Беру")
    await desk.lead.sees("до какого времени", button="30 мин")
    await desk.lead.presses("30 мин")
    await desk.petr.sees("Людмила ответит до")


async def test_a_promise_that_is_kept(desk: World) -> None:
    """The lead answers within it: no more alerts, and the history says when, and that it was late."""
    topic, _, _ = await a_ticket(desk.petr, desk.group)
    await promised(desk)
    lead = desk.lead.in_topic(topic, desk.group)
    line = await lead.says("Пётр, простите за ожидание. Выключите питание на минуту.")
    await desk.petr.sees("простите за ожидание")
    await lead.sees_reaction(line, "👌")
    await desk.passes(hours=3)
    await desk.lead.says("/why 1")
    assert "с опозданием" in (await desk.lead.sees("№ 1: сроки")).text
    assert not any("второй обещанный" in text for text in texts(desk.lead.chat()))


async def test_a_promise_that_is_broken(desk: World) -> None:
    """The lead hears of it, and again hourly."""
    await a_ticket(desk.petr, desk.group)
    await promised(desk)
    await desk.passes(minutes=30, seconds=2)
    await desk.lead.sees("и во второй обещанный срок")
    await desk.passes(hours=1)
    await desk.lead.sees("и во второй обещанный срок")


async def test_a_promise_may_be_typed(desk: World) -> None:
    """Another time, in one's own words; one that is past is asked again."""
    await a_ticket(desk.petr, desk.group)
    await desk.passes(hours=4, seconds=2)
    await desk.lead.sees("ответа нет", button="Беру")
    await desk.lead.presses("Беру")
    await desk.lead.sees(button="Другое время")
    await desk.lead.presses("Другое время")
    await desk.lead.sees("до какого времени будет ответ")
    await desk.lead.says("когда-нибудь")
    await desk.lead.sees("Нужно время")
    await desk.lead.says("через 40 минут")
    await desk.petr.sees("Людмила ответит до")


async def test_an_alert_is_given_to_an_engineer(desk: World) -> None:
    """[Give to …]: the engineer is called by name, the customer hears who it is."""
    await desk.boris.in_group(desk.group).says("доброе утро")
    await a_ticket(desk.petr, desk.group)
    await desk.passes(hours=4, seconds=2)
    await desk.lead.sees("ответа нет", button="Поручить")
    await desk.lead.presses("Поручить")
    await desk.lead.sees("кому поручить", button="Борис")
    await desk.lead.presses("Борис")
    await desk.boris.sees("№ 1 теперь ваше")
    await desk.petr.sees("занимается Борис")
    await desk.lead.sees("занимается Борис")


async def test_an_answer_on_its_way_is_no_breach(desk: World) -> None:
    """C11: written in time, held up by flood control over the deadline: met, and nobody is alarmed in between."""
    there = await taken(desk)
    flood = desk.tg.fault("flood", method="copyMessage", chat=desk.petr.id, times=2, retry_after=2)
    await desk.passes(hours=3, minutes=59, seconds=50)
    line = await there.says("Выключите питание на минуту.")
    await desk.tg.until(lambda: flood.hits or None)
    await desk.passes(seconds=20)
    await desk.petr.sees("Выключите питание", timeout=20)
    await there.sees_reaction(line, "👌")
    await desk.lead.says("/why 1")
    why = await desk.lead.sees("Ответ дан")
    assert "опозданием" not in why.text
    assert not alarms(desk)
    assert not any("не успели" in text for text in texts(desk.petr.chat()))


async def test_an_answer_that_waited_at_telegram_is_no_breach(desk_of: Build) -> None:
    """The bot is stopped across the deadline, the engineer had answered in time: first the inbox, then the clock."""
    async with desk_of(start=False) as desk:
        async with desk.running():
            there = await taken(desk)
        desk.tg.move(hours=3)
        await there.says("Выключите питание на минуту.")
        desk.tg.move(hours=2)
        async with desk.running():
            await desk.petr.sees("Выключите питание")
            await desk.lead.says("/why 1")
            why = await desk.lead.sees("Ответ дан")
        assert "опозданием" not in why.text
        assert not alarms(desk)


async def test_after_an_outage(desk_of: Build) -> None:
    """C12: one alert, the highest step only, marked late with the outage's times; a breach at the deadline."""
    async with desk_of(start=False) as desk:
        async with desk.running():
            await a_ticket(desk.petr, desk.group)
            await desk.passes(hours=2)
            await desk.petr.says("/tickets")
            await desk.petr.sees("инженер ответит до")
        down = timedelta(hours=2, minutes=35)
        await forget(desk, down)
        desk.tg.move(seconds=down.total_seconds())
        async with desk.running():
            alert = await desk.lead.sees("ответа нет")
            assert "бот не работал с" in alert.text
            await desk.petr.sees("не успели")
            await desk.lead.says("/queue")
            await desk.lead.sees("Ждут нас")
        assert len(alarms(desk)) == 1
        assert not any("остал" in text for text in texts(desk.lead.chat()))
        assert not any("Ответить до" in text for text in texts(desk.group.messages()))


async def forget(desk: World, down: timedelta) -> None:
    """As if the last heartbeat were so long ago."""
    [(told,)] = await desk.ask("SELECT value FROM facts WHERE name = 'heartbeat'")
    before = datetime.fromisoformat(told) - down
    await desk.ask(f"UPDATE facts SET value = '{before.isoformat()}' WHERE name = 'heartbeat'")


async def test_many_at_once_are_one_list(desk_of: Build) -> None:
    """C47: more breaches in one tick than a person reads one by one: one digest, and nobody is refused by Telegram."""
    async with desk_of(times={"digest_above": 2}) as desk:
        people = [desk.tg.person(f"Клиент{n} Иванов", phone=f"+7900000010{n}") for n in range(4)]
        for n, person in enumerate(people, 1):
            await files(person, f"Шлюз номер {n} не загружается", organisation=f"ООО «Цех {n}»")
            await person.sees(f"№ {n} принято")
        await desk.group.topic("4 ·")
        await desk.passes(hours=4, seconds=5)
        for person in people:
            await person.sees("не успели")
        await desk.passes(seconds=15)  # a list waits a moment for what is missed next
        digest = await desk.lead.sees("4 обращения остались без ответа")
        assert all(f"№ {n}, «Цех {n}»" in digest.text for n in range(1, 5))
        assert not alarms(desk)
        assert desk.tg.call_log.counters()["too_many_requests"] == 0


async def test_escalating_steps(desk: World) -> None:
    """An hour before, who has it; a quarter before, the lead; at the deadline, lead and customer; then hourly."""
    there = await taken(desk)
    await desk.passes(hours=3, seconds=2)
    await desk.anna.sees("№ 1, «Ромашка»: ответить до", button="Открыть тему")
    await desk.passes(minutes=45)
    await desk.lead.sees("ответить до", button="Беру")
    await desk.passes(minutes=15)
    await desk.lead.sees("ответа нет", button="Беру")
    await desk.petr.sees("не успели")
    for _ in range(7):
        await desk.passes(hours=1)
        await desk.lead.says("/queue")
        await desk.lead.sees("Ждут нас")
    line = await there.says("Простите. Выключите питание.")
    await there.sees_reaction(line, "👌")
    await desk.lead.sees("ответ дан", where=lambda message: not any("Беру" in each for each in message.buttons))
    told = len(alarms(desk))
    assert told <= 6
    assert sum("не успели" in text for text in texts(desk.petr.chat())) == 1
