"""`python -m bot registry import FILE` and `export FILE`: the same as in the chat, beside the running bot."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from actions.desk import Desk
from actions.imports import Imports
from bot.clock import SystemClock
from bot.exports import table
from bot.phrases import load_phrases
from bot.policy import load_policy
from bot.settings import Settings
from bot.spreadsheets.opening import LARGEST, NotASheet, opened
from bot.spreadsheets.writing import csv_, xlsx
from bot.texts import Texts
from bot.wording import load_wording
from domain.registry import importing, sheet
from domain.registry.importing import Unreadable
from domain.words import Text, Token, Words
from storage.database import Database

LOCALES = Path(__file__).parents[1] / "locales"


class RegistryTool:
    """Speaks the desk's language to a terminal."""

    def __init__(self, settings: Settings, say: Callable[[str], None]) -> None:
        self._settings, self._say = settings, say
        self._clock = SystemClock(settings.clock_offset_file)
        self._texts = Texts(LOCALES, self._clock, zone=settings.timezone.key)

    async def bring_in(self, path: Path, agreed: Callable[[], bool], *, keep: bool) -> bool:
        """Show what would change and, if agreed, change it. False: it was not, or could not be."""
        try:
            cells = await opened(await asyncio.to_thread(_content, path))
        except NotASheet as refused:
            self._tell(Text("import-unreadable", {"why": Token(refused.why)}))
            return False
        async with Database.open(self._settings.database_url) as database:
            desk = self._desk(database)
            imports = Imports(desk)
            read, changes, base = await imports.compared(cells)
            if read.faults:
                self._tell(Text("import-faulty", {"count": len(read.faults)}))
                self._tell(sheet.told(read.faults))
                return False
            self._tell(importing.dry_run(changes, (), desk.policy))
            if not changes.any:
                return True
            if not agreed():
                self._tell(Text("import-cancelled"))
                return False
            if not await imports.bring_in(changes, base, self._clock.now(), keep=keep):
                self._tell(Text("import-stale"))
                return False
            self._tell(importing.applied(changes, keep=keep))
            return True

    async def give_back(self, path: Path) -> bool:
        """Write all of it into a file, by its ending."""
        async with Database.open(self._settings.database_url) as database:
            desk = self._desk(database)
            listings = tuple((await database.read(lambda tx: tx.registry.all())).values())
        language = self._settings.language
        rows = table(listings, language, desk.wording, desk.policy)
        title = self._texts.plain(Text("registry-sheet"), language)
        content = csv_(rows, language) if path.suffix.lower() == ".csv" else xlsx({title: rows}, language)
        await asyncio.to_thread(path.write_bytes, content)
        self._tell(Text("registry-file", {"count": len(listings)}))
        return True

    def _desk(self, database: Database) -> Desk:
        settings = self._settings
        return Desk(
            store=database,
            policy=load_policy(settings.policy_file).policy,
            clock=self._clock,
            leads=settings.lead_ids,
            language=settings.language,
            zone=settings.timezone.key,
            phrases=load_phrases(LOCALES),
            wording=load_wording(LOCALES),
        )

    def _tell(self, words: Words) -> None:
        self._say(self._texts.plain(words, self._settings.language))


def _content(path: Path) -> bytes:
    if path.stat().st_size > LARGEST:
        raise NotASheet(Unreadable.TOO_LARGE)
    return path.read_bytes()
