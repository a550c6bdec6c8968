"""What an office's files say while a command stays: they are read anew when they change."""

from dataclasses import dataclass, field
from pathlib import Path

from tocsin.cli.output import say
from tocsin.cli.setting import Setting, setting
from tocsin.model import TocsinError

Stamp = tuple[int, int, int]
"""The size of a file, when it was changed, and which file it is: what has the same is not looked at again."""


@dataclass(slots=True)
class Followed:
    """What an office's files say, read anew where one of them was changed: who stays works by no list of yesterday.

    They are read once two looks found them the same, so not while they are being written. What cannot be read leaves
    the office as it was, and is told once.
    """

    configuration: Path | None
    found: Setting
    _read: dict[Path, Stamp | None] = field(init=False)
    _seen: dict[Path, Stamp | None] = field(init=False)

    def __post_init__(self) -> None:
        """What is held was read a moment ago."""
        self._read = self._seen = self._stamps()

    def is_changed(self) -> bool:
        """Whether something was changed since the last time; `found` is then what the files say now."""
        before, self._seen = self._seen, self._stamps()
        if self._seen == self._read or self._seen != before:
            return False
        self._read = self._seen
        try:
            self.found = setting(self.configuration)
        except TocsinError as error:
            say(f"{error}\n  the office stands as it was read before")
            return False
        self._read = self._seen = self._stamps() | self._read
        say("the configuration or a file that it names was changed, and was read anew")
        return True

    def _stamps(self) -> dict[Path, Stamp | None]:
        return {path: stamp(path) for path in self.found.files}


def stamp(path: Path | str) -> Stamp | None:
    """What tells whether a file was changed; None where it is gone."""
    try:
        held = Path(path).stat()
    except OSError:
        return None
    return held.st_size, held.st_mtime_ns, held.st_ino
