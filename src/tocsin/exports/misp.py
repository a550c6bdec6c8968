"""What was told about an incident as a MISP event: one `intelligence-dissemination` object a notice and channel.

The object's template is MISP's own (misp-objects, uuid fca90ca9-b3a9-52c2-972f-6617b75665f6, version 1). No address and
no text of a notice stands in it: who was told, when, how, under which label, by whose word, and what is known of it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tocsin.exports.case import Case
from tocsin.exports.stix import name_based
from tocsin.model import Delivery, Notice, NoticeKind, Tlp

Json = dict[str, Any]
TEMPLATE, VERSION = "fca90ca9-b3a9-52c2-972f-6617b75665f6", "1"
_METHOD = {"mail": "email", "webhook": "API", "apprise": "message", "screen": "voice"}
_TYPE = {"dissemination-time": "datetime", "acknowledgement-time": "datetime", "acknowledgement-required": "boolean",
         "comment": "comment"}  # fmt: skip
_UNDEFINED, _ONLY_US, _INITIAL = "4", "0", "0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissemination:
    """One notice on one channel: who approved it, when it was first tried, what is known, when it was acknowledged."""

    notice: Notice
    channel: str
    approvers: tuple[str, ...]
    first: datetime
    outcome: Delivery
    acknowledged: datetime | None = None


def event(case: Case, disseminations: Iterable[Dissemination], *, office: str) -> Json:
    """The event of one case, in the name of an office: unpublished, and for that organisation alone."""
    sent = tuple(disseminations)
    first = min((d.first for d in sent), default=min(map(case.received, case.statements)))
    label = max((case.marking, *(d.notice.marking for d in sent)), key=list(Tlp).index)
    return {
        "Event": {
            "uuid": name_based("misp-event", case.incident.id), "info": _info(case),
            "date": first.date().isoformat(), "timestamp": _stamp(first), "published": False,
            "threat_level_id": _UNDEFINED, "analysis": _INITIAL, "distribution": _ONLY_US,
            "Orgc": {"name": office, "uuid": name_based("misp-org", office)}, "Tag": [{"name": f"tlp:{label.lower()}"}],
            "Object": [_object(each, case, office=office) for each in sent],
        }
    }  # fmt: skip


def _info(case: Case) -> str:
    title = case.incident.title or case.incident.id[:12]
    return f"{title}: {case.outlook.words}" if case.outlook else title


def _object(each: Dissemination, case: Case, *, office: str) -> Json:
    uuid = name_based("misp-dissemination", each.notice.id, each.channel)
    return {
        "name": "intelligence-dissemination", "meta-category": "misc", "template_uuid": TEMPLATE,
        "template_version": VERSION, "uuid": uuid, "timestamp": _stamp(each.first), "distribution": "5",
        "description": "Dissemination of a notice, as far as is known.",
        "Attribute": [
            {
                "uuid": name_based(uuid, relation, value), "object_relation": relation, "value": value,
                "type": _TYPE.get(relation, "text"), "category": "Other", "to_ids": False,
                "disable_correlation": True, "timestamp": _stamp(each.first),
            }
            for relation, value in _values(each, case, office=office)
        ],
    }  # fmt: skip


def _values(each: Dissemination, case: Case, *, office: str) -> Iterator[tuple[str, str]]:
    notice = each.notice
    yield "dissemination-id", notice.identifier
    yield "dissemination-time", each.first.isoformat()
    yield "originator", office
    yield "recipient", notice.recipient
    yield "method", _METHOD.get(each.channel, "other")
    yield "classification", f"TLP:{notice.marking}"
    yield from (("release-authority", name) for name in each.approvers[:1])
    yield from (("comment", f"approved by {name}, too") for name in each.approvers[1:])
    yield "acknowledgement-required", "0" if notice.kind is NoticeKind.ALERT else "1"
    if each.acknowledged is not None:
        yield "acknowledgement-time", each.acknowledged.isoformat()
    yield "comment", f"{notice.status}; what is known of it: {each.outcome}; holds until {notice.expires.isoformat()}"
    reports = dict.fromkeys(s.report for s in case.statements if s.id in set(notice.draws_on))
    yield from (("related-report", report) for report in reports)


def _stamp(at: datetime) -> str:
    return str(int(at.timestamp()))
