"""A language is added to a notice before it goes out: the next version is drawn up, and what was approved is void."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from tocsin.casebook.act import Act
from tocsin.casebook.port import Book
from tocsin.desk.addressed import entry_of, still_cleared
from tocsin.desk.keys import Key, prove
from tocsin.desk.noticing import still_stands
from tocsin.desk.office import Office
from tocsin.desk.program import TOCSIN
from tocsin.desk.tearline import guard
from tocsin.desk.versions import lineage, replaced, went_out
from tocsin.model import (
    BadInput,
    DutyDecision,
    NotAllowed,
    NotFound,
    Notice,
    NoticeKind,
    Person,
    Rendering,
    digest,
)
from tocsin.release import rendering as words
from tocsin.release.plain import printable

PARTS = ("event", "headline", "description", "instruction")


def translate(
    notice: Notice, *, language: str, text: dict[str, str], book: Book, office: Office, by: Person, at: datetime,
    key: Key = None,
) -> tuple[tuple[Rendering, Notice], ...]:  # fmt: skip
    """Add a person's text in one more language; with an alert also to the briefings that say the same.

    Those are briefings of the same ruling whose readers read that language rather than ours. What was made waits for
    approval; what it takes the place of no longer goes out, approved or not.

    Raises:
        BadInput: a part is missing or holds what cannot be seen, or an alert with it would not be sound.
        NotAllowed: the notice went out, can no longer go out, or tells in that language what is kept back; or the
            person has a key and does not sign.
    """
    _sound(text)
    if not words.another(language):
        raise BadInput(
            where="--language", what=f"{language!r} is no tag of another language", now="write ru or sr-Latn"
        )
    with book.transaction():
        if went_out(notice, book=book):
            what, now = "it went out, so that its words stand", "extend it, then add the language to the new version"
            raise NotAllowed(where=f"notice {notice.id[:12]}", what=what, now=now)
        still_stands(notice, book=book, at=at)
        return tuple(
            _one(each, language=language, text=text, book=book, office=office, by=by, at=at, key=key)
            for each in (notice, *_beside(notice, language=language, book=book, office=office))
        )


def renderings(notice: Notice, *, book: Book) -> tuple[Rendering, ...]:
    """The words in other languages that a notice bears, the newest of each."""
    found: dict[str, Rendering] = {}
    for each in reversed(lineage(notice, book=book)[1:]):
        found.update({r.language: r for r in book.all(Rendering, parent=each.id)})
    return tuple(r for r in found.values() if {x.text for x in words.lines(r)} <= {x.text for x in notice.below})


def dropped(before: Iterable[Notice], after: Iterable[Notice], *, book: Book) -> tuple[str, ...]:
    """The languages of earlier versions that the newer ones lack: an old text is never put under new words."""
    kept = {r.language for n in after for r in renderings(n, book=book)}
    return tuple(sorted({r.language for n in before for r in renderings(n, book=book)} - kept))


def _one(
    notice: Notice, *, language: str, text: dict[str, str], book: Book, office: Office, by: Person, at: datetime,
    key: Key,
) -> tuple[Rendering, Notice]:  # fmt: skip
    where = f"notice {notice.id[:12]}"
    decision = book.get(DutyDecision, notice.decision)
    if decision is None:
        raise NotFound(where=where, what="the ruling it was drawn up for is not on record")
    bare = Rendering(
        notice=notice.id, body=digest(notice.body), language=language, event=text["event"], headline=text["headline"],
        description=text["description"], instruction=text["instruction"], by=by, at=at,
    )  # fmt: skip
    before = renderings(notice, book=book)
    found = prove(
        replace(bare, doubts=words.doubts(notice, bare, before=before)), key=key, required=office.all_sign, book=book
    )
    made = words.rendered(
        notice, found, before=before, decision=decision, issuer=office.issuer,
        protected=entry_of(notice, book=book, office=office),
    )  # fmt: skip
    faults = words.wrong(notice, made)
    if faults:
        raise BadInput(
            where=f"{where} in {language!r}", what="\n  ".join(faults), now="mend the text; nothing was kept"
        )
    still_cleared(notice, book=book, office=office)
    guard(made, book=book, issuer=office.issuer)
    book.record(
        Act(kind="rendering", subject=notice.id, words=(found,), by=by, at=at),
        Act(kind="notice", subject=decision.id, words=(made,), by=TOCSIN, at=at),
    )
    return found, made


def _beside(alert: Notice, *, language: str, book: Book, office: Office) -> Iterator[Notice]:
    if alert.kind is not NoticeKind.ALERT:
        return
    for each in book.all(Notice, parent=alert.decision):
        waits = not went_out(each, book=book) and replaced(each, book=book) is None
        if each.kind is NoticeKind.BRIEFING and waits and each.below == alert.below:
            entry = entry_of(each, book=book, office=office)
            if entry is not None and words.best_for(entry, language):
                yield each


def _sound(text: dict[str, str]) -> None:
    for name in PARTS:
        part = text.get(name, "")
        if not part.strip():
            raise BadInput(where="the text", what=f"it has no {name}", now=f'write {name} = "..."')
        if printable(part) != part:
            raise BadInput(
                where="the text", what=f"its {name} holds characters that cannot be seen", now="leave them out"
            )
    for name in set(text) - set(PARTS):
        raise BadInput(where="the text", what=f"unknown: {name}", now=f"it holds {', '.join(PARTS)}")
