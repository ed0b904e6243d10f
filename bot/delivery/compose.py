"""Effect → what is to be done about it. Pure: all it knows comes as facts."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import assert_never

from aiogram.methods import CloseForumTopic, ReopenForumTopic, SetMessageReaction
from aiogram.types import ReactionTypeEmoji, ReactionTypeUnion

from bot.delivery.alerts import Alerts, alert_buttons, outage, warning_buttons
from bot.delivery.calls import Call, Calls, Enclosure, Mail, Making, Nothing, NotYet, Plan, Spot, reply_to
from bot.delivery.card import Cards
from bot.delivery.changes import delete, edit_tagged, edit_twin
from bot.delivery.erasing import deleted_topics, erased
from bot.delivery.facts import Facts
from bot.delivery.relay import Relay
from bot.delivery.topics import Topics, toggled
from bot.delivery.voice import Reader, Voice, mention, placeless, spot_of
from bot.rendered import Rendered, joined
from bot.texts import Texts
from domain.delivery import Obstacle, Trouble
from domain.effects import (
    AlertDigest,
    AlertLead,
    CloseTopic,
    DeleteTagged,
    DeleteTopics,
    DeleteTwin,
    EditTagged,
    EditTwin,
    Effect,
    EraseMessages,
    OpenTopic,
    PostCard,
    React,
    RefreshCard,
    RelayToCustomer,
    RelayToTopic,
    ReopenTopic,
    SendEmail,
    SendFile,
    TellCustomer,
    TellEngineer,
    TellGroup,
    TellLead,
    TellTopic,
    TellUser,
    WarnEngineer,
)
from domain.ids import ChatId, ThreadId
from domain.policy import Policy
from domain.said import Utterance
from domain.words import Text, Token

_NEVER_STARTED = Trouble(obstacle=Obstacle.NEVER_STARTED, detail="no Telegram account is known")


class Composer:
    """Words, addresses and buttons of every letter."""

    def __init__(self, texts: Texts, policy: Policy, language: str, zone: str) -> None:
        """`language` and `zone` are the group's, and of people who have chosen none."""
        cards = Cards(texts, policy, language, zone)
        self._voice = Voice(texts, language, zone)
        self._alerts = Alerts(texts, cards, policy)
        self.topics = Topics(self._voice, cards)

    def compose(self, effect: Effect, facts: Facts, now: datetime) -> Plan:  # noqa: C901, PLR0912  one arm for each
        """Say what to do about it. `now` is the (moved) time by which deadlines are worded."""
        match effect:
            case TellCustomer(words=words, buttons=buttons, keyboard=keyboard):
                if facts.customer is None or facts.customer.user_id is None:
                    return _NEVER_STARTED
                spot = Spot(chat=ChatId(facts.customer.user_id))
                return self._voice.tell(spot, words, buttons, self._voice.reader(facts), facts, keyboard=keyboard)
            case TellUser(user=user, words=words, buttons=buttons, keyboard=keyboard, silent=silent):
                reader, spot = self._voice.reader(facts, effect.language), Spot(chat=ChatId(user))
                return self._voice.tell(spot, words, buttons, reader, facts, keyboard=keyboard, silent=silent)
            case SendFile():
                return self._file(effect, facts)
            case TellEngineer(engineer=engineer, words=words, buttons=buttons):
                return self._voice.tell(Spot(chat=ChatId(engineer)), words, buttons, self._voice.reader(facts), facts)
            case TellLead(lead=lead, words=words, buttons=buttons, silent=silent):
                return self._voice.tell(
                    Spot(chat=ChatId(lead)), words, buttons, self._voice.reader(facts), facts, silent=silent
                )
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
                return self.topics.open(facts)
            case PostCard():
                return self.topics.post_card(facts, now)
            case RefreshCard(menu=menu):
                return self.topics.refresh_card(facts, menu, now)
            case CloseTopic():
                return toggled(CloseForumTopic, facts, wanted=bool(facts.ticket and not facts.ticket.live))
            case ReopenTopic():
                return toggled(ReopenForumTopic, facts, wanted=bool(facts.ticket and facts.ticket.live))
            case RelayToTopic():
                topic = spot_of(facts)
                return self._relay(topic, facts, self._voice.desk, Rendered()) if topic else placeless(facts)
            case RelayToCustomer():
                return self._relay_to_customer(effect, facts)
            case EditTwin():
                return edit_twin(effect, facts, self._voice)
            case DeleteTwin():
                return _some(delete(copy) for copy in facts.copies)
            case React(place=place, emoji=emoji):
                reaction: list[ReactionTypeUnion] = [ReactionTypeEmoji(emoji=emoji)] if emoji else []
                method = SetMessageReaction(chat_id=place.chat, message_id=place.message, reaction=reaction)
                return Calls((Call(chat=place.chat, cost=0, method=method),))
            case EditTagged():
                return edit_tagged(effect, facts, self._voice)
            case DeleteTagged():
                return Calls((delete(facts.tagged, or_disarm=True),)) if facts.tagged else Nothing()
            case DeleteTopics():
                return _some(deleted_topics(effect))
            case EraseMessages():
                return _some(erased(effect, self._voice.says(Text("erased-here"), self._voice.desk)))
            case SendEmail():
                return self._mail(effect, facts)
            case _:
                assert_never(effect)

    def _file(self, effect: SendFile, facts: Facts) -> Plan:
        reader, spot = self._voice.reader(facts, effect.language), Spot(chat=ChatId(effect.user))
        failed = self._voice.tell(spot, effect.failed, (), reader, facts)
        contents = facts.contents
        if contents is None:
            return failed
        return Making(
            chat=spot.chat,
            name=contents.name,
            make=partial(contents.make, reader.language, reader.zone),
            said=self._voice.says(effect.words, reader),
            failed=failed,
        )

    def _tell_topic(self, effect: TellTopic, facts: Facts) -> Plan:
        spot = spot_of(facts)
        if spot is None:
            return NotYet() if effect.urgent else placeless(facts)
        said = self._voice.says(effect.words, self._voice.desk)
        if facts.engineer:
            said = joined([said, mention(facts.engineer)])
        return self._voice.tell(spot, said, effect.buttons, self._voice.desk, facts, reply=reply_to(effect.reply_to))

    def _tell_group(self, effect: TellGroup, facts: Facts) -> Plan:
        chat = effect.chat or (facts.group.chat if facts.group else None)
        if chat is None:
            return NotYet()
        spot = Spot(chat=chat, thread=ThreadId(effect.thread) if effect.thread else None)
        return self._voice.tell(
            spot, effect.words, effect.buttons, self._voice.desk, facts, reply=reply_to(effect.reply_to)
        )

    def _warn(self, effect: WarnEngineer, facts: Facts, now: datetime) -> Plan:
        """To who has the ticket by now; in its topic, by name, where they cannot be written to."""
        ticket, who = facts.ticket, facts.holder or facts.engineer
        nobody = effect.engineer is None and facts.holder is None
        words = self._alerts.warning(ticket, now, nobody=nobody) if ticket else None
        if ticket is None or words is None:
            return Nothing()
        buttons = warning_buttons(ticket, nobody=nobody)
        if effect.engineer is not None and not effect.in_topic:
            reader = replace(self._voice.desk, language=(who.language if who else "") or self._voice.desk.language)
            chat = ChatId(who.id if who else effect.engineer)
            return self._voice.tell(Spot(chat=chat), words, buttons, reader, facts)
        if (spot := spot_of(facts)) is None:
            return NotYet()
        said = self._voice.says(words, self._voice.desk)
        if who:
            said, buttons = joined([said, mention(who)]), ()
        return self._voice.tell(spot, said, buttons, self._voice.desk, facts)

    def _alert(self, effect: AlertLead, facts: Facts, now: datetime) -> Plan:
        ticket = facts.ticket
        words = self._alerts.alert(ticket, facts, now, effect.known_late) if ticket else None
        if ticket is None or words is None:
            return Nothing()
        spot, reader = Spot(chat=ChatId(effect.lead)), self._voice.reader(facts)
        return self._voice.tell(spot, words, alert_buttons(ticket), reader, facts, silent=effect.silent)

    def _digest(self, effect: AlertDigest, facts: Facts, now: datetime) -> Plan:
        reader = self._voice.reader(facts)
        said = self._alerts.digest(facts, now, reader.language, reader.zone)
        if not said:
            return Nothing()
        if effect.known_late:
            said = joined([said, self._voice.says(outage(effect.known_late), reader)])
        return self._voice.tell(Spot(chat=ChatId(effect.lead)), said, (), reader, facts)

    def _relay(self, spot: Spot, facts: Facts, reader: Reader, prefix: Rendered) -> Plan:
        def unavailable(kind: str) -> Rendered:
            return self._voice.says(Text("relay-unavailable", {"kind": Token(kind)}), reader)

        relay = Relay(spot=spot, replies=facts.replies, prefix=prefix, unavailable=unavailable)
        return _some(relay.calls(facts.said))

    def _mail(self, effect: SendEmail, facts: Facts) -> Mail:
        reader = Reader(effect.language, self._voice.desk.zone)

        def missed(said: Utterance) -> str:
            named = Text("mail-file-missed", {"file": said.file_name})
            words = named if said.file_name else Text("mail-file-missed-unnamed")
            return self._voice.says(words, reader).text

        files = [each for each in facts.said if each.file_id]
        return Mail(
            to=effect.to,
            subject=self._voice.says(effect.subject, reader).text,
            body=self._voice.says(effect.body, reader).text,
            thread=f"ticket-{effect.ticket}" if effect.ticket is not None else "",
            human=effect.turns,
            enclosures=tuple(
                Enclosure(file_id=each.file_id, name=each.file_name, missed=missed(each)) for each in files
            ),
        )

    def _relay_to_customer(self, effect: RelayToCustomer, facts: Facts) -> Plan:
        if facts.customer is None or facts.customer.user_id is None:
            return _NEVER_STARTED
        reader = self._voice.reader(facts)
        prefix = self._voice.number(effect.ticket, reader) if effect.named else Rendered()
        return self._relay(Spot(chat=ChatId(facts.customer.user_id)), facts, reader, prefix)


def _some(calls: Iterable[Call]) -> Plan:
    made = tuple(calls)
    return Calls(made) if made else Nothing()
