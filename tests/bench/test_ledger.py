"""The bench of the ledger runs, on a small one; how fast it is, no test asks."""

from pathlib import Path

from bench.ledger import grown, sizes


def test_a_small_ledger_is_built_verified_and_proved_from(tmp_path: Path) -> None:
    found = {name: value for name, value, _ in grown(tmp_path / "a.db", sizes=(30, 70))}
    assert all(value > 0 for value in found.values())
    assert sum("one entry proved" in name for name in found) == 2
    assert sum("record and view verified" in name for name in found) == 2


def test_sizes_grow_by_tens() -> None:
    assert sizes(1) == [1000]
    assert sizes(1_000_000) == [1000, 10_000, 100_000, 1_000_000]
