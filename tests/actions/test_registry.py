"""The registry at work: what is found at registration, and what an import does to tickets (R3, R5, R7, R9)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest

from actions.imports import write
from actions.review import Review
from actions.standing import usage_now
from domain.customer import Category, Evidence, Organisation
from domain.effects import EditTagged, RefreshCard, SendFile, TellCustomer, TellLead
from domain.errors import AlreadyDone, NotYours
from domain.ids import ImportId, TicketId, UserId
from domain.intake import Usage
from domain.registry.changes import Changes, compare
from domain.registry.finding import By, Finding, Proof
from domain.registry.importing import Import, State, Unreadable
from domain.registry.listing import Listing
from domain.ticket import Status, Ticket
from domain.words import Lines, Press, Text
from storage.transaction import Transaction
from tests.actions.house import ANNA, LEAD, MARIA, PETR, SECOND_LEAD, House, lead_copies, names, of, text

INN = "7707083893"
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
HEADER = ["Организация", "ИНН", "Категория", "Продукт", "Подписка с", "Подписка до", "Начало демо"]


def today(house: House) -> date:
    return (house.clock.now() + 3 * HOUR).date()  # of the desk, in Moscow


def subscription(house: House, days: int = 100, name: str = "Ромашка", inn: str | None = None) -> Listing:
    return Listing(
        organisation=Organisation(name=name, inn=inn),
        category=Category.SUBSCRIBER,
        until=today(house) + timedelta(days=days),
    )


async def lists(house: House, *listings: Listing) -> None:
    """The registry is replaced by these, as an import does it; live tickets are held against it."""

    async def unit(tx: Transaction) -> None:
        changes = compare(await tx.registry.all(), listings, house.desk.policy)
        await write(tx, changes, keep=False)
        await tx.imports.applied(await tx.imports.add(UserId(0), "", house.clock.now()), house.clock.now())

    await house.do(unit)
    await Review(house.desk).sweep(house.clock.now())


async def proof(house: House, number: TicketId) -> Proof | None:
    return await house.look(lambda tx: tx.registry.proof(number))


async def found(house: House, number: TicketId) -> tuple[Finding, By] | None:
    known = await proof(house, number)
    return (known.finding, known.by) if known else None


def due(ticket: Ticket) -> datetime | None:
    return ticket.cycle.due_at if ticket.cycle else None


def shown(words: object) -> list[str]:
    return names([TellLead(lead=LEAD, words=words)]) if isinstance(words, Text | Lines) else []


# Found at registration


async def test_found_by_inn_whatever_the_name(house: House) -> None:
    """R7: the evidence is fixed on the ticket; the customer's own word plays no part."""
    await lists(house, subscription(house, inn=INN))
    number = await house.files(usage=Usage.NONE, organisation="Филиал на Невском", inn=INN)
    ticket = await house.ticket(number)
    assert (ticket.status, ticket.category, ticket.evidence) == (
        Status.OPEN,
        Category.SUBSCRIBER,
        Evidence.REGISTRY,
    )
    assert await found(house, number) == (Finding.VALID, By.INN)
    await lists(house)
    assert await found(house, number) == (Finding.VALID, By.INN)  # a later import rewrites nothing


@pytest.mark.parametrize("told", ["ООО «РОМАШКА»", "ромашка", "Ромашка, ООО"])
async def test_then_by_name(house: House, told: str) -> None:
    """R7: case, quotes and legal form do not matter."""
    await lists(house, subscription(house))
    assert await found(house, await house.files(organisation=told)) == (Finding.VALID, By.NAME)


async def test_two_of_one_name_are_told_apart_by_an_engineer(house: House) -> None:
    """R7: never taken silently; another INN is another organisation."""
    await lists(house, subscription(house, inn=INN), subscription(house, inn="7736050003"))
    number = await house.files(organisation="Ромашка")
    assert await found(house, number) == (Finding.NEAR, By.NAME)
    assert (await house.ticket(number)).evidence is Evidence.DECLARED
    stranger = await house.files(MARIA, organisation="Ромашка", inn="0100000011")
    assert await found(house, stranger) == (Finding.NEAR, By.NAME)


