"""A case that another office hands over: its reports come in as reports, and what that office decided stays theirs.

Every report is opened here from its own bytes, and every statement passes our verifier, whoever read it there. What the
other office graded, judged, ruled, drew up and sent is kept as theirs (`Imported`): it closes no duty, approves nothing
and sends nothing here. Our own steps follow, as for any report that arrives.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from tocsin import ledger, reading
from tocsin.casebook.act import Act
from tocsin.casebook.port import APART, Book
from tocsin.codec import canonical, tag
from tocsin.desk.current import first_published
from tocsin.desk.handover import lines_of
from tocsin.desk.office import Office
from tocsin.desk.program import TOCSIN
from tocsin.desk.take import arrive, grade, keep, link, propose, read_again
from tocsin.exports import Archive, proof_of, unpack
from tocsin.intake import Opened, open_bytes
from tocsin.model import (
    Arrival,
    Assessment,
    Attempt,
    BadInput,
    Checkpoint,
    Correction,
    Grade,
    Imported,
    Incident,
    Link,
    NotAllowed,
    Person,
    Reading,
    Receipt,
    Report,
    Source,
    Statement,
    Theirs,
    Tlp,
    Unread,
    When,
    digest,
)
from tocsin.reading.passages import Passage

_THERE = "(kept apart there)"
_OURS_TO_MAKE = (Report, Arrival, Reading, Incident, Link, Grade, Assessment)
"""Words of programs that are made anew here; a person's among them is kept as theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What became of an archive. `new` and `held` are reports; `proof` says what is proved, in words.

    `before` is when it was imported before, and then nothing was done. `remarks` are what a person should know.
    """

    word: Imported
    new: int
    held: int
    statements: int
    proof: str
    remarks: tuple[str, ...]
    before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _HandedOver:
    """Another office's reading of a report, as a reader whose statements our verifier looks at."""

    reading: Reading
    office: str

    @property
    def name(self) -> str:
        """The reader as it was called there, and where that was."""
        return f"{self.reading.reader}{_mark(self.office)}"

    def propose(
        self, report: Report, *, passages: Sequence[Passage], published: When | None
    ) -> Iterable[Statement | Unread]:
        """What was read there."""
        del report, passages, published
        return self.reading.statements


def _mark(office: str) -> str:
    return f", handed over by {office}"


def receive(
    data: bytes, *, name: str, book: Book, office: Office, trusted: Collection[str], at: datetime
) -> Received:  # fmt: skip
    """Import an archive: all of it, or nothing; one that was imported before changes nothing.

    `trusted` are hexadecimal public keys by which its checkpoint must be signed; none, where nobody said which.

    Raises:
        BadInput: it is no sound archive, or an act in it is not what its checkpoint has.
        NotAllowed: its checkpoint is signed by nobody who is trusted, or it is of this office itself.
    """
    found = unpack(data, name=name)
    checkpoint = _checkpoint(found, trusted=trusted, name=name)
    proved = _proved(found, checkpoint, name=name)
    if found.office.casefold() == office.name.casefold():
        what = f"it is of {found.office}, which is what this office is called"
        raise NotAllowed(where=name, what=what, now="nobody imports from themselves; nothing was imported")
    reports, remarks = _reports(found, office=office, name=name, at=at)
    remarks = (*((f"they say of it: {found.outlook}",) if found.outlook else ()), *remarks)
    said = tuple(_theirs(found, proved, book=book))
    word = Imported(
        archive=digest(data), office=found.office, incident=found.incident, made=found.made, clearance=found.clearance,
        key=checkpoint.key if checkpoint else "", size=checkpoint.size if checkpoint else 0,
        reports=tuple(dict.fromkeys(o.report.id for o in reports)), theirs=said, by=TOCSIN, at=at,
    )  # fmt: skip
    proof = _proof_in_words(found, checkpoint, proved=len(proved), trusted=trusted)
    before = book.get(Imported, word.archive)
    if before is not None:
        return Received(
            word=before, new=0, held=len(word.reports), statements=0, proof=proof, remarks=(), before=before.at
        )
    new = sum(book.get(Report, report) is None for report in word.reports)
    with book.transaction():
        book.record(Act(kind="import", subject=found.incident, words=(word,), by=TOCSIN, at=at))
        statements, further = _take_all(found, reports, book=book, office=office, at=at)
    return Received(
        word=word, new=new, held=len(word.reports) - new, statements=statements, proof=proof,
        remarks=(*remarks, *further),
    )  # fmt: skip


