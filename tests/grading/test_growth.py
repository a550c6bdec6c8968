"""A report of twice the incidents takes twice the work to say who did each."""

from collections.abc import Iterator

import pytest
from builder import AT, BY

from tests.reading.told import read
from tocsin import grading, linking
from tocsin.grading import who
from tocsin.model import Mention, Statement

GROWS = 2.1


def _looked(monkeypatch: pytest.MonkeyPatch, sentences: int) -> int:
    """At how many statements it is looked for whom they name, where each is an incident of its own."""
    held = read(" ".join(f"Boko Haram bombed market number {n} in Maiduguri." for n in range(sentences)))
    assert len(held) >= sentences
    mentions, looked = who.mentions, 0

    def counted(statement: Statement) -> Iterator[Mention]:
        nonlocal looked
        looked += 1
        return mentions(statement)

    monkeypatch.setattr(who, "mentions", counted)
    incidents = linking.incidents(held, ())
    evidence = grading.evidence({s.id: s for s in held}, ())
    for incident in incidents:
        grading.assess(incident, evidence=evidence, grades={}, previous=None, by=BY, at=AT)
    monkeypatch.undo()
    return looked


def test_whom_a_report_names_is_looked_for_once_and_not_for_each_incident(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _looked(monkeypatch, 40) <= GROWS * _looked(monkeypatch, 20)
