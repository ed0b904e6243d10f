"""The bot as Telegram knows it: its token, its group and rights there, and whether it may write to the leads."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.doctor.findings import Finding, bad, good, mind
from bot.doctor.network import Api
from domain.ids import ChatId, UserId
from domain.words import Moment, Text

ASTRAY = timedelta(minutes=1)


class Examination:
    """Asks Telegram; knows afterwards who the bot is."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._me: dict[str, Any] = {}

    async def token(self, real: datetime) -> AsyncIterator[Finding]:
        """Ask who the bot is, and in passing whether the clocks agree."""
        reply = await self._api.call("getMe")
        if not reply.ok:
            yield bad(Text("doctor-token-bad", {"said": reply.said}), Text("doctor-token-do"))
            return
        self._me = reply.result
        yield good(Text("doctor-token-good", {"bot": str(self._me.get("username", ""))}))
        if reply.date is None:
            return
        apart = real - reply.date
        if abs(apart) > ASTRAY:
            words = Text("doctor-clock-bad", {"minutes": round(apart.total_seconds() / 60)})
            yield bad(words, Text("doctor-clock-do"))
        else:
            yield good(Text("doctor-clock-good"))

    async def updates(self, url: str | None) -> AsyncIterator[Finding]:
        """See which way updates come, and what keeps them."""
        webhook = await self._api.call("getWebhookInfo")
        if not webhook.ok:
            return
        there = webhook.result.get("url")
        if url is None:
            if there:
                yield mind(Text("doctor-webhook"), Text("doctor-webhook-do"))
            return
        if there != url:
            other = mind(Text("doctor-webhook-other"), Text("doctor-webhook-other-do"))
            yield other if there else mind(Text("doctor-webhook-unset"))
            return
        waits, failed_at = webhook.result.get("pending_update_count", 0), webhook.result.get("last_error_date")
        if not waits:
            yield good(Text("doctor-webhook-good"))
            return
        yield mind(Text("doctor-webhook-waits", {"count": int(waits)}))
        if failed_at:
            at = Moment(datetime.fromtimestamp(failed_at, UTC))
            said = str(webhook.result.get("last_error_message", ""))
            yield bad(Text("doctor-webhook-error", {"at": at, "said": said}), Text("doctor-webhook-error-do"))

    @property
    def known(self) -> bool:
        """Whether Telegram knows the bot."""
        return bool(self._me)

    async def group(self, chat: ChatId | None) -> AsyncIterator[Finding]:
        """Look at the engineers' group, whether it has topics, and whether the bot may work in it."""
        if chat is None:
            yield mind(Text("doctor-group-unbound"), Text("doctor-group-unbound-do"))
            return
        found = await self._api.call("getChat", chat_id=chat)
        if not found.ok:
            yield bad(Text("doctor-group-bad", {"chat": str(chat), "said": found.said}), Text("doctor-group-do"))
            return
        yield good(Text("doctor-group-good", {"title": str(found.result.get("title", ""))}))
        forum = bool(found.result.get("is_forum"))
        yield good(Text("doctor-forum-good")) if forum else mind(Text("doctor-forum-bad"), Text("doctor-forum-do"))
        mine = await self._api.call("getChatMember", chat_id=chat, user_id=self._me["id"])
        member = mine.result if mine.ok else {}
        if member.get("status") not in {"administrator", "creator"}:
            yield bad(Text("doctor-rights-none"), Text("doctor-rights-do"))
            if not self._me.get("can_read_all_group_messages"):
                yield bad(Text("doctor-privacy-bad"), Text("doctor-privacy-do"))
            return
        if forum and not (member.get("can_manage_topics") or member["status"] == "creator"):
            yield bad(Text("doctor-rights-topics"), Text("doctor-rights-do"))
        else:
            yield good(Text("doctor-rights-good"))
        yield good(Text("doctor-privacy-good"))

    async def leads(self, leads: tuple[UserId, ...]) -> AsyncIterator[Finding]:
        """See whether each lead may be written to: «typing…» needs the same right and leaves no trace."""
        for lead in leads:
            reply = await self._api.call("sendChatAction", chat_id=lead, action="typing")
            who = {"lead": str(lead)}
            if reply.ok:
                yield good(Text("doctor-lead-good", {**who}))
            else:
                yield mind(Text("doctor-lead-bad", {**who, "said": reply.said}), Text("doctor-lead-do"))

    async def write(self, leads: tuple[UserId, ...], line: str) -> AsyncIterator[Finding]:
        """Send each lead a line."""
        for lead in leads:
            reply = await self._api.call("sendMessage", chat_id=lead, text=line)
            who = {"lead": str(lead)}
            if reply.ok:
                yield good(Text("doctor-sent-good", {**who}))
            else:
                yield bad(Text("doctor-sent-bad", {**who, "said": reply.said}), Text("doctor-lead-do"))
