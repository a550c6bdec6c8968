"""Asking somebody to pass a warning on, and what became of it; whoever was only asked has told nobody."""

from datetime import datetime

from tocsin.casebook.act import Act
from tocsin.casebook.port import Book
from tocsin.desk.keys import Key, prove
from tocsin.desk.noticing import still_stands
from tocsin.desk.passing import passings_of
from tocsin.desk.versions import newer, released
from tocsin.model import (
    NotAllowed,
    Notice,
    NoticeKind,
    Person,
    Relay,
    Relayed,
)
from tocsin.model.agents import by_a_person


def relay(
    notice: Notice, *, to: str, step: Relayed, because: str, confirms: str = "", book: Book, by: Person, at: datetime,
    key: Key = None, required: bool,
) -> Relay:  # fmt: skip
    """A person puts on record that somebody was asked to pass a notice on, or what became of it.

    `to` is a name or an office, `confirms` who says that it was passed on. What is returned is the word as it stands on
    record.

    Raises:
        NotAllowed: the text is not approved, or is no longer to go out; it is not said who, or in which words; nobody
            confirms that it was passed on, or whoever enters it does; nobody of that name was asked; no person enters
            it, or one who has a key and does not sign.
    """
    where = f"notice {notice.id[:12]}"
    by_a_person(by)
    with book.transaction():
        _said(to, because, confirms, step=step, by=by, where=where)
        before = {_known_as(p.to): p.last.to for p in passings_of(notice.id, book=book)}
        if step is Relayed.ASKED:
            _may_be_asked(notice, book=book, at=at)
        elif _known_as(to) not in before:
            what = f"nobody called {to} was asked to pass it on"
            raise NotAllowed(where=where, what=what, now="put down first that they were asked: --step asked")
        whom = before.get(_known_as(to), to)
        own = _known_as(confirms) == _known_as(to)
        bare = Relay(
            notice=notice.id, to=whom, step=step, because=because, confirms=whom if own and confirms else confirms,
            by=by, at=at,
        )  # fmt: skip
        found = prove(book.apart(bare, at=at), key=key, required=required, book=book)
        book.record(Act(kind="relay", subject=notice.id, words=(found,), by=by, at=at))
    return found


def _said(to: str, because: str, confirms: str, *, step: Relayed, by: Person, where: str) -> None:
    for said, option in ((to, "--to"), (because, "--because")):
        if not any(letter.isalpha() for letter in said):
            what = "who was asked to pass it on, and what was said, is not told"
            raise NotAllowed(where=where, what=what, now=f"say it in words, with {option}")
    if step is not Relayed.PASSED_ON:
        if confirms:
            what = f"only that it was passed on is confirmed, and not that it was {step}"
            raise NotAllowed(where=where, what=what, now="leave --confirmed-by out")
        return
    if not any(letter.isalpha() for letter in confirms):
        what = "nobody confirms that it was passed on, and without that nobody was told"
        raise NotAllowed(where=where, what=what, now="say who does, with --confirmed-by; until then they took it on")
    if _known_as(confirms) == by.known_as:
        what = f"{by.name} enters it, and cannot confirm it as well"
        raise NotAllowed(where=where, what=what, now="name who was told, or who passed it on")


def _may_be_asked(notice: Notice, *, book: Book, at: datetime) -> None:
    where = f"notice {notice.id[:12]}"
    if notice.kind is NoticeKind.ALERT:
        what = "it is an alert to the public, and nobody could confirm that everybody was told"
        raise NotAllowed(where=where, what=what, now="name a briefing")
    still_stands(notice, book=book, at=at)
    if not released(notice, book=book):
        raise NotAllowed(where=where, what="its text is not approved", now="tocsin approve, then ask")
    other = newer(notice, book=book)
    if other is not None:
        what = f"notice {other.id[:12]} took its place"
        raise NotAllowed(where=where, what=what, now="ask for that one to be passed on")


def _known_as(name: str) -> str:
    return Person(name=name).known_as if name.strip() else ""
