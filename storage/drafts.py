"""Pending questions: rows ↔ domain."""

import json
from collections.abc import AsyncIterable
from datetime import datetime

from domain.draft import Asking, Draft
from domain.ids import ChatId, ThreadId, UserId, UtteranceId
from storage.queries import Session, Spoken
from storage.rows import NO_THREAD, Row, from_millis, from_seconds, millis, seconds


class Drafts:
    """One for each author, chat, thread and what is asked."""

    def __init__(self, session: Session) -> None:
        self._sql = Spoken("drafts", session)

    async def pending(self, author: UserId, chat: ChatId, thread: ThreadId | None) -> tuple[Draft, ...]:
        """Return what the author is asked here, the last question first."""
        return await _all(self._sql.pending(author=author, chat_id=chat, thread_id=thread or NO_THREAD))

    async def get(self, author: UserId, chat: ChatId, thread: ThreadId | None, asking: Asking) -> Draft | None:
        row = await self._sql.get(author=author, chat_id=chat, thread_id=thread or NO_THREAD, asking=asking)
        return _draft(row) if row else None

    async def put(self, draft: Draft) -> None:
        await self._sql.put(
            author=draft.author,
            chat_id=draft.chat,
            thread_id=draft.thread or NO_THREAD,
            asking=draft.asking,
            subject=draft.subject,
            rev=draft.rev,
            step=draft.step,
            asked_at=millis(draft.asked_at),
            started_at=seconds(draft.started_at),
            answers=json.dumps(draft.values, ensure_ascii=False),
            utterances=json.dumps(draft.utterances),
            going_back=draft.returning,
            nudged=draft.nudged,
            due_at=seconds(draft.due_at),
        )

    async def drop(self, draft: Draft) -> None:
        await self._sql.drop(
            author=draft.author, chat_id=draft.chat, thread_id=draft.thread or NO_THREAD, asking=draft.asking
        )

    async def due(self, now: datetime, limit: int) -> tuple[Draft, ...]:
        return await _all(self._sql.due(now=seconds(now), limit=limit))


async def _all(rows: AsyncIterable[Row]) -> tuple[Draft, ...]:
    return tuple([_draft(row) async for row in rows])


def _draft(row: Row) -> Draft:
    return Draft(
        author=UserId(row["author"]),
        chat=ChatId(row["chat_id"]),
        thread=ThreadId(row["thread_id"]) if row["thread_id"] != NO_THREAD else None,
        asking=Asking(row["asking"]),
        subject=row["subject"],
        rev=row["rev"],
        step=row["step"],
        asked_at=from_millis(row["asked_at"]),
        started_at=from_seconds(row["started_at"]),
        values=json.loads(row["answers"]),
        utterances=tuple(UtteranceId(n) for n in json.loads(row["utterances"])),
        returning=bool(row["going_back"]),
        nudged=bool(row["nudged"]),
        due_at=from_seconds(row["due_at"]),
    )
