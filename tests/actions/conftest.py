"""A house for every test."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.actions.house import LEAD, SECOND_LEAD, House
from tests.fakes.clock import FakeClock
from tests.fakes.desk import desk_at


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    clock = FakeClock()
    async with desk_at(tmp_path / "desk.db", clock) as (database, desk):
        made = House.of(database, replace(desk, leads=(LEAD, SECOND_LEAD)), clock)
        await made.furnish()
        yield made
