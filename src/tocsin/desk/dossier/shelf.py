"""The shelf: all that a dossier looks at, drawn from the casebook once and numbered in the order of reading."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tocsin import duty, linking
from tocsin.casebook.fold import pair
from tocsin.casebook.port import Book
from tocsin.desk.apart import read
from tocsin.desk.bodies import BODIES
from tocsin.desk.current import find_incident, first_published, first_received, live, opinions, standing
from tocsin.desk.dossier.values import Cell, Ref, Tone, What
from tocsin.desk.office import Office
from tocsin.desk.outlook import parts
from tocsin.model import (
    Arrival,
    Correction,
    Grade,
    Incident,
    Link,
    Origin,
    Person,
    Policy,
    Protected,
    Register,
    Report,
    Statement,
    When,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What stands on it.

    `cards` are all statements of the reports shown, in the order of reading, numbered from 1; `said` are
    those that count: of reports that stand, no mere suggestions, within the scope. `cases` are the incidents
    within the scope, in the order of showing; `whole` says that the scope is everything. `judged` are incidents, by id,
    of which a person said who did it. `part` says what more than wording joins, by statement;
    `looking_back` are the statements that are told of after the fact.
    """

    at: datetime
    whole: bool
    reports: tuple[Report, ...]
    cards: tuple[Statement, ...]
    said: tuple[Statement, ...]
    cases: tuple[Incident, ...]
    by_id: Mapping[str, Statement]
    number_of: Mapping[str, int]
    report_of: Mapping[str, int]
    case_of: Mapping[str, int]
    incident_of: Mapping[str, Incident]
    held_by: Mapping[str, Incident]
    arrivals: Mapping[str, tuple[Arrival, ...]]
    published: Mapping[str, When | None]
    received: Mapping[str, datetime]
    corrections: Mapping[str, Correction]
    grades: Mapping[str, Grade]
    origins: Mapping[str, Origin]
    origin_of: Mapping[str, Origin]
    links: tuple[Link, ...]
    judged: frozenset[str]
    part: Mapping[str, str]
    looking_back: frozenset[str]
    policies: Mapping[str, Policy]
    protected: Mapping[str, Protected]

    def on(self, ids: Iterable[str]) -> tuple[Ref, ...]:
        """References to the cards of statements, by id, in the order of the cards."""
        numbers = sorted({self.number_of[i] for i in ids if i in self.number_of})
        return tuple(Ref(what=What.STATEMENT, number=n) for n in numbers)

    def case(self, id_: str) -> Cell:
        """An incident by its title, with a reference to it."""
        incident = self.incident_of.get(id_)
        if incident is None:
            return Cell(words="an incident that is no longer held", tone=Tone.MISSING)
        number = self.case_of.get(incident.id)
        refs = (Ref(what=What.INCIDENT, number=number),) if number else ()
        return Cell(words=title(incident), on=refs)

    def statements(self, incident: Incident) -> tuple[Statement, ...]:
        """What an incident is made of, as far as it is still read."""
        return tuple(self.by_id[i] for i in incident.statements if i in self.by_id)

    def shows(self, id_: str) -> bool:
        """Whether an incident is within the scope; one that is no longer held is, where the scope is everything."""
        incident = self.incident_of.get(id_)
        return self.whole if incident is None else incident.id in self.case_of

    def known(self, statements: Iterable[Statement]) -> datetime | None:
        """When we first knew what these statements say: the first receipt of a report that holds one."""
        times = [self.received[s.report] for s in statements if s.report in self.received]
        return min(times, default=None)


def title(incident: Incident) -> str:
    """What an incident is called."""
    return incident.title.strip() or "an incident without a title"


