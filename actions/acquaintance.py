"""Whoever turns to the bot is a customer from now on, and is spoken to in a language they can read."""

from actions.desk import Desk
from actions.ports import Transaction
from domain.customer import Customer
from domain.ids import UserId

LANGUAGES = ("ru", "en")
READ_RUSSIAN = ("be", "kk", "ky", "uk")  # where ours is not theirs; others read English rather


async def customer_of(tx: Transaction, desk: Desk, user: UserId, telegram: str | None) -> Customer:
    """Return the customer behind the account; `telegram` is the language of their app."""
    known = await tx.customers.by_user(user)
    if known is not None:
        return known
    return await tx.customers.add(user, _language(desk, telegram), desk.zone)


def _language(desk: Desk, telegram: str | None) -> str:
    told = (telegram or "").partition("-")[0].lower()
    if not told or told in LANGUAGES:
        return told or desk.language
    return "ru" if told in READ_RUSSIAN else "en"
