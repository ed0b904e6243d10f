"""A sheet for the registry: noted, fetched by a worker, shown, applied as a whole or not at all (R3, R5, R7)."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import PurePath

from actions.desk import Desk
from actions.ports import Transaction
from actions.record import post
from domain.conversation import RECEIVED
from domain.desk import Origin
from domain.effects import EditTagged, Effect, FileKind, React, SendFile, TellLead
from domain.errors import AlreadyDone, LeadsOnly
from domain.form import listens
from domain.ids import ImportId, ListingId, UserId
from domain.letters import lead_lane
from domain.registry import importing
from domain.registry.changes import Changes, compare
from domain.registry.importing import Import, State, Unreadable
from domain.registry.listing import Listing
from domain.registry.sheet import Fault, Sheet, parse
from domain.said import Message
from domain.words import Button, Moment, Press, Text, Token

SUFFIXES = frozenset({".csv", ".xlsx", ".xls", ".ods"})
PATIENCE = timedelta(minutes=15)  # for Telegram to give the file
AGAIN = timedelta(seconds=5)  # and doubling
AT_ONCE = 500  # listings written before others may have the loop

Cells = Sequence[Sequence[str]]


class Imports:
    """Leads only. What is applied is what was shown, or nothing."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def wants(self, message: Message) -> bool:
        """Whether this is a lead's sheet for the registry, and no answer to something else."""
        suffix = PurePath(message.file_name).suffix.lower()
        if not self._desk.is_lead(message.author) or message.kind != "document" or suffix not in SUFFIXES:
            return False
        if message.reply_to is not None:
            return False

        async def look(tx: Transaction) -> bool:
            drafts = await tx.drafts.pending(message.author, message.place.chat, None)
            return not any(listens(each) for each in drafts)

        return await self._desk.store.read(look)

    async def received(self, origin: Origin, message: Message) -> None:
        """Note the file; a worker fetches it. What the same lead sent before is not applied any more."""

        async def unit(tx: Transaction) -> None:
            await tx.imports.add(message.author, message.file_id, origin.at)
            await post(tx, [React(place=message.place, emoji=RECEIVED)], origin.at)

        await self._desk.store.run(origin, unit)

    # The worker's

    async def waiting(self, at: datetime) -> Import | None:
        """Return a sheet that is to be fetched now."""
        return await self._desk.store.read(lambda tx: tx.imports.waiting(at))

    async def put_off(self, sheet: Import, at: datetime) -> None:
        """Telegram does not answer: tried again, but not for ever."""
        if at - sheet.at > PATIENCE:
            await self.unreadable(sheet, Unreadable.GONE, at)
            return

        async def unit(tx: Transaction) -> None:
            await tx.imports.later(sheet.id, at + AGAIN * 2 ** min(sheet.attempts, 6))

        await self._desk.store.run(Origin(at), unit)

    async def unreadable(self, sheet: Import, why: Unreadable, at: datetime) -> None:
        """It is no sheet: said, and forgotten."""

        async def unit(tx: Transaction) -> None:
            await tx.imports.drop(sheet.id)
            words = Text("import-unreadable", {"why": Token(why)})
            await post(tx, [TellLead(lead=sheet.by, words=words, buttons=_template())], at)

        await self._desk.store.run(Origin(at), unit)

    async def show(self, sheet: Import, cells: Cells, at: datetime) -> None:
        """The dry run: what would change, or what is wrong, row by row. Nothing is changed yet."""
        read, changes, base = await self.compared(cells)

        async def unit(tx: Transaction) -> None:
            known = await tx.imports.get(sheet.id)
            if known is None or known.state not in {State.WAITING, State.SHOWN}:
                return
            await tx.imports.shown(sheet.id, cells, base)
            await post(tx, self._shown(sheet, read.faults, changes), at)
            if not read.faults and not changes.any:
                await tx.imports.drop(sheet.id)

        await self._desk.store.run(Origin(at), unit)

    def _shown(self, sheet: Import, faults: Sequence[Fault], changes: Changes) -> list[Effect]:
        words = importing.dry_run(changes, faults, self._desk.policy)
        rows = importing.buttons(sheet.id, changes) if changes.any and not faults else ()
        effects: list[Effect] = [TellLead(lead=sheet.by, words=words, buttons=rows, tag=f"import:{sheet.id}")]
        if len(faults) > importing.SHOWN:
            said = Text("import-faults-file", {"count": len(faults)})
            file = SendFile(
                user=sheet.by,
                file=FileKind.REGISTRY_FAULTS,
                subject=sheet.id,
                words=said,
                failed=Text("file-failed"),
            )
            effects.append(file)
        return effects

    # The decision

    async def decide(self, origin: Origin, number: ImportId, lead: UserId, act: str) -> Text | None:
        """Apply it, all or only what it names, or drop it. Raises LeadsOnly, AlreadyDone."""
        if not self._desk.is_lead(lead):
            raise LeadsOnly
        if act not in {"apply", "keep", "cancel"}:
            raise AlreadyDone
        sheet = await self._desk.store.read(lambda tx: tx.imports.get(number))
        if sheet is None or sheet.state is not State.SHOWN:
            raise AlreadyDone
        if act == "cancel":
            return await self._dropped(origin, sheet)
        return await self._applied(origin, sheet, keep=act == "keep")

    async def _dropped(self, origin: Origin, sheet: Import) -> Text | None:
        async def unit(tx: Transaction) -> Text:
            await self._still_shown(tx, sheet)
            await tx.imports.drop(sheet.id)
            await post(tx, [_says(sheet, Text("import-cancelled"))], origin.at)
            return Text("import-cancelled")

        return await self._desk.store.run(origin, unit)

    async def _applied(self, origin: Origin, sheet: Import, *, keep: bool) -> Text | None:
        read, changes, base = await self.compared(sheet.cells)
        if read.faults:
            raise AlreadyDone

        async def unit(tx: Transaction) -> Text:
            await self._still_shown(tx, sheet)
            if await last_of(tx) != base or base != sheet.base:
                await self._show_again(tx, sheet, origin.at, changes, base)
                return Text("import-stale")
            await write(tx, changes, keep=keep)
            await tx.imports.applied(sheet.id, origin.at)
            counts = {
                "new": len(changes.new),
                "changed": len(changes.changed),
                "gone": 0 if keep else len(changes.gone),
            }
            done = Text("import-applied", {**counts})
            await post(tx, [_says(sheet, done)], origin.at)
            return Text("toast-import-applied")

        return await self._desk.store.run(origin, unit)

    async def bring_in(self, changes: Changes, base: int, at: datetime, *, keep: bool) -> bool:
        """The command line's decision; False, and nothing done, if the registry is another one by now."""

        async def unit(tx: Transaction) -> bool:
            if await last_of(tx) != base:
                return False
            await write(tx, changes, keep=keep)
            await tx.imports.applied(await tx.imports.add(UserId(0), "", at), at)
            return True

        return bool(await self._desk.store.run(Origin(at), unit))

    async def _show_again(self, tx: Transaction, sheet: Import, at: datetime, changes: Changes, base: int) -> None:
        """The registry is another one by now: what was shown is not true any more, so it is shown anew."""
        await tx.imports.shown(sheet.id, sheet.cells, base)
        stale = EditTagged(lane=lead_lane(sheet.by), tag=f"import:{sheet.id}", words=Text("import-stale"))
        await post(tx, [stale, *self._shown(sheet, (), changes)], at)

    async def _still_shown(self, tx: Transaction, sheet: Import) -> None:
        """The first press counts."""
        known = await tx.imports.get(sheet.id)
        if known is None or known.state is not State.SHOWN:
            raise AlreadyDone

    async def compared(self, cells: Cells) -> tuple[Sheet, Changes, int]:
        """Hold the cells against the registry as it is; off the loop, for there may be many."""

        async def look(tx: Transaction) -> tuple[dict[ListingId, Listing], int]:
            return dict(await tx.registry.all()), await last_of(tx)

        kept, base = await self._desk.store.read(look)
        desk = self._desk

        def think() -> tuple[Sheet, Changes]:
            read = parse(cells, desk.wording, desk.policy)
            return read, compare(kept, read.listings, desk.policy)

        read, changes = await asyncio.to_thread(think)
        return read, changes, base

    # What there is

    async def overview(self, origin: Origin, lead: UserId) -> None:
        """`/registry`: how many, since when, and how it is filled. Raises LeadsOnly."""
        if not self._desk.is_lead(lead):
            raise LeadsOnly

        async def unit(tx: Transaction) -> None:
            count, last = await tx.registry.count(), await tx.imports.last()
            if last is None or last.applied_at is None:
                words = Text("registry-empty")
            else:
                words = Text("registry-overview", {"count": count, "at": Moment(last.applied_at)})
            export = Button(label=Text("button-registry-export"), press=Press.REGISTRY, arg=FileKind.REGISTRY)
            rows = (*(((export,),) if count else ()), *_template())
            await post(tx, [TellLead(lead=lead, words=words, buttons=rows)], origin.at)

        await self._desk.store.run(origin, unit)

    async def file(self, origin: Origin, lead: UserId, kind: str) -> Text | None:
        """[Export] and [Template]. Raises LeadsOnly, AlreadyDone."""
        if not self._desk.is_lead(lead):
            raise LeadsOnly

        async def unit(tx: Transaction) -> Text:
            if kind == FileKind.REGISTRY:
                words = Text("registry-file", {"count": await tx.registry.count()})
            elif kind == FileKind.REGISTRY_TEMPLATE:
                words = Text("registry-template-file")
            else:
                raise AlreadyDone
            await post(
                tx, [SendFile(user=lead, file=FileKind(kind), words=words, failed=Text("file-failed"))], origin.at
            )
            return Text("toast-file")

        return await self._desk.store.run(origin, unit)


async def last_of(tx: Transaction) -> int:
    """Say which import made the registry what it is."""
    last = await tx.imports.last()
    return int(last.id) if last else 0


async def write(tx: Transaction, changes: Changes, *, keep: bool) -> None:
    """Make the registry what was shown; `keep`: without taking out what the sheet does not name."""
    for number in [each.id for each in changes.changed] + ([] if keep else [number for number, _ in changes.gone]):
        await tx.registry.remove(number)
    new = [*changes.new, *(each.now for each in changes.changed)]
    for start in range(0, len(new), AT_ONCE):
        await tx.registry.add(new[start : start + AT_ONCE])
        await asyncio.sleep(0)


def _says(sheet: Import, words: Text) -> EditTagged:
    return EditTagged(lane=lead_lane(sheet.by), tag=f"import:{sheet.id}", words=words)


def _template() -> tuple[tuple[Button, ...], ...]:
    template = Button(label=Text("button-registry-template"), press=Press.REGISTRY, arg=FileKind.REGISTRY_TEMPLATE)
    return ((template,),)
