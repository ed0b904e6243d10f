"""Every knob, typed, from the environment or `.env`. `.env.example` lists and explains them all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import SplitResult, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from domain.ids import ChatId, UserId
from storage.addresses import is_postgres

PUBLIC_API = "https://api.telegram.org"


class SettingsError(Exception):
    """The bot cannot start with these settings; `faults` says why, a sentence each."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


class MailSecurity(StrEnum):
    """How the way to the mail server is protected."""

    NONE = "smtp"
    STARTTLS = "smtp+starttls"
    TLS = "smtps"


@dataclass(frozen=True, slots=True, kw_only=True)
class Smtp:
    """The mail server that takes our e-mails."""

    host: str
    port: int
    security: MailSecurity
    user: str | None
    password: SecretStr | None


@dataclass(frozen=True, slots=True)
class Address:
    """Where the desk listens. Port 0 is any that is free."""

    host: str
    port: int

    @classmethod
    def of(cls, told: str) -> "Address":
        """Read `host:port` or `[::1]:port`; raises ValueError."""
        parts = urlsplit(f"//{told}")
        if parts.port is None or not parts.hostname or parts.username is not None or parts.netloc != told:
            raise ValueError
        return cls(parts.hostname, parts.port)

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


def _split(told: str) -> SplitResult:
    parts = urlsplit(told)
    if not parts.hostname or parts.port == 0:  # reading `port` refuses what is no port
        raise ValueError
    return parts


def _token(told: str) -> str:
    if not re.fullmatch(r"\d{3,20}:[A-Za-z0-9_-]{20,100}", told):
        raise ValueError
    return told


def _leads(told: str) -> tuple[UserId, ...]:
    ids = [int(part) for part in told.split(",") if part.strip()]
    if not ids or min(ids) <= 0:
        raise ValueError
    return tuple(map(UserId, dict.fromkeys(ids)))


def _database(told: str) -> str:
    scheme, separator, path = told.partition(":///")
    on_file = scheme == "sqlite" and separator and path.strip("/")
    if not on_file and not (is_postgres(told) and urlsplit(told).path.strip("/")):
        raise ValueError
    return told


def _api(told: str) -> str:
    if _split(told).scheme not in {"http", "https"}:
        raise ValueError
    return told.rstrip("/")


def _proxy(told: str) -> str:
    if _split(told).scheme not in {"http", "socks5"}:
        raise ValueError
    return told


def _zone(told: str) -> ZoneInfo:
    try:
        return ZoneInfo(told)
    except (ZoneInfoNotFoundError, OSError):
        raise ValueError from None


def _smtp(told: str) -> Smtp:
    parts = _split(told)
    security = MailSecurity(parts.scheme)
    usual = {MailSecurity.NONE: 25, MailSecurity.STARTTLS: 587, MailSecurity.TLS: 465}
    return Smtp(
        host=parts.hostname or "",
        port=parts.port or usual[security],
        security=security,
        user=unquote(parts.username) if parts.username else None,
        password=SecretStr(unquote(parts.password)) if parts.password else None,
    )


def _webhook(told: str) -> str:
    if _split(told).scheme not in {"http", "https"} or urlsplit(told).query or urlsplit(told).fragment:
        raise ValueError
    return told


def _address_or_off(told: str) -> Address | None:
    return None if told == "off" else Address.of(told)


def _hour(told: str) -> time:
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", told):
        raise ValueError
    return time.fromisoformat(told)


class _Environment(EnvSettingsSource):
    def __call__(self) -> dict[str, Any]:
        told = super().__call__()
        if re.search(r"[_:.]", told.get("language") or ""):
            del told["language"]  # the system's own LANGUAGE, such as en_US:en, is not meant for us
        return told


