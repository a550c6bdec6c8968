"""Reading TOML from outside: every table is checked for what it may and must hold, before it is used."""

import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tocsin.model import BadInput

_CALLED = {
    str: "a text", int: "a whole number", float: "a number", bool: "true or false", list: "a list", dict: "a table",
    date: "a date, as 2024-03-08",
}  # fmt: skip
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"
"""Unseen, but letters of Persian and of many Indian scripts need them."""
_PROSE = frozenset({"text", "note"})
_LONG = 80


def parse(toml: str, *, name: str) -> Mapping[str, Any]:
    """The tables of a TOML text.

    Raises:
        BadInput: it is no TOML, or is TOML that no honest file holds: a number of thousands of digits,
            lists a thousand deep.
    """
    try:
        return tomllib.loads(toml)
    except (ValueError, RecursionError) as error:
        raise BadInput(where=name, what=f"this is not TOML: {error}", now="nothing was read from it") from error


def check(row: object, *, where: str, needs: Mapping[str, type], may: Mapping[str, type]) -> Mapping[str, Any]:
    """The row, if it is a table that has all it needs, of the right types, and nothing unknown.

    Raises:
        BadInput: something is missing, unknown, empty or of the wrong type.
    """
    if not isinstance(row, Mapping):
        now = f"it needs {', '.join(needs)}" if needs else f"it may hold {', '.join(may)}"
        raise BadInput(where=where, what=f"a table must stand here, not {shown(row)}", now=now)
    unknown = sorted(set(row) - set(needs) - set(may))
    if unknown:
        raise BadInput(
            where=where, what=f"unknown: {', '.join(unknown)}", now=f"it may hold {', '.join([*needs, *may])}"
        )
    missing = [key for key in needs if row.get(key) is None or (isinstance(row[key], str) and not row[key].strip())]
    if missing:
        raise BadInput(where=where, what=f"missing or empty: {', '.join(missing)}", now="fill it in")
    for key, kind in {**needs, **may}.items():
        value = row.get(key)
        fits = isinstance(value, kind) or (kind is float and isinstance(value, int))
        if key in row and (not fits or (isinstance(value, bool) and kind is not bool)):
            raise BadInput(where=where, what=f"{key} is {shown(value)}", now=f"it must be {_CALLED[kind]}")
        if isinstance(value, str) and key not in _PROSE and (hidden := unseen(value)):
            what = f"{key} holds a control character, {hidden}: {shown(value)}"
            raise BadInput(where=where, what=what, now="remove it")
    return row


def wholesome(text: str) -> bool:
    """Whether a text holds nothing that hides, reorders or breaks a line: no controls, no bidi marks, no halves."""
    return not unseen(text)


def unseen(text: str) -> str:
    """What the first such character is called, for whoever must find what cannot be seen; "" where there is none."""
    found = next((c for c in text if unicodedata.category(c) in _UNSEEN and c not in _JOINERS), "")
    return f"U+{ord(found):04X} {unicodedata.name(found, '')}".strip() if found else ""


def shown(value: object) -> str:
    """A value as an error may show it: short, on one line, and whatever it is."""
    try:
        spelled = repr(value)
    except ValueError:  # an integer of thousands of digits will not be spelled
        return "a number too long to show"
    return spelled if len(spelled) <= _LONG else f"{spelled[:_LONG]}…"


def rows(table: Mapping[str, Any], key: str, *, where: str) -> Sequence[object]:
    """The rows of [[key]], or none.

    Raises:
        BadInput: what stands there is no list of tables.
    """
    found = table.get(key, [])
    if not isinstance(found, list):
        raise BadInput(where=where, what=f"{key} must be a list of tables", now=f"write each as [[{key}]]")
    return found


def words(table: Mapping[str, Any], key: str, *, where: str) -> tuple[str, ...]:
    """The words that are listed under a key, or none.

    Raises:
        BadInput: what stands there is no list of words.
    """
    found = table.get(key, [])
    if not isinstance(found, list) or not all(isinstance(word, str) and word and wholesome(word) for word in found):
        what = f"{shown(found)} must be a list of words"
        raise BadInput(where=f"{where}, {key}", what=what, now='write it as ["one", "two"]')
    return tuple(found)
