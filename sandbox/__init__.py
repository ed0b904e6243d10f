"""A small Telegram of our own: a Bot API server and a side to play every person; it knows nothing of the bot."""
