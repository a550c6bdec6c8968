"""`tocsin import`: a case that another office hands over."""

from datetime import datetime
from pathlib import Path

import click

from tocsin.cli.output import say, tell
from tocsin.cli.setting import casebook, clock, config, setting
from tocsin.desk.counted import many
from tocsin.desk.receiving import receive
from tocsin.exports.archive import LARGEST
from tocsin.model import BadInput


@click.command("import")
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--key", multiple=True, help="That office's public key, as it told you by another way; may be repeated.")
@config
@clock
def import_(*, file: Path, key: tuple[str, ...], configuration: Path | None, at: datetime) -> None:
    """Take in a case that another office exported: its reports arrive here, and what that office decided stays theirs.

    All of it comes in, or nothing. What was imported before changes nothing. No ruling, approval or notice of theirs
    counts here; our own duties are proposed from the reports, for people here to rule on.
    """
    found = setting(configuration)
    data = _bytes(file)
    book = casebook(found, make=True)
    done = receive(data, name=str(file), book=book, office=found.office, trusted=key, at=at)
    word = done.word
    if done.before is not None:
        say(f"imported before, on {done.before:%d %B %Y %H:%M %Z}; nothing was changed")
        return
    say(
        f"case {word.incident[:12]} of {word.office}, made {word.made:%d %B %Y %H:%M %Z} for TLP:{word.clearance}: "
        f"{many(done.new, 'new report')} with {many(done.statements, 'statement')}, {done.held} held already"
    )
    say(done.proof)
    for each in word.theirs:
        tell(f"theirs{'' if each.proved else ', unproved'}: {each.said}")
    for remark in done.remarks:
        say(remark)


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except OSError as error:
        raise BadInput(where=str(file), what=f"it cannot be read: {error.strerror}", now="give another path") from error
