"""A case as a STIX 2.1 bundle (OASIS Standard, 10 June 2021).

STIX's incident is a stub; what we know of one stands in a property extension of ours. A statement is a note about it,
with its exact words: never a fact of the bundle, whatever it says. A confirmation is an opinion that agrees, a denial
one that disagrees. Who did it is a note too, with likelihood and confidence in words; a relationship is drawn only
where a person signed. `confidence` is Admiralty credibility by STIX's own table (Appendix A), and absent where it
cannot be judged.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from tocsin.exports.case import Case
from tocsin.model import (
    Actor,
    ActorKind,
    Attribution,
    Credibility,
    Kind,
    PlacePrecision,
    Statement,
    Tlp,
    When,
    Where,
    identity,
)

Json = dict[str, Any]
VERSION = "1.0.0"
TLP2 = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
"""OASIS's own extension for TLP 2.0, with the ids of its five labels."""
LABELS = {
    Tlp.CLEAR: "94868c89-83c2-464b-929b-a1a8aa3c8487",
    Tlp.GREEN: "bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    Tlp.AMBER: "55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    Tlp.AMBER_STRICT: "939a9414-2ddd-4d32-a0cd-375ea402b003",
    Tlp.RED: "e828b379-4e03-4974-9ac4-e53a884c97c1",
}
CONFIDENCE = {
    Credibility.CONFIRMED: 90,
    Credibility.PROBABLY_TRUE: 70,
    Credibility.POSSIBLY_TRUE: 50,
    Credibility.DOUBTFUL: 30,
    Credibility.IMPROBABLE: 10,
}
_OPINION = {Kind.CONFIRMATION: "agree", Kind.DENIAL: "disagree"}
_CLASS = {ActorKind.GROUP: "group", ActorKind.STATE: "organization", ActorKind.INSTITUTION: "organization"}
_TOO_WIDE = {PlacePrecision.COUNTRY, PlacePrecision.WIDER}
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


def bundle(cases: Iterable[Case], *, office: str) -> Json:
    """The bundle of these cases, in the name of an office. The same cases give the same bundle, ids and all."""
    author = _object("identity", office, at=_EPOCH, name=office, identity_class="organization")
    extension = _object(
        "extension-definition", "incident", at=_EPOCH, name="Tocsin incident", version=VERSION,
        description="Where an incident stands, threatened and planned ones included, and what it rests on.",
        schema="https://tocsin.example/schema/stix-incident-1.0.0.json", extension_types=["property-extension"],
        created_by_ref=author["id"],
    )  # fmt: skip
    objects: dict[str, Json] = {each["id"]: each for each in (author, extension)}
    for case in cases:
        for each in _case(case, author=author["id"], extension=extension["id"]):
            objects.setdefault(each["id"], each)
    return {"type": "bundle", "id": f"bundle--{name_based(*sorted(objects))}", "objects": list(objects.values())}


def _case(case: Case, *, author: str, extension: str) -> Iterator[Json]:
    common: Json = {"created_by_ref": author}
    for label in {case.marking, *(case.markings[s.report] for s in case.statements)}:
        yield _label(label)
    first = min(map(case.received, case.statements), default=_EPOCH)
    incident = _object(
        "incident", case.incident.id, at=first, name=case.incident.title or case.incident.id[:12],
        object_marking_refs=[_label_id(case.marking)], extensions={extension: _known(case)},
        **({"description": case.outlook.words} if case.outlook else {}), **common,
    )  # fmt: skip
    yield incident
    if case.incident.place is not None:
        place = _place(case.incident.place, at=first, marking=case.marking, **common)
        yield place
        yield _tie(incident, place, "located-at", at=first, marking=case.marking, **common)
    notes: dict[str, Json] = {}
    for statement in case.statements:
        notes[statement.id] = _note(statement, case, about=incident["id"], **common)
    yield from notes.values()
    for statement in case.of(*_OPINION):
        yield _opinion(statement, case, about=_borne_on(statement, notes) or [incident["id"]], **common)
    for report in dict.fromkeys(s.report for s in case.statements):
        yield _report(report, case, notes=[notes[s.id]["id"] for s in case.statements if s.report == report], **common)
    yield from _attributions(case, incident=incident, **common)


def _known(case: Case) -> Json:
    """What our extension says of an incident."""
    found: Json = {
        "extension_type": "property-extension", "stage": case.incident.stage or "not stated",
        "happened": not case.planned, "statements": len(case.statements), "sources": len(case.sources),
    }  # fmt: skip
    if case.outlook is not None:
        found |= {"may_still_come": case.outlook.open, "outlook": case.outlook.words}
    if case.incident.time is not None:
        when = case.incident.time
        found |= {"first_day": _day(when.start), "last_day": _day(when.end), "time_precision": str(when.precision)}
    return found


def _note(statement: Statement, case: Case, *, about: str, **common: Any) -> Json:
    truth = statement.factuality
    stage = f", {statement.stage}" if statement.stage else ""
    said = " > ".join(s.name for s in statement.speakers) or "the report, in its own voice"
    grade = case.grades.get(statement.id)
    more: Json = {}
    if grade is not None and grade.credibility in CONFIDENCE:
        more["confidence"] = CONFIDENCE[grade.credibility]
    if statement.speakers:
        more["authors"] = [s.name for s in statement.speakers]
    mark = f"; Admiralty {grade.reliability}{grade.credibility}" if grade is not None else ""
    return _object(
        "note", statement.id, at=case.received(statement), content=statement.passage.quote,
        abstract=f"{statement.kind}{stage} ({truth.certainty}, {truth.polarity}) by {said}{mark}", object_refs=[about],
        object_marking_refs=[_label_id(case.markings[statement.report])], **more, **common,
    )  # fmt: skip


