"""The current view: folding acts into it, and reading words out of it."""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

from django.db.models import QuerySet

from tocsin.casebook.asking import ask, tell
from tocsin.casebook.fold import PERSON, Change, DropKeys, DropOlder, Put, changes
from tocsin.casebook.models import Current
from tocsin.codec import decode, tag
from tocsin.model import Grade, Reading, Statement

_COLUMNS = ("kind", "key", "voice", "parent", "ident", "first", "place", "sequence", "position", "body")
_FIRST = _COLUMNS.index("first")
_REPLACED = ("parent", "ident", "sequence", "position", "body")
_UPSERT = (
    f"INSERT INTO tocsin_current ({', '.join(_COLUMNS)}) VALUES ({', '.join(['%s'] * len(_COLUMNS))}) "  # noqa: S608
    "ON CONFLICT (kind, key, voice) DO UPDATE SET " + ", ".join(f"{name} = excluded.{name}" for name in _REPLACED)
)
"""Spelled out, since Django builds such a query anew every time, which takes longer than the query."""
_BATCH = 500
_REMEMBERED = 20_000
_READING = tag(Reading)


class _Row(NamedTuple):
    """What is needed of a row to hand out its word: all rows of a kind are read often, and bare ones cost half."""

    kind: str
    key: str
    voice: str
    first: int
    place: int
    sequence: int
    body: str
    ident: str


_ROWS = f"SELECT {', '.join(_Row._fields)} FROM tocsin_current WHERE kind = %s"  # noqa: S608 - our own words
_ORDER = "ORDER BY first, place"
_BODY_OF = "SELECT b.content FROM tocsin_entry e JOIN tocsin_body b ON b.digest = e.body WHERE e.sequence = %s"


def fold(alias: str, sequence: int, words: Iterable[Any], spelled: Iterable[str]) -> None:
    """Fold the words of one entry into the view; `spelled` are the same in canonical JSON."""
    waiting: dict[tuple[str, str, str], tuple[Any, ...]] = {}
    for position, change in enumerate(_numbered(words, spelled)):
        if isinstance(change, Put):
            key = (change.kind, change.key, change.voice)
            first, place = waiting[key][_FIRST : _FIRST + 2] if key in waiting else (sequence, position)
            waiting[key] = (*key, change.parent, change.ident, first, place, sequence, position, change.body)
        else:
            _write(alias, waiting)
            _drop(alias, change, sequence=sequence)
    _write(alias, waiting)


def _numbered(words: Iterable[Any], spelled: Iterable[str]) -> Iterator[Change]:
    for word, line in zip(words, spelled, strict=True):
        yield from changes(word, spelled=line)


def _write(alias: str, waiting: dict[tuple[str, str, str], tuple[Any, ...]]) -> None:
    """Put these rows, in the order of the columns, in their places."""
    if waiting:
        tell(alias, _UPSERT, waiting.values())
        waiting.clear()


def _drop(alias: str, change: DropOlder | DropKeys, *, sequence: int) -> None:
    rows = Current.objects.using(alias)
    if isinstance(change, DropKeys):
        rows.filter(kind=change.kind, key__in=change.keys).delete()
    else:
        rows.filter(kind__in=change.kinds, parent=change.parent, sequence__lt=sequence).delete()


def words(alias: str, word: type, *, parent: str | None = None) -> tuple[Any, ...]:
    """The words of one type as they stand, in the order in which their keys were first recorded."""
    if parent is None:
        rows = _asked(alias, f"{_ROWS} {_ORDER}", tag(word))
    else:
        rows = _asked(alias, f"{_ROWS} AND parent = %s {_ORDER}", tag(word), parent)
    return _decoded(alias, _chosen(word, rows))


def word_at(alias: str, word: type, key: str) -> Any | None:
    """The word under a key; the person's before the program's, the first report's before its copies'."""
    order = _ORDER if word is Statement else "ORDER BY voice"
    found = _decoded(alias, _asked(alias, f"{_ROWS} AND key = %s {order} LIMIT 1", tag(word), key))
    return found[0] if found else None


