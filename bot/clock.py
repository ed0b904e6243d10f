"""The time: the only file that reads it."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

FURTHEST = timedelta(days=36500)  # an offset beyond it is a broken file, not a wish


class SystemClock:
    """Real time, moved by the seconds that a file holds (for the sandbox; no file, no move)."""

    def __init__(self, offset_file: Path | None = None) -> None:
        self._file = offset_file
        self._seen: tuple[int, int, int] | None = None
        self._offset = timedelta()

    def now(self) -> datetime:
        """Return the moved time: what deadlines and people live by. UTC."""
        return self.real() + self.offset()

    def real(self) -> datetime:
        """Return the unmoved time: what heartbeats and pacing live by. UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds that never jump, counted from nowhere."""
        return time.monotonic()

    def offset(self) -> timedelta:
        """Return how far the time is moved; a missing or broken file changes nothing."""
        if self._file is None:
            return self._offset
        try:
            stat = self._file.stat()
            seen = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
            if seen != self._seen:
                self._offset = _seconds(self._file.read_text(encoding="utf-8"), self._offset)
                self._seen = seen
        except (OSError, UnicodeDecodeError):
            pass
        return self._offset


def _seconds(text: str, otherwise: timedelta) -> timedelta:
    try:
        found = timedelta(seconds=float(text))
    except (ValueError, OverflowError):
        return otherwise
    return found if abs(found) <= FURTHEST else otherwise
