"""A note: a report that a person types, and the statements that they make on it. It is kept like any other."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tocsin import reading
from tocsin.casebook.port import NOTED, Book
from tocsin.desk.keys import Key
from tocsin.desk.office import Office
from tocsin.desk.people import mark
from tocsin.desk.take import take
from tocsin.intake import Opened, open_bytes
from tocsin.model import (
    BadInput,
    Credibility,
    Person,
    Reading,
    Refused,
    Reliability,
    Source,
    Tlp,
    UnreadBecause,
    When,
)
from tocsin.reading.noted import Noted


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What a person types: a text, from whom, and the statements that they make on it.

    Without `entries` the office's reader reads it. `grade` is the person's Admiralty mark for each statement, `because`
    its reason, and it stands until a person changes it; without one the program marks them as it would any other.
    Without a `marking` it is AMBER, or as the same text was before.
    """

    text: str
    source: Source
    marking: Tlp | None = None
    published: When | None = None
    entries: tuple[Mapping[str, Any], ...] = ()
    grade: tuple[Reliability, Credibility] | None = None
    because: str = ""


def note(typed: Typed, *, book: Book, office: Office, by: Person, at: datetime, key: Key = None) -> Reading:
    """Take what a person types, with the statements that they make on it; all of it, or nothing.

    Raises:
        BadInput: the text is none, or an entry does not say what stands there, and why.
    """
    opened = _opened(typed, at=at)
    by_hand = Noted(person=by.name, entries=typed.entries) if typed.entries else None
    if by_hand:
        _sound(opened, by_hand, published=typed.published)
    with book.transaction():
        found = take(opened, book=book, office=office, at=at, reader=by_hand)
        if typed.grade is not None:
            reliability, credibility = typed.grade
            for statement in found.statements:
                mark(
                    statement.id, reliability=reliability, credibility=credibility, because=typed.because or NOTED,
                    book=book, office=office, by=by, at=at, key=key,
                )  # fmt: skip
    return found


def _opened(typed: Typed, *, at: datetime) -> Opened:
    found = open_bytes(
        typed.text.encode("utf-8"), name="note", source=typed.source, published=typed.published, received=at,
        marking=typed.marking or Tlp.AMBER,
    )  # fmt: skip
    if len(found) != 1 or isinstance(found[0], Refused):
        what = next((f.what for f in found if isinstance(f, Refused)), "it is no single text")
        raise BadInput(where="note", what=what, now="nothing was kept; type it anew")
    return replace(found[0], marked=typed.marking is not None)


def _sound(opened: Opened, by_hand: Noted, *, published: When | None) -> None:
    """Refuse the whole note where one entry cannot stand: a person is there to mend it."""
    seen = reading.read(opened.report, published=published, reader=by_hand)
    wrong = [u.detail for u in seen.unread if u.because is UnreadBecause.REFUSED]
    if wrong or not seen.statements:
        barred = "; ".join(dict.fromkeys(u.detail or u.because for u in seen.unread))
        what = "\n  ".join(wrong) or f"no statement can be made on it: {barred}"
        raise BadInput(where="note", what=what, now="nothing was kept; mend the entry, then note it again")