async def test_an_expired_subscription_goes_to_the_lead(house: House) -> None:
    """R9, 7: with its dates; the customer who typed a name reads nothing of what the registry holds."""
    await lists(house, subscription(house, days=-1))
    number = await house.files(usage=Usage.UNKNOWN)
    ticket = await house.ticket(number)
    assert (ticket.status, ticket.category) == (Status.AWAITING_LEAD, Category.UNSUBSCRIBED)
    questions = of(house.sent, TellLead)
    assert names(questions) == ["lead-gate", "gate-evidence"] * 2
    assert names(of(house.sent, TellCustomer)) == ["receipt-gate"]


async def test_the_gate_s_evidence_comes_back_every_day(house: House) -> None:
    """R9: undecided, it returns to the leads with what they decide upon."""
    await lists(house, subscription(house, days=-1))
    await house.files()
    assert names(of(await house.passes(days=1, seconds=1), TellLead)) == ["lead-gate", "gate-evidence"] * 2


# The second demo


async def test_a_second_demo_within_a_year(house: House) -> None:
    """C23: another account of the same organisation; the first demo's dates are the evidence, nobody refuses alone."""
    first = await house.files(usage=Usage.DEMO)
    began = today(house)
    assert (await house.ticket(first)).status is Status.OPEN
    house.clock.advance(days=10)
    within = await house.files(MARIA, Usage.DEMO)
    assert (await house.ticket(within)).status is Status.OPEN  # the same demo still runs
    house.clock.advance(days=90)
    second = await house.files(UserId(9), Usage.DEMO)
    assert (await house.ticket(second)).status is Status.AWAITING_LEAD
    known = await proof(house, second)
    assert known is not None
    assert (known.finding, known.since, known.until) == (Finding.SECOND_DEMO, began, began + 29 * DAY)
    house.clock.advance(days=265)
    again = await house.files(UserId(10), Usage.DEMO)
    assert (await house.ticket(again)).status is Status.OPEN  # the anniversary
    other = await house.files(UserId(11), Usage.DEMO, product="pbx")
    assert (await house.ticket(other)).status is Status.OPEN  # another family


async def test_a_demo_that_the_lead_grants_begins_a_year(house: House) -> None:
    """C23: counted from the lead's yes."""
    await house.files(usage=Usage.DEMO)
    house.clock.advance(days=100)
    second = await house.files(MARIA, Usage.DEMO)
    await house.actions.gate.accept(house.origin(), second, LEAD, Category.DEMO)
    house.clock.advance(days=300)
    third = await house.files(UserId(9), Usage.DEMO)
    assert (await house.ticket(third)).status is Status.AWAITING_LEAD


# An import while tickets live


async def test_a_subscription_that_appears_releases_the_ticket(house: House) -> None:
    """10: due is now and the category's time; customer, engineers and leads are told."""
    number = await house.files(usage=Usage.NONE)
    house.clock.advance(hours=5)
    await lists(house, subscription(house))
    ticket = await house.ticket(number)
    assert (ticket.status, ticket.category, ticket.evidence) == (
        Status.OPEN,
        Category.SUBSCRIBER,
        Evidence.REGISTRY,
    )
    assert due(ticket) == house.clock.now() + 4 * HOUR
    sent = await house.deliver()
    assert names(of(sent, TellCustomer)) == ["gate-entitled"]
    assert len(of(sent, RefreshCard)) == 1
    assert lead_copies(sent, f"lead:{SECOND_LEAD}") == ["lead-gate-entitled"]
    assert names(of(sent, TellLead)) == ["lead-import-followed"] * 2
    assert house.timers(number, "gate") == {}


async def test_released_behind_another(house: House) -> None:
    """10: in line, if its slot is taken."""
    number = await house.files(usage=Usage.NONE)
    first = await house.files(product="pbx")
    await lists(house, subscription(house))
    assert (await house.ticket(number)).status is Status.QUEUED
    assert "gate-entitled-queued" in names(of(await house.deliver(), TellCustomer))
    await house.actions.resolution.confirm(house.origin(), first, PETR)
    assert (await house.ticket(number)).status is Status.OPEN


