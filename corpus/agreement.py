"""`python -m corpus.agreement`: how far two readers agree, by field; corpus/AGREEMENT.md is written from it.

The second marks are read as if a reader had proposed them, and compared with the first in the way readers are scored.
Kind is compared over statements of one place, whatever their kinds. Kappa is Cohen's: agreement beyond chance.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus import SPLITS, Marked, Written, days, place, precision, written
from corpus.matching import Outcome, agreements, compare
from corpus.score import agreed, mark, with_speaker
from tocsin.model import (
    Actor,
    ActorKind,
    Certainty,
    Factuality,
    Kind,
    Mention,
    MentionKind,
    PlacePrecision,
    Polarity,
    Publicity,
    Reading,
    Roles,
    Span,
    Speaker,
    Stage,
    Statement,
    TimePrecision,
    Toll,
    TollEffect,
    TollWho,
    When,
    Where,
)

TOLD = {
    "polarity": "affirmed or denied", "certainty": "how certain", "stage": "stage", "channel": "public or private",
    "speakers": "the whole chain of speakers", "outermost": "the outermost speaker", "figures": "figures",
    "counted": "who is counted", "time": "time", "place": "place", "actor": "groups and states",
    "role actor": "who does it", "role target": "target", "role victim": "victims", "role instrument": "instrument",
    "role recipient": "who was told", "cue": "cue (a word in common)",
}  # fmt: skip
_FINE = {TimePrecision.MINUTE.value, TimePrecision.HOUR.value}


def page() -> str:
    """The whole page, in Markdown."""
    pairs = list(both())
    outcomes = [compare(first, as_reading(second)) for first, second in pairs]
    return "\n".join(_lines(pairs, outcomes)) + "\n"


def both() -> Iterator[tuple[Written, Written]]:
    """Each report that was marked twice: as marked first, and second."""
    first = {one.text: one for split in SPLITS for one in written(split) if not one.single}
    return ((first[two.text], two) for two in written("second"))


def as_reading(text: Written) -> Reading:
    """What is marked in a text, as if a reader had read it."""
    made = tuple(as_statement(text, one) for one in text.statements)
    return Reading(report=text.report.id, reader=f"hand {text.hand}", statements=made, unread=())


def as_statement(text: Written, one: Marked) -> Statement:
    """The statement that says what a row says, in the words of the model."""
    row = one.row
    return Statement(
        report=text.report.id, passage=_span(text, *one.passage), kind=Kind(one.kind),
        content=(_span(text, *one.content),),
        factuality=Factuality(certainty=Certainty(row["certainty"]), polarity=Polarity(row["polarity"])),
        cue=_near(text, row["cue"], one) if row["cue"] else None,
        stage=Stage(row["stage"]) if row["stage"] else None,
        channel=Publicity(row["channel"]) if row["channel"] else None,
        speakers=tuple(Speaker(name=name) for name in row["speakers"]),
        roles=_roles(text, one),
        tolls=tuple(
            Toll(who=TollWho(t["who"]), effect=TollEffect(t["effect"]), low=t.get("low", 0), best=t.get("best"),
                 high=t.get("high"), mention=Mention(span=_near(text, t["mention"], one), kind=MentionKind.PEOPLE))
            for t in row.get("tolls", ())
        ),
    )  # fmt: skip


def _span(text: Written, start: int, end: int) -> Span:
    return Span(start=start, end=end, quote=text.text[start:end], text=text.report.text_digest)


def _near(text: Written, quote: str, one: Marked) -> Span:
    """A quotation in the sentence where it stands there, else where it stands first."""
    at = text.text.find(quote, *one.passage)
    at = at if at >= 0 else text.text.index(quote)
    return _span(text, at, at + len(quote))


def _roles(text: Written, one: Marked) -> Roles:
    found = {
        role: tuple(Mention(span=_near(text, q, one), kind=MentionKind.THING) for q in quotes)
        for role, quotes in one.row.get("roles", {}).items()
    }
    roles, here = Roles(**found), _span(text, *one.content)
    actors = tuple(
        Mention(span=here, kind=MentionKind.ACTOR, resolved=Actor(id=name, name=name, kind=ActorKind.GROUP))
        for name in one.row.get("actors", ())
    )
    time, where = one.row.get("time"), one.row.get("place")
    return replace(
        roles,
        actor=roles.actor + actors,
        time=(Mention(span=here, kind=MentionKind.TIME, resolved=_when(time)),) if time else (),
        place=(Mention(span=here, kind=MentionKind.PLACE, resolved=_where(where)),) if where else (),
    )


def _when(time: str) -> When:
    start, end = days(time)
    fine = precision(time)
    return When(start=start, end=end, precision=TimePrecision("day" if fine in _FINE else fine), anchor="marked")


def _where(words: str) -> Where:
    name, country = place(words)
    return Where(name=name, country=country or None, latitude=None, longitude=None, precision=PlacePrecision.CITY)


# ---- the page


def _lines(pairs: Sequence[tuple[Written, Written]], outcomes: Sequence[Outcome]) -> Iterator[str]:
    yield "# How far two readers agree\n"
    yield "Written by `python -m corpus.agreement`; the tests hold it to what is there.\n"
    yield f"{len(pairs)} reports were marked a second time, by hands that had not seen the first marks."
    yield "A pair is counted as readers are scored: one kind, and half of the shorter content in common.\n"
    found, speaker = mark(outcomes), with_speaker(outcomes)
    yield "| | first | second | in common | F1 |\n|---|---|---|---|---|"
    yield f"| statements | {found.wanted} | {found.found} | {found.right} | {found.f1:.2f} |"
    yield f"| with the outermost speaker | {speaker.wanted} | {speaker.found} | {speaker.right} | {speaker.f1:.2f} |\n"
    yield "By kind:\n\n| kind | first | second | in common | F1 |\n|---|---|---|---|---|"
    for kind in Kind:
        one = mark(outcomes, kind.value)
        if one.wanted or one.found:
            yield f"| {kind.value} | {one.wanted} | {one.found} | {one.right} | {one.f1:.2f} |"
    yield "\nOf the statements in common:\n\n| field | agree | of | share | kappa |\n|---|---|---|---|---|"
    fields = agreed(outcomes)
    for name, words in TOLD.items():
        if name in fields:
            agree, of = fields[name]
            yield f"| {words} | {agree} | {of} | {agree / of:.2f} | {_kappa(outcomes, name)} |"
    same, several, kappa = _kinds(pairs)
    yield f"\nKind, over the {several} statements of one place: {same / several:.2f} agree, kappa {kappa:.2f}."


_SCALES = {"polarity": "polarity", "certainty": "certainty", "stage": "stage", "channel": "channel"}


def _kappa(outcomes: Sequence[Outcome], field: str) -> str:
    """Cohen's kappa, for the fields that are scales."""
    if field not in _SCALES:
        return ""
    told = [
        (p.wanted.row[field], _value(p.found, field)) for each in outcomes for p in each.pairs if field in agreements(p)
    ]
    return f"{cohen(told):.2f}"


