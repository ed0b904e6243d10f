"""A ticket's topic and the card in it."""

from collections.abc import Mapping
from datetime import datetime

from aiogram.methods import CloseForumTopic, CreateForumTopic, EditMessageText, ReopenForumTopic
from aiogram.types import LinkPreviewOptions

from bot.delivery.calls import Call, Calls, Nothing, NotYet, Plan, Spot, entities, say
from bot.delivery.card import Cards
from bot.delivery.facts import Facts
from bot.delivery.voice import Voice, place_of
from domain.customer import Category

# A topic's icon says how the ticket counts; each is one of Telegram's own topic icons.
ICONS = {Category.PARTNER: "💎", Category.SUBSCRIBER: "💼", Category.DEMO: "🔬", Category.UNSUBSCRIBED: "👀"}


class Topics:
    """Made once, drawn as it should look now."""

    def __init__(self, voice: Voice, cards: Cards) -> None:
        self.icons: Mapping[str, str] = {}  # emoji → id, once Telegram has listed them
        self._voice, self._cards = voice, cards

    def open(self, facts: Facts) -> Plan:
        """Only in a group that has topics, and once."""
        if facts.group is None or facts.ticket is None:
            return NotYet() if facts.group is None else Nothing()
        place = place_of(facts)
        if not facts.group.forum or (place and place.thread):
            return Nothing()
        method = CreateForumTopic(
            chat_id=facts.group.chat,
            name=self._cards.topic_name(facts.ticket),
            icon_custom_emoji_id=self.icons.get(ICONS[facts.ticket.category]),
        )
        return Calls((Call(chat=facts.group.chat, method=method),))

    def post_card(self, facts: Facts, now: datetime) -> Plan:
        """First in its topic; in the group itself where there are none. Only where there is none yet."""
        if facts.group is None or facts.ticket is None:
            return NotYet() if facts.group is None else Nothing()
        place = place_of(facts)
        if place and place.card:
            return Nothing()
        card = self._cards.card(facts.ticket, facts, now)
        thread = place.thread if place and facts.group.forum else None
        spot = Spot(chat=facts.group.chat, thread=thread)
        keyboards = self._voice.keyboards(facts, self._voice.desk)
        calls = say(spot, card.text, markup=keyboards.inline(card.buttons))
        return Calls((*calls, *(say(spot, card.continued) if card.continued else ())))

    def refresh_card(self, facts: Facts, menu: str, now: datetime) -> Plan:
        """Draw it over the old one."""
        if facts.ticket is None:
            return Nothing()
        place = place_of(facts)
        if place is None or place.card is None:
            return NotYet()
        card = self._cards.card(facts.ticket, facts, now, menu)
        markup = self._voice.keyboards(facts, self._voice.desk).inline(card.buttons)
        method = EditMessageText(
            chat_id=place.chat,
            message_id=place.card,
            text=card.text.text,
            entities=entities(card.text),
            reply_markup=markup,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
        looks = hash((card.text, markup.model_dump_json() if markup else ""))
        return Calls((Call(chat=place.chat, method=method, said=card.text),), fresh=looks)


def toggled(method: type[CloseForumTopic | ReopenForumTopic], facts: Facts, *, wanted: bool) -> Plan:
    """Close it or open it again, if that is still `wanted`."""
    place = place_of(facts)
    if not wanted or place is None or place.thread is None or not (facts.group and facts.group.forum):
        return Nothing()
    return Calls((Call(chat=place.chat, method=method(chat_id=place.chat, message_thread_id=place.thread)),))
