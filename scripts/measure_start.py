"""How soon the bot is ready and how much memory it takes, beside a bare `import aiogram`. Linux only.

.venv/bin/python -m scripts.measure_start [--tickets 1000] [--rounds 5]
"""

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

from bot.clock import SystemClock
from bot.policy import load_policy
from domain import sla
from domain.clocks import timers
from domain.customer import Category, Channel, Contact, Evidence, Organisation
from domain.desk import Group, Origin
from domain.ids import ChatId, UserId
from domain.policy import Policy
from domain.ticket import Status, Ticket, VersionMark
from storage.database import Database
from storage.transaction import Transaction

READY = "bot: ready"
BARE = "import aiogram; print('bot: ready', flush=True); input()"
TOKEN = "100500:sandbox-token-of-the-help-desk-bot"  # noqa: S105  of a Telegram that is none
POLICY = Path("policy/regulation.toml")
LEAD, GROUP = 3001, -1001000000001


@dataclass(frozen=True, slots=True)
class Measured:
    """One start."""

    seconds: float
    megabytes: float


async def fill(url: str, tickets: int) -> None:
    """Put so many live tickets into a new database, each of a customer of its own."""
    loaded, start = load_policy(POLICY), SystemClock().real() - timedelta(minutes=5)

    async def prepare(tx: Transaction) -> None:
        await tx.policies.remember(loaded.policy.version, loaded.text, start)
        await tx.places.bind(Group(chat=ChatId(GROUP), forum=True))

    async with Database.open(url) as database:
        await database.run(Origin(start), prepare)
        for number in range(tickets):

            async def unit(tx: Transaction, number: int = number) -> None:
                await one(tx, number, loaded.policy, start)

            await database.run(Origin(start), unit)


async def one(tx: Transaction, number: int, policy: Policy, at: datetime) -> None:
    """Register a ticket without telling anybody."""
    organisation = Organisation(name=f"Organisation {number}")
    customer = await tx.customers.add(UserId(10_000 + number), "ru", "Europe/Moscow")
    queued = Ticket(
        id=await tx.tickets.next_number(),
        customer_id=customer.id,
        organisation_id=await tx.customers.organisation(organisation),
        status=Status.QUEUED,
        received_at=at,
        channel=Channel.TELEGRAM,
        policy_version=policy.version,
        category=Category.SUBSCRIBER,
        evidence=Evidence.DECLARED,
        contact=Contact(name="Customer", phone="+70000000000", email="customer@example.org"),
        organisation=organisation,
        product=policy.products[0].key,
        version=policy.products[0].current_version,
        version_mark=VersionMark.EXACT,
        description="The gateway does not start. " * 10,
    )
    ticket = sla.activate(queued, policy, at, cause="registered", announce=False).ticket
    await tx.tickets.add(ticket)
    await tx.timers.rearm(ticket.id, (), timers(ticket, policy))


def measure(command: list[str], environment: Mapping[str, str]) -> Measured:
    """Start, wait until it is ready, look at its memory, stop it."""
    began = time.monotonic()
    process = subprocess.Popen(
        command,
        env={**os.environ, **environment, "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None  # noqa: S101  a pipe was asked for
    try:
        wait_for(process.stdout, READY)
        return Measured(time.monotonic() - began, resident(process.pid))
    finally:
        process.terminate()
        process.communicate()


def wait_for(lines: IO[str], wanted: str) -> str:
    """Return the line that begins so; the program ending instead is a failure."""
    for line in lines:
        if line.startswith(wanted):
            return line
    sys.exit(f"It ended before it said “{wanted}”.")


def resident(pid: int) -> float:
    """Return the memory that the process has now, in MB."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def main() -> None:
    """Measure both in turns and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--tickets", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/desk.db"
        asyncio.run(fill(url, asked.tickets))
        sandbox = subprocess.Popen(
            [sys.executable, "-m", "sandbox", "--port", "0", "--limit-scale", "off"],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert sandbox.stdout is not None  # noqa: S101  a pipe was asked for
        try:
            address = wait_for(sandbox.stdout, "sandbox: ").split()[1]
            environment = {
                "BOT_TOKEN": TOKEN,
                "LEAD_IDS": str(LEAD),
                "TELEGRAM_API_URL": address,
                "DATABASE_URL": url,
                "POLICY_FILE": str(POLICY),
                "HEALTH_LISTEN": "off",  # a real desk may be at work beside
            }
            bare, ours = [], []
            for _ in range(asked.rounds):
                bare.append(measure([sys.executable, "-c", BARE], {}))
                ours.append(measure([sys.executable, "-m", "bot"], environment))
        finally:
            sandbox.terminate()
            sandbox.communicate()
    report("import aiogram", bare)
    report(f"bot, {asked.tickets} live tickets", ours)
    seconds = statistics.median(each.seconds for each in ours) - statistics.median(each.seconds for each in bare)
    memory = statistics.median(each.megabytes for each in ours) - statistics.median(each.megabytes for each in bare)
    print(f"{'more':<28}{seconds:8.2f} s{memory:10.1f} MB")


def report(name: str, measured: list[Measured]) -> None:
    """Print the medians of one kind."""
    seconds = statistics.median(each.seconds for each in measured)
    memory = statistics.median(each.megabytes for each in measured)
    print(f"{name:<28}{seconds:8.2f} s{memory:10.1f} MB")


if __name__ == "__main__":
    main()
