"""MUC-4: incidents of a message as templates of 24 slots, against the answer key.

DIR holds JSON lines of messages with their keys (every file but train.jsonl) and, in task/, the task's own documents.
The headline is "all templates, F", the official row of MUC-4; `scoring` says how it comes about. CEAF-REE and GTT
(`roles`) measure the five roles as they have been measured since.
"""

from collections.abc import Iterator
from pathlib import Path

from bench import reader
from bench.muc4 import roles, scoring
from bench.muc4.keys import Message, Template, messages
from bench.muc4.templates import templates
from tocsin import reading
from tocsin.model import Report, digest


def run(data: Path) -> Iterator[tuple[str, float, str]]:
    """The figures of MUC-4's score report, then those of the five roles."""
    sheet, ceaf, gtt = scoring.Sheet(), roles.counts(), roles.counts()
    number = 0
    for message in messages(data):
        given = answer(message)
        sheet.add(given, message.templates)
        roles.ceaf(ceaf, message, given)
        roles.gtt(gtt, message, given)
        number += 1
    yield "messages", number, "texts"
    yield from scoring.figures(sheet)
    yield from roles.figures("CEAF-REE", ceaf)
    yield from roles.figures("GTT", gtt)


def answer(message: Message) -> tuple[Template, ...]:
    """The templates that Tocsin's statements of a message come to."""
    report = Report(id=digest(message.body), media_type="text/plain", title="", text=message.body, language="en")
    found = reading.read(report, published=message.published, reader=reader())
    return templates(message, found)
