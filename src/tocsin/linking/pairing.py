"""New statements to links: events compared each with each, speech put to the one event that fits best."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tocsin.linking.alike import Alike, Shared
from tocsin.linking.candidates import candidates
from tocsin.linking.compare import UNSURE_FROM, Compared, Telling, compare, explain, telling
from tocsin.linking.sketch import EVENTS, SPEECH, Sketch, sketch
from tocsin.model import Bears, Judgement, Kind, Link, Program, Statement, When

CLOSE_CALL = 10
"""Where two events fit a piece of speech within so many hundredths, and are not one, a person should look."""


def link(
    new: Sequence[Statement], known: Sequence[Statement], *, published: Mapping[str, When | None], by: Program,
    at: datetime, alike: Alike | None = None,
) -> tuple[Link, ...]:  # fmt: skip
    """The links of new statements with one another and with known ones; `alike` is a learnt head, where one is in use.

    Says SAME and UNSURE; says DIFFERENT only of near misses, where much spoke for one incident and more against
    it. Whatever is not said is taken to be different. Relations and duties are about no incident.
    """
    fresh = _sketches(new, published, leave=frozenset())
    former = _sketches(known, published, leave={s.id for s in fresh})
    texts: dict[str, list[Sketch]] = defaultdict(list)
    for each in (*former, *fresh):
        texts[each.statement.passage.text].append(each)
    shared = {text: alike.told(text, group) for text, group in texts.items()} if alike else {}
    ground = _Ground({text: telling(group) for text, group in texts.items()}, alike, shared)
    names = {text: each.rarest for text, each in shared.items()}
    pairs = [ground.compared(a, b) for a, b in candidates(fresh, former, names=names)]
    events = [p for p in pairs if p.left.is_event and p.right.is_event]
    speech = [p for p in pairs if not (p.left.is_event and p.right.is_event)]
    found = [_link(p, p.judgement, by=by, at=at) for p in events if _is_worth_saying(p)]
    found += _speech(speech, ground, by=by, at=at)
    rank = {s.id: n for n, s in enumerate((*former, *fresh))}
    return tuple(sorted((_in_order(x, rank) for x in found), key=lambda x: (rank[x.left], rank[x.right])))


@dataclass(frozen=True, slots=True)
class _Ground:
    """What statements are compared on: what each text tells, and the head where one is in use."""

    told: Mapping[str, Telling]
    alike: Alike | None
    shared: Mapping[str, Shared]

    def compared(self, left: Sketch, right: Sketch) -> Compared:
        """Two sketches compared."""
        likeness = self.alike.likeness(left, right, self.shared) if self.alike else None
        return compare(left, right, told=self.told[left.statement.passage.text], likeness=likeness)


def _sketches(
    statements: Iterable[Statement], published: Mapping[str, When | None], *, leave: Iterable[str]
) -> list[Sketch]:
    out: dict[str, Sketch] = {}
    skip = set(leave)
    for s in statements:
        if s.kind in EVENTS | SPEECH and s.id not in skip and not _is_of_many(s):
            out.setdefault(s.id, sketch(s, published.get(s.report)))
    return list(out.values())


def _is_of_many(statement: Statement) -> bool:
    """Whether a judgement rests on several things told, and so is about none of them alone."""
    rests = {b.statement for b in statement.bears_on if b.how is Bears.RESTS_ON}
    return statement.kind is Kind.ASSESSMENT and len(rests) > 1


def _is_worth_saying(pair: Compared) -> bool:
    return pair.judgement is not Judgement.DIFFERENT or pair.for_it >= UNSURE_FROM


def _speech(pairs: Sequence[Compared], ground: _Ground, *, by: Program, at: datetime) -> Iterable[Link]:
    """Each piece of speech goes to its best event; where another, different event fits as well, to neither."""
    options: dict[str, list[Compared]] = defaultdict(list)
    for pair in pairs:
        if pair.score >= UNSURE_FROM:
            options[_speaker_of(pair).id].append(pair)
    for group in options.values():
        ranked = sorted(group, key=_fitness)
        best = ranked[0]
        rivals = [p for p in ranked[1:] if best.score - p.score <= CLOSE_CALL and not _one(best, p, ground)]
        if best.judgement is Judgement.SAME and rivals:
            for pair in (best, *rivals):
                yield _link(pair, Judgement.UNSURE, by=by, at=at, why="two events fit about as well; ")
        else:
            yield _link(best, best.judgement, by=by, at=at)


def _fitness(pair: Compared) -> tuple[int, int, str]:
    """Best first: by score, then by nearness in the text, then by id, so that order of arrival decides nothing."""
    return -pair.score, abs(pair.left.start - pair.right.start), _anchor(pair).id


def _one(left: Compared, right: Compared, ground: _Ground) -> bool:
    """Whether the events of two pairs are one."""
    a, b = _anchor(left), _anchor(right)
    return a.id == b.id or ground.compared(a, b).judgement is Judgement.SAME


def _anchor(pair: Compared) -> Sketch:
    """What the speech of a pair is put to: the event, else the claim, the earlier of two."""
    ranked = sorted((pair.left, pair.right), key=lambda s: (not s.is_event, not s.is_anchor, s.start, s.id))
    return ranked[0]


def _speaker_of(pair: Compared) -> Sketch:
    return pair.right if _anchor(pair) is pair.left else pair.left


def _link(pair: Compared, judgement: Judgement, *, by: Program, at: datetime, why: str = "") -> Link:
    return Link(
        left=pair.left.id, right=pair.right.id, judgement=judgement,
        because=why + explain(pair.features, judgement), by=by, at=at, features=pair.features,
    )  # fmt: skip


def _in_order(link: Link, rank: Mapping[str, int]) -> Link:
    """The earlier recorded on the left."""
    if rank[link.left] <= rank[link.right]:
        return link
    return Link(
        left=link.right, right=link.left, judgement=link.judgement, because=link.because, by=link.by, at=link.at,
        features=link.features,
    )  # fmt: skip
