"""The docket in the database: every proposal, ruling and notice is a row, and on it stands its clock, if one runs."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from tocsin.casebook.asking import ask
from tocsin.casebook.docket import pair_of_words, referred_to
from tocsin.casebook.lending import moment, ticks
from tocsin.casebook.models import Docketed
from tocsin.casebook.view import some, word_at, words, words_at
from tocsin.codec import tag
from tocsin.duty.docket import clocks
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

_BATCH = 500
_CHANGES = ["incident", "holder", "protected", "public"]
_MET = "SELECT holder, protected, public FROM tocsin_docket WHERE "
_CLOCK = ["task", "recipient", "policy", "since", "due"]


@dataclass(frozen=True, slots=True)
class Rows:
    """The docket of the casebook that Django knows under this alias."""

    alias: str

    def clocks(self, *, renew_by: datetime | None = None) -> tuple[Clock, ...]:
        """What a person must do, what is due first at the head."""
        rows = Docketed.objects.using(self.alias).exclude(task="")
        if renew_by is not None:
            rows = rows.filter(~Q(task=Task.RENEW.value) | Q(due__lte=ticks(renew_by)))
        return tuple(map(_clock, rows.order_by("due", "protected", "about")))

    def fold(self, entry: Iterable[Any]) -> None:
        """Fold the words of one entry into the docket; the view holds them already."""
        mine = tuple(entry)
        touched = self._held_anew([w for w in mine if isinstance(w, Incident)])
        touched |= self._listed([w for w in mine if isinstance(w, DutyProposal | DutyDecision | Notice)])
        touched |= self._named(mine)
        held: dict[str, set[str]] = {}
        for holder, protected in touched:
            held.setdefault(holder, set()).add(protected)
        for holder, those in held.items():
            self._wind(holder, sorted(those))

    def empty(self) -> None:
        """Drop every row, before all is folded anew."""
        Docketed.objects.using(self.alias).all().delete()

    def _held_anew(self, incidents: Collection[Incident]) -> set[tuple[str, str]]:
        """Follow incidents as they take each other in and let each other go; the pairs that this touches."""
        touched: set[tuple[str, str]] = set()
        if not incidents:
            return touched
        rows = Docketed.objects.using(self.alias)
        for incident in incidents:
            names = {incident.id, *incident.aliases} if incident.statements else set()
            for name, pairs in _grouped(rows.filter(holder=incident.id).exclude(incident__in=names)).items():
                rows.filter(holder=incident.id, incident=name).update(holder=name)
                touched |= pairs | {(name, protected) for _, protected in pairs}
        for incident in incidents:
            if incident.statements:
                names = {incident.id, *incident.aliases}
                found = rows.filter(incident__in=names).exclude(holder=incident.id)
                pairs = set().union(*_grouped(found).values())
                found.update(holder=incident.id)
                touched |= pairs | {(incident.id, protected) for _, protected in pairs}
        return touched

    def _listed(self, new: Collection[DutyProposal | DutyDecision | Notice]) -> set[tuple[str, str]]:
        """Put each word on its row; the pairs that they are of. A notice goes wherever its ruling goes."""
        if not new:
            return set()
        decided = {w.id: w for w in new if isinstance(w, DutyDecision)}
        ruled = [(w, self._ruling(w, decided) if isinstance(w, Notice) else w) for w in new]
        holders = self._holders({ruling.incident for _, ruling in ruled if ruling is not None})
        rows: dict[str, Docketed] = {}
        for word, ruling in ruled:
            if ruling is not None:  # else it was erased
                rows[word.id] = Docketed(
                    about=word.id, kind=tag(type(word)), incident=ruling.incident,
                    holder=holders.get(ruling.incident, ruling.incident), protected=ruling.protected,
                    public=isinstance(word, Notice) and word.kind is NoticeKind.ALERT, since=0, due=0,
                )  # fmt: skip
        Docketed.objects.using(self.alias).bulk_create(
            rows.values(),
            update_conflicts=True,
            unique_fields=["about"],
            update_fields=_CHANGES,
            batch_size=_BATCH,
        )
        return {(row.holder, row.protected) for row in rows.values()}

    def _ruling(self, notice: Notice, new: Mapping[str, DutyDecision]) -> DutyDecision | None:
        found: DutyDecision | None = new.get(notice.decision) or word_at(self.alias, DutyDecision, notice.decision)
        return found

    def _holders(self, incidents: Collection[str]) -> dict[str, str]:
        rows = Docketed.objects.using(self.alias).filter(incident__in=incidents)
        return dict(rows.values_list("incident", "holder").distinct())

    def _named(self, entry: Iterable[Any]) -> set[tuple[str, str]]:
        """The pairs that an entry touches by naming a ruling, a notice, or an incident that was closed."""
        about: set[str] = set()
        incidents: set[str] = set()
        for word in entry:
            if isinstance(word, Approval | Cancellation | Extension):
                about.add(word.notice)
            elif isinstance(word, Reopening):
                about.add(word.decision)
            elif isinstance(word, Closing):
                incidents.add(word.incident)
        if not about and not incidents:
            return set()
        found = self._met(about, incidents)
        touched = {(holder, protected) for holder, protected, _ in found}
        public = {holder for holder, _, public in found if public}
        if public:
            rows = Docketed.objects.using(self.alias)
            touched |= set(rows.filter(holder__in=public, public=True).values_list("holder", "protected"))
        return touched

    def _met(self, about: Collection[str], holders: Collection[str]) -> list[tuple[str, str, bool]]:
        """Holder, protected and whether it is the public's, of rows about these or held by those.

        Every approval and closing asks this: it is spelled out, since Django builds such a query anew every time.
        """
        tests = [f"{name} IN ({', '.join(['%s'] * len(those))})" for name, those in
                 (("about", about), ("holder", holders)) if those]  # fmt: skip
        found = ask(self.alias, _MET + " OR ".join(tests), (*about, *holders))
        return [(holder, protected, bool(public)) for holder, protected, public in found]

    def _wind(self, holder: str, protected: Sequence[str]) -> None:
        """Set the clocks of an incident's pairs anew: all that they share is asked for once, however many they are."""
        names = Docketed.objects.using(self.alias).filter(holder=holder).values("incident")
        closings = (
            *words(self.alias, Closing, parent=holder), *words_at(self.alias, (Closing,), parents=names)
        )  # fmt: skip
        policies = words(self.alias, Policy)
        overtaken = self._overtaken(holder, policies)
        for start in range(0, len(protected), _BATCH):
            those = protected[start : start + _BATCH]
            rows = Docketed.objects.using(self.alias).filter(holder=holder, protected__in=those)
            whose = {row.about: row.protected for row in rows}
            pairs: dict[str, list[Any]] = {}
            for word in self._words(rows):
                pairs.setdefault(whose[_about(word)], []).append(word)
            made = (
                pair_of_words(mine, closings=closings, overtaken=overtaken, policies=policies)
                for mine in pairs.values()
            )
            found = {c.about: c for pair in made for c in clocks(pair, incident=holder)}
            changed = [row for row in rows if _set(row, found.get(row.about))]
            Docketed.objects.using(self.alias).bulk_update(changed, _CLOCK, batch_size=_BATCH)

    def _overtaken(self, holder: str, policies: Iterable[Policy]) -> set[str]:
        mine = self._words(Docketed.objects.using(self.alias).filter(holder=holder, public=True))
        rulings = some(self.alias, DutyDecision, keys={w.decision for w in mine if isinstance(w, Notice)})
        return referred_to((*mine, *rulings), policies=policies)

    def _words(self, rows: QuerySet[Docketed]) -> tuple[Any, ...]:
        """The words of these rows, in the order in which they were recorded; then what approves or reopens them."""
        about = rows.values("about")
        listed = words_at(self.alias, (DutyProposal, DutyDecision, Notice), keys=about)
        return (*listed, *words_at(self.alias, (Approval, Cancellation, Extension, Reopening), parents=about))


