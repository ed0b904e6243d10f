"""The settings: what is read from where, and how a wrong one is told."""

from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.settings import PUBLIC_API, MailSecurity, Settings, SettingsError, load_settings

TOKEN = "123456789:AAE-neither-yours-nor-mine-0123456789"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment with nothing but what is required."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("LEAD_IDS", "42")
    return monkeypatch


def faults(env_file: Path | None = None) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        load_settings(env_file)
    return caught.value.faults


def test_two_settings_are_enough() -> None:
    settings = load_settings(None)
    assert settings.bot_token.get_secret_value() == TOKEN
    assert settings.lead_ids == (42,)
    assert settings.engineers_chat_id is None
    assert settings.database_path == Path("data/helpdesk.db")
    assert settings.telegram_api_url == PUBLIC_API
    assert settings.policy_file == Path("policy/regulation.toml")
    assert settings.timezone == ZoneInfo("Europe/Moscow")
    assert (settings.language, settings.limit_scale) == ("ru", 1.0)
    assert (settings.smtp_url, settings.mail_from, settings.telegram_proxy) == (None, None, None)
    assert (settings.log_format, settings.log_level) == ("console", "info")


def test_leads_are_separated_by_commas(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("LEAD_IDS", "42, 7,42,")
    assert load_settings(None).lead_ids == (42, 7)


def test_ids_may_be_as_long_as_telegram_s(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("ENGINEERS_CHAT_ID", "-1002147483648123")
    assert load_settings(None).engineers_chat_id == -1002147483648123


@pytest.mark.parametrize(
    ("url", "path"),
    [("sqlite:///desk.db", "desk.db"), ("sqlite:////var/lib/desk.db", "/var/lib/desk.db")],
)
def test_a_fourth_slash_makes_the_path_absolute(environment: pytest.MonkeyPatch, url: str, path: str) -> None:
    environment.setenv("DATABASE_URL", url)
    assert load_settings(None).database_path == Path(path)


@pytest.mark.parametrize(
    ("url", "host", "port", "security", "user", "password"),
    [
        ("smtp://localhost:1025", "localhost", 1025, MailSecurity.NONE, None, None),
        ("smtp://localhost", "localhost", 25, MailSecurity.NONE, None, None),
        ("smtps://desk:s%40cret@mx.example.org", "mx.example.org", 465, MailSecurity.TLS, "desk", "s@cret"),
        ("smtp+starttls://d%40x:p@mx.example.org", "mx.example.org", 587, MailSecurity.STARTTLS, "d@x", "p"),
    ],
)
def test_the_mail_server(
    environment: pytest.MonkeyPatch,
    url: str,
    host: str,
    port: int,
    security: MailSecurity,
    user: str | None,
    password: str | None,
) -> None:
    environment.setenv("SMTP_URL", url)
    environment.setenv("MAIL_FROM", "Desk <desk@example.org>")
    smtp = load_settings(None).smtp_url
    assert smtp
    assert (smtp.host, smtp.port, smtp.security, smtp.user) == (host, port, security, user)
    assert (smtp.password.get_secret_value() if smtp.password else None) == password


def test_the_environment_goes_before_the_file(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """So that one start can be different; an empty value takes a setting away."""
    path = tmp_path / ".env"
    path.write_text("LANGUAGE=en\nTIMEZONE=Asia/Almaty\nTELEGRAM_PROXY=socks5://localhost:1080\nLOG_LEVEL=\n")
    environment.setenv("TIMEZONE", "Europe/Berlin")
    environment.setenv("TELEGRAM_PROXY", "")
    settings = load_settings(path)
    assert (settings.language, settings.timezone.key, settings.telegram_proxy) == (
        "en",
        "Europe/Berlin",
        None,
    )
    assert settings.log_level == "info"


@pytest.mark.parametrize("name", ["BOT_TOKEN", "LEAD_IDS"])
def test_what_is_required_is_asked_for_by_name(environment: pytest.MonkeyPatch, name: str) -> None:
    environment.delenv(name)
    (missing,) = faults()
    environment.setenv(name, "")
    assert faults() == (missing,)
    assert missing.startswith(f"{name} is missing: wanted is ")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "123456789"),
        ("BOT_TOKEN", f"{TOKEN} "),
        ("LEAD_IDS", "@lead"),
        ("LEAD_IDS", ","),
        ("LEAD_IDS", "-100"),
        ("ENGINEERS_CHAT_ID", "engineers"),
        ("ENGINEERS_CHAT_ID", "42"),
        ("DATABASE_URL", "data/helpdesk.db"),
        ("DATABASE_URL", "mysql://desk"),
        ("DATABASE_URL", "sqlite:///"),
        ("TELEGRAM_API_URL", "api.telegram.org"),
        ("TELEGRAM_API_URL", "ftp://api.telegram.org"),
        ("TELEGRAM_PROXY", "localhost:1080"),
        ("TELEGRAM_PROXY", "socks5://localhost:port"),
        ("TIMEZONE", "Moscow"),
        ("TIMEZONE", "../etc/passwd"),
        ("SMTP_URL", "mail.example.org"),
        ("SMTP_URL", "imap://mail.example.org"),
        ("SMTP_URL", "smtp://mail.example.org:99999"),
        ("MAIL_FROM", "desk"),
        ("LIMIT_SCALE", "-1"),
        ("LIMIT_SCALE", "inf"),
        ("LIMIT_SCALE", "fast"),
        ("LOG_FORMAT", "xml"),
        ("LOG_LEVEL", "loud"),
    ],
)
def test_a_wrong_value_is_told_without_repeating_it(environment: pytest.MonkeyPatch, name: str, value: str) -> None:
    """One sentence that says what is wanted; the value may be a secret."""
    environment.setenv(name, value)
    (fault,) = faults()
    assert fault.startswith(f"{name} is wrong: wanted is ")
    assert fault.endswith(f"{Settings.model_fields[name.lower()].description}.")


