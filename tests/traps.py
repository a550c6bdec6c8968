"""The traps for reading, laid: what a planted statement comes to, and what kinds come of ordinary prose."""

import tomllib
from pathlib import Path
from typing import Any

from tocsin import reading
from tocsin.model import (
    Actor,
    ActorKind,
    Certainty,
    Factuality,
    Kind,
    Mention,
    MentionKind,
    PlacePrecision,
    Polarity,
    Publicity,
    Report,
    Roles,
    Span,
    Speaker,
    Stage,
    Statement,
    Toll,
    TollEffect,
    TollWho,
    Where,
    digest,
)
from tocsin.reading import lexicon, passages, verify

Trap = dict[str, Any]
FOLDER = Path(__file__).parent / "reading" / "traps"
UNLESS_SAID = {kind.value for kind in Kind} - {Kind.ASSESSMENT.value, Kind.UNKNOWN.value}


def laid(name: str, folder: Path = FOLDER) -> list[Trap]:
    """The traps of one of the files, "verifier" or "ordinary"."""
    traps: list[Trap] = tomllib.loads((folder / f"{name}.toml").read_text("utf-8"))["trap"]
    return traps


def sprung(trap: Trap, reader: reading.Reader | None = None) -> dict[str, list[str]]:
    """The kinds that must not come of a trap's ordinary prose and do, each with what it was read from and why."""
    forbidden = set(trap.get("forbid", UNLESS_SAID))
    return {kind: said for kind, said in told(trap["text"], reader).items() if kind in forbidden}


def told(text: str, reader: reading.Reader | None = None) -> dict[str, list[str]]:
    """The kinds that come of a text, each with what it was read from and why."""
    report = Report(id=digest(text), media_type="text/plain", title="", text=text, language="en")
    found: dict[str, list[str]] = {}
    for s in reading.read(report, published=None, reader=reader).statements:
        if not s.suggestion:
            found.setdefault(s.kind.value, []).append(f"{s.content[0].quote!r} [{s.because}]")
    return found


KINDS = {
    "actor": MentionKind.ACTOR,
    "target": MentionKind.THING,
    "victim": MentionKind.PEOPLE,
    "instrument": MentionKind.THING,
    "recipient": MentionKind.ACTOR,
    "place": MentionKind.PLACE,
    "time": MentionKind.TIME,
}


class Laid:
    """Quotes laid on a trap's text, as the traps' README says."""

    def __init__(self, trap: Trap) -> None:
        self.text = trap["text"]
        self.of = digest(self.text)
        self.passage = self.lay(trap["passage"], inside=None)

    def lay(self, quote: str | Trap, *, inside: Span | None) -> Span:
        """The span that a quote of the trap stands for, in the passage where it stands there."""
        if isinstance(quote, dict) and "start" in quote:
            return Span(start=quote["start"], end=quote["end"], quote=quote["quote"], text=self.of)
        words = quote["quote"] if isinstance(quote, dict) else quote
        start = self.text.find(words, inside.start, inside.end) if inside else -1
        start = start if start >= 0 else self.text.find(words)
        if start < 0:
            raise ValueError(f"nowhere in the text: {words!r}")
        return Span(start=start, end=start + len(words), quote=words, text=self.of)

    def mention(self, quote: str | Trap, role: str) -> Mention:
        """A quote as a mention in a role, resolved where the trap says so."""
        basis = resolved = None
        if isinstance(quote, dict) and "where" in quote:
            basis = self.lay(quote["where"], inside=None)
        if isinstance(quote, dict) and "resolves_to" in quote:
            resolved = resolve(quote["resolves_to"], role)
        return Mention(span=self.lay(quote, inside=self.passage), kind=KINDS[role], resolved=resolved, basis=basis)


def resolve(name: str, role: str) -> Actor | Where | None:
    if role == "actor":
        for hit in lexicon.actor_matcher().find(name.upper(), lexicon.tokens(name.upper())):
            return hit.items[0]
        group = lexicon.groups().get(name)
        return group.actor if group else Actor(id=name, name=name, kind=ActorKind.GROUP)
    if role == "place":
        return Where(name=name, country=None, latitude=None, longitude=None, precision=PlacePrecision.CITY)
    return None


def propose(trap: Trap) -> Statement:
    laid, given = Laid(trap), trap["statement"]
    roles = {role: tuple(laid.mention(q, role) for q in quotes) for role, quotes in given.get("roles", {}).items()}
    return Statement(
        report=digest("report"),
        passage=laid.passage,
        kind=Kind(given["kind"]),
        content=tuple(laid.lay(quote, inside=laid.passage) for quote in given["content"]),
        cue=laid.lay(given["cue"], inside=laid.passage) if given.get("cue") else None,
        speakers=tuple(
            Speaker(name=s["name"], role=s["role"], mention=laid.mention(s["mention"], "actor"))
            for s in given.get("speakers", ())
        ),
        factuality=Factuality(certainty=Certainty(given["certainty"]), polarity=Polarity(given["polarity"])),
        stage=Stage(given["stage"]) if given["stage"] else None,
        channel=Publicity(given["channel"]) if given["channel"] else None,
        roles=Roles(**roles),
        tolls=tuple(
            Toll(
                who=TollWho(t["who"]),
                effect=TollEffect(t["effect"]),
                low=t.get("low", 0),
                best=t.get("best"),
                high=t.get("high"),
                mention=laid.mention(t["mention"], "victim"),
            )
            for t in given.get("tolls", ())
        ),
    )


def refusal(trap: Trap) -> str | None:
    """Why a trap is refused, by the words themselves or by the verifier; None where it is accepted."""
    try:
        statement = propose(trap)
    except ValueError as fault:
        return f"no word holds it: {fault}"
    return verify.refuse(statement, text=trap["text"], passages=passages.split(trap["text"]))
