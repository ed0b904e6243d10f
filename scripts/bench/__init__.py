"""Benchmarks: what the desk bears, beside a bare echo bot. `make bench` runs them; docs/performance.md has the figures."""
