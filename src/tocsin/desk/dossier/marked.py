"""The reports, with what they say marked where they say it, and what was not understood marked too."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from tocsin.desk.counted import many
from tocsin.desk.dossier import saying
from tocsin.desk.dossier.shelf import Shelf
from tocsin.desk.dossier.values import Cell, Lines, Marked, Ref, Row, Run, Table, Tone, What
from tocsin.model import Report, Span, Statement, Unread, UnreadBecause

_VISIBLE = {UnreadBecause.LANGUAGE, UnreadBecause.DAMAGED, UnreadBecause.REFUSED}
_WHY = {
    UnreadBecause.LANGUAGE: "not read: language",
    UnreadBecause.DAMAGED: "not read: damaged",
    UnreadBecause.REFUSED: "not read: refused",
    UnreadBecause.FURNITURE: "furniture of the page",
    UnreadBecause.NOTHING_FOUND: "nothing found",
}
_WEIGHT = list(UnreadBecause)


def reports(unread: Iterable[Unread], *, shelf: Shelf) -> tuple[Marked, ...]:
    """Every report, in the order in which they reached us."""
    of: dict[str, list[Unread]] = {}
    for passage in unread:
        of.setdefault(passage.report, []).append(passage)
    said: dict[str, list[tuple[int, Statement]]] = {}
    for number, statement in enumerate(shelf.cards, 1):
        said.setdefault(statement.report, []).append((number, statement))
    return tuple(
        _marked(number, report, said=said.get(report.id, []), unread=of.get(report.id, []), shelf=shelf)
        for number, report in enumerate(shelf.reports, 1)
    )


def runs(text: str, *, said: Sequence[tuple[int, Statement]], unread: Sequence[Unread]) -> tuple[Run, ...]:
    """The whole text, cut wherever a statement's content or an unread passage begins or ends."""
    spans = [(n, span) for n, s in said for span in (s.content or (s.passage,)) if _fits(span, text)]
    gaps = [u for u in unread if _fits(u.passage, text)]
    last = {n: max(span.end for m, span in spans if m == n) for n, _ in spans}
    cuts = {0, len(text)}
    for span in (*(span for _, span in spans), *(u.passage for u in gaps)):
        cuts |= {span.start, span.end}
    return tuple(_run(text, start, end, spans=spans, last=last, gaps=gaps) for start, end in pairwise(sorted(cuts)))


def _run(
    text: str, start: int, end: int, *, spans: list[tuple[int, Span]], last: dict[int, int], gaps: list[Unread]
) -> Run:
    over = sorted(
        ((s.start, -s.end, n) for n, s in spans if s.start <= start and end <= s.end),
    )
    under = tuple(dict.fromkeys(n for *_, n in over))
    ends = tuple(n for n in under if last[n] == end)
    gap = min(
        (u for u in gaps if u.passage.start <= start and end <= u.passage.end),
        key=lambda u: _WEIGHT.index(u.because),
        default=None,
    )
    return Run(
        text=text[start:end], under=under, ends=ends, unread=gap.because if gap else "",
        detail=_detail(gap) if gap else "", ends_unread=gap is not None and gap.passage.end == end,
    )  # fmt: skip


def _fits(span: Span, text: str) -> bool:
    """Whether a span stands where it says; what does not is no mark (the verifier lets none through)."""
    return text[span.start : span.end] == span.quote


def _marked(
    number: int, report: Report, *, said: list[tuple[int, Statement]], unread: list[Unread], shelf: Shelf
) -> Marked:
    counted = [(n, s) for n, s in said if not s.suggestion]
    return Marked(
        number=number, id=saying.short(report.id), title=report.title.strip() or "a report without a title",
        language=report.language, warning=warning(report.id, shelf), arrivals=_arrivals(report, shelf),
        unread=tuple(_unread(unread)),
        suggestions=tuple(
            Cell(words=f"{saying.kind(s)}: “{saying.words_of(s)}”", on=(Ref(what=What.STATEMENT, number=n),))
            for n, s in said
            if s.suggestion
        ),
        runs=runs(report.text, said=counted, unread=unread),
    )  # fmt: skip


def warning(report: str, shelf: Shelf) -> str:
    """That a report was retracted, corrected or superseded, when, by whom and why; "" where it stands."""
    correction = shelf.corrections.get(report)
    if correction is None:
        return ""
    when = saying.moment(correction.at, shelf.at)
    return f"{correction.how.upper()} {when} by {saying.agent(correction.by)}: {correction.because}"


def _arrivals(report: Report, shelf: Shelf) -> Table:
    rows = []
    for a in shelf.arrivals[report.id]:
        source: Lines = (
            Cell(words=a.source.name),
            Cell(words=f"{a.source.kind}{f', of {a.source.family}' if a.source.family else ''}", tone=Tone.QUIET),
        )
        published = saying.says(saying.interval(a.published) if a.published else "")
        rows.append(
            Row(fields=(
                source, published, saying.says(saying.moment(a.received, shelf.at)), saying.says(f"TLP:{a.marking}"),
                (_reliability(report, shelf),), saying.says(a.name),
            )),
        )  # fmt: skip
    return Table(
        title="How it came", columns=("source", "published", "received", "marking", "how reliable", "file"),
        rows=tuple(rows), empty="How this report came is not on record.",
    )  # fmt: skip


def _reliability(report: Report, shelf: Shelf) -> Cell:
    """The letter of the first statement in the report's own voice, which is the publisher's."""
    own = (s for s in shelf.cards if s.report == report.id and not s.speakers and s.id in shelf.grades)
    first = next(own, None)
    if first is None:
        return Cell(words="not judged (F)", tone=Tone.MISSING)
    return Cell(words=saying.RELIABILITY[shelf.grades[first.id].reliability])


def _unread(passages: list[Unread]) -> Iterable[Cell]:
    for because in UnreadBecause:
        count = sum(1 for u in passages if u.because is because)
        if count:
            tone = Tone.LOUD if because in _VISIBLE else Tone.QUIET
            yield Cell(words=f"{many(count, 'passage')}: {_WHY[because]}", tone=tone)


def _detail(passage: Unread) -> str:
    words = [_WHY[passage.because], passage.detail]
    if passage.proposed:
        words.append(f"proposed: “{passage.proposed}”")
    return "; ".join(w for w in words if w)
