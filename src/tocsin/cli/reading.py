"""`tocsin read` and `tocsin take`: what reports say, on the screen or into the casebook."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console

from tocsin.casebook.memory import Memory
from tocsin.casebook.port import Book
from tocsin.cli import page, screen
from tocsin.cli.output import emit_book, on_terminal, say
from tocsin.cli.setting import as_json, casebook, clock, config, publication, setting
from tocsin.desk import dossier
from tocsin.desk.office import Office, marking
from tocsin.desk.take import take as take_report
from tocsin.intake import Opened, open_bytes
from tocsin.model import BadInput, Refused, Source, Tlp, When

STDIN = "-"
LARGEST = 32 * 1024 * 1024
"""No file beyond this many bytes is taken into memory."""

_files = click.argument("files", nargs=-1, required=True, metavar="FILE|FOLDER|-...")
_published = click.option("--published", help="When the reports were published; it beats what they say of themselves.")
_source = click.option("--source", help="Who publishes: an id of the configuration's sources, or a name.")
_marking = click.option("--marking", default="clear", show_default=True, help="TLP 2.0 label under which they came.")


@click.command()
@_files
@_published
@_source
@_marking
@config
@clock
@as_json
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Write the dossier as one page.")
@click.option("--width", type=click.IntRange(60, 240), help="Columns of the screen.  [default: the terminal's]")
def read(
    *, files: tuple[str, ...], published: str | None, source: str | None, marking: str, configuration: Path | None,
    at: datetime, as_json: bool, html: Path | None, width: int | None,
) -> int:  # fmt: skip
    """Say what the reports say, who says so and how sure. Touches no database."""
    office = setting(configuration).office
    book = Memory()
    opened = _open_all(files, published=published, source=source, label=marking, office=office, at=at)
    refused = _take_all(opened, book=book, office=office, at=at)
    if as_json:
        emit_book(book)
    found = dossier(book, office=office, at=at)
    if html is not None:
        _write(html, page.page(found))
        say(f"written: {html}")
    if not as_json and html is None:
        screen.show(found, Console(file=sys.stdout, width=width, highlight=False))
    return 1 if refused else 0


@click.command()
@_files
@_published
@_source
@_marking
@config
@clock
def take(
    *, files: tuple[str, ...], published: str | None, source: str | None, marking: str, configuration: Path | None,
    at: datetime,
) -> int:  # fmt: skip
    """Read reports into the casebook: each is kept, linked, graded, and the duties it raises are proposed."""
    found = setting(configuration)
    opened = _open_all(files, published=published, source=source, label=marking, office=found.office, at=at)
    refused = _take_all(opened, book=casebook(found), office=found.office, at=at)
    return 1 if refused else 0


def _take_all(found: Iterable[Opened | Refused], *, book: Book, office: Office, at: datetime) -> int:
    """Take each report; one that cannot be taken is said and the rest go on. The number refused."""
    refused = taken = 0
    for item in found:
        if isinstance(item, Refused):
            refused += 1
            say(f"{item.where}: {item.what}\n  {item.now}")
            continue
        reading = take_report(item, book=book, office=office, at=at)
        taken += 1
        for remark in item.remarks:
            say(f"{item.arrival.name or item.report.id[:12]}: {remark}")
        unread = sum(1 for u in reading.unread if u.because in {"language", "damaged", "refused"})
        lost = f", {unread} passages unread" if unread else ""
        say(f"{item.arrival.name or item.report.id[:12]}: {len(reading.statements)} statements{lost}")
    say(f"{taken} taken, {refused} refused" if refused else f"{taken} taken")
    return refused


def _open_all(
    files: tuple[str, ...], *, published: str | None, source: str | None, label: str, office: Office, at: datetime
) -> Iterator[Opened | Refused]:
    when = publication(published)
    who = _who(source, office)
    tlp = marking(label, where="--marking")
    paths = list(_paths(files))
    for number, path in enumerate(paths, 1):
        if on_terminal() and len(paths) > 1:
            say(f"[{number}/{len(paths)}] {path}")
        yield from _open(path, published=when, source=who, label=tlp, office=office, at=at)


def _open(
    path: str, *, published: When | None, source: Source | None, label: Tlp, office: Office, at: datetime
) -> Iterator[Opened | Refused]:
    try:
        data = _bytes(path)
    except OSError as error:
        yield Refused(where=path, what=f"it cannot be read: {error.strerror or error}", now="the others go on")
        return
    if data is None:
        yield Refused(where=path, what=f"it is larger than {LARGEST // 2**20} MiB", now="split it, then take the parts")
        return
    name = "standard input" if path == STDIN else Path(path).name
    for item in open_bytes(data, name=name, source=source, published=published, received=at, marking=label):
        yield _known(item, office) if isinstance(item, Opened) else item


def _known(item: Opened, office: Office) -> Opened:
    """A source that the office knows by its name bears the office's id and family."""
    for source in office.sources.values():
        if source.name.casefold() == item.arrival.source.name.casefold():
            return replace(item, arrival=replace(item.arrival, source=source))
    return item


def _who(word: str | None, office: Office) -> Source | None:
    if word is None:
        return None
    return office.sources.get(word) or Source(id=word.casefold().replace(" ", "-"), name=word, kind="unknown")


def _paths(files: tuple[str, ...]) -> Iterator[str]:
    for file in files:
        path = Path(file)
        if file == STDIN:
            yield file
        elif path.is_dir():
            yield from sorted(str(p) for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
        else:
            yield file


def _bytes(path: str) -> bytes | None:
    """The bytes of a file or of standard input; None where there are too many."""
    if path == STDIN:
        data = sys.stdin.buffer.read(LARGEST + 1)
    else:
        with Path(path).open("rb") as file:
            data = file.read(LARGEST + 1)
    return data if len(data) <= LARGEST else None


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise BadInput(
            where=str(path), what=f"it cannot be written: {error.strerror}", now="give another path"
        ) from error
