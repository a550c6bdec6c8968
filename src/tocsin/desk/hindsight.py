"""Afterwards: how a danger turned out, as a person judges it, and whether those who were warned had it in time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone

from tocsin.casebook.act import Act
from tocsin.casebook.port import Book
from tocsin.desk.apart import read
from tocsin.desk.dates import interval
from tocsin.desk.disclosing import Ours, desk_of, notices_about, post_of, whichever
from tocsin.desk.handover import span
from tocsin.desk.keys import Key, prove
from tocsin.desk.outlook import outlooks
from tocsin.desk.passing import named
from tocsin.model import (
    Came,
    DutyDecision,
    DutyProposal,
    Heard,
    Incident,
    Lead,
    NotAllowed,
    Notice,
    NoticeStatus,
    Outcome,
    Outlook,
    Person,
    Publication,
    Stage,
    Tally,
    Warn,
    When,
)
from tocsin.model.spans import kilometres
from tocsin.release.drawing import PUBLIC
from tocsin.release.handing import Handed, Post, fared_with, heard_by, until
from tocsin.release.relaying import passings, relayed

_EAST, _WEST = timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))
"""Where a day begins first, and where it ends last: of a day without an hour no zone is known."""
_HAD = frozenset({Heard.TOLD, Heard.PERHAPS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Hindsight:
    """One danger afterwards: how it turned out, when that began, and who had been warned of it by then.

    `outcome` is the last that a person judged, as it stands on record, and None where nobody did; `because` is its
    reason, as a person reads it. `began` is what they said, else when the record has it that the incident happened.
    `against` is what our own record says against what they judged, in words: it changes nothing. `ready` where it can
    be judged: what was feared is over, or our warnings of it have run out. `exercise` where every notice of it was one;
    where there is none, where every notice on record was.
    """

    incident: Incident
    event: Incident | None
    outcome: Outcome | None
    because: str
    began: When | None
    outlook: Outlook
    leads: tuple[Lead, ...]
    against: tuple[str, ...]
    ready: bool
    exercise: bool

    @property
    def stands(self) -> bool:
        """Whether there is anything to look back at: a person judged it, or it waits for that."""
        return self.outcome is not None or self.ready


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """What the book holds that hindsight is made of, read once, as it stood at a moment."""

    book: Book
    at: datetime
    notices: tuple[Notice, ...]
    proposals: tuple[DutyProposal, ...]
    decisions: tuple[DutyDecision, ...]
    outcomes: tuple[Outcome, ...]
    desk: Ours


def judge(
    incident: str, *, came: Came, because: str, event: str = "", began: When | None = None, book: Book, by: Person,
    at: datetime, key: Key = None, required: bool,
) -> Outcome:  # fmt: skip
    """A person puts on record how a danger turned out. They may do so again, otherwise; the last word counts.

    Where it came, `event` is the incident that came of it; it need not be given where the incident itself is on record
    as having happened. When it began is read off that incident, unless it is given.

    Raises:
        NotFound: there is no such incident.
        NotAllowed: no reason is given; what came has no known beginning, or begins after now; what did not come has
            one; or whoever says so has a key and does not sign.
    """
    found = whichever(incident, book=book)
    where = f"incident {found.id[:12]}"
    if not any(letter.isalpha() for letter in because):
        raise NotAllowed(where=where, what="it is not said why", now="say it in words, with --because")
    of = whichever(event, book=book) if event else found if came.happened and _is_over(found, book) else None
    if came.happened:
        began = began or (of.time if of is not None and _happened(of) else None)
        if began is None:
            raise NotAllowed(where=where, what="the record does not say when it began", now="say it, with --began")
        if _earliest(began) > at:
            raise NotAllowed(where=where, what="it would have begun after now", now="see whether --began is right")
    elif began is not None:
        raise NotAllowed(where=where, what=f"what was {came} began at no time", now="leave --began out")
    elif event and came is Came.FALSE_ALARM:
        raise NotAllowed(where=where, what="nothing comes of a false alarm", now="leave --event out")
    with book.transaction():
        bare = Outcome(
            incident=found.id, came=came, because=because, event=of.id if of else "", began=began, by=by, at=at
        )
        made = prove(book.apart(bare, at=at), key=key, required=required, book=book)
        book.record(Act(kind="outcome", subject=found.id, words=(made,), by=by, at=at))
    return made


def of_incident(incident: str, *, book: Book, at: datetime) -> Hindsight:
    """One danger, given by its incident or one that it took in.

    Raises:
        NotFound: there is no such incident.
    """
    found = whichever(incident, book=book)
    return _hindsight(found, outlooks((found,), book=book)[0], _look(book, at))


def of_all(*, book: Book, at: datetime, among: Iterable[Incident] | None = None) -> tuple[Hindsight, ...]:
    """Every danger of which anybody was warned, on which anybody ruled, or which was judged, in their order.

    `among` are the incidents that are looked at, where not all are.
    """
    held = _look(book, at)
    about = {w.incident for group in (held.notices, held.decisions, held.outcomes) for w in group}
    asked = {p.incident for p in held.proposals if isinstance(p.proposes, Warn)}
    every = book.all(Incident) if among is None else among
    found = [i for i in every if (about | asked) & {i.id, *i.aliases}]
    return tuple(_hindsight(i, o, held) for i, o in zip(found, outlooks(found, book=book), strict=True))


def awaited(*, book: Book, at: datetime) -> tuple[Hindsight, ...]:
    """The dangers that a warning of ours went out about, that are over or no longer held by one, and nobody judged."""
    about = {n.incident for n in book.all(Notice)}
    warned = [i for i in book.all(Incident) if about & {i.id, *i.aliases}]
    found = of_all(book=book, at=at, among=warned) if warned else ()
    return tuple(h for h in found if h.ready and h.outcome is None and any(lead.sent for lead in h.leads))


def tallies(found: Iterable[Hindsight]) -> Iterator[Tally]:
    """How many turned out how: of what was meant, then of exercises; of whichever there is any."""
    every = tuple(found)
    for exercise in (False, True):
        some = [h for h in every if h.exercise is exercise]
        if some:
            yield _tally(some, exercise=exercise)


def _tally(some: Sequence[Hindsight], *, exercise: bool) -> Tally:
    def count(*came: Came) -> int:
        return sum(1 for h in some if h.outcome is not None and h.outcome.came in came)

    left = [h for h in some if h.outcome is None]
    return Tally(
        exercise=exercise, hits=count(Came.IN_THE_WINDOW), close=count(Came.LATE, Came.ELSEWHERE),
        misses=count(Came.MISSED), false_alarms=count(Came.FALSE_ALARM), averted=count(Came.AVERTED),
        unknown=count(Came.UNKNOWN), unjudged=sum(1 for h in left if h.ready),
        open=sum(1 for h in left if not h.ready),
    )  # fmt: skip


def _look(book: Book, at: datetime) -> _Held:
    return _Held(
        book=book, at=at, notices=tuple(n for n in book.all(Notice) if n.sent <= at),
        proposals=tuple(p for p in book.all(DutyProposal) if p.became_aware <= at),
        decisions=tuple(d for d in book.all(DutyDecision) if d.at <= at),
        outcomes=tuple(o for o in book.all(Outcome) if o.at <= at), desk=desk_of(book),
    )  # fmt: skip


def _hindsight(found: Incident, outlook: Outlook, held: _Held) -> Hindsight:
    names = {found.id, *found.aliases}
    judged = [o for o in held.outcomes if o.incident in names]
    outcome = max(reversed(judged), key=lambda o: o.at) if judged else None  # of one moment the last put down
    event = found if _happened(found) and not outlook.open else None
    if outcome is not None:
        event = whichever(outcome.event, book=held.book) if outcome.event else None
    began = outcome.began if outcome is not None else event.time if event is not None else None
    notices = tuple(n for n in notices_about(found, held.notices) if not n.cancels)
    leads = tuple(_leads(found, notices, began, held))
    if outcome is not None and not outcome.came.happened:
        leads = tuple(_before_nothing(lead, outcome.came) for lead in leads)
    went = [n for n in notices if any(lead.sent for lead in leads if lead.recipient == n.recipient)]
    over = not outlook.open or (bool(went) and all(n.expires <= held.at for n in went))
    made = Hindsight(
        incident=found, event=event, outcome=outcome, because=read(outcome, book=held.book).because if outcome else "",
        began=began, outlook=outlook, leads=leads, against=(), ready=over,
        exercise=bool(held.notices) and all(n.status is NoticeStatus.EXERCISE for n in notices or held.notices),
    )  # fmt: skip
    return replace(made, against=tuple(_against(made))) if outcome is not None else made


def _happened(incident: Incident) -> bool:
    return incident.stage in {Stage.ACCOMPLISHED, Stage.ATTEMPTED}


def _is_over(incident: Incident, book: Book) -> bool:
    """Whether it happened, and nothing else that it tells of may still come."""
    return _happened(incident) and not outlooks((incident,), book=book)[0].open


def _leads(found: Incident, notices: Sequence[Notice], began: When | None, held: _Held) -> Iterator[Lead]:
    """One for each who was, or should have been, warned: the public last."""
    names = {found.id, *found.aliases}
    asked = [p for p in held.proposals if p.incident in names]
    ruled = [d for d in held.decisions if d.incident in names]
    post = until(post_of(tuple(notices), book=held.book, idle={}), held.at)
    to = dict.fromkeys((*(p.protected for p in asked), *(d.protected for d in ruled), *(n.recipient for n in notices)))
    for whom in sorted(to, key=lambda name: (name == PUBLIC, name)):
        theirs = [n for n in post.notices if n.recipient == whom]
        aware = [p.became_aware for p in asked if p.protected == whom]
        aware += [d.became_aware for d in ruled if d.protected == whom]
        warned = [d.at for d in ruled if isinstance(d.ruling, Warn) and whom in {d.protected, PUBLIC}]
        bare = Lead(
            incident=found.id, recipient=whom, heard=Heard.NOT_TOLD, because="",
            aware=min(aware, default=None), ruled=min(warned, default=None),
        )  # fmt: skip
        last = max((d for d in ruled if d.protected == whom), key=lambda d: d.at, default=None)
        yield _lead(bare, theirs, post, began=began, last=last, held=held)


@dataclass(frozen=True, slots=True)
class _Had:
    """A notice that may have reached somebody: since when it may have, and since when they are known to have had it."""

    notice: Notice
    sent: datetime | None
    told: datetime | None


def _lead(
    bare: Lead, theirs: Sequence[Notice], post: Post, *, began: When | None, last: DutyDecision | None, held: _Held
) -> Lead:
    had = [h for n in theirs for h in _had(n, post, held)]
    sent = min((h.sent for h in had if h.sent is not None), default=None)
    told = min((h.told for h in had if h.told is not None), default=None)
    lead = replace(bare, sent=sent, told=told)
    if sent is None and told is None:
        return replace(lead, because=_never(theirs, last))
    if began is None:
        return replace(lead, heard=None, because="when it began is not known")
    heard, first = _before(sent, told, began)
    if first is None:
        words = "which came first, our warning or the attack, is not known"
        return replace(lead, heard=None, because=words)
    least, most = _earliest(began) - first, _latest(began) - first
    lead = replace(lead, heard=heard, least=int(least.total_seconds()), most=int(most.total_seconds()))
    if heard not in _HAD:
        return replace(lead, because=f"warned {_length(-most, -least)} after it began")
    ran = _held_when(had, began, post)
    return replace(lead, held=ran[0], because=f"{_so_long(lead, _length(least, most))}{ran[1]}")


def _before_nothing(lead: Lead, came: Came) -> Lead:
    """The same where nothing came, or nobody knows whether it did: whoever had our warning had it."""
    if lead.sent is None and lead.told is None:
        return lead
    heard = Heard.TOLD if lead.told is not None else Heard.PERHAPS
    what = "whether it came is not known" if came is Came.UNKNOWN else "it did not come"
    how = "answered for our warning" if lead.told is not None else "may have had our warning; nobody answered for it"
    return replace(lead, heard=heard, because=f"{how}; {what}")


def _so_long(lead: Lead, length: str) -> str:
    if lead.heard is Heard.TOLD:
        return f"answered for our warning {length} before it began"
    if lead.recipient == PUBLIC:
        return f"our warning was put out {length} before it began"
    return f"may have had our warning {length} before it began, and nobody had answered for it"


def _had(notice: Notice, post: Post, held: _Held) -> Iterator[_Had]:
    """By each way by which a notice may have reached somebody; what it comes to is asked where all telling is."""
    asked = named(passings(post.relays), book=held.book)
    ways: tuple[Handed, ...] = (
        *fared_with(notice, post, ours=held.desk, at=held.at),
        *relayed(asked, notice=notice.id, desk=held.desk, newer=""),
    )
    for way in ways:
        heard = heard_by(notice, way, ours=held.desk)
        if heard in _HAD:
            yield _Had(notice, way.sent or way.known, way.known if heard is Heard.TOLD else None)
    for each in held.book.all(Publication, parent=notice.id) if notice.recipient == PUBLIC else ():
        if each.at <= held.at:
            yield _Had(notice, each.at, None)


def _before(sent: datetime | None, told: datetime | None, began: When) -> tuple[Heard, datetime | None]:
    """What somebody had before it began, and since when: told goes before perhaps; None where it cannot be said."""
    first, last = _earliest(began), _latest(began)
    if told is not None and told <= first:
        return Heard.TOLD, told
    if sent is not None and sent <= first:
        return Heard.PERHAPS, sent
    at = min(moment for moment in (sent, told) if moment is not None)
    return Heard.NOT_TOLD, at if at >= last else None


def _held_when(had: Sequence[_Had], began: When, post: Post) -> tuple[bool | None, str]:
    """Whether a notice that had gone out still held when it began, and what to say where none did.

    Of the versions of one notice that had gone out the newest counts: it took the place of those before.
    """
    first, last = _earliest(began), _latest(began)
    newest: dict[tuple[str, str], Notice] = {}
    for each in sorted(had, key=lambda h: h.notice.sent):
        if (each.sent or each.told or last) <= first:
            newest[each.notice.kind, each.notice.language] = each.notice
    ends = {_end(n, post): n for n in newest.values()}
    if any(end > last for end in ends):
        return True, ""
    if any(end > first for end in ends):
        return None, "; whether it still held then is not known"
    end = max(ends)
    how = "had been taken back" if end < ends[end].expires else "had run out"
    return False, f"; the last {how} {_length(first - end, last - end)} before"


def _end(notice: Notice, post: Post) -> datetime:
    """When a notice held no longer: it ran out, or it, or a version that it revises, was taken back."""
    by_id, versions = {n.id: n for n in post.notices}, [notice]
    while (before := by_id.get(versions[-1].revises)) is not None and before not in versions:
        versions.append(before)
    ids = {n.id for n in versions}
    return min((notice.expires, *(c.at for c in post.cancellations if c.notice in ids)))


def _never(theirs: Sequence[Notice], last: DutyDecision | None) -> str:
    if theirs:
        return "a warning was drawn up, and none is known to have gone out"
    if last is None:
        return "nobody ruled, and no warning was drawn up"
    ruling = "to warn, and no warning was drawn up" if isinstance(last.ruling, Warn) else "not to warn"
    return f"{last.by.name} ruled {ruling}"


def _against(made: Hindsight) -> Iterator[str]:
    """What the record says against what a person judged."""
    came = made.outcome.came if made.outcome is not None else Came.UNKNOWN
    before = [lead.recipient for lead in made.leads if lead.heard in _HAD]
    holding = [lead.recipient for lead in made.leads if lead.held]
    if came is Came.IN_THE_WINDOW and not any(lead.held is not False for lead in made.leads if lead.heard in _HAD):
        yield "no warning of ours that had gone out held when it began"
    if came is Came.LATE and holding:
        yield f"our warning to {', '.join(holding)} still held when it began"
    if came is Came.LATE and not before:
        yield "no warning of ours is known to have gone out before it began"
    if came is Came.MISSED and before:
        yield f"our warning had gone out to {', '.join(before)} before it began"
    if not came.happened and came is not Came.UNKNOWN and _happened(made.incident):
        yield "the incident is on record as having happened"
    if came.happened and made.event is not None and not (made.event.statements and _happened(made.event)):
        yield "no report that stands tells that what is named as having come of it happened"
    if made.event is not None and made.began is not None and _happened(made.event) and made.event.time is not None:
        yield from _other_time(made.began, made.event.time)
    if came is Came.ELSEWHERE and made.event is not None and made.event.id != made.incident.id:
        yield from _same_place(made.incident, made.event)


def _other_time(began: When, recorded: When) -> Iterator[str]:
    if _latest(began) <= _earliest(recorded) or _latest(recorded) <= _earliest(began):
        yield f"by the reports it was on {interval(recorded)}"


def _same_place(feared: Incident, event: Incident) -> Iterator[str]:
    if feared.place is not None and event.place is not None:
        apart = kilometres(feared.place, event.place)
        if apart is not None and apart <= (feared.place.radius_km or 0):
            yield f"{event.place.name} lies within {feared.place.name}, which was warned of"


def _earliest(when: When) -> datetime:
    return when.start if isinstance(when.start, datetime) else _midnight(when.start, _EAST)


def _latest(when: When) -> datetime:
    return when.end if isinstance(when.end, datetime) else _midnight(when.end + timedelta(days=1), _WEST)


def _midnight(day: date, zone: timezone) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


def _length(least: timedelta, most: timedelta) -> str:
    return span(least) if least == most else f"at least {span(least)}"
