"""How the desk speaks: in whose language, with which buttons, and where a ticket's engineers read."""

from dataclasses import dataclass, replace

from aiogram.types import ReplyParameters

from bot.delivery.calls import Calls, Markup, NotYet, Plan, Spot, say
from bot.delivery.facts import Facts
from bot.delivery.keyboards import Keyboards
from bot.rendered import Rendered
from bot.texts import Texts, clean
from domain.delivery import Obstacle, Trouble
from domain.desk import Engineer, TicketPlace
from domain.ids import TicketId
from domain.words import ReplyKeyboard, Rows, Text, Words


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads it: their language and zone."""

    language: str
    zone: str


class Voice:
    """Words become messages."""

    def __init__(self, texts: Texts, language: str, zone: str) -> None:
        """`language` and `zone` are the group's, and of people who have chosen none."""
        self._texts = texts
        self.desk = Reader(language, zone)

    def reader(self, facts: Facts, language: str = "") -> Reader:
        """Find out how the person at the other end reads."""
        if facts.customer:
            return Reader(language or facts.customer.language, facts.customer.zone)
        known = facts.engineer.language if facts.engineer else ""
        return replace(self.desk, language=language or known or self.desk.language)

    def says(self, words: Words, reader: Reader) -> Rendered:
        return self._texts.render(words, reader.language, reader.zone)

    def number(self, ticket: TicketId, reader: Reader) -> Rendered:
        """What a customer with several tickets reads first."""
        return self.says(Text("ticket-number", {"number": int(ticket)}), reader).marked("bold")

    def keyboards(self, facts: Facts, reader: Reader) -> Keyboards:
        return Keyboards(self._texts, reader.language, facts.links)

    def tell(
        self,
        spot: Spot,
        words: Words | Rendered,
        buttons: Rows,
        reader: Reader,
        facts: Facts,
        *,
        keyboard: ReplyKeyboard | None = None,
        silent: bool = False,
        reply: ReplyParameters | None = None,
    ) -> Calls:
        """Say it there. Where there are buttons, the keyboard below the input line has no room."""
        keyboards = self.keyboards(facts, reader)
        said = words if isinstance(words, Rendered) else self.says(words, reader)
        markup: Markup | None = keyboards.inline(buttons)
        if markup is None and keyboard is not None:
            markup = keyboards.below(keyboard)
        return Calls(say(spot, said, markup=markup, silent=silent, reply=reply))


def place_of(facts: Facts) -> TicketPlace | None:
    """Where the ticket is shown; one that was shown in another chat than the engineers' is shown nowhere."""
    place, group = facts.place, facts.group
    if place is None or (group is not None and place.chat != group.chat):
        return None
    return place if place.thread is not None or place.card is not None else None


def spot_of(facts: Facts) -> Spot | None:
    """Where a ticket's engineers read: its topic, or replies to its card; None while it is being made."""
    place = place_of(facts)
    if place is None:
        return None
    thread = place.thread if facts.group is None or facts.group.forum else None
    return Spot(chat=place.chat, thread=thread, root=place.card if thread is None else None)


def placeless(facts: Facts) -> Plan:
    """What to do about a letter to a ticket's engineers: wait for its first place; have a lost one made again."""
    if facts.place is None or facts.group is None:
        return NotYet()
    return Trouble(obstacle=Obstacle.TOPIC_GONE, detail="it is shown nowhere in the group")


def mention(engineer: Engineer) -> Rendered:
    """Name somebody so that Telegram tells them."""
    user = {"id": int(engineer.id), "is_bot": False, "first_name": engineer.name}
    return Rendered("→ ") + clean(engineer.name).marked("text_mention", user=user)
