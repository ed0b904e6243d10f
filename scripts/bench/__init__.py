"""Benchmarks: what the desk bears, beside a bare echo bot. `make bench` runs them."""