def test_every_fault_is_told_at_once(environment: pytest.MonkeyPatch) -> None:
    environment.delenv("BOT_TOKEN")
    environment.setenv("LIMIT_SCALE", "-1")
    assert [fault.split()[0] for fault in faults()] == ["BOT_TOKEN", "LIMIT_SCALE"]


@pytest.mark.parametrize(("told", "language"), [("en_US:en", "ru"), ("de_DE.UTF-8", "ru"), ("en", "en"), ("", "ru")])
def test_the_system_s_own_language_is_left_alone(environment: pytest.MonkeyPatch, told: str, language: str) -> None:
    """Many systems set LANGUAGE for their own programs; that is no fault of the administrator."""
    environment.setenv("LANGUAGE", told)
    assert load_settings(None).language == language


def test_a_language_we_do_not_speak_is_told(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("LANGUAGE=de\n")
    assert faults(path) == ("LANGUAGE is wrong: wanted is ru or en.",)


def test_a_misspelt_name_in_the_file_is_told(tmp_path: Path) -> None:
    """Otherwise it would be left out in silence."""
    path = tmp_path / ".env"
    path.write_text("LEADS_IDS=42\n")
    assert faults(path) == ("LEADS_IDS is not a setting; .env.example lists them all.",)


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_bytes("# руководитель\n".encode("cp1251"))
    assert faults(path) == (f"{path} must be written in UTF-8.",)


def test_e_mails_need_a_sender(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("SMTP_URL", "smtp://localhost")
    assert faults() == ("MAIL_FROM is missing: with SMTP_URL, e-mails need an address they come from.",)


def test_the_clock_is_moved_in_the_sandbox_only(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("CLOCK_OFFSET_FILE", "clock")
    assert faults() == ("CLOCK_OFFSET_FILE is for the sandbox: it cannot be used with Telegram itself.",)
    environment.setenv("TELEGRAM_API_URL", "https://API.telegram.org:443/")
    assert faults() == ("CLOCK_OFFSET_FILE is for the sandbox: it cannot be used with Telegram itself.",)
    environment.setenv("TELEGRAM_API_URL", "http://localhost:8081/")
    settings = load_settings(None)
    assert (settings.telegram_api_url, settings.public_api) == ("http://localhost:8081", False)


def test_secrets_do_not_show(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("SMTP_URL", "smtp://desk:hush-hush@localhost")
    environment.setenv("MAIL_FROM", "desk@example.org")
    environment.setenv("TELEGRAM_PROXY", "http://desk:hush-hush@localhost:3128")
    shown = repr(load_settings(None))
    assert TOKEN not in shown
    assert "hush-hush" not in shown


# --- the webhook, what is seen from outside, copies


def test_polling_unseen_copies_and_the_loopback_are_the_default() -> None:
    settings = load_settings(None)
    assert (settings.webhook_url, settings.webhook_secret, settings.backup_dir) == (None, None, None)
    assert (str(settings.listen), str(settings.health_listen)) == ("127.0.0.1:8080", "127.0.0.1:8081")
    assert settings.backup_at == time(3, 30)


@pytest.mark.parametrize("told", ["127.0.0.1:80", "[::1]:8080", "desk.local:0"])
def test_where_to_listen(environment: pytest.MonkeyPatch, told: str) -> None:
    environment.setenv("LISTEN", told)
    assert str(load_settings(None).listen) == told


@pytest.mark.parametrize("told", ["8080", "127.0.0.1", ":8080", "host:port", "host:70000", "http://host:80", "a@b:80"])
def test_what_is_no_place_to_listen(environment: pytest.MonkeyPatch, told: str) -> None:
    environment.setenv("LISTEN", told)
    assert faults() == ("LISTEN is wrong: wanted is host:port where the webhook is answered.",)


def test_an_empty_place_to_listen_is_none_at_all(environment: pytest.MonkeyPatch) -> None:
    """As the demo takes every setting of the real desk away."""
    environment.setenv("LISTEN", "")
    environment.setenv("HEALTH_LISTEN", "")
    assert (str(load_settings(None).listen), str(load_settings(None).health_listen)) == (
        "127.0.0.1:8080",
        "127.0.0.1:8081",
    )


def test_nobody_need_ask_how_the_desk_is(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("HEALTH_LISTEN", "off")
    assert load_settings(None).health_listen is None


@pytest.mark.parametrize("secret", ["", "short", "sixteen letters with spaces", "ш" * 16, "x" * 257])
def test_a_webhook_needs_a_secret(environment: pytest.MonkeyPatch, secret: str) -> None:
    environment.setenv("WEBHOOK_URL", "https://desk.example.org/telegram")
    environment.setenv("WEBHOOK_SECRET", secret)
    [fault] = faults()
    assert fault.startswith("WEBHOOK_SECRET is missing or wrong")
    assert not secret or secret not in fault


def test_telegram_itself_calls_https_only(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("WEBHOOK_URL", "http://desk.example.org/telegram")
    environment.setenv("WEBHOOK_SECRET", "a-secret-of-sixteen-letters")
    assert faults() == ("WEBHOOK_URL is wrong: Telegram itself calls https:// addresses only.",)
    environment.setenv("TELEGRAM_API_URL", "http://127.0.0.1:8081")
    assert load_settings(None).webhook_url == "http://desk.example.org/telegram"


@pytest.mark.parametrize("told", ["3:30", "24:00", "noon"])
def test_the_hour_of_the_copy(environment: pytest.MonkeyPatch, told: str) -> None:
    environment.setenv("BACKUP_AT", told)
    assert faults() == ("BACKUP_AT is wrong: wanted is a time of the day in TIMEZONE, such as 03:30.",)
