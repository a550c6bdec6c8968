"""Looking: `incidents`, `show`, `why`, `duty`, `notices`."""

import sys
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from tocsin.cli import page, screen
from tocsin.cli.output import SHORT, emit, say
from tocsin.cli.setting import as_json, casebook, clock, config, setting
from tocsin.desk import dossier, find_incident, live, open_duties, why_lines
from tocsin.desk.sending import delivery, reopened
from tocsin.desk.why import why as why_of
from tocsin.model import Approval, DutyProposal, Incident, Notice, digest


@click.command()
@config
@as_json
def incidents(*, configuration: Path | None, as_json: bool) -> None:
    """List the incidents, those that may still happen among them."""
    book = casebook(setting(configuration))
    found = live(book)
    if as_json:
        for incident in found:
            emit(incident)
        return
    table = _table("id", "incident", "stage", "statements")
    for incident in found:
        stage = incident.stage or "not stated"
        table.add_row(incident.id[:SHORT], incident.title, stage, str(len(incident.statements)))
    _print(table)


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
    word = book.find(id_)[0] if id_ else None
    if as_json and word is not None:
        emit(word)
        return
    if isinstance(word, Notice):
        click.echo(word.body)
        say(f"notice {word.id}\ntext {digest(word.body)}")
        return
    incident = find_incident(book, word.id).id if isinstance(word, Incident) else None
    if word is not None and incident is None:
        for depth, line in why_lines(why_of(word, book=book)):
            click.echo(f"{'  ' * depth}{line}")
        return
    made = dossier(book, office=found.office, at=at, incident=incident)
    if html is not None:
        html.write_text(page.page(made), "utf-8")
        say(f"written: {html}")
    else:
        screen.show(made, Console(file=sys.stdout, highlight=False))


@click.command()
@click.argument("id_", metavar="ID")
@config
def why(*, id_: str, configuration: Path | None) -> None:
    """Walk back from anything to the characters in a report that it rests on."""
    book = casebook(setting(configuration))
    for depth, line in why_lines(why_of(book.find(id_)[0], book=book)):
        click.echo(f"{'  ' * depth}{line}")


@click.command()
@config
@clock
@as_json
def duty(*, configuration: Path | None, at: datetime, as_json: bool) -> None:
    """List what must be decided, oldest first, with its clock."""
    book = casebook(setting(configuration))
    found = open_duties(book)
    if as_json:
        for proposal in found:
            emit(proposal)
        return
    table = _table("id", "whom", "incident", "due", "proposed")
    titles = {incident.id: incident.title for incident in live(book)}
    for proposal in found:
        proposes = type(proposal.proposes).__name__.lower()
        table.add_row(
            proposal.id[:SHORT], proposal.protected, titles.get(proposal.incident, proposal.incident[:SHORT]),
            left(proposal, at), f"{proposes}: {proposal.because}",
        )  # fmt: skip
    if found:
        _print(table)
    say(f"{len(found)} to decide" if found else "nothing to decide")


@click.command()
@config
@clock
@as_json
def notices(*, configuration: Path | None, at: datetime, as_json: bool) -> int:
    """List the notices and what is known of each: approved, sent, accepted, acknowledged, unknown."""
    book = casebook(setting(configuration))
    found = book.all(Notice)
    if as_json:
        for notice in found:
            emit(notice)
        return 0
    approved = {a.notice for a in book.all(Approval)}
    table = _table("id", "to", "headline", "state")
    waiting = False
    for notice in found:
        states = [f"{attempt.contact.channel}: {outcome}" for attempt, outcome, _ in delivery(book, notice)]
        if reopened(notice, book=book):
            states.append("reopened")
        elif notice.id not in approved:
            states.append("waits for approval")
        elif not states:
            states.append("approved, not sent")
        if at >= notice.expires:
            states.append("expired: extend, renew or cancel")
        waiting = waiting or not any("acknowledged" in state for state in states)
        table.add_row(notice.id[:SHORT], notice.recipient, notice.headline, "\n".join(states))
    _print(table)
    return 1 if waiting and found else 0


def left(proposal: DutyProposal, at: datetime) -> str:
    """How long until a decision is due, or by how much it is late."""
    seconds = int((proposal.due - at).total_seconds())
    hours, minutes = divmod(abs(seconds) // 60, 60)
    return f"in {hours} h {minutes:02} min" if seconds >= 0 else f"OVERDUE by {hours} h {minutes:02} min"


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column == "id")
    return table


def _print(table: Table) -> None:
    Console(file=sys.stdout, highlight=False, markup=False).print(table)
