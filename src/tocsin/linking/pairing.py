"""New statements to links: events compared each with each, speech put to the one event that fits best."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from tocsin.linking.alike import Alike, Shared
from tocsin.linking.candidates import Blocks, Stand
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
    pool, fresh = Pool(alike), {s.id for s in new}
    every = {s.id: s for s in (*(s for s in known if s.id not in fresh), *new)}
    for rank, (name, statement) in enumerate(every.items()):
        pool.put(statement, published=published.get(statement.report), rank=rank, fresh=name in fresh)
    return pool.link(by=by, at=at)


@dataclass(slots=True)
class Pool:
    """All that may be linked, while statements come, go, and are linked; what was compared is not compared again.

    `stale` texts tell something else than they did. Of each fresh statement `_cold` holds the serials of those it has
    nothing to do with, less than 0 where they stand on the left, and `_hot` those with which it has.
    """

    alike: Alike | None = None
    _blocks: Blocks = field(default_factory=Blocks)
    _telling: dict[str, Telling] = field(default_factory=dict)
    _shared: dict[str, Shared] = field(default_factory=dict)
    _texts: dict[str, dict[str, Stand]] = field(default_factory=lambda: defaultdict(dict))
    _text: dict[str, str] = field(default_factory=dict)
    _stale: set[str] = field(default_factory=set)
    _cold: dict[str, "array[int]"] = field(default_factory=dict)
    _hot: dict[str, frozenset[str]] = field(default_factory=dict)
    _serials: Iterator[int] = field(default_factory=lambda: count(1))

    def put(self, statement: Statement, *, published: When | None, rank: int, fresh: bool) -> None:
        """A statement stands, at this place in the record; `fresh` if it was not linked so far."""
        if statement.kind not in EVENTS | SPEECH or _is_of_many(statement):
            self.drop(statement.id)
            return
        name, text = statement.id, statement.passage.text
        held = self._texts[text].get(name)
        if held is None or not held.is_of(statement, published) or held.rank != rank:
            self.drop(name)
            self._texts[text][name] = Stand(sketch(statement, published), rank, fresh)
            self._text[name] = text
            self._stale.add(text)
        elif held.fresh != fresh:
            self._turn(held, fresh=fresh)

    def drop(self, name: str) -> None:
        """A statement stands no longer."""
        text = self._text.pop(name, None)
        if text is not None:
            del self._texts[text][name]
            self._forget(name)
            self._stale.add(text)

    def link(self, *, by: Program, at: datetime) -> tuple[Link, ...]:
        """The links of what is fresh with one another and with the rest."""
        self._tell()
        self._look()
        stands = self._blocks.stands
        met = dict.fromkeys(self._in_order(stands[a], stands[b]) for a, others in self._hot.items() for b in others)
        pairs = [self.compared(stands[a].sketch, stands[b].sketch) for a, b in met]
        events = [p for p in pairs if p.left.is_event and p.right.is_event]
        speech = [p for p in pairs if not (p.left.is_event and p.right.is_event)]
        found = [_link(p, p.judgement, by=by, at=at) for p in events if _is_worth_saying(p)]
        found += _speech(speech, self, by=by, at=at)
        rank = {name: stands[name].order for x in found for name in (x.left, x.right)}
        return tuple(sorted((_in_order(x, rank) for x in found), key=lambda x: (rank[x.left], rank[x.right])))

    def compared(self, left: Sketch, right: Sketch) -> Compared:
        """Two sketches compared."""
        likeness = self.alike.likeness(left, right, self._shared) if self.alike else None
        return compare(left, right, told=self._telling[left.statement.passage.text], likeness=likeness)

    def _tell(self) -> None:
        """What is told anew stands in its blocks, and has been compared with nothing."""
        for text in sorted(self._stale):
            group = self._texts[text]
            for name in group:
                self._forget(name)
            if not group:
                del self._texts[text]
                continue
            sketches = [each.sketch for each in group.values()]
            self._telling[text] = telling(sketches)
            if self.alike:
                self._shared[text] = self.alike.told(text, sketches)
                self._blocks.names[text] = self._shared[text].rarest
            for each in group.values():
                each.serial = next(self._serials)
            self._blocks.enter(text, tuple(group.values()))
        self._stale.clear()

    def _look(self) -> None:
        """Each fresh statement that may meet others than before looks around."""
        stands, done = self._blocks.stands, dict[tuple[str, str], bool]()
        for name in sorted(self._blocks.stale, key=lambda name: stands[name].order):
            if not stands[name].fresh:
                continue
            known, cold, hot = set(self._cold.get(name, ())), array("q"), set[str]()
            for other in self._blocks.met(name):
                pair = left, right = self._in_order(stands[name], other)
                serial = other.serial if left == name else -other.serial
                if serial not in known and pair not in done:
                    done[pair] = _is_hot(self.compared(stands[left].sketch, stands[right].sketch))
                if serial not in known and done[pair]:
                    hot.add(other.sketch.id)
                else:
                    cold.append(serial)
            self._cold[name] = cold
            self._hot.pop(name, None)
            if hot:
                self._hot[name] = frozenset(hot)
        self._blocks.stale.clear()

    def _turn(self, held: Stand, *, fresh: bool) -> None:
        if held.sketch.id in self._blocks.stands:
            self._blocks.turn(held.sketch.id, fresh=fresh)
            self._cold.pop(held.sketch.id, None)
            self._hot.pop(held.sketch.id, None)
        held.fresh = fresh

    def _forget(self, name: str) -> None:
        if name in self._blocks.stands:
            self._blocks.leave(name)
            self._cold.pop(name, None)
            self._hot.pop(name, None)

    def _in_order(self, one: Stand, other: Stand) -> tuple[str, str]:
        left, right = sorted((one, other), key=lambda each: each.order)
        return left.sketch.id, right.sketch.id


def _is_hot(pair: Compared) -> bool:
    """Whether a comparison may become a link."""
    if pair.left.is_event and pair.right.is_event:
        return _is_worth_saying(pair)
    return pair.score >= UNSURE_FROM


def _is_of_many(statement: Statement) -> bool:
    """Whether a judgement rests on several things told, and so is about none of them alone."""
    rests = {b.statement for b in statement.bears_on if b.how is Bears.RESTS_ON}
    return statement.kind is Kind.ASSESSMENT and len(rests) > 1


def _is_worth_saying(pair: Compared) -> bool:
    return pair.judgement is not Judgement.DIFFERENT or pair.for_it >= UNSURE_FROM


def _speech(pairs: Sequence[Compared], ground: Pool, *, by: Program, at: datetime) -> Iterable[Link]:
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


def _one(left: Compared, right: Compared, ground: Pool) -> bool:
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


def _in_order(link: Link, rank: Mapping[str, tuple[bool, int]]) -> Link:
    """The earlier recorded on the left."""
    if rank[link.left] <= rank[link.right]:
        return link
    return Link(
        left=link.right, right=link.left, judgement=link.judgement, because=link.because, by=link.by, at=link.at,
        features=link.features,
    )  # fmt: skip
