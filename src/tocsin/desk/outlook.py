"""How far an incident has got and whether it may still come, in the words of every list, page and export."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from tocsin import duty, linking
from tocsin.casebook.port import Book
from tocsin.desk.current import beside, between, stand, standing
from tocsin.model import Closing, Incident, Outlook, Stage, Statement

STAGE = {
    Stage.PLANNED: "planned",
    Stage.THREATENED: "threatened",
    Stage.ATTEMPTED: "attempted",
    Stage.FOILED: "foiled",
    Stage.ACCOMPLISHED: "happened",
}
NOT_STATED = "not stated"
LOOKS_BACK = "only an account after the attack"
ANOTHER = "what is feared may be another, and still come"


def outlook(
    incident: Incident, *, statements: Mapping[str, Statement], closings: Iterable[Closing], part: Mapping[str, str],
    looking_back: Collection[str],
) -> Outlook:  # fmt: skip
    """How far it has got: may still happen, happened, foiled; the rest as `duty.is_open` takes it."""
    closed = tuple(c for c in closings if c.incident in {incident.id, *incident.aliases})
    is_open = duty.is_open(incident, statements, closed, part=part, looking_back=looking_back)
    words = _words(incident.stage, closed, is_open=is_open)
    if words == NOT_STATED and any(s in looking_back for s in incident.statements):
        words = LOOKS_BACK
    return Outlook(incident=incident.id, open=is_open, words=words)


def outlooks(incidents: Iterable[Incident], *, book: Book) -> tuple[Outlook, ...]:
    """That of each of these incidents, in their order."""
    mine = tuple(incidents)
    held = stand({name for i in mine for name in i.statements}, book=book)
    by_id, closings = {s.id: s for s in held}, book.all(Closing)
    part, looking_back = parts(mine, by_id, book=book), _looking_back(held, book=book)
    return tuple(outlook(i, statements=by_id, closings=closings, part=part, looking_back=looking_back) for i in mine)


def parts(incidents: Iterable[Incident], statements: Mapping[str, Statement], *, book: Book) -> Mapping[str, str]:
    """What more than wording joins (`linking.parts`), of those of these incidents of which it decides anything.

    What more than wording joins is of one incident, so that it is found in the links within each.
    """
    found: dict[str, str] = {}
    for incident in incidents:
        if duty.turns_on_parts(incident, statements):
            held = [statements[name] for name in incident.statements if name in statements]
            found |= linking.parts(held, between([s.id for s in held], book=book))
    return found


def _looking_back(said: Sequence[Statement], *, book: Book) -> frozenset[str]:
    """Which of these statements look back; where their reports do, at deeds that any report may tell of."""
    told = beside(said, book=book)
    return duty.looking_back(standing(book) if duty.speak_of_before(told) else told)


def _words(stage: Stage | None, closed: tuple[Closing, ...], *, is_open: bool) -> str:
    if stage in {Stage.ACCOMPLISHED, Stage.FOILED}:
        return f"{STAGE[stage]}; {ANOTHER}" if is_open else STAGE[stage]
    if closed:
        return f"closed by {closed[0].by.name}: {closed[0].because}"
    if is_open:
        return f"may still happen{f' ({STAGE[stage]})' if stage else ''}"
    if stage is None:
        return NOT_STATED
    return f"only {STAGE[stage]}" if stage is Stage.THREATENED else STAGE[stage]


__all__ = ["outlook", "outlooks"]
