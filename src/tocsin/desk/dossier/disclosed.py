"""Who was told what, and what others say of that: rows for a face, what is alike in one row."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from tocsin.desk.disclosing import Disclosures
from tocsin.desk.dossier import saying
from tocsin.desk.dossier.shelf import Shelf
from tocsin.desk.dossier.values import Cell, Lines, Row, Table, Tone
from tocsin.model import Account, Contradiction, Delivery, Heard, NoticeStatus, Person, Telling
from tocsin.release.parts import WHOLE
from tocsin.release.telling import best, may_have

Naming = Callable[[Sequence[str]], Lines]
"""How a face names statements, given by id."""

PUBLIC = "public"
_TONE = {Heard.TOLD: Tone.PLAIN, Heard.PERHAPS: Tone.MISSING, Heard.NOT_TOLD: Tone.LOUD, Heard.WITHHELD: Tone.LOUD}
_LOUD = {Delivery.UNKNOWN, Delivery.FAILED, Delivery.REFUSED}
_FEW = 3
_LINES = 6
_NOTHING = Cell(words="–", tone=Tone.QUIET)


def told(found: Iterable[Disclosures], *, naming: Naming, at: datetime) -> Table:
    """A row for each recipient, notice and fate, with all statements that share it."""
    return Table(
        title="Who was told what",
        columns=("to", "told?", "what", "in which words", "by", "how we know", "the public then", "afterwards"),
        rows=tuple(row for each in found for row in _told(each, naming=naming, at=at)),
        empty="Nothing was to be told to anybody.",
        note="Told is said only where a person answered; what a server or a disk took is perhaps told. Of a statement"
        " they were told what the words say, and no more.",
    )


def accounts(found: Iterable[Disclosures], *, at: datetime) -> Table:
    """What others say was told, in their words, and where that does not agree with our record or another account."""
    return Table(
        title="What others say was told",
        columns=("who says so", "of whom", "what they say", "where it stands", "against it"),
        rows=tuple(_account(account, each, at=at) for each in found for account in each.accounts),
        empty="Nobody's account was entered.",
        note="Our record and these accounts stand side by side, and neither is put right by the other.",
    )


def by_reference(shelf: Shelf, found: Iterable[Disclosures]) -> Naming:
    """Statements by their cards, the first few in their words."""
    quotes = {id_: saying.quoted(s) for each in found for id_, s in each.statements.items()}

    def naming(ids: Sequence[str]) -> Lines:
        shown = [Cell(words=quotes.get(i, f"statement {saying.short(i)}"), on=shelf.on((i,))) for i in ids[:_FEW]]
        rest = ids[_FEW:]
        more = (Cell(words=f"and {len(rest)} more", on=shelf.on(rest), tone=Tone.QUIET),) if rest else ()
        return (*shown, *more)

    return naming


def _told(found: Disclosures, *, naming: Naming, at: datetime) -> Iterator[Row]:
    for group in _alike(found.rows):
        first = group[0]
        to = found.names.get(first.recipient, first.recipient) or "NOBODY"
        ways = tuple(row for row in group if row.statement == first.statement)
        heard = best(ways)
        statements = tuple(dict.fromkeys(row.statement for row in group))
        yield saying.row(
            (Cell(words=to),), (Cell(words=saying.HEARD[heard], tone=_TONE[heard]), *_parts(first, heard)),
            naming(statements), _words(group),
            _by(first),
            tuple(line for way in ways for line in _known(way, at)), (_public(first, at),),
            tuple(Cell(words=words, tone=Tone.LOUD) for words in dict.fromkeys(w for way in ways for w in way.later))
            or (_NOTHING,),
        )  # fmt: skip


def _alike(rows: Sequence[Telling]) -> list[list[Telling]]:
    """Rows that differ in the statement alone, or in the contact of one notice, together; in the recipients' order."""
    fates: dict[tuple[str, str, str], list[Telling]] = {}
    for row in rows:
        fates.setdefault((row.recipient, row.statement, row.notice), []).append(row)
    groups: dict[tuple[object, ...], list[Telling]] = {}
    for (recipient, _, _), ways in fates.items():
        key = (recipient, *(replace(way, statement="", words=(), parts=_kind(way)) for way in ways))
        groups.setdefault(key, []).extend(ways)
    order = {to: n for n, to in enumerate(dict.fromkeys(row.recipient for row in rows if row.recipient))}

    def place(group: list[Telling]) -> tuple[int, bool, int]:
        return order.get(group[0].recipient, len(order)), not group[0].notice, group[0].version

    return sorted(groups.values(), key=place)


