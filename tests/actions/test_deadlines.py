"""The first answer is watched: warned of, missed, promised, repeated, and met by what is on its way."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.customer import Category
from domain.delivery import Obstacle
from domain.desk import Origin
from domain.effects import AlertDigest, AlertLead, EditTagged, Outage, RefreshCard, TellCustomer, WarnEngineer
from domain.errors import AlreadyDone, AlreadyTaken, InThePast, NotYours
from domain.ids import ChatId, EngineerId, TicketId, UserId
from domain.intake import Usage
from domain.letters import lead_lane
from domain.policy import Limit
from domain.ticket import Status
from domain.words import Moment, Press
from storage.transaction import Transaction
from tests.actions.house import ANNA, BORIS, GROUP, LEAD, MARIA, PETR, SECOND_LEAD, House, lead_copies, names, of, text

HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)


async def due(house: House, number: TicketId) -> datetime:
    cycle = (await house.ticket(number)).cycle
    assert cycle is not None
    assert cycle.due_at is not None
    return cycle.due_at


async def missed(house: House, user: UserId = PETR) -> TicketId:
    """A ticket whose deadline has just passed unanswered; everybody has heard."""
    number = await house.files(user)
    await house.passes(hours=4, seconds=1)
    return number


# Before


async def test_who_is_warned_and_when(house: House) -> None:
    """SEMANTICS, Alerts: an hour before, the engineer (or the topic); a quarter before, the leads too."""
    number = await house.files()
    assert await house.passes(hours=2, minutes=59, seconds=59) == []
    assert of(await house.passes(seconds=1), WarnEngineer) == [WarnEngineer(ticket=number, engineer=None)]
    await house.claims(ANNA, number)
    sent = await house.passes(minutes=45)
    assert of(sent, WarnEngineer) == [WarnEngineer(ticket=number, engineer=ANNA)]
    assert [each.lead for each in of(sent, AlertLead)] == [LEAD, SECOND_LEAD]
    assert len({each.alert for each in of(sent, AlertLead)}) == 1  # one alert, a letter to each


async def test_a_step_is_skipped_if_a_later_one_is_due(house: House) -> None:
    """Ten minutes before the deadline nobody reads that an hour is left."""
    await house.files()
    sent = await house.passes(hours=3, minutes=50)
    assert len(of(sent, WarnEngineer)) == 1
    assert len(of(sent, AlertLead)) == 2


# At the deadline


async def test_at_the_deadline_everybody_hears_once(house: House) -> None:
    """R8, C14: each lead, the customer, the card; asked again, nothing fires twice."""
    number = await house.files()
    assert of(await house.passes(hours=4), AlertLead) == []  # nothing is late yet, and no warning would help now
    assert "breached" not in house.journal(number)
    sent = await house.passes(seconds=1)
    assert [each.lead for each in of(sent, AlertLead)] == [LEAD, SECOND_LEAD]
    (told,) = of(sent, TellCustomer)
    assert text(told).name == "ticket-late"
    assert text(told).args["due"] == Moment(await due(house, number))
    await house.passes(seconds=1)
    assert house.journal(number).count("breached") == 1


async def test_an_alert_that_goes_out_twice_is_one_breach(house: House) -> None:
    """C15: the lead's letter is with Telegram, and we are gone before we have written that down."""
    number = await house.files()
    house.clock.advance(hours=4, seconds=1)
    await house.deadlines.sweep(current=True)
    alert = next(letter for letter in await house.due() if isinstance(letter.effect, AlertLead))
    await house.take(alert.id)  # sent, and never recorded
    assert await house.do(lambda tx: tx.outbox.recover(house.clock.now())) == 1
    again = [each for each in of(await house.deliver(), AlertLead) if each.lead == LEAD]
    assert again == [alert.effect]  # once more, and no more than that
    await house.passes(seconds=1)
    assert house.journal(number).count("breached") == 1
    assert len(await house.look(lambda tx: tx.alerts.open_of(number))) == 1


async def test_repeats_stop_with_an_answer(house: House) -> None:
    """Hourly, at most five times; at night without a sound."""
    number = await missed(house)  # 22:40 in Moscow
    heard = [of(await house.passes(hours=1), AlertLead) for _ in range(7)]
    assert [len(each) for each in heard] == [2, 2, 2, 2, 2, 0, 0]
    assert all(letter.silent for each in heard for letter in each)
    other = await missed(house, MARIA)
    await house.answers(ANNA, other)
    assert of(await house.passes(hours=1), AlertLead) == []
    assert (await house.ticket(number)).status is Status.OPEN