# ---- what is proved


def _checkpoint(found: Archive, *, trusted: Collection[str], name: str) -> Checkpoint | None:
    checkpoint = ledger.read_note(found.note, key=found.key) if found.note else None
    if trusted and (checkpoint is None or checkpoint.key not in trusted):
        whose = f"by {checkpoint.key}" if checkpoint else "by nobody"
        now = "ask that office for its key by another way; nothing was imported"
        raise NotAllowed(where=name, what=f"its checkpoint is signed {whose}, and not by a key that was given", now=now)
    return checkpoint


def _proved(found: Archive, checkpoint: Checkpoint | None, *, name: str) -> frozenset[int]:
    """The acts that are under the checkpoint, by their place here; one that says so and is not refuses the whole."""
    proved = set()
    for place, act in enumerate(found.acts):
        proof = proof_of(act, size=checkpoint.size) if checkpoint else None
        if checkpoint is None or proof is None:
            continue
        root = bytes.fromhex(checkpoint.root)
        if not ledger.check_inclusion(proof, leaf=ledger.leaf_hash(act.entry), root=root):
            what = f"entry {act.entry.sequence} is not in the record that its checkpoint is of: it was changed"
            raise BadInput(where=name, what=what, now="nothing was imported; ask that office for it anew")
        proved.add(place)
    return frozenset(proved)


def _proof_in_words(found: Archive, checkpoint: Checkpoint | None, *, proved: int, trusted: Collection[str]) -> str:
    if checkpoint is None:
        return "nothing in it is proved: no checkpoint came with it"
    rest = len(found.acts) - proved + len(found.words)
    known = "a key that you gave" if trusted else f"{checkpoint.key}, which nobody here has vouched for"
    unproved = f"; {rest} acts and words came without a proof" if rest else ""
    record = f"the record of {checkpoint.origin} as of {checkpoint.at:%d %B %Y %H:%M %Z}, {checkpoint.size} entries"
    return f"{proved} acts are in {record}, signed by {known}{unproved}"


# ---- what stays theirs


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """Our book for words of another office: what those keep apart is not looked up, though it be called as ours is.

    Whoever was given a case of ours knows our commitments, and could have us put on record what they stand for.
    """

    book: Book

    def told(self, value: str) -> str:
        """The commitment, as it stands there."""
        return value

    def __getattr__(self, name: str) -> Any:
        """All else is as it is here."""
        return getattr(self.book, name)


def _theirs(found: Archive, proved: Collection[int], *, book: Book) -> Iterator[Theirs]:
    """What people there decided, and what was drawn up and sent, each word once."""
    told = ((word, place in proved) for place, act in enumerate(found.acts) for word in act.words)
    every = (*told, *((word, False) for word in found.words))
    answered = {word.attempt for word, _ in every if isinstance(word, Receipt)}
    for word, sure in every:
        by = getattr(word, "by", None)
        if isinstance(word, _OURS_TO_MAKE) and not isinstance(by, Person):
            continue
        said = next((what for _, what in lines_of(word, book=cast("Book", _Elsewhere(book)))), tag(type(word)))
        if isinstance(word, Attempt) and word.id in answered:  # what came back follows
            said = f"notice {word.notice[:12]} by {word.contact.channel}: attempt {word.number}"
        whose = f", by {by.name}" if by is not None else ""
        when = f", {word.at:%d %B %Y %H:%M %Z}" if isinstance(getattr(word, "at", None), datetime) else ""
        yield Theirs(
            kind=tag(type(word)), id=str(getattr(word, "id", "")), body=canonical(word), proved=sure,
            said=APART.sub(_THERE, f"{said}{whose}{when}"),
        )  # fmt: skip


# ---- its reports


