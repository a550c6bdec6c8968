"""JSON lines: a report a line, and a bad line that spoils no other."""

from collections.abc import Callable
from typing import Any

import pytest

from tocsin.model import Refused, Source, TimePrecision, digest

LINE = (
    b'{"text": "The embassy\\r\\nwarned.", "title": "A", "source": "Example Wire", '
    b'"published": "2024-03-07", "language": "en"}'
)


def test_each_line_is_a_report_with_its_own_id(opened: Callable[..., Any]) -> None:
    one, two = opened(LINE + b'\r\n\n{"body": "Two men were arrested."}\n', "f.jsonl")
    assert one.report.id == digest(LINE)
    assert one.raw == LINE
    assert (one.report.text, one.report.title, one.report.language) == ("The embassy\nwarned.", "A", "en")
    assert one.arrival.source == Source(id="example-wire", name="Example Wire", kind="unknown")
    assert one.arrival.published.precision is TimePrecision.DAY
    assert (two.report.text, two.arrival.name) == ("Two men were arrested.", "f.jsonl, line 3")
    assert {p.part for p in two.report.pieces} == {"body"}


@pytest.mark.parametrize(
    "bad",
    [
        b"not json",
        b"[1]",
        b'{"text": 5}',
        b'{"title": "no text"}',
        b'{"text": "\xff"}',
        b'{"text": ""}',
        b"[" * 100_000,
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(opened: Callable[..., Any], bad: bytes) -> None:
    before, refusal, after = opened(LINE + b"\n" + bad + b'\n{"text": "After."}\n', "f.jsonl")
    assert isinstance(refusal, Refused)
    assert refusal.where == "f.jsonl, line 2"
    assert before.report.title == "A"
    assert after.report.text == "After."


def test_a_line_speaks_for_itself_before_what_was_handed_in(opened: Callable[..., Any]) -> None:
    given = Source(id="folder", name="The folder", kind="folder")
    one, two = opened(LINE + b'\n{"text": "Nobody says."}\n', "f.jsonl", source=given)
    assert one.arrival.source.id == "example-wire"
    assert two.arrival.source == given


@pytest.mark.parametrize(
    ("value", "precision", "first", "last"),
    [
        ("2024-03-07T21:10:00+03:00", TimePrecision.MINUTE, "2024-03-07", "2024-03-07"),
        ("2024-03-07T21:10:00", TimePrecision.DAY, "2024-03-07", "2024-03-07"),
        ("2024-02", TimePrecision.MONTH, "2024-02-01", "2024-02-29"),
        ("2024", TimePrecision.YEAR, "2024-01-01", "2024-12-31"),
    ],
)
def test_a_date_is_as_fine_as_it_is_stated(
    opened: Callable[..., Any], value: str, precision: TimePrecision, first: str, last: str
) -> None:
    (found,) = opened(f'{{"text": "x", "published": "{value}"}}'.encode())
    when = found.arrival.published
    assert (when.precision, when.first_day.isoformat(), when.last_day.isoformat()) == (precision, first, last)


def test_a_date_that_is_none_is_left_out_and_said(opened: Callable[..., Any]) -> None:
    (found,) = opened(b'{"text": "x", "published": "2024-02-31"}')
    assert found.arrival.published is None
    assert "published" in found.remarks[0]


def test_one_object_over_several_lines_is_one_report(report: Callable[..., Any]) -> None:
    assert report(b'{\n  "text": "The embassy warned."\n}\n', "a.json").report.text == "The embassy warned."


def test_half_a_character_stands_as_damage(report: Callable[..., Any]) -> None:
    assert report(b'{"text": "a \\ud800 b"}').report.text == "a \ufffd b"
