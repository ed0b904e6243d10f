"""`/version`: what runs here, since when, and whether it is backed up. For the lead."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from actions.desk import Desk
from actions.lookups import Asked
from actions.ports import Transaction
from actions.record import post
from domain.desk import Origin
from domain.effects import TellLead
from domain.errors import LeadsOnly
from domain.words import Arg, Lines, Moment, Text, Token, Words

BACKUP = "backup"  # facts: when the last good copy was taken


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The program that runs, as far as it knows itself."""

    version: str
    commit: str  # none: unknown
    mode: str  # "polling", "webhook"
    started_at: datetime | None
    size: Callable[[], int | None]  # of the database, bytes; None: it is a server's


NOBODY = About(version="", commit="", mode="", started_at=None, size=lambda: 0)


class Upkeep:
    """What the lead may know of the house itself."""

    def __init__(self, desk: Desk, about: About) -> None:
        self._desk = desk
        self._about = about

    async def version(self, origin: Origin, asked: Asked) -> None:
        """Say it in private. Raises NotYours for anybody but a lead."""

        async def unit(tx: Transaction) -> None:
            if not self._desk.is_lead(asked.user):
                raise LeadsOnly
            words = self._words(await tx.facts.get(BACKUP), origin.at)
            await post(tx, [TellLead(lead=asked.user, words=words)], origin.at)

        await self._desk.store.run(origin, unit)

    def _words(self, backup: str | None, at: datetime) -> Words:
        about, policy = self._about, self._desk.policy.version
        what: dict[str, Arg] = {"version": about.version, "commit": about.commit, "policy": policy}
        lines: list[Text] = [
            Text(
                "version-program", {**what, "known": Token("yes" if about.commit else "no"), "mode": Token(about.mode)}
            )
        ]
        if about.started_at is not None:
            minutes = max(0, int((at - about.started_at).total_seconds() // 60))  # `at` is in whole seconds
            lasted: dict[str, Arg] = {"days": minutes // 1440, "hours": minutes // 60 % 24, "minutes": minutes % 60}
            lines.append(Text("version-started", {"at": Moment(about.started_at), **lasted}))
        if (size := about.size()) is not None:
            lines.append(Text("version-database", {"megabytes": -(-size // 2**20)}))
        taken = datetime.fromisoformat(backup) if backup else None
        lines.append(Text("version-backup", {"at": Moment(taken)}) if taken else Text("version-no-backup"))
        return Lines(tuple(lines))
