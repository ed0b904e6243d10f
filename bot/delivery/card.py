"""The ticket's card: facts for engineers, the same order on every card."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import phonenumbers

from bot.delivery.card_buttons import buttons
from bot.delivery.card_calls import of_calls, reaching
from bot.delivery.facts import Facts
from bot.delivery.split import MESSAGE
from bot.rendered import Rendered, joined
from bot.texts import Texts, clean
from domain import overview
from domain.customer import Channel
from domain.ids import TicketId
from domain.policy import Policy
from domain.registry import telling
from domain.ticket import Ticket, VersionMark
from domain.words import Arg, Local, Rows, Text, Token

QUOTED_FROM = 300  # characters: a longer description folds away
TOPIC_NAME = 128
_EXCERPT = 500  # of a description that does not fit onto its card
_DOT = " · "
_QUOTES = "\"'«»„“”‘’"


@dataclass(frozen=True, slots=True)
class Card:
    """The message with the buttons, and the description after it where that is too long."""

    text: Rendered
    continued: Rendered
    buttons: Rows


class Cards:
    """Cards in the language and zone of the engineers' group."""

    def __init__(self, texts: Texts, policy: Policy, language: str, zone: str) -> None:
        self._texts, self._policy, self._language, self._zone = texts, policy, language, zone
        forms = (texts.plain(Text("legal-forms"), each) for each in ("ru", "en"))
        self._legal_forms = frozenset(" ".join(forms).casefold().split())

    def card(self, ticket: Ticket, facts: Facts, now: datetime, menu: str = "") -> Card:
        """Draw it as it should look now."""
        description, continued = self._description(ticket)
        lines = [
            self._headline(ticket, facts, now),
            self._say(self._version(ticket)),
            self._kind(ticket),
            self._entitlement(ticket, facts),
            joined(self._contacts(ticket), _DOT),
            description,
            self._say(Text("card-attachments", {"count": ticket.attachments})) if ticket.attachments else Rendered(),
            self._earlier(facts),
            joined(map(self._say, reaching(ticket, facts))),
        ]
        shown = buttons(
            ticket, menu, self._policy, facts.colleagues, facts.kin, facts.proof, of_calls(ticket, facts, menu)
        )
        return Card(joined(lines), continued, shown)

    def topic_name(self, ticket: Ticket) -> str:
        """Name the topic by number, organisation and product, in what fits."""
        product = self._texts.plain(Text("topic-name", self._names(ticket, "")), self._language)
        room = max(0, TOPIC_NAME - len(product))
        name = Text("topic-name", self._names(ticket, self.short_name(ticket.organisation.name)[:room].strip()))
        return self._texts.plain(name, self._language)[:TOPIC_NAME]

    def short_name(self, organisation: str) -> str:
        """Leave out the legal form and the quotes; a name that is nothing else stays."""
        words = [word.strip(_QUOTES) for word in clean(organisation).text.split()]
        short = " ".join(word for word in words if word and word.rstrip(".,").casefold() not in self._legal_forms)
        return short or organisation.strip()

    def product(self, ticket: Ticket) -> Local:
        """The product's title; its key if it is no longer in the catalogue."""
        found = self._policy.product(ticket.product)
        return found.title if found else Local(ticket.product, ticket.product)

    def _names(self, ticket: Ticket, organisation: str) -> dict[str, Arg]:
        return {"number": int(ticket.id), "organisation": organisation, "product": self.product(ticket)}

    def _headline(self, ticket: Ticket, facts: Facts, now: datetime) -> Rendered:
        parts = [self._say(Text("ticket-number", {"number": int(ticket.id)}))]
        if facts.holder and ticket.live:
            parts.append(clean(facts.holder.name))
        parts.extend(map(self._say, overview.standing(ticket, facts.place_in_line, self._policy, now)))
        if ticket.reopened:
            parts.append(self._say(Text("card-reopened", {"count": ticket.reopened})))
        return joined(parts, _DOT).marked("bold")

    def _version(self, ticket: Ticket) -> Text:
        product = self.product(ticket)
        catalogued = self._policy.product(ticket.product)
        match ticket.version_mark:
            case VersionMark.EXACT:
                return Text("card-version-exact", {"product": product, "version": ticket.version or ""})
            case VersionMark.OLD:
                current = catalogued.current_version if catalogued else ""
                return Text(
                    "card-version-old", {"product": product, "version": ticket.version or "", "current": current}
                )
            case VersionMark.UNKNOWN if ticket.version_told:
                return Text("card-version-told", {"product": product, "told": ticket.version_told})
            case VersionMark.UNKNOWN:
                return Text("card-version-unknown", {"product": product})

    def _kind(self, ticket: Ticket) -> Rendered:
        """R1: the category of problems; its key if the policy has it no more."""
        if not ticket.problem:
            return Rendered()
        found = self._policy.problem(ticket.problem)
        title = found.title if found else Local(ticket.problem, ticket.problem)
        return self._say(Text("card-kind", {"kind": title}))

    def _entitlement(self, ticket: Ticket, facts: Facts) -> Rendered:
        """As what they are supported, and what the registry says of it."""
        known = Text("card-category", {"category": Token(ticket.category), "evidence": Token(ticket.evidence)})
        proof = telling.on_card(facts.proof)
        return joined([self._say(known), *([self._say(proof)] if proof else [])], "; ")

    def _contacts(self, ticket: Ticket) -> Iterator[Rendered]:
        yield clean(ticket.organisation.name)
        if ticket.organisation.inn:
            yield self._say(Text("card-inn", {"inn": ticket.organisation.inn}))
        yield clean(ticket.contact.name)
        for known in (readable_phone(ticket.contact.phone), ticket.contact.email):
            if known:
                yield clean(known)
        if ticket.channel is not Channel.TELEGRAM:
            yield self._say(Text("card-channel", {"channel": Token(ticket.channel)}))

    def _description(self, ticket: Ticket) -> tuple[Rendered, Rendered]:
        """Return what the card shows of it, and the whole if that is not all."""
        whole = ticket.description.strip()
        if len(whole) <= MESSAGE // 2:
            shown = self._say(Text("card-description", {"text": whole})) if whole else Rendered()
            return (shown.marked("expandable_blockquote") if len(whole) > QUOTED_FROM else shown), Rendered()
        excerpt = self._say(Text("card-continues", {"text": whole[:_EXCERPT].rstrip()}))
        return excerpt.marked("expandable_blockquote"), clean(whole)

    def _earlier(self, facts: Facts) -> Rendered:
        if not facts.earlier:
            return self._say(Text("card-first-time"))
        numbers = joined((self._linked(ticket.id, facts) for ticket in facts.earlier), ", ")
        before = self._say(Text("card-before", {"tickets": ""}))
        return before + numbers

    def _linked(self, number: TicketId, facts: Facts) -> Rendered:
        said = self._say(Text("ticket-number", {"number": int(number)}))
        link = facts.links.get(number)
        return said.marked("text_link", url=link) if link else said

    def _say(self, text: Text) -> Rendered:
        return self._texts.render(text, self._language, self._zone)


def readable_phone(phone: str) -> str:
    """+79000000000 as +7 900 000-00-00."""
    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return phone
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
