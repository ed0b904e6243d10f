"""Takes due letters, sends them, records what came of it."""
