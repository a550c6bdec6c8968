"""The document: one alert of CAP 1.2, its elements in their order, each value one that the standard knows."""

import re
from collections.abc import Mapping, Sequence

from tocsin.release.checks.lint import (
    CAP,
    NAMESPACE,
    SIGNATURE,
    Element,
    Found,
    Lint,
    Seen,
    areas,
    everything,
    infos,
    lint,
    named,
    numbered,
)

_MANY = 10**9
_PAIR = (("valueName", 1, 1), ("value", 1, 1))
_ALERT = (
    ("identifier", 1, 1), ("sender", 1, 1), ("sent", 1, 1), ("status", 1, 1), ("msgType", 1, 1), ("source", 0, 1),
    ("scope", 1, 1), ("restriction", 0, 1), ("addresses", 0, 1), ("code", 0, _MANY), ("note", 0, 1),
    ("references", 0, 1), ("incidents", 0, 1), ("info", 0, _MANY),
)  # fmt: skip
_INFO = (
    ("language", 0, 1), ("category", 1, _MANY), ("event", 1, 1), ("responseType", 0, _MANY), ("urgency", 1, 1),
    ("severity", 1, 1), ("certainty", 1, 1), ("audience", 0, 1), ("eventCode", 0, _MANY), ("effective", 0, 1),
    ("onset", 0, 1), ("expires", 0, 1), ("senderName", 0, 1), ("headline", 0, 1), ("description", 0, 1),
    ("instruction", 0, 1), ("web", 0, 1), ("contact", 0, 1), ("parameter", 0, _MANY), ("resource", 0, _MANY),
    ("area", 0, _MANY),
)  # fmt: skip
_RESOURCE = (
    ("resourceDesc", 1, 1), ("mimeType", 1, 1), ("size", 0, 1), ("uri", 0, 1), ("derefUri", 0, 1), ("digest", 0, 1),
)  # fmt: skip
_AREA = (
    ("areaDesc", 1, 1), ("polygon", 0, _MANY), ("circle", 0, _MANY), ("geocode", 0, _MANY), ("altitude", 0, 1),
    ("ceiling", 0, 1),
)  # fmt: skip
_HOLDERS = {"info", "resource", "area", "eventCode", "parameter", "geocode"}

VALUES: Mapping[str, Sequence[str]] = {
    "status": ("Actual", "Exercise", "System", "Test", "Draft"),
    "msgType": ("Alert", "Update", "Cancel", "Ack", "Error"),
    "scope": ("Public", "Restricted", "Private"),
    "category": ("Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra", "CBRNE",
                 "Other"),
    "responseType": ("Shelter", "Evacuate", "Prepare", "Execute", "Avoid", "Monitor", "Assess", "AllClear", "None"),
    "urgency": ("Immediate", "Expected", "Future", "Past", "Unknown"),
    "severity": ("Extreme", "Severe", "Moderate", "Minor", "Unknown"),
    "certainty": ("Observed", "Likely", "Possible", "Unlikely", "Unknown"),
}  # fmt: skip
"""The code values of CAP 1.2, each spelled exactly so."""
_OLD = {"Very Likely": "; CAP 1.2 replaced it by Likely"}
_DECIMAL = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
_BLANK_BREAKS = {"identifier", "sender", "event", "areaDesc", "valueName", "value", "resourceDesc", "mimeType"}


@lint("CAP 1.2, 3.4 (schema)", must=True)
def order(seen: Seen) -> Found:
    """Every element that must be there is, none that CAP does not know, each as often and in the place it may."""
    yield from _sequence("alert", seen.root, _ALERT)
    for where, info in infos(seen):
        yield from _sequence(where, info, _INFO)
        for name, table in (("eventCode", _PAIR), ("parameter", _PAIR), ("resource", _RESOURCE), ("area", _AREA)):
            for inner, child in numbered(info, name, under=where):
                yield from _sequence(inner, child, table)
    for where, area in areas(seen):
        for inner, child in numbered(area, "geocode", under=where):
            yield from _sequence(inner, child, _PAIR)


def _sequence(where: str, parent: Element, table: Sequence[tuple[str, int, int]]) -> Found:
    places = {name: n for n, (name, _, _) in enumerate(table)}
    last = 0
    for child in parent:
        if not isinstance(child.tag, str) or (child.tag == SIGNATURE and parent.tag == f"{CAP}alert"):
            continue
        name = named(child)
        if not child.tag.startswith(CAP) or name not in places:
            yield where, f"{name} does not belong here"
        elif places[name] < last:
            yield where, f"{name} comes too late"
        else:
            last = places[name]
        if len(child) and child.tag == f"{CAP}{name}" and name not in _HOLDERS:
            yield where, f"{name} holds elements where only text may stand"
    for name, least, most in table:
        count = len(parent.findall(f"{CAP}{name}"))
        if count < least:
            yield where, f"{name} is missing"
        elif count > most:
            yield where, f"{name} stands {count} times, and may stand once"


