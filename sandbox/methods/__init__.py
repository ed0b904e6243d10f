"""Bot API methods, by topic; importing this package registers them all."""

from sandbox.methods import about, chats, deleting, editing, forum, intake, repeating, sending
from sandbox.methods.registry import METHODS

__all__ = ["METHODS", "about", "chats", "deleting", "editing", "forum", "intake", "repeating", "sending"]
