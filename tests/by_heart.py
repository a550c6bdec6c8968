"""A reader for tests: it knows a few sentences by heart, and gives for each the statements written beside it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta, timezone

from tests.scene import AFGHANISTAN, KRASNOGORSK, MOSCOW, PETERSBURG, on
from tocsin.intake import Opened, open_bytes
from tocsin.model import (
    Actor,
    ActorKind,
    Certainty,
    Factuality,
    Kind,
    Mention,
    MentionKind,
    Polarity,
    Publicity,
    Report,
    Resolved,
    Roles,
    Source,
    Span,
    Speaker,
    Stage,
    Statement,
    TimePrecision,
    Tlp,
    Toll,
    TollEffect,
    TollWho,
    When,
    Where,
)
from tocsin.reading.passages import Passage

ZONE = timezone(timedelta(hours=3))
NAME = "by-heart@1"

US = Actor(id="country:US", name="United States", kind=ActorKind.STATE, home=("US",))
GB = Actor(id="country:GB", name="United Kingdom", kind=ActorKind.STATE, home=("GB",))
UA = Actor(id="country:UA", name="Ukraine", kind=ActorKind.STATE, home=("UA",))
FSB = Actor(id="fsb", name="FSB", kind=ActorKind.INSTITUTION, part_of="country:RU", home=("RU",))
IS = Actor(id="islamic-state", name="Islamic State", kind=ActorKind.GROUP, home=("IQ", "SY"))
ISISK = Actor(id="isis-k", name="Khorasan branch", kind=ActorKind.GROUP, part_of="islamic-state", home=("AF",))
FRIDAY = on(date(2024, 3, 22))

WARNED = "The American embassy warned that extremists have imminent plans to bomb concerts in Moscow."
MASKED = "A guest at the dinner heard that gunmen will strike the Lantern Quay hall in Moscow soon."
DATED = "A driver heard that gunmen will strike a theatre in Moscow on 7 March."
REPEATED = "Britain passed on that attacks on crowds in Moscow are possible."
FOILED = "The FSB said it had foiled a plot to shoot worshippers at a synagogue in Moscow."
ELSEWHERE = "Militants are preparing to bomb a theatre in Saint Petersburg."
VAGUE = "An analyst said that militants might strike somewhere in Afghanistan."
HAPPENED = "On 22 March gunmen bombed a concert in Krasnogorsk."
DEAD = "At least 40 people were killed at the concert in Krasnogorsk on 22 March."
CLAIMED = "The Islamic State claimed the bombing of the concert in Krasnogorsk."
CONFIRMED = "American officials confirmed that the Khorasan branch had bombed the concert in Krasnogorsk."
ACCUSED = "The FSB accused Ukraine of the bombing of the concert in Krasnogorsk."
DENIED = "Ukraine denied any part in the bombing of the concert in Krasnogorsk."
UNTOLD = "Nobody has said who sent the gunmen to the concert in Krasnogorsk."
WEATHER = "It rained all afternoon."
DISBELIEVED = "The FSB does not believe that gunmen plan to bomb churches in Moscow."
FOREIGN = "Весь день шёл сильный дождь, и жители города оставались дома до самого позднего вечера."

At = Callable[[str], Span]
"""Where a quotation of a sentence stands in the report."""
Made = Callable[[At, str], Statement]
"""A statement of a sentence: the places of its quotations and the report's id go in."""


class ByHeart:
    """The reader; it is handed to an office like any other, and the verifier stands behind it."""

    name = NAME

    def propose(self, report: Report, *, passages: Sequence[Passage], published: When | None) -> Iterator[Statement]:
        """The statements of each sentence that it knows."""
        del published
        for passage in passages:

            def at(quote: str, *, passage: Passage = passage) -> Span:
                left = passage.span.start + passage.span.quote.index(quote)
                return Span(start=left, end=left + len(quote), quote=quote, text=report.text_digest)

            yield from (make(at, report.id) for make in BANK.get(passage.span.quote, ()))


def says(
    sentence: str, kind: Kind, *, stage: Stage | None = None, speaker: tuple[str, Actor | None] | None = None,
    places: dict[str, Where] | None = None, targets: tuple[str, ...] = (), actors: dict[str, Actor] | None = None,
    times: dict[str, When] | None = None, certainty: Certainty = Certainty.CERTAIN, killed: int | None = None,
    polarity: Polarity = Polarity.POSITIVE, channel: Publicity | None = None, content_from: str = "",
) -> Made:  # fmt: skip
    """The making of one statement of a sentence; its content is the sentence without its stop, from some words on."""

    def made(at: At, report: str) -> Statement:
        def mentions(kind: MentionKind, named: dict[str, Resolved]) -> tuple[Mention, ...]:
            return tuple(Mention(span=at(quote), kind=kind, resolved=what) for quote, what in named.items())

        content = at(sentence.rstrip(".")[sentence.index(content_from) :])
        roles = Roles(
            place=mentions(MentionKind.PLACE, dict(places or {})),
            target=tuple(Mention(span=at(quote), kind=MentionKind.PEOPLE) for quote in targets),
            actor=mentions(MentionKind.ACTOR, dict(actors or {})),
            time=mentions(MentionKind.TIME, dict(times or {})),
        )
        spoken: tuple[Speaker, ...] = ()
        if speaker is not None:
            quote, who = speaker
            mention = Mention(span=at(quote), kind=MentionKind.ACTOR, resolved=who)
            spoken = (Speaker(name=who.name if who else quote, mention=mention),)
        tolls: tuple[Toll, ...] = ()
        if killed is not None:
            counted = Mention(span=at(f"At least {killed} people"), kind=MentionKind.PEOPLE)
            tolls = (Toll(who=TollWho.UNKNOWN, effect=TollEffect.KILLED, low=killed, best=None, high=None,
                          mention=counted),)  # fmt: skip
        return Statement(
            report=report, passage=at(sentence), kind=kind, content=(content,), speakers=spoken, stage=stage,
            factuality=Factuality(certainty=certainty, polarity=polarity), roles=roles, tolls=tolls, channel=channel,
            reader=NAME, because="known by heart",
        )  # fmt: skip

    return made


