"""Deadlines that come near or are missed, worded at the moment of sending from what is left (or is not)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.delivery.card import Cards, readable_phone
from bot.delivery.facts import Facts
from bot.rendered import Rendered, joined
from bot.texts import Texts
from domain import sla
from domain.effects import Outage
from domain.policy import Policy
from domain.resolution import short
from domain.ticket import Ticket
from domain.words import Arg, Button, Lines, Moment, Press, Rows, Style, Text, Token, Words


@dataclass(frozen=True, slots=True)
class Alerts:
    """Words for engineers and leads about time."""

    texts: Texts
    cards: Cards
    policy: Policy

    def warning(self, ticket: Ticket, now: datetime, *, nobody: bool) -> Words | None:
        """To who has the ticket, or to its topic; None if there is nothing to warn of any more."""
        if (due := running(ticket)) is None:
            return None
        if nobody:
            if now > due:
                return Text("warn-topic-overdue", {"due": Moment(due)})
            return Text("warn-topic-soon", {"due": Moment(due), "left": self._left(ticket, now)})
        number, organisation = int(ticket.id), self.cards.short_name(ticket.organisation.name)
        if now > due:
            return Text("warn-overdue", {"number": number, "organisation": organisation, "due": Moment(due)})
        return Text(
            "warn-soon",
            {"number": number, "organisation": organisation, "due": Moment(due), "left": self._left(ticket, now)},
        )

    def alert(self, ticket: Ticket, facts: Facts, now: datetime, known_late: Outage | None) -> Words | None:
        """To a lead: enough to decide without opening anything."""
        if (due := running(ticket)) is None:
            return None
        late = now > due
        about: dict[str, Arg] = {
            "product": self.cards.product(ticket),
            "description": short(ticket.description),
        }
        who: dict[str, Arg] = {"name": ticket.contact.name, "phone": readable_phone(ticket.contact.phone)}
        told = late and self.policy.tell_customer_of_breach
        lines: list[Words] = [
            self._first_line(ticket, due, now),
            Text("alert-product", about),
            self._standing(ticket, facts),
            Text("alert-customer-knows", who) if told else Text("alert-customer", who),
        ]
        if known_late:
            lines.append(outage(known_late))
        return Lines(tuple(lines))

    def digest(self, facts: Facts, now: datetime, language: str, zone: str) -> Rendered:
        """More than a person can read one by one; empty if none of them is overdue any more."""
        overdue = [ticket for ticket in facts.earlier if (due := running(ticket)) is not None and now > due]
        if not overdue:
            return Rendered()
        title = self.texts.render(Text("digest", {"count": len(overdue)}), language, zone)
        return joined([title, *self._digest_lines(overdue, facts, language, zone)])

    def _digest_lines(self, overdue: list[Ticket], facts: Facts, language: str, zone: str) -> Iterator[Rendered]:
        for ticket in sorted(overdue, key=lambda each: running(each) or each.received_at):
            holder = facts.holders.get(ticket.engineer_id) if ticket.engineer_id is not None else None
            line = Text(
                "digest-line",
                {
                    "number": int(ticket.id),
                    "organisation": self.cards.short_name(ticket.organisation.name),
                    "due": Moment(running(ticket) or ticket.received_at),
                    "engineer": holder.name if holder else Text("digest-nobody"),
                },
            )
            said = self.texts.render(line, language, zone)
            link = facts.links.get(ticket.id)
            number = self.texts.render(Text("ticket-number", {"number": int(ticket.id)}), language)
            if link and said.text.startswith(number.text):
                yield number.marked("text_link", url=link) + said.part(len(number.text), len(said.text))
            else:
                yield said

    def _left(self, ticket: Ticket, now: datetime) -> Text:
        """How long until the deadline, in the hours it is counted in."""
        if ticket.cycle is None:
            return left(timedelta())
        time = sla.left(ticket.cycle, self.policy, now)
        if ticket.cycle.reason.working and self.policy.calendar is not None:
            return Text("time-left-working", {"left": left(time, days=False)})
        return left(time)

    def _first_line(self, ticket: Ticket, due: datetime, now: datetime) -> Text:
        number, organisation = int(ticket.id), self.cards.short_name(ticket.organisation.name)
        if now <= due:
            return Text(
                "alert-soon",
                {"number": number, "organisation": organisation, "due": Moment(due), "left": self._left(ticket, now)},
            )
        if ticket.promise_due and now > ticket.promise_due:
            due = ticket.promise_due
            return Text("alert-broken-promise", {"number": number, "organisation": organisation, "due": Moment(due)})
        return Text("alert-overdue", {"number": number, "organisation": organisation, "due": Moment(due)})

    def _standing(self, ticket: Ticket, facts: Facts) -> Words:
        category = {"category": Token(ticket.category)}
        known = (
            Text("alert-verified", {**category}) if ticket.evidence.verified else Text("alert-unverified", {**category})
        )
        holder = Text("alert-holder", {"engineer": facts.holder.name}) if facts.holder else Text("alert-unclaimed")
        return Text("alert-standing", {"entitlement": known, "holder": holder})


def outage(known_late: Outage) -> Text:
    """Say why we look so late."""
    return Text("alert-known-late", {"since": Moment(known_late.since), "until": Moment(known_late.until)})


def running(ticket: Ticket) -> datetime | None:
    """When the first answer is due; None if it is not owed any more."""
    return ticket.cycle.due_at if ticket.awaits_first_answer and ticket.cycle else None


def left(time: timedelta, *, days: bool = True) -> Text:
    """How long that is, in as few words as it takes."""
    minutes = round(time.total_seconds() / 60)
    whole_days, rest = divmod(minutes, 24 * 60) if days else (0, minutes)
    hours, minutes = divmod(rest, 60)
    if whole_days:
        hours = minutes = 0
    return Text("time-left", {"days": whole_days, "hours": hours, "minutes": minutes})


def warning_buttons(ticket: Ticket, *, nobody: bool) -> Rows:
    """In the topic: take it. In private: open the topic."""
    if nobody:
        return ((Button(label=Text("card-take"), press=Press.TAKE, subject=int(ticket.id), style=Style.GOOD),),)
    return (_topic(ticket),)


def alert_buttons(ticket: Ticket) -> Rows:
    """What a lead can do about it at once."""
    mine = Button(label=Text("alert-mine"), press=Press.MINE, subject=int(ticket.id), style=Style.MAIN)
    assign = Button(label=Text("alert-assign"), press=Press.ASSIGN, subject=int(ticket.id))
    return ((mine, assign), _topic(ticket))


def _topic(ticket: Ticket) -> tuple[Button, ...]:
    return (Button(label=Text("alert-open-topic"), url=f"topic:{ticket.id}"),)
