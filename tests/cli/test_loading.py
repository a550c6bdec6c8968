"""A list must come at once: whoever reads no report does not load what reads them."""

import subprocess
import sys

import pytest

from tocsin.cli import _MODULES

READS = {"reading", "noting", "deciding", "importing", "demo"}
"""Modules whose commands read a report, or work out anew what reports say."""
HEAVY = ("tocsin.reading", "tocsin.intake", "trafilatura", "numpy", "onnxruntime")
LOOK = "import sys\nimport tocsin.cli.{module}\nprint(*(each for each in {heavy} if each in sys.modules))"


@pytest.mark.parametrize("module", sorted(_MODULES.keys() - READS))
def test_whoever_reads_no_report_loads_no_reader(module: str) -> None:
    words = [sys.executable, "-c", LOOK.format(module=module, heavy=HEAVY)]
    done = subprocess.run(words, check=True, capture_output=True, text=True)  # noqa: S603 - our own words
    assert done.stdout.split() == []


def test_the_search_sees_a_reader_where_one_is_loaded() -> None:
    words = [sys.executable, "-c", LOOK.format(module="reading", heavy=HEAVY)]
    done = subprocess.run(words, check=True, capture_output=True, text=True)  # noqa: S603 - our own words
    assert {"tocsin.reading", "tocsin.intake"} <= set(done.stdout.split())
