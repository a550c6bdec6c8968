"""What is only advised is no danger: until when people should stay away is not when they are attacked."""

from datetime import UTC, date, datetime

from tests.reading.told import read
from tocsin.model import Statement, TimePrecision, When
from tocsin.release import substance
from tocsin.release.threat import expires

DAY = When(start=date(2026, 11, 27), end=date(2026, 11, 27), precision=TimePrecision.DAY, anchor="given")
AT = datetime(2026, 11, 27, 19, tzinfo=UTC)
DANGER = "The Norwegian embassy warned on Friday that militants may attack clinics in Kisumu over the weekend."
ADVICE = "Norwegian citizens should avoid crowded places in Kisumu until Monday."


def lines(*sentences: str) -> dict[str, str]:
    """What stands below the tear line, by its first word."""
    held: list[Statement] = read(" ".join(sentences), DAY)
    told = substance.below(held, published=dict.fromkeys({s.report for s in held}, DAY), at=AT)
    return {line.text.split()[0]: line.text for line in told}


def test_until_when_something_is_advised_is_no_day_on_which_it_is_feared() -> None:
    found = lines(DANGER, ADVICE)
    assert "28 November 2026 to 29 November 2026" in found["When:"]
    assert "30 November" not in found["When:"]
    assert found["How"] == "How sure: called possible; not confirmed by us."


def test_the_notice_holds_as_long_as_the_advice() -> None:
    assert expires(read(f"{DANGER} {ADVICE}", DAY), at=AT) > expires(read(DANGER, DAY), at=AT)


def test_the_day_of_a_danger_is_told_though_the_advice_ends_on_it() -> None:
    found = lines(DANGER.replace("over the weekend", "on Monday"), ADVICE)
    assert "30 November 2026" in found["When:"]
