"""Logs: an event and its facts, on stderr. Tokens, passwords, people's words and contacts never get there."""

import logging
import re
import sys
from typing import Any, Literal, TextIO

import structlog
from structlog.types import EventDict, Processor, WrappedLogger

# What these say below a warning repeats what people wrote: SQL parameters, calls, letters.
TALKATIVE = ("aiogram", "aiohttp", "aiosmtplib", "aiosqlite", "apscheduler", "asyncio", "hypothesis")

# Facts that are words or contacts by their name, should somebody log them.
PRIVATE = frozenset(
    {
        "address", "body", "caption", "contact", "description", "email", "entities", "file_name", "inn",
        "message", "name", "organisation", "payload", "phone", "subject", "text", "title", "update", "words",
    }
)  # fmt: skip

HIDDEN = "…"
SECRETS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\d{3,20}:[A-Za-z0-9_-]{20,}"), HIDDEN),  # a bot's token, in a URL too
    (re.compile(r"(?<=://)[^\s/@]+@"), f"{HIDDEN}@"),  # a proxy's or a mail server's password
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), HIDDEN),  # an e-mail address
    (re.compile(r"\+\d[\d ()-]{8,}\d"), HIDDEN),  # a phone number
    (
        re.compile(r"input_value=.*?(?=, input_type=)", re.DOTALL),
        f"input_value={HIDDEN}",
    ),  # pydantic's quotes
)


def set_up(style: Literal["console", "json"] = "console", level: str = "info", stream: TextIO = sys.stderr) -> None:
    """Send every log of the process, libraries' included, through the redacting processor to `stream`."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder()],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                redact,
                _renderer(style, stream),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


def redact(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Take out what must not be read in a log, whoever logged it."""
    return {name: HIDDEN if name in PRIVATE else _without_secrets(value) for name, value in event.items()}


def _without_secrets(value: Any) -> Any:
    match value:
        case bool() | int() | float() | None:
            return value
        case dict():
            return {name: HIDDEN if name in PRIVATE else _without_secrets(inner) for name, inner in value.items()}
        case list() | tuple():
            return [_without_secrets(inner) for inner in value]
        case _:
            text = str(value)
            for secret, instead in SECRETS:
                text = secret.sub(instead, text)
            return text


def _renderer(style: Literal["console", "json"], stream: TextIO) -> Processor:
    if style == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(colors=stream.isatty(), exception_formatter=structlog.dev.plain_traceback)