@lint("CAP 1.2, 3.2.1 and 3.2.2 (code values)", must=True)
def known_values(seen: Seen) -> Found:
    """A code is one of those that the standard lists, spelled exactly so."""
    for name, element in everything(seen):
        value = element.text or ""
        if name in VALUES and value not in VALUES[name]:
            yield name, f"{value!r} is not one of {', '.join(VALUES[name])}{_OLD.get(value, '')}"


@lint("CAP 1.2, 3.4 (schema)", must=True)
def numbers(seen: Seen) -> Found:
    """Heights are decimal numbers, and a size is a whole one."""
    for name, element in everything(seen):
        value = (element.text or "").strip()
        if name in ("altitude", "ceiling") and not _DECIMAL.fullmatch(value):
            yield name, f"{value!r} is no decimal number"
        if name == "size" and not re.fullmatch(r"[+-]?\d+", value):
            yield name, f"{value!r} is no whole number of bytes"


@lint("CAP 1.2, 3.2 (required elements)", must=True)
def nothing_blank(seen: Seen) -> Found:
    """What must be there is not there in name only."""
    for name, element in everything(seen):
        if name in _BLANK_BREAKS and not (element.text or "").strip():
            yield name, f"{name} is empty"


@lint("google/cap-library issue 43 (readers compare the text as it stands)")
def no_padding(seen: Seen) -> Found:
    """No value begins or ends with a blank or a line end, and none is empty."""
    for name, element in everything(seen):
        value = element.text or ""
        if name in _BLANK_BREAKS and not value.strip():
            continue
        if not value.strip():
            yield name, f"{name} is empty: leave the element out"
        elif value != value.strip():
            yield name, f"{name} has blanks about it"


@lint("CAP 1.2, 3.3.4.1 (signature) and 3.4 (schema)", must=True)
def one_signature(seen: Seen) -> Found:
    """There is at most one signature, it stands in the alert itself, and last."""
    signatures = list(seen.root.iter(SIGNATURE))
    if len(signatures) > 1:
        yield "Signature", f"there are {len(signatures)}, and a reader cannot know which counts"
    for signature in signatures:
        if signature.getparent() is not seen.root:
            yield "Signature", "it stands inside another element than the alert"
        elif any(after.tag != SIGNATURE for after in signature.itersiblings()):
            yield "Signature", "something stands after it"


@lint("CAP 1.2, 3.3.3 (character entities) and 3.5.1; XML readers refuse or expand it")
def no_document_type(seen: Seen) -> Found:
    """There is no document type declaration: its entities are how hostile XML is smuggled in."""
    if b"<!DOCTYPE" in seen.raw:
        yield "alert", "it declares a document type"


@lint("CAP 1.2, 3.3.3 (UTF-8 where nothing else is said)")
def encoding(seen: Seen) -> Found:
    """The text is UTF-8 and says so, without a byte-order mark."""
    declared = seen.root.getroottree().docinfo.encoding or "UTF-8"
    if declared.upper() not in ("UTF-8", "ASCII", "US-ASCII"):
        yield "alert", f"it is in {declared}"
    if seen.raw.startswith(b"\xef\xbb\xbf"):
        yield "alert", "a byte-order mark stands before it"


@lint("CAP 1.2, 3.4 (schema)", must=True)
def no_attributes(seen: Seen) -> Found:
    """No element of CAP bears an attribute of its own."""
    for element in seen.root.iter(f"{CAP}*"):
        own = sorted(str(name) for name in element.attrib if not str(name).startswith("{"))
        if own:
            yield named(element), f"it bears {', '.join(own)}"


def is_alert(root: Element) -> bool:
    """Whether this is an alert of CAP 1.2 at all."""
    return root.tag == f"{CAP}alert"


def what_else(root: Element) -> str:
    """What a document is that is no alert of CAP 1.2."""
    namespace = str(root.tag).partition("}")[0].strip("{")
    if re.fullmatch(r"(?:http|urn)\S*:cap:1\.[01]|http://www\.incident\.com/cap/1\.0", namespace):
        return f"this is CAP {namespace[-3:]}, and 1.2 is wanted"
    return f"its first element is {named(root)}, and not alert of {NAMESPACE}"


LINTS: tuple[Lint, ...] = (
    order, known_values, numbers, nothing_blank, no_padding, one_signature, no_document_type, encoding, no_attributes,
)  # fmt: skip
