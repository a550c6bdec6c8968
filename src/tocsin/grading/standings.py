"""What the statements of an incident say of who did it: each actor, each status, each statement."""

import re
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from tocsin.grading.evidence import Evidence
from tocsin.grading.who import Meant, are_kin, claimant, is_authority, meant
from tocsin.model import Actor, ActorKind, Bears, Certainty, Kind, Stage, Statement, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """That a statement gives an actor a status, speaks for or against it, or (no status) only bears on it."""

    actor: Actor
    status: Status | None
    statement: Statement
    against: bool = False
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """All that is needed to read one incident: its statements, whom its reports name, and each statement's origin.

    `known` are those whom any of its reports names, and the institutions of the table.
    """

    held: tuple[Statement, ...]
    named: Mapping[str, Mapping[str, Actor]]
    origin: Mapping[str, str]
    known: Mapping[str, Actor]

    def beside(self, statement: Statement) -> Mapping[str, Actor]:
        """The actors that the statement's report names, by id."""
        return self.named[statement.report]


def inquiry_into(held: Sequence[Statement], evidence: Evidence) -> Inquiry:
    """The inquiry into an incident that holds these statements."""
    named = {s.report: evidence.named[s.report] for s in held}
    mentioned = {id_: actor for each in named.values() for id_, actor in each.items()}
    known = ChainMap(mentioned, cast("dict[str, Actor]", evidence.institutions))
    return Inquiry(held=tuple(held), named=named, origin=evidence.sources.origin, known=known)


def standings(inquiry: Inquiry) -> tuple[Said, ...]:
    """Everything that the incident's statements say of who did it, in order of recording."""
    known = inquiry.known
    claims = {s.id: _claim(s, inquiry, known) for s in inquiry.held if s.kind is Kind.CLAIM and s.positive}
    found: list[Said] = []
    for statement in inquiry.held:
        if statement.suggestion:
            continue
        match statement.kind:
            case Kind.CLAIM if (who := claims.get(statement.id)) is not None:
                found.append(Said(actor=who.actor, status=Status.CLAIMED, statement=statement, because=who.because))
            case Kind.CONFIRMATION if statement.positive:
                found += _confirmation(statement, claims, inquiry, known)
            case Kind.ACCUSATION | Kind.ATTACK | Kind.PLOT:
                found += _blame(statement, inquiry, known)
            case Kind.RESPONSE if _ACQUITS.search(_words(statement)):
                found += [_say(a, Status.ACQUITTED, statement, against=True) for a in _doers(statement, inquiry)]
            case _:
                pass
    return (*found, *_denials(inquiry, found, known))


def _claim(statement: Statement, inquiry: Inquiry, known: Mapping[str, Actor]) -> Meant | None:
    return claimant(statement, named=inquiry.beside(statement), known=known)


def _confirmation(
    statement: Statement, claims: Mapping[str, Meant | None], inquiry: Inquiry, known: Mapping[str, Actor]
) -> Iterator[Said]:
    """A confirmation counts as one only by an authority of another origin than the claimant, without a hedge."""
    for who, claim in _confirmed(statement, claims, inquiry):
        speaker = statement.speakers[-1] if statement.speakers else None
        authority = speaker is not None and is_authority(speaker, known=known)
        other = claim is None or inquiry.origin.get(claim) != inquiry.origin.get(statement.id)
        sure = statement.factuality.certainty is Certainty.CERTAIN
        if authority and other:
            status = Status.CONFIRMED if sure else Status.SUSPECTED
            yield _say(who, status, statement)
        else:
            yield _say(who, None, statement)


def _confirmed(
    statement: Statement, claims: Mapping[str, Meant | None], inquiry: Inquiry
) -> list[tuple[Actor, str | None]]:
    """Whom a confirmation is about: the claim it bears on, those it names, else the only claim there is."""
    borne = [b.statement for b in statement.bears_on if b.how is Bears.SUPPORTS]
    named: list[tuple[Actor, str | None]] = [(who.actor, s) for s in borne if (who := claims.get(s)) is not None]
    if named:
        return named
    doers = [a for a in _doers(statement, inquiry) if a.kind is ActorKind.GROUP]
    if doers:
        return [(a, next((c for c, who in claims.items() if who and who.actor.id == a.id), None)) for a in doers]
    if borne or not _OF_CLAIM.search(_words(statement)):
        return []
    own = {c.id for c in inquiry.held if c.report == statement.report}
    near: list[tuple[Actor, str | None]] = [(who.actor, s) for s, who in claims.items() if who and s in own]
    return near if len({a.id for a, _ in near}) == 1 else []


