"""The dossier on a terminal: readable at 100 columns, in colour and without."""

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, groupby
from typing import TypeAlias, TypeVar

from rich import box
from rich.console import Console, ConsoleOptions, RenderResult
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table as Grid
from rich.text import Text

from tocsin.cli.tables import WIDEST, fitted
from tocsin.cli.visible import visible
from tocsin.desk.dossier import (
    Card,
    Case,
    Cell,
    Dossier,
    Duty,
    Fact,
    Glance,
    Lines,
    Marked,
    Ref,
    Run,
    Table,
    Told,
    Tone,
    What,
)

Part: TypeAlias = "Text | Padding | Rule | _Fitted"
Thing = TypeVar("Thing")

_STYLE = {Tone.PLAIN: "", Tone.LOUD: "bold red", Tone.QUIET: "dim", Tone.MISSING: "italic dim"}
_LABEL = 22
_GAP = 2
_BETWEEN = " · "
_MARKED = "underline"
_UNREAD = {"language": "reverse", "damaged": "reverse", "refused": "reverse", "furniture": "dim"}
_WORD = {What.REPORT: "report ", What.INCIDENT: "incident ", What.DUTY: "duty ", What.NOTICE: "notice "}


def show(dossier: Dossier, console: Console) -> None:
    """Print the whole dossier; what matters most and what must be decided stand first."""
    width = min(console.width, WIDEST)
    for part in _parts(dossier):
        console.print(part, width=width, markup=False, highlight=False, emoji=False, crop=True, overflow="fold")


def show_marked(dossier: Dossier, console: Console) -> None:
    """Print the reports alone, with their statements marked where they stand, and each statement under them."""
    width = min(console.width, WIDEST)
    for part in chain(*map(_report, dossier.reports), _each(dossier.cards, _card, "No statement.")):
        console.print(part, width=width, markup=False, highlight=False, emoji=False, crop=True, overflow="fold")


def tables(made: Iterable[Table], console: Console) -> None:
    """Print these tables as a dossier has them."""
    width = min(console.width, WIDEST)
    for part in chain.from_iterable(map(_blocks, made)):
        console.print(part, width=width, markup=False, highlight=False, emoji=False, crop=True, overflow="fold")


def _parts(d: Dossier) -> Iterator[Part]:
    banner = [Text(visible(d.exercise), style="bold reverse")] if d.exercise else []
    yield from banner
    yield _line(f"{d.marking}  {d.office}", "bold")
    yield _line(f"Dossier of {d.scope}, as it stands on {d.at}.")
    yield _text(d.summary, between=_BETWEEN)
    for number, (title, parts) in enumerate(_sections(d), 1):
        yield from _heading(f"{number}  {title}")
        yield from parts
    yield from banner


def _sections(d: Dossier) -> Iterator[tuple[str, Iterable[Part]]]:
    if d.glance or d.also:
        yield "At a glance", chain(chain.from_iterable(map(_glance, d.glance)), _also(d.also))
    full = {tests.policy: tests.id for duty in reversed(d.to_decide) for tests in reversed(duty.tests)}
    duties = _each(d.to_decide, partial(_duty, full=set(full.values())), "Nothing waits for a decision.")
    yield "To decide now", chain(duties, _blocks(d.decided))
    yield "Incidents", chain(_each(d.cases, _case, "No incident."), _blocks(d.single) if d.single.rows else ())
    yield "Warnings", chain.from_iterable(map(_blocks, (d.warnings, d.accounts, d.questions)))
    yield "Time line", _blocks(d.time_line, titled=False)
    yield "Tolls", _each(d.tolls, _blocks, "No report gives a figure.")
    yield "Notices", _each(d.notices, _notice, "No notice was drawn up.")
    yield "Who was told what", chain(_blocks(d.disclosed, titled=False), _blocks(d.others))
    if d.outcomes.rows:
        yield "Afterwards", chain(_blocks(d.outcomes), _blocks(d.leads))
    yield "Reports, with what they say", _each(d.reports, _report, "No report.")
    yield "Statements", _each(d.cards, _card, "No statement.")
    yield "The record", (_facts(d.record),)


def _each(things: Iterable[Thing], shown: Callable[[Thing], Iterable[Part]], empty: str) -> Iterator[Part]:
    """Every one of these, or that there is none."""
    found = False
    for thing in things:
        found = True
        yield from shown(thing)
    if not found:
        yield _line(empty, "italic dim")


