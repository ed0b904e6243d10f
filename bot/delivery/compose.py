"""Effect → what is to be done about it. Pure: all it knows comes as facts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from aiogram.methods import (
    CloseForumTopic,
    CreateForumTopic,
    DeleteMessage,
    EditMessageReplyMarkup,
    EditMessageText,
    ReopenForumTopic,
    SetMessageReaction,
)
from aiogram.types import (
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReactionTypeEmoji,
    ReactionTypeUnion,
    ReplyParameters,
)

from bot.delivery.alerts import Alerts, alert_buttons, outage, warning_buttons
from bot.delivery.calls import Call, Calls, Mail, Markup, Nothing, NotYet, Plan, Spot, entities, reply_to, say
from bot.delivery.card import Cards
from bot.delivery.facts import Facts
from bot.delivery.keyboards import Keyboards
from bot.delivery.relay import Relay, editable, edited
from bot.delivery.split import split
from bot.rendered import Rendered, joined
from bot.texts import Texts, clean
from domain.customer import Category
from domain.delivery import Obstacle, Trouble
from domain.desk import Engineer
from domain.effects import (
    AlertDigest,
    AlertLead,
    CloseTopic,
    DeleteTagged,
    DeleteTwin,
    EditTagged,
    EditTwin,
    Effect,
    OpenTopic,
    PostCard,
    React,
    RefreshCard,
    RelayToCustomer,
    RelayToTopic,
    ReopenTopic,
    SendEmail,
    TellCustomer,
    TellEngineer,
    TellGroup,
    TellLead,
    TellTopic,
    TellUser,
    WarnEngineer,
)
from domain.ids import ChatId, ThreadId, TicketId
from domain.policy import Policy
from domain.said import Place
from domain.words import ReplyKeyboard, Rows, Text, Token, Words

# A topic's icon says how the ticket counts; each is one of Telegram's own topic icons.
ICONS = {Category.PARTNER: "💎", Category.SUBSCRIBER: "💼", Category.DEMO: "🔬", Category.UNSUBSCRIBED: "👀"}

_NEVER_STARTED = Trouble(obstacle=Obstacle.NEVER_STARTED, detail="no Telegram account is known")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads it: their language and zone."""

    language: str
    zone: str


