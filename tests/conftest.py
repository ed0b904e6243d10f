"""What holds for every test."""

from hypothesis import HealthCheck, settings

# No timing decides a test: a slow machine proves as much as a fast one.
settings.register_profile("ours", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ours")
