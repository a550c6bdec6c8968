"""The CAP 1.2 alert (OASIS, urn:oasis:names:tc:emergency:cap:1.2): first, updated or cancelled, in any languages."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from lxml import etree

from tocsin.model import BadInput, identity
from tocsin.release.area import Area
from tocsin.release.checks import parsed
from tocsin.release.checks.lint import NAMESPACE, moment, texts, triplet, triplets
from tocsin.release.issuer import Issuer
from tocsin.release.plain import printable

EXERCISE = "For those who take part in the exercise; not to be published."
"""To whom an alert goes that no authorised issuer stands behind: never to the public."""
NOTHING_HAPPENS = "Exercise. Nothing in this alert is happening."
_REFERENCE = re.compile(r"[^\s,<&]+,[^\s,<&]+,\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")


class MsgType(StrEnum):
    """CAP's message types that an office publishes; Ack and Error are for those who receive."""

    ALERT = "Alert"
    UPDATE = "Update"
    CANCEL = "Cancel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What an alert says in one language (its tag, as "en"); `names` are what our areas are called in it."""

    language: str
    event: str
    headline: str
    description: str
    instruction: str
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """What machines read of an alert, the same in every language (CAP 1.2, 3.2.2)."""

    urgency: str = "Future"
    severity: str = "Severe"
    certainty: str = "Possible"
    responses: tuple[str, ...] = ("Avoid", "Monitor")


OVER = Codes(urgency="Past", severity="Unknown", certainty="Unknown", responses=("Monitor",))
"""The codes of a cancellation: it asks nobody to act, and is no all-clear either, unless somebody says so."""


def cap_time(at: datetime) -> str:
    """A moment as CAP wants it: no fraction, no "Z", and -00:00 for UTC (CAP 1.2, 3.3.2).

    Raises:
        ValueError: it has no zone.
    """
    offset = at.utcoffset()
    if offset is None:
        raise ValueError("a moment has a zone")
    if offset == timedelta(0) or offset % timedelta(minutes=1):
        utc = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        return f"{utc.isoformat()}-00:00"
    return at.replace(microsecond=0).isoformat()


def alert(
    *,
    identifier: str,
    issuer: Issuer,
    sent: datetime,
    expires: datetime,
    words: Sequence[Words],
    area: Sequence[Area],
    codes: Codes,
    msg_type: MsgType = MsgType.ALERT,
    references: Sequence[str] = (),
    note: str = "",
) -> str:
    """An alert as XML text: public and actual from an authorised issuer only, else restricted and an exercise.

    One info for each of the `words`, in their order; every info alerts the same areas. `references` are
    "sender,identifier,sent" of what an update or a cancellation supersedes (`referable` gives them).
    What is public in earnest says in its note which of the issuer's languages it lacks.

    Raises:
        BadInput: a reference is no such triplet, is this alert's own, or of a later one; it has none and should,
            or has some and should not; it ends before it is sent; a language stands twice, or there is none.
    """
    where = f"alert {identifier}"
    if cap_time(expires) == cap_time(sent) or expires < sent:
        raise BadInput(where=where, what="it would be over when it is sent", now="choose a later time")
    languages = [each.language.casefold() for each in words]
    if not languages or len(set(languages)) < len(languages):
        raise BadInput(where=where, what="it needs one text for each language", now="give each language once")
    if (msg_type is MsgType.ALERT) is bool(references):
        now = "refer to what it supersedes; a first alert refers to nothing"
        raise BadInput(where=where, what=f"a message of type {msg_type} has {len(references)} references", now=now)
    default_namespace: dict[Any, str] = {None: NAMESPACE}
    root = etree.Element(f"{{{NAMESPACE}}}alert", nsmap=default_namespace)
    _add(root, "identifier", identifier)
    _add(root, "sender", issuer.sender)
    _add(root, "sent", cap_time(sent))
    _add(root, "status", issuer.status.value)
    _add(root, "msgType", msg_type)
    _add(root, "scope", "Public" if issuer.authorised else "Restricted")
    if not issuer.authorised:
        _add(root, "restriction", EXERCISE)
    said = _note(issuer, note=note, lacking=lacking(issuer, languages))
    if said:
        _add(root, "note", said)
    if references:
        _add(root, "references", " ".join(_reference(r, identifier=identifier, sent=sent) for r in references))
    for each in words:
        info = etree.SubElement(root, f"{{{NAMESPACE}}}info")
        _info(info, words=each, issuer=issuer, sent=sent, expires=expires, codes=codes)
        for one in dict.fromkeys(area):
            _area(info, one, names=each.names)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True).decode("utf-8")


