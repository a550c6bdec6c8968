"""The published tables are the code's tables."""

import re
from pathlib import Path

from tocsin.grading import tables
from tocsin.linking import copies
from tocsin.model import Credibility, Likelihood

DOCUMENT = (Path(__file__).parents[2] / "docs" / "grading.md").read_text(encoding="utf-8")


def printed(first: str) -> list[tuple[str, str]]:
    """The rows of the table whose first column is headed so."""
    rows: dict[str, list[tuple[str, str]]] = {}
    for block in re.findall(r"(?:^\|.*\n)+", DOCUMENT, re.MULTILINE):
        lines = [tuple(cell.strip() for cell in line.strip("|\n ").split("|")) for line in block.splitlines()]
        rows["/".join(lines[0])] = [(line[0], line[1]) for line in lines[2:]]
    return rows[first]


def test_credibility_as_printed() -> None:
    assert printed("when/mark") == [(row.when, row.mark.value) for row in tables.CREDIBILITY]


def test_likelihood_as_printed() -> None:
    assert printed("ground/likelihood") == [(g.value, band.value) for g, band in tables.LIKELIHOOD.items()]
    assert printed("when/bands lower") == [(when, str(n)) for when, n in tables.STEPS_DOWN.items()]
    assert printed("best rival/unknown") == [(a.value, b.value) for a, b in tables.UNKNOWN.items()]


def test_confidence_as_printed() -> None:
    assert printed("when/confidence") == [(row.when, row.confidence.value) for row in tables.CONFIDENCE]


def test_the_thresholds_of_copying_as_printed() -> None:
    assert f"Jaccard {copies.JACCARD} or more, or {copies.CONTAINED} of the shorter" in DOCUMENT
    assert copies.RUN == 5


def test_only_two_independent_origins_give_the_first_mark() -> None:
    for gainsay in range(3):
        for others in range(4):
            for hedged in (True, False):
                row = tables.credibility(says=1, gainsay=gainsay, hedged=hedged, others=others)
                assert row.mark is not Credibility.CONFIRMED


def test_no_band_is_ever_lowered_out_of_the_table() -> None:
    for band in tables.LIKELIHOOD.values():
        for steps in range(6):
            assert tables.lower(band, steps) in tables.UNKNOWN
    assert set(tables.LIKELIHOOD.values()) <= set(tables.UNKNOWN)
    assert Likelihood.ALMOST_NO_CHANCE not in tables.UNKNOWN.values()
