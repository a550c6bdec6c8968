"""The life of an alert: until when it holds, what it updates, and what is not drawn up at all."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from tests.release.notices import AUTHORISED, HALL, WARNED, Drawn, at_time, drawn, one, tree
from tests.release.rules import assert_sound
from tests.scene import (
    AT,
    KRASNOGORSK,
    MOSCOW,
    OFFICER,
    decision,
    entry,
    incident,
    on,
    says,
)
from tocsin.model import (
    BadInput,
    Kind,
    NoDuty,
    NotAllowed,
    NoticeKind,
    Refer,
    Ruling,
    Statement,
    TimePrecision,
    Tlp,
    Waive,
    When,
)
from tocsin.release.alert import Codes, Words, alert

MOSCOW_TIME = timezone(timedelta(hours=3))


# --- until when ------------------------------------------------------------------------------------------------


def ends(*held: Statement, at: datetime = AT, until: datetime | None = None) -> datetime:
    found: Drawn = drawn(*held, at=at, until=until)
    assert {notice.expires for notice in found.notices} == {found.alert.expires}
    return found.alert.expires


def test_it_ends_when_the_named_days_have_ended_everywhere() -> None:
    assert ends(WARNED) == datetime(2024, 3, 10, 12, tzinfo=UTC)


def test_it_ends_after_a_day_where_no_time_is_named_and_within_a_week_in_any_case() -> None:
    assert ends(says("They plan to strike.", places=[MOSCOW])) == AT + timedelta(hours=24)
    assert ends(at_time("this year", on(date(2024, 1, 1), date(2024, 12, 31)))) == AT + timedelta(days=7)
    assert ends(at_time("one day", on(date.max))) == AT + timedelta(days=7)


def test_the_day_on_which_a_warning_was_spoken_is_not_taken_for_the_day_of_the_attack() -> None:
    spoken = says("On 7 March the embassy warned of an attack.", places=[MOSCOW], times=[on(date(2024, 3, 7))])
    assert ends(spoken) == AT + timedelta(hours=24)
    assert "7 March" not in one(tree(drawn(spoken).alert), "description")


def test_a_day_that_was_warned_of_before_it_came_is_told_on_that_day_too() -> None:
    """Who was warned anew on the morning of the day read that no time was stated."""
    sunday = replace(on(date(2024, 3, 7)), anchor="dateline 2024-03-06")
    warned = says("Police warned of an attack on 7 March.", places=[MOSCOW], times=[sunday])
    assert ends(warned) == datetime(2024, 3, 8, 12, tzinfo=UTC)
    assert "7 March" in one(tree(drawn(warned).alert), "description")
    spoken = replace(sunday, anchor="dateline 2024-03-07")
    today = says("Police warned of an attack on 7 March.", places=[MOSCOW], times=[spoken])
    assert "7 March" not in one(tree(drawn(today).alert), "description")


def test_the_hour_at_which_a_warning_was_spoken_is_not_taken_for_that_of_the_attack() -> None:
    hour = When(
        start=AT - timedelta(hours=1), end=AT + timedelta(hours=1), precision=TimePrecision.HOUR, anchor="stated"
    )
    plot = at_time("this evening", hour)
    assert ends(plot) == hour.end
    assert ends(replace(plot, kind=Kind.WARNING)) == AT + timedelta(hours=24)


def test_a_doubtful_reading_counts_only_where_there_is_no_firm_one() -> None:
    doubtful = says("They plan to strike.", Kind.PLOT, places=[KRASNOGORSK], targets=["a hall"], suggestion=True)
    assert "Where: Krasnogorsk." in one(tree(drawn(doubtful).alert), "description")
    assert "Krasnogorsk" not in drawn(doubtful, WARNED).alert.body


def test_a_person_may_choose_when_it_ends_but_not_the_past() -> None:
    until = AT + timedelta(days=30)
    assert ends(WARNED, until=until) == until
    for over in (AT, AT - timedelta(hours=1), AT + timedelta(milliseconds=1)):
        with pytest.raises(NotAllowed, match="over before it is sent"):
            drawn(WARNED, until=over)
    with pytest.raises(NotAllowed, match="a moment has a zone"):
        drawn(WARNED, until=datetime(2030, 1, 1))  # noqa: DTZ001 - that is what is refused


def test_no_alert_is_written_that_is_over_when_it_is_sent() -> None:
    for expires in (AT, AT + timedelta(milliseconds=1), AT - timedelta(hours=1)):
        with pytest.raises(BadInput, match=r"it would be over when it is sent\n  choose a later time"):
            alert(
                identifier="mine", issuer=AUTHORISED, sent=AT, expires=expires, area=(), codes=Codes(),
                words=(Words(language="en", event="e", headline="h", description="d", instruction="i"),),
            )  # fmt: skip


# --- one after another ---------------------------------------------------------------------------------------


def test_an_update_refers_to_what_was_sent_and_bears_an_identifier_of_its_own() -> None:
    first = drawn(WARNED, issuer=AUTHORISED, at=datetime(2024, 3, 7, 18, tzinfo=MOSCOW_TIME)).alert
    triplet = f"{AUTHORISED.sender},{first.identifier},{one(tree(first), 'sent')}"
    later = datetime(2024, 3, 8, 9, tzinfo=MOSCOW_TIME)
    second = drawn(WARNED, issuer=AUTHORISED, at=later, references=(triplet,)).alert
    root = tree(second)
    assert (one(tree(first), "msgType"), one(root, "msgType")) == ("Alert", "Update")
    assert one(root, "references") == triplet
    assert second.identifier != first.identifier
    assert_sound(second)


def test_every_notice_of_a_ruling_has_its_own_identifier_and_no_blank_in_it() -> None:
    other = decision(incident(WARNED), OTHER, proposal="another proposal")
    drawn_up = (*drawn(WARNED).notices, *drawn(WARNED, whom=OTHER, decision=other).notices)
    identifiers = [notice.identifier for notice in drawn_up]
    assert len(set(identifiers)) == len(identifiers) == 4
    assert all(i.isascii() and not set(i) & set(" ,<&") for i in identifiers)


OTHER = entry("school", MOSCOW)


@pytest.mark.parametrize(
    "ruling",
    [Waive(ground="W1", justification="They know.", by=OFFICER), Refer(question="Where?"),
     NoDuty(criterion="harm", justification="Graffiti.")],
)  # fmt: skip
def test_only_a_ruling_to_warn_is_drawn_up(ruling: Ruling) -> None:
    with pytest.raises(NotAllowed, match="only a ruling to warn"):
        drawn(WARNED, decision=decision(incident(WARNED), HALL, ruling))


def test_a_ruling_about_somebody_or_something_else_is_not_drawn_up() -> None:
    with pytest.raises(NotAllowed, match="about another incident or entry"):
        drawn(WARNED, decision=decision(incident(WARNED), OTHER))
    with pytest.raises(NotAllowed, match="about another incident or entry"):
        drawn(WARNED, decision=replace(decision(incident(WARNED), HALL), incident="another"))


@pytest.mark.parametrize("marking", [Tlp.GREEN, Tlp.AMBER, Tlp.AMBER_STRICT, Tlp.RED, None])
def test_where_nothing_may_be_told_to_everybody_there_is_no_alert(marking: Tlp | None) -> None:
    markings = {} if marking is None else {WARNED.report: marking}
    assert [n.kind for n in drawn(WARNED, markings=markings).notices] == [NoticeKind.BRIEFING]
