"""Effects survive the outbox: whatever a rule can say comes back word for word."""

import json
from datetime import UTC, datetime
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.effects import Effect, RefreshCard, RelayToTopic, TellCustomer, TellUser
from domain.ids import CustomerId, TicketId, UserId, UtteranceId
from domain.words import Arg, Button, Lines, Local, Moment, Press, Text, Token
from storage.codec import decode, encode

CLASSES = get_args(Effect)

moments = st.datetimes(timezones=st.just(UTC))
plain = st.one_of(st.text(), st.integers(-(2**63), 2**63 - 1))
args: st.SearchStrategy[Arg] = st.recursive(
    st.one_of(plain, st.builds(Moment, moments), st.builds(Token, st.text()), st.builds(Local, st.text(), st.text())),
    lambda inner: st.builds(Text, st.text(), st.dictionaries(st.text(), inner, max_size=3)),
    max_leaves=4,
)
texts = st.builds(Text, st.text(), st.dictionaries(st.text(), args, max_size=3))
words = st.recursive(texts, lambda inner: st.builds(Lines, st.lists(inner, max_size=3).map(tuple)), max_leaves=4)
st.register_type_strategy(datetime, moments)
st.register_type_strategy(Text, texts)
st.register_type_strategy(Lines, st.builds(Lines, st.lists(words, max_size=3).map(tuple)))


@pytest.mark.parametrize("effect_class", CLASSES)
@given(data=st.data())
def test_every_effect_comes_back_as_it_was(effect_class: type[Effect], data: st.DataObject) -> None:
    """A new effect is tried by being listed in `Effect`; it cannot be forgotten."""
    effect = data.draw(st.from_type(effect_class))
    kind, payload = encode(effect)
    assert decode(kind, payload) == effect
    assert type(decode(kind, payload)) is effect_class


def test_values_of_an_effect_keep_their_types() -> None:
    """A name that was typed stays a name, a status a word of ours, a number a number."""
    said = Text("t", {"name": "5", "count": 5, "status": Token("5"), "at": Moment(datetime(2026, 5, 8, tzinfo=UTC))})
    effect = TellUser(user=UserId(7), words=said, buttons=((Button(label=said, press=Press.TAKE),),))
    found = decode(*encode(effect))
    assert isinstance(found, TellUser)
    assert isinstance(found.words, Text)
    assert {name: type(value) for name, value in found.words.args.items()} == {
        "name": str,
        "count": int,
        "status": Token,
        "at": Moment,
    }
    assert found.buttons[0][0].press is Press.TAKE


def test_what_is_as_usual_takes_no_room() -> None:
    """A letter holds its facts alone: fields that have their default are left out."""
    assert encode(RefreshCard(ticket=TicketId(42))) == ("RefreshCard", '{"ticket":42}')
    relay = RelayToTopic(ticket=TicketId(42), utterances=(UtteranceId(1), UtteranceId(2)))
    assert encode(relay) == ("RelayToTopic", '{"ticket":42,"utterances":[1,2]}')


def test_letters_of_an_older_version_are_read() -> None:
    """A field that was added since has its default; one that was taken out is passed over."""
    old = json.dumps({"customer": 7, "words": {"is": "Text", "name": "hello"}, "a_field_of_old": [1]})
    assert decode("TellCustomer", old) == TellCustomer(customer=CustomerId(7), words=Text("hello"))
