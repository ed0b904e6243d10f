"""Messages that were sent already: edited, disarmed, deleted."""

from aiogram.methods import DeleteMessage, EditMessageReplyMarkup, EditMessageText
from aiogram.types import InlineKeyboardMarkup, LinkPreviewOptions

from bot.delivery.calls import Call, Calls, Nothing, Plan, Spot, entities, reply_to, say
from bot.delivery.facts import Facts
from bot.delivery.relay import editable, edited
from bot.delivery.split import split
from bot.delivery.voice import Voice, spot_of
from bot.rendered import Rendered, joined
from domain.effects import EditTagged, EditTwin
from domain.said import Place


def edit_twin(effect: EditTwin, facts: Facts, voice: Voice) -> Plan:
    """The copy on the other side follows an edit."""
    if not facts.copies or not facts.said or not editable(facts.said[0].kind):
        return Nothing()
    copy, said = facts.copies[0], Rendered.said(effect.text, effect.entities)
    if facts.named:
        said = joined([voice.number(effect.ticket, voice.reader(facts)), said])
    if facts.said[0].kind == "text" and not said.text.strip():
        return Nothing()
    spot = spot_of(facts) or Spot(chat=copy.chat)
    return Calls(edited(copy, facts.said[0].kind, said, spot))


def edit_tagged(effect: EditTagged, facts: Facts, voice: Voice) -> Plan:
    """What was sent under a tag says something else, or only loses its buttons."""
    if (tagged := facts.tagged) is None:
        return Nothing()
    reader = voice.reader(facts)
    markup = voice.keyboards(facts, reader).inline(effect.buttons)
    if effect.words is None:
        return Calls((disarm(tagged, markup),))
    first, *rest = split(voice.says(effect.words, reader))
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


def delete(place: Place, *, or_disarm: bool = False) -> Call:
    """Within 48 hours; later its buttons go away if `or_disarm`."""
    method = DeleteMessage(chat_id=place.chat, message_id=place.message)
    return Call(chat=place.chat, cost=0, method=method, instead=(disarm(place),) if or_disarm else ())


def disarm(place: Place, markup: InlineKeyboardMarkup | None = None) -> Call:
    """Other buttons, or none."""
    method = EditMessageReplyMarkup(chat_id=place.chat, message_id=place.message, reply_markup=markup)
    return Call(chat=place.chat, method=method)
