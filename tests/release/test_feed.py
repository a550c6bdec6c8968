"""The feed: what a stranger's parser reads of it, whatever stands in the alerts and in whatever order they come."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import permutations
from typing import Any

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.release.notices import AUTHORISED, HALL, WARNED, drawn
from tests.scene import AT, OFFICER, decision, incident
from tocsin.model import BadInput, Cancellation, Extension, Notice
from tocsin.release import Issuer, cancelled, extended, faults, referable
from tocsin.release.feed import KEPT, NAME, feed, path

URL = "https://warnings.example/alerts/"
HOUR = timedelta(hours=1)
RULED = decision(incident(WARNED), HALL)


def alert(*, at: datetime = AT, issuer: Issuer = AUTHORISED, **more: Any) -> Notice:
    return drawn(WARNED, issuer=issuer, at=at, **more).alert


def more_of(first: Notice, *, at: datetime) -> Notice:
    """The alert's update, which holds a day longer."""
    act = Extension(notice=first.id, until=first.expires + 24 * HOUR, because="it goes on", by=OFFICER, at=at)
    refers = referable((first.body,), at=at)
    return extended(first, act, decision=RULED, protected=None, issuer=AUTHORISED, references=refers)


def end_of(*before: Notice, at: datetime) -> Notice:
    """The cancellation of the last of these, which takes all back."""
    act = Cancellation(notice=before[-1].id, because="a hoax", by=OFFICER, at=at)
    refers = referable([n.body for n in before], at=before[-1].sent)
    return cancelled(
        before[-1],
        act,
        told="It was a hoax.",
        held=(),
        decision=RULED,
        protected=None,
        issuer=AUTHORISED,
        references=refers,
    )


def read(*alerts: Notice, at: datetime, issuer: Issuer = AUTHORISED) -> dict[str, Any]:
    """The entries of the feed as a stranger reads them, by CAP file of the alert that each is about."""
    files = feed(alerts, issuer=issuer, url=URL, at=at)
    found = feedparser.parse(files[NAME])
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    assert len({e.id for e in found.entries}) == len(found.entries)
    assert all(leads(e) in files for e in found.entries), "what an entry leads to is there"
    return {e.id.rpartition(":")[2]: e for e in found.entries}


def leads(entry: Any) -> str:
    """The CAP file that an entry leads to."""
    (link,) = (link for link in entry.links if (link.rel, link.type) == ("alternate", "application/cap+xml"))
    return str(link.href).removeprefix(URL)


def standing(entry: Any) -> str:
    (tag,) = entry.tags
    return str(tag.term)


def test_an_alert_that_holds_is_an_entry_that_leads_to_it() -> None:
    first = alert()
    files = feed((first,), issuer=AUTHORISED, url=URL, at=AT + HOUR)
    assert files[path(first)].decode() == first.body
    entry = read(first, at=AT + HOUR)[first.identifier]
    assert entry.title == first.headline
    assert standing(entry) == "holds"
    assert leads(entry) == path(first)
    assert (entry.cap_msgtype, entry.cap_status, entry.cap_severity) == ("Alert", "Actual", "Severe")
    assert entry.cap_areadesc == "Moscow, RU"
    assert entry.updated == "2024-03-07T18:00:00Z"
    assert first.below[0].text in entry.summary


def test_what_is_updated_then_cancelled_is_never_left_standing_whatever_the_order() -> None:
    first = alert()
    second = more_of(first, at=AT + HOUR)
    third = end_of(first, second, at=AT + 2 * HOUR)
    for some in permutations((first, second, third)):
        found = read(*some, at=AT + 3 * HOUR)
        assert {standing(found[n.identifier]) for n in (first, second)} == {"cancelled"}
        for entry in found.values():
            assert entry.cap_msgtype == "Cancel", "no entry leads to a text that holds no longer"
            assert leads(entry) == path(third)
        assert found[first.identifier].title == f"CANCELLED: {first.headline}"
        assert found[first.identifier].updated == "2024-03-07T20:00:00Z"
    between = read(first, second, at=AT + HOUR)
    assert standing(between[first.identifier]) == "updated"
    assert standing(between[second.identifier]) == "holds"
    assert {leads(e) for e in between.values()} == {path(second)}


