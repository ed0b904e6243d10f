"""The life of a ticket, cell by cell: the rows of docs/lifecycle.md, written down a second time by hand."""

from dataclasses import replace
from itertools import product

import pytest

from domain.errors import NotPossible
from domain.lifecycle import MOVES, Move, allowed, moved
from domain.ticket import LIVE, SLOT, Status
from tests.domain.samples import a_ticket

GATE, QUEUED, OPEN, WAITING, ESCALATED, RESOLVED, CLOSED = Status

# row: event, the states it may come from, the state it leads to (None: the same). A ticket that may start is queued
# first; where the slot is free, row 11 follows within the same unit.
ROWS: dict[str, list[tuple[Move, list[Status], Status | None]]] = {
    "8": [(Move.ACCEPT, [GATE], QUEUED)],
    "9": [(Move.REFUSE_UNSUBSCRIBED, [GATE], CLOSED)],
    "10": [(Move.ENTITLE, [GATE], QUEUED)],
    "11": [(Move.ACTIVATE, [QUEUED], OPEN), (Move.RESUME, [QUEUED], WAITING)],
    "12": [(Move.STEP_ASIDE, [OPEN, WAITING, RESOLVED], QUEUED)],
    "13": [(Move.CLAIM, [OPEN, WAITING, RESOLVED, ESCALATED], None)],
    "14": [(Move.RELEASE, [OPEN, WAITING, RESOLVED, ESCALATED], None)],
    "15": [(Move.ANSWER, [OPEN, WAITING], WAITING), (Move.CROSS, [OPEN], OPEN)],
    "16": [(Move.OWE, [OPEN, WAITING], OPEN)],
    "17": [(Move.RESOLVE, [OPEN, WAITING], RESOLVED)],
    "18": [(Move.SPEAK, [WAITING, RESOLVED], OPEN)],
    "18a": [(Move.THANK, [WAITING, RESOLVED], None)],
    "18b": [(Move.SPEAK, [OPEN], OPEN), (Move.THANK, [OPEN], OPEN)],
    "19": [(Move.CONFIRM, [RESOLVED], CLOSED)],
    "20": [(Move.OBJECT, [RESOLVED], OPEN)],
    "21": [(Move.SETTLE, [OPEN, WAITING], CLOSED)],
    "22": [(Move.REMIND, [WAITING, RESOLVED], None)],
    "23": [(Move.TIME_OUT, [WAITING, RESOLVED], CLOSED)],
    "24": [(Move.NEGLECT, [OPEN], OPEN)],
    "25": [(Move.ESCALATE, [OPEN, WAITING], ESCALATED)],
    "26": [(Move.RESCHEDULE, [ESCALATED], None)],
    "27": [(Move.RETURN, [ESCALATED], QUEUED)],
    "28": [(Move.SPEAK, [ESCALATED, QUEUED], None), (Move.THANK, [ESCALATED, QUEUED], None)],
    "28a": [
        (Move.ANSWER, [ESCALATED, QUEUED], None),
        (Move.ANSWER, [RESOLVED], WAITING),
        (Move.OBJECT, [WAITING], OPEN),  # the earlier "no" still works
    ],
    "28b": [(Move.SPEAK, [GATE], GATE), (Move.THANK, [GATE], GATE)],
    "29": [(Move.WARN, [QUEUED, OPEN, WAITING, ESCALATED, RESOLVED], None)],
    "29a": [(Move.REFUSE_RUDE, [GATE, QUEUED, OPEN, WAITING, ESCALATED, RESOLVED], CLOSED)],
    "29b, 30": [(Move.REFUSE, [OPEN, QUEUED], CLOSED)],
    "31": [(Move.DUPLICATE, [GATE, QUEUED, OPEN, WAITING, ESCALATED, RESOLVED], CLOSED)],
    "33": [(Move.WITHDRAW, [GATE, QUEUED, OPEN, WAITING, ESCALATED, RESOLVED], CLOSED)],
    "34, 35, 35d": [(Move.REOPEN, [CLOSED], QUEUED)],
    "39": [(Move.TAKE_BACK, [OPEN, WAITING], OPEN)],
    "35c": [(Move.POSTSCRIPT, [CLOSED], CLOSED)],
}

EXPECTED = {
    (status, move): (row, to or status) for row, cells in ROWS.items() for move, froms, to in cells for status in froms
}


@pytest.mark.parametrize(("status", "move"), list(product(Status, Move)), ids=lambda value: value.value)
def test_every_cell_is_a_row_or_a_refusal(status: Status, move: Move) -> None:
    """R14: what may happen to a ticket is written down; everything else is refused with its reason."""
    ticket = a_ticket(status)
    if (status, move) in EXPECTED:
        row, to = EXPECTED[status, move]
        assert allowed(status, move), f"row {row} is missing"
        assert moved(ticket, move).status is to, f"row {row}"
        return
    assert not allowed(status, move), "no row of docs/lifecycle.md says so"
    with pytest.raises(NotPossible) as refused:
        moved(ticket, move)
    assert (refused.value.ticket_id, refused.value.status, refused.value.move) == (ticket.id, status, move)


def test_rows_do_not_contradict_each_other() -> None:
    """A cell that two rows name would hide one of them."""
    cells = [(status, move) for row in ROWS.values() for move, froms, _ in row for status in froms]
    assert len(cells) == len(set(cells)) == len(MOVES)


def test_a_move_changes_the_state_and_nothing_else() -> None:
    """Facts are for the rules; where the state stays, so does the ticket."""
    ticket = a_ticket(Status.WAITING)
    assert moved(ticket, Move.REMIND) is ticket
    assert moved(ticket, Move.SPEAK) == replace(ticket, status=Status.OPEN)


@pytest.mark.parametrize("move", [move for move in Move if move not in {Move.REOPEN, Move.POSTSCRIPT}])
def test_only_reopening_leaves_the_end(move: Move) -> None:
    """A closed ticket stays closed, whatever is pressed."""
    assert not allowed(CLOSED, move)


def test_the_slot_is_held_while_support_works_on_it() -> None:
    """R17, invariant 1: escalated frees the slot; queued and awaiting ones never had it."""
    assert {OPEN, WAITING, RESOLVED} == SLOT
    assert frozenset(Status) - {CLOSED} == LIVE
    assert [a_ticket(status).holds_slot for status in Status] == [status in SLOT for status in Status]


def test_who_has_a_way_in_has_a_way_out() -> None:
    """No state is a trap: from each, some allowed moves lead to the end, and from there back."""
    reaches = {status: {MOVES[status, move] for move in Move if allowed(status, move)} for status in Status}
    for start in Status:
        seen, todo = {start}, [start]
        while todo:
            todo += (new := reaches[todo.pop()] - seen)
            seen |= new
        assert seen >= {CLOSED, OPEN}, start