def _parts(row: Telling, heard: Heard) -> Lines:
    """How much of it the words tell, of what may have reached them."""
    if not row.parts or heard not in {Heard.TOLD, Heard.PERHAPS}:
        return ()
    return (Cell(words=WHOLE if WHOLE in row.parts else f"in part: {', '.join(row.parts)}", tone=Tone.QUIET),)


def _words(group: Sequence[Telling]) -> Lines:
    """The notice's own lines that draw on any of these statements: what is told is no more than they say."""
    lines = tuple(dict.fromkeys(words for row in group for words in row.words))
    shown = tuple(Cell(words=saying.brief(words)) for words in lines[:_LINES])
    rest = (Cell(words=f"and {len(lines) - _LINES} more lines", tone=Tone.QUIET),) if len(lines) > _LINES else ()
    return (*shown, *rest) or (_NOTHING,)


def _kind(row: Telling) -> tuple[str, ...]:
    """What tells rows apart by how much was told: all of it, or which parts; nothing where nothing may have come."""
    if not may_have(row):
        return ()
    return (WHOLE,) if WHOLE in row.parts else row.parts


def _by(row: Telling) -> Lines:
    if not row.notice:
        return (Cell(words="no notice", tone=Tone.QUIET),)
    exercise = () if row.status in {None, NoticeStatus.ACTUAL} else (Cell(words=f"{row.status}: it warned nobody"),)
    return (Cell(words=f"version {row.version}, notice {saying.short(row.notice)}"), *exercise)


def _known(row: Telling, at: datetime) -> Iterator[Cell]:
    """When, and how sure; never more than the outcome says."""
    way = f"{row.contact.channel} to {row.contact.address}, " if row.contact else ""
    if not way and row.outcome is Delivery.ACKNOWLEDGED:
        way = "not by anything that we sent: "
    sent = (
        f"first sent {saying.moment(row.sent, at)}: "
        if row.sent
        else "never sent: "
        if row.contact and row.known
        else ""
    )
    if row.outcome is None:
        yield Cell(words=row.because)
        return
    since = f" {saying.moment(row.known, at)}" if row.known else ""
    by = f" by {row.by.name}" if isinstance(row.by, Person) else ""
    tone = Tone.LOUD if row.outcome in _LOUD else Tone.PLAIN
    yield Cell(words=f"{way}{sent}{saying.OUTCOME[row.outcome]}{since}{by}", tone=tone)
    yield Cell(words=row.because, tone=Tone.QUIET)


def _public(row: Telling, at: datetime) -> Cell:
    if row.recipient in {PUBLIC, ""}:
        return _NOTHING
    if row.public_since is not None:
        return Cell(words=f"perhaps had it, first sent {saying.moment(row.public_since, at)}")
    withheld = row.public is Heard.WITHHELD
    return Cell(words="had nothing of it: withheld" if withheld else "had nothing of it")


def _account(account: Account, found: Disclosures, *, at: datetime) -> Row:
    about = f"about notice {saying.short(account.notice)}" if account.notice else ""
    against = tuple(
        _against(c, account) for c in found.contradictions if account.id in {c.account, c.against}
    ) or (Cell(words="nothing on record", tone=Tone.QUIET),)  # fmt: skip
    values = (account.who, account.recipient, account.words, account.source)
    who, recipient, words, source = (found.apart.get(value, value) for value in values)
    return saying.row(
        (Cell(words=who),),
        saying.says(found.names.get(recipient, recipient), about),
        (Cell(words=f"“{words}”"), *_matters(account)),
        (Cell(words=source),
         Cell(words=f"entered {saying.moment(account.at, at)} by {account.by.name}", tone=Tone.QUIET)),
        against,
    )  # fmt: skip


def _matters(account: Account) -> Iterator[Cell]:
    if account.told:
        yield Cell(words=f"told: {', '.join(account.told)}")
    if account.untold:
        yield Cell(words=f"not told: {', '.join(account.untold)}")


def _against(found: Contradiction, account: Account) -> Cell:
    """The other side of a contradiction, from where this account stands."""
    if not found.against:
        words = f"our record on the {found.matter}: {found.against_says}"
    else:
        words = found.against_says if found.account == account.id else found.says
    if not found.sure:
        return Cell(words=f"open: {words}", tone=Tone.MISSING)
    return Cell(words=words, tone=Tone.LOUD)
