"""A folder that a web server hands out: written so that whoever reads it meanwhile never finds half of it."""

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tocsin.model import Unavailable


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else publishes into the folder meanwhile: what is read from the record inside is the newest there.

    Raises:
        Unavailable: the folder cannot be made or written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise _away(folder, error) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def publish(files: Mapping[str, bytes], *, folder: Path, index: str) -> bool:
    """Put files there and the index last, then remove what no index names any more; whether anything changed.

    Only XML in the folders of `files` is ever removed. What is there already is left as it is.

    Raises:
        Unavailable: the disk gave way; the index that was there before still stands.
    """
    try:
        changed = [_written(folder / name, data) for name, data in files.items() if name != index]
        changed.append(_written(folder / index, files[index]))
        wanted = {folder / name for name in files}
        for place in {path.parent for path in wanted} - {folder}:
            for old in place.glob("*.xml"):
                if old not in wanted:
                    old.unlink(missing_ok=True)
    except OSError as error:
        raise _away(folder, error) from error
    return any(changed)


def _written(path: Path, data: bytes) -> bool:
    """Replace a file whole; False where it holds that already."""
    if path.exists() and path.read_bytes() == data:
        return False
    path.parent.mkdir(exist_ok=True)
    unfinished = path.with_name(f".{path.name}.unfinished")
    with unfinished.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    return True


def _away(folder: Path, error: OSError) -> Unavailable:
    return Unavailable(
        where=str(folder), what=f"it cannot be written: {error.strerror}", now="the feed that was there still stands"
    )
