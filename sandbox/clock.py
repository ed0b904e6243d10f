"""The sandbox's clock: real time, and the moved time by which chats are dated."""

import time
from dataclasses import dataclass
from pathlib import Path

from sandbox.store import replace_file


@dataclass(slots=True)
class Clock:
    """`file`, where given, always holds the offset: a plain number of seconds that others may read."""

    offset: int = 0
    file: Path | None = None

    def real(self) -> float:
        """Seconds since 1970, never moved: limits and time to live."""
        return time.time()  # noqa: TID251 - the sandbox's own clock

    def now(self) -> int:
        """Seconds since 1970 as people in the sandbox see them."""
        return int(self.real()) + self.offset

    def move(self, seconds: int) -> None:
        self.offset += seconds
        self.publish()

    def publish(self) -> None:
        if self.file is not None:
            replace_file(self.file, str(self.offset).encode())