def draw(book: Book, *, office: Office, at: datetime, incident: str | None, first: Iterable[str] = ()) -> Shelf:
    """Everything that the dossier of the whole casebook, or of one incident, looks at.

    `first` are incidents, by id, that are to be shown before all others.
    """
    everything = live(book)
    wanted = (find_incident(book, incident),) if incident is not None else everything
    stands = standing(book)
    held = {i for case in wanted for i in case.statements}
    said = tuple(s for s in stands if not s.suggestion and (incident is None or s.id in held))
    came, texts = book.all(Arrival), book.all(Report)
    told_in = {s.report for s in said}
    reports = _in_order_of_receipt((r for r in texts if incident is None or r.id in told_in), came)
    cards = _cards(book, reports)
    arrivals: dict[str, list[Arrival]] = {r.id: [] for r in reports}
    for arrival in came:
        if arrival.report in arrivals:
            arrivals[arrival.report].append(arrival)
    origins = linking.origins(stands, reports={r.id: r for r in texts}, arrivals=came, institutions=BODIES)
    by_id = {s.id: s for s in reversed((*stands, *cards))}
    held_by = {s: i for i in everything for s in i.statements}
    origin_of = {s: o for o in origins for s in o.statements}
    cases = _in_order(wanted, first=tuple(first), origin_of=origin_of)
    register = (*book.all(Register), office.register)
    return Shelf(
        at=at, whole=incident is None, reports=reports, cards=cards, said=said, cases=cases,
        by_id=by_id,
        number_of={s.id: n for n, s in reversed(list(enumerate(cards, 1)))},
        report_of={r.id: n for n, r in enumerate(reports, 1)},
        case_of={case.id: n for n, case in enumerate(cases, 1)},
        incident_of={name: i for i in everything for name in (*i.aliases, i.id)},
        held_by=held_by,
        arrivals={report: tuple(group) for report, group in arrivals.items()},
        published={report: first_published(group) for report, group in arrivals.items()},
        received=first_received([a for group in arrivals.values() for a in group]),
        corrections={c.report: read(c, book=book) for c in book.all(Correction)},
        grades=_grades(book, cards),
        origins={o.id: o for o in (*book.all(Origin), *origins)},
        origin_of=origin_of,
        links=_links(book, cards, held_by),
        judged=frozenset(a.incident for a in opinions(book, among=cases) if isinstance(a.by, Person)),
        part=parts(cases, by_id, book=book),
        looking_back=duty.looking_back(stands),
        policies={p.digest: p for p in (*office.policies, *book.all(Policy))},
        protected={e.id: e for r in register for e in r.entries},
    )  # fmt: skip


def _in_order(
    incidents: tuple[Incident, ...], *, first: tuple[str, ...], origin_of: Mapping[str, Origin]
) -> tuple[Incident, ...]:
    """Those to be shown first; then those that most origins speak of, that are newest, of which most is said."""
    places = {id_: n for n, id_ in enumerate(dict.fromkeys(first))}

    def place(incident: Incident) -> tuple[int, int, int, int]:
        names = (incident.id, *incident.aliases)
        return (
            min((places[name] for name in names if name in places), default=len(places)),
            -len({origin_of[s].id for s in incident.statements if s in origin_of}),
            -incident.time.last_day.toordinal() if incident.time else 0,
            -len(incident.statements),
        )

    return tuple(sorted(incidents, key=place))


def _in_order_of_receipt(found: Iterable[Report], came: Sequence[Arrival]) -> tuple[Report, ...]:
    """The reports, in the order in which they reached us."""
    received = first_received(came)
    return tuple(
        sorted(found, key=lambda r: (r.id not in received, received[r.id].timestamp() if r.id in received else 0))
    )


def _cards(book: Book, reports: tuple[Report, ...]) -> tuple[Statement, ...]:
    found: list[Statement] = []
    for report in reports:
        found += sorted(book.all(Statement, parent=report.id), key=_place)
    return tuple(found)


def _place(statement: Statement) -> tuple[int, int]:
    spans = statement.content or (statement.passage,)
    return spans[0].start, -spans[-1].end


def _links(book: Book, cards: Iterable[Statement], held_by: Mapping[str, Incident]) -> tuple[Link, ...]:
    """What ties each of these to others of its incident, and what people said of it."""
    ids = {s.id for s in cards}
    tied = {pair(one, other) for one in ids if one in held_by for other in held_by[one].statements}
    people = (link for link in book.of_people(Link) if not ids.isdisjoint((link.left, link.right)))
    found = book.some(Link, keys=tied.union(pair(link.left, link.right) for link in people))
    return tuple(read(link, book=book) for link in found)


def _grades(book: Book, cards: Iterable[Statement]) -> dict[str, Grade]:
    """The marks of each of these; a person's beat the program's."""
    found: dict[str, Grade] = {}
    for grade in book.some(Grade, parents={s.id for s in cards}):
        if grade.statement not in found or isinstance(grade.by, Person):
            found[grade.statement] = read(grade, book=book)
    return found
