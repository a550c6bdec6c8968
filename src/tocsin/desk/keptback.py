"""What a notice keeps back from whom it is for, in words for whoever rules and approves: nobody else sees it."""

from tocsin.casebook.port import Book
from tocsin.model import Notice, Register, Statement
from tocsin.release import substance

_MOST = 6


def in_words(notice: Notice, *, book: Book) -> tuple[str, ...]:
    """A line for each statement that a notice keeps back, and why; loud where it names the very recipient.

    That a warning says nothing of what is known is the office's own doing, so somebody must see that it is so before
    it goes out. The statements are named and not quoted: what a command says on its way may end in a log.
    """
    if notice.cancels:
        return ()
    kept = {d.statement: d.because for d in notice.disclosures if not d.told and d.because != substance.NOT_NEEDED}
    named = _named(notice, book=book)
    found = [s for id_ in kept if (s := book.get(Statement, id_)) is not None]
    found.sort(key=lambda s: not _names(s, named))
    lines = [_line(s, kept[s.id], notice, loud=_names(s, named)) for s in found[:_MOST]]
    if len(found) > _MOST:
        lines.append(f"and {len(found) - _MOST} more are kept back from {notice.recipient}: tocsin disclosures")
    if lines and substance.NOT_TO_BE_DESCRIBED in notice.below:
        lines.append(f"SO {notice.recipient} IS TOLD NEITHER WHAT NOR WHERE NOR WHEN, as the text stands")
    return tuple(lines)


def _line(statement: Statement, because: str, notice: Notice, *, loud: bool) -> str:
    names, id_ = (": IT NAMES THEM" if loud else ""), statement.id[:12]
    return f"kept back from {notice.recipient}{names}: {statement.kind} {id_}, {because}; tocsin why {id_} quotes it"


def _names(statement: Statement, named: frozenset[str]) -> bool:
    said = " ".join(statement.passage.quote.casefold().split())
    return any(name in said for name in named)


def _named(notice: Notice, *, book: Book) -> frozenset[str]:
    """The names that the registers on record give the recipient."""
    entries = (entry for register in book.all(Register) for entry in register.entries)
    names = (" ".join(entry.name.casefold().split()) for entry in entries if entry.id == notice.recipient)
    return frozenset(name for name in names if name)
