"""Words as lines: what a command prints on stdout."""

import sys
from collections.abc import Iterable, Mapping
from typing import Any

import click

from tocsin.casebook.port import Book
from tocsin.codec import canonical, encode
from tocsin.model import Actor, Arrival, Assessment, Incident, Report, Statement, Unread

SHORT = 12
"""How many digits of an id are shown; any that tell it apart may be given back."""


def emit(word: Any, **also: Any) -> None:
    """One typed object on one line of stdout; `also` are fields that are added from elsewhere."""
    data: Mapping[str, Any] = {**encode(word), **also}
    click.echo(canonical(data))


def emit_book(book: Book) -> None:
    """All that reports say and what is made of it, in the order of the JSON contract."""
    incidents = tuple(i for i in book.all(Incident) if i.statements)
    about = {statement: incident.id for incident in incidents for statement in incident.statements}
    for report in book.all(Report):
        emit(report)
        for arrival in book.all(Arrival, parent=report.id):
            emit(arrival)
        for statement in book.all(Statement, parent=report.id):
            emit(statement, about=about.get(statement.id))
        for unread in book.all(Unread, parent=report.id):
            emit(unread)
    for actor in actors(book.all(Statement)):
        emit(actor)
    for incident in incidents:
        emit(incident)
    for assessment in book.all(Assessment):
        for attribution in assessment.attributions:
            emit(attribution)


def actors(statements: Iterable[Statement]) -> tuple[Actor, ...]:
    """Every actor that a mention resolves to, once, by id."""
    found: dict[str, Actor] = {}
    for statement in statements:
        speaking = tuple(s.mention for s in statement.speakers if s.mention is not None)
        for mention in (*statement.roles.all(), *speaking):
            if isinstance(mention.resolved, Actor):
                found.setdefault(mention.resolved.id, mention.resolved)
    return tuple(found[key] for key in sorted(found))


def say(words: str) -> None:
    """Words for a person, on stderr."""
    click.echo(words, err=True)


def on_terminal() -> bool:
    """Whether stderr is somebody's terminal, so that progress may be drawn there."""
    return sys.stderr.isatty()
