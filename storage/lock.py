"""One process serves a database: a lock on a file beside it, gone with its holder."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.errors import AlreadyServed, CannotOpen


@contextmanager
def served(database: Path) -> Iterator[None]:
    """Hold the right to serve this database; raises AlreadyServed while another process does."""
    beside = database.with_name(f"{database.name}.serving")
    try:
        beside.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise CannotOpen(str(beside), os.strerror(error.errno or 0)) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyServed(database) from None
        yield
    finally:
        os.close(descriptor)
