"""From a customer's message to its copy in the topic, beside a bare echo bot on the same server in the same run.

.venv/bin/python -m scripts.bench.intake [--messages 3000] [--rounds 3] [--tickets 1000] [--database URL]
"""

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from bot.clock import SystemClock
from scripts.bench.fill import POLICY, fill
from scripts.measure_start import READY, TOKEN, wait_for

CUSTOMERS = 200
PACED = 100.0  # messages a second where latency is measured


@contextmanager
def started(*command: str, until: str, **environment: str) -> Iterator[str]:
    """Run a program until the block ends; the line it begins with."""
    process = subprocess.Popen(
        [sys.executable, *command],
        env={**os.environ, **environment, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None  # noqa: S101  a pipe was asked for
    try:
        yield wait_for(process.stdout, until)
    finally:
        process.terminate()
        process.communicate()


def ask(address: str, path: str, given: Mapping[str, Any] | None = None) -> Any:
    """Speak to the server's own side."""
    body = json.dumps(given).encode() if given is not None else None
    request = urllib.request.Request(f"{address}{path}", body, {"Content-Type": "application/json"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=600) as answer:  # noqa: S310  it is our own, on loopback
        return json.load(answer)


def run(address: str, count: int, rate: float = 0.0) -> dict[str, Any]:
    """Hand messages out, and wait until all of them came back."""
    ask(address, "/bench/start", {"count": count, "customers": CUSTOMERS, "rate": rate})
    report: dict[str, Any] = ask(address, "/bench/report")
    return report


def measured(address: str, count: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """A bot as it is under a flood, and at an even pace; the first messages only warm it."""
    run(address, 200)
    return run(address, count), run(address, count // 3, PACED)


def main() -> None:
    """Measure both in turns."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--messages", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tickets", type=int, default=1000)
    asked = parser.parse_args()
    figures: dict[str, list[tuple[dict[str, Any], dict[str, Any]]]] = {"echo": [], "desk": []}
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/desk.db"
        asyncio.run(fill(url, tickets=asked.tickets, live=CUSTOMERS, at=SystemClock().real()))
        desk = {"BOT_TOKEN": TOKEN, "LEAD_IDS": "3001", "DATABASE_URL": url, "POLICY_FILE": str(POLICY)}
        for _ in range(asked.rounds):
            with started("-m", "scripts.bench.telegram", until="telegram: ") as said:
                address = said.split()[1]
                with started("-m", "scripts.bench.echo", address, TOKEN, until=READY):
                    figures["echo"].append(measured(address, asked.messages))
            with started("-m", "scripts.bench.telegram", until="telegram: ") as said:
                address = said.split()[1]
                with started("-m", "bot", until=READY, TELEGRAM_API_URL=address, LIMIT_SCALE="1000000", **desk):
                    figures["desk"].append(measured(address, asked.messages))
    medians = {}
    for name, rounds in figures.items():
        medians[name] = statistics.median(flood["rate"] for flood, _ in rounds)
        p50 = statistics.median(pace["p50"] for _, pace in rounds)
        p99 = statistics.median(pace["p99"] for _, pace in rounds)
        print(
            f"{name}: {medians[name]:.0f} messages a second; at {PACED:.0f} a second p50 {p50:.1f} ms, p99 {p99:.1f} ms"
        )
        print(f"    calls: {rounds[-1][0]['calls']}")
    print(f"ratio: {medians['desk'] / medians['echo']:.2f}")


if __name__ == "__main__":
    main()