def _glance(glance: Glance) -> Iterator[Part]:
    head = _text((glance.incident,), first="bold")
    yield head.append("  — ").append(visible(glance.stage.words), style=_STYLE[glance.stage.tone])
    yield _facts(glance.facts)
    yield Text("")


def _also(facts: tuple[Fact, ...]) -> Iterator[Part]:
    if facts:
        yield _line("Beside these", "bold")
        yield _facts(facts)


def _duty(duty: Duty, *, full: Container[str]) -> Iterator[Part]:
    """A duty with every test; the wording and the sources of a policy's rules are printed the first time alone."""
    yield _sub(f"{duty.number}. {duty.protected}", duty.clock)
    yield _facts((Fact(label="about", lines=(duty.incident,)), *duty.facts))
    for tests in duty.tests:
        yield _indent(_line(f"{tests.policy}  [{tests.id}]", "bold"))
        yield _indent(_facts((Fact(label="proposed", lines=(tests.proposes,)), *tests.clock)))
        yield _indent(_line(f"tests: {tests.summary}"))
        if tests.id in full:
            yield _indent(_Fitted(tests.table))
        else:
            yield _indent(_facts(_tested(tests.table)))
        yield _indent(_line(f"{tests.harms.title}. {tests.harms.note or tests.harms.empty}"))
        yield _indent(_facts(_asked(tests.harms, full=tests.id in full)))
    yield _line(f"to rule: tocsin rule {duty.tests[0].id} warn|waive|no-duty|refer --because … --by NAME", "dim")


def _tested(table: Table) -> Iterator[Fact]:
    """Each test in one line: whether it is met, because of what."""
    for (name, *_), met, because, rests, _ in (row.fields for row in table.rows):
        words = "; ".join(c.words for c in because)
        yield Fact(label=name.words, lines=(replace(met[0], words=f"{met[0].words}: {words}", on=rests[0].on),))


def _asked(harms: Table, *, full: bool) -> Iterator[Fact]:
    """Each harm as a label and lines, which no narrow terminal breaks into columns; what was asked where in `full`."""
    rows = (row.fields for row in harms.rows)
    for ((name, *question), _, _, _, source), fact in zip(rows, _tested(harms), strict=True):
        yield replace(fact, label=name.words, lines=(*fact.lines, *question, *source) if full else fact.lines)


def _case(case: Case) -> Iterator[Part]:
    yield _sub(f"{case.number}. {case.title}  [{case.id}]", case.stage)
    yield _facts(case.facts)
    for opinion in case.opinions:
        yield _indent(_line(f"Assessed by {opinion.by}{' (signed)' if opinion.signed else ''}", "bold"))
        for block in _blocks(opinion.rivals, titled=False):
            yield _indent(block)
        yield _indent(_facts(opinion.facts))


def _notice(notice: Told) -> Iterator[Part]:
    yield _sub(f"{notice.number}. {notice.title}  [{notice.id}]", notice.state)
    yield _facts((*notice.facts, *notice.text))
    for table in (notice.disclosures, notice.attempts):
        yield _indent(_line(table.title, "bold"))
        yield _indent(_Fitted(table)) if table.rows else _indent(_line(table.empty, "italic dim"))


def _report(report: Marked) -> Iterator[Part]:
    yield _sub(f"report {report.number}. {report.title}  [{report.id}]", None)
    if report.warning:
        yield _line(report.warning, "bold red")
    yield _indent(_line(report.arrivals.title, "bold"))
    for block in _rows(report.arrivals):
        yield _indent(block)
    yield Padding(_marks(report.runs, numbered=True), (1, 2, 1, 4))
    for cell in (*report.unread, *(Cell(words=f"suggested: {c.words}", on=c.on) for c in report.suggestions)):
        yield _indent(_text((cell,)))


def _marks(runs: Iterable[Run], *, numbered: bool) -> Text:
    """A text in which what it states stands in braces, so that it can be told without colour too."""
    text = Text()
    begun: set[int] = set()
    for run in runs:
        opens = [n for n in run.under if n not in begun]
        begun.update(opens)
        text.append("{" * len(opens), style="bold")
        text.append(visible(run.text), style=_MARKED if run.under else _UNREAD.get(run.unread, ""))
        for number in run.ends:
            text.append("}", style="bold")
            text.append(f"[{number}]" if numbered else "", style="bold")
        if run.ends_unread and run.unread in {"language", "damaged", "refused"}:
            text.append(visible(f" [{run.detail}]"), style="bold red")
    return text


