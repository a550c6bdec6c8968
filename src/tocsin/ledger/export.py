"""A record as a file that others can check with none of our code (`verifier/tocsin_verify.py`)."""

import base64
from collections.abc import Iterable, Iterator

from tocsin.codec import canonical
from tocsin.ledger.tree import spelled
from tocsin.ledger.verdict import Bodies, reports_in
from tocsin.model import Erased, LedgerEntry

VERSION = 1


def export(entries: Iterable[LedgerEntry], *, size: int, bodies: Bodies | None) -> Iterator[str]:
    """The lines of a record of so many entries, each with its line end.

    First a heading, then for each entry its canonical JSON, which is what its leaf is the hash of. Given `bodies`, the
    body of each entry follows it, and the bytes of every report that the body brings: base64 under its digest, or why
    it was erased. What should be kept and is not leaves no line: the verifier says so.
    """
    yield _line({"form": "tocsin-ledger", "version": VERSION, "size": size, "bodies": bodies is not None})
    for entry in entries:
        yield spelled(entry) + "\n"
        if bodies is not None:
            yield from _kept(entry.body, bodies)


def _kept(name: str, bodies: Bodies) -> Iterator[str]:
    kept = bodies(name)
    if kept is None:
        return
    yield _body(name, kept)
    if isinstance(kept, Erased):
        return
    for report in dict.fromkeys(reports_in(kept)):
        brought = bodies(report)
        if brought is not None:
            yield _body(report, brought)


def _body(name: str, kept: bytes | Erased) -> str:
    if isinstance(kept, Erased):
        return _line({"digest": name, "because": kept.because})
    return _line({"digest": name, "content": base64.b64encode(kept).decode()})


def _line(data: dict[str, object]) -> str:
    return canonical(data) + "\n"
