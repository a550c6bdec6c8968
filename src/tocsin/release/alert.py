"""The CAP 1.2 alert (OASIS, urn:oasis:names:tc:emergency:cap:1.2), and the rules its schema does not hold."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from lxml import etree

from tocsin.model import Line, NoticeStatus, Where
from tocsin.release.issuer import Issuer

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
HEADLINE = 140
"""The longest headline that CAP's readers can be counted on to show, in characters (Google profile)."""


def cap_time(moment: datetime) -> str:
    """A moment as CAP wants it: no fraction, no "Z", and -00:00 for UTC (CAP 1.2, 3.3.2).

    Raises:
        ValueError: it has no zone.
    """
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("a moment has a zone")
    if moment.tzinfo is UTC or offset == timedelta(0):
        return f"{moment:%Y-%m-%dT%H:%M:%S}-00:00"
    return moment.replace(microsecond=0).isoformat()


def cap(
    *,
    identifier: str,
    issuer: Issuer,
    status: NoticeStatus,
    sent: datetime,
    expires: datetime,
    headline: str,
    below: Sequence[Line],
    advice: Sequence[Line],
    area: Mapping[Where, object],
    certainty: str,
    urgency: str,
    references: Sequence[str] = (),
) -> str:
    """A public alert as XML text.

    `area` is where people are to be alerted; a place with coordinates becomes a circle, whose radius is
    the place's extent or 15 km. `references` are "sender,identifier,sent" of what it updates.
    """
    default_namespace: dict[Any, str] = {None: NAMESPACE}
    root = etree.Element(f"{{{NAMESPACE}}}alert", nsmap=default_namespace)
    _add(root, "identifier", identifier)
    _add(root, "sender", issuer.sender)
    _add(root, "sent", cap_time(sent))
    _add(root, "status", status.value)
    _add(root, "msgType", "Update" if references else "Alert")
    _add(root, "scope", "Public")
    if status is NoticeStatus.EXERCISE:
        _add(root, "note", "Exercise. Nothing in this alert is happening.")
    if references:
        _add(root, "references", " ".join(references))
    info = etree.SubElement(root, f"{{{NAMESPACE}}}info")
    _info(info, headline=headline, below=below, advice=advice, issuer=issuer, sent=sent, expires=expires,
          certainty=certainty, urgency=urgency)  # fmt: skip
    for place in area:
        _area(info, place)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True).decode("utf-8")


def _info(
    info: etree._Element, *, headline: str, below: Sequence[Line], advice: Sequence[Line], issuer: Issuer,
    sent: datetime, expires: datetime, certainty: str, urgency: str,
) -> None:  # fmt: skip
    _add(info, "language", "en")
    _add(info, "category", "Security")
    _add(info, "event", "Threat of attack")
    _add(info, "responseType", "Avoid")
    _add(info, "responseType", "Monitor")
    _add(info, "urgency", urgency)
    _add(info, "severity", "Severe")
    _add(info, "certainty", certainty)
    _add(info, "effective", cap_time(sent))
    _add(info, "expires", cap_time(expires))
    _add(info, "senderName", issuer.name)
    _add(info, "headline", headline[:HEADLINE])
    _add(info, "description", "\n".join(line.text for line in below if line not in advice))
    _add(info, "instruction", "\n".join(line.text for line in advice))
    if issuer.web:
        _add(info, "web", issuer.web)
    if issuer.contact:
        _add(info, "contact", issuer.contact)


def _area(info: etree._Element, place: Where) -> None:
    area = etree.SubElement(info, f"{{{NAMESPACE}}}area")
    _add(area, "areaDesc", f"{place.name}, {place.country}" if place.country else place.name)
    if place.latitude is not None and place.longitude is not None:
        _add(area, "circle", f"{place.latitude:.4f},{place.longitude:.4f} {place.radius_km or 15:g}")


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{NAMESPACE}}}{name}").text = "".join(c for c in text if c in "\n\t" or c >= " ")
