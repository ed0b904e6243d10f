"""How updates reach the bot: getUpdates and webhooks."""

import contextlib
import re

from sandbox.content import Body
from sandbox.errors import bad, conflict
from sandbox.faults import Fault
from sandbox.methods.registry import Args, Desk, RawJson, method
from sandbox.updates import MAX_BATCH
from sandbox.webhook import MAX_CONNECTIONS

LONGEST_POLL = 50
SECRET = re.compile(r"[A-Za-z0-9_-]*")
MAX_SECRET = 256
KINDS = frozenset({
    "message", "edited_message", "channel_post", "edited_channel_post", "business_connection",
    "business_message", "edited_business_message", "deleted_business_messages", "message_reaction",
    "message_reaction_count", "inline_query", "chosen_inline_result", "callback_query", "shipping_query",
    "pre_checkout_query", "purchased_paid_media", "poll", "poll_answer", "my_chat_member", "chat_member",
    "chat_join_request", "chat_boost", "removed_chat_boost",
})  # fmt: skip


@method
async def get_updates(desk: Desk, a: Args) -> RawJson:
    """Waits up to 50 s; the newest poller wins, the one before it is told so."""
    updates = desk.world.updates
    if desk.webhook.url:
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    allow(desk, a)
    updates.poller += 1
    me, updates.asked_at = updates.poller, updates.clock.real()
    offset = a.get("offset", 0)
    if offset > 0:
        updates.confirm(offset)
    elif offset < 0:
        updates.keep_newest(-offset)
    updates.bell.ring()
    limit = a.get("limit", MAX_BATCH) or MAX_BATCH
    if not 1 <= limit <= MAX_BATCH:
        limit = MAX_BATCH
    with contextlib.suppress(TimeoutError):
        await updates.bell.until(
            lambda: updates.batch(1) or updates.poller != me or updates.closed, min(a.get("timeout", 0), LONGEST_POLL)
        )
    if updates.poller != me:
        raise conflict("terminated by other getUpdates request; make sure that only one bot instance is running")
    return RawJson(f"[{','.join(lines(desk, limit))}]")


def lines(desk: Desk, limit: int) -> list[str]:
    """The batch, with whatever faults were ordered for it."""
    batch = [update.line for update in desk.world.updates.batch(limit)]
    for order in desk.webhook.faults.strike_batch() if batch else ():
        if order.kind is Fault.DUPLICATE:
            batch = [line for line in batch for _ in range(2)]
        elif order.kind is Fault.REORDERED:
            batch.reverse()
    return batch


def allow(desk: Desk, a: Args) -> None:
    """Sticky: what is not said stays as it was; an empty list is the default."""
    if "allowed_updates" in a:
        desk.world.updates.allowed = [kind for kind in a["allowed_updates"] if kind in KINDS]


@method
def set_webhook(desk: Desk, a: Args) -> bool:
    url = a.get("url", "")
    secret = a.get("secret_token", "")
    if len(secret) > MAX_SECRET:
        raise bad("secret token is too long")
    if not SECRET.fullmatch(secret):
        raise bad("secret token contains unallowed characters")
    if url and not url.startswith(("https://", "http://")):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    allow(desk, a)
    if a.get("drop_pending_updates"):
        desk.world.updates.pending.clear()
    connections = a.get("max_connections", MAX_CONNECTIONS)
    desk.webhook.max_connections = min(max(connections, 1), 100)
    desk.webhook.url, desk.webhook.secret_token = url, secret
    desk.webhook.last_error_date, desk.webhook.last_error_message = 0, ""
    desk.world.updates.poller += 1
    desk.world.updates.bell.ring()
    return True


@method
def delete_webhook(desk: Desk, a: Args) -> bool:
    drop = {"drop_pending_updates": a.get("drop_pending_updates", False)}
    return bool(set_webhook(desk, {"url": ""} | drop))


@method
def get_webhook_info(desk: Desk, _a: Args) -> Body:
    return desk.webhook.info()
