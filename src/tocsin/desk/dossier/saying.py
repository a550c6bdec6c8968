"""How things are said: places, marks, speakers. Each in words that no reader takes for another."""

from collections.abc import Iterable
from dataclasses import replace

from tocsin.desk import outlook
from tocsin.desk.dates import day, interval, moment
from tocsin.desk.dossier.values import Cell, Fact, Lines, Ref, Row, Tone, What
from tocsin.model import (
    Actor,
    Agent,
    Certainty,
    Credibility,
    Delivery,
    Grade,
    Heard,
    Kind,
    Likelihood,
    Mention,
    Met,
    NoDuty,
    Person,
    PlacePrecision,
    Polarity,
    Publicity,
    Refer,
    Reliability,
    Ruling,
    Statement,
    Toll,
    Waive,
    Warn,
    WarnUnnamed,
    When,
    Where,
)
from tocsin.release.negated import kind, quote, quoted, words_of
from tocsin.release.plain import who

__all__ = ["day", "interval", "kind", "moment", "quote", "quoted", "words_of"]

NOT_STATED = Cell(words=outlook.NOT_STATED, tone=Tone.MISSING)
UNKNOWN_ACTOR = "somebody unknown"
SHORT = 12
_BRIEF = 90

RELIABILITY = {
    Reliability.A: "source completely reliable (A)",
    Reliability.B: "source usually reliable (B)",
    Reliability.C: "source fairly reliable (C)",
    Reliability.D: "source not usually reliable (D)",
    Reliability.E: "source unreliable (E)",
    Reliability.F: "source not judged (F)",
}
CREDIBILITY = {
    Credibility.CONFIRMED: "item confirmed by independent sources (1)",
    Credibility.PROBABLY_TRUE: "item probably true (2)",
    Credibility.POSSIBLY_TRUE: "item possibly true (3)",
    Credibility.DOUBTFUL: "item doubtful (4)",
    Credibility.IMPROBABLE: "item improbable (5)",
    Credibility.UNKNOWN: "item not judged (6)",
}
CERTAINTY = {
    Certainty.CERTAIN: "certain: said without a hedge",
    Certainty.PROBABLE: "probable",
    Certainty.POSSIBLE: "possible",
    Certainty.UNKNOWN: "unknown",
}
POLARITY = {
    Polarity.POSITIVE: "affirmed",
    Polarity.NEGATIVE: "NEGATED: said not to be so",
    Polarity.UNKNOWN: "neither affirmed nor negated",
}
STAGE = outlook.STAGE
CHANNEL = {Publicity.PUBLIC: "public", Publicity.PRIVATE: "private"}
OUTCOME = {
    Delivery.QUEUED: "waits to be sent",
    Delivery.LEASED: "being sent",
    Delivery.ACCEPTED: "accepted by the channel; whether it arrived is not known",
    Delivery.DELIVERED: "delivered, as the channel says",
    Delivery.ACKNOWLEDGED: "acknowledged",
    Delivery.REFUSED: "REFUSED",
    Delivery.FAILED: "FAILED",
    Delivery.UNKNOWN: "UNKNOWN: it may have gone out or not",
    Delivery.EXPIRED: "EXPIRED before it went out",
    Delivery.CANCELLED: "cancelled before it went out",
}
HEARD = {
    Heard.TOLD: "TOLD",
    Heard.PERHAPS: "perhaps told",
    Heard.NOT_TOLD: "not told",
    Heard.WITHHELD: "withheld",
}
MET = {Met.YES: "yes", Met.NO: "no", Met.UNKNOWN: "unknown"}


def short(id_: str) -> str:
    """The beginning of an id, enough to tell it apart and to give back to a command."""
    return id_[:SHORT]


def place(where: Where) -> str:
    """A place with what contains it and how finely it is known."""
    whole = where.precision in {PlacePrecision.COUNTRY, PlacePrecision.WIDER}
    within = [name for name in where.within if name != where.name and not whole][:2]
    country = [where.country] if where.country else ["country not known"]
    return f"{', '.join((where.name, *within, *country))} ({where.precision})"


def resolved(mention: Mention) -> str:
    """What a mention resolves to, in words; "" where it resolves to nothing."""
    match mention.resolved:
        case When() as when:
            return f"{interval(when)}; resolved against: {when.anchor}"
        case Where() as where:
            return place(where)
        case Actor() as actor:
            return f"{actor.name}{f', part of {actor.part_of}' if actor.part_of else ''}"
        case _:
            return ""


