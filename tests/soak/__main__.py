"""`make soak`: kills by the thousand, on SQLite and on PostgreSQL, with progress and seeds.

`python -m tests.soak [--kills N] [--seed S] [--engine NAME] [--round N]`. A round is one casebook; its seed, given
back with --seed and --kills, plays the same misfortunes again (the machine's own timing apart).
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.conftest import _cluster, _tool
from tests.soak.harm import Scene


def main() -> None:
    """Soak."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--round", type=int, default=15, help="kills in one casebook")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--engine", choices=["both", "sqlite", "postgresql"], default="both")
    asked = parser.parse_args()
    if asked.engine != "sqlite" and _tool("initdb"):
        with _cluster() as server:
            _soak(asked, server=server)
    else:
        _soak(asked, server="")


def _soak(asked: argparse.Namespace, *, server: str) -> None:
    total: Counter[str] = Counter()
    start, done = time.monotonic(), 0
    while done < asked.kills:
        seed = asked.seed + done
        kills = min(asked.round, asked.kills - done)
        third = asked.engine == "both" and done // asked.round % 3 == 2
        engine = "postgresql" if server and (third or asked.engine == "postgresql") else "sqlite"
        say(f"\nround from {done}: seed {seed}, {engine}, {kills} kills")
        with tempfile.TemporaryDirectory(prefix="tocsin-soak-") as name:
            url = _database(server, done) if engine == "postgresql" else f"sqlite:///{name}/casebook.db"
            scene = Scene(
                url=url, folder=Path(name), seed=seed, dispatchers=1 + seed % 3, batch=1 + 3 * (seed % 2),
                lease=1 + seed % 3, tell=lambda words: say(f"\r{words:50}", end=""),
            )  # fmt: skip
            total.update(scene.run(kills))
        done += kills
        say(f"\n  so far: {done} kills in {time.monotonic() - start:.0f} s; {dict(total)}")
    say("\nnothing lost; nothing sent twice that is not on record as unknown; the record held after each kill")


def _database(server: str, number: int) -> str:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE soak_{number}")
    parts = urlsplit(server)
    return urlunsplit((parts.scheme, parts.netloc, f"/soak_{number}", "", ""))


def say(words: str, *, end: str = "\n") -> None:
    """Progress, on stderr."""
    sys.stderr.write(words + end)
    sys.stderr.flush()


if __name__ == "__main__":
    main()