def _opinion(statement: Statement, case: Case, *, about: list[str], **common: Any) -> Json:
    said = [s.name for s in statement.speakers]
    return _object(
        "opinion", statement.id, at=case.received(statement), opinion=_OPINION[statement.kind], object_refs=about,
        explanation=statement.passage.quote, object_marking_refs=[_label_id(case.markings[statement.report])],
        **({"authors": said} if said else {}), **common,
    )  # fmt: skip


def _borne_on(statement: Statement, notes: dict[str, Json]) -> list[str]:
    return [notes[b.statement]["id"] for b in statement.bears_on if b.statement in notes]


def _report(id_: str, case: Case, *, notes: list[str], **common: Any) -> Json:
    came = case.arrivals[id_]
    first = min(a.received for a in came)
    said = next((a.published for a in came if a.published is not None), None)
    title = case.reports[id_].title if id_ in case.reports else ""
    return _object(
        "report", id_, at=first, name=title or f"report {id_[:12]}", report_types=["threat-report"],
        published=_moment(_start(said) if said is not None else first), object_refs=notes,
        external_references=[
            {"source_name": a.source.name, "description": "as it came", "external_id": id_} for a in came
        ],
        object_marking_refs=[_label_id(case.markings[id_])], **common,
    )  # fmt: skip


def _attributions(case: Case, *, incident: Json, **common: Any) -> Iterator[Json]:
    for assessment in case.assessments:
        for each in assessment.attributions:
            if each.actor is None:
                continue
            actor = _actor(each.actor, marking=case.marking, **common)
            yield actor
            yield _object(
                "note", f"{case.incident.id}:{each.actor.id}:{each.signed}", at=assessment.at,
                abstract="who did it: a judgement", content=_judged(each), object_refs=[incident["id"], actor["id"]],
                object_marking_refs=[_label_id(case.marking)],
                **({"authors": [each.signed.name]} if each.signed else {}), **common,
            )  # fmt: skip
            if each.signed is not None:
                yield _tie(
                    incident, actor, "attributed-to", at=assessment.at, marking=case.marking,
                    description=_judged(each), **common,
                )  # fmt: skip


def _judged(each: Attribution) -> str:
    statuses = ", ".join(s.status for s in each.standings) or "no status"
    by = f"signed by {each.signed.name}" if each.signed else "proposed by a program, signed by nobody"
    why = f": {each.because}" if each.because else ""
    return f"Likelihood {each.likelihood}. Confidence {each.confidence}. {statuses}; {by}{why}"


def _actor(actor: Actor, *, marking: Tlp, **common: Any) -> Json:
    return _object(
        "identity", actor.id, at=_EPOCH, name=actor.name, identity_class=_CLASS.get(actor.kind, "unknown"),
        object_marking_refs=[_label_id(marking)], **common,
    )  # fmt: skip


def _place(where: Where, *, at: datetime, marking: Tlp, **common: Any) -> Json:
    more: Json = {}
    if where.country:
        more["country"] = where.country
    if where.latitude is not None and where.longitude is not None and where.precision not in _TOO_WIDE:
        more |= {"latitude": where.latitude, "longitude": where.longitude}
        if where.radius_km:
            more["precision"] = where.radius_km * 1000.0
    if not more:
        more["region"] = "unknown"
        more["description"] = f"{where.name}: {where.precision}"
    return _object(
        "location", f"{where.name}:{where.country}:{where.latitude}:{where.longitude}", at=at, name=where.name,
        object_marking_refs=[_label_id(marking)], **more, **common,
    )  # fmt: skip


def _tie(left: Json, right: Json, kind: str, *, at: datetime, marking: Tlp, **more: Any) -> Json:
    return _object(
        "relationship", f"{left['id']}:{kind}:{right['id']}", at=at, relationship_type=kind, source_ref=left["id"],
        target_ref=right["id"], object_marking_refs=[_label_id(marking)], **more,
    )  # fmt: skip


def _label(label: Tlp) -> Json:
    return {
        "type": "marking-definition", "spec_version": "2.1", "id": _label_id(label),
        "created": "2022-10-01T00:00:00.000Z", "name": f"TLP:{label}",
        "extensions": {TLP2: {"extension_type": "property-extension", "tlp_2_0": str(label).lower()}},
    }  # fmt: skip


def _label_id(label: Tlp) -> str:
    return f"marking-definition--{LABELS[label]}"


def _object(kind: str, seed: str, *, at: datetime, **fields: Any) -> Json:
    """An object of ours: its id follows from its kind and seed."""
    moment = _moment(at)
    return {
        "type": kind, "spec_version": "2.1", "id": f"{kind}--{name_based(kind, seed)}", "created": moment,
        "modified": moment, **fields,
    }  # fmt: skip


def name_based(*seed: str) -> str:
    """A name-based UUID (RFC 9562, version 5 in form) of what an object is made of."""
    h = identity("stix", *seed)
    return f"{h[:8]}-{h[8:12]}-5{h[13:16]}-{'89ab'[int(h[16], 16) % 4]}{h[17:20]}-{h[20:32]}"


def _moment(at: datetime) -> str:
    utc = at.astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03}Z"


def _start(when: When) -> datetime:
    start = when.start
    return start if isinstance(start, datetime) else datetime(start.year, start.month, start.day, tzinfo=UTC)


def _day(at: date) -> str:
    return (at.date() if isinstance(at, datetime) else at).isoformat()
