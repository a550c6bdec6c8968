"""What the tests about notices share: drawing them up, cutting a briefing at its tear line, and CAP read as a tree."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from lxml import etree

from tests.scene import AT, MOSCOW, assessment, by_id, decision, entry, incident, on, says
from tocsin.model import (
    Certainty,
    Kind,
    Mention,
    MentionKind,
    Notice,
    NoticeKind,
    Protected,
    Span,
    Stage,
    Statement,
    Tlp,
    When,
)
from tocsin.release import Issuer, Material, draw_up
from tocsin.release.briefing import TEAR

CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
HALL = entry("hall", clearance=Tlp.AMBER)
AUTHORISED = Issuer(
    sender="desk@warnings.example", name="Exercise Warning Office", authorised=True, web="https://warnings.example/",
    contact="+00 0000 000",
)  # fmt: skip
WARNED = says(
    "The embassy warned that large gatherings in Moscow are about to become a target.",
    places=[MOSCOW], targets=["large gatherings"], speakers=["the embassy"], certainty=Certainty.PROBABLE,
    times=[on(date(2024, 3, 8), date(2024, 3, 9))], report="public-alert",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The notices of one ruling to warn."""

    notices: tuple[Notice, ...]

    @property
    def briefing(self) -> Notice:
        """The briefing to the recipient."""
        (one,) = (n for n in self.notices if n.kind is NoticeKind.BRIEFING)
        return one

    @property
    def alert(self) -> Notice:
        """The alert."""
        (one,) = (n for n in self.notices if n.kind is NoticeKind.ALERT)
        return one


def drawn(
    *held: Statement, markings: Mapping[str, Tlp] | None = None, whom: Protected = HALL, issuer: Issuer | None = None,
    at: datetime = AT, **more: Any,
) -> Drawn:  # fmt: skip
    """The notices for a ruling to warn somebody of an incident that holds these statements; all clear unless said."""
    about = more.pop("about", incident(*held))
    material = Material(
        incident=about,
        statements=by_id(*held),
        assessment=more.pop("assessment", assessment(about)),
        markings={s.report: Tlp.CLEAR for s in held} if markings is None else markings,
        published=more.pop("published", {s.report: on(date(2024, 3, 7)) for s in held}),
    )
    ruled = more.pop("decision", decision(about, whom))
    return Drawn(notices=draw_up(ruled, material, protected=whom, issuer=issuer or Issuer(), at=at, **more))


def halves(notice: Notice) -> tuple[str, str]:
    """A briefing's text above its tear line and below."""
    above, line, below = notice.body.partition(TEAR)
    assert line
    assert TEAR not in below
    return above, below


def tree(notice: Notice) -> etree._Element:
    """An alert's XML."""
    return etree.fromstring(notice.body.encode("utf-8"))


def texts(root: etree._Element, name: str) -> list[str]:
    """The texts of all elements of a name, wherever they stand."""
    return [element.text or "" for element in root.iter(f"{CAP}{name}")]


def one(root: etree._Element, name: str) -> str:
    """The text of the only element of a name."""
    (found,) = texts(root, name)
    return found


def at_time(quote: str, when: When | None) -> Statement:
    """A plot against Moscow whose only time is these words, settled or not."""
    named = Mention(span=Span(start=0, end=len(quote), quote=quote, text="t"), kind=MentionKind.TIME, resolved=when)
    said = says("They plan to strike.", Kind.PLOT, stage=Stage.PLANNED, places=[MOSCOW])
    return replace(said, roles=replace(said.roles, time=(named,)))
