"""A notice that somebody else was asked to pass on: only that it was passed on, and who confirms it, tells anybody."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from tocsin.model import Heard, Policy, Relay, Relayed
from tocsin.release.handing import Handed

_OPEN = (Relayed.ASKED, Relayed.TOOK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """One version of a notice that one office or person was asked to pass on: the steps, in order of recording.

    The last of them stands. `to` and `confirms` are called as whoever reads it calls them.
    """

    steps: tuple[Relay, ...]
    to: str
    confirms: str

    @property
    def last(self) -> Relay:
        """The step that stands."""
        return self.steps[-1]

    @property
    def open(self) -> bool:
        """Whether nobody knows what became of it."""
        return self.last.step in _OPEN

    @property
    def asked(self) -> datetime:
        """When they were last asked: to ask anew gives them the time anew, and that they took it on gives them none."""
        return max((step.at for step in self.steps if step.step is Relayed.ASKED), default=self.steps[0].at)

    def due(self, policy: Policy | None, *, duty: datetime) -> datetime:
        """By when they are to say that they did: so long after they were asked, or by when the `duty` was due."""
        if policy is None or policy.relay_minutes is None:
            return duty
        return self.asked + timedelta(minutes=policy.relay_minutes)

    @property
    def heard(self) -> Heard:
        """Told where somebody else than the messenger confirms it; the messenger's own word is perhaps told."""
        if self.last.step is not Relayed.PASSED_ON:
            return Heard.NOT_TOLD
        return Heard.PERHAPS if self.last.confirms == self.last.to else Heard.TOLD


def passings(relays: Iterable[Relay]) -> tuple[Passing, ...]:
    """The relays on record, by the version and by who was asked, each with its steps."""
    found: dict[tuple[str, str], list[Relay]] = {}
    for relay in relays:
        found.setdefault((relay.notice, relay.to), []).append(relay)
    return tuple(Passing(steps=tuple(steps), to=steps[-1].to, confirms=steps[-1].confirms) for steps in found.values())


def in_words(passing: Passing, *, because: str = "") -> str:
    """What became of it, and never more than that."""
    to, last = passing.to, passing.last
    when, said = _at(last.at), f": {because}" if because else ""
    match last.step:
        case Relayed.ASKED:
            return f"asked {to} to pass it on ({when}), no word that they did{said}"
        case Relayed.TOOK:
            return f"{to} took it on ({when}), no word that they passed it on{said}"
        case Relayed.REFUSED:
            return f"{to} refused to pass it on ({when}){said}"
        case Relayed.FAILED:
            return f"{to} could not pass it on ({when}){said}"
        case Relayed.PASSED_ON if passing.heard is Heard.PERHAPS:
            return f"{to} says that they passed it on ({when}), and nobody else confirms it{said}"
        case _:
            return f"{to} passed it on ({when}), confirmed by {passing.confirms}{said}"


def relayed(passed: Iterable[Passing], *, notice: str, desk: Container[str], newer: str) -> Iterator[Handed]:
    """How a notice fared with whoever was asked to pass it on. What one of our own (`desk`) confirms rests on that.

    `newer` says that another version was drawn up since, or is "".
    """
    for each in passed:
        if each.last.notice != notice:
            continue
        ours = each.heard is Heard.TOLD and each.confirms in desk
        rests = "; one of our own confirms it, and it rests on that" if ours else ""
        older = f"; {newer}, and they were asked for this one" if newer else ""
        sent = each.last.at if each.last.step is Relayed.PASSED_ON else None
        yield Handed(
            contact=None, sent=sent, outcome=None, because=in_words(each) + rests + older, known=each.last.at,
            by=each.last.by, passed=Heard.PERHAPS if ours else each.heard,
        )  # fmt: skip


def _at(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
