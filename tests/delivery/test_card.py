"""The card: the same facts in the same order, whatever state the ticket is in."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.delivery.card import Cards, readable_phone
from bot.delivery.card_buttons import buttons
from bot.delivery.split import MESSAGE
from domain.customer import Category, Channel, Evidence
from domain.ids import TicketId
from domain.policy import Limit, Problem
from domain.registry.finding import By, Finding, Proof
from domain.ticket import CloseReason, Escalation, Status, VersionMark
from domain.words import Button, Local, Press, Text
from tests.delivery.samples import ANNA, BORIS, DUE, NOW, PETR, POLICY, cycle, facts, texts, ticket

ANSWERED = cycle(answered_at=NOW + timedelta(minutes=18), delivered_at=NOW + timedelta(minutes=18))
MINE: dict[str, Any] = {"engineer_id": ANNA.id}


@pytest.fixture
def cards() -> Cards:
    return Cards(texts(), POLICY, "ru", "Europe/Moscow")


def lines(
    cards: Cards, *, now: Any = NOW, holder: Any = None, given: dict[str, Any] | None = None, **about: Any
) -> list[str]:
    one = ticket(**about)
    return cards.card(one, facts(ticket=one, holder=holder, **(given or {})), now).text.text.split("\n")


def test_a_card_reads_as_engineers_are_used_to(cards: Cards) -> None:
    assert lines(cards) == [
        "№ 124 · ответить до пт 22:44 МСК",
        "Ideco ICS · версия неизвестна",
        "Подписка: клиент не знает, срок как по подписке",
        "ООО «Ромашка» · Пётр Петров · +7 900 000-00-00 · petr@example.org",
        "«Шлюз не загружается после отключения света, офис без интернета»",
        "1 вложение",
        "Раньше не обращались",
    ]


def test_it_names_the_kind_of_problem() -> None:
    """R1: beside the product; its key if the policy has it no more; nothing where none was asked for."""
    down = Problem(key="down", title=Local(ru="Всё стоит", en="All down"), first_answer=Limit(timedelta(hours=1)))
    cards = Cards(texts(), replace(POLICY, problems=(down,)), "ru", "Europe/Moscow")
    assert lines(cards, problem="down")[2] == "Вид проблемы: Всё стоит"
    assert lines(cards, problem="gone")[2] == "Вид проблемы: gone"
    assert lines(cards)[2].startswith("Подписка")


def test_its_deadline_is_a_moment_and_its_first_line_stands_out(cards: Cards) -> None:
    marks = cards.card(ticket(), facts(), NOW).text.marks
    assert [mark.kind for mark in marks[:2]] == ["bold", "date_time"]
    assert dict(marks[1].extra)["unix_time"] == int(DUE.timestamp())


@pytest.mark.parametrize(
    ("about", "headline"),
    [
        ({}, "№ 124 · ответить до пт 22:44 МСК"),
        (MINE, "№ 124 · Анна · ответить до пт 22:44 МСК"),
        ({**MINE, "promise_due": DUE + timedelta(hours=9)}, "№ 124 · Анна · ответ обещан до сб 07:44 МСК"),
        ({"cycle": cycle(due_at=None)}, "№ 124 · срока нет"),
        (
            {**MINE, "cycle": ANSWERED, "status": Status.WAITING, "last_word_at": NOW},
            "№ 124 · Анна · ответ дан 18:58 · ход клиента, закроется 11.12",
        ),
        ({**MINE, "cycle": ANSWERED}, "№ 124 · Анна · наш ход"),
        (
            {**MINE, "cycle": ANSWERED, "status": Status.RESOLVED, "last_word_at": NOW},
            "№ 124 · Анна · решено, ждём слова клиента, закроется 11.12",
        ),
        ({"status": Status.QUEUED, "cycle": None}, "№ 124 · в очереди, 2-е"),
        ({"status": Status.AWAITING_LEAD, "cycle": None}, "№ 124 · решает руководитель"),
        (
            {
                **MINE,
                "cycle": ANSWERED,
                "status": Status.ESCALATED,
                "escalation": Escalation(contact="Олег, dev@example.org", due_at=DUE),
            },
            "№ 124 · Анна · у разработчиков до пт 22:44 МСК: Олег, dev@example.org",
        ),
        (
            {
                **MINE,
                "cycle": ANSWERED,
                "status": Status.CLOSED,
                "close_reason": CloseReason.CONFIRMED,
                "closed_at": NOW,
            },
            "№ 124 · закрыто 27.11: клиент подтвердил",
        ),
        (
            {
                "status": Status.CLOSED,
                "close_reason": CloseReason.DUPLICATE,
                "duplicate_of": TicketId(101),
                "closed_at": NOW,
            },
            "№ 124 · закрыто 27.11: повтор № 101",
        ),
        ({"reopened": 1}, "№ 124 · ответить до пт 22:44 МСК · открыто снова"),
        ({"reopened": 3}, "№ 124 · ответить до пт 22:44 МСК · открыто снова, 3-й раз"),
    ],
)
def test_the_first_line_says_whose_the_ball_is(cards: Cards, about: dict[str, Any], headline: str) -> None:
    holder = ANNA if "engineer_id" in about else None
    assert lines(cards, holder=holder, given={"place_in_line": 2}, **about)[0] == headline


def test_a_missed_deadline_is_said(cards: Cards) -> None:
    assert lines(cards, now=DUE)[0] == "№ 124 · ответить до пт 22:44 МСК"
    late = DUE + timedelta(seconds=1)
    assert lines(cards, now=late)[0] == "№ 124 · ответа нет, обещали до пт 22:44 МСК"


@pytest.mark.parametrize(
    ("about", "line"),
    [
        ({"version": "16.4 build 12", "version_mark": VersionMark.EXACT}, "Ideco ICS · 16.4 build 12"),
        (
            {"version": "7.1", "version_mark": VersionMark.OLD},
            f"Ideco ICS · 7.1 · старая, актуальная {POLICY.products[0].current_version}",
        ),
        ({"version_told": "последняя"}, "Ideco ICS · версия неизвестна: «последняя»"),
        ({"product": "gone"}, "gone · версия неизвестна"),
        ({"evidence": Evidence.DECLARED}, "Подписка: со слов клиента, не проверено"),
        ({"evidence": Evidence.REGISTRY, "category": Category.PARTNER}, "Партнёр: по реестру"),
        ({"evidence": Evidence.VERIFIED, "category": Category.DEMO}, "Демо: проверено"),
        ({"evidence": Evidence.LEAD, "category": Category.UNSUBSCRIBED}, "Подписки нет: так решает руководитель"),
        (
            {"channel": Channel.PHONE},
            "ООО «Ромашка» · Пётр Петров · +7 900 000-00-00 · petr@example.org · обращение по телефону",
        ),
    ],
)
def test_each_fact_has_its_words(cards: Cards, about: dict[str, Any], line: str) -> None:
    assert line in lines(cards, **about)


def test_the_organisations_last_tickets_are_linked(cards: Cards) -> None:
    earlier = (ticket(id=TicketId(101)), ticket(id=TicketId(87)))
    drawn = cards.card(ticket(), facts(earlier=earlier, links={TicketId(101): "https://t.me/c/1/2"}), NOW).text
    assert drawn.text.endswith("Другие обращения: № 101, № 87")
    (link,) = [mark for mark in drawn.marks if mark.kind == "text_link"]
    assert drawn.text[link.start : link.end] == "№ 101"


def test_a_customer_out_of_reach_is_marked(cards: Cards) -> None:
    away = {"customer": replace(PETR, reachable=False)}
    assert lines(cards, given=away)[-1] == "Telegram до клиента не доходит: ответы уходят на почту."


@pytest.mark.parametrize("length", [301, 2048, 2049, 4096, 9000])
def test_a_long_description_folds_or_follows(cards: Cards, length: int) -> None:
    """C53."""
    words = ("слово " * length)[:length].strip() + "!"
    card = cards.card(ticket(description=words), facts(), NOW)
    assert len(card.text.text) <= MESSAGE
    assert "expandable_blockquote" in {mark.kind for mark in card.text.marks}
    assert words in (card.continued.text or card.text.text)


def test_markup_in_a_name_stays_as_typed(cards: Cards) -> None:
    """C53."""
    one = ticket(description="<b>&amp;</b>", contact=replace(ticket().contact, name='<i>"x"</i>'))
    drawn = cards.card(one, facts(), NOW).text
    assert "«<b>&amp;</b>»" in drawn.text
    assert '<i>"x"</i>' in drawn.text
    assert "italic" not in {mark.kind for mark in drawn.marks}


@pytest.mark.parametrize(
    ("organisation", "name"),
    [
        ("ООО «Ромашка»", "124 · Ромашка · Ideco ICS"),
        ('ЗАО "Рога и копыта"', "124 · Рога и копыта · Ideco ICS"),
        ("Acme Inc.", "124 · Acme · Ideco ICS"),
        ("ООО", "124 · ООО · Ideco ICS"),
        ("Я" * 300, f"124 · {'Я' * 110} · Ideco ICS"),
    ],
)
def test_a_topic_is_named_by_number_organisation_and_product(cards: Cards, organisation: str, name: str) -> None:
    one = ticket(organisation=replace(ticket().organisation, name=organisation))
    assert cards.topic_name(one) == name
    assert len(name) <= 128


def test_phones_are_readable() -> None:
    assert readable_phone("+79000000000") == "+7 900 000-00-00"
    assert readable_phone("call me") == "call me"


T, D, G, M, Q, V, W, R, F, B, E, N, X, K, A, S, U, C = (
    Press.TAKE,
    Press.RESOLVE,
    Press.HAND_OVER,
    Press.MORE,
    Press.OUT_OF_TURN,
    Press.VERIFY,
    Press.WORKING,
    Press.RELEASE,
    Press.REFUSE,
    Press.CARD,
    Press.ESCALATE,
    Press.NEW_TIME,
    Press.WARN,
    Press.RUDE,
    Press.ASK,
    Press.SPLIT,
    Press.DUPLICATE,
    Press.CORRECT,
)
THEIRS = [N, Press.RETURNED, Press.FIXED]


@pytest.mark.parametrize(
    ("about", "menu", "presses"),
    [
        ({}, "", [[T, M], [V]]),
        ({"evidence": Evidence.VERIFIED}, "", [[T, M]]),
        (MINE, "", [[D, A, G, M], [V]]),
        ({**MINE, "status": Status.WAITING, "evidence": Evidence.REGISTRY}, "", [[D, A, G, M]]),
        ({**MINE, "status": Status.RESOLVED, "evidence": Evidence.REGISTRY}, "", [[G, M]]),
        ({**MINE, "status": Status.ESCALATED, "evidence": Evidence.REGISTRY}, "", [[G, M], THEIRS]),
        ({"status": Status.ESCALATED, "evidence": Evidence.REGISTRY}, "", [[T, M], THEIRS]),
        ({"status": Status.QUEUED, "evidence": Evidence.REGISTRY}, "", [[Q, M]]),
        ({"status": Status.AWAITING_LEAD}, "", []),
        ({"status": Status.CLOSED}, "more", [[Press.REOPEN_AGAIN]]),
        ({**MINE, "evidence": Evidence.REGISTRY}, "more", [[R, E], [F], [C], [B]]),
        ({**MINE, "status": Status.WAITING, "evidence": Evidence.REGISTRY}, "more", [[W, R], [E, F], [C], [B]]),
        ({"evidence": Evidence.REGISTRY}, "more", [[E, F], [C], [B]]),
        ({}, "correct", [[C, C], [C], [B]]),
        ({"status": Status.QUEUED}, "more", [[F], [V, V], [C], [B]]),
        (MINE, "ask", [*[[A, Press.ASK_EDIT]] * 4, [B]]),
        (
            {**MINE, "last_customer_at": NOW + timedelta(hours=1), "evidence": Evidence.REGISTRY},
            "more",
            [[R, E], [S, F], [C], [B]],
        ),
        (MINE, "give", [[G], [B]]),
        (MINE, "refuse", [[F], [F], [F], [F], [X], [B]]),
        ({**MINE, "status": Status.WAITING}, "refuse", [[X], [B]]),
        ({**MINE, "warned_at": DUE}, "refuse", [[F], [F], [F], [F], [K], [B]]),
    ],
)
def test_buttons_by_state(about: dict[str, Any], menu: str, presses: list[list[Press]]) -> None:
    rows = buttons(ticket(**about), menu, POLICY, [ANNA, BORIS])
    assert [[each.press for each in row] for row in rows] == presses


def test_what_is_done_in_a_call_stands_apart() -> None:
    """R15: a caller's buttons begin a row of their own, and so does what corrects the category."""
    called = Button(label=Text("card-called"), press=Press.CALLED, subject=7)
    rows = buttons(ticket(**MINE, evidence=Evidence.REGISTRY), "more", POLICY, [], calls=[called])
    assert [[each.press for each in row] for row in rows] == [[R, E], [F], [Press.CALLED], [C], [B]]


