"""Where a database is: which engine an address names, and how it is shown to people."""

from urllib.parse import urlsplit

_POSTGRES = ("postgresql://", "postgres://")


def is_postgres(url: str) -> bool:
    """Whether the address is one of PostgreSQL's."""
    return url.startswith(_POSTGRES)


def place_of(url: str) -> str:
    """Return host, port and database of a server's address, without who enters and by which word."""
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.hostname or 'localhost'}{port}{parts.path}"
