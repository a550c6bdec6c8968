"""Who is meant: claimants, unnamed branches, authorities. A branch is never its parent."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tocsin.model import Actor, ActorKind, Mention, Speaker, Statement

UNNAMED_BRANCH = "branch-unnamed"

_BRANCH = re.compile(
    r"\b(?:branch|affiliate|offshoot|wing|arm|chapter|cell|faction|franchise|splinter)(?:es|s)?\b.*\b(?:of|to)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """Whom a mention means, and how that was told where it does not say so itself."""

    actor: Actor
    because: str = ""


def mentions(statement: Statement) -> Iterator[Mention]:
    """Every mention of a statement, speakers and ties included."""
    yield from (s.mention for s in statement.speakers if s.mention is not None)
    yield from statement.roles.all()
    if statement.relation is not None:
        yield from (statement.relation.left, statement.relation.right)


def actors(statements: Iterable[Statement]) -> dict[str, Actor]:
    """All actors that mentions of the statements resolve to, by id."""
    return {
        m.resolved.id: m.resolved for s in statements for m in mentions(s) if isinstance(m.resolved, Actor)
    }  # fmt: skip


def meant(mention: Mention, *, named: Mapping[str, Actor]) -> Meant | None:
    """Whom a mention means; an unnamed branch is named only where its report names just one branch of the parent.

    `named` are the actors that the report names, by id.
    """
    parent = _parent_of_unnamed(mention)
    if parent is None:
        return Meant(actor=mention.resolved) if isinstance(mention.resolved, Actor) else None
    branches = [a for a in named.values() if a.part_of == parent and a.kind is ActorKind.GROUP]
    if len(branches) == 1:
        said = f"“{mention.span.quote}” is taken to be {branches[0].name}, the only branch that the report names"
        return Meant(actor=branches[0], because=said)
    name = named[parent].name if parent in named else _after_of(mention.span.quote)
    unnamed = Actor(
        id=f"{parent}/{UNNAMED_BRANCH}", name=f"an unnamed branch of {name}", kind=ActorKind.GROUP, part_of=parent
    )
    how = "several branches" if branches else "no branch"
    return Meant(actor=unnamed, because=f"“{mention.span.quote}” stays unnamed: the report names {how}")


def claimant(statement: Statement, *, named: Mapping[str, Actor], known: Mapping[str, Actor]) -> Meant | None:
    """Who takes an act upon itself: the speaker, else the group named as doer; a mouthpiece is its group."""
    speaker = statement.speakers[-1] if statement.speakers else None
    spoken = meant(speaker.mention, named=named) if speaker and speaker.mention else None
    acting = [m for m in (meant(m, named=named) for m in statement.roles.actor) if m is not None]
    if spoken is not None and spoken.actor.kind is ActorKind.INSTITUTION and spoken.actor.part_of in known:
        owner = known[spoken.actor.part_of or ""]
        if owner.kind is ActorKind.GROUP:
            return Meant(actor=owner, because=f"{spoken.actor.name} speaks for {owner.name}")
    if spoken is not None and (spoken.actor.kind is ActorKind.GROUP or not acting):
        return spoken
    if acting:
        return acting[0]
    return Meant(actor=_by_name(speaker)) if speaker else None


def is_authority(speaker: Speaker, *, known: Mapping[str, Actor]) -> bool:
    """Whether a speaker speaks for a state: by its place among the actors, else by office ("police", "officials")."""
    actor = speaker.mention.resolved if speaker.mention else None
    if not isinstance(actor, Actor):
        return bool(_OFFICE.search(f"{speaker.role} {speaker.name}"))
    seen: set[str] = set()
    while actor is not None and actor.id not in seen:
        if actor.kind is ActorKind.STATE or (actor.part_of or "").startswith("country:"):
            return True
        seen.add(actor.id)
        actor = known.get(actor.part_of or "")
    return False


def are_kin(left: Actor, right: Actor) -> bool:
    """Whether two are one, or branch and parent: no rivals, though never one and the same."""
    return right.id in (left.id, left.part_of) or right.part_of == left.id


def _parent_of_unnamed(mention: Mention) -> str | None:
    """The id of the parent where a mention is of one of its branches that it does not name."""
    if isinstance(mention.resolved, Actor):
        own = mention.resolved
        branch = own.kind is ActorKind.GROUP and own.part_of is None and _BRANCH.search(mention.span.quote)
        return own.id if branch else None
    parents = {c.part_of for c in mention.candidates if isinstance(c, Actor) and c.kind is ActorKind.GROUP}
    if len(parents) != 1 or not _BRANCH.search(mention.span.quote):
        return None
    return next(iter(parents))


def _after_of(quote: str) -> str:
    return re.split(r"\b(?:of|to)\s+", quote, maxsplit=1)[-1]


def _by_name(speaker: Speaker) -> Actor:
    slug = re.sub(r"[^a-z0-9]+", "-", speaker.name.casefold()).strip("-") or "somebody"
    return Actor(id=f"named:{slug}", name=speaker.name, kind=ActorKind.GROUP)


_OFFICE = re.compile(
    r"\b(?:officials?|ministr\w+|minister|police|government|president|prosecutors?|authorit\w+|investigators?|"
    r"intelligence|embassy|army|military|commission\w*|governor|mayor|parliament|judge|court)\b",
    re.IGNORECASE,
)