def some(
    alias: str, word: type, *, keys: Iterable[str] | None = None, parents: Iterable[str] | None = None
) -> tuple[Any, ...]:
    """The words of one type whose key, or whose parent, is among these, in the order of recording."""
    name, among = ("key", sorted(keys)) if keys is not None else ("parent", sorted(parents or ()))
    rows: list[_Row] = []
    for start in range(0, len(among), _BATCH):
        these = among[start : start + _BATCH]
        rows += _asked(alias, f"{_ROWS} AND {name} IN ({', '.join(['%s'] * len(these))})", tag(word), *these)
    return _decoded(alias, sorted(rows, key=lambda row: (row.first, row.place)))


def of_people(alias: str, word: type) -> tuple[Any, ...]:
    """The words of one type that bear a person's voice, in the order of recording."""
    return _decoded(alias, _asked(alias, f"{_ROWS} AND voice = %s {_ORDER}", tag(word), PERSON))


def within(
    alias: str, size: int, word: type, *, keys: Iterable[str] | None = None, parents: Iterable[str] | None = None
) -> set[str]:
    """Those of these keys, or parents, under which a word of one type was recorded in the first so many entries."""
    name, among = ("key", sorted(keys)) if keys is not None else ("parent", sorted(parents or ()))
    found: set[str] = set()
    for start in range(0, len(among), _BATCH):
        these = {f"{name}__in": among[start : start + _BATCH]}
        found.update(
            Current.objects.using(alias).filter(kind=tag(word), first__lt=size, **these).values_list(name, flat=True)
        )
    return found


def words_at(
    alias: str, kinds: Iterable[type], *, keys: QuerySet[Any] | None = None, parents: QuerySet[Any] | None = None
) -> tuple[Any, ...]:
    """The words of these types whose key, or whose parent, is among those asked for, in the order of recording."""
    rows = Current.objects.using(alias).filter(kind__in=[tag(kind) for kind in kinds])
    if keys is not None:
        rows = rows.filter(key__in=keys)
    if parents is not None:
        rows = rows.filter(parent__in=parents)
    return _decoded(alias, _bare(rows.order_by("first", "place")))


def beginning(alias: str, prefix: str, kinds: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """Each word whose id begins with these letters, with that id."""
    rows = Current.objects.using(alias).filter(ident__startswith=prefix)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    for row in _bare(rows.order_by("first", "place")):
        if row.ident.startswith(prefix):
            yield row.ident, _decoded(alias, [row])[0]


def fingerprint(alias: str) -> str:
    """The SHA-256 of the whole view, every column of every row."""
    found = sha256()
    rows = Current.objects.using(alias).order_by("first", "place").values_list(
        "kind", "key", "voice", "parent", "ident", "first", "place", "sequence", "position", "body"
    )  # fmt: skip
    for row in rows.iterator(chunk_size=_BATCH):
        found.update(json.dumps(row, ensure_ascii=False).encode())
        found.update(b"\n")
    return found.hexdigest()


def _asked(alias: str, statement: str, *values: str) -> Iterator[_Row]:
    return map(_Row._make, ask(alias, statement, values))


def _bare(rows: QuerySet[Any]) -> Iterator[_Row]:
    return map(_Row._make, rows.values_list(*_Row._fields))


def _chosen(word: type, rows: Iterable[_Row]) -> Iterable[_Row]:
    """Of grades one a statement, the person's before the program's; of all else every row."""
    if word is not Grade:
        return rows
    one: dict[str, _Row] = {}
    for row in rows:
        if row.key not in one or row.voice == PERSON:
            one[row.key] = row
    return one.values()


def _decoded(alias: str, rows: Iterable[_Row]) -> tuple[Any, ...]:
    return tuple(_reading(alias, row) if row.kind == _READING else _word(row.body) for row in rows)


@lru_cache(maxsize=_REMEMBERED)
def _word(body: str) -> Any:
    """The word that a row spells; words are frozen, so one that was read before is handed out again."""
    return decode(json.loads(body))


def _reading(alias: str, row: _Row) -> Any:
    """A reading, from the entry that recorded it: the view holds its statements apart."""
    ((content,),) = ask(alias, _BODY_OF, (row.sequence,))
    found = [w for w in json.loads(bytes(content or b"[]")) if w["type"] == _READING and w["report"] == row.key]
    return decode(found[-1])
