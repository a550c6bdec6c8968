"""What becomes of a report's marking when it comes again, and what went out under the one that it had."""

from collections.abc import Iterator

from tocsin.casebook.port import Book
from tocsin.desk.current import markings
from tocsin.desk.versions import released, taken_back, went_out
from tocsin.model import Arrival, DutyDecision, Notice, Statement, Tlp


def marked(report: str, *, book: Book) -> Tlp | None:
    """The marking of a report; None where it never came."""
    return markings(book.all(Arrival, parent=report)).get(report)


def remarked(report: str, *, before: Tlp | None, asked: Tlp | None, book: Book) -> tuple[str, ...]:
    """What whoever takes a report again must know of its marking, in words.

    `before` is the one that it had, None where it never came; `asked` the one under which it comes now, None where
    nobody said.
    """
    now = marked(report, book=book)
    if before is None or now is None:
        return ()
    if now is not before:
        out = () if now.reaches(before) else tuple(_out(report, book=book))
        return (f"it is TLP:{now} from now on; until now it was TLP:{before}", *out)
    if asked is None:
        said = f"it came before, and stays TLP:{now}; to take it otherwise, give --marking"
        return () if now is Tlp.CLEAR else (said,)
    if asked is now:
        return ()
    all_the_same = f"it is marked TLP:{asked}, and counts as TLP:{now} all the same"
    if asked.reaches(now):
        return (f"{all_the_same}: that was asked for since in nobody's name; whoever gives it out so, gives --source",)
    who = {a.source.id: a for a in book.all(Arrival, parent=report)}.values()
    gave = " and ".join(a.source.name for a in who if a.marking is now)
    how = f"whoever asks for TLP:{asked} in their name, gives --source"
    return (f"{all_the_same}: {gave} gave it out so; {how}",)


def _out(report: str, *, book: Book) -> Iterator[str]:
    """Each notice that tells of a report, and how far it is."""
    said = {s.id for s in book.all(Statement, parent=report)}
    for notice in book.all(Notice):
        if notice.cancels or said.isdisjoint(notice.draws_on) or taken_back(notice, book=book):
            continue
        decision = book.get(DutyDecision, notice.decision)
        rule = f"tocsin rule {decision.proposal[:12]} draws up what may still be told" if decision else "rule again"
        if went_out(notice, book=book):
            how = "went out"
        elif released(notice, book=book):
            how = f"WILL GO OUT, since it is approved: {rule}"
        else:
            how = f"waits for approval: {rule}"
        yield f"notice {notice.id[:12]} to {notice.recipient} tells of it, and {how}"
