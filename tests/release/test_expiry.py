"""A notice does not end before the days that it warns of, and never outlasts a week unless a person says so."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.reading.told import read
from tocsin.model import TimePrecision, When
from tocsin.release.threat import expires, near

DAY = When(start=date(2026, 11, 27), end=date(2026, 11, 27), precision=TimePrecision.DAY, anchor="given")
AT = datetime(2026, 11, 27, 19, tzinfo=UTC)


@pytest.mark.parametrize(
    ("when", "hours"),
    [
        ("in the next three days", 72),
        ("over the next 48 hours", 48),
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
