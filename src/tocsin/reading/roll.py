"""What was named, and who spoke, in a text up to some sentence; the last that fits is found without a look at all."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from tocsin.model import Mention, Speaker


@dataclass(frozen=True, slots=True)
class Roll:
    """The mentions of a text, sentence after sentence, and what was found for each question asked of them so far."""

    mentions: list[Mention] = field(default_factory=list)
    found: dict[str, tuple[int, Mention | None]] = field(default_factory=dict)

    def so_far(self) -> "Named":
        """All that are on the roll now, whatever is added to it later."""
        return Named(self, len(self.mentions))


@dataclass(frozen=True, slots=True)
class Named:
    """The first so many of a roll."""

    roll: Roll = field(default_factory=Roll)
    count: int = 0

    def last(self, question: str, fits: Callable[[Mention], bool]) -> Mention | None:
        """The last mention that fits; one question asks the same of every mention, so none is asked it twice."""
        upto, found = self.roll.found.get(question, (0, None))
        if upto > self.count:
            upto, found = 0, None
        new = (self.roll.mentions[n] for n in range(self.count - 1, upto - 1, -1))
        found = next(filter(fits, new), found)
        self.roll.found[question] = self.count, found
        return found


@dataclass(frozen=True, slots=True)
class Heard:
    """Those who spoke so far, in order, and after them those who speak in one statement (`now`)."""

    speakers: list[Speaker] = field(default_factory=list)
    reach: list[int] = field(default_factory=list)
    now: tuple[Speaker, ...] = ()

    def add(self, more: Iterable[Speaker]) -> None:
        """Others spoke."""
        for one in more:
            self.speakers.append(one)
            self.reach.append(max(_at(one), self.reach[-1] if self.reach else -1))

    def besides(self, now: Iterable[Speaker]) -> "Heard":
        """The same, and whoever speaks in one statement."""
        return replace(self, now=tuple(now))

    def back(self) -> Iterator[Speaker]:
        """Everybody, the last first."""
        yield from reversed(self.now)
        yield from reversed(self.speakers)

    def since(self, start: int) -> Iterator[Speaker]:
        """Whoever is named at a character or behind it, the last first."""
        yield from (one for one in reversed(self.now) if _at(one) >= start)
        for n in range(len(self.speakers) - 1, -1, -1):
            if self.reach[n] < start:
                return
            if _at(self.speakers[n]) >= start:
                yield self.speakers[n]


def _at(speaker: Speaker) -> int:
    return speaker.mention.span.start if speaker.mention else -1
