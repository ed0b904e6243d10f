"""What an engineer can do with a ticket by its card: a row by state, and the menus behind it."""

from collections.abc import Iterable, Iterator, Sequence

from domain import prepared
from domain.customer import Category
from domain.desk import Engineer
from domain.policy import Policy, Request
from domain.registry.finding import Finding, Proof
from domain.resolution import short
from domain.splitting import worth_splitting
from domain.ticket import Status, Ticket
from domain.words import Arg, Button, Press, Rows, Style, Text, Token

_IN_HAND = frozenset({Status.OPEN, Status.WAITING, Status.RESOLVED, Status.ESCALATED})
_AT_WORK = frozenset({Status.OPEN, Status.WAITING})
_REFUSABLE = frozenset({Status.OPEN, Status.QUEUED})
_COLUMNS = 2


def buttons(
    ticket: Ticket,
    menu: str,
    policy: Policy,
    colleagues: Iterable[Engineer],
    kin: Sequence[Ticket] = (),
    proof: Proof | None = None,
    calls: Sequence[Button] = (),
) -> Rows:
    """The buttons under the card; `menu` names what somebody has opened, `calls` what a caller's ticket adds to it."""
    if ticket.status is Status.AWAITING_LEAD:
        return tuple((each,) for each in calls)
    if ticket.status is Status.CLOSED:
        return ((_button(ticket, Text("card-reopen"), Press.REOPEN_AGAIN),), *((each,) for each in calls))
    back = (_button(ticket, Text("card-back"), Press.CARD),)
    match menu:
        case "give":
            others = [each for each in colleagues if each.id != ticket.engineer_id]
            return (*_in_rows([_chosen(ticket, Press.HAND_OVER, str(each.id), each.name) for each in others]), back)
        case "refuse":
            return (*((each,) for each in (*calls, *_refusals(ticket, policy))), back)
        case "ask":
            return (*(_request(ticket, each) for each in prepared.offered(ticket, policy)), back)
        case "duplicate":
            return (*((_of(ticket, each),) for each in kin), back)
        case "correct":
            wrong = [each for each in Category if each is not ticket.category]
            labels = [(Text("card-correct-to", {"category": Token(each)}), each) for each in wrong]
            return (*_in_rows([_button(ticket, label, Press.CORRECT, each) for label, each in labels]), back)
        case "called":
            return (*_in_rows(calls), back)
        case "more":
            groups = ([*_more(ticket, kin)], calls, [*_categories(ticket)])
            return (*(row for each in groups for row in _in_rows(each)), back)
        case _:
            rows = (tuple(_first(ticket, policy)), tuple(_theirs(ticket)), tuple(_second(ticket, proof)))
            return tuple(row for row in rows if row)


def _first(ticket: Ticket, policy: Policy) -> Iterator[Button]:
    if ticket.status is Status.QUEUED:
        yield _button(ticket, Text("card-out-of-turn"), Press.OUT_OF_TURN)
    elif ticket.engineer_id is None and ticket.status in _IN_HAND:
        yield _button(ticket, Text("card-take"), Press.TAKE, style=Style.GOOD)
    elif ticket.status in _AT_WORK:
        yield _button(ticket, Text("card-resolve"), Press.RESOLVE, style=Style.GOOD)
        if prepared.offered(ticket, policy):
            yield _button(ticket, Text("card-ask"), Press.ASK)
    if ticket.engineer_id is not None and ticket.status in _IN_HAND:
        yield _button(ticket, Text("card-give"), Press.HAND_OVER)
    yield _button(ticket, Text("card-more"), Press.MORE)


def _theirs(ticket: Ticket) -> Iterator[Button]:
    """While the developers have it."""
    if ticket.status is Status.ESCALATED:
        yield _button(ticket, Text("card-new-time"), Press.NEW_TIME)
        yield _button(ticket, Text("card-returned"), Press.RETURNED)
        yield _button(ticket, Text("card-fixed"), Press.FIXED)


def _refusals(ticket: Ticket, policy: Policy) -> Iterator[Button]:
    """The policy's grounds; for rudeness a warning, and after it the lead's word."""
    if ticket.status in _REFUSABLE:
        yield from (_chosen(ticket, Press.REFUSE, each.key, each.title) for each in policy.out_of_scope)
    if ticket.warned_at is None:
        yield _button(ticket, Text("card-warn"), Press.WARN)
    else:
        yield _button(ticket, Text("card-rude"), Press.RUDE)


def _second(ticket: Ticket, proof: Proof | None) -> Iterator[Button]:
    if proof is not None and proof.finding is Finding.NEAR:
        yield _button(ticket, Text("card-them"), Press.THEM)
        yield _button(ticket, Text("card-not-them"), Press.NOT_THEM)
        return  # whose they are decides what they have
    if not ticket.evidence.verified:
        label = Text("card-verify", {"category": Token(ticket.category)})
        yield _button(ticket, label, Press.VERIFY, ticket.category)


def _more(ticket: Ticket, kin: Sequence[Ticket]) -> Iterator[Button]:
    if ticket.engineer_id is not None and ticket.status is Status.WAITING:
        yield _button(ticket, Text("card-working"), Press.WORKING)
    if ticket.engineer_id is not None and ticket.status in _IN_HAND:
        yield _button(ticket, Text("card-release"), Press.RELEASE)
    if ticket.status in _AT_WORK:
        yield _button(ticket, Text("card-escalate"), Press.ESCALATE)
    if worth_splitting(ticket):
        yield _button(ticket, Text("card-split"), Press.SPLIT)
    if kin:
        yield _button(ticket, Text("card-duplicate"), Press.DUPLICATE)
    yield _button(ticket, Text("card-refuse"), Press.REFUSE)


def _categories(ticket: Ticket) -> Iterator[Button]:
    """What else they may have proved to be; they stand apart, for a tap there counts at once."""
    if not ticket.evidence.verified:
        for category in (Category.PARTNER, Category.SUBSCRIBER, Category.DEMO):
            if category is not ticket.category:
                label = Text("card-verify-other", {"category": Token(category)})
                yield _button(ticket, label, Press.VERIFY, category)
    yield _button(ticket, Text("card-correct"), Press.CORRECT)


def _button(ticket: Ticket, label: Text, press: Press, arg: str = "", style: Style | None = None) -> Button:
    return Button(label=label, press=press, subject=int(ticket.id), arg=arg, style=style)


def _chosen(ticket: Ticket, press: Press, arg: str, title: Arg) -> Button:
    return _button(ticket, Text("as-it-is", {"text": title}), press, arg)


def _request(ticket: Ticket, request: Request) -> tuple[Button, Button]:
    send = _chosen(ticket, Press.ASK, request.key, request.title)
    return send, _button(ticket, Text("card-ask-edit"), Press.ASK_EDIT, request.key)


def _of(ticket: Ticket, other: Ticket) -> Button:
    about = Text("button-to-ticket", {"number": int(other.id), "about": short(other.description, 40)})
    return _button(ticket, about, Press.DUPLICATE, str(other.id))


def _in_rows(listed: Sequence[Button]) -> Rows:
    return tuple(tuple(listed[n : n + _COLUMNS]) for n in range(0, len(listed), _COLUMNS))
