"""Django, set up in code, and a database for each URL."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

import django
from django.conf import settings
from django.db import connections

from tocsin.model import BadInput, digest

WAIT = 20
"""Seconds that a writer waits for another before it gives up."""

_SQLITE = "sqlite:///"
_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA recursive_triggers=ON;"

_PREPARED: dict[str, Any] = {"server_side_binding": True, "prepare_threshold": 5}
"""A statement that comes for the sixth time is read and planned once for all by the server, for this connection."""


def ready() -> None:
    """Set Django up with this app alone, unless it has been set up already."""
    if not settings.configured:
        settings.configure(
            INSTALLED_APPS=["tocsin.casebook"], DATABASES={}, USE_TZ=True, TIME_ZONE="UTC", USE_I18N=False
        )
        django.setup()


def alias_of(url: str) -> str:
    """The name under which Django knows the database of this URL; made known to it when it is new.

    Raises:
        BadInput: the URL is of neither kind, or has no path or name.
    """
    ready()
    alias = f"casebook-{digest(url)[:16]}"
    if alias not in connections.databases:
        known = connections.configure_settings({"default": {}, alias: database(url)})
        connections.databases[alias] = known[alias]
    return alias


def database(url: str) -> dict[str, Any]:
    """Django's description of the database that a URL names."""
    if url.startswith(_SQLITE):
        return _sqlite(url)
    if url.startswith(("postgresql://", "postgres://")):
        return _postgresql(url)
    raise BadInput(
        where=shown(url),
        what="this is no casebook's URL",
        now="write sqlite:///folder/file.db or postgresql://user@host/name",
    )


def file_of(url: str) -> Path | None:
    """The file that an SQLite casebook lives in; None for a server's."""
    return Path(unquote(url.removeprefix(_SQLITE))) if url.startswith(_SQLITE) else None


def shown(url: str) -> str:
    """The URL as it may be printed: without its password."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "casebook URL"
    if parts.password is None and "password" not in parts.query:
        return url
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, f"{parts.username or ''}:***@{host}", parts.path, "", ""))


def _sqlite(url: str) -> dict[str, Any]:
    path = unquote(url.removeprefix(_SQLITE))
    if not path or ":memory:" in path or "\0" in path:
        raise BadInput(
            where=shown(url), what="a record needs a file", now="write sqlite:///folder/file.db after sqlite:"
        )
    options = {"transaction_mode": "IMMEDIATE", "timeout": WAIT, "init_command": _PRAGMAS}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "CONN_MAX_AGE": None, "OPTIONS": options}


def _postgresql(url: str) -> dict[str, Any]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BadInput(where="casebook URL", what=f"it cannot be read: {error}") from error
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise BadInput(where=shown(url), what="it names no database", now="end it with /name")
    options: dict[str, Any] = {"connect_timeout": WAIT, "options": "-c synchronous_commit=on"} | _PREPARED
    query = dict(parse_qsl(parts.query))
    host = query.pop("host", unquote(parts.hostname or ""))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": None,
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or query.pop("password", "")),
        "HOST": host,
        "PORT": str(port or query.pop("port", "")),
        "OPTIONS": options | query,
    }
