"""`tocsin note`: what somebody said at the door or on the telephone, typed by whoever heard it."""

import sys
import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from tocsin.cli.moments import publication
from tocsin.cli.output import SHORT, say
from tocsin.cli.setting import by, casebook, clock, config, legible, person_key, setting, sign, text_of
from tocsin.desk.counted import many
from tocsin.desk.gainsaid import news as against
from tocsin.desk.note import Typed
from tocsin.desk.note import note as keep
from tocsin.desk.office import marking
from tocsin.desk.regrouped import news, regrouped
from tocsin.desk.remarked import marked, remarked
from tocsin.desk.updates import came_since
from tocsin.model import BadInput, Certainty, Credibility, Kind, Person, Polarity, Reliability, Source, Stage, digest

_FORM = "write KIND[/WORD...]: WORDS OF THE TEXT, as threat/threatened/possible: they will bomb the market"


@click.command()
@click.argument("text", metavar="TEXT|-")
@click.option("--source", required=True, help="Who said it: an id of the configuration's sources, or a name.")
@click.option("--marking", "label", help="TLP 2.0 label under which it came.  [default: that of the same text before, "
                                         "or amber]")  # fmt: skip
@click.option("--published", help="When it was said.  [default: now]")
@click.option("--grade", "mark", help="Your Admiralty mark for what it states: a letter and a figure, as B2.")
@click.option("--statement", "-s", "statements", multiple=True, metavar="KIND/...: QUOTE",
              help="A statement on it: its kind, then its stage, certainty or polarity where they matter, then the "
                   "words of the text.")  # fmt: skip
@click.option("--speaker", multiple=True, help="Words of the text: who is quoted, the outermost first.")
@click.option("--actor", multiple=True, help="Words of the text: who does or would do it.")
@click.option("--target", multiple=True, help="Words of the text: what is attacked or threatened.")
@click.option("--place", multiple=True, help="Words of the text: where.")
@click.option("--time", "times", multiple=True, help="Words of the text: when.")
@click.option("--says", type=click.Path(dir_okay=False, path_type=Path),
              help="A TOML file of [[statement]] tables instead, with every field that a statement has.")  # fmt: skip
@click.option("--because", default="", help="Why it is graded so. It is kept apart from the record.")
@by
@sign
@clock
@config
def note(
    *, text: str, source: str, label: str | None, published: str | None, mark: str | None, statements: tuple[str, ...],
    speaker: tuple[str, ...], actor: tuple[str, ...], target: tuple[str, ...], place: tuple[str, ...],
    times: tuple[str, ...], says: Path | None, because: str, by: Person, key: Path | None, at: datetime,
    configuration: Path | None,
) -> None:  # fmt: skip
    """Keep a report that you type, with the statements that you make on it; without any, the reader reads it.

    Every quotation must stand in the text, and each statement passes the same verifier as a program's. What is given
    with --speaker, --actor, --target, --place and --time holds for every --statement; use --says where they differ.
    """
    found = setting(configuration)
    words = sys.stdin.read() if text == "-" else text
    roles = {"actor": actor, "target": target, "place": place, "time": times}
    entries = (*(_entry(each, roles, speaker) for each in statements), *(_listed(says) if says else ()))
    if (any(roles.values()) or speaker) and not statements:
        raise BadInput(where="note", what="words are given, and no --statement that they are of", now=_FORM)
    who = legible(source, where="--source")
    known = found.office.sources.get(who) or Source(id=who.casefold().replace(" ", "-"), name=who, kind="person")
    book = casebook(found, make=True)
    asked, name = marking(label, where="--marking") if label else None, digest(words)
    before = marked(name, book=book)
    typed = Typed(
        text=words, source=known, marking=asked, published=publication(published or at.isoformat()), entries=entries,
        grade=_grade(mark), because=because,
    )  # fmt: skip
    stood = regrouped(book, book.docket.clocks(), at=at)
    made = keep(typed, book=book, office=found.office, by=by, at=at, key=person_key(key))
    say(f"{made.report[:SHORT]}: noted by {by.name}, {many(len(made.statements), 'statement')}")
    for each in made.statements:
        say(f"  {each.id[:SHORT]} {each.kind}: {each.content[0].quote}")
    for line in (*remarked(made.report, before=before, asked=asked, book=book), *came_since(at, book=book),
                 *against(at, book=book), *news(stood, book=book, at=at)):  # fmt: skip
        say(line)


def _entry(words: str, roles: Mapping[str, tuple[str, ...]], speaker: tuple[str, ...]) -> Mapping[str, Any]:
    """The entry that "KIND/WORD/WORD: QUOTE" stands for.

    Raises:
        BadInput: it has another form, or a word of no scale.
    """
    head, colon, quote = words.partition(":")
    kind, *marks = (part.strip() for part in head.split("/"))
    if not colon or kind not in set(Kind) or not quote.strip():
        raise BadInput(where="--statement", what=f"{words!r} cannot be read", now=f"{_FORM}; kinds: {', '.join(Kind)}")
    entry: dict[str, Any] = {"kind": kind, "content": quote.strip()}
    scales: tuple[tuple[str, Any], ...] = (("stage", Stage), ("certainty", Certainty), ("polarity", Polarity))
    for mark in marks:
        name = next((name for name, scale in scales if mark in set(scale) and name not in entry), None)
        if name is None:
            now = "; ".join(f"{name}: {', '.join(scale)}" for name, scale in scales)
            raise BadInput(where="--statement", what=f"{mark!r} is of no scale, or of one that was given", now=now)
        entry[name] = mark
    given = {name: list(quotes) for name, quotes in roles.items() if quotes}
    if given:
        entry["roles"] = given
    if speaker:
        entry["speakers"] = [{"quote": words} for words in speaker]
    return entry


def _listed(path: Path) -> Iterator[Mapping[str, Any]]:
    try:
        data = tomllib.loads(text_of(path))
    except tomllib.TOMLDecodeError as error:
        raise BadInput(where=str(path), what=f"this is not TOML: {error}", now="nothing was kept") from error
    rows = data.get("statement")
    if set(data) != {"statement"} or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadInput(
            where=str(path), what="it holds something else than statements", now="write [[statement]] tables"
        )
    yield from rows


def _grade(mark: str | None) -> tuple[Reliability, Credibility] | None:
    if mark is None:
        return None
    try:
        return Reliability(mark[:1].upper()), Credibility(mark[1:])
    except ValueError as error:
        now = "write a letter A to F and a figure 1 to 6, as B2"
        raise BadInput(where="--grade", what=f"{mark!r} is no Admiralty mark", now=now) from error
