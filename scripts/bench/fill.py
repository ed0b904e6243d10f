"""A desk that has been at work for years: as many tickets as wanted, straight into the tables."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from bot.policy import load_policy
from domain.desk import Group, Origin
from domain.ids import ChatId
from scripts.bench.telegram import GROUP, TOPICS, USERS
from storage.database import Database
from storage.transaction import Transaction

POLICY = Path("policy/regulation.toml")
AT_ONCE = 20_000
ENGINEER = 2001
DESCRIPTION = "The gateway does not start after a power cut, the office is offline. " * 3


async def fill(url: str, *, tickets: int, live: int, at: datetime) -> None:
    """Make a desk with so many tickets, the last `live` of them at work, each of a customer of its own."""
    loaded = load_policy(POLICY)

    async def prepare(tx: Transaction) -> None:
        await tx.policies.remember(loaded.policy.version, loaded.text, at)
        await tx.places.bind(Group(chat=ChatId(GROUP), forum=True))

    async with Database.open(url) as database:
        await database.run(Origin(at), prepare)
        path = database.path
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA synchronous = OFF")
        _write(file, tickets, live, int(at.timestamp()), loaded.policy.version)
        file.commit()


def _write(file: sqlite3.Connection, tickets: int, live: int, now: int, policy: str) -> None:
    file.execute("INSERT INTO engineers (id, name, member, language) VALUES (?, 'Anna', 1, 'ru')", (ENGINEER,))
    file.execute("UPDATE counters SET value = ? WHERE name = 'ticket'", (tickets,))
    people = max(live, tickets // 10)

    def insert(table: str, rows: Iterator[dict[str, Any]]) -> None:
        while batch := list(islice(rows, AT_ONCE)):
            columns = ", ".join(batch[0])
            marks = ", ".join(f":{name}" for name in batch[0])
            file.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", batch)  # noqa: S608  names of our own

    insert("organisations", ({"id": n, "key": f"firm {n}", "name": f"Firm {n}"} for n in range(1, people + 1)))
    insert("customers", (_customer(n) for n in range(1, people + 1)))
    insert("tickets", (_ticket(n, people, tickets - live, now, policy) for n in range(1, tickets + 1)))
    insert("answer_cycles", (_cycle(n, tickets - live, now) for n in range(1, tickets + 1)))
    insert("places", (_place(n, tickets - live) for n in range(1, tickets + 1)))
    insert("journal", (_entry(n, now, event) for n in range(1, tickets + 1) for event in ("registered", "answered")))


def _customer(n: int) -> dict[str, Any]:
    return {
        "id": n,
        "user_id": USERS + n - 1,
        "language": "ru",
        "zone": "Europe/Moscow",
        "contact_name": f"Customer {n}",
        "contact_phone": f"+7900{n:07}",
        "contact_email": f"customer{n}@example.org",
        "organisation_id": n,
        "organisation_name": f"Firm {n}",
        "consent_version": "1",
        "consent_at": 1,
    }


def _ticket(n: int, people: int, closed: int, now: int, policy: str) -> dict[str, Any]:
    """The last ones are live, one of each of the first customers; all others were closed over the years."""
    live = n > closed
    customer = n - closed if live else (n - 1) % people + 1
    at = now - 3600 if live else now - 86400 * 30 - (closed - n) * 60
    return {
        "id": n,
        "customer_id": customer,
        "organisation_id": customer,
        "status": "open" if live else "closed",
        "received_at": at,
        "channel": "telegram",
        "policy_version": policy,
        "category": "subscriber",
        "evidence": "declared",
        "contact_name": f"Customer {customer}",
        "contact_phone": f"+7900{customer:07}",
        "contact_email": f"customer{customer}@example.org",
        "organisation_name": f"Firm {customer}",
        "product": "ics",
        "version": "7.9.4",
        "version_mark": "exact",
        "version_told": "",
        "description": DESCRIPTION,
        "attachments": 0,
        "close_reason": None if live else "confirmed",
        "closed_at": None if live else at + 86400,
        "engineer_id": ENGINEER,
        "introduced": ENGINEER,
        "activated_at": at,
        "cycle": 1,
        "last_word_at": at + 600,
        "last_customer_at": at + 1200,
        "reopened": 0,
        "objections": 0,
        "front": 0,
    }


def _cycle(n: int, closed: int, now: int) -> dict[str, Any]:
    at = now - 3600 if n > closed else now - 86400 * 30 - (closed - n) * 60
    return {
        "ticket_id": n,
        "n": 1,
        "started_at": at,
        "due_at": at + 4 * 3600,
        "category": "subscriber",
        "evidence": "declared",
        "limit_seconds": 4 * 3600,
        "cause": "registered",
        "answered_at": at + 600,
        "delivered_at": at + 601,
    }


def _place(n: int, closed: int) -> dict[str, Any]:
    thread = TOPICS + 2 * n
    return {"ticket_id": n, "chat_id": GROUP, "thread_id": thread, "card_id": thread + 1, "closed": int(n <= closed)}


def _entry(n: int, now: int, event: str) -> dict[str, Any]:
    return {"ticket_id": n, "at": now, "event": event, "actor": "customer", "was": "", "became": "open", "why": ""}
