"""The worlds of stories, for those that are told under fire."""

from tests.scenarios.conftest import Build, desk, desk_of

__all__ = ["Build", "desk", "desk_of"]
