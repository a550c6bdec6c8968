"""What a warning itself may do, by the questions that a policy may ask: none of the answers decides anything.

Doubt is `unknown`, as with the tests of a duty; but here both yes and unknown only ask a person to weigh it. Each
question's docstring is its public explanation.
"""

from collections.abc import Callable, Mapping

from tocsin.duty import wording
from tocsin.duty.criteria import Answer, Facts
from tocsin.model import Finding, Harm, Met, ProtectedKind, Publicity, Statement

_NOT_A_PERSON = {ProtectedKind.PLACE, ProtectedKind.INSTITUTION}


def exposes_recipient(facts: Facts) -> Answer:
    """To be contacted at all may show who they are, where they are, or that they are in touch with us."""
    told = _saying("hidden", facts)
    if told:
        return Met.YES, told, "it speaks of people who hide, are held, or are watched"
    named = tuple(s.id for s in facts.ahead if wording.names(s.passage.quote, facts.entry.name))
    if named and facts.entry.kind in _NOT_A_PERSON:
        return Met.NO, named, f"{facts.entry.name} is a {facts.entry.kind}, and is named for all to read"
    return Met.UNKNOWN, _ids(facts.ahead), "nothing says whether they could be contacted unseen"


def exposes_source(facts: Facts) -> Answer:
    """That we know may show who told us, or how."""
    told = _saying("sources", facts)
    if told:
        return Met.YES, told, "it speaks of somebody who told in confidence, or of how it was overheard"
    if all(s.channel is Publicity.PUBLIC for s in facts.ahead):
        return Met.NO, _ids(facts.ahead), "all of it was said in public"
    return Met.UNKNOWN, _ids(facts.ahead), "nothing says how few know of it"


def endangers_others(facts: Facts) -> Answer:
    """Others may pay for it: their families, neighbours, colleagues, or whoever is taken for the source."""
    told = _saying("reprisals", facts)
    if told:
        return Met.YES, told, "it speaks of reprisals, or of what happens if anybody is told"
    return Met.UNKNOWN, _ids(facts.ahead), "who else could pay for it is not said"


def sets_off_panic(facts: Facts) -> Answer:
    """Many who hear of it at once may run, or crowd where it is worse."""
    crowds = tuple(s.id for s in facts.ahead if wording.speaks_of_people(s.passage.quote))
    if crowds:
        return Met.YES, crowds, "it speaks of many people in one place"
    return Met.UNKNOWN, _ids(facts.ahead), "how many would hear of it at once is not said"


HARMS: Mapping[str, Callable[[Facts], Answer]] = {
    "exposes-recipient": exposes_recipient,
    "exposes-source": exposes_source,
    "endangers-others": endangers_others,
    "sets-off-panic": sets_off_panic,
}


def weigh(harm: Harm, facts: Facts) -> Finding:
    """The answer to one question of harm."""
    met, statements, because = HARMS[harm.test](facts)
    return Finding(rule=harm.id, met=met, statements=statements, because=because)


def _saying(row: str, facts: Facts) -> tuple[str, ...]:
    """The statements of the whole incident whose sentence says so, in words.toml's words."""
    return _ids(tuple(s for s in facts.every if wording.says(s.passage.quote, row)))


def _ids(statements: tuple[Statement, ...]) -> tuple[str, ...]:
    return tuple(s.id for s in statements)
