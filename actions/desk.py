"""What every action knows of the desk it works for."""

from dataclasses import dataclass

from actions.ports import Clock, Store
from domain.ids import UserId
from domain.phrases import Phrases
from domain.policy import Policy
from domain.registry.listing import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The desk's memory, its regulation, its leads and its clock."""

    store: Store
    policy: Policy
    clock: Clock
    leads: tuple[UserId, ...]
    language: str  # of the group, and of people who have chosen none
    zone: str  # IANA name
    phrases: Phrases  # how people say thanks, yes, no
    wording: Wording  # how they write the registry's columns

    def is_lead(self, user: int) -> bool:
        """Whether the settings name this account a lead."""
        return user in self.leads
