"""What people said reaches the other side whole: together what belongs together, and never not at all."""

from typing import Any

import pytest
from aiogram.methods import (
    CopyMessage,
    CopyMessages,
    SendDocument,
    SendMediaGroup,
    SendMessage,
    SendPhoto,
    TelegramMethod,
)

from bot.delivery.amend import amended
from bot.delivery.calls import Call, Spot, say
from bot.delivery.relay import Relay, edited
from bot.delivery.verdicts import How
from bot.rendered import Rendered
from domain.ids import ChatId, MessageId, UtteranceId
from domain.said import NOWHERE, Place, Standing
from tests.delivery.samples import CARD, GROUP, TOPIC, said

FORUM = Spot(chat=GROUP, thread=TOPIC)
BY_CARD = Spot(chat=GROUP, root=CARD)
PETRS = Spot(chat=ChatId(1001))
NUMBER = Rendered("№ 124").marked("bold")
BOLD = '[{"type": "bold", "offset": 0, "length": 3}]'


def relayed(*utterances: Any, spot: Spot = FORUM, prefix: Rendered | None = None, **replies: int) -> tuple[Call, ...]:
    relay = Relay(
        spot=spot,
        replies={UtteranceId(int(key[1:])): MessageId(value) for key, value in replies.items()},
        prefix=prefix or Rendered(),
        unavailable=lambda kind: Rendered(f"[{kind}]"),
    )
    return relay.calls(utterances)


def album(*numbers: int, kind: str = "photo", text: str = "") -> list[Any]:
    return [
        said(n, text if n == numbers[0] else "", kind=kind, file_id=f"f{n}", album="al", entities="") for n in numbers
    ]


def shape(calls: tuple[Call, ...]) -> list[tuple[type[TelegramMethod[Any]], tuple[int, ...], int]]:
    return [(type(call.method), call.of, call.cost) for call in calls]


def test_one_message_is_copied_whatever_it_is() -> None:
    for kind in ("text", "voice", "location", "poll"):
        assert shape(relayed(said(1, kind=kind))) == [(CopyMessage, (0,), 1)]


def test_several_go_in_one_call_and_count_each() -> None:
    calls = relayed(said(1), *album(2, 3), said(9))
    assert shape(calls) == [(CopyMessages, (0, 1, 2, 3), 4)]
    assert calls[0].method.message_ids == [1, 2, 3, 9]  # type: ignore[attr-defined]


def test_ids_must_grow_and_a_hundred_is_the_most() -> None:
    assert shape(relayed(said(5), said(3), said(4))) == [(CopyMessage, (0,), 1), (CopyMessages, (1, 2), 2)]
    many = relayed(*(said(n) for n in range(1, 202)))
    assert [call.cost for call in many] == [100, 100, 1]


def test_a_reply_finds_its_twin_with_the_quote() -> None:
    (call,) = relayed(said(1, quote="диск", quote_position=3), u1=70)
    reply = call.method.reply_parameters  # type: ignore[attr-defined]
    assert (reply.message_id, reply.quote, reply.quote_position) == (70, "диск", 3)
    assert reply.allow_sending_without_reply


def test_only_what_replies_goes_apart() -> None:
    calls = relayed(said(1), said(2), said(3), said(4), u3=70)
    assert shape(calls) == [(CopyMessages, (0, 1), 2), (CopyMessage, (2,), 1), (CopyMessage, (3,), 1)]


def test_an_album_that_replies_is_put_together_anew() -> None:
    (call,) = relayed(*album(1, 2, 3, text="смотрите"), u1=70)
    assert isinstance(call.method, SendMediaGroup)
    assert (call.cost, call.of) == (3, (0, 1, 2))
    assert [each.media for each in call.method.media] == ["f1", "f2", "f3"]
    assert [each.caption for each in call.method.media] == ["смотрите", None, None]
    assert call.method.reply_parameters
    assert call.method.reply_parameters.message_id == 70
    assert shape(call.instead) == [(CopyMessage, (n,), 1) for n in range(3)]


def test_without_topics_each_message_replies_to_the_card() -> None:
    calls = relayed(said(1), said(2), spot=BY_CARD)
    assert shape(calls) == [(CopyMessage, (0,), 1), (CopyMessage, (1,), 1)]
    assert all(call.method.reply_parameters.message_id == CARD for call in calls)  # type: ignore[attr-defined]
    assert shape(relayed(*album(1, 2), spot=BY_CARD)) == [(SendMediaGroup, (0, 1), 2)]


def test_a_number_goes_before_the_words() -> None:
    (call,) = relayed(said(1, "Выключите", entities=BOLD), spot=PETRS, prefix=NUMBER)
    method = call.method
    assert isinstance(method, SendMessage)
    assert method.text == "№ 124\nВыключите"
    assert [(each.type, each.offset, each.length) for each in method.entities or ()] == [("bold", 0, 5), ("bold", 6, 3)]


