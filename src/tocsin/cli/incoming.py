"""Folders that reports lie in, and folders that they come into while somebody waits."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from tocsin.cli.following import Stamp, stamp
from tocsin.cli.visible import on_one_line
from tocsin.model import BadInput, Refused


@dataclass(slots=True)
class Incoming:
    """Folders that are looked into again and again. A file is ready once two looks found it the same.

    So none is taken while it is still being written. One that changes afterwards is ready anew.
    """

    folders: tuple[Path, ...]
    _seen: dict[str, Stamp] = field(default_factory=dict)
    _done: dict[str, Stamp] = field(default_factory=dict)
    _told: set[str] = field(default_factory=set)

    def look(self) -> tuple[tuple[str, ...], tuple[Refused, ...]]:
        """The files that are ready, by name; and what could not be looked into, told once as long as it is so."""
        found: dict[str, Stamp] = {}
        closed: list[Refused] = []
        for folder in self.folders:
            paths, faults = within(folder)
            closed += faults
            found |= {path: held for path in shown(paths, folder) if (held := stamp(path)) is not None}
        ready = tuple(path for path, held in found.items() if self._seen.get(path) == held != self._done.get(path))
        new = tuple(fault for fault in closed if fault.where not in self._told)
        self._told = {fault.where for fault in closed}
        self._seen = found
        self._done = {path: held for path, held in self._done.items() if path in found}
        return ready, new

    def done(self, path: str) -> None:
        """It was taken, or refused, as it was at the last look."""
        self._done[path] = self._seen[path]


def folders(files: tuple[str, ...]) -> tuple[Path, ...]:
    """The folders that are named.

    Raises:
        BadInput: one is none.
    """
    for file in files:
        if not file.strip() or not Path(file).is_dir():
            raise BadInput(where=on_one_line(file), what="it is no folder", now="with --stay name folders alone")
    return tuple(Path(file) for file in files)


def shown(paths: list[str], folder: Path) -> list[str]:
    """Those of the files of a folder that are not hidden, nor in a hidden folder."""
    return [p for p in paths if not any(part.startswith(".") for part in Path(p).relative_to(folder).parts)]


def within(folder: Path) -> tuple[list[str], list[Refused]]:
    """Every file of a folder and of those within it, by name; and, refused, which of those were not looked into."""
    found, closed, faults = [], [], list[OSError]()
    for here, folders, names in os.walk(folder, onerror=faults.append):
        for path in (Path(here) / name for name in names):
            if path.is_file() or not path.exists():  # a link that leads nowhere is told of when it is opened
                found.append(str(path))
            else:  # whoever opens a pipe waits for somebody who writes into it
                where, what = on_one_line(str(path)), "it is no file, but a pipe, a socket or a device"
                closed.append(Refused(where=where, what=what, now="name it by itself, if it is to be read"))
        for link in sorted(name for name in folders if (Path(here) / name).is_symlink()):
            where, what = (
                on_one_line(str(Path(here) / link)),
                "it is a link to a folder, and such links are not followed",
            )
            closed.append(Refused(where=where, what=what, now="name the folder itself; the others go on"))
    for error in faults:
        where, what = on_one_line(str(error.filename)), f"nobody looked into this folder: {error.strerror}"
        closed.append(Refused(where=where, what=what, now="see who may read it; the others go on"))
    return sorted(found), closed
