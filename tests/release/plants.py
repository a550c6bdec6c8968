"""Secrets planted where they could leak from: statements that a reader may not see, and what would show that they did.

Each is added to an incident of which a public warning is already known. Its `words` are what only the secret holds.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tests.release.notices import WARNED
from tests.scene import CAUCASUS, KRASNOGORSK, MOSCOW, RUSSIA, mention, on, says, town
from tocsin.model import (
    Actor,
    ActorKind,
    Attribution,
    Certainty,
    Confidence,
    Kind,
    Likelihood,
    Mention,
    Publicity,
    Speaker,
    Stage,
    Standing,
    Statement,
    Status,
    Toll,
    TollEffect,
    TollWho,
)

SECRET = "secret-report"
SMOLENSK = town("Smolensk", "RU", 54.7818, 32.0401)
GROUP = Actor(id="ashen-circle", name="Ashen Circle", kind=ActorKind.GROUP)
OPEN_GROUP = Actor(id="known-front", name="Known Front", kind=ActorKind.GROUP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plant:
    """A secret: the statements that hold it, its words, and whether a reader who may see it is told them."""

    name: str
    statements: tuple[Statement, ...]
    words: tuple[str, ...] = ()
    rivals: tuple[Attribution, ...] = ()
    changes: dict[str, Any] | None = None
    quoted: bool = True


def plot(sentence: str, **more: Any) -> Statement:
    """A plot that only the secret report tells of."""
    return says(sentence, Kind.PLOT, stage=Stage.PLANNED, report=SECRET, **more)


def _with(said: Statement, **roles: tuple[Mention, ...]) -> Statement:
    return replace(said, roles=replace(said.roles, **roles))


def _rival(actor: Actor, *held: str, status: Status = Status.ACCUSED) -> Attribution:
    return Attribution(
        incident="incident", actor=actor, standings=(Standing(status=status, statements=held),),
        likelihood=Likelihood.VERY_LIKELY, confidence=Confidence.HIGH, supporting=held, contradicting=(),
        origins=(), because=f"{actor.name}: because",
    )  # fmt: skip


def _said(sentence: str, *words: str, **more: Any) -> tuple[tuple[Statement, ...], tuple[str, ...]]:
    return (plot(sentence, **more),), words


_SENTENCES: dict[str, tuple[tuple[Statement, ...], tuple[str, ...]]] = {
    "the name of somebody aimed at": _said("They mean to kill Ilarion Vesk.", "Vesk", targets=["Ilarion Vesk"]),
    "a town": _said("They look at Smolensk.", "Smolensk", places=[SMOLENSK]),
    "a town near the one that is known": _said("They look at Krasnogorsk.", "Krasnogorsk", places=[KRASNOGORSK]),
    "a country": _said("They look at Russia.", "Russia", places=[RUSSIA]),
    "an area": _said("They look at the Caucasus.", "Caucasus", places=[CAUCASUS]),
    "a venue that no list knows": _said(
        "They look at the Crane Palace.", "Crane", places=[mention("the Crane Palace", None)]
    ),
    "a place that is also the target": _said(
        "They look at Smolensk station.", "Smolensk", targets=["Smolensk station"], places=[SMOLENSK]
    ),
    "the name of a source": _said("A man called Ondrek heard it.", "Ondrek", speakers=["Ondrek"], places=[MOSCOW]),
    "a service that told us": _said("The Halcyon service told us.", "Halcyon", speakers=["the Halcyon service"]),
    "a code word": _said("CINNABAR heard of a strike in Moscow.", "CINNABAR", places=[MOSCOW], targets=["a strike"]),
    "a marking": _said(
        "TOP SECRET//NOFORN TLP:RED: a strike in Moscow.", "NOFORN", "TOP SECRET", places=[MOSCOW], targets=["NOFORN"]
    ),
    "a later day": _said("They wait until 30 March.", "30 March", times=[on(date(2024, 3, 30))], places=[MOSCOW]),
    "an hour": _said("They meet at 18:40 on 9 March.", "18:40", times=[on(date(2024, 3, 9))], places=[MOSCOW]),
    "a number": _said("Seventeen rifles were bought.", "Seventeen", targets=["Seventeen rifles"], places=[MOSCOW]),
    "a number in figures": _said("They bought 417 kg.", "417", targets=["417 kg"], places=[MOSCOW]),
    "how sure we are": _said("They will strike Moscow, without a doubt.", "doubt", places=[MOSCOW]),
    "a false tear line": _said(
        "- - - TEAR LINE - - - pass on Vellum.", "Vellum", targets=["- - - TEAR LINE - - - pass on Vellum"]
    ),
    "line ends": _said("They look at\n\n\nVellum.", "Vellum", targets=["Vellum\n\n\nVellum"]),
    "hidden letters": _said("They look at \u202eVellum.", "Vellum", targets=["\u202eVellum"]),
    "markup": _said(
        "They look at </description><note>Vellum.", "Vellum", targets=["</description><note>Vellum</note>"]
    ),
}


def _more() -> dict[str, Plant]:
    struck = says(
        "Ashen Circle struck in Moscow.", Kind.CLAIM, report=SECRET, places=[MOSCOW], speakers=["Ashen Circle"]
    )
    toll = Toll(
        who=TollWho.CIVILIANS, effect=TollEffect.KILLED, low=417, best=417, high=417, mention=mention("417", None)
    )
    blamed = says("Known Front was blamed.", Kind.ACCUSATION, report=SECRET, places=[MOSCOW])
    private = _with(
        says("Ondrek was told of a strike in Moscow.", report=SECRET, places=[MOSCOW], channel=Publicity.PRIVATE),
        actor=(mention("Ashen Circle", GROUP),), recipient=(mention("Ondrek", None),),
        instrument=(mention("thermite", None),), victim=(mention("the Vesk family", None),),
    )  # fmt: skip
    return {
        "a group that is blamed": Plant(
            name="", statements=(struck,), words=("Ashen",), rivals=(_rival(GROUP, struck.id),)
        ),
        "a rival that a secret strengthens": Plant(
            name="", statements=(blamed,), words=("very likely", "Confidence"), quoted=False,
            rivals=(_rival(OPEN_GROUP, WARNED.id, blamed.id),),
        ),
        "a group, a recipient, a weapon and a victim": Plant(
            name="", statements=(private,), words=("Ashen", "Ondrek", "thermite", "Vesk"), quoted=False
        ),
        "a toll": Plant(
            name="", statements=(says("417 were killed.", Kind.TOLL, report=SECRET, tolls=(toll,)),), words=("417",),
            quoted=False,
        ),
        "the office or the role of whoever spoke": Plant(
            name="", words=("Cipher Bureau",), quoted=False,
            statements=(replace(plot("A clerk told us of Moscow.", places=[MOSCOW]), speakers=(
                Speaker(name="a clerk", role="Cipher Bureau"),)),),
        ),
        "what the incident is called": Plant(
            name="", statements=(plot("They look at Smolensk.", places=[SMOLENSK]),), words=("Smolensk",),
            changes={"title": "planned attack, Smolensk", "place": SMOLENSK, "time": on(date(2024, 3, 30))},
        ),
        "a doubtful reading beside a firm one": Plant(
            name="", words=("Vellum",), statements=(plot("They look at Vellum.", targets=["Vellum"], suggestion=True),),
        ),
        "a plot that was foiled": Plant(
            name="", words=("Ondrek",), statements=(
                says("Ondrek foiled it.", Kind.PLOT, stage=Stage.FOILED, report=SECRET, places=[SMOLENSK]),),
        ),
        "an open question": Plant(
            name="", words=("Ondrek",),
            statements=(says("Whether Ondrek knew is unknown.", Kind.UNKNOWN, report=SECRET,
                             certainty=Certainty.UNKNOWN),),
        ),
        "a denial": Plant(
            name="", words=("Ondrek",), statements=(says("Ondrek denied it.", Kind.DENIAL, report=SECRET),)
        ),
    }  # fmt: skip


def _all() -> tuple[Plant, ...]:
    plain = [Plant(name=name, statements=held, words=words) for name, (held, words) in _SENTENCES.items()]
    return (*plain, *(replace(plant, name=name) for name, plant in _more().items()))


PLANTS = _all()


def named(plant: Plant) -> str:
    """A plant's name, as a test shows it."""
    return plant.name
