"""The first minute: the bot starts, says who it is, and answers."""

from tests.fakes.world import World


async def test_id_is_told_to_anyone(desk: World) -> None:
    await desk.petr.says("/id")
    await desk.petr.sees(str(desk.petr.id))


async def test_a_form_becomes_a_ticket(desk: World) -> None:
    await desk.petr.says("Шлюз не загружается после отключения света, офис без интернета")
    await desk.petr.sees("", button="Даю согласие")
    await desk.petr.presses("Даю согласие")
    await desk.petr.sees("1 из")
    await desk.petr.shares_contact()
    await desk.petr.sees("2 из")
    await desk.petr.says("petr@example.org")
    await desk.petr.sees("3 из")
    await desk.petr.says("ООО «Ромашка»")
    await desk.petr.sees("4 из")
    await desk.petr.presses("Не знаю")
    await desk.petr.sees("5 из")
    await desk.petr.presses("ICS")
    await desk.petr.sees("6 из")
    await desk.petr.presses("Не включается")
    await desk.petr.sees("Ромашка", button="Отправить")
    await desk.petr.presses("Отправить")
    await desk.petr.sees("№ 1")
    topic = await desk.group.topic("1 · Ромашка")
    card = await desk.anna.in_topic(topic).sees("№ 1", button="Взять")
    assert "petr@example.org" in card.text
