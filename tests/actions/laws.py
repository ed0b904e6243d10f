"""What must hold after every step, whoever did what: the invariants of docs/lifecycle.md, read from the tables."""

import json
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import pairwise

from domain.clocks import closing, timers
from domain.ids import TicketId
from domain.lifecycle import MOVES
from domain.ticket import CUSTOMERS_BALL, CloseReason, Status, Ticket
from storage.transaction import Transaction
from tests.actions.house import House

WAYS = {(was.value, now.value) for (was, _), now in MOVES.items() if was is not now}
BEGINNINGS = {"awaiting_lead", "queued", "open"}


def moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


@dataclass
class Laws:
    """Looks at the whole desk; remembers the letters it has seen, so that none can vanish."""

    house: House
    letters: set[int] = field(default_factory=set)
    told: Counter[int] = field(default_factory=Counter)
    carried: set[tuple[str, int]] = field(default_factory=set)
    answers: set[str] = field(default_factory=set)

    async def hold(self) -> None:
        """Check them all."""
        tickets = await self._tickets()
        self._one_slot(tickets)
        self._nobody_waits_for_nothing(tickets)
        await self._the_queue_is_in_order(tickets)
        for ticket in tickets:
            self._its_end_was_told(ticket)
            self._the_developers_have_a_time(ticket)
            self._our_word_was_the_last(ticket)
            self._silence_did_not_close_it_early(ticket)
            self._its_timers_are_those_it_needs(ticket)
            self._its_journal_is_a_chain(ticket)
            self._one_alarm_a_deadline(ticket)
        self._no_letter_is_lost()
        self._what_was_said_goes_over()

    async def _tickets(self) -> list[Ticket]:
        numbers = [TicketId(number) for (number,) in self.house.ask("SELECT id FROM tickets ORDER BY id")]

        async def look(tx: Transaction) -> list[Ticket]:
            found = [await tx.tickets.get(number) for number in numbers]
            return [ticket for ticket in found if ticket is not None]

        return await self.house.look(look)

    def _one_slot(self, tickets: list[Ticket]) -> None:
        """Invariant 1: one ticket of a person and organisation is worked on."""
        slots = Counter((each.customer_id, each.organisation_id) for each in tickets if each.holds_slot)
        assert all(n == 1 for n in slots.values()), slots

    def _nobody_waits_for_nothing(self, tickets: list[Ticket]) -> None:
        """Row 11: a slot that is freed is handed on in the same unit, so who stands in line waits for somebody."""
        held = {(each.customer_id, each.organisation_id) for each in tickets if each.holds_slot}
        for ticket in tickets:
            if ticket.status is Status.QUEUED:
                assert (ticket.customer_id, ticket.organisation_id) in held, ticket.id

    async def _the_queue_is_in_order(self, tickets: list[Ticket]) -> None:
        """Invariant 7: returned ones first, then by time of receipt, then by number."""
        for of in {(each.customer_id, each.organisation_id) for each in tickets}:
            line = await self.house.look(lambda tx, of=of: tx.tickets.line(*of))  # type: ignore[misc]
            mine = [each for each in tickets if (each.customer_id, each.organisation_id) == of]
            waiting = [each for each in mine if each.status is Status.QUEUED]
            wanted = sorted(waiting, key=lambda each: (not each.front, each.received_at, each.id))
            assert [each.id for each in line] == [each.id for each in wanted]

    def _its_end_was_told(self, ticket: Ticket) -> None:
        """Invariant 2: closed, and the customer was told why: sent, or in the outbox."""
        if ticket.status is not Status.CLOSED:
            return
        assert ticket.closed_at is not None
        assert ticket.close_reason is not None
        told = self.house.ask(
            "SELECT 1 FROM outbox WHERE ticket_id = ? AND kind IN ('TellCustomer', 'SendEmail') "
            "AND created_at >= ? AND state <> 'void'",
            ticket.id,
            int(ticket.closed_at.timestamp()) * 1000,
        )
        assert told, f"{ticket.id} was closed in silence"

    def _the_developers_have_a_time(self, ticket: Ticket) -> None:
        """Invariant 3: a contact, and a time that lay ahead when it was set."""
        if ticket.status is not Status.ESCALATED:
            return
        assert ticket.escalation is not None
        assert ticket.escalation.contact
        [(since,)] = self.house.ask(
            "SELECT max(at) FROM journal WHERE ticket_id = ? AND became = 'escalated' AND was <> 'escalated'", ticket.id
        )
        assert ticket.escalation.due_at > moment(since)

    def _our_word_was_the_last(self, ticket: Ticket) -> None:
        """Invariant 4: the ball is theirs only while the last public word that is more than a thank-you is ours."""
        if ticket.status in CUSTOMERS_BALL:
            assert ticket.last_word_at is not None, ticket
            theirs = [at for at, text in self._said(ticket.id) if not self.house.desk.phrases.is_thanks(text)]
            assert all(at <= ticket.last_word_at for at in theirs), ticket

    def _said(self, ticket: TicketId) -> list[tuple[datetime, str]]:
        rows = self.house.ask(
            "SELECT at, text FROM utterances WHERE ticket_id = ? AND side = 'customer' AND standing = 'public'", ticket
        )
        return [(moment(at), text) for at, text in rows]

    def _silence_did_not_close_it_early(self, ticket: Ticket) -> None:
        """R24: more than two weeks after our last word."""
        if ticket.status is Status.CLOSED and ticket.close_reason is CloseReason.TIMED_OUT:
            assert ticket.last_word_at is not None
            assert ticket.closed_at is not None
            after = closing(
                replace(ticket, complaint_open=False), self.house.desk.policy
            )  # one may complain of it since
            assert after is not None
            assert ticket.closed_at > after

    def _its_timers_are_those_it_needs(self, ticket: Ticket) -> None:
        """Invariant 5, and SEMANTICS: one row for each step that `domain.clocks.timers` wants, and no other waits."""
        wanted = {
            (each.clock.value, each.cycle, each.step, each.epoch): each
            for each in timers(ticket, self.house.desk.policy)
        }
        rows = self.house.ask(
            "SELECT clock, cycle, step, epoch, fire_at, fired_at FROM timers WHERE ticket_id = ?", ticket.id
        )
        kept = {(clock, cycle, step, epoch): (fire_at, fired) for clock, cycle, step, epoch, fire_at, fired in rows}
        assert len(kept) == len(rows)
        assert not wanted.keys() - kept.keys(), (ticket, wanted.keys() - kept.keys())
        idle = {key for key, (_, fired) in kept.items() if fired is None}
        assert idle <= wanted.keys(), (ticket, idle - wanted.keys())
        for key in idle:  # one may be postponed, none comes early
            assert kept[key][0] >= int(wanted[key].fire_at.timestamp()), key
        runs = any(clock == "answer" and step == "due" for clock, _, step, _ in wanted)
        limited = ticket.cycle is not None and ticket.cycle.due_at is not None
        unanswered = ticket.cycle is not None and ticket.cycle.answered_at is None
        assert runs == (ticket.live and ticket.activated_at is not None and unanswered and limited)

    def _its_journal_is_a_chain(self, ticket: Ticket) -> None:
        """Invariant 6: each transition has its one line; each line goes on where the one before ended."""
        lines = self.house.ask("SELECT was, became, event FROM journal WHERE ticket_id = ? ORDER BY id", ticket.id)
        assert lines[0][0] == ""
        assert lines[0][1] in BEGINNINGS
        assert lines[-1][1] == ticket.status
        for (_, ended, _), (began, became, event) in pairwise(lines):
            assert began == ended, (ticket.id, lines)
            assert began == became or (began, became) in WAYS, (ticket.id, event, began, became)

    def _one_alarm_a_deadline(self, ticket: Ticket) -> None:
        """C12, C14: a deadline is missed once, and only if it was: at the moment nobody had answered."""
        breaches = [
            moment(at)
            for (at,) in self.house.ask("SELECT at FROM journal WHERE ticket_id = ? AND event = 'breached'", ticket.id)
        ]
        deadlines = [
            moment(epoch)
            for (epoch,) in self.house.ask(
                "SELECT epoch FROM timers WHERE ticket_id = ? AND clock = 'answer' AND step = 'due' "
                "AND fired_at IS NOT NULL ORDER BY fired_at",
                ticket.id,
            )
        ]
        assert len(breaches) <= len(deadlines)
        [(alerts,)] = self.house.ask("SELECT count(*) FROM alerts WHERE ticket_id = ? AND kind = 'breach'", ticket.id)
        assert alerts == len(breaches)
        cycle = ticket.cycle
        if cycle and cycle.due_at and cycle.answered_at and cycle.answered_at <= cycle.due_at:
            assert not [at for at in breaches if at > cycle.due_at and at >= cycle.started_at], ticket

    def _no_letter_is_lost(self) -> None:
        """Letters never vanish; each waiting lane has its one head, or it would wait for ever."""
        rows = self.house.ask("SELECT id, lane, state, head FROM outbox")
        known = {number for number, *_ in rows}
        assert self.letters <= known
        self.letters = known
        heads = Counter(lane for _, lane, state, head in rows if head and state in {"waiting", "sending"})
        lanes = {lane for _, lane, state, _ in rows if state in {"waiting", "sending"} and lane != "mail"}
        assert all(heads[lane] == 1 for lane in lanes), [lane for lane in lanes if heads[lane] != 1]

    def _what_was_said_goes_over(self) -> None:
        """Whatever is public of a ticket is in a letter to the other side, or in the ticket's own description."""
        relays = "kind IN ('RelayToTopic', 'RelayToCustomer') AND payload <> ''"  # what was sent may be emptied since
        letters = self.house.ask(f"SELECT kind, payload FROM outbox WHERE {relays}")
        self.carried |= {
            (kind, utterance) for kind, payload in letters for utterance in json.loads(payload).get("utterances", ())
        }
        said = self.house.ask(
            "SELECT utterances.id, side, utterances.text, description FROM utterances "
            "JOIN tickets ON tickets.id = utterances.ticket_id WHERE standing = 'public' AND kind = 'text'"
        )
        self.answers |= {
            payload
            for (payload,) in self.house.ask("SELECT payload FROM outbox WHERE kind IN ('TellCustomer', 'SendEmail')")
        }
        for number, side, text, description in said:
            if side == "customer" and self.house.desk.phrases.is_thanks(text):
                continue  # after the end it wants no answer and wakes nobody (C33)
            if side == "customer":
                assert ("RelayToTopic", number) in self.carried or text in description, text
            else:
                there = ("RelayToCustomer", number) in self.carried
                assert there or any(json.dumps(text, ensure_ascii=False)[1:-1] in each for each in self.answers), text