_HALL = {"Krasnogorsk": KRASNOGORSK}
_CITY = {"Moscow": MOSCOW}

BANK: dict[str, tuple[Made, ...]] = {
    WARNED: (
        says(WARNED, Kind.WARNING, stage=Stage.PLANNED, speaker=("The American embassy", US), places=_CITY,
             targets=("concerts",), channel=Publicity.PUBLIC),
    ),
    MASKED: (
        says(MASKED, Kind.WARNING, stage=Stage.PLANNED, speaker=("A guest at the dinner", None), places=_CITY,
             targets=("the Lantern Quay hall",)),
    ),
    DATED: (
        says(DATED, Kind.WARNING, stage=Stage.PLANNED, speaker=("A driver", None), places=_CITY,
             targets=("a theatre",), times={"on 7 March": on(date(2024, 3, 7))}),
    ),
    REPEATED: (
        says(REPEATED, Kind.WARNING, speaker=("Britain", GB), places=_CITY, targets=("crowds",),
             certainty=Certainty.POSSIBLE),
    ),
    FOILED: (
        says(FOILED, Kind.PLOT, stage=Stage.FOILED, speaker=("The FSB", FSB), places=_CITY,
             targets=("worshippers at a synagogue",)),
    ),
    ELSEWHERE: (
        says(ELSEWHERE, Kind.PLOT, stage=Stage.PLANNED, places={"Saint Petersburg": PETERSBURG},
             targets=("a theatre",)),
    ),
    VAGUE: (
        says(VAGUE, Kind.PLOT, stage=Stage.PLANNED, speaker=("An analyst", None),
             places={"Afghanistan": AFGHANISTAN}, certainty=Certainty.POSSIBLE),
    ),
    HAPPENED: (
        says(HAPPENED, Kind.ATTACK, stage=Stage.ACCOMPLISHED, places=_HALL, targets=("a concert",),
             times={"On 22 March": FRIDAY}),
    ),
    DEAD: (
        says(DEAD, Kind.TOLL, places=_HALL, times={"on 22 March": FRIDAY}, targets=("the concert",), killed=40),
    ),
    CLAIMED: (
        says(CLAIMED, Kind.CLAIM, speaker=("The Islamic State", IS), places=_HALL, targets=("the concert",),
             actors={"The Islamic State": IS}),
    ),
    CONFIRMED: (
        says(CONFIRMED, Kind.CONFIRMATION, speaker=("American officials", US), places=_HALL,
             targets=("the concert",), actors={"the Khorasan branch": ISISK}),
    ),
    ACCUSED: (
        says(ACCUSED, Kind.ACCUSATION, speaker=("The FSB", FSB), places=_HALL,
             targets=("the concert",), actors={"Ukraine": UA}),
    ),
    DENIED: (
        says(DENIED, Kind.DENIAL, speaker=("Ukraine", UA), places=_HALL, targets=("the concert",),
             actors={"Ukraine": UA}, polarity=Polarity.NEGATIVE),
    ),
    DISBELIEVED: (
        says(DISBELIEVED, Kind.PLOT, stage=Stage.PLANNED, speaker=("The FSB", FSB), places=_CITY,
             targets=("churches",), certainty=Certainty.PROBABLE, polarity=Polarity.NEGATIVE,
             content_from="that gunmen"),
    ),
    UNTOLD: (
        says(UNTOLD, Kind.UNKNOWN, places=_HALL, targets=("the concert",), certainty=Certainty.UNKNOWN,
             polarity=Polarity.UNKNOWN),
    ),
}  # fmt: skip


def day(number: int, hour: int = 12, minute: int = 0) -> datetime:
    """A moment of March 2024, Moscow time."""
    return datetime(2024, 3, number, hour, minute, tzinfo=ZONE)


def opened(
    *sentences: str, source: str = "wire", published: datetime | None = None, received: datetime,
    marking: Tlp = Tlp.CLEAR, family: str = "",
) -> Opened:  # fmt: skip
    """A report of these sentences, one a line, as intake hands it over."""
    said = published or received
    (found,) = open_bytes(
        "\n".join(sentences).encode(), name=f"{source}.txt",
        source=Source(id=source, name=source.title(), kind="wire", family=family),
        published=When(start=said, end=said, precision=TimePrecision.MINUTE, anchor="stated"),
        received=received, marking=marking,
    )  # fmt: skip
    assert isinstance(found, Opened)
    return found
