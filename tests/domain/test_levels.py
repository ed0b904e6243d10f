"""Support levels (R1, R8): which time of the first answer counts, what is warned of and when, and who hears why."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain import clocks, history, hours, sla
from domain.calendar import Calendar, Interval
from domain.clocks import Clock
from domain.customer import Category, Evidence
from domain.form import Submitted
from domain.policy import Limit, Policy, Problem
from domain.ticket import Status
from domain.words import Local, Moment, Text, Token
from tests.domain.samples import DAY, FRIDAY, HOUR, a_ticket, policy, promised
from tests.domain.test_form_story import GATEWAY, KNOWN, VPN, at_review
from tests.fakes.writer import Writer

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
DOWN = Problem(key="down", title=Local(ru="Всё стоит", en="Everything is down"), first_answer=Limit(HOUR))
SLOW = Problem(key="slow", title=Local(ru="Работает медленно", en="It is slow"), first_answer=Limit(8 * HOUR))
BC = Calendar(
    zone="Europe/Moscow", week=(*[(Interval(540, 1080),)] * 5, (), ()), country="RU", eve_shorter=timedelta(hours=1)
)
MONDAY = datetime(2026, 11, 30, 6, 0, tzinfo=UTC)  # 09:00 in Moscow, the working day after FRIDAY


def levels(**facts: object) -> Policy:
    """The shipped regulation, with categories of problems."""
    return replace(policy(), problems=(DOWN, SLOW), **facts)  # type: ignore[arg-type]


def in_hours(**facts: object) -> Policy:
    """The same with working hours: four of them for subscribers, one for what is down."""
    answers = {
        Category.PARTNER: Limit(4 * HOUR, working=True),
        Category.SUBSCRIBER: Limit(4 * HOUR, working=True),
        Category.DEMO: Limit(24 * HOUR),
        Category.UNSUBSCRIBED: None,
    }
    down = replace(DOWN, first_answer=Limit(HOUR, working=True))
    return replace(policy(), first_answer=answers, problems=(down,), calendar=BC, **facts)  # type: ignore[arg-type]


# Which time counts


@pytest.mark.parametrize(
    ("category", "problem", "limit", "whose"),
    [
        (Category.SUBSCRIBER, "", 4 * HOUR, ""),
        (Category.SUBSCRIBER, "down", HOUR, "down"),
        (Category.SUBSCRIBER, "slow", 4 * HOUR, ""),  # the longer one shortens nothing
        (Category.DEMO, "down", HOUR, "down"),
        (Category.DEMO, "slow", 8 * HOUR, "slow"),
        (Category.DEMO, "gone", 24 * HOUR, ""),  # a category the policy has no more
        (Category.UNSUBSCRIBED, "down", None, ""),  # R9: no limit, whatever it is
    ],
)
def test_the_shorter_time_wins(category: Category, problem: str, limit: timedelta | None, whose: str) -> None:
    """R1: of the customer's category and the problem's."""
    ticket = sla.activate(a_ticket(Status.QUEUED, category=category, problem=problem), levels(), FRIDAY).ticket
    assert ticket.cycle is not None
    assert (ticket.cycle.reason.limit, ticket.cycle.reason.problem) == (limit, whose)
    assert ticket.cycle.due_at == (FRIDAY + limit if limit else None)


def test_shorter_is_what_is_over_sooner() -> None:
    """R1: four calendar hours on a Friday evening end before one working hour does."""
    mixed = replace(in_hours(), first_answer=policy().first_answer)
    ticket = sla.activate(a_ticket(Status.QUEUED, problem="down"), mixed, FRIDAY).ticket
    assert ticket.cycle is not None
    assert (ticket.cycle.due_at, ticket.cycle.reason.working) == (FRIDAY + 4 * HOUR, False)


def test_a_category_that_turns_better_keeps_the_problems_time() -> None:
    """C19 with R1: a demo becomes a subscriber; one hour from the beginning is still sooner than four from now."""
    ticket = sla.activate(a_ticket(Status.QUEUED, category=Category.DEMO, problem="down"), levels(), FRIDAY).ticket
    better = replace(ticket, category=Category.SUBSCRIBER, evidence=Evidence.VERIFIED)
    assert sla.recategorised(better, levels(), FRIDAY + 30 * MINUTE) == (better, None)


def test_who_is_accepted_gets_the_problems_time() -> None:
    """R9, R1: no limit before the lead accepts; from then on as everybody."""
    waits = a_ticket(Status.QUEUED, category=Category.SUBSCRIBER, evidence=Evidence.LEAD, problem="down")
    cycle = sla.activate(waits, levels(), FRIDAY, cause="accepted").ticket.cycle
    assert cycle is not None
    assert (cycle.due_at, cycle.reason.cause, cycle.reason.problem) == (FRIDAY + HOUR, "accepted", "down")


def test_a_category_that_changes_is_counted_in_working_hours_from_then() -> None:
    """C19 in working hours: 18:40 on Friday is after hours; four hours from Monday's opening."""
    demo = a_ticket(category=Category.SUBSCRIBER, evidence=Evidence.VERIFIED)
    after, due = sla.recategorised(
        replace(demo, cycle=replace(demo.cycle, due_at=FRIDAY + 30 * DAY)),  # type: ignore[type-var]
        in_hours(),
        FRIDAY + HOUR,
    )
    assert due == MONDAY + 4 * HOUR
    assert after.cycle is not None
    assert (after.cycle.reason.working, after.cycle.reason.since) == (True, FRIDAY + HOUR)


