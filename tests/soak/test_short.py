"""The short form of the soak: what `make soak` does a thousand times, a few times."""

import random
from pathlib import Path

import pytest

from tests.soak.harm import Scene


def test_kills_on_sqlite_lose_nothing_and_leave_nothing_untold(tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")  # noqa: T201 - shown where it fails
    found = Scene(url=f"sqlite:///{tmp_path}/casebook.db", folder=tmp_path, seed=seed).run(20, approvals=20)
    assert found["approved"] >= 20
    assert found["accepted"] > 10
    assert found["refused"]


@pytest.mark.postgres
def test_kills_on_postgresql_lose_nothing_and_leave_nothing_untold(tmp_path: Path, postgres_url: str) -> None:
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")  # noqa: T201 - shown where it fails
    found = Scene(url=postgres_url, folder=tmp_path, seed=seed, dispatchers=1, batch=4).run(10, approvals=10)
    assert found["approved"] >= 10
    assert found["accepted"] > 5
