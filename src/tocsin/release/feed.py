"""A feed of alerts to the public (Atom 1.0, RFC 4287): an entry for each, which says when it holds no longer."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from lxml import etree

from tocsin.model import BadInput, Notice, identity
from tocsin.release.alert import EXERCISE
from tocsin.release.checks import parsed
from tocsin.release.checks.lint import CAP, NAMESPACE, texts, triplet, triplets
from tocsin.release.issuer import Issuer
from tocsin.release.plain import printable

ATOM = "http://www.w3.org/2005/Atom"
NAME = "feed.xml"
ALERTS = "cap"
"""The folder beside the feed in which its alerts lie."""
KEPT = timedelta(hours=24)
"""How long an entry stays after its end, marked, so that whoever polls once a day learns of it."""
_XML = "{http://www.w3.org/XML/1998/namespace}"
_URL = re.compile(r"https?://[^\s<>\"?#]+/")
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_UNQUOTED = re.compile(r"[^A-Za-z0-9@._-]+")
_OF_INFO = ("event", "effective", "expires", "category", "urgency", "severity", "certainty")


class Standing(StrEnum):
    """Whether an alert still holds, as its entry says in a category."""

    HOLDS = "holds"
    UPDATED = "updated"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One alert in the feed; `by` is the message that overtook it, `updated` when its standing last changed."""

    alert: Notice
    standing: Standing
    updated: datetime
    by: Notice | None = None

    @property
    def holds(self) -> Notice:
        """The message that says what holds now."""
        return self.by or self.alert


def body(alert: Notice) -> str:
    """An alert as it was drawn."""
    return alert.body


def feed(
    alerts: Iterable[Notice], *, issuer: Issuer, url: str, at: datetime, leaving: Callable[[Notice], str] = body
) -> Mapping[str, bytes]:
    """The feed and its alerts, by file name: what lies at `url`, an absolute address that ends in a slash.

    `alerts` are all that were ever approved and sent, in any order; one that comes twice is one. Those of another
    status are left out: no exercise stands in a feed in earnest. What was updated, cancelled or has expired is
    marked, and dropped a day after its end. The entry of what was overtaken leads to what overtook it, never to the
    old text, and its `updated` moves on, so that whoever looks at either lets go of it. `leaving` gives an alert as it
    leaves by every other way: with the office's signature, where it has one.

    Raises:
        BadInput: the address is none.
    """
    if not _URL.fullmatch(url):
        raise BadInput(where="the feed", what=f"{url!r} is no address of a folder", now="write https://host/folder/")
    found = entries((a for a in alerts if a.status is issuer.status), at=at)
    shown = [e for e in found if at < max(e.alert.expires, e.updated) + KEPT]
    changed = max((e.updated for e in found), default=at)
    files = {path(one): leaving(one).encode() for e in shown for one in (e.alert, e.holds)}
    return {**files, NAME: _atom(shown, issuer=issuer, url=url, changed=changed)}


def entries(alerts: Iterable[Notice], *, at: datetime) -> tuple[Entry, ...]:
    """Each alert once with how it stands at a moment, what changed last first.

    What overtakes what is told from the references alone, since clocks go back. A cancellation is never overtaken
    by an update.
    """
    known: dict[str, Notice] = {}
    over: dict[str, list[Notice]] = {}
    for alert in alerts:
        root = parsed(alert.body)
        if known.setdefault(triplet(root), alert) is alert:
            for one in triplets(root):
                over.setdefault(one, []).append(alert)
    made = [_entry(alert, over=over.get(key, ()), at=at) for key, alert in known.items()]
    return tuple(sorted(made, key=lambda e: (e.updated, e.alert.sent, e.alert.identifier), reverse=True))


def path(alert: Notice) -> str:
    """Where an alert lies beside the feed."""
    named = alert.identifier.replace(":", "-")
    return f"{ALERTS}/{named if _FILE.fullmatch(named) else identity(alert.identifier)[:32]}.xml"


def _entry(alert: Notice, *, over: Sequence[Notice], at: datetime) -> Entry:
    newest = max(over, key=lambda n: (n.cancels, n.sent, n.identifier), default=None)
    if newest is not None:
        standing = Standing.CANCELLED if newest.cancels else Standing.UPDATED
        updated = max(newest.sent, alert.sent + timedelta(seconds=1))
        return Entry(alert=alert, standing=standing, updated=updated, by=newest)
    if at >= alert.expires:
        return Entry(alert=alert, standing=Standing.EXPIRED, updated=alert.expires)
    return Entry(alert=alert, standing=Standing.HOLDS, updated=alert.sent)


