"""`python -m bot doctor`: is everything there that the desk needs? One line each, with what to do."""