async def test_a_better_category_shortens_the_wait(house: House) -> None:
    """C19: from demo to subscriber 3 h after filing; old timers die, the customer is told."""
    number = await house.files(usage=Usage.DEMO)
    house.clock.advance(hours=3)
    await lists(house, subscription(house))
    ticket = await house.ticket(number)
    assert due(ticket) == house.clock.now() + 4 * HOUR
    assert names(of(await house.deliver(), TellCustomer)) == ["ticket-sooner"]
    steps = house.ask("SELECT count(DISTINCT epoch) FROM timers WHERE ticket_id = ? AND clock = 'answer'", number)
    assert steps == [(1,)]
    promises = await house.look(lambda tx: tx.registry.promises(number))
    assert [each.reason.category for each in promises] == [Category.DEMO, Category.SUBSCRIBER]


async def test_a_subscription_that_is_gone_changes_no_promise(house: House) -> None:
    """C20: the deadline stays; the next ticket waits for the lead."""
    await lists(house, subscription(house))
    number = await house.files()
    before = await house.ticket(number)
    house.clock.advance(hours=1)
    await lists(house, subscription(house, days=-1))
    assert await house.ticket(number) == before
    assert of(await house.deliver(), TellCustomer) == []
    following = await house.files(MARIA)
    assert (await house.ticket(following)).status is Status.AWAITING_LEAD


async def test_a_doubted_word_is_confirmed_without_a_word(house: House) -> None:
    """R7: the same category, by the registry now; only the card is drawn anew."""
    number = await house.files()
    await lists(house, subscription(house))
    assert (await house.ticket(number)).evidence is Evidence.REGISTRY
    sent = await house.deliver()
    assert of(sent, TellCustomer) == []
    assert len(of(sent, RefreshCard)) == 1


async def test_an_import_is_followed_up_once(house: House) -> None:
    """After a kill in between it goes on; then there is nothing more to do."""
    await house.files(usage=Usage.NONE)
    await lists(house, subscription(house))
    assert await Review(house.desk).sweep(house.clock.now()) == 0
    assert house.ask("SELECT count(*) FROM registry_imports WHERE reviewed = 0") == [(0,)]


async def test_a_reopened_ticket_shows_an_expired_subscription(house: House) -> None:
    """C32: the same number goes on without a gate; the card shows what the registry says now."""
    await lists(house, subscription(house))
    number = await house.files()
    await house.answers(ANNA, number)
    await house.passes(days=15)
    assert (await house.ticket(number)).status is Status.CLOSED
    house.clock.advance(days=150)
    await house.actions.resolution.reopen(house.origin(), number, PETR)
    ticket = await house.ticket(number)
    assert ticket.status is Status.OPEN
    assert due(ticket) == house.clock.now() + 4 * HOUR  # of the same length
    assert await found(house, number) == (Finding.EXPIRED, By.NAME)


async def test_a_partner_s_own_agreement_counts_for_a_client(house: House) -> None:
    """R7, C59: the client's name stands on the card; the partner's agreement gives the category."""
    partner = Listing(organisation=Organisation(name="Интегратор"), category=Category.PARTNER, agreement="17/26")
    await lists(house, partner, subscription(house, days=-1, name="Лютик"))
    await house.files(usage=Usage.PARTNER, organisation="Интегратор")
    client = await house.files(usage=Usage.PARTNER, organisation="Лютик")
    ticket = await house.ticket(client)
    assert (ticket.status, ticket.category, ticket.evidence) == (Status.OPEN, Category.PARTNER, Evidence.REGISTRY)
    assert ticket.organisation.name == "Лютик"
    known = await proof(house, client)
    assert known is not None
    assert (known.by, known.name) == (By.PARTNER, "Интегратор")
    stranger = await house.files(MARIA, usage=Usage.PARTNER, organisation="Пион")
    assert (await house.ticket(stranger)).evidence is Evidence.DECLARED


