"""Leaks are found in every disguise, and innocent texts are let through."""

from collections import Counter
from typing import Any

import pytest

from tests.release.secrets import INNOCENT, KEPT, LEAKS, held
from tocsin.release.leaks import search, surfaces


def found(row: dict[str, Any]) -> tuple[Any, ...]:
    return search(surfaces(row["text"], where="the text", media_type=row["kind"]), held=held())


@pytest.mark.parametrize("row", LEAKS["leaks"], ids=lambda row: row["why"])
def test_a_planted_leak_is_found(row: dict[str, Any]) -> None:
    leaks = [leak for leak in found(row) if leak.statement == KEPT[row["statement"]].id]
    assert [leak.what for leak in leaks if leak.what == row["what"]], found(row)
    assert not row.get("where") or any(leak.where.endswith(row["where"]) or f"{row['where']})" in leak.where
                                       or f", {row['where']}," in f"{leak.where}," for leak in leaks)  # fmt: skip


@pytest.mark.parametrize("row", INNOCENT, ids=lambda row: row["why"])
def test_an_innocent_text_passes(row: dict[str, Any]) -> None:
    assert [str(leak) for leak in found(row)] == []


FORMS = {"text", "page", "mail", "header", "file name", "metadata", "alert", "webhook", "feed", "log"}
"""Every way by which a text leaves, or is left behind."""


def test_there_are_enough_of_both_and_no_two_are_one() -> None:
    assert len({row["text"] for row in LEAKS["leaks"]}) == len(LEAKS["leaks"]) >= 180
    assert len({row["text"] for row in INNOCENT}) == len(INNOCENT) >= 60


def test_leaks_are_planted_in_every_form_and_each_form_has_an_innocent_text() -> None:
    planted = Counter(row["form"] for row in LEAKS["leaks"])
    assert set(planted) == FORMS
    assert min(planted.values()) >= 5, planted
    assert {row["form"] for row in INNOCENT} == FORMS
