"""The notices: to whom, in what state, what was told and kept back, and what became of each."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from tocsin.desk.counted import many
from tocsin.desk.dossier import relayed, saying
from tocsin.desk.dossier.relayed import Asked
from tocsin.desk.dossier.shelf import Shelf
from tocsin.desk.dossier.values import Cell, Fact, Lines, Row, Table, Told, Tone
from tocsin.desk.handover import span
from tocsin.model import (
    Approval,
    Attempt,
    Delivery,
    DutyDecision,
    Line,
    Notice,
    NoticeStatus,
    Receipt,
    Reopening,
    digest,
)

_LOUD = {Delivery.UNKNOWN, Delivery.FAILED, Delivery.REFUSED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """All that is on record of the notices within the scope."""

    notices: tuple[Notice, ...]
    approvals: tuple[Approval, ...]
    attempts: tuple[Attempt, ...]
    receipts: tuple[Receipt, ...]
    reopened: Mapping[str, Reopening]
    standing: frozenset[str]
    relays: tuple[Asked, ...]
    elsewhere: Mapping[str, tuple[str, ...]]
    told: Callable[[str], str]


def notices(post: Post, *, shelf: Shelf) -> tuple[Told, ...]:
    """Every notice, in the order in which they were drawn up."""
    return tuple(_told(number, notice, post, shelf) for number, notice in enumerate(post.notices, 1))


def exercise(found: Iterable[Notice]) -> str:
    """The banner: that this is an exercise, where any notice is one."""
    if any(n.status in {NoticeStatus.EXERCISE, NoticeStatus.TEST} for n in found):
        return "EXERCISE – EXERCISE – EXERCISE. Nothing here is a warning about anything."
    return ""


def _told(number: int, notice: Notice, post: Post, shelf: Shelf) -> Told:
    id_, text = notice.id, digest(notice.body)
    attempts = [a for a in post.attempts if a.notice == id_]
    relays = [each for each in post.relays if each.passing.last.notice == id_]
    approvals = [a for a in post.approvals if a.notice == id_ and a.body == text]
    references = f"updates {len(notice.references)} earlier alerts" if notice.references else ""
    facts = (
        saying.fact("status", notice.status),
        saying.fact("marking", f"TLP:{notice.marking}", *(f"group {g}" for g in notice.groups)),
        Fact(label="about", lines=(shelf.case(notice.incident),)),
        saying.fact("drawn up", saying.moment(notice.sent, shelf.at), references),
        Fact(label="approved", lines=_approved(approvals, shelf)),
        Fact(label="holds until", lines=_expiry(notice, shelf)),
        saying.fact("text", f"sha256 {text}", f"{notice.media_type}, language {notice.language}"),
        *_elsewhere(notice, post, shelf),
    )  # fmt: skip
    return Told(
        number=number, id=saying.short(id_), title=f"{notice.kind.capitalize()} to {_recipient(notice, shelf)}",
        state=relayed.state(
            _state(notice, attempts=attempts, approved=bool(approvals), post=post, shelf=shelf), relays
        ),
        facts=facts,
        text=_text(notice, shelf),
        disclosures=Table(
            title="What was told and what was kept back", columns=("statement", "told", "because"),
            rows=_disclosures(notice, shelf), empty="It draws on no statement.",
        ),
        attempts=Table(
            title="What became of it", columns=("by", "to", "attempted", "outcome", "because"),
            rows=(*(row for a in attempts for row in _attempt(a, post, shelf)),
                  *(relayed.row(each, shelf) for each in relays)),
            empty="It was never sent.",
        ),
    )  # fmt: skip


def _elsewhere(notice: Notice, post: Post, shelf: Shelf) -> tuple[Fact, ...]:
    """That it holds and tells of what was taken out of its incident since."""
    lines = post.elsewhere.get(notice.id, ()) if shelf.at < notice.expires else ()
    words = "IT TELLS OF WHAT IS NOT IN ITS INCIDENT ANY MORE"
    cells = (Cell(words=words, tone=Tone.LOUD), *(Cell(words=line) for line in lines))
    return (Fact(label="taken apart", lines=cells),) if lines else ()


def _approved(approvals: list[Approval], shelf: Shelf) -> Lines:
    if not approvals:
        return (Cell(words="by nobody", tone=Tone.MISSING),)
    return saying.says(*(f"by {a.by.name}, {saying.moment(a.at, shelf.at)}" for a in approvals))


def _recipient(notice: Notice, shelf: Shelf) -> str:
    entry = shelf.protected.get(notice.recipient)
    return entry.name if entry else "the public" if notice.recipient == "public" else notice.recipient


def _state(notice: Notice, *, attempts: list[Attempt], approved: bool, post: Post, shelf: Shelf) -> Cell:
    again = post.reopened.get(notice.decision)
    if again is not None:
        return Cell(words=f"REOPENED: {again.because}", tone=Tone.LOUD)
    if not attempts:
        if notice.decision not in post.standing:
            return Cell(words="superseded before it was sent", tone=Tone.QUIET)
        words = "approved, not sent" if approved else "waits for approval"
        late = shelf.at >= notice.expires
        return Cell(words=f"{words}; EXPIRED" if late else words, tone=Tone.LOUD if late else Tone.MISSING)
    known = {a.id: _outcomes(a, post) for a in attempts}
    outcomes = {r for group in known.values() for r in group}
    if Delivery.ACKNOWLEDGED in outcomes:
        return Cell(words="acknowledged")
    worst = outcomes & _LOUD
    words = ", ".join(sorted(saying.OUTCOME[o] for o in outcomes))
    return Cell(words=f"not acknowledged; {words}", tone=Tone.LOUD if worst else Tone.MISSING)


def _outcomes(attempt: Attempt, post: Post) -> tuple[Delivery, ...]:
    id_ = attempt.id
    return tuple(r.outcome for r in post.receipts if r.attempt == id_) or (Delivery.UNKNOWN,)


def _expiry(notice: Notice, shelf: Shelf) -> Lines:
    until = Cell(words=saying.moment(notice.expires, shelf.at))
    if shelf.at >= notice.expires:
        late = span(shelf.at - notice.expires)
        words = f"EXPIRED {late} ago; its end is not an all-clear"
        return (until, Cell(words=words, tone=Tone.LOUD))
    return (until, Cell(words="its end is not an all-clear", tone=Tone.QUIET))


def _text(notice: Notice, shelf: Shelf) -> tuple[Fact, ...]:
    parts = [Fact(label="headline", lines=saying.says(notice.headline))]
    if notice.above:
        parts.append(Fact(label="above the tear line, for the recipient alone", lines=_lines(notice.above, shelf)))
    label = "below the tear line, may be passed on" if notice.above else "text"
    parts.append(Fact(label=label, lines=_lines(notice.below, shelf)))
    return tuple(parts)


def _lines(lines: tuple[Line, ...], shelf: Shelf) -> Lines:
    return tuple(Cell(words=line.text or "an empty line", on=shelf.on(line.draws_on)) for line in lines)


def _disclosures(notice: Notice, shelf: Shelf) -> tuple[Row, ...]:
    """Told or kept back, those with one reason in one row."""
    groups: dict[tuple[bool, str], list[str]] = {}
    for d in notice.disclosures:
        groups.setdefault((d.told, d.because), []).append(d.statement)
    return tuple(
        saying.row(
            (Cell(words=many(len(ids), "statement"), on=shelf.on(ids)),),
            (Cell(words="told") if told else Cell(words="KEPT BACK", tone=Tone.LOUD),),
            saying.says(because),
        )
        for (told, because), ids in groups.items()
    )  # fmt: skip


def _attempt(attempt: Attempt, post: Post, shelf: Shelf) -> tuple[Row, ...]:
    head: tuple[Lines, ...] = (
        saying.says(f"{attempt.contact.channel}, attempt {attempt.number}"),
        saying.says(post.told(attempt.contact.address)),
        saying.says(saying.moment(attempt.at, shelf.at)),
    )
    id_ = attempt.id
    receipts = [r for r in post.receipts if r.attempt == id_]
    if not receipts:
        unknown = Cell(words=saying.OUTCOME[Delivery.UNKNOWN], tone=Tone.LOUD)
        return (Row(fields=(*head, (unknown,), (Cell(words="nothing came back", tone=Tone.MISSING),))),)
    return tuple(
        Row(fields=(
            *head,
            (Cell(words=saying.OUTCOME[r.outcome], tone=Tone.LOUD if r.outcome in _LOUD else Tone.PLAIN),
             Cell(words=f"{saying.moment(r.at, shelf.at)}, by {saying.agent(r.by)}", tone=Tone.QUIET)),
            saying.says(r.because),
        ))
        for r in receipts
    )  # fmt: skip


def within(found: Iterable[Notice], decisions: Iterable[DutyDecision], *, shelf: Shelf) -> tuple[Notice, ...]:
    """The notices about incidents within the scope."""
    about = {d.id: d.incident for d in decisions}
    return tuple(n for n in found if shelf.shows(about.get(n.decision, n.incident)))