def test_a_duplicate_is_offered_where_there_is_another() -> None:
    """31: each of the organisation's live tickets is a tap away; alone, a ticket is no duplicate."""
    mine, other = ticket(**MINE, evidence=Evidence.REGISTRY), ticket(id=TicketId(9))
    assert [[each.press for each in row] for row in buttons(mine, "more", POLICY, [], [other])][1] == [U, F]
    rows = buttons(mine, "duplicate", POLICY, [], [other])
    assert [(row[0].press, row[0].arg) for row in rows] == [(U, "9"), (B, "")]


def test_menus_carry_what_was_chosen() -> None:
    give = buttons(ticket(**MINE), "give", POLICY, [ANNA, BORIS])
    assert give[0][0].arg == str(BORIS.id)
    assert [row[0].arg for row in buttons(ticket(), "refuse", POLICY, [])][:4] == [g.key for g in POLICY.out_of_scope]
    (verify,) = buttons(ticket(), "", POLICY, [])[1]
    assert verify.arg == Category.SUBSCRIBER


PROOF = Proof(
    finding=Finding.NEAR,
    by=By.NAME,
    name="Ромашка",
    identity="name:ромашка",
    category=Category.SUBSCRIBER,
    until=date(2027, 3, 14),
)


@pytest.mark.parametrize(
    ("proof", "line"),
    [
        (PROOF, "в реестре похожая Ромашка: подписка до 14.03.2027"),
        (
            replace(PROOF, finding=Finding.EXPIRED, until=date(2026, 3, 14)),
            "в реестре «Ромашка»: подписка до 14.03.2026, срок вышел",
        ),
        (
            replace(PROOF, finding=Finding.SECOND_DEMO, since=date(2026, 5, 1), until=date(2026, 5, 30)),
            "демо в этом году уже было с 01.05.2026 до 30.05.2026; следующее с 01.05.2027",
        ),
        (
            replace(PROOF, finding=Finding.VALID, by=By.PARTNER, until=None),
            "по договору партнёра «Ромашка», без срока",
        ),
        (
            replace(PROOF, finding=Finding.VALID, by=By.INN),
            "по ИНН «Ромашка», до 14.03.2027",
        ),
    ],
)
def test_the_card_shows_what_the_registry_says(cards: Cards, proof: Proof, line: str) -> None:
    """R7, C20, C23, C32: the evidence with its dates, beside the category."""
    drawn = cards.card(ticket(), facts(proof=proof), NOW)
    assert f"Подписка: клиент не знает, срок как по подписке; {line}" in drawn.text.text.splitlines()


def test_a_near_name_is_asked_about_on_the_card() -> None:
    """R7: [These are they] [Not they] in place of the check; whose they are decides what they have."""
    first, second = buttons(ticket(), "", POLICY, [], proof=PROOF)
    assert [each.press for each in second] == [Press.THEM, Press.NOT_THEM]
    assert [each.press for each in first] == [Press.TAKE, Press.MORE]
