"""Files that are sent: looked up with the letter's facts, made in a thread, said in words where that fails."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import structlog
from aiogram.methods import SendDocument
from aiogram.types import BufferedInputFile

from actions.ports import Transaction
from bot.delivery.calls import Call, Calls, Making, Spot, entities, say
from bot.delivery.split import CAPTION
from domain.effects import FileKind, SendFile

log = structlog.get_logger()

LARGEST = 49 * 1024 * 1024  # bytes that a bot may send


@dataclass(frozen=True, slots=True)
class Contents:
    """What was found to be written into a file. `make` is pure; it is given a language and a zone."""

    name: str
    make: Callable[[str, str], bytes]


Exporter = Callable[[Transaction, SendFile], Awaitable[Contents | None]]  # None: there is nothing (any more) to send
Exports = Mapping[FileKind, Exporter]


async def made(plan: Making) -> Calls:
    """Make the file; what cannot be made, or is too large for Telegram, is said instead."""
    try:
        content = await asyncio.to_thread(plan.make)
    except Exception:
        log.exception("file_not_made", name=plan.name)
        return plan.failed
    if len(content) > LARGEST:
        log.warning("file_too_large", name=plan.name, size=len(content))
        return plan.failed
    fits = len(plan.said.text) <= CAPTION
    document = SendDocument(
        chat_id=plan.chat,
        document=BufferedInputFile(content, plan.name),
        caption=plan.said.text if fits else None,
        caption_entities=entities(plan.said) if fits else None,
    )
    words = () if fits else say(Spot(chat=plan.chat), plan.said)
    return Calls((Call(chat=plan.chat, method=document), *words))