def _card(card: Card) -> Iterator[Part]:
    """A statement: its sentence, and all that is known of it run together; cards are many and looked up one by one."""
    loud = "NEGATED " if card.negative else ""
    more = ", only a suggestion" if card.suggestion else ""
    yield Text("")
    yield _line(
        f"[{card.number}] {loud}{card.kind}{more}, report {card.report}", "bold red" if card.negative else "bold"
    )
    if card.warning:
        yield Padding(_line(f"the report: {card.warning}", "bold red"), (0, 2, 0, 4))
    yield Padding(_marks(card.sentence, numbered=False), (0, 2, 0, 4))
    facts = Text()
    for n, fact in enumerate(card.facts):
        facts.append(_BETWEEN if n else "")
        facts.append(f"{visible(fact.label)}: ", style="dim")
        facts.append_text(_text(fact.lines, between="; "))
    yield Padding(facts, (0, 2, 0, 4))


def _blocks(table: Table, *, titled: bool = True) -> Iterator[Part]:
    if titled:
        yield _sub(table.title, None)
    if table.note and table.rows:
        yield _line(table.note, "dim")
    if not table.rows:
        yield _line(table.empty, "italic dim")
    yield from _rows(table)


def _rows(table: Table) -> Iterator[Part]:
    """Each row as labels and words: no table of eight columns can be read at 100."""
    for row in table.rows:
        first, *rest = zip(table.columns, row.fields, strict=True)
        lead = Text("• ")
        lead.append_text(_text(first[1], first="bold"))
        yield lead
        yield _facts(tuple(Fact(label=name, lines=lines) for name, lines in rest), indent=2)


@dataclass(frozen=True, slots=True)
class _Fitted:
    """A table in columns where no word need be broken for it, and else each row as labels and words."""

    table: Table

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """What rich asks of whatever it prints."""
        rows = [tuple(map(_text, row.fields)) for row in self.table.rows]
        cells = (self.table.columns, *(tuple(cell.plain for cell in row) for row in rows))
        widths = fitted(cells, width=options.max_width, gap=_GAP)
        if widths is None:
            yield from _rows(self.table)
            return
        grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", padding=(0, _GAP - 1, 0, 0))
        for column, width in zip(self.table.columns, widths, strict=True):
            grid.add_column(column, overflow="fold", width=width)
        for row in rows:
            grid.add_row(*row)
        yield grid


def _facts(facts: Iterable[Fact], *, indent: int = 0) -> Padding:
    grid = Grid.grid(padding=(0, 1), pad_edge=False)
    grid.add_column(width=_LABEL, overflow="fold", style="dim")
    grid.add_column(overflow="fold", ratio=1)
    for fact in facts:
        grid.add_row(Text(visible(fact.label)), _text(fact.lines, between=_BETWEEN if fact.run else "\n"))
    return Padding(grid, (0, 0, 0, 2 + indent))


def _text(lines: Lines, *, first: str = "", between: str = "\n") -> Text:
    text = Text()
    for n, cell in enumerate(lines):
        text.append(between if n else "")
        text.append(visible(cell.words), style=_STYLE[cell.tone] or ("" if n else first))
        if cell.on:
            text.append(f" {_refs(cell.on)}", style="cyan")
    return text


def _refs(refs: tuple[Ref, ...]) -> str:
    statements = ",".join(_runs(r.number for r in refs if r.what is What.STATEMENT))
    others = "; ".join(
        word + ", ".join(_runs(r.number for r in refs if r.what is what))
        for what, word in _WORD.items()
        if any(r.what is what for r in refs)
    )
    return " ".join(part for part in (f"[{statements}]" if statements else "", f"({others})" if others else "") if part)


def _runs(numbers: Iterable[int]) -> Iterator[str]:
    """Numbers as they are listed; many that follow one another by the first and the last of them ("1 to 300")."""
    for _, run in groupby(enumerate(numbers), key=lambda each: each[1] - each[0]):
        listed = [number for _, number in run]
        yield from (f"{listed[0]} to {listed[-1]}",) if len(listed) >= _MANY else map(str, listed)


_MANY = 8
"""From how many on numbers that follow one another are not each listed."""


def _heading(words: str) -> Iterator[Part]:
    yield Text("")
    yield Rule(Text(words, style="bold"), align="left", characters="═", style="dim")


def _sub(words: str, state: Cell | None) -> Text:
    text = Text("\n")
    text.append(visible(words), style="bold")
    if state is not None:
        text.append("  — ")
        text.append(visible(state.words), style=_STYLE[state.tone])
    return text


def _line(words: str, style: str = "") -> Text:
    return Text(visible(words), style=style)


def _indent(part: Part) -> Padding:
    return Padding(part, (0, 0, 0, 2))