async def test_only_the_newest_copy_has_buttons(house: House) -> None:
    """C62: a warning and every repeat lose theirs to the copy below; the link stays."""
    await house.files()
    (soon, *_) = of(await house.passes(hours=3, minutes=45), AlertLead)
    at_due = of(await house.passes(minutes=15, seconds=1), EditTagged)
    assert [each.lane for each in at_due if each.tag == soon.tag] == [lead_lane(LEAD), lead_lane(SECOND_LEAD)]
    repeated = await house.passes(hours=1)
    (again, _) = of(repeated, AlertLead)
    earlier = [each for each in of(repeated, EditTagged) if each.tag == again.tag and each.words is None]
    assert [each.lane for each in earlier] == [lead_lane(LEAD), lead_lane(SECOND_LEAD)]
    assert [button.press for row in earlier[0].buttons for button in row] == [None]
    assert repeated.index(earlier[0]) < repeated.index(again)  # else the new copy would lose them


async def test_an_answer_settles_the_alert(house: House) -> None:
    """Every lead's copy says that it came, and that it came late."""
    number = await missed(house)
    await house.answers(ANNA, number)
    assert lead_copies(house.sent, lead_lane(LEAD)) == ["lead-settled-late"]
    assert lead_copies(house.sent, lead_lane(SECOND_LEAD)) == ["lead-settled-late"]
    cycle = (await house.ticket(number)).cycle
    assert cycle is not None
    assert cycle.due_at is not None
    assert cycle.answered_at == cycle.due_at + SECOND  # C10: late by a second


async def test_no_limit_no_alarm(house: House) -> None:
    """R8: whom the lead takes on without a subscription has no clock."""
    number = await house.files(usage=Usage.NONE)
    await house.actions.gate.accept(house.origin(), number, LEAD, (await house.ticket(number)).category)
    await house.deliver()
    assert await house.passes(days=3) == []


async def test_a_new_policy_changes_no_promise(house: House) -> None:
    """C42: four hours were promised; that it is two hours from today on is for tickets of today."""
    number = await house.files()
    promised = await due(house, number)
    policy = house.desk.policy
    shorter = replace(policy, first_answer={**policy.first_answer, Category.SUBSCRIBER: Limit(2 * HOUR)})
    object.__setattr__(house.desk, "policy", shorter)
    other = await house.files(MARIA)
    await house.claims(ANNA, number)
    assert await due(house, number) == promised == house.clock.now() + 4 * HOUR
    assert await due(house, other) == house.clock.now() + 2 * HOUR
    await house.passes(hours=2, seconds=1)
    assert "breached" not in house.journal(number)
    assert "breached" in house.journal(other)


# On its way


async def test_an_answer_on_its_way_holds_the_deadline(house: House) -> None:
    """C11: written 13:59:58, taken 14:00:40, due 14:00: met, and no alert in between."""
    number = await house.files()
    await house.claims(ANNA, number)
    await house.passes(hours=3, minutes=59, seconds=58)
    await house.says(ANNA, number, "Проверьте кабель")
    for _ in range(20):
        house.clock.advance(seconds=2)
        await house.deadlines.sweep(current=True)
    assert "breached" not in house.journal(number)
    await house.deliver()
    await house.passes(seconds=5)
    cycle = (await house.ticket(number)).cycle
    assert cycle is not None
    assert cycle.due_at is not None
    assert cycle.answered_at == cycle.due_at - 2 * SECOND
    assert cycle.delivered_at == cycle.due_at + 38 * SECOND
    assert "breached" not in house.journal(number)
    assert names(of(house.sent, TellCustomer)) == ["receipt", "ticket-claimed"]


async def test_an_answer_written_too_late_holds_nothing(house: House) -> None:
    """C10: a second after the deadline, on its way or not, it is late."""
    number = await house.files()
    await house.claims(ANNA, number)
    await house.passes(hours=4)
    house.clock.advance(seconds=1)
    await house.says(ANNA, number, "Проверьте кабель")
    await house.deadlines.sweep(current=True)
    assert "breached" in house.journal(number)


