"""Who did what to whom, where and with what, against WikiEvents: the arguments of its attacks, deaths and injuries.

DIR holds files of JSON lines, a report a line: its sentences with their tokens, the entities by token, the events with
their arguments (Li et al. 2021; the ontology is KAIROS). Only attacks, deaths and injuries are what our statements tell
of, and only these roles: whoever did it (attacker, killer, injurer) is our actor, the victim our victim, the target our
target, weapons our instrument, the place our place. In the sentences of such events, the roles of statements of attacks,
plots, threats and tolls are compared. Sentences are put on lines of their own where they end without a mark.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import reader
from bench.arguments import Argument, by_head, confused
from bench.jsonlines import rows
from bench.marks import figures_of, together
from tocsin import reading
from tocsin.model import Kind, Mention, Report, digest

EVENTS = ("Conflict.Attack", "Life.Die", "Life.Injure")
ROLES = {"Attacker": "actor", "Killer": "actor", "Injurer": "actor", "Victim": "victim", "Target": "target",
         "ExplosiveDevice": "instrument", "Instrument": "instrument", "Place": "place"}  # fmt: skip
OURS = ("actor", "victim", "target", "instrument", "place")
KINDS = frozenset({Kind.ATTACK, Kind.PLOT, Kind.THREAT, Kind.TOLL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One report as plain text, with where each of its sentences and tokens stands."""

    name: str
    text: str
    sentences: tuple[tuple[int, int], ...]
    tokens: tuple[tuple[int, int], ...]
    wanted: tuple[Argument, ...]
    found: tuple[Argument, ...]


def run(data: Path) -> Iterator[tuple[str, float, str]]:
    """Figures: head F1 by role and over all, and how often a head bears another role."""
    reports = list(_reports(data))
    yield "reports", len(reports), "reports"
    for role in OURS:
        yield from figures_of(f"head, {role}", together(by_head(r.wanted, r.found, (role,)) for r in reports))
    yield from figures_of("head, all roles", together(by_head(r.wanted, r.found, OURS) for r in reports))
    others = sum(confused(r.wanted, r.found).total() for r in reports)
    yield "heads found under another role", others, "arguments"


def worst(data: Path) -> Iterator[str]:
    """Every argument missed or false, with its sentence, by reports in order."""
    for report in _reports(data):
        wanted, found = set(report.wanted), set(report.found)
        for sort, some in (("missed", wanted - found), ("false", found - wanted)):
            for a in sorted(some, key=lambda a: (a.sentence, a.head)):
                start, end = report.sentences[a.sentence]
                stop = next(e for _, e in report.tokens if e > a.head)
                sentence = f"{report.text[start : a.head]}[{report.text[a.head : stop]}]{report.text[stop:end]}"
                yield f"{report.name} {sort} {a.role}: {' '.join(sentence.split())}"


def _reports(data: Path) -> Iterator[Told]:
    for row in rows(data):
        text, sentences, tokens = spelled(row["sentences"])
        kept = {e["trigger"]["sent_idx"] for e in row["event_mentions"] if e["event_type"].startswith(EVENTS)}
        wanted = [a for a in _marked(row, tokens) if a.sentence in kept]
        found = [a for a in read(text, sentences) if a.sentence in kept]
        yield Told(
            name=row["doc_id"], text=text, sentences=tuple(sentences), tokens=tuple(tokens), wanted=tuple(wanted),
            found=tuple(found),
        )  # fmt: skip


Chars = tuple[int, int]


def spelled(sentences: Sequence[Any]) -> tuple[str, list[Chars], list[Chars]]:
    """The text of some sentences, and where its sentences and tokens stand; offsets in the data are of another text."""
    text, where, tokens = "", list[Chars](), list[Chars]()
    for words, sentence in sentences:
        if text:
            text += " " if re.search(r"[.?!][”\"'’)]*$", text) else "\n\n"
        start, base = len(text), words[0][1] if words else 0
        tokens += [(start + a - base, start + b - base) for _, a, b in words]
        text += sentence
        where.append((start, len(text)))
    return text, where, tokens


def _marked(row: dict[str, Any], tokens: Sequence[Chars]) -> Iterator[Argument]:
    """The arguments as marked; the head of an entity is its last token, since entities are marked by name or noun."""
    entities = {e["id"]: e for e in row["entity_mentions"]}
    for event in row["event_mentions"]:
        if event["event_type"].startswith(EVENTS):
            for argument in event["arguments"]:
                role, entity = ROLES.get(argument["role"]), entities[argument["entity_id"]]
                if role and entity["sent_idx"] == event["trigger"]["sent_idx"]:
                    yield Argument(sentence=entity["sent_idx"], role=role, head=tokens[entity["end"] - 1][0])


def read(text: str, sentences: Sequence[Chars]) -> Iterator[Argument]:
    """The roles of the statements in a text; one taken over from another sentence, and so laid on the cue, is left."""
    report = Report(id=digest(text), media_type="text/plain", title="", text=text, language="en")
    for s in reading.read(report, published=None, reader=reader()).statements:
        if s.kind in KINDS and not s.suggestion:
            for role in OURS:
                for mention in getattr(s.roles, role):
                    head = head_of(mention)
                    at = next((n for n, (a, b) in enumerate(sentences) if a <= head < b), None)
                    if at is not None and mention.span != s.cue and mention.span.within(s.passage):
                        yield Argument(sentence=at, role=role, head=head)


_STOPS = re.compile(
    r"(?:,|\s(?:of|in|on|at|by|for|with|from|to|near|who|which|that|whose|outside|inside|under|against|after|including|"
    r"killed|wounded|injured))(?:\s|$)|\s*[(:;–—]"
)
_WORD = re.compile(r"\w+(?:\.\w)*")


def head_of(mention: Mention) -> int:
    """The character at which the last word begins before the first preposition, relative or comma of a noun phrase."""
    quote = mention.span.quote
    stop = _STOPS.search(quote, 1)
    words = list(_WORD.finditer(quote, 0, stop.start() if stop else len(quote)))
    return mention.span.start + (words[-1].start() if words else 0)
