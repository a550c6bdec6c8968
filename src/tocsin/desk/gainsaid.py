"""What was said since somebody ruled to warn, against the warning that stands, or that what it warned of came.

It takes nothing back and is on no clock: a person must know that it was said, and look.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from tocsin.casebook.fold import pair
from tocsin.casebook.port import Book
from tocsin.desk.current import first_received
from tocsin.model import (
    Arrival,
    Clock,
    Extension,
    Incident,
    Judgement,
    Kind,
    Link,
    Notice,
    Person,
    Stage,
    Statement,
    Task,
)

_SHORT = 12
_HOLDS = frozenset({Task.RENEW, Task.APPROVE})
_EVENTS = frozenset({Kind.ATTACK, Kind.PLOT, Kind.THREAT, Kind.WARNING})
_OVER = (Stage.FOILED, Stage.ATTEMPTED, Stage.ACCOMPLISHED)
_NAMED, _QUOTED = 5, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Gainsaid:
    """A warning that stands, to whom it is, and what was said since; the newest notice of it to each of them.

    `last` is when the last of it reached us.
    """

    notices: tuple[Notice, ...]
    said: tuple[Statement, ...]
    last: datetime

    def lines(self, *, quoting: bool = True) -> tuple[str, ...]:
        """What is said of it, loudly; by ids alone where what is said may end in a log."""
        to = list(dict.fromkeys(n.recipient for n in self.notices))
        whom = ", ".join(to[:_NAMED]) + (f" and {len(to) - _NAMED} more" if len(to) > _NAMED else "")
        told = [f"  {s.id[:_SHORT]}, {_what(s)}{_words(s) if quoting else ''}" for s in self.said[:_QUOTED]]
        more = len(self.said) - _QUOTED
        rest = (f"  and {more} more",) if more > 0 else ()
        name = self.notices[0].id[:_SHORT]
        decides = f"tocsin rule {name} again (warn tells it), tocsin cancel {name}, or extend it if it is to hold"
        return (
            f"THE WARNING TO {whom} STANDS, and since the ruling it was said that it is not so, or that it is over:",
            *told, *rest,
            f"  nothing is taken back by that; a person decides: {decides}",
        )  # fmt: skip


def gainsaid(book: Book, clocks: Iterable[Clock], *, at: datetime) -> tuple[Gainsaid, ...]:
    """What was said against the warnings on these clocks that hold, or that they are over; the same together.

    What a notice of the ruling tells or keeps back was reckoned with, and what was of it when somebody extended it.
    """
    mine = [c for c in clocks if c.task in _HOLDS]
    if not any(c.task is Task.RENEW and c.due > at for c in mine):
        return ()
    held = {i.id: i for i in book.some(Incident, keys={c.incident for c in mine})}
    against = {name: some for name, i in held.items() if (some := _speaking(i, book=book))}
    asked = [c for c in mine if c.incident in against]
    notices = {n.id: n for n in (book.some(Notice, keys={c.about for c in asked}) if asked else ())}
    pairs: dict[tuple[str, str], list[Notice]] = defaultdict(list)
    for clock in asked:
        if not notices[clock.about].cancels:
            pairs[clock.incident, clock.protected].append(notices[clock.about])
    holds = {c.about for c in asked if c.task is Task.RENEW and c.due > at}
    found: dict[tuple[str, ...], list[Notice]] = defaultdict(list)
    said: dict[str, Statement] = {}
    for (incident, _), group in pairs.items():
        new = _unreckoned(against[incident], group, within=held[incident], book=book)
        said |= {s.id: s for s in new}
        if new:
            found[tuple(s.id for s in new)] += [n for n in group if n.id in holds]
    came = _came(said.values(), book=book)
    return tuple(
        Gainsaid(notices=tuple(group), said=tuple(said[s] for s in ids), last=max(came[said[s].report] for s in ids))
        for ids, group in found.items()
        if group
    )


def of_notice(notice: Notice, *, book: Book, at: datetime) -> tuple[str, ...]:
    """What was said since against what a notice tells, where that stands, for whoever looks at it or approves it."""
    found = (
        g for g in gainsaid(book, book.docket.clocks(), at=at) if any(n.decision == notice.decision for n in g.notices)
    )
    return tuple(line for each in found for line in each.lines(quoting=False))


def news(began: datetime, *, book: Book) -> tuple[str, ...]:
    """The same of what reached us from a moment on, by ids alone."""
    found = (g for g in gainsaid(book, book.docket.clocks(), at=began) if g.last >= began)
    return tuple(line for each in found for line in each.lines(quoting=False))


def _speaking(incident: Incident, *, book: Book) -> tuple[Statement, ...]:
    """What speaks against an incident, or says that it came or was foiled."""
    held = {s.id: s for s in book.some(Statement, keys=set(incident.statements))}
    return tuple(
        held[name] for name in incident.statements if name in held and (_against(held[name]) or _over(held[name]))
    )


def _against(s: Statement) -> bool:
    return s.kind is Kind.DENIAL or (s.negative and s.kind in _EVENTS)


def _over(s: Statement) -> bool:
    return s.positive and not s.suggestion and s.kind in _EVENTS and s.stage in _OVER


def _unreckoned(
    found: Iterable[Statement], group: Iterable[Notice], *, within: Incident, book: Book
) -> tuple[Statement, ...]:
    """What no notice of these reckons with; that it came only where none told of as much, foiled being the least.

    Whoever extended one since has looked at what had come by then, and was of this incident by then.
    """
    mine = tuple(group)
    known = {d.statement for n in mine for d in n.disclosures} | {s for n in mine for s in n.draws_on}
    looks = [e.at for e in book.some(Extension, parents={m for n in mine for m in (n.id, n.revises) if m})]
    told = max((_how_far(s) for s in found if s.id in known), default=0)
    new = [s for s in found if s.id not in known and (_against(s) or _how_far(s) > told)]
    if not looks:
        return tuple(new)
    came, last = _came(new, book=book), max(looks)
    return tuple(
        s for s in new if came[s.report] >= last or not _tied(s.id, known, within=within, before=last, book=book)
    )


def _how_far(s: Statement) -> int:
    """How far what was warned of went, by what is said; 0 where that is not said to be over."""
    return 1 + _OVER.index(s.stage) if s.stage in _OVER and _over(s) else 0


def _tied(name: str, to: Container[str], *, within: Incident, before: datetime, book: Book) -> bool:
    """Whether judgements older than a moment, which still stand, tie a statement to one of these."""
    seen, ahead = {name}, [name]
    while ahead:
        one = ahead.pop()
        links: dict[str, list[Link]] = defaultdict(list)
        for link in book.some(Link, keys={pair(one, other) for other in within.statements if other != one}):
            links[pair(link.left, link.right)].append(link)
        old = (said[0] for said in links.values() if _joins(said) and all(link.at < before for link in said))
        ends = {end for link in old for end in (link.left, link.right)}
        if any(end in to for end in ends):
            return True
        ahead += ends - seen
        seen |= ends
    return False


def _joins(said: Iterable[Link]) -> bool:
    """Whether a person joined a pair, or a program did and no person says otherwise: unsure takes theirs back."""
    by_person = {isinstance(link.by, Person): link.judgement for link in said if link.judgement is not Judgement.UNSURE}
    return by_person.get(True, by_person.get(False)) is Judgement.SAME


def _came(said: Iterable[Statement], *, book: Book) -> Mapping[str, datetime]:
    reports = {s.report for s in said}
    return first_received(book.some(Arrival, parents=reports)) if reports else {}


def _what(s: Statement) -> str:
    """What kind of word it is, whose, and how sure its reader is of it."""
    who = s.speakers[-1].name if s.speakers else "the report, in its own voice"
    sure = ", only a suggestion" if s.suggestion else ""
    kind = f"NEGATED {s.kind}" if s.negative else f"{s.kind} ({s.stage})" if s.stage else str(s.kind)
    return f"{kind}{sure} by {who}"


def _words(s: Statement) -> str:
    return f": “{s.passage.quote}”"