# Warnings


def steps(policy: Policy, **facts: object) -> dict[str, datetime]:
    ticket = sla.activate(a_ticket(Status.QUEUED, **facts), policy, FRIDAY).ticket
    return {each.step: each.fire_at for each in clocks.timers(ticket, policy) if each.clock is Clock.ANSWER}


def test_warnings_are_counted_back_in_working_time() -> None:
    """SEMANTICS, Hours: due Monday 13:00; every step falls into open hours, the repeats go on the next morning."""
    found = steps(in_hours())
    due = MONDAY + 4 * HOUR
    assert (found["warn0"], found["warn1"], found["due"]) == (due - HOUR, due - 15 * MINUTE, due + SECOND)
    assert found["repeat5"] == MONDAY + 9 * HOUR + SECOND
    short = steps(in_hours(warnings={**policy().warnings, Category.SUBSCRIBER: policy().warnings[Category.DEMO]}))
    assert "warn0" not in short  # six hours before four hours: there is nothing to warn of yet
    assert short["warn1"] == due - HOUR


def test_a_warning_before_the_weekend() -> None:
    """Due a quarter of an hour after Monday's opening: the hour's warning comes on Friday, before people leave."""
    at = datetime(2026, 11, 27, 11, 15, tzinfo=UTC)  # 14:15 in Moscow
    ticket = sla.activate(a_ticket(Status.QUEUED), in_hours(), at).ticket
    found = {each.step: each.fire_at for each in clocks.timers(ticket, in_hours()) if each.clock is Clock.ANSWER}
    assert found["due"] == MONDAY + 15 * MINUTE + SECOND
    assert found["warn0"] == datetime(2026, 11, 27, 14, 15, tzinfo=UTC)
    assert found["warn1"] == MONDAY
    assert ticket.cycle is not None
    assert sla.left(ticket.cycle, in_hours(), found["warn0"]) == HOUR


def test_a_short_time_has_short_warnings() -> None:
    """R1: an hour's warning of an hour would come with the ticket itself."""
    assert set(steps(levels(), problem="down")) == {"warn1", "due", *(f"repeat{n}" for n in range(1, 6))}


def test_time_left_is_told_in_the_hours_it_is_counted_in() -> None:
    calendar_time = sla.activate(a_ticket(Status.QUEUED), levels(), FRIDAY).ticket.cycle
    assert calendar_time is not None
    assert sla.left(calendar_time, levels(), FRIDAY + HOUR) == 3 * HOUR
    assert sla.left(calendar_time, levels(), FRIDAY + 5 * HOUR) == -HOUR
    working = sla.activate(a_ticket(Status.QUEUED), in_hours(), FRIDAY).ticket.cycle
    assert working is not None
    assert sla.left(working, in_hours(), FRIDAY) == 4 * HOUR
    assert sla.left(working, in_hours(), MONDAY + 5 * HOUR) == -HOUR


