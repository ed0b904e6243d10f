"""Fetches sheets that leads have sent: outside of every unit, so that a kill in between only means once more."""

import io
from collections.abc import Callable
from datetime import datetime
from typing import BinaryIO, cast

import structlog
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramBadRequest
from aiohttp import ClientError

from actions.imports import Imports
from bot.spreadsheets.opening import LARGEST, NotASheet, opened
from domain.registry.importing import Unreadable

log = structlog.get_logger()

PATIENCE = 60  # seconds for a download


class Fetching:
    """One sheet at a time."""

    def __init__(self, imports: Imports, bot: Bot, now: Callable[[], datetime]) -> None:
        self._imports, self._bot, self._now = imports, bot, now

    async def look(self) -> None:
        """Fetch and read the next one, and show what it would change."""
        sheet = await self._imports.waiting(self._now())
        if sheet is None:
            return
        try:
            cells = await opened(await self._content(sheet.file_id))
        except NotASheet as refused:
            await self._imports.unreadable(sheet, refused.why, self._now())
        except TelegramBadRequest as error:
            why = Unreadable.TOO_LARGE if "too big" in error.message else Unreadable.GONE
            await self._imports.unreadable(sheet, why, self._now())
        except (TelegramAPIError, ClientDecodeError, ClientError, OSError) as trouble:
            log.info("sheet_not_fetched", trouble=type(trouble).__name__)
            await self._imports.put_off(sheet, self._now())
        else:
            await self._imports.show(sheet, cells, self._now())

    async def _content(self, file_id: str) -> bytes:
        file = await self._bot.get_file(file_id)
        if file.file_path is None or (file.file_size or 0) > LARGEST:
            raise NotASheet(Unreadable.TOO_LARGE)
        into = _Bounded()
        await self._bot.download_file(file.file_path, cast("BinaryIO", into), timeout=PATIENCE)
        return into.getvalue()


class _Bounded(io.BytesIO):
    """Takes no more than a sheet may have, whatever was said of its size."""

    def write(self, part: bytes, /) -> int:  # type: ignore[override]  # only bytes come here
        if self.tell() + len(part) > LARGEST:
            raise NotASheet(Unreadable.TOO_LARGE)
        return super().write(part)
