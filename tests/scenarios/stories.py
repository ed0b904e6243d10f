"""What stories have in common: filing a ticket, and seeing how it looks to everybody."""

from sandbox.groups import Group
from sandbox.model import Message, Topic
from sandbox.people import Person
from sandbox.voice import Voice
from tests.fakes.world import World

PROBLEM = "Шлюз не загружается после отключения света, офис без интернета"


async def files(
    person: Person, problem: str = PROBLEM, *, usage: str = "По подписке", organisation: str = "ООО «Ромашка»"
) -> None:
    """A first ticket, by the form, in Russian: nine acts."""
    await person.says(problem)
    await person.sees(button="Даю согласие")
    await person.presses("Даю согласие")
    await person.sees("1 из")
    await person.shares_contact()
    await person.sees("2 из")
    await person.says("petr@example.org")
    await person.sees("3 из")
    await person.says(organisation)
    await person.sees("4 из")
    await person.presses(usage)
    await person.sees("5 из")
    await person.presses("ICS")
    await person.sees("6 из")
    await person.says("7.9.4 сборка 138")
    await person.sees(button="Отправить")
    await person.presses("Отправить")


async def a_ticket(person: Person, group: Group, number: int = 1, **form: str) -> tuple[Topic, Message, Message]:
    """A ticket at work: its topic, its card, and the receipt."""
    await files(person, **form)
    receipt = await person.sees(f"№ {number} ")
    topic = await group.topic(f"{number} ·")
    card = await person.tg.acting(group.owner).in_topic(topic).sees(f"№ {number} ")
    return topic, card, receipt


async def taken(desk: World, by: Person | None = None, **form: str) -> Voice:
    """A ticket at work, and its engineer in its topic."""
    topic, _, _ = await a_ticket(desk.petr, desk.group, 1, **form)
    there = (by or desk.anna).in_topic(topic, desk.group)
    await (await there.presses("Взять")).toast()
    await desk.petr.sees("занимается")
    return there


async def another(person: Person, problem: str, number: int = 2, organisation: str = "") -> Message:
    """One more ticket of a customer the desk knows, of another organisation if told; its receipt."""
    await person.says("/new")
    await person.sees("Что случилось?")
    await person.says(problem)
    await person.sees(button="Отправить")
    if organisation:
        await person.presses("Исправить")
        await person.sees(button="Организация")
        await person.presses("Организация")
        await person.sees("Какая организация")
        await person.says(organisation)
        await person.sees(button="Отправить")
    await person.presses("Отправить")
    return await person.sees(f"№ {number} ")


async def closed(desk: World, there: Voice, number: int = 1) -> None:
    """The ticket is settled, and the customer agrees."""
    await there.says("/resolve Готово")
    await desk.petr.sees(f"Похоже, № {number} решено")
    await desk.petr.presses("Да, закрываем")
    await desk.petr.sees(f"№ {number} закрыто")


def texts(messages: list[Message]) -> list[str]:
    """What is written in a place, in order."""
    return [message.text for message in messages]
