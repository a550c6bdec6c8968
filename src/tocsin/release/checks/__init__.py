"""The lints of a CAP 1.2 alert: what the standard, its profiles and its readers ask for; each names its source.

Nothing is mended here, and nothing is thrown: `faults` gives back what is wrong, in the order of the alert.
"""

from collections.abc import Sequence
from datetime import datetime

from lxml import etree

from tocsin.release.checks import areas, chain, document, head, infos, resources, times, wording
from tocsin.release.checks.lint import Fault, Lint, Seen, triplet
from tocsin.release.checks.wording import HEADLINE

LINTS: tuple[Lint, ...] = (
    *document.LINTS, *head.LINTS, *chain.LINTS, *times.LINTS, *infos.LINTS, *wording.LINTS, *resources.LINTS,
    *areas.LINTS,
)  # fmt: skip
"""Every lint, in the order in which an alert is read."""
MOST_BYTES = 1_000_000
"""The longest alert that is looked at, in bytes; one in thirty languages has a tenth of that."""

__all__ = ["HEADLINE", "LINTS", "Fault", "Lint", "faults", "parsed", "triplet"]


def faults(xml: str | bytes, *, earlier: Sequence[str | bytes] = (), at: datetime | None = None) -> tuple[Fault, ...]:
    """Everything that is wrong with an alert.

    `earlier` are the messages before it of the same feed or incident: with them it is checked what it
    refers to. `at` is the moment at which it is read. An earlier message that is no alert is passed over.
    """
    raw = xml.encode("utf-8") if isinstance(xml, str) else xml
    if len(raw) > MOST_BYTES:
        return (_fault("size", f"it has {len(raw)} bytes, and {MOST_BYTES} are looked at"),)
    try:
        root = parsed(raw)
    except (etree.XMLSyntaxError, ValueError) as error:
        return (_fault("well-formed", f"this is no XML: {error}"),)
    if not document.is_alert(root):
        return (_fault("is-alert", document.what_else(root)),)
    seen = Seen(root=root, raw=raw, earlier=_known(earlier), at=at)
    return tuple(fault for lint in LINTS for fault in lint(seen))


def parsed(raw: str | bytes) -> etree._Element:
    """The tree of an XML text: no entity is expanded, nothing is fetched, nothing huge is unpacked.

    Raises:
        etree.XMLSyntaxError: it is no XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(raw.encode("utf-8") if isinstance(raw, str) else raw, parser)


def _known(earlier: Sequence[str | bytes]) -> tuple[etree._Element, ...]:
    found = []
    for each in earlier:
        try:
            root = parsed(each)
        except (etree.XMLSyntaxError, ValueError):
            continue
        if document.is_alert(root):
            found.append(root)
    return tuple(found)


def _fault(rule: str, what: str) -> Fault:
    return Fault(rule=rule, where="alert", what=what, source="CAP 1.2, 3.4 (schema)", must=True)
