"""`tocsin read` and `tocsin take`: what reports say, on the screen or into the casebook."""

import sys
import threading
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import KW_ONLY, dataclass, replace
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tocsin.casebook.memory import Memory
from tocsin.casebook.port import Book
from tocsin.cli import page, screen, tables
from tocsin.cli.asking import asking, reads_with
from tocsin.cli.following import Followed
from tocsin.cli.incoming import Incoming, folders, shown, within
from tocsin.cli.moments import publication
from tocsin.cli.output import emit, emit_book, on_terminal, say, write
from tocsin.cli.setting import Setting, as_json, casebook, clock, config, legible, setting, tell_whom_nothing_reaches
from tocsin.cli.staying import again, now, stopped
from tocsin.cli.visible import on_one_line
from tocsin.desk.counted import many
from tocsin.desk.current import in_care
from tocsin.desk.dossier import dossier
from tocsin.desk.endpoint import Endpoint
from tocsin.desk.gainsaid import news as against
from tocsin.desk.labels import borne, labels
from tocsin.desk.office import Office, marking
from tocsin.desk.regrouped import news, regrouped
from tocsin.desk.remarked import marked, remarked
from tocsin.desk.take import apply, came_before
from tocsin.desk.take import take as take_report
from tocsin.desk.updates import came_since
from tocsin.desk.whereabouts import misplaced
from tocsin.intake import LARGEST, Opened, open_bytes
from tocsin.model import Reading, RecordBroken, Refused, Report, Source, Tlp, TocsinError, Unavailable
from tocsin.reading import Reader, unanswered

if TYPE_CHECKING:
    from tocsin.casebook import Casebook

STDIN = "-"

_files = click.argument("files", nargs=-1, required=True, metavar="FILE|FOLDER|-...")
_published = click.option("--published", help="When the reports were published; it beats what they say of themselves.")
_source = click.option("--source", help="Who publishes: an id of the configuration's sources, or a name.")
_marking = click.option(
    "--marking",
    help="TLP 2.0 label under which they came.  [default: the one that the report itself bears, or came under before, "
    "or clear]",
)


@click.command()
@_files
@_published
@_source
@_marking
@asking
@config
@clock
@as_json
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Write the dossier as one page.")
@click.option("--show", is_flag=True, help="Show the reports alone, with their statements marked in them.")
@click.option("--width", type=click.IntRange(60, 240), help="Columns of the screen.  [default: the terminal's]")
def read(
    *, files: tuple[str, ...], published: str | None, source: str | None, marking: str | None,
    asked: Endpoint | Reader | None, configuration: Path | None, at: datetime, as_json: bool, html: Path | None,
    show: bool, width: int | None,
) -> int:  # fmt: skip
    """Say what the reports say, who says so and how sure. Touches no database."""
    office = reads_with(setting(configuration).office, asked)
    book = Memory()
    opened = _open_all(files, published=published, source=source, label=marking, office=office, at=at)
    taken = _take_all(opened, book=book, office=office, at=at)
    if as_json:
        emit_book(book)
        for item in taken.refused:
            emit(item)
    if taken.refused and not book.all(Report):
        return 1  # a dossier of nothing would look like quiet
    if html is not None:
        write(html, page.page(dossier(book, office=office, at=at)))
        say(f"written: {html}")
    if not as_json and html is None:
        found = dossier(book, office=office, at=at)
        (screen.show_marked if show else screen.show)(found, tables.terminal(width))
    return 1 if taken.refused or taken.unanswered else 0


@click.command()
@_files
@_published
@_source
@_marking
@asking
@click.option(
    "--stay", is_flag=True, help="Go on taking what comes into the folders, until stopped (SIGTERM or Ctrl-C)."
)
@click.option("--every", type=click.FloatRange(min=0.05), default=5.0, show_default=True,
              help="With --stay: seconds between two looks; a file is taken when two found it the same.")  # fmt: skip
