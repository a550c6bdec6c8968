"""Our alerts, read by strangers: cap-tools, made from the schema and given signed ones; capparser, given unsigned."""

from collections.abc import Callable
from datetime import datetime, timedelta

import capparser
import pytest
from cap_tools import AlertState
from cap_tools.models import Alert, MsgType, Reference, Scope, Status
from xsdata.formats.dataclass.parsers import XmlParser

from tests.release.keys import cert, key
from tests.release.notices import AUTHORISED, WARNED, drawn
from tests.scene import AT, KRASNOGORSK, MOSCOW, RUSSIA, says
from tocsin.model import Notice
from tocsin.release import referable, sign

WIDE = says("They plan to strike.", places=[MOSCOW, KRASNOGORSK, RUSSIA], targets=["crowds", "“schools” & shops <all>"])
ALERTS = [
    drawn(WARNED).alert, drawn(WARNED, issuer=AUTHORISED).alert, drawn(WIDE, issuer=AUTHORISED).alert,
    drawn(says("Something is feared.")).alert,
]  # fmt: skip


def by_cap_tools(body: str) -> Alert:
    """An alert as cap-tools reads it."""
    return XmlParser().from_bytes(body.encode(), Alert)


@pytest.mark.parametrize("notice", ALERTS, ids=lambda notice: notice.identifier)
@pytest.mark.parametrize("spelled", [lambda body: body, lambda body: sign(body, key("office"), cert("office"))],
                         ids=["unsigned", "signed"])  # fmt: skip
def test_cap_tools_reads_what_was_drawn(notice: Notice, spelled: Callable[[str], str]) -> None:
    found = by_cap_tools(spelled(notice.body))
    (info,) = found.infos
    assert (found.identifier, found.msg_type) == (notice.identifier, MsgType.ALERT)
    assert found.sent.to_datetime() == notice.sent.replace(microsecond=0)
    assert info.expires is not None
    assert info.expires.to_datetime() == notice.expires.replace(microsecond=0)
    assert found.status is (Status.ACTUAL if notice.status == "Actual" else Status.EXERCISE)
    assert found.scope is (Scope.PUBLIC if notice.status == "Actual" else Scope.RESTRICTED)
    assert (info.get_language(), info.headline) == ("en", notice.headline)
    told = f"{info.description}\n{info.instruction}".splitlines()
    assert told == [line.text for line in notice.below]
    assert all(area.area_desc for area in info.areas)


@pytest.mark.parametrize("notice", ALERTS, ids=lambda notice: notice.identifier)
def test_capparser_reads_what_was_drawn(notice: Notice) -> None:
    found = capparser.parse(stringXML=notice.body)
    (info,) = found.getInfos()
    assert (found.identifier[0], found.msgType[0], found.status[0]) == (notice.identifier, "Alert", notice.status)
    assert datetime.fromisoformat(found.sent[0]) == notice.sent.replace(microsecond=0)
    assert (info.getLanguage(), info.getHeadline()) == ("en", notice.headline)
    assert info.getDescription().splitlines()[0] == notice.below[0].text


def test_both_read_the_same_of_every_area() -> None:
    body = ALERTS[2].body
    ours = [(a.area_desc, a.polygons, a.circles) for a in by_cap_tools(body).infos[0].areas]
    theirs = [(a.areaDesc[0], a.polygon, a.circle) for a in capparser.parse(stringXML=body).getInfos()[0].getAreas()]
    assert [a[0] for a in ours] == [a[0] for a in theirs] == ["Moscow, RU", "Krasnogorsk, RU"]
    for (_, polygons, circles), (_, polygon, circle) in zip(ours, theirs, strict=True):
        assert [polygon[0]] == polygons
        assert [circle[0]] == circles


def test_cap_tools_takes_an_update_for_one_and_drops_what_it_supersedes() -> None:
    first = drawn(WARNED, issuer=AUTHORISED).alert.body
    later = AT + timedelta(hours=2)
    second = drawn(WARNED, issuer=AUTHORISED, at=later, references=referable((first,), at=later)).alert.body
    state = AlertState()
    for body in (first, second):
        state.ingest(by_cap_tools(sign(body, key("office"), cert("office"))))
    (held,) = state.alerts
    assert held.msg_type is MsgType.UPDATE
    assert held.references_to_list() == [Reference.from_alert(by_cap_tools(first))]