def _atom(shown: Sequence[Entry], *, issuer: Issuer, url: str, changed: datetime) -> bytes:
    root: etree._Element = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM, "cap": NAMESPACE})  # type: ignore[dict-item]
    _add(root, "id", f"{url}{NAME}")
    _add(root, "title", f"{'' if issuer.authorised else 'EXERCISE: '}alerts of {issuer.name}")
    if not issuer.authorised:
        _add(root, "subtitle", EXERCISE)
    _add(root, "updated", _moment(changed))
    _link(root, rel="self", kind="application/atom+xml", href=f"{url}{NAME}")
    author = etree.SubElement(root, f"{{{ATOM}}}author")
    _add(author, "name", issuer.name)
    if issuer.web:
        _add(author, "uri", issuer.web)
    for each in shown:
        _put(root, each, issuer=issuer, url=url)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _put(root: etree._Element, entry: Entry, *, issuer: Issuer, url: str) -> None:
    """One entry: Atom's own elements, then CAP's, as aggregators of weather services read them."""
    alert, standing = entry.alert, entry.standing
    element = etree.SubElement(root, f"{{{ATOM}}}entry")
    _add(element, "id", _id(alert, issuer))
    over = "" if standing is Standing.HOLDS else f"{standing.upper()}: "
    _add(element, "title", f"{over}{alert.headline}").set(f"{_XML}lang", alert.language)
    _add(element, "published", _moment(alert.sent))
    _add(element, "updated", _moment(entry.updated))
    _link(element, rel="alternate", kind="application/cap+xml", href=f"{url}{path(entry.holds)}")
    etree.SubElement(element, f"{{{ATOM}}}category", term=standing.value, scheme=f"{url}{NAME}#standing")
    said = (line.text for line in alert.below) if standing is Standing.HOLDS else (_OVER[standing],)
    _add(element, "summary", "\n".join(said))
    _cap(element, parsed(entry.holds.body))


def _cap(element: etree._Element, root: etree._Element) -> None:
    """What machines filter by, of the message that the entry leads to: its kind, codes, areas, and when it ends."""
    for name in ("identifier", "sender", "sent", "status", "msgType", "scope", "references"):
        _copy(element, root.findall(f"{CAP}{name}"))
    info = root.find(f"{CAP}info")
    if info is None:
        return
    for name in _OF_INFO:
        _copy(element, info.findall(f"{CAP}{name}"))
    for area in info.findall(f"{CAP}area"):
        for name in ("areaDesc", "polygon", "circle", "geocode"):
            _copy(element, area.findall(f"{CAP}{name}"))


_OVER = {
    Standing.UPDATED: "It was updated. Read the newer alert.",
    Standing.CANCELLED: "It was cancelled, and holds no longer. Read why in the cancellation.",
    Standing.EXPIRED: "It has ended. Its end is not an all-clear.",
}


def _id(alert: Notice, issuer: Issuer) -> str:
    """A name that stays: the office's own number, or a tag under its sender's name and the day (RFC 4151)."""
    if alert.identifier.startswith("urn:"):
        return alert.identifier
    sender = next(iter(texts(parsed(alert.body), "sender")), issuer.sender)
    return f"tag:{_quoted(sender)},{alert.sent.astimezone(UTC):%Y-%m-%d}:{_quoted(alert.identifier)}"


def _quoted(text: str) -> str:
    """A text as it may stand in an address (RFC 3986)."""
    return _UNQUOTED.sub(lambda m: "".join(f"%{byte:02X}" for byte in m[0].encode("utf-8", "replace")), text)


def _moment(value: datetime) -> str:
    """As RFC 3339 has it, in UTC, to the second."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _add(parent: etree._Element, name: str, text: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{ATOM}}}{name}")
    element.text = printable(text)
    return element


def _link(parent: etree._Element, *, rel: str, kind: str, href: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}link", rel=rel, type=kind, href=href)


def _copy(parent: etree._Element, found: Iterable[etree._Element]) -> None:
    for old in found:
        made = etree.SubElement(parent, old.tag)
        made.text = old.text
        _copy(made, old)