def _value(found: Statement, field: str) -> str:
    return {
        "polarity": found.factuality.polarity.value, "certainty": found.factuality.certainty.value,
        "stage": found.stage or "", "channel": found.channel or "",
    }[field]  # fmt: skip


def cohen(told: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa (1960): how far two readers agree beyond chance; 1 where there is one value only."""
    first, second = Counter(a for a, _ in told), Counter(b for _, b in told)
    chance = sum(first[value] * second[value] for value in first) / len(told) ** 2
    share = sum(a == b for a, b in told) / len(told)
    return (share - chance) / (1 - chance) if chance < 1 else 1.0


def _kinds(pairs: Sequence[tuple[Written, Written]]) -> tuple[int, int, float]:
    """Of statements that share most of their content, how many have one kind; how many there are; and kappa."""
    told = []
    for first, second in pairs:
        left = list(second.statements)
        for one in first.statements:
            best = max(left, key=lambda two, one=one: (_overlap(one, two), one.kind == two.kind), default=None)
            if best is not None and _overlap(one, best) >= 0.5:  # noqa: PLR2004 - half of both together
                left.remove(best)
                told.append((one.kind, best.kind))
    return sum(a == b for a, b in told), len(told), cohen(told)


def _overlap(one: Marked, two: Marked) -> float:
    both = min(one.content[1], two.content[1]) - max(one.content[0], two.content[0])
    return max(0, both) / (max(one.content[1], two.content[1]) - min(one.content[0], two.content[0]))


if __name__ == "__main__":
    sys.stdout.write(page())
