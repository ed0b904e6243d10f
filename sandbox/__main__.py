"""`python -m sandbox`: serves the sandbox until it is told to stop."""

import argparse
import asyncio
import importlib
import importlib.util
import signal
import sys
from pathlib import Path
from typing import Any

from aiohttp import web

from sandbox import reading
from sandbox.server import TOKEN, Sandbox

PAGE = Path(__file__).with_name("page")


def scale(text: str) -> float:
    return 0.0 if text == "off" else float(text)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="A small Telegram of our own.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081, help="0 takes a free one")
    parser.add_argument("--data", type=Path, help="folder where the world is kept between runs")
    parser.add_argument("--clock-file", type=Path, help="file that holds the moved clock's offset, in seconds")
    parser.add_argument("--token", default=TOKEN, help="the bot's token")
    parser.add_argument("--limit-scale", type=scale, default=1.0, help="multiplies the limits; 0 or off: none")
    parser.add_argument("--smtp-port", type=int, default=0, help="the mailbox's port; 0 takes a free one")
    parser.add_argument("--no-seed", action="store_true", help="leave an empty world empty")
    return parser.parse_args()


def optional(name: str) -> Any:
    """A module of the sandbox that may be there."""
    full = f"sandbox.{name}"
    return importlib.import_module(full) if importlib.util.find_spec(full) else None


def page_routes(folder: Path) -> list[web.AbstractRouteDef]:
    """The page and its files, at the root."""

    async def page(_request: web.Request) -> web.StreamResponse:
        return web.FileResponse(folder / "index.html", headers={"Cache-Control": "no-cache"})

    return [web.get("/", page), web.static("/", folder)]


async def serve(options: argparse.Namespace) -> None:
    """Until SIGINT or SIGTERM."""
    tg = Sandbox(
        host=options.host,
        port=options.port,
        token=options.token,
        limit_scale=options.limit_scale,
        data=options.data,
        clock_file=options.clock_file,
    )
    seed = None if options.no_seed else optional("seed")
    if seed is not None and len(tg.world.accounts) == 1:
        seed.seed(tg)
    module, mailbox = optional("mailbox"), None
    if module is not None:
        mailbox = module.Mailbox(tg, port=options.smtp_port, folder=options.data / "mail" if options.data else None)
        tg.more_routes += mailbox.routes()
    if PAGE.is_dir():
        tg.more_routes += page_routes(PAGE)
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with tg:
        if mailbox is not None:
            await mailbox.start()
        print(f"sandbox: {tg.url}", flush=True)
        await reading.ready()
        await stopped.wait()
        if mailbox is not None:
            await mailbox.stop()


def main() -> None:
    options = arguments()
    try:
        asyncio.run(serve(options))
    except OSError as error:
        sys.exit(f"sandbox: cannot serve {options.host}:{options.port}: {error.strerror}")


if __name__ == "__main__":
    main()
