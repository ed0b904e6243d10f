"""Effects become letters: every one of them has a lane, an urgency, and what it may be merged with."""

from datetime import timedelta
from typing import get_args

import pytest

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
    FileKind,
    OpenTopic,
    PostCard,
    React,
    RefreshCard,
    RelayToCustomer,
    RelayToTopic,
    ReopenTopic,
    Room,
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
from domain.ids import AlertId, ChatId, CustomerId, EngineerId, MessageId, ThreadId, TicketId, UserId, UtteranceId
from domain.letters import ALBUM_PAUSE, LAZY_PAUSE, Urgency, address, album_key, customer_lane, lead_lane, topic_lane
from domain.said import Place
from domain.words import Text
from tests.domain.samples import FRIDAY

HELLO = Text("hello")
TICKET, CUSTOMER, LEAD, ANNA = TicketId(42), CustomerId(7), UserId(3), EngineerId(9)
SAID = (UtteranceId(1),)
PLACE = Place(chat=ChatId(-100), message=MessageId(5))

# One row for each way an effect can be addressed: its lane, and how urgent its kind is.
TABLE: list[tuple[Effect, str, Urgency]] = [
    (TellCustomer(customer=CUSTOMER, words=HELLO), "customer:7", Urgency.CUSTOMER),
    (RelayToCustomer(ticket=TICKET, customer=CUSTOMER, utterances=SAID), "customer:7", Urgency.CUSTOMER),
    (DeleteTwin(ticket=TICKET, customer=CUSTOMER, utterance=SAID[0]), "customer:7", Urgency.CUSTOMER),
    (
        EditTwin(ticket=TICKET, customer=CUSTOMER, utterance=SAID[0], text="", entities=""),
        "customer:7",
        Urgency.CUSTOMER,
    ),
    (EditTwin(ticket=TICKET, customer=None, utterance=SAID[0], text="", entities=""), "topic:42", Urgency.TOPIC),
    (TellUser(user=UserId(8), words=HELLO), "user:8", Urgency.STAFF),
    (
        SendFile(user=UserId(8), file=FileKind.REGISTRY_TEMPLATE, words=HELLO, failed=HELLO),
        "user:8",
        Urgency.STAFF,
    ),
    (TellEngineer(engineer=ANNA, ticket=TICKET, words=HELLO), "user:9", Urgency.ALARM),
    (TellLead(lead=LEAD, words=HELLO), "lead:3", Urgency.ALARM),
    (AlertLead(lead=LEAD, ticket=TICKET, alert=AlertId(1), tag="alert:1"), "lead:3", Urgency.ALARM),
    (AlertDigest(lead=LEAD, tickets=(TICKET,)), "lead:3", Urgency.ALARM),
    (WarnEngineer(ticket=TICKET, engineer=ANNA), "user:9", Urgency.ALARM),
    (WarnEngineer(ticket=TICKET, engineer=None), "alarm:42", Urgency.ALARM),
    (WarnEngineer(ticket=TICKET, engineer=ANNA, in_topic=True), "alarm:42", Urgency.ALARM),
    (TellTopic(ticket=TICKET, words=HELLO), "topic:42", Urgency.TOPIC),
    (TellTopic(ticket=TICKET, words=HELLO, urgent=True), "alarm:42", Urgency.ALARM),
    (RelayToTopic(ticket=TICKET, utterances=SAID), "topic:42", Urgency.TOPIC),
    (OpenTopic(ticket=TICKET), "topic:42", Urgency.TOPIC),
    (PostCard(ticket=TICKET), "topic:42", Urgency.TOPIC),
    (CloseTopic(ticket=TICKET), "topic:42", Urgency.TOPIC),
    (ReopenTopic(ticket=TICKET), "topic:42", Urgency.TOPIC),
    (RefreshCard(ticket=TICKET), "card:42", Urgency.CARD),
    (TellGroup(words=HELLO), "group", Urgency.STAFF),
    (React(place=PLACE, emoji="👌"), "mark:-100:5", Urgency.MARK),
    (EditTagged(lane=customer_lane(CUSTOMER), tag="t", words=None), "customer:7", Urgency.CUSTOMER),
    (EditTagged(lane=lead_lane(LEAD), tag="t", words=HELLO), "lead:3", Urgency.ALARM),
    (DeleteTagged(lane=topic_lane(TICKET), tag="t"), "topic:42", Urgency.TOPIC),
    (DeleteTopics(customer=CUSTOMER, rooms=(Room(TICKET, ChatId(-100), ThreadId(9)),)), "erase:7", Urgency.TOPIC),
    (EraseMessages(customer=CUSTOMER, chat=ChatId(-100), messages=(MessageId(1),)), "erase:7", Urgency.TOPIC),
    (SendEmail(ticket=TICKET, to="a@example.org", language="ru", subject=HELLO, body=HELLO), "mail", Urgency.MAIL),
]


