"""From a person's ruling to the notices that carry it out."""

from collections.abc import Mapping, Sequence
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


def draw_up(
    decision: DutyDecision, *, incident: Incident, statements: Mapping[str, Statement], assessment: Assessment,
    protected: Protected, markings: Mapping[str, Tlp], published: Published, issuer: Issuer, at: datetime,
    references: Sequence[str] = (), replaces: str = "", until: datetime | None = None,
) -> tuple[Notice, ...]:  # fmt: skip
    """The public alert and the recipient's briefing that a ruling to warn asks for.

    There is no alert where nothing of what is to come may be told to everybody: it could tell nobody
    what to do, and that it exists would tell the wrong people that we know. There is none with a warning that does
    not bear our name, since an alert does (CAP 1.2, *sender*). `references`
    ("sender,identifier,sent" of earlier alerts) make the alert an update; the briefing says by its name which notice
    it `replaces`, unless it does not bear ours. `until` is when both expire, where a person chose it. Words that name
    no day ("tomorrow") are told with the day on which their report was `published`. What is marked decides nothing
    that everybody can see, expiry included.

    Raises:
        NotAllowed: the ruling is not to warn, or is about another incident or entry; a moment has no zone,
            or `until` is over; or a text that is not to name us would.
        BadInput: a reference is none.
    """
    where = f"decision {decision.id[:12]}"
    if not isinstance(decision.ruling, Warn):
        raise NotAllowed(where=where, what="only a ruling to warn is drawn up", now="rule to warn first")
    if decision.protected != protected.id or decision.incident not in {incident.id, *incident.aliases}:
        raise NotAllowed(where=where, what="the ruling is about another incident or entry", now="give those it names")
    if at.tzinfo is None or (until is not None and until.tzinfo is None):
        raise NotAllowed(where=where, what="a moment has a zone", now="give one, as +03:00")
    if until is not None and until.replace(microsecond=0) <= at:
        raise NotAllowed(where=where, what="it would be over before it is sent", now="choose a later time")
    held = tuple(statements[s] for s in incident.statements if s in statements)
    secret = substance.withheld(held, markings=markings, clearance=Tlp.CLEAR)
    anyone = tuple(s for s in held if s.id not in secret)
    expires = until or threat.expires(threat.ahead(anyone), at=at)
    brief = _briefing(decision, held, anyone=anyone, incident=incident, assessment=assessment, protected=protected,
                      markings=markings, published=published, issuer=issuer, at=at, expires=expires,
                      replaces=replaces)  # fmt: skip
    if not threat.ahead(anyone) or brief.unnamed:
        return (brief,)
    return (
        _alert(decision, held, anyone=anyone, kept=secret, incident=incident, published=published,
               issuer=issuer, at=at, expires=expires, references=references),
        brief,
    )  # fmt: skip


def _alert(
    decision: DutyDecision, held: Sequence[Statement], *, anyone: Sequence[Statement], kept: Mapping[str, str],
    incident: Incident, published: Published, issuer: Issuer, at: datetime, expires: datetime,
    references: Sequence[str],
) -> Notice:  # fmt: skip
    coming = threat.ahead(anyone)
    below = substance.below(anyone, published=published, at=at)
    area = tuple(threat.places(coming))
    headline = _headline(issuer, area)
    identifier = identifier_of(issuer, decision.id, PUBLIC, at=at)
    body = alert(
        identifier=identifier, issuer=issuer, sent=at, expires=expires, words=(_words(headline, below),),
        area=tuple(area_of(place) for place in area), codes=Codes(certainty=_certainty(coming)),
        msg_type=MsgType.UPDATE if references else MsgType.ALERT, references=references,
    )  # fmt: skip
    return Notice(
        kind=NoticeKind.ALERT, incident=incident.id, decision=decision.id, recipient=PUBLIC,
        contacts=(Contact(channel="folder", address=PUBLIC),), language=tongues.WRITTEN, status=issuer.status,
        marking=Tlp.CLEAR, headline=headline, above=(), below=below,
        disclosures=substance.disclosures(held, kept=kept, lines=below), media_type="application/cap+xml",
        body=body, sent=at, expires=expires, identifier=identifier, references=tuple(references),
    )  # fmt: skip


def _briefing(
    decision: DutyDecision, held: Sequence[Statement], *, anyone: Sequence[Statement], incident: Incident,
    assessment: Assessment, protected: Protected, markings: Mapping[str, Tlp], published: Published, issuer: Issuer,
    at: datetime, expires: datetime, replaces: str,
) -> Notice:  # fmt: skip
    kept = substance.withheld(held, markings=markings, clearance=protected.clearance)
    told = tuple(s for s in held if s.id not in kept)
    below = substance.below(anyone, published=published, at=at)
    unnamed = isinstance(decision.ruling, WarnUnnamed)
    said = (
        tuple(line for line in substance.below(told, published=published, at=at) if line not in below)
        if unnamed  # as much, and nobody who says so
        else substance.above(told, assessment=assessment, published=published, kept_back=bool(kept))
    )
    anew = (Line(text=f"{REPLACES}{replaces}."),) if replaces and not unnamed else ()
    above = (*anew, *tongues.lacking(protected), *said)
    identifier = name_of(decision, decision.id, protected.id, at.isoformat(), at=at)
    marking = max((markings[s.report] for s in told), key=list(Tlp).index, default=Tlp.CLEAR)
    body = briefing(
        recipient=protected, decision=decision, issuer=issuer, status=issuer.status, marking=marking,
        identifier=identifier, sent=at, expires=expires, above=above, below=below,
    )  # fmt: skip
    return Notice(
        kind=NoticeKind.BRIEFING, incident=incident.id, decision=decision.id, recipient=protected.id,
        contacts=protected.ways, language=tongues.WRITTEN, status=issuer.status, marking=marking,
        headline=_headline(issuer, tuple(threat.places(threat.ahead(anyone)))), above=above, below=below,
        disclosures=substance.disclosures(held, kept=kept, lines=(*above, *below)), media_type="text/plain",
        body=body, sent=at, expires=expires, identifier=identifier, groups=protected.groups,
        unnamed=unnamed,
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


def _headline(issuer: Issuer, area: Sequence[Where]) -> str:
    prefix = "" if issuer.authorised else "EXERCISE: "
    names = ", ".join(dict.fromkeys(place.name for place in area))
    return plain(f"{prefix}threat of attack, {names}" if names else f"{prefix}threat of attack", most=HEADLINE)