@config
@clock
def take(
    *, files: tuple[str, ...], published: str | None, source: str | None, marking: str | None,
    asked: Endpoint | Reader | None, stay: bool, every: float, configuration: Path | None, at: datetime,
) -> int:  # fmt: skip
    """Read reports into the casebook: each is kept, linked, graded, and the duties it raises are proposed.

    The first report of a run costs a look through the whole casebook, each after it hardly more than its reading: where
    reports come one by one, let one command --stay.
    """
    found = setting(configuration)
    office = reads_with(found.office, asked)
    tell_whom_nothing_reaches(office)
    if stay:
        incoming = Incoming(folders(files))
        _open_all((), published=published, source=source, label=marking, office=office, at=at)  # says what cannot be
        book = casebook(found, make=True)
        _tell_whom_no_duty_is_raised_for(office, book=book)
        coming = _Coming(
            incoming, published=published, source=source, label=marking, asked=asked,
            followed=Followed(configuration, found), office=office, book=book,
        )  # fmt: skip
        with stopped() as stop:
            say("taking what comes until stopped")
            for _ in again(lambda: coming.look(stop), every=every, stop=stop):
                pass
        return 0
    opened = _open_all(files, published=published, source=source, label=marking, office=office, at=at)
    book = casebook(found, make=True)
    whole = _tell_whom_no_duty_is_raised_for(office, book=book)
    before = regrouped(book, book.docket.clocks(), at=at)
    taken = _take_all(opened, book=book, office=office, at=at)
    for line in (*came_since(at, book=book), *against(at, book=book), *news(before, book=book, at=at)):
        say(line)
    return 1 if taken.refused or taken.unanswered or not whole else 0


@dataclass(slots=True)
class _Coming:
    """What comes into some folders, the options under which it is taken, and the office as its files have it.

    Whoever was put into the register meanwhile is in our care. The casebook stays open: what is remembered of it is
    what makes the next report cheap.
    """

    incoming: Incoming
    _: KW_ONLY
    published: str | None
    source: str | None
    label: str | None
    asked: Endpoint | Reader | None
    followed: Followed
    office: Office
    book: "Casebook | None"

    def look(self, stop: threading.Event) -> Iterator[str]:
        """Take each file that is ready; what is on record as it is was taken by a run before."""
        began = now()
        ready, closed = self.incoming.look()
        for fault in closed:
            say(f"{fault.where}: {fault.what}\n  {fault.now}")
        if (other := self.followed.renewed(self._renewed)) is not None:
            self.book, self.office = other
            tell_whom_nothing_reaches(self.office)
        book = self.book = self.book or casebook(self.followed.found)
        before = regrouped(book, book.docket.clocks(), at=began) if ready else ()
        try:
            for path in ready:
                if stop.is_set():
                    return
                self._take(path, book=book)
                self.incoming.done(path)
                yield path
        except TocsinError:
            self.book = None
            raise
        if ready:
            for line in (*came_since(began, book=book), *against(began, book=book), *news(before, book=book, at=began)):
                say(line)

    def _renewed(self, found: Setting) -> "tuple[Casebook, Office]":
        """The casebook and the office of changed files; whoever is new there is in our care by what is on record."""
        book, office = casebook(found), reads_with(found.office, self.asked)
        apply(book=book, office=office, at=now())
        return book, office

    def _take(self, path: str, *, book: Book) -> None:
        at = now()
        items = _open_all(
            (path,), published=self.published, source=self.source, label=self.label, office=self.office, at=at
        )
        fresh = (item for item in items if isinstance(item, Refused) or not came_before(item, book=book))
        first = next(fresh, None)
        if first is not None:
            _take_all(chain((first,), fresh), book=book, office=self.office, at=at)


