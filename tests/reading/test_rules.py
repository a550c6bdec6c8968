"""Each rule reads what it is there to read, and not the sentence that only looks alike."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.reading.told import read, says, shown
from tocsin.model import Statement
from tocsin.reading import blame, judgements, passing, plots, threats

PAIRS = tomllib.loads((Path(__file__).parent / "rules.toml").read_text("utf-8"))["pair"]
RULES = {rule.__name__ for module in (blame, passing, plots, threats) for rule in module.RULES} | {
    judgements.duty.__name__, judgements.unknown.__name__,
}  # fmt: skip


def of_rule(found: list[Statement], rule: str) -> list[Statement]:
    """The statements that a rule made."""
    return [s for s in found if s.because.split(":")[0] == rule]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['rule']}: {pair['sentence'][:50]}")
def test_a_rule_reads_its_sentence(pair: dict[str, Any]) -> None:
    found = read(pair["sentence"])
    assert any(says(s, pair["reads"]) for s in of_rule(found, pair["rule"])), shown(found)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['rule']}: {pair['beside'][:50]}")
def test_a_rule_leaves_the_sentence_beside_it(pair: dict[str, Any]) -> None:
    found = read(pair["beside"])
    kind = {"kind": pair["reads"]["kind"]}
    assert shown([s for s in found if says(s, kind)]) == []
    if "beside_reads" in pair:
        assert any(says(s, pair["beside_reads"]) for s in found), shown(found)


def test_every_rule_of_these_modules_has_its_pairs() -> None:
    held = {pair["rule"] for pair in PAIRS}
    assert held - {"warning_published"} == RULES
    assert len({pair["sentence"] for pair in PAIRS}) == len(PAIRS)
