"""What may be said, and of what: statements into lines, each of which names the statements it draws on."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from tocsin.model import (
    ActorKind,
    Assessment,
    Attribution,
    Certainty,
    Disclosure,
    Kind,
    Line,
    Mention,
    Statement,
    Tlp,
    When,
    Where,
)
from tocsin.release import negated
from tocsin.release.plain import MOST, plain, who
from tocsin.release.threat import ahead, is_advice, is_end, near, places, times, unsettled

ADVICE = (
    Line(text="Stay away from crowds, and from any place named here, where you can."),
    Line(text="If you run a place where people gather, review who comes in and how they can leave."),
    Line(text="Follow the local authorities. In an emergency call them first."),
)
"""Advice is form: it draws on no statement, and says nothing of where the warning comes from."""

NOT_TO_BE_DESCRIBED = Line(text="We have been told of a danger to people near you that we cannot describe here.")

AS_IF_NEAR = Line(text="Where, when and how sure cannot be said here either. Act as if it were near and soon.")

KEPT_BACK = Line(text="Some of what we know is marked above your clearance and is kept back.")

NOBODY_NAMED = Line(
    text="We have made out nobody who may be behind it, or cannot say so here; words quoted above may name somebody."
)

FORM = (KEPT_BACK.text, NOBODY_NAMED.text)
"""What may stand above the tear line of any briefing, whatever it is about."""

NOT_NEEDED = "may be told, but no line needs it"
"""Why a statement is not told that is not kept back either."""

_TOLD = frozenset({
    Kind.WARNING, Kind.THREAT, Kind.PLOT, Kind.CLAIM, Kind.DENIAL, Kind.CONFIRMATION, Kind.ACCUSATION,
    Kind.ASSESSMENT, Kind.UNKNOWN,
})  # fmt: skip
_SURE = {
    Certainty.CERTAIN: "stated without a hedge",
    Certainty.PROBABLE: "called probable",
    Certainty.POSSIBLE: "called possible",
    Certainty.UNKNOWN: "of unknown certainty",
}
_TARGET = 120
_ARTICLE = re.compile(r"^(?:the|a|an)\s+")
_PLURAL = re.compile(r"(?:(?<=ch)es|(?<=sh)es|(?<=ss)es|(?<=x)es|(?<=[^s])s)$")


def withheld(statements: Iterable[Statement], *, markings: Mapping[str, Tlp], clearance: Tlp) -> dict[str, str]:
    """The statements that someone cleared so far may not see, and why; no marking is the strictest marking."""
    found = {}
    for statement in statements:
        marking = markings.get(statement.report)
        if marking is None:
            found[statement.id] = "its report bears no marking"
        elif not marking.reaches(clearance):
            found[statement.id] = f"marked TLP:{marking}, cleared only for TLP:{clearance}"
    return found


def disclosures(
    statements: Iterable[Statement], *, kept: Mapping[str, str], lines: Sequence[Line]
) -> tuple[Disclosure, ...]:
    """For every statement of the incident: told, where a line draws on it; else kept back, and why."""
    drawn = {s for line in lines for s in line.draws_on}
    return tuple(
        Disclosure(
            statement=s.id,
            told=s.id in drawn,
            because=kept.get(s.id) or ("a line draws on it" if s.id in drawn else NOT_NEEDED),
        )
        for s in statements
    )


Published = Mapping[str, When | None]
"""When each report was published, as far as is known."""


def below(told: Sequence[Statement], *, published: Published, at: datetime) -> tuple[Line, ...]:
    """The lines below the tear line: what, where, when and how sure, without who says so.

    They rest only on statements that may be passed on to anyone. Where there are none, the lines say
    that something is known which cannot be described: silence about that would be the worse lie.
    """
    coming = ahead(told)
    if not coming:
        return (NOT_TO_BE_DESCRIBED, AS_IF_NEAR, *ADVICE)
    return (_what(coming), _where(coming), _when(coming, published=published, at=at), _sure(coming), *ADVICE)


def above(
    told: Sequence[Statement], *, assessment: Assessment, published: Published, kept_back: bool
) -> tuple[Line, ...]:
    """The lines above the tear line, for the recipient alone: who said what, word for word; who may be behind it."""
    lines = [_sourced(s, published.get(s.report), whole=not kept_back) for s in told if s.kind in _TOLD]
    lines += _behind(assessment, told={s.id for s in told}, whole=not kept_back)
    if kept_back:
        lines.append(KEPT_BACK)
    return tuple(lines)


def day(when: When) -> str:
    """An interval in words that no reader can take for another: "7 March 2024", or both ends."""
    ends = [_date(when.first_day), _date(when.last_day)]
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"


def reported(published: When | None) -> str:
    """The day from which the words of a report count: "tomorrow" and "on Thursday" mean nothing without it."""
    return f"reported on {day(published)}" if published else "reported on a day that we do not know"


def _date(value: object) -> str:
    return f"{value:%d %B %Y}".lstrip("0")


def _what(coming: Sequence[Statement]) -> Line:
    targets = _quoted(m for s in coming for m in s.roles.target)
    if not targets:
        return Line(text="An attack is feared; its target is not stated.", draws_on=_ids(coming))
    ids = tuple(s.id for s in coming if s.roles.target)
    return Line(text=f"An attack is feared on: {', '.join(targets)}.", draws_on=ids)


def _where(coming: Sequence[Statement]) -> Line:
    found = places(coming)
    loose = unsettled(((s.id, m) for s in coming for m in s.roles.place), kind=Where)
    if not found and not loose:
        return Line(text="Where is not stated.", draws_on=_ids(coming))
    names = dict.fromkeys(plain(place.name, most=_TARGET) for place in found)
    words = f"Where: {_either(names, loose)}."
    return Line(text=words, draws_on=_drawn(found, loose))


def _when(coming: Sequence[Statement], *, published: Published, at: datetime) -> Line:
    found = {m: ids for m, ids in times(coming, at=at).items() if not is_end(m, coming)}
    loose = near(coming) | unsettled(((s.id, m) for s in coming for m in s.roles.time), kind=When)
    days = dict.fromkeys(
        f"“{plain(m.span.quote, most=_TARGET)}” ({day(m.resolved)})" for m in found if isinstance(m.resolved, When)
    )
    if not days and not loose:
        words = "When is not stated. That no time is stated does not mean that there is time."
        return Line(text=words, draws_on=_ids(coming))
    end = "The end of that time is not an all-clear." if days else "That no day is stated does not mean there is time."
    told = "; ".join((*((", ".join(days),) if days else ()), *_as_reported(loose, coming, published)))
    text = f"When: {told}, as far as is known. {end}"
    return Line(text=text, draws_on=_drawn(found, loose))


def _as_reported(
    loose: Mapping[str, Sequence[str]], coming: Sequence[Statement], published: Published
) -> Iterator[str]:
    """What was only said of the time, word for word, with the days from which the words count."""
    report = {s.id: s.report for s in coming}
    said: dict[str, list[str]] = defaultdict(list)
    for quote, ids in loose.items():
        days = dict.fromkeys(reported(published.get(report[i])) for i in ids)
        said[" and ".join(days)].append(f"“{plain(quote, most=_TARGET)}”")
    for when, quotes in said.items():
        yield f"{', '.join(quotes)} ({when}; no day is settled)"


def _either(settled: Iterable[str], loose: Iterable[str]) -> str:
    """The places that were settled, and beside them what was only said, word for word."""
    quotes = ", ".join(f"“{plain(quote, most=_TARGET)}”" for quote in loose)
    unsure = f"{quotes} (which place is meant is not settled)" if quotes else ""
    return "; ".join(part for part in (", ".join(settled), unsure) if part)


def _sure(coming: Sequence[Statement]) -> Line:
    telling = [s for s in coming if not is_advice(s)] or coming
    words = dict.fromkeys(_SURE[s.factuality.certainty] for s in telling)
    return Line(text=f"How sure: {'; '.join(words)}; not confirmed by us.", draws_on=_ids(telling))


def _sourced(statement: Statement, published: When | None, *, whole: bool) -> Line:
    """One statement, word for word. That it is said not to be so stands before the quotation, and never in a bracket.

    The sentence may hold more than its content; it is quoted for its "not" only where nothing is kept back.
    """
    chain = ", quoting ".join(who(plain(s.name)) for s in statement.speakers) or "the report, in its own voice"
    quoted = " … ".join(span.quote for span in statement.content)
    kind, of = str(statement.kind), ""
    if statement.negative:
        held = negated.words_of(statement)
        quoted = held if whole and len(held) <= MOST else quoted
        if statement.kind is Kind.DENIAL:
            kind = f"{kind}, {negated.NOT_SO}"
        else:
            kind, of = f"{negated.NOT_SO}: {kind}", "that it is not so is "
    unsure = ", read with doubt" if statement.suggestion else ""
    sure = f"{of}{_SURE[statement.factuality.certainty]}{unsure}"
    text = f"{chain}: {kind} ({sure}; {reported(published)}): “{plain(quoted)}”"
    return Line(text=text, draws_on=(statement.id,))


def _behind(assessment: Assessment, *, told: set[str], whole: bool) -> list[Line]:
    """Who may be behind it, only where all that it rests on may be told.

    Likelihood and confidence stand in two sentences, and only where nothing is kept back: they are
    weighed against every rival, and would tell of what is said of one that may not be named.
    """
    lines = []
    for attribution in assessment.attributions:
        ids = _rests_on(attribution)
        if attribution.actor is None or attribution.actor.kind is ActorKind.PERSON or not ids or not ids <= told:
            continue
        drawn = tuple(sorted(ids))
        words = f"{plain(attribution.actor.name)}: {', '.join(standing.status for standing in attribution.standings)}."
        if not whole:
            lines.append(Line(text=words, draws_on=drawn))
            continue
        lines.append(Line(text=f"{words} Proposed likelihood: {attribution.likelihood}.", draws_on=drawn))
        lines.append(Line(text=f"Confidence in that judgement: {attribution.confidence}.", draws_on=drawn))
    return lines or [NOBODY_NAMED]


def _rests_on(attribution: Attribution) -> set[str]:
    shown = {s for standing in attribution.standings for s in standing.statements}
    return shown | set(attribution.supporting) | set(attribution.contradicting)


def _ids(statements: Iterable[Statement]) -> tuple[str, ...]:
    return tuple(s.id for s in statements)


def _drawn(*found: Mapping[Any, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id_ for each in found for ids in each.values() for id_ in ids))


def _quoted(mentions: Iterable[Mention]) -> list[str]:
    """The words of these mentions, each once: “CLINIC” and “the clinic” beside “clinics” say nothing more."""
    found: dict[str, str] = {}
    for mention in mentions:
        words = plain(mention.span.quote, most=_TARGET)
        held = found.setdefault(_folded(words), words)
        if held.isupper() or (len(_bare(words)) > len(_bare(held)) and not words.isupper()):
            found[_folded(words)] = words
    return [f"“{words}”" for words in found.values()]


def _folded(words: str) -> str:
    """What is alike in words that differ in capitals, an article or the plural alone."""
    return _PLURAL.sub("", _bare(words))


def _bare(words: str) -> str:
    return _ARTICLE.sub("", " ".join(words.casefold().split()))
