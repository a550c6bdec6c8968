"""The cards: everything known of one statement, and what ties it to its incident."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from tocsin.desk.dossier import marked, saying
from tocsin.desk.dossier.shelf import Shelf
from tocsin.desk.dossier.values import Card, Cell, Fact, Lines, Run, Tone
from tocsin.model import Grade, Judgement, Link, Mention, Person, Speaker, Statement, Toll

_ROLES = ("actor", "target", "victim", "instrument", "recipient")
_TIES = 3
_NO_STAGE = Cell(words="none: it is no event, or its stage is not stated", tone=Tone.MISSING)


def cards(shelf: Shelf) -> tuple[Card, ...]:
    """A card for every statement, in the order of reading."""
    ties = _ties(shelf.links)
    return tuple(_card(number, s, ties=ties, shelf=shelf) for number, s in enumerate(shelf.cards, 1))


def _card(number: int, s: Statement, *, ties: Mapping[str, list[Link]], shelf: Shelf) -> Card:
    return Card(
        number=number, id=saying.short(s.id), kind=s.kind, negative=saying.negated(s),
        suggestion=s.suggestion, report=shelf.report_of[s.report],
        warning=marked.warning(s.report, shelf), quote=saying.words_of(s),
        sentence=sentence(number, s),
        facts=(*_said(s), *_roles(s, shelf), *_figures(s, shelf), *_judged(s, ties=ties, shelf=shelf)),
    )  # fmt: skip


def sentence(number: int, s: Statement) -> tuple[Run, ...]:
    """The sentence that a statement stands in, with its content marked."""
    start = s.passage.start
    spans = tuple(replace(span, start=span.start - start, end=span.end - start) for span in s.content)
    return marked.runs(s.passage.quote, said=((number, replace(s, content=spans)),), unread=())


def _said(s: Statement) -> tuple[Fact, ...]:
    negative = not s.positive
    stage = saying.STAGE[s.stage] if s.stage else ""
    facts = [
        Fact(label="who says so", lines=_speakers(s.speakers)),
        saying.fact("certainty, as they put it", saying.CERTAINTY[s.factuality.certainty]),
        Fact(label="polarity", lines=saying.says(saying.POLARITY[s.factuality.polarity],
                                                 tone=Tone.LOUD if negative else Tone.PLAIN)),
        saying.fact("stage", stage) if stage else Fact(label="stage", lines=(_NO_STAGE,)),
    ]  # fmt: skip
    if s.channel:
        facts.append(saying.fact("channel", saying.CHANNEL[s.channel]))
    if s.cue:
        facts.append(saying.fact("said with the word", f"“{s.cue.quote}”"))
    return tuple(facts)


def _speakers(chain: tuple[Speaker, ...]) -> Lines:
    if not chain:
        return (Cell(words="the report, in its own voice"),)
    lines = []
    for depth, s in enumerate(chain):
        written = f"; written “{s.mention.span.quote}”" if s.mention and s.mention.span.quote != s.name else ""
        role = f", {s.role}" if s.role else ""
        lines.append(Cell(words=f"{'quoting ' if depth else ''}{s.name}{role}{written}"))
    return tuple(lines)


def _roles(s: Statement, shelf: Shelf) -> tuple[Fact, ...]:
    dated = shelf.published.get(s.report) is not None
    unresolved = "unresolved" if dated else "unresolved: no publication date"
    facts = [
        Fact(label="when", lines=_mentions(s.roles.time, unresolved)),
        Fact(label="where", lines=_mentions(s.roles.place, "unresolved")),
    ]
    facts += [
        Fact(label=name, lines=_mentions(getattr(s.roles, name), "")) for name in _ROLES if getattr(s.roles, name)
    ]
    if s.known:
        by = s.known.by.span.quote if s.known.by else "somebody not stated"
        time = saying.named(s.known.time, unresolved=unresolved) if s.known.time else "when is not stated"
        facts.append(saying.fact("known before", f"by {by}: {time}"))
    if s.relation:
        left, right = (saying.resolved(m) or m.span.quote for m in (s.relation.left, s.relation.right))
        facts.append(saying.fact("relation", f"{left} – {s.relation.type} – {right}"))
    return tuple(facts)


def _mentions(mentions: tuple[Mention, ...], unresolved: str) -> Lines:
    return saying.says(*(
        saying.named(m, unresolved=unresolved) if unresolved or m.resolved else f"“{m.span.quote}”" for m in mentions
    ))  # fmt: skip


def _figures(s: Statement, shelf: Shelf) -> tuple[Fact, ...]:
    facts = [saying.fact("toll", *map(_toll, s.tolls))] if s.tolls else []
    bears: list[Cell] = []
    for b in s.bears_on:
        if b.statement in shelf.number_of:
            bears.append(Cell(words=b.how.replace("_", " "), on=shelf.on((b.statement,))))
        else:
            bears.append(Cell(words=f"{b.how.replace('_', ' ')} a statement that is not shown", tone=Tone.MISSING))
    if bears:
        facts.append(Fact(label="bears on", lines=tuple(bears)))
    return tuple(facts)


def _toll(toll: Toll) -> str:
    who = "people, of whom is not stated" if toll.who == "unknown" else toll.who
    best = toll.best if toll.best is not None else "not stated"
    high = toll.high if toll.high is not None else "not stated"
    return f"{who}, {toll.effect}: low {toll.low}, best {best}, high {high} (“{toll.mention.span.quote}”)"


def _judged(s: Statement, *, ties: Mapping[str, list[Link]], shelf: Shelf) -> tuple[Fact, ...]:
    origin = shelf.origin_of.get(s.id)
    reader = f"{s.reader or 'an unnamed reader'}, score {s.score:g}"
    if s.suggestion:
        reader += "; only a suggestion, below the reader's threshold"
    return (
        Fact(label="Admiralty marks", lines=_grade(shelf.grades.get(s.id), shelf)),
        saying.fact("goes back to", f"{origin.name}: {origin.because}" if origin else ""),
        Fact(label="about", lines=_about(s, ties=ties.get(s.id, []), shelf=shelf)),
        saying.fact("read by", reader),
        saying.fact("because", s.because),
    )


def _grade(grade: Grade | None, shelf: Shelf) -> Lines:
    if grade is None:
        return (
            Cell(words="source not judged (F)", tone=Tone.MISSING),
            Cell(words="item not judged (6)", tone=Tone.MISSING),
        )
    by = f"{grade.because}; marked by {saying.agent(grade.by)}, {saying.moment(grade.at, shelf.at)}"
    return (
        Cell(words=saying.RELIABILITY[grade.reliability]),
        Cell(words=saying.CREDIBILITY[grade.credibility]),
        Cell(words=by, tone=Tone.QUIET),
    )


def _about(s: Statement, *, ties: list[Link], shelf: Shelf) -> Lines:
    incident = shelf.held_by.get(s.id)
    if incident is None:
        return (Cell(words="no incident", tone=Tone.MISSING),)
    held = set(incident.statements)
    tied = [x for x in ties if {x.left, x.right} <= held and x.judgement is Judgement.SAME]
    apart = [x for x in ties if x.judgement is not Judgement.SAME and isinstance(x.by, Person)]
    tied.sort(key=lambda x: (not isinstance(x.by, Person), -sum(f.weight for f in x.features)))
    lines = [_tie(s, x, shelf) for x in (*apart, *tied[:_TIES])]
    if len(tied) > _TIES:
        lines.append(Cell(words=f"and by {len(tied) - _TIES} more links", tone=Tone.QUIET))
    if not lines:
        lines.append(Cell(words="nothing else is said of it that was linked to this", tone=Tone.QUIET))
    return (shelf.case(incident.id), *lines)


def _tie(s: Statement, link: Link, shelf: Shelf) -> Cell:
    other = link.right if link.left == s.id else link.left
    words = f"{link.judgement} as another, {link.because}; judged by {saying.agent(link.by)}"
    return Cell(words=words, on=shelf.on((other,)), tone=Tone.QUIET)


def _ties(links: Iterable[Link]) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for link in links:
        found.setdefault(link.left, []).append(link)
        found.setdefault(link.right, []).append(link)
    return found
