"""Looking: `incidents`, `show`, `why`, `notices`."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from tocsin.casebook.docket import referred_to
from tocsin.casebook.port import Book
from tocsin.cli import page, screen, tables
from tocsin.cli.output import SHORT, emit, emit_book, emit_found, emit_told, say, tell, tell_text, write
from tocsin.cli.setting import as_json, casebook, clock, config, setting
from tocsin.cli.tables import print_table, row, table
from tocsin.desk import keptback, versions
from tocsin.desk.current import find_incident, live
from tocsin.desk.dossier import dossier
from tocsin.desk.dossier.saying import OUTCOME
from tocsin.desk.duties import standing_decisions
from tocsin.desk.gainsaid import of_notice as against
from tocsin.desk.outlook import outlooks
from tocsin.desk.passing import lines_of_notice, passed_on
from tocsin.desk.sending import Way, delivery, reopened, ways
from tocsin.desk.updates import told_of
from tocsin.desk.weighing import of_notice
from tocsin.desk.why import lines as why_lines
from tocsin.desk.why import why as why_of
from tocsin.model import (
    Approval,
    Attempt,
    BadInput,
    Delivery,
    DutyDecision,
    Incident,
    Notice,
    NoticeKind,
    NoticeState,
    Policy,
    Publication,
    Receipt,
    Relay,
    digest,
)
from tocsin.release.handing import left_us
from tocsin.release.issuer import Issuer


@click.command()
@config
@as_json
def incidents(*, configuration: Path | None, as_json: bool) -> None:
    """List the incidents, those that may still happen among them."""
    book = casebook(setting(configuration))
    found = live(book)
    seen = zip(found, outlooks(found, book=book), strict=True)
    if as_json:
        for incident, outlook in seen:
            emit(incident)
            emit(outlook)
        return
    made = table("id", "incident", "stage", "statements")
    for incident, outlook in seen:
        row(made, incident.id[:SHORT], incident.title, outlook.words, str(len(incident.statements)))
    print_table(made)


@click.command()
@click.argument("id_", metavar="[ID]", required=False)
@config
@clock
@as_json
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Write the dossier as one page.")
def show(*, id_: str | None, configuration: Path | None, at: datetime, as_json: bool, html: Path | None) -> None:
    """Show the dossier: of one incident, or of the whole casebook. A notice is shown as the text that leaves."""
    found = setting(configuration)
    book = casebook(found)
    words = book.find(id_) if id_ else ()
    word = next((w for w in words if isinstance(w, Incident)), words[0] if words else None)
    if as_json and word is not None:
        emit_found(word, book=book)
    elif word is None or isinstance(word, Incident):
        about = find_incident(book, word.id).id if word is not None else None
        made = dossier(book, office=found.office, at=at, incident=about)
        if html is not None:
            write(html, page.page(made))
            say(f"written: {html}")
        elif as_json:
            emit_book(book)
        else:
            screen.show(made, tables.terminal())
    elif html is not None:
        raise BadInput(where="--html", what=f"{id_} is no incident", now="name one, or none for the whole casebook")
    elif isinstance(word, Notice):
        tell_text(word.body)
        say(f"notice {word.id}\ntext {digest(word.body)}")
        for lies in book.all(Publication, parent=word.id):
            say(f"{_lies(lies, at)}, at {lies.feed}")
        kept = keptback.in_words(word, book=book)
        for line in (
            *lines_of_notice(word.id, book=book),
            *told_of(word, book=book),
            *against(word, book=book, at=at),
            *kept,
            *of_notice(word, book=book),
        ):
            say(line)
    else:
        _tell_why(words, book=book)


@click.command()
@click.argument("id_", metavar="ID")
@config
def why(*, id_: str, configuration: Path | None) -> None:
    """Walk back from anything to the characters in a report that it rests on."""
    book = casebook(setting(configuration))
    _tell_why(book.find(id_), book=book)


def _tell_why(words: Iterable[Any], *, book: Book) -> None:
    """Explain each of the words that one id leads to."""
    for word in words:
        for depth, line in why_lines(why_of(word, book=book)):
            tell(f"{'  ' * depth}{line}")


@click.command()
@config
@clock
@as_json
def notices(*, configuration: Path | None, at: datetime, as_json: bool) -> int:
    """List the notices and what is known of each: approved, sent, accepted, acknowledged, unknown.

    Leaves with 1 while one that stands was not heard: nobody acknowledged a briefing or confirms that it was passed
    on, no channel took an alert.
    """
    office = setting(configuration)
    book, issuer = casebook(office), office.office.issuer
    found = book.all(Notice)
    stands = {decision.id for decision in standing_decisions(book)}
    if as_json:
        for word in (*found, *book.all(Approval), *book.all(Attempt), *book.all(Receipt), *book.all(Publication)):
            emit(word)
        for relay in book.all(Relay):
            emit_told(relay, book=book)
    else:
        made = table("id", "to", "headline", "state")
        words = (*found, *book.all(Approval), *book.all(DutyDecision))
        named = {n for each in referred_to(words, policies=book.all(Policy)) for n in each.split(",")}
        for notice in found:
            over = notice.identifier in named
            stood = notice.decision in stands
            states = _states(notice, book=book, issuer=issuer, stands=stood, over=over, at=at)
            row(made, notice.id[:SHORT], notice.recipient, notice.headline, "\n".join(states))
        print_table(made)
    return 1 if any(n.decision in stands and not _heard(n, book=book) for n in found) else 0


def _states(notice: Notice, *, book: Book, issuer: Issuer, stands: bool, over: bool, at: datetime) -> Iterator[str]:
    """What is known of a notice, in words: each attempt, then what it waits for.

    `over` is whether a newer alert about the incident, for whichever entry, says that it takes its place.
    """
    found = ways(book, notice, at=at)
    went = versions.went_out(notice, book=book)
    yield from (
        _way(way, at, left=_left(way, notice, book=book))
        for way in found
        if way.number or way.outcome is not Delivery.QUEUED
    )
    yield from (_lies(each, at) for each in book.all(Publication, parent=notice.id))
    yield from lines_of_notice(notice.id, book=book)
    life = versions.state(notice, book=book, at=at)
    if life is NoticeState.CANCELLED:
        yield "cancelled"
    elif life is NoticeState.UPDATED or over:
        yield "updated"
    elif notice.cancels and went:
        yield "says that it is cancelled"
    elif reopened(notice, book=book) and not notice.cancels:
        yield "reopened"
    elif not stands and not notice.cancels:
        yield "superseded"
    elif versions.replaced(notice, book=book) or not versions.released(notice, book=book):
        yield _waits(notice, life, book=book)
    elif not book.all(Attempt, parent=notice.id):
        yield "approved, not sent"
    if life is NoticeState.EXPIRED and stands and not notice.cancels and not over:
        yield "expired: extend, renew or cancel" if went else "EXPIRED BEFORE IT WENT OUT: rule again"
    if notice.cancels:
        yield from _lost(notice, book=book, issuer=issuer, at=at)


def _lost(notice: Notice, *, book: Book, issuer: Issuer, at: datetime) -> Iterator[str]:
    """That the word that a notice holds no longer reaches nobody, and what is to be done."""
    revised, again = book.get(Notice, notice.revises), f"cancel {notice.revises[:SHORT]} again"
    if versions.muted(notice, book=book, issuer=issuer):
        yield f"NOBODY CAN APPROVE IT: it tells what is kept back since; {again}"
    elif revised is not None and versions.unsaid(revised, book=book, at=at):
        yield f"NOBODY HAS IT AND NOTHING MORE IS TRIED: ring them, or {again}"


def _waits(notice: Notice, life: NoticeState, *, book: Book) -> str:
    """What a notice waits for that nobody approved yet; nothing, where another version is to be approved."""
    other = versions.replaced(notice, book=book)
    if other is not None:
        anew = "cancelled anew" if notice.cancels else "extended anew"
        why = "a language was added" if other.revises == notice.id else anew
        return f"{why}: {other.id[:SHORT]} took its place"
    lacks = versions.lacking(notice, book=book)
    if lacks:
        return f"waits: {lacks.rstrip('. ')}"
    return "submitted: waits for approval" if life is NoticeState.SUBMITTED else "waits for approval"


def _lies(word: Publication, at: datetime) -> str:
    """That an alert lies in the feed, and how."""
    return f"in the feed since {word.at.astimezone(at.tzinfo):%d %b %H:%M}, {'signed' if word.signed else word.because}"


def _left(way: Way, notice: Notice, *, book: Book) -> bool:
    """Whether anything may have left by this contact."""
    made = (a for a in book.all(Attempt, parent=notice.id) if a.contact == way.contact)
    return any(left_us(book.all(Receipt, parent=a.id)) for a in made)


def _way(way: Way, at: datetime, *, left: bool) -> str:
    """One contact, in words that promise no more than is known."""
    if way.outcome is Delivery.ACKNOWLEDGED and not left:
        return f"acknowledged, though nothing left by {way.contact.channel}"
    times = f", {way.number} attempts" if way.number > 1 else ""
    again = f", again after {way.again.astimezone(at.tzinfo):%H:%M}" if way.again else ""
    return f"{way.contact.channel}: {OUTCOME[way.outcome]}{times}{again}"


def _heard(notice: Notice, *, book: Book) -> bool:
    """Whether somebody said that a briefing came or was passed on, or a channel took an alert, which nobody answers."""
    if passed_on(notice.id, book=book):
        return True
    enough = {Delivery.DELIVERED, Delivery.ACKNOWLEDGED}
    if notice.kind is NoticeKind.ALERT:
        enough.add(Delivery.ACCEPTED)
    return any(outcome in enough for _, outcome, _ in delivery(book, notice))
