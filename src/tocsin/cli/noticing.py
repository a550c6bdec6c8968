"""What people do with notices: `submit`, `approve`, `extend`, `cancel`."""

from datetime import datetime
from pathlib import Path

import click

from tocsin.cli.output import SHORT, say, tell_text
from tocsin.cli.setting import by, casebook, clock, config, moment, person_key, setting, sign
from tocsin.desk import noticing
from tocsin.model import Notice, NoticeKind, Person, digest

_READ = 8
"""How many digits of a text's digest show that somebody saw it."""
_text = click.option("--text", "read", help="The digest of the text you read, or its beginning, as `show` prints it.")
_because = click.option("--because", default="", help="Why, in writing; for the record alone.")


@click.command()
@click.argument("notice")
@_text
@by
@sign
@clock
@config
def submit(
    *, notice: str, read: str | None, by: Person, key: Path | None, at: datetime, configuration: Path | None
) -> int:
    """Ask for the approval of exactly the text of a notice, which somebody else must give."""
    found = setting(configuration)
    book = casebook(found)
    word = book.find(notice, Notice)[0]
    seen = _seen(word, read, ask=f"Ask for the approval of this text ({digest(word.body)[:SHORT]}) as {by.name}?")
    if not seen:
        say("not submitted")
        return 1
    noticing.submit(word, read=seen, book=book, by=by, at=at, key=person_key(key), required=found.office.all_sign)
    say(f"{word.id[:SHORT]}: submitted by {by.name}")
    return 0


@click.command()
@click.argument("notice")
@_text
@by
@sign
@clock
@config
def approve(
    *, notice: str, read: str | None, by: Person, key: Path | None, at: datetime, configuration: Path | None
) -> int:
    """Approve exactly the text of a notice; it is shown, and its digest is asked for. Nobody approves their own."""
    found = setting(configuration)
    book = casebook(found)
    word = book.find(notice, Notice)[0]
    seen = _seen(word, read, ask=f"Approve this text ({digest(word.body)[:SHORT]}) as {by.name}?")
    if not seen:
        say("not approved")
        return 1
    noticing.approve(word, read=seen, book=book, by=by, at=at, key=person_key(key), required=found.office.all_sign)
    more = "" if noticing.released(word, book=book) else "; another person must approve it, too"
    say(f"{word.id[:SHORT]}: approved by {by.name}{more}")
    return 0


@click.command()
@click.argument("notice")
@click.option("--until", required=True, callback=lambda _c, _p, value: moment(value, where="--until"),
              help="The moment until which it is to hold.")  # fmt: skip
@_because
@by
@sign
@clock
@config
def extend(
    *, notice: str, until: datetime, because: str, by: Person, key: Path | None, at: datetime,
    configuration: Path | None,
) -> None:  # fmt: skip
    """Have a notice that went out hold until later: its next version is drawn up, and waits for approval."""
    found = setting(configuration)
    book = casebook(found)
    word = book.find(notice, Notice)[0]
    _, made = noticing.extend(
        word, until=until, because=because, book=book, office=found.office, by=by, at=at, key=person_key(key)
    )
    say(f"{word.id[:SHORT]}: extended by {by.name}")
    say(f"drawn up: {made.kind} {made.id[:SHORT]} to {made.recipient}; show it, then approve it")


@click.command()
@click.argument("notice")
@click.option("--tell", "told", default="", help="What its readers are told of the reason; nothing unless given.")
@_because
@by
@sign
@clock
@config
def cancel(
    *, notice: str, told: str, because: str, by: Person, key: Path | None, at: datetime, configuration: Path | None
) -> None:
    """Take a notice back that went out: what is queued stops, and the word that says so waits for approval."""
    found = setting(configuration)
    book = casebook(found)
    word = book.find(notice, Notice)[0]
    _, made = noticing.cancel(
        word, because=because, told=told, book=book, office=found.office, by=by, at=at, key=person_key(key)
    )
    say(f"{word.id[:SHORT]}: cancelled by {by.name}; what is still queued is not sent")
    if made.kind is NoticeKind.ALERT and len(made.references) > 1:
        say(f"it takes back {len(made.references)} alerts about this incident, since none of them may hold alone")
    say(f"drawn up: {made.kind} {made.id[:SHORT]} to {made.recipient}; show it, then approve it")


def _seen(notice: Notice, read: str | None, *, ask: str) -> str:
    """The digest of the text that was read: given, or asked for once the text was shown; "" where that is denied."""
    whole = digest(notice.body)
    if read is None:
        tell_text(notice.body)
        return whole if click.confirm(ask, err=True) else ""
    return whole if len(read) >= _READ and whole.startswith(read) else read
