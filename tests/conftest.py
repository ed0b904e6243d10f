"""What holds for every test."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.fakes.postgres import Server, server

# No timing decides a test: a slow machine proves as much as a fast one.
settings.register_profile("ours", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ours")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--engine postgres` plays the scenarios on a server; what is of one engine alone stays where it is."""
    parser.addoption("--engine", choices=["sqlite", "postgres"], default="sqlite")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server, started by the first test that asks for it."""
    with server() as running:
        yield running