async def test_an_answer_that_no_channel_takes_holds_it_no_longer(house: House) -> None:
    """C45: neither Telegram nor mail: the deadline fires after all."""
    number = await house.files()
    await house.claims(ANNA, number)
    await house.passes(hours=3, minutes=59)
    await house.says(ANNA, number, "Проверьте кабель")
    house.clock.advance(minutes=2)
    await house.deadlines.sweep(current=True)
    assert "breached" not in house.journal(number)
    house.broken = lambda effect: (
        Obstacle.UNKNOWN if type(effect).__name__ in {"RelayToCustomer", "SendEmail"} else None
    )
    await house.deliver()
    await house.passes(seconds=2)
    assert "breached" in house.journal(number)


async def test_an_update_that_is_not_handled_yet_holds_it_too(house: House) -> None:
    """C11: taken in before the deadline, it may be the answer."""
    number = await house.files()
    await house.passes(hours=3, minutes=59, seconds=59)
    seq = await house.stored(GROUP, await house.thread(number))
    await house.passes(seconds=3)
    assert "breached" not in house.journal(number)
    await house.database.run(Origin(house.clock.now(), inbox=seq), nothing)
    await house.passes(seconds=2)
    assert "breached" in house.journal(number)


async def nothing(tx: Transaction) -> None:
    """An update of which nothing comes."""


async def test_nothing_fires_while_updates_may_wait_at_telegram(house: House) -> None:
    """After an outage: first the inbox, then the alerts."""
    number = await house.files()
    house.clock.advance(hours=5)
    assert await house.deadlines.sweep(current=False) == 0
    assert "breached" not in house.journal(number)
    await house.deadlines.sweep(current=True)
    assert "breached" in house.journal(number)


async def test_an_alarm_that_proves_false_says_so(house: House) -> None:
    """The update came hours later than it was sent: the answer was in time, and the leads' copies say it."""
    number = await house.files()
    await house.claims(ANNA, number)
    await house.passes(hours=3)
    written = house.clock.now()
    await house.passes(hours=1, seconds=1)
    said = house.message(ANNA, GROUP, "Проверьте кабель", thread=await house.thread(number), at=written)
    await house.actions.answering.engineer_wrote(Origin(written), said)
    await house.deliver()
    assert lead_copies(house.sent, lead_lane(LEAD)) == ["lead-settled-in-time"]


# After an outage, and many at once


async def test_after_an_outage_one_alert_marked_late(house: House) -> None:
    """C12: down 10:05–12:40, the last warning and the deadline inside: one alert, with the outage's times."""
    number = await house.files()
    since = house.clock.advance(hours=3, minutes=20)
    until = house.clock.advance(hours=2)
    await house.do(lambda tx: tx.facts.put("outage", f"{since.isoformat()} {until.isoformat()}"))
    sent = await house.passes()
    assert [each.known_late for each in of(sent, AlertLead)] == [Outage(since, until)] * 2
    assert of(sent, WarnEngineer) == []
    assert names(of(sent, TellCustomer)) == ["ticket-late"]
    assert house.timers(number, "answer") == {
        **dict.fromkeys(["warn0", "warn1", "due", "repeat1"], True),
        **dict.fromkeys(["repeat2", "repeat3", "repeat4", "repeat5"], False),
    }


async def test_two_hundred_at_once_are_one_list(house: House) -> None:
    """C47: one digest to each lead, however long writing it takes; every customer is told."""
    numbers = [await house.registers(UserId(10_000 + n)) for n in range(200)]
    await house.deliver()
    sent = await house.passes(hours=9)
    assert of(sent, AlertLead) == []
    assert names(of(sent, TellCustomer)) == ["ticket-late"] * 200
    lists = of(await house.passes(seconds=10), AlertDigest)
    assert [(each.lead, sorted(each.tickets)) for each in lists] == [(LEAD, numbers), (SECOND_LEAD, numbers)]
    assert house.ask("SELECT count(*) FROM alerts WHERE settled_at IS NULL") == [(200,)]


async def test_repeats_of_a_crowd_are_one_list_too(house: House) -> None:
    """C47: what was missed together comes back together, an hour later."""
    for n in range(11):
        await house.registers(UserId(10_000 + n))
    await house.deliver()
    await house.passes(hours=4, seconds=1)
    assert len(of(await house.passes(seconds=10), AlertDigest)) == 2
    assert of(await house.passes(minutes=59, seconds=50), AlertLead) == []
    assert [len(each.tickets) for each in of(await house.passes(seconds=10), AlertDigest)] == [11, 11]


