"""The features by which two statements are compared; each one's docstring is its public explanation.

A feature looks at two sketches and says what it saw, or nothing; what that weighs stands in weights.py.
"""

import re
from collections.abc import Callable

from tocsin.linking.ground import Lie, lie
from tocsin.linking.learnt import LEARNT, PARTING, TOO_LATE, alike
from tocsin.linking.pair import Pair, Saw
from tocsin.linking.sketch import Sketch, days_apart, is_fine, references, verbatim
from tocsin.linking.weights import WEIGHTS
from tocsin.linking.words import stems
from tocsin.model import Actor, ActorKind, Feature, Kind, Span, Stage, When


def ways(pair: Pair) -> Saw | None:
    """Event type: two bombings agree; a bombing and a stabbing do not; "an attack" agrees with anything."""
    left, right = pair.left.ways, pair.right.ways
    if not left or not right:
        return None
    both = left & right
    if both:
        return "ways agree", f"both speak of {', '.join(sorted(both))}"
    return "ways differ", f"one speaks of {', '.join(sorted(left))}, the other of {', '.join(sorted(right))}"


def time(pair: Pair) -> Saw | None:
    """Time overlap: the same day weighs most; a month that holds the day weighs less; times apart weigh against.

    What was planned may happen later than planned, so a plan and an act are left to `plan_and_act`.
    """
    left, right = pair.left.time, pair.right.time
    if left is None or right is None:
        return None
    apart = days_apart(left, right)
    if apart == 0:
        return _overlapping(left, right)
    if _plan_and_act(pair):
        return None
    fine = is_fine(left) and is_fine(right)
    name = "a day apart" if apart == 1 and fine else "times apart"
    return name, f"{_day(left)} and {_day(right)} are {apart} days apart"


def _overlapping(left: When, right: When) -> Saw:
    if is_fine(left) and is_fine(right):
        return "same day", f"both on {_day(left)}"
    if (left.start, left.end) == (right.start, right.end):
        return "same month or span", f"both in {_day(left)}"
    return "times overlap", f"{_day(left)} and {_day(right)} overlap"


PLAN_DAYS = 60
"""A plan or warning is compared with what happened up to so many days later."""


def plan_and_act(pair: Pair) -> Saw | None:
    """A planned attack and the attack that then happened can be one incident; what is over is not planned later."""
    if not _plan_and_act(pair):
        return None
    plan, act = _plan_first(pair)
    since, then = plan.said or plan.time or (None if pair.one_report else plan.published), act.time
    if since is None or then is None:
        if _precedes(plan, act):
            return "planned, then happened", "one tells of what was feared, the other of what happened"
        return None
    if then.last_day < since.first_day:
        return TOO_LATE, f"it had happened on {_day(then)}, before {_day(since)}"
    if (then.first_day - since.last_day).days > PLAN_DAYS:
        return "times apart", f"it happened more than {PLAN_DAYS} days after {_day(since)}"
    return "planned, then happened", f"feared on {_day(since)}, happened on {_day(then)}"


def knowledge(pair: Pair) -> Saw | None:
    """A plan that somebody came to know of in the weeks in which the other was warned of or feared."""
    for plan, other in ((pair.left, pair.right), (pair.right, pair.left)):
        then = other.said or other.time
        if plan.known is None or then is None or pair.one_report or not (plan.ahead and other.ahead):
            continue
        if 0 <= (then.last_day - plan.known.first_day).days <= _KNOWN_DAYS:
            return "known of then", f"it came to be known {_day(plan.known)}, the other was told {_day(then)}"
    return None


_KNOWN_DAYS = 31


def window(pair: Pair) -> Saw | None:
    """A warning for a stated window is not plainly about an attack after the window: a person should look."""
    if not _plan_and_act(pair):
        return None
    plan, act = _plan_first(pair)
    if plan.time is None or act.time is None or plan.time == plan.said or act.time.first_day <= plan.time.last_day:
        return None
    if not is_fine(plan.time):
        return None
    return "window had passed", f"what was feared was for {_day(plan.time)}, the attack came on {_day(act.time)}"


