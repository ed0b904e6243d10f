"""Telegram in: routers turn updates into calls on actions."""

from aiogram import Router

from handlers import card, customer, topic


def routers() -> tuple[Router, ...]:
    """Build every router anew: each app and each test gets its own.

    They find `desk` (handlers.actions.Actions), `texts`, `origin` and `member` in the dispatcher's data.
    """
    return card.router(), customer.router(), topic.router()
