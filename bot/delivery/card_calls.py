"""What the card adds where the customer is not in Telegram: how to reach them, what they could not tell, what to do."""

from collections.abc import Iterator, Sequence

from bot.delivery.facts import Facts
from domain.caller import Way, listed, outside, way_to
from domain.ticket import CloseReason, Status, Ticket
from domain.words import Button, Press, Text

AGO = (0, 5, 15, 30)  # minutes
_AT_WORK = frozenset({Status.OPEN, Status.WAITING, Status.RESOLVED})
_ANSWERED = _AT_WORK | {Status.QUEUED, Status.ESCALATED}
_REFUSABLE = frozenset({Status.OPEN, Status.QUEUED})


def reaching(ticket: Ticket, facts: Facts) -> Iterator[Text]:
    """Say what is missing, and how answers go, while that matters."""
    if not ticket.live:
        return
    if facts.caller and facts.caller.missing:
        what = listed(facts.caller.missing)
        yield (
            Text("card-missing-asked", {"what": what})
            if facts.caller.asked_at
            else Text("card-missing", {"what": what})
        )
    if facts.customer is None:
        return
    match way_to(ticket, facts.customer):
        case Way.PHONE:
            yield Text("card-only-phone")
        case Way.MAIL if facts.customer.user_id is None:
            yield Text("card-by-mail")
        case Way.MAIL:
            yield Text("card-unreachable")
        case Way.TELEGRAM:
            return


def of_calls(ticket: Ticket, facts: Facts, menu: str) -> Sequence[Button]:
    """The buttons that this menu shows besides its own; for the card itself, those that are behind [More]."""
    if facts.customer is None or not outside(ticket, facts.customer):
        return ()
    return tuple(_BY_MENU.get(menu, _more)(ticket, facts))


def _more(ticket: Ticket, facts: Facts) -> Iterator[Button]:
    missing = facts.caller is not None and bool(facts.caller.missing)
    if ticket.status in _ANSWERED:
        yield _button(ticket, Text("card-called"), Press.CALLED)
        yield _button(ticket, Text("card-heard"), Press.HEARD)
    if ticket.status in _AT_WORK:
        yield _button(ticket, Text("card-solved-in-call"), Press.SOLVED_IN_CALL)
    if missing and ticket.status in _ANSWERED:
        yield _button(ticket, Text("card-ask-data"), Press.ASK_DATA)
    if missing and (ticket.live or ticket.close_reason is CloseReason.REFUSED_NO_DATA):
        yield Button(label=Text("card-complete"), url=f"start:data_{ticket.id}")


def _called(ticket: Ticket, _: Facts) -> Iterator[Button]:
    for minutes in AGO:
        yield _button(ticket, Text("button-minutes-ago", {"minutes": minutes}), Press.CALLED, str(minutes))
    yield _button(ticket, Text("button-other-time"), Press.CALLED, "other")


def _refuse(ticket: Ticket, facts: Facts) -> Iterator[Button]:
    if facts.caller and facts.caller.refusable and ticket.status in _REFUSABLE:
        yield _button(ticket, Text("card-no-data"), Press.NO_DATA)


def _nothing(_: Ticket, __: Facts) -> Iterator[Button]:
    return iter(())


_BY_MENU = {"called": _called, "refuse": _refuse, "give": _nothing}


def _button(ticket: Ticket, label: Text, press: Press, arg: str = "") -> Button:
    return Button(label=label, press=press, subject=int(ticket.id), arg=arg)