def _blame(statement: Statement, inquiry: Inquiry, known: Mapping[str, Actor]) -> Iterator[Said]:
    """An accusation, or an event told with its doer: fact, accusation or suspicion, by voice and hedge."""
    if statement.stage is Stage.THREATENED:
        return
    against = not statement.positive
    speaker = statement.speakers[-1] if statement.speakers else None
    for who in _doers(statement, inquiry):
        if speaker is not None and _speaks_of_itself(statement, who):
            continue
        if against:
            if statement.kind is Kind.ACCUSATION:
                yield _say(who, None, statement, against=True)
            continue
        if statement.factuality.certainty is not Certainty.CERTAIN:
            status = Status.SUSPECTED
        elif speaker is not None and is_authority(speaker, known=known):
            status = Status.ACCUSED_BY_AUTHORITIES
        elif speaker is not None or statement.kind is Kind.ACCUSATION:
            status = Status.ACCUSED
        else:
            status = Status.REPORTED_AS_FACT
        yield _say(who, status, statement)


def _denials(inquiry: Inquiry, found: Sequence[Said], known: Mapping[str, Actor]) -> Iterator[Said]:
    """A denial of the deed: denied by whoever is blamed; disowned where it undoes a claim made in its name."""
    for statement in inquiry.held:
        if statement.kind is not Kind.DENIAL or statement.suggestion or _NOT_OF_DEED.search(_words(statement)):
            continue
        speaker = statement.speakers[-1] if statement.speakers else None
        spoken = meant(speaker.mention, named=inquiry.beside(statement)) if speaker and speaker.mention else None
        denier = _who_answers(spoken.actor, found, known) if spoken is not None else None
        claimed = [s for s in found if s.status is Status.CLAIMED]
        for other in _doers(statement, inquiry):
            if denier is None or other.id != denier.id:
                yield _say(other, None, statement, against=True)
        if denier is not None and denier.kind is ActorKind.PERSON and not _is_named(denier, found):
            denier = None  # whoever speaks for a state or a group is no suspect
        if denier is None or not (_is_named(denier, found) or _OF_DEED.search(_words(statement))):
            continue
        own = [s.actor for s in claimed if are_kin(s.actor, denier)]
        yield _say(denier, Status.DENIED, statement, against=True)
        for actor in {a.id: a for a in own}.values():
            yield _say(actor, Status.DISOWNED, statement, against=True)


def _who_answers(speaker: Actor, found: Sequence[Said], known: Mapping[str, Actor]) -> Actor:
    """The blamed party for which a speaker answers: an official for the state, a spokesman for the group."""
    seen: set[str] = set()
    actor: Actor | None = speaker
    while actor is not None and actor.id not in seen:
        if _is_named(actor, found):
            return actor
        seen.add(actor.id)
        actor = known.get(actor.part_of or "")
    return speaker


def _is_named(actor: Actor, found: Iterable[Said]) -> bool:
    return any(s.actor.id == actor.id for s in found)


def _doers(statement: Statement, inquiry: Inquiry) -> list[Actor]:
    named = inquiry.beside(statement)
    found = (meant(m, named=named) for m in statement.roles.actor)
    return list({m.actor.id: m.actor for m in found if m is not None}.values())


def _speaks_of_itself(statement: Statement, who: Actor) -> bool:
    spoken = statement.speakers[-1].mention
    return spoken is not None and isinstance(spoken.resolved, Actor) and spoken.resolved.id == who.id


def _say(actor: Actor, status: Status | None, statement: Statement, *, against: bool = False) -> Said:
    return Said(actor=actor, status=status, statement=statement, against=against)


def _words(statement: Statement) -> str:
    cue = statement.cue.quote if statement.cue else ""
    return " ".join((cue, *(span.quote for span in statement.content)))


_OF_CLAIM = re.compile(r"\b(?:claim|responsib|boast)", re.IGNORECASE)
_ACQUITS = re.compile(r"\b(?:acquit|cleared of|exonerat|not guilty)", re.IGNORECASE)
_OF_DEED = re.compile(
    r"\b(?:part in|hand in|role in|involve|responsib|nothing to do with|behind|carried out|accusation|blame|did not do|"
    r"lies|not the work)",
    re.IGNORECASE,
)
_NOT_OF_DEED = re.compile(
    r"\b(?:warn|inform|notif|alert|intelligence|tip|advance knowledge|connect|notice)", re.IGNORECASE
)
