"""What stories have in common: filing a ticket, and seeing how it looks to everybody."""

from sandbox.groups import Group
from sandbox.model import Message, Topic
from sandbox.people import Person

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
