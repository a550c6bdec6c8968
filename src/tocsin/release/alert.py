"""The CAP 1.2 alert (OASIS, urn:oasis:names:tc:emergency:cap:1.2), and the rules its schema does not hold."""

import math
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from lxml import etree

from tocsin.model import BadInput, Line, PlacePrecision, Where
from tocsin.release.issuer import Issuer
from tocsin.release.plain import printable

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
HEADLINE = 139
"""The longest headline that CAP's readers can be counted on to show, in characters (Google profile: under 140)."""

EXERCISE = "For those who take part in the exercise; not to be published."
"""To whom an alert goes that no authorised issuer stands behind: never to the public."""

_REFERENCE = re.compile(r"[^\s,<&]+,[^\s,<&]+,\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
_EXTENT_KM = {
    PlacePrecision.POINT: 2.0, PlacePrecision.VENUE: 2.0, PlacePrecision.CITY: 15.0,
    PlacePrecision.DISTRICT: 15.0, PlacePrecision.REGION: 150.0,
}  # fmt: skip
"""How far a circle reaches about a place whose extent is not known; what is wider is named and not drawn."""


def cap_time(moment: datetime) -> str:
    """A moment as CAP wants it: no fraction, no "Z", and -00:00 for UTC (CAP 1.2, 3.3.2).

    Raises:
        ValueError: it has no zone.
    """
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("a moment has a zone")
    if offset == timedelta(0) or offset % timedelta(minutes=1):
        utc = moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        return f"{utc.isoformat()}-00:00"
    return moment.replace(microsecond=0).isoformat()


def cap(
    *,
    identifier: str,
    issuer: Issuer,
    sent: datetime,
    expires: datetime,
    headline: str,
    below: Sequence[Line],
    advice: Sequence[Line],
    area: Iterable[Where],
    certainty: str,
    references: Sequence[str] = (),
) -> str:
    """An alert as XML text: public and actual from an authorised issuer only, else restricted and an exercise.

    `area` is where people are to be alerted: a place with a point becomes a circle, a country its code.
    `references` are "sender,identifier,sent" of what it updates.

    Raises:
        BadInput: a reference is no such triplet, is this alert's own, or of a later one; it ends before it is sent.
    """
    if cap_time(expires) == cap_time(sent) or expires < sent:
        raise BadInput(where=f"alert {identifier}", what="it would be over when it is sent", now="choose a later time")
    default_namespace: dict[Any, str] = {None: NAMESPACE}
    root = etree.Element(f"{{{NAMESPACE}}}alert", nsmap=default_namespace)
    _add(root, "identifier", identifier)
    _add(root, "sender", issuer.sender)
    _add(root, "sent", cap_time(sent))
    _add(root, "status", issuer.status.value)
    _add(root, "msgType", "Update" if references else "Alert")
    _add(root, "scope", "Public" if issuer.authorised else "Restricted")
    if not issuer.authorised:
        _add(root, "restriction", EXERCISE)
        _add(root, "note", "Exercise. Nothing in this alert is happening.")
    if references:
        _add(root, "references", " ".join(_reference(r, identifier=identifier, sent=sent) for r in references))
    info = etree.SubElement(root, f"{{{NAMESPACE}}}info")
    _info(info, headline=headline, below=below, advice=advice, issuer=issuer, sent=sent, expires=expires,
          certainty=certainty)  # fmt: skip
    for place in area:
        _area(info, place)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True).decode("utf-8")


def _info(
    info: etree._Element, *, headline: str, below: Sequence[Line], advice: Sequence[Line], issuer: Issuer,
    sent: datetime, expires: datetime, certainty: str,
) -> None:  # fmt: skip
    _add(info, "language", "en")
    _add(info, "category", "Security")
    _add(info, "event", "Threat of attack")
    _add(info, "responseType", "Avoid")
    _add(info, "responseType", "Monitor")
    _add(info, "urgency", "Future")
    _add(info, "severity", "Severe")
    _add(info, "certainty", certainty)
    _add(info, "effective", cap_time(sent))
    _add(info, "expires", cap_time(expires))
    _add(info, "senderName", issuer.name)
    _add(info, "headline", headline)
    _add(info, "description", "\n".join(line.text for line in below if line not in advice))
    _add(info, "instruction", "\n".join(line.text for line in advice))
    if issuer.web:
        _add(info, "web", issuer.web)
    if issuer.contact:
        _add(info, "contact", issuer.contact)


def _area(info: etree._Element, place: Where) -> None:
    area = etree.SubElement(info, f"{{{NAMESPACE}}}area")
    _add(area, "areaDesc", f"{place.name}, {place.country}" if place.country else place.name)
    extent = place.radius_km or _EXTENT_KM.get(place.precision)
    if place.precision in _EXTENT_KM and _on_earth(place) and extent and math.isfinite(extent) and extent > 0:
        _add(area, "circle", f"{place.latitude:.4f},{place.longitude:.4f} {extent:.1f}")
    elif place.precision is PlacePrecision.COUNTRY and place.country:
        code = etree.SubElement(area, f"{{{NAMESPACE}}}geocode")
        _add(code, "valueName", "ISO 3166-1")
        _add(code, "value", place.country)


def _on_earth(place: Where) -> bool:
    if place.latitude is None or place.longitude is None:
        return False
    return -90 <= place.latitude <= 90 and -180 <= place.longitude <= 180  # noqa: PLR2004 - degrees


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
    _, other, moment = triplet.split(",")
    try:
        return other != identifier and datetime.fromisoformat(moment) <= sent
    except ValueError:  # of the right shape, and no day of any calendar
        return False


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{NAMESPACE}}}{name}").text = printable(text)
