"""The form at work: drafts, what was said while it was open, and the ticket that comes of it (R11, R14, R15)."""

from dataclasses import replace
from datetime import datetime

from actions import calling, calls, linking
from actions.acquaintance import customer_of
from actions.desk import Desk
from actions.ports import Transaction
from actions.record import post
from actions.registering import register
from domain import conversation
from domain.customer import Customer
from domain.desk import Origin
from domain.draft import Asking, Draft
from domain.effects import EditTagged, Effect, React, TellCustomer
from domain.errors import AlreadyDone
from domain.form import (
    Answered,
    Began,
    Cancelled,
    Context,
    Declined,
    Edited,
    End,
    Event,
    Expired,
    Filed,
    ForOneself,
    Known,
    Lapsed,
    Result,
    Said,
    StartAgain,
    Submitted,
    Tapped,
    begin,
    preset_in,
    reduce,
)
from domain.form.review import contact, organisation
from domain.form.sheet import Step
from domain.ids import ChatId, TicketId, UserId
from domain.intake import usage_of
from domain.letters import customer_lane
from domain.privacy import ConsentAct
from domain.quiet import allowed_at
from domain.said import Message, Side, Standing
from domain.words import Text

LAST_SCREENS = frozenset({Step.CONSENT, Step.REVIEW})  # a form that ends there takes its buttons along
AT_ONCE = 100  # drafts looked at in one sweep


