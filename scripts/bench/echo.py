"""The bare bot that ours is measured beside: aiogram's own polling, one handler, one answer."""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message, ReplyParameters


async def echo(message: Message) -> None:
    """Say it again."""
    await message.answer(message.text or "", reply_parameters=ReplyParameters(message_id=message.message_id))


async def serve(address: str, token: str) -> None:
    """Poll until stopped."""
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(address)))
    dispatcher = Dispatcher()
    dispatcher.message.register(echo)
    print("bot: ready", flush=True)
    await dispatcher.start_polling(bot, handle_signals=False, tasks_concurrency_limit=100)


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], sys.argv[2]))
