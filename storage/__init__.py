"""The desk's memory: plain SQL behind the ports of `actions`, which it fits by shape."""