# Near names


async def test_it_is_them(house: House) -> None:
    """R7: one tap; the next ticket finds them without it."""
    await lists(house, subscription(house))
    number = await house.files(usage=Usage.DEMO, organisation="Рамашка")
    assert await found(house, number) == (Finding.NEAR, By.NAME)
    house.clock.advance(hours=1)
    await house.actions.identifying.them(house.origin(), number, UserId(ANNA))
    ticket = await house.ticket(number)
    assert (ticket.category, ticket.evidence) == (Category.SUBSCRIBER, Evidence.REGISTRY)
    assert due(ticket) == house.clock.now() + 4 * HOUR
    assert names(of(await house.deliver(), TellCustomer)) == ["ticket-sooner"]
    with pytest.raises(AlreadyDone):
        await house.actions.identifying.them(house.origin(), number, UserId(ANNA))
    following = await house.files(MARIA, organisation="Рамашка")
    assert await found(house, following) == (Finding.VALID, By.LINK)


async def test_it_is_not_them(house: House) -> None:
    """R7: not offered again; the next nearest is."""
    await lists(house, subscription(house), subscription(house, name="Ромашка Плюс", inn=INN))
    number = await house.files(organisation="Рамашка Плюс")
    first = await proof(house, number)
    assert first is not None
    assert first.name == "Ромашка Плюс"
    await house.actions.identifying.not_them(house.origin(), number, UserId(ANNA))
    assert await found(house, number) is None
    assert await found(house, await house.files(MARIA, organisation="Рамашка Плюс")) is None
    assert (await house.ticket(number)).evidence is Evidence.DECLARED


async def test_at_the_gate_the_lead_says_who_they_are(house: House) -> None:
    """R7, R9, 10: an engineer cannot; the lead's tap releases the ticket."""
    await lists(house, subscription(house))
    number = await house.files(usage=Usage.NONE, organisation="Рамашка")
    asked = of(house.sent, TellLead)[0]
    assert {Press.THEM, Press.NOT_THEM} <= {button.press for row in asked.buttons for button in row}
    with pytest.raises(NotYours):
        await house.actions.identifying.them(house.origin(), number, UserId(ANNA))
    await house.writes(PETR, "Мы и есть Ромашка")
    added = of(await house.deliver(), TellLead)[0]
    assert {Press.THEM, Press.NOT_THEM} <= {button.press for row in added.buttons for button in row}
    await house.actions.identifying.them(house.origin(), number, LEAD)
    assert (await house.ticket(number)).status is Status.OPEN
    assert "gate-entitled" in names(of(await house.deliver(), TellCustomer))


async def test_they_turn_out_to_have_expired(house: House) -> None:
    """C20: on a ticket at work the promise stays, and the card says so; a ticket at the gate stays there."""
    await lists(house, subscription(house, days=-1))
    number = await house.files(organisation="Рамашка")
    before = due(await house.ticket(number))
    await house.actions.identifying.them(house.origin(), number, UserId(ANNA))
    ticket = await house.ticket(number)
    assert (ticket.category, due(ticket)) == (Category.UNSUBSCRIBED, before)
    assert await found(house, number) == (Finding.EXPIRED, By.LINK)


async def test_a_stranger_cannot_say_who_they_are(house: House) -> None:
    await lists(house, subscription(house))
    number = await house.files(organisation="Рамашка")
    for act in (house.actions.identifying.them, house.actions.identifying.not_them):
        with pytest.raises(NotYours):
            await act(house.origin(), number, PETR)


# Wrong all along (37)


