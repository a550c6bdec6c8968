"""MUC-4: the incidents of a message as templates of 24 slots, against the answer key.

DIR holds JSON lines of messages with their keys (every file but train.jsonl) and, in task/, the task's own documents,
from which the names of places are taken. The headline is "all templates, F", the official row of MUC-4; `scoring` says
how it comes about. CEAF-REE and GTT (`roles`) measure the five roles as they have been measured since.

The fillers of roles come from the grammar about words of violence in the sentences that the statements point at, or,
once there is one, from a tagger of tokens (`tagged.tagger`). All else is the same for either.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import reader
from bench.muc4 import roles, scoring, tagged
from bench.muc4.faults import fault
from bench.muc4.keys import Message, Template, messages
from bench.muc4.places import Gazetteer, gazetteer
from bench.muc4.templates import templates as filled
from tocsin import reading
from tocsin.model import Reading, Report, digest


def run(data: Path) -> Iterator[tuple[str, float, str]]:
    """The rows of a MUC-4 score report, then the measures of the five roles."""
    sheet, ceaf, gtt = scoring.Sheet(), roles.counts(), roles.counts()
    known, number = gazetteer(data), 0
    for message in messages(data):
        given = answer(message, known)
        sheet.add(given, message.templates)
        roles.ceaf(ceaf, message, given)
        roles.gtt(gtt, message, given)
        number += 1
    yield "messages", number, "texts"
    yield "set list of places", len(known.kinds), "names"
    yield from scoring.figures(sheet)
    yield from roles.figures("CEAF-REE", ceaf)
    yield from roles.figures("GTT", gtt)


def worst(data: Path) -> Iterator[str]:
    """The messages that cost the most fills, each with what is chiefly wrong with it."""
    known = gazetteer(data)
    found = [(fault(answer(m, known), m), m) for m in messages(data)]
    for one, message in sorted(found, key=lambda pair: (-pair[0].cost, pair[1].id)):
        if one.cost:
            yield f"{one.cost:5.1f} fills || {one.sort} || {one.said} || {message.id}"


def answer(message: Message, known: Gazetteer) -> Sequence[Template]:
    """The templates that Tocsin's statements of a message come to."""
    tagger = tagged.tagger()
    marked = None if tagger is None else tagged.marked(message.body, tagger)
    return filled(message, read(message), known=known, roles=marked)


def read(message: Message) -> Reading:
    """What Tocsin's reader makes of a message."""
    text = message.body
    report = Report(id=digest(text), media_type="text/plain", title="", text=text, language="en")
    return reading.read(report, published=message.published, reader=reader())
