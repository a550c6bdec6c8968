"""The database goes away while a batch is being sent: nothing is lost or sent twice untold, and nobody gives up."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.conftest import _as_postgres, _cluster, _tool
from tests.dispatch.many import Watched, dispatchers, stopped_in_order, until, until_at_rest, warned
from tests.soak.harm import look
from tests.soak.post import serving
from tocsin.casebook import open_casebook

pytestmark = pytest.mark.postgres


def sent_through(url: str, folder: Path, then: dict[int, Callable[[], None]]) -> None:
    """Send forty by three dispatchers, while things happen at the moment when so many were taken.

    Raises:
        AssertionError: something was lost or sent twice untold, or a dispatcher gave up.
    """
    book = open_casebook(url)
    moments = sorted(then)
    with serving(Watched(random.Random(1), wild=0.0, then=then)) as post:  # noqa: S311 - a seed is wanted
        approved = warned(book, post, first=0, count=20)
        book.close()
        with dispatchers(3, url=url, folder=folder, post=post, batch=5, lease=5) as running:
            until(lambda: len(post.happened) == len(moments))
            book = open_casebook(url)
            until_at_rest(book)
            stopped_in_order(running)
    assert sorted(post.happened) == moments
    found = look(book, post, approved=set(approved))
    assert found["accepted"] == 40
    assert book.verify(keys=()).sound
    book.close()


def test_connections_that_are_cut_in_mid_batch(postgres_server: str, postgres_url: str, tmp_path: Path) -> None:
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is tested

    cut: list[int] = []

    def cut_off() -> None:
        asked = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = %s"
        with psycopg.connect(postgres_server, autocommit=True) as connection:
            row = connection.execute(asked, [urlsplit(postgres_url).path.strip("/")]).fetchone()
        assert row is not None
        cut.append(row[0])

    sent_through(postgres_url, tmp_path, dict.fromkeys((3, 14, 15, 31), cut_off))
    assert all(cut), "each time somebody was connected"


@pytest.fixture
def own_server() -> Iterator[str]:
    """A PostgreSQL server for one test, which may be restarted."""
    if not (_tool("initdb") and _tool("pg_ctl")):
        pytest.skip("no initdb and pg_ctl on this machine, and a server that others use is not restarted")
    with _cluster() as url:
        yield url


def test_a_server_that_is_restarted_in_mid_batch(own_server: str, tmp_path: Path) -> None:
    """Once in order, once as after a power cut."""
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is tested

    with psycopg.connect(own_server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE tocsin_restarted")
        row = connection.execute("SHOW data_directory").fetchone()
    assert row is not None

    def restarted(how: str) -> Callable[[], None]:
        return lambda: _as_postgres(_tool("pg_ctl"), "-D", row[0], "-m", how, "-w", "-l", f"{row[0]}/log", "restart")

    url = own_server.removesuffix("/postgres") + "/tocsin_restarted"
    sent_through(url, tmp_path, {7: restarted("fast"), 22: restarted("immediate")})