async def test_a_lead_corrects_a_category(house: House) -> None:
    """37: counted from where the clock began; the customer hears that the deadline moved, all leads too."""
    number = await house.files(usage=Usage.DEMO)
    filed = house.clock.now()
    house.clock.advance(hours=1)
    await house.actions.correcting.correct(house.origin(), number, LEAD, Category.SUBSCRIBER)
    ticket = await house.ticket(number)
    assert (ticket.category, ticket.evidence, due(ticket)) == (
        Category.SUBSCRIBER,
        Evidence.LEAD,
        filed + 4 * HOUR,
    )
    sent = await house.deliver()
    assert names(of(sent, TellCustomer)) == ["ticket-corrected"]
    assert names(of(sent, TellLead)) == ["lead-corrected"] * 2
    assert "breach_retroactive" not in house.journal(number)


async def test_what_only_the_correction_breaches_is_nobody_s_fault(house: House) -> None:
    """37: recorded in hindsight; no alert, no apology for a promise that nobody had given."""
    number = await house.files(usage=Usage.DEMO)
    house.clock.advance(hours=6)
    await house.actions.correcting.correct(house.origin(), number, LEAD, Category.SUBSCRIBER)
    assert names(of(await house.deliver(), TellCustomer)) == ["ticket-corrected-late"]
    later = await house.passes(hours=30)
    assert "ticket-late" not in names(of(later, TellCustomer))
    assert "breach_retroactive" in house.journal(number)
    assert "breached" not in house.journal(number)


async def test_a_correction_to_a_longer_time_settles_the_alert(house: House) -> None:
    """37: what was late is not, and the leads' alert says so."""
    number = await house.files()
    await house.passes(hours=4, seconds=1)
    await house.actions.correcting.correct(house.origin(), number, LEAD, Category.DEMO)
    sent = await house.deliver()
    assert lead_copies(sent, f"lead:{LEAD}") == ["lead-corrected"]
    assert house.ask("SELECT count(*) FROM alerts WHERE settled_at IS NULL") == [(0,)]


async def test_a_correction_to_nothing_takes_the_deadline_away(house: House) -> None:
    number = await house.files()
    await house.actions.correcting.correct(house.origin(), number, LEAD, Category.UNSUBSCRIBED)
    assert due(await house.ticket(number)) is None
    assert names(of(await house.deliver(), TellCustomer)) == ["ticket-corrected-unlimited"]
    assert house.timers(number, "answer") == {}


async def test_an_answer_that_was_in_time_is_late_in_hindsight(house: House) -> None:
    """37: answered after 6 h in good faith; the figures know, the engineer is not blamed, nobody is told."""
    number = await house.files(usage=Usage.DEMO)
    house.clock.advance(hours=6)
    await house.answers(ANNA, number)
    await house.actions.correcting.correct(house.origin(), number, LEAD, Category.SUBSCRIBER)
    assert "breach_retroactive" in house.journal(number)
    assert of(await house.deliver(), TellCustomer) == []


async def test_only_a_lead_corrects(house: House) -> None:
    number = await house.files()
    for user in (UserId(ANNA), PETR):
        with pytest.raises(NotYours):
            await house.actions.correcting.correct(house.origin(), number, user, Category.DEMO)
        with pytest.raises(NotYours):
            await house.actions.correcting.menu(house.origin(), number, user)
    waiting = await house.files(MARIA, Usage.NONE)
    with pytest.raises(Exception, match="awaiting_lead"):
        await house.actions.correcting.correct(house.origin(), waiting, LEAD, Category.DEMO)


# A sheet, from its arrival to the decision


async def sends(house: House, rows: Sequence[Sequence[str]], lead: UserId = LEAD) -> Import:
    """A lead sends a sheet; the worker has fetched it."""
    message = house.message(lead, lead, "", kind="document", file_id="F1", file_name="../../реестр.xlsx")
    assert await house.actions.imports.wants(message)
    await house.actions.imports.received(house.origin(), message)
    sheet = await house.actions.imports.waiting(house.clock.now())
    assert sheet is not None
    assert sheet.file_id == "F1"
    await house.actions.imports.show(sheet, [HEADER, *rows], house.clock.now())
    return sheet


async def state(house: House, number: ImportId) -> State | None:
    known = await house.look(lambda tx: tx.imports.get(number))
    return known.state if known else None