def _tell_whom_no_duty_is_raised_for(office: Office, *, book: Book) -> bool:
    """Say who is in nobody's care as it stands, loudly; whether all of the register is used that the office has."""
    held = in_care(book, office)
    if not held.entries or not office.policies:
        what = "register of those in our care" if not held.entries else "policy"
        say(f"{office.name} has no {what}: NO DUTY TO WARN IS RAISED by what is taken; see -c, and tocsin.toml")
    if astray := len(misplaced(held)):
        say(f"{astray} in our care may not stand where the register says; see: tocsin register check")
    there = {entry.id for entry in held.entries}
    for each in office.left_out:
        if not each.contact and not each.everything and each.entry not in there:
            who = each.entry or each.fault.where
            say(f"{who}: the record does not have it either: NO DUTY TO WARN IS RAISED FOR IT by what is taken")
    return not office.left_out


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """What became of the reports: those refused, and how many passages of the others nobody answered for."""

    refused: tuple[Refused, ...]
    unanswered: int


def _take_all(found: Iterable[Opened | Refused], *, book: Book, office: Office, at: datetime) -> _Taken:
    """Take each report; one that cannot be taken is said and the rest go on."""
    refused: list[Refused] = []
    taken = lacking = 0
    try:
        for item in found:
            done = item if isinstance(item, Refused) else _take_one(item, book=book, office=office, at=at)
            if isinstance(done, Refused):
                refused.append(done)
                say(f"{done.where}: {done.what}\n  {done.now}")
            else:
                taken += 1
                lacking += len(unanswered(done))
    except (Unavailable, RecordBroken, KeyboardInterrupt):
        say(f"{taken} taken before this; they stand")
        raise
    say(f"{taken} taken, {len(refused)} refused" if refused else f"{taken} taken")
    return _Taken(refused=tuple(refused), unanswered=lacking)


def _take_one(item: Opened, *, book: Book, office: Office, at: datetime) -> Refused | Reading:
    """Take one report, wholly or not at all, and say what was found in it; or why it was not taken.

    Raises:
        Unavailable: the casebook is not there, or gave way.
        RecordBroken: the casebook does not verify.
    """
    name = item.arrival.name or item.report.id[:12]
    if len(item.report.text) > _LONG:
        say(f"{name}: {len(item.report.text):,} characters, which can take minutes; the others wait for it")
    try:
        before = marked(item.report.id, book=book)
        reading = take_report(item, book=book, office=office, at=at)
    except (Unavailable, RecordBroken):
        raise
    except TocsinError as error:
        return Refused(where=name, what=error.what, now=error.now or "the others go on")
    except Exception as error:  # noqa: BLE001 - a fault of ours in one report must not lose the rest of the night's
        last = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(last.filename).name}, line {last.lineno}"
        what = f"Tocsin itself failed on it: {type(error).__name__} in {place}: {error}"
        return Refused(where=name, what=what, now="nothing of it was kept; read it yourself, and report this fault")
    for remark in (*item.remarks, *_undated(item, reading), *_remarked(item, before=before, book=book)):
        say(f"{name}: {remark}")
    unread = sum(1 for u in reading.unread if u.because in {"language", "damaged", "refused"})
    lost = f", {many(unread, 'passage')} unread" if unread else ""
    say(f"{name}: {many(len(reading.statements), 'statement')}{lost}")
    for why, count in Counter(u.detail for u in unanswered(reading)).items():
        say(f"{name}: {many(count, 'passage')} not read at all: {why}\n  nobody knows yet what is said there")
    return reading


_LONG = 200_000
"""Characters of a report beyond which whoever waits is told how long it is: some eight seconds on two slow cores."""


def _remarked(item: Opened, *, before: Tlp | None, book: Book) -> tuple[str, ...]:
    own = item.arrival.marking
    if item.marked and not item.asked:
        now = marked(item.report.id, book=book)
        how = f", and is taken as TLP:{own}" if now is own else f", TLP:{own}, and stays TLP:{now}, as it came before"
        said = f"it bears a label of its own{how}; to take it otherwise, give --marking"
        changed = remarked(item.report.id, before=before, asked=None, book=book) if now is not before else ()
        return (said, *changed)
    return remarked(item.report.id, before=before, asked=own if item.marked else None, book=book)


