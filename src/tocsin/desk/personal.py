"""Personal data that is kept apart: when each item is to be looked at again, and how a person has one erased."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tocsin.casebook.port import STAY
from tocsin.codec import decode
from tocsin.desk.keys import prove
from tocsin.ledger import ERASURE
from tocsin.model import Erasure, NotAllowed, NotFound, Notice, Person, PersonalItem, Report

if TYPE_CHECKING:
    from tocsin.casebook import Casebook

_SHORTEST = 4
_SHORT = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Remnant:
    """A body on record in which a name or an address still stands after its item was erased, and what it is.

    `stays` is where it is of a kind that is never erased.
    """

    body: str
    what: str
    stays: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """What was erased, in words, and where the same stands in a text on record."""

    what: str
    remnants: tuple[Remnant, ...] = ()


class Kept(Protocol):
    """What is asked of an item here."""

    @property
    def id(self) -> str:
        """Its commitment."""
        ...

    @property
    def value(self) -> str:
        """What it commits to."""
        ...

    @property
    def kind(self) -> str:
        """Whether it is a name, an address or words."""
        ...

    @property
    def about(self) -> str:
        """What it was put down with."""
        ...

    @property
    def since(self) -> datetime:
        """When it was first put on record."""
        ...


def listed(items: Iterable[Kept], *, after: timedelta | None, at: datetime) -> tuple[PersonalItem, ...]:
    """The items, each with its review, `after` so long, and whether that has come."""
    items = tuple(items)
    late = {item.id for item in due(items, after=after, at=at)}
    return tuple(
        PersonalItem(
            item=each.id, value=each.value, kind=each.kind, about=each.about, since=each.since,
            review=review(each, after=after), due=each.id in late,
        )
        for each in items
    )  # fmt: skip


def review(item: Kept, *, after: timedelta | None) -> datetime | None:
    """When somebody must look whether an item is still needed; None where the office sets no time."""
    return item.since + after if after is not None else None


def due(items: Iterable[Kept], *, after: timedelta | None, at: datetime) -> tuple[Kept, ...]:
    """Those whose time has come."""
    return tuple(item for item in items if (when := review(item, after=after)) is not None and when <= at)


def erase(
    name: str,
    *,
    because: str,
    by: Person,
    key: Ed25519PrivateKey | None,
    required: bool,
    book: "Casebook",
    at: datetime,
) -> Gone:
    """Have a personal item erased, or the whole body or report under a digest.

    Texts in which the same name stands, as a notice that was approved and sent, cannot be changed: they are named.

    An item's erasure is signed with the key of whoever has it done, where they have one.

    Raises:
        NotFound: nothing of that name is kept, or several things are.
        NotAllowed: no reason is given, or the signature does not stand.
    """
    if not because.strip():
        raise NotAllowed(where=name[:12], what="nothing is erased without a reason", now="say why: --because")
    fitting = [item for item in book.personal() if item.id.startswith(name)] if len(name) >= _SHORTEST else []
    if len(fitting) > 1:
        raise NotFound(where=name, what=f"{len(fitting)} personal items begin so", now="write more of it")
    if fitting:
        word = Erasure(item=fitting[0].id, because=because, by=by, at=at)
        book.erase_personal(prove(word, key=key, required=required, book=book))
        found = tuple(remnants(fitting[0].value, book=book)) if fitting[0].kind != "words" else ()
        return Gone(what=f"the {fitting[0].kind} of {fitting[0].about}", remnants=found)
    if book.kept(name) is None:
        now = "tocsin personal list names the items; of a report or an entry's body, write the whole digest"
        raise NotFound(where=name[:12], what="no such personal item is kept, nor a body", now=now)
    book.erase(name, because=because, by=by, at=at)
    return Gone(what=f"all that was kept under {name[:12]}")


def remnants(value: str, *, book: "Casebook") -> Iterator[Remnant]:
    """The bodies on record, and the bytes of reports, in whose texts a name or an address stands, each once."""
    wanted = " ".join(value.casefold().split())
    seen: set[str] = set()
    for entry in book.entries():
        body = book.body(entry.body)
        if entry.body in seen or not isinstance(body, bytes) or not _stands(wanted, body):
            continue
        seen.add(entry.body)
        words = tuple(map(decode, json.loads(body)))
        about = "; ".join(dict.fromkeys(filter(None, map(_called, words)))) or f"about {entry.subject[:_SHORT]}"
        stays = entry.kind in {*STAY, ERASURE}
        yield Remnant(body=entry.body, what=f"{entry.kind} of {entry.at:%d %b %Y %H:%M}, {about}", stays=stays)
        for report in (w for w in words if isinstance(w, Report) and w.id not in seen):
            seen.add(report.id)
            if isinstance(book.kept(report.id), bytes):
                yield Remnant(body=report.id, what=f"the bytes of report {report.id[:_SHORT]}", stays=False)


def _stands(wanted: str, body: bytes) -> bool:
    """Whether the name stands in any text of a body, however it is broken into lines."""
    return wanted in " ".join(body.decode().replace("\\n", " ").replace('\\"', '"').casefold().split())


def _called(word: object) -> str:
    """What a word is called that somebody must find again."""
    if isinstance(word, Notice):
        return f"{word.kind} {word.id[:_SHORT]} to {word.recipient}"
    return f"report {word.id[:_SHORT]}" if isinstance(word, Report) else ""
