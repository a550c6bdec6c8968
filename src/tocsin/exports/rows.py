"""Incidents as rows, with columns after UCDP's GED and after GTD. What is not known is empty, never 0.

They are no rows of either data set: nobody coded them by its rules. The columns mean what these do; `outlook` and
`rests_on` are ours. A cell that a spreadsheet would take for a formula begins with an apostrophe, which is ours too.
"""

from collections.abc import Mapping
from datetime import datetime

from tocsin.exports.case import Case, affirmed, span
from tocsin.model import Kind, Likelihood, PlacePrecision, Stage, TimePrecision, TollEffect, When

UCDP = (
    "id", "title", "stage", "date_start", "date_end", "date_prec", "where_description", "country", "latitude",
    "longitude", "where_prec", "side_a", "attribution", "low", "best", "high", "number_of_sources", "source_office",
    "outlook", "rests_on",
)  # fmt: skip
GTD = (
    "eventid", "iyear", "imonth", "iday", "approxdate", "summary", "country_txt", "city", "latitude", "longitude",
    "specificity", "success", "gname", "guncertain1", "claimed", "compclaim", "nkill", "nwound", "scite1", "planned",
    "outlook", "rests_on",
)  # fmt: skip
_DATE = {
    TimePrecision.MINUTE: "1", TimePrecision.HOUR: "1", TimePrecision.DAY: "1", TimePrecision.WEEK: "3",
    TimePrecision.MONTH: "4", TimePrecision.YEAR: "5",
}  # fmt: skip
_UCDP_WHERE = {
    PlacePrecision.POINT: "1", PlacePrecision.VENUE: "1", PlacePrecision.CITY: "1", PlacePrecision.DISTRICT: "3",
    PlacePrecision.REGION: "4", PlacePrecision.COUNTRY: "6", PlacePrecision.WIDER: "",
}  # fmt: skip
_GTD_WHERE = {
    PlacePrecision.POINT: "1", PlacePrecision.VENUE: "1", PlacePrecision.CITY: "1", PlacePrecision.DISTRICT: "3",
    PlacePrecision.REGION: "4", PlacePrecision.COUNTRY: "5", PlacePrecision.WIDER: "5",
}  # fmt: skip
_WEEK = 7
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


def ucdp(case: Case) -> Mapping[str, str]:
    """One row after UCDP GED: low is the lowest count that anybody affirmed, best the latest, high the highest."""
    low, best, high = span(case.tolls(TollEffect.KILLED))
    when, where = case.incident.time, case.incident.place
    return harmless(
        {
            "id": case.incident.id, "title": case.incident.title, "stage": case.incident.stage or "",
            "date_start": _iso(when, first=True), "date_end": _iso(when, first=False),
            "date_prec": _precision(when), "where_description": where.name if where else "",
            "country": (where.country or "") if where else "", "latitude": _number(where.latitude if where else None),
            "longitude": _number(where.longitude if where else None),
            "where_prec": _UCDP_WHERE.get(where.precision, "") if where else "", "side_a": _signed(case),
            "attribution": _status(case), "low": _number(low), "best": _number(best), "high": _number(high),
            "number_of_sources": str(len(case.sources)), "source_office": "; ".join(case.sources),
            "outlook": case.outlook.words if case.outlook else "",
            "rests_on": "; ".join(s.id[:12] for s in case.statements),
        }
    )  # fmt: skip


