"""Who was told what: statements by recipients, from notices, attempts and receipts; never more than these bear out."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from tocsin.model import Contact, Correction, Delivery, Heard, Notice, Statement, Telling
from tocsin.release.drawing import PUBLIC
from tocsin.release.handing import (
    Handed,
    Post,
    fared,
    fared_with,
    for_themselves,
    heard_by,
    of_our_own,
    until,
    went,
)
from tocsin.release.parts import parts
from tocsin.release.relaying import passings, relayed

NOTHING_OF_IT = "a line draws on it, and tells nothing of it but how sure it is, or that something is not stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is asked about: an incident's statements and recipients, in the order of telling.

    `read` are the statements that can still be read, by id; `came` is when each reached us, `corrections` what became
    of its report. By recipient: `silences` is why nothing was drawn up, `reads` which languages they are known to
    read, `protectors` whose a contact is that is not their own. `desk` names those of our own office.
    """

    incident: str
    statements: tuple[str, ...]
    recipients: tuple[str, ...]
    read: Mapping[str, Statement]
    came: Mapping[str, datetime]
    corrections: Mapping[str, Correction]
    silences: Mapping[str, str]
    reads: Mapping[str, tuple[str, ...]]
    protectors: Mapping[tuple[str, Contact], str]
    desk: Container[str]
    called: Mapping[str, str] = field(default_factory=dict)
    """What those are called who were asked to pass a notice on, and who confirm it, by how the record has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """All that a row is made of, as it stood at a moment: how each notice fared is worked out once."""

    case: Case
    post: Post
    handed: Mapping[str, tuple[Handed, ...]]
    at: datetime

    def to(self, recipient: str) -> tuple[tuple[int, Notice], ...]:
        """The notices to a recipient with their versions, counted from 1 as they were drawn up."""
        return tuple(enumerate((n for n in self.post.notices if n.recipient == recipient), 1))


def tellings(case: Case, post: Post, *, at: datetime) -> tuple[Telling, ...]:
    """A row or more for every statement and recipient, as the record stood at a moment, and one for what nobody has.

    Several notices to one recipient, and several contacts of one notice, each have a row; see `Telling`.
    """
    then = until(post, at)
    handed = {
        n.id: (*fared_with(n, then, ours=case.desk, at=at), *_relayed(n, then, case)) for n in then.notices
    }  # fmt: skip
    seen = _Seen(case=case, post=then, handed=handed, at=at)
    found: list[Telling] = []
    for statement in case.statements:
        rows = [row for to in case.recipients for row in _rows(statement, to, seen)]
        if not any(may_have(row) for row in rows):
            rows.append(_nobody(statement, rows, case))
        found += rows
    return tuple(found)


def _relayed(notice: Notice, post: Post, case: Case) -> Iterator[Handed]:
    """How a notice fared with whoever was asked to pass it on, called by their names."""
    theirs = tuple(n for n in post.notices if n.recipient == notice.recipient)
    since = len(theirs) if notice is not theirs[-1] else 0
    named = (
        replace(p, to=case.called.get(p.to, p.to), confirms=case.called.get(p.confirms, p.confirms))
        for p in passings(post.relays)
    )
    newer = f"version {since} was drawn up since" if since else ""
    yield from relayed(named, notice=notice.id, desk=case.desk, newer=newer)


def may_have(row: Telling) -> bool:
    """Whether by this row the recipient was told, or may have been."""
    return row.heard in {Heard.TOLD, Heard.PERHAPS}


def best(rows: Iterable[Telling]) -> Heard:
    """The most that several rows bear out; nothing at all is not told."""
    found = {row.heard for row in rows}
    return next((h for h in (Heard.TOLD, Heard.PERHAPS, Heard.WITHHELD) if h in found), Heard.NOT_TOLD)


def _rows(statement: str, recipient: str, seen: _Seen) -> Iterator[Telling]:
    """The rows of one statement and one recipient: one for each way of each notice that speaks of it, or one."""
    public, since = _public(statement, seen, moment=seen.at)
    blank = Telling(
        incident=seen.case.incident, statement=statement, recipient=recipient, heard=Heard.NOT_TOLD, because="",
        public=public, public_since=since,
    )  # fmt: skip
    speaks = False
    for version, notice in seen.to(recipient):
        about = replace(blank, notice=notice.id, version=version, status=notice.status)
        kept = next((d.because for d in notice.disclosures if d.statement == statement and not d.told), None)
        words = _words(statement, notice)
        told = _parts(statement, words, seen.case)
        if told:
            for way in seen.handed[notice.id]:
                yield _told(replace(about, words=words, parts=told), notice, way, seen)
        elif (words or kept is not None) and not notice.cancels:
            yield replace(about, heard=Heard.WITHHELD, because=kept or NOTHING_OF_IT, words=words)
        else:
            continue
        speaks = True
    if not speaks:
        yield replace(blank, because=_silence(statement, recipient, seen))


def _words(statement: str, notice: Notice) -> tuple[str, ...]:
    """The lines of a notice that draw on a statement; a cancellation repeats what was told, and tells none of it."""
    if notice.cancels:
        return ()
    return tuple(line.text for line in (*notice.above, *notice.below) if statement in line.draws_on)


def _parts(statement: str, words: tuple[str, ...], case: Case) -> tuple[str, ...]:
    """What the words tell of it; of a statement that can no longer be read nobody can say how much."""
    known = case.read.get(statement)
    if known is None:
        return ("no longer to be compared",) if words else ()
    return parts(known, words)


def _told(about: Telling, notice: Notice, way: Handed, seen: _Seen) -> Telling:
    public, since = _public(about.statement, seen, moment=way.sent or seen.at)
    row = replace(
        about, heard=heard_by(notice, way, ours=seen.case.desk),
        because="; ".join((way.because, *_doubts(notice, way, seen.case))),
        contact=way.contact, sent=way.sent, outcome=way.outcome, known=way.known, by=way.by, public=public,
        public_since=since,
    )  # fmt: skip
    return replace(row, later=tuple(_later(row, seen))) if may_have(row) else row


def _doubts(notice: Notice, way: Handed, case: Case) -> Iterator[str]:
    """What somebody would say against it that they were told."""
    answered = way.outcome is Delivery.ACKNOWLEDGED
    if of_our_own(way, ours=case.desk):
        yield "put down by one of our own: that they answered rests on that"
    if for_themselves(notice, way):
        yield "whoever answers for a notice to the public answers for themselves alone"
    guard = case.protectors.get((notice.recipient, way.contact)) if way.contact else None
    if guard is not None:
        yield f"{'put down to' if answered else 'this is'} the contact of {guard}"
    if (answered or (way.sent is not None and way.passed)) and way.known is not None and way.known >= notice.expires:
        yield "answered when it no longer held"
    theirs = case.reads.get(notice.recipient, ())
    if way.sent is not None and theirs and notice.language not in theirs:
        yield f"in {notice.language}, and they are known to read {', '.join(theirs)}"


def _silence(statement: str, recipient: str, seen: _Seen) -> str:
    """Why no notice to a recipient speaks of a statement at all."""
    theirs = [n.sent for _, n in seen.to(recipient) if not n.cancels]
    if not theirs:
        return seen.case.silences.get(recipient, "no notice to them was drawn up")
    came = seen.case.came.get(statement)
    if came is None:
        return "no notice to them speaks of it"
    if came > max(theirs):
        return "it reached us after the last notice to them was drawn up"
    return "no notice to them speaks of it, though it had reached us"


def _public(statement: str, seen: _Seen, *, moment: datetime) -> tuple[Heard, datetime | None]:
    """What the public had of a statement by a moment, and since when: never more than that it was put out."""
    notices = [n for _, n in seen.to(PUBLIC) if n.sent <= moment]
    since = [
        way.sent
        for notice in notices
        if _parts(statement, _words(statement, notice), seen.case)
        for way in seen.handed[notice.id]
        if way.heard is not Heard.NOT_TOLD and way.sent is not None and way.sent <= moment
    ]
    if since:
        return Heard.PERHAPS, min(since)
    kept = any(d.statement == statement and not d.told for n in notices for d in n.disclosures)
    return (Heard.WITHHELD if kept else Heard.NOT_TOLD), None


def _later(row: Telling, seen: _Seen) -> Iterator[str]:
    """What became of it after they may have had it: corrections of its report, newer notices, taking back."""
    newer = [(version, n) for version, n in seen.to(row.recipient) if version > row.version]
    without = [n for _, n in newer if row.statement not in n.draws_on and went(seen.handed[n.id])]
    correction = seen.case.corrections.get(row.statement)
    if correction is not None:
        yield f"its report was {correction.how} at {_at(correction.at)} by {correction.by.name}: {correction.because}"
        if not any(n.sent >= correction.at for n in without):
            yield "nothing that went out to them since puts it right"
    for cancellation in (c for c in seen.post.cancellations if c.notice == row.notice):
        yield f"taken back at {_at(cancellation.at)} by {cancellation.by.name}: {cancellation.because}"
    for version, notice in newer:
        if notice.cancels and notice.revises == row.notice:
            yield f"that it is taken back (version {version}): {fared(seen.handed[notice.id])}"
        elif not notice.cancels and notice in without:
            yield f"version {version} no longer tells it: {fared(seen.handed[notice.id])}"


def _nobody(statement: str, rows: Sequence[Telling], case: Case) -> Telling:
    """The row of what nobody was told."""
    by_recipient = {to: best(r for r in rows if r.recipient == to) for to in case.recipients}
    kept = sum(1 for heard in by_recipient.values() if heard is Heard.WITHHELD)
    words = f"nobody was told: withheld from {kept}, not told to {len(by_recipient) - kept}"
    heard = Heard.WITHHELD if kept else Heard.NOT_TOLD
    return Telling(incident=case.incident, statement=statement, recipient="", heard=heard, because=words)


def _at(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
