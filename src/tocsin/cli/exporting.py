"""`tocsin export`: a case as others read it."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tocsin.cli.output import say, write, write_bytes
from tocsin.cli.setting import casebook, clock, config, setting
from tocsin.desk.archiving import archive_of
from tocsin.desk.counted import many
from tocsin.desk.current import live
from tocsin.desk.exporting import briefed, case_of, decided_goes, disseminated
from tocsin.desk.office import marking
from tocsin.exports import GTD, UCDP, bundle, event, gtd, pack, ucdp
from tocsin.model import BadInput, Incident, Tlp, digest

if TYPE_CHECKING:
    from tocsin.casebook import Casebook

_FORMS = ("stix", "misp", "csv-ucdp", "csv-gtd", "case")


@click.command()
@click.argument("incident", required=False)
@click.option(
    "--as",
    "form",
    type=click.Choice(_FORMS),
    required=True,
    help="STIX 2.1, what was told to whom for MISP, rows of event data, or an archive that another Tocsin imports.",
)
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file to write.")
@click.option("--clearance", default="clear", show_default=True, help="TLP 2.0: what is marked stricter is left out.")
@click.option("--with-planned", is_flag=True, help="Rows for what has not happened, too; event data sets have none.")
@config
@clock
def export(
    *, incident: str | None, form: str, to: Path, clearance: str, with_planned: bool, configuration: Path | None,
    at: datetime,
) -> None:  # fmt: skip
    """Export one incident, or all, for whoever is cleared so far. Nothing that a text denies becomes a fact in it."""
    found = setting(configuration)
    book = casebook(found)
    label = marking(clearance, where="--clearance")
    asked = (book.find(incident, Incident)[0],) if incident else live(book)
    if form == "case":
        _archive(asked, to=to, book=book, office=found.office.name, clearance=label, at=at)
        return
    made = [case_of(each, book=book, clearance=label) for each in asked]
    cases = [case for case, _ in made if case.statements]
    left_out = sum(count for _, count in made)
    if form == "stix":
        write(to, json.dumps(bundle(cases, office=found.office.name), indent=1, ensure_ascii=False) + "\n")
    elif form == "misp":
        if len(cases) != 1:
            raise BadInput(where="--as misp", what=f"{len(cases)} incidents are no event", now="name one incident")
        sent = disseminated(asked[0], book=book, clearance=label)
        write(to, json.dumps(event(cases[0], sent, office=found.office.name), indent=1, ensure_ascii=False) + "\n")
        private = 0 if decided_goes(label) else briefed(asked[0], book=book)
        if private:
            whom = "to whoever is in our care, and who approved"
            say(f"{many(private, 'briefing')} {whom}, go at amber and stricter alone")
    else:
        happened = [case for case in cases if with_planned or not case.planned]
        columns, row = (UCDP, ucdp) if form == "csv-ucdp" else (GTD, gtd)
        text = io.StringIO()
        rows = csv.DictWriter(text, columns, lineterminator="\r\n")
        rows.writeheader()
        rows.writerows(map(row, happened))
        write(to, text.getvalue())
        if len(happened) < len(cases):
            said = f"{many(len(cases) - len(happened), 'incident')} of which nothing that goes says that it happened"
            say(f"{said}: no row; --with-planned adds them")
        cases = happened
    if incident and not cases and not left_out and form == "stix":
        raise BadInput(where=incident, what="it holds no statement any more", now="nothing was left to export")
    kept = f"; marked stricter and left out: {many(left_out, 'statement')}" if left_out else ""
    say(f"written: {to}, {many(len(cases), 'incident')}, for TLP:{label}{kept}")


def _archive(
    asked: Sequence[Incident], *, to: Path, book: "Casebook", office: str, clearance: Tlp, at: datetime
) -> None:
    """Write the archive of one case, and say what its receiver should be told by another way."""
    if len(asked) != 1:
        raise BadInput(where="--as case", what=f"{len(asked)} incidents are no case", now="name one incident")
    made, left_out = archive_of(asked[0], book=book, office=office, clearance=clearance, at=at)
    data = pack(made)
    write_bytes(to, data)
    say(f"written: {to}, {many(len(made.reports), 'report')} and {many(len(made.acts), 'act')}, for TLP:{clearance}")
    if left_out:
        say(f"marked stricter: {many(left_out, 'statement')}; left out with all that was judged and decided")
    stay = briefed(asked[0], book=book) if decided_goes(clearance) and not left_out else 0
    if stay:
        say(f"{many(stay, 'briefing')} to whoever is in our care: their texts stay here, what became of them goes in")
    unproved = sum(act.path is None for act in made.acts)
    if unproved:
        say(f"{unproved} acts are under no checkpoint yet, and come without a proof: see tocsin ledger checkpoint")
    say(f"SHA-256 {digest(data)}")
    if made.key:
        say(f"key {made.key}: tell its receiver by another way, for tocsin import --key")
