"""What is said in the chat, said by e-mail to who has no Telegram: the same facts, no buttons, and how to answer."""

from collections.abc import Callable, Mapping

from domain.policy import Policy
from domain.ticket import Ticket
from domain.words import Arg, Lines, Text, Words

# Kind words of the moment: no letter is worth them.
UNMAILED = frozenset(
    {
        "ticket-claimed",
        "ticket-handed-over",
        "ticket-aside",
        "ticket-offer-swap",
        "ticket-postscript",
        "ticket-rated",
        "ticket-objected",
        "ticket-objected-unclaimed",
    }
)

Args = Mapping[str, Arg]

_REWORDED: Mapping[str, Callable[[Args], Text]] = {
    "receipt": lambda a: Text("mail-receipt", {"number": a["number"], "due": a["due"]}),
    "receipt-unlimited": lambda a: Text("mail-receipt-unlimited", {"number": a["number"]}),
    "receipt-gate": lambda a: Text("mail-receipt-gate", {"number": a["number"]}),
    "ask-confirmation": lambda a: Text(
        "mail-confirmation", {"number": a["number"], "text": a["text"], "close": a["close"]}
    ),
    "ask-confirmation-bare": lambda a: Text("mail-confirmation-bare", {"number": a["number"], "close": a["close"]}),
    "ticket-confirmed": lambda a: Text("mail-confirmed", {"number": a["number"]}),
    "ticket-active-unlimited": lambda a: Text("mail-active-unlimited", {"number": a["number"]}),
    "ticket-reopened-unlimited": lambda a: Text("mail-active-unlimited", {"number": a["number"]}),
    "gate-accepted-unlimited": lambda a: Text("mail-active-unlimited", {"number": a["number"]}),
}


def by_mail(words: Words) -> Words | None:
    """Put it as an e-mail does; None where no letter is worth it."""
    match words:
        case Text(name=name) if name in UNMAILED:
            return None
        case Text(name=name, args=args) if name in _REWORDED:
            return _REWORDED[name](args)
        case Lines(parts=parts):
            said = tuple(part for each in parts if (part := by_mail(each)) is not None)
            return Lines(said) if said else None
        case _:
            return words


def ways(ticket: Ticket, policy: Policy, key: str) -> Text:
    """How to answer us, for nobody reads what comes back to this address; without a key, by telephone and e-mail."""
    support, lead, number = policy.contacts.support, policy.contacts.lead, int(ticket.id)
    if not key:
        return Text(
            "mail-ways",
            {
                "number": number,
                "phone": support.phone,
                "support": support.email,
                "lead": lead.email,
                "lead-phone": lead.phone,
            },
        )
    return Text(
        "mail-ways-link",
        {
            "number": number,
            "phone": support.phone,
            "support": support.email,
            "lead": lead.email,
            "lead-phone": lead.phone,
            "key": key,
        },
    )
