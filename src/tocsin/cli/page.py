"""The dossier as one self-contained HTML page: no script, nothing fetched, and nothing in it obeyed."""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tocsin.cli.visible import visible
from tocsin.desk.dossier import Card, Dossier, Ref, Run, What

_LANGUAGE = re.compile(r"[a-z]{2,3}")
_LABEL = {
    What.STATEMENT: "statement",
    What.REPORT: "report",
    What.INCIDENT: "incident",
    What.DUTY: "duty",
    What.NOTICE: "notice",
}
_LETTER = {What.STATEMENT: "s", What.REPORT: "r", What.INCIDENT: "i", What.DUTY: "d", What.NOTICE: "n"}
_TINT = {
    **dict.fromkeys(("attack", "plot", "threat"), "act"),
    **dict.fromkeys(("warning", "duty", "unknown"), "warn"),
    **dict.fromkeys(("claim", "denial", "accusation", "confirmation"), "word"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A run as the page writes it: marks that open before it and close after it; `new` ones bear their id."""

    run: Run
    opens: tuple[tuple[int, bool], ...]
    closes: int


def page(dossier: Dossier) -> str:
    """The page, as text to be written as UTF-8. Its ids are made of the dossier's own numbers alone."""
    style = (resources.files("tocsin.cli") / "templates" / "dossier.css").read_text("utf-8") + _on_paper(dossier)
    return (
        _environment()
        .get_template("dossier.html.j2")
        .render(
            d=dossier,
            style=Markup(style),  # noqa: S704 - our own file
            style_hash=b64encode(sha256(style.encode()).digest()).decode(),
            cards={card.number: card for card in dossier.cards},
            marked={number for report in dossier.reports for run in report.runs for number in run.under},
            contents=_contents(dossier),
        )
    )


def _on_paper(dossier: Dossier) -> str:
    """What stands on every printed page: the marking, head and foot (TLP 2.0), and the page's number."""
    marking = re.sub(r"[^A-Z:+]", "", dossier.marking)
    exercise = "EXERCISE. " if dossier.exercise else ""
    return (
        f'@page {{ @top-right {{ content: "{exercise}{marking}"; font: 700 8pt sans-serif }} '
        f'@bottom-right {{ content: "{marking}  " counter(page) "/" counter(pages); font: 8pt sans-serif }} }}\n'
    )


def _contents(d: Dossier) -> tuple[tuple[str, str, int | None], ...]:
    """The sections: id, title, how many things stand in it."""
    after = (("afterwards", "Afterwards", len(d.outcomes.rows)),) if d.outcomes.rows else ()
    glance = (("glance", "At a glance", len(d.glance)),) if d.glance or d.also else ()
    return (
        *glance,
        ("decide", "To decide now", len(d.to_decide)),
        ("incidents", "Incidents", len(d.cases) + len(d.single.rows)),
        ("warnings", "Warnings", len(d.warnings.rows)),
        ("times", "Time line", None),
        ("tolls", "Tolls", sum(len(toll.rows) for toll in d.tolls)),
        ("notices", "Notices", len(d.notices)),
        ("told", "Who was told what", len(d.disclosed.rows)),
        *after,
        ("reports", "Reports", len(d.reports)),
        ("statements", "Statements", len(d.cards)),
        ("record", "The record", None),
    )


def stretches(runs: Iterable[Run]) -> Iterator[Stretch]:
    """Runs with the marks that open and close around each, so that marks nest although statements may overlap."""
    held = list(runs)
    seen: set[int] = set()
    open_: tuple[int, ...] = ()
    for n, run in enumerate(held):
        shared = _shared(open_, run.under)
        follows = held[n + 1].under if n + 1 < len(held) else ()
        opens = tuple((number, number not in seen) for number in run.under[shared:])
        seen.update(run.under)
        open_ = run.under[: _shared(run.under, follows)]
        yield Stretch(run=run, opens=opens, closes=len(run.under) - len(open_))


def _shared(left: tuple[int, ...], right: tuple[int, ...]) -> int:
    """How many of the outermost marks two runs have in common."""
    count = 0
    for a, b in zip(left, right, strict=False):
        if a != b:
            break
        count += 1
    return count


def anchor(ref: Ref) -> str:
    """The id of what a reference leads to."""
    return f"{_LETTER[ref.what]}{ref.number}"


def label(ref: Ref) -> str:
    """A reference in words, for those who hear the page."""
    return f"{_LABEL[ref.what]} {ref.number}"


def tint(number: int, cards: Mapping[int, Card]) -> str:
    """The class by which a mark is tinted; its kind is said in words beside it."""
    return _TINT.get(cards[number].kind, "rest")


def language(code: str | None) -> str:
    """The language of a report as an HTML attribute takes it; "" where it is not known."""
    return code if code and _LANGUAGE.fullmatch(code) else ""


def _finalize(value: Any) -> Any:
    """Every value that the page writes passes here, and then the escaping; markup of our own passes as it is."""
    if isinstance(value, Markup):
        return value
    return visible(str(value))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("tocsin.cli"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(anchor=anchor, label=label, stretches=stretches, tint=tint, language=language)
    return environment
