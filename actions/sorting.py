"""Several tickets are possible, or none: asked once, what was said is kept until the customer chooses (35a, C61)."""

from dataclasses import replace
from datetime import datetime, timedelta

from actions.appeals import Appeals
from actions.desk import Desk
from actions.housing import worded
from actions.intake import Intake
from actions.moving import taken_out
from actions.ports import Transaction
from actions.questions import Questions
from actions.record import decided, post
from actions.talk import Talk, named
from domain import conversation, resolution
from domain.customer import Customer
from domain.desk import Origin
from domain.draft import Asking, Draft
from domain.effects import React, RelayToTopic, TellCustomer, TellTopic
from domain.errors import AlreadyDone, NotFound
from domain.form import AboutTicket, End, listens
from domain.ids import ChatId, TicketId, UserId, UtteranceId
from domain.said import Message, Side, Standing, Utterance
from domain.ticket import Ticket
from domain.words import Button, Press, Rows, Text

TO_FORM, TO_NEW, TO_APPEAL = "form", "new", "appeal"
WHICH_KEPT = timedelta(days=7)


class Sorting:
    """Where messages belong that could belong to several."""

    def __init__(self, desk: Desk, intake: Intake, questions: Questions, talk: Talk, appeals: Appeals) -> None:
        self._desk = desk
        self._intake = intake
        self._questions = questions
        self._talk = talk
        self._appeals = appeals

    async def belongs(self, origin: Origin, user: UserId, utterance: UtteranceId, to: str) -> Text | None:
        """The customer says which ticket, form or person the kept messages are for. Raises AlreadyDone, NotFound."""

        async def unit(tx: Transaction) -> Text:
            customer = await tx.customers.by_user(user)
            if customer is None:
                raise NotFound
            draft = await tx.drafts.get(user, ChatId(user), None, Asking.WHICH)
            if draft is not None and utterance in draft.utterances:
                await self._chosen(tx, customer, draft, to, origin.at)
                return Text("toast-sorted")
            return await self._move(tx, customer, utterance, to, origin.at)

        return await self._desk.store.run(origin, unit)

    async def ask_which(
        self, tx: Transaction, message: Message, tickets: tuple[TicketId, ...], pending: Draft | None, at: datetime
    ) -> None:
        said = await tx.utterances.add(message, Side.CUSTOMER, Standing.HELD, None)
        options = [str(each) for each in tickets] + ([TO_FORM] if pending else [])
        await self._put_which(tx, said, options, at)
        form = pending is not None and pending.asking is Asking.FORM
        rows = await self._options(tx, said, options, Text("button-to-form") if form else Text("button-to-answer"))
        if pending is None:
            words = Text("which-ticket")
        else:
            words = Text("which-ticket-or-form") if form else Text("which-ticket-or-answer")
        customer = await self._intake.customer(tx, message.author, message.language)
        await post(tx, [TellCustomer(customer=customer.id, words=words, buttons=rows, tag="which")], at)

    async def after_refusal(self, tx: Transaction, message: Message, ticket: Ticket, at: datetime) -> None:
        """It stays closed, and says why; the text is kept for the choice (35a)."""
        said = await tx.utterances.add(message, Side.CUSTOMER, Standing.HELD, None)
        options = [TO_APPEAL, TO_NEW]
        await self._put_which(tx, said, options, at, about=ticket.id)
        rows = await self._options(tx, said, options)
        told = TellCustomer(
            customer=ticket.customer_id, words=resolution.why_refused(ticket), buttons=rows, tag="which"
        )
        await post(tx, [told], at)

    async def keep_or_choose(
        self, tx: Transaction, customer: Customer, which: Draft, message: Message, at: datetime
    ) -> None:
        """Typed, a number chooses; anything else is kept with the rest until one is chosen."""
        typed = message.text.strip().lstrip("№#").strip()
        if typed.isdigit() and typed in which.values["options"].split():
            await self._chosen(tx, customer, which, typed, at)
            return
        said = await tx.utterances.add(message, Side.CUSTOMER, Standing.HELD, None)
        await tx.drafts.put(replace(which, utterances=(*which.utterances, said.id)))
        await post(tx, [React(place=message.place, emoji=conversation.RECEIVED)], at)

    async def ended(self, tx: Transaction, customer: Customer, draft: Draft, end: End | None, at: datetime) -> None:
        """What the end of a form or a question means; "it is about № N" moves what was said to that ticket."""
        if isinstance(end, AboutTicket):
            kept = await tx.utterances.many(draft.utterances)
            await tx.utterances.settle(draft.utterances, Standing.PUBLIC, end.ticket)
            for said in kept:
                await self._talk.heard(tx, customer, end.ticket, said, at, several=False)
        else:
            await self._questions.over(tx, customer, end, at)

    async def _put_which(
        self, tx: Transaction, said: Utterance, options: list[str], at: datetime, *, about: TicketId | None = None
    ) -> None:
        """Put the question; what an earlier one had kept waits for the same answer."""
        earlier = await tx.drafts.get(said.author, said.place.chat, None, Asking.WHICH)
        draft = Draft(
            author=said.author,
            chat=said.place.chat,
            thread=None,
            asking=Asking.WHICH,
            subject=0,
            rev=0,
            step="which",
            asked_at=at,
            started_at=at,
            values={"options": " ".join(options), "about": str(about or "")},
            utterances=(*(earlier.utterances if earlier else ()), said.id),
            due_at=at + WHICH_KEPT,
        )
        await tx.drafts.put(draft)

    async def _options(self, tx: Transaction, said: Utterance, options: list[str], to_form: Text | None = None) -> Rows:
        rows = []
        for each in options:
            if each == TO_FORM and to_form is not None:
                label = to_form
            elif each == TO_NEW:
                label = Text("button-new-ticket")
            elif each == TO_APPEAL:
                label = Text("button-appeal")
            else:
                ticket = await tx.tickets.get(TicketId(int(each)))
                if ticket is None:
                    continue
                label = named(ticket)
            rows.append((Button(label=label, press=Press.BELONGS, subject=said.id, arg=each),))
        return tuple(rows)

    async def _chosen(self, tx: Transaction, customer: Customer, which: Draft, to: str, at: datetime) -> None:
        if to not in which.values["options"].split():
            raise AlreadyDone
        if to.isdigit() and await self._refused_meanwhile(tx, which, TicketId(int(to)), at):
            return
        await tx.drafts.drop(which)
        kept = await tx.utterances.many(which.utterances)
        if to.isdigit():
            number = TicketId(int(to))
            await tx.utterances.settle(which.utterances, Standing.PUBLIC, number)
            for said in kept:
                await self._talk.heard(tx, customer, number, said, at, several=False)
        elif to == TO_APPEAL:
            await tx.utterances.forget(which.utterances)
            text = "\n".join(worded(said) for said in kept)
            await self._appeals.appealed(tx, customer, TicketId(int(which.values["about"])), text, at)
        else:
            await tx.utterances.forget(which.utterances)  # the form stores what it keeps itself
            await self._to_form(tx, customer, kept, at)

    async def _to_form(self, tx: Transaction, customer: Customer, kept: tuple[Utterance, ...], at: datetime) -> None:
        """To the question that is still open; where it is not, to a new form: nothing is lost."""
        for said in kept:
            message = said.message(customer.language)
            drafts = await tx.drafts.pending(said.author, said.place.chat, None)
            asked = next((each for each in drafts if listens(each)), None)
            if asked is not None:
                end = await self._intake.said(tx, customer, asked, message, at)
                await self.ended(tx, customer, asked, end, at)
            else:
                await self._intake.opened(tx, customer, message, at, about=None)

    async def _move(self, tx: Transaction, customer: Customer, utterance: UtteranceId, to: str, at: datetime) -> Text:
        """It was meant for another ticket: told there, and noted where it went first."""
        said = await tx.utterances.get(utterance)
        if said is None or said.ticket_id is None or said.author != customer.user_id or not to.isdigit():
            raise NotFound
        target = await tx.tickets.locked(TicketId(int(to)))
        if target.customer_id != customer.id or not target.live or target.id == said.ticket_id:
            raise AlreadyDone
        left = TellTopic(ticket=said.ticket_id, words=Text("topic-moved-away", {"number": int(target.id)}))
        decision = conversation.customer_wrote(target, said, thanks=self._talk.thanks(said))
        parts = await taken_out(tx, said.ticket_id, said)
        await tx.utterances.settle(parts, Standing.PUBLIC, target.id)
        whole = (replace(e, utterances=parts) if isinstance(e, RelayToTopic) else e for e in decision.effects)
        decision = replace(decision, effects=tuple(whole))
        await decided(tx, target, decision, by="customer", at=at, policy=self._desk.policy)
        await post(tx, [left], at)
        await tx.customers.save(replace(customer, spoke_in=target.id))
        return Text("toast-moved", {"number": int(target.id)})

    async def _refused_meanwhile(self, tx: Transaction, which: Draft, number: TicketId, at: datetime) -> bool:
        """The ticket that was offered has ended by our no: asked again, with what can be done now (35a)."""
        ticket = await tx.tickets.get(number)
        if ticket is None or not resolution.refused_already(ticket):
            return False
        options = [TO_APPEAL, TO_NEW]
        await tx.drafts.put(replace(which, values={"options": " ".join(options), "about": str(ticket.id)}))
        (first, *_) = await tx.utterances.many(which.utterances)
        rows = await self._options(tx, first, options)
        words = resolution.why_refused(ticket)
        await post(tx, [TellCustomer(customer=ticket.customer_id, words=words, buttons=rows, tag="which")], at)
        return True