def test_a_number_goes_into_the_caption_or_before_it() -> None:
    (call,) = relayed(said(1, "фото", kind="photo", file_id="f"), spot=PETRS, prefix=NUMBER)
    assert isinstance(call.method, CopyMessage)
    assert call.method.caption == "№ 124\nфото"
    for kind, text in (("sticker", ""), ("photo", "я" * 1020)):
        calls = relayed(said(1, text, kind=kind, file_id="f"), spot=PETRS, prefix=NUMBER)
        assert shape(calls) == [(SendMessage, (), 1), (CopyMessage, (0,), 1)]
    (grouped,) = relayed(*album(1, 2, text="раз"), spot=PETRS, prefix=NUMBER)
    assert isinstance(grouped.method, SendMediaGroup)
    assert grouped.method.media[0].caption == "№ 124\nраз"


def test_long_words_with_a_number_are_split() -> None:
    calls = relayed(said(1, "слово " * 682), spot=PETRS, prefix=NUMBER)
    assert shape(calls) == [(SendMessage, (0,), 1), (SendMessage, (), 1)]


def test_what_is_gone_is_told_from_our_own_records() -> None:
    (text,) = relayed(said(1, "Здравствуйте", entities=BOLD))[0].instead
    assert isinstance(text.method, SendMessage)
    assert (text.method.text, text.of) == ("Здравствуйте", (0,))
    (photo,) = relayed(said(1, "вот", kind="photo", file_id="f"))[0].instead
    assert isinstance(photo.method, SendPhoto)
    assert (photo.method.photo, photo.method.caption) == ("f", "вот")
    (line,) = photo.instead
    assert isinstance(line.method, SendMessage)
    assert line.method.text == "[photo]\nвот"
    (place,) = relayed(said(1, "", kind="location"))[0].instead
    assert isinstance(place.method, SendMessage)
    assert place.method.text == "[location]"


def test_a_group_of_files_can_be_told_one_by_one() -> None:
    (call,) = relayed(*album(1, 2, kind="document"))
    singles = call.instead
    assert shape(singles) == [(CopyMessage, (0,), 1), (CopyMessage, (1,), 1)]
    assert isinstance(singles[1].instead[0].method, SendDocument)


def test_mixed_albums_that_telegram_would_refuse_go_apart() -> None:
    mixed = [*album(1), said(2, "", kind="document", file_id="f2", album="al")]
    assert shape(relayed(*mixed, u1=70, u2=70)) == [(CopyMessage, (0,), 1), (CopyMessage, (1,), 1)]


def test_a_caption_follows_an_edit() -> None:
    (call,) = edited(Place(chat=GROUP, message=MessageId(60)), "photo", Rendered("иначе"), FORUM)
    assert (call.method.caption, call.method.message_id) == ("иначе", 60)  # type: ignore[attr-defined]


@pytest.mark.parametrize("how", list(How))
def test_what_cannot_be_amended_is_not(how: How) -> None:
    (call,) = say(PETRS, Rendered("x"))
    assert amended(call, how) == ()


def test_amendments() -> None:
    (call,) = relayed(said(1, quote="диск"), u1=70)
    (plain,) = amended(call, How.WITHOUT_QUOTE)
    assert plain.method.reply_parameters.message_id == 70  # type: ignore[attr-defined]
    assert plain.method.reply_parameters.quote is None  # type: ignore[attr-defined]
    (alone,) = amended(call, How.WITHOUT_REPLY)
    assert alone.method.reply_parameters is None  # type: ignore[attr-defined]
    assert amended(call, How.INSTEAD) == call.instead
    reopen, again = amended(call, How.REOPEN_TOPIC)
    assert type(reopen.method).__name__ == "ReopenForumTopic"
    assert again is call


def test_formatting_that_is_refused_is_left_out() -> None:
    (call,) = say(PETRS, Rendered("x").marked("bold"))
    (plain,) = amended(call, How.AS_PLAIN)
    assert plain.method.entities is None  # type: ignore[attr-defined]
    assert amended(plain, How.AS_PLAIN) == ()


def test_a_text_that_is_too_long_after_all_is_halved() -> None:
    (call,) = say(PETRS, Rendered("слово " * 600))
    parts = amended(call, How.SPLIT)
    assert len(parts) > 1
    assert "".join(part.method.text for part in parts) == "слово " * 600  # type: ignore[attr-defined]
    (photo,) = relayed(said(1, "фото", kind="photo", file_id="f"), spot=PETRS, prefix=NUMBER)
    bare, words = amended(photo, How.SPLIT)
    assert bare.method.caption == ""  # type: ignore[attr-defined]
    assert words.method.text == "№ 124\nфото"  # type: ignore[attr-defined]


def test_what_was_taken_back_meanwhile_is_not_sent() -> None:
    """39: it drops out where it stands, and the rest keep their places."""
    gone = said(2, standing=Standing.GONE)
    assert relayed(gone) == ()
    assert shape(relayed(said(1), gone, said(3))) == [(CopyMessages, (0, 2), 2)]


def test_what_a_button_said_is_sent_from_our_records() -> None:
    """R12: there is no message of it to copy."""
    (call,) = relayed(said(1, "Пришлите снимок экрана", place=NOWHERE), spot=PETRS)
    assert (type(call.method), call.of) == (SendMessage, (0,))


def test_every_part_of_a_long_line_belongs_to_it() -> None:
    """39: taken back, all of them go."""
    first, *rest = relayed(said(1, "Проверьте кабель. " * 240), spot=PETRS, prefix=NUMBER)
    assert (first.of, first.beside) == ((0,), None)
    assert rest
    assert {call.beside for call in rest} == {0}
