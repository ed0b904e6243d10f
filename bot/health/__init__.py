"""The desk seen from outside: is it alive, is it ready, how much waits."""