class Intake:
    """Runs the form's events. All but `sweep` belong to a unit of somebody else's."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def customer(self, tx: Transaction, user: UserId, language: str | None) -> Customer:
        """Return the customer with this account; whoever writes for the first time becomes one."""
        return await customer_of(tx, self._desk, user, language)

    async def opened(
        self, tx: Transaction, customer: Customer, message: Message, at: datetime, *, about: TicketId | None = None
    ) -> End | None:
        """Open the form with the message that is the description; `about`: it may be that closed ticket's question."""
        pending = await tx.drafts.get(message.author, message.place.chat, None, Asking.FORM)
        if pending is not None:
            return await self.said(tx, customer, pending, message, at)
        rev = int(message.place.message)  # grows faster than steps do: no two forms of a chat share a revision
        empty = self._empty(message.author, Asking.FORM, customer.id, at, rev=rev)
        result = begin(empty, await self._known(tx, customer, about), self._context(customer, at), message)
        return await self._write(tx, customer, empty, Said(message), result, at)

    async def began(
        self, tx: Transaction, customer: Customer, at: datetime, payload: str = "", *, rev: int = 0
    ) -> None:
        """/start or /new: an empty form, or the choice to go on with the one that is open."""
        user = customer.user_id or UserId(0)
        pending = await tx.drafts.get(user, ChatId(user), None, Asking.FORM)
        if pending is not None:
            await self._take(tx, customer, pending, Began(), at)
            return
        empty = self._empty(user, Asking.FORM, customer.id, at, rev=max(rev, int(at.timestamp())))
        empty = replace(empty, values=preset_in(payload, self._desk.policy))
        result = begin(empty, await self._known(tx, customer, None), self._context(customer, at))
        await self._apply(tx, customer, empty, result, at)

    async def for_caller(
        self, tx: Transaction, author: Customer, at: datetime, *, rev: int = 0, values: dict[str, str] | None = None
    ) -> None:
        """An engineer's /new (R15): a form for somebody who called; `values` are filled in already."""
        user = author.user_id or UserId(0)
        pending = await tx.drafts.get(user, ChatId(user), None, Asking.CALLER)
        if pending is not None and values is None:
            await self._take(tx, author, pending, Began(), at)
            return
        if pending is not None:
            await self._forgotten(tx, author, pending)
            rev = max(rev, pending.rev + 1)
        empty = self._empty(user, Asking.CALLER, author.id, at, rev=max(rev, int(at.timestamp())))
        empty = replace(empty, values=values or {})
        await self._apply(tx, author, empty, begin(empty, Known(), self._context(author, at)), at)

    async def _forgotten(self, tx: Transaction, author: Customer, draft: Draft) -> None:
        await tx.outbox.void_tag(customer_lane(author.id), _tag(draft))
        await tx.utterances.forget(draft.utterances)
        await tx.drafts.drop(draft)

    async def profile(self, tx: Transaction, customer: Customer, at: datetime) -> None:
        """Show what is kept of the customer, with a button to change each part."""
        if customer.contact is None or customer.organisation is None:
            await post(tx, [TellCustomer(customer=customer.id, words=Text("profile-nothing"))], at)
            return
        await self.ask(tx, customer, Asking.PROFILE, customer.id, at)

    async def ask(
        self,
        tx: Transaction,
        author: Customer,
        asking: Asking,
        subject: int,
        at: datetime,
        values: dict[str, str] | None = None,
    ) -> None:
        """Put one question to somebody in private; the next line answers it. `values` were answered before."""
        empty = replace(self._empty(author.user_id or UserId(0), asking, subject, at), values=values or {})
        known = Known(contact=author.contact, organisation=author.organisation)
        await self._apply(tx, author, empty, begin(empty, known, self._context(author, at)), at)

    async def said(
        self, tx: Transaction, customer: Customer, draft: Draft, message: Message, at: datetime
    ) -> End | None:
        """A message at a pending question. What came of it, if it is over, is the caller's where it is not a form."""
        return await self._take(tx, customer, draft, Said(message), at)

    async def edited(
        self, tx: Transaction, customer: Customer, draft: Draft, message: Message, at: datetime
    ) -> End | None:
        """An edit of a message that the draft may know."""
        return await self._take(tx, customer, draft, Edited(message), at)

    async def tapped(
        self, tx: Transaction, customer: Customer, draft: Draft, act: str, arg: str, at: datetime
    ) -> End | None:
        """A button of the draft's own revision. Raises AlreadyDone where it is not offered any more."""
        return await self._take(tx, customer, draft, Tapped(draft.rev, act, arg), at)

    async def sweep(self, at: datetime) -> int:
        """Look at drafts nobody goes on with: one nudge, then they are forgotten. Return how many there were."""

        async def look(tx: Transaction) -> tuple[Draft, ...]:
            return await tx.drafts.due(at, AT_ONCE)

        due = await self._desk.store.read(look)
        for draft in due:
            await self._sweep_one(draft, at)
        return len(due)

    async def _sweep_one(self, seen: Draft, at: datetime) -> None:
        async def unit(tx: Transaction) -> None:
            draft = await tx.drafts.get(seen.author, seen.chat, seen.thread, seen.asking)
            if draft is None or draft.due_at is None or draft.due_at > at:
                return
            customer = await tx.customers.by_user(draft.author)
            if customer is None or draft.asking is Asking.WHICH:
                await tx.drafts.drop(draft)
                await tx.utterances.forget(draft.utterances)
                return
            gentle = allowed_at(at, customer.zone, self._desk.policy.gentle)
            if gentle > at and draft.files_a_ticket:
                await tx.drafts.put(replace(draft, due_at=gentle))
                return
            await self._take(tx, customer, draft, Lapsed(), at)

        await self._desk.store.run(Origin(at), unit)

    # One event

    async def _take(self, tx: Transaction, customer: Customer, draft: Draft, event: Event, at: datetime) -> End | None:
        context = self._context(customer, at)
        if draft.asking is Asking.CALLER:
            if not await calling.may(tx, self._desk, draft.author):
                await self._forgotten(tx, customer, draft)
                await post(tx, [TellCustomer(customer=customer.id, words=Text("caller-not-yours"))], at)
                return None
            context = await calling.informed(tx, context, draft, event)
        result = reduce(draft, event, context)
        if result.stale:
            raise AlreadyDone
        return await self._write(tx, customer, draft, event, result, at)

    async def _write(
        self, tx: Transaction, customer: Customer, draft: Draft, event: Event, result: Result, at: datetime
    ) -> End | None:
        """Keep what belongs to the problem, then write down what the form decided."""
        effects: list[Effect] = []
        match event:
            case Said(message) if result.kept:
                said = await tx.utterances.add(message, Side.CUSTOMER, Standing.HELD, None)
                if draft.utterances:  # the first is answered in words
                    effects.append(React(place=message.place, emoji=conversation.RECEIVED))
                draft = replace(draft, utterances=(*draft.utterances, said.id))
            case Edited(message) if result.kept:
                twin = await tx.utterances.twin(message.place)
                if twin is not None and twin.utterance is not None:
                    await tx.utterances.edited(twin.utterance, message.text, message.entities, at)
            case _:
                pass
        return await self._apply(tx, customer, draft, result, at, effects)

    async def _apply(
        self,
        tx: Transaction,
        customer: Customer,
        before: Draft,
        result: Result,
        at: datetime,
        effects: list[Effect] | None = None,
    ) -> End | None:
        """Write down what the form decided, and say what it says."""
        after = result.draft and replace(result.draft, utterances=before.utterances)
        if after is None or after.rev != before.rev:  # a question that is still on its way is out of date
            await tx.outbox.void_tag(customer_lane(customer.id), _tag(before))
        if after is None:
            await tx.drafts.drop(before)
        else:
            await tx.drafts.put(after)
            customer = await self._consented(tx, customer, after, at)
        letters = [
            TellCustomer(
                customer=customer.id,
                words=say.words,
                buttons=say.buttons,
                keyboard=say.keyboard,
                tag=_tag(after or before),
                settles="form" if say.settles else "",
            )
            for say in result.says
        ]
        await post(tx, [*(effects or []), *letters], at)
        if result.end is not None:
            await self._ended(tx, customer, before, result.end, at)
            if before.files_a_ticket and before.step in LAST_SCREENS:
                await post(tx, [EditTagged(lane=customer_lane(customer.id), tag=_tag(before), words=None)], at)
        return result.end

    async def _consented(self, tx: Transaction, customer: Customer, draft: Draft, at: datetime) -> Customer:
        """Keep who agreed to which version of the text, and when, from the moment they did."""
        version = draft.values.get("consent")
        if draft.asking is not Asking.FORM or not version or version == customer.consent_version:
            return customer
        customer = replace(customer, consent_version=version, consent_at=at)
        await tx.customers.save(customer)
        await tx.consents.record(customer.id, ConsentAct.GIVEN, self._desk.policy.consent, at)
        return customer

    async def _ended(  # noqa: C901  one arm for each end
        self, tx: Transaction, customer: Customer, draft: Draft, end: End, at: datetime
    ) -> None:
        match end:
            case Submitted(application):
                await register(tx, self._desk, customer, application, draft.utterances, at)
            case Filed(filing):
                await calling.filed(tx, self._desk, customer, filing, draft.utterances, at)
            case ForOneself():
                await self.began(tx, customer, at, rev=draft.rev + 1)
            case Answered(asking=Asking.LINK, values=values):
                await linking.proved(tx, self._desk, customer, values, at)
            case Answered(asking=Asking.CALLED, subject=subject, values=values):
                await calls.answered_then(tx, self._desk, customer, TicketId(subject), values["called"], at)
            case StartAgain() if draft.asking is Asking.CALLER:
                await tx.utterances.forget(draft.utterances)
                await self.for_caller(tx, customer, at, rev=draft.rev + 1)
            case StartAgain():
                await tx.utterances.forget(draft.utterances)
                await self.began(tx, customer, at, rev=draft.rev + 1)
            case Declined() if draft.asking is Asking.FORM:
                await tx.utterances.forget(draft.utterances)
                await tx.consents.record(customer.id, ConsentAct.REFUSED, self._desk.policy.consent, at)
                await tx.erasure.forget_raw(customer.id, customer.user_id or UserId(0))
            case Declined() | Cancelled() | Expired():
                await tx.utterances.forget(draft.utterances)
            case Answered(asking=Asking.PROFILE, values=values):
                told = organisation(values)
                kept = replace(
                    customer,
                    contact=contact(values),
                    organisation=told,
                    organisation_id=await tx.customers.organisation(told),
                )
                await tx.customers.save(kept)
                await post(tx, [TellCustomer(customer=customer.id, words=Text("profile-saved"))], at)
            case _:
                pass  # the caller's

    # What it starts from

    def _context(self, customer: Customer, at: datetime) -> Context:
        return Context(policy=self._desk.policy, phrases=self._desk.phrases, at=at, zone=customer.zone)

    @staticmethod
    def _empty(author: UserId, asking: Asking, subject: int, at: datetime, *, rev: int = 0) -> Draft:
        return Draft(
            author=author,
            chat=ChatId(author),
            thread=None,
            asking=asking,
            subject=subject,
            rev=rev or int(at.timestamp()),
            step="",
            asked_at=at,
            started_at=at,
        )

    async def _known(self, tx: Transaction, customer: Customer, about: TicketId | None) -> Known:
        """Return what a returning customer need not be asked again."""
        last = await tx.tickets.recent_of(customer.id, 1) if customer.contact else ()
        return Known(
            contact=customer.contact,
            organisation=customer.organisation,
            consent_version=customer.consent_version,
            usage=usage_of(last[0]) if last else None,
            product=last[0].product if last else "",
            version=(last[0].version or "") if last else "",
            about=about,
        )


def _tag(draft: Draft) -> str:
    return f"form:{draft.rev}"