def gtd(case: Case) -> Mapping[str, str]:
    """One row after GTD: deaths are those of the latest report that gives a figure; unknown parts of a date are 0."""
    when, where = case.incident.time, case.incident.place
    day = _single(when)
    claims = {s.speakers[0].name for s in case.of(Kind.CLAIM) if affirmed(s) and s.speakers}
    gname = _signed(case)
    return harmless(
        {
            "eventid": case.incident.id, "iyear": str(when.start.year) if when else "0",
            "imonth": _part(when, "month"), "iday": str(day.day) if day else "0",
            "approxdate": "" if day or not when else f"{_iso(when, first=True)} to {_iso(when, first=False)}",
            "summary": case.incident.title, "country_txt": (where.country or "") if where else "",
            "city": where.name if where and where.precision in {PlacePrecision.CITY, PlacePrecision.VENUE} else "",
            "latitude": _number(where.latitude if where else None),
            "longitude": _number(where.longitude if where else None),
            "specificity": _GTD_WHERE.get(where.precision, "5") if where else "5",
            "success": {Stage.ACCOMPLISHED: "1", Stage.ATTEMPTED: "0"}.get(case.incident.stage or Stage.PLANNED, ""),
            "gname": gname or "Unknown",
            "guncertain1": _flag(bool(case.of(Kind.CLAIM, Kind.ACCUSATION)), asked=not gname),
            "claimed": "1" if claims else "0", "compclaim": _flag(len(claims) > 1, asked=bool(claims)),
            "nkill": _number(_latest(case, TollEffect.KILLED)), "nwound": _number(_latest(case, TollEffect.INJURED)),
            "scite1": "; ".join(case.sources), "planned": "1" if case.planned else "0",
            "outlook": case.outlook.words if case.outlook else "",
            "rests_on": "; ".join(s.id[:12] for s in case.statements),
        }
    )  # fmt: skip


def _flag(value: bool, *, asked: bool) -> str:  # noqa: FBT001 - one thing, yes or no
    """1 or 0 where the question arises, else empty."""
    return str(int(value)) if asked else ""


def _signed(case: Case) -> str:
    """The actor that a person signed for as at least likely, if there is one alone."""
    found = {
        a.actor.name for each in case.assessments for a in each.attributions
        if a.signed is not None and a.actor is not None and a.likelihood in _LIKELY
    }  # fmt: skip
    return found.pop() if len(found) == 1 else ""


_LIKELY = frozenset({Likelihood.LIKELY, Likelihood.VERY_LIKELY, Likelihood.ALMOST_CERTAIN})


def _status(case: Case) -> str:
    """What is said of each actor, and whether anybody signed for it."""
    lines = []
    for each in case.assessments[:1]:
        for a in each.attributions:
            if a.actor is not None:
                said = ", ".join(s.status for s in a.standings) or "no status"
                lines.append(f"{a.actor.name}: {said}; {a.likelihood}, {a.confidence} confidence")
    return " | ".join(lines)


def _latest(case: Case, effect: TollEffect) -> int | None:
    figures = [t.best if t.best is not None else t.low for _, t in case.tolls(effect)]
    return figures[-1] if figures else None


def _single(when: When | None) -> datetime | None:
    if when is None or when.precision not in {TimePrecision.DAY, TimePrecision.HOUR, TimePrecision.MINUTE}:
        return None
    first, last = _iso(when, first=True), _iso(when, first=False)
    return datetime.fromisoformat(first) if first == last else None


def _part(when: When | None, part: str) -> str:
    if when is None or getattr(when.start, part) != getattr(when.end, part) or when.start.year != when.end.year:
        return "0"
    return str(getattr(when.start, part))


def _precision(when: When | None) -> str:
    if when is None:
        return ""
    days = (datetime.fromisoformat(_iso(when, first=False)) - datetime.fromisoformat(_iso(when, first=True))).days
    if _DATE.get(when.precision) != "1" or days == 0:
        return _DATE.get(when.precision, "")
    return "2" if days < _WEEK else "3"


def _iso(when: When | None, *, first: bool) -> str:
    if when is None:
        return ""
    end = when.start if first else when.end
    return (end.date() if isinstance(end, datetime) else end).isoformat()


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def harmless(row: Mapping[str, str]) -> Mapping[str, str]:
    """The row as no spreadsheet can take it for a formula; a negative number is none."""
    return {name: f"'{cell}" if _could_act(cell) else cell for name, cell in row.items()}


def _could_act(cell: str) -> bool:
    return cell.startswith(_FORMULA) and not _is_number(cell)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