def speaking(pair: Pair) -> Saw | None:
    """Speech comes after its event, but for warnings; what was said within three days is likely about it."""
    speech, event = (pair.left, pair.right) if not pair.left.is_event else (pair.right, pair.left)
    if speech.is_event or speech.said is None or event.time is None:
        return None
    gap = (speech.said.first_day - event.time.first_day).days
    if speech.said.last_day < event.time.first_day and event.happened:
        return "spoken of before it happened", f"said on {_day(speech.said)}, before {_day(event.time)}"
    if 0 <= gap <= 3 and is_fine(event.time):  # noqa: PLR2004 (three days)
        return "said about then", f"said on {_day(speech.said)}, it happened on {_day(event.time)}"
    return None


def place(pair: Pair) -> Saw | None:
    """Place: the same place, one within the other (a city in its region), near each other, or apart."""
    best: Saw | None = None
    for left in pair.left.where:
        for right in pair.right.where:
            saw = _LIES.get(lie(left, right))
            if saw and (best is None or WEIGHTS[saw] > WEIGHTS[best[0]]):
                best = saw, f"{left.name} and {right.name}: {lie(left, right).value}"
    return best


def recipient(pair: Pair) -> Saw | None:
    """Whom a warning went to says where it was about: a warning to a country's officials, an attack in that country."""
    left, right = pair.left, pair.right
    if left.where and right.where:
        return None
    shared = left.towards & right.towards
    if shared and Kind.WARNING in {left.statement.kind, right.statement.kind}:
        return "towards that country", f"given to, and happened in, {', '.join(sorted(shared))}"
    if left.towards and right.towards and not shared:
        return "places apart", f"{'/'.join(sorted(left.towards))} and {'/'.join(sorted(right.towards))} are different"
    return None


def target(pair: Pair) -> Saw | None:
    """Target: of one sort (a concert hall, large gatherings), or of plainly different sorts (a synagogue, a train)."""
    left, right = pair.left.targets, pair.right.targets
    if not left or not right:
        return None
    both = left & right
    if both:
        return "targets agree", f"both at a target of the sort {', '.join(sorted(both))}"
    return "targets differ", f"one at {', '.join(sorted(left))}, the other at {', '.join(sorted(right))}"


def target_words(pair: Pair) -> Saw | None:
    """The words for the target are the same."""
    left, right = (stems(" ".join(m.span.quote for m in s.statement.roles.target)) for s in (pair.left, pair.right))
    both = left & right
    return ("same target words", f"both name {', '.join(sorted(both))}") if both else None


def actors(pair: Pair) -> Saw | None:
    """Actors: the same, a branch of the other, or others. Rivals are blamed for one attack, so others weigh little."""
    left, right = pair.left.doers, pair.right.doers
    if not left or not right:
        return None
    both = [a for a in left if a.id in {b.id for b in right}]
    if both:
        return "same actor", f"both name {both[0].name}"
    if any(_akin(a, b) for a in left for b in right):
        return "branch of the other", f"{left[0].name} and {right[0].name} are branch and parent"
    if not (pair.left.is_event and pair.right.is_event):
        return None
    return "other actor", f"one names {left[0].name}, the other {right[0].name}"


def reference(pair: Pair) -> Saw | None:
    """Explicit reference: "this attack", "the service", resolved by the reader to where the other is told."""
    for one, other in ((pair.left, pair.right), (pair.right, pair.left)):
        for basis in references(one.statement):
            if any(basis.overlaps(span) for span in other.statement.content):
                return "explicit reference", f"what it speaks of was told of as “{_short(basis)}”"
    return None


def bearing(pair: Pair) -> Saw | None:
    """The reader says that one affirms or denies the other."""
    for one, other in ((pair.left, pair.right), (pair.right, pair.left)):
        if one.statement.kind is not Kind.ASSESSMENT and any(b.statement == other.id for b in one.statement.bears_on):
            return "bears on it", f"the {one.statement.kind.value} is of that {other.statement.kind.value}"
    return None