class Settings(BaseSettings):
    """What may differ between two desks. A fault is told with the description of what is wanted."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", env_file_encoding="utf-8")

    bot_token: Annotated[SecretStr, BeforeValidator(_token)] = Field(
        description="the token that @BotFather gave, such as 123456789:AAE…"
    )
    lead_ids: Annotated[tuple[UserId, ...], NoDecode, BeforeValidator(_leads)] = Field(
        description="the leads' Telegram ids, separated by commas; /id tells anyone their own"
    )
    engineers_chat_id: Annotated[ChatId, Field(lt=0)] | None = Field(
        default=None,
        description="the id of the engineers' group, a number below zero; or leave it out and /bind",
    )
    database_url: Annotated[str, BeforeValidator(_database)] = Field(
        default="sqlite:///data/helpdesk.db",
        description="sqlite:/// and a path (a fourth slash makes it absolute), or postgresql://user:password@host/name",
    )
    telegram_api_url: Annotated[str, BeforeValidator(_api)] = Field(
        default=PUBLIC_API, description="the address of a Bot API server, http:// or https://"
    )
    telegram_proxy: Annotated[SecretStr, BeforeValidator(_proxy)] | None = Field(
        default=None, description="http://user:password@host:port or socks5://user:password@host:port"
    )
    webhook_url: Annotated[str, BeforeValidator(_webhook)] | None = Field(
        default=None, description="the https:// address at which Telegram reaches this bot; leave it out to poll"
    )
    webhook_secret: SecretStr | None = Field(
        default=None,
        description="16 to 256 letters, digits, _ and - by which Telegram's calls are known",
    )
    listen: Annotated[Address, NoDecode, BeforeValidator(Address.of)] = Field(
        default="127.0.0.1:8080", validate_default=True, description="host:port where the webhook is answered"
    )
    health_listen: Annotated[Address | None, NoDecode, BeforeValidator(_address_or_off)] = Field(
        default="127.0.0.1:8081",
        validate_default=True,
        description="host:port of /livez, /readyz and /metrics, or off",
    )
    backup_dir: Path | None = Field(default=None, description="a folder for the nightly copies of the database")
    backup_at: Annotated[time, BeforeValidator(_hour)] = Field(
        default="03:30", validate_default=True, description="a time of the day in TIMEZONE, such as 03:30"
    )
    policy_file: Path = Field(default=Path("policy/regulation.toml"), description="the path of the policy")
    language: Literal["ru", "en"] = Field(default="ru", description="ru or en")
    timezone: Annotated[ZoneInfo, BeforeValidator(_zone)] = Field(
        default="Europe/Moscow",
        validate_default=True,
        description="a time zone's name, such as Europe/Moscow",
    )
    smtp_url: Annotated[Smtp, BeforeValidator(_smtp)] | None = Field(
        default=None, description="smtp://, smtp+starttls:// or smtps://, then user:password@host:port"
    )
    mail_from: str | None = Field(
        default=None,
        pattern=r"^[^\s@]+@[^\s@]+$|<[^\s@]+@[^\s@]+>$",
        description="the address e-mails come from",
    )
    limit_scale: float = Field(
        default=1.0,
        ge=0,
        allow_inf_nan=False,
        description="1 for Telegram's limits, another number to scale them, 0 for none",
    )
    clock_offset_file: Path | None = Field(default=None, description="the path of a file; for the sandbox only")
    log_format: Literal["console", "json"] = Field(default="console", description="console or json")
    log_level: Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(str.lower)] = Field(
        default="info", description="debug, info, warning or error"
    )

    @property
    def database_path(self) -> Path | None:
        """The SQLite file; None: the database is a server's."""
        return None if is_postgres(self.database_url) else Path(self.database_url.partition(":///")[2])

    @property
    def public_api(self) -> bool:
        """Whether it is Telegram itself that the bot talks to."""
        return urlsplit(self.telegram_api_url).hostname == urlsplit(PUBLIC_API).hostname

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003  ours instead
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003  not read
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, _Environment(settings_cls), dotenv_settings

    @model_validator(mode="before")
    @classmethod
    def _empty_is_unset(cls, told: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in told.items() if value != ""}

    @model_validator(mode="after")
    def _fit_together(self) -> "Settings":
        if self.smtp_url and not self.mail_from:
            raise ValueError("MAIL_FROM is missing: with SMTP_URL, e-mails need an address they come from.")
        if self.webhook_url:
            secret = self.webhook_secret.get_secret_value() if self.webhook_secret else ""
            if not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret):
                wanted = Settings.model_fields["webhook_secret"].description
                raise ValueError(f"WEBHOOK_SECRET is missing or wrong: with WEBHOOK_URL, wanted is {wanted}.")
            if self.public_api and not self.webhook_url.startswith("https://"):
                raise ValueError("WEBHOOK_URL is wrong: Telegram itself calls https:// addresses only.")
        if self.clock_offset_file and self.public_api:
            raise ValueError("CLOCK_OFFSET_FILE is for the sandbox: it cannot be used with Telegram itself.")
        return self


def load_settings(env_file: Path | None = Path(".env")) -> Settings:
    """Read the environment, and `env_file` for what it does not say; raises SettingsError."""
    try:
        return Settings(_env_file=env_file)
    except ValidationError as error:
        faults = [
            _sentence(fault["type"], fault["loc"], fault.get("ctx", {}))
            for fault in error.errors(include_url=False, include_input=False)
        ]
    except UnicodeDecodeError:
        faults = [f"{env_file} must be written in UTF-8."]
    raise SettingsError(faults)


def _sentence(kind: str, where: tuple[int | str, ...], facts: dict[str, Any]) -> str:
    """Name the setting and what it should be, never its value: it may be a secret."""
    if not where:
        return str(facts["error"])
    name = str(where[0])
    if kind == "extra_forbidden":
        return f"{name.upper()} is not a setting; .env.example lists them all."
    verdict = "is missing" if kind == "missing" else "is wrong"
    return f"{name.upper()} {verdict}: wanted is {Settings.model_fields[name].description}."