def _undated(item: Opened, reading: Reading) -> Iterator[str]:
    """That times stand on no day because nobody knows when the report was published; who takes it may know."""
    if item.arrival.published is None:
        mentions = (m for s in reading.statements for m in s.roles.time if m.resolved is None and m.basis is None)
        quotes = dict.fromkeys(f"“{m.span.quote}”" for m in mentions)
        if quotes:
            told = ", ".join(quotes)
            yield f"when it was published is not known, so that no day is settled for {told}; take it with --published"


def _open_all(
    files: tuple[str, ...], *, published: str | None, source: str | None, label: str | None, office: Office,
    at: datetime,
) -> Iterator[Opened | Refused]:  # fmt: skip
    """Each report of the files, one after the other; what the options mean is settled before the first is opened."""
    when = publication(published)
    who = _who(source, office)
    tlp = marking(label or "clear", where="--marking")
    paths = tuple(_paths(files))

    def opened() -> Iterator[Opened | Refused]:
        for number, path in enumerate(paths, 1):
            if isinstance(path, Refused):
                yield path
                continue
            if on_terminal() and len(paths) > 1:
                say(f"[{number}/{len(paths)}] {on_one_line(path)}")
            data = _bytes(path)
            if isinstance(data, Refused):
                yield data
                continue
            name = "standard input" if path == STDIN else Path(path).name
            for item in open_bytes(data, name=name, source=who, published=when, received=at, marking=tlp):
                yield _labelled(_known(item, office), given=label is not None) if isinstance(item, Opened) else item

    return opened()


def _labelled(item: Opened, *, given: bool) -> Opened:
    """A report that bears a stricter label than it is taken under: taken under its own where nobody named one."""
    texts = (item.report.text, item.report.title, item.beside, item.arrival.name)
    found = next((label for label in labels(*texts) if not label.tlp.reaches(item.arrival.marking)), None)
    own = borne(*texts)
    if own is None and not given:
        item = replace(item, marked=False)
    if found is None:
        return item
    if own is not None and not given:
        return replace(item, arrival=replace(item.arrival, marking=own), asked=False)
    said = f"it says “{found.words}”, and is taken as TLP:{item.arrival.marking}: it may be passed on so far"
    return replace(item, remarks=(*item.remarks, said))


def _known(item: Opened, office: Office) -> Opened:
    """A source that the office knows by its name bears the office's id and family."""
    for source in office.sources.values():
        if source.name.casefold() == item.arrival.source.name.casefold():
            return replace(item, arrival=replace(item.arrival, source=source))
    return item


def _who(word: str | None, office: Office) -> Source | None:
    if word is None:
        return None
    name = legible(word, where="--source")
    return office.sources.get(name) or Source(id=name.casefold().replace(" ", "-"), name=name, kind="unknown")


def _paths(files: tuple[str, ...]) -> Iterator[str | Refused]:
    """Each file, and each file of a folder but hidden ones, which are counted; or that a folder holds none."""
    for file in files:
        path = Path(file)
        if file == STDIN:
            yield file
        elif not file.strip():  # an empty path is this folder, and nobody who names nothing means all that lies here
            yield Refused(where="a name among the files", what="it is empty", now="write it; for this folder write .")
        elif path.is_dir():
            found, closed = within(path)
            open_ones = shown(found, path)
            if len(open_ones) < len(found):
                say(f"{on_one_line(file)}: {len(found) - len(open_ones)} hidden files left out")
            if not open_ones and not closed:
                where = on_one_line(file)
                yield Refused(where=where, what="this folder holds no file", now="see its name; the others go on")
            yield from open_ones
            yield from closed
        else:
            yield file


def _bytes(path: str) -> bytes | Refused:
    """The bytes of a file or of standard input; or why they are not taken into memory."""
    where = "standard input" if path == STDIN else on_one_line(path)
    try:
        if path == STDIN:
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(path).open("rb") as file:
                data = file.read(LARGEST + 1)
    except OSError as error:
        what = f"it cannot be read: {error.strerror or error}"
        return Refused(where=where, what=what, now="see its name and who may read it; the others go on")
    if len(data) > LARGEST:
        what = f"it is larger than {LARGEST // 2**20} MiB"
        return Refused(where=where, what=what, now="split it, then take the parts")
    return data