def overlap(pair: Pair) -> Saw | None:
    """The words that tell the one lie within the words that tell the other."""
    if not pair.one_report:
        return None
    for a in pair.left.statement.content:
        for b in pair.right.statement.content:
            if a.within(b) or b.within(a):
                shorter = a if a.within(b) else b
                return "one telling within the other", f"both tell it in “{_short(shorter)}”"
    return None


_TOUCHING = 4
_BLANK_LINE = 2


def adjoining(pair: Pair) -> Saw | None:
    """The words of the one follow at once on the words of the other, in one sentence."""
    if not pair.one_sentence:
        return None
    for a in pair.left.statement.content:
        for b in pair.right.statement.content:
            if 0 <= max(a.start, b.start) - min(a.end, b.end) <= _TOUCHING:
                return "side by side", "their words stand side by side in one sentence"
    return None


def pointing(pair: Pair) -> Saw | None:
    """A bare "the attack", "this bombing": the event told of last before it."""
    if not pair.one_report or pair.between or not pair.right.points_back or pair.right.where or pair.right.time:
        return None
    return "points back", "it points back at the event told of last before it"


def nearness(pair: Pair) -> Saw | None:
    """Nearness in the text: one sentence, or the next."""
    if not pair.one_report:
        return None
    if pair.one_sentence:
        return "same sentence", "both stand in one sentence"
    gap = pair.right.statement.passage.start - pair.left.statement.passage.end
    follows = gap <= _BLANK_LINE and not pair.between
    return ("next sentence", "one follows on the other") if follows else None


def latest(pair: Pair) -> Saw | None:
    """Speech with no event of its own is about the event its report told of last before it."""
    speech = not pair.right.is_event or pair.right.statement.kind is Kind.WARNING
    if not pair.one_report or pair.between or not speech or (pair.right.where and pair.right.time):
        return None
    return "latest told of", "no other event is told of between them"


def wording(pair: Pair) -> Saw | None:
    """Many of the longer words are the same."""
    left, right = stems(pair.left.about), stems(pair.right.about)
    both = left & right
    if len(both) < 3 or len(both) * 2 < min(len(left), len(right)):  # noqa: PLR2004 (fewer words agree by chance)
        return None
    return "same words", f"{len(both)} of the longer words are the same"


_AGAIN = re.compile(
    r"(?i)\b(?:the|this|that|its|their|same)\s(?:[\w’'-]+\s){0,2}?(?:notice|warning|alert|advisory|message|circular)\b"
)


_COPIED_DAYS = 7


def copied(pair: Pair) -> Saw | None:
    """One sentence in two reports, word for word, within a week: the one is a copy of the other."""
    left, right = pair.left, pair.right
    words = verbatim(left)
    if pair.one_report or not words or words != verbatim(right) or left.statement.kind is not right.statement.kind:
        return None
    if left.published and right.published and days_apart(left.published, right.published) > _COPIED_DAYS:
        return None
    return "same sentence in both", "both reports have this sentence, word for word"


def same_warning(pair: Pair) -> Saw | None:
    """Two tellings of one warning: the same who gave it on the same day, or one that points back ("the notice")."""
    left, right = pair.left, pair.right
    if left.statement.kind is not Kind.WARNING or right.statement.kind is not Kind.WARNING:
        return None
    if pair.one_report and _AGAIN.search(right.about):
        return "same warning", "it speaks of the warning told of before it"
    if left.said is None or right.said is None:
        return None
    if not is_fine(left.said) or days_apart(left.said, right.said) or not _voices(left) & _voices(right):
        return None
    return "same warning", f"both tell of a warning of {_day(left.said)} by the same"


def voice(pair: Pair) -> Saw | None:
    """Two warnings in one report by one voice, with nothing to tell them apart, are likely of one danger."""
    left, right = pair.left, pair.right
    if not pair.one_report or not (left.statement.kind is right.statement.kind is Kind.WARNING):
        return None
    shared = _voices(left) & _voices(right)
    return ("same voice", "one voice gives both warnings") if shared else None


