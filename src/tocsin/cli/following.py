"""What an office's files say while a command stays: they are read anew when they change."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from tocsin.cli.output import say
from tocsin.cli.setting import Setting, casebook, channels, key, setting
from tocsin.dispatch import Channel
from tocsin.model import TocsinError

Made = TypeVar("Made")

Stamp = tuple[int, int, int]
"""The size of a file, when it was changed, and which file it is: what has the same is not looked at again."""


@dataclass(slots=True)
class Followed:
    """What an office's files say, read anew where one of them was changed: who stays works by no list of yesterday.

    They are read once two looks found them the same, so not while they are being written. What cannot be read, or of
    which the command cannot make what it works with, leaves the office as it was; it is told once, and tried again.
    """

    configuration: Path | None
    found: Setting
    _read: dict[Path, Stamp | None] = field(init=False)
    _seen: dict[Path, Stamp | None] = field(init=False)
    _told: str = ""

    def __post_init__(self) -> None:
        """What is held was read a moment ago."""
        self._read = self._seen = self._stamps()

    def renewed(self, make: Callable[[Setting], Made]) -> Made | None:
        """What is made of the office where its files were changed, and `found` is then that office; None where not."""
        before, self._seen = self._seen, self._stamps()
        if self._seen == self._read or self._seen != before:
            return None
        try:
            found = setting(self.configuration)
            made = make(found)
        except TocsinError as error:
            if self._told != str(error):
                self._told = str(error)
                say(f"{error}\n  the office stands as it was read before")
            return None
        self.found, self._told = found, ""
        self._read = self._seen = {path: self._seen.get(path, stamp(path)) for path in found.files}
        say("the configuration or a file that it names was changed, and was read anew")
        return made

    def _stamps(self) -> dict[Path, Stamp | None]:
        return {path: stamp(path) for path in self.found.files}


def channels_at_work(found: Setting, *, linked: bool = False) -> Mapping[str, Channel]:
    """The channels of an office whose casebook is there, and its key where others hold its checkpoints.

    Raises:
        NotFound, BadInput, Unavailable: one of these is not, or is not sound.
    """
    casebook(found)
    if found.office.holders:
        key(found)
    return channels(found, linked=linked)


def stamp(path: Path | str) -> Stamp | None:
    """What tells whether a file was changed; None where it is gone."""
    try:
        held = Path(path).stat()
    except OSError:
        return None
    return held.st_size, held.st_mtime_ns, held.st_ino