def _about(word: Any) -> str:
    """Which row a word belongs to: its own, or that of the notice or ruling which it approves, cancels or reopens."""
    if isinstance(word, Approval | Cancellation | Extension):
        return word.notice
    return str(word.decision if isinstance(word, Reopening) else word.id)


def _grouped(rows: Iterable[Docketed]) -> dict[str, set[tuple[str, str]]]:
    """The pairs of rows, by the incident under which each was recorded."""
    found: dict[str, set[tuple[str, str]]] = {}
    for row in rows:
        found.setdefault(row.incident, set()).add((row.holder, row.protected))
    return found


def _set(row: Docketed, clock: Clock | None) -> bool:
    """Set the clock of a row; whether it was another."""
    before = tuple(getattr(row, name) for name in _CLOCK)
    if clock is None:
        row.task = row.recipient = row.policy = ""
        row.since = row.due = 0
    else:
        row.task, row.recipient, row.policy = clock.task.value, clock.recipient, clock.policy
        row.since, row.due = ticks(clock.since), ticks(clock.due)
    return before != tuple(getattr(row, name) for name in _CLOCK)


def _clock(row: Docketed) -> Clock:
    return Clock(
        task=Task(row.task), about=row.about, incident=row.holder, protected=row.protected, recipient=row.recipient,
        policy=row.policy, since=moment(row.since), due=moment(row.due),
    )  # fmt: skip
