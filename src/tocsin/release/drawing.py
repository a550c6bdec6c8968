"""From a person's ruling to the notices that carry it out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from tocsin.model import (
    Assessment,
    Certainty,
    Contact,
    Disclosure,
    DutyDecision,
    Incident,
    Line,
    NotAllowed,
    Notice,
    NoticeKind,
    Polarity,
    Protected,
    Statement,
    Tlp,
    Warn,
    identity,
)
from tocsin.release import substance
from tocsin.release.alert import cap
from tocsin.release.briefing import briefing
from tocsin.release.issuer import Issuer

PUBLIC = "public"
HOLDS = timedelta(hours=24)
"""How long a notice holds where no window is stated: the office's own choice, so that somebody looks again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    disclosures: tuple[Disclosure, ...]
    statements: tuple[Statement, ...]
    kept_back: int


def draw_up(
    decision: DutyDecision, *, incident: Incident, statements: Mapping[str, Statement], assessment: Assessment,
    protected: Protected, markings: Mapping[str, Tlp], issuer: Issuer, at: datetime,
    references: Sequence[str] = (), until: datetime | None = None,
) -> tuple[Notice, Notice]:  # fmt: skip
    """The public alert and the recipient's briefing that a ruling to warn asks for.

    `references` ("sender,identifier,sent" of earlier alerts) make the alert an update; `until` is when
    both expire, where a person chose it.

    Raises:
        NotAllowed: the ruling is not to warn, or is about another incident or entry.
    """
    where = f"decision {decision.id[:12]}"
    if not isinstance(decision.ruling, Warn):
        raise NotAllowed(where=where, what="only a ruling to warn is drawn up")
    if decision.protected != protected.id or decision.incident not in {incident.id, *incident.aliases}:
        raise NotAllowed(where=where, what="the ruling is about another incident or entry")
    held = tuple(statements[s] for s in incident.statements if s in statements)
    expires = until or _expires(held, at=at)
    return (
        _alert(decision, held, incident=incident, markings=markings, issuer=issuer, at=at, expires=expires,
               references=references),
        _briefing(decision, held, incident=incident, assessment=assessment, protected=protected,
                  markings=markings, issuer=issuer, at=at, expires=expires),
    )  # fmt: skip


def _alert(
    decision: DutyDecision, held: Sequence[Statement], *, incident: Incident, markings: Mapping[str, Tlp],
    issuer: Issuer, at: datetime, expires: datetime, references: Sequence[str],
) -> Notice:  # fmt: skip
    told = _may_tell(held, markings=markings, clearance=Tlp.CLEAR)
    below = substance.below(told.statements, at=at)
    area = substance.places(_ahead(told.statements))
    headline = _headline(issuer, tuple(dict.fromkeys(place.name for place in area)))
    identifier = _identifier(decision, PUBLIC, at)
    body = cap(
        identifier=identifier, issuer=issuer, status=issuer.status, sent=at, expires=expires, headline=headline,
        below=below, advice=substance.ADVICE, area=area, certainty=_certainty(told.statements),
        urgency="Future", references=references,
    )  # fmt: skip
    return Notice(
        kind=NoticeKind.ALERT, incident=incident.id, decision=decision.id, recipient=PUBLIC,
        contacts=(Contact(channel="folder", address=PUBLIC),), language="en", status=issuer.status,
        marking=Tlp.CLEAR, headline=headline, above=(), below=below, disclosures=told.disclosures,
        media_type="application/cap+xml", body=body, sent=at, expires=expires, identifier=identifier,
        references=tuple(references),
    )  # fmt: skip


def _briefing(
    decision: DutyDecision, held: Sequence[Statement], *, incident: Incident, assessment: Assessment,
    protected: Protected, markings: Mapping[str, Tlp], issuer: Issuer, at: datetime, expires: datetime,
) -> Notice:  # fmt: skip
    told = _may_tell(held, markings=markings, clearance=protected.clearance)
    anyone = _may_tell(held, markings=markings, clearance=Tlp.CLEAR)
    above = (
        *substance.above(told.statements, assessment=assessment, kept_back=told.kept_back),
        *_tongue(protected),
    )
    below = substance.below(anyone.statements, at=at)
    identifier = _identifier(decision, protected.id, at)
    marking = max((markings[s.report] for s in told.statements), key=list(Tlp).index, default=Tlp.CLEAR)
    body = briefing(
        recipient=protected, decision=decision, issuer=issuer, status=issuer.status, marking=marking,
        identifier=identifier, sent=at, expires=expires, above=above, below=below,
    )  # fmt: skip
    place = substance.places(_ahead(anyone.statements))
    return Notice(
        kind=NoticeKind.BRIEFING, incident=incident.id, decision=decision.id, recipient=protected.id,
        contacts=_contacts(protected), language="en", status=issuer.status, marking=marking,
        headline=_headline(issuer, tuple(dict.fromkeys(p.name for p in place))), above=above, below=below,
        disclosures=told.disclosures, media_type="text/plain", body=body, sent=at, expires=expires,
        identifier=identifier, groups=protected.groups,
    )  # fmt: skip


def _may_tell(held: Sequence[Statement], *, markings: Mapping[str, Tlp], clearance: Tlp) -> _Told:
    found = substance.disclosures(held, markings=markings, clearance=clearance)
    told = {d.statement for d in found if d.told}
    statements = tuple(s for s in held if s.id in told)
    return _Told(disclosures=found, statements=statements, kept_back=len(held) - len(statements))


def _ahead(held: Sequence[Statement]) -> tuple[Statement, ...]:
    return tuple(s for s in held if s.kind in substance.AHEAD and s.factuality.polarity is not Polarity.NEGATIVE)


def _expires(held: Sequence[Statement], *, at: datetime) -> datetime:
    """The end of the last day of the stated window; a day from now where none is stated or it is over."""
    when = substance.window(_ahead(held))
    if when is None:
        return at + HOLDS
    end = datetime.combine(when.last_day, time(23, 59), tzinfo=at.tzinfo)
    return end if end > at else at + HOLDS


def _certainty(told: Sequence[Statement]) -> str:
    """CAP's word: "Likely" only where the text says probable or does not hedge; else "Possible"."""
    marks = {s.factuality.certainty for s in _ahead(told)}
    return "Likely" if marks and marks <= {Certainty.CERTAIN, Certainty.PROBABLE} else "Possible"


def _headline(issuer: Issuer, names: Sequence[str]) -> str:
    prefix = "" if issuer.authorised else "EXERCISE: "
    return f"{prefix}threat of attack, {', '.join(names)}" if names else f"{prefix}threat of attack"


def _identifier(decision: DutyDecision, recipient: str, at: datetime) -> str:
    return f"tocsin-{at:%Y%m%d}-{identity(decision.id, recipient, at.isoformat())[:12]}"


def _tongue(protected: Protected) -> tuple[Line, ...]:
    """Warn people in their own language; where nobody has supplied the text, say that it is lacking."""
    if "en" in protected.languages:
        return ()
    wanted = ", ".join(protected.languages)
    return (
        Line(text=f"This notice is in English only. You read: {wanted}. A text in it must be supplied by a person."),
    )


def _contacts(protected: Protected) -> tuple[Contact, ...]:
    own = protected.contacts
    return (*own, *(c for p in protected.protectors for c in p.contacts if c not in own))
