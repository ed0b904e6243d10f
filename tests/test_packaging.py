"""What the desk is installed with: every file can be read, and names only what exists.

No image is built here. What needs a running Docker is tried by whoever installs it (docs/operations.md says so).
"""

import configparser
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.__main__ import FAULTY
from bot.settings import Settings

ROOT = Path(__file__).parents[1]
SETTINGS = {name.upper() for name in Settings.model_fields}
PYTHONS = {"PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"}
ASKED = re.compile(r"\$\{(\w+):\?}")  # of .env, refused when it is not there
COMPOSED = ("compose.yaml", "compose.postgres.yaml")
OWN = {"POSTGRES_PASSWORD", "WEBHOOK_HOST"}  # of compose.postgres.yaml: they make up settings


def composed(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))
    return found


def dockerfile() -> str:
    return (ROOT / "Dockerfile").read_text(encoding="utf-8")


class Unit(configparser.ConfigParser):
    """As systemd writes: names have capitals."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


def unit() -> Unit:
    found = Unit(interpolation=None)
    found.read_string((ROOT / "packaging/helpdesk.service").read_text(encoding="utf-8"))
    return found


# --- compose


@pytest.mark.parametrize("name", COMPOSED)
def test_the_bot_is_given_settings_that_exist(name: str) -> None:
    assert set(composed(name)["services"]["bot"]["environment"]) <= SETTINGS


@pytest.mark.parametrize("name", COMPOSED)
def test_what_a_file_asks_of_the_operator_is_a_setting_or_said_in_it(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert text.count("${") == len(ASKED.findall(text))
    assert set(ASKED.findall(text)) <= SETTINGS | OWN


@pytest.mark.parametrize("name", COMPOSED)
def test_what_is_mounted_and_waited_for_is_there(name: str) -> None:
    """Volumes are declared, files are in the checkout, services exist."""
    house = composed(name)
    for service in house["services"].values():
        for volume in service["volumes"]:
            source = volume.partition(":")[0]
            assert source in house["volumes"] or (source.startswith("./") and (ROOT / source).exists())
        assert set(service.get("depends_on", {})) <= set(house["services"])


@pytest.mark.parametrize("name", COMPOSED)
def test_the_bot_may_do_little_and_has_time_to_stop(name: str) -> None:
    bot = composed(name)["services"]["bot"]
    assert (bot["read_only"], bot["cap_drop"], bot["security_opt"]) == (True, ["ALL"], ["no-new-privileges:true"])
    assert int(bot["stop_grace_period"].removesuffix("s")) > 10


def test_replicas_share_a_server_and_a_webhook() -> None:
    """The proxy leads to the port that they listen on, with the path that Telegram is told."""
    house = composed("compose.postgres.yaml")["services"]
    bot, proxy = house["bot"], (ROOT / "packaging/Caddyfile").read_text(encoding="utf-8")
    assert bot["deploy"]["replicas"] >= 2
    assert bot["environment"]["DATABASE_URL"].startswith("postgresql://")
    assert f"dynamic a bot {bot['environment']['LISTEN'].rpartition(':')[2]}" in proxy
    assert f"handle /{bot['environment']['WEBHOOK_URL'].rpartition('/')[2]} " in proxy
    assert proxy.count("{") == proxy.count("}")


# --- the image


def test_the_image_holds_the_program_and_nothing_else() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    kept = {line.removeprefix("!") for line in lines if line.startswith("!")}
    assert "*" in lines
    assert all((ROOT / name).exists() for name in kept)
    ours = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["root_packages"]
    assert kept == {*ours, "locales", "policy", "pyproject.toml", "requirements.lock"} - {"sandbox"}


def test_the_image_is_locked_and_runs_as_nobody_special() -> None:
    said = dockerfile()
    assert "--require-hashes --requirement requirements.lock" in said
    assert "requirements-dev" not in said
    assert said.index("\nUSER helpdesk\n") < said.index("\nENTRYPOINT ")
    named = re.search(r"^ENV (.*)$", said, re.MULTILINE)
    assert named
    assert {each.partition("=")[0] for each in named[1].split()} <= SETTINGS | PYTHONS


def test_the_image_is_asked_where_the_bot_answers() -> None:
    address = Settings.model_fields["health_listen"].default
    assert f"http://{address}/livez" in dockerfile()


# --- systemd


def test_the_unit_names_settings_that_exist_and_knows_the_exit_codes() -> None:
    service = unit()["Service"]
    assert {each.partition("=")[0] for each in service["Environment"].split()} <= SETTINGS | PYTHONS
    assert int(service["RestartPreventExitStatus"]) == FAULTY
    assert int(service["TimeoutStopSec"]) > 10
    assert service["ExecStart"].endswith(" -m bot")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze on this machine")
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    """With a program that exists in the place of ours."""
    text = (ROOT / "packaging/helpdesk.service").read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if not line.startswith("Documentation")]
    there = tmp_path / "helpdesk.service"
    there.write_text(re.sub(r"ExecStart=\S+", "ExecStart=/bin/true", "\n".join(kept)), encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", there], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