def alone(pair: Pair) -> Saw | None:
    """Of all that the report tells to have happened, only this was in the country that the other points to."""
    if not pair.alone or (pair.left.several or pair.right.several):
        return None
    return "the only one there", "nothing else is told to have happened there"


def undated(pair: Pair) -> Saw | None:
    """Across reports, a place without a time is thin: the same town is hit more than once."""
    if pair.one_report or not (pair.left.is_event and pair.right.is_event):
        return None
    bare = (pair.left.time or pair.left.said) is None or (pair.right.time or pair.right.said) is None
    return ("no time to go by", "one of them bears no time") if bare else None


def figures(pair: Pair) -> Saw | None:
    """The same count of the same effect."""
    left = {(t.effect, t.low, t.best) for t in pair.left.statement.tolls}
    both = left & {(t.effect, t.low, t.best) for t in pair.right.statement.tolls}
    return ("same figures", f"both count {min(t[1] for t in both)}") if both else None


def foiled(pair: Pair) -> Saw | None:
    """What was foiled did not happen, and what happened was not foiled."""
    stages = {pair.left.statement.stage, pair.right.statement.stage}
    if Stage.FOILED in stages and Stage.ACCOMPLISHED in stages:
        return "foiled, so never happened", "one was foiled, the other carried out"
    return None


def several(pair: Pair) -> Saw | None:
    """Several events at once ("most of these plots in Europe") are not any one of them."""
    if pair.left.several != pair.right.several:
        return "several, not one", "one speaks of several events or none in particular, the other of one"
    return None


FEATURES: tuple[Callable[[Pair], Saw | None], ...] = (
    ways, time, plan_and_act, knowledge, window, speaking, place, recipient, target, target_words, actors, reference,
    bearing, overlap, adjoining, pointing, nearness, latest, wording, copied, same_warning, voice, alone, undated,
    figures, foiled, several, alike,
)  # fmt: skip
"""Every feature, in the order in which reasons are given."""


def observe(pair: Pair) -> tuple[Feature, ...]:
    """What all features saw in a pair, with the weights."""
    saw = [s for s in (feature(pair) for feature in FEATURES) if s is not None]
    if any(name in PARTING for name, _ in saw):
        saw = [s for s in saw if s[0] not in LEARNT]
    return tuple(Feature(name=name, weight=WEIGHTS[name], because=because) for name, because in saw)


_LIES = {
    Lie.EQUAL: "same place",
    Lie.WITHIN: "one place within the other",
    Lie.NEAR: "places near",
    Lie.COUNTRY: "same country",
    Lie.APART: "places apart",
}


def _plan_and_act(pair: Pair) -> bool:
    return (pair.left.ahead and pair.right.happened) or (pair.right.ahead and pair.left.happened)


def _plan_first(pair: Pair) -> tuple[Sketch, Sketch]:
    return (pair.left, pair.right) if pair.left.ahead else (pair.right, pair.left)


def _precedes(plan: Sketch, act: Sketch) -> bool:
    """Whether nothing speaks against the plan coming first: it is affirmed, and the act has happened."""
    return plan.statement.positive and act.happened


def _akin(left: Actor, right: Actor) -> bool:
    return left.part_of == right.id or right.part_of == left.id


def _voices(sketch: Sketch) -> set[str]:
    speakers = sketch.statement.speakers[-1:]
    found = ((s.name, s.mention.resolved if s.mention else None) for s in speakers)
    return {_voice(actor) if isinstance(actor, Actor) else name for name, actor in found}


def _voice(actor: Actor) -> str:
    """A state's organs speak with its voice."""
    state = next((f"country:{code}" for code in actor.home), actor.id)
    return actor.id if actor.kind is ActorKind.GROUP else state


def _day(when: When) -> str:
    first, last = when.first_day.isoformat(), when.last_day.isoformat()
    return first if first == last else f"{first} to {last}"


_SHORT = 40


def _short(span: Span) -> str:
    return span.quote if len(span.quote) <= _SHORT else f"{span.quote[:_SHORT].rstrip()}…"
