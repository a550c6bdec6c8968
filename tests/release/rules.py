"""What CAP 1.2 asks of an alert and its schema does not hold; each fault in a few words."""

import math
import re
from collections.abc import Iterator
from datetime import datetime

import capvalidator
from lxml import etree

from tests.release.notices import CAP, tree
from tocsin.model import Notice

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
_TRIPLET = re.compile(r"[^\s,<&]+,[^\s,<&]+,\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
_NAME = re.compile(r"[^\s,<&]+")
_NEEDS_REFERENCES = {"Update", "Cancel", "Ack", "Error"}


def assert_sound(alert: Notice) -> None:
    """Nothing is wrong with an alert, by the schema or by the rules that it does not hold."""
    assert capvalidator.check_schema(alert.body.encode()).passed
    assert faults(tree(alert)) == ()


def faults(root: etree._Element) -> tuple[str, ...]:
    """Every fault of an alert, in the order of the rules."""
    return (*_head(root), *_scope(root), *_references(root), *_times(root), *_infos(root), *_areas(root))


def _all(root: etree._Element, name: str) -> list[str]:
    return [element.text or "" for element in root.iter(f"{CAP}{name}")]


def _head(root: etree._Element) -> Iterator[str]:
    for name in ("identifier", "sender"):
        if not all(_NAME.fullmatch(text) for text in _all(root, name)):
            yield f"{name} holds a space, a comma, < or &"


def _scope(root: etree._Element) -> Iterator[str]:
    scope, restriction, addresses = (_all(root, name) for name in ("scope", "restriction", "addresses"))
    if ("Restricted" in scope) != bool("".join(restriction).strip()):
        yield "restriction goes with Restricted and with nothing else"
    if ("Private" in scope) != bool("".join(addresses).strip()):
        yield "addresses go with Private and with nothing else"


def _references(root: etree._Element) -> Iterator[str]:
    (kind,), own = _all(root, "msgType"), _all(root, "identifier")
    triplets = " ".join(_all(root, "references")).split()
    if (kind in _NEEDS_REFERENCES) != bool(triplets):
        yield "references go with an update, and with no first alert"
    for triplet in triplets:
        if not _TRIPLET.fullmatch(triplet):
            yield "a reference is sender,identifier,sent"
        elif triplet.split(",")[1] in own:
            yield "an alert refers to itself"
        elif datetime.fromisoformat(triplet.split(",")[2]) > datetime.fromisoformat(_all(root, "sent")[0]):
            yield "an alert refers to a later one"


def _times(root: etree._Element) -> Iterator[str]:
    names = ("sent", "effective", "onset", "expires")
    if not all(_MOMENT.fullmatch(text) for name in names for text in _all(root, name)):
        yield "a moment has seconds, an offset, no fraction and no Z"
        return
    sent = datetime.fromisoformat(_all(root, "sent")[0])
    if any(datetime.fromisoformat(text) < sent for name in names for text in _all(root, name)):
        yield "something is dated before the alert was sent"
    if any(datetime.fromisoformat(text) <= sent for text in _all(root, "expires")):
        yield "it is over when it is sent"
    if len(_all(root, "expires")) != len(list(root.iter(f"{CAP}info"))):
        yield "an info does not say when it ends"


def _infos(root: etree._Element) -> Iterator[str]:
    languages = [text.casefold() for text in _all(root, "language")]
    if len(languages) != len(list(root.iter(f"{CAP}info"))) or len(set(languages)) != len(languages):
        yield "there is one info for each language, and each declares its own"
    if "Assess" in _all(root, "responseType"):
        yield "Assess is not for the public"
    if any(len(text) >= 140 for text in _all(root, "headline")):
        yield "a headline is shorter than 140 characters"
    if set(_all(root, "description")) & set(_all(root, "instruction")):
        yield "the instruction repeats the description"


def _areas(root: etree._Element) -> Iterator[str]:
    for text in _all(root, "circle"):
        numbers = [float(part) for part in re.split(r"[ ,]", text)]
        if len(numbers) != 3 or not all(map(math.isfinite, numbers)) or numbers[2] <= 0:
            yield "a circle is latitude,longitude and a reach"
        elif abs(numbers[0]) > 90 or abs(numbers[1]) > 180:
            yield "a circle's middle is not on Earth"