def _reports(found: Archive, *, office: Office, name: str, at: datetime) -> tuple[tuple[Opened, ...], tuple[str, ...]]:
    """Each coming of each report, opened here from its own bytes; and what a person should know."""
    words = tuple(_words(found))
    there = {w.id: w for w in words if isinstance(w, Report)}
    came = {canonical(w): w for w in words if isinstance(w, Arrival)}.values()
    opened, remarks = [], []
    for arrival in came:
        report, raw = there.get(arrival.report), found.reports.get(arrival.report)
        if report is None or raw is None:
            remarks.append(
                f"report {arrival.report[:12]} came without its bytes, and was not taken: they were erased there"
            )
            continue
        here = _opened(raw, report, name=name, at=at)
        source = _source(arrival.source, office=office, there=found.office)
        known_as = f"{arrival.name or report.title or 'a report'}{_mark(found.office)}"
        ours = replace(arrival, source=source, received=at, name=known_as)
        opened.append(replace(here, arrival=ours))
    corrected = {w.report: w for w in words if isinstance(w, Correction)}
    remarks += [
        f"they hold report {c.report[:12]} {c.how}: {APART.sub(_THERE, c.because)}. "
        "Here it stands until somebody rules: tocsin correct"
        for c in corrected.values()
    ]
    if not opened:
        raise BadInput(
            where=name, what="it holds no report with its bytes", now="nothing was imported; ask for it anew"
        )
    return tuple(opened), tuple(remarks)


def _words(found: Archive) -> Iterator[Any]:
    for act in found.acts:
        yield from act.words
    yield from found.words


def _opened(raw: bytes, report: Report, *, name: str, at: datetime) -> Opened:
    """The report as these bytes give it here: nothing of it but a title is taken from the archive's word for it."""
    made = open_bytes(raw, name=report.title or "report", source=None, published=None, received=at, marking=Tlp.RED)
    same = [o for o in made if isinstance(o, Opened) and o.report.id == report.id and o.report.text == report.text]
    if not same:
        what = f"the bytes of report {report.id[:12]} do not give the text that the archive has for it"
        raise BadInput(where=name, what=what, now="nothing was imported; that office's version may be another: ask")
    here = same[0]
    return replace(here, report=replace(here.report, title=here.report.title or report.title))


def _source(source: Source, *, office: Office, there: str) -> Source:
    """The publisher by our own name where we know it so; else under an id that no source of ours can bear."""
    known = office.sources.get(source.id)
    if known is not None and known.name.casefold() == source.name.casefold():
        return known
    return source if source.id == "unknown" else replace(source, id=f"{source.id} ({there})")


def _take_all(
    found: Archive, opened: Sequence[Opened], *, book: Book, office: Office, at: datetime
) -> tuple[int, tuple[str, ...]]:
    """Our own steps for each report, with the reading that was made of it there; where ours stands, it stands on."""
    theirs = {w.report: w for w in _words(found) if isinstance(w, Reading)}
    count, remarks = 0, []
    for one in opened:
        held = book.get(Report, one.report.id)
        arrive(replace(one, report=held) if held else one, book=book, at=at)
    for report in {one.report.id: one.report for one in opened}.values():
        ours, given = book.get(Reading, report.id), theirs.get(report.id)
        if ours is not None and not ours.reader.endswith(_mark(found.office)):
            if given is not None and {s.id for s in given.statements} != {s.id for s in ours.statements}:
                remarks.append(f"what was read of report {report.id[:12]} here differs from theirs, and stands")
            continue
        if given is None:
            read = read_again(report, book=book, office=office, at=at)
        else:
            published = first_published(book.all(Arrival, parent=report.id))
            reader = _HandedOver(reading=given, office=found.office)
            read = reading.read(report, published=published, reader=reader)
            keep(read, book=book, at=at)
            if lost := len(given.statements) - len(read.statements):
                remarks.append(
                    f"{lost} statements of report {report.id[:12]} did not pass our verifier: tocsin why says so"
                )
        count += len(read.statements)
    link(book=book, office=office, about=found.incident, at=at)
    grade(book=book, office=office, about=found.incident, at=at)
    propose(book=book, office=office, about=found.incident, at=at)
    return count, tuple(remarks)
