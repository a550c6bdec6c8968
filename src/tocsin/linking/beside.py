"""The events that a report tells: what says neither when nor where is of one of them, whatever it is worded like."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from tocsin.linking.sketch import sketch
from tocsin.model import Statement


def told_beside(statements: Iterable[Statement]) -> Mapping[str, tuple[str, ...]]:
    """For each statement that bears no day and no place in its own words, the events of its text that do, by id.

    "The account could not be verified" and "weapons were seized" are of what their own report tells. A place that the
    reader took over from an act nearby is none of its own.
    """
    bare: dict[str, list[str]] = defaultdict(list)
    events: dict[str, list[str]] = defaultdict(list)
    for each in statements:
        if _is_bare(each):
            bare[each.passage.text].append(each.id)
        elif sketch(each, None).is_event:
            events[each.passage.text].append(each.id)
    return {name: tuple(events[text]) for text, names in bare.items() if text in events for name in names}


def _is_bare(statement: Statement) -> bool:
    over = statement.cue or (statement.content[0] if statement.content else None)
    mentions = (*statement.roles.time, *statement.roles.place, *statement.roles.target)
    return not any(m.resolved is not None and m.span != over for m in mentions)
