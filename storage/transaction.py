"""All a unit may touch: the repositories over one session, and the mark that its origin is handled."""

from domain.desk import Origin
from storage.alerts import Alerts
from storage.callers import Callers, LinkKeys
from storage.consents import Consents
from storage.customers import Customers
from storage.drafts import Drafts
from storage.engineers import Engineers
from storage.erasure import Erasure
from storage.facts import Facts, Policies
from storage.imports import Imports
from storage.inbox import Inbox
from storage.journal import Journal
from storage.matters import Matters
from storage.outbox import Outbox
from storage.places import Places
from storage.queries import Session
from storage.registry import Registry
from storage.tickets import Tickets
from storage.timers import Timers
from storage.utterances import Utterances
from storage.vitals import Vitals


class Transaction:
    """One for each session, used by one unit after another."""

    def __init__(self, session: Session) -> None:
        self.tickets = Tickets(session)
        self.customers = Customers(session)
        self.drafts = Drafts(session)
        self.utterances = Utterances(session)
        self.places = Places(session)
        self.outbox = Outbox(session)
        self.timers = Timers(session)
        self.journal = Journal(session)
        self.inbox = Inbox(session)
        self.engineers = Engineers(session)
        self.alerts = Alerts(session)
        self.matters = Matters(session)
        self.callers = Callers(session)
        self.link_keys = LinkKeys(session)
        self.facts = Facts(session)
        self.policies = Policies(session)
        self.erasure = Erasure(session)
        self.vitals = Vitals(session)
        self.consents = Consents(session)
        self.registry = Registry(session)
        self.imports = Imports(session)

    async def take(self, origin: Origin) -> bool:
        """Mark the origin handled; False if it is marked already, or is no more."""
        return (
            (origin.inbox is None or await self.inbox.take(origin.inbox))
            and (origin.timer is None or await self.timers.take(origin.timer, origin.at))
            and (origin.letter is None or await self.outbox.begin(origin.letter))
        )

    async def settle(self, origin: Origin) -> None:
        """A letter that its unit neither gave up nor put back is sent."""
        if origin.letter is not None:
            await self.outbox.settle(origin.letter)
