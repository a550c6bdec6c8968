"""What all tests share: how hard to look, which tests this machine can run, and a PostgreSQL to run them on."""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from hypothesis import HealthCheck, settings

from tests.servers import held_port

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
EVERYTHING = os.environ.get("TOCSIN_TEST_ALL") == "1"

settings.register_profile(
    "tocsin", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("tocsin")


def _tool(name: str) -> Path | None:
    """A PostgreSQL program: in the PATH, or where Debian keeps it, the newest first."""
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda p: int(p.parts[4]), reverse=True)
    found = kept[0] if kept else shutil.which(name)
    return Path(found) if found else None


def _missing() -> dict[str, str]:
    """The marks that this machine cannot serve, and what each lacks."""
    lacks = {}
    if not os.environ.get("DATABASE_URL_TEST") and not (_tool("initdb") and _tool("pg_ctl")):
        lacks["postgres"] = "no DATABASE_URL_TEST, and no initdb and pg_ctl on this machine"
    if not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))):
        lacks["chromium"] = "no Chromium on this machine"
    if not (SHARED / "seed" / "report.txt").is_file():
        lacks["shared"] = "no ../shared beside the project"
    return lacks


_LEFT_OUT = pytest.StashKey[dict[str, tuple[str, list[str]]]]()


def pytest_configure() -> None:
    """With TOCSIN_TEST_ALL=1 whatever this machine lacks is an error."""
    if EVERYTHING and (lacks := _missing()):
        raise pytest.UsageError(f"TOCSIN_TEST_ALL=1, and there is {'; '.join(lacks.values())}")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what cannot run here, by name."""
    left_out: dict[str, tuple[str, list[str]]] = {}
    for mark, why in _missing().items():
        gone = [item for item in items if item.get_closest_marker(mark)]
        if gone:
            left_out[mark] = (why, [item.nodeid for item in gone])
            config.hook.pytest_deselected(items=gone)
            items[:] = [item for item in items if item not in gone]
    config.stash[_LEFT_OUT] = left_out


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Where several processes share the tests, each collects them all: what one leaves out they all do."""
    node.config.stash[_LEFT_OUT] = getattr(node, "workeroutput", {}).get("left out", {})


def pytest_sessionfinish(session: pytest.Session) -> None:
    """One of several processes tells the first what was left out."""
    if told := getattr(session.config, "workeroutput", None):
        told["left out"] = session.config.stash.get(_LEFT_OUT, {})


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Name what was left out, and why."""
    for mark, (why, names) in config.stash.get(_LEFT_OUT, {}).items():
        terminalreporter.section(f"left out: {len(names)} tests marked {mark} ({why})")
        for name in names:
            terminalreporter.write_line(f"  {name}")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server on which databases may be made: the given one, or one that we start and stop."""
    given = os.environ.get("DATABASE_URL_TEST")
    if given:
        yield given
        return
    with _cluster() as url:
        yield url


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port of this machine at which nobody listens."""
    with held_port() as port:
        yield port


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The URL of an empty database of its own, dropped afterwards."""
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is tested

    name = f"tocsin_{secrets.token_hex(6)}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    parts = urlsplit(postgres_server)
    yield urlunsplit((parts.scheme, parts.netloc, f"/{name}", parts.query, ""))
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def casebook_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty casebook, on each engine in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/casebook.db"
    url: str = request.getfixturevalue("postgres_url")
    return url


@contextmanager
def _cluster() -> Iterator[str]:
    """A throw-away PostgreSQL on a free port of this machine, stopped and removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="tocsin-postgres-"))
    data = folder / "data"
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        _as_postgres(_tool("initdb"), "-D", data, "-U", "tocsin", "-A", "trust", "-E", "UTF8", "--no-sync")
        port = _started(data, folder)
        try:
            yield f"postgresql://tocsin@127.0.0.1:{port}/postgres"
        finally:
            _as_postgres(_tool("pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _started(data: Path, folder: Path) -> int:
    """Start it; its port. Another program may take a free port before it does: then it is asked for a second."""
    port = _free_port()
    asked = f"-c listen_addresses=127.0.0.1 -p {port} -k {folder} -c fsync=off"
    try:
        _as_postgres(_tool("pg_ctl"), "-D", data, "-l", folder / "log", "-w", "-o", asked, "start")
    except RuntimeError:
        if "already in use" not in (folder / "log").read_text():
            raise
        (folder / "log").unlink()
        return _started(data, folder)
    return port


def _as_postgres(*command: object) -> None:
    """Run a PostgreSQL program; it refuses to be root, so root runs it as the user postgres."""
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", "postgres", "--", *words]
    done = subprocess.run(  # noqa: S603 - our own words
        words, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)}: {done.stderr}")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
