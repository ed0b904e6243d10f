"""The whole examination, in the order in which things depend on each other."""

import errno
import os
from collections.abc import AsyncIterator
from pathlib import Path

from actions.ports import Transaction
from bot.clock import SystemClock
from bot.doctor.copies import copies
from bot.doctor.findings import Finding, Mark, bad, good, mind
from bot.doctor.mail import mail, send
from bot.doctor.network import NoAnswer, hops, reached
from bot.doctor.telegram import Examination
from bot.policy import PolicyError, load_policy
from bot.settings import Settings
from bot.texts import Texts
from domain.ids import ChatId
from domain.policy import Policy
from domain.words import Text
from storage.addresses import place_of
from storage.database import looking
from storage.errors import NewerThanProgram, ReadOnly, StorageError

LOCALES = Path(__file__).parents[2] / "locales"


class Doctor:
    """Looks at everything the desk needs; changes nothing, but for what `write` is asked to send."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._clock = SystemClock(settings.clock_offset_file)
        self._texts = Texts(LOCALES, self._clock, zone=settings.timezone.key)
        self._policy: Policy | None = None
        self._group: ChatId | None = settings.engineers_chat_id
        self.well = True

    async def lines(self, *, write: bool) -> AsyncIterator[str]:
        """Say what is found, a line each, as it is found."""
        async for finding in self._findings(write=write):
            self.well = self.well and finding.mark is not Mark.BAD
            yield self._line(finding)

    def _line(self, finding: Finding) -> str:
        said = f"{finding.mark} {self._plain(finding.what)}"
        return f"{said}\n  → {self._plain(finding.do)}" if finding.do else said

    def _plain(self, words: Text) -> str:
        return self._texts.plain(words, self._settings.language)

    async def _findings(self, *, write: bool) -> AsyncIterator[Finding]:
        for part in (
            self._of_policy(),
            self._of_database(),
            *([copies(self._settings.backup_dir, self._clock.real())] if self._settings.database_path else []),
            self._of_telegram(write=write),
            self._of_mail(write=write),
        ):
            async for finding in part:
                yield finding

    async def _of_policy(self) -> AsyncIterator[Finding]:
        try:
            self._policy = load_policy(self._settings.policy_file).policy
        except PolicyError as error:
            for fault in error.faults:
                yield bad(Text("doctor-policy-bad", {"fault": fault}))
        else:
            yield good(Text("doctor-policy-good", {"version": self._policy.version}))

    async def _of_database(self) -> AsyncIterator[Finding]:
        file = self._settings.database_path
        place = str(file) if file else place_of(self._settings.database_url)
        if file and not file.exists():
            yield mind(Text("doctor-database-none", {"place": place}))
            return
        try:
            async with looking(self._settings.database_url) as reader:
                self._group = await reader.read(_bound) or self._group
            if file and not (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)):
                raise ReadOnly(os.strerror(errno.EACCES))
        except NewerThanProgram:
            yield bad(Text("doctor-database-newer"), Text("doctor-database-newer-do"))
        except StorageError as trouble:
            why = f"{type(trouble).__name__} {trouble}"
            yield bad(Text("doctor-database-bad", {"place": place, "why": why}), Text("doctor-database-do"))
        else:
            yield good(Text("doctor-database-good", {"place": place}))

    async def _of_telegram(self, *, write: bool) -> AsyncIterator[Finding]:
        async for finding in hops(self._settings):
            yield finding
            if finding.mark is Mark.BAD:
                yield mind(Text("doctor-unseen"))
                return
        try:
            async with reached(self._settings) as api:
                examination = Examination(api)
                async for finding in examination.token(self._clock.real()):
                    yield finding
                if not examination.known:
                    return
                async for finding in self._of_desk(examination, write=write):
                    yield finding
        except NoAnswer as trouble:
            yield bad(Text("doctor-answer-bad", {"why": str(trouble)}), Text("doctor-answer-do"))

    async def _of_desk(self, examination: Examination, *, write: bool) -> AsyncIterator[Finding]:
        settings = self._settings
        parts = [
            examination.updates(settings.webhook_url),
            examination.group(self._group),
            examination.leads(settings.lead_ids),
        ]
        if write:
            parts.append(examination.write(settings.lead_ids, self._plain(Text("doctor-line"))))
        for part in parts:
            async for finding in part:
                yield finding

    async def _of_mail(self, *, write: bool) -> AsyncIterator[Finding]:
        async for finding in mail(self._settings):
            yield finding
        if write and self._policy:
            line = self._plain(Text("doctor-line"))
            async for finding in send(self._settings, self._policy.contacts.lead.email, line, line):
                yield finding


async def _bound(tx: Transaction) -> ChatId | None:
    group = await tx.places.group()
    return group.chat if group else None