def identifier_of(issuer: Issuer, *parts: str, at: datetime) -> str:
    """A name that no other message has: under the office's OID where it has one, else with the day and a digest."""
    found = identity(*parts, at.isoformat())
    if issuer.oid:
        number = int(found[:8], 16)
        return f"urn:oid:{issuer.oid}.{at.year}.{at.month}.{at.day}.{at.hour}.{at.minute}.{at.second}.{number}"
    return f"tocsin-{at:%Y%m%d}-{found[:12]}"


def lacking(issuer: Issuer, languages: Iterable[str]) -> tuple[str, ...]:
    """The languages in which the issuer speaks to its public, and in which there is no text."""
    has = {language.casefold().partition("-")[0] for language in languages}
    return tuple(code for code in issuer.languages if code.casefold().partition("-")[0] not in has)


def referable(earlier: Iterable[str], *, at: datetime) -> tuple[str, ...]:
    """What an update or a cancellation at a moment must refer to: every earlier message that still holds.

    `earlier` are the XML texts of all that was sent about the incident. What is over, and what was cancelled, is
    left out; what was only updated is not, since some readers have not seen the update (Google public alerts).
    The moment is cut to the second, as CAP spells it.
    """
    roots = [parsed(each) for each in earlier]
    over = {one for root in roots if texts(root, "msgType") == [MsgType.CANCEL] for one in triplets(root)}
    found = []
    for root in roots:
        live = texts(root, "msgType") in ([MsgType.ALERT], [MsgType.UPDATE])
        ends = [moment(text) for info in root.iterfind("{*}info") for text in texts(info, "expires")]
        if live and triplet(root) not in over and (not ends or any(end is None or end > at for end in ends)):
            found.append(triplet(root))
    return tuple(dict.fromkeys(found))


def _note(issuer: Issuer, *, note: str, lacking: Sequence[str]) -> str:
    parts = (
        "" if issuer.authorised else NOTHING_HAPPENS,
        " ".join(note.split()),
        f"No text in: {', '.join(lacking)}." if lacking else "",
    )
    return " ".join(part for part in parts if part)


def _info(
    info: etree._Element, *, words: Words, issuer: Issuer, sent: datetime, expires: datetime, codes: Codes
) -> None:
    _add(info, "language", words.language)
    _add(info, "category", "Security")
    _add(info, "event", words.event)
    for response in codes.responses:
        _add(info, "responseType", response)
    _add(info, "urgency", codes.urgency)
    _add(info, "severity", codes.severity)
    _add(info, "certainty", codes.certainty)
    _add(info, "effective", cap_time(sent))
    _add(info, "expires", cap_time(expires))
    _add(info, "senderName", issuer.name)
    _add(info, "headline", words.headline)
    _add(info, "description", words.description)
    _add(info, "instruction", words.instruction)
    if issuer.web:
        _add(info, "web", issuer.web)
    if issuer.contact:
        _add(info, "contact", issuer.contact)


def _area(info: etree._Element, area: Area, *, names: Mapping[str, str]) -> None:
    element = etree.SubElement(info, f"{{{NAMESPACE}}}area")
    _add(element, "areaDesc", names.get(area.described, area.described))
    for polygon in area.polygons:
        _add(element, "polygon", polygon)
    for circle in area.circles:
        _add(element, "circle", circle)
    for name, value in area.geocodes:
        code = etree.SubElement(element, f"{{{NAMESPACE}}}geocode")
        _add(code, "valueName", name)
        _add(code, "value", value)


def _reference(triplet: str, *, identifier: str, sent: datetime) -> str:
    if not _is_earlier(triplet, identifier=identifier, sent=sent):
        raise BadInput(
            where=f"alert {identifier}",
            what=f"{triplet!r} refers to no earlier alert",
            now="give sender,identifier,sent of an earlier one",
        )
    return triplet


def _is_earlier(triplet: str, *, identifier: str, sent: datetime) -> bool:
    if not _REFERENCE.fullmatch(triplet):
        return False
    _, other, written = triplet.split(",")
    found = moment(written)
    return found is not None and other != identifier and found <= sent


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{NAMESPACE}}}{name}").text = printable(text)