def test_the_gate_returns_on_working_days() -> None:
    """7, R9: the lead is asked again when somebody is there; no two days fall into one."""
    found = {each.step: each.fire_at for each in clocks.timers(a_ticket(Status.AWAITING_LEAD), in_hours())}
    assert found["day1"] == datetime(2026, 11, 30, 15, 0, tzinfo=UTC)  # registered after hours: the end of Monday
    assert len(set(found.values())) == clocks.GATE_DAYS
    assert all(BC.is_open(each - SECOND) for each in found.values())


# Who hears of it


def test_why_tells_whose_time_it_is_and_which_hours_counted() -> None:
    """R1, SEMANTICS: the reason is kept with the deadline; the title is today's."""
    ticket = sla.activate(a_ticket(Status.QUEUED, problem="down"), in_hours(), FRIDAY).ticket
    assert ticket.cycle is not None
    line = history.why(ticket, [ticket.cycle], [promised(ticket.cycle)], in_hours()).parts[1]
    assert isinstance(line, Text)
    assert line.args["problem"] == Text("why-problem", {"problem": DOWN.title})
    assert (line.args["counted"], line.args["started"]) == (Token("working"), Moment(FRIDAY))
    gone = history.why(ticket, [ticket.cycle], [promised(ticket.cycle)], policy()).parts[1]
    assert isinstance(gone, Text)
    assert gone.args["problem"] == Text("why-problem", {"problem": "down"})
    plain = sla.activate(a_ticket(Status.QUEUED), policy(), FRIDAY).ticket
    assert plain.cycle is not None
    usual = history.why(plain, [plain.cycle], [promised(plain.cycle)], policy()).parts[1]
    assert isinstance(usual, Text)
    assert (usual.args["counted"], usual.args["problem"]) == (Token("round"), Text("why-no-problem"))


@pytest.mark.parametrize(("minutes", "hours"), [(90, 0), (60, 1), (15, 0), (480, 8)])
def test_why_rounds_nothing(minutes: int, hours: int) -> None:
    """An hour and a half is ninety minutes, not an hour."""
    half = replace(policy(), first_answer={**policy().first_answer, Category.SUBSCRIBER: Limit(minutes * MINUTE)})
    ticket = sla.activate(a_ticket(Status.QUEUED), half, FRIDAY).ticket
    assert ticket.cycle is not None
    line = history.why(ticket, [ticket.cycle], [promised(ticket.cycle)], half).parts[1]
    assert isinstance(line, Text)
    assert (line.args["hours"], line.args["minutes"]) == (hours, minutes)


@pytest.mark.parametrize(
    ("at", "opens"),
    [(FRIDAY, MONDAY), (MONDAY, None), (MONDAY - SECOND, MONDAY), (MONDAY + 9 * HOUR, MONDAY + 24 * HOUR)],
)
def test_outside_the_hours_people_hear_when_they_begin(at: datetime, opens: datetime | None) -> None:
    """SEMANTICS, Hours: a moment, in greeting and receipt; nothing while the desk is open."""
    assert hours.opens_at(in_hours(), at) == opens
    assert hours.opens_at(policy(), at) is None
    for told in (hours.closed_greeting(in_hours(), at), hours.closed_receipt(in_hours(), at)):
        assert [each.args["opens"] for each in told] == ([Moment(opens)] if opens else [])


def test_a_promise_for_the_night_needs_no_opening() -> None:
    """Calendar hours may end before the desk opens: the receipt does not contradict itself."""
    assert not hours.closed_receipt(in_hours(), FRIDAY, FRIDAY + 4 * HOUR)
    assert hours.closed_receipt(in_hours(), FRIDAY, MONDAY + HOUR)


# The form


def test_the_form_asks_only_if_the_policy_has_any() -> None:
    """R1: the shipped regulation has none; the form has six questions and no button for a seventh."""
    assert policy().problems == ()
    writer = at_review()
    writer.taps("Исправить")
    assert "Вид проблемы" not in writer.labels()


