"""HTML: what a reader of the page sees, and where it stands in the page's source."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest

from tocsin.intake import original
from tocsin.model import Source, Span, TimePrecision

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Blast in Kabul - Example Wire</title>
<meta property="og:site_name" content="Example Wire">
<meta property="article:published_time" content="2024-03-22T20:15:00+03:00">
<script>var hidden = "script killed 99";</script><style>p:after{content:"style killed 98"}</style></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Blast in Kabul</h1>
<p>A bomb killed at least 12 people in Kabul on Friday, police said&mdash;the <b>third</b> attack
   of the month.</p>
<p style="display: none">The css killed 97 people.</p><p hidden>The attribute killed 96 people.</p>
<div aria-hidden="true">The label killed 95 people.</div><!-- the comment killed 94 people -->
<p>A branch &amp; its rivals claimed the attack in a statement on the group&#8217;s usual channel. Officials did
not confirm it, and witnesses spoke of <a href="/x?a=1&b=2">two men on a motorcycle</a>.</p>
</article><footer>Copyright Example Wire</footer></body></html>"""


def test_the_main_text_its_title_source_and_publication(report: Callable[..., Any]) -> None:
    found = report(PAGE.encode())
    assert found.report.media_type == "text/html"
    assert found.report.title.startswith("Blast in Kabul")
    assert found.report.language == "en"
    assert found.arrival.source == Source(id="example-wire", name="Example Wire", kind="web")
    assert found.arrival.published.precision is TimePrecision.MINUTE
    assert found.arrival.published.start == datetime(2024, 3, 22, 17, 15, tzinfo=UTC)
    assert "A bomb killed at least 12 people in Kabul on Friday, police said—the third attack" in found.report.text
    assert "Copyright" not in found.report.text


@pytest.mark.parametrize("unseen", ["99", "98", "97", "96", "95", "94"])
def test_what_a_reader_would_not_see_is_not_read(report: Callable[..., Any], unseen: str) -> None:
    assert unseen not in report(PAGE.encode()).report.text


def test_every_word_stands_in_the_source_where_its_piece_says(report: Callable[..., Any]) -> None:
    found = report(PAGE.encode()).report
    words = list(re.finditer(r"\w+", found.text))
    assert len(words) > 40
    for word in words:
        span = Span(start=word.start(), end=word.end(), quote=word[0], text=found.text_digest)
        there = "".join(PAGE[p.original_start : p.original_end] for p in original(found, span))
        assert unescape(re.sub(r"<[^>]*>", "", there)) == word[0]


def test_pieces_cover_the_text_in_order(report: Callable[..., Any]) -> None:
    found = report(PAGE.encode()).report
    assert "".join(found.text[p.start : p.end] for p in found.pieces) == found.text
    here = 0
    for p in found.pieces:
        assert here <= p.original_start <= p.original_end <= len(PAGE)
        here = p.original_end


@pytest.mark.parametrize(
    "page",
    [
        "<p>A bomb <b>went <i>off in Kabul <div>and two men were arrested</p",
        "<html><body><table><tr><td>A bomb went off in Kabul</p></div></td>and two men were arrested",
        "<div><p>A bomb went off in Kabul <a href='x>and</a> <span title=\"y>two men were arrested</p></div> arrested",
        "<body>" + "<div>" * 1000 + "A bomb went off in Kabul, and two men were arrested",
    ],
)
def test_broken_html_survives(report: Callable[..., Any], page: str) -> None:
    assert "A bomb" in report(page.encode()).report.text


def test_what_lies_too_deep_is_refused_and_not_lost_in_silence(refused: Callable[..., Any]) -> None:
    page = "<body><p>Two men were arrested.</p>" + "<div>" * 5000 + "A bomb went off in Kabul"
    assert "deep" in refused(page.encode()).what


def test_a_declared_encoding_is_believed_where_it_holds(report: Callable[..., Any]) -> None:
    page = '<html><head><meta charset="koi8-r"></head><body><p>Посольство предупредило граждан</p></body></html>'
    found = report(page.encode("koi8-r")).report
    assert "Посольство предупредило граждан" in found.text
    assert found.encoding == "koi8-r"


def test_a_page_without_text_is_refused(refused: Callable[..., Any]) -> None:
    assert refused(b"<html><head><title></title></head><body><script>1</script></body></html>").what


def test_a_date_in_the_structured_data(report: Callable[..., Any]) -> None:
    data = '<script type="application/ld+json">{"@graph":[{"datePublished":"2024-03-07"}]}</script>'
    page = f"<html><head>{data}</head><body><p>The embassy warned of attacks in Moscow.</p></body></html>"
    published = report(page.encode()).arrival.published
    assert (published.precision, published.start.isoformat()) == (TimePrecision.DAY, "2024-03-07")


def test_a_hostile_page_takes_no_long_time(report: Callable[..., Any]) -> None:
    page = "<p>A bomb went off.</p>" + "<a '" * 20_000 + "<!--" * 20_000 + "&" * 20_000 + "<script" * 20_000
    assert "A bomb went off." in report(page.encode()).report.text
