"""The docket: the clocks that run, found without reading the whole casebook. It is a fold of the record."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from tocsin.duty.docket import Pair, approved, clocks
from tocsin.model import (
    Approval,
    Cancellation,
    Clock,
    Closing,
    DutyDecision,
    DutyProposal,
    Extension,
    Incident,
    Notice,
    NoticeKind,
    Policy,
    Reopening,
    Task,
)


class Docket(Protocol):
    """What the desk asks of a docket."""

    def clocks(self, *, renew_by: datetime | None = None) -> tuple[Clock, ...]:
        """What a person must do, what is due first at the head; of what holds, only what ends by then."""
        ...


@dataclass(frozen=True, slots=True)
class Scan:
    """A docket that is worked out anew from every word of a book, whenever it is asked for."""

    book: Any

    def clocks(self, *, renew_by: datetime | None = None) -> tuple[Clock, ...]:
        """What a person must do."""
        holders = held(self.book.all(Incident))
        found = (c for (holder, _), pair in self._pairs(holders).items() for c in clocks(pair, incident=holder))
        asked = (c for c in found if c.task is not Task.RENEW or renew_by is None or c.due <= renew_by)
        return tuple(sorted(asked, key=in_order))

    def _pairs(self, holders: Mapping[str, str]) -> Mapping[tuple[str, str], Pair]:
        words: dict[tuple[str, str], list[Any]] = defaultdict(list)
        pair_of: dict[str, tuple[str, str]] = {}
        for word in (*self.book.all(DutyProposal), *self.book.all(DutyDecision)):
            pair = pair_of[word.id] = (holders.get(word.incident, word.incident), word.protected)
            words[pair].append(word)
        for notice in self.book.all(Notice):
            if notice.decision in pair_of:  # else its ruling was erased
                pair_of[notice.id] = pair_of[notice.decision]
                words[pair_of[notice.id]].append(notice)
        acts = (*self.book.all(Approval), *self.book.all(Cancellation), *self.book.all(Extension))
        for word in (*acts, *self.book.all(Reopening)):
            about = word.decision if isinstance(word, Reopening) else word.notice
            if about in pair_of:
                words[pair_of[about]].append(word)
        closings: dict[str, list[Closing]] = defaultdict(list)
        for closing in self.book.all(Closing):
            closings[holders.get(closing.incident, closing.incident)].append(closing)
        policies = self.book.all(Policy)
        overtaken: dict[str, set[str]] = defaultdict(set)
        for (holder, _), mine in words.items():
            overtaken[holder] |= referred_to(mine, policies=policies)
        return {
            (holder, protected): pair_of_words(
                mine, closings=closings[holder], overtaken=overtaken[holder], policies=policies
            )
            for (holder, protected), mine in words.items()
        }


def held(incidents: Iterable[Incident]) -> dict[str, str]:
    """Every incident's id and every alias, to the id of the incident that now holds it."""
    return {name: i.id for i in incidents if i.statements for name in (i.id, *i.aliases)}


def in_order(clock: Clock) -> tuple[Any, ...]:
    """What is due first comes first."""
    return clock.due, clock.protected, clock.about


def pair_of_words(
    words: Iterable[Any], *, closings: Iterable[Closing], overtaken: Iterable[str], policies: Iterable[Policy]
) -> Pair:
    """The pair that these words are of."""
    mine = tuple(words)
    return Pair(
        proposals=tuple(w for w in mine if isinstance(w, DutyProposal)),
        decisions=tuple(w for w in mine if isinstance(w, DutyDecision)),
        reopenings=tuple(w for w in mine if isinstance(w, Reopening)),
        notices=tuple(w for w in mine if isinstance(w, Notice)),
        approvals=tuple(w for w in mine if isinstance(w, Approval)),
        cancellations=tuple(w for w in mine if isinstance(w, Cancellation)),
        extensions=tuple(w for w in mine if isinstance(w, Extension)),
        closings=tuple(closings),
        policies=tuple(policies),
        overtaken=frozenset(overtaken),
    )


def referred_to(words: Iterable[Any], *, policies: Iterable[Policy]) -> set[str]:
    """The CAP references of the approved alerts among these words, their rulings among them."""
    mine = tuple(words)
    found = approved(
        (w for w in mine if isinstance(w, Notice) and w.kind is NoticeKind.ALERT),
        approvals=(w for w in mine if isinstance(w, Approval)),
        decisions=(w for w in mine if isinstance(w, DutyDecision)),
        policies=policies,
    )
    return {reference for alert in found for reference in alert.references}
