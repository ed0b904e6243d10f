"""`python -m bot`: settings → app → run until stopped; `doctor` looks at all it needs, `backup` copies the database."""

import argparse
import asyncio
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from bot.logs import set_up
from bot.policy import PolicyError, load_policy
from bot.settings import Settings, SettingsError, load_settings
from storage.backup import copy
from storage.errors import (
    AlreadyServed,
    CannotOpen,
    Damaged,
    DiskFails,
    Full,
    Locked,
    MigrationFailed,
    NewerThanProgram,
    ReadOnly,
    StorageError,
    Unreachable,
)

E = TypeVar("E", bound=Exception)

OK, FAILED, FAULTY = 0, 1, 2  # exit codes; faulty: settings, policy or database, which a person must mend


def main() -> int:
    """Do what the command line asks for, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bot", description="A help desk that lives in Telegram.")
    commands = parser.add_subparsers(dest="command", metavar="command")
    commands.add_parser("run", help="serve (the same as no command)")
    doctor = commands.add_parser("doctor", help="look at everything the bot needs, and say what to do")
    doctor.add_argument("--send", action="store_true", help="send each lead a line, and a test e-mail")
    backup = commands.add_parser("backup", help="copy the database, while the bot works, and look the copy through")
    backup.add_argument("file", type=Path, help="where to; what stands there is replaced")
    move = commands.add_parser("move", help="copy a desk from its SQLite file to an empty PostgreSQL database")
    move.add_argument("source", help="sqlite:///…, not being served")
    move.add_argument("target", help="postgresql://…")
    _add_registry(commands)
    asked = parser.parse_args()
    try:
        settings = load_settings()
        set_up(settings.log_format, settings.log_level)
        match asked.command:
            case "doctor":
                return examine(settings, write=asked.send)
            case "backup":
                return back_up(settings, asked.file)
            case "move":
                return move_desk(asked.source, asked.target)
            case "registry":
                return registry(settings, asked)
            case _:
                return run(settings)
    except (SettingsError, PolicyError) as error:
        return faulty(*error.faults)
    except StorageError as error:
        return faulty(sentence(error))
    except KeyboardInterrupt:
        return OK


def run(settings: Settings) -> int:
    """Serve until SIGINT or SIGTERM."""
    policy = load_policy(settings.policy_file)  # before the long import: a fault is told at once
    from bot.app import App  # noqa: PLC0415  aiogram takes seconds
    from bot.intake.poller import TokenRejected  # noqa: PLC0415
    from bot.listening import CannotListen  # noqa: PLC0415

    async def serve() -> None:
        app = App(settings, policy)
        loop = asyncio.get_running_loop()
        for sign in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(sign, app.stop)
        async with asyncio.TaskGroup() as tasks:
            told = tasks.create_task(tell_ready(app.ready))
            await app.run()
            told.cancel()

    code = OK
    try:
        asyncio.run(serve())
    except* TokenRejected:
        code = faulty("BOT_TOKEN: Telegram does not accept it; it was revoked, or mistyped. @BotFather gives it.")
    except* CannotListen as closed:
        code = faulty(*{f"{each.setting}: cannot listen on {each.address}: {each.why}." for each in leaves(closed)})
    except* StorageError as errors:
        code = faulty(*{sentence(error) for error in leaves(errors)})
        if any(isinstance(error, Unreachable) for error in leaves(errors)):
            code = FAILED  # nothing to mend here: whoever starts the bot starts it again
    return code


def leaves(errors: BaseExceptionGroup[E]) -> Iterator[E]:
    """Return the errors of a group without the groups in it."""
    for error in errors.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from leaves(error)
        else:
            yield error


async def tell_ready(ready: asyncio.Event) -> None:
    """Say on stdout that the bot serves, for whoever has started it."""
    await ready.wait()
    print("bot: ready", flush=True)


def examine(settings: Settings, *, write: bool) -> int:
    """Print what the doctor finds."""
    from bot.doctor.run import Doctor  # noqa: PLC0415  its rooms are not needed to serve

    async def look() -> bool:
        doctor = Doctor(settings)
        async for line in doctor.lines(write=write):
            print(line, flush=True)
        return doctor.well

    return OK if asyncio.run(look()) else FAILED


def back_up(settings: Settings, to: Path) -> int:
    """Copy the database beside whoever serves it."""
    path = settings.database_path
    if path is None:
        return faulty("The database is a PostgreSQL server's: pg_dump makes its copies (docs/operations.md).")
    if not path.exists():
        return faulty(f"There is no database {path} to copy. Check DATABASE_URL.")
    try:
        copied = asyncio.run(copy(path, to))
    except CannotOpen as error:
        return faulty(f"The copy {error.place} cannot be made: {error.why}.")
    print(f"{copied.path}: {copied.tickets} tickets, {copied.size} bytes, checked.")
    return OK


def move_desk(source: str, target: str) -> int:
    """Copy every table, count both sides, and print what arrived."""
    from storage.move import move  # noqa: PLC0415  only who moves to a server needs its driver

    for table, rows in asyncio.run(move(source, target)).items():
        print(f"{table:<24}{rows:>12}")
    print("Everything is there. Set DATABASE_URL to the new address; the file stays as it was.")
    return OK


def _add_registry(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    tool = commands.add_parser("registry", help="the registry of organisations, beside the running bot")
    acts = tool.add_subparsers(dest="act", metavar="act", required=True)
    into = acts.add_parser("import", help="show what a sheet would change, and change it")
    into.add_argument("file", type=Path, help=".csv, .xlsx, .xls or .ods")
    into.add_argument("--apply", action="store_true", help="do not ask")
    into.add_argument("--keep", action="store_true", help="leave organisations that the sheet does not name")
    out = acts.add_parser("export", help="write all of it into a file")
    out.add_argument("file", type=Path, help=".csv or .xlsx")


def registry(settings: Settings, asked: argparse.Namespace) -> int:
    """Bring a sheet in, or give the registry back."""
    from bot.registry_tool import RegistryTool  # noqa: PLC0415  its rooms are not needed to serve

    tool = RegistryTool(settings, print)
    try:
        if asked.act == "export":
            return OK if asyncio.run(tool.give_back(asked.file)) else FAILED
        agreed = (lambda: True) if asked.apply else (lambda: input("[y/N] ").strip().lower() in {"y", "yes"})
        return OK if asyncio.run(tool.bring_in(asked.file, agreed, keep=asked.keep)) else FAILED
    except (OSError, EOFError) as error:
        return faulty(f"{asked.file}: {getattr(error, 'strerror', None) or type(error).__name__}.")


def faulty(*sentences: str) -> int:
    """Tell a person what to mend."""
    for said in sentences:
        print(said, file=sys.stderr)
    return FAULTY


def sentence(error: StorageError) -> str:  # noqa: C901  one arm for each trouble
    """Say in plain words why the database cannot be used."""
    match error:
        case AlreadyServed(place=place):
            return f"Another process already serves {place}: stop it first, or use another DATABASE_URL."
        case NewerThanProgram(found=found, known=known):
            return (
                f"The database has been used by a newer version of this program (migration {found}, "
                f"this one knows {known}): update the program, or bring back the copy made before the update."
            )
        case MigrationFailed(name=name, why=why):
            return f"The database could not be brought up to date ({name}: {why}); it is as it was before."
        case CannotOpen(place=place, why=why):
            return f"The database {place} cannot be opened: {why}. Check DATABASE_URL and the folder."
        case Damaged():
            return f"The database is damaged ({error}): bring back a copy."
        case Full():
            return "There is no room on the disk for the database."
        case ReadOnly():
            return "The database cannot be written to: check the rights of its file and folder."
        case DiskFails():
            return f"The disk under the database does not work ({error}): check it, and the room on it."
        case Unreachable():
            return f"The database's server does not answer ({error})."
        case Locked():
            return "Another program holds the database: close it and start again."
        case _:
            return f"The database does not work: {type(error).__name__} {error}."


if __name__ == "__main__":
    sys.exit(main())
