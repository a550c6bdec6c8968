"""Reading TOML from outside: every table is checked for what it may and must hold, before it is used."""

import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from tocsin.model import BadInput


def parse(toml: str, *, name: str) -> Mapping[str, Any]:
    """The tables of a TOML text.

    Raises:
        BadInput: it is no TOML.
    """
    try:
        return tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(where=name, what=f"this is not TOML: {error}", now="nothing was read from it") from error


def check(row: object, *, where: str, needs: Mapping[str, type], may: Mapping[str, type]) -> Mapping[str, Any]:
    """The row, if it is a table that has all it needs, of the right types, and nothing unknown.

    Raises:
        BadInput: something is missing, unknown, empty or of the wrong type.
    """
    if not isinstance(row, Mapping):
        raise BadInput(where=where, what="a table must stand here")
    unknown = sorted(set(row) - set(needs) - set(may))
    if unknown:
        raise BadInput(
            where=where, what=f"unknown: {', '.join(unknown)}", now=f"it may hold {', '.join([*needs, *may])}"
        )
    missing = [key for key in needs if row.get(key) in (None, "")]
    if missing:
        raise BadInput(where=where, what=f"missing or empty: {', '.join(missing)}", now="fill it in")
    for key, kind in {**needs, **may}.items():
        value = row.get(key)
        fits = isinstance(value, kind) or (kind is float and isinstance(value, int))
        if key in row and (not fits or (isinstance(value, bool) and kind is not bool)):
            raise BadInput(where=where, what=f"{key} is {value!r}", now=f"it must be a {kind.__name__}")
    return row


def rows(table: Mapping[str, Any], key: str, *, where: str) -> Sequence[object]:
    """The rows of [[key]], or none.

    Raises:
        BadInput: what stands there is no list of tables.
    """
    found = table.get(key, [])
    if not isinstance(found, list):
        raise BadInput(where=where, what=f"{key} must be a list of tables", now=f"write each as [[{key}]]")
    return found