@pytest.mark.parametrize(("effect", "lane", "urgency"), TABLE, ids=lambda value: getattr(type(value), "__name__", None))
def test_every_effect_has_its_lane(effect: Effect, lane: str, urgency: Urgency) -> None:
    """A lane is sent in order, so what needs another letter waits behind it: the card behind its topic, say."""
    envelope = address(effect)
    assert (envelope.lane, envelope.urgency) == (lane, urgency)


def test_no_effect_is_forgotten() -> None:
    """A new effect wants a row in the table above."""
    assert {type(effect) for effect, _, _ in TABLE} == set(get_args(Effect))


def test_what_is_about_a_ticket_says_so() -> None:
    """A letter that cannot be delivered is somebody's trouble: whose is known by its ticket."""
    without = {TellUser, SendFile, TellGroup, React, AlertDigest, EditTagged, DeleteTagged}
    for effect, _, _ in TABLE:
        ticket = getattr(effect, "ticket", None)
        assert address(effect).ticket == (None if type(effect) in without else ticket)


def test_words_about_somebody_go_with_them() -> None:
    """A word to the lead, and its copy in the group, are found by whom they are about."""
    assert address(TellLead(lead=LEAD, words=HELLO, about=CUSTOMER)).customer == CUSTOMER
    assert address(TellGroup(words=HELLO, about=TICKET)).ticket == TICKET


def test_a_redraw_takes_the_place_of_a_waiting_one() -> None:
    """A ticket costs at most six writes: redraws merge, and one that can wait waits for company."""
    now, lazy = address(RefreshCard(ticket=TICKET)), address(RefreshCard(ticket=TICKET, lazily=True))
    assert now.merge_key == lazy.merge_key == "card:42"
    assert (now.pause, lazy.pause) == (timedelta(), LAZY_PAUSE)


def test_an_album_is_one_letter() -> None:
    """C44: its parts are separate updates; the letter waits a moment for the rest, and nothing else is merged."""
    album = RelayToTopic(ticket=TICKET, utterances=SAID, album="a")
    back = RelayToCustomer(ticket=TICKET, customer=CUSTOMER, utterances=SAID, album="a")
    assert address(album).merge_key == address(back).merge_key == album_key(TICKET, "a") != album_key(TicketId(43), "a")
    assert address(album).pause == address(back).pause == ALBUM_PAUSE
    assert address(RelayToTopic(ticket=TICKET, utterances=SAID)).merge_key == album_key(TICKET, "") == ""


def test_an_answer_is_known_as_one_while_it_waits() -> None:
    """C11: a deadline must find what may still meet it, in a chat or by mail (C45)."""
    by_mail = SendEmail(ticket=TICKET, to="a@example.org", language="ru", subject=HELLO, body=HELLO, answers_at=FRIDAY)
    relay = RelayToCustomer(ticket=TICKET, customer=CUSTOMER, utterances=SAID, answers_at=FRIDAY)
    asked = TellCustomer(customer=CUSTOMER, words=HELLO, ticket=TICKET, answers_at=FRIDAY)
    assert [address(effect).answers_at for effect in (by_mail, relay, asked)] == [FRIDAY] * 3


def test_words_that_settle_give_way_to_newer_ones() -> None:
    """Of an album sent to the form, the last word counts."""
    word = TellCustomer(customer=CUSTOMER, words=HELLO, settles="form")
    assert (address(word).merge_key, address(word).pause) == ("customer:7:form", ALBUM_PAUSE)
    assert address(TellCustomer(customer=CUSTOMER, words=HELLO)).merge_key == ""


def test_a_person_in_trouble_goes_before_a_picture() -> None:
    """Alarms, then customers, then the desk's own affairs; marks come last."""
    assert sorted(Urgency) == [
        Urgency.ALARM,
        Urgency.CUSTOMER,
        Urgency.STAFF,
        Urgency.TOPIC,
        Urgency.MAIL,
        Urgency.CARD,
        Urgency.MARK,
    ]
