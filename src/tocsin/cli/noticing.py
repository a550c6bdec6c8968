"""What people do with notices: `submit`, `approve`, `extend`, `cancel`."""

import tomllib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click

from tocsin.cli.moments import moment
from tocsin.cli.output import SHORT, say, tell_text
from tocsin.cli.setting import by, casebook, clock, config, person_key, setting, sign, text_of
from tocsin.desk import addressed, gainsaid, keptback, noticing, rendering, updates, versions, weighing
from tocsin.desk.updates import standing_beside
from tocsin.desk.withdrawing import withdraw
from tocsin.model import BadInput, Notice, NoticeKind, Person, Rendering, digest

_NAMED = 5
_READ = 8
"""How many digits of a text's digest show that somebody saw it."""
_text = click.option("--text", "read", help="The digest of the text you read, or its beginning, as `show` prints it.")
_because = click.option(
    "--because", default="", help="Why, in writing; for the record alone, where it stays: name nobody who need not."
)
_apart = click.option("--because", default="", help="Why, in writing. It is kept apart from the record.")


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
    for line in updates.told_of(word, book=book):
        say(line)
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
    _point_out(rendering.renderings(word, book=book))
    against = gainsaid.of_notice(word, book=book, at=at)
    told = (*updates.told_of(word, book=book), *against, *keptback.in_words(word, book=book))
    for line in (*told, *weighing.of_notice(word, book=book)):
        say(line)
    seen = _seen(word, read, ask=f"Approve this text ({digest(word.body)[:SHORT]}) as {by.name}?")
    if not seen:
        say("not approved")
        return 1
    noticing.approve(word, read=seen, book=book, by=by, at=at, key=person_key(key), office=found.office)
    more = "" if versions.released(word, book=book) else "; another person must approve it, too"
    say(f"{word.id[:SHORT]}: approved by {by.name}{more}")
    return 0


@click.command()
@click.argument("notice")
@click.option("--until", required=True, callback=lambda _c, _p, value: moment(value, where="--until"),
              help="The moment until which it is to hold.")  # fmt: skip
@_apart
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
    for line in updates.told_of(word, book=book):
        say(line)
    _, made = noticing.extend(
        word, until=until, because=because, book=book, office=found.office, by=by, at=at, key=person_key(key)
    )
    say(f"{word.id[:SHORT]}: extended by {by.name}")
    for earlier, asked in noticing.overtaken(made, book=book):
        who = " and ".join(dict.fromkeys(each.name for each in asked))
        end = f"{earlier.expires:%d %b %Y, %H:%M}"
        say(f"it takes the place of {earlier.id[:SHORT]}, by {who}, which was to hold until {end}: tell them")
    for line in addressed.told_of(word, made, book=book, office=found.office):
        say(line)
    say(f"drawn up: {made.kind} {made.id[:SHORT]} to {made.recipient}; show it, then approve it")


@click.command()
@click.argument("notice")
@click.option("--language", required=True, help="The tag of the language, as ru.")
@click.option("--text", "path", required=True, type=click.Path(dir_okay=False, path_type=Path),
              help="A TOML file with event, headline, description and instruction in that language.")  # fmt: skip
@by
@sign
@clock
@config
def translate(
    *, notice: str, language: str, path: Path, by: Person, key: Path | None, at: datetime, configuration: Path | None
) -> None:
    """Add your text in another language to a notice that has not gone out; what was approved of it is void.

    With an alert it is added to the briefings that say the same and whose readers read that language rather than ours.
    Numbers and places that do not agree are pointed out. Nothing here understands the words.
    """
    found = setting(configuration)
    book = casebook(found)
    word = book.find(notice, Notice)[0]
    made = rendering.translate(
        word, language=language, text=_toml(path), book=book, office=found.office, by=by, at=at, key=person_key(key)
    )
    for each, drawn in made:
        say(f"{each.notice[:SHORT]}: {language!r} added by {by.name}; it no longer goes out without")
        say(f"drawn up: {drawn.kind} {drawn.id[:SHORT]} to {drawn.recipient}; show it, then approve it")
    _point_out(tuple(each for each, _ in made[:1]))


def _point_out(found: Iterable[Rendering]) -> None:
    for each in found:
        for doubt in each.doubts:
            say(f"look at this in {each.language!r}: {doubt}")
        say(f"{each.language!r} is by {each.by.name}; have somebody who reads it look for what no machine here finds: "
            'a "not" that was dropped')  # fmt: skip


def _toml(path: Path) -> dict[str, str]:
    try:
        data = tomllib.loads(text_of(path))
    except tomllib.TOMLDecodeError as error:
        raise BadInput(where=str(path), what=f"this is not TOML: {error}", now="nothing was kept") from error
    if not all(isinstance(value, str) for value in data.values()):
        raise BadInput(where=str(path), what="it holds more than texts", now="write them between quotation marks")
    return data


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
    """Take a notice back that went out: what is queued stops, and the word that says so waits for approval.

    One whose ruling fell before it went out is taken off the list, and nobody is told.
    """
    found = setting(configuration)
    book = casebook(found)
    word = book.find(notice, Notice)[0]
    if withdraw(word, because=because, book=book, office=found.office, by=by, at=at, key=person_key(key)):
        say(f"{word.id[:SHORT]}: cancelled by {by.name}; it had not gone out, so that nobody must be told")
        return
    _, made = noticing.cancel(
        word, because=because, told=told, book=book, office=found.office, by=by, at=at, key=person_key(key)
    )
    say(f"{word.id[:SHORT]}: cancelled by {by.name}; what is still queued is not sent")
    for language in rendering.dropped((word,), (made,), book=book):
        say(f"it says so in no {language!r} yet: tocsin translate {made.id[:SHORT]} --language {language}")
    for line in addressed.told_of(word, made, book=book, office=found.office):
        say(line)
    beside = [n for n in standing_beside(made, book=book, at=at) if n.id != word.id]
    if beside:
        named = ", ".join(f"{n.id[:SHORT]} to {n.recipient}" for n in beside[:_NAMED])
        more = f" and {len(beside) - _NAMED} more" if len(beside) > _NAMED else ""
        say(f"OTHERS ABOUT THIS INCIDENT STILL STAND, each to be cancelled by itself: {named}{more}")
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
