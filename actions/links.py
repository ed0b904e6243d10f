"""Keys that our e-mails carry: random, good for a week and for one use; only their digest is kept."""

import hashlib
import secrets
from datetime import datetime, timedelta

from actions.ports import Transaction
from domain.caller import LINK_LIVES, LinkKey
from domain.ids import TicketId

MARK = "k"  # begins each, so that a product's or a letter's payload is never taken for one
BYTES = 16
LENGTH = len(MARK) + len(secrets.token_urlsafe(BYTES))
KEPT = timedelta(days=90)  # for so long an old key is told that it is old


def is_key(payload: str) -> bool:
    """Whether it looks like one of ours."""
    return payload.startswith(MARK) and len(payload) == LENGTH


def digest_of(key: str) -> str:
    """What is kept in place of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


async def new_key(tx: Transaction, ticket: TicketId, at: datetime) -> str:
    """Make a key for the customer of this ticket."""
    key = MARK + secrets.token_urlsafe(BYTES)
    await tx.link_keys.put(LinkKey(digest=digest_of(key), ticket=ticket, expires_at=at + LINK_LIVES))
    await tx.link_keys.forget(at - KEPT)
    return key
