"""From a person's ruling to the notices that carry it out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tocsin.model import (
    Assessment,
    Certainty,
    Contact,
    DutyDecision,
    Incident,
    Line,
    NotAllowed,
    Notice,
    NoticeKind,
    Protected,
    Statement,
    Tlp,
    Warn,
    WarnUnnamed,
    Where,
)
from tocsin.release import substance, threat, tongues
from tocsin.release.alert import Codes, MsgType, Words, alert, identifier_of
from tocsin.release.area import area_of
from tocsin.release.briefing import briefing, name_of
from tocsin.release.checks import HEADLINE
from tocsin.release.issuer import Issuer
from tocsin.release.plain import plain
from tocsin.release.revising import REPLACES
from tocsin.release.substance import Published

PUBLIC = "public"


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What there is to tell of an incident: its statements, what we make of it, and whence it came.

    `statements` are by their ids, and may be more than its own; `markings` and `published` go by report.
    """

    incident: Incident
    statements: Mapping[str, Statement]
    assessment: Assessment
    markings: Mapping[str, Tlp]
    published: Published

    @property
    def held(self) -> tuple[Statement, ...]:
        """The statements of the incident that stand, in order of recording."""
        return tuple(self.statements[s] for s in self.incident.statements if s in self.statements)

    def kept(self, clearance: Tlp) -> dict[str, str]:
        """Those that somebody cleared so far may not see, and why."""
        return substance.withheld(self.held, markings=self.markings, clearance=clearance)


def draw_up(
    decision: DutyDecision, material: Material, *, protected: Protected, issuer: Issuer, at: datetime,
    references: Sequence[str] = (), replaces: str = "", until: datetime | None = None,
) -> tuple[Notice, ...]:  # fmt: skip
    """The public alert and the recipient's briefing that a ruling to warn asks for.

    There is no alert where nothing of what is to come may be told to everybody: it could tell nobody
    what to do, and that it exists would tell the wrong people that we know. There is none with a warning that does
    not bear our name, since an alert does (CAP 1.2, *sender*). `references`
    ("sender,identifier,sent" of earlier alerts) make the alert an update; the briefing says by its name which notice
    it `replaces`, unless it does not bear ours. `until` is when both expire, where a person chose it. Words that name
    no day ("tomorrow") are told with the day on which their report was published. What is marked decides nothing
    that everybody can see, expiry included.

    Raises:
        NotAllowed: the ruling is not to warn, or is about another incident or entry; a moment has no zone,
            or `until` is over; or a text that is not to name us would.
        BadInput: a reference is none.
    """
    _can_be_drawn(decision, material.incident, protected, at=at, until=until)
    secret = material.kept(Tlp.CLEAR)
    anyone = tuple(s for s in material.held if s.id not in secret)
    coming = threat.ahead(anyone)
    drawn = _Drawn(
        decision=decision, material=material, issuer=issuer, at=at, expires=until or threat.expires(coming, at=at),
        coming=coming, below=substance.below(anyone, published=material.published, at=at),
    )  # fmt: skip
    brief = _briefing(drawn, protected, replaces=replaces)
    if not coming or brief.unnamed:
        return (brief,)
    return (_alert(drawn, kept=secret, references=references), brief)


def _can_be_drawn(
    decision: DutyDecision, incident: Incident, protected: Protected, *, at: datetime, until: datetime | None
) -> None:
    where = f"decision {decision.id[:12]}"
    if not isinstance(decision.ruling, Warn):
        raise NotAllowed(where=where, what="only a ruling to warn is drawn up", now="rule to warn first")
    if decision.protected != protected.id or decision.incident not in {incident.id, *incident.aliases}:
        raise NotAllowed(where=where, what="the ruling is about another incident or entry", now="give those it names")
    if at.tzinfo is None or (until is not None and until.tzinfo is None):
        raise NotAllowed(where=where, what="a moment has a zone", now="give one, as +03:00")
    if until is not None and until.replace(microsecond=0) <= at:
        raise NotAllowed(where=where, what="it would be over before it is sent", now="choose a later time")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """What the alert and the briefing of one ruling have in common.

    `coming` and `below` are of what everybody may see: nothing else may show in what both tell.
    """

    decision: DutyDecision
    material: Material
    issuer: Issuer
    at: datetime
    expires: datetime
    coming: tuple[Statement, ...]
    below: tuple[Line, ...]

    @property
    def area(self) -> tuple[Where, ...]:
        return tuple(threat.places(self.coming))

    @property
    def headline(self) -> str:
        prefix = "" if self.issuer.authorised else "EXERCISE: "
        names = ", ".join(dict.fromkeys(place.name for place in self.area))
        return plain(f"{prefix}threat of attack, {names}" if names else f"{prefix}threat of attack", most=HEADLINE)