def filled_in(**more: object) -> Writer:
    writer = Writer(policy=levels(), **more)  # type: ignore[arg-type]
    writer.writes(GATEWAY)
    assert "Осталось семь коротких вопросов, в следующий раз останется один." in writer.read()
    writer.taps("Даю согласие")
    writer.shares_contact()
    writer.writes("petr@example.org")
    writer.writes("ООО «Ромашка»")
    writer.taps("По подписке")
    writer.taps("Ideco ICS")
    writer.writes("7.9.4 сборка 138")
    return writer


def test_the_seventh_question() -> None:
    """R1: counted, tapped, shown before it is sent, kept on the ticket."""
    writer = filled_in()
    assert writer.read() == "7 из 7. Что ближе всего к вашей проблеме? От этого зависит, как быстро ответим."
    assert writer.labels() == ["Всё стоит", "Работает медленно", "Другое", "Назад"]
    writer.taps("Всё стоит")
    assert "Вид проблемы: Всё стоит" in writer.read().splitlines()
    writer.taps("Отправить")
    assert isinstance(writer.end, Submitted)
    assert writer.end.application.problem == "down"


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("всё стоит!", "down"),
        ("у нас всё стоит", "down"),
        ("все стоит", "down"),
        ("Everything is down", "down"),
        ("работает медлено", "slow"),
        ("slow", "slow"),
        ("другое", ""),
        ("ничего из этого", ""),
        ("None of these", ""),
    ],
)
def test_it_can_be_typed(typed: str, kind: str) -> None:
    writer = filled_in()
    writer.writes(typed)
    assert writer.read().startswith("Проверьте")
    assert ("Вид проблемы" in writer.read()) is bool(kind)
    writer.taps("Отправить")
    assert isinstance(writer.end, Submitted)
    assert writer.end.application.problem == kind


def test_what_cannot_be_read_is_asked_again() -> None:
    writer = filled_in()
    writer.writes("зелёное")
    assert writer.read() == "Выберите из списка или напишите словами. Ничего не подходит — «Другое»."
    assert "Другое" in writer.labels()


def test_it_is_edited_from_the_review() -> None:
    """R1: and so is a slip of the finger; [Back] and [Keep] work as everywhere."""
    writer = filled_in()
    writer.taps("Другое")
    assert "Вид проблемы" not in writer.read()
    writer.taps("Исправить")
    writer.taps("Вид проблемы")
    assert writer.read() == "Что ближе всего к вашей проблеме? От этого зависит, как быстро ответим."
    writer.taps("Работает медленно")
    assert "Вид проблемы: Работает медленно" in writer.read()


def test_a_returning_customer_is_asked_again() -> None:
    """R1: a problem is new each time; nothing else is."""
    writer = Writer(known=KNOWN, policy=levels())
    writer.writes(VPN)
    assert writer.read() == "Что ближе всего к вашей проблеме? От этого зависит, как быстро ответим."
    writer.taps("Другое")
    assert writer.read().startswith("Новое обращение? Проверьте, и отправляем.")


def test_new_terms_and_one_question_that_stays() -> None:
    """The consent's text changed: the one question left will be asked next time too, so no other is promised."""
    writer = Writer(known=replace(KNOWN, consent_version="0"), policy=levels())
    writer.writes(VPN)
    assert "Остался один короткий вопрос." in writer.read()


def test_a_category_that_is_gone_is_asked_for_again() -> None:
    """The policy changed while the form was open."""
    writer = filled_in()
    writer.taps("Всё стоит")
    writer.policy = replace(levels(), problems=(SLOW,))
    writer.taps("Отправить")
    assert writer.end is None
    assert writer.labels()[:2] == ["Работает медленно", "Другое"]


def test_the_greeting_says_when_the_desk_opens() -> None:
    """SEMANTICS, Hours: to who comes on a Friday evening; not to who comes on Monday."""
    late = Writer(policy=in_hours())
    late.starts()
    assert late.read().splitlines()[-1].startswith("Сейчас поддержка закрыта до пн 09:00")
    early = Writer(policy=in_hours(), now=MONDAY)
    early.starts()
    assert "закрыта" not in early.read()