class Composer:
    """Words, addresses and buttons of every letter."""

    def __init__(self, texts: Texts, policy: Policy, language: str, zone: str) -> None:
        """`language` and `zone` are the group's, and of people who have chosen none."""
        self.icons: Mapping[str, str] = {}  # emoji → id, once Telegram has listed them
        self._texts = texts
        self._cards = Cards(texts, policy, language, zone)
        self._alerts = Alerts(texts, self._cards, policy)
        self._desk = Reader(language, zone)

    def compose(self, effect: Effect, facts: Facts, now: datetime) -> Plan:  # noqa: C901, PLR0912  one arm for each
        """Say what to do about it. `now` is the (moved) time by which deadlines are worded."""
        match effect:
            case TellCustomer(words=words, buttons=buttons, keyboard=keyboard):
                if facts.customer is None or facts.customer.user_id is None:
                    return _NEVER_STARTED
                spot = Spot(chat=ChatId(facts.customer.user_id))
                return self._tell(spot, words, buttons, self._reader(facts), facts, keyboard=keyboard)
            case TellUser(user=user, words=words, buttons=buttons, keyboard=keyboard, silent=silent):
                reader, spot = self._reader(facts, effect.language), Spot(chat=ChatId(user))
                return self._tell(spot, words, buttons, reader, facts, keyboard=keyboard, silent=silent)
            case TellEngineer(engineer=engineer, words=words, buttons=buttons):
                return self._tell(Spot(chat=ChatId(engineer)), words, buttons, self._reader(facts), facts)
            case TellLead(lead=lead, words=words, buttons=buttons, silent=silent):
                return self._tell(Spot(chat=ChatId(lead)), words, buttons, self._reader(facts), facts, silent=silent)
            case TellTopic():
                return self._tell_topic(effect, facts)
            case TellGroup():
                return self._tell_group(effect, facts)
            case WarnEngineer():
                return self._warn(effect, facts, now)
            case AlertLead():
                return self._alert(effect, facts, now)
            case AlertDigest():
                return self._digest(effect, facts, now)
            case OpenTopic():
                return self._open_topic(facts)
            case PostCard():
                return self._post_card(facts, now)
            case RefreshCard(menu=menu):
                return self._refresh_card(facts, menu, now)
            case CloseTopic():
                return _topic(CloseForumTopic, facts, wanted=bool(facts.ticket and not facts.ticket.live))
            case ReopenTopic():
                return _topic(ReopenForumTopic, facts, wanted=bool(facts.ticket and facts.ticket.live))
            case RelayToTopic():
                topic = self._spot(facts)
                return self._relay(topic, facts, self._desk, Rendered()) if topic else NotYet()
            case RelayToCustomer():
                return self._relay_to_customer(effect, facts)
            case EditTwin():
                return self._edit_twin(effect, facts)
            case DeleteTwin():
                return _some(_delete(copy) for copy in facts.copies)
            case React(place=place, emoji=emoji):
                reaction: list[ReactionTypeUnion] = [ReactionTypeEmoji(emoji=emoji)] if emoji else []
                method = SetMessageReaction(chat_id=place.chat, message_id=place.message, reaction=reaction)
                return Calls((Call(chat=place.chat, cost=0, method=method),))
            case EditTagged():
                return self._edit_tagged(effect, facts)
            case DeleteTagged():
                return Calls((_delete(facts.tagged, or_disarm=True),)) if facts.tagged else Nothing()
            case SendEmail(to=to, language=language, subject=subject, body=body):
                return Mail(
                    to=to,
                    subject=self._texts.plain(subject, language, self._desk.zone),
                    body=self._texts.plain(body, language, self._desk.zone),
                )
            case _:
                assert_never(effect)

    def _reader(self, facts: Facts, language: str = "") -> Reader:
        if facts.customer:
            return Reader(language or facts.customer.language, facts.customer.zone)
        known = facts.engineer.language if facts.engineer else ""
        return replace(self._desk, language=language or known or self._desk.language)

    def _tell(
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
        keyboards = Keyboards(self._texts, reader.language, facts.links)
        said = words if isinstance(words, Rendered) else self._texts.render(words, reader.language, reader.zone)
        markup: Markup | None = keyboards.inline(buttons)
        if markup is None and keyboard is not None:
            markup = keyboards.below(keyboard)
        return Calls(say(spot, said, markup=markup, silent=silent, reply=reply))

    def _tell_topic(self, effect: TellTopic, facts: Facts) -> Plan:
        spot = self._spot(facts)
        if spot is None:
            return NotYet()
        said = self._texts.render(effect.words, self._desk.language, self._desk.zone)
        if facts.engineer:
            said = joined([said, mention(facts.engineer)])
        return self._tell(spot, said, effect.buttons, self._desk, facts, reply=reply_to(effect.reply_to))

    def _tell_group(self, effect: TellGroup, facts: Facts) -> Plan:
        chat = effect.chat or (facts.group.chat if facts.group else None)
        if chat is None:
            return NotYet()
        spot = Spot(chat=chat, thread=ThreadId(effect.thread) if effect.thread else None)
        return self._tell(spot, effect.words, effect.buttons, self._desk, facts, reply=reply_to(effect.reply_to))

    def _warn(self, effect: WarnEngineer, facts: Facts, now: datetime) -> Plan:
        """To who has the ticket by now; in its topic, by name, where they cannot be written to."""
        ticket, who = facts.ticket, facts.holder or facts.engineer
        nobody = effect.engineer is None and facts.holder is None
        words = self._alerts.warning(ticket, now, nobody=nobody) if ticket else None
        if ticket is None or words is None:
            return Nothing()
        buttons = warning_buttons(ticket, nobody=nobody)
        if effect.engineer is not None and not effect.in_topic:
            reader = replace(self._desk, language=(who.language if who else "") or self._desk.language)
            chat = ChatId(who.id if who else effect.engineer)
            return self._tell(Spot(chat=chat), words, buttons, reader, facts)
        if (spot := self._spot(facts)) is None:
            return NotYet()
        said = self._texts.render(words, self._desk.language, self._desk.zone)
        if who:
            said, buttons = joined([said, mention(who)]), ()
        return self._tell(spot, said, buttons, self._desk, facts)

    def _alert(self, effect: AlertLead, facts: Facts, now: datetime) -> Plan:
        ticket = facts.ticket
        words = self._alerts.alert(ticket, facts, now, effect.known_late) if ticket else None
        if ticket is None or words is None:
            return Nothing()
        spot, reader = Spot(chat=ChatId(effect.lead)), self._reader(facts)
        return self._tell(spot, words, alert_buttons(ticket), reader, facts, silent=effect.silent)

    def _digest(self, effect: AlertDigest, facts: Facts, now: datetime) -> Plan:
        reader = self._reader(facts)
        said = self._alerts.digest(facts, now, reader.language, reader.zone)
        if not said:
            return Nothing()
        if effect.known_late:
            said = joined([said, self._texts.render(outage(effect.known_late), reader.language, reader.zone)])
        return self._tell(Spot(chat=ChatId(effect.lead)), said, (), reader, facts)

    def _open_topic(self, facts: Facts) -> Plan:
        if facts.group is None or facts.ticket is None:
            return NotYet() if facts.group is None else Nothing()
        if not facts.group.forum or (facts.place and facts.place.thread):
            return Nothing()
        method = CreateForumTopic(
            chat_id=facts.group.chat,
            name=self._cards.topic_name(facts.ticket),
            icon_custom_emoji_id=self.icons.get(ICONS[facts.ticket.category]),
        )
        return Calls((Call(chat=facts.group.chat, method=method),))

    def _post_card(self, facts: Facts, now: datetime) -> Plan:
        if facts.group is None or facts.ticket is None:
            return NotYet() if facts.group is None else Nothing()
        card = self._cards.card(facts.ticket, facts, now)
        thread = facts.place.thread if facts.place and facts.group.forum else None
        spot = Spot(chat=facts.group.chat, thread=thread)
        keyboards = Keyboards(self._texts, self._desk.language, facts.links)
        calls = say(spot, card.text, markup=keyboards.inline(card.buttons))
        return Calls((*calls, *(say(spot, card.continued) if card.continued else ())))

    def _refresh_card(self, facts: Facts, menu: str, now: datetime) -> Plan:
        if facts.ticket is None:
            return Nothing()
        if facts.place is None or facts.place.card is None:
            return NotYet()
        card = self._cards.card(facts.ticket, facts, now, menu)
        markup = Keyboards(self._texts, self._desk.language, facts.links).inline(card.buttons)
        method = EditMessageText(
            chat_id=facts.place.chat,
            message_id=facts.place.card,
            text=card.text.text,
            entities=entities(card.text),
            reply_markup=markup,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
        looks = hash((card.text, markup.model_dump_json() if markup else ""))
        return Calls((Call(chat=facts.place.chat, method=method, said=card.text),), fresh=looks)

    def _relay(self, spot: Spot, facts: Facts, reader: Reader, prefix: Rendered) -> Plan:
        def unavailable(kind: str) -> Rendered:
            return self._texts.render(Text("relay-unavailable", {"kind": Token(kind)}), reader.language)

        relay = Relay(spot=spot, replies=facts.replies, prefix=prefix, unavailable=unavailable)
        return _some(relay.calls(facts.said))

    def _relay_to_customer(self, effect: RelayToCustomer, facts: Facts) -> Plan:
        if facts.customer is None or facts.customer.user_id is None:
            return _NEVER_STARTED
        reader = self._reader(facts)
        prefix = self._number(effect.ticket, reader) if effect.named else Rendered()
        return self._relay(Spot(chat=ChatId(facts.customer.user_id)), facts, reader, prefix)

    def _number(self, ticket: TicketId, reader: Reader) -> Rendered:
        return self._texts.render(Text("ticket-number", {"number": int(ticket)}), reader.language).marked("bold")

    def _edit_twin(self, effect: EditTwin, facts: Facts) -> Plan:
        if not facts.copies or not facts.said or not editable(facts.said[0].kind):
            return Nothing()
        copy, said = facts.copies[0], Rendered.said(effect.text, effect.entities)
        if facts.named:
            said = joined([self._number(effect.ticket, self._reader(facts)), said])
        if facts.said[0].kind == "text" and not said.text.strip():
            return Nothing()
        spot = self._spot(facts) or Spot(chat=copy.chat)
        return Calls(edited(copy, facts.said[0].kind, said, spot))

    def _edit_tagged(self, effect: EditTagged, facts: Facts) -> Plan:
        if (tagged := facts.tagged) is None:
            return Nothing()
        reader = self._reader(facts)
        markup = Keyboards(self._texts, reader.language, facts.links).inline(effect.buttons)
        if effect.words is None:
            return Calls((_disarm(tagged, markup),))
        first, *rest = split(self._texts.render(effect.words, reader.language, reader.zone))
        method = EditMessageText(
            chat_id=tagged.chat,
            message_id=tagged.message,
            text=first.text,
            entities=entities(first),
            reply_markup=markup,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
        after = reply_to(tagged.message)
        more = (call for part in rest for call in say(Spot(chat=tagged.chat), part, reply=after))
        return Calls((Call(chat=tagged.chat, method=method, said=first), *more))

    def _spot(self, facts: Facts) -> Spot | None:
        """Where a ticket's engineers read: its topic, or replies to its card; None while it is being made."""
        place = facts.place
        if place is None or (place.thread is None and place.card is None):
            return None
        thread = place.thread if facts.group is None or facts.group.forum else None
        return Spot(chat=place.chat, thread=thread, root=place.card if thread is None else None)


def mention(engineer: Engineer) -> Rendered:
    """Name somebody so that Telegram tells them."""
    user = {"id": int(engineer.id), "is_bot": False, "first_name": engineer.name}
    return Rendered("→ ") + clean(engineer.name).marked("text_mention", user=user)


def _topic(method: type[CloseForumTopic | ReopenForumTopic], facts: Facts, *, wanted: bool) -> Plan:
    place = facts.place
    if not wanted or place is None or place.thread is None or not (facts.group and facts.group.forum):
        return Nothing()
    return Calls((Call(chat=place.chat, method=method(chat_id=place.chat, message_thread_id=place.thread)),))


def _delete(place: Place, *, or_disarm: bool = False) -> Call:
    method = DeleteMessage(chat_id=place.chat, message_id=place.message)
    return Call(chat=place.chat, cost=0, method=method, instead=(_disarm(place),) if or_disarm else ())


def _disarm(place: Place, markup: InlineKeyboardMarkup | None = None) -> Call:
    """Other buttons, or none."""
    method = EditMessageReplyMarkup(chat_id=place.chat, message_id=place.message, reply_markup=markup)
    return Call(chat=place.chat, method=method)


def _some(calls: Iterable[Call]) -> Plan:
    made = tuple(calls)
    return Calls(made) if made else Nothing()
