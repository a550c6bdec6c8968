"""Words as lines: what a command prints on stdout."""

import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from tocsin.casebook.port import Book
from tocsin.cli.visible import visible
from tocsin.codec import canonical, encode
from tocsin.desk.apart import apart
from tocsin.desk.current import opinions
from tocsin.model import Actor, Arrival, BadInput, Incident, Report, Statement, Unavailable, Unread

SHORT = 12
"""How many digits of an id are shown; any that tell it apart may be given back."""


def emit(word: Any, **also: Any) -> None:
    """One typed object on one line of stdout, in UTF-8 whatever the terminal speaks (RFC 8259).

    `also` are fields that are added from elsewhere.
    """
    data: Mapping[str, Any] = {**encode(word), **also}
    click.echo(canonical(data).encode())


def emit_found(word: Any, *, book: Book) -> None:
    """One word that was asked for; a statement with the incident that it is about."""
    if isinstance(word, Statement):
        emit(word, about=about(book).get(word.id))
    else:
        emit_told(word, book=book)


def emit_told(word: Any, *, book: Book) -> None:
    """One word as it stands on record, and beside it what was kept apart from it, by field."""
    told = apart(word, book=book)
    emit(word, **({"apart": told} if told else {}))


def about(book: Book) -> Mapping[str, str]:
    """The incident of each statement that is in one, by id."""
    return {statement: incident.id for incident in book.all(Incident) for statement in incident.statements}


def emit_book(book: Book) -> None:
    """All that reports say and what is made of it, in the order of the JSON contract."""
    incidents = tuple(i for i in book.all(Incident) if i.statements)
    held = about(book)
    for report in book.all(Report):
        emit(report)
        for arrival in book.all(Arrival, parent=report.id):
            emit(arrival)
        for statement in book.all(Statement, parent=report.id):
            emit(statement, about=held.get(statement.id))
        for unread in book.all(Unread, parent=report.id):
            emit(unread)
    for actor in actors(book.all(Statement)):
        emit(actor)
    for incident in incidents:
        emit(incident)
    for assessment in opinions(book):
        for attribution in assessment.attributions:
            emit_told(attribution, book=book)


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
    """Words for a person, on stderr; what would act upon a terminal is spelled out."""
    click.echo(visible(words), err=True)


def tell(words: str) -> None:
    """A line of data for a person, on stdout; what would act upon a terminal is spelled out."""
    click.echo(visible(words))


def tell_text(text: str) -> None:
    """A whole text on stdout: exactly as it is into a file or a pipe, with controls spelled out on a terminal."""
    click.echo(visible(text) if sys.stdout.isatty() else text)


def write(path: Path, text: str) -> None:
    """Write a file whole, or not at all; what is no file (a device, a pipe) is written to as it is.

    Raises:
        BadInput: there is no such folder, or it may not be written to.
        Unavailable: the disk is full or fails.
    """
    write_pieces(path, (text,))


def write_pieces(path: Path, pieces: Iterable[str]) -> None:
    """Write a file whole, or not at all, piece by piece as they come; else as `write`.

    Raises:
        BadInput: there is no such folder, or it may not be written to.
        Unavailable: the disk is full or fails.
    """
    _write(path, (piece.encode() for piece in pieces))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file of bytes whole, or not at all; else as `write`.

    Raises:
        BadInput: there is no such folder, or it may not be written to.
        Unavailable: the disk is full or fails.
    """
    _write(path, (content,))


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    whole = path.resolve()
    plain = whole.is_file() or not whole.exists()
    target = whole.with_name(f".{whole.name}.part") if plain else whole
    try:
        with target.open("wb") as file:
            file.writelines(pieces)
        if plain:
            target.replace(whole)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError) as error:
        what = f"it cannot be written: {error.strerror}"
        raise BadInput(where=str(path), what=what, now="give another path") from error
    except OSError as error:
        if plain:
            with suppress(OSError):
                target.unlink()
        what = f"it cannot be written: {error.strerror}"
        raise Unavailable(
            where=str(path), what=what, now="free some space, then do it again; nothing was half-written"
        ) from error


def on_terminal() -> bool:
    """Whether stderr is somebody's terminal, so that progress may be drawn there."""
    return sys.stderr.isatty()