async def test_ten_at_once_are_ten_alerts(house: House) -> None:
    """The policy's number: above it, a list."""
    for n in range(10):
        await house.registers(UserId(10_000 + n))
    await house.deliver()
    assert len(of(await house.passes(hours=4, seconds=1), AlertLead)) == 20


async def test_one_tickets_trouble_keeps_nobody_waiting(house: House) -> None:
    """A ticket that cannot be looked at is reported, to the leads too, once; the others' deadlines fire."""
    broken, well = await house.files(), await house.files(MARIA)
    house.clock.advance(hours=4, seconds=1)
    look = house.deadlines._answers._breach

    async def breach(tx: Transaction, ticket: object, *args: object, **kwargs: object) -> None:
        if ticket.id == broken:  # type: ignore[attr-defined]
            raise LookupError
        await look(tx, ticket, *args, **kwargs)  # type: ignore[arg-type]

    house.deadlines._answers._breach = breach  # type: ignore[method-assign,assignment]
    with pytest.raises(ExceptionGroup) as found:
        await house.deadlines.sweep(current=True)
    assert [type(each) for each in found.value.exceptions] == [LookupError]
    assert "breached" in house.journal(well)
    house.deadlines._answers._breach = look  # type: ignore[method-assign]
    await house.deadlines.sweep(current=True)
    assert "breached" not in house.journal(broken)  # reported once a minute, not twice a second
    await house.passes(minutes=1)
    assert "breached" in house.journal(broken)
    assert names(house.sent).count("lead-deadlines") == len(house.desk.leads)


# Mine, I answer by …


async def test_two_leads_press_mine_at_once(house: House) -> None:
    """C62: one has it, the other learns who; every copy says it, and the customer hears the new time."""
    number = await missed(house)
    until = house.clock.now() + 30 * MINUTE
    await house.actions.alerts.promise(house.origin(), number, LEAD, until)
    with pytest.raises(AlreadyTaken) as lost:
        await house.actions.alerts.promise(house.origin(), number, SECOND_LEAD, until + HOUR)
    assert lost.value.name == "Людмила"
    sent = await house.deliver()
    (told,) = of(sent, TellCustomer)
    assert (text(told).name, text(told).args["due"]) == ("ticket-promised", Moment(until))
    for lead in (LEAD, SECOND_LEAD):
        assert lead_copies(sent, lead_lane(lead)) == ["lead-settled-promise"]
    ticket = await house.ticket(number)
    assert (ticket.engineer_id, ticket.promise_due) == (EngineerId(LEAD), until)
    assert ticket.awaits_first_answer  # acknowledging changes no fact of the clock
    assert house.journal(number).count("promised") == 1


async def test_a_promise_stops_the_repeats(house: House) -> None:
    number = await missed(house)
    await house.actions.alerts.promise(house.origin(), number, LEAD, house.clock.now() + 3 * HOUR)
    await house.deliver()
    assert of(await house.passes(hours=2, minutes=59), AlertLead) == []


async def test_a_broken_promise_is_one_alert_and_repeats_until_it_is_kept(house: House) -> None:
    """C62: told once, worded by the promise that is still known, then hourly; a new promise begins anew."""
    number = await missed(house)
    until = house.clock.now() + 30 * MINUTE
    await house.actions.alerts.promise(house.origin(), number, LEAD, until)
    await house.deliver()
    assert len(of(await house.passes(minutes=30, seconds=1), AlertLead)) == 2
    assert of(await house.passes(seconds=30), AlertLead) == []
    assert (await house.ticket(number)).promise_due == until
    assert len(of(await house.passes(hours=1), AlertLead)) == 2
    await house.actions.alerts.promise(house.origin(), number, SECOND_LEAD, house.clock.now() + HOUR)
    await house.deliver()
    assert of(await house.passes(minutes=59), AlertLead) == []
    assert len(of(await house.passes(minutes=2), AlertLead)) == 2
    assert house.journal(number).count("promise_broken") == 2


async def test_a_promise_missed_in_an_outage_is_told(house: House) -> None:
    """C12: with its repeats due as well, the broken promise itself is what is told."""
    number = await missed(house)
    await house.actions.alerts.promise(house.origin(), number, LEAD, house.clock.now() + 30 * MINUTE)
    await house.deliver()
    assert len(of(await house.passes(hours=3), AlertLead)) == 2
    assert "promise_broken" in house.journal(number)


