"""Every effect in both kinds of group: what is called, where, and with which words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import pytest
from aiogram.methods import (
    CloseForumTopic,
    CopyMessage,
    CreateForumTopic,
    DeleteForumTopic,
    DeleteMessage,
    DeleteMessages,
    EditMessageReplyMarkup,
    EditMessageText,
    ReopenForumTopic,
    SendMessage,
    SetMessageReaction,
    TelegramMethod,
)
from aiogram.types import InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove

from bot.delivery.alerts import Alerts
from bot.delivery.calls import Calls, Mail, Nothing, NotYet, Plan
from bot.delivery.card import Cards
from bot.delivery.facts import Facts, topic_link
from domain.calendar import Calendar, Interval
from domain.delivery import Obstacle, Trouble
from domain.desk import TicketPlace
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
    Outage,
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
from domain.ids import AlertId, ChatId, MessageId, ThreadId, TicketId, UserId, UtteranceId
from domain.said import Place
from domain.ticket import Status
from domain.words import Button, Key, Press, ReplyKeyboard, Style, Text
from handlers.callbacks import Tap
from tests.delivery.samples import (
    ANNA,
    BORIS,
    BY_CARD,
    CARD,
    DUE,
    GROUP,
    LEAD,
    NOW,
    PETR,
    PLACE,
    PLAIN,
    POLICY,
    TOPIC,
    composer,
    cycle,
    facts,
    said,
    texts,
    ticket,
)

N = TicketId(124)
CARDLESS, NOWHERE = replace(PLACE, card=None), replace(PLACE, thread=None, card=None)
HI = Text("as-it-is", {"text": "Привет"})
THERE = Place(chat=ChatId(1001), message=MessageId(40))
COMPOSER = composer()
SETTLED = ticket(cycle=cycle(answered_at=NOW))
CLOSED = ticket(status=Status.CLOSED)

# An effect, the facts, and the one call that comes of it: its kind and the fields that matter.
ROWS: list[tuple[Effect, Facts, type[TelegramMethod[Any]], dict[str, Any]]] = [
    (TellCustomer(customer=PETR.id, words=HI), facts(), SendMessage, {"chat_id": 1001, "text": "Привет"}),
    (
        TellUser(user=UserId(5), words=HI, silent=True),
        facts(),
        SendMessage,
        {"chat_id": 5, "disable_notification": True},
    ),
    (
        SendFile(user=UserId(5), file=FileKind.REGISTRY_TEMPLATE, words=HI, failed=HI),
        facts(),
        SendMessage,  # there is nothing to send: said in words
        {"chat_id": 5, "text": "Привет"},
    ),
    (
        DeleteTopics(customer=PETR.id, rooms=(Room(N, GROUP, TOPIC),)),
        facts(),
        DeleteForumTopic,
        {"chat_id": GROUP, "message_thread_id": TOPIC},
    ),
    (
        EraseMessages(customer=PETR.id, chat=ChatId(1001), messages=(MessageId(4), MessageId(5))),
        facts(),
        DeleteMessages,
        {"chat_id": 1001, "message_ids": [4, 5]},
    ),
    (
        EraseMessages(customer=PETR.id, chat=ChatId(3001), stubs=(MessageId(4),)),
        facts(),
        EditMessageText,
        {"chat_id": 3001, "message_id": 4},
    ),
    (TellEngineer(engineer=ANNA.id, ticket=N, words=HI), facts(), SendMessage, {"chat_id": 2001}),
    (TellLead(lead=LEAD, words=HI), facts(), SendMessage, {"chat_id": 3001}),
    (TellTopic(ticket=N, words=HI), facts(), SendMessage, {"chat_id": GROUP, "message_thread_id": TOPIC}),
    (TellTopic(ticket=N, words=HI), facts(place=BY_CARD), SendMessage, {"message_thread_id": None}),
    (TellGroup(words=HI), facts(), SendMessage, {"chat_id": GROUP, "message_thread_id": None}),
    (TellGroup(words=HI, thread=9, chat=ChatId(-5)), facts(), SendMessage, {"chat_id": -5, "message_thread_id": 9}),
    (WarnEngineer(ticket=N, engineer=None), facts(), SendMessage, {"chat_id": GROUP, "message_thread_id": TOPIC}),
    (WarnEngineer(ticket=N, engineer=ANNA.id), facts(engineer=ANNA), SendMessage, {"chat_id": 2001}),
    (
        WarnEngineer(ticket=N, engineer=ANNA.id, in_topic=True),
        facts(engineer=ANNA),
        SendMessage,
        {"chat_id": GROUP, "message_thread_id": TOPIC},
    ),
    (AlertLead(lead=LEAD, ticket=N, alert=AlertId(1), tag="a"), facts(), SendMessage, {"chat_id": 3001}),
    (OpenTopic(ticket=N), facts(place=None), CreateForumTopic, {"chat_id": GROUP, "name": "124 · Ромашка · Ideco ICS"}),
    (PostCard(ticket=N), facts(place=CARDLESS), SendMessage, {"chat_id": GROUP, "message_thread_id": TOPIC}),
    (PostCard(ticket=N), facts(group=PLAIN, place=None), SendMessage, {"chat_id": GROUP, "message_thread_id": None}),
    (RefreshCard(ticket=N), facts(), EditMessageText, {"chat_id": GROUP, "message_id": CARD}),
    (CloseTopic(ticket=N), facts(ticket=CLOSED), CloseForumTopic, {"message_thread_id": TOPIC}),
    (ReopenTopic(ticket=N), facts(), ReopenForumTopic, {"message_thread_id": TOPIC}),
    (
        RelayToTopic(ticket=N, utterances=(UtteranceId(1),)),
        facts(said=(said(1),)),
        CopyMessage,
        {"chat_id": GROUP, "message_thread_id": TOPIC, "from_chat_id": 1001, "message_id": 1},
    ),
    (
        RelayToCustomer(ticket=N, customer=PETR.id, utterances=(UtteranceId(1),)),
        facts(said=(said(1, place=Place(chat=GROUP, message=MessageId(60))),)),
        CopyMessage,
        {"chat_id": 1001, "from_chat_id": GROUP, "message_id": 60, "message_thread_id": None},
    ),
    (
        EditTwin(ticket=N, customer=PETR.id, utterance=UtteranceId(1), text="Иначе", entities=""),
        facts(said=(said(1),), copies=(THERE,)),
        EditMessageText,
        {"chat_id": 1001, "message_id": 40, "text": "Иначе"},
    ),
    (
        DeleteTwin(ticket=N, customer=PETR.id, utterance=UtteranceId(1)),
        facts(copies=(THERE,)),
        DeleteMessage,
        {"chat_id": 1001, "message_id": 40},
    ),
    (React(place=THERE, emoji="👌"), Facts(), SetMessageReaction, {"chat_id": 1001, "message_id": 40}),
    (
        EditTagged(lane="customer:7", tag="t", words=HI),
        facts(tagged=THERE),
        EditMessageText,
        {"message_id": 40, "text": "Привет"},
    ),
    (
        EditTagged(lane="customer:7", tag="t", words=None),
        facts(tagged=THERE),
        EditMessageReplyMarkup,
        {"message_id": 40},
    ),
    (DeleteTagged(lane="customer:7", tag="t"), facts(tagged=THERE), DeleteMessage, {"message_id": 40}),
    (
        AlertDigest(lead=LEAD, tickets=(N,)),
        facts(earlier=(ticket(cycle=cycle(due_at=NOW - timedelta(hours=1))),)),
        SendMessage,
        {"chat_id": 3001},
    ),
]


def compose(effect: Effect, known: Facts, now: Any = NOW) -> Plan:
    return COMPOSER.compose(effect, known, now)


def one(effect: Effect, known: Facts, now: Any = NOW) -> Any:
    """The method of the one call."""
    plan = compose(effect, known, now)
    assert isinstance(plan, Calls)
    (call,) = plan.calls
    return call.method


@pytest.mark.parametrize(("effect", "known", "kind", "fields"), ROWS, ids=lambda each: type(each).__name__)
def test_each_effect(effect: Effect, known: Facts, kind: type[TelegramMethod[Any]], fields: dict[str, Any]) -> None:
    method = one(effect, known)
    assert type(method) is kind
    assert {name: getattr(method, name) for name in fields} == fields


def test_no_effect_is_forgotten() -> None:
    assert {type(row[0]) for row in ROWS} | {SendEmail} == set(get_args(Effect))


@pytest.mark.parametrize(
    ("effect", "known"),
    [
        (OpenTopic(ticket=N), facts(group=PLAIN, place=None)),
        (OpenTopic(ticket=N), facts()),  # there is one already
        (PostCard(ticket=N), facts()),
        (CloseTopic(ticket=N), facts()),  # the ticket is live again
        (CloseTopic(ticket=N), facts(ticket=CLOSED, place=BY_CARD)),
        (ReopenTopic(ticket=N), facts(ticket=CLOSED)),
        (WarnEngineer(ticket=N, engineer=None), facts(ticket=SETTLED)),
        (AlertLead(lead=LEAD, ticket=N, alert=AlertId(1), tag="a"), facts(ticket=SETTLED)),
        (AlertDigest(lead=LEAD, tickets=(N,)), facts(earlier=(SETTLED,))),
        (EditTagged(lane="customer:7", tag="t", words=HI), facts()),
        (DeleteTagged(lane="customer:7", tag="t"), facts()),
        (EditTwin(ticket=N, customer=None, utterance=UtteranceId(1), text="x", entities=""), facts(said=(said(1),))),
        (RefreshCard(ticket=N), facts(ticket=None)),
    ],
)
def test_what_has_become_needless_is_not_sent(effect: Effect, known: Facts) -> None:
    assert compose(effect, known) == Nothing()


@pytest.mark.parametrize(
    ("effect", "known"),
    [
        (OpenTopic(ticket=N), facts(group=None, place=None)),
        (PostCard(ticket=N), facts(group=None)),
        (TellGroup(words=HI), facts(group=None)),
        (TellTopic(ticket=N, words=HI), facts(place=None)),
        (TellTopic(ticket=N, words=HI, urgent=True), facts(place=NOWHERE)),  # in a lane where no topic is made
        (RelayToTopic(ticket=N, utterances=(UtteranceId(1),)), facts(place=None, said=(said(1),))),
        (RefreshCard(ticket=N), facts(place=replace(PLACE, card=None))),
        (WarnEngineer(ticket=N, engineer=None), facts(place=None)),
    ],
)
def test_what_needs_a_place_waits_for_it(effect: Effect, known: Facts) -> None:
    assert compose(effect, known) == NotYet()


@pytest.mark.parametrize("place", [NOWHERE, replace(PLACE, chat=ChatId(-5))])
@pytest.mark.parametrize("effect", [TellTopic(ticket=N, words=HI), RelayToTopic(ticket=N, utterances=())])
def test_a_place_that_is_gone_is_made_again(effect: Effect, place: TicketPlace) -> None:
    """The group was upgraded, or another one is bound: as with a topic that was deleted."""
    plan = compose(effect, facts(place=place))
    assert isinstance(plan, Trouble)
    assert plan.obstacle is Obstacle.TOPIC_GONE


def test_a_caller_without_telegram_cannot_be_written_to() -> None:
    nobody = facts(customer=replace(PETR, user_id=None))
    for effect in (
        TellCustomer(customer=PETR.id, words=HI),
        RelayToCustomer(ticket=N, customer=PETR.id, utterances=()),
    ):
        plan = compose(effect, nobody)
        assert isinstance(plan, Trouble)
        assert plan.obstacle is Obstacle.NEVER_STARTED


def test_without_topics_everything_replies_to_the_card() -> None:
    """C55."""
    for known in (facts(place=BY_CARD), facts(group=PLAIN, place=PLACE)):
        method = one(TellTopic(ticket=N, words=HI), known)
        assert method.message_thread_id is None
        assert method.reply_parameters.message_id == CARD
        assert method.reply_parameters.allow_sending_without_reply
    reply = one(TellTopic(ticket=N, words=HI, reply_to=MessageId(77)), facts(place=BY_CARD))
    assert reply.reply_parameters.message_id == 77


def test_an_engineer_is_mentioned_so_that_telegram_tells_them() -> None:
    method = one(TellTopic(ticket=N, words=HI, mention=ANNA.id), facts(engineer=ANNA))
    assert method.text == "Привет\n→ Анна"
    (mention,) = method.entities
    assert (mention.type, mention.user.id, mention.offset, mention.length) == ("text_mention", 2001, 9, 4)


def test_each_reads_their_own_language_and_zone() -> None:
    number = Text("ticket-number", {"number": 124})
    english = replace(PETR, language="en", zone="Asia/Almaty")
    assert one(TellCustomer(customer=PETR.id, words=number), facts(customer=english)).text == "No. 124"
    assert one(TellLead(lead=LEAD, words=number), facts(customer=None, engineer=BORIS)).text == "No. 124"
    assert one(TellUser(user=UserId(5), words=number, language="en"), facts(customer=None)).text == "No. 124"
    assert one(TellUser(user=UserId(5), words=number), facts(customer=None)).text == "№ 124"
    assert one(TellTopic(ticket=N, words=number), facts(customer=english)).text == "№ 124"


def test_buttons_press_open_and_copy() -> None:
    rows = (
        (Button(label=HI, press=Press.TAKE, subject=124, style=Style.GOOD), Button(label=HI, url="topic:124")),
        (Button(label=HI, copy="7.9.4"), Button(label=HI, url="https://example.org")),
        (Button(label=HI, url="topic:5"),),
    )
    known = facts(links={N: topic_link(PLACE)})
    markup = one(TellCustomer(customer=PETR.id, words=HI, buttons=rows), known).reply_markup
    assert isinstance(markup, InlineKeyboardMarkup)
    (take, topic), (copy, site) = markup.inline_keyboard  # a topic that is not known has no button
    assert take.callback_data == Tap(press=Press.TAKE, subject=124, arg="").pack() == "b:take:124:"
    assert take.style == "success"
    assert topic.url == "https://t.me/c/1234567890/55"
    assert copy.copy_text
    assert copy.copy_text.text == "7.9.4"
    assert site.url == "https://example.org"


def test_keyboards_below_the_line() -> None:
    keys = ReplyKeyboard(rows=((Key(label=Text("as-it-is", {"text": "Контакт"}), contact=True),),), placeholder=HI)
    shown = one(TellUser(user=UserId(5), words=HI, keyboard=keys), facts()).reply_markup
    assert isinstance(shown, ReplyKeyboardMarkup)
    assert shown.keyboard[0][0].request_contact
    assert shown.input_field_placeholder == "Привет"
    gone = one(TellUser(user=UserId(5), words=HI, keyboard=ReplyKeyboard()), facts()).reply_markup
    assert isinstance(gone, ReplyKeyboardRemove)


def test_long_words_go_in_several_messages_with_the_buttons_under_the_last() -> None:
    """C53."""
    words = Text("as-it-is", {"text": "слово " * 1500})
    button = ((Button(label=HI, press=Press.TAKE, subject=1),),)
    plan = compose(TellCustomer(customer=PETR.id, words=words, buttons=button), facts())
    assert isinstance(plan, Calls)
    methods: list[Any] = [call.method for call in plan.calls]
    assert [bool(method.reply_markup) for method in methods] == [False, False, True]
    assert all(len(method.text) <= 4096 for method in methods)


def test_words_that_say_nothing_are_still_sent() -> None:
    assert one(TellCustomer(customer=PETR.id, words=Text("as-it-is", {"text": " "})), facts()).text == "…"


def test_a_topics_icon_tells_the_category() -> None:
    made = composer()
    made.topics.icons = {"💼": "5001"}
    plan = made.compose(OpenTopic(ticket=N), facts(place=None), NOW)
    assert isinstance(plan, Calls)
    assert plan.calls[0].method.icon_custom_emoji_id == "5001"  # type: ignore[attr-defined]
    assert one(OpenTopic(ticket=N), facts(place=None)).icon_custom_emoji_id is None


def test_a_redraw_is_recognised_by_how_it_looks() -> None:
    plans = [compose(RefreshCard(ticket=N, menu=menu), facts()) for menu in ("", "", "more")]
    looks = [plan.fresh for plan in plans if isinstance(plan, Calls)]
    assert looks[0] == looks[1] != looks[2]


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(hours=1), "№ 124, «Ромашка»: ответить до пт 22:44 МСК, остался час."),
        (timedelta(minutes=15), "№ 124, «Ромашка»: ответить до пт 22:44 МСК, осталось 15 минут."),
        (timedelta(hours=2, minutes=5), "№ 124, «Ромашка»: ответить до пт 22:44 МСК, осталось 2 ч 5 мин."),
        (timedelta(seconds=5), "№ 124, «Ромашка»: ответить до пт 22:44 МСК, осталось меньше минуты."),
        (-timedelta(hours=2), "№ 124, «Ромашка»: ответа нет, обещали до пт 22:44 МСК."),
    ],
)
def test_a_warning_is_worded_by_the_time_that_is_left(left: timedelta, words: str) -> None:
    """A late warning never says "due in two hours" when it is two hours overdue."""
    known = facts(ticket=ticket(engineer_id=ANNA.id), engineer=ANNA, holder=ANNA)
    assert one(WarnEngineer(ticket=N, engineer=ANNA.id), known, DUE - left).text == words


def test_working_time_is_told_as_such() -> None:
    """SEMANTICS, Hours: before a weekend an hour is left, not three days."""
    bc = Calendar(zone="Europe/Moscow", week=(*[(Interval(540, 1080),)] * 5, (), ()))
    monday = datetime(2026, 11, 30, 6, 15, tzinfo=UTC)
    limited = cycle(due_at=monday)
    limited = replace(limited, reason=replace(limited.reason, working=True))
    alerts = Alerts(texts(), Cards(texts(), POLICY, "ru", "Europe/Moscow"), replace(POLICY, calendar=bc))
    words = alerts.warning(ticket(cycle=limited), datetime(2026, 11, 27, 14, 15, tzinfo=UTC), nobody=True)
    assert isinstance(words, Text)
    said = texts().plain(words, "ru")
    assert said.endswith("остался час рабочего времени.")
    long = alerts.warning(ticket(cycle=limited), datetime(2026, 11, 24, 6, 15, tzinfo=UTC), nobody=True)
    assert isinstance(long, Text)
    assert texts().plain(long, "ru").endswith("осталось 36 часов рабочего времени.")


def test_a_warning_goes_to_who_has_the_ticket_by_now() -> None:
    handed = facts(ticket=ticket(engineer_id=BORIS.id), engineer=ANNA, holder=BORIS)
    assert one(WarnEngineer(ticket=N, engineer=ANNA.id), handed).chat_id == BORIS.id
    unclaimed = one(WarnEngineer(ticket=N, engineer=None), facts(), DUE - timedelta(hours=1))
    assert unclaimed.text == "Обращение ничьё. Ответить до пт 22:44 МСК, остался час."
    assert unclaimed.reply_markup.inline_keyboard[0][0].callback_data.startswith("b:take:")
    named = one(WarnEngineer(ticket=N, engineer=None), facts(holder=ANNA), DUE - timedelta(hours=1))
    assert named.text.endswith("→ Анна")


def test_the_leads_alert_has_enough_to_decide() -> None:
    alert = AlertLead(lead=LEAD, ticket=N, alert=AlertId(1), tag="a")
    method = one(alert, facts(links={N: topic_link(PLACE)}), DUE + timedelta(seconds=1))
    assert method.text.split("\n") == [
        "№ 124, «Ромашка»: ответа нет, обещали до пт 22:44 МСК",
        "Ideco ICS · Шлюз не загружается после отключения света, офис без интернета",
        "Подписка не подтверждена · никто не взял",
        "Клиент предупреждён: Пётр Петров, +7 900 000-00-00",
    ]
    presses = [[each.callback_data or each.url for each in row] for row in method.reply_markup.inline_keyboard]
    assert presses == [["b:mine:124:", "b:asg:124:"], ["https://t.me/c/1234567890/55"]]
    before = one(alert, facts(holder=ANNA), DUE - timedelta(minutes=15)).text
    assert "ответить до пт 22:44 МСК, осталось 15 минут" in before
    assert "занимается Анна\nКлиент: Пётр" in before


def test_an_alert_after_an_outage_says_so() -> None:
    outage = Outage(since=NOW + timedelta(hours=3, minutes=25), until=NOW + timedelta(hours=4, minutes=30))
    alert = AlertLead(lead=LEAD, ticket=N, alert=AlertId(1), tag="a", known_late=outage)
    assert one(alert, facts(), DUE + timedelta(minutes=26)).text.endswith("Узнали 23:10: бот не работал с 22:05.")


def test_a_broken_promise_is_told_as_such() -> None:
    broken = facts(ticket=ticket(promise_due=DUE + timedelta(hours=1)))
    alert = AlertLead(lead=LEAD, ticket=N, alert=AlertId(1), tag="a")
    assert "во второй обещанный срок, пт 23:44" in one(alert, broken, DUE + timedelta(hours=2)).text


def test_a_digest_lists_what_is_overdue_the_oldest_first() -> None:
    late = [ticket(id=TicketId(n), cycle=cycle(due_at=DUE - timedelta(minutes=n))) for n in (1, 2)]
    known = facts(earlier=(*late, SETTLED), links={TicketId(2): "https://t.me/c/1/2"})
    method = one(AlertDigest(lead=LEAD, tickets=(N,)), known, DUE + timedelta(hours=1))
    assert method.text.split("\n") == [
        "2 обращения остались без ответа в срок",
        "№ 2, «Ромашка»: обещали до пт 22:42 МСК, никто не взял",
        "№ 1, «Ромашка»: обещали до пт 22:43 МСК, никто не взял",
    ]
    assert [each.url for each in method.entities if each.type == "text_link"] == ["https://t.me/c/1/2"]


def test_an_edit_keeps_the_tickets_number_where_there_are_several() -> None:
    edit = EditTwin(ticket=N, customer=PETR.id, utterance=UtteranceId(1), text="Иначе", entities="")
    known = facts(said=(said(1),), copies=(THERE,), named=True)
    assert one(edit, known).text == "№ 124\nИначе"


def test_an_edit_that_grew_too_long_goes_on_in_another_message() -> None:
    edit = EditTwin(ticket=N, customer=None, utterance=UtteranceId(1), text="слово " * 800, entities="")
    plan = compose(edit, facts(said=(said(1),), copies=(Place(chat=GROUP, message=MessageId(60)),)))
    assert isinstance(plan, Calls)
    first, second = (call.method for call in plan.calls)
    assert isinstance(first, EditMessageText)
    assert isinstance(second, SendMessage)
    assert second.message_thread_id == TOPIC


def test_mail_is_words_alone() -> None:
    letter = SendEmail(
        ticket=N, to="petr@example.org", language="en", subject=Text("email-subject", {"number": 124}), body=HI
    )
    assert compose(letter, Facts()) == Mail(
        to="petr@example.org", subject="Ticket No. 124: an answer from support", body="Привет", thread="ticket-124"
    )


def test_links_to_topics() -> None:
    assert topic_link(PLACE) == "https://t.me/c/1234567890/55"
    assert topic_link(BY_CARD) == "https://t.me/c/1234567890/56"
    assert topic_link(replace(PLACE, chat=ChatId(-500))) is None  # a plain group has no addresses
    assert topic_link(replace(PLACE, thread=ThreadId(0), card=None)) is None
