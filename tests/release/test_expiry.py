"""A notice does not end before the days that it warns of, and never outlasts a week unless a person says so."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.reading.told import read
from tocsin.model import TimePrecision, When
from tocsin.release.threat import ahead, expires, near

DAY = When(start=date(2026, 11, 27), end=date(2026, 11, 27), precision=TimePrecision.DAY, anchor="given")
AT = datetime(2026, 11, 27, 19, tzinfo=UTC)


@pytest.mark.parametrize(
    ("when", "hours"),
    [
        ("in the next three days", 72),
        ("over the next 48 hours", 48),
        ("in the next 24 to 48 hours", 48),
        ("in the next two or three days", 72),
        ("within fourteen days", 7 * 24),
        ("over the next thirty-six hours", 36),
        ("within\n   forty-eight hours", 48),
        ("in the coming two weeks", 7 * 24),
        ("in the next 99999999 days", 7 * 24),
        ("within three hours", 24),
        ("in the coming days", 24),
        ("soon", 24),
        (", though not in the next three days", 24),
    ],
)
def test_a_notice_holds_as_long_as_the_words_count(when: str, hours: int) -> None:
    held = read(f"The embassy warned of attacks on clinics in Kisumu {when}.", DAY)
    assert expires(held, at=AT) == AT + timedelta(hours=hours)


def test_the_words_for_when_are_told_though_their_line_ends_within_them() -> None:
    assert list(near(read("The embassy warned of attacks on clinics in the next\n  three days.", DAY))) == [
        "in the next three days"
    ]


def test_a_day_that_is_stated_beyond_them_is_the_end() -> None:
    words = "Militants plan to attack clinics in Kisumu on 30 November. The embassy warned of it within 24 hours."
    assert expires(read(words, DAY), at=AT) > AT + timedelta(hours=72)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("The consulate, which will be shut for the next six days, warned of an attack in Mombasa tonight.", 24),
        ("The consulate, closed for the next five days, warned of attacks on clinics in Kisumu.", 24),
        ("The consulate warned of attacks on clinics in Kisumu; schools shut for the next six days.", 24),
        ("The consulate warned of attacks on clinics, which may come over the next three days, in Kisumu.", 72),
        ("The consulate, which has warned before, warned of attacks in Kisumu in the next three days.", 72),
        ("In the next three days gunmen may attack clinics in Kisumu, the consulate warned.", 72),
    ],
)
def test_what_else_is_said_to_last_does_not_make_a_notice_hold(text: str, hours: int) -> None:
    assert (held := ahead(read(text, DAY)))
    assert expires(held, at=AT) == AT + timedelta(hours=hours)


def test_schools_that_stay_shut_do_not_outlast_the_day_that_a_notice_is_of() -> None:
    words = (
        "The consulate warned that gunmen may attack hotels in Mombasa tomorrow; schools shut for the next six days."
    )
    assert expires(ahead(read(words, DAY)), at=AT) <= AT + timedelta(hours=48)
