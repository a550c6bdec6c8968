"""What the book holds now: what is still said, which incidents hold it, when it came and how it is marked.

It asks nothing of the reader, so that commands which read no report need not load one.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import combinations

from tocsin.casebook.fold import pair
from tocsin.casebook.port import Book
from tocsin.codec import canonical
from tocsin.desk.office import Office
from tocsin.model import (
    Arrival,
    Assessment,
    Correction,
    Erasure,
    Incident,
    Link,
    NotFound,
    Person,
    Protected,
    Register,
    Statement,
    Tlp,
    When,
    digest,
)


def standing(book: Book) -> tuple[Statement, ...]:
    """Every statement once, in order of recording, but those of reports that were retracted or replaced."""
    return _standing(book.all(Statement), book=book)


def stand(names: Collection[str], *, book: Book) -> tuple[Statement, ...]:
    """Those of these statements, by id, that are `standing`."""
    return _standing(book.some(Statement, keys=names), book=book)


def beside(said: Iterable[Statement], *, book: Book) -> tuple[Statement, ...]:
    """All that stands of the reports of these statements."""
    reports = {s.report for s in said}
    told = {s.id for s in book.some(Statement, parents=reports)}
    return tuple(s for s in stand(told, book=book) if s.report in reports)


def _standing(told: Iterable[Statement], *, book: Book) -> tuple[Statement, ...]:
    """Of these tellings, in order of recording, the first of each statement whose report was not taken back."""
    out = {c.report for c in book.all(Correction)}
    found: dict[str, Statement] = {}
    for statement in told:
        if statement.report not in out:
            found.setdefault(statement.id, statement)
    return tuple(found.values())


def between(statements: Iterable[str], *, book: Book) -> tuple[Link, ...]:
    """The links whose both statements are among these, in order of recording."""
    return book.some(Link, keys={pair(*two) for two in combinations(statements, 2)})


def live(book: Book) -> tuple[Incident, ...]:
    """The incidents that still hold a statement."""
    return tuple(i for i in book.all(Incident) if i.statements)


def opinions(book: Book, *, among: Sequence[Incident] | None = None) -> tuple[Assessment, ...]:
    """What is thought of these incidents, or of all: a person's word always, a program's of no more than holds now.

    What a program thought of an incident that another took in is on record, and no opinion of what both are together.
    """
    stands = {incident.id for incident in (live(book) if among is None else among)}
    about = None if among is None else {name for i in among for name in (i.id, *i.aliases)}
    found = book.all(Assessment) if about is None else book.some(Assessment, parents=about)
    return tuple(a for a in found if a.incident in stands or isinstance(a.by, Person))


def find_incident(book: Book, incident: str) -> Incident:
    """The incident of that id, or the one that took it in."""
    for found in live(book):
        if incident == found.id or incident in found.aliases:
            return found
    raise NotFound(where=f"incident {incident[:12]}", what="no such incident", now="tocsin incidents lists them")


def program_assessment(book: Book, incident: str) -> Assessment:
    """The latest assessment that the program proposes for an incident."""
    for found in book.all(Assessment, parent=incident):
        if not isinstance(found.by, Person):
            return found
    raise NotFound(where=f"incident {incident[:12]}", what="it has not been assessed")


def register_of(book: Book, office: Office) -> Register:
    """The office's register, with what `in_care` adds; where it has none now, the last one on record."""
    found = in_care(book, office)
    return found if found.entries else (found, *book.all(Register))[-1]


def in_care(book: Book, office: Office) -> Register:
    """The office's register; an entry that is unsound there now stands as the record last had it.

    So no duty is lost to a typing error. Where the register cannot be read at all, all whom the record last had stand.
    Whoever has no way left, because of an error in their ways, has those that the record last had.
    """
    register, out = office.register, {each.entry for each in office.left_out if not each.contact}
    everything = any(each.everything for each in office.left_out)
    there = {entry.id for entry in register.entries}
    lost = {each.entry for each in office.left_out if each.contact} & {e.id for e in register.entries if not e.ways}
    last = [r for r in book.all(Register) if r.entries] if everything or out or lost else []
    found = {e.id: e for r in (last[-1:] if everything else last) for e in r.entries if everything or e.id in out}
    more = tuple(e for e in found.values() if e.id not in there)
    had = {e.id: e for r in last for e in r.entries if e.id in lost and _reach(e, book=book)}
    if not more and not had:
        return register
    mine = tuple(
        replace(e, contacts=had[e.id].contacts, protectors=had[e.id].protectors) if e.id in had else e
        for e in register.entries
    )
    told = digest("".join((register.digest, *map(canonical, (*more, *had.values())))))
    return replace(register, digest=told, entries=(*mine, *more))


def cared_for(book: Book, office: Office) -> Mapping[str, Protected]:
    """The entries of `in_care`, by id."""
    return {entry.id: entry for entry in in_care(book, office).entries}


def _reach(entry: Protected, *, book: Book) -> bool:
    """Whether an entry on record has a way whose address was not erased."""
    return any(not isinstance(book.told(contact.address), Erasure) for contact in entry.ways)


def markings(arrivals: Iterable[Arrival]) -> dict[str, Tlp]:
    """The marking of each report: what its source said of it last; of several sources the least restricted.

    Whoever told us may ask for more confidence later, or for less. What another gave out is out.
    """
    last: dict[str, dict[str, Tlp]] = {}
    for arrival in arrivals:
        last.setdefault(arrival.report, {})[arrival.source.id] = arrival.marking
    return {report: min(said.values(), key=list(Tlp).index) for report, said in last.items()}


def first_published(arrivals: Sequence[Arrival]) -> When | None:
    """The earliest publication among a report's arrivals, against which its times resolve."""
    dated = [a.published for a in arrivals if a.published is not None]
    return min(dated, key=lambda when: when.first_day) if dated else None


def published_of(book: Book) -> Mapping[str, When | None]:
    """The publication of every report."""
    arrivals: dict[str, list[Arrival]] = {}
    for arrival in book.all(Arrival):
        arrivals.setdefault(arrival.report, []).append(arrival)
    return {report: first_published(group) for report, group in arrivals.items()}


def first_received(arrivals: Sequence[Arrival]) -> Mapping[str, datetime]:
    """When each report first reached us: the moment from which we were aware of what it says."""
    aware: dict[str, datetime] = {}
    for arrival in arrivals:
        aware[arrival.report] = min(arrival.received, aware.get(arrival.report, arrival.received))
    return aware
