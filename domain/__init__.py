"""The regulation as code: no clock, no database, no Telegram, no `await`."""