def _alert(drawn: _Drawn, *, kept: Mapping[str, str], references: Sequence[str]) -> Notice:
    decision, issuer = drawn.decision, drawn.issuer
    identifier = identifier_of(issuer, decision.id, PUBLIC, at=drawn.at)
    body = alert(
        identifier=identifier, issuer=issuer, sent=drawn.at, expires=drawn.expires,
        words=(_words(drawn.headline, drawn.below),), area=tuple(area_of(place) for place in drawn.area),
        codes=Codes(certainty=_certainty(drawn.coming)),
        msg_type=MsgType.UPDATE if references else MsgType.ALERT, references=references,
    )  # fmt: skip
    return Notice(
        kind=NoticeKind.ALERT, incident=drawn.material.incident.id, decision=decision.id, recipient=PUBLIC,
        contacts=(Contact(channel="folder", address=PUBLIC),), language=tongues.WRITTEN, status=issuer.status,
        marking=Tlp.CLEAR, headline=drawn.headline, above=(), below=drawn.below,
        disclosures=substance.disclosures(drawn.material.held, kept=kept, lines=drawn.below),
        media_type="application/cap+xml", body=body, sent=drawn.at, expires=drawn.expires, identifier=identifier,
        references=tuple(references),
    )  # fmt: skip


def _briefing(drawn: _Drawn, protected: Protected, *, replaces: str) -> Notice:
    decision, material, issuer, at = drawn.decision, drawn.material, drawn.issuer, drawn.at
    kept = material.kept(protected.clearance)
    told = tuple(s for s in material.held if s.id not in kept)
    unnamed = isinstance(decision.ruling, WarnUnnamed)
    said = (
        tuple(line for line in substance.below(told, published=material.published, at=at) if line not in drawn.below)
        if unnamed  # as much, and nobody who says so
        else substance.above(told, assessment=material.assessment, published=material.published, kept_back=bool(kept))
    )
    anew = (Line(text=f"{REPLACES}{replaces}."),) if replaces and not unnamed else ()
    above = (*anew, *tongues.lacking(protected), *said)
    identifier = name_of(decision, decision.id, protected.id, at.isoformat(), at=at)
    marking = max((material.markings[s.report] for s in told), key=list(Tlp).index, default=Tlp.CLEAR)
    body = briefing(
        recipient=protected, decision=decision, issuer=issuer, status=issuer.status, marking=marking,
        identifier=identifier, sent=at, expires=drawn.expires, above=above, below=drawn.below,
    )  # fmt: skip
    return Notice(
        kind=NoticeKind.BRIEFING, incident=material.incident.id, decision=decision.id, recipient=protected.id,
        contacts=protected.ways, language=tongues.WRITTEN, status=issuer.status, marking=marking,
        headline=drawn.headline, above=above, below=drawn.below,
        disclosures=substance.disclosures(material.held, kept=kept, lines=(*above, *drawn.below)),
        media_type="text/plain", body=body, sent=at, expires=drawn.expires, identifier=identifier,
        groups=protected.groups, unnamed=unnamed,
    )  # fmt: skip


def _words(headline: str, below: Sequence[Line]) -> Words:
    """The alert's own words, in the language in which notices are drawn up."""
    return Words(
        language=tongues.WRITTEN, event="Threat of attack", headline=headline,
        description="\n".join(line.text for line in below if line not in substance.ADVICE),
        instruction="\n".join(line.text for line in substance.ADVICE),
    )  # fmt: skip


def _certainty(coming: Sequence[Statement]) -> str:
    """CAP's word: "Likely" only where the text says probable or does not hedge; else "Possible"."""
    marks = {s.factuality.certainty for s in coming}
    return "Likely" if marks and marks <= {Certainty.CERTAIN, Certainty.PROBABLE} else "Possible"
