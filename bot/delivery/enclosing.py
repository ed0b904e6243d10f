"""Files that go along with an e-mail are fetched from Telegram when it is sent; what is too large is only named."""

from dataclasses import replace
from pathlib import PurePosixPath

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiohttp import ClientError

from bot.delivery.calls import Enclosure, Mail

LARGEST = 20 * 1024 * 1024  # bytes: what a bot may fetch, and what a letter of several files may weigh


async def enclosed(bot: Bot, mail: Mail) -> Mail:
    """Return the e-mail with its files. Raises OSError where Telegram is out of reach: it is tried again."""
    room, found = LARGEST, []
    for each in mail.enclosures:
        got = await _fetched(bot, each, room)
        room -= len(got.data or b"")
        found.append(got)
    return replace(mail, enclosures=tuple(found))


async def _fetched(bot: Bot, each: Enclosure, room: int) -> Enclosure:
    try:
        file = await bot.get_file(each.file_id)
        if file.file_path is None or (file.file_size or 0) > room:
            return each
        data = await bot.download_file(file.file_path)
    except TelegramBadRequest:  # too big, or gone
        return each
    except (TelegramAPIError, ClientError) as trouble:  # what is said of the second names the token
        raise OSError(type(trouble).__name__) from None
    if data is None:
        return each
    return replace(each, name=each.name or PurePosixPath(file.file_path).name, data=data.read())