def named(mention: Mention, *, unresolved: str = "unresolved") -> str:
    """A mention as written, what it resolves to, what else it could be, and on which words elsewhere that rests."""
    also = [_name(c) for c in mention.candidates if c != mention.resolved][:3]
    return "".join((
        f"“{mention.span.quote}”: {resolved(mention) or unresolved}",
        f"; could also be {', '.join(also)}" if also else "",
        f"; from “{mention.basis.quote}” elsewhere in the report" if mention.basis else "",
    ))  # fmt: skip


def speakers(statement: Statement) -> str:
    """The chain of those quoted, outermost first."""
    if not statement.speakers:
        return "the report, in its own voice"
    return ", quoting ".join(f"{who(s.name)} ({s.role})" if s.role else who(s.name) for s in statement.speakers)


def speaker(statement: Statement) -> str:
    """Whoever says it: the innermost of those quoted."""
    return who(statement.speakers[-1].name) if statement.speakers else "the report, in its own voice"


def brief(words: str, most: int = _BRIEF) -> str:
    """The beginning of these words where they are many."""
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]} …"


def sentence(words: str) -> str:
    """These words with a full stop, where they do not end a sentence already."""
    return words if words.endswith((".", "?", "!", "”")) else f"{words}."


def negated(statement: Statement) -> bool:
    """Whether it is to be said aloud that a statement is negative; a denial says that by its name."""
    return statement.negative and statement.kind is not Kind.DENIAL


def marks(grade: Grade | None) -> str:
    """Both Admiralty marks: of the source, and of the item."""
    if grade is None:
        return f"{RELIABILITY[Reliability.F]}, {CREDIBILITY[Credibility.UNKNOWN]}"
    return f"{RELIABILITY[grade.reliability]}, {CREDIBILITY[grade.credibility]}"


def likelihood(band: Likelihood) -> str:
    """A band in its word and its figures: "likely (55–80 %)"."""
    low, high = band.percent
    return f"{band} ({low}–{high} %)"


def figure(toll: Toll) -> str:
    """A count: "40", "at least 40", "40 to 45", "up to 20"."""
    if toll.best is not None and toll.low == toll.best == toll.high:
        return str(toll.best)
    if toll.high is None:
        return f"at least {toll.low}" + (f", best {toll.best}" if toll.best is not None else "")
    ends = f"{toll.low} to {toll.high}" if toll.low else f"up to {toll.high}"
    return ends + (f", best {toll.best}" if toll.best is not None else "")


def ruling(word: Ruling) -> str:
    """A ruling or what is proposed, in words."""
    match word:
        case WarnUnnamed(because=because):
            return f"warn without our name: {because}"
        case Warn():
            return "warn"
        case Waive(ground=ground, justification=justification):
            return f"waive, on the ground {ground}: {justification}"
        case NoDuty(criterion=criterion, justification=justification):
            return f"no duty, {criterion} is not met: {justification}"
        case Refer(question=question):
            return f"refer, a question is open: {question}"


def agent(by: Agent) -> str:
    """Whoever did it: a person's name, or a program and its version."""
    return by.name if isinstance(by, Person) else f"the program {by.name} {by.version}"


def says(*words: str, tone: Tone = Tone.PLAIN) -> tuple[Cell, ...]:
    """One line for each of these words; "not stated" where there are none."""
    return tuple(Cell(words=w, tone=tone) for w in words if w.strip()) or (NOT_STATED,)


def fact(label: str, *words: str) -> Fact:
    """A label with its words; "not stated" where there are none."""
    return Fact(label=label, lines=says(*words))


def row(*fields: Lines, why: tuple[Ref, ...] = (), of: Ref | None = None) -> Row:
    """A row whose cells lead somewhere: to what they rest on themselves, else to what the whole row rests on."""
    shown = tuple(dict.fromkeys(ref for lines in fields for cell in lines for ref in cell.on))
    on = why or tuple(ref for ref in shown if ref.what is What.STATEMENT) or shown
    return Row(fields=tuple(tuple(_led(cell, on) for cell in lines) for lines in fields), of=of)


def _led(cell: Cell, on: tuple[Ref, ...]) -> Cell:
    return cell if cell.on or cell.tone in {Tone.MISSING, Tone.QUIET} else replace(cell, why=on)


def once(words: Iterable[str]) -> tuple[str, ...]:
    """Each of these once, in order."""
    return tuple(dict.fromkeys(words))


def _name(word: object) -> str:
    return interval(word) if isinstance(word, When) else str(getattr(word, "name", word))