async def test_a_kept_promise_is_not_called_broken(house: House) -> None:
    """C11: the answer is on its way when the promised moment comes."""
    number = await missed(house)
    await house.actions.alerts.promise(house.origin(), number, LEAD, house.clock.now() + 30 * MINUTE)
    await house.deliver()
    house.clock.advance(minutes=30)
    await house.says(EngineerId(LEAD), number, "Проверьте кабель")
    house.clock.advance(seconds=10)
    await house.deadlines.sweep(current=True)
    await house.deliver()
    await house.passes(hours=2)
    assert "promise_broken" not in house.journal(number)


async def test_what_cannot_be_promised(house: House) -> None:
    """A past moment, somebody else's word, a ticket that is answered."""
    number = await missed(house)
    alerts, at = house.actions.alerts, house.clock.now()
    with pytest.raises(InThePast):
        await alerts.promise(house.origin(), number, LEAD, at)
    for act in (
        alerts.promise(house.origin(), number, UserId(ANNA), at + HOUR),
        alerts.offer_times(house.origin(), number, UserId(ANNA)),
        alerts.offer_colleagues(house.origin(), number, PETR),
        alerts.assign(house.origin(), number, PETR, ANNA),
    ):
        with pytest.raises(NotYours):
            await act
    await house.answers(ANNA, number)
    with pytest.raises(AlreadyDone):
        await alerts.promise(house.origin(), number, LEAD, at + HOUR)
    with pytest.raises(AlreadyDone):
        await alerts.offer_times(house.origin(), number, LEAD)


async def test_a_lead_outside_the_group_has_a_name_all_the_same(house: House) -> None:
    """R22: the one that customers know from the policy."""
    number = await missed(house)
    await house.actions.alerts.promise(house.origin(), number, SECOND_LEAD, house.clock.now() + HOUR)
    (told,) = of(await house.deliver(), TellCustomer)
    assert text(told).args["engineer"] == house.desk.policy.contacts.lead.name


async def test_a_lead_gives_it_to_somebody(house: House) -> None:
    """The engineer is called by name, the customer hears who, all copies say it, and nobody is reminded."""
    number = await missed(house)
    await house.actions.alerts.offer_colleagues(house.origin(), number, LEAD)
    (offer,) = names(await house.deliver())
    assert offer == "lead-to-whom"
    await house.actions.alerts.assign(house.origin(), number, LEAD, BORIS)
    sent = await house.deliver()
    assert {"engineer-assigned", "ticket-claimed"} <= set(names(sent))
    assert lead_copies(sent, lead_lane(SECOND_LEAD)) == ["lead-settled-assigned"]
    assert (await house.ticket(number)).engineer_id == BORIS
    assert of(await house.passes(hours=2), AlertLead) == []


async def test_times_are_offered(house: House) -> None:
    """The usual ones, and one's own."""
    number = await missed(house)
    await house.actions.alerts.offer_times(house.origin(), number, LEAD)
    (offer,) = await house.deliver()
    presses = [button for row in offer.buttons for button in row]  # type: ignore[union-attr]
    assert [button.arg for button in presses] == ["15", "30", "60", "120", "other"]
    assert {button.press for button in presses} == {Press.MINE}


# A lead who cannot be reached


async def test_a_lead_who_never_pressed_start_holds_nobody_up(house: House) -> None:
    """C62: the others and General are told, once; the alert itself stands in General, once for all leads."""
    number = await house.files()
    house.broken = lambda effect: Obstacle.NEVER_STARTED if getattr(effect, "lead", None) == SECOND_LEAD else None
    sent = await house.passes(hours=4, seconds=1)
    assert [each.lead for each in of(sent, AlertLead)] == [LEAD]
    assert sorted(names([each for each in sent if type(each).__name__ in {"TellGroup", "TellLead"}])) == [
        "general-alert",
        "lead-unreachable",  # in General
        "lead-unreachable",  # to the other lead
    ]
    later = await house.passes(hours=1)
    assert "general-alert" not in names(later)
    assert "lead-unreachable" not in names(later)
    assert house.journal(number).count("breached") == 1


async def test_a_card_is_redrawn_without_haste(house: House) -> None:
    """A ticket costs at most six writes: the redraw at the deadline waits for company."""
    number = await missed(house)
    assert of(house.sent, RefreshCard) == []
    assert await house.waiting(RefreshCard) == [RefreshCard(ticket=number, lazily=True)]
    assert of(house.sent, EditTagged) == []
    assert (await house.look(lambda tx: tx.places.of(number))).chat == ChatId(GROUP)  # type: ignore[union-attr]
