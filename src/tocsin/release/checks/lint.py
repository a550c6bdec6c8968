"""What a lint is, what it looks at, and how it reads an alert's elements."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
CAP = f"{{{NAMESPACE}}}"
SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}Signature"
MOMENTS = ("sent", "effective", "onset", "expires")

Element = etree._Element  # noqa: SLF001 - lxml's only name for it
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One alert under the lints.

    `earlier` are the messages of the same feed or incident that came before it, `at` is the moment at
    which it is looked at; without them the lints that need them say nothing.
    """

    root: Element
    raw: bytes
    earlier: tuple[Element, ...] = ()
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What one lint found: its name, in which element, what is wrong, and whose rule it is.

    `must` tells what CAP 1.2 itself forbids from what its profiles and its readers stumble on.
    """

    rule: str
    where: str
    what: str
    source: str
    must: bool

    def __str__(self) -> str:
        return f"{self.where}: {self.what} [{self.rule}; {self.source}]"


Found = Iterator[tuple[str, str]]
"""Where, and what is wrong there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lint:
    """One rule: its name, what it holds, where that is written, and the function that looks."""

    name: str
    about: str
    source: str
    must: bool
    look: Callable[[Seen], Found]

    def __call__(self, seen: Seen) -> tuple[Fault, ...]:
        """What this one finds."""
        return tuple(
            Fault(rule=self.name, where=where, what=what, source=self.source, must=self.must)
            for where, what in self.look(seen)
        )


def lint(source: str, *, must: bool = False) -> Callable[[Callable[[Seen], Found]], Lint]:
    """A function that looks at an alert becomes a lint; its name and docstring are the rule's."""

    def made(look: Callable[[Seen], Found]) -> Lint:
        about = (look.__doc__ or "").strip().splitlines()[0]
        return Lint(name=look.__name__.replace("_", "-"), about=about, source=source, must=must, look=look)

    return made


def text(parent: Element, name: str) -> str:
    """The text of the first child of a name; empty where there is none."""
    child = parent.find(f"{CAP}{name}")
    return "" if child is None else child.text or ""


def texts(parent: Element, name: str) -> list[str]:
    """The texts of every child of a name."""
    return [child.text or "" for child in parent.findall(f"{CAP}{name}")]


def numbered(parent: Element, name: str, *, under: str = "") -> Iterator[tuple[str, Element]]:
    """Each child of a name, with where it stands: "info 2", or "info 2, area 1"."""
    for n, child in enumerate(parent.findall(f"{CAP}{name}"), 1):
        yield f"{under}, {name} {n}" if under else f"{name} {n}", child


def infos(seen: Seen) -> Iterator[tuple[str, Element]]:
    """Each info block and where it stands."""
    return numbered(seen.root, "info")


def areas(seen: Seen) -> Iterator[tuple[str, Element]]:
    """Each area of each info block and where it stands."""
    for where, info in infos(seen):
        yield from numbered(info, "area", under=where)


def everything(seen: Seen) -> Iterator[tuple[str, Element]]:
    """Each element of CAP that holds text, with its own name."""
    for element in seen.root.iter(f"{CAP}*"):
        if len(element) == 0:
            yield named(element), element


def named(element: Element) -> str:
    """An element's name without its namespace; a comment's or an instruction's in words."""
    return etree.QName(element).localname if isinstance(element.tag, str) else "a comment or an instruction"


def moment(written: str) -> datetime | None:
    """The moment that a text spells as CAP wants it, or None."""
    if not _MOMENT.fullmatch(written):
        return None
    try:
        return datetime.fromisoformat(written)
    except ValueError:  # of the right shape, and no day of any calendar
        return None


def triplets(root: Element) -> list[str]:
    """What an alert refers to: each sender,identifier,sent."""
    return text(root, "references").split()


def triplet(root: Element) -> str:
    """How others refer to an alert: its sender,identifier,sent."""
    return ",".join(text(root, name).strip() for name in ("sender", "identifier", "sent"))