ROMASHKA = ["ООО «Ромашка»", INN, "подписка", "", "14.03.2026", "14.03.2030", ""]
LUTIK = ["Лютик", "", "партнёр", "", "", "", ""]


async def test_a_dry_run_changes_nothing(house: House) -> None:
    """What would change is shown; it takes a lead's yes."""
    sheet = await sends(house, [ROMASHKA, LUTIK])
    assert await house.look(lambda tx: tx.registry.count()) == 0
    (told,) = of(await house.deliver(), TellLead)
    assert names([told]) == ["import-shows", "import-new", "import-new"]
    assert [button.arg for row in told.buttons for button in row] == ["apply", "cancel"]
    assert await house.actions.imports.decide(house.origin(), sheet.id, LEAD, "apply") == Text("toast-import-applied")
    assert await house.look(lambda tx: tx.registry.count()) == 2
    assert lead_copies(await house.deliver(), f"lead:{LEAD}") == ["import-applied"]
    with pytest.raises(AlreadyDone):
        await house.actions.imports.decide(house.origin(), sheet.id, LEAD, "apply")
    assert house.ask("SELECT sheet, file_id FROM registry_imports") == [("", "")]  # what it held is dropped


async def test_one_wrong_row_and_nothing_is_imported(house: House) -> None:
    """Nothing half imported: no button, every row that is wrong in a file if there are many."""
    wrong = [["Ромашка", "0000000000", "подписка", "", "14.03.2026", "", ""]]
    sheet = await sends(house, [LUTIK, *wrong])
    (told,) = of(await house.deliver(), TellLead)
    assert names([told]) == ["import-faulty", "sheet-fault"]
    assert told.buttons == ()
    with pytest.raises(AlreadyDone):
        await house.actions.imports.decide(house.origin(), sheet.id, LEAD, "apply")
    assert await house.look(lambda tx: tx.registry.count()) == 0
    await sends(house, wrong * 7)
    (file,) = of(await house.deliver(), SendFile)
    assert (file.user, file.file) == (LEAD, "registry_faults")


async def test_what_a_sheet_does_not_name_may_stay(house: House) -> None:
    """A sheet is the whole registry, unless the lead says otherwise."""
    first = await sends(house, [ROMASHKA])
    await house.actions.imports.decide(house.origin(), first.id, LEAD, "apply")
    second = await sends(house, [LUTIK])
    told = of(await house.deliver(), TellLead)[-1]
    assert [button.arg for row in told.buttons for button in row] == ["apply", "keep", "cancel"]
    await house.actions.imports.decide(house.origin(), second.id, LEAD, "keep")
    assert await house.look(lambda tx: tx.registry.count()) == 2
    third = await sends(house, [LUTIK])
    await house.actions.imports.decide(house.origin(), third.id, LEAD, "apply")
    assert await house.look(lambda tx: tx.registry.count()) == 1
    same = await sends(house, [LUTIK])
    assert names(of(await house.deliver(), TellLead))[-1] == "import-nothing"
    assert await state(house, same.id) is State.DROPPED


async def test_what_was_shown_must_still_be_true(house: House) -> None:
    """Another lead's import in between: refused, and shown as it is now."""
    mine = await sends(house, [ROMASHKA])
    theirs = await sends(house, [ROMASHKA, LUTIK], SECOND_LEAD)
    await house.actions.imports.decide(house.origin(), theirs.id, SECOND_LEAD, "apply")
    await house.deliver()
    assert await house.actions.imports.decide(house.origin(), mine.id, LEAD, "apply") == Text("import-stale")
    assert await house.look(lambda tx: tx.registry.count()) == 2
    sent = await house.deliver()
    assert lead_copies(sent, f"lead:{LEAD}") == ["import-stale"]
    assert names(of(sent, TellLead)) == ["import-shows", "import-gone"]
    await house.actions.imports.decide(house.origin(), mine.id, LEAD, "apply")
    assert await house.look(lambda tx: tx.registry.count()) == 1


