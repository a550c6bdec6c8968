"""The figures: low, best and high, by who counted and when; attackers apart; conflicts left standing."""

from collections.abc import Iterable

from tocsin.desk.dossier import saying
from tocsin.desk.dossier.shelf import Shelf
from tocsin.desk.dossier.values import Cell, Lines, Row, Table, Tone
from tocsin.model import Incident, Statement, Toll, TollEffect, TollWho, When

_COLUMNS = ("whom it counts", "low", "best", "high", "who counted", "of when", "published", "says")
_WHO = {
    TollWho.UNKNOWN: "people",
    TollWho.CIVILIANS: "civilians",
    TollWho.SECURITY: "soldiers, police, guards",
    TollWho.ATTACKERS: "attackers",
}
_Count = tuple[Statement, Toll]


def tolls(shelf: Shelf) -> tuple[Table, ...]:
    """A table for each incident, and one for figures of none; those who attacked are counted apart."""
    found: dict[str, list[_Count]] = {}
    for statement in shelf.said:
        for toll in statement.tolls:
            incident = shelf.held_by.get(statement.id)
            found.setdefault(incident.id if incident else "", []).append((statement, toll))
    order = [case.id for case in shelf.cases if case.id in found] + ([""] if "" in found else [])
    made: list[Table] = []
    for id_ in order:
        attackers = [c for c in found[id_] if c[1].who is TollWho.ATTACKERS]
        others = [c for c in found[id_] if c[1].who is not TollWho.ATTACKERS]
        name = _name(shelf.incident_of.get(id_))
        made += [_table(name, others, shelf)] if others else []
        made += [_table(f"{name}: those who attacked, counted apart", attackers, shelf)] if attackers else []
    return tuple(made)


def in_short(said: Iterable[Statement], shelf: Shelf) -> Lines:
    """A line for each sort of people and effect: every figure that is told, oldest first, and none chosen."""
    groups: dict[tuple[TollWho, TollEffect], dict[str, list[str]]] = {}
    denied: dict[str, list[str]] = {}
    for s in sorted(said, key=lambda s: shelf.number_of.get(s.id, 0)):
        for toll in s.tolls:
            if s.negative:
                denied.setdefault(f"NOT SO, it is said: {_counted(toll)}, {saying.figure(toll)}", []).append(s.id)
            else:
                figures = groups.setdefault((toll.who, toll.effect), {})
                figures.setdefault(saying.figure(toll), []).append(s.id)
    lines = [
        Cell(
            words=f"{_WHO[who]} {effect}: {'; '.join(figures)}",
            on=shelf.on(i for ids in figures.values() for i in ids),
        )
        for (who, effect), figures in groups.items()
    ]
    lines += [Cell(words=words, on=shelf.on(ids), tone=Tone.LOUD) for words, ids in denied.items()]
    return tuple(lines)


def _table(title: str, counts: list[_Count], shelf: Shelf) -> Table:
    ordered = sorted(counts, key=lambda c: _order(c, shelf))
    return Table(
        title=title, columns=_COLUMNS, rows=tuple(_count(c, shelf) for c in ordered), empty="No figure.",
        note=conflict(counts),
    )  # fmt: skip


def conflict(counts: list[_Count]) -> str:
    """That figures of one kind differ, and how far; nothing is added up, averaged or chosen."""
    told = []
    for effect in dict.fromkeys(toll.effect for _, toll in counts):
        figures = {
            saying.figure(t): t.best if t.best is not None else t.low
            for s, t in counts
            if t.effect is effect and not s.negative
        }
        if len(figures) > 1:
            low, high = min(figures, key=lambda f: figures[f]), max(figures, key=lambda f: figures[f])
            told.append(f"{effect}: {len(figures)} figures, from {low} to {high}")
    return f"The figures differ; none is chosen here. {'; '.join(told)}." if told else ""


def _count(count: _Count, shelf: Shelf) -> Row:
    statement, toll = count
    negated = statement.negative
    counted: tuple[Cell, ...] = (Cell(words=_counted(toll)),)
    if negated:
        counted = (Cell(words="CONTRADICTED: said not to be so", tone=Tone.LOUD), *counted)
    return saying.row(
        counted,
        (Cell(words=str(toll.low)),),
        _number(toll.best),
        _number(toll.high),
        saying.says(saying.speakers(statement)),
        saying.says(*(saying.interval(m.resolved) for m in statement.roles.time if isinstance(m.resolved, When))),
        _published(statement, shelf),
        (Cell(words=f"“{toll.mention.span.quote}”", on=shelf.on((statement.id,))),),
    )  # fmt: skip


def _counted(toll: Toll) -> str:
    who = "people, of whom is not stated" if toll.who is TollWho.UNKNOWN else str(toll.who)
    return f"{who}, {toll.effect}"


def _number(value: int | None) -> tuple[Cell, ...]:
    return (Cell(words=str(value)),) if value is not None else (saying.NOT_STATED,)


def _published(statement: Statement, shelf: Shelf) -> tuple[Cell, ...]:
    when, knew = shelf.published.get(statement.report), shelf.received.get(statement.report)
    known = (Cell(words=f"we knew {saying.moment(knew, shelf.at)}", tone=Tone.QUIET),) if knew else ()
    return (*saying.says(saying.interval(when) if when else ""), *known)


def _order(count: _Count, shelf: Shelf) -> tuple[str, str, float]:
    knew = shelf.received.get(count[0].report)
    return (count[1].effect, count[1].who, knew.timestamp() if knew else 0.0)


def _name(incident: Incident | None) -> str:
    return (incident.title or "an incident without a title") if incident else "Figures of no incident"
