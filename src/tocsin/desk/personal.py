"""Personal data that is kept apart: when each item is to be looked at again, and how a person has one erased."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tocsin.desk.keys import prove
from tocsin.model import Erasure, NotAllowed, NotFound, Person, PersonalItem

if TYPE_CHECKING:
    from tocsin.casebook import Casebook

_SHORTEST = 4


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
) -> str:
    """Have a personal item erased, or the whole body or report under a digest; what was erased, in words.

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
        return f"the {fitting[0].kind} of {fitting[0].about}"
    if book.kept(name) is None:
        now = "tocsin personal list names the items; of a report or an entry's body, write the whole digest"
        raise NotFound(where=name[:12], what="no such personal item is kept, nor a body", now=now)
    book.erase(name, because=because, by=by, at=at)
    return f"all that was kept under {name[:12]}"