async def test_a_sheet_is_dropped_by_a_no_and_by_a_newer_one(house: House) -> None:
    first = await sends(house, [ROMASHKA])
    second = await sends(house, [LUTIK])
    with pytest.raises(AlreadyDone):
        await house.actions.imports.decide(house.origin(), first.id, LEAD, "apply")
    assert await house.actions.imports.decide(house.origin(), second.id, LEAD, "cancel") == Text("import-cancelled")
    assert await house.look(lambda tx: tx.registry.count()) == 0


async def test_only_leads_and_only_sheets(house: House) -> None:
    """R7: a customer's or an engineer's file goes where it always does; so does a lead's answer to a question."""
    sheet = {"kind": "document", "file_id": "F", "file_name": "registry.csv"}
    wants = house.actions.imports.wants
    assert await wants(house.message(LEAD, LEAD, "", **sheet))
    assert not await wants(house.message(PETR, PETR, "", **sheet))
    assert not await wants(house.message(ANNA, ANNA, "", **sheet))
    assert not await wants(house.message(LEAD, LEAD, "", **{**sheet, "file_name": "photo.png"}))
    assert not await wants(house.message(LEAD, LEAD, "", **sheet, reply_to=5))
    await house.actions.private.asked_for_form(house.origin(), house.message(LEAD, LEAD, "/new"))
    assert not await wants(house.message(LEAD, LEAD, "", **sheet))
    shown_to = await sends(house, [ROMASHKA], SECOND_LEAD)
    for user in (PETR, UserId(ANNA)):
        with pytest.raises(NotYours):
            await house.actions.imports.decide(house.origin(), shown_to.id, user, "apply")
        with pytest.raises(NotYours):
            await house.actions.imports.overview(house.origin(), user)
        with pytest.raises(NotYours):
            await house.actions.imports.file(house.origin(), user, "registry")


async def test_a_file_that_does_not_come_is_given_up(house: House) -> None:
    """Telegram out of reach: tried again, not for ever; what is no sheet is said at once."""
    message = house.message(LEAD, LEAD, "", kind="document", file_id="F", file_name="a.csv")
    await house.actions.imports.received(house.origin(), message)
    sheet = await house.actions.imports.waiting(house.clock.now())
    assert sheet is not None
    await house.actions.imports.put_off(sheet, house.clock.now())
    assert await house.actions.imports.waiting(house.clock.now()) is None
    house.clock.advance(minutes=16)
    again = await house.actions.imports.waiting(house.clock.now())
    assert again is not None
    assert again.attempts == 1
    await house.actions.imports.put_off(again, house.clock.now())
    assert names(of(await house.deliver(), TellLead)) == ["import-unreadable"]
    assert await state(house, sheet.id) is State.DROPPED
    await house.actions.imports.received(house.origin(), message)
    other = await house.actions.imports.waiting(house.clock.now())
    assert other is not None
    await house.actions.imports.unreadable(other, Unreadable.NO_SHEET, house.clock.now())
    (told,) = of(await house.deliver(), TellLead)
    assert text(told).name == "import-unreadable"


async def test_what_there_is(house: House) -> None:
    """`/registry`: how many and since when; the file on request."""
    await house.actions.imports.overview(house.origin(), LEAD)
    await lists(house, subscription(house))
    await house.actions.imports.overview(house.origin(), LEAD)
    await house.actions.imports.file(house.origin(), LEAD, "registry")
    await house.actions.imports.file(house.origin(), LEAD, "registry_template")
    with pytest.raises(AlreadyDone):
        await house.actions.imports.file(house.origin(), LEAD, "registry_faults")
    sent = await house.deliver()
    assert names(of(sent, TellLead)) == ["registry-empty", "registry-overview"]
    assert [each.file for each in of(sent, SendFile)] == ["registry", "registry_template"]


async def test_the_customer_s_word_is_remembered_with_the_ticket(house: House) -> None:
    """What a ticket is looked up again as."""
    demo = await house.ticket(await house.files(usage=Usage.DEMO))
    assert usage_now(demo, None) is Usage.DEMO
    assert Changes().any is False
    assert of(house.sent, EditTagged) == []