def test_an_update_in_the_same_second_moves_the_entry_on() -> None:
    """A poller that looks at `updated` alone would miss it."""
    first = alert()
    second = end_of(first, at=AT)
    before, after = read(first, at=AT), read(first, second, at=AT)
    assert before[first.identifier].updated < after[first.identifier].updated


def test_a_cancellation_stands_though_an_update_came_after_it() -> None:
    first = alert()
    third = end_of(first, at=AT + HOUR)
    late = more_of(first, at=AT + 2 * HOUR)
    assert standing(read(first, third, late, at=AT + 3 * HOUR)[first.identifier]) == "cancelled"


def test_what_has_expired_is_marked_and_dropped_a_day_later() -> None:
    first = alert()
    assert standing(read(first, at=first.expires - timedelta(seconds=1))[first.identifier]) == "holds"
    ended = read(first, at=first.expires)[first.identifier]
    assert (standing(ended), ended.title) == ("expired", f"EXPIRED: {first.headline}")
    assert "not an all-clear" in ended.summary
    assert read(first, at=first.expires + KEPT - timedelta(seconds=1)) != {}
    files = feed((first,), issuer=AUTHORISED, url=URL, at=first.expires + KEPT)
    assert set(files) == {NAME}
    assert feedparser.parse(files[NAME]).feed.updated == "2024-03-10T12:00:00Z", "its own moment does not go back"


def test_the_same_alert_twice_is_one() -> None:
    first = alert()
    assert list(read(first, replace(first), first, at=AT)) == [first.identifier]


def test_no_exercise_stands_in_a_feed_in_earnest_nor_the_other_way_about() -> None:
    real, exercise = alert(), alert(issuer=Issuer())
    assert list(read(real, exercise, at=AT)) == [real.identifier]
    assert list(read(real, exercise, at=AT, issuer=Issuer())) == [exercise.identifier]
    files = feed((exercise,), issuer=Issuer(), url=URL, at=AT)
    assert feedparser.parse(files[NAME]).feed.title.startswith("EXERCISE: ")


@given(st.text(max_size=200), st.text(min_size=1, max_size=80), st.integers(-48, 48))
def test_whatever_an_alert_is_called_the_feed_is_well_formed(headline: str, identifier: str, hours: int) -> None:
    made = replace(alert(), headline=headline, identifier=identifier)
    files = feed((made,), issuer=AUTHORISED, url=URL, at=AT + hours * HOUR)
    etree.fromstring(files[NAME])
    (name,) = set(files) - {NAME}
    assert name.count("/") == 1
    assert set(name.removeprefix("cap/")).isdisjoint('/\\:*?"<>| \n\0')
    assert not name.startswith("cap/.")
    found = feedparser.parse(files[NAME])
    assert not found.bozo
    assert leads(found.entries[0]) == name


def test_a_thousand_alerts_are_a_thousand_entries_the_newest_first() -> None:
    made = [alert(at=AT + timedelta(seconds=n)) for n in range(1000)]
    files = feed(made, issuer=AUTHORISED, url=URL, at=AT + HOUR)
    found = feedparser.parse(files[NAME])
    assert len(files) == 1001
    assert [e.updated_parsed for e in found.entries] == sorted((e.updated_parsed for e in found.entries), reverse=True)
    assert len({e.id for e in found.entries}) == 1000


def test_an_office_with_a_number_of_its_own_gives_it_to_its_entries() -> None:
    numbered = replace(AUTHORISED, oid="2.49.0.1.999.0")
    first = alert(issuer=numbered)
    (entry,) = feedparser.parse(feed((first,), issuer=numbered, url=URL, at=AT)[NAME]).entries
    assert entry.id == first.identifier
    assert entry.id.startswith("urn:oid:2.49.0.1.999.0.2024.")


def test_the_alerts_beside_it_are_as_they_were_approved_and_sound() -> None:
    first = alert()
    second = more_of(first, at=AT + HOUR)
    files = feed((first, second), issuer=AUTHORISED, url=URL, at=AT + HOUR)
    assert [f for f in faults(files[path(second)], earlier=(first.body,), at=AT + HOUR) if f.must] == []


@pytest.mark.parametrize("url", ["", "alerts/", "https://warnings.example/alerts", "file:///alerts/", "https://a b/"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(BadInput, match="no address of a folder"):
        feed((), issuer=AUTHORISED, url=url, at=AT)
