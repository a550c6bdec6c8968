"""The events that a report tells: what says neither when nor where is of one of them, whatever it is worded like."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from tocsin.linking.sketch import EVENTS
from tocsin.model import Statement


def told_beside(known: Mapping[str, Statement], names: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """For each of these names that bears no day and no place in its own words, the events of its text that do.

    "The account could not be verified" and "weapons were seized" are of what their own report tells. A place that the
    reader took over from an act nearby is none of its own.
    """
    bare = {name: known[name].passage.text for name in names if name in known and is_bare(known[name])}
    texts, events = set(bare.values()), defaultdict[str, list[str]](list)
    for name, each in known.items() if texts else ():
        if each.passage.text in texts and each.kind in EVENTS and not is_bare(each):
            events[each.passage.text].append(name)
    return {name: tuple(events[text]) for name, text in bare.items() if text in events}


def is_bare(statement: Statement) -> bool:
    """Whether it bears no day and no place in its own words."""
    over = statement.cue or (statement.content[0] if statement.content else None)
    mentions = (*statement.roles.time, *statement.roles.place, *statement.roles.target)
    return not any(m.resolved is not None and m.span != over for m in mentions)
